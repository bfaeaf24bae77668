import { grownInts, grownNumbers, moreRows } from '../ledger/room.ts';

const ints = 4;
const firstAt = 0;
const lastAt = 1;
const countAt = 2;
const priceAt = 3;

/** The memory of all price levels of all books: a queue of orders each, by slot, and what it adds up to. */
export class LevelRows {
  #ints = new Int32Array(64 * ints);
  #lots = new Float64Array(64);
  #used = 0;
  /** Head of the chain of free levels through `first`. */
  #free = -1;

  /** A level without orders. */
  open(price: number): number {
    let level = this.#free;
    if (level >= 0) this.#free = this.first(level);
    else {
      if (this.#used === this.#lots.length) {
        const rows = moreRows(this.#used, 8 + 4 * ints);
        this.#ints = grownInts(this.#ints, rows * ints);
        this.#lots = grownNumbers(this.#lots, rows);
      }
      level = this.#used++;
    }
    this.setFirst(level, -1);
    this.setLast(level, -1);
    this.#ints[level * ints + countAt] = 0;
    this.#ints[level * ints + priceAt] = price;
    this.#lots[level] = 0;
    return level;
  }

  close(level: number): void {
    this.setFirst(level, this.#free);
    this.#free = level;
  }

  price(level: number): number {
    return this.#ints[level * ints + priceAt]!;
  }

  /** The oldest order; −1: none. */
  first(level: number): number {
    return this.#ints[level * ints + firstAt]!;
  }

  setFirst(level: number, slot: number): void {
    this.#ints[level * ints + firstAt] = slot;
  }

  last(level: number): number {
    return this.#ints[level * ints + lastAt]!;
  }

  setLast(level: number, slot: number): void {
    this.#ints[level * ints + lastAt] = slot;
  }

  /** How many orders. */
  count(level: number): number {
    return this.#ints[level * ints + countAt]!;
  }

  /** Σ of what the orders show. */
  lots(level: number): number {
    return this.#lots[level]!;
  }

  add(level: number, orders: number, lots: number): void {
    this.#ints[level * ints + countAt]! += orders;
    this.#lots[level]! += lots;
  }
}
