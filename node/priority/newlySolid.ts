import type { Hash } from '../types/ids.ts';
import type { SignedReport } from '../types/report.ts';
import type { PriorityState } from './state.ts';

/**
 * Hashes that become solid in the last of a run of blocks on the final chain: their bodies must be durable here before
 * that block is certified (docs/spec/consensus.md, rule 7). Counts like `applyBlock`, without changing the state; it may
 * name a few more (arrivals beyond M live ones), never fewer.
 * @param ancestors the reports of the blocks between the final one and the block in question
 */
export function newlySolid(
  state: PriorityState,
  ancestors: readonly SignedReport[],
  reports: readonly SignedReport[],
): Hash[] {
  const { quorumPower, validators } = state.committee;
  const added = new Map<Hash, { readonly validators: Set<number>; power: number }>();
  const solid: Hash[] = [];
  const count = (signed: SignedReport, found: (hash: Hash) => void): void => {
    const { validator, arrivals } = signed.report;
    for (const { hash } of arrivals) {
      if (state.closed.has(hash)) continue;
      const before = state.live.get(hash);
      if (before?.reports.has(validator) === true) continue;
      let entry = added.get(hash);
      if (entry === undefined) {
        entry = { validators: new Set(), power: before?.supportPower ?? 0 };
        added.set(hash, entry);
      }
      if (entry.validators.has(validator)) continue;
      entry.validators.add(validator);
      const was = entry.power;
      entry.power += validators[validator]!.power;
      if (was < quorumPower && entry.power >= quorumPower) found(hash);
    }
  };
  for (const signed of ancestors) count(signed, () => undefined);
  for (const signed of reports) count(signed, (hash) => solid.push(hash));
  return solid;
}
