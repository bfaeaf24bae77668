import { invariant } from '../../types/fault.ts';
import { zeroHash } from '../../types/ids.ts';
import type { L1Cut } from '../../types/settlement.ts';
import type { L1Cursor } from '../records.ts';
import type { ExchangeState } from '../state.ts';

/** How far a chain was read, and its deposits, forced items and accepted headers with it. */
export const cursorOf = (state: ExchangeState, chainId: number): L1Cursor =>
  state.l1.get(chainId) ?? {
    chainId,
    number: 0,
    hash: zeroHash,
    depositCount: 0n,
    depositHash: zeroHash,
    forcedCount: 0n,
    forcedHash: zeroHash,
    finalHeader: 0,
    acceptedHeaders: 0,
    isFrozen: false,
  };

/** Moves the L1 cursor to the block's cut; cuts never go back. */
export function followCut(state: ExchangeState, cut: L1Cut): void {
  const cursor = cursorOf(state, cut.chainId);
  if (cut.number === cursor.number && cut.hash === cursor.hash) return;
  invariant(
    cut.number >= cursor.number,
    `L1 cut of chain ${cut.chainId} goes back from ${cursor.number} to ${cut.number}`,
  );
  state.l1.set(cut.chainId, { ...cursor, number: cut.number, hash: cut.hash });
}
