import { describe, expect, test } from 'vitest';
import { optionGreeks, optionValue } from '../../../../node/exchange/pricing/black76.ts';
import { AccountMargin } from '../../../../node/exchange/risk/portfolio/accountMargin.ts';
import type { PortfolioMargin } from '../../../../node/exchange/risk/portfolio/contingencies.ts';
import type { Holdings, UnderlyingMarket } from '../../../../node/exchange/risk/portfolio/market.ts';
import { defaultPortfolioParameters } from '../../../../node/exchange/risk/portfolio/parameters.ts';
import { portfolioMargin } from '../../../../node/exchange/risk/portfolio/portfolioMargin.ts';
import { greeksPerOption, RiskArrays } from '../../../../node/exchange/risk/portfolio/riskArrays.ts';
import { BrokenInvariant } from '../../../../node/types/fault.ts';
import { randomNumbers } from '../pricing/random.ts';
import { optionsOf, randomHoldings, randomMarket, randomParameters } from './randomPortfolio.ts';
import { slowMargin } from './slowMargin.ts';

const figures = ['markToMarket', 'initial', 'maintenance', 'worstLoss'] as const;

/** What is summed, in size: what rounding may be measured by. */
const scaleOf = (market: UnderlyingMarket, { positions }: Holdings): number =>
  market.spot * positions.reduce((sum, { amount }) => sum + Math.abs(amount), 10);

function expectClose(own: PortfolioMargin, other: PortfolioMargin, within: number): void {
  for (const figure of figures) expect(Math.abs(own[figure] - other[figure])).toBeLessThanOrEqual(within);
}

/** The positions alone, in a market that lists no other options. */
function alone(market: UnderlyingMarket, holdings: Holdings): [UnderlyingMarket, Holdings] {
  let option = 0;
  let kept = 0;
  const positions: Holdings['positions'][number][] = [];
  const expiries = market.expiries.map((expiry) => ({
    ...expiry,
    options: expiry.options.filter(() => {
      const held = holdings.positions.find((each) => each.option === option);
      option += 1;
      if (held === undefined) return false;
      positions.push({ option: kept, amount: held.amount });
      kept += 1;
      return true;
    }),
  }));
  return [
    { ...market, expiries },
    { ...holdings, positions },
  ];
}

describe('portfolio margin', () => {
  test('is what the rules say, position by position, for random portfolios and parameters', () => {
    const random = randomNumbers(21);
    const worst = new Set<number>();
    for (let i = 0; i < 400; i += 1) {
      const market = randomMarket(random);
      const holdings = randomHoldings(random, market);
      const parameters = randomParameters(random);
      const own = portfolioMargin(market, holdings, parameters);
      const slow = slowMargin(market, holdings, parameters);
      expectClose(own, slow, 1e-12 * scaleOf(market, holdings));
      worst.add(own.worstScenario);
    }
    expect(worst.size).toBeGreaterThan(6);
    expect(worst).toContain(-1);
  });

  test('has the same bits from arrays of all options as from those of the positions alone, whatever was loaded before', () => {
    const random = randomNumbers(22);
    for (let i = 0; i < 60; i += 1) {
      const market = randomMarket(random);
      const account = new AccountMargin(new RiskArrays(market.expiries, defaultPortfolioParameters), market);
      for (let j = 0; j < 4; j += 1) {
        const holdings = randomHoldings(random, market, 0.3);
        account.load(holdings);
        expect(account.margin()).toEqual(portfolioMargin(...alone(market, holdings), defaultPortfolioParameters));
      }
    }
  });

  test('rows hold the value at the mark and under both moves of the forward, and the Greeks at the mark', () => {
    const random = randomNumbers(28);
    for (let i = 0; i < 20; i += 1) {
      const market = randomMarket(random);
      const arrays = new RiskArrays(market.expiries, defaultPortfolioParameters);
      let option = 0;
      for (const [at, { options, forwardMoving, forwardSettled }] of market.expiries.entries()) {
        const { years, rootYears, discount } = arrays.factorsOf(at);
        for (const { strike, isCall, volatility } of options) {
          const values = [1, 1.045, 0.955].map((spot) =>
            optionValue(isCall, forwardMoving * spot + forwardSettled, strike, volatility * rootYears, discount),
          );
          expect([...arrays.values.subarray(option * arrays.columns, option * arrays.columns + 3)]).toEqual(values);
          const greeks = optionGreeks(isCall, forwardMoving + forwardSettled, strike, volatility, years, discount);
          const { delta, gamma, vega, theta, rho } = greeks;
          const row = arrays.greeks.subarray(option * greeksPerOption, (option + 1) * greeksPerOption);
          expect([...row]).toEqual([delta, gamma, vega, theta, rho]);
          option += 1;
        }
      }
    }
  });

  test('takes positions in the order of options only', () => {
    const market = randomMarket(randomNumbers(27));
    const account = new AccountMargin(new RiskArrays(market.expiries, defaultPortfolioParameters), market);
    const load = (...options: readonly number[]): void =>
      account.load({ cash: 0, perpetualSize: 0, perpetualUnrealised: 0, collaterals: [], positions: options.map((option) => ({ option, amount: 1 })) }); // prettier-ignore
    for (const wrong of [[1, 0], [1, 1], [-1], [optionsOf(market)]]) expect(() => load(...wrong)).toThrow(BrokenInvariant); // prettier-ignore
    expect(() => load(0, 1)).not.toThrow();
  });

  test('rows made again have the bits of new ones, and only the rows of the expiry that moved change', () => {
    const random = randomNumbers(23);
    for (let i = 0; i < 30; i += 1) {
      const market = randomMarket(random);
      const expiries = [...market.expiries];
      const arrays = new RiskArrays(expiries, defaultPortfolioParameters);
      for (let move = 0; move < 3; move += 1) {
        const at = Math.floor(random() * expiries.length);
        const { options, secondsLeft, forwardMoving } = expiries[at]!;
        const before = arrays.values.slice();
        expiries[at] = {
          ...expiries[at]!,
          secondsLeft: secondsLeft - 1,
          forwardMoving: forwardMoving * (0.9 + 0.2 * random()),
          options: options.map((each) => ({ ...each, volatility: each.volatility * (0.9 + 0.2 * random()) })),
        };
        arrays.rebuild(at, expiries[at]);
        const rebuilt = new RiskArrays(expiries, defaultPortfolioParameters);
        expect(arrays.values).toEqual(rebuilt.values);
        expect(arrays.greeks).toEqual(rebuilt.greeks);
        arrays.values.forEach((value, index) => {
          if (arrays.expiryOf[Math.floor(index / arrays.columns)] !== at) expect(value).toBe(before[index]);
        });
      }
    }
  });
});

