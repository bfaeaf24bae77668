/** The first whole multiple of the interval after a time: funding falls on the hour, not on the listing's birthday. */
export const nextFundingTime = (timeMs: number, intervalMs: number): number =>
  timeMs - (timeMs % intervalMs) + intervalMs;
