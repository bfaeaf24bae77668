import type { Address } from '../../types/ids.ts';
import type { CancelAllAfter } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { cancelOpenOf } from './cancelOpen.ts';

/** Longest time for which a dead-man's switch can be set: a day. */
export const timeoutMsMax = 86_400_000;

/** Sets the dead-man's switch of a subaccount, anew if it was set; 0 takes it away. */
export function cancelAllAfter(
  run: BlockRun,
  { account }: { readonly account: Address },
  { timeoutMs }: CancelAllAfter,
  subaccount: number,
): Verdict {
  const { state, timeMs } = run;
  if (timeoutMs > timeoutMsMax) return { code: 'TIMEOUT_INVALID' };
  const deadlineMs = timeoutMs === 0 ? 0 : timeMs + timeoutMs;
  if (deadlineMs === 0) state.deadlines.delete(subaccount);
  else state.deadlines.set(subaccount, deadlineMs);
  run.events.push({ type: 'deadlineSet', account, subaccount: state.subaccounts.subNo(subaccount), deadlineMs });
  return accepted;
}

/**
 * Cancels whatever the subaccounts have open that have not set their switch anew in time, before anything of the block can
 * trade with it: the earliest deadline first, then by index. One that has passed is gone.
 * Source: docs/spec/exchange.md, Dead-man's switch.
 */
export function passDeadlines(run: BlockRun): void {
  const { deadlines, subaccounts } = run.state;
  for (const index of deadlines.until(run.timeMs)) {
    const deadlineMs = deadlines.get(index)!;
    deadlines.delete(index);
    const account = subaccounts.owner(index);
    run.events.push({ type: 'deadlinePassed', account, subaccount: subaccounts.subNo(index), deadlineMs });
    cancelOpenOf(run, index, 'DEADLINE');
  }
}
