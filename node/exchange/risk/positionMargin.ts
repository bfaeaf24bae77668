import type { Market } from '../records.ts';

/** Initial margin of a position of signed lots by the market's rates, micro-USDC. */
export const initialFor = (market: Market, lots: number): number =>
  lots > 0 ? lots * market.longInitialPerLot : 0 - lots * market.shortInitialPerLot;

/** Its maintenance margin. */
export const maintenanceFor = (market: Market, lots: number): number =>
  lots > 0 ? lots * market.longMaintenancePerLot : 0 - lots * market.shortMaintenancePerLot;
