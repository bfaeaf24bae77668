import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../../node/codec/hex.ts';
import { MerkleTree, depthOf, leafHash, nodeHash, rootHash, verifyProof } from '../../../node/crypto/merkle.ts';
import { SumTree, sumNode, verifySumProof } from '../../../node/crypto/sumTree.ts';
import { zeroHash } from '../../../node/types/ids.ts';
import type { Hash } from '../../../node/types/ids.ts';

const leaf = (n: number) => leafHash('S', new Uint8Array([n >> 8, n & 255]));
const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => leaf(i));

describe('the Merkle tree', () => {
  test('a tree built step by step equals one built at once, whatever the order of updates', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.tuple(fc.nat(39), fc.nat(60000), fc.boolean()), { maxLength: 30 }),
        (count, updates) => {
          const leaves = leavesOf(count);
          const tree = new MerkleTree('S');
          leaves.forEach((hash, i) => {
            tree.set(i, hash);
            if (i % 5 === 0) tree.root();
          });
          for (const [at, value, look] of updates) {
            leaves[at % count] = leaf(value);
            tree.set(at % count, leaf(value));
            if (look) tree.root();
          }
          expect(tree.root()).toBe(new MerkleTree('S', leaves).root());
        },
      ),
    );
  });

  test('every leaf of every size is provable, and only at its own index, count, tag and length', () => {
    for (const count of [1, 2, 3, 4, 5, 8, 9, 17]) {
      const tree = new MerkleTree('S', leavesOf(count));
      const root = tree.root();
      for (let i = 0; i < count; i++) {
        const proof = tree.proof(i);
        expect(proof.length).toBe(depthOf(count));
        expect(verifyProof(root, 'S', count, i, leaf(i), proof)).toBe(true);
        expect(verifyProof(root, 'W', count, i, leaf(i), proof)).toBe(false);
        expect(verifyProof(root, 'S', count + 1, i, leaf(i), proof)).toBe(false);
        expect(verifyProof(root, 'S', count, i + 2 ** proof.length, leaf(i), proof)).toBe(false);
        expect(verifyProof(root, 'S', count, i, leaf(i), [...proof, zeroHash])).toBe(false);
        expect(verifyProof(root, 'S', count, (i + 1) % 20, leaf(i), proof)).toBe(false);
      }
    }
  });

  test('an inner node cannot be shown as a leaf, nor padding as a member', () => {
    const tree = new MerkleTree('S', leavesOf(3));
    const inner = nodeHash(leaf(0), leaf(1));
    expect(verifyProof(tree.root(), 'S', 2, 0, inner, [tree.proof(0)[1]!])).toBe(false);
    expect(verifyProof(tree.root(), 'S', 3, 3, new Uint8Array(32), tree.proof(2))).toBe(false);
    expect(verifyProof(rootHash('S', 0, new Uint8Array(32)), 'S', 0, 0, new Uint8Array(32), [])).toBe(false);
  });

  test('a leaf cannot be set beyond the next free index', () => {
    expect(() => new MerkleTree('S').set(1, leaf(0))).toThrow();
  });

  test('a tree of chains is full at 16', () => {
    const tree = new MerkleTree('C', leavesOf(16));
    expect(() => tree.set(16, leaf(16))).toThrow(expect.objectContaining({ code: 'TREE_FULL' }));
  });
});

describe('the Merkle-sum tree', () => {
  const build = (worths: readonly bigint[]) => {
    const tree = new SumTree('E');
    worths.forEach((worth, i) => tree.set(i, leaf(i), worth));
    return tree;
  };

  test('its sum is the sum of its leaves and every leaf proves it', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 1n << 100n }), { minLength: 1, maxLength: 20 }), (worths) => {
        const tree = build(worths);
        const sum = worths.reduce((a, b) => a + b, 0n);
        expect(tree.sum()).toBe(sum);
        worths.forEach((worth, i) => {
          expect(verifySumProof(tree.root(), 'E', worths.length, i, leaf(i), worth, tree.proof(i), sum)).toBe(true);
          expect(verifySumProof(tree.root(), 'E', worths.length, i, leaf(i), worth + 1n, tree.proof(i), sum)).toBe(
            false,
          );
          expect(verifySumProof(tree.root(), 'E', worths.length, i, leaf(i), worth, tree.proof(i), sum + 1n)).toBe(
            false,
          );
        });
      }),
    );
  });

  test('a sum beyond 128 bits is refused instead of wrapping', () => {
    const half = { hash: leaf(0), sum: 1n << 127n };
    expect(() => sumNode(half, half)).toThrow(expect.objectContaining({ code: 'SUM_OVERFLOW' }));
    const proof = [{ hash: toHex<Hash>(leaf(1)), sum: (1n << 128n) - 1n }];
    expect(verifySumProof(zeroHash, 'E', 2, 0, leaf(0), 1n, proof, 0n)).toBe(false);
  });

  test('an update moves root and sum', () => {
    const tree = build([5n, 6n, 7n]);
    tree.root();
    tree.set(1, leaf(1), 60n);
    expect(tree.sum()).toBe(72n);
    expect(tree.root()).toBe(build([5n, 60n, 7n]).root());
  });
});
