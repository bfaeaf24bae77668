import { describe, expect, test } from 'vitest';
import { exp } from '../../../../node/exchange/pricing/exp.ts';
import { log } from '../../../../node/exchange/pricing/log.ts';
import { bell, normalCdf, normalDensity, scaledTail } from '../../../../node/exchange/pricing/normal.ts';
import { Exact, exact, exactCdf, exactDensity, relativeError } from './exact.ts';
import { randomNumbers } from './random.ts';

/** The largest relative error over arguments from a seed, so many of them from each stretch. */
function worstError(
  own: (x: number) => number,
  reference: (x: Exact) => Exact,
  ...stretches: readonly (readonly [from: number, to: number, count: number])[]
): number {
  const random = randomNumbers(7);
  let worst = 0;
  for (const [from, to, count] of stretches) {
    for (let i = 0; i < count; i += 1) {
      const x = from + (to - from) * random();
      worst = Math.max(worst, relativeError(own(x), reference(exact(x))));
    }
  }
  return worst;
}

const exactExp = (x: Exact): Exact => Exact.exp(x);
const exactLog = (x: Exact): Exact => Exact.ln(x);

describe('the exponential', () => {
  test('is right to 3e-16 over all that gives a normal number, against 60 digits', () => {
    expect(worstError(exp, exactExp, [-708, 709.7, 1_200], [-1, 1, 300], [0.34, 0.3465, 300])).toBeLessThan(3e-16);
  });

  test('is exact at 0, ends in 0 below and Infinity above, and lets no bad number pass as a good one', () => {
    const ends = [0, -0, -745, -1e300, -Infinity, 710, Infinity];
    expect(ends.map(exp)).toEqual([1, 1, 0, 0, 0, Infinity, Infinity]);
    expect(exp(NaN)).toBeNaN();
    expect(relativeError(exp(709.78), exactExp(exact(709.78)))).toBeLessThan(3e-16);
    expect(exp(-744)).toBe(1e-323);
  });
});

describe('the logarithm', () => {
  test('is right to 4e-16, near 1 too, against 60 digits', () => {
    const stretches = [[0.5, 1.5, 800], [1 - 1e-6, 1 + 1e-6, 200], [1.4, 1.4142, 200], [0, 1e6, 200], [0, 1e-200, 100]] as const; // prettier-ignore
    expect(worstError(log, exactLog, ...stretches)).toBeLessThan(4e-16);
  });

  test('takes every number: 0, the smallest, the largest, and none that has no logarithm', () => {
    expect([log(1), log(0), log(Infinity)]).toEqual([0, -Infinity, Infinity]);
    expect([log(-1), log(-Infinity), log(NaN)]).toEqual([NaN, NaN, NaN]);
    for (const x of [5e-324, Number.MAX_VALUE]) expect(relativeError(log(x), exactLog(exact(x)))).toBeLessThan(4e-16);
  });
});

describe('the normal distribution', () => {
  test('is right to 2e-15 from the middle to the ends of both tails, against 60 digits', () => {
    expect(worstError(normalCdf, exactCdf, [-6, 6, 400], [-37, 8, 300])).toBeLessThan(2e-15);
    expect(worstError(normalDensity, exactDensity, [-37, 37, 300])).toBeLessThan(1e-15);
  });

  test('keeps its tail where it hardly is a number: 2.885428e-316 at −38, nothing at −39', () => {
    expect(normalCdf(-38)).toBe(2.88542835e-316);
    expect([normalCdf(-39), normalCdf(-Infinity), normalCdf(39), normalCdf(Infinity)]).toEqual([0, 0, 1, 1]);
    expect([normalCdf(0), normalCdf(-0), bell(0), bell(40)]).toEqual([0.5, 0.5, 1, 0]);
    expect([normalCdf(NaN), normalDensity(NaN)]).toEqual([NaN, NaN]);
  });

  test('the tail without its small factor is right to 1e-15, at the edges of its table too, and goes on beyond it', () => {
    const reference = (x: Exact): Exact => exactCdf(x.neg()).times(Exact.exp(x.times(x).div(2)));
    const edge = 1 / 32;
    const stretches = [[0, 60, 200], [edge - 1e-3, edge + 1e-3, 100]] as const; // prettier-ignore
    expect(worstError(scaledTail, reference, ...stretches)).toBeLessThan(1e-15);
    expect(worstError(scaledTail, reference, [38.6, 38.7, 50])).toBeLessThan(1e-12);
  });

  test('never falls as its argument grows', () => {
    for (let i = -40_000, last = 0; i <= 40_000; i += 1) {
      const value = normalCdf(i / 1_000);
      expect(value >= last).toBe(true);
      last = value;
    }
  });
});
