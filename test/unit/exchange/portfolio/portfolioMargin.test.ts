import { describe, expect, test } from 'vitest';
import { optionValue, secondsPerYear } from '../../../../node/exchange/pricing/black76.ts';
import type { PortfolioMargin } from '../../../../node/exchange/risk/portfolio/contingencies.ts';
import { expiryFactors } from '../../../../node/exchange/risk/portfolio/expiryFactors.ts';
import { type Collateral, type ExpiryMarket, type Holdings, type OptionTerms, splitForward, type UnderlyingMarket } from '../../../../node/exchange/risk/portfolio/market.ts'; // prettier-ignore
import { defaultPortfolioParameters as rules, type PortfolioParameters, type Scenario } from '../../../../node/exchange/risk/portfolio/parameters.ts'; // prettier-ignore
import { marginMicroUsdc, portfolioMargin } from '../../../../node/exchange/risk/portfolio/portfolioMargin.ts';
import { skewFactor, skewShape } from '../../../../node/exchange/risk/portfolio/skew.ts';
import { BrokenInvariant } from '../../../../node/types/fault.ts';
import { randomNumbers } from '../pricing/random.ts';

const day = 86_400;

const option = (strike: number, isCall = true, volatility = 0.8): OptionTerms => ({ strike, isCall, volatility });

/** Spot 1,000, everything sure, and a forward of 1,000 that expires in 30 days at no interest. */
const expiryOf = (options: readonly OptionTerms[], fields: Partial<ExpiryMarket> = {}): ExpiryMarket => ({
  secondsLeft: 30 * day,
  forwardSettled: 0,
  forwardMoving: 1_000,
  rate: 0,
  confidence: 1,
  options,
  ...fields,
});
const marketOf = (fields: Partial<UnderlyingMarket> = {}): UnderlyingMarket => ({
  spot: 1_000,
  spotConfidence: 1,
  perpetual: 1_010,
  perpetualConfidence: 1,
  stable: 1,
  expiries: [],
  ...fields,
});
const nothing: Holdings = { cash: 0, perpetualSize: 0, perpetualUnrealised: 0, collaterals: [], positions: [] };
const coin: Collateral = { amount: 2, price: 990, confidence: 1, isRiskCancelling: false, initialHaircut: 0.05, maintenanceHaircut: 0.1 }; // prettier-ignore

/** The margin of amounts of all options of some expiries. */
const marginOf = (
  expiries: readonly ExpiryMarket[],
  amounts: readonly number[],
  parameters: PortfolioParameters = rules,
  holdings: Partial<Holdings> = {},
  market: Partial<UnderlyingMarket> = {},
): PortfolioMargin => {
  const positions = amounts.map((amount, at) => ({ option: at, amount }));
  return portfolioMargin(marketOf({ expiries, ...market }), { ...nothing, positions, ...holdings }, parameters);
};
const holding = (holdings: Partial<Holdings>, market: Partial<UnderlyingMarket> = {}, parameters = rules) =>
  marginOf([], [], parameters, holdings, market);
/** The rules with these scenarios alone, and no other charge on options. */
const only = (...scenarios: readonly Scenario[]): PortfolioParameters => ({
  ...rules,
  scenarios,
  basis: { ...rules.basis, addFactor: 0, yearFactor: 0 },
  gainDiscount: { base: 1, rateFactor: 0, rateSpread: 0 },
  lossDiscount: { base: 1, rateFactor: 0, rateSpread: 0 },
  shortOption: { initial: 0, maintenance: 0 },
});
const scenario = (spot: number, volatility: Scenario['volatility'] = 'none', dampening = 1): Scenario => ({ spot, volatility, dampening }); // prettier-ignore
const month = (isCall: boolean, forward: number, strike: number, volatility: number): number =>
  optionValue(isCall, forward, strike, volatility * Math.sqrt((30 * day) / secondsPerYear), 1);

