import { secondsPerYear } from '../../pricing/black76.ts';
import { exp } from '../../pricing/exp.ts';
import { log } from '../../pricing/log.ts';
import type { ExpiryMarket } from './market.ts';
import type { PortfolioParameters } from './parameters.ts';

const daySeconds = 86_400;
const monthSeconds = 30 * daySeconds;

/** What all options of an expiry share, from its market and the parameters. */
export interface ExpiryFactors {
  readonly years: number;
  readonly rootYears: number;
  readonly forward: number;
  readonly discount: number;
  /** Factors on volatility of the shocks `up` and `down`. */
  readonly volatilityUp: number;
  readonly volatilityDown: number;
  /** Factors on the expiry's shocked value where it is 0 or more, and where it is less. */
  readonly gainFactor: number;
  readonly lossFactor: number;
  /** Share of its loss by the basis. */
  readonly basisShare: number;
}

/** Rules: docs/spec/margin.md, Expiries. Requires a rate whose products with the time left stay below 700. */
export function expiryFactors(
  { secondsLeft, forwardSettled, forwardMoving, rate }: ExpiryMarket,
  { volatility, gainDiscount, lossDiscount, basis }: PortfolioParameters,
): ExpiryFactors {
  const seconds = Math.max(secondsLeft, 0);
  const years = seconds / secondsPerYear;
  const rateUsed = Math.max(rate, 0);
  const discount = exp(-rateUsed * years);
  const power = seconds <= monthSeconds ? volatility.shortTermPower : volatility.longTermPower;
  const stretch = exp(power * log(monthSeconds / Math.max(seconds, volatility.daysMin * daySeconds, 1)));
  const gain = gainDiscount.base * exp(-years * (rateUsed * gainDiscount.rateFactor + gainDiscount.rateSpread));
  const loss = lossDiscount.base * exp(years * (rateUsed * lossDiscount.rateFactor + lossDiscount.rateSpread));
  return {
    years,
    rootYears: Math.sqrt(years),
    forward: forwardSettled + forwardMoving,
    discount,
    volatilityUp: 1 + volatility.rangeUp * stretch,
    volatilityDown: Math.max(0, 1 - volatility.rangeDown * stretch),
    gainFactor: gain,
    // A debt is never discounted by more than undoes the market's own discount.
    lossFactor: Math.min(1 / discount, loss),
    basisShare: basis.addFactor + basis.yearFactor * years,
  };
}
