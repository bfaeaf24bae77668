/**
 * What the sequencer asks of the world. It has no promise and no timer of its own: whatever takes time answers as an
 * input (inputs.ts), so that the same code runs in a node and under a simulator.
 */
import type { Ed25519Verify } from '../crypto/ed25519.ts';
import type { TraderVerifier } from '../crypto/secp256k1.ts';
import type { GuardRecord } from '../types/guard.ts';
import type { Hash, HexBytes, PeerId, ValidatorIndex } from '../types/ids.ts';
import type { L1Naming } from '../types/report.ts';
import type { CommitteeItem, L1Item } from '../types/settlement.ts';
import type { Height, TimeMs } from '../types/units.ts';

export interface TimePort {
  nowMs(): TimeMs;
  /** Wants a `wake` input at that time or soon after; a later call replaces an earlier one. */
  wakeAt(atMs: TimeMs): void;
}

export interface NetworkPort {
  /** Sends when it can; what does not fit into the peer's bounded queue is lost, and consensus copes. */
  send(to: PeerId, bytes: Uint8Array): void;
  broadcast(bytes: Uint8Array): void;
}

export interface DiskPort {
  /** Appends to the vote journal, in order, without waiting. */
  append(record: Uint8Array): void;
  /** Appends a final block to the block log, without waiting. */
  appendBlock(at: Height, block: Uint8Array): void;
  /**
   * Makes everything appended so far, and this guard record, durable. Answers with `synced`, or `diskFailed`. One at a
   * time: it is not called again before the answer.
   */
  sync(guard: GuardRecord): void;
  /** Reads final blocks from a height on, as many as fit. Answers with `blocksRead`. */
  readBlocks(to: PeerId, from: Height, bytesMax: number): void;
  /**
   * Stores a snapshot of the state after a height, whole and durable or not at all, and deletes all but the two newest.
   * The first part is the manifest, the others are its chunks. Answers with `snapshotStored`; where it fails, with nothing.
   */
  storeSnapshot(at: Height, parts: readonly Uint8Array[]): void;
  /** Reads a part of a stored snapshot. Answers with `snapshotPartRead`. */
  readSnapshotPart(to: PeerId, at: Height, part: number): void;
  /** Blocks below this height are needed no more: as many as is convenient, and as the operator allows, are deleted. */
  pruneBlocks(below: Height): void;
  /**
   * Stores a snapshot that is ahead of the own blocks, gives these up, and has the node begin a new life from it: this one
   * hears nothing more. Journal and guard stay.
   */
  installSnapshot(at: Height, parts: readonly Uint8Array[]): void;
}

export interface L1Port {
  /** A final block of one chain; undefined while this node has not read it. */
  block(chainId: number, number: number): L1Block | undefined;
  /** Of each chain, the newest final block that was read to the end and whose number is a multiple of k. */
  newest(): readonly L1Naming[];
  /**
   * A committee that may be in office: the newest that L1 has installed, or the one before. Undefined for others, and while
   * this node has not asked; it asks then, and `l1` follows.
   */
  committee(id: number): CommitteeItem | undefined;
  /** The committee's cut of this chain is ahead of this node: read now rather than at the next poll. */
  hurry(chainId: number): void;
  /** The ledger has taken in everything of this chain up to here: what is older may be forgotten. */
  consumed(chainId: number, number: number): void;
}

/** A final block of a chain, and the items of it and of the blocks since the one handed out before it. */
export interface L1Block {
  readonly hash: Hash;
  /** Unix seconds. */
  readonly timestampS: number;
  readonly items: readonly L1Item[];
}

export interface SignerPort {
  /** Ed25519 over consensus messages and reports. */
  sign(message: Uint8Array): HexBytes;
  /** BLS over a checkpoint message. Answers with `checkpointSigned`. */
  signCheckpoint(number: number, headerHash: Hash, message: Hash): void;
}

export interface VerifierPort {
  readonly ed25519: Ed25519Verify;
  readonly trader: TraderVerifier;
  /** Sums BLS signatures and verifies the sum; names the bad ones if it fails. Answers with `aggregated`. */
  checkpointAggregate(
    number: bigint,
    headerHash: Hash,
    message: Hash,
    partials: readonly { readonly validator: ValidatorIndex; readonly key: HexBytes; readonly signature: HexBytes }[],
  ): void;
  /** Whether all these keys signed a checkpoint message. Answers with `certificateChecked`. */
  checkpointCertificate(headerHash: Hash, message: Hash, keys: readonly HexBytes[], signature: HexBytes): void;
}

export interface LogPort {
  /** One line for a person; `fields` for machines. */
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
}