describe('an account without positions', () => {
  test('that holds nothing needs nothing', () => {
    const zero = { markToMarket: 0, initial: 0, maintenance: 0, worstLoss: 0, worstScenario: -1 };
    expect(portfolioMargin(marketOf(), nothing, rules)).toEqual(zero);
    expect(portfolioMargin(marketOf({ expiries: [expiryOf([option(900)])] }), nothing, rules)).toEqual(zero);
  });

  test('has its cash and unrealised profit in full, debts too', () => {
    expect(holding({ cash: -50, perpetualUnrealised: 20 })).toMatchObject({ markToMarket: -30, initial: -30, maintenance: -30 }); // prettier-ignore
  });

  test('has collateral at its price in the quote currency less haircuts: one for maintenance, both for initial', () => {
    const { markToMarket, initial, maintenance } = holding({ collaterals: [coin] }, { stable: 0.99 });
    expect(markToMarket).toBeCloseTo(2_000, 9);
    expect(maintenance).toBeCloseTo(2_000 * 0.9, 9);
    expect(initial).toBeCloseTo(2_000 * 0.85, 9);
  });

  test('has collateral that moves with spot shocked with it, and none other', () => {
    const { worstLoss, worstScenario } = holding({ collaterals: [{ ...coin, isRiskCancelling: true }, coin] });
    expect(worstLoss).toBeCloseTo(-0.18 * 1_980, 9);
    expect(rules.scenarios[worstScenario]).toEqual(scenario(0.82, 'up'));
  });
});

describe('perpetuals', () => {
  test('lose what the worst spot scenario costs at their own price, and a share of their notional at spot', () => {
    const long = holding({ perpetualSize: 3 });
    expect(long.worstLoss).toBeCloseTo(-3 * 1_010 * 0.18, 9);
    expect(long.maintenance).toBeCloseTo(-0.8 * 3 * 1_010 * 0.18 - 3_000 * 0.015, 9);
    expect(long.initial).toBeCloseTo(-3 * 1_010 * 0.18 - 3_000 * 0.02, 9);
    const short = holding({ perpetualSize: -3 });
    expect(short.initial).toBeCloseTo(long.initial, 9);
    expect(rules.scenarios[short.worstScenario]).toEqual(scenario(1.18, 'up'));
  });

  test('are hedged by collateral that moves with spot', () => {
    const hedged = holding({ perpetualSize: -1, collaterals: [{ ...coin, amount: 1, price: 1_010, isRiskCancelling: true }] }); // prettier-ignore
    expect(hedged.worstLoss).toBe(0);
  });

  test('a tail counts by its dampening', () => {
    const parameters = only(scenario(0.5, 'none', 0.1), scenario(0.96));
    expect(holding({ perpetualSize: 1 }, {}, parameters)).toMatchObject({ worstScenario: 0 });
    expect(holding({ perpetualSize: 1 }, {}, parameters).worstLoss).toBeCloseTo(-1_010 * 0.05, 9);
  });
});

