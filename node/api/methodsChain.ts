import { claimProof } from '../checkpoint/proofs.ts';
import type { ProofPath } from '../checkpoint/checkpoint.ts';
import { withDecimals } from '../codec/decimalJson.ts';
import { toHex } from '../codec/hex.ts';
import type { CommitteeProof, Decimal } from '../sdk/rpcTypes.ts';
import type { SignedCheckpoint } from '../sequencer/checkpoints.ts';
import { accountRequestFields } from './accountAccess.ts';
import { chainFor } from './chainFor.ts';
import { DoorError } from './errors.ts';
import type { Method, MethodContext } from './method.ts';
import { authorised } from './methodsAccount.ts';
import { summaryOf } from './nodeView.ts';
import type { Params } from './params.ts';

const decimal = <T extends object>(record: T): Decimal<T> =>
  Object.fromEntries(
    Object.entries(record).map(([field, value]) => [
      field,
      typeof value === 'bigint' ? value.toString() : (value as unknown),
    ]),
  ) as Decimal<T>;

const pathJson = (path: ProofPath): Decimal<ProofPath> => decimal(path);

function chosen(params: Params, name: string, { view }: MethodContext): SignedCheckpoint {
  const number = params.integer(name, 1, Number.MAX_SAFE_INTEGER);
  const found = view.settlement.checkpoint(number);
  if (found === undefined) throw new DoorError('CHECKPOINT_UNKNOWN', `Checkpoint ${number} is not here.`);
  return found;
}

function checkpoint(params: Params, context: MethodContext): unknown {
  const { settlement } = context.view;
  const isLatest = !params.has('number') || params.isWord('number', 'latest');
  const found = isLatest ? settlement.newest() : chosen(params, 'number', context);
  if (found === undefined) throw new DoorError('CHECKPOINT_UNKNOWN', 'No checkpoint was signed yet.');
  const { header, headerHash, message } = found.checkpoint;
  const { bitmap, signature } = found.certificate;
  const published = settlement.accepted(Number(header.number));
  const { txHash, blockNumber, gasUsed } = published ?? {};
  return {
    number: Number(header.number),
    headerHash,
    message,
    header: decimal(header),
    bitmap: bitmap.toString(),
    signature,
    l1: published === undefined ? null : { txHash, blockNumber, gasUsed },
  };
}

function committee(params: Params, { view }: MethodContext): CommitteeProof {
  const newest = params.has('committeeId')
    ? view.settlement.newestOf(params.integer('committeeId', 1, Number.MAX_SAFE_INTEGER))
    : view.settlement.newest();
  if (newest === undefined) throw new DoorError('CHECKPOINT_UNKNOWN', 'No such checkpoint was signed yet.');
  const { checkpoint, certificate, office } = newest;
  return {
    header: decimal(checkpoint.header),
    bitmap: certificate.bitmap.toString(),
    signature: certificate.signature,
    subaccountsRoot: office.subaccountsRoot,
    rest: office.rest,
    epochs: toHex(office.epochs),
  };
}

function claim(params: Params, context: MethodContext): unknown {
  const { settlement, door } = context.view;
  const owner = params.address('owner');
  const found = params.has('number') ? chosen(params, 'number', context) : settlement.newestAccepted();
  const { chainId, tokens, settlement: contract, vault } = chainFor(params, door.network);
  const token = tokens[params.integer('token', 0, tokens.length - 1, 0)]!;
  const proof = found && claimProof(found.checkpoint, BigInt(chainId), owner, token);
  if (proof === undefined) throw new DoorError('CLAIM_UNKNOWN', `There is nothing for ${owner} to claim on L1 yet.`);
  return {
    settlement: contract,
    vault,
    number: proof.number.toString(),
    headerHash: proof.headerHash,
    token: decimal(proof.token),
    tokenPath: pathJson(proof.tokenPath),
    claim: decimal(proof.claim),
    claimPath: pathJson(proof.claimPath),
  };
}

export const chainMethods = {
  witan_block: {
    params: ['height', 'events'],
    cost: 5,
    call: (params, _caller, { view }) => {
      const height = params.integer('height', 1, Number.MAX_SAFE_INTEGER, Math.max(1, view.history.lastHeight));
      const block = view.history.block(height);
      const { content, certificate, previousResult, events } = block;
      const withEvents = params.boolean('events', false) ? { eventList: events } : {};
      return { ...summaryOf(block), content, certificate: certificate ?? null, previousResult, ...withEvents };
    },
  },
  witan_resultProof: {
    params: ['height'],
    cost: 2,
    call: (params, _caller, { proofs }) => proofs.result(params.integer('height', 1, Number.MAX_SAFE_INTEGER)),
  },
  witan_committee: { params: ['committeeId'], cost: 5, call: (params, _caller, context) => committee(params, context) },
  witan_checkpoint: { params: ['number'], cost: 5, call: (params, _caller, context) => checkpoint(params, context) },
  /** Dear: it proves every subaccount of the owner. */
  witan_exitKit: {
    params: [...accountRequestFields, 'chain'],
    cost: 100,
    call: (params, _caller, context) => {
      const { door } = context.view;
      const kit = door.exitKit(authorised(params, context), chainFor(params, door.network).chainId);
      if (kit !== undefined) return withDecimals(kit);
      throw new DoorError('EXIT_KIT_NOT_READY', 'No header was signed yet.');
    },
  },
  /** Dear: it hashes all claims of the checkpoint. */
  witan_claimProof: {
    params: ['owner', 'number', 'token', 'chain'],
    cost: 100,
    call: (params, _caller, context) => claim(params, context),
  },
} as const satisfies Readonly<Record<string, Method>>;
