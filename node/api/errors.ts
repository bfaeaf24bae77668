import { transactionHints } from '../codec/transactionFault.ts';
import { outcomes } from '../exchange/outcomes.ts';
import { WitanError } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';

/**
 * JSON-RPC error numbers by class. The class says how to react; `data.code` says what happened.
 * -32000: the transaction was refused. -32001: too much at once, try later or elsewhere. -32002: not known (any more, or
 * yet). -32003: not allowed. -32004: beyond a fixed bound.
 */
const refused = -32000;
const tooMuch = -32001;
const notKnown = -32002;
const notAllowed = -32003;
const tooLarge = -32004;

/** Every code of the door itself, with its JSON-RPC number and what to do about it. */
export const doorErrors = {
  JSON_MALFORMED: [-32700, 'Send one JSON object, or an array of them.'],
  REQUEST_INVALID: [-32600, 'A request has "jsonrpc": "2.0", a method, and an id that is a string or an integer.'],
  METHOD_UNKNOWN: [-32601, 'docs/api.md lists the methods.'],
  PARAMS_INVALID: [-32602, 'docs/api.md lists the parameters; they go by position or by name.'],
  INTERNAL: [-32603, 'The node has logged it. Try another node.'],
  WEBSOCKET_ONLY: [notAllowed, 'Connect to /ws: HTTP has no way to notify.'],
  REQUEST_OVERSIZED: [tooLarge, 'Split the request.'],
  BATCH_TOO_LARGE: [tooLarge, 'Split the batch.'],
  SUBSCRIPTION_LIMIT: [tooLarge, 'Unsubscribe from something, or open another connection.'],
  SUBSCRIPTION_UNKNOWN: [notKnown, 'It has ended, or belongs to another connection.'],
  FOLLOW_LIMIT: [tooMuch, 'Wait until followed transactions are final.'],
  PENDING_LIMIT: [tooMuch, 'Wait for answers before asking more.'],
  RATE_LIMITED: [tooMuch, 'Slow down; docs/api.md lists what each method costs.'],
  TX_UNKNOWN: [notKnown, 'It never arrived at this node, is not final yet, or is older than its history.'],
  BLOCK_UNKNOWN: [notKnown, 'It is not final yet.'],
  HISTORY_PRUNED: [notKnown, 'It is older than what this node remembers; ask a node with more history.'],
  CHECKPOINT_UNKNOWN: [notKnown, 'It was not signed yet, or is older than what this node remembers.'],
  CHAIN_UNKNOWN: [notKnown, 'witan_network lists the chains.'],
  CLAIM_UNKNOWN: [
    notKnown,
    'A withdrawal must be final, and in a checkpoint on L1 that has passed its dispute period.',
  ],
  EXIT_KIT_NOT_READY: [notKnown, 'A quorum must have signed a header; ask again shortly.'],
  MARKET_UNKNOWN: [notKnown, 'witan_markets lists the instruments.'],
  PROOF_NOT_READY: [notKnown, 'More than f validators must have reported the result; ask again shortly.'],
  ACCOUNT_UNKNOWN: [notKnown, 'It was never funded. Deposit through the vault first.'],
  ACCOUNT_REQUEST_STALE: [notAllowed, 'Sign again with the present time; check the clock.'],
  ACCOUNT_SIGNATURE_INVALID: [notAllowed, 'Sign the text of docs/api.md as an EIP-191 message with the key it names.'],
  ACCOUNT_KEY_UNKNOWN: [
    notAllowed,
    'Sign with the account, or with a session key that is approved and has not expired.',
  ],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type DoorErrorCode = keyof typeof doorErrors;

/** What to do about each code with which a node refuses a transaction: its own, and the outcomes of the exchange. */
export const admissionHints: Readonly<Record<string, string>> = {
  ...transactionHints,
  TX_SIGNATURE_INVALID: 'Check the key, the network id, the home chain id and every field: all of them are signed.',
  TX_KNOWN: 'Nothing to do: follow it by its hash.',
  NODE_BUSY: 'Try again shortly, or another node.',
  NODE_IS_WATCHER: 'Submit to a validator.',
  SETTLEMENT_FROZEN: 'Leave with an exit kit: docs/guide-traders.md says how.',
  EXPIRED: 'Sign it again with a later expiry; check the clock.',
  NONCE_USED: 'If it is wanted twice, sign it again with another nonce.',
  NONCE_TOO_OLD: 'Sign it again with the present time in ms as nonce; check the clock.',
  NONCE_TOO_NEW: 'Sign it again with the present time in ms as nonce; check the clock.',
  ACCOUNT_UNKNOWN: 'Deposit through the vault first, or transfer to the subaccount.',
  KEY_UNKNOWN: 'Sign with the account, or approve the key for it first.',
  KEY_REVOKED: 'Approve and use another key: a revoked one does not come back.',
  KEY_EXPIRED: 'Approve the key again, or use another.',
  CREDITS_EXHAUSTED: 'Send less often: credits refill with time, collateral and volume.',
  KEY_SCOPE: 'Sign with the account, or approve the key for this.',
};

export interface RpcErrorObject {
  readonly code: number;
  readonly message: string;
  readonly data: { readonly code: string; readonly hint?: string; readonly hash?: Hash };
}

/** A refusal by the door. Its number and hint follow from its code. */
export class DoorError extends WitanError {
  constructor(code: DoorErrorCode, message: string) {
    super(code, message, doorErrors[code][1]);
  }
}

/** A refusal of a transaction, by admission (TX_*, NODE_*) or because the exchange would refuse it (its outcome). */
export class RefusedTransaction extends WitanError {
  readonly hash: Hash | undefined;

  constructor(code: string, message: string, hash?: Hash) {
    const outcome = (outcomes as Readonly<Record<string, string>>)[code];
    super(code, outcome === undefined ? message : `The exchange would refuse it: ${outcome}.`, admissionHints[code]);
    this.hash = hash;
  }
}

/** What the client reads of an error. Anything unexpected is INTERNAL, without its details. */
export function rpcError(error: unknown): RpcErrorObject {
  if (error instanceof RefusedTransaction) {
    const { code, message, hint, hash } = error;
    const data = { code, ...(hint === undefined ? {} : { hint }), ...(hash === undefined ? {} : { hash }) };
    return { code: refused, message, data };
  }
  const known = error instanceof DoorError ? error : new DoorError('INTERNAL', 'The node failed to answer.');
  const [code, hint] = doorErrors[known.code as DoorErrorCode];
  return { code, message: known.message, data: { code: known.code, hint } };
}
