import { invariant } from '../../types/fault.ts';
import type { Hash, InstrumentId } from '../../types/ids.ts';
import type { Side } from '../../types/transaction.ts';
import type { Lots, Ticks } from '../../types/units.ts';
import type { Journal, Undoable } from '../ledger/journal.ts';
import { grownInts, moreRows } from '../ledger/room.ts';
import type { MarketTable } from '../ledger/marketTable.ts';
import type { SubaccountTable } from '../ledger/subaccountTable.ts';
import { ascending, Table, type Records } from '../ledger/table.ts';
import { WrittenPlaces } from '../ledger/written.ts';
import type { Peg, RestingOrder } from '../records.ts';
import { DueTimes } from './dueTimes.ts';
import { HashIndex } from './hashIndex.ts';
import { hashWords, readHash } from './hashWords.ts';
import { Ladder } from './ladder.ts';
import { LevelRows } from './levelRows.ts';
import type { OcoGroups } from './ocoGroups.ts';
import { OrderRows } from './orderRows.ts';
import type { Pegs } from './pegs.ts';

/** One price of one side, as market data shows it. */
export interface BookLevel {
  readonly price: Ticks;
  readonly lots: number;
  readonly orders: number;
}

/** What an entry of the undo log is about; its place is slot × 8 + this. */
const insertion = 0;
const removal = 1;
const shrinking = 2;
const requeueing = 3;
const reduction = 4;
const kinds = 8;

/** What few orders have: kept beside their rows. */
interface Tags {
  readonly label: string;
  readonly ocoGroup: number;
  readonly peg: Peg | undefined;
}

const noTags: Tags = { label: '', ocoGroup: 0, peg: undefined };
const isTagged = ({ label, ocoGroup, peg }: Tags): boolean => label !== '' || ocoGroup !== 0 || peg !== undefined;

/**
 * All resting orders of all markets: where each stands in its price level, among the orders of its subaccount, and among
 * those that end by themselves; and what they add up to. An order is a slot, a small integer, as long as it rests; `get`
 * makes its record. Nothing is allocated for an order but its row of a typed array.
 *
 * A price level is a queue of slots linked both ways. An order that leaves keeps its links until the block is permanent: taking
 * changes back, newest first, puts it between the same neighbours, and its slot is used again only afterwards.
 * Invariants: a live order is in its level exactly once; a level's lots are the sum of what its orders show; a ladder holds
 * exactly the levels that have orders.
 */
export class OrderBook implements Records<Hash, RestingOrder>, Undoable {
  readonly rows = new OrderRows();
  readonly #levels = new LevelRows();
  readonly #index = new HashIndex(this.rows);
  readonly #due = new DueTimes(this.rows);
  readonly #tags: Table<Hash, Tags>;
  readonly #journal: Journal;
  readonly #subaccounts: SubaccountTable;
  readonly #markets: MarketTable;
  readonly #ocoGroups: OcoGroups;
  readonly #pegs: Pegs;
  /** Bids and asks of every market, by its number; undefined: nobody has looked at them yet. */
  readonly #ladders: (Ladder | undefined)[] = [];
  /** First and last order of a subaccount, each + 1. */
  #own = new Int32Array(128);
  /** Slots and levels that are empty once the block is permanent. */
  readonly #leavingSlots: number[] = [];
  readonly #leavingLevels: number[] = [];
  readonly #words = new Int32Array(hashWords);
  #version = 0;
  /** Since the commitment last asked: slots that have changed, and committed orders that left. */
  readonly #written = new WrittenPlaces();
  #gone: Hash[] = [];

