import { ByteWriter } from '../codec/byteWriter.ts';
import { fromHex, toHex } from '../codec/hex.ts';
import type { TreeTag } from '../codec/settlementLeaves.ts';
import { treeDepthMax } from '../codec/settlementLeaves.ts';
import { WitanError, invariant } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';
import { keccak, keccakHash } from './keccak.ts';

/**
 * The flat binary Merkle tree of the frozen layouts.
 *
 *     leaf = keccak(00 ‖ tag ‖ packed)   node = keccak(01 ‖ l ‖ r)   root = keccak(02 ‖ tag ‖ u64 count ‖ top)
 *
 * Leaves are padded with 32 zero bytes to the next power of two. Because kind and tag are hashed first and the root
 * binds the count, a node can never pass for a leaf, nor a leaf of one tree for that of another, nor a padding for a
 * member. Runs in a browser too. Source: docs/spec/settlement.md, Frozen layouts.
 */

const hashSize = 32;
const zeroLeaf = new Uint8Array(hashSize);
const nodeBytes = new Uint8Array(1 + 2 * hashSize);
nodeBytes[0] = 1;

export function leafHash(tag: TreeTag, packed: Uint8Array): Uint8Array {
  return keccak(new ByteWriter().u8(0).ascii(tag).bytes(packed).finish());
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  nodeBytes.set(left, 1);
  nodeBytes.set(right, 1 + hashSize);
  return keccak(nodeBytes);
}

export function rootHash(tag: TreeTag, count: number, top: Uint8Array): Hash {
  return keccakHash(new ByteWriter().u8(2).ascii(tag).u64(count).bytes(top).finish());
}

/** ⌈log2 count⌉: the length of every proof in a tree of `count` leaves. */
export function depthOf(count: number): number {
  let depth = 0;
  while (2 ** depth < count) depth++;
  return depth;
}

/** Tops of all-zero subtrees by height. */
const zeroTops: Uint8Array[] = [zeroLeaf];
const zeroTop = (level: number): Uint8Array => {
  while (zeroTops.length <= level) zeroTops.push(nodeHash(zeroTops.at(-1)!, zeroTops.at(-1)!));
  return zeroTops[level]!;
};

/**
 * A tree whose leaves are appended or replaced. `set` costs nothing but a note; `root` and `proof` hash the dirty
 * paths only, each node once.
 */
export class MerkleTree {
  readonly #tag: TreeTag;
  /** #levels[0] are the leaf hashes; each level holds just the nodes that cover a leaf. */
  readonly #levels: Uint8Array[][] = [[]];
  #dirty = new Set<number>();

  constructor(tag: TreeTag, leaves: readonly Uint8Array[] = []) {
    this.#tag = tag;
    leaves.forEach((leaf, index) => this.set(index, leaf));
  }

  get count(): number {
    return this.#levels[0]!.length;
  }

  /** Replaces leaf `index`, or appends it when `index` is the count. Errors: TREE_FULL beyond the tag's depth. */
  set(index: number, leaf: Uint8Array): void {
    invariant(index >= 0 && index <= this.count && leaf.length === hashSize, `tree ${this.#tag}: cannot set ${index}`);
    if (index >= 2 ** treeDepthMax[this.#tag]) {
      throw new WitanError('TREE_FULL', `Tree ${this.#tag} is full at ${index} leaves.`);
    }
    this.#levels[0]![index] = leaf.slice();
    this.#dirty.add(index);
  }

  root(): Hash {
    this.#update();
    return rootHash(this.#tag, this.count, this.#levels.at(-1)![0] ?? zeroLeaf);
  }

  /** Siblings of leaf `index` from the bottom up. */
  proof(index: number): Hash[] {
    invariant(index >= 0 && index < this.count, `tree ${this.#tag}: no leaf ${index}`);
    this.#update();
    const path: Hash[] = [];
    for (let level = 0, at = index; level < this.#levels.length - 1; level++, at = Math.floor(at / 2)) {
      path.push(toHex<Hash>(this.#levels[level]![at % 2 === 0 ? at + 1 : at - 1] ?? zeroTop(level)));
    }
    return path;
  }

  #update(): void {
    const depth = depthOf(this.count);
    // A new level starts from what is below it: its leftmost node covers leaves that may not be dirty.
    if (this.#levels.length <= depth && this.count > 0) this.#dirty.add(0);
    while (this.#levels.length <= depth) this.#levels.push([]);
    let dirty = this.#dirty;
    for (let level = 0; level < depth; level++) {
      const below = this.#levels[level]!;
      const parents = new Set<number>();
      for (const at of dirty) parents.add(Math.floor(at / 2));
      for (const at of parents) {
        this.#levels[level + 1]![at] = nodeHash(below[2 * at]!, below[2 * at + 1] ?? zeroTop(level));
      }
      dirty = parents;
    }
    this.#dirty = new Set();
  }
}

/** Whether `leaf` is member `index` of the tree of `count` leaves with this root. Never throws on malformed input. */
export function verifyProof(
  root: Hash,
  tag: TreeTag,
  count: number,
  index: number,
  leaf: Uint8Array,
  proof: readonly Hash[],
): boolean {
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(index) || index < 0 || index >= count) return false;
  if (proof.length !== depthOf(count) || proof.length > treeDepthMax[tag]) return false;
  let top = leaf;
  let at = index;
  for (const sibling of proof) {
    top = at % 2 === 0 ? nodeHash(top, fromHex(sibling)) : nodeHash(fromHex(sibling), top);
    at = Math.floor(at / 2);
  }
  return rootHash(tag, count, top) === root;
}
