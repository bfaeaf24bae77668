import type { BlockRun } from '../blockRun.ts';
import { atPpb, clamp, mulDiv, ppbOne } from '../integers.ts';
import { averagingKey } from '../instruments/averages.ts';
import { dayMs } from '../instruments/calendar.ts';
import type { MarketListing } from '../instruments/listing.ts';
import { expectedSettlement, varianceMs } from '../instruments/settlementPrice.ts';
import { optionGreeks } from '../pricing/black76.ts';
import { log } from '../pricing/log.ts';
import type { Market } from '../records.ts';
import { forwardRatio } from './forwardCurve.ts';
import { optionMargins, seriesOf } from './margins.ts';
import type { AgreedPrices } from './agreedPrices.ts';
import { smileOf, surfacePlace, varianceAtNode, type Smile } from './surface.ts';

const yearMs = 365 * dayMs;

/** An option is marked anew when the index has moved by more than this part of itself, or so much time has passed. */
const remarkMovePpb = 100_000;
const remarkMs = 1_000;

/**
 * What a dated market's underlying is expected to settle at, micro-USDC per unit: the forward, into which the part of the settlement price
 * weighs that is known already. Undefined: the curve is stale.
 */
export function futureBase(
  run: BlockRun,
  prices: AgreedPrices,
  listing: Pick<MarketListing, 'series' | 'feed' | 'expiryMs'>,
  index: number,
): number | undefined {
  const ratio = forwardRatio(prices, seriesOf(run.state, listing).curveFeed, listing.expiryMs - run.timeMs);
  if (ratio === undefined) return undefined;
  const forward = Math.max(1, mulDiv(index, ratio, ppbOne, 'floor'));
  const average = run.state.averages.get(averagingKey(listing));
  return average === undefined ? forward : Math.max(1, expectedSettlement(average, listing.expiryMs, forward));
}

/** What the options of one expiry have in common. */
interface Slice {
  /** Micro-USDC per unit. */
  readonly forward: number;
  readonly smile: Smile;
  /** Years to expiry, and the years' worth of variance until then. */
  readonly years: number;
  readonly varianceYears: number;
}

/**
 * The marks of options in one block: Black-76 on the forward, with the volatility that the agreed surface has at the strike. The only floats
 * of the ledger: each is gone once its mark is rounded down. Source: docs/spec/exchange.md, Mark price.
 */
export class OptionMarks {
  readonly #run: BlockRun;
  readonly #prices: AgreedPrices;
  readonly #slices = new Map<string, Slice | undefined>();

  constructor(run: BlockRun, prices: AgreedPrices) {
    this.#run = run;
    this.#prices = prices;
  }

  /** The market with its new mark; the same one where that would change next to nothing; undefined: an input is stale. */
  marked(listing: MarketListing, market: Market, index: number): Market | undefined {
    const { lotsPerUnit, maxPriceTicks, tickSizeMicroUsdc } = listing;
    const { timeMs } = this.#run;
    const most = maxPriceTicks * (tickSizeMicroUsdc / lotsPerUnit);
    const indexPerLot = Math.max(1, mulDiv(index, 1, lotsPerUnit, 'floor'));
    const isNear = Math.abs(indexPerLot - market.indexPerLot) <= atPpb(market.indexPerLot, remarkMovePpb, 'floor');
    if (!market.stale && isNear && timeMs - market.basisAtMs < remarkMs) return market;
    const slice = this.#slice(listing, index);
    if (slice === undefined) return undefined;
    const { value, volatilityPpb, deltaPpb } = pricedOption(listing, slice);
    const markPerLot = clamp(Math.floor(value / lotsPerUnit), 1, most);
    const margins = optionMargins(
      listing,
      seriesOf(this.#run.state, listing).leastInitialMarginPpb,
      indexPerLot,
      markPerLot,
    );
    const { forward } = slice;
    const priced = { indexPerLot, markPerLot, forward, volatilityPpb, deltaPpb, stale: false, basisAtMs: timeMs };
    return { ...market, ...priced, ...margins };
  }

  #slice(listing: MarketListing, index: number): Slice | undefined {
    const { series, expiryMs } = listing;
    const key = `${series}/${expiryMs}`;
    if (this.#slices.has(key)) return this.#slices.get(key);
    const leftMs = expiryMs - this.#run.timeMs;
    const forward = futureBase(this.#run, this.#prices, listing, index);
    const smile = smileOf(this.#prices, seriesOf(this.#run.state, listing).surfaceFeed, leftMs);
    const isKnown = forward !== undefined && smile !== undefined;
    const slice = isKnown
      ? { forward, smile, years: leftMs / yearMs, varianceYears: varianceMs(leftMs) / yearMs }
      : undefined;
    this.#slices.set(key, slice);
    return slice;
  }
}

/**
 * Value and delta of a unit, by the volatility that is noted with them: so anybody can make the mark again from the market's own numbers.
 */
function pricedOption({ strikeMicroUsdc, right }: MarketListing, slice: Slice) {
  const { forward, smile, years, varianceYears } = slice;
  const place = surfacePlace(log(strikeMicroUsdc / forward), years);
  const volatilityPpb = Math.round(Math.sqrt(varianceAtNode(smile, place)) * ppbOne);
  const volatility = volatilityPpb / ppbOne;
  const { value, delta } = optionGreeks(right === 'call', forward, strikeMicroUsdc, volatility, varianceYears, 1);
  return { value, volatilityPpb, deltaPpb: Math.round(delta * ppbOne) + 0 };
}
