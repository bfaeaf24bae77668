import { percentile } from '../../devnet/measurements.ts';

/** What was measured how often, and the times that half and 99 of 100 of it did not exceed. */
export interface Latencies {
  readonly count: number;
  readonly finalityMsP50: number;
  readonly finalityMsP99: number;
}

/** @param valuesMs measured times, ms. The percentiles of none are NaN, which JSON writes as null. */
export const latenciesOf = (valuesMs: readonly number[]): Latencies => ({
  count: valuesMs.length,
  finalityMsP50: round(percentile(valuesMs, 0.5)),
  finalityMsP99: round(percentile(valuesMs, 0.99)),
});

/** To three significant digits: no clock here is better. */
export const round = (value: number): number => Number(value.toPrecision(3));
