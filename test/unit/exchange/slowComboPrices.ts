/** A leg of which a price is to be found: above 0 it buys. */
export interface SlowLeg {
  readonly sign: 1 | -1;
  readonly ratio: number;
  readonly tick: number;
  readonly mark: number;
  readonly least: number;
  readonly most: number;
}

const divisorOf = (numbers: readonly number[]): number => {
  for (let each = Math.min(...numbers); ; each--) if (numbers.every((number) => number % each === 0)) return each;
};

/**
 * Prices of legs that make up a cost, found by trying: each leg in turn, the one whose tick costs most first, goes to the price
 * nearest to its target (up before down) that leaves the others something they can make up. For small numbers.
 * Source: docs/spec/exchange.md, Combos; nothing of node/exchange is called.
 */
export function slowLegPrices(legs: readonly SlowLeg[], cost: number): number[] | undefined {
  const value = legs.reduce((sum, { ratio, mark }) => sum + ratio * mark, 0);
  const off = cost - legs.reduce((sum, { sign, ratio, mark }) => sum + sign * ratio * mark, 0);
  const order = legs.map((_, at) => at).sort((a, b) => legs[b]!.ratio * legs[b]!.tick - legs[a]!.ratio * legs[a]!.tick || a - b);
  const prices: number[] = [];
  let left = cost;
  while (order.length > 0) {
    const at = order.shift()!;
    const { sign, ratio, tick, mark, least, most } = legs[at]!;
    const later = order.map((each) => legs[each]!.ratio * legs[each]!.tick);
    const step = later.length === 0 ? 0 : divisorOf(later);
    if (left % divisorOf([ratio * tick, ...later]) !== 0) return undefined;
    const target = Math.floor((2 * mark * (value + sign * off) + value * tick) / (2 * value * tick));
    let price = (sign * left) / (ratio * tick);
    if (step > 0) {
      let away = 0;
      while ((left - sign * ratio * tick * (target + away)) % step !== 0) away = away > 0 ? -away : 1 - away;
      price = target + away;
    }
    if (price < least || price > most) return undefined;
    prices[at] = price;
    left -= sign * ratio * tick * price;
  }
  return prices;
} // prettier-ignore
