import type { Hash, HexBytes } from './ids.ts';
import type { CheckpointHeader } from './settlement.ts';

/**
 * What a snapshot is of, and how its bytes are cut up. The committee has signed the header, and the header binds what the
 * bytes mean; the chunk hashes are only its sender's word, until the state root was computed from the whole.
 */
export interface SnapshotManifest {
  readonly header: CheckpointHeader;
  /** Bit i set: validator i signed the header. */
  readonly bitmap: bigint;
  /** BLS, the sum of their signatures, 128 bytes. */
  readonly signature: HexBytes;
  readonly totalBytes: number;
  /** keccak of each chunk, in order. All chunks but the last are equally long. */
  readonly chunkHashes: readonly Hash[];
}

/** Longest snapshot, in bytes: a node that joins holds it in memory. */
export const snapshotBytesMax = 512 * 1024 * 1024;

/** Most chunks, and longest chunk, in bytes. */
export const snapshotChunksMax = 65_536;
export const snapshotChunkBytesMax = 1024 * 1024;
