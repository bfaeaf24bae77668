import { invariant } from '../../types/fault.ts';
import type { Hash, InstrumentId } from '../../types/ids.ts';
import type { Side } from '../../types/transaction.ts';
import type { Ticks } from '../../types/units.ts';
import type { Journal } from '../ledger/journal.ts';
import { SortedNumbers } from '../ledger/sortedNumbers.ts';
import type { Table } from '../ledger/table.ts';
import type { RestingOrder } from '../records.ts';
import type { BookLevel, OrderBook } from './orderBook.ts';

/** One price: a queue of hashes, in which orders that left stay behind as ghosts until passed or swept. */
interface Level {
  readonly price: Ticks;
  hashes: Hash[];
  /** Where the queue begins: everything before is a ghost. */
  head: number;
  live: number;
  lots: number;
}

/** One side of one market: prices sorted so that the best is last. */
class Ladder {
  readonly levels = new Map<number, Level>();
  readonly prices: SortedNumbers;
  readonly sign: 1 | -1;

  constructor(journal: Journal, side: Side) {
    this.prices = new SortedNumbers(journal);
    this.sign = side === 'buy' ? 1 : -1;
  }

  get best(): Level | undefined {
    const key = this.prices.last;
    return key === undefined ? undefined : this.levels.get(key * this.sign);
  }

  /** Best first. */
  *bestFirst(): Generator<Level> {
    const keys = this.prices.values;
    for (let i = keys.length - 1; i >= 0; i--) yield this.levels.get(keys[i]! * this.sign)!;
  }
}

/** Ghosts a level may carry beyond its live orders before it is swept. */
const ghostsMax = 16;

/** Price ladders over sorted arrays: O(log levels) to find a price, O(1) at the top. Every change can be taken back. */
export class LadderBook implements OrderBook {
  readonly #journal: Journal;
  readonly #orders: Table<Hash, RestingOrder>;
  readonly #ladders = new Map<string, Ladder>();

  constructor(journal: Journal, orders: Table<Hash, RestingOrder>) {
    this.#journal = journal;
    this.#orders = orders;
  }

  #ladder(instrument: InstrumentId, side: Side): Ladder {
    const key = side === 'buy' ? `b${instrument}` : `s${instrument}`;
    let ladder = this.#ladders.get(key);
    if (ladder === undefined) this.#ladders.set(key, (ladder = new Ladder(this.#journal, side)));
    return ladder;
  }

  insert(order: RestingOrder): void {
    const ladder = this.#ladder(order.instrument, order.side);
    let level = ladder.levels.get(order.price);
    if (level === undefined) {
      level = { price: order.price, hashes: [], head: 0, live: 0, lots: 0 };
      ladder.levels.set(order.price, level);
      ladder.prices.add(order.price * ladder.sign);
      this.#journal.record(() => ladder.levels.delete(order.price));
    }
    const kept = level;
    kept.hashes.push(order.hash);
    kept.live += 1;
    kept.lots += order.shown;
    this.#journal.record(() => {
      kept.hashes.pop();
      kept.live -= 1;
      kept.lots -= order.shown;
    });
  }

  remove(order: RestingOrder): void {
    const ladder = this.#ladder(order.instrument, order.side);
    const level = ladder.levels.get(order.price);
    invariant(level !== undefined, `order ${order.hash} is in no book`);
    level.live -= 1;
    level.lots -= order.shown;
    this.#journal.record(() => {
      level.live += 1;
      level.lots += order.shown;
    });
    if (level.live === 0) {
      ladder.levels.delete(order.price);
      ladder.prices.delete(order.price * ladder.sign);
      this.#journal.record(() => ladder.levels.set(order.price, level));
    } else if (level.hashes.length - level.head > 2 * level.live + ghostsMax) {
      this.#sweep(level);
    }
  }

  #sweep(level: Level): void {
    const { hashes, head } = level;
    level.hashes = hashes.slice(head).filter((hash) => this.#orders.has(hash));
    level.head = 0;
    this.#journal.record(() => {
      level.hashes = hashes;
      level.head = head;
    });
  }

  shrink(order: RestingOrder, lots: number): void {
    const level = this.#ladder(order.instrument, order.side).levels.get(order.price);
    invariant(level !== undefined, `order ${order.hash} is in no book`);
    level.lots -= lots;
    this.#journal.record(() => (level.lots += lots));
  }

  requeue(order: RestingOrder): void {
    const level = this.#ladder(order.instrument, order.side).levels.get(order.price);
    invariant(level?.hashes[level.head] === order.hash, `order ${order.hash} is not the first of its level`);
    level.head += 1;
    level.hashes.push(order.hash);
    level.lots += order.shown;
    this.#journal.record(() => {
      level.head -= 1;
      level.hashes.pop();
      level.lots -= order.shown;
    });
  }

  best(instrument: InstrumentId, side: Side): RestingOrder | undefined {
    const level = this.#ladder(instrument, side).best;
    if (level === undefined) return undefined;
    const { head } = level;
    let order = this.#orders.get(level.hashes[level.head]!);
    while (order === undefined) {
      level.head += 1;
      invariant(level.head < level.hashes.length, `level ${level.price} counts live orders that it does not have`);
      order = this.#orders.get(level.hashes[level.head]!);
    }
    if (level.head !== head) this.#journal.record(() => (level.head = head));
    return order;
  }

  bestPrice(instrument: InstrumentId, side: Side): Ticks | undefined {
    return this.#ladder(instrument, side).best?.price;
  }

  levels(instrument: InstrumentId, side: Side, max: number): BookLevel[] {
    const found: BookLevel[] = [];
    for (const { price, lots, live } of this.#ladder(instrument, side).bestFirst()) {
      if (found.length >= max) break;
      found.push({ price, lots, orders: live });
    }
    return found;
  }

  queue(instrument: InstrumentId, side: Side): RestingOrder[] {
    const found: RestingOrder[] = [];
    for (const level of this.#ladder(instrument, side).bestFirst()) {
      for (let i = level.head; i < level.hashes.length; i++) {
        const order = this.#orders.get(level.hashes[i]!);
        if (order) found.push(order);
      }
    }
    return found;
  }
}
