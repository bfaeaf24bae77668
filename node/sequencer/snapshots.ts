import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { snapshotId } from '../crypto/digests.ts';
import { keccakHash } from '../crypto/keccak.ts';
import { encodeMessage } from '../crypto/messageCodec.ts';
import type { EpochState } from '../consensus/epochs.ts';
import type { ExchangeState } from '../exchange/state.ts';
import type { Bodies } from '../mempool/bodies.ts';
import type { PriorityState } from '../priority/state.ts';
import type { ExecutedBlock } from '../types/block.ts';
import type { Hash, PeerId } from '../types/ids.ts';
import { snapshotBytesMax, type SnapshotManifest } from '../types/snapshot.ts';
import { type Height, height, type TimeMs, timeMs } from '../types/units.ts';
import type { SignedCheckpoint } from './checkpoints.ts';
import type { Context } from './context.ts';
import { type CapturedSnapshot, captureSnapshot, snapshotPieces } from './snapshotState.ts';

export interface SnapshotsParts {
  readonly priority: PriorityState;
  readonly exchange: ExchangeState;
  readonly epochs: EpochState;
  readonly bodies: Bodies;
  /** Final blocks that are kept at least; absent: all. */
  readonly keepBlocks: number | undefined;
  /** The node is past its own log: headers that are built now get signed. */
  readonly isLive: () => boolean;
  /** Blocks below this height are needed no more. */
  readonly prune: (below: Height) => void;
}

/** A snapshot on the disk, for those who ask. */
interface Kept {
  readonly at: Height;
  readonly id: Hash;
  readonly manifest: SnapshotManifest;
}

/** A snapshot of a certified header that is being written, chunk by chunk. */
interface Making {
  readonly manifest: Omit<SnapshotManifest, 'totalBytes' | 'chunkHashes'>;
  readonly pieces: Generator<Uint8Array>;
  rest: readonly Uint8Array[];
  readonly chunks: Uint8Array[];
}

/** One chunk at most in this time: writing and hashing one takes a few ms, in which no vote is answered. */
const chunkMs = 20;

/** Parts that are read for one peer at a time. */
const readsPerPeerMax = 4;

/**
 * Makes a snapshot of every certified header whose number is a multiple of `snapshotHeaders`, and gives snapshots to those
 * who join. The state is captured with the header's block and written when a quorum has signed the header, a chunk at a
 * time, so that the node goes on meanwhile. Where execution was behind priority at that block, there is none of it here.
 */
export class Snapshots {
  readonly #context: Context;
  readonly #parts: SnapshotsParts;
  #kept: readonly Kept[];
  #captured: { readonly number: bigint; readonly state: CapturedSnapshot } | undefined;
  #making: Making | undefined;
  #storing: Kept | undefined;
  #nextChunkMs: TimeMs = timeMs(0);
  readonly #reads = new Map<PeerId, number>();

  /** @param manifests of the snapshots that are stored already, ascending by height */
  constructor(context: Context, parts: SnapshotsParts, manifests: readonly SnapshotManifest[]) {
    this.#context = context;
    this.#parts = parts;
    this.#kept = manifests.map(keptOf);
  }

  /** Height of the newest stored snapshot; 0 without one. */
  get newestHeight(): Height {
    return this.#kept.at(-1)?.at ?? height(0);
  }

