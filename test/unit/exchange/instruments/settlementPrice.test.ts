import { describe, expect, test } from 'vitest';
import {
  averaged,
  expectedSettlement,
  settlementPrice,
  settlementWindowMs,
  startAveraging,
  varianceMs,
  type Averaging,
} from '../../../../node/exchange/instruments/settlementPrice.ts';

const minuteMs = 60_000;
const expiryMs = 1_700_035_200_000;
const startMs = expiryMs - settlementWindowMs;

/** Blocks a minute apart from the beginning of the window on; 0 is a stale price. */
function run(prices: readonly number[], stepMs = minuteMs): { readonly average: Averaging; readonly timeMs: number } {
  let timeMs = startMs;
  let average = startAveraging(expiryMs, startMs, prices[0]!);
  for (const price of prices.slice(1)) {
    timeMs += stepMs;
    average = averaged(average, expiryMs, timeMs, price);
  }
  return { average, timeMs };
}
const settled = ({ average, timeMs }: ReturnType<typeof run>) => settlementPrice(average, expiryMs, timeMs);

describe('a settlement price', () => {
  test('is the average over the last half hour, each price weighing for as long as it held', () => {
    const prices = [...Array<number>(10).fill(90_000), ...Array<number>(20).fill(120_000), 500_000];
    expect(settled(run(prices))).toBe((10 * 90_000 + 20 * 120_000) / 30);
  });

  test('is not there before the expiry', () => {
    expect(settled(run(Array<number>(30).fill(90_000)))).toBeUndefined();
  });

  test('does not know what came after the expiry', () => {
    const prices = Array<number>(31).fill(90_000);
    const { average } = run(prices);
    const later = averaged(average, expiryMs, expiryMs + 45_000, 200_000);
    expect(settlementPrice(later, expiryMs, expiryMs + 45_000)).toBe(90_000);
  });

  test('takes the last fresh price for as long as there is none, up to ten minutes', () => {
    const prices = [...Array<number>(20).fill(90_000), ...Array<number>(10).fill(0), 120_000];
    // The first nine of these minutes have a price that was fresh when they began, the tenth block is stale itself.
    expect(settled(run(prices))).toBe(90_000);
  });

  test('waits where more is missing, until there are twenty minutes of fresh prices', () => {
    const prices = [...Array<number>(10).fill(90_000), ...Array<number>(20).fill(0)];
    expect(settled(run(prices))).toBeUndefined();
    const later = [...prices, ...Array<number>(11).fill(120_000)];
    expect(settled(run(later.slice(0, -1)))).toBeUndefined();
    expect(settled(run(later))).toBe((30 * 90_000 + 10 * 120_000) / 40);
  });

  test('does not count time for which there were no blocks as fresh', () => {
    expect(settled(run([90_000, 90_000], settlementWindowMs))).toBeUndefined();
  });

  test('never comes from nothing', () => {
    expect(settled(run(Array<number>(200).fill(0)))).toBeUndefined();
  });

  test('is expected to be what it would be if the index stayed', () => {
    const { average } = run(Array<number>(16).fill(90_000));
    expect(expectedSettlement(average, expiryMs, 120_000)).toBe(105_000);
    expect(expectedSettlement(startAveraging(expiryMs, startMs, 1), expiryMs, 120_000)).toBe(120_000);
  });
});

describe('the variance of an average', () => {
  test('is that of the time before the window and a third of the window', () => {
    expect(varianceMs(settlementWindowMs + 1_000)).toBe(1_000 + settlementWindowMs / 3);
    expect(varianceMs(settlementWindowMs)).toBe(settlementWindowMs / 3);
  });

  test('shrinks with the third power of what is left, to nothing', () => {
    expect(varianceMs(settlementWindowMs / 2)).toBe(settlementWindowMs / 24);
    expect(varianceMs(0)).toBe(0);
  });

  test('is what a simulated walk shows', () => {
    // Variance of the average of the last half of a window, of a walk with one unit of variance a step.
    const steps = 400;
    const left = 200;
    let expected = 0;
    for (let step = 0; step < left; step++) expected += ((left - step) / steps) ** 2;
    const ours = (varianceMs(settlementWindowMs / 2) / settlementWindowMs) * steps;
    expect(Math.abs(ours - expected) / expected).toBeLessThan(0.01);
  });
});
