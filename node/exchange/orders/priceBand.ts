import type { Side } from '../../types/transaction.ts';
import { atPpb, mulDiv, ppbOne } from '../integers.ts';
import { tickValue, type MarketListing } from '../genesis.ts';
import type { Market } from '../records.ts';

/** The worst price in ticks at which an order of this side may trade: mark plus or minus the band. */
export function bandLimit(listing: MarketListing, market: Market, side: Side): number {
  const value = tickValue(listing);
  if (side === 'buy') {
    const upper = atPpb(market.markPerLot, ppbOne + listing.priceBandPpb, 'floor');
    return Math.min(listing.maxPriceTicks, mulDiv(upper, 1, value, 'floor'));
  }
  const lower = atPpb(market.markPerLot, ppbOne - listing.priceBandPpb, 'ceil');
  return Math.max(1, mulDiv(lower, 1, value, 'ceil'));
}

/** Whether a price lies beyond the band in the direction in which it would hurt. */
export const isOutOfBand = (listing: MarketListing, market: Market, side: Side, price: number): boolean =>
  side === 'buy' ? price > bandLimit(listing, market, side) : price < bandLimit(listing, market, side);
