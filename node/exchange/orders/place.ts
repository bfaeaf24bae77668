import type { Hash } from '../../types/ids.ts';
import type { PlaceOrder, UnsignedTransaction } from '../../types/transaction.ts';
import type { Lots } from '../../types/units.ts';
import { isCanceledAhead } from '../accounts/tombstones.ts';
import type { BlockRun } from '../blockRun.ts';
import type { MarketListing } from '../genesis.ts';
import { feeOf, feeTier } from '../ledger/fees.ts';
import { lotsIn } from '../ledger/subaccounts.ts';
import type { Outcome } from '../outcomes.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { match, type MatchResult } from './match.ts';
import { bandLimit, isOutOfBand } from './priceBand.ts';
import type { ExchangeState } from '../state.ts';
import { emitCanceled, nextInQueue, restOrder, type CancelReason } from './resting.ts';

const mayRest = ({ timeInForce }: PlaceOrder): boolean => timeInForce === 'GTC' || timeInForce === 'GTT';

/** Most parts in which an iceberg shows: what one taker can make it do at a time. */
export const icebergPartsMax = 100;

/** Whether an iceberg of `size` lots may show `displaySize` at a time. */
export const mayShow = (displaySize: number, size: number, listing: MarketListing): boolean =>
  displaySize >= listing.minSizeLots && displaySize <= size && displaySize * icebergPartsMax >= size;

/** What the order asks for is possible at all, whatever the market does. */
function checkShape(order: PlaceOrder, listing: MarketListing): Outcome {
  const isMarket = order.kind === 'market';
  const rests = mayRest(order);
  const contradicts =
    (rests ? isMarket : order.postOnly || order.displaySize > 0) ||
    (order.slide && !order.postOnly) ||
    (order.timeInForce === 'GTT') !== order.goodTillMs > 0;
  if (contradicts) return 'FLAGS_INVALID';
  if (order.size < listing.minSizeLots || order.size > listing.maxOrderLots) return 'SIZE_INVALID';
  if (order.displaySize > 0 && !mayShow(order.displaySize, order.size, listing)) return 'DISPLAY_SIZE_INVALID';
  const priceFits = isMarket ? order.price === 0 : order.price > 0 && order.price <= listing.maxPriceTicks;
  return priceFits ? 'OK' : 'PRICE_INVALID';
}

/** The lots that may trade: a reduce-only order is clipped to the position it would close. */
function clip(order: PlaceOrder, held: number): number {
  if (!order.reduceOnly) return order.size;
  return Math.min(order.size, Math.max(0, order.side === 'buy' ? -held : held));
}

/**
 * Executes an order: checks in the order of the outcome table, trades, rests what may rest.
 * Source: docs/spec/exchange.md, Orders.
 */
export function placeOrder(
  run: BlockRun,
  hash: Hash,
  transaction: UnsignedTransaction,
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
  if (isCanceledAhead(state, transaction.account, hash, run.timeMs)) return { code: 'ORDER_CANCELED' };
  if (market.markPerLot === 0 || (market.stale && !order.reduceOnly)) return { code: 'FEED_STALE' };
  const limit = order.kind === 'market' ? bandLimit(listing, market, order.side) : slid(state, order);
  if (isOutOfBand(listing, market, order.side, limit)) return { code: 'PRICE_OUT_OF_BAND' };
  const held = lotsIn(state, subaccount, number);
  const lots = clip(order, held);
  if (lots === 0) return { code: 'REDUCE_ONLY_WOULD_INCREASE' };
  const limits = checkLimits(state, order, number, limit, lots, held, subaccount);
  if (limits !== 'OK') return { code: limits };
  const { takerPpb } = feeTier(state, state.subaccounts.account(subaccount), run.timeMs);
  const missing = missingMargin(state, order, limit * state.markets.tickValue(number), lots, takerPpb, subaccount);
  if (missing > 0) return { code: 'MARGIN_TOO_LOW', missing };

  const mark = state.journal.mark();
  const events = run.events.length;
  const { account } = transaction;
  const { instrument, side, selfTradePrevention, clientId } = order;
  const identity = { hash, account, subaccount, instrument, side, clientId };
  accept(run, order, identity, lots, limit);
  const feePpb = takerPpb;
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
  };
  const result = match(run, taker);
  if (order.timeInForce === 'FOK' && result.remaining > 0) {
    state.journal.rollback(mark);
    run.events.length = events;
    return { code: 'FOK_NOT_FILLABLE' };
  }
  finish(run, order, identity, limit, result);
  return accepted;
}

