import { describe, expect, test } from 'vitest';
import { AccountMargin } from '../../../../node/exchange/risk/portfolio/accountMargin.ts';
import type { ExpiryMarket, Holdings, UnderlyingMarket } from '../../../../node/exchange/risk/portfolio/market.ts';
import { defaultPortfolioParameters, type PortfolioParameters } from '../../../../node/exchange/risk/portfolio/parameters.ts'; // prettier-ignore
import { RiskArrays } from '../../../../node/exchange/risk/portfolio/riskArrays.ts';
import { Ruler } from '../../../../node/exchange/risk/portfolio/ruler.ts';
import { UnitTerms, unitWeights } from '../../../../node/exchange/risk/portfolio/unitTerms.ts';
import { randomNumbers } from '../pricing/random.ts';
import { optionsOf, randomHoldings, randomMarket, randomParameters, withFutures } from './randomPortfolio.ts';

type Random = () => number;

/** A factor near 1, mostly, and sometimes far. */
const factor = (random: Random): number => 1 + (random() - 0.5) * [0, 0.001, 0.02, 0.4][Math.floor(4 * random())]!;

/** The same options at other prices and times: any of them may stay as they are. */
function moved(market: UnderlyingMarket, random: Random): UnderlyingMarket {
  const all = factor(random);
  const ofVolatility = factor(random);
  const passed = [0, 0, 1, 60, 10_000, 200_000][Math.floor(6 * random())]!;
  return {
    ...market,
    spot: market.spot * all * factor(random),
    perpetual: market.perpetual * all * factor(random),
    expiries: market.expiries.map((expiry): ExpiryMarket => {
      const of = all * factor(random);
      const options = expiry.options.map((each) => ({ ...each, volatility: each.volatility * ofVolatility * factor(random) })); // prettier-ignore
      return {
        ...expiry,
        secondsLeft: expiry.secondsLeft - passed,
        forwardSettled: expiry.forwardSettled * of,
        forwardMoving: expiry.forwardMoving * of,
        rate: expiry.rate * factor(random),
        options,
      };
    }),
  };
}

/** Marks that options count for in equity: nearly those of the model. */
const marksOf = (arrays: RiskArrays, random: Random): number[] =>
  Array.from({ length: arrays.optionsCount }, (_, row) => arrays.values[row * arrays.columns]! * factor(random));

function termsOf(arrays: RiskArrays, { spot, perpetual }: UnderlyingMarket, marks: readonly number[]): Float64Array {
  const terms = new UnitTerms(arrays);
  terms.setPrices(spot, perpetual);
  marks.forEach((mark, row) => terms.setRow(row, mark));
  return terms.values;
}

/** Equity less maintenance margin. */
function surplusOf(arrays: RiskArrays, market: UnderlyingMarket, holdings: Holdings, marks: readonly number[]): number {
  const account = new AccountMargin(arrays, market);
  account.load(holdings);
  const { maintenance, markToMarket } = account.margin();
  const equity = holdings.positions.reduce((sum, { option, amount }) => sum + amount * marks[option]!, 0);
  return equity + holdings.perpetualSize * market.perpetual - (markToMarket - maintenance);
}

/** How much of what the terms allow the surplus of an account has used up between two markets; above 1: the bound is wrong. */
function partUsed(market: UnderlyingMarket, of: (market: UnderlyingMarket) => Holdings, parameters: PortfolioParameters, random: Random): number {
  const holdings = of(market);
  const sides = [market, moved(market, random)].map((side) => {
    const arrays = new RiskArrays(side.expiries, parameters);
    const marks = marksOf(arrays, random);
    return { terms: termsOf(arrays, side, marks), surplus: surplusOf(arrays, side, holdings, marks) };
  });
  const [before, after] = [sides[0]!, sides[1]!];
  const greatest = after.terms.reduce((most, term, at) => Math.max(most, Math.abs(term - before.terms[at]!)), 0);
  const weights = unitWeights(parameters);
  const dated = holdings.positions.reduce((sum, { amount }) => sum + Math.abs(amount), 0);
  const units = dated * weights.dated + Math.abs(holdings.perpetualSize) * weights.perpetual;
  return Math.abs(after.surplus - before.surplus) / (units * greatest + 1e-9 * market.spot * (units + 1));
} // prettier-ignore

