import { invariant } from '../../types/fault.ts';
import type { InstrumentId } from '../../types/ids.ts';
import type { Ticks } from '../../types/units.ts';
import { perpetualsMax, tickValue } from '../genesis.ts';
import { safe } from '../integers.ts';
import { listingOf, type MarketListing } from '../instruments/listing.ts';
import type { GovernedTerms } from '../parameters/governedTerms.ts';
import type { Market } from '../records.ts';
import type { Journal, Undoable } from './journal.ts';
import type { Records } from './table.ts';
import { WrittenPlaces } from './written.ts';

type Changing<Record> = { -readonly [Field in keyof Record]: Record[Field] };

/** What an entry of the undo log is about; its place is market × `kindsOfChange` + this. */
const replacing = 0;
const lastPriceChange = 1;
const lotsChange = 2;
const listingChange = 3;
const termsChange = 4;
const kindsOfChange = 8;

/** Instruments below this are looked up in an array: those of the genesis usually are. */
const directMax = 4_096;

/**
 * The numbers of all markets that are listed. Markets have numbers themselves, that arrays go by: ascending as their instruments
 * do, and never given again while a node runs. So a market that has gone leaves nothing behind that another could find. The first
 * `perpetualsMax` are for perpetuals, so that one that governance lists among dated markets has its place before them.
 */
export class MarketTable implements Records<InstrumentId, Market>, Undoable {
  readonly #journal: Journal;
  readonly #terms: GovernedTerms;
  /** By instrument: number + 1, of those below `directMax`; of the others, the number. */
  readonly #direct = new Int32Array(directMax);
  readonly #numbers = new Map<InstrumentId, number>();
  // By number.
  readonly #listings: (MarketListing | undefined)[] = Array.from({ length: perpetualsMax }, () => undefined);
  readonly #tickValues: number[] = Array.from({ length: perpetualsMax }, () => 0);
  readonly #markets: (Changing<Market> | undefined)[] = Array.from({ length: perpetualsMax }, () => undefined);
  readonly #versions: number[] = Array.from({ length: perpetualsMax }, () => 0);
  /** Numbers of those that are listed, ascending. */
  #live: number[] = [];
  /** Numbers of those that have left, until that is permanent. */
  readonly #leaving: number[] = [];
  /** Numbers of those whose listing was taken back: nothing may be found there either. */
  readonly #unlisted: number[] = [];
  readonly #goneListeners: ((numbers: readonly number[]) => void)[] = [];
  readonly #written = new WrittenPlaces();
  #goneKeys: InstrumentId[] = [];
  #version = 0;
  #pricesVersion = 0;