describe('what an account would need after a trade', () => {
  const noTrade = { option: -1, optionAmount: 0, perpetualAmount: 0, cash: 0 };
  const after = (holdings: Holdings, trade: typeof noTrade): Holdings => {
    const others = holdings.positions.filter(({ option }) => option !== trade.option);
    const before = holdings.positions.find(({ option }) => option === trade.option)?.amount ?? 0;
    const traded = trade.option < 0 ? [] : [{ option: trade.option, amount: before + trade.optionAmount }];
    return {
      ...holdings,
      cash: holdings.cash + trade.cash,
      perpetualSize: holdings.perpetualSize + trade.perpetualAmount,
      positions: [...others, ...traded].sort((a, b) => a.option - b.option),
    };
  };

  test('is what it needs with the trade done, to rounding: options held or not, perpetual, cash', () => {
    const random = randomNumbers(24);
    for (let i = 0; i < 150; i += 1) {
      const market = randomMarket(random);
      const holdings = randomHoldings(random, market, 0.3);
      const account = new AccountMargin(new RiskArrays(market.expiries, defaultPortfolioParameters), market);
      for (let j = 0; j < 5; j += 1) {
        const hasOption = random() < 0.8;
        const trade = {
          option: hasOption ? Math.floor(random() * optionsOf(market)) : -1,
          optionAmount: hasOption ? 10 * random() - 5 : 0,
          perpetualAmount: random() < 0.5 ? 0 : 3 * random() - 1.5,
          cash: random() - 0.5,
        };
        account.load(holdings);
        const told = account.whatIf(trade);
        const untouched = account.margin();
        account.load(after(holdings, trade));
        expectClose(told, account.margin(), 1e-12 * scaleOf(market, holdings));
        expect(untouched).toEqual(portfolioMargin(market, holdings, defaultPortfolioParameters));
      }
    }
  });

  test('has the same bits as the trade done where nothing of its expiry is held, and sizes are whole', () => {
    const random = randomNumbers(26);
    for (let i = 0; i < 60; i += 1) {
      const market = randomMarket(random);
      const arrays = new RiskArrays(market.expiries, defaultPortfolioParameters);
      const account = new AccountMargin(arrays, market);
      const some = randomHoldings(random, market);
      const option = Math.floor(random() * arrays.optionsCount);
      const others = some.positions.filter((each) => arrays.expiryOf[each.option] !== arrays.expiryOf[option]);
      const positions = others.map((each) => ({ ...each, amount: Math.round(each.amount) }));
      account.load({ ...some, positions });
      const trade = { ...noTrade, option, optionAmount: Math.round(10 * random() - 5) };
      const told = account.whatIf(trade);
      account.load(after({ ...some, positions }, trade));
      expect(told).toEqual(account.margin());
    }
  });

  test('has the same bits as the trade done where its option comes last, and without a trade', () => {
    const random = randomNumbers(25);
    for (let i = 0; i < 60; i += 1) {
      const market = randomMarket(random);
      const last = optionsOf(market) - 1;
      const some = randomHoldings(random, market, 0.4);
      const holdings = { ...some, positions: some.positions.filter(({ option }) => option !== last) };
      const account = new AccountMargin(new RiskArrays(market.expiries, defaultPortfolioParameters), market);
      account.load(holdings);
      const trade = { ...noTrade, option: last, optionAmount: 10 * random() - 5, cash: random() };
      const told = account.whatIf(trade);
      expect(account.whatIf(noTrade)).toEqual(account.margin());
      account.load(after(holdings, trade));
      expect(told).toEqual(account.margin());
    }
  });
});
