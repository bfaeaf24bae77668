import type { Journal, Undoable } from './journal.ts';
import { Written } from './written.ts';

export type TableKey = string | number;

/** Records by key, as snapshots and the commitment read them. Iterate by `sortedKeys`. */
export interface Records<Key extends TableKey, Value> {
  /** Grows with every change, also one that takes a change back: a cache of the same version is good. */
  readonly version: number;
  readonly size: number;
  get(key: Key): Value | undefined;
  has(key: Key): boolean;
  /** Keys in ascending order (strings by code unit). */
  sortedKeys(): readonly Key[];
  /**
   * Keys that may have been written or deleted since the last call, in no order; undefined where that is not known, as at the
   * first call: then it may be all. For one asker only, the commitment.
   */
  takeWritten(): readonly Key[] | undefined;
}

export const ascending = (a: TableKey, b: TableKey): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A map of immutable records that can be taken back. All exchange state lives in tables.
 * Iterate by `sortedKeys`: a Map's own order depends on history and would not survive a snapshot.
 */
export class Table<Key extends TableKey, Value> implements Records<Key, Value>, Undoable {
  readonly #records = new Map<Key, Value>();
  readonly #journal: Journal;
  #sorted: readonly Key[] | undefined;
  readonly #written = new Written<Key>();
  #version = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Grows with every write, also one that takes a change back: a cache of the same version is good. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#records.size;
  }

  get(key: Key): Value | undefined {
    return this.#records.get(key);
  }

  has(key: Key): boolean {
    return this.#records.has(key);
  }

  /** Replaces the record; it must not be changed afterwards. */
  set(key: Key, value: Value): void {
    const before = this.#records.get(key);
    this.#note(key, before);
    this.#put(key, value);
  }

  delete(key: Key): void {
    const before = this.#records.get(key);
    if (before === undefined) return;
    this.#note(key, before);
    this.#put(key, undefined);
  }

  #note(key: Key, before: Value | undefined): void {
    this.#journal.hold(key);
    this.#journal.hold(before);
    this.#journal.note(this, 0);
  }

  undo(): void {
    const before = this.#journal.release() as Value | undefined;
    this.#put(this.#journal.release() as Key, before);
  }

  /** Keys in ascending order (strings by code unit). */
  sortedKeys(): readonly Key[] {
    this.#sorted ??= [...this.#records.keys()].sort(ascending);
    return this.#sorted;
  }

  takeWritten(): readonly Key[] | undefined {
    return this.#written.take();
  }

  #put(key: Key, value: Value | undefined): void {
    if (value === undefined) {
      this.#records.delete(key);
      this.#sorted = undefined;
    } else {
      const known = this.#records.size;
      this.#records.set(key, value);
      if (this.#records.size !== known) this.#sorted = undefined;
    }
    this.#version += 1;
    this.#written.add(key);
  }
}
