import { describe, expect, test } from 'vitest';
import { optionGreeks, optionValue } from '../../../../node/exchange/pricing/black76.ts';
import { impliedVolatility } from '../../../../node/exchange/pricing/impliedVolatility.ts';
import { log } from '../../../../node/exchange/pricing/log.ts';
import { sviVolatility } from '../../../../node/exchange/pricing/svi.ts';
import { exact, exactOption, relativeError } from './exact.ts';
import { randomNumbers } from './random.ts';

const near = (value: number, expected: number, relative = 1e-12): void =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

const month = 30 / 365;

describe('Black-76', () => {
  test('gives the published numbers: at the money, a week, volatility 1', () => {
    const call = optionGreeks(true, 1_500, 1_500, 1, 7 / 365, 1);
    const put = optionGreeks(false, 1_500, 1_500, 1, 7 / 365, 1);
    near(call.value, 82.805080668634559);
    near(put.value, 82.805080668634559);
    near(call.delta, 0.52760169, 1e-8);
    near(call.gamma, 0.00191590999, 1e-8);
    near(call.vega, 82.6728284, 1e-8);
  });

  test('gives the published numbers: out of the money and discounted', () => {
    const deviation = 0.25 * Math.sqrt(month);
    near(optionValue(true, 1_000, 1_200, deviation, 0.9991784198737006), 0.137082128426579);
    near(optionValue(false, 1_000, 1_200, deviation, 0.9991784198737006), 199.97276610316672);
  });

  test('gives the published numbers: prices and Greeks of a month', () => {
    const call = optionGreeks(true, 60_000, 65_000, 0.6, month, 1);
    const put = optionGreeks(false, 60_000, 65_000, 0.6, month, 1);
    near(call.value, 2_237.868155404665);
    near(put.value, 7_237.868155404665);
    near(call.delta, 0.352226012545886);
    near(put.delta, 0.352226012545886 - 1);
    near(call.gamma, 3.5970777370789e-5);
    near(call.vega, 6_386.04485925244);
    near(call.theta, -63.860448592524);
    near(put.vega, call.vega, 0);
    near(call.rho, -month * call.value);
  });

  test('is right to 1e-12 against 60 digits where it is more than dust, in and out of the money', () => {
    const random = randomNumbers(11);
    for (let i = 0; i < 300; i += 1) {
      const forward = 1_000 + 100_000 * random();
      const strike = forward * (0.5 + 1.2 * random());
      const deviation = 0.02 + 1.5 * random() * random();
      const discount = 0.7 + 0.4 * random();
      const isCall = random() < 0.5;
      const reference = exactOption(isCall, exact(forward), exact(strike), exact(deviation), exact(discount));
      if (reference.div(forward).lt(1e-60)) continue;
      expect(relativeError(optionValue(isCall, forward, strike, deviation, discount), reference)).toBeLessThan(1e-12);
    }
  });

  test('keeps put-call parity to the last bits, however deep the strike', () => {
    for (const strike of [1, 900, 1_000, 1_100, 1e7]) {
      for (const deviation of [0, 1e-9, 0.1, 3, 60]) {
        const call = optionValue(true, 1_000, strike, deviation, 0.9);
        const put = optionValue(false, 1_000, strike, deviation, 0.9);
        expect(Math.abs(call - put - 0.9 * (1_000 - strike))).toBeLessThanOrEqual(4e-16 * Math.max(call, put));
      }
    }
  });

  test('without volatility or without time an option is its discounted payoff', () => {
    expect(optionValue(true, 1_100, 1_000, 0, 0.5)).toBe(50);
    expect(optionValue(false, 1_100, 1_000, 0, 0.5)).toBe(0);
    expect(optionValue(true, 1_100, 1_000, 5e-324, 0.5)).toBe(50);
    const zero = { gamma: 0, vega: 0 };
    expect(optionGreeks(true, 1_100, 1_000, 0.5, 0, 1)).toEqual({ value: 100, delta: 1, theta: 0, rho: 0, ...zero });
    expect(optionGreeks(false, 1_000, 1_000, 0, 1, 1)).toEqual({ value: 0, delta: -0.5, theta: 0, rho: 0, ...zero });
    expect(optionGreeks(true, 900, 1_000, 0.5, 0, 1)).toEqual({ value: 0, delta: 0, theta: 0, rho: 0, ...zero });
  });

  test('with more and more volatility a call is worth the forward and a put the strike, and never more', () => {
    for (const deviation of [10, 50, 100, 1e6]) {
      expect(optionValue(true, 1_000, 3_000, deviation, 1)).toBeLessThanOrEqual(1_000);
      expect(optionValue(false, 1_000, 3_000, deviation, 1)).toBeLessThanOrEqual(3_000);
    }
    expect(optionValue(true, 1_000, 3_000, 100, 1)).toBe(1_000);
  });

  test('the Greeks are the slopes of the value', () => {
    const [forward, strike, volatility, years, rate] = [1_000, 1_130, 0.7, 0.4, 0.05] as const;
    const at = (f: number, v: number, t: number, r: number): number =>
      optionGreeks(true, f, strike, v, t, Math.exp(-r * t)).value;
    const value = optionGreeks(true, forward, strike, volatility, years, Math.exp(-rate * years));
    const slope = (step: number, move: (by: number) => number): number => (move(step) - move(-step)) / (2 * step);
    near(
      value.delta,
      slope(1e-2, (by) => at(forward + by, volatility, years, rate)),
      1e-7,
    );
    near(
      value.vega,
      slope(1e-5, (by) => at(forward, volatility + by, years, rate)),
      1e-7,
    );
    near(value.theta, -slope(1e-5, (by) => at(forward, volatility, years + by, rate)) / 365, 1e-7);
    near(
      value.rho,
      slope(1e-5, (by) => at(forward, volatility, years, rate + by)),
      1e-7,
    );
    const deltaAt = (f: number): number => optionGreeks(true, f, strike, volatility, years, Math.exp(-rate * years)).delta; // prettier-ignore
    near(
      value.gamma,
      slope(1e-2, (by) => deltaAt(forward + by)),
      1e-7,
    );
  });
});

