import { keccakHash } from '../../../node/crypto/keccak.ts';
import type { Report } from '../../../node/types/report.ts';
import { type Behaviour, change, rewriteReports } from './words.ts';

/** Reports hashes of transactions that do not exist, and serves no body to anybody. */
export const hashWithoutBody: Behaviour = (world, validator) => {
  const rewrite = rewriteReports(world, validator, (report: Report) => ({
    ...report,
    arrivals: [
      ...report.arrivals,
      { hash: keccakHash(new TextEncoder().encode(`${validator} ${report.seq}`)), timeMs: report.localTimeMs },
    ],
  }));
  change(world, validator, (message) => {
    if (message.type === 'bodies' || message.type === 'proposal') return [];
    return message.type === 'reports' ? [{ type: 'reports', reports: message.reports.map(rewrite) }] : [message];
  });
};
