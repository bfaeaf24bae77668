import { transactionBytes } from '../codec/transaction.ts';
import { WitanError } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';
import { DoorError, RefusedTransaction } from './errors.ts';
import type { Caller, Method, MethodContext } from './method.ts';
import type { Params } from './params.ts';

/** Errors: TX_OVERSIZED, TX_MALFORMED. */
function bytesOf(hex: string): Uint8Array {
  try {
    return transactionBytes(hex);
  } catch (error) {
    if (!(error instanceof WitanError)) throw error;
    throw new RefusedTransaction(error.code, error.message);
  }
}

async function submit(params: Params, { session }: Caller, { view }: MethodContext): Promise<{ hash: Hash }> {
  const bytes = bytesOf(params.string('transaction', view.limits.requestBytesMax));
  const isFollowed = params.boolean('follow', false);
  if (isFollowed) {
    if (session === undefined) throw new DoorError('WEBSOCKET_ONLY', 'Only a WebSocket can be told what came of it.');
    session.checkFollow();
  }
  const result = await view.door.submit(bytes);
  // Who sends again what is on its way already is told as well.
  if (isFollowed && result.hash !== undefined && (result.accepted || result.code === 'TX_KNOWN')) {
    session?.follow(result.hash);
  }
  if (!result.accepted) throw new RefusedTransaction(result.code, result.message, result.hash);
  view.transactions.accepted(result.hash);
  return { hash: result.hash };
}

export const submitMethods = {
  witan_submit: { params: ['transaction', 'follow'], cost: 1, call: submit },
  witan_follow: {
    params: ['hash'],
    cost: 1,
    call: (params, { session }) => {
      if (session === undefined) throw new DoorError('WEBSOCKET_ONLY', 'Only a WebSocket can be told what came of it.');
      session.checkFollow();
      session.follow(params.hash('hash'));
      return true;
    },
  },
  witan_transaction: {
    params: ['hash'],
    cost: 1,
    call: (params, _caller, { view }) => view.transactions.stateOf(params.hash('hash')),
  },
  /** Its tree of events is the dear part; it is kept for the next who asks about the block. */
  witan_transactionProof: {
    params: ['hash', 'parts'],
    cost: 2,
    call: (params, _caller, { proofs }) =>
      proofs.transaction(params.hash('hash'), params.word('parts', ['all', 'events'], 'all')),
  },
} as const satisfies Readonly<Record<string, Method>>;
