import type { ExpiryMarket, Holdings, UnderlyingMarket } from '../../../node/exchange/risk/portfolio/market.ts';

const daySeconds = 86_400;
/** From a day to a year, as venues list them. */
const expiryDays = [1, 2, 7, 14, 28, 56, 91, 182, 273, 364];
const strikesPerExpiry = 50;

/** What a benchmark needs of a seed: numbers from 0 to 1. */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A thousand options: calls and puts of 50 strikes at ten expiries, with a smile, at a spot of 60,000. */
export function optionBoard(spot = 60_000): UnderlyingMarket {
  const expiries = expiryDays.map((days): ExpiryMarket => {
    const years = days / 365;
    const forward = spot * Math.exp(0.05 * years);
    const width = 0.7 * Math.sqrt(years) + 0.05;
    return {
      secondsLeft: days * daySeconds,
      forwardSettled: 0,
      forwardMoving: forward,
      rate: 0.05,
      confidence: 1,
      options: Array.from({ length: strikesPerExpiry }, (_, at) => {
        const away = (2.5 * width * (at - strikesPerExpiry / 2)) / (strikesPerExpiry / 2);
        return { strike: Math.round(60_000 * Math.exp(away)), volatility: 0.55 + 0.25 * away * away };
      }).flatMap((terms) => [true, false].map((isCall) => ({ ...terms, isCall }))),
    };
  });
  return { spot, spotConfidence: 1, perpetual: spot, perpetualConfidence: 1, stable: 1, expiries };
}

export const optionsCount = expiryDays.length * strikesPerExpiry * 2;

/** An account with that many positions, long and short, in options of all expiries, and a perpetual. */
export function manyPositions(positions: number, seed: number): Holdings {
  const random = numbersFrom(seed);
  const places = new Set<number>();
  while (places.size < positions) places.add(Math.floor(random() * optionsCount));
  return {
    cash: 1_000_000,
    perpetualSize: 2.5,
    perpetualUnrealised: 1_200,
    collaterals: [],
    positions: [...places]
      .sort((a, b) => a - b)
      .map((option) => ({ option, amount: Math.round(200 * random() - 100) / 10 })),
  };
}
