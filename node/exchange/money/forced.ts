import { decodeForced, type ForcedBody } from '../../codec/forcedItems.ts';
import { forcedItemLink } from '../../crypto/settlementHash.ts';
import { instrumentId, type Hash } from '../../types/ids.ts';
import type { ForcedItem } from '../../types/settlement.ts';
import { plainOrder, type PlaceOrder } from '../../types/transaction.ts';
import { lots, microUsdc, ticks } from '../../types/units.ts';
import type { BlockRun } from '../blockRun.ts';
import { findSubaccount, lotsIn } from '../ledger/subaccounts.ts';
import { cancelAll } from '../orders/cancel.ts';
import { fireOnLast } from '../orders/fireTriggers.ts';
import { placeOrder } from '../orders/place.ts';
import type { ExchangeState } from '../state.ts';
import type { Verdict } from '../verdict.ts';
import { cursorOf } from './cursor.ts';
import { poolOf } from './payouts.ts';
import { withdraw } from './withdraw.ts';

/** What came of a forced item: an outcome, or that its data says nothing. */
type ForcedCode = Verdict['code'] | 'FORCED_MALFORMED';

/**
 * Executes a forced item, in the L1 phase of a block. Whatever it says, valid or not, it is consumed: the header that follows
 * shows that it was read. No nonce, key or credit is asked for; the chain has seen the owner and the fee.
 * Source: docs/spec/settlement.md, Forced items.
 */
export function takeForced(run: BlockRun, chainId: number, item: ForcedItem): void {
  const { state } = run;
  const cursor = cursorOf(state, chainId);
  const forcedHash = forcedItemLink(cursor.forcedHash, item);
  state.l1.set(chainId, { ...cursor, forcedCount: cursor.forcedCount + 1n, forcedHash });
  const body = decodeForced(item.forcedKind, item.data);
  run.events.push({
    type: 'forced',
    chain: chainId,
    index: Number(item.index),
    account: item.owner,
    subaccount: item.subNo,
    kind: body?.type ?? 'unknown',
    code: body === undefined ? 'FORCED_MALFORMED' : perform(run, chainId, item, body, forcedHash),
  });
}

/** @param hash names the order of a CLOSE: no transaction has it. */
function perform(
  run: BlockRun,
  chainId: number,
  { owner, subNo }: ForcedItem,
  body: ForcedBody,
  hash: Hash,
): ForcedCode {
  const { state } = run;
  const subaccount = findSubaccount(state, owner, subNo);
  if (subaccount === undefined) return 'ACCOUNT_UNKNOWN';
  const from = { account: owner, subaccount: subNo };
  switch (body.type) {
    case 'withdraw': {
      if (!state.tokens.has(body.token)) return 'TOKEN_UNKNOWN';
      // As much as is free and lies on the chain that was asked: what could be paid in part is not refused whole.
      const free = Math.min(state.risk.withdrawable(state, subaccount, body.token), poolOf(state, chainId, body.token));
      if (free <= 0) return 'BALANCE_TOO_LOW';
      const amount = Math.min(body.amount, free);
      return withdraw(run, from, { ...body, amount: microUsdc(amount), chain: chainId, layer: 0 }, subaccount).code;
    }
    case 'close': {
      const order = closing(state, subaccount, body);
      if (order === undefined) return 'REDUCE_ONLY_WOULD_INCREASE';
      const { code } = placeOrder(run, hash, from, order, subaccount);
      if (code === 'OK') fireOnLast(run, [body.instrument]);
      return code;
    }
    case 'cancelAll':
      return cancelAll(run, { type: 'cancelAll', instrument: instrumentId(0) }, subaccount).code;
  }
}

/** The order that reduces a position, at the owner's limit: closing at mark would be a free option. */
function closing(
  state: ExchangeState,
  subaccount: number,
  { instrument, lots: size, limit }: ForcedBody & { type: 'close' },
): PlaceOrder | undefined {
  const market = state.markets.number(instrument);
  const held = market < 0 ? 0 : lotsIn(state, subaccount, market);
  if (held === 0) return undefined;
  return {
    ...plainOrder,
    type: 'order',
    instrument,
    side: held > 0 ? 'sell' : 'buy',
    kind: 'limit',
    timeInForce: 'IOC',
    postOnly: false,
    reduceOnly: true,
    selfTradePrevention: 'cancel-maker',
    price: ticks(limit),
    size: lots(Math.min(size, Math.abs(held))),
    clientId: 0,
  };
}
