import type { Hash } from '../types/ids.ts';
import type { L1Cut } from '../types/settlement.ts';

/**
 * Of one chain, the highest block named alike by a quorum of power, or the previous cut (rule 12). Monotonic: only blocks
 * above the previous cut are kept in `named`.
 */
export function agreeL1Cut(
  previous: L1Cut,
  named: readonly ReadonlyMap<number, Hash>[],
  powers: readonly number[],
  quorumPower: number,
): L1Cut {
  const power = new Map<string, number>();
  let best = previous;
  named.forEach((blocks, validator) => {
    for (const [number, hash] of blocks) {
      const key = `${number}:${hash}`;
      const sum = (power.get(key) ?? 0) + powers[validator]!;
      power.set(key, sum);
      if (sum >= quorumPower && number > best.number) best = { chainId: previous.chainId, number, hash };
    }
  });
  return best;
}
