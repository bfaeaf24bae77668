import { log } from '../exchange/pricing/log.ts';
import type { Random } from './random.ts';

/** Above 0, so that its logarithm is a number. */
const positive = (random: Random): number => 1 - random.next();

/** A standard normal number, by Marsaglia's polar method. */
export function normal(random: Random): number {
  for (;;) {
    const a = 2 * random.next() - 1;
    const b = 2 * random.next() - 1;
    const square = a * a + b * b;
    if (square > 0 && square < 1) return a * Math.sqrt((-2 * log(square)) / square);
  }
}

/**
 * What turns normal numbers into Student-t ones with four degrees of freedom and variance 1: one factor for all of a step, so that extremes come
 * together. χ² with four degrees of freedom is −2 ln of a product of two uniform numbers.
 */
export const fatTail = (random: Random): number => Math.sqrt(2 / (-2 * log(positive(random) * positive(random))));

/** How many events of a Poisson process come in a time in which `mean` are expected. */
export function poisson(random: Random, mean: number): number {
  let count = 0;
  for (let sum = -log(positive(random)); sum < mean; sum -= log(positive(random))) count += 1;
  return count;
}
