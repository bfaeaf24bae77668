import type { Hash } from '../../types/ids.ts';
import type { BlockRun } from '../blockRun.ts';
import type { OcoMember } from '../book/ocoGroups.ts';
import { cancelSlot } from './resting.ts';
import { cancelTrigger } from './triggers.ts';

/**
 * One of a group has traded or was triggered: the others are over, the oldest first, at once, so that one taker cannot trade
 * with two of them.
 * Source: docs/spec/exchange.md, One cancels the other.
 */
export function cancelOthers(run: BlockRun, member: OcoMember): void {
  const { book, triggers, ocoGroups } = run.state;
  const queueOf = (hash: Hash): number => {
    const slot = book.find(hash);
    return slot < 0 ? triggers.get(hash)!.queue : book.rows.queue(slot);
  };
  const others = ocoGroups.of(member).filter((hash) => hash !== member.hash);
  for (const hash of others.sort((a, b) => queueOf(a) - queueOf(b))) {
    const slot = book.find(hash);
    if (slot < 0) cancelTrigger(run, triggers.get(hash)!, 'OCO');
    else cancelSlot(run, slot, hash, 'OCO');
  }
}
