import type { BlockRun } from '../blockRun.ts';
import { tickValue, type PerpetualListing } from '../genesis.ts';
import { isPerpetual } from '../instruments/listing.ts';
import { clamp, mulDiv, ppbOne } from '../integers.ts';
import type { Market } from '../records.ts';
import { nextFundingTime } from '../instruments/fundingTime.ts';

/** Rate of one interval from the premium averaged over it, ppb, clamped. */
export function fundingRate(listing: PerpetualListing, market: Market): number {
  if (market.premiumMs === 0) return 0;
  const average = mulDiv(market.premiumSum, 1, market.premiumMs, 'floor');
  const rate = mulDiv(average, listing.fundingIntervalMs, listing.premiumPeriodMs, 'floor');
  return clamp(rate, 0 - listing.fundingClampPpb, listing.fundingClampPpb);
}

/**
 * Settles funding in every market whose interval is over: moves its index F by a whole number of micro-USDC per lot and
 * carries the rest of the division into the next interval. Positions pay when they are next touched.
 * Invariant: longs pay exactly what shorts receive, since both pay the same integer per lot.
 * Source: docs/spec/exchange.md, Funding.
 */
export function settleFunding(run: BlockRun): void {
  const { markets } = run.state;
  for (const number of markets.live) {
    const listing = markets.listing(number);
    const market = markets.at(number);
    if (!isPerpetual(listing) || run.timeMs < market.nextFundingMs || market.stale) continue;
    const ratePpb = fundingRate(listing, market);
    const owed = BigInt(ratePpb) * BigInt(market.markPerLot) + BigInt(market.fundingCarry);
    const carry = ((owed % BigInt(ppbOne)) + BigInt(ppbOne)) % BigInt(ppbOne);
    const perLot = Number((owed - carry) / BigInt(ppbOne));
    // F stays within four times the highest price, so that lots · F is always exact.
    const most = 4 * listing.maxPriceTicks * tickValue(listing);
    const fundingIndex = clamp(market.fundingIndex + perLot, -most, most);
    markets.set(listing.instrument, {
      ...market,
      fundingIndex,
      fundingCarry: Number(carry),
      premiumSum: 0,
      premiumMs: 0,
      nextFundingMs: nextFundingTime(run.timeMs, listing.fundingIntervalMs),
    });
    const { instrument, markPerLot } = market;
    run.events.push({ type: 'funding', instrument, ratePpb, perLot, fundingIndex, markPerLot });
  }
}
