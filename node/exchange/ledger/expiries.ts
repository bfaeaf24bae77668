import type { Hash } from '../../types/ids.ts';
import type { Journal } from './journal.ts';
import { SortedNumbers } from './sortedNumbers.ts';
import { Table } from './table.ts';

/** What is over at which time; can be taken back. */
export class Expiries {
  readonly #times: SortedNumbers;
  readonly #hashes: Table<number, readonly Hash[]>;

  constructor(journal: Journal) {
    this.#times = new SortedNumbers(journal);
    this.#hashes = new Table(journal);
  }

  add(atMs: number, hash: Hash): void {
    this.#times.add(atMs);
    this.#hashes.set(atMs, [...(this.#hashes.get(atMs) ?? []), hash]);
  }

  delete(atMs: number, hash: Hash): void {
    const left = (this.#hashes.get(atMs) ?? []).filter((each) => each !== hash);
    if (left.length > 0) this.#hashes.set(atMs, left);
    else {
      this.#hashes.delete(atMs);
      this.#times.delete(atMs);
    }
  }

  /** What is over by a time, ascending; what is over at the same time is in no order. */
  until(timeMs: number): Hash[] {
    const over: Hash[] = [];
    for (const atMs of this.#times.values) {
      if (atMs > timeMs) break;
      over.push(...this.#hashes.get(atMs)!);
    }
    return over;
  }
}
