import type { CancelAll, CancelOrder, MassCancel, UnsignedTransaction } from '../../types/transaction.ts';
import { addTombstone } from '../accounts/tombstones.ts';
import type { BlockRun } from '../blockRun.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { cancelAllOf, cancelSlot } from './resting.ts';

/**
 * Cancels an order of the account, whichever of its subaccounts and keys placed it. One that has not come yet is refused
 * when it comes.
 */
export function cancelOrder(run: BlockRun, transaction: UnsignedTransaction, body: CancelOrder): Verdict {
  const { state, timeMs } = run;
  const { account } = transaction;
  const { book, subaccounts } = state;
  const slot = book.find(body.order);
  if (slot >= 0 && subaccounts.owner(book.subaccount(slot)) === account) {
    cancelSlot(run, slot, body.order, 'CANCELED');
    return accepted;
  }
  if (body.orderExpiryMs < timeMs) return { code: 'ORDER_UNKNOWN' };
  if (!addTombstone(state, account, body.order, body.orderExpiryMs, timeMs)) return { code: 'TOMBSTONES_FULL' };
  run.events.push({ type: 'tombstone', order: body.order, account });
  return accepted;
}

/** Cancels what rests of the subaccount, in one market or in all. */
export function cancelAll(run: BlockRun, body: CancelAll, subaccount: number): Verdict {
  if (body.instrument !== 0 && !run.state.listings.has(body.instrument)) return { code: 'INSTRUMENT_UNKNOWN' };
  cancelAllOf(run, subaccount, body.instrument, 'CANCELED_ALL');
  return accepted;
}

/** Cancels what rests of the subaccount and fits everything that the body names. */
export function massCancel(run: BlockRun, body: MassCancel, subaccount: number): Verdict {
  const { instrument, side, label, clientId } = body;
  const { book, listings } = run.state;
  if (instrument !== 0 && !listings.has(instrument)) return { code: 'INSTRUMENT_UNKNOWN' };
  cancelAllOf(
    run,
    subaccount,
    instrument,
    'CANCELED_ALL',
    (slot) =>
      (side === 'any' || book.rows.isBuy(slot) === (side === 'buy')) &&
      (label === '' || book.tags(slot).label === label) &&
      (clientId === 0 || book.rows.clientId(slot) === clientId),
  );
  return accepted;
}
