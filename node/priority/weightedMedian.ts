import { invariant } from '../types/fault.ts';

/** The least value such that the power of those at or below it is at least half of all. Needs one value at least. */
export function weightedMedian(values: readonly { readonly value: number; readonly power: number }[]): number {
  invariant(values.length > 0, 'a median needs a value');
  const ascending = [...values].sort((a, b) => a.value - b.value);
  const total = ascending.reduce((sum, each) => sum + each.power, 0);
  let power = 0;
  for (const each of ascending) {
    power += each.power;
    if (power * 2 >= total) return each.value;
  }
  return ascending.at(-1)!.value;
}