describe('scenarios of options', () => {
  test('move the forward by the spot factor and price anew', () => {
    const { worstLoss } = marginOf([expiryOf([option(1_050)])], [-2], only(scenario(1.1)));
    expect(worstLoss).toBeCloseTo(-2 * (month(true, 1_100, 1_050, 0.8) - month(true, 1_000, 1_050, 0.8)), 9);
  });

  test('move volatility up by the range at 30 days left, and down by its own', () => {
    const up = marginOf([expiryOf([option(1_050)])], [-1], only(scenario(1, 'up')));
    expect(up.worstLoss).toBeCloseTo(month(true, 1_000, 1_050, 0.8) - month(true, 1_000, 1_050, 0.8 * 1.5), 9);
    const down = marginOf([expiryOf([option(1_050)])], [1], only(scenario(1, 'down')));
    expect(down.worstLoss).toBeCloseTo(month(true, 1_000, 1_050, 0.8 * 0.725) - month(true, 1_000, 1_050, 0.8), 9);
  });

  test('stretch the range by a power of 30 days over the time left: one up to 30 days, another beyond, none below the floor', () => {
    const at = (days: number, parameters = rules): [number, number] => {
      const { volatilityUp, volatilityDown } = expiryFactors(expiryOf([], { secondsLeft: days * day }), parameters);
      return [volatilityUp, volatilityDown];
    };
    expect(at(30)).toEqual([1.5, 1 - 0.275]);
    expect(at(15)[0]).toBeCloseTo(1 + 0.5 * Math.pow(2, 0.3), 12);
    expect(at(60)[0]).toBeCloseTo(1 + 0.5 * Math.pow(0.5, 0.13), 12);
    expect(at(60)[1]).toBeCloseTo(1 - 0.275 * Math.pow(0.5, 0.13), 12);
    expect(at(0.25)).toEqual(at(1));
    expect(at(-5)).toEqual(at(1));
    const wild = { ...rules, volatility: { ...rules.volatility, daysMin: 0, rangeDown: 5 } };
    expect(at(0, wild)[0]).toBeCloseTo(1 + 0.5 * Math.pow(2_592_000, 0.3), 9);
    expect(at(15, wild)[1]).toBe(0);
  });

  test('leave no volatility below the least after an upward shock, and only then', () => {
    const still = [expiryOf([option(1_050, true, 0.01)])];
    const up = marginOf(still, [-1], only(scenario(1, 'up')));
    expect(up.worstLoss).toBeCloseTo(month(true, 1_000, 1_050, 0.01) - month(true, 1_000, 1_050, 0.45), 9);
    expect(marginOf(still, [-1], only(scenario(1, 'none'), scenario(1, 'down'))).worstLoss).toBe(0);
  });

  test('more scenarios never need less, and neither does a wider shock', () => {
    const random = randomNumbers(31);
    for (let i = 0; i < 100; i += 1) {
      const expiries = [expiryOf([option(900), option(1_000, false), option(1_150)])];
      const amounts = expiries[0]!.options.map(() => 4 * random() - 2);
      const [near, far] = [only(scenario(1.1), scenario(0.9)), only(scenario(1.1), scenario(0.9), scenario(1.2), scenario(0.8))]; // prettier-ignore
      expect(marginOf(expiries, amounts, far).initial).toBeLessThanOrEqual(marginOf(expiries, amounts, near).initial);
      const size = random() - 0.5;
      const wide = holding({ perpetualSize: size }, {}, only(scenario(1.1), scenario(0.9)));
      expect(holding({ perpetualSize: size }, {}, only(scenario(1.2), scenario(0.8))).initial).toBeLessThanOrEqual(wide.initial); // prettier-ignore
    }
  });

  test('a bought option of up to a quarter near the forward never needs more than it is worth', () => {
    const random = randomNumbers(32);
    for (let i = 0; i < 300; i += 1) {
      const bought = option(850 + 300 * random(), random() < 0.5, 0.3 + random());
      const expiries = [expiryOf([bought], { secondsLeft: Math.ceil(91 * day * random()) })];
      const { initial, maintenance, markToMarket } = marginOf(expiries, [1]);
      expect(initial).toBeGreaterThanOrEqual(0);
      expect(initial).toBeLessThanOrEqual(markToMarket);
      expect(maintenance).toBeGreaterThanOrEqual(initial);
    }
  });
});

