import type { ExpiryMarket, Holdings, UnderlyingMarket } from '../../../../node/exchange/risk/portfolio/market.ts';
import { defaultPortfolioParameters, type PortfolioParameters } from '../../../../node/exchange/risk/portfolio/parameters.ts'; // prettier-ignore

type Random = () => number;

const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const below = (random: Random, count: number): number => Math.floor(random() * count);

/** A market of up to five expiries: some over, some in their last half hour, some years away; every strike with call and put. */
export function randomMarket(random: Random, expiriesMax = 5, strikesMax = 8): UnderlyingMarket {
  const spot = 500 + 100_000 * random();
  const expiries = times(1 + below(random, expiriesMax), (): ExpiryMarket => {
    const secondsLeft = [-100, 0, 1, 900, 86_400 * random(), 2_592_000, 2_592_001, 31_536_000 * random()][
      below(random, 8)
    ]!;
    const forward = spot * (0.9 + 0.25 * random());
    const share = secondsLeft < 1_800 ? Math.max(0, secondsLeft) / 1_800 : 1;
    return {
      secondsLeft,
      forwardSettled: forward * (1 - share),
      forwardMoving: forward * share,
      rate: 0.4 * random() - 0.1,
      confidence: random() < 0.3 ? random() : 1,
      options: times(1 + below(random, strikesMax), (at) => at).flatMap((at) => {
        const strike = spot * (0.4 + 0.17 * at + 0.01 * random());
        const volatility = random() < 0.05 ? 0 : 0.2 + 1.5 * random();
        return [true, false].map((isCall) => ({ strike, isCall, volatility }));
      }),
    };
  });
  return {
    spot,
    spotConfidence: random() < 0.2 ? random() : 1,
    perpetual: spot * (0.98 + 0.04 * random()),
    perpetualConfidence: random() < 0.2 ? random() : 1,
    stable: 0.9 + 0.12 * random(),
    expiries,
  };
}

/** With a future at the end of every expiry's list. */
export const withFutures = (market: UnderlyingMarket): UnderlyingMarket => ({
  ...market,
  expiries: market.expiries.map((expiry) => ({
    ...expiry,
    options: [...expiry.options, { strike: 0, isCall: false, volatility: 0 }],
  })),
});

export const optionsOf = (market: UnderlyingMarket): number =>
  market.expiries.reduce((count, { options }) => count + options.length, 0);

export function randomHoldings(random: Random, market: UnderlyingMarket, share = 0.5): Holdings {
  const { spot } = market;
  return {
    cash: spot * (10 * random() - 5),
    perpetualSize: random() < 0.3 ? 0 : 4 * random() - 2,
    perpetualUnrealised: spot * (random() - 0.5),
    collaterals: times(below(random, 3), () => ({
      amount: 2 * random(),
      price: spot * (0.5 + random()),
      confidence: random() < 0.3 ? random() : 1,
      isRiskCancelling: random() < 0.5,
      initialHaircut: 0.2 * random(),
      maintenanceHaircut: 0.1 * random(),
    })),
    positions: times(optionsOf(market), (option) => ({ option, amount: 20 * random() - 10 })).filter(
      () => random() < share,
    ),
  };
}

/** The default parameters with some of them elsewhere. */
export function randomParameters(random: Random): PortfolioParameters {
  const base = defaultPortfolioParameters;
  const { scenarios } = base;
  const from = below(random, 8);
  return {
    ...base,
    scenarios: [...scenarios.slice(from), ...scenarios.slice(0, from)].slice(below(random, 4)),
    volatility: { ...base.volatility, daysMin: 3 * random(), rangeDown: 2 * random(), shortTermPower: random() },
    skew: { ...base.skew, linearCap: 3 * random(), absoluteCap: random(), widthScale: 8 * random(), flatSlope: random() - 0.9 }, // prettier-ignore
    lossFactor: { initial: 0.5 + random(), maintenance: 0.5 + 0.4 * random() },
    peg: { threshold: 0.98, factor: 3 * random() },
  };
}
