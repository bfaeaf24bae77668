import type { PlaceOrder } from '../../types/transaction.ts';
import { lots } from '../../types/units.ts';
import type { BlockRun } from '../blockRun.ts';
import type { TriggerOrder } from '../records.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { checkOrder } from './checkOrder.ts';
import { take } from './place.ts';
import { cancelTrigger, changeTwap, dropTrigger } from './triggers.ts';

/** Most slices that are sent in one block; the others follow in the next one. */
export const slicesPerBlockMax = 200;

/** A slice that catches up has at most so many times its regular size. */
export const catchUpFactor = 3;

/**
 * At the end of a block, before its triggers: sends the slices whose time has come, the earliest first, then of the oldest
 * order. Each TWAP sends one a block at most: slices whose time has passed meanwhile are caught up with by later ones.
 * Source: docs/spec/exchange.md, TWAP.
 */
export function sendSlices(run: BlockRun): void {
  const { triggers, triggerIndex } = run.state;
  while (run.budget.slices > 0) {
    const hash = triggerIndex.dueSlice(run.timeMs);
    if (hash === undefined) return;
    run.budget.slices -= 1;
    sendSlice(run, triggers.get(hash)!);
  }
}

/** Sends the slice of the last time that has come. When it was the last one, what is left is over. */
function sendSlice(run: BlockRun, twap: TriggerOrder): void {
  const { order, startMs, left } = twap;
  const { sliceCount, sliceIntervalMs } = order;
  const slices = Math.min(sliceCount, Math.floor((run.timeMs - startMs) / sliceIntervalMs) + 1);
  const size = sliceSize(order, slices, order.size - left);
  const next = changeTwap(run.state, twap, { left: left - trade(run, twap, slices, size), slices });
  if (next.left === 0) dropTrigger(run.state, next);
  else if (slices === sliceCount) cancelTrigger(run, next, 'TWAP_END');
}

/**
 * Lots of a slice, counted from 1: what should have gone by then and has not, but at most `catchUpFactor` times its regular
 * size. The size is cut evenly; the first slices have the lots that are over.
 */
function sliceSize({ size, sliceCount }: PlaceOrder, slice: number, gone: number): number {
  const even = Math.floor(size / sliceCount);
  const over = size - even * sliceCount;
  const regular = slice <= over ? even + 1 : even;
  return Math.min(slice * even + Math.min(slice, over) - gone, catchUpFactor * regular);
}

/** How many of the slice's lots have gone. What it needs is checked now; where that is refused, its event says why. */
function trade(run: BlockRun, twap: TriggerOrder, slice: number, size: number): number {
  const { hash, account, subaccount, order, left } = twap;
  const { instrument, side, clientId, sliceCount } = order;
  const sent = { ...order, size: lots(size), sliceCount: 0, sliceIntervalMs: 0 };
  const entry = checkOrder(run, hash, account, sent, subaccount);
  const { code, missing = 0 }: Verdict = entry.code === 'OK' ? accepted : entry;
  const identity = { order: hash, account, subaccount: run.state.subaccounts.subNo(subaccount), instrument, side };
  run.events.push({ type: 'sliced', ...identity, slice, sliceCount, size, left, code, missing });
  if (entry.code !== 'OK') return 0;
  const taker = { hash, account, subaccount, instrument, side, clientId };
  return entry.lots - take(run, sent, taker, entry.limit, entry.lots, entry.takerPpb).remaining;
}
