import { log } from './log.ts';
import { bell, normalDensity, scaledTail } from './normal.ts';

// Black (1976): European options on a forward F, paid for and settled in the quote currency. Units: prices in the quote
// currency for one unit of the underlying, volatility a year, time in years of 365 days. `deviation` is v·√T, the standard
// deviation of ln F at expiry; `discount` is what one unit of the currency at expiry is worth now.

export const secondsPerYear = 31_536_000;

/** An option's price and its derivatives. None is ever −0. */
export interface Greeks {
  readonly value: number;
  /** By the forward. */
  readonly delta: number;
  /** By the forward, twice. */
  readonly gamma: number;
  /** By the volatility, for 1.00 of it. */
  readonly vega: number;
  /** By the time that passes, for a day. */
  readonly theta: number;
  /** By the interest rate, for 1.00 of it; the forward stays. */
  readonly rho: number;
}

/**
 * What the option of a strike that is out of the money is worth, not discounted: the call where F ≤ K, the put where K ≤ F.
 * Both are the same function of the lower and the higher of the two, and of `logRatio` = ln(low/high) ≤ 0.
 *
 * With a, b = logRatio/s ± s/2, low·φ(a) = high·φ(b), so that low·Φ(a) − high·Φ(b) needs one exponential, and loses no
 * digits in the tails. Relative error below 10⁻¹⁵·(1 + |a|/s).
 */
export function outOfTheMoneyValue(low: number, logRatio: number, deviation: number): number {
  if (!(deviation > 0)) return 0;
  const middle = logRatio / deviation;
  const a = middle + 0.5 * deviation;
  const b = middle - 0.5 * deviation;
  const weight = low * bell(a);
  if (weight === 0) return a > 0 ? low : 0;
  if (a <= 0) return weight * (scaledTail(-a) - scaledTail(-b));
  return low - weight * (scaledTail(a) + scaledTail(-b));
}

/** ln of the lower of forward and strike over the higher. */
export const moneyness = (forward: number, strike: number): number =>
  forward < strike ? log(forward / strike) : log(strike / forward);

/**
 * An option's value. What is in the money is worth its counterpart out of the money and the difference of forward and strike
 * (put-call parity), so that parity holds to the last bits. At deviation 0 it is the discounted payoff.
 * Requires forward, strike, discount > 0, deviation ≥ 0.
 */
export function optionValue(
  isCall: boolean,
  forward: number,
  strike: number,
  deviation: number,
  discount: number,
): number {
  const low = forward < strike ? forward : strike;
  const value = discount * outOfTheMoneyValue(low, moneyness(forward, strike), deviation);
  return forward > strike === isCall ? value + discount * Math.abs(forward - strike) : value;
}

/**
 * Value and Greeks, analytically. At deviation 0 delta is that of the payoff (a half at the strike), gamma and vega are 0.
 * The interest rate is the one that gives the discount. Requirements: those of `optionValue`, years ≥ 0.
 * Source of the signs and scales: Hull, Options, Futures, and Other Derivatives, chapter 18; theta per calendar day.
 */
export function optionGreeks(
  isCall: boolean,
  forward: number,
  strike: number,
  volatility: number,
  years: number,
  discount: number,
): Greeks {
  const rootYears = Math.sqrt(years);
  const deviation = volatility * rootYears;
  const value = optionValue(isCall, forward, strike, deviation, discount);
  const shape = shapeAt(forward, strike, deviation);
  const vega = discount * forward * shape.density * rootYears;
  const decay = deviation > 0 ? (vega * volatility) / (2 * years) : 0;
  const carry = years > 0 ? (-log(discount) / years) * value : 0;
  return {
    value,
    delta: discount * (isCall ? shape.probability : shape.probability - 1) + 0,
    gamma: deviation > 0 ? (discount * shape.density) / (forward * deviation) : 0,
    vega,
    theta: (carry - decay) / 365 + 0,
    rho: -years * value + 0,
  };
}

/** Φ(d₁) and φ(d₁), and their limits at deviation 0. */
function shapeAt(forward: number, strike: number, deviation: number): { probability: number; density: number } {
  if (!(deviation > 0)) return { probability: forward > strike ? 1 : forward === strike ? 0.5 : 0, density: 0 };
  const d1 =
    (forward < strike ? moneyness(forward, strike) : -moneyness(forward, strike)) / deviation + 0.5 * deviation;
  const tail = bell(d1) * scaledTail(Math.abs(d1));
  return { probability: d1 > 0 ? 1 - tail : tail, density: normalDensity(d1) };
}
