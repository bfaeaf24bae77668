import { expect, test } from 'vitest';
import { Bodies, type Body } from '../../../node/mempool/bodies.ts';
import type { Hash } from '../../../node/types/ids.ts';
import type { Transaction } from '../../../node/types/transaction.ts';

const hash = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}` as Hash;
const body = (n: number): Body => ({
  hash: hash(n),
  transaction: {} as Transaction,
  bytes: new Uint8Array([n]),
});
const fill = (bodies: Bodies, count: number): void => {
  for (let n = 0; n < count; n++) bodies.add(body(n));
};

test('bodies are found by hash, and read in order of receipt', () => {
  const bodies = new Bodies(10);
  for (const n of [3, 1, 2]) bodies.add(body(n));
  expect(bodies.get(hash(1))?.bytes).toEqual(new Uint8Array([1]));
  expect([...bodies.all()].map((each) => each.hash)).toEqual([hash(3), hash(1), hash(2)]);
});

test('a full set says so, so that the door can refuse more', () => {
  const bodies = new Bodies(3);
  fill(bodies, 2);
  expect(bodies.isFull).toBe(false);
  fill(bodies, 3);
  expect(bodies.isFull).toBe(true);
  bodies.retire(hash(0));
  expect(bodies.isFull).toBe(false);
});

test('executed ones give room and can still be given to peers', () => {
  const bodies = new Bodies(10);
  fill(bodies, 1);
  bodies.retire(hash(0));
  expect(bodies.get(hash(0))).toBeUndefined();
  expect(bodies.recall(hash(0))).toBeDefined();
  expect(bodies.size).toBe(0);
});

test('executed ones are remembered in bounded number, the newest', () => {
  const bodies = new Bodies(100_000);
  fill(bodies, 9_000);
  for (let n = 0; n < 9_000; n++) bodies.retire(hash(n));
  expect(bodies.recall(hash(0))).toBeUndefined();
  expect(bodies.recall(hash(8_999))).toBeDefined();
});

test('dropped ones are gone', () => {
  const bodies = new Bodies(10);
  fill(bodies, 2);
  bodies.delete(hash(0));
  expect(bodies.recall(hash(0))).toBeUndefined();
});
