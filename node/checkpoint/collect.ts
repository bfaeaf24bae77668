import type { Fault } from '../types/fault.ts';
import type { Hash, HexBytes, ValidatorIndex } from '../types/ids.ts';

/**
 * Gathers the committee's signatures of checkpoint headers, in one round: every validator sends its own, anyone who
 * holds more than two thirds of the power aggregates. Signatures are not looked at one by one; the aggregate is verified
 * once (by whoever runs the effects), and only a bad one costs a search for its culprits.
 *
 * Memory is bounded: one signature for each validator and header number, `windowSize` numbers on each side of the last
 * header built. A signature that came first stays, unless it proves bad: then the sender may try again.
 * Source: docs/spec/settlement.md, Signatures.
 */

/** One validator's signature of one header. */
export interface CheckpointPartial {
  readonly number: bigint;
  readonly headerHash: Hash;
  readonly validator: ValidatorIndex;
  /** BLS, G1, 128 bytes. */
  readonly signature: HexBytes;
}

/** Shows to a contract, or to anyone, that a quorum signed a header. */
export interface CheckpointCertificate {
  readonly number: bigint;
  readonly headerHash: Hash;
  /** Bit i set: validator i signed. */
  readonly bitmap: bigint;
  readonly signature: HexBytes;
}

export type CollectInput =
  /** This node built header `number`. */
  | { readonly type: 'built'; readonly number: bigint; readonly headerHash: Hash; readonly message: Hash }
  /** A signature arrived, from a peer or from this node's own signer. */
  | { readonly type: 'partial'; readonly partial: CheckpointPartial }
  /** The answer to an `aggregate` effect: the sum of those not in `bad`. */
  | {
      readonly type: 'aggregated';
      readonly number: bigint;
      readonly headerHash: Hash;
      readonly validators: readonly ValidatorIndex[];
      readonly bad: readonly ValidatorIndex[];
      readonly aggregate: HexBytes | undefined;
    };

export type CollectEffect =
  /** Sign `message` with this node's key and feed the result in as `partial` (and send it to the others). */
  | { readonly type: 'sign'; readonly number: bigint; readonly headerHash: Hash; readonly message: Hash }
  /** Sum and verify; answer with `aggregated`. */
  | {
      readonly type: 'aggregate';
      readonly number: bigint;
      readonly headerHash: Hash;
      readonly message: Hash;
      readonly partials: readonly {
        readonly validator: ValidatorIndex;
        readonly key: HexBytes;
        readonly signature: HexBytes;
      }[];
    }
  /** A quorum signed. Once for each number. */
  | { readonly type: 'certified'; readonly certificate: CheckpointCertificate }
  /**
   * Codes: CHECKPOINT_SIGNER_UNKNOWN, CHECKPOINT_NUMBER_OUT_OF_WINDOW, CHECKPOINT_HASH_DIFFERS (one of the two executed
   * differently), CHECKPOINT_EQUIVOCATION (two headers of one number: evidence if both signatures hold),
   * CHECKPOINT_SIGNATURE_INVALID.
   */
  | { readonly type: 'fault'; readonly fault: Fault };

interface Round {
  headerHash: Hash | undefined;
  message: Hash | undefined;
  readonly partials: Map<ValidatorIndex, CheckpointPartial>;
  aggregating: boolean;
  certified: boolean;
}

/** Belongs to `collect`, which changes it in place. */
export interface CollectorState {
  readonly members: readonly { readonly power: number; readonly blsKey: HexBytes }[];
  readonly totalPower: number;
  readonly rounds: Map<bigint, Round>;
  lastBuilt: bigint;
}

/** How many header numbers before and after the last one built are kept. */
export const windowSize = 32n;

/** `lastBuilt` is the number of the last header before a restart; 0 when there is none. */
export function createCollector(
  members: readonly { readonly power: number; readonly blsKey: HexBytes }[],
  lastBuilt = 0n,
): CollectorState {
  const totalPower = members.reduce((sum, member) => sum + member.power, 0);
  return { members, totalPower, rounds: new Map(), lastBuilt };
}

/** Takes one input and says what to do. Order of effects is the order to run them in. */
export function collect(state: CollectorState, input: CollectInput): CollectEffect[] {
  switch (input.type) {
    case 'built':
      return onBuilt(state, input);
    case 'partial':
      return onPartial(state, input.partial);
    case 'aggregated':
      return onAggregated(state, input);
  }
}

