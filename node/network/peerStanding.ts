import { faultRule } from './peerFaults.ts';
import type { NetworkLimits } from './limits.ts';

type Bounds = Pick<
  NetworkLimits,
  'penaltyMax' | 'penaltyHalfLifeMs' | 'barMsMin' | 'barMsMax' | 'barForgetMs' | 'faultLineMs'
>;

/** What follows from one fault. */
export interface FaultOutcome {
  /** The peer is to be cut off. */
  readonly isCut: boolean;
  /** It is not let in or dialled for so long; 0: it may come back at once. */
  readonly barMs: number;
  /** How often it happened since the last line about it, if it is time for one. */
  readonly lineCount: number | undefined;
}

/** How one peer stands: a penalty that decays, whether it is barred, and what was said about it. Time is given. */
export class PeerStanding {
  readonly #bounds: Bounds;
  readonly #lines = new Map<string, { atMs: number; unsaid: number }>();
  #penalty = 0;
  #penaltyAtMs = 0;
  #barMs = 0;
  #barredUntilMs = -Infinity;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  fault(code: string, nowMs: number): FaultOutcome {
    const { action, points } = faultRule(code);
    const lineCount = this.#line(code, nowMs);
    const isCut = action === 'disconnect';
    // What still comes out of queues when a peer was barred is not held against it once more.
    if (points === 0 || this.isBarred(nowMs)) return { isCut, barMs: 0, lineCount };
    this.#penalty = this.penalty(nowMs) + points;
    this.#penaltyAtMs = nowMs;
    if (this.#penalty < this.#bounds.penaltyMax) return { isCut, barMs: 0, lineCount };
    this.#bar(nowMs);
    return { isCut: true, barMs: this.#barMs, lineCount };
  }

  penalty(nowMs: number): number {
    return this.#penalty * 0.5 ** (Math.max(0, nowMs - this.#penaltyAtMs) / this.#bounds.penaltyHalfLifeMs);
  }

  isBarred(nowMs: number): boolean {
    return nowMs < this.#barredUntilMs;
  }

  /** How long the peer is barred still. */
  barredMs(nowMs: number): number {
    return Math.max(0, this.#barredUntilMs - nowMs);
  }

  /** Twice as long as the last time, halved for each while in which it was not barred. Then it starts afresh. */
  #bar(nowMs: number): void {
    const { barMsMin, barMsMax, barForgetMs } = this.#bounds;
    const forgotten = this.#barMs === 0 ? 0 : Math.floor((nowMs - this.#barredUntilMs) / barForgetMs);
    this.#barMs = Math.min(barMsMax, Math.max(barMsMin, (2 * this.#barMs) / 2 ** forgotten));
    this.#barredUntilMs = nowMs + this.#barMs;
    this.#penalty = 0;
  }

  /** One line at once, and then one in a while with the count. */
  #line(code: string, nowMs: number): number | undefined {
    const line = this.#lines.get(code) ?? { atMs: -Infinity, unsaid: 0 };
    // Codes come from a few places in this node; a peer cannot make new ones.
    this.#lines.set(code, line);
    line.unsaid++;
    if (nowMs - line.atMs < this.#bounds.faultLineMs) return undefined;
    const count = line.unsaid;
    line.atMs = nowMs;
    line.unsaid = 0;
    return count;
  }
}
