import { ByteWriter } from '../codec/byteWriter.ts';
import { fromHex, toHex } from '../codec/hex.ts';
import { treeDepthMax } from '../codec/settlementLeaves.ts';
import type { TreeTag } from '../codec/settlementLeaves.ts';
import { WitanError, invariant } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';
import { keccak, keccakHash } from './keccak.ts';
import { depthOf } from './merkle.ts';

/**
 * The Merkle-sum tree of exits: every node commits to the sum below it, so that a root proves how much all leaves
 * claim together. Padding is a zero hash with sum 0.
 *
 *     sum node = keccak(03 ‖ l ‖ lSum ‖ r ‖ rSum)   root = keccak(02 ‖ tag ‖ u64 count ‖ top ‖ u128 sum)
 *
 * Source: docs/spec/settlement.md, Frozen layouts.
 */

const sumBytes = 16;
const sumMax = (1n << 128n) - 1n;

/** A hash and the sum of everything below it. */
export interface SumNode {
  readonly hash: Uint8Array;
  readonly sum: bigint;
}

const zeroNode: SumNode = { hash: new Uint8Array(32), sum: 0n };

/** Errors: SUM_OVERFLOW when the sum passes u128. */
export function sumNode(left: SumNode, right: SumNode): SumNode {
  const sum = left.sum + right.sum;
  if (sum > sumMax) throw new WitanError('SUM_OVERFLOW', `Exit sums pass 128 bits: ${sum}.`);
  const bytes = new ByteWriter()
    .u8(3)
    .bytes(left.hash)
    .uint(left.sum, sumBytes)
    .bytes(right.hash)
    .uint(right.sum, sumBytes)
    .finish();
  return { hash: keccak(bytes), sum };
}

export function sumRootHash(tag: TreeTag, count: number, top: SumNode): Hash {
  return keccakHash(new ByteWriter().u8(2).ascii(tag).u64(count).bytes(top.hash).uint(top.sum, sumBytes).finish());
}

const zeroTops: SumNode[] = [zeroNode];
const zeroTop = (level: number): SumNode => {
  while (zeroTops.length <= level) zeroTops.push(sumNode(zeroTops.at(-1)!, zeroTops.at(-1)!));
  return zeroTops[level]!;
};

/** One step of a proof. */
export interface SumSibling {
  readonly hash: Hash;
  readonly sum: bigint;
}

/** Like MerkleTree, with sums. Hashes the dirty paths only. */
export class SumTree {
  readonly #tag: TreeTag;
  readonly #levels: SumNode[][] = [[]];
  #dirty = new Set<number>();

  constructor(tag: TreeTag) {
    this.#tag = tag;
  }

  get count(): number {
    return this.#levels[0]!.length;
  }

  /** Replaces or appends a leaf with what it is worth. Errors: TREE_FULL. */
  set(index: number, leaf: Uint8Array, worth: bigint): void {
    invariant(index >= 0 && index <= this.count, `tree ${this.#tag}: cannot set ${index}`);
    invariant(worth >= 0n && worth <= sumMax, `tree ${this.#tag}: leaf ${index} is worth ${worth}`);
    if (index >= 2 ** treeDepthMax[this.#tag]) {
      throw new WitanError('TREE_FULL', `Tree ${this.#tag} is full at ${index} leaves.`);
    }
    this.#levels[0]![index] = { hash: leaf.slice(), sum: worth };
    this.#dirty.add(index);
  }

  root(): Hash {
    return sumRootHash(this.#tag, this.count, this.#top());
  }

  sum(): bigint {
    return this.#top().sum;
  }

  proof(index: number): SumSibling[] {
    invariant(index >= 0 && index < this.count, `tree ${this.#tag}: no leaf ${index}`);
    this.#top();
    const path: SumSibling[] = [];
    for (let level = 0, at = index; level < this.#levels.length - 1; level++, at = Math.floor(at / 2)) {
      const sibling = this.#levels[level]![at % 2 === 0 ? at + 1 : at - 1] ?? zeroTop(level);
      path.push({ hash: toHex<Hash>(sibling.hash), sum: sibling.sum });
    }
    return path;
  }

  #top(): SumNode {
    const depth = depthOf(this.count);
    if (this.#levels.length <= depth && this.count > 0) this.#dirty.add(0);
    while (this.#levels.length <= depth) this.#levels.push([]);
    let dirty = this.#dirty;
    for (let level = 0; level < depth; level++) {
      const below = this.#levels[level]!;
      const parents = new Set<number>();
      for (const at of dirty) parents.add(Math.floor(at / 2));
      for (const at of parents) {
        this.#levels[level + 1]![at] = sumNode(below[2 * at]!, below[2 * at + 1] ?? zeroTop(level));
      }
      dirty = parents;
    }
    this.#dirty = new Set();
    return this.#levels.at(-1)![0] ?? zeroNode;
  }
}

/** Whether `leaf`, worth `worth`, is member `index` and the whole tree sums to `sum`. Never throws on malformed input. */
export function verifySumProof(
  root: Hash,
  tag: TreeTag,
  count: number,
  index: number,
  leaf: Uint8Array,
  worth: bigint,
  proof: readonly SumSibling[],
  sum: bigint,
): boolean {
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(index) || index < 0 || index >= count) return false;
  if (proof.length !== depthOf(count) || proof.length > treeDepthMax[tag]) return false;
  if (worth < 0n || worth > sumMax) return false;
  let top: SumNode = { hash: leaf, sum: worth };
  let at = index;
  for (const step of proof) {
    const sibling = { hash: fromHex(step.hash), sum: step.sum };
    if (sibling.sum < 0n || sibling.sum + top.sum > sumMax) return false;
    top = at % 2 === 0 ? sumNode(top, sibling) : sumNode(sibling, top);
    at = Math.floor(at / 2);
  }
  return top.sum === sum && sumRootHash(tag, count, top) === root;
}
