import type { Address, Hash } from '../../types/ids.ts';
import type { Tombstone } from '../records.ts';
import type { ExchangeState } from '../state.ts';
import { nonceAheadMs, nonceBehindMs } from './nonces.ts';

/** Most cancels of one account that may wait for their orders. */
export const tombstonesMax = 1_000;

const standing = (tombstones: readonly Tombstone[], timeMs: number): readonly Tombstone[] =>
  tombstones.some((tombstone) => tombstone.untilMs < timeMs)
    ? tombstones.filter((tombstone) => tombstone.untilMs >= timeMs)
    : tombstones;

/** Whether a cancel for this order came first. */
export const isCanceledAhead = (state: ExchangeState, account: Address, order: Hash, timeMs: number): boolean =>
  state.tombstones.get(account)?.some((stone) => stone.order === order && stone.untilMs >= timeMs) ?? false;

/**
 * Remembers that an order is to be refused when it arrives, until it could not be accepted any more; false if the account
 * has too many such. A far expiry is cut to the longest time for which a nonce of today stays usable.
 */
export function addTombstone(
  state: ExchangeState,
  account: Address,
  order: Hash,
  orderExpiryMs: number,
  timeMs: number,
): boolean {
  const stones = standing(state.tombstones.get(account) ?? [], timeMs);
  if (stones.some((stone) => stone.order === order)) return true;
  if (stones.length >= tombstonesMax) return false;
  const untilMs = Math.min(orderExpiryMs, timeMs + nonceAheadMs + nonceBehindMs);
  state.tombstones.set(account, [...stones, { order, untilMs }]);
  return true;
}
