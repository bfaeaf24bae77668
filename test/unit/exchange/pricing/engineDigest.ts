import { optionGreeks, optionValue } from '../../../../node/exchange/pricing/black76.ts';
import { exp } from '../../../../node/exchange/pricing/exp.ts';
import { impliedVolatility } from '../../../../node/exchange/pricing/impliedVolatility.ts';
import { log } from '../../../../node/exchange/pricing/log.ts';
import { normalCdf, normalDensity } from '../../../../node/exchange/pricing/normal.ts';
import { Digest } from './digest.ts';
import { randomNumbers } from './random.ts';

/** The bytes of what the pricing functions give for as many inputs from a seed, as one hash. Plain language only: it runs in other engines. */
export function pricingDigest(inputs: number, seed: number): string {
  const random = randomNumbers(seed);
  const digest = new Digest();
  for (let i = 0; i < inputs; i += 1) {
    digest.take(exp(1_500 * random() - 750));
    digest.take(log(2 * random()));
    digest.take(normalCdf(84 * random() - 42));
    digest.take(normalDensity(84 * random() - 42));
    const forward = 100_000 * random() + 1;
    const strike = forward * (3 * random() + 0.01);
    const isCall = random() < 0.5;
    const value = optionValue(isCall, forward, strike, 2 * random(), 0.9 + 0.2 * random());
    digest.take(value);
    // The solver and the Greeks take more time, and are made of the same parts.
    if (i % 20 !== 0) continue;
    const greeks = optionGreeks(isCall, forward, strike, 3 * random(), random(), 0.9);
    for (const each of [greeks.value, greeks.delta, greeks.gamma, greeks.vega, greeks.theta, greeks.rho])
      digest.take(each);
    const implied = impliedVolatility(isCall, forward, strike, 0.25, 1, value);
    digest.take('volatility' in implied ? implied.volatility : -1);
  }
  return digest.hex;
}
