import { WitanError } from './fault.ts';
import { type Address, type Hash, type HexBytes, type ValidatorIndex, validatorIndex } from './ids.ts';
import type { Epoch } from './units.ts';

export interface Validator {
  readonly index: ValidatorIndex;
  readonly operator: Address;
  /** Voting power in consensus: the weight, or 0 while it is jailed. */
  readonly power: number;
  /** Weight as L1 has installed it, a positive integer: what counts in checkpoints. */
  readonly weight: number;
  /** Ed25519 public key, 32 bytes: votes, reports and the libp2p identity. */
  readonly ed25519Key: HexBytes;
  /** BLS12-381 public key in G2 as EIP-2537 writes it, 256 bytes: checkpoint signatures. */
  readonly blsKey: HexBytes;
}

/** A validator as a committee is made of it. */
export type Member = Omit<Validator, 'index' | 'power'>;

/** Who votes during an epoch, and the thresholds that follow from their powers. Source: docs/spec/consensus.md. */
export interface Committee {
  readonly networkId: Hash;
  readonly id: number;
  readonly epoch: Epoch;
  readonly validators: readonly Validator[];
  /** T, the sum of all powers (at most 2³¹). */
  readonly totalPower: number;
  /** f = ⌊(T−1)/3⌋: the power that may be Byzantine. */
  readonly faultyPower: number;
  /** q = T − f: the power of a certificate. */
  readonly quorumPower: number;
  /** F: the most validators whose powers sum to at most f. */
  readonly faultyCount: number;
}

const totalWeightMax = 2 ** 31;
export const validatorsMax = 100;

/**
 * A committee with its full powers.
 * Errors: COMMITTEE_INVALID when it is empty, too large, a weight is no positive integer, their sum is above 2³¹, a key
 * comes twice, or one weight is above f (except in a committee of one to three, where f = 0 for equal weights and no fault
 * is tolerated).
 */
export function makeCommittee(networkId: Hash, id: number, epoch: Epoch, members: readonly Member[]): Committee {
  const refuse = (message: string): never => {
    throw new WitanError('COMMITTEE_INVALID', `Committee ${id}: ${message}.`);
  };
  if (members.length === 0 || members.length > validatorsMax) {
    refuse(`has ${members.length} validators, must have 1 to ${validatorsMax}`);
  }
  members.forEach(({ weight }, position) => {
    if (Number.isSafeInteger(weight) && weight > 0) return;
    refuse(`validator ${position} has weight ${weight}, must be a positive integer`);
  });
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  if (total > totalWeightMax) refuse(`total weight ${total} is above 2³¹`);
  if (new Set(members.map(({ ed25519Key }) => ed25519Key)).size < members.length) refuse('has an Ed25519 key twice');
  const committee = inOffice(networkId, id, epoch, members, new Set());
  if (members.length > 3 && members.some(({ weight }) => weight > committee.faultyPower)) {
    refuse(`one validator has more than f = ${committee.faultyPower} of the weight ${total}`);
  }
  return committee;
}

/**
 * The same validators in another epoch, those of these Ed25519 keys without power. At most f of weight is taken away, in
 * the committee's order: what remains can always make a quorum of L1's weights, and beyond f nothing helps.
 */
export function withJailed(committee: Committee, epoch: Epoch, jailed: ReadonlySet<HexBytes>): Committee {
  const { networkId, id, validators } = committee;
  let left = thresholds(validators.map(({ weight }) => weight)).faultyPower;
  const without = new Set<HexBytes>();
  for (const { ed25519Key, weight } of validators) {
    if (!jailed.has(ed25519Key) || weight > left) continue;
    left -= weight;
    without.add(ed25519Key);
  }
  return inOffice(networkId, id, epoch, validators, without);
}

function inOffice(
  networkId: Hash,
  id: number,
  epoch: Epoch,
  members: readonly Member[],
  without: ReadonlySet<HexBytes>,
): Committee {
  const validators = members.map(({ operator, weight, ed25519Key, blsKey }, index): Validator => ({
    index: validatorIndex(index),
    operator,
    power: without.has(ed25519Key) ? 0 : weight,
    weight,
    ed25519Key,
    blsKey,
  }));
  return { networkId, id, epoch, validators, ...thresholds(validators.map(({ power }) => power)) };
}

function thresholds(
  powers: readonly number[],
): Pick<Committee, 'totalPower' | 'faultyPower' | 'quorumPower' | 'faultyCount'> {
  const totalPower = powers.reduce((sum, power) => sum + power, 0);
  const faultyPower = Math.floor((totalPower - 1) / 3);
  const ascending = powers.filter((power) => power > 0).sort((a, b) => a - b);
  let faultyCount = 0;
  for (let sum = 0; faultyCount < ascending.length; faultyCount++) {
    sum += ascending[faultyCount]!;
    if (sum > faultyPower) break;
  }
  return { totalPower, faultyPower, quorumPower: totalPower - faultyPower, faultyCount };
}

/** Where a key stands in a committee; undefined where it does not. */
export const positionOf = (committee: Committee, ed25519Key: HexBytes): ValidatorIndex | undefined =>
  committee.validators.find((validator) => validator.ed25519Key === ed25519Key)?.index;

/**
 * BLS keys of those whose signature a header's bitmap claims, in the committee's order: they hold more than two thirds of
 * the weight that L1 has installed. Undefined where they do not, or where a bit stands for nobody.
 */
export function headerSigners({ validators }: Committee, bitmap: bigint): HexBytes[] | undefined {
  if (bitmap >> BigInt(validators.length) !== 0n) return undefined;
  const signers = validators.filter(({ index }) => ((bitmap >> BigInt(index)) & 1n) === 1n);
  const weightOf = (members: readonly Validator[]): number => members.reduce((sum, { weight }) => sum + weight, 0);
  return 3 * weightOf(signers) > 2 * weightOf(validators) ? signers.map(({ blsKey }) => blsKey) : undefined;
}
