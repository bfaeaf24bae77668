import { blackScholes } from 'black-scholes';
import { getDelta, getGamma, getRho, getTheta, getVega } from 'greeks';
import type { UnderlyingMarket } from '../../../node/exchange/risk/portfolio/market.ts';
import { expiryFactors } from '../../../node/exchange/risk/portfolio/expiryFactors.ts';
import type { PortfolioParameters } from '../../../node/exchange/risk/portfolio/parameters.ts';

/**
 * The values of all options under all scenarios, and their Greeks, by npm's libraries: on spot instead of the forward, which is the
 * same where spot is the discounted forward. Skew scenarios take the volatility as it is. Returns a sum, so that nothing is left out.
 */
export function revalueWithPeers({ expiries }: UnderlyingMarket, parameters: PortfolioParameters): number {
  let sum = 0;
  for (const expiry of expiries) {
    const { years, forward, discount, volatilityUp, volatilityDown } = expiryFactors(expiry, parameters);
    const { rate, options } = expiry;
    const spot = forward * discount;
    const shocks = [
      ...[1, parameters.basis.spotUp, parameters.basis.spotDown].map((factor) => ({ spot: factor, volatility: 1 })),
      ...parameters.scenarios.map((scenario) => ({
        spot: scenario.spot,
        volatility: scenario.volatility === 'up' ? volatilityUp : scenario.volatility === 'down' ? volatilityDown : 1,
      })),
    ];
    for (const { strike, isCall, volatility } of options) {
      const kind = isCall ? 'call' : 'put';
      for (const shock of shocks) {
        sum += blackScholes(spot * shock.spot, strike, years, volatility * shock.volatility, rate, kind);
      }
      sum += getDelta(spot, strike, years, volatility, rate, kind);
      sum += getGamma(spot, strike, years, volatility, rate);
      sum += getVega(spot, strike, years, volatility, rate);
      sum += getTheta(spot, strike, years, volatility, rate, kind);
      sum += getRho(spot, strike, years, volatility, rate, kind);
    }
  }
  return sum;
}

/** One option by the peer, for a test that it computes the same thing. */
export const peerValue = (
  isCall: boolean,
  forward: number,
  strike: number,
  years: number,
  volatility: number,
  rate: number,
): number =>
  // prettier-ignore
  blackScholes(forward * Math.exp(-rate * years), strike, years, volatility, rate, isCall ? 'call' : 'put');
