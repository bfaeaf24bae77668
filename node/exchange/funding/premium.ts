import type { Side } from '../../types/transaction.ts';
import { tickValue, type PerpetualListing } from '../genesis.ts';
import { clamp, mulDiv, ppbOne } from '../integers.ts';
import type { ExchangeState } from '../state.ts';

/** Levels of one side that an impact price looks at. */
const impactLevelsMax = 20;
/** A single sample counts at most 5 %. */
const samplePpbMax = ppbOne / 20;

/** Average price per lot at which the impact notional would trade on a side; undefined when the side is too thin. */
function impactPrice(state: ExchangeState, listing: PerpetualListing, side: Side): number | undefined {
  const value = tickValue(listing);
  let wanted: number = listing.impactNotionalMicroUsdc;
  let lots = 0;
  let paid = 0;
  const { book } = state;
  const ladder = book.ladder(listing.instrument, side);
  for (let level = ladder.best, seen = 0; level >= 0 && seen < impactLevelsMax; level = ladder.behind(level), seen++) {
    const pricePerLot = book.levelPrice(level) * value;
    const taken = Math.min(book.levelLots(level), mulDiv(wanted, 1, pricePerLot, 'ceil'));
    lots += taken;
    paid += taken * pricePerLot;
    wanted -= taken * pricePerLot;
    if (wanted <= 0) return mulDiv(paid, 1, lots, 'floor');
  }
  return undefined;
}

/**
 * How far the book stands above (or below) the index now, ppb: impact bid above it, less impact ask below it. A side too
 * thin to fill the impact notional says nothing.
 */
export function sampledPremium(state: ExchangeState, listing: PerpetualListing, indexPerLot: number): number {
  const bid = impactPrice(state, listing, 'buy') ?? 0;
  const ask = impactPrice(state, listing, 'sell') ?? indexPerLot;
  const above = Math.max(0, bid - indexPerLot) - Math.max(0, indexPerLot - ask);
  return clamp(mulDiv(above, ppbOne, indexPerLot, 'floor'), -samplePpbMax, samplePpbMax);
}
