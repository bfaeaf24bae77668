/**
 * Who votes, as a pure function of the final chain (docs/spec/consensus.md, rules 16 and 17). Part of the state that
 * execution changes: L1 says who the next committee is, evidence in reports says who goes without power, and at a fixed
 * number of blocks before each possible end of the epoch it is decided whether another committee takes over there.
 */
import { ByteReader } from '../codec/byteReader.ts';
import { ByteWriter } from '../codec/byteWriter.ts';
import { fromHex, toHex } from '../codec/hex.ts';
import { sameBytes } from '../codec/sameBytes.ts';
import type { Ed25519Verify } from '../crypto/ed25519.ts';
import { keccakHash } from '../crypto/keccak.ts';
import { provenBy } from '../crypto/misconduct.ts';
import type { BlockEvent } from '../types/block.ts';
import { type Committee, makeCommittee, type Member, validatorsMax, withJailed } from '../types/committee.ts';
import { invariant, WitanError } from '../types/fault.ts';
import { type Address, type Hash, type HexBytes, zeroHash } from '../types/ids.ts';
import type { Misconduct } from '../types/misconduct.ts';
import type { CommitteeItem, PlanItem } from '../types/settlement.ts';
import { type Epoch, epoch, type Height, height } from '../types/units.ts';

const magic = 'witan/epochs/2';

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

/** A committee as a header names it: `nextCommitteeHash`. */
export interface PlannedCommittee {
  readonly id: number;
  readonly hash: Hash;
}

export interface EpochState {
  readonly config: EpochConfig;
  /** Of the last executed block. */
  committee: Committee;
  /** Of the epoch before: what its members did can still be proven. */
  previous: Committee | undefined;
  /** The newest committee that L1 has installed, while it is not in office. */
  installed: Committee | undefined;
  /** Who L1 has planned as a committee that is not in office yet: the last plan. */
  planned: PlannedCommittee | undefined;
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
  planned: undefined,
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

/** L1 has planned the next committee: headers name it from now on, so that it can be installed. */
export function takePlan(state: EpochState, { id, hash }: PlanItem): BlockEvent | undefined {
  if (id <= state.committee.id) return undefined;
  state.planned = { id, hash };
  return { type: 'committeePlanned', committee: id, hash };
}

/** What a header says of the committee after the one that signs it; zero while none is planned. */
export const namedNext = ({ committee, planned }: EpochState): Hash =>
  planned?.id === committee.id + 1 ? planned.hash : zeroHash;

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
  if (state.planned !== undefined && state.planned.id <= next.id) state.planned = undefined;
  state.decision = undefined;
}

/** Who voted in the epoch before, who votes, and who will where that is decided: one an epoch. */
export const committeesOf = ({ previous, committee, decision }: EpochState): Committee[] =>
  [previous, committee, decision?.next].filter((each) => each !== undefined);

/** A hash over all of it: a part of the state root. */
export const epochsDigest = (state: EpochState): Hash => keccakHash(epochsBytes(state));

/** All of it; equal states give equal bytes. `decodeEpochs` reads them, field by field. */
export function epochsBytes(state: EpochState): Uint8Array {
  const writer = new ByteWriter().ascii(magic);
  for (const committee of [state.committee, state.previous, state.installed, state.decision?.next]) {
    writer.u8(committee === undefined ? 0 : 1);
    if (committee !== undefined) writeCommittee(writer, committee);
  }
  writer.u64(state.decision?.boundary ?? 0);
  writer.u64(state.planned?.id ?? 0).hex(state.planned?.hash ?? zeroHash);
  writer.u32(state.jailed.size);
  for (const [key, at] of [...state.jailed].sort(([a], [b]) => (a < b ? -1 : 1))) writer.hex(key).u64(at);
  return writer.finish();
}

/** Errors: SNAPSHOT_MALFORMED where the bytes are not the one encoding of a state, COMMITTEE_INVALID. */
export function decodeEpochs(config: EpochConfig, networkId: Hash, bytes: Uint8Array): EpochState {
  const reader = new ByteReader(bytes);
  reader.bytes(magic.length);
  const optional = (): Committee | undefined => (reader.u8() === 0 ? undefined : readCommittee(networkId, reader));
  const [committee, previous, installed, next] = [optional(), optional(), optional(), optional()];
  const boundary = height(reader.u64());
  const [plannedId, plannedHash] = [reader.u64(), reader.hex<Hash>(32)];
  const planned = plannedId === 0 ? undefined : { id: plannedId, hash: plannedHash };
  const jailed = new Map<HexBytes, Epoch>();
  for (let left = reader.u32(); left > 0; left--) jailed.set(reader.hex<HexBytes>(32), epoch(reader.u64()));
  const decision = (boundary as number) === 0 ? undefined : { boundary, next };
  const state = committee && { config, committee, previous, installed, planned, jailed, decision };
  if (state === undefined || !sameBytes(epochsBytes(state), bytes)) {
    throw new WitanError('SNAPSHOT_MALFORMED', 'The state of epochs is not its own encoding.');
  }
  return state;
}

/** Binds members, weights, powers and epoch. */
export function committeeDigest(committee: Committee): Hash {
  const writer = new ByteWriter().ascii('witan/committee/1');
  writeCommittee(writer, committee);
  return keccakHash(writer.finish());
}

function writeCommittee(writer: ByteWriter, { id, epoch: at, validators }: Committee): void {
  writer.u64(id).u64(at).u16(validators.length);
  for (const { operator, power, weight, ed25519Key, blsKey } of validators) {
    const key = fromHex(blsKey);
    writer
      .hex(operator)
      .u32(weight)
      .u8(power === 0 ? 1 : 0)
      .hex(ed25519Key)
      .u16(key.length)
      .bytes(key);
  }
}

function readCommittee(networkId: Hash, reader: ByteReader): Committee {
  const [id, at] = [reader.u64(), epoch(reader.u64())];
  const jailed = new Set<HexBytes>();
  const members = Array.from({ length: Math.min(reader.u16(), validatorsMax) }, (): Member => {
    const [operator, weight, isJailed] = [reader.hex<Address>(20), reader.u32(), reader.u8() === 1];
    const ed25519Key = reader.hex<HexBytes>(32);
    if (isJailed) jailed.add(ed25519Key);
    return { operator, weight, ed25519Key, blsKey: toHex<HexBytes>(reader.bytes(reader.u16())) };
  });
  return withJailed(makeCommittee(networkId, id, at, members), at, jailed);
}
