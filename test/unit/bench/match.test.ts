import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drive, tellsEveryFill } from '../../bench/match/drive.ts';
import { type CreateBook, engineNames, loadEngine } from '../../bench/match/engines.ts';
import { PlainBook, type PlainOrder } from '../../bench/match/plainBook.ts';
import { createWorkload, workloadNames } from '../../bench/match/workload.ts';

const small = { seed: 7, operations: 3_000, preload: 2_000 };

describe('the workloads of the matching benchmark', () => {
  test.each(workloadNames)('%s is the same for the same seed and another for another', (name) => {
    expect(createWorkload(name, small)).toEqual(createWorkload(name, small));
    expect(createWorkload(name, small).price).not.toEqual(createWorkload(name, { ...small, seed: 8 }).price);
  });

  test.each(workloadNames)('%s rests, cancels and trades as it says', (name) => {
    const { isCancel, answers, id, fills, preload, count, maxId, restingAfterPreload } = createWorkload(name, small);
    const measured = [...isCancel.keys()].slice(preload);
    const cancels = measured.filter((at) => isCancel[at] === 1);
    const takes = measured.filter((at) => isCancel[at] === 0 && answers[at]! > 0);
    expect(restingAfterPreload).toBe(small.preload);
    expect(cancels.length / small.operations).toBeCloseTo(0.35, 1);
    expect(takes.length / small.operations).toBeCloseTo(0.05, 1);
    expect(cancels.every((at) => answers[at]! > 0)).toBe(true);
    expect(fills.length / 4).toBeGreaterThanOrEqual(takes.length);
    expect([count, maxId]).toEqual([small.preload + small.operations, count - cancels.length]);
    expect(Math.max(...id)).toBe(maxId);
  });

  test('multi100 has a hundred markets, the first as popular as the second and third together', () => {
    const { symbol, symbols } = createWorkload('multi100', { ...small, operations: 20_000 });
    const of = (wanted: number): number => symbol.reduce((sum, each) => sum + Number(each === wanted), 0);
    expect([symbols, new Set(symbol).size]).toEqual([100, 100]);
    expect(of(0) / (of(1) + of(2))).toBeCloseTo(1.2, 0);
  });
});

describe('the plain book', () => {
  const order = (id: number, isBuy: boolean, price: number, left: number): PlainOrder => ({
    id,
    isBuy,
    price,
    left,
    at: 0,
  });

  test('trades the best price first, the oldest first at one price, at the price of the order that rests', () => {
    const book = new PlainBook();
    const fills: number[][] = [];
    const place = (...of: Parameters<typeof order>): number =>
      book.place(order(...of), (maker, taker, price, quantity) => fills.push([maker.id, taker.id, price, quantity]));
    for (const [id, price] of [[1, 102], [2, 101], [3, 101]] as const) place(id, false, price, 5); // prettier-ignore
    expect(place(4, true, 101, 12)).toBe(10);
    expect(fills).toEqual([[2, 4, 101, 5], [3, 4, 101, 5]]); // prettier-ignore
    expect([book.best(true), book.best(false)]).toEqual([101, 102]);
    expect(book.live.map(({ id, left }) => [id, left])).toEqual([[1, 5], [4, 2]]); // prettier-ignore
  });
});

describe('engines of the matching benchmark', () => {
  test.each(workloadNames)('the exchange tells every fill of %s as the plain book, whatever the seed', async (name) => {
    const create = await loadEngine('witan');
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const workload = createWorkload(name, { seed, operations: 2_000, preload: name === 'deep1m' ? 2_000 : 0 });
        expect(tellsEveryFill(create, workload)).toBe(true);
      }),
      { numRuns: 4 },
    );
  });

  test.each(engineNames)('%s answers as it should, and is measured', async (engine) => {
    for (const measures of ['throughput', 'latency'] as const) {
      const driven = await drive({ engine, workload: 'deep1m', measures, secondsMax: 60, ...small });
      expect(driven).toMatchObject({ operations: small.operations, agrees: true });
      expect(measures === 'throughput' ? driven.perCpuSecond : driven.nsP99).toBeGreaterThan(0);
      // How many there are is only true of a process of its own: here other tests' garbage is collected, too.
      expect(driven.bytesPerOrder).toSatisfy(Number.isInteger);
    }
  });

  test('one that overlooks a cancel, or takes the newest order first, is seen', async () => {
    const create = await loadEngine('witan');
    const forgetful: CreateBook = (options) => ({ ...create(options), cancel: () => 0 });
    const workload = createWorkload('single', { seed: 3, operations: 500 });
    expect(tellsEveryFill(forgetful, workload)).toBe(false);
    const swapped: CreateBook = (options) => {
      const { onFill } = options;
      return create({ ...options, onFill: (maker, taker, price, quantity) => onFill?.(taker, maker, price, quantity) });
    };
    expect(tellsEveryFill(swapped, workload)).toBe(false);
  });

  test('a measurement ends in time', async () => {
    const driven = await drive({
      engine: 'witan',
      workload: 'single',
      measures: 'throughput',
      secondsMax: 0,
      ...small,
    });
    expect(driven).toMatchObject({ operations: 0, agrees: true });
  });
});
