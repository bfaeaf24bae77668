import type { Address, Hash } from '../../types/ids.ts';
import type { PlaceOrder } from '../../types/transaction.ts';
import type { Lots } from '../../types/units.ts';
import type { BlockRun } from '../blockRun.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { checkOrder } from './checkOrder.ts';
import { mayRest } from './checks.ts';
import { match, type MatchResult } from './match.ts';
import { pegOf } from './pegPrice.ts';
import { emitCanceled, nextInQueue, restOrder, type CancelReason } from './resting.ts';

/**
 * Executes an order: checks in the order of the outcome table, trades, rests what may rest.
 * Source: docs/spec/exchange.md, Orders.
 */
export function placeOrder(
  run: BlockRun,
  hash: Hash,
  { account }: { readonly account: Address },
  order: PlaceOrder,
  subaccount: number,
): Verdict {
  const { state } = run;
  const entry = checkOrder(run, hash, account, order, subaccount);
  if (entry.code !== 'OK') return entry;
  const { limit, lots, takerPpb } = entry;
  const mark = state.journal.mark();
  const events = run.events.length;
  const { instrument, side, clientId } = order;
  const identity = { hash, account, subaccount, instrument, side, clientId };
  accept(run, order, identity, lots, limit);
  const { remaining } = trade(run, order, identity, limit, lots, lots, takerPpb);
  if (order.timeInForce === 'FOK' && remaining > 0) {
    state.journal.rollback(mark);
    run.events.length = events;
    return { code: 'FOK_NOT_FILLABLE' };
  }
  return accepted;
}

type Identity = Parameters<typeof emitCanceled>[1];

/**
 * Matches an order that has passed its checks, and rests or cancels what is left. `size` is what it will have been accepted
 * with, `lots` what may trade now.
 */
export function trade(
  run: BlockRun,
  order: PlaceOrder,
  identity: Identity,
  limit: number,
  size: number,
  lots: number,
  feePpb: number,
): MatchResult {
  const result = take(run, order, identity, limit, lots, feePpb);
  finish(run, order, identity, limit, size, result);
  return result;
}

/** Matches an order that has passed its checks; what becomes of its rest is for the caller to say. */
export function take(
  run: BlockRun,
  order: PlaceOrder,
  identity: Identity,
  limit: number,
  lots: number,
  feePpb: number,
): MatchResult {
  const { selfTradePrevention, ocoGroup } = order;
  const { hash, account, subaccount, instrument, side } = identity;
  const isLiquidation = false;
  const taker = {
    hash,
    account,
    subaccount,
    instrument,
    side,
    lots,
    limit,
    selfTradePrevention,
    feePpb,
    isLiquidation,
    ocoGroup,
  };
  return match(run, taker);
}

function accept(run: BlockRun, order: PlaceOrder, identity: Identity, lots: number, limit: number): void {
  run.events.push({
    type: 'accepted',
    order: identity.hash,
    account: identity.account,
    subaccount: run.state.subaccounts.subNo(identity.subaccount),
    instrument: order.instrument,
    side: order.side,
    kind: order.kind,
    timeInForce: order.timeInForce,
    price: limit,
    size: lots,
    clientId: order.clientId,
    label: order.label,
  });
}

/** What is left after matching rests or is canceled; every accepted order ends in a fill, in the book or in a cancel. */
function finish(
  run: BlockRun,
  order: PlaceOrder,
  identity: Identity,
  limit: number,
  size: number,
  result: MatchResult,
): void {
  const { remaining } = result;
  if (remaining === 0) return;
  if (mayRest(order) && !result.stoppedBySelfTrade) {
    const { reduceOnly, postOnly, displaySize, goodTillMs, label, ocoGroup, makerGroup } = order;
    const shown = (displaySize === 0 ? remaining : Math.min(displaySize, remaining)) as Lots;
    const { hash, account, subaccount, instrument, side, clientId } = identity;
    restOrder(run, {
      hash,
      account,
      subaccount,
      instrument,
      side,
      clientId,
      price: limit as PlaceOrder['price'],
      size: size as Lots,
      lots: remaining as Lots,
      shown,
      displaySize,
      reduceOnly,
      postOnly,
      label,
      ocoGroup,
      peg: order.pegSource === 'none' ? undefined : pegOf(order),
      makerGroup,
      goodTillMs,
      queue: nextInQueue(run.state),
    });
    return;
  }
  const reason: CancelReason = result.stoppedBySelfTrade ? 'SELF_TRADE' : order.kind === 'market' ? 'MARKET' : 'IOC';
  emitCanceled(run, identity, remaining, reason);
}