describe('skew scenarios', () => {
  test('a tilt grows with ln(strike/forward) and is capped on both sides; a lift takes its size', () => {
    expect(skewFactor(0.1, 0.2, 0.4)).toBeCloseTo(1.05, 12);
    expect(skewFactor(-0.1, 0.2, 0.4)).toBeCloseTo(0.95, 12);
    expect([skewFactor(3, 0.2, 0.4), skewFactor(-3, 0.2, 0.4)]).toEqual([1.2, 0.8]);
    expect([skewFactor(0, 0.2, 0.4), skewFactor(0, 0, 0), skewFactor(1, 0.5, 0)]).toEqual([1, 1, 1.5]);
    expect(skewFactor(-1, 4, 0.5)).toBe(0);
  });

  test('caps fall and the flat part moves out with the root of the time left', () => {
    const shape = skewShape(0.5, rules);
    expect(shape.linearCap).toBeCloseTo(0.125, 12);
    expect(shape.absoluteCap).toBeCloseTo(0.125, 12);
    expect(shape.width).toBeCloseTo(0.5 * 4 * (0.6 - 0.05), 12);
    expect(skewShape(0, rules).width).toBe(0.01);
  });

  test('count what an expiry gains as lost, since the skew may turn either way, and expiries do not help each other', () => {
    const expiries = [expiryOf([option(1_100)]), expiryOf([option(1_100)], { secondsLeft: 60 * day })];
    const skewed = only(scenario(1, 'linear'));
    const each = [1, -1].map((amount, at) => marginOf([expiries[at]!], [amount], skewed).worstLoss);
    expect(each[0]).toBeLessThan(0);
    expect(each[1]).toBeLessThan(0);
    expect(marginOf(expiries, [1, -1], skewed).worstLoss).toBeCloseTo(each[0]! + each[1]!, 9);
  });

  test('tilt: puts below the forward and calls above change by opposite factors; lift: by the same', () => {
    const { linearCap, absoluteCap, width } = skewShape(Math.sqrt(30 / 365), rules);
    for (const [strike, linear, absolute] of [
      [900, -1, 1],
      [1_100, 1, 1],
    ] as const) {
      const k = Math.abs(Math.log(strike / 1_000));
      const value = (factor: number): number => month(true, 1_000, strike, 0.8 * factor);
      const loss = (shock: Scenario['volatility']): number => marginOf([expiryOf([option(strike)])], [1], only(scenario(1, shock))).worstLoss; // prettier-ignore
      expect(loss('linear')).toBeCloseTo(-Math.abs(value(1 + (linear * linearCap * k) / width) - value(1)), 9);
      expect(loss('absolute')).toBeCloseTo(-Math.abs(value(1 + (absolute * absoluteCap * k) / width) - value(1)), 9);
    }
  });

  test('move no forward, whatever spot factor they name', () => {
    const still = marginOf([expiryOf([option(1_100)])], [1], only(scenario(1, 'absolute')));
    expect(marginOf([expiryOf([option(1_100)])], [1], only(scenario(1.3, 'absolute'))).worstLoss).toBe(still.worstLoss);
  });
});

