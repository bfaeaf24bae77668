import type { Side } from '../../types/transaction.ts';
import { atPpb, mulDiv, ppbOne } from '../integers.ts';
import { tickValue } from '../genesis.ts';
import type { MarketListing } from '../instruments/listing.ts';
import type { Market } from '../records.ts';

/**
 * The worst price in ticks at which an order of this side may trade: mark plus or minus the band. That of an option is a part of
 * the index: a part of its own price would be nothing where it is nearly worthless.
 */
export function bandLimit(listing: MarketListing, market: Market, side: Side): number {
  const value = tickValue(listing);
  if (listing.kind === 'option') {
    const { priceBandPpb, maxPriceTicks } = listing;
    const band = atPpb(market.indexPerLot, priceBandPpb, 'floor');
    if (side === 'buy') return Math.min(maxPriceTicks, mulDiv(market.markPerLot + band, 1, value, 'floor'));
    return Math.max(1, mulDiv(market.markPerLot - band, 1, value, 'ceil'));
  }
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
