import type { AcceptedItem, VetoedItem } from '../../types/settlement.ts';
import type { BlockRun } from '../blockRun.ts';
import type { ExchangeState } from '../state.ts';
import { cursorOf } from './cursor.ts';

/**
 * Which headers each chain's settlement holds for final, as the agreed cuts show it. Where several chains hold the collateral,
 * a debit may be paid on one only when no other can go back before it: see `releaseAwaited`.
 * Source: docs/spec/settlement.md, Two chains.
 */

const acceptedKey = (chainId: number, number: number): string => `${chainId}/${number}`;

export function takeAccepted(state: ExchangeState, chainId: number, { number, finalAtS }: AcceptedItem): void {
  const cursor = cursorOf(state, chainId);
  state.l1.set(chainId, { ...cursor, acceptedHeaders: cursor.acceptedHeaders + 1 });
  state.accepted.set(acceptedKey(chainId, number), { chainId, number, finalAtS });
}

export function takeVetoed(state: ExchangeState, chainId: number, { number }: VetoedItem): void {
  state.accepted.delete(acceptedKey(chainId, number));
}

/** Nothing is executed after the block that learns of it: the last header carries HALT. */
export function takeFrozen(run: BlockRun, chainId: number): void {
  const cursor = cursorOf(run.state, chainId);
  if (cursor.isFrozen) return;
  run.state.l1.set(chainId, { ...cursor, isFrozen: true });
  run.events.push({ type: 'settlementFrozen', chain: chainId });
}

/** Whether one of the settlements has frozen, so that nothing is executed any more. */
export const isHalted = ({ l1 }: ExchangeState): boolean =>
  l1.sortedKeys().some((chainId) => l1.get(chainId)!.isFrozen);

/** Those whose dispute period was over by the time of the chain's last block here. */
export function followFinality(state: ExchangeState, chainId: number, timestampS: number): void {
  const cursor = cursorOf(state, chainId);
  let { finalHeader } = cursor;
  for (const key of state.accepted.sortedKeys()) {
    const header = state.accepted.get(key)!;
    if (header.chainId !== chainId || header.finalAtS > timestampS) continue;
    finalHeader = Math.max(finalHeader, header.number);
    state.accepted.delete(key);
  }
  if (finalHeader !== cursor.finalHeader) state.l1.set(chainId, { ...cursor, finalHeader });
}

/** The newest header that is final on every chain; 0: none. */
export const finalEverywhere = (state: ExchangeState): number =>
  Math.min(...state.genesis.chains.map((chainId) => state.l1.get(chainId)?.finalHeader ?? 0));
