import { DueTimes } from '../book/dueTimes.ts';
import type { Journal, Undoable } from '../ledger/journal.ts';
import { grownInts, grownNumbers, moreRows } from '../ledger/room.ts';
import { ascending, type Records } from '../ledger/table.ts';
import { Written } from '../ledger/written.ts';

/** Links of a row: previous and next, each + 1. */
const links = 2;

/** A deadline by subaccount, and the neighbours of those that are due at about the same time. */
class DeadlineRows {
  #dueMs = new Float64Array(0);
  #links = new Int32Array(0);

  reserve(subaccount: number): void {
    if (subaccount < this.#dueMs.length) return;
    const rows = Math.max(subaccount + 1, moreRows(this.#dueMs.length, 16));
    this.#dueMs = grownNumbers(this.#dueMs, rows);
    this.#links = grownInts(this.#links, links * rows);
  }

  /** 0: none. */
  goodTillMs(subaccount: number): number {
    return this.#dueMs[subaccount] ?? 0;
  }

  setDue(subaccount: number, dueMs: number): void {
    this.#dueMs[subaccount] = dueMs;
  }

  queue(subaccount: number): number {
    return subaccount;
  }

  duePrevious(subaccount: number): number {
    return this.#links[links * subaccount]! - 1;
  }

  setDuePrevious(subaccount: number, other: number): void {
    this.#links[links * subaccount] = other + 1;
  }

  dueNext(subaccount: number): number {
    return this.#links[links * subaccount + 1]! - 1;
  }

  setDueNext(subaccount: number, other: number): void {
    this.#links[links * subaccount + 1] = other + 1;
  }
}

/**
 * By subaccount: the block time at which its open orders are canceled unless it is heard of before. What is due is found
 * without a look at the others, as for orders that end by themselves.
 */
export class DeadlineTable implements Records<number, number>, Undoable {
  readonly #journal: Journal;
  readonly #rows = new DeadlineRows();
  readonly #due = new DueTimes(this.#rows);
  readonly #keys = new Set<number>();
  readonly #written = new Written<number>();
  #version = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#keys.size;
  }

  has(subaccount: number): boolean {
    return this.#keys.has(subaccount);
  }

  /** Unix ms; undefined where none is set. */
  get(subaccount: number): number | undefined {
    return this.#keys.has(subaccount) ? this.#rows.goodTillMs(subaccount) : undefined;
  }

  /** @param dueMs a block time, above 0 */
  set(subaccount: number, dueMs: number): void {
    this.#journal.note(this, subaccount, this.#rows.goodTillMs(subaccount));
    this.#put(subaccount, dueMs);
  }

  delete(subaccount: number): void {
    if (!this.#keys.has(subaccount)) return;
    this.#journal.note(this, subaccount, this.#rows.goodTillMs(subaccount));
    this.#put(subaccount, 0);
  }

  undo(subaccount: number, before: number): void {
    this.#put(subaccount, before);
  }

  /** @param dueMs 0: none */
  #put(subaccount: number, dueMs: number): void {
    this.#rows.reserve(subaccount);
    if (this.#keys.delete(subaccount)) this.#due.delete(subaccount);
    this.#rows.setDue(subaccount, dueMs);
    if (dueMs !== 0) {
      this.#keys.add(subaccount);
      this.#due.add(subaccount);
    }
    this.#version += 1;
    this.#written.add(subaccount);
  }

  /** Subaccounts whose deadline has come by a time: the earliest first, then by index. */
  until(timeMs: number): number[] {
    return this.#due.until(timeMs);
  }

  takeWritten(): readonly number[] | undefined {
    return this.#written.take();
  }

  sortedKeys(): readonly number[] {
    return [...this.#keys].sort(ascending);
  }
}
