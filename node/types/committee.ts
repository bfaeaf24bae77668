import { WitanError } from './fault.ts';
import type { Address, Hash, HexBytes, ValidatorIndex } from './ids.ts';
import type { Epoch } from './units.ts';

export interface Validator {
  readonly index: ValidatorIndex;
  readonly operator: Address;
  /** Voting power: a positive integer. */
  readonly power: number;
  /** Ed25519 public key, 32 bytes: votes, reports and the libp2p identity. */
  readonly ed25519Key: HexBytes;
  /** BLS12-381 public key in G2 as EIP-2537 writes it, 256 bytes: checkpoint signatures. */
  readonly blsKey: HexBytes;
}

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

const totalPowerMax = 2 ** 31;
export const validatorsMax = 100;

/**
 * Derives the thresholds of a committee.
 * Errors: COMMITTEE_INVALID when it is empty, too large, a power is no positive integer, T > 2³¹, or one power is above f
 * (except in a committee of one to three, where f = 0 for equal powers and no fault is tolerated).
 */
export function makeCommittee(networkId: Hash, id: number, epoch: Epoch, validators: readonly Validator[]): Committee {
  const refuse = (message: string): never => {
    throw new WitanError('COMMITTEE_INVALID', `Committee ${id}: ${message}.`);
  };
  if (validators.length === 0 || validators.length > validatorsMax) {
    refuse(`has ${validators.length} validators, must have 1 to ${validatorsMax}`);
  }
  let totalPower = 0;
  validators.forEach((validator, position) => {
    if ((validator.index as number) !== position) refuse(`validator ${validator.index} stands at position ${position}`);
    if (!Number.isSafeInteger(validator.power) || validator.power <= 0) {
      refuse(`validator ${position} has power ${validator.power}, must be a positive integer`);
    }
    totalPower += validator.power;
  });
  if (totalPower > totalPowerMax) refuse(`total power ${totalPower} is above 2³¹`);
  const faultyPower = Math.floor((totalPower - 1) / 3);
  if (validators.length > 3 && validators.some((validator) => validator.power > faultyPower)) {
    refuse(`one validator has more than f = ${faultyPower} of the power ${totalPower}`);
  }
  const ascending = validators.map((validator) => validator.power).sort((a, b) => a - b);
  let faultyCount = 0;
  for (let sum = 0; faultyCount < ascending.length; faultyCount++) {
    sum += ascending[faultyCount]!;
    if (sum > faultyPower) break;
  }
  return {
    networkId,
    id,
    epoch,
    validators,
    totalPower,
    faultyPower,
    quorumPower: totalPower - faultyPower,
    faultyCount,
  };
}
