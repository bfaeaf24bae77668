import type { Fault } from '../types/fault.ts';
import type { Report } from '../types/report.ts';

/** Bounds on a single report, whoever its author is. */
export const reportLimits = { arrivalsMax: 1024, pricesMax: 256, l1Max: 16, misconductMax: 4 } as const;

/** What can be said of a report without its predecessor: sizes, and arrival times that do not decrease or run ahead. */
export function reportFault(report: Report): Fault | undefined {
  const { validator, seq, arrivals, localTimeMs } = report;
  if (seq < 1) return { code: 'REPORT_SEQ', validator, seq };
  if (
    arrivals.length > reportLimits.arrivalsMax ||
    report.prices.length > reportLimits.pricesMax ||
    report.l1.length > reportLimits.l1Max ||
    report.misconduct.length > reportLimits.misconductMax
  ) {
    return { code: 'REPORT_TOO_LARGE', validator, seq };
  }
  let last = 0;
  for (const { timeMs } of arrivals) {
    if (timeMs < last) return { code: 'REPORT_ARRIVALS_UNORDERED', validator, seq };
    last = timeMs;
  }
  return last > localTimeMs ? { code: 'REPORT_ARRIVAL_LATE', validator, seq } : undefined;
}
