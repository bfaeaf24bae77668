import { IntegerTree } from '../ledger/integerTree.ts';
import type { LevelRows } from './levelRows.ts';

/** One side of one market: its price levels in order, and the best of them at hand. Every level in it has orders. */
export class Ladder {
  readonly isBuy: boolean;
  readonly #tree: IntegerTree;
  readonly #levels: LevelRows;
  #best = -1;

  constructor(levels: LevelRows, isBuy: boolean, priceMax: number) {
    this.#levels = levels;
    this.isBuy = isBuy;
    this.#tree = new IntegerTree(priceMax);
  }

  /** The level that trades next; −1: the side is empty. */
  get best(): number {
    return this.#best;
  }

  /** The level of a price; −1: none. */
  find(price: number): number {
    return this.#tree.get(price);
  }

  /** The next level behind another; −1: none. */
  behind(level: number): number {
    const price = this.#levels.price(level);
    return this.#at(this.isBuy ? this.#tree.below(price) : this.#tree.above(price));
  }

  #at(price: number): number {
    return price < 0 ? -1 : this.#tree.get(price);
  }

  add(level: number): void {
    const price = this.#levels.price(level);
    this.#tree.set(price, level);
    if (this.#best < 0 || this.#isBetter(price, this.#levels.price(this.#best))) this.#best = level;
  }

  #isBetter(price: number, than: number): boolean {
    return this.isBuy ? price > than : price < than;
  }

  delete(level: number): void {
    this.#tree.delete(this.#levels.price(level));
    if (level === this.#best) this.#best = this.#at(this.isBuy ? this.#tree.last() : this.#tree.first());
  }
}