  /** After every block. */
  executed(block: ExecutedBlock, checkpoint: Checkpoint | undefined): void {
    const { priority, exchange, epochs, bodies, isLive } = this.#parts;
    if (checkpoint === undefined || !isLive() || priority.height !== block.height) return;
    const { number } = checkpoint.header;
    if (number % BigInt(this.#context.network.limits.snapshotHeaders) !== 0n) return;
    const state = captureSnapshot(block.content, block.resultDigest, epochs, priority, exchange, bodies);
    this.#captured = { number, state };
  }

  /** A quorum has signed a header. */
  certified({ checkpoint, certificate }: SignedCheckpoint): void {
    if (this.#captured?.number !== checkpoint.header.number || this.#making !== undefined) return;
    const { bitmap, signature } = certificate;
    this.#making = {
      manifest: { header: checkpoint.header, bitmap, signature },
      pieces: snapshotPieces(this.#captured.state),
      rest: [],
      chunks: [],
    };
    this.#captured = undefined;
  }

  /** When `advance` has something to do. */
  dueAtMs(): TimeMs | undefined {
    return this.#making === undefined ? undefined : this.#nextChunkMs;
  }

  /** Writes the next chunk, when it is time for one. */
  advance(nowMs: TimeMs): void {
    const making = this.#making;
    if (making === undefined || nowMs < this.#nextChunkMs) return;
    this.#nextChunkMs = timeMs(nowMs + chunkMs);
    const { snapshotChunkBytes } = this.#context.network.limits;
    const held = [...making.rest];
    let bytes = held.reduce((sum, { length }) => sum + length, 0);
    let isLast = false;
    while (bytes < snapshotChunkBytes && !isLast) {
      const next = making.pieces.next();
      if (next.done === true) isLast = true;
      else {
        held.push(next.value);
        bytes += next.value.length;
      }
    }
    const joined = Buffer.concat(held);
    making.rest = joined.length > snapshotChunkBytes ? [joined.subarray(snapshotChunkBytes)] : [];
    if (joined.length > 0) making.chunks.push(joined.subarray(0, snapshotChunkBytes));
    if (isLast && making.rest.length === 0) this.#store(making);
  }

  #store({ manifest, chunks }: Making): void {
    this.#making = undefined;
    const totalBytes = chunks.reduce((sum, { length }) => sum + length, 0);
    if (totalBytes > snapshotBytesMax) {
      const fields = { code: 'SNAPSHOT_TOO_LARGE', bytes: totalBytes, snapshotBytesMax };
      this.#context.ports.log.warn('the state is too large for a snapshot; nothing is pruned', fields);
      return;
    }
    const kept = keptOf({ ...manifest, totalBytes, chunkHashes: chunks.map(keccakHash) });
    this.#storing = kept;
    const parts = [encodeMessage({ type: 'snapshot', manifest: kept.manifest }), ...chunks];
    this.#context.ports.disk.storeSnapshot(kept.at, parts);
  }

  /** It is on the disk: now it may be offered, and blocks that nobody needs any more may go. */
  stored(at: Height, heights: readonly Height[]): void {
    const known = this.#storing?.at === at ? [...this.#kept, this.#storing] : this.#kept;
    this.#kept = known.filter((each) => heights.includes(each.at)).sort((a, b) => a.at - b.at);
    this.#storing = undefined;
    const { keepBlocks, priority, prune } = this.#parts;
    if (keepBlocks === undefined || this.#kept.length < 2) return;
    // Whoever starts from the older one, here or elsewhere, needs every block after it.
    const below = Math.min(this.#kept[0]!.at + 1, priority.height - keepBlocks);
    if (below > 1) prune(height(below));
  }

  onWantSnapshot(from: PeerId, aboveHeight: Height): void {
    for (const { at, manifest } of this.#kept) {
      if (at > aboveHeight) this.#context.answer(from, () => ({ type: 'snapshot', manifest }));
    }
  }

  onWantChunk(from: PeerId, snapshot: Hash, index: number): void {
    const found = this.#kept.find(({ id }) => id === snapshot);
    const reads = this.#reads.get(from) ?? 0;
    if (found === undefined || index >= found.manifest.chunkHashes.length || reads >= readsPerPeerMax) return;
    this.#reads.set(from, reads + 1);
    this.#context.ports.disk.readSnapshotPart(from, found.at, index + 1);
  }

  /** Answer to `readSnapshotPart`. */
  partRead(to: PeerId, at: Height, part: number, bytes: Uint8Array | undefined): void {
    this.#reads.set(to, Math.max(0, (this.#reads.get(to) ?? 0) - 1));
    const found = this.#kept.find((each) => each.at === at);
    if (found === undefined || bytes === undefined) return;
    this.#context.answer(to, () => ({ type: 'chunk', snapshot: found.id, index: part - 1, bytes }));
  }
}

const keptOf = (manifest: SnapshotManifest): Kept => ({
  at: height(Number(manifest.header.blockHeight)),
  id: snapshotId(manifest),
  manifest,
});
