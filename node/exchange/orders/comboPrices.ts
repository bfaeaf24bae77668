import type { Side } from '../../types/transaction.ts';

/** A leg of which a price is to be found. */
export interface UnpricedLeg {
  readonly side: Side;
  /** Lots a unit. */
  readonly ratio: number;
  /** Micro-USDC a lot: one tick, and the mark price. */
  readonly tickValue: number;
  readonly markPerLot: number;
  /** The lowest and the highest price that it may have, ticks. */
  readonly least: number;
  readonly most: number;
}

/** What one tick of a leg moves the cost of a unit by, micro-USDC. */
const weightOf = ({ ratio, tickValue }: Pick<UnpricedLeg, 'ratio' | 'tickValue'>): number => ratio * tickValue;

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

/** The greatest number that divides all of them; safe integers above 0. */
export const commonDivisor = (numbers: readonly number[]): number =>
  Number(numbers.reduce((divisor, each) => gcd(divisor, BigInt(each)), 0n));

/** Micro-USDC of which every cost of a unit at whole ticks is a multiple. */
export const costStep = (legs: readonly Pick<UnpricedLeg, 'ratio' | 'tickValue'>[]): number =>
  commonDivisor(legs.map(weightOf));

/** The remainder from 0 on. */
const modulo = (value: bigint, divisor: bigint): bigint => ((value % divisor) + divisor) % divisor;

/** What `value` times it is 1 modulo `divisor`; they have no common divisor. */
function inverse(value: bigint, divisor: bigint): bigint {
  let [before, now] = [0n, 1n];
  for (let [large, small] = [divisor, modulo(value, divisor)]; small > 1n;) {
    [before, now] = [now, before - (large / small) * now];
    [large, small] = [small, large % small];
  }
  return modulo(now, divisor);
}

/**
 * Prices of the legs at which a unit costs exactly `cost` micro-USDC: where two combos trade with one another, one price is
 * agreed, that of the whole. Undefined where a leg would leave its limits, or where no whole ticks make up the cost.
 *
 * What the cost is off mark falls on all legs at the same rate, bought ones dearer and sold ones cheaper (or the other way round),
 * rounded to the nearest tick, halves up. The leg of which a tick moves the cost least (of several the last) takes what rounding
 * leaves; where the others' ticks would leave it no whole number, each goes to the nearest price that does, the costliest
 * tick first. Both sides get the same prices: nothing here knows who buys.
 * Source: docs/spec/exchange.md, Combos; docs/adr/0207.
 */
export function legPrices(legs: readonly UnpricedLeg[], cost: number): number[] | undefined {
  const all = legs.map((leg, at) => ({
    at,
    sign: leg.side === 'buy' ? 1n : -1n,
    weight: BigInt(weightOf(leg)),
    tick: BigInt(leg.tickValue),
    mark: BigInt(leg.markPerLot),
    value: BigInt(leg.ratio * leg.markPerLot),
  }));
  const value = all.reduce((sum, leg) => sum + leg.value, 0n);
  const off = BigInt(cost) - all.reduce((sum, leg) => sum + leg.sign * leg.value, 0n);
  const prices: number[] = [];
  let left = BigInt(cost);
  const costliestFirst = [...all].sort((a, b) => (a.weight < b.weight ? 1 : a.weight > b.weight ? -1 : a.at - b.at));
  for (const [turn, { at, sign, weight, tick, mark }] of costliestFirst.entries()) {
    // What later legs can make up is a multiple of this; nothing for the last one.
    const later = costliestFirst.slice(turn + 1).reduce((divisor, leg) => gcd(divisor, leg.weight), 0n);
    const divisor = gcd(weight, later);
    if (left % divisor !== 0n) return undefined;
    let price = (sign * left) / weight;
    if (later > 0n) {
      const period = later / divisor;
      const nearest = floorDiv(2n * mark * (value + sign * off) + value * tick, 2n * value * tick);
      const up = modulo(sign * (left / divisor) * inverse(weight / divisor, period) - nearest, period);
      price = nearest + (2n * up <= period ? up : up - period);
    }
    if (price < legs[at]!.least || price > legs[at]!.most) return undefined;
    prices[at] = Number(price);
    left -= sign * weight * price;
  }
  return prices;
}

const floorDiv = (value: bigint, divisor: bigint): bigint => (value - modulo(value, divisor)) / divisor;
