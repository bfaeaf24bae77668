import type { AgreedPrices } from './agreedPrices.ts';
import { tenorPlace, tenorsMs } from './tenors.ts';

/**
 * Places at which volatilities are agreed: hundredths of log-moneyness over the root of the years to expiry; 0 is at the money.
 * Source: docs/adr/0208.
 */
export const surfaceNodes = [-200, -120, -70, -30, 0, 30, 70, 120, 200] as const;

/** Where a strike stands among them, from its ln(strike ÷ forward). */
export const surfacePlace = (logMoneyness: number, years: number): number => (100 * logMoneyness) / Math.sqrt(years);

/** Feeds state volatilities in millionths: 650,000 is 65 %. */
const volatilityUnit = 1_000_000;
/** From 1 % to 1,000 %: beyond it nobody's report is worth anything. */
const volatilityMin = volatilityUnit / 100;
const volatilityMax = 10 * volatilityUnit;

/** The variances a year at the nodes, for one time to expiry. Floats: they live as long as a block is marked. */
export type Smile = Float64Array;

/**
 * The smile of an expiry: at each node total variance is linear in time between two tenors, volatility the same beyond the first and last.
 * The feeds from `surfaceFeed` on are the nodes of the first tenor, then those of the next. Undefined: one that it takes is stale.
 */
export function smileOf(prices: AgreedPrices, surfaceFeed: number, leftMs: number): Smile | undefined {
  const { before, after } = tenorPlace(leftMs);
  const smile = new Float64Array(surfaceNodes.length);
  for (let node = 0; node < smile.length; node++) {
    const first = varianceAt(prices, surfaceFeed, before, node);
    const last = varianceAt(prices, surfaceFeed, after, node);
    if (first === undefined || last === undefined) return undefined;
    smile[node] = before === after ? last : betweenTenors(first, tenorsMs[before]!, last, tenorsMs[after]!, leftMs);
  }
  return smile;
}

function varianceAt(prices: AgreedPrices, surfaceFeed: number, tenor: number, node: number): number | undefined {
  const agreed = prices.get(surfaceFeed + tenor * surfaceNodes.length + node);
  if (agreed === undefined || agreed.stale) return undefined;
  if (agreed.price < volatilityMin || agreed.price > volatilityMax) return undefined;
  const volatility = agreed.price / volatilityUnit;
  return volatility * volatility;
}

function betweenTenors(first: number, firstMs: number, last: number, lastMs: number, atMs: number): number {
  const share = (atMs - firstMs) / (lastMs - firstMs);
  const total = first * firstMs * (1 - share) + last * lastMs * share;
  return total / atMs;
}

/** The variance a year at a place between the nodes: linear, and flat beyond the ends. */
export function varianceAtNode(smile: Smile, place: number): number {
  const last = surfaceNodes.length - 1;
  if (place <= surfaceNodes[0]) return smile[0]!;
  if (place >= surfaceNodes[last]!) return smile[last]!;
  let at = 0;
  while (surfaceNodes[at + 1]! < place) at += 1;
  const share = (place - surfaceNodes[at]!) / (surfaceNodes[at + 1]! - surfaceNodes[at]!);
  return smile[at]! * (1 - share) + smile[at + 1]! * share;
}
