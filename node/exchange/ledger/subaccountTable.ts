import { invariant } from '../../types/fault.ts';
import type { Address } from '../../types/ids.ts';
import type { MarginMode } from '../../types/transaction.ts';
import { safe } from '../integers.ts';
import type { Exposure, Position, Subaccount } from '../records.ts';
import { CollateralBalances } from './collateral.ts';
import type { Journal, Undoable } from './journal.ts';
import type { MarketTable } from './marketTable.ts';
import type { Places } from './places.ts';
import { grownInts, grownNumbers, moreRows } from './room.ts';
import { Standings } from './standings.ts';
import type { Records } from './table.ts';

/** What an entry of the undo log is about; its place is index × 8 + this. */
const cashChange = 0;
const liquidatingChange = 1;
const opening = 2;
const modeChange = 3;
const limitsChange = 4;

/**
 * All subaccounts, by index from 0 without gaps: cash and flags in typed arrays, positions in `standings`. `get` makes the
 * record of one; whoever needs a single number asks for that.
 */
export class SubaccountTable implements Records<number, Subaccount>, Undoable {
  readonly standings: Standings;
  readonly collateral: CollateralBalances;
  readonly #journal: Journal;
  readonly #accounts: Places<Address>;
  readonly #markets: MarketTable;
  readonly #owners: Address[] = [];
  readonly #subNos: number[] = [];
  /** Place of the owner among all accounts. */
  #places = new Int32Array(0);
  #cash = new Float64Array(0);
  #liquidating = new Int32Array(0);
  /** 1: portfolio margin. */
  #modes = new Int32Array(0);
  /** Underlyings in which the owner has set limits. */
  #limits = new Int32Array(0);
  #versions = new Float64Array(0);
  #size = 0;
  #version = 0;
  /** By account: its first subaccount + 1. */
  #mains = new Int32Array(64);
  readonly #touched: number[] = [];
  #isTouched = new Int32Array(0);

