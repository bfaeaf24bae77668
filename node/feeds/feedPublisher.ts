import type { FeedConfig } from '../priority/state.ts';
import { type FeedId, feedId, type Hash } from '../types/ids.ts';
import { type TimeMs, timeMs } from '../types/units.ts';
import type { FeedSource, Say, SourcePrice } from './feedSource.ts';
import { type FeedSourceConfig, openSource } from './openSource.ts';

export interface FeedSettings {
  readonly feed: number;
  readonly source: FeedSourceConfig;
  /** How far this node's view of the price is off, parts per million: sources never agree to the last digit. */
  readonly skewPpm?: number;
}

export interface FeedSurroundings {
  readonly networkId: Hash;
  /** What the network says of its feeds: from what age on a price counts no more (priority rule 11). */
  readonly feeds: readonly FeedConfig[];
  readonly say: Say;
}

interface OpenFeed {
  readonly feed: FeedId;
  readonly source: FeedSource;
  readonly skewPpm: number;
  readonly staleMs: number;
  handedOn: SourcePrice | undefined;
  /** The newest price's own time; at first, when looking began. */
  newestMs: number;
  isStale: boolean;
}

/** Looks at every feed at an even pace and hands on what is new, with the time at which its origin stated it. */
export class FeedPublisher {
  readonly #feeds: OpenFeed[];
  readonly #say: Say;
  readonly #onPrice: (feed: FeedId, price: number, atMs: TimeMs) => void;
  readonly #intervalMs: number;
  #timer: NodeJS.Timeout | undefined;

  /** Errors: PRICE_FILE_UNREADABLE, PRICE_FILE_INVALID. */
  constructor(
    settings: readonly FeedSettings[],
    intervalMs: number,
    { networkId, feeds, say }: FeedSurroundings,
    onPrice: (feed: FeedId, price: number, atMs: TimeMs) => void,
  ) {
    this.#say = say;
    this.#intervalMs = intervalMs;
    this.#onPrice = onPrice;
    this.#feeds = settings.map(({ feed, source, skewPpm }) => ({
      feed: feedId(feed),
      source: openSource(source, { feed: feedId(feed), networkId, say }),
      skewPpm: skewPpm ?? 0,
      staleMs: feeds.find((each) => (each.feed as number) === feed)?.staleMs ?? Infinity,
      handedOn: undefined,
      newestMs: 0,
      isStale: false,
    }));
  }

  start(): void {
    for (const each of this.#feeds) {
      each.newestMs = Date.now();
      each.source.start();
    }
    this.#timer = setInterval(() => this.#lookAtAll(), this.#intervalMs);
    this.#lookAtAll();
  }

  stop(): void {
    clearInterval(this.#timer);
    for (const { source } of this.#feeds) source.stop();
  }

  #lookAtAll(): void {
    const nowMs = timeMs(Date.now());
    for (const each of this.#feeds) this.#look(each, nowMs);
  }

  #look(open: OpenFeed, nowMs: TimeMs): void {
    const { feed, source, skewPpm, handedOn } = open;
    const seen = source.latest(nowMs);
    if (seen !== undefined && (seen.price !== handedOn?.price || seen.atMs !== handedOn.atMs)) {
      open.handedOn = seen;
      open.newestMs = seen.atMs;
      this.#onPrice(feed, Math.round(seen.price * (1 + skewPpm / 1_000_000)), seen.atMs);
    }
    this.#checkAge(open, nowMs);
  }

  /** One line when a feed's prices become too old to count, whatever the reason, and one when they count again. */
  #checkAge(open: OpenFeed, nowMs: TimeMs): void {
    const { feed, source, staleMs, newestMs, isStale } = open;
    const ageMs = nowMs - newestMs;
    if (ageMs > staleMs === isStale) return;
    open.isStale = !isStale;
    if (isStale) this.#say(`feed ${feed}: prices count again`, {});
    else {
      const figures = { code: 'FEED_STALE', ageMs, staleMs, ...source.figures(nowMs) };
      this.#say(`feed ${feed}: no price that is new enough to count`, figures);
    }
  }
}