/** The price of an order, or the nearest at which one that slides does not trade; that may lie outside the market's prices. */
function slid(state: ExchangeState, order: PlaceOrder): number {
  const best = order.slide ? bestAgainst(state, order) : undefined;
  if (best === undefined || !wouldTake(order, best, order.price)) return order.price;
  return order.side === 'buy' ? best - 1 : best + 1;
}

const bestAgainst = (state: ExchangeState, { instrument, side }: PlaceOrder): number | undefined =>
  state.book.bestPrice(instrument, side === 'buy' ? 'sell' : 'buy');

const wouldTake = ({ side }: PlaceOrder, best: number, limit: number): boolean =>
  side === 'buy' ? best <= limit : best >= limit;

/** Whether it may take, rest and grow as far as it could. */
function checkLimits(
  state: ExchangeState,
  order: PlaceOrder,
  market: number,
  limit: number,
  lots: number,
  held: number,
  subaccount: number,
): Outcome {
  const listing = state.markets.listing(market);
  const { standings } = state.subaccounts;
  if (order.postOnly) {
    const best = bestAgainst(state, order);
    const rests = best === undefined || !wouldTake(order, best, limit);
    // The lowest and the highest price of the market are where sliding ends.
    if (!rests || limit < 1 || limit > listing.maxPriceTicks) return 'POST_ONLY_WOULD_TAKE';
  }
  const standing = standings.find(subaccount, market);
  if (mayRest(order) && standing >= 0 && standings.orders(standing) >= listing.openOrdersMax) return 'ORDER_LIMIT';
  if (order.reduceOnly) return 'OK';
  const isBuy = order.side === 'buy';
  const open = standing < 0 ? 0 : isBuy ? standings.bids(standing) : standings.asks(standing);
  const worst = open + lots + (isBuy ? held : -held);
  return worst > listing.maxPositionLots ? 'POSITION_LIMIT' : 'OK';
}

function missingMargin(
  state: ExchangeState,
  order: PlaceOrder,
  pricePerLot: number,
  lots: number,
  takerPpb: number,
  subaccount: number,
): number {
  return state.risk.shortfall(state, subaccount, {
    instrument: order.instrument,
    side: order.side,
    lots,
    pricePerLot,
    fee: feeOf(lots * pricePerLot, takerPpb),
    reduceOnly: order.reduceOnly,
  });
}

type Identity = Parameters<typeof emitCanceled>[1];

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
  });
}

/** What is left after matching rests or is canceled; every accepted order ends in a fill, in the book or in a cancel. */
function finish(run: BlockRun, order: PlaceOrder, identity: Identity, limit: number, result: MatchResult): void {
  const { remaining } = result;
  if (remaining === 0) return;
  if (mayRest(order) && !result.stoppedBySelfTrade) {
    const { reduceOnly, displaySize, goodTillMs } = order;
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
      lots: remaining as Lots,
      shown,
      displaySize,
      reduceOnly,
      goodTillMs,
      queue: nextInQueue(run.state),
    });
    return;
  }
  const reason: CancelReason = result.stoppedBySelfTrade ? 'SELF_TRADE' : order.kind === 'market' ? 'MARKET' : 'IOC';
  emitCanceled(run, identity, remaining, reason);
}
