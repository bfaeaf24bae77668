import { keccak } from './keccak.ts';

/** Bytes of a path and of a digest. */
const hashBytes = 32;
const fan = 16;
/** Nibbles of a path. */
const depthMax = 2 * hashBytes;
const root = 0;
const leafTag = 0;
const innerTag = 1;
const firstRoom = 16;

const nibble = (path: Uint8Array, at: number, depth: number): number => {
  const byte = path[at + (depth >>> 1)]!;
  return (depth & 1) === 0 ? byte >>> 4 : byte & 15;
};

/** Twice the room, with what is there. */
function grown<Room extends Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(room: Room): Room {
  const larger = new (room.constructor as new (length: number) => Room)(2 * room.length);
  larger.set(room);
  return larger;
}

/**
 * A digest over a set of rows that costs what has changed. Each row has a path of 32 bytes, evenly spread, and a digest. Rows are
 * leaves of a tree with a child for each nibble of the path; there is an inner node for every beginning of a path that two
 * rows or more have in common. So the tree, and its digest, follow from the rows alone, whatever their history.
 *
 *     leaf  = keccak(00 ‖ path ‖ row)
 *     inner = keccak(01 ‖ u16 which children there are, the first one's bit the lowest ‖ their digests)
 *
 * The root is an inner node, also with one child or none. A compact sparse Merkle tree
 * with paths of nibbles; the idea is that of Diem's Jellyfish Merkle tree (Gao, Hu, Wu, 2021).
 */
export class RowTree {
  /** Path and digest of the row of each leaf. */
  #leaves = new Uint8Array(2 * hashBytes * firstRoom);
  #leavesUsed = 0;
  readonly #freeLeaves: number[] = [];
  /** Sixteen children of each inner node: 0 none, n + 1 inner node n, −(n + 1) leaf n. */
  #children = new Int32Array(fan * firstRoom);
  #digests = new Uint8Array(hashBytes * firstRoom);
  /** 1 where the digest is not that of the children. */
  #stale = new Uint8Array(firstRoom).fill(1);
  #nodesUsed = 1;
  readonly #freeNodes: number[] = [];
  readonly #way = new Int32Array(depthMax);

  /** Sets the digest of the row with a path. */
  put(path: Uint8Array, row: Uint8Array): void {
    const depth = this.#descend(path);
    const node = this.#way[depth]!;
    const place = fan * node + nibble(path, 0, depth);
    const child = this.#children[place]!;
    if (child === 0) this.#children[place] = -(this.#openLeaf(path, row) + 1);
    else if (this.#isAt(-child - 1, path)) this.#leaves.set(row, 2 * hashBytes * (-child - 1) + hashBytes);
    else this.#split(place, -child - 1, depth + 1, path, row);
  }

  /** Takes out the row with a path, if it is there. */
  delete(path: Uint8Array): void {
    let depth = this.#descend(path);
    const place = fan * this.#way[depth]! + nibble(path, 0, depth);
    const leaf = -this.#children[place]! - 1;
    if (leaf < 0 || !this.#isAt(leaf, path)) return;
    this.#children[place] = 0;
    this.#freeLeaves.push(leaf);
    // What is left of an inner node may be one row, which then stands where the node stood.
    for (; depth > 0; depth--) {
      const only = this.#onlyLeaf(this.#way[depth]!);
      if (only === 0) return;
      this.#closeNode(this.#way[depth]!);
      this.#children[fan * this.#way[depth - 1]! + nibble(path, 0, depth - 1)] = only;
    }
  }

  /** Bytes that are taken: some 100 a row. */
  get capacity(): number {
    return this.#leaves.length + 4 * this.#children.length + this.#digests.length + this.#stale.length;
  }

  /** The digest of all rows. */
  root(): Uint8Array {
    return this.#digestOf(root).slice();
  }

  /** Goes as far as inner nodes go; `#way` holds them from the root on. Their digests will have to be made again. */
  #descend(path: Uint8Array): number {
    for (let node = root, depth = 0; ; depth++) {
      this.#way[depth] = node;
      this.#stale[node] = 1;
      const child = this.#children[fan * node + nibble(path, 0, depth)]!;
      if (child <= 0) return depth;
      node = child - 1;
    }
  }

  #isAt(leaf: number, path: Uint8Array): boolean {
    const at = 2 * hashBytes * leaf;
    for (let i = 0; i < hashBytes; i++) if (this.#leaves[at + i] !== path[i]) return false;
    return true;
  }

  /** Puts inner nodes where a leaf stood, down to where its path and the new one part. */
  #split(from: number, leaf: number, top: number, path: Uint8Array, row: Uint8Array): void {
    const at = 2 * hashBytes * leaf;
    let place = from;
    for (let depth = top; ; depth++) {
      const node = this.#openNode();
      this.#children[place] = node + 1;
      const theirs = fan * node + nibble(this.#leaves, at, depth);
      place = fan * node + nibble(path, 0, depth);
      if (place === theirs) continue;
      this.#children[theirs] = -(leaf + 1);
      this.#children[place] = -(this.#openLeaf(path, row) + 1);
      return;
    }
  }

  /** The child of a node that has only one, a leaf; 0: it has others. */
  #onlyLeaf(node: number): number {
    let only = 0;
    for (let place = fan * node; place < fan * (node + 1); place++) {
      const child = this.#children[place]!;
      if (child === 0) continue;
      if (child > 0 || only !== 0) return 0;
      only = child;
    }
    return only;
  }

  #openLeaf(path: Uint8Array, row: Uint8Array): number {
    const leaf = this.#freeLeaves.pop() ?? this.#leavesUsed++;
    const at = 2 * hashBytes * leaf;
    if (at === this.#leaves.length) this.#leaves = grown(this.#leaves);
    this.#leaves.set(path, at);
    this.#leaves.set(row, at + hashBytes);
    return leaf;
  }

  #openNode(): number {
    const node = this.#freeNodes.pop() ?? this.#nodesUsed++;
    if (node === this.#stale.length) {
      this.#children = grown(this.#children);
      this.#digests = grown(this.#digests);
      this.#stale = grown(this.#stale);
    }
    this.#stale[node] = 1;
    return node;
  }

  #closeNode(node: number): void {
    this.#children.fill(0, fan * node, fan * (node + 1));
    this.#freeNodes.push(node);
  }

  #digestOf(node: number): Uint8Array {
    const digest = this.#digests.subarray(hashBytes * node, hashBytes * (node + 1));
    if (this.#stale[node] === 0) return digest;
    const bytes = new Uint8Array(3 + fan * hashBytes);
    let present = 0;
    let length = 3;
    for (let at = 0; at < fan; at++) {
      const child = this.#children[fan * node + at]!;
      if (child === 0) continue;
      present |= 1 << at;
      bytes.set(child > 0 ? this.#digestOf(child - 1) : this.#leafDigest(-child - 1), length);
      length += hashBytes;
    }
    bytes[0] = innerTag;
    bytes[1] = present >>> 8;
    bytes[2] = present & 255;
    digest.set(keccak(bytes.subarray(0, length)));
    this.#stale[node] = 0;
    return digest;
  }

  #leafDigest(leaf: number): Uint8Array {
    const bytes = new Uint8Array(1 + 2 * hashBytes);
    bytes[0] = leafTag;
    bytes.set(this.#leaves.subarray(2 * hashBytes * leaf, 2 * hashBytes * (leaf + 1)), 1);
    return keccak(bytes);
  }
}
