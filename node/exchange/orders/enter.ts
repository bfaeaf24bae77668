import type { Address, Hash } from '../../types/ids.ts';
import type { PlaceOrder } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import type { Verdict } from '../verdict.ts';
import { placeOrder } from './place.ts';
import { placeTrigger } from './triggers.ts';

/** Takes in an order that a trader sent: at once, or to wait for its price or its slices. */
export function enterOrder(
  run: BlockRun,
  hash: Hash,
  owner: { readonly account: Address },
  order: PlaceOrder,
  subaccount: number,
): Verdict {
  const enter = order.triggerKind === 'none' && order.sliceCount === 0 ? placeOrder : placeTrigger;
  return enter(run, hash, owner, order, subaccount);
}
