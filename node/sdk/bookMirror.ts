import type { Side } from '../types/transaction.ts';
import type { BookDiff, BookLevel, BookSnapshot } from './rpcTypes.ts';

/** A book that keeps itself up to date. */
export interface LiveBook {
  /** Height and block time of the last change; 0 before the first picture. */
  readonly height: number;
  readonly timeMs: number;
  /** At most `levels` levels, best first. */
  bids(levels: number): BookLevel[];
  asks(levels: number): BookLevel[];
  close(): void;
}

type Levels = Map<number, { readonly lots: number; readonly orders: number }>;

/** A book rebuilt from a snapshot and the diffs after it. Not verified: it is one node's word. */
export class BookMirror {
  #levels: Readonly<Record<Side, Levels>> = { buy: new Map(), sell: new Map() };
  #height = 0;
  #timeMs = 0;

  get height(): number {
    return this.#height;
  }

  get timeMs(): number {
    return this.#timeMs;
  }

  reset({ bids, asks, height, timeMs }: BookSnapshot): void {
    const levels = (side: readonly BookLevel[]): Levels =>
      new Map(side.map(({ price, lots, orders }) => [price, { lots, orders }]));
    this.#levels = { buy: levels(bids), sell: levels(asks) };
    this.#height = height;
    this.#timeMs = timeMs;
  }

  /** Returns false when a diff is missing before this one: start over from a snapshot. */
  apply({ changes, height, previousHeight, timeMs }: BookDiff): boolean {
    if (height <= this.#height) return true;
    if (previousHeight > this.#height) return false;
    for (const [side, price, lots, orders] of changes) {
      if (lots === 0) this.#levels[side].delete(price);
      else this.#levels[side].set(price, { lots, orders });
    }
    this.#height = height;
    this.#timeMs = timeMs;
    return true;
  }

  side(side: Side, max: number): BookLevel[] {
    const sign = side === 'buy' ? -1 : 1;
    return [...this.#levels[side]]
      .sort(([a], [b]) => sign * (a - b))
      .slice(0, max)
      .map(([price, level]) => ({ price, ...level }));
  }
}
