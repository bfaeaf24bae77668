import type { Series } from '../node/exchange/genesis.ts';
import { ppbOne } from '../node/exchange/integers.ts';
import { surfaceNodes } from '../node/exchange/prices/surface.ts';
import { tenorsMs } from '../node/exchange/prices/tenors.ts';
import type { PriceAtConfig } from '../node/feeds/priceAt.ts';
import type { FeedSettings } from '../node/feeds/feedPublisher.ts';

/** Curves and surfaces are stated anew every so often. */
const everyMs = 5_000;

const yearMs = 365 * 86_400_000;
/** Forwards rise by so much a year. */
const carryAYear = 0.05;
/** At the money in the long run, how much a day's is above it, and how the smile leans and bends in log-moneyness over the root of a year. */
const longVolatility = 0.5;
const shortPremium = 0.1;
const lean = -0.08;
const bend = 0.1;

type ImpliedFeed = FeedSettings & { readonly source: PriceAtConfig };

/** The forward curve and the volatility surface of a series, as generators: a plausible smile that breathes as one. */
export function impliedFeeds(series: Series, seed: number, startMs: number): ImpliedFeed[] {
  const generated = (feed: number, startPrice: number, volatilityPpm: number): ImpliedFeed => {
    const rounded = Math.round(startPrice);
    return { feed, source: { kind: 'generator', seed, startPrice: rounded, volatilityPpm, startMs, everyMs } };
  };
  if (series.kind === 'future') {
    return tenorsMs.map((tenor, at) =>
      generated(series.curveFeed + at, ppbOne * (1 + (carryAYear * tenor) / yearMs), 0),
    );
  }
  return tenorsMs.flatMap((tenor, at) =>
    surfaceNodes.map((node, place) => {
      const atTheMoney = longVolatility + shortPremium * Math.exp((-4 * tenor) / yearMs);
      const moneyness = node / 100;
      const volatility = atTheMoney * (1 + lean * moneyness + bend * moneyness * moneyness);
      return generated(series.surfaceFeed + at * surfaceNodes.length + place, volatility * 1_000_000, 300);
    }),
  );
}