  constructor(journal: Journal, subaccounts: SubaccountTable, markets: MarketTable, ocoGroups: OcoGroups, pegs: Pegs) {
    this.#journal = journal;
    this.#tags = new Table(journal);
    this.#subaccounts = subaccounts;
    this.#markets = markets;
    this.#ocoGroups = ocoGroups;
    this.#pegs = pegs;
    markets.whenGone((numbers) => {
      for (const number of numbers) this.#ladders[2 * number] = this.#ladders[2 * number + 1] = undefined;
    });
    journal.whenForgotten(() => this.#reuse());
  }

  #reuse(): void {
    for (const slot of this.#leavingSlots) this.rows.close(slot);
    for (const level of this.#leavingLevels) this.#levels.close(level);
    this.#leavingSlots.length = 0;
    this.#leavingLevels.length = 0;
  }

  // ── changes ──

  /** Puts an order behind all others of its price. It does not rest yet; its subaccount and market exist. */
  insert(order: RestingOrder): void {
    const { rows } = this;
    const standing = this.#subaccounts.standings.of(order.subaccount, this.#markets.number(order.instrument));
    readHash(order.hash, this.#words);
    if (this.#index.find(this.#words) >= 0) invariant(false, `order ${order.hash} rests already`);
    const slot = rows.open();
    const hasTags = isTagged(order);
    if (hasTags) this.#keepTags(slot, order);
    rows.setIdentity(slot, standing, order, hasTags);
    rows.setWholeSize(slot, order.size);
    rows.setSize(slot, order.lots, order.shown);
    rows.setQueue(slot, order.queue);
    rows.setTerms(slot, order.clientId, order.displaySize, order.goodTillMs);
    rows.setHash(slot, this.#words);
    const ladder = this.#ladderOf(slot);
    let level = ladder.find(order.price);
    const isNew = level < 0;
    if (isNew) level = this.#levels.open(order.price);
    rows.setLevel(slot, level);
    this.#linkLast(slot, level);
    this.#linkOwnLast(slot, order.subaccount);
    this.#count(slot, 1);
    if (isNew) ladder.add(level);
    this.#journal.note(this, slot * kinds + insertion);
  }

  #keepTags(slot: number, order: RestingOrder): void {
    const { hash, account, label, ocoGroup, peg } = order;
    this.#tags.set(hash, { label, ocoGroup, peg });
    this.#ocoGroups.join(order);
    if (peg !== undefined) this.#pegs.add(account, slot);
  }

  #dropTags(slot: number, order: RestingOrder): void {
    if (order.peg !== undefined) this.#pegs.delete(order.account, slot);
    this.#ocoGroups.leave(order);
    this.#tags.delete(order.hash);
  }

  /** Takes an order out. */
  remove(slot: number): void {
    if (this.rows.isTagged(slot)) this.#dropTags(slot, this.order(slot));
    this.#takeOut(slot);
    this.#leavingSlots.push(slot);
    const level = this.rows.level(slot);
    if (this.#levels.count(level) === 0) {
      this.#ladderOf(slot).delete(level);
      this.#leavingLevels.push(level);
    }
    this.#journal.note(this, slot * kinds + removal);
  }

  /** Takes lots off what an order shows; some are left of it, and it keeps its place. */
  shrink(slot: number, lots: number): void {
    this.#resize(slot, lots, lots);
    this.#journal.note(this, slot * kinds + shrinking, lots);
  }

  /** Takes lots off an order whose owner wants less of it, what nobody sees first; some are left, and it keeps its place. */
  reduce(slot: number, lots: number): void {
    const { rows } = this;
    const left = rows.lots(slot) - lots;
    invariant(lots >= 0 && left > 0, 'an order that is reduced stays');
    const lessShown = Math.max(0, rows.shown(slot) - left);
    this.#journal.note(this, slot * kinds + reduction, lots, lessShown);
    this.#resize(slot, lots, lessShown);
    rows.setWholeSize(slot, rows.size(slot) - lots);
  }

  /** Puts the first order of a level, of which nothing is left to see, behind all others of its price. */
  requeue(slot: number, shown: number, queue: number): void {
    const { rows } = this;
    const level = rows.level(slot);
    invariant(this.#levels.first(level) === slot && rows.shown(slot) === 0, 'only a first order shows its next part');
    this.#journal.note(this, slot * kinds + requeueing, rows.queue(slot), rows.ownPrevious(slot));
    this.#unlink(slot, level);
    this.#linkLast(slot, level);
    const subaccount = this.subaccount(slot);
    this.#unlinkOwn(slot, subaccount);
    this.#linkOwnLast(slot, subaccount);
    rows.setQueue(slot, queue);
    rows.setSize(slot, rows.lots(slot), shown);
    this.#levels.add(level, 0, shown);
    this.#changed(slot);
  }

  undo(at: number, before: number, more: number): void {
    const slot = at >>> 3;
    switch (at & (kinds - 1)) {
      case insertion:
        this.#undoInsertion(slot);
        break;
      case removal:
        this.#undoRemoval(slot);
        break;
      case shrinking:
        this.#resize(slot, 0 - before, 0 - before);
        break;
      case reduction:
        this.#resize(slot, 0 - before, 0 - more);
        this.rows.setWholeSize(slot, this.rows.size(slot) + before);
        break;
      case requeueing:
        this.#undoRequeueing(slot, before, more);
        break;
    }
  }

  #undoInsertion(slot: number): void {
    this.#takeOut(slot);
    const level = this.rows.level(slot);
    if (this.#levels.count(level) === 0) {
      this.#ladderOf(slot).delete(level);
      this.#levels.close(level);
    }
    this.rows.close(slot);
  }

  #undoRemoval(slot: number): void {
    const level = this.rows.level(slot);
    const isNew = this.#levels.count(level) === 0;
    this.#leavingSlots.pop();
    this.#relink(slot, level);
    this.#relinkOwn(slot, this.subaccount(slot));
    this.#count(slot, 1);
    if (!isNew) return;
    this.#leavingLevels.pop();
    this.#ladderOf(slot).add(level);
  }

  #undoRequeueing(slot: number, queue: number, ownPrevious: number): void {
    const { rows } = this;
    const level = rows.level(slot);
    this.#levels.add(level, 0, 0 - rows.shown(slot));
    rows.setSize(slot, rows.lots(slot), 0);
    rows.setQueue(slot, queue);
    this.#unlink(slot, level);
    rows.setPrevious(slot, -1);
    rows.setNext(slot, this.#levels.first(level));
    this.#relink(slot, level);
    const subaccount = this.subaccount(slot);
    this.#unlinkOwn(slot, subaccount);
    rows.setOwnPrevious(slot, ownPrevious);
    rows.setOwnNext(slot, ownPrevious < 0 ? this.firstOwn(subaccount) : rows.ownNext(ownPrevious));
    this.#relinkOwn(slot, subaccount);
    this.#changed(slot);
  }

  #takeOut(slot: number): void {
    this.#count(slot, -1);
    this.#unlink(slot, this.rows.level(slot));
    this.#unlinkOwn(slot, this.subaccount(slot));
  }

  /** Counts an order that is linked in (1) or about to be unlinked (−1) wherever orders are counted. */
  #count(slot: number, sign: 1 | -1): void {
    const { rows } = this;
    const level = rows.level(slot);
    const standing = rows.standing(slot);
    if (sign > 0) this.#index.add(slot);
    else this.#index.delete(slot);
    if (rows.goodTillMs(slot) !== 0) {
      if (sign > 0) this.#due.add(slot);
      else this.#due.delete(slot);
    }
    this.#levels.add(level, sign, sign * rows.shown(slot));
    this.#subaccounts.standings.addOrders(standing, sign);
    this.#addOpen(slot, standing, sign * rows.lots(slot));
    this.#changed(slot);
    if (sign < 0 && rows.isCommitted(slot)) {
      rows.setCommitted(slot, false);
      this.#gone.push(rows.hash(slot));
    }
  }

