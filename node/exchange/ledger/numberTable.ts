import type { Journal, Undoable } from './journal.ts';
import { Places } from './places.ts';
import { grownNumbers, moreRows } from './room.ts';
import { ascending, type Records, type TableKey } from './table.ts';
import { WrittenPlaces } from './written.ts';

/** What a note in the undo log says where a record came or went. */
const presence = 1;

/**
 * A table whose records are a few safe integers each and change with nearly every order: rows of a typed array, changed in
 * place. Whoever changes one often holds on to its place; `get` and `set` are for everybody else.
 * The fields are numbered in the order of `names`.
 */
export class NumberTable<Key extends TableKey, Name extends string>
  implements Records<Key, Readonly<Record<Name, number>>>, Undoable
{
  readonly #journal: Journal;
  readonly #names: readonly Name[];
  readonly #places: Places<Key>;
  /** Words of a row: whether it is there, then the fields. */
  readonly #width: number;
  #values = new Float64Array(0);
  #rows = 0;
  #size = 0;
  #sorted: readonly Key[] | undefined;
  #version = 0;
  readonly #written = new WrittenPlaces();

  constructor(journal: Journal, names: readonly Name[], places = new Places<Key>()) {
    this.#journal = journal;
    this.#names = names;
    this.#places = places;
    this.#width = names.length + 1;
  }

  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#size;
  }

  /** Whether there is a record at a place, which may be −1. */
  isAt(place: number): boolean {
    return place >= 0 && place < this.#rows && this.#values[place * this.#width] === 1;
  }

  /** A field of the record at a place; it must be there. */
  at(place: number, field: number): number {
    return this.#values[place * this.#width + 1 + field]!;
  }

  /** Changes a field of a record, which is there from then on. The value is a safe integer and not −0. */
  put(place: number, field: number, value: number): void {
    if (place >= this.#rows) this.#grow(place);
    const row = place * this.#width;
    if (this.#values[row] === 0) this.#mark(row, 1);
    if (this.#values[row + 1 + field] === value) return;
    this.#written.add(place);
    this.#write(row + 1 + field, value);
  }

  #write(word: number, value: number): void {
    this.#journal.note(this, word, this.#values[word]);
    this.#values[word] = value;
    this.#version += 1;
  }

  /** Says whether there is a record: 1 or 0. */
  #mark(row: number, isThere: number): void {
    this.#journal.note(this, row, this.#values[row], presence);
    this.undo(row, isThere, presence);
  }

  undo(word: number, before: number, kind: number): void {
    if (kind === presence) {
      this.#size += before - this.#values[word]!;
      this.#sorted = undefined;
    }
    this.#values[word] = before;
    this.#version += 1;
    this.#written.add(Math.floor(word / this.#width));
  }

  #grow(place: number): void {
    const rows = Math.max(place + 1, moreRows(this.#rows, 8 * this.#width));
    this.#values = grownNumbers(this.#values, rows * this.#width);
    this.#rows = rows;
  }

  has(key: Key): boolean {
    return this.isAt(this.#places.find(key));
  }

  get(key: Key): Readonly<Record<Name, number>> | undefined {
    const place = this.#places.find(key);
    if (!this.isAt(place)) return undefined;
    const record = this.#names.map((name, field) => [name, this.at(place, field)] as const);
    return Object.fromEntries(record) as Record<Name, number>;
  }

  set(key: Key, record: Readonly<Record<Name, number>>): void {
    const place = this.#places.of(key);
    this.#names.forEach((name, field) => this.put(place, field, record[name]));
  }

  delete(key: Key): void {
    const place = this.#places.find(key);
    if (!this.isAt(place)) return;
    for (let field = 0; field < this.#names.length; field++) this.put(place, field, 0);
    this.#mark(place * this.#width, 0);
  }

  takeWritten(): readonly Key[] | undefined {
    return this.#written.take()?.map((place) => this.#places.keys[place]!);
  }

  sortedKeys(): readonly Key[] {
    this.#sorted ??= this.#places.keys.filter((_, place) => this.isAt(place)).sort(ascending);
    return this.#sorted;
  }
}
