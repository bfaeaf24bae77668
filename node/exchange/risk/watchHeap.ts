import { grownInts, grownNumbers, moreRows } from '../ledger/room.ts';

/** Standings by the price at which they want to be looked at again: a heap with the first price to be reached on top. */
export class WatchHeap {
  /** Whether prices fall towards what is watched: then the highest is on top. */
  readonly #isFalling: boolean;
  #prices = new Float64Array(0);
  #standings = new Int32Array(0);
  #size = 0;

  constructor(isFalling: boolean) {
    this.#isFalling = isFalling;
  }

  get size(): number {
    return this.#size;
  }

  /** The standing on top; the heap is not empty. */
  get topStanding(): number {
    return this.#standings[0]!;
  }

  get topPrice(): number {
    return this.#prices[0]!;
  }

  #isBefore(a: number, b: number): boolean {
    return this.#isFalling ? this.#prices[a]! > this.#prices[b]! : this.#prices[a]! < this.#prices[b]!;
  }

  #swap(a: number, b: number): void {
    const price = this.#prices[a]!;
    const standing = this.#standings[a]!;
    this.#prices[a] = this.#prices[b]!;
    this.#standings[a] = this.#standings[b]!;
    this.#prices[b] = price;
    this.#standings[b] = standing;
  }

  push(price: number, standing: number): void {
    if (this.#size === this.#prices.length) {
      const rows = moreRows(this.#size, 12);
      this.#prices = grownNumbers(this.#prices, rows);
      this.#standings = grownInts(this.#standings, rows);
    }
    let at = this.#size++;
    this.#prices[at] = price;
    this.#standings[at] = standing;
    while (at > 0 && this.#isBefore(at, (at - 1) >> 1)) {
      this.#swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
  }

  pop(): void {
    this.#size -= 1;
    this.#swap(0, this.#size);
    for (let at = 0; ;) {
      let first = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#size && this.#isBefore(child, first)) first = child;
      }
      if (first === at) return;
      this.#swap(at, first);
      at = first;
    }
  }

  /** Forgets every entry of which `isWanted` does not want to know. */
  prune(isWanted: (price: number, standing: number) => boolean): void {
    const size = this.#size;
    this.#size = 0;
    for (let at = 0; at < size; at++) {
      const price = this.#prices[at]!;
      const standing = this.#standings[at]!;
      if (isWanted(price, standing)) this.push(price, standing);
    }
  }
}
