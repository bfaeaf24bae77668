import type { Series } from '../genesis.ts';
import type { MarketListing } from '../instruments/listing.ts';
import { atPpb, mulDiv } from '../integers.ts';
import type { Market } from '../records.ts';
import type { ExchangeState } from '../state.ts';

/** What one lot needs, micro-USDC, rounded up. */
type Margins = Pick<
  Market,
  'longInitialPerLot' | 'longMaintenancePerLot' | 'shortInitialPerLot' | 'shortMaintenancePerLot'
>;

/** The series by whose rule a market is listed. */
export const seriesOf = ({ terms }: ExchangeState, { series }: Pick<MarketListing, 'series'>): Series =>
  terms.inForce.series.find((each) => each.series === series)!;

/** A perpetual or a future: a part of its mark, either way. */
export function linearMargins(
  { initialMarginPpb, maintenanceMarginPpb }: Pick<MarketListing, 'initialMarginPpb' | 'maintenanceMarginPpb'>,
  markPerLot: number,
): Margins {
  const initial = atPpb(markPerLot, initialMarginPpb, 'ceil');
  const maintenance = atPpb(markPerLot, maintenanceMarginPpb, 'ceil');
  return {
    longInitialPerLot: initial,
    longMaintenancePerLot: maintenance,
    shortInitialPerLot: initial,
    shortMaintenancePerLot: maintenance,
  };
}

/**
 * An option. Long: its mark, so that it is paid for in full. Short: a part of the index, initially less what the
 * strike is out of the money, but at least `leastPpb` of the index; both on top of the mark, which equity owes already.
 */
export function optionMargins(
  { strikeMicroUsdc, lotsPerUnit, right, initialMarginPpb, maintenanceMarginPpb }: MarketListing,
  leastPpb: number,
  indexPerLot: number,
  markPerLot: number,
): Margins {
  const strikePerLot = mulDiv(strikeMicroUsdc, 1, lotsPerUnit, 'floor');
  const distance = right === 'call' ? strikePerLot - indexPerLot : indexPerLot - strikePerLot - 1;
  const initial = atPpb(indexPerLot, initialMarginPpb, 'ceil') - Math.max(0, distance);
  return {
    longInitialPerLot: markPerLot,
    longMaintenancePerLot: markPerLot,
    shortInitialPerLot: Math.max(initial, atPpb(indexPerLot, leastPpb, 'ceil')),
    shortMaintenancePerLot: atPpb(indexPerLot, maintenanceMarginPpb, 'ceil'),
  };
}

/** Margins by terms that have changed, at the prices that the market has, also where they are not fresh. */
export function remarginMarket(state: ExchangeState, number: number): void {
  const listing = state.markets.listing(number);
  const market = state.markets.at(number);
  const { instrument, indexPerLot, markPerLot } = market;
  if (markPerLot === 0) return;
  const margins =
    listing.kind === 'option'
      ? optionMargins(listing, seriesOf(state, listing).leastInitialMarginPpb, indexPerLot, markPerLot)
      : linearMargins(listing, markPerLot);
  state.markets.set(instrument, { ...market, ...margins });
}
