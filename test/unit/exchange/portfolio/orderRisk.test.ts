import { describe, expect, test } from 'vitest';
import { AccountMargin } from '../../../../node/exchange/risk/portfolio/accountMargin.ts';
import type { Holdings, OpenOrders, UnderlyingMarket } from '../../../../node/exchange/risk/portfolio/market.ts';
import { defaultPortfolioParameters, type PortfolioParameters } from '../../../../node/exchange/risk/portfolio/parameters.ts'; // prettier-ignore
import { portfolioMargin } from '../../../../node/exchange/risk/portfolio/portfolioMargin.ts';
import { RiskArrays } from '../../../../node/exchange/risk/portfolio/riskArrays.ts';
import { randomNumbers } from '../pricing/random.ts';
import { optionsOf, randomHoldings, randomMarket, randomParameters, withFutures } from './randomPortfolio.ts';
import { slowMargin } from './slowMargin.ts';

type Random = () => number;
const figures = ['markToMarket', 'initial', 'maintenance', 'worstLoss'] as const;
const scaleOf = (market: UnderlyingMarket, { positions }: Holdings): number =>
  market.spot * positions.reduce((sum, { amount }) => sum + Math.abs(amount), 20);
const nothingHeld: Holdings = { cash: 0, perpetualSize: 0, perpetualUnrealised: 0, collaterals: [], positions: [] };
const sure = (market: UnderlyingMarket): UnderlyingMarket => ({
  ...market,
  spotConfidence: 1,
  perpetualConfidence: 1,
  expiries: market.expiries.map((expiry) => ({ ...expiry, confidence: 1 })),
});

function randomOrders(random: Random, market: UnderlyingMarket): OpenOrders[] {
  const size = (): number => (random() < 0.4 ? 0 : 8 * random());
  return Array.from({ length: optionsOf(market) + 1 }, (_, at) => ({ option: at - 1, bids: size(), asks: size() })).filter(() => random() < 0.4); // prettier-ignore
}

/** An account after fills, `signed` of each order. */
function filled(holdings: Holdings, fills: readonly { readonly option: number; readonly signed: number }[]): Holdings {
  const amounts = new Map(holdings.positions.map(({ option, amount }) => [option, amount]));
  let { perpetualSize } = holdings;
  for (const { option, signed } of fills) {
    if (option < 0) perpetualSize += signed;
    else amounts.set(option, (amounts.get(option) ?? 0) + signed);
  }
  const positions = [...amounts].map(([option, amount]) => ({ option, amount })).sort((a, b) => a.option - b.option);
  return { ...holdings, perpetualSize, positions };
}

function loaded(market: UnderlyingMarket, holdings: Holdings, parameters: PortfolioParameters): AccountMargin {
  const account = new AccountMargin(new RiskArrays(market.expiries, parameters), market);
  account.load(holdings);
  return account;
}

describe('a future', () => {
  test('is margined as the rules say, beside options and a perpetual', () => {
    const random = randomNumbers(41);
    for (let i = 0; i < 200; i += 1) {
      const market = withFutures(randomMarket(random));
      const holdings = randomHoldings(random, market);
      const parameters = randomParameters(random);
      const own = portfolioMargin(market, holdings, parameters);
      const slow = slowMargin(market, holdings, parameters);
      for (const figure of figures) expect(Math.abs(own[figure] - slow[figure])).toBeLessThanOrEqual(1e-12 * scaleOf(market, holdings)); // prettier-ignore
    }
  });

  test('is worth nothing at the mark, pays no share of a short option, and offsets a call that is deep in the money', () => {
    const option = { strike: 10_000, isCall: true, volatility: 0.6 };
    const expiry = { secondsLeft: 86_400 * 30, forwardSettled: 0, forwardMoving: 100_000, rate: 0, confidence: 1 };
    const future = { strike: 0, isCall: false, volatility: 0 };
    const market = { spot: 100_000, spotConfidence: 1, perpetual: 100_000, perpetualConfidence: 1, stable: 1, expiries: [{ ...expiry, options: [option, future] }] }; // prettier-ignore
    const needs = (call: number, size: number): number => {
      const positions = [{ option: 0, amount: call }, { option: 1, amount: size }].filter(({ amount }) => amount !== 0); // prettier-ignore
      const { markToMarket, initial } = portfolioMargin(market, { ...nothingHeld, positions }, defaultPortfolioParameters); // prettier-ignore
      return markToMarket - initial;
    };
    expect(needs(0, -1)).toBe(18_000);
    expect(portfolioMargin(market, { ...nothingHeld, positions: [{ option: 1, amount: -1 }] }, defaultPortfolioParameters).markToMarket).toBe(0); // prettier-ignore
    // Short a call that moves as the forward does, long the future: what is left is the charge for the uncovered short option.
    expect(needs(-1, 1)).toBeLessThan(1_000);
    expect(needs(-1, 0)).toBeGreaterThan(18_000);
  });
});

