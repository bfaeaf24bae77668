import type { BlockRun } from '../blockRun.ts';
import { sampledPremium } from '../funding/premium.ts';
import { atPpb, clamp, median3, mulDiv, ppbOne } from '../integers.ts';
import { stepMsMax } from '../instruments/settlementPrice.ts';
import { isPerpetual, type MarketListing } from '../instruments/listing.ts';
import type { Market } from '../records.ts';
import { indexOf, type AgreedPrices } from './agreedPrices.ts';
import { futureBase, OptionMarks } from './datedMarks.ts';
import { linearMargins } from './margins.ts';

/** The averaged basis is kept in thousandths of a micro-USDC per lot. */
const basisScale = 1_000;

/**
 * Brings every market's index, mark and margins to the block's agreed prices, before anything trades. A market whose
 * feed is stale, or whose time is over, keeps its numbers. Source: docs/spec/exchange.md, Mark price.
 */
export function followPrices(run: BlockRun, prices: AgreedPrices): void {
  const { markets } = run.state;
  const options = new OptionMarks(run, prices);
  for (const number of markets.live) {
    const listing = markets.listing(number);
    const market = markets.at(number);
    const index = listing.expiryMs > 0 && run.timeMs >= listing.expiryMs ? 0 : indexOf(prices, listing);
    const next = index === 0 ? undefined : priced(run, prices, options, listing, market, index);
    if (next === undefined) {
      if (!market.stale) stopMarket(run, market);
    } else if (next !== market) {
      changeMarket(run, listing, market, next);
    }
  }
}

/** A market at an index; undefined: something else that its mark takes is stale; the same one: nothing to do. */
function priced(
  run: BlockRun,
  prices: AgreedPrices,
  options: OptionMarks,
  listing: MarketListing,
  market: Market,
  index: number,
): Market | undefined {
  if (listing.kind === 'option') return options.marked(listing, market, index);
  const indexPerLot = perLot(listing, index);
  const forward = listing.kind === 'perpetual' ? index : futureBase(run, prices, listing, index);
  if (forward === undefined) return undefined;
  const elsewhere = isPerpetual(listing) ? indexOf(prices, { feed: listing.perpetualFeed }) : 0;
  return pricedLinear(run, listing, market, indexPerLot, forward, elsewhere);
}

/** A price of one unit as that of one lot, within the market's prices. */
const perLot = (listing: MarketListing, price: number): number =>
  clamp(mulDiv(price, 1, listing.lotsPerUnit, 'floor'), 1, highestPerLot(listing));

const highestPerLot = ({ maxPriceTicks, tickSizeMicroUsdc, lotsPerUnit }: MarketListing): number =>
  maxPriceTicks * (tickSizeMicroUsdc / lotsPerUnit);

function changeMarket(run: BlockRun, { kind }: MarketListing, market: Market, next: Market): void {
  const isNews = market.stale || (next.indexPerLot !== market.indexPerLot && kind !== 'option');
  run.state.markets.set(market.instrument, next);
  if (!isNews) return;
  const { instrument, indexPerLot, markPerLot, stale } = next;
  run.events.push({ type: 'mark', instrument, indexPerLot, markPerLot, stale });
}

function stopMarket(run: BlockRun, market: Market): void {
  const { instrument, indexPerLot, markPerLot } = market;
  run.state.markets.set(instrument, { ...market, stale: true });
  run.events.push({ type: 'mark', instrument, indexPerLot, markPerLot, stale: true });
}

/**
 * A perpetual or a future: the middle of what the book says now, of its average distance from the forward, and of the forward itself;
 * that of a perpetual is the index. What a perpetual trades at elsewhere stands for the last, where it is known.
 * @param forward micro-USDC per unit @param elsewhere the same; 0: unknown
 */
function pricedLinear(
  run: BlockRun,
  listing: MarketListing,
  market: Market,
  indexPerLot: number,
  forward: number,
  elsewhere: number,
): Market {
  const { state, timeMs } = run;
  const basePerLot = perLot(listing, forward);
  const { instrument } = listing;
  const value = listing.tickSizeMicroUsdc / listing.lotsPerUnit;
  const bid = state.book.bestPrice(instrument, 'buy');
  const ask = state.book.bestPrice(instrument, 'sell');
  const elapsed = market.stale ? 0 : clamp(timeMs - market.basisAtMs, 0, stepMsMax);
  let { basis } = market;
  if (bid !== undefined && ask !== undefined) {
    const now = (bid + ask) * value * (basisScale / 2) - basePerLot * basisScale;
    const most = atPpb(basePerLot * basisScale, listing.priceBandPpb, 'floor');
    basis += mulDiv(clamp(now, -most, most) - basis, elapsed, listing.basisWindowMs + elapsed, 'floor');
  }
  const traded = median3(
    bid === undefined ? basePerLot : bid * value,
    ask === undefined ? basePerLot : ask * value,
    market.lastPrice === 0 ? basePerLot : market.lastPrice * value,
  );
  const averaged = basePerLot + mulDiv(basis, 1, basisScale, 'floor');
  const markPerLot = clamp(
    median3(averaged, traded, elsewhere === 0 ? basePerLot : perLot(listing, elsewhere)),
    1,
    highestPerLot(listing),
  );
  const premium = isPerpetual(listing) && elapsed > 0 ? sampledPremium(state, listing, indexPerLot) : 0;
  return {
    ...market,
    indexPerLot,
    markPerLot,
    forward,
    deltaPpb: ppbOne,
    stale: false,
    basis,
    basisAtMs: timeMs,
    premiumSum: market.premiumSum + premium * elapsed,
    premiumMs: market.premiumMs + elapsed,
    ...linearMargins(listing, markPerLot),
  };
}
