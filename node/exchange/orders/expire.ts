import type { BlockRun } from '../blockRun.ts';
import { cancelSlot } from './resting.ts';

/** Ends the GTT orders whose time has come, before anything of the block can trade with them: the earliest first. */
export function expireOrders(run: BlockRun): void {
  const { book } = run.state;
  for (const slot of book.over(run.timeMs)) cancelSlot(run, slot, book.rows.hash(slot), 'GOOD_TILL');
}
