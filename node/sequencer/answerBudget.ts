import type { PeerId } from '../types/ids.ts';
import type { TimeMs } from '../types/units.ts';

/** Bytes of answers that a peer may have at once, and for each ms that passes. */
const burstBytes = 4 * 1024 * 1024;
const bytesPerMs = 8 * 1024;

/** Questions are small and answers are not: how much each peer may be answered, so that asking cannot stall a node. */
export class AnswerBudget {
  readonly #left = new Map<PeerId, { bytes: number; atMs: TimeMs }>();

  /** Whether this peer may be answered now; the answer itself may overdraw. */
  allows(peer: PeerId, nowMs: TimeMs): boolean {
    const left = this.#left.get(peer);
    if (left === undefined) return true;
    left.bytes = Math.min(burstBytes, left.bytes + (nowMs - left.atMs) * bytesPerMs);
    left.atMs = nowMs;
    return left.bytes > 0;
  }

  spend(peer: PeerId, nowMs: TimeMs, bytes: number): void {
    const left = this.#left.get(peer);
    if (left === undefined) this.#left.set(peer, { bytes: burstBytes - bytes, atMs: nowMs });
    else left.bytes -= bytes;
  }
}