  /** @param tokens that the network lists */
  constructor(journal: Journal, accounts: Places<Address>, markets: MarketTable, tokens: number) {
    this.#journal = journal;
    this.#accounts = accounts;
    this.#markets = markets;
    this.standings = new Standings(journal, (index) => this.#changed(index));
    this.collateral = new CollateralBalances(journal, tokens, (index) => this.#changed(index));
  }

  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#size;
  }

  has(index: number): boolean {
    return index >= 0 && index < this.#size;
  }

  owner(index: number): Address {
    return this.#owners[index]!;
  }

  subNo(index: number): number {
    return this.#subNos[index]!;
  }

  /** Place of the owner among all accounts. */
  account(index: number): number {
    return this.#places[index]!;
  }

  /** The first subaccount of an account with a place; −1: none. */
  main(account: number): number {
    return account < this.#mains.length ? this.#mains[account]! - 1 : -1;
  }

  /** Micro-USDC, signed. */
  cash(index: number): number {
    return this.#cash[index]!;
  }

  isLiquidating(index: number): boolean {
    return this.#liquidating[index] === 1;
  }

  hasPortfolioMargin(index: number): boolean {
    return this.#modes[index] === 1;
  }

  marginMode(index: number): MarginMode {
    return this.hasPortfolioMargin(index) ? 'portfolio' : 'standard';
  }

  setMarginMode(index: number, mode: MarginMode): void {
    this.#journal.note(this, index * 8 + modeChange, this.#modes[index]);
    this.#modes[index] = mode === 'portfolio' ? 1 : 0;
    this.#changed(index);
  }

  /** Whether the owner has set limits in any underlying. */
  hasLimits(index: number): boolean {
    return this.#limits[index] !== 0;
  }

  /** Counts an underlying with limits, or (−1) one without any more. */
  countLimits(index: number, more: number): void {
    this.#journal.note(this, index * 8 + limitsChange, this.#limits[index]);
    this.#limits[index]! += more;
  }

  setCash(index: number, cash: number): void {
    this.#journal.note(this, index * 8 + cashChange, this.#cash[index]);
    this.#cash[index] = safe(cash);
    this.#changed(index);
  }

  setLiquidating(index: number, isLiquidating: boolean): void {
    this.#journal.note(this, index * 8 + liquidatingChange, this.#liquidating[index]);
    this.#liquidating[index] = isLiquidating ? 1 : 0;
    this.#changed(index);
  }

  /** Opens the next subaccount; its index. */
  open(owner: Address, subNo: number): number {
    const index = this.#size;
    if (index === this.#cash.length) this.#grow();
    this.#journal.note(this, index * 8 + opening);
    this.#owners[index] = owner;
    this.#subNos[index] = subNo;
    const account = this.#accounts.of(owner);
    this.#places[index] = account;
    this.#size += 1;
    if (account >= this.#mains.length) this.#mains = grownInts(this.#mains, 2 * account);
    if (this.#mains[account] === 0) this.#mains[account] = index + 1;
    this.#changed(index);
    return index;
  }

  undo(at: number, before: number): void {
    const index = at >>> 3;
    switch (at & 7) {
      case cashChange:
        this.#cash[index] = before;
        break;
      case liquidatingChange:
        this.#liquidating[index] = before;
        break;
      case limitsChange:
        this.#limits[index] = before;
        break;
      case modeChange:
        this.#modes[index] = before;
        break;
      case opening:
        this.#size -= 1;
        if (this.main(this.account(index)) === index) this.#mains[this.account(index)] = 0;
        break;
    }
    this.#changed(index);
  }

  #grow(): void {
    const rows = moreRows(this.#size, 32);
    this.#places = grownInts(this.#places, rows);
    this.#cash = grownNumbers(this.#cash, rows);
    this.#liquidating = grownInts(this.#liquidating, rows);
    this.#modes = grownInts(this.#modes, rows);
    this.#limits = grownInts(this.#limits, rows);
    this.#versions = grownNumbers(this.#versions, rows);
    this.#isTouched = grownInts(this.#isTouched, rows);
  }

  #changed(index: number): void {
    this.#version += 1;
    this.#versions[index]! += 1;
    if (this.#isTouched[index] === 1) return;
    this.#isTouched[index] = 1;
    this.#touched.push(index);
  }

  /** Grows with every change of cash, positions or flags of one subaccount, also with one that takes a change back. */
  versionOf(index: number): number {
    return this.#versions[index]!;
  }

  /** Calls `visit` for every subaccount whose cash, positions or flags changed, or changed back, since the last call. */
  forEachTouched(visit: (index: number) => void): void {
    for (const index of this.#touched) {
      this.#isTouched[index] = 0;
      if (index < this.#size) visit(index);
    }
    this.#touched.length = 0;
  }

  /** Who commits to them goes by `versionOf`. */
  takeWritten(): undefined {
    return undefined;
  }

  sortedKeys(): readonly number[] {
    return Array.from({ length: this.#size }, (_, index) => index);
  }

  get(index: number): Subaccount | undefined {
    if (!this.has(index)) return undefined;
    return {
      index,
      owner: this.owner(index),
      subNo: this.subNo(index),
      cash: this.cash(index),
      collateral: this.collateral.of(index),
      positions: this.positions(index),
      liquidating: this.isLiquidating(index),
      marginMode: this.marginMode(index),
    };
  }

  /** Ascending by instrument, none with zero lots. */
  positions(index: number): Position[] {
    const found: Position[] = [];
    const { standings } = this;
    for (let at = standings.first(index); at >= 0; at = standings.next(at)) {
      const lots = standings.lots(at);
      if (lots === 0) continue;
      const instrument = this.#markets.at(standings.market(at)).instrument;
      found.push({ instrument, lots, cost: standings.cost(at), fundingIndex: standings.fundingIndex(at) });
    }
    return found;
  }

  /** What the subaccount has open, ascending by instrument; undefined: nothing. */
  exposures(index: number): Exposure[] | undefined {
    const found: Exposure[] = [];
    const { standings } = this;
    for (let at = standings.first(index); at >= 0; at = standings.next(at)) {
      const orders = standings.orders(at);
      if (orders === 0) continue;
      found.push({
        instrument: this.#markets.at(standings.market(at)).instrument,
        bids: standings.bids(at),
        bidValue: standings.bidValue(at),
        asks: standings.asks(at),
        askValue: standings.askValue(at),
        orders,
      });
    }
    return found.length === 0 ? undefined : found;
  }

  hasPositions(index: number): boolean {
    const { standings } = this;
    for (let at = standings.first(index); at >= 0; at = standings.next(at)) if (standings.lots(at) !== 0) return true;
    return false;
  }

  /** Writes a whole record, over one that is there or as the next one. Sums over positions are the caller's. */
  set(index: number, record: Subaccount): void {
    const { owner, subNo, cash, collateral, positions, liquidating, marginMode } = record;
    invariant(index >= 0 && index <= this.#size, `subaccount ${index} leaves a gap`);
    if (index === this.#size) this.open(owner, subNo);
    const { standings } = this;
    for (let at = standings.first(index); at >= 0; at = standings.next(at)) standings.setPosition(at, 0, 0, 0);
    let last = -1;
    for (const { instrument, lots, cost, fundingIndex } of positions) {
      const market = this.#markets.number(instrument);
      invariant(market > last && lots !== 0, `positions of subaccount ${index} are out of order`);
      standings.setPosition(standings.of(index, market), lots, cost, fundingIndex);
      last = market;
    }
    this.setCash(index, cash);
    for (const { token } of this.collateral.of(index)) this.collateral.set(index, token, 0);
    for (const { token, amount } of collateral) this.collateral.set(index, token, amount);
    this.setLiquidating(index, liquidating);
    this.setMarginMode(index, marginMode);
  }
}
