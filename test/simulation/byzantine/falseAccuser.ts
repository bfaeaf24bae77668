import { keccakHash } from '../../../node/crypto/keccak.ts';
import type { HexBytes } from '../../../node/types/ids.ts';
import type { Misconduct } from '../../../node/types/misconduct.ts';
import { view } from '../../../node/types/units.ts';
import { type Behaviour, change, rewriteReports } from './words.ts';

/** Accuses everybody else of contradictions that it made up, in every report. */
export const falseAccuser: Behaviour = (world, validator) => {
  const digest = (n: number) => keccakHash(new Uint8Array([n]));
  const rewrite = rewriteReports(world, validator, (report) => {
    const others = world.committeeOf(report.epoch).validators.filter(({ index }) => index !== report.validator);
    const misconduct = others.slice(0, 3).map(({ index }, n): Misconduct => {
      const word = (seed: number) => ({
        kind: 'finalize' as const,
        digest: digest(seed),
        signature: world.signAs(validator, new Uint8Array([seed])) satisfies HexBytes,
      });
      return { about: 'view', epoch: report.epoch, validator: index, view: view(1), first: word(n), second: word(9) };
    });
    return { ...report, misconduct };
  });
  change(world, validator, (message) =>
    message.type === 'reports' ? [{ type: 'reports', reports: message.reports.map(rewrite) }] : [message],
  );
};