describe('expiries', () => {
  test('that are worth something count for less, those that owe for more, never above their undiscounted debt', () => {
    const still = { ...only(scenario(1)), gainDiscount: rules.gainDiscount, lossDiscount: rules.lossDiscount };
    const value = month(true, 1_000, 1_000, 0.8);
    const years = 30 / 365;
    expect(marginOf([expiryOf([option(1_000)])], [1], still).worstLoss).toBeCloseTo(value * (0.95 * Math.exp(-0.08 * years) - 1), 9); // prettier-ignore
    // No interest, no discount to undo.
    expect(marginOf([expiryOf([option(1_000)])], [-1], still).worstLoss).toBeCloseTo(0, 9);
    const { lossFactor, gainFactor, discount } = expiryFactors(
      expiryOf([], { rate: 3, secondsLeft: 365 * day }),
      rules,
    );
    expect(discount).toBeCloseTo(Math.exp(-3), 12);
    expect(gainFactor).toBeCloseTo(0.95 * Math.exp(-3.08), 12);
    expect(lossFactor).toBeCloseTo(1.04 * Math.exp(1.58), 12);
    expect(expiryFactors(expiryOf([], { rate: 0.1, secondsLeft: 365 * day }), rules).lossFactor).toBeCloseTo(Math.exp(0.1), 12); // prettier-ignore
  });

  test('a negative interest rate counts as none', () => {
    const at = (rate: number) => marginOf([expiryOf([option(950), option(1_050)], { rate })], [1, -2]);
    expect(at(-1.2)).toEqual(at(0));
    expect(at(0.3)).not.toEqual(at(0));
  });

  test('in their last half hour move with spot only as far as their settlement average is open', () => {
    expect(splitForward(1_000, 1_800)).toEqual({ settled: 0, moving: 1_000 });
    expect(splitForward(1_000, 450)).toEqual({ settled: 750, moving: 250 });
    expect(splitForward(1_000, -3)).toEqual({ settled: 1_000, moving: 0 });
    const late = expiryOf([option(900)], { secondsLeft: 450, forwardSettled: 750, forwardMoving: 250 });
    const at = (forward: number): number => optionValue(true, forward, 900, 0.8 * Math.sqrt(450 / secondsPerYear), 1);
    expect(marginOf([late], [-1], only(scenario(1.1))).worstLoss).toBeCloseTo(at(1_000) - at(1_025), 9);
  });

  test('that are over are worth their payoff, and no scenario moves them', () => {
    const over = expiryOf([option(900)], { secondsLeft: -60, forwardSettled: 1_000, forwardMoving: 0 });
    expect(marginOf([over], [-2], only(...rules.scenarios))).toMatchObject({ markToMarket: -200, initial: -200, worstLoss: 0 }); // prettier-ignore
    expect(marginOf([over], [2]).initial).toBeCloseTo(200 * 0.95, 9);
  });

  test('have forwards of their own: each loses by its worse move, as a share that grows with time, and gains help nobody', () => {
    const expiries = [expiryOf([option(1_000)]), expiryOf([option(1_000)], { secondsLeft: 365 * day })];
    const parameters = { ...only(), basis: rules.basis };
    const loss = (days: number, amount: number, spot: number): number => {
      const deviation = 0.8 * Math.sqrt(days / 365);
      return amount * (optionValue(true, 1_000 * spot, 1_000, deviation, 1) - optionValue(true, 1_000, 1_000, deviation, 1)); // prettier-ignore
    };
    const { worstLoss, worstScenario } = marginOf(expiries, [-1, 1], parameters);
    const expected = loss(30, -1, 1.045) * (0.5 + 2 * (30 / 365)) + loss(365, 1, 0.955) * 2.5;
    expect(worstLoss).toBeCloseTo(expected, 9);
    expect(worstScenario).toBe(-1);
    // A straddle gains either way.
    const straddle = expiryOf([option(1_000), option(1_000, false)], { secondsLeft: day });
    const alone = marginOf([expiryOf([option(1_000)])], [-1], parameters).worstLoss;
    expect(marginOf([expiryOf([option(1_000)]), straddle], [-1, 9, 9], parameters).worstLoss).toBe(alone);
  });
});

