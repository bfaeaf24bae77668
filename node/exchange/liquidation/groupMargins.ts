import type { BlockRun } from '../blockRun.ts';
import { marketGroupsOf } from '../genesis.ts';
import { mulDiv, safe } from '../integers.ts';
import type { GroupMargin } from '../records.ts';
import { maintenanceFor } from '../risk/positionMargin.ts';

/**
 * Notes what somebody loses in this block without an own wish: a position that expires or is deleveraged. If that ends in debt, there
 * may be no position left to say whose market it was. @param market its number @param lots signed
 */
export function noteEnded(run: BlockRun, index: number, market: number, lots: number): void {
  const { markets } = run.state;
  const { marketGroup } = markets.listing(market);
  const ended = run.ended.get(index) ?? new Map<number, number>();
  ended.set(marketGroup, (ended.get(marketGroup) ?? 0) + maintenanceFor(markets.at(market), lots));
  run.ended.set(index, ended);
}

/**
 * Maintenance margin of a subaccount's positions by market group, ascending, with what has ended in this block; the lowest group
 * where there is none at all.
 */
export function groupMargins(run: BlockRun, index: number): GroupMargin[] {
  const { markets, subaccounts, terms } = run.state;
  const { standings } = subaccounts;
  const margins = new Map(run.ended.get(index));
  for (let at = standings.first(index); at >= 0; at = standings.next(at)) {
    const market = standings.market(at);
    const { marketGroup } = markets.listing(market);
    const margin = maintenanceFor(markets.at(market), standings.lots(at));
    if (margin > 0) margins.set(marketGroup, safe((margins.get(marketGroup) ?? 0) + margin));
  }
  if (margins.size === 0) margins.set(marketGroupsOf(terms.inForce)[0]!, 0);
  return [...margins].map(([group, maintenance]) => ({ group, maintenance })).sort((a, b) => a.group - b.group);
}

/**
 * Splits an amount by weights into integers that sum to it: the largest remainder method, ties to the first. Without any weight all of
 * it is the first one's. Amount and weights are not negative, and there is a weight.
 */
export function largestRemainder(amount: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => safe(sum + weight), 0);
  if (total === 0) return weights.map((_, at) => (at === 0 ? amount : 0));
  const parts = weights.map((weight) => mulDiv(amount, weight, total, 'floor'));
  const remainders = weights.map((weight) => (BigInt(amount) * BigInt(weight)) % BigInt(total));
  const left = amount - parts.reduce((sum, part) => sum + part, 0);
  const order = weights.map((_, at) => at);
  order.sort((a, b) => (remainders[a] === remainders[b] ? a - b : remainders[a]! > remainders[b]! ? -1 : 1));
  for (const at of order.slice(0, left)) parts[at]! += 1;
  return parts;
}
