import type { Hash } from '../types/ids.ts';
import type { L1Cut, L1Item } from '../types/settlement.ts';
import type { L1Block, L1Port } from './ports.ts';

/**
 * Items of L1 after which one executed block takes in no further L1 block. A block of L1 is never split, so that one
 * executed block has at most this many less one, and those of one L1 block.
 * Source: docs/spec/priority.md, rule 12.
 */
export const l1ItemsEnough = 1_024;

export type L1Intake =
  /** `cut` is the last L1 block whose items are among these: before the agreed one, where the rest is carried over. */
  | { readonly type: 'taken'; readonly items: readonly L1Item[]; readonly cut: L1Cut; readonly timestampS: number }
  /** There is nothing new to take. */
  | { readonly type: 'unmoved' }
  /** This node has not read that L1 block yet. */
  | { readonly type: 'missing'; readonly number: number }
  /** This node has read another block than the committee agreed on. */
  | { readonly type: 'mismatch'; readonly number: number; readonly own: Hash };

/**
 * What the next executed block takes in of one chain: whole blocks after the last one taken, up to the agreed cut, none further
 * once there are enough items. What is carried over comes with the next executed block. It is a function of the final
 * chain and of the L1 chain that the cut's hash binds; so the cut's block itself must be here, and be the agreed one,
 * before anything on the way to it is taken.
 * @param from the last L1 block that was taken in
 * @param cut how far the committee has agreed to read: not before `from`
 * @param blockMultiple only L1 blocks of these numbers are handed out, each with the items since the last multiple
 */
export function takeL1(l1: Pick<L1Port, 'block'>, from: L1Cut, cut: L1Cut, blockMultiple: number): L1Intake {
  const { chainId } = cut;
  if (cut.number <= from.number) return { type: 'unmoved' };
  const last = l1.block(chainId, cut.number);
  if (last === undefined) return { type: 'missing', number: cut.number };
  if (last.hash !== cut.hash) return { type: 'mismatch', number: cut.number, own: last.hash };
  const items: L1Item[] = [];
  let taken: L1Block = last;
  let number = (Math.floor(from.number / blockMultiple) + 1) * blockMultiple;
  for (; number <= cut.number && items.length < l1ItemsEnough; number += blockMultiple) {
    const block = l1.block(chainId, number);
    if (block === undefined) return { type: 'missing', number };
    items.push(...block.items);
    taken = block;
  }
  const { hash, timestampS } = taken;
  return { type: 'taken', items, cut: { chainId, number: number - blockMultiple, hash }, timestampS };
}
