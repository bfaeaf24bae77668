import type { Hash } from '../../types/ids.ts';
import type { Lots } from '../../types/units.ts';
import type { BlockRun } from '../blockRun.ts';
import type { RestingOrder } from '../records.ts';
import type { Outcome } from '../outcomes.ts';
import type { ExchangeState } from '../state.ts';
import type { Verdict } from '../verdict.ts';

/** Why an order left its book. */
export type CancelReason =
  | 'CANCELED'
  | 'CANCELED_ALL'
  | 'SELF_TRADE'
  | 'REDUCE_ONLY'
  | 'LIQUIDATION'
  | 'IOC'
  | 'MARKET'
  | 'GOOD_TILL'
  | 'EXPIRED'
  | 'DEADLINE'
  | 'MARKET_MAKER_PROTECTION'
  | 'REQUOTED'
  | 'REPLACED'
  | 'OCO'
  | 'TWAP_END'
  | 'MARKET_STATUS';

/** Puts the rest of an order into its book. */
export function restOrder(run: BlockRun, order: RestingOrder): void {
  run.state.book.insert(order);
  emitRested(run, order);
}

/** Says what stands behind all others of its price: an order that came, or the next part of an iceberg. */
function emitRested({ state, events }: BlockRun, order: RestingOrder): void {
  events.push({
    type: 'rested',
    order: order.hash,
    account: order.account,
    subaccount: state.subaccounts.subNo(order.subaccount),
    instrument: order.instrument,
    side: order.side,
    price: order.price,
    size: order.shown,
    reduceOnly: order.reduceOnly,
    clientId: order.clientId,
  });
}

/**
 * Takes traded or decremented lots off what a resting order shows; it leaves when none are left. An iceberg then shows its
 * next part, behind all others of its price: `showNext`, once whatever took the lots has been told.
 */
export function shrinkOrder(state: ExchangeState, order: RestingOrder, lots: number): void {
  shrinkSlot(state, state.book.find(order.hash), lots);
}

/** As `shrinkOrder`, by slot. */
export function shrinkSlot({ book }: ExchangeState, slot: number, lots: number): void {
  if (lots === book.rows.lots(slot)) book.remove(slot);
  else book.shrink(slot, lots);
}

/** Lets an iceberg of which nothing is left to see show its next part. */
export function showNext(run: BlockRun, hash: Hash): void {
  const { book } = run.state;
  const slot = book.find(hash);
  if (slot >= 0) showNextOf(run, slot);
}

/** As `showNext`, by the slot of an order that rests. */
export function showNextOf(run: BlockRun, slot: number): void {
  const { state } = run;
  const { book } = state;
  if (book.rows.shown(slot) > 0) return;
  const shown = Math.min(book.rows.displaySize(slot), book.rows.lots(slot)) as Lots;
  book.requeue(slot, shown, nextInQueue(state));
  emitRested(run, book.order(slot));
}

/** A place behind everything that rests. */
export function nextInQueue(state: ExchangeState): number {
  const queue = state.counters.get('queue') + 1;
  state.counters.set('queue', queue);
  return queue;
}

/** Ends a resting order. Every canceled order gets this one final event. */
export function cancelResting(run: BlockRun, order: RestingOrder, reason: CancelReason): void {
  cancelSlot(run, run.state.book.find(order.hash), order.hash, reason);
}

/** As `cancelResting`, by slot. */
export function cancelSlot(run: BlockRun, slot: number, hash: Hash, reason: CancelReason): void {
  const { book, subaccounts, markets } = run.state;
  const { rows } = book;
  book.remove(slot);
  const subaccount = book.subaccount(slot);
  run.events.push({
    type: 'canceled',
    order: hash,
    account: subaccounts.owner(subaccount),
    subaccount: subaccounts.subNo(subaccount),
    instrument: markets.listing(book.market(slot)).instrument,
    side: rows.isBuy(slot) ? 'buy' : 'sell',
    remaining: rows.lots(slot),
    clientId: rows.clientId(slot),
    reason,
  });
}

/** Says that an order, or what was left of one that never rested, is over. */
export function emitCanceled(
  run: BlockRun,
  order: Pick<RestingOrder, 'hash' | 'account' | 'subaccount' | 'instrument' | 'side' | 'clientId'>,
  remaining: number,
  reason: CancelReason | 'REFUSED',
  refusal: { readonly code?: Outcome; readonly missing?: number } = {},
): void {
  run.events.push({
    type: 'canceled',
    order: order.hash,
    account: order.account,
    subaccount: run.state.subaccounts.subNo(order.subaccount),
    instrument: order.instrument,
    side: order.side,
    remaining,
    clientId: order.clientId,
    reason,
    ...refusal,
  });
}

/** Says that an order may not go where it was to go, and so is over. */
export function emitRefused(
  run: BlockRun,
  order: Parameters<typeof emitCanceled>[1],
  remaining: number,
  { code, missing = 0 }: Verdict,
): void {
  emitCanceled(run, order, remaining, 'REFUSED', { code, missing });
}

/**
 * Cancels the resting orders of a subaccount, oldest first; `instrument` 0 means all markets, and `fits` may narrow them
 * down further, by slot. Returns how many.
 */
export function cancelAllOf(
  run: BlockRun,
  subaccount: number,
  instrument: number,
  reason: CancelReason,
  fits: (slot: number) => boolean = () => true,
): number {
  const { book, markets } = run.state;
  let canceled = 0;
  for (let slot = book.firstOwn(subaccount); slot >= 0;) {
    const next = book.rows.ownNext(slot);
    if ((instrument === 0 || markets.listing(book.market(slot)).instrument === instrument) && fits(slot)) {
      cancelSlot(run, slot, book.rows.hash(slot), reason);
      canceled += 1;
    }
    slot = next;
  }
  return canceled;
}
