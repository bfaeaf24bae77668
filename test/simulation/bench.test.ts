import { describe, expect, test } from 'vitest';
import { simulateFinality } from '../bench/simulatedFinality.ts';

/** Round figures instead of measured ones, so that a run gives the same on every machine. */
const costs = { inputMs: 0.05, signMs: 0.05, verifyMs: 0.1, traderCheckMs: 0.05, syncMs: 0.5 };

describe('simulated finality', () => {
  const run = (linkMs: readonly [number, number]) =>
    simulateFinality({ validators: 4, linkMs, blocks: 20, perSecond: 200, costs });
  const near = run([0.1, 0.3]);

  test('is measured of every block at every validator, and of every transaction at one', () => {
    const { empty, loaded } = near;
    expect(empty.count).toBeGreaterThan(60);
    expect(loaded.executedPerSecond).toBeGreaterThan(100);
    expect(loaded.notOk).toEqual({});
    expect(loaded.busiestShare).toBeGreaterThan(0.05);
    expect(loaded.busiestShare).toBeLessThan(1);
  });

  test('takes three messages and three syncs at least, and a transaction one of each more', () => {
    const { empty, loaded } = near;
    expect(empty.finalityMsP50).toBeGreaterThan(3 * 0.1 + 2 * 0.5);
    expect(loaded.finalityMsP50).toBeGreaterThan(empty.finalityMsP50);
    expect(empty.finalityMsP99).toBeGreaterThanOrEqual(empty.finalityMsP50);
    expect(loaded.finalityMsP99).toBeGreaterThanOrEqual(loaded.finalityMsP50);
  });

  test('is the same in every run, and grows with the distance', () => {
    const withoutCpu = ({ empty, loaded }: typeof near) => [empty.finalityMsP50, loaded.count, loaded.finalityMsP99];
    expect(withoutCpu(run([0.1, 0.3]))).toEqual(withoutCpu(near));
    expect(run([5, 10]).empty.finalityMsP50).toBeGreaterThan(near.empty.finalityMsP50 + 10);
  });
});
