import type { InstrumentId } from '../../types/ids.ts';
import { marketStatus } from '../../types/parameters.ts';
import type { Side } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { cancelAllOf, cancelResting, type CancelReason } from './resting.ts';
import { cancelCombo, cancelCombosOf } from './restingCombos.ts';
import { cancelTrigger, cancelTriggersOf } from './triggers.ts';

/** What an open order shows to whoever picks some of them. */
export interface OpenOrder {
  readonly instrument: InstrumentId;
  readonly side: Side;
  readonly label: string;
  readonly clientId: number;
}

/**
 * Cancels whatever a subaccount has open and `fits`: what rests, oldest first, then what waits for a price, then combos of which
 * a leg fits.
 */
export function cancelOpenOf(
  run: BlockRun,
  subaccount: number,
  reason: CancelReason,
  fits?: (order: OpenOrder) => boolean,
): void {
  const { book, markets, subaccounts } = run.state;
  const slotFits = (slot: number): boolean =>
    fits === undefined ||
    fits({
      instrument: markets.listing(book.market(slot)).instrument,
      side: book.rows.isBuy(slot) ? 'buy' : 'sell',
      label: book.tags(slot).label,
      clientId: book.rows.clientId(slot),
    });
  cancelAllOf(run, subaccount, 0, reason, slotFits);
  cancelTriggersOf(run, subaccounts.owner(subaccount), subaccount, reason, fits ?? (() => true));
  cancelCombosOf(run, subaccount, reason, fits);
}

/** Ends whatever is open in markets that expire: market by market what rests, best price first, then what waits, then combos with a leg there, both by hash. */
export function cancelMarkets(run: BlockRun, instruments: ReadonlySet<InstrumentId>): void {
  const { book, triggers, combos } = run.state;
  for (const instrument of instruments) {
    const resting = [...book.queue(instrument, 'buy'), ...book.queue(instrument, 'sell')];
    for (const order of resting) cancelResting(run, order, 'EXPIRED');
  }
  const waiting = triggers.sortedKeys().map((hash) => triggers.get(hash)!);
  for (const trigger of waiting) if (instruments.has(trigger.order.instrument)) cancelTrigger(run, trigger, 'EXPIRED');
  for (const combo of combos.sortedKeys().map((hash) => combos.get(hash)!)) {
    if (combo.legs.some(({ instrument }) => instruments.has(instrument))) cancelCombo(run, combo, 'EXPIRED');
  }
}

/**
 * Ends what markets whose status has become stricter no longer let trade: where nothing trades, whatever rests; else what is not reduce-only;
 * and combos with a leg there. In the order of `cancelMarkets`. What waits for a price or its slices stays.
 */
export function cancelByStatus(run: BlockRun, instruments: ReadonlySet<InstrumentId>): void {
  const { book, combos, markets } = run.state;
  for (const instrument of instruments) {
    const isHalted = markets.listingOf(instrument)!.status === marketStatus.halted;
    for (const order of [...book.queue(instrument, 'buy'), ...book.queue(instrument, 'sell')]) {
      if (isHalted || !order.reduceOnly) cancelResting(run, order, 'MARKET_STATUS');
    }
  }
  if (instruments.size === 0) return;
  for (const combo of combos.sortedKeys().map((hash) => combos.get(hash)!)) {
    if (combo.legs.some(({ instrument }) => instruments.has(instrument))) cancelCombo(run, combo, 'MARKET_STATUS');
  }
}