describe('what is added to the worst loss', () => {
  const flat = { ...only(), shortOption: rules.shortOption };

  test('the loss factor of each margin; initial margin has more of it while the stable is below its threshold', () => {
    const at = (stable: number) => holding({ perpetualSize: 1 }, { stable });
    const charges = 1_000 * 0.02;
    expect(at(0.98).initial).toBeCloseTo(-1_010 * 0.18 - charges, 9);
    expect(at(0.9).initial).toBeCloseTo(-1_010 * 0.18 * 1.16 - charges, 9);
    expect(at(0.9).maintenance).toBe(at(1).maintenance);
  });

  test('shares of the spot notional of short options, less what the same strike and expiry holds, calls and puts alike', () => {
    const at = (...amounts: number[]): [number, number] => {
      const options = [option(900), option(900, false), option(1_100), option(1_100, false)];
      const { initial, maintenance, markToMarket } = marginOf([expiryOf(options)], amounts, flat);
      return [Math.round(1e6 * (markToMarket - initial)) / 1e6, Math.round(1e6 * (markToMarket - maintenance)) / 1e6];
    };
    expect(at(-1, 0, 0, 0)).toEqual([5, 3]);
    expect(at(-1, -2, 0, 0)).toEqual([15, 9]);
    expect(at(-1, 0.4, 0, 0)).toEqual([3, 1.8]);
    expect(at(-1, 3, 0, 0)).toEqual([0, 0]);
    expect(at(-1, 0, 3, 0)).toEqual([5, 3]);
    const two = [expiryOf([option(900)]), expiryOf([option(900)], { secondsLeft: day })];
    expect(marginOf(two, [-1, 5], flat).markToMarket - marginOf(two, [-1, 5], flat).initial).toBeCloseTo(5, 9);
  });

  test('doubt of the feeds: below the threshold, what is missing to certainty of the notional, for initial margin alone', () => {
    const at = (perpetualConfidence: number): number => holding({ perpetualSize: 2 }, { perpetualConfidence }).initial;
    expect(at(0.55)).toBe(at(1));
    expect(at(0.4)).toBeCloseTo(at(1) - 0.6 * 2_000, 9);
    const twice = { ...rules, confidence: { threshold: 0.55, factor: 2 } };
    expect(holding({ perpetualSize: 2 }, { perpetualConfidence: 0.4 }, twice).initial).toBeCloseTo(at(1) - 2_400, 9);
    expect(holding({ perpetualSize: 2 }, { spotConfidence: 0.3 }).initial).toBeCloseTo(at(1) - 0.7 * 2_000, 9);
    expect(holding({ perpetualSize: 2 }, { spotConfidence: 0 }).maintenance).toBe(
      holding({ perpetualSize: 2 }).maintenance,
    );
  });

  test('doubt counts the options of an expiry, long and short, by the least of its own feeds, spot, and a perpetual that is held', () => {
    const charge = (confidence: number, market: Partial<UnderlyingMarket>, perpetualSize = 0): number => {
      const expiries = [expiryOf([option(900), option(1_100)], { confidence })];
      const sure = marginOf([expiryOf([option(900), option(1_100)])], [1, -2], rules, { perpetualSize });
      return sure.initial - marginOf(expiries, [1, -2], rules, { perpetualSize }, market).initial;
    };
    expect(charge(0.5, {})).toBeCloseTo(0.5 * 3_000, 8);
    expect(charge(0.5, { spotConfidence: 0.2 })).toBeCloseTo(0.8 * 3_000, 8);
    expect(charge(1, { perpetualConfidence: 0.1 })).toBe(0);
    expect(charge(0.5, { perpetualConfidence: 0.1 }, 1)).toBeCloseTo(0.9 * 4_000, 8);
  });

  test('doubt of collateral is its own or that of spot, whatever the perpetual is', () => {
    const at = (confidence: number, market: Partial<UnderlyingMarket>, perpetualSize = 0): number =>
      holding({ perpetualSize }).initial + 1_980 * 0.85 - holding({ perpetualSize, collaterals: [{ ...coin, confidence }] }, market).initial; // prettier-ignore
    expect(at(0.3, {})).toBeCloseTo(0.7 * 1_980, 8);
    expect(at(1, { spotConfidence: 0.2 })).toBeCloseTo(0.8 * 1_980, 8);
    expect(at(0.9, { perpetualConfidence: 0.1 }, 1)).toBeCloseTo(0.9 * 1_000, 8);
  });
});

describe('a figure that the state keeps', () => {
  test('is whole micro-USDC, rounded down once, and never what is no number', () => {
    expect(marginMicroUsdc(1.2345678)).toBe(1_234_567);
    expect(marginMicroUsdc(-1.2345671)).toBe(-1_234_568);
    expect(Object.is(marginMicroUsdc(-0), 0)).toBe(true);
    for (const wrong of [NaN, Infinity, 1e10 * 1e6]) expect(() => marginMicroUsdc(wrong)).toThrow(BrokenInvariant);
  });
});
