import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keccak } from '../../../node/crypto/keccak.ts';
import { RowTree } from '../../../node/crypto/rowTree.ts';

type Rows = ReadonlyMap<string, Uint8Array>;

const bytesOf = (path: string): Uint8Array => Uint8Array.from(Buffer.from(path, 'hex'));
const rowOf = (value: number): Uint8Array => keccak(Uint8Array.of(value));

/** The digest as it is defined: nothing kept, nothing shared. */
function plainRoot(rows: Rows): Uint8Array {
  const inner = (paths: readonly string[], depth: number): Uint8Array => {
    const children = Array.from('0123456789abcdef', (digit) => paths.filter((path) => path[depth] === digit));
    const present = children.reduce((bits, { length }, at) => bits | (length > 0 ? 1 << at : 0), 0);
    const digests = children.filter(({ length }) => length > 0).map((below) => node(below, depth + 1));
    return keccak(Buffer.concat([Uint8Array.of(1, present >>> 8, present & 255), ...digests]));
  };
  const node = (paths: readonly string[], depth: number): Uint8Array => {
    if (paths.length > 1) return inner(paths, depth);
    return keccak(Buffer.concat([Uint8Array.of(0), bytesOf(paths[0]!), rows.get(paths[0]!)!]));
  };
  return inner([...rows.keys()], 0);
}

/** Few different beginnings, so that some rows share long ones. */
const path = fc
  .tuple(fc.integer({ min: 0, max: 64 }), fc.constantFrom('0', '1', 'f'), fc.constantFrom('0', '7'))
  .map(([shared, digit, filling]) => 'a'.repeat(shared).concat(digit).padEnd(64, filling).slice(0, 64));
const change = fc.record({ path, value: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }) });

describe('the tree over rows', () => {
  test('has the digest that its rows define, whatever their history and whenever it was asked before', () => {
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 8 }), (rounds) => {
        const tree = new RowTree();
        const rows = new Map<string, Uint8Array>();
        for (const round of rounds) {
          for (const { path: at, value } of round) {
            if (value === undefined) {
              tree.delete(bytesOf(at));
              rows.delete(at);
            } else {
              tree.put(bytesOf(at), rowOf(value));
              rows.set(at, rowOf(value));
            }
          }
          expect(tree.root()).toEqual(plainRoot(rows));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('holds many rows, and is empty again without them', () => {
    const paths = Array.from({ length: 3_000 }, (_, i) => keccak(Uint8Array.of(i >>> 8, i & 255)));
    const tree = new RowTree();
    const empty = tree.root();
    for (const [i, each] of paths.entries()) tree.put(each, rowOf(i & 255));
    const rows = new Map(paths.map((each, i) => [Buffer.from(each).toString('hex'), rowOf(i & 255)]));
    expect(tree.root()).toEqual(plainRoot(rows));
    for (const each of paths) tree.delete(each);
    expect(tree.root()).toEqual(empty);
  });

  test('takes no more room the longer rows come and go', () => {
    const tree = new RowTree();
    const come = (from: number): void => {
      const paths = Array.from({ length: 50 }, (_, i) => keccak(Uint8Array.of(from, i)).fill(from, 0, 4));
      for (const each of paths) tree.put(each, rowOf(1));
      for (const each of paths) tree.delete(each);
    };
    come(0);
    const { capacity } = tree;
    for (let round = 1; round < 50; round++) come(round);
    expect(tree.capacity).toBe(capacity);
  });
});
