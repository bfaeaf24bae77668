import type { Journal } from './journal.ts';

/** An ascending set of integers that can be taken back. Finds in O(log n); inserts near the end cheaply. */
export class SortedNumbers {
  readonly #values: number[] = [];
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Ascending; valid until the next change. */
  get values(): readonly number[] {
    return this.#values;
  }

  get last(): number | undefined {
    return this.#values[this.#values.length - 1];
  }

  add(value: number): void {
    const at = this.#find(value);
    if (this.#values[at] === value) return;
    this.#values.splice(at, 0, value);
    this.#journal.record(() => this.#values.splice(this.#find(value), 1));
  }

  delete(value: number): void {
    const at = this.#find(value);
    if (this.#values[at] !== value) return;
    this.#values.splice(at, 1);
    this.#journal.record(() => this.#values.splice(this.#find(value), 0, value));
  }

  #find(value: number): number {
    let low = 0;
    let high = this.#values.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#values[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
