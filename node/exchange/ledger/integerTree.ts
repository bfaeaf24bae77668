import { grownInts, moreRows } from './room.ts';

/** A node: 32 children (0: none), then a bitmap of those that are there. */
const fanBits = 5;
const fan = 1 << fanBits;
const digitMask = fan - 1;
const nodeWords = fan + 1;
const root = 0;
/** More levels than 31 bits need. */
const depthMax = 7;

const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits);
const highestBit = (bits: number): number => 31 - Math.clz32(bits);

/**
 * An ordered map from integers of at most 31 bits to integers from 0 on: a tree of nodes with 32 children and a bitmap each,
 * in one typed array. Finding, changing and stepping to a neighbour cost as many steps as `keyMax` has groups of five bits,
 * however many keys there are; keys may lie anywhere, and room goes only to those that are there.
 */
export class IntegerTree {
  #nodes = new Int32Array(nodeWords * 8);
  #used = 1;
  /** Head of a chain of free nodes through their first words; 0: none. */
  #free = 0;
  /** Bits below the root's digit. */
  readonly #top: number;
  readonly #path = new Int32Array(depthMax);

  constructor(keyMax: number) {
    const bits = 32 - Math.clz32(keyMax);
    this.#top = Math.max(0, Math.ceil(bits / fanBits) - 1) * fanBits;
  }

  /** The value of a key; −1 if there is none. */
  get(key: number): number {
    const nodes = this.#nodes;
    let node = root;
    for (let shift = this.#top; shift > 0; shift -= fanBits) {
      node = nodes[node * nodeWords + ((key >>> shift) & digitMask)]!;
      if (node === 0) return -1;
    }
    return nodes[node * nodeWords + (key & digitMask)]! - 1;
  }

  set(key: number, value: number): void {
    let node = root;
    for (let shift = this.#top; shift > 0; shift -= fanBits) {
      const digit = (key >>> shift) & digitMask;
      let child = this.#nodes[node * nodeWords + digit]!;
      if (child === 0) {
        child = this.#open();
        this.#put(node, digit, child);
      }
      node = child;
    }
    this.#put(node, key & digitMask, value + 1);
  }

  #put(node: number, digit: number, word: number): void {
    this.#nodes[node * nodeWords + digit] = word;
    this.#nodes[node * nodeWords + fan]! |= 1 << digit;
  }

  delete(key: number): void {
    let node = root;
    let depth = 0;
    for (let shift = this.#top; shift > 0; shift -= fanBits) {
      this.#path[depth++] = node;
      node = this.#nodes[node * nodeWords + ((key >>> shift) & digitMask)]!;
      if (node === 0) return;
    }
    for (let shift = 0; ; shift += fanBits) {
      const digit = (key >>> shift) & digitMask;
      this.#nodes[node * nodeWords + digit] = 0;
      this.#nodes[node * nodeWords + fan]! &= ~(1 << digit);
      if (this.#nodes[node * nodeWords + fan] !== 0 || depth === 0) return;
      this.#close(node);
      node = this.#path[--depth]!;
    }
  }

  /** The lowest key; −1 if there is none. */
  first(): number {
    return this.#nodes[fan] === 0 ? -1 : this.#lowest(root, this.#top, 0);
  }

  /** The highest key; −1 if there is none. */
  last(): number {
    return this.#nodes[fan] === 0 ? -1 : this.#highest(root, this.#top, 0);
  }

  /** The lowest key above another, which need not be there; −1 if there is none. */
  above(key: number): number {
    const nodes = this.#nodes;
    let found = -1;
    let foundShift = 0;
    let foundPrefix = 0;
    let foundDigit = 0;
    for (let node = root, prefix = 0, shift = this.#top; ; shift -= fanBits) {
      const digit = (key >>> shift) & digitMask;
      const higher = nodes[node * nodeWords + fan]! & ~((2 << digit) - 1);
      if (higher !== 0) {
        found = node;
        foundShift = shift;
        foundPrefix = prefix;
        foundDigit = lowestBit(higher);
      }
      if (shift === 0) break;
      node = nodes[node * nodeWords + digit]!;
      if (node === 0) break;
      prefix |= digit << shift;
    }
    if (found === -1) return -1;
    const key0 = foundPrefix | (foundDigit << foundShift);
    return foundShift === 0 ? key0 : this.#lowest(nodes[found * nodeWords + foundDigit]!, foundShift - fanBits, key0);
  }

  /** The highest key below another, which need not be there; −1 if there is none. */
  below(key: number): number {
    const nodes = this.#nodes;
    let found = -1;
    let foundShift = 0;
    let foundPrefix = 0;
    let foundDigit = 0;
    for (let node = root, prefix = 0, shift = this.#top; ; shift -= fanBits) {
      const digit = (key >>> shift) & digitMask;
      const lower = nodes[node * nodeWords + fan]! & ((1 << digit) - 1);
      if (lower !== 0) {
        found = node;
        foundShift = shift;
        foundPrefix = prefix;
        foundDigit = highestBit(lower);
      }
      if (shift === 0) break;
      node = nodes[node * nodeWords + digit]!;
      if (node === 0) break;
      prefix |= digit << shift;
    }
    if (found === -1) return -1;
    const key0 = foundPrefix | (foundDigit << foundShift);
    return foundShift === 0 ? key0 : this.#highest(nodes[found * nodeWords + foundDigit]!, foundShift - fanBits, key0);
  }

  #lowest(from: number, top: number, prefix: number): number {
    let node = from;
    let key = prefix;
    for (let shift = top; ; shift -= fanBits) {
      const digit = lowestBit(this.#nodes[node * nodeWords + fan]!);
      key |= digit << shift;
      if (shift === 0) return key;
      node = this.#nodes[node * nodeWords + digit]!;
    }
  }

  #highest(from: number, top: number, prefix: number): number {
    let node = from;
    let key = prefix;
    for (let shift = top; ; shift -= fanBits) {
      const digit = highestBit(this.#nodes[node * nodeWords + fan]!);
      key |= digit << shift;
      if (shift === 0) return key;
      node = this.#nodes[node * nodeWords + digit]!;
    }
  }

  #open(): number {
    const node = this.#free;
    if (node !== 0) {
      this.#free = this.#nodes[node * nodeWords]!;
      this.#nodes[node * nodeWords] = 0;
      return node;
    }
    if ((this.#used + 1) * nodeWords > this.#nodes.length) {
      this.#nodes = grownInts(this.#nodes, moreRows(this.#used, 4 * nodeWords) * nodeWords);
    }
    return this.#used++;
  }

  #close(node: number): void {
    this.#nodes[node * nodeWords] = this.#free;
    this.#free = node;
  }
}
