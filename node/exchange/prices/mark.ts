import type { AgreedPrice } from '../../types/settlement.ts';
import type { BlockRun } from '../blockRun.ts';
import { sampledPremium } from '../funding/premium.ts';
import { tickValue, type MarketListing } from '../genesis.ts';
import { atPpb, clamp, median3, mulDiv } from '../integers.ts';
import type { Market } from '../records.ts';

/** Longest time between two blocks that counts in time averages. */
const stepMsMax = 60_000;
/** The averaged basis is kept in thousandths of a micro-USDC per lot. */
const basisScale = 1_000;

/**
 * Brings every market's index, mark and margins to the block's agreed prices, before anything trades. A market whose
 * feed is stale keeps its numbers. Source: docs/spec/exchange.md, Mark price.
 */
export function followPrices(run: BlockRun, prices: readonly AgreedPrice[]): void {
  for (const listing of run.state.genesis.markets) {
    const agreed = prices.find((price) => price.feed === listing.feed);
    const market = run.state.markets.get(listing.instrument)!;
    if (agreed === undefined || agreed.stale || agreed.price <= 0) {
      if (!market.stale) stopMarket(run, market);
      continue;
    }
    const next = pricedMarket(run, listing, market, agreed.price);
    const isNews = market.stale || next.indexPerLot !== market.indexPerLot;
    run.state.markets.set(listing.instrument, next);
    if (isNews) {
      const { instrument, indexPerLot, markPerLot, stale } = next;
      run.events.push({ type: 'mark', instrument, indexPerLot, markPerLot, stale });
    }
  }
}

function stopMarket(run: BlockRun, market: Market): void {
  const { instrument, indexPerLot, markPerLot } = market;
  run.state.markets.set(instrument, { ...market, stale: true });
  run.events.push({ type: 'mark', instrument, indexPerLot, markPerLot, stale: true });
}

function pricedMarket(run: BlockRun, listing: MarketListing, market: Market, price: number): Market {
  const { state, timeMs } = run;
  const value = tickValue(listing);
  const indexPerLot = clamp(mulDiv(price, 1, listing.lotsPerUnit, 'floor'), 1, listing.maxPriceTicks * value);
  const bid = state.book.bestPrice(listing.instrument, 'buy');
  const ask = state.book.bestPrice(listing.instrument, 'sell');
  const elapsed = market.stale ? 0 : clamp(timeMs - market.basisAtMs, 0, stepMsMax);
  let { basis } = market;
  if (bid !== undefined && ask !== undefined) {
    const now = (bid + ask) * value * (basisScale / 2) - indexPerLot * basisScale;
    const most = atPpb(indexPerLot * basisScale, listing.priceBandPpb, 'floor');
    basis += mulDiv(clamp(now, -most, most) - basis, elapsed, listing.basisWindowMs + elapsed, 'floor');
  }
  const traded = median3(
    bid === undefined ? indexPerLot : bid * value,
    ask === undefined ? indexPerLot : ask * value,
    market.lastPrice === 0 ? indexPerLot : market.lastPrice * value,
  );
  const averaged = indexPerLot + mulDiv(basis, 1, basisScale, 'floor');
  const markPerLot = clamp(median3(averaged, traded, indexPerLot), 1, listing.maxPriceTicks * value);
  const premium = elapsed === 0 ? 0 : sampledPremium(state, listing, indexPerLot);
  return {
    ...market,
    indexPerLot,
    markPerLot,
    stale: false,
    basis,
    basisAtMs: timeMs,
    premiumSum: market.premiumSum + premium * elapsed,
    premiumMs: market.premiumMs + elapsed,
    initialPerLot: atPpb(markPerLot, listing.initialMarginPpb, 'ceil'),
    maintenancePerLot: atPpb(markPerLot, listing.maintenanceMarginPpb, 'ceil'),
  };
}