  constructor(journal: Journal, terms: GovernedTerms) {
    this.#journal = journal;
    this.#terms = terms;
    journal.whenForgotten(() => this.#letGo());
  }

  #letGo(): void {
    if (this.#leaving.length + this.#unlisted.length === 0) return;
    const numbers = [...this.#leaving.splice(0), ...this.#unlisted.splice(0)];
    for (const listener of this.#goneListeners) listener(numbers);
    for (const number of numbers) this.#listings[number] = this.#markets[number] = undefined;
  }

  /** Calls `listener` with the numbers of markets that will never be seen again. */
  whenGone(listener: (numbers: readonly number[]) => void): void {
    this.#goneListeners.push(listener);
  }

  /** The number of a market; −1: it is not listed. */
  number(instrument: InstrumentId): number {
    return instrument < directMax ? this.#direct[instrument]! - 1 : (this.#numbers.get(instrument) ?? -1);
  }

  listing(number: number): MarketListing {
    return this.#listings[number]!;
  }

  /** Undefined: it is not listed. */
  listingOf(instrument: InstrumentId): MarketListing | undefined {
    return this.#listings[this.number(instrument)];
  }

  /** Micro-USDC per lot and tick. */
  tickValue(number: number): number {
    return this.#tickValues[number]!;
  }

  /** The market as it is until `set` replaces it, and changing: for reading at once. One that has left is there until that is permanent. */
  at(number: number): Market {
    return this.#markets[number]!;
  }

  /** Numbers of all that are listed, ascending; another list after each listing and each end of one. */
  get live(): readonly number[] {
    return this.#live;
  }

  /** All that are listed, ascending by instrument. */
  get listings(): readonly MarketListing[] {
    return this.#live.map((number) => this.listing(number));
  }

  #changed(number: number): void {
    this.#version += 1;
    this.#versions[number]! += 1;
    this.#written.add(number);
  }

  setLastPrice(number: number, price: Ticks): void {
    const market = this.#markets[number]!;
    this.#journal.note(this, number * kindsOfChange + lastPriceChange, market.lastPrice);
    market.lastPrice = price;
    this.#changed(number);
  }

  /** Counts a position that changed from `before` lots to `after`. */
  countLots(number: number, before: number, after: number): void {
    const market = this.#markets[number]!;
    this.#journal.note(this, number * kindsOfChange + lotsChange, market.netLots, market.grossLots);
    market.netLots += after - before;
    market.grossLots = safe(market.grossLots + Math.abs(after) - Math.abs(before));
    this.#changed(number);
  }

  undo(at: number, before: number, more: number): void {
    const number = Math.floor(at / kindsOfChange);
    const market = this.#markets[number]!;
    switch (at % kindsOfChange) {
      case replacing:
        this.#pricesVersion += 1;
        this.#markets[number] = this.#journal.release() as Changing<Market>;
        break;
      case lastPriceChange:
        market.lastPrice = before as Ticks;
        break;
      case lotsChange:
        market.netLots = before;
        market.grossLots = more;
        break;
      case listingChange:
        if (before === 0) {
          this.#remove(number);
          this.#unlisted.push(number);
        } else {
          this.#leaving.pop();
          this.#enter(number, this.#journal.release() as Changing<Market>);
        }
        break;
      case termsChange:
        this.#listings[number] = this.#journal.release() as MarketListing;
        break;
    }
    this.#changed(number);
  }

  get version(): number {
    return this.#version;
  }

  /** Grows with every change of a market's prices, or of which markets there are; not with trades. */
  get pricesVersion(): number {
    return this.#pricesVersion;
  }

  /** Grows with every change of one market, also with one that takes a change back. */
  versionOf(number: number): number {
    return this.#versions[number]!;
  }

  get size(): number {
    return this.#live.length;
  }

  has(instrument: InstrumentId): boolean {
    return this.number(instrument) >= 0;
  }

  get(instrument: InstrumentId): Market | undefined {
    const market = this.#markets[this.number(instrument)];
    return market && { ...market };
  }

  /**
   * Replaces all numbers of a market, or lists it: then its instrument is above all that ever were, that of a perpetual above those of perpetuals. The record is the table's from then
   * on, which changes it.
   */
  set(instrument: InstrumentId, record: Market): void {
    const number = this.number(instrument);
    if (number < 0) {
      this.#list(record);
      return;
    }
    this.#journal.hold(this.#markets[number]);
    this.#journal.note(this, number * kindsOfChange + replacing);
    this.#pricesVersion += 1;
    this.#markets[number] = record;
    this.#changed(number);
  }

  #list(record: Market): void {
    const { instrument, series } = record;
    const perpetual = this.#live.findLast((each) => each < perpetualsMax);
    const last = series === 0 ? perpetual : this.#live.at(-1);
    invariant(
      last === undefined || this.#markets[last]!.instrument < instrument,
      `market ${instrument} is not the next`,
    );
    const number = series === 0 ? (perpetual ?? -1) + 1 : this.#markets.length;
    const listing = listingOf(this.#terms.inForce, record);
    this.#listings[number] = listing;
    this.#tickValues[number] = tickValue(listing);
    this.#versions[number] ??= 0;
    this.#enter(number, record);
    this.#journal.note(this, number * kindsOfChange + listingChange, 0);
    this.#changed(number);
  }

  /** Takes in the terms of a market that are in force now. */
  relist(number: number): void {
    this.#journal.hold(this.#listings[number]);
    this.#journal.note(this, number * kindsOfChange + termsChange);
    this.#listings[number] = listingOf(this.#terms.inForce, this.#markets[number]!);
    this.#changed(number);
  }

  /** Takes a market out that nobody has anything in. */
  delete(instrument: InstrumentId): void {
    const number = this.number(instrument);
    const market = this.#markets[number]!;
    invariant(market.grossLots === 0, `market ${instrument} ends while somebody holds a position`);
    this.#journal.hold(market);
    this.#journal.note(this, number * kindsOfChange + listingChange, 1);
    this.#remove(number);
    this.#leaving.push(number);
    this.#goneKeys.push(instrument);
    this.#version += 1;
  }

  #enter(number: number, market: Changing<Market>): void {
    this.#pricesVersion += 1;
    this.#markets[number] = market;
    this.#point(market.instrument, number);
    this.#live = [...this.#live, number].sort((a, b) => a - b);
  }

  #remove(number: number): void {
    this.#pricesVersion += 1;
    this.#point(this.#markets[number]!.instrument, -1);
    this.#live = this.#live.filter((each) => each !== number);
  }

  /** @param number −1: none any more */
  #point(instrument: InstrumentId, number: number): void {
    if (instrument < directMax) this.#direct[instrument] = number + 1;
    else if (number < 0) this.#numbers.delete(instrument);
    else this.#numbers.set(instrument, number);
  }

  takeWritten(): readonly InstrumentId[] | undefined {
    const written = this.#written.take();
    const gone = this.#goneKeys;
    this.#goneKeys = [];
    if (written === undefined) return undefined;
    return [...gone, ...written.flatMap((number) => this.#markets[number]?.instrument ?? [])];
  }

  sortedKeys(): readonly InstrumentId[] {
    return this.#live.map((number) => this.#markets[number]!.instrument);
  }
}
