import type { Journal, Undoable } from './journal.ts';
import type { Records } from './table.ts';

/** A few numbers by name that only grow. */
export class Counters<Name extends string> implements Records<Name, number>, Undoable {
  readonly #journal: Journal;
  readonly #names: readonly Name[];
  readonly #values: Float64Array;
  #version = 0;

  /** All from 0. @param names ascending */
  constructor(journal: Journal, names: readonly Name[]) {
    this.#journal = journal;
    this.#names = names;
    this.#values = new Float64Array(names.length);
  }

  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#names.length;
  }

  has(name: Name): boolean {
    return this.#names.includes(name);
  }

  get(name: Name): number {
    return this.#values[this.#names.indexOf(name)]!;
  }

  set(name: Name, value: number): void {
    const at = this.#names.indexOf(name);
    this.#journal.note(this, at, this.#values[at]);
    this.undo(at, value);
  }

  undo(at: number, before: number): void {
    this.#values[at] = before;
    this.#version += 1;
  }

  /** They are few. */
  takeWritten(): undefined {
    return undefined;
  }

  sortedKeys(): readonly Name[] {
    return this.#names;
  }
}
