import { invariant } from '../../types/fault.ts';
import type { InstrumentId } from '../../types/ids.ts';
import type { Ticks } from '../../types/units.ts';
import { tickValue, type MarketListing } from '../genesis.ts';
import { safe } from '../integers.ts';
import type { Market } from '../records.ts';
import type { Journal, Undoable } from './journal.ts';
import type { Records } from './table.ts';

type Changing<Record> = { -readonly [Field in keyof Record]: Record[Field] };

/** What an entry of the undo log is about; its place is market × 4 + this. */
const replacing = 0;
const lastPriceChange = 1;
const lotsChange = 2;

/**
 * The numbers of all markets. Markets have numbers themselves, from 0 in the order of the genesis, that arrays go by.
 */
export class MarketTable implements Records<InstrumentId, Market>, Undoable {
  readonly #journal: Journal;
  /** In the order of their numbers. */
  readonly listings: readonly MarketListing[];
  /** By instrument. */
  readonly #numbers: number[] = [];
  readonly #tickValues: readonly number[];
  readonly #markets: Changing<Market>[] = [];
  #version = 0;

  constructor(journal: Journal, listings: readonly MarketListing[]) {
    this.#journal = journal;
    this.listings = listings;
    listings.forEach(({ instrument }, number) => (this.#numbers[instrument] = number));
    this.#tickValues = listings.map(tickValue);
  }

  /** The number of a market; −1: it is not listed. */
  number(instrument: InstrumentId): number {
    return this.#numbers[instrument] ?? -1;
  }

  listing(number: number): MarketListing {
    return this.listings[number]!;
  }

  /** Micro-USDC per lot and tick. */
  tickValue(number: number): number {
    return this.#tickValues[number]!;
  }

  /** The market itself, which goes on changing: for reading at once. */
  at(number: number): Market {
    return this.#markets[number]!;
  }

  setLastPrice(number: number, price: Ticks): void {
    const market = this.#markets[number]!;
    this.#journal.note(this, number * 4 + lastPriceChange, market.lastPrice);
    market.lastPrice = price;
    this.#version += 1;
  }

  /** Counts a position that changed from `before` lots to `after`. */
  countLots(number: number, before: number, after: number): void {
    const market = this.#markets[number]!;
    this.#journal.note(this, number * 4 + lotsChange, market.netLots, market.grossLots);
    market.netLots += after - before;
    market.grossLots = safe(market.grossLots + Math.abs(after) - Math.abs(before));
    this.#version += 1;
  }

  undo(at: number, before: number, more: number): void {
    const number = at >>> 2;
    const market = this.#markets[number]!;
    this.#version += 1;
    switch (at & 3) {
      case replacing:
        Object.assign(market, this.#journal.release());
        break;
      case lastPriceChange:
        market.lastPrice = before as Ticks;
        break;
      case lotsChange:
        market.netLots = before;
        market.grossLots = more;
        break;
    }
  }

  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#markets.length;
  }

  has(instrument: InstrumentId): boolean {
    return this.#markets[this.number(instrument)] !== undefined;
  }

  get(instrument: InstrumentId): Market | undefined {
    const market = this.#markets[this.number(instrument)];
    return market && { ...market };
  }

  /** Replaces all numbers of a market. Those of all markets are set once, in their order, before the first block. */
  set(instrument: InstrumentId, record: Market): void {
    const number = this.number(instrument);
    const market = this.#markets[number];
    if (market === undefined) {
      invariant(number === this.#markets.length, `market ${instrument} is not the next one`);
      this.#markets.push({ ...record });
    } else {
      this.#journal.hold({ ...market });
      this.#journal.note(this, number * 4 + replacing);
      Object.assign(market, record);
    }
    this.#version += 1;
  }

  /** Prices move with every block: nearly all of them. */
  takeWritten(): undefined {
    return undefined;
  }

  sortedKeys(): readonly InstrumentId[] {
    return this.listings.slice(0, this.size).map(({ instrument }) => instrument);
  }
}
