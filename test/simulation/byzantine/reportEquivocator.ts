import { timeMs } from '../../../node/types/units.ts';
import { type Behaviour, change, rewriteReports } from './words.ts';

/** Keeps two report chains: one for even validators, another, a millisecond later, for odd ones. */
export const reportEquivocator: Behaviour = (world, validator) => {
  const other = rewriteReports(world, validator, (report) => ({
    ...report,
    localTimeMs: timeMs(report.localTimeMs + 1),
  }));
  change(world, validator, (message, to) =>
    message.type === 'reports' && to % 2 === 1 ? [{ type: 'reports', reports: message.reports.map(other) }] : [message],
  );
};
