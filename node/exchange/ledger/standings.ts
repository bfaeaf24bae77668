import type { Journal, Undoable } from './journal.ts';
import { grownInts, grownNumbers, moreRows } from './room.ts';

/** Numbers of a standing: one cache line. */
const numbers = 8;
const lotsAt = 0;
const costAt = 1;
const fundingIndexAt = 2;
const bidsAt = 3;
const bidValueAt = 4;
const asksAt = 5;
const askValueAt = 6;
const ordersAt = 7;

/** Small numbers of a standing. */
const links = 4;
const subaccountAt = 0;
const marketAt = 1;
const nextAt = 2;

/**
 * How subaccounts stand in markets: for each subaccount and market in which it ever had something, the position and what
 * its open orders add up to. A subaccount's standings hang in a chain, ascending by market; they stay when they are empty, until their market is gone.
 * Positions are undone from here; what is open is undone with the orders.
 */
export class Standings implements Undoable {
  readonly #journal: Journal;
  /** A position of this subaccount changed, or changed back. */
  readonly #changed: (subaccount: number) => void;
  #numbers = new Float64Array(0);
  #links = new Int32Array(0);
  /** By standing: lots of resting reduce-only bids, and of asks. */
  #reducing = new Float64Array(0);
  #used = 0;
  /** By subaccount: its first standing + 1. */
  #first = new Int32Array(64);
  /** Standings that may be used again. */
  readonly #free: number[] = [];

  constructor(journal: Journal, changed: (subaccount: number) => void) {
    this.#journal = journal;
    this.#changed = changed;
  }

  /** The first standing of a subaccount; −1: none. */
  first(subaccount: number): number {
    return subaccount < this.#first.length ? this.#first[subaccount]! - 1 : -1;
  }

  /** The next standing of the same subaccount; −1: none. */
  next(standing: number): number {
    return this.#links[standing * links + nextAt]! - 1;
  }

  /** How a subaccount stands in a market (its number in the list of markets); −1: it never had anything there. */
  find(subaccount: number, market: number): number {
    let standing = this.first(subaccount);
    while (standing >= 0 && this.market(standing) < market) standing = this.next(standing);
    return standing >= 0 && this.market(standing) === market ? standing : -1;
  }

  of(subaccount: number, market: number): number {
    const known = this.find(subaccount, market);
    return known >= 0 ? known : this.#open(subaccount, market);
  }

  #open(subaccount: number, market: number): number {
    if (this.#free.length === 0 && (this.#used + 1) * numbers > this.#numbers.length) {
      const rows = moreRows(this.#used, 8 * numbers + 4 * links);
      this.#numbers = grownNumbers(this.#numbers, rows * numbers);
      this.#links = grownInts(this.#links, rows * links);
    }
    if (subaccount >= this.#first.length) {
      this.#first = grownInts(this.#first, Math.max(subaccount + 1, moreRows(this.#first.length, 4)));
    }
    const standing = this.#free.pop() ?? this.#used++;
    let before = -1;
    let after = this.first(subaccount);
    while (after >= 0 && this.market(after) < market) {
      before = after;
      after = this.next(after);
    }
    this.#links[standing * links + subaccountAt] = subaccount;
    this.#links[standing * links + marketAt] = market;
    this.#links[standing * links + nextAt] = after + 1;
    if (before < 0) this.#first[subaccount] = standing + 1;
    else this.#links[before * links + nextAt] = standing + 1;
    return standing;
  }

  /**
   * Forgets all standings in markets that have gone for good; they are empty. Returns their numbers, which others will have.
   * Costs a walk over all standings.
   */
  drop(markets: ReadonlySet<number>): number[] {
    const dropped: number[] = [];
    for (let subaccount = 0; subaccount < this.#first.length; subaccount++) {
      let before = -1;
      for (let at = this.first(subaccount); at >= 0;) {
        const next = this.next(at);
        if (!markets.has(this.market(at))) before = at;
        else {
          if (before < 0) this.#first[subaccount] = next + 1;
          else this.#links[before * links + nextAt] = next + 1;
          dropped.push(at);
        }
        at = next;
      }
    }
    this.#free.push(...dropped);
    return dropped;
  }

  subaccount(standing: number): number {
    return this.#links[standing * links + subaccountAt]!;
  }

  /** The market's number in the list of markets. */
  market(standing: number): number {
    return this.#links[standing * links + marketAt]!;
  }

  /** Signed lots held. */
  lots(standing: number): number {
    return this.#numbers[standing * numbers + lotsAt]!;
  }

  cost(standing: number): number {
    return this.#numbers[standing * numbers + costAt]!;
  }

  fundingIndex(standing: number): number {
    return this.#numbers[standing * numbers + fundingIndexAt]!;
  }

  /** Lots of open bids that may grow the position. */
  bids(standing: number): number {
    return this.#numbers[standing * numbers + bidsAt]!;
  }

  /** Σ lots × price of those, micro-USDC. */
  bidValue(standing: number): number {
    return this.#numbers[standing * numbers + bidValueAt]!;
  }

  asks(standing: number): number {
    return this.#numbers[standing * numbers + asksAt]!;
  }

  askValue(standing: number): number {
    return this.#numbers[standing * numbers + askValueAt]!;
  }

  /** Resting orders, reduce-only ones too. */
  orders(standing: number): number {
    return this.#numbers[standing * numbers + ordersAt]!;
  }

  /** Replaces the position; one of no lots has no cost and no funding index. */
  setPosition(standing: number, lots: number, cost: number, fundingIndex: number): void {
    const row = standing * numbers;
    this.#write(row + lotsAt, lots);
    this.#write(row + costAt, cost);
    this.#write(row + fundingIndexAt, lots === 0 ? 0 : fundingIndex);
    this.#changed(this.subaccount(standing));
  }

  #write(word: number, value: number): void {
    this.#journal.note(this, word, this.#numbers[word]);
    this.#numbers[word] = value;
  }

  undo(word: number, before: number): void {
    this.#numbers[word] = before;
    this.#changed(this.subaccount(Math.floor(word / numbers)));
  }

  /** Counts lots and their value as open on one side (negative: takes them away); undone by the opposite. */
  addOpen(standing: number, isBid: boolean, lots: number, value: number): void {
    const row = standing * numbers;
    this.#numbers[row + (isBid ? bidsAt : asksAt)]! += lots;
    this.#numbers[row + (isBid ? bidValueAt : askValueAt)]! += value;
  }

  /** Lots of resting orders that can only reduce the position, bids or asks. */
  reducing(standing: number, isBid: boolean): number {
    const at = 2 * standing + Number(isBid);
    return at < this.#reducing.length ? this.#reducing[at]! : 0;
  }

  /** Counts lots of reduce-only orders on one side (negative: takes them away); undone by the opposite. */
  addReducing(standing: number, isBid: boolean, lots: number): void {
    const at = 2 * standing + Number(isBid);
    if (at >= this.#reducing.length) this.#reducing = grownNumbers(this.#reducing, 2 * at + 16);
    this.#reducing[at]! += lots;
  }

  /** Counts resting orders; undone by the opposite. */
  addOrders(standing: number, orders: number): void {
    this.#numbers[standing * numbers + ordersAt]! += orders;
  }
}
