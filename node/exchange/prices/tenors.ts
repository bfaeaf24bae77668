import { dayMs } from '../instruments/calendar.ts';

// Curves and surfaces are agreed at fixed times to expiry, not expiry by expiry: their feeds are part of the genesis and neither come nor
// go as markets do. Source: docs/adr/0208.

/** Times to expiry at which forwards and volatilities are agreed, ascending, ms. */
export const tenorsMs = [1, 7, 30, 90, 180, 365].map((days) => days * dayMs);

/** Places in the list of the two tenors around a time to expiry; beyond the ends, twice the same. */
export interface TenorPlace {
  readonly before: number;
  readonly after: number;
}

export function tenorPlace(leftMs: number): TenorPlace {
  const after = tenorsMs.findIndex((tenor) => tenor >= leftMs);
  if (after === 0) return { before: 0, after: 0 };
  if (after < 0) return { before: tenorsMs.length - 1, after: tenorsMs.length - 1 };
  return { before: after - 1, after };
}
