import type { Side } from '../../types/transaction.ts';

/** What a leg of a combo could trade now, as it would trade it: never at a better price than before. */
export interface LegDepth {
  readonly side: Side;
  /** Lots a unit. */
  readonly ratio: number;
  /** Micro-USDC a lot. */
  readonly levels: readonly { readonly pricePerLot: number; readonly lots: number }[];
}

/** Units for which a leg has lots. */
export const unitsOf = ({ levels, ratio }: LegDepth): number =>
  Math.floor(levels.reduce((sum, { lots }) => sum + lots, 0) / ratio);

/** What the first units cost together, before fees; below zero: what they bring. */
export const comboCost = (legs: readonly LegDepth[], units: number): number =>
  legs.reduce((sum, leg) => sum + legCost(leg, units * leg.ratio), 0);

function legCost({ side, levels }: LegDepth, lots: number): number {
  let value = 0;
  let left = lots;
  for (const level of levels) {
    const taken = Math.min(left, level.lots);
    value += taken * level.pricePerLot;
    left -= taken;
    if (left === 0) break;
  }
  return side === 'buy' ? value : 0 - value;
}

/**
 * The most units of which the last one still costs no more than `limit`. No unit costs less than the one before it, so that
 * halving finds it: in levels times the digits of `most`.
 * Units: `limit` in micro-USDC a unit. Requires `most` to be no more than `unitsOf` any leg.
 */
export function unitsWithin(legs: readonly LegDepth[], most: number, limit: number): number {
  let [units, end] = [0, most];
  while (units < end) {
    const next = units + Math.ceil((end - units) / 2);
    if (comboCost(legs, next) - comboCost(legs, next - 1) <= limit) units = next;
    else end = next - 1;
  }
  return units;
}
