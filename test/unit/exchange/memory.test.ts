import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HashIndex } from '../../../node/exchange/book/hashIndex.ts';
import { hashWords, readHash } from '../../../node/exchange/book/hashWords.ts';
import { OrderRows } from '../../../node/exchange/book/orderRows.ts';
import { UsedNonces } from '../../../node/exchange/accounts/usedNonces.ts';
import { IntegerTree } from '../../../node/exchange/ledger/integerTree.ts';
import { Journal } from '../../../node/exchange/ledger/journal.ts';
import { NumberTable } from '../../../node/exchange/ledger/numberTable.ts';
import { BrokenInvariant } from '../../../node/types/fault.ts';
import type { Hash } from '../../../node/types/ids.ts';
import { hashOf } from './venue.ts';

const words = (hash: Hash): Int32Array => {
  const read = new Int32Array(hashWords);
  readHash(hash, read);
  return read;
};

describe('an integer tree', () => {
  test.each([[31], [32], [1_000], [10_000_000], [2_147_483_647]])(
    'of keys up to %i finds every key and its neighbours as a sorted list does',
    (keyMax) => {
      const key = fc.oneof(
        fc.integer({ min: 0, max: keyMax }),
        fc.integer({ min: 0, max: Math.min(keyMax, 70) }),
        fc.integer({ min: Math.max(0, keyMax - 70), max: keyMax }),
      );
      fc.assert(
        fc.property(fc.array(fc.tuple(key, fc.boolean()), { maxLength: 80 }), fc.array(key), (changes, asked) => {
          const tree = new IntegerTree(keyMax);
          const expected = new Map<number, number>();
          for (const [each, isAdded] of changes) {
            if (isAdded) {
              tree.set(each, expected.size);
              expected.set(each, expected.size);
            } else {
              tree.delete(each);
              expected.delete(each);
            }
          }
          const keys = [...expected.keys()].sort((a, b) => a - b);
          expect([tree.first(), tree.last()]).toEqual([keys[0] ?? -1, keys.at(-1) ?? -1]);
          for (const each of [...asked, ...keys]) {
            expect(tree.get(each)).toBe(expected.get(each) ?? -1);
            expect(tree.above(each)).toBe(keys.find((other) => other > each) ?? -1);
            expect(tree.below(each)).toBe(keys.findLast((other) => other < each) ?? -1);
          }
        }),
      );
    },
  );
});

describe('the index of hashes', () => {
  test('finds what is in it and nothing else, also among hashes that begin and end alike', () => {
    const alike = (n: number): Hash =>
      `0x${'a'.repeat(20)}${n.toString(16).padStart(24, '0')}${'b'.repeat(20)}` as Hash;
    const name = fc.oneof(fc.nat(40).map(alike), fc.nat(1_000_000).map(hashOf));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.boolean()), { maxLength: 300 }), (changes) => {
        const rows = new OrderRows();
        const index = new HashIndex(rows);
        const expected = new Map<Hash, number>();
        for (const [hash, isAdded] of changes) {
          const slot = expected.get(hash);
          if (isAdded && slot === undefined) {
            const next = rows.open();
            rows.setHash(next, words(hash));
            index.add(next);
            expected.set(hash, next);
          } else if (!isAdded && slot !== undefined) {
            index.delete(slot);
            expected.delete(hash);
          }
        }
        for (const [hash] of changes) expect(index.find(words(hash))).toBe(expected.get(hash) ?? -1);
        expect(index.size).toBe(expected.size);
        for (const [hash, slot] of expected) expect(rows.hash(slot)).toBe(hash);
      }),
    );
  });

  test.each([['0x12'], [`0x${'A'.repeat(64)}`], [`0x${'g'.repeat(64)}`]])('takes no %s for a hash', (text) => {
    expect(() => words(text as Hash)).toThrow(BrokenInvariant);
  });
});

describe('used nonces', () => {
  test('are the highest 128 of all, and each can be taken back', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1_000), { maxLength: 400 }), fc.nat(400), (nonces, kept) => {
        const used = new UsedNonces('a/b');
        let expected: number[] = [];
        const added: [number, number, number[]][] = [];
        for (const nonce of nonces) {
          expect(used.has(nonce)).toBe(false);
          if (used.isBelow(nonce)) continue;
          const before = expected;
          added.push([nonce, used.add(nonce), before]);
          expected = [...expected, nonce].sort((a, b) => a - b).slice(-128);
          expect(used.list()).toEqual(expected);
          expect(used.has(nonce)).toBe(true);
        }
        while (added.length > kept) {
          const [nonce, dropped, before] = added.pop()!;
          used.takeBack(nonce, dropped);
          expect(used.list()).toEqual(before);
        }
      }),
    );
  });
});

describe('a table of numbers', () => {
  test('has a record from its first number on, and none again when that is taken back', () => {
    const journal = new Journal();
    const table = new NumberTable<string, 'a' | 'b'>(journal, ['a', 'b']);
    table.set('x', { a: 1, b: 2 });
    const mark = journal.mark();
    table.set('w', { a: 0, b: 0 });
    table.delete('x');
    expect([table.sortedKeys(), table.get('x'), table.size]).toEqual([['w'], undefined, 1]);
    journal.rollback(mark);
    expect([table.sortedKeys(), table.get('x'), table.get('w')]).toEqual([['x'], { a: 1, b: 2 }, undefined]);
  });
});
