import type { Address, Hash } from '../../types/ids.ts';
import type { PlaceOrder } from '../../types/transaction.ts';
import type { Lots } from '../../types/units.ts';
import { isCanceledAhead } from '../accounts/tombstones.ts';
import type { BlockRun } from '../blockRun.ts';
import { pegsPerAccountMax } from '../book/pegs.ts';
import { feeTier } from '../ledger/fees.ts';
import { lotsIn } from '../ledger/subaccounts.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { checkGroup, checkLimits, checkShape, clip, mayRest, missingMargin, slid } from './checks.ts';
import { match, type MatchResult } from './match.ts';
import { pegOf, pegPrice } from './pegPrice.ts';
import { bandLimit, isOutOfBand } from './priceBand.ts';
import { checkMakerGroup } from './protection.ts';
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
  const number = state.markets.number(order.instrument);
  if (number < 0) return { code: 'INSTRUMENT_UNKNOWN' };
  const listing = state.markets.listing(number);
  const market = state.markets.at(number);
  const shape = checkShape(order, listing);
  if (shape !== 'OK') return { code: shape };
  if (order.goodTillMs > 0 && order.goodTillMs <= run.timeMs) return { code: 'GOOD_TILL_PASSED' };
  if (isCanceledAhead(state, account, hash, run.timeMs)) return { code: 'ORDER_CANCELED' };
  if (market.markPerLot === 0 || (market.stale && !order.reduceOnly)) return { code: 'FEED_STALE' };
  const group = checkGroup(state, order, subaccount);
  if (group !== 'OK') return { code: group };
  if (order.makerGroup !== 0) {
    const code = checkMakerGroup(state, subaccount, order, run.timeMs);
    if (code !== 'OK') return { code };
  }
  const isPegged = order.pegSource !== 'none';
  if (isPegged && state.pegs.of(account).length >= pegsPerAccountMax) return { code: 'PEG_LIMIT' };
  const peg = isPegged ? pegPrice(state, order, pegOf(order)) : undefined;
  if (isPegged && peg === undefined) return { code: 'REFERENCE_UNKNOWN' };
  const limit = peg ?? (order.kind === 'market' ? bandLimit(listing, market, order.side) : slid(state, order));
  if (isOutOfBand(listing, market, order.side, limit)) return { code: 'PRICE_OUT_OF_BAND' };
  const held = lotsIn(state, subaccount, number);
  const lots = clip(order, order.size, held);
  if (lots === 0) return { code: 'REDUCE_ONLY_WOULD_INCREASE' };
  const candidate = { order, market: number, subaccount, limit, lots, held };
  const limits = checkLimits(state, candidate);
  if (limits !== 'OK') return { code: limits };
  const { takerPpb } = feeTier(state, state.subaccounts.account(subaccount), run.timeMs);
  const missing = missingMargin(state, candidate, takerPpb);
  if (missing > 0) return { code: 'MARGIN_TOO_LOW', missing };

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
  const result = match(run, taker);
  finish(run, order, identity, limit, size, result);
  return result;
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