describe('implied volatility', () => {
  test('gives back the volatility that made the price, from the deep tails to the money', () => {
    const random = randomNumbers(3);
    for (let i = 0; i < 2_000; i += 1) {
      const strike = 1_000 * (0.2 + 3 * random());
      const isCall = strike >= 1_000;
      const volatility = 0.05 + 3 * random();
      const price = optionValue(isCall, 1_000, strike, volatility * Math.sqrt(0.3), 0.9);
      if (price < 1e-280) continue;
      const found = impliedVolatility(isCall, 1_000, strike, 0.3, 0.9, price);
      expect('volatility' in found && Math.abs(found.volatility / volatility - 1)).toBeLessThan(1e-11);
    }
  });

  test('of an option in the money is as good as its price has digits', () => {
    const price = optionValue(true, 1_000, 800, 0.6 * Math.sqrt(0.3), 0.9);
    const found = impliedVolatility(true, 1_000, 800, 0.3, 0.9, price);
    expect(found).toEqual({ volatility: expect.closeTo(0.6, 11) as number });
  });

  test('the price of the payoff alone has volatility 0; below it there is none', () => {
    expect(impliedVolatility(true, 1_100, 1_000, 1, 0.5, 50)).toEqual({ volatility: 0 });
    expect(impliedVolatility(false, 1_100, 1_000, 1, 0.5, 0)).toEqual({ volatility: 0 });
    expect(impliedVolatility(true, 1_100, 1_000, 1, 0.5, 49.99)).toEqual({ code: 'PRICE_BELOW_INTRINSIC', least: 50 });
    expect(impliedVolatility(false, 1_100, 1_000, 1, 0.5, -1)).toEqual({ code: 'PRICE_BELOW_INTRINSIC', least: 0 });
    expect(impliedVolatility(false, 1_100, 1_000, 1, 0.5, NaN)).toMatchObject({ code: 'PRICE_BELOW_INTRINSIC' });
  });

  test('a price that no volatility reaches is refused, and so is every price after expiry', () => {
    expect(impliedVolatility(true, 1_100, 1_000, 1, 0.5, 550)).toEqual({ code: 'PRICE_ABOVE_BOUND', bound: 550 });
    expect(impliedVolatility(false, 1_100, 1_000, 1, 0.5, 500)).toEqual({ code: 'PRICE_ABOVE_BOUND', bound: 500 });
    expect(impliedVolatility(true, 1_100, 1_000, 0, 1, 100)).toEqual({ code: 'OPTION_EXPIRED' });
    const high = impliedVolatility(true, 1_000, 1_000, 1, 1, 999.999999);
    expect('volatility' in high && high.volatility).toBeGreaterThan(9);
  });
});

describe('SVI', () => {
  test('gives the published smile', () => {
    const svi = { a: 0.027616438356164386, b: 0.041424657534246574, rho: 0.003452054794520548, m: 0.001726027397260274, sigma: 0.000345205479452055 }; // prettier-ignore
    const volatility = (strike: number): number => sviVolatility(svi, log(strike / 1_805), 14 / 365);
    near(volatility(1_500), 0.9597244734, 1e-9);
    near(volatility(1_800), 0.8513856077, 1e-9);
    near(volatility(2_100), 0.9392449863, 1e-9);
    near(volatility(2_400), 1.0133571334, 1e-9);
  });
});
