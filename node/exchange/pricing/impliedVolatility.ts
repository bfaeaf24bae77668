import { moneyness, outOfTheMoneyValue } from './black76.ts';
import { log } from './log.ts';
import { normalDensity } from './normal.ts';

/** The volatility of a price, or why there is none. */
export type ImpliedVolatility =
  | { readonly volatility: number }
  /** After expiry a price says nothing about volatility. */
  | { readonly code: 'OPTION_EXPIRED' }
  /** The discounted payoff at the forward is the least that the option is worth. */
  | { readonly code: 'PRICE_BELOW_INTRINSIC'; readonly least: number }
  /** A call is worth less than the discounted forward, a put less than the discounted strike. */
  | { readonly code: 'PRICE_ABOVE_BOUND'; readonly bound: number };

const stepsMax = 200;

/**
 * The volatility a year at which Black-76 gives `price`; 0 where that is the discounted payoff itself.
 * Newton's steps for ln(value/target) below the inflection √(−2·logRatio), for the value above it, and a bisection wherever
 * a step would leave what is known to hold the root. What is in the money is solved by its counterpart out of the money: its
 * digits below those of forward less strike are lost. Requirements: those of `optionValue`.
 */
export function impliedVolatility(
  isCall: boolean,
  forward: number,
  strike: number,
  years: number,
  discount: number,
  price: number,
): ImpliedVolatility {
  if (!(years > 0)) return { code: 'OPTION_EXPIRED' };
  const least = forward > strike === isCall ? discount * Math.abs(forward - strike) : 0;
  if (!(price >= least)) return { code: 'PRICE_BELOW_INTRINSIC', least };
  const bound = discount * (isCall ? forward : strike);
  const low = forward < strike ? forward : strike;
  const target = (price - least) / discount;
  if (!(price < bound && target < low)) return { code: 'PRICE_ABOVE_BOUND', bound };
  if (target === 0) return { volatility: 0 };
  return { volatility: deviationOf(low, moneyness(forward, strike), target) / Math.sqrt(years) };
}

/** The deviation at which `outOfTheMoneyValue` is `target`, which lies between 0 and `low`. */
function deviationOf(low: number, logRatio: number, target: number): number {
  let s = logRatio < 0 ? Math.sqrt(-2 * logRatio) : (2.5 * target) / low;
  const isTail = logRatio < 0 && target < outOfTheMoneyValue(low, logRatio, s);
  let least = 0;
  let most = Infinity;
  for (let step = 0; step < stepsMax; step += 1) {
    const value = outOfTheMoneyValue(low, logRatio, s);
    if (value === target) break;
    if (value < target) least = s;
    else most = s;
    const slope = low * normalDensity(logRatio / s + 0.5 * s);
    const next = s - (isTail ? log(value / target) * value : value - target) / slope;
    const isInside = next > least && next < most;
    const s2 = isInside ? next : most === Infinity ? 2 * s : 0.5 * (least + most);
    if (s2 === s || s2 === least || s2 === most) break;
    s = s2;
  }
  return s;
}