const fault = (code: string, fields: Record<string, unknown>): CollectEffect => ({
  type: 'fault',
  fault: { code, ...fields },
});

function onBuilt(state: CollectorState, input: CollectInput & { type: 'built' }): CollectEffect[] {
  const { number, headerHash, message } = input;
  if (number > state.lastBuilt) state.lastBuilt = number;
  for (const old of [...state.rounds.keys()]) if (old + windowSize < state.lastBuilt) state.rounds.delete(old);
  const round = roundOf(state, number);
  if (round.headerHash !== undefined) return [];
  round.headerHash = headerHash;
  round.message = message;
  const effects: CollectEffect[] = [{ type: 'sign', number, headerHash, message }];
  for (const [validator, partial] of [...round.partials]) {
    if (partial.headerHash === headerHash) continue;
    round.partials.delete(validator);
    effects.push(differs(partial, headerHash));
  }
  return [...effects, ...tryAggregate(state, number, round)];
}

function onPartial(state: CollectorState, partial: CheckpointPartial): CollectEffect[] {
  const { number, validator } = partial;
  if (state.members[validator] === undefined) return [fault('CHECKPOINT_SIGNER_UNKNOWN', { validator, number })];
  if (number < 1n || number > state.lastBuilt + windowSize || number + windowSize < state.lastBuilt) {
    return [fault('CHECKPOINT_NUMBER_OUT_OF_WINDOW', { validator, number, lastBuilt: state.lastBuilt })];
  }
  const round = roundOf(state, number);
  const first = round.partials.get(validator);
  if (first !== undefined) {
    if (first.headerHash === partial.headerHash) return [];
    return [fault('CHECKPOINT_EQUIVOCATION', { validator, number, first, second: partial })];
  }
  if (round.headerHash !== undefined && partial.headerHash !== round.headerHash) {
    return [differs(partial, round.headerHash)];
  }
  round.partials.set(validator, partial);
  return tryAggregate(state, number, round);
}

function onAggregated(state: CollectorState, input: CollectInput & { type: 'aggregated' }): CollectEffect[] {
  const { number, headerHash, aggregate } = input;
  const round = state.rounds.get(number);
  if (round === undefined || round.certified || round.headerHash !== headerHash) return [];
  round.aggregating = false;
  const effects: CollectEffect[] = [];
  for (const validator of input.bad) {
    round.partials.delete(validator);
    effects.push(fault('CHECKPOINT_SIGNATURE_INVALID', { validator, number, headerHash }));
  }
  const good = input.validators.filter((validator) => !input.bad.includes(validator));
  if (aggregate === undefined || !isQuorum(state, good)) return [...effects, ...tryAggregate(state, number, round)];
  round.certified = true;
  const bitmap = good.reduce((bits, validator) => bits | (1n << BigInt(validator)), 0n);
  return [...effects, { type: 'certified', certificate: { number, headerHash, bitmap, signature: aggregate } }];
}

/** Asks for the aggregate once the signatures at hand have the power, if nobody was asked yet. */
function tryAggregate(state: CollectorState, number: bigint, round: Round): CollectEffect[] {
  const { headerHash, message } = round;
  if (headerHash === undefined || message === undefined || round.aggregating || round.certified) return [];
  const validators = [...round.partials.keys()].sort((a, b) => a - b);
  if (!isQuorum(state, validators)) return [];
  round.aggregating = true;
  const partials = validators.map((validator) => ({
    validator,
    key: state.members[validator]!.blsKey,
    signature: round.partials.get(validator)!.signature,
  }));
  return [{ type: 'aggregate', number, headerHash, message, partials }];
}

/** More than two thirds of the power, as the contract counts. */
function isQuorum(state: CollectorState, validators: readonly ValidatorIndex[]): boolean {
  const power = validators.reduce((sum, validator) => sum + state.members[validator]!.power, 0);
  return 3 * power > 2 * state.totalPower;
}

function roundOf(state: CollectorState, number: bigint): Round {
  let round = state.rounds.get(number);
  if (round === undefined) {
    round = { headerHash: undefined, message: undefined, partials: new Map(), aggregating: false, certified: false };
    state.rounds.set(number, round);
  }
  return round;
}

const differs = ({ validator, number, headerHash }: CheckpointPartial, ours: Hash): CollectEffect =>
  fault('CHECKPOINT_HASH_DIFFERS', { validator, number, theirs: headerHash, ours });
