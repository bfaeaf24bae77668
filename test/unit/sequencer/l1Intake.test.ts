import { describe, expect, test } from 'vitest';
import { l1ItemsEnough, takeL1, type L1Intake } from '../../../node/sequencer/l1Intake.ts';
import type { L1Block } from '../../../node/sequencer/ports.ts';
import { type Hash, zeroAddress, zeroHash } from '../../../node/types/ids.ts';
import type { DepositItem, L1Cut } from '../../../node/types/settlement.ts';

const hash = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}` as Hash;
const cutAt = (number: number): L1Cut => ({ chainId: 1, number, hash: number === 0 ? zeroHash : hash(number) });
const start = cutAt(0);

/** L1 as one node has read it: the numbers of items by block number. */
class ReadChain {
  readonly #blocks = new Map<number, L1Block>();
  #deposits = 0n;

  constructor(itemsAt: Readonly<Record<number, number>>) {
    for (const [number, count] of Object.entries(itemsAt)) {
      const items = Array.from({ length: count }, () => this.#deposit(Number(number)));
      this.#blocks.set(Number(number), { hash: hash(Number(number)), timestampS: 12 * Number(number), items });
    }
  }

  #deposit(l1Block: number): DepositItem {
    const index = this.#deposits++;
    return { kind: 'deposit', index, token: 0, from: zeroAddress, owner: zeroAddress, subNo: 0, amount: 1n, l1Block };
  }

  block(chainId: number, number: number): L1Block | undefined {
    return chainId === 1 ? this.#blocks.get(number) : undefined;
  }
}

const take = (itemsAt: Readonly<Record<number, number>>, from: L1Cut, cut: L1Cut, multiple = 1): L1Intake =>
  takeL1(new ReadChain(itemsAt), from, cut, multiple);
const taken = (intake: L1Intake): unknown =>
  intake.type === 'taken' ? { count: intake.items.length, upTo: intake.cut } : intake;

describe('what one executed block takes in of L1 (rule 12)', () => {
  test('everything up to the agreed cut while that is little', () => {
    expect(taken(take({ 1: 3, 2: 0, 3: 4 }, start, cutAt(3)))).toEqual({ count: 7, upTo: cutAt(3) });
    expect(taken(take({ 1: 3, 2: 0, 3: 4 }, cutAt(1), cutAt(3)))).toEqual({ count: 4, upTo: cutAt(3) });
  });

  test('no L1 block further once 1,024 items are reached', () => {
    expect(l1ItemsEnough).toBe(1_024);
    expect(taken(take({ 1: 700, 2: 700, 3: 700 }, start, cutAt(3)))).toEqual({ count: 1_400, upTo: cutAt(2) });
    expect(taken(take({ 1: 1_023, 2: 0, 3: 1, 4: 0 }, start, cutAt(4)))).toEqual({ count: 1_024, upTo: cutAt(3) });
  });

  test('an L1 block is never split, however many items it has', () => {
    expect(taken(take({ 1: 5_000, 2: 1 }, start, cutAt(2)))).toEqual({ count: 5_000, upTo: cutAt(1) });
  });

  test('every item once and in the chain’s order, over as many blocks as it takes', () => {
    const chain = new ReadChain({ 1: 600, 2: 600, 3: 0, 4: 2_000, 5: 1, 6: 1 });
    const indices: bigint[] = [];
    let blocks = 0;
    for (let from = start; from.number < 6; blocks++) {
      const intake = takeL1(chain, from, cutAt(6), 1);
      if (intake.type !== 'taken') throw new Error(intake.type);
      indices.push(...intake.items.map((item) => (item as DepositItem).index));
      from = intake.cut;
    }
    expect(blocks).toBe(3);
    expect(indices).toEqual(Array.from({ length: 3_202 }, (_, n) => BigInt(n)));
  });

  test('nothing when the cut did not move', () => {
    expect(take({}, cutAt(5), cutAt(5))).toEqual({ type: 'unmoved' });
  });

  test('only multiples of k are read, also after a start in between', () => {
    expect(taken(take({ 4: 1, 8: 2, 12: 3 }, cutAt(2), cutAt(12), 4))).toEqual({ count: 6, upTo: cutAt(12) });
  });

  test('with the time of the last block taken in, which says what is final there', () => {
    expect(take({ 1: 700, 2: 700, 3: 700 }, start, cutAt(3))).toMatchObject({ timestampS: 24 });
    expect(take({ 1: 1, 2: 1, 3: 1 }, start, cutAt(3))).toMatchObject({ timestampS: 36 });
  });

  test('nothing before the cut’s own block is here, so that all nodes take the same', () => {
    expect(take({ 1: 2_000, 2: 1 }, start, cutAt(3))).toEqual({ type: 'missing', number: 3 });
    expect(take({ 1: 1, 3: 1 }, start, cutAt(3))).toEqual({ type: 'missing', number: 2 });
  });

  test('nothing when the cut’s block is another one here', () => {
    const agreed = { ...cutAt(2), hash: hash(99) };
    expect(take({ 1: 2_000, 2: 1 }, start, agreed)).toEqual({ type: 'mismatch', number: 2, own: hash(2) });
  });
});