  #changed(slot: number): void {
    this.#version += 1;
    this.#written.add(slot);
  }

  #addOpen(slot: number, standing: number, lots: number): void {
    const { standings } = this.#subaccounts;
    if (this.rows.isReduceOnly(slot)) {
      standings.addReducing(standing, this.rows.isBuy(slot), lots);
      return;
    }
    const value = lots * this.price(slot) * this.#markets.tickValue(this.market(slot));
    standings.addOpen(standing, this.rows.isBuy(slot), lots, value);
  }

  #resize(slot: number, less: number, lessShown: number): void {
    const { rows } = this;
    rows.setSize(slot, rows.lots(slot) - less, rows.shown(slot) - lessShown);
    this.#levels.add(rows.level(slot), 0, 0 - lessShown);
    this.#addOpen(slot, rows.standing(slot), 0 - less);
    this.#changed(slot);
  }

  // ── links ──

  #linkLast(slot: number, level: number): void {
    this.rows.setPrevious(slot, this.#levels.last(level));
    this.rows.setNext(slot, -1);
    this.#relink(slot, level);
  }

  /** Puts an order between the neighbours that it names. */
  #relink(slot: number, level: number): void {
    const { rows } = this;
    const previous = rows.previous(slot);
    const next = rows.next(slot);
    if (previous < 0) this.#levels.setFirst(level, slot);
    else rows.setNext(previous, slot);
    if (next < 0) this.#levels.setLast(level, slot);
    else rows.setPrevious(next, slot);
  }

  /** Joins an order's neighbours; it goes on naming them. */
  #unlink(slot: number, level: number): void {
    const { rows } = this;
    const previous = rows.previous(slot);
    const next = rows.next(slot);
    if (previous < 0) this.#levels.setFirst(level, next);
    else rows.setNext(previous, next);
    if (next < 0) this.#levels.setLast(level, previous);
    else rows.setPrevious(next, previous);
  }

  #linkOwnLast(slot: number, subaccount: number): void {
    if (2 * subaccount + 1 >= this.#own.length) {
      this.#own = grownInts(this.#own, Math.max(2 * subaccount + 2, moreRows(this.#own.length, 4)));
    }
    this.rows.setOwnPrevious(slot, this.#own[2 * subaccount + 1]! - 1);
    this.rows.setOwnNext(slot, -1);
    this.#relinkOwn(slot, subaccount);
  }

  #relinkOwn(slot: number, subaccount: number): void {
    const { rows } = this;
    const previous = rows.ownPrevious(slot);
    const next = rows.ownNext(slot);
    if (previous < 0) this.#own[2 * subaccount] = slot + 1;
    else rows.setOwnNext(previous, slot);
    if (next < 0) this.#own[2 * subaccount + 1] = slot + 1;
    else rows.setOwnPrevious(next, slot);
  }

  #unlinkOwn(slot: number, subaccount: number): void {
    const { rows } = this;
    const previous = rows.ownPrevious(slot);
    const next = rows.ownNext(slot);
    if (previous < 0) this.#own[2 * subaccount] = next + 1;
    else rows.setOwnNext(previous, next);
    if (next < 0) this.#own[2 * subaccount + 1] = previous + 1;
    else rows.setOwnPrevious(next, previous);
  }

  // ── reading, by slot ──

  #ladderOf(slot: number): Ladder {
    return this.#ladderAt(this.market(slot), this.rows.isBuy(slot));
  }

  #ladderAt(market: number, isBuy: boolean): Ladder {
    const at = 2 * market + (isBuy ? 0 : 1);
    const known = this.#ladders[at];
    if (known !== undefined) return known;
    const ladder = new Ladder(this.#levels, isBuy, this.#markets.listing(market).maxPriceTicks);
    this.#ladders[at] = ladder;
    return ladder;
  }

  /** One side of a market. */
  ladder(instrument: InstrumentId, side: Side): Ladder {
    return this.#ladderAt(this.#markets.number(instrument), side === 'buy');
  }

  /** The order that trades next on a side: best price, then oldest; −1: the side is empty. */
  first(ladder: Ladder): number {
    return ladder.best < 0 ? -1 : this.#levels.first(ladder.best);
  }

  price(slot: number): Ticks {
    return this.#levels.price(this.rows.level(slot)) as Ticks;
  }

  /** Number of the market. */
  market(slot: number): number {
    return this.#subaccounts.standings.market(this.rows.standing(slot));
  }

  subaccount(slot: number): number {
    return this.#subaccounts.standings.subaccount(this.rows.standing(slot));
  }

  /** The slot of an order; −1: it does not rest. */
  find(hash: Hash): number {
    readHash(hash, this.#words);
    return this.#index.find(this.#words);
  }

  /** The first order of a subaccount by place in the queue; −1: none. The next is `rows.ownNext`. */
  firstOwn(subaccount: number): number {
    return 2 * subaccount < this.#own.length ? this.#own[2 * subaccount]! - 1 : -1;
  }

  /** Orders that are over by a time: the earliest first, then by place in the queue. */
  over(timeMs: number): number[] {
    return this.#due.until(timeMs);
  }

  tags(slot: number): Tags {
    return this.rows.isTagged(slot) ? this.#tags.get(this.rows.hash(slot))! : noTags;
  }

  order(slot: number): RestingOrder {
    const { rows } = this;
    const subaccount = this.subaccount(slot);
    const { label, ocoGroup, peg } = this.tags(slot);
    return {
      hash: rows.hash(slot),
      account: this.#subaccounts.owner(subaccount),
      subaccount,
      instrument: this.#markets.listing(this.market(slot)).instrument,
      side: rows.isBuy(slot) ? 'buy' : 'sell',
      price: this.price(slot),
      size: rows.size(slot) as Lots,
      lots: rows.lots(slot) as Lots,
      shown: rows.shown(slot) as Lots,
      displaySize: rows.displaySize(slot) as Lots,
      reduceOnly: rows.isReduceOnly(slot),
      postOnly: rows.isPostOnly(slot),
      clientId: rows.clientId(slot),
      label,
      ocoGroup,
      peg,
      makerGroup: rows.makerGroup(slot),
      goodTillMs: rows.goodTillMs(slot),
      queue: rows.queue(slot),
    };
  }

  // ── reading, by hash: as a table ──

  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#index.size;
  }

  has(hash: Hash): boolean {
    return this.find(hash) >= 0;
  }

  get(hash: Hash): RestingOrder | undefined {
    const slot = this.find(hash);
    return slot < 0 ? undefined : this.order(slot);
  }

  takeWritten(): readonly Hash[] | undefined {
    const { rows } = this;
    const written = this.#written.take();
    const gone = this.#gone;
    this.#gone = [];
    if (written === undefined) {
      for (const slot of this.#index.slots()) rows.setCommitted(slot, true);
      return undefined;
    }
    const hashes = written.map((slot) => rows.hash(slot));
    for (const [at, slot] of written.entries()) rows.setCommitted(slot, this.find(hashes[at]!) === slot);
    return [...gone, ...hashes];
  }

  sortedKeys(): readonly Hash[] {
    return this.#index
      .slots()
      .map((slot) => this.rows.hash(slot))
      .sort(ascending);
  }

  /** The resting orders of a subaccount, by place in the queue. */
  ownOrders(subaccount: number): RestingOrder[] {
    const found: RestingOrder[] = [];
    for (let slot = this.firstOwn(subaccount); slot >= 0; slot = this.rows.ownNext(slot)) found.push(this.order(slot));
    return found;
  }

  // ── reading, by market ──

  /** Best price of a side; undefined when it is empty. */
  bestPrice(instrument: InstrumentId, side: Side): Ticks | undefined {
    const { best } = this.ladder(instrument, side);
    return best < 0 ? undefined : (this.#levels.price(best) as Ticks);
  }

  /** Of a level of a ladder, ticks. */
  levelPrice(level: number): number {
    return this.#levels.price(level);
  }

  /** Lots that a level shows. */
  levelLots(level: number): number {
    return this.#levels.lots(level);
  }

  /** Best price of a side without pegged orders; undefined when it has no others. Costs what pegged orders stand before. */
  bestUnpegged(instrument: InstrumentId, side: Side): Ticks | undefined {
    const ladder = this.ladder(instrument, side);
    for (let level = ladder.best; level >= 0; level = ladder.behind(level)) {
      for (let slot = this.#levels.first(level); slot >= 0; slot = this.rows.next(slot)) {
        if (!this.rows.isPegged(slot)) return this.#levels.price(level) as Ticks;
      }
    }
    return undefined;
  }

  /** At most `max` levels, best first. */
  levels(instrument: InstrumentId, side: Side, max: number): BookLevel[] {
    const ladder = this.ladder(instrument, side);
    const found: BookLevel[] = [];
    for (let level = ladder.best; level >= 0 && found.length < max; level = ladder.behind(level)) {
      const price = this.#levels.price(level) as Ticks;
      found.push({ price, lots: this.#levels.lots(level), orders: this.#levels.count(level) });
    }
    return found;
  }

  /** All orders of a side in the order in which they would trade. */
  queue(instrument: InstrumentId, side: Side): RestingOrder[] {
    const ladder = this.ladder(instrument, side);
    const found: RestingOrder[] = [];
    for (let level = ladder.best; level >= 0; level = ladder.behind(level)) {
      for (let slot = this.#levels.first(level); slot >= 0; slot = this.rows.next(slot)) found.push(this.order(slot));
    }
    return found;
  }
}
