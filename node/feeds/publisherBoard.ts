import { priceBytes } from '../codec/signingBytes.ts';
import type { Ed25519Verify } from '../crypto/ed25519.ts';
import { weightedMedian } from '../priority/weightedMedian.ts';
import type { FeedId, Hash, HexBytes } from '../types/ids.ts';
import { type TimeMs, timeMs } from '../types/units.ts';
import type { SourcePrice } from './feedSource.ts';
import { aheadMsMax, priceMax } from './priceReader.ts';
import type { SignedPrice } from './signPrice.ts';

export interface BoardConfig {
  readonly feed: FeedId;
  readonly networkId: Hash;
  /** Ed25519 keys, 32 bytes each. */
  readonly publishers: readonly HexBytes[];
  /** k: so many publishers must have a fresh price. */
  readonly threshold: number;
  /** A price older than this is not fresh. */
  readonly freshMs: number;
}

/**
 * Why a message is refused, in the order in which it is looked at: what costs most comes last.
 * Only what has a good signature changes anything, so that nobody but a publisher can spoil its own place.
 */
export const priceRefusals = [
  'PRICE_MALFORMED',
  'PRICE_PUBLISHER_UNKNOWN',
  'PRICE_AHEAD',
  'PRICE_REPLAYED',
  'PRICE_OLDER',
  'PRICE_CHECKS_EXCEEDED',
  'PRICE_SIGNATURE',
] as const;
export type PriceRefusal = (typeof priceRefusals)[number];

/** Signatures checked in a second at most: bad ones cost as much as good ones, and anyone can make them. */
const checksPerSecondMax = 200;

/**
 * The last price of each publisher of one feed, and what they amount to: k of n must be fresh, and then the price is the
 * median of the fresh ones. With k of 2b + 1 or more, b publishers that lie cannot move it beyond what others state.
 */
export class PublisherBoard {
  readonly #config: BoardConfig;
  readonly #verify: Ed25519Verify;
  readonly #known: ReadonlySet<string>;
  readonly #last = new Map<HexBytes, SourcePrice>();
  readonly #refused = new Map<PriceRefusal, number>();
  #second = 0;
  #checks = 0;

  constructor(config: BoardConfig, verify: Ed25519Verify) {
    this.#config = config;
    this.#verify = verify;
    this.#known = new Set(config.publishers);
  }

  /** Takes in one message, any value whatever. A message for another feed is nothing of ours, and no refusal. */
  take(message: unknown, nowMs: TimeMs): 'taken' | 'foreign' | PriceRefusal {
    const outcome = this.#judge(message, nowMs);
    if (outcome !== 'taken' && outcome !== 'foreign') this.#refused.set(outcome, (this.#refused.get(outcome) ?? 0) + 1);
    return outcome;
  }

  #judge(message: unknown, nowMs: TimeMs): 'taken' | 'foreign' | PriceRefusal {
    if (!isSignedPrice(message)) return 'PRICE_MALFORMED';
    const { feed, price, atMs, publisher, signature } = message;
    if (feed !== this.#config.feed) return 'foreign';
    if (!this.#known.has(publisher)) return 'PRICE_PUBLISHER_UNKNOWN';
    if (atMs > nowMs + aheadMsMax) return 'PRICE_AHEAD';
    const last = this.#last.get(publisher);
    if (last !== undefined && atMs <= last.atMs) return atMs === last.atMs ? 'PRICE_REPLAYED' : 'PRICE_OLDER';
    if (!this.#mayCheck(nowMs)) return 'PRICE_CHECKS_EXCEEDED';
    const bytes = priceBytes(this.#config.networkId, { feed, price, atMs });
    if (!this.#verify(publisher, bytes, signature)) return 'PRICE_SIGNATURE';
    this.#last.set(publisher, { price, atMs });
    return 'taken';
  }

  #mayCheck(nowMs: TimeMs): boolean {
    const second = Math.floor(nowMs / 1_000);
    this.#checks = second === this.#second ? this.#checks + 1 : 1;
    this.#second = second;
    return this.#checks <= checksPerSecondMax;
  }

  /** How many messages were refused, by code. */
  refused(): Readonly<Partial<Record<PriceRefusal, number>>> {
    return Object.fromEntries(this.#refused);
  }

  /** How many publishers have a fresh price. */
  fresh(nowMs: TimeMs): number {
    return this.#fresh(nowMs).length;
  }

  #fresh(nowMs: TimeMs): SourcePrice[] {
    return [...this.#last.values()].filter(({ atMs }) => nowMs - atMs <= this.#config.freshMs);
  }

  /**
   * The median of the fresh prices (the lower one of two), as of the time at which or after which k publishers stated
   * theirs; undefined with fewer than k. That time never goes back.
   */
  latest(nowMs: TimeMs): SourcePrice | undefined {
    const { threshold } = this.#config;
    const fresh = this.#fresh(nowMs).sort((a, b) => b.atMs - a.atMs);
    const kth = fresh[threshold - 1];
    if (kth === undefined) return undefined;
    const price = weightedMedian(fresh.map((each) => ({ value: each.price, power: 1 })));
    return { price, atMs: timeMs(Math.min(nowMs, kth.atMs)) };
  }
}

/** The fields of a signed price, each in the form in which it is signed; what else is there says nothing. */
function isSignedPrice(value: unknown): value is SignedPrice {
  if (typeof value !== 'object' || value === null) return false;
  const { feed, price, atMs, publisher, signature } = value as Readonly<Record<string, unknown>>;
  return (
    isIntegerTo(65_535, feed) &&
    isIntegerTo(priceMax, price) &&
    isIntegerTo(Number.MAX_SAFE_INTEGER, atMs) &&
    typeof publisher === 'string' &&
    /^0x[0-9a-f]{64}$/.test(publisher) &&
    typeof signature === 'string' &&
    /^0x[0-9a-f]{128}$/.test(signature)
  );
}

const isIntegerTo = (most: number, value: unknown): boolean =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) <= most;
