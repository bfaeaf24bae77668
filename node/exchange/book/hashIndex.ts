import type { OrderRows } from './orderRows.ts';

/** Words of an entry: a mix of the hash, and slot + 1 (0: the entry is empty). */
const entryWords = 2;
const entriesAtFirst = 64;
/** Entries that are taken at most, of four. */
const fullQuarters = 3;

/** 2^32 divided by the golden ratio: spreads neighbours. */
const spread = 0x9e3779b1;

const mixOf = (first: number, last: number): number => {
  const mixed = Math.imul(first ^ last, spread);
  return mixed ^ (mixed >>> 15);
};

/**
 * Finds resting orders by hash: open addressing with linear probing in one typed array. Entries carry a mix of the hash, so
 * that rows are read only where it fits, and growing reads none. Where an entry stands depends on history; no result may.
 */
export class HashIndex {
  readonly #rows: OrderRows;
  #entries = new Int32Array(entryWords * entriesAtFirst);
  #mask = entriesAtFirst - 1;
  #size = 0;

  constructor(rows: OrderRows) {
    this.#rows = rows;
  }

  get size(): number {
    return this.#size;
  }

  /** The slot of the order with this hash; −1: none. */
  find(words: Int32Array): number {
    const entries = this.#entries;
    const mix = mixOf(words[0]!, words[7]!);
    for (let place = mix & this.#mask; ; place = (place + 1) & this.#mask) {
      const slot = entries[place * entryWords + 1]! - 1;
      if (slot < 0) return -1;
      if (entries[place * entryWords] === mix && this.#rows.hasHash(slot, words)) return slot;
    }
  }

  #mixOfSlot(slot: number): number {
    return mixOf(this.#rows.hashWord(slot, 0), this.#rows.hashWord(slot, 7));
  }

  /** Adds the order of a slot; its hash must not be there yet. */
  add(slot: number): void {
    if (4 * (this.#size + 1) > fullQuarters * (this.#mask + 1)) this.#grow();
    this.#size += 1;
    this.#place(this.#mixOfSlot(slot), slot);
  }

  #place(mix: number, slot: number): void {
    let place = mix & this.#mask;
    while (this.#entries[place * entryWords + 1] !== 0) place = (place + 1) & this.#mask;
    this.#entries[place * entryWords] = mix;
    this.#entries[place * entryWords + 1] = slot + 1;
  }

  /** Takes the order of a slot out and closes the gap, so that no search ends before its time. */
  delete(slot: number): void {
    const entries = this.#entries;
    const mask = this.#mask;
    let gap = this.#mixOfSlot(slot) & mask;
    while (entries[gap * entryWords + 1] !== slot + 1) gap = (gap + 1) & mask;
    for (let place = (gap + 1) & mask; entries[place * entryWords + 1] !== 0; place = (place + 1) & mask) {
      const home = entries[place * entryWords]! & mask;
      // An entry may move back as far as its home.
      if (((place - home) & mask) < ((place - gap) & mask)) continue;
      entries[gap * entryWords] = entries[place * entryWords]!;
      entries[gap * entryWords + 1] = entries[place * entryWords + 1]!;
      gap = place;
    }
    entries[gap * entryWords + 1] = 0;
    this.#size -= 1;
  }

  #grow(): void {
    const old = this.#entries;
    this.#entries = new Int32Array(2 * old.length);
    this.#mask = this.#entries.length / entryWords - 1;
    for (let at = 0; at < old.length; at += entryWords) {
      if (old[at + 1] !== 0) this.#place(old[at]!, old[at + 1]! - 1);
    }
  }

  /** All slots, in no order. */
  slots(): number[] {
    const found: number[] = [];
    for (let at = 1; at < this.#entries.length; at += entryWords) {
      if (this.#entries[at] !== 0) found.push(this.#entries[at]! - 1);
    }
    return found;
  }
}
