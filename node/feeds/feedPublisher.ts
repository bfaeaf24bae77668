import type { FeedId } from '../types/ids.ts';
import { feedId } from '../types/ids.ts';
import { type TimeMs, timeMs } from '../types/units.ts';
import { type FeedSourceConfig, openFeed, type PriceAt } from './feedSource.ts';

export interface FeedSettings {
  readonly feed: number;
  readonly source: FeedSourceConfig;
  /** How far this node's view of the price is off, parts per million: sources never agree to the last digit. */
  readonly skewPpm?: number;
}

/**
 * Looks at every feed at an even pace and hands on what it shows.
 * Errors: PRICE_FILE_UNREADABLE, PRICE_FILE_INVALID.
 */
export class FeedPublisher {
  readonly #feeds: { readonly feed: FeedId; readonly priceAt: PriceAt; readonly skewPpm: number }[];
  readonly #onPrice: (feed: FeedId, price: number, atMs: TimeMs) => void;
  readonly #intervalMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    settings: readonly FeedSettings[],
    intervalMs: number,
    onPrice: (feed: FeedId, price: number, atMs: TimeMs) => void,
  ) {
    this.#feeds = settings.map(({ feed, source, skewPpm }) => ({
      feed: feedId(feed),
      priceAt: openFeed(source),
      skewPpm: skewPpm ?? 0,
    }));
    this.#intervalMs = intervalMs;
    this.#onPrice = onPrice;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), this.#intervalMs);
    this.#look();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const nowMs = timeMs(Date.now());
    for (const { feed, priceAt, skewPpm } of this.#feeds) {
      const price = priceAt(nowMs);
      if (price !== undefined) this.#onPrice(feed, Math.round(price * (1 + skewPpm / 1_000_000)), nowMs);
    }
  }
}
