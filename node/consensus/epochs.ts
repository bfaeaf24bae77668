/**
 * Who votes, as a pure function of the final chain (docs/spec/consensus.md, rules 16 and 17). Part of the state that
 * execution changes: L1 says who the next committee is, evidence in reports says who goes without power, and at a fixed
 * number of blocks before each possible end of the epoch it is decided whether another committee takes over there.
 */
import { ByteWriter } from '../codec/byteWriter.ts';
import type { Ed25519Verify } from '../crypto/ed25519.ts';
import { keccakHash } from '../crypto/keccak.ts';
import { provenBy } from '../crypto/misconduct.ts';
import type { BlockEvent } from '../types/block.ts';
import { type Committee, makeCommittee, withJailed } from '../types/committee.ts';
import { invariant, WitanError } from '../types/fault.ts';
import type { Hash, HexBytes } from '../types/ids.ts';
import type { Misconduct } from '../types/misconduct.ts';
import type { CommitteeItem } from '../types/settlement.ts';
import { type Epoch, epoch, type Height, height } from '../types/units.ts';

export interface EpochConfig {
  /** E: an epoch ends, if at all, at a height that is a multiple of this. */
  readonly blocks: number;
  /** L: so many blocks before, it is decided whether it ends; below E. */
  readonly lookaheadBlocks: number;
}

/** Whether the epoch ends at a height where it may. */
export interface EpochDecision {
  readonly boundary: Height;
  /** Who takes over after it; absent: the epoch goes on. */
  readonly next: Committee | undefined;
}

export interface EpochState {
  readonly config: EpochConfig;
  /** Of the last executed block. */
  committee: Committee;
  /** Of the epoch before: what its members did can still be proven. */
  previous: Committee | undefined;
  /** The newest committee that L1 has installed, while it is not in office. */
  installed: Committee | undefined;
  /** Ed25519 keys whose owners contradicted themselves, and the epoch in which they did. They stay. */
  readonly jailed: Map<HexBytes, Epoch>;
  /** The last decision. */
  decision: EpochDecision | undefined;
}

export const createEpochs = (config: EpochConfig, committee: Committee): EpochState => ({
  config,
  committee,
  previous: undefined,
  installed: undefined,
  jailed: new Map(),
  decision: undefined,
});

/** Whether an epoch may end with this block. */
export const isBoundary = ({ blocks }: EpochConfig, at: Height): boolean => at > 0 && at % blocks === 0;

/** What was decided about a height where an epoch may end; undefined while it is not. */
export const decisionAt = (state: EpochState, boundary: Height): EpochDecision | undefined =>
  state.decision?.boundary === boundary ? state.decision : undefined;

/** L1 has installed a committee. One that cannot work here, or is not newer, is left out. */
export function takeCommittee(state: EpochState, { id, members }: CommitteeItem): BlockEvent | undefined {
  if (id <= state.committee.id || id <= (state.installed?.id ?? 0)) return undefined;
  try {
    state.installed = makeCommittee(state.committee.networkId, id, epoch(0), members);
    return { type: 'committeeInstalled', committee: id };
  } catch (error) {
    if (!(error instanceof WitanError)) throw error;
    return { type: 'committeeRefused', committee: id, reason: error.message };
  }
}

/** Evidence that a report carried. What proves nothing, or nothing new, changes nothing. */
export function takeMisconduct(
  state: EpochState,
  misconduct: Misconduct,
  verify: Ed25519Verify,
): BlockEvent | undefined {
  const committee = [state.committee, state.previous].find((each) => each?.epoch === misconduct.epoch);
  const key = committee?.validators[misconduct.validator]?.ed25519Key;
  if (committee === undefined || key === undefined || state.jailed.has(key)) return undefined;
  const code = provenBy(committee, misconduct, verify);
  if (code === undefined) return undefined;
  state.jailed.set(key, misconduct.epoch);
  return { type: 'validatorJailed', epoch: misconduct.epoch, validator: misconduct.validator, key, code };
}

/** After a block: decides about the end of the epoch where the time for it has come. */
export function decide(state: EpochState, at: Height): BlockEvent | undefined {
  const { blocks, lookaheadBlocks } = state.config;
  const boundary = height(at + lookaheadBlocks);
  if (boundary % blocks !== 0) return undefined;
  const next = withJailed(
    state.installed ?? state.committee,
    epoch(state.committee.epoch + 1),
    new Set(state.jailed.keys()),
  );
  const changes = state.installed !== undefined || next.validators.some(({ power }, index) => power !== state.committee.validators[index]!.power); // prettier-ignore
  state.decision = { boundary, next: changes ? next : undefined };
  return changes
    ? { type: 'epochEnds', epoch: state.committee.epoch, height: boundary, committee: next.id }
    : undefined;
}

/** Before the first block of an epoch: the committee that was decided on takes over. */
export function enterEpoch(state: EpochState): void {
  const next = state.decision?.next;
  invariant(next !== undefined, 'an epoch begins where it was decided that the one before ends');
  state.previous = state.committee;
  state.committee = next;
  if (state.installed !== undefined && state.installed.id <= next.id) state.installed = undefined;
  state.decision = undefined;
}

/** A hash over all of it: a part of the state root. */
export function epochsDigest(state: EpochState): Hash {
  const writer = new ByteWriter().ascii('witan/epochs/1');
  for (const committee of [state.committee, state.previous, state.installed, state.decision?.next]) {
    writer.hex(committeeDigest(committee));
  }
  writer.u64(state.decision?.boundary ?? 0).u32(state.jailed.size);
  for (const [key, at] of [...state.jailed].sort(([a], [b]) => (a < b ? -1 : 1))) writer.hex(key).u64(at);
  return keccakHash(writer.finish());
}

/** Binds members, weights, powers and epoch; of no committee, the hash of nothing. */
export function committeeDigest(committee: Committee | undefined): Hash {
  const writer = new ByteWriter();
  if (committee !== undefined) {
    writer.ascii('witan/committee/1').u64(committee.id).u64(committee.epoch).u16(committee.validators.length);
    for (const { operator, power, weight, ed25519Key, blsKey } of committee.validators) {
      writer.hex(operator).u32(power).u32(weight).hex(ed25519Key).u16(blsKey.length).hex(blsKey);
    }
  }
  return keccakHash(writer.finish());
}
