import type { Hash } from '../../types/ids.ts';
import { invariant } from '../../types/fault.ts';
import type { BlockRun } from '../blockRun.ts';
import { tickValue } from '../genesis.ts';
import type { Exposure, RestingOrder } from '../records.ts';
import type { ExchangeState } from '../state.ts';
import type { Lots } from '../../types/units.ts';

/** Why an order left its book. */
export type CancelReason =
  'CANCELED' | 'CANCELED_ALL' | 'SELF_TRADE' | 'REDUCE_ONLY' | 'LIQUIDATION' | 'IOC' | 'MARKET' | 'GOOD_TILL';

/** Counts `lots` of an order (negative: takes them away) in what its subaccount has open. */
function addExposure(state: ExchangeState, order: RestingOrder, lots: number, orders: number): void {
  const list = state.exposures.get(order.subaccount) ?? [];
  const at = list.findIndex((exposure) => exposure.instrument >= order.instrument);
  const place = at < 0 ? list.length : at;
  const known = list[place]?.instrument === order.instrument ? list[place] : undefined;
  const value = lots * order.price * tickValue(state.listings.get(order.instrument)!);
  const counts = order.reduceOnly ? 0 : 1;
  const isBid = order.side === 'buy' ? counts : 0;
  const isAsk = order.side === 'buy' ? 0 : counts;
  const changed: Exposure = {
    instrument: order.instrument,
    bids: (known?.bids ?? 0) + isBid * lots,
    bidValue: (known?.bidValue ?? 0) + isBid * value,
    asks: (known?.asks ?? 0) + isAsk * lots,
    askValue: (known?.askValue ?? 0) + isAsk * value,
    orders: (known?.orders ?? 0) + orders,
  };
  const next = list.slice();
  next.splice(place, known ? 1 : 0, ...(changed.orders === 0 ? [] : [changed]));
  if (next.length === 0) state.exposures.delete(order.subaccount);
  else state.exposures.set(order.subaccount, next);
}

/** Links a resting order into everything that is derived from the table of orders; also how a snapshot is rebuilt. */
export function linkOrder(state: ExchangeState, order: RestingOrder): void {
  state.book.insert(order);
  if (order.goodTillMs !== 0) state.expiries.add(order.goodTillMs, order.hash);
  addExposure(state, order, order.lots, 1);
  state.openOrders.set(order.subaccount, [...(state.openOrders.get(order.subaccount) ?? []), order.hash]);
}

/** Puts the rest of an order into its book. */
export function restOrder(run: BlockRun, order: RestingOrder): void {
  const { state } = run;
  invariant(!state.orders.has(order.hash), `order ${order.hash} rests already`);
  state.orders.set(order.hash, order);
  linkOrder(state, order);
  emitRested(run, order);
}

/** Says what stands behind all others of its price: an order that came, or the next part of an iceberg. */
function emitRested({ state, events }: BlockRun, order: RestingOrder): void {
  events.push({
    type: 'rested',
    order: order.hash,
    account: order.account,
    subaccount: state.subaccounts.get(order.subaccount)!.subNo,
    instrument: order.instrument,
    side: order.side,
    price: order.price,
    size: order.shown,
    reduceOnly: order.reduceOnly,
    clientId: order.clientId,
  });
}

/** Takes an order out of its book without a word. */
function dropOrder(state: ExchangeState, order: RestingOrder): void {
  state.orders.delete(order.hash);
  state.book.remove(order);
  if (order.goodTillMs !== 0) state.expiries.delete(order.goodTillMs, order.hash);
  addExposure(state, order, 0 - order.lots, -1);
  const left = state.openOrders.get(order.subaccount)!.filter((hash) => hash !== order.hash);
  if (left.length === 0) state.openOrders.delete(order.subaccount);
  else state.openOrders.set(order.subaccount, left);
}

/**
 * Takes traded or decremented lots off what a resting order shows; it leaves when none are left. An iceberg then shows its
 * next part, behind all others of its price: `showNext`, once whatever took the lots has been told.
 */
export function shrinkOrder(state: ExchangeState, order: RestingOrder, lots: number): void {
  if (lots === order.lots) {
    dropOrder(state, order);
    return;
  }
  state.orders.set(order.hash, { ...order, lots: (order.lots - lots) as Lots, shown: (order.shown - lots) as Lots });
  state.book.shrink(order, lots);
  addExposure(state, order, -lots, 0);
}

/** Lets an iceberg of which nothing is left to see show its next part. */
export function showNext(run: BlockRun, hash: Hash): void {
  const { state } = run;
  const order = state.orders.get(hash);
  if (order === undefined || order.shown > 0) return;
  const shown = Math.min(order.displaySize, order.lots) as Lots;
  const next = { ...order, shown, queue: nextInQueue(state) };
  state.orders.set(hash, next);
  state.book.requeue(next);
  const others = state.openOrders.get(order.subaccount)!.filter((each) => each !== hash);
  state.openOrders.set(order.subaccount, [...others, hash]);
  emitRested(run, next);
}

/** A place behind everything that rests. */
export function nextInQueue(state: ExchangeState): number {
  const queue = state.counters.get('queue')! + 1;
  state.counters.set('queue', queue);
  return queue;
}

/** Ends a resting order. Every canceled order gets this one final event. */
export function cancelResting(run: BlockRun, order: RestingOrder, reason: CancelReason): void {
  dropOrder(run.state, order);
  emitCanceled(run, order, order.lots, reason);
}

/** Says that an order, or what was left of one that never rested, is over. */
export function emitCanceled(
  run: BlockRun,
  order: Pick<RestingOrder, 'hash' | 'account' | 'subaccount' | 'instrument' | 'side' | 'clientId'>,
  remaining: number,
  reason: CancelReason,
): void {
  run.events.push({
    type: 'canceled',
    order: order.hash,
    account: order.account,
    subaccount: run.state.subaccounts.get(order.subaccount)!.subNo,
    instrument: order.instrument,
    side: order.side,
    remaining,
    clientId: order.clientId,
    reason,
  });
}

/** Cancels all resting orders of a subaccount, oldest first; `instrument` 0 means all markets. Returns how many. */
export function cancelAllOf(run: BlockRun, subaccount: number, instrument: number, reason: CancelReason): number {
  let canceled = 0;
  for (const hash of run.state.openOrders.get(subaccount) ?? []) {
    const order = run.state.orders.get(hash)!;
    if (instrument !== 0 && order.instrument !== instrument) continue;
    cancelResting(run, order, reason);
    canceled += 1;
  }
  return canceled;
}
