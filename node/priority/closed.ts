import { ByteWriter } from '../codec/byteWriter.ts';
import { keccakHash } from '../crypto/keccak.ts';
import { type Hash, zeroHash } from '../types/ids.ts';
import type { TimeMs } from '../types/units.ts';
import type { PriorityState } from './state.ts';

/** Closed hashes are digested together with those that are forgotten within the same span of block time. */
const closedSlotMs = 10_000;

const slotOf = (untilMs: TimeMs): number => Math.floor(untilMs / closedSlotMs);

/** From now on, repeats of this hash are ignored, at least until that block time. Times must not go back. */
export function noteClosed(state: Pick<PriorityState, 'closed' | 'closedDigests'>, hash: Hash, untilMs: TimeMs): void {
  state.closed.set(hash, untilMs);
  const slot = slotOf(untilMs);
  const link = new ByteWriter()
    .hex(state.closedDigests.get(slot) ?? zeroHash)
    .hex(hash)
    .u64(untilMs);
  state.closedDigests.set(slot, keccakHash(link.finish()));
}

/**
 * Forgets what has been closed long enough. A slot goes as a whole, its hashes with its digest: whoever is given the
 * hashes (in a snapshot) can so compute every digest that is under the state root.
 */
export function forgetClosed(state: Pick<PriorityState, 'closed' | 'closedDigests'>, nowMs: TimeMs): void {
  const isOver = (slot: number): boolean => (slot + 1) * closedSlotMs <= nowMs;
  for (const [hash, untilMs] of state.closed) {
    if (!isOver(slotOf(untilMs))) break;
    state.closed.delete(hash);
  }
  for (const slot of state.closedDigests.keys()) {
    if (!isOver(slot)) break;
    state.closedDigests.delete(slot);
  }
}
