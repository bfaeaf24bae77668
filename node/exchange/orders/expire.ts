import type { BlockRun } from '../blockRun.ts';
import { cancelCombo } from './restingCombos.ts';
import { cancelSlot } from './resting.ts';
import { cancelTrigger } from './triggers.ts';

/**
 * Ends the GTT orders whose time has come, whether they rest, wait for a price or are combos, before anything of the block can trade with
 * them: the earliest first, then the oldest.
 */
export function expireOrders(run: BlockRun): void {
  const { book, triggers, triggerIndex, combos, comboIndex } = run.state;
  const resting = book.over(run.timeMs).map((slot) => ({
    goodTillMs: book.rows.goodTillMs(slot),
    queue: book.rows.queue(slot),
    end: () => cancelSlot(run, slot, book.rows.hash(slot), 'GOOD_TILL'),
  }));
  const waiting = triggerIndex.over(run.timeMs).map((hash) => {
    const trigger = triggers.get(hash)!;
    const { goodTillMs } = trigger.order;
    return { goodTillMs, queue: trigger.queue, end: () => cancelTrigger(run, trigger, 'GOOD_TILL') };
  });
  const together = comboIndex.over(run.timeMs).map((hash) => {
    const combo = combos.get(hash)!;
    return { goodTillMs: combo.goodTillMs, queue: combo.queue, end: () => cancelCombo(run, combo, 'GOOD_TILL') };
  });
  const over = [...resting, ...waiting, ...together].sort((a, b) => a.goodTillMs - b.goodTillMs || a.queue - b.queue);
  for (const { end } of over) end();
}
