import type { InstrumentId } from '../types/ids.ts';
import type { Ticks, TimeMs } from '../types/units.ts';
import type { Market } from './records.ts';

/** A market at the moment of its listing: nobody has traded, and no price is known. A perpetual, unless the caller says otherwise. */
export const unpricedMarket = (timeMs: TimeMs, instrument: InstrumentId): Market => ({
  instrument,
  series: 0,
  expiryMs: 0,
  strikeMicroUsdc: 0,
  right: 'none',
  indexPerLot: 0,
  markPerLot: 0,
  forward: 0,
  volatilityPpb: 0,
  deltaPpb: 0,
  stale: true,
  basis: 0,
  basisAtMs: timeMs,
  lastPrice: 0 as Ticks,
  fundingIndex: 0,
  fundingCarry: 0,
  premiumSum: 0,
  premiumMs: 0,
  nextFundingMs: 0,
  longInitialPerLot: 0,
  longMaintenancePerLot: 0,
  shortInitialPerLot: 0,
  shortMaintenancePerLot: 0,
  netLots: 0,
  grossLots: 0,
});
