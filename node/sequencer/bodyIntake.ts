import type { PeerId } from '../types/ids.ts';

export interface ArrivedBody {
  readonly from: PeerId;
  readonly bytes: Uint8Array;
}

/**
 * Transactions that peers sent and nobody has looked at yet. Checking one costs as much as ten votes, so they wait here
 * and are taken a few at a time, one peer after another; each peer has room of its own, so that none crowds out the rest.
 */
export class BodyIntake {
  readonly #perPeerMax: number;
  readonly #queues = new Map<PeerId, Uint8Array[]>();
  #size = 0;

  constructor(perPeerMax: number) {
    this.#perPeerMax = perPeerMax;
  }

  get size(): number {
    return this.#size;
  }

  /** What does not fit is lost: whoever needs it asks for it again. */
  offer(from: PeerId, bodies: readonly Uint8Array[]): void {
    const queue = this.#queues.get(from) ?? [];
    this.#queues.set(from, queue);
    const taken = bodies.slice(0, this.#perPeerMax - queue.length);
    queue.push(...taken);
    this.#size += taken.length;
  }

  /** Up to `count` of them, in turn by peer. */
  take(count: number): ArrivedBody[] {
    const taken: ArrivedBody[] = [];
    while (taken.length < count && this.#size > 0) {
      for (const [from, queue] of this.#queues) {
        const bytes = taken.length < count ? queue.shift() : undefined;
        if (bytes === undefined) continue;
        this.#size--;
        taken.push({ from, bytes });
      }
    }
    return taken;
  }

  /** Forgets what a peer sent: one thing was wrong, and nobody honest sends that. */
  drop(from: PeerId): void {
    this.#size -= this.#queues.get(from)?.length ?? 0;
    this.#queues.delete(from);
  }
}