describe('open orders', () => {
  test('cost what the rules say: in each scenario each market as is worst, on top of the account', () => {
    const random = randomNumbers(42);
    for (let i = 0; i < 150; i += 1) {
      const market = sure(withFutures(randomMarket(random)));
      const holdings = { ...randomHoldings(random, market, 0.3), collaterals: [] };
      const orders = randomOrders(random, market);
      // The skews alone, now and then: else they are hardly ever worst.
      const skews = defaultPortfolioParameters.scenarios.slice(-2);
      const rules = i % 3 === 0 ? { ...defaultPortfolioParameters, scenarios: skews } : defaultPortfolioParameters;
      const own = loaded(market, holdings, rules).marginWithOrders(orders);
      const base = slowMargin(market, holdings, rules);
      const alone = orders.map(({ option, bids, asks }) =>
        [bids, 0 - asks].map((signed) => slowMargin(market, filled(nothingHeld, [{ option, signed }]), rules)),
      );
      const worstAlone = (of: (margin: ReturnType<typeof slowMargin>) => number): number =>
        alone.reduce((sum, [bids, asks]) => sum + Math.min(0, of(bids!), of(asks!)), 0);
      const losses = base.scenarioLosses.map((loss, at) => loss + worstAlone(({ scenarioLosses }) => scenarioLosses[at]!)); // prettier-ignore
      const worst = Math.min(base.basis + worstAlone(({ basis }) => basis), ...losses);
      const perpetual = orders.find(({ option }) => option < 0) ?? { bids: 0, asks: 0 };
      const size = Math.max(holdings.perpetualSize + perpetual.bids, perpetual.asks - holdings.perpetualSize);
      const strikeOf = (option: number): string => {
        let first = 0;
        for (const [at, { options }] of market.expiries.entries()) {
          if (option < first + options.length) return `${at}/${options[option - first]!.strike}`;
          first += options.length;
        }
        throw new Error('no such option');
      };
      const nets = new Map<string, number>();
      for (const { option, amount } of holdings.positions) nets.set(strikeOf(option), (nets.get(strikeOf(option)) ?? 0) + amount); // prettier-ignore
      for (const { option, asks } of orders) if (option >= 0) nets.set(strikeOf(option), (nets.get(strikeOf(option)) ?? 0) - asks); // prettier-ignore
      const shorts = [...nets].reduce((sum, [strike, net]) => (strike.endsWith('/0') ? sum : sum + Math.max(0, 0 - net)), 0); // prettier-ignore
      const share = (pair: { readonly initial: number; readonly maintenance: number }): number => pair.initial + pair.maintenance; // prettier-ignore
      const charges = market.spot * (size * share(rules.perpetual) + shorts * share(rules.shortOption));
      const depeg = Math.max(0, rules.peg.threshold - market.stable) * rules.peg.factor;
      const initial = base.markToMarket + worst * (rules.lossFactor.initial + depeg) - charges;
      expect(Math.abs(own.initial - initial)).toBeLessThanOrEqual(1e-11 * scaleOf(market, holdings));
    }
  });

  test('never cost less than nothing, and never less than any way in which they could fill', () => {
    const random = randomNumbers(43);
    for (let i = 0; i < 300; i += 1) {
      const market = withFutures(randomMarket(random));
      const holdings = randomHoldings(random, market, 0.3);
      const orders = randomOrders(random, market);
      const parameters = randomParameters(random);
      const account = loaded(market, holdings, parameters);
      const told = account.marginWithOrders(orders);
      // To the last bit: whoever opens orders cannot need less.
      expect(told.initial).toBeLessThanOrEqual(account.margin().initial);
      for (let j = 0; j < 6; j += 1) {
        const whole = j < 3;
        const fills = orders.map(({ option, bids, asks }) => {
          const share = whole ? Math.floor(3 * random()) / 2 : random();
          return { option, signed: random() < 0.5 ? bids * Math.min(1, share) : 0 - asks * Math.min(1, share) };
        });
        const after = portfolioMargin(market, filled(holdings, fills), parameters);
        // What is left, as far as it is not worth something else: fills at the mark.
        const gained = after.markToMarket - account.margin().markToMarket;
        expect(told.initial).toBeLessThanOrEqual(after.initial - gained + 1e-9 * scaleOf(market, holdings));
      }
      expect(account.marginWithOrders([])).toEqual(account.margin());
    }
  });

  test('count in the risk of the forwards, too, where that is worst', () => {
    const expiry = { secondsLeft: 86_400 * 30, forwardSettled: 0, forwardMoving: 100, rate: 0, confidence: 1, options: [{ strike: 0, isCall: false, volatility: 0 }] }; // prettier-ignore
    const market = { spot: 100, spotConfidence: 1, perpetual: 100, perpetualConfidence: 1, stable: 1, expiries: [expiry] }; // prettier-ignore
    const holdings = { ...nothingHeld, perpetualSize: 1, positions: [{ option: 0, amount: -1 }] };
    const account = loaded(market, holdings, defaultPortfolioParameters);
    expect(account.margin().worstScenario).toBe(-1);
    const more = account.margin().initial - account.marginWithOrders([{ option: 0, bids: 0, asks: 0.01 }]).initial;
    // A move of the forward by 4.5 %, and the share of a month.
    expect(more).toBeCloseTo(0.01 * 4.5 * (0.5 + (2 * 30) / 365), 9);
  });

  test('that hedge are free as far as they hedge, and of one that goes beyond only that counts', () => {
    const market = sure({ ...randomMarket(randomNumbers(44)), stable: 1, spot: 100, perpetual: 100 });
    const account = loaded(market, { ...nothingHeld, perpetualSize: 1 }, defaultPortfolioParameters);
    const needs = (bids: number, asks: number): number =>
      0 - account.marginWithOrders([{ option: -1, bids, asks }]).initial;
    const alone = 0 - account.margin().initial;
    expect(needs(0, 2)).toBe(alone);
    expect(needs(0, 3)).toBeCloseTo(2 * alone, 9);
    expect(needs(1, 0)).toBeCloseTo(2 * alone, 9);
    expect(needs(1, 3)).toBeCloseTo(2 * alone, 9);
  });
});
