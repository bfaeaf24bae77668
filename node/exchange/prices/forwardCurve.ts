import type { AgreedPrices } from './agreedPrices.ts';
import { mulDiv, ppbOne } from '../integers.ts';
import { tenorPlace, tenorsMs } from './tenors.ts';

/** A forward lies between a half and twice the index. */
const ratioMin = ppbOne / 2;
const ratioMax = 2 * ppbOne;

/**
 * The forward price of the underlying, as parts per billion of its index: linear in time between the agreed points of the curve, from the
 * index itself today, and on in a straight line beyond the last. Each point is the ratio in parts per billion, a feed from
 * `curveFeed` on, by tenor. Undefined: a point that it takes is stale, or no ratio.
 */
export function forwardRatio(prices: AgreedPrices, curveFeed: number, leftMs: number): number | undefined {
  const { before, after } = tenorPlace(leftMs);
  const point = (tenor: number): number | undefined => {
    const agreed = prices.get(curveFeed + tenor);
    const isUsable = agreed !== undefined && !agreed.stale && agreed.price >= ratioMin && agreed.price <= ratioMax;
    return isUsable ? agreed.price : undefined;
  };
  const last = point(after);
  if (last === undefined) return undefined;
  if (before === after) return line(0, ppbOne, tenorsMs[after]!, last, Math.max(0, leftMs));
  const first = point(before);
  return first === undefined ? undefined : line(tenorsMs[before]!, first, tenorsMs[after]!, last, leftMs);
}

function line(fromMs: number, from: number, toMs: number, to: number, atMs: number): number {
  const ratio = from + mulDiv(to - from, atMs - fromMs, toMs - fromMs, 'floor');
  return Math.max(ratioMin, Math.min(ratioMax, ratio));
}
