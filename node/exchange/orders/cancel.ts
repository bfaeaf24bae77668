import type { CancelAll, CancelOrder, MassCancel, UnsignedTransaction } from '../../types/transaction.ts';
import { addTombstone } from '../accounts/tombstones.ts';
import type { BlockRun } from '../blockRun.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { cancelOpenOf } from './cancelOpen.ts';
import { cancelCombo } from './restingCombos.ts';
import { cancelSlot } from './resting.ts';
import { cancelTrigger } from './triggers.ts';

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
  const trigger = state.triggers.get(body.order);
  if (trigger?.account === account) {
    cancelTrigger(run, trigger, 'CANCELED');
    return accepted;
  }
  const combo = state.combos.get(body.order);
  if (combo?.account === account) {
    cancelCombo(run, combo, 'CANCELED');
    return accepted;
  }
  if (body.orderExpiryMs < timeMs) return { code: 'ORDER_UNKNOWN' };
  if (!addTombstone(state, account, body.order, body.orderExpiryMs, timeMs)) return { code: 'TOMBSTONES_FULL' };
  run.events.push({ type: 'tombstone', order: body.order, account });
  return accepted;
}

/** Cancels what the subaccount has open, in one market or in all. */
export function cancelAll(run: BlockRun, { instrument }: CancelAll, subaccount: number): Verdict {
  if (instrument !== 0 && !run.state.markets.has(instrument)) return { code: 'INSTRUMENT_UNKNOWN' };
  cancelOpenOf(run, subaccount, 'CANCELED_ALL', (order) => instrument === 0 || order.instrument === instrument);
  return accepted;
}

/** Cancels what the subaccount has open and fits everything that the body names. */
export function massCancel(run: BlockRun, body: MassCancel, subaccount: number): Verdict {
  const { instrument, side, label, clientId } = body;
  if (instrument !== 0 && !run.state.markets.has(instrument)) return { code: 'INSTRUMENT_UNKNOWN' };
  cancelOpenOf(
    run,
    subaccount,
    'CANCELED_ALL',
    (order) =>
      (instrument === 0 || order.instrument === instrument) &&
      (side === 'any' || order.side === side) &&
      (label === '' || order.label === label) &&
      (clientId === 0 || order.clientId === clientId),
  );
  return accepted;
}
