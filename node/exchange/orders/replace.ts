import type { Address } from '../../types/ids.ts';
import { plainOrder, type PlaceOrder, type ReplaceOrder } from '../../types/transaction.ts';
import type { Lots, Ticks } from '../../types/units.ts';
import { checkRiskLimits } from '../accounts/riskLimits.ts';
import type { BlockRun } from '../blockRun.ts';
import { feeTier } from '../ledger/fees.ts';
import { lotsIn } from '../ledger/subaccounts.ts';
import type { RestingOrder } from '../records.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { checkLimits, clip, icebergPartsMax, missingMargin } from './checks.ts';
import { marketTakes } from './marketTakes.ts';
import { trade } from './place.ts';
import { pegPrice } from './pegPrice.ts';
import { isOutOfBand } from './priceBand.ts';
import { cancelSlot } from './resting.ts';

/**
 * Gives a resting order another price or size, under the same hash. It keeps its place where the price stays and no more is
 * left than before; otherwise it comes to the book like a new order, which may trade. If it is refused, the order stays as
 * it was.
 * Source: docs/spec/exchange.md, Replacing.
 */
export function replaceOrder(run: BlockRun, { account }: { readonly account: Address }, body: ReplaceOrder): Verdict {
  const { state } = run;
  const slot = state.book.find(body.order);
  const order = slot < 0 ? undefined : state.book.order(slot);
  if (order?.account !== account || order.instrument !== body.instrument) return { code: 'ORDER_UNKNOWN' };
  const listing = state.markets.listingOf(order.instrument)!;
  if (body.size < listing.minSizeLots || body.size > listing.maxOrderLots) return { code: 'SIZE_INVALID' };
  if (order.displaySize > 0 && order.displaySize * icebergPartsMax < body.size) return { code: 'DISPLAY_SIZE_INVALID' };
  if (body.price < 1 || body.price > listing.maxPriceTicks) return { code: 'PRICE_INVALID' };
  const left = body.size - (order.size - order.lots);
  if (left <= 0) {
    cancelSlot(run, slot, order.hash, 'REPLACED');
    return accepted;
  }
  if (body.price === (order.peg?.limit ?? order.price) && left <= order.lots) {
    reduceInPlace(run, slot, order.lots - left);
    return accepted;
  }
  return requeue(run, slot, order, body, left);
}

/** Takes lots off a resting order, which keeps its place. */
export function reduceInPlace(run: BlockRun, slot: number, lots: number): void {
  const { book } = run.state;
  book.reduce(slot, lots);
  const order = book.order(slot);
  emitReplaced(run, order, order.shown);
}

/** Where an order goes: its price, of a pegged one the worst that it may have. */
type Destination = Pick<ReplaceOrder, 'price' | 'postOnly' | 'selfTradePrevention'>;

/**
 * Takes the order out and brings it in again with `left` lots; takes everything back when it is refused. `known`: the price of
 * a pegged order, where that is known already.
 */
export function requeue(
  run: BlockRun,
  slot: number,
  order: RestingOrder,
  body: Destination,
  left: number,
  known?: number,
): Verdict {
  const { state } = run;
  const { hash, account, subaccount, instrument, side, clientId } = order;
  const number = state.book.market(slot);
  const listing = state.markets.listing(number);
  const market = state.markets.at(number);
  const takes = marketTakes(listing, market, order);
  if (takes !== 'OK') return { code: takes };
  const price =
    order.peg === undefined ? body.price : (known ?? pegPrice(state, order, { ...order.peg, limit: body.price }));
  if (price === undefined) return { code: 'REFERENCE_UNKNOWN' };
  if (isOutOfBand(listing, market, side, price)) return { code: 'PRICE_OUT_OF_BAND' };
  const held = lotsIn(state, subaccount, number);
  const lots = clip(order, left, held);
  if (lots === 0) return { code: 'REDUCE_ONLY_WOULD_INCREASE' };
  const { equity, initial } = state.risk.assess(state, subaccount);

  const mark = state.journal.mark();
  const refuse = (verdict: Verdict): Verdict => {
    state.journal.rollback(mark);
    return verdict;
  };
  state.book.remove(slot);
  const wanted = asPlaced(order, body, lots);
  const { takerPpb } = feeTier(state, state.subaccounts.account(subaccount), run.timeMs);
  const candidate = { order: wanted, market: number, subaccount, limit: price, lots, held, takerPpb };
  const limits = checkLimits(state, candidate);
  if (limits !== 'OK') return refuse({ code: limits });
  // One that grows no further than it was keeps what it was let in with.
  if (lots > order.lots && !order.reduceOnly) {
    const code = checkRiskLimits(state, subaccount, [{ market: number, side, lots }]);
    if (code !== 'OK') return refuse({ code });
  }
  const missing = missingMargin(state, candidate);
  // Who has too little already may still make it no worse.
  if (missing > Math.max(0, initial - equity)) return refuse({ code: 'MARGIN_TOO_LOW', missing });

  const size = order.size - order.lots + lots;
  emitReplaced(run, { ...order, price: price as Ticks, size: size as Lots, lots: lots as Lots }, 0);
  trade(run, wanted, { hash, account, subaccount, instrument, side, clientId }, price, size, lots, takerPpb);
  return accepted;
}

/** The replaced order as if it had been placed so. */
function asPlaced(order: RestingOrder, body: Destination, lots: number): PlaceOrder {
  const { instrument, side, reduceOnly, clientId, displaySize, goodTillMs, label, ocoGroup, makerGroup, peg } = order;
  return {
    ...plainOrder,
    type: 'order',
    kind: 'limit',
    timeInForce: goodTillMs > 0 ? 'GTT' : 'GTC',
    ...{ instrument, side, reduceOnly, clientId, displaySize, label, ocoGroup, makerGroup },
    goodTillMs: goodTillMs as PlaceOrder['goodTillMs'],
    pegSource: peg?.source ?? 'none',
    pegOffset: peg?.offset ?? 0,
    postOnly: order.postOnly || body.postOnly,
    selfTradePrevention: body.selfTradePrevention,
    price: body.price,
    size: lots as Lots,
  };
}

/** `shown`: what still stands at its old place; 0 where the order has left it, and what comes next says where it went. */
function emitReplaced({ state, events }: BlockRun, order: RestingOrder, shown: number): void {
  events.push({
    type: 'replaced',
    order: order.hash,
    account: order.account,
    subaccount: state.subaccounts.subNo(order.subaccount),
    instrument: order.instrument,
    side: order.side,
    price: order.price,
    size: order.size,
    remaining: order.lots,
    shown,
    clientId: order.clientId,
  });
}