/** So much risk of forwards' own that it is often the worst; and scenarios of skew alone, far apart. */
const wideBasis = { ...defaultPortfolioParameters, basis: { ...defaultPortfolioParameters.basis, addFactor: 6 } };
const skewAlone = {
  ...defaultPortfolioParameters,
  scenarios: defaultPortfolioParameters.scenarios.filter(({ volatility }) => volatility === 'linear'),
  skew: { ...defaultPortfolioParameters.skew, linearCap: 3 },
};

const alone = { cash: 0, perpetualUnrealised: 0, collaterals: [] };

describe('equity less maintenance margin', () => {
  test('changes by no more than the greatest change of a term for each unit that is held, whatever moves', () => {
    const random = randomNumbers(31);
    for (let run = 0; run < 1_500; run += 1) {
      const market = withFutures(randomMarket(random));
      const parameters = [defaultPortfolioParameters, randomParameters(random), wideBasis, skewAlone][run % 4]!;
      const used = partUsed(market, (each) => ({ ...randomHoldings(random, each), ...alone }), parameters, random);
      expect(used).toBeLessThanOrEqual(1);
    }
  });

  test('of one position can use up nearly all of that', () => {
    const random = randomNumbers(32);
    const most = { option: 0, perpetual: 0 };
    for (let run = 0; run < 6_000; run += 1) {
      const market = withFutures(randomMarket(random, 2, 2));
      const option = Math.floor(random() * optionsOf(market));
      const amount = random() < 0.5 ? 1 : -1;
      const kind = run % 4 === 0 ? 'perpetual' : 'option';
      const holdings = kind === 'perpetual' ? { perpetualSize: amount, positions: [] } : { perpetualSize: 0, positions: [{ option, amount }] }; // prettier-ignore
      const parameters = [defaultPortfolioParameters, wideBasis, skewAlone][run % 3]!;
      const used = partUsed(market, () => ({ ...alone, ...holdings }), parameters, random);
      expect(used).toBeLessThanOrEqual(1);
      most[kind] = Math.max(most[kind], used);
    }
    expect(most.option).toBeGreaterThan(0.99);
    expect(most.perpetual).toBeGreaterThan(0.9);
  });
});

describe('a ruler', () => {
  test('bounds how far every number has gone by its way and twice its step, between any two moments', () => {
    const random = randomNumbers(33);
    for (let run = 0; run < 100; run += 1) {
      const vector = new Float64Array(5);
      const step = 0.5 + 3 * random();
      const ruler = new Ruler(step, vector);
      const seen: { readonly way: number; readonly values: Float64Array }[] = [];
      for (let at = 0; at < 60; at += 1) {
        for (let place = 0; place < vector.length; place += 1) vector[place]! += (random() - 0.5) * 4 * random();
        ruler.follow(vector);
        seen.push({ way: ruler.travelled, values: vector.slice() });
        for (const { way, values } of seen) {
          const gone = values.reduce((most, value, place) => Math.max(most, Math.abs(value - vector[place]!)), 0);
          expect(gone).toBeLessThanOrEqual((ruler.travelled - way + 2 * step) * (1 + 1e-12));
        }
      }
    }
  });

  test('does not grow by what moves to and fro within its step', () => {
    const vector = Float64Array.of(100, 50);
    const ruler = new Ruler(3, vector);
    for (let at = 0; at < 50; at += 1) {
      vector[at % 2]! += at % 4 < 2 ? 2 : -2;
      expect(ruler.follow(vector)).toBe(false);
    }
    expect(ruler.travelled).toBe(0);
    vector[1] = 57;
    expect(ruler.follow(vector)).toBe(true);
    expect(ruler.travelled).toBe(7);
  });

  test('that begins with some numbers anew does not count what they were before', () => {
    const vector = Float64Array.of(1, 1, 1);
    const ruler = new Ruler(1, vector);
    vector.set([1, 90, 1.5]);
    ruler.restart(vector, 1, 2);
    expect(ruler.follow(vector)).toBe(false);
    vector[1] = 92;
    expect(ruler.follow(vector)).toBe(true);
    expect(ruler.travelled).toBe(2);
  });
});
