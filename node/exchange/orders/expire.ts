import type { BlockRun } from '../blockRun.ts';
import { cancelResting } from './resting.ts';

/** Ends the GTT orders whose time has come, before anything of the block can trade with them: the earliest first. */
export function expireOrders(run: BlockRun): void {
  const { orders, expiries } = run.state;
  const over = expiries.until(run.timeMs).map((hash) => orders.get(hash)!);
  over.sort((a, b) => a.goodTillMs - b.goodTillMs || a.queue - b.queue);
  for (const order of over) cancelResting(run, order, 'GOOD_TILL');
}
