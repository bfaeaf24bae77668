import type { Hash } from '../../types/ids.ts';
import { sliceCountMax, type PlaceOrder, type Side } from '../../types/transaction.ts';
import { positionsMax } from '../../codec/settlementLeaves.ts';
import { ocoOrdersMax } from '../book/ocoGroups.ts';
import type { MarketListing } from '../instruments/listing.ts';
import { feeNotional, feeOf } from '../ledger/fees.ts';
import type { Standings } from '../ledger/standings.ts';
import type { Outcome } from '../outcomes.ts';
import type { ExchangeState } from '../state.ts';

// What an order must be and have before it may trade or rest. Pure reads, in the order of the outcome table.

export const mayRest = ({ timeInForce }: PlaceOrder): boolean => timeInForce === 'GTC' || timeInForce === 'GTT';

/** Most parts in which an iceberg shows: what one taker can make it do at a time. */
export const icebergPartsMax = 100;

/** Whether an iceberg of `size` lots may show `displaySize` at a time. */
const mayShow = (displaySize: number, size: number, listing: MarketListing): boolean =>
  displaySize >= listing.minSizeLots && displaySize <= size && displaySize * icebergPartsMax >= size;

/** A stop or take-profit has a price, a trailing stop an offset, and whatever does not wait has neither. */
function isTrigger({ triggerKind, triggerSource, triggerPrice, trailingOffset }: PlaceOrder): boolean {
  if (triggerKind === 'none') return triggerSource === 'mark' && triggerPrice === 0 && trailingOffset === 0;
  return triggerKind === 'trailing-stop'
    ? triggerPrice === 0 && trailingOffset > 0
    : triggerPrice > 0 && trailingOffset === 0;
}

/** A TWAP sends what nobody waits for, and waits for nothing else; whatever is not cut has no interval. */
function isTwap({ sliceCount, sliceIntervalMs, timeInForce, triggerKind }: PlaceOrder): boolean {
  return sliceCount === 0 ? sliceIntervalMs === 0 : timeInForce === 'IOC' && triggerKind === 'none';
}

/** Least and most time between two slices, and most time from the first to the last. */
export const sliceIntervalMsMin = 1_000;
export const slicesMsMax = 86_400_000;

/** Whether a TWAP is cut into parts that can be sent. */
const isCut = ({ sliceCount, sliceIntervalMs, size }: PlaceOrder, listing: MarketListing): boolean =>
  sliceCount >= 2 &&
  sliceCount <= sliceCountMax &&
  sliceIntervalMs >= sliceIntervalMsMin &&
  sliceIntervalMs <= slicesMsMax &&
  (sliceCount - 1) * sliceIntervalMs <= slicesMsMax &&
  size >= sliceCount * listing.minSizeLots;

/** A pegged order rests, never takes, and waits for nothing first; whatever is not pegged has no offset. */
function isPeg(order: PlaceOrder): boolean {
  if (order.pegSource === 'none') return order.pegOffset === 0;
  return order.postOnly && !order.slide && order.triggerKind === 'none';
}

/** What the order asks for is possible at all, whatever the market does. */
export function checkShape(order: PlaceOrder, listing: MarketListing): Outcome {
  const isMarket = order.kind === 'market';
  const rests = mayRest(order);
  const contradicts =
    (rests ? isMarket : order.postOnly || order.displaySize > 0) ||
    (order.slide && !order.postOnly) ||
    (order.timeInForce === 'GTT') !== order.goodTillMs > 0 ||
    !isTrigger(order) ||
    !isPeg(order) ||
    !isTwap(order) ||
    (order.makerGroup !== 0 && (!rests || order.triggerKind !== 'none'));
  if (contradicts) return 'FLAGS_INVALID';
  if (order.size < listing.minSizeLots || order.size > listing.maxOrderLots) return 'SIZE_INVALID';
  if (order.displaySize > 0 && !mayShow(order.displaySize, order.size, listing)) return 'DISPLAY_SIZE_INVALID';
  const priceFits = isMarket ? order.price === 0 : order.price > 0 && order.price <= listing.maxPriceTicks;
  if (!priceFits || Math.abs(order.pegOffset) > listing.maxPriceTicks) return 'PRICE_INVALID';
  return order.sliceCount === 0 || isCut(order, listing) ? 'OK' : 'SLICES_INVALID';
}

/** Whether an order may join the group that it names: not one of which another open order is no longer whole. */
export function checkGroup(state: ExchangeState, hash: Hash, order: PlaceOrder, subaccount: number): Outcome {
  const { instrument, ocoGroup } = order;
  if (ocoGroup === 0) return 'OK';
  const members = state.ocoGroups.of({ subaccount, instrument, ocoGroup }).filter((each) => each !== hash);
  if (members.some((each) => hasTraded(state, each))) return 'OCO_TRADED';
  return members.length < ocoOrdersMax ? 'OK' : 'OCO_LIMIT';
}

/** Whether lots of an open order have gone already. */
function hasTraded({ book, triggers }: ExchangeState, hash: Hash): boolean {
  const slot = book.find(hash);
  if (slot >= 0) return book.rows.lots(slot) < book.rows.size(slot);
  const { left, order } = triggers.get(hash)!;
  return left < order.size;
}

/** The lots that may trade: a reduce-only order is clipped to the position it would close. */
export function clip(order: Pick<PlaceOrder, 'reduceOnly' | 'side'>, lots: number, held: number): number {
  if (!order.reduceOnly) return lots;
  return Math.min(lots, Math.max(0, order.side === 'buy' ? -held : held));
}

/** The price of an order, or the nearest at which one that slides does not trade; that may lie outside the market's prices. */
export function slid(state: ExchangeState, order: PlaceOrder): number {
  const best = order.slide ? bestAgainst(state, order) : undefined;
  if (best === undefined || !wouldTake(order, best, order.price)) return order.price;
  return order.side === 'buy' ? best - 1 : best + 1;
}

/** The best price on the other side. */
export const bestAgainst = (
  state: ExchangeState,
  { instrument, side }: Pick<PlaceOrder, 'instrument' | 'side'>,
): number | undefined => state.book.bestPrice(instrument, side === 'buy' ? 'sell' : 'buy');

export const wouldTake = ({ side }: Pick<PlaceOrder, 'side'>, best: number, limit: number): boolean =>
  side === 'buy' ? best <= limit : best >= limit;

/** An order as its checks see it: at its worst price, and what it may trade at most. */
export interface Candidate {
  readonly order: PlaceOrder;
  /** Number of the market. */
  readonly market: number;
  readonly subaccount: number;
  /** Ticks. */
  readonly limit: number;
  readonly lots: number;
  /** Signed lots of the position in its market. */
  readonly held: number;
  readonly takerPpb: number;
}

/** Whether it may take, rest and grow as far as it could. */
export function checkLimits(state: ExchangeState, candidate: Candidate): Outcome {
  const { order, market, limit, lots, held, subaccount } = candidate;
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
  if (isBeyondMarkets(state, subaccount, standing)) return 'MARKETS_LIMIT';
  return isBeyondPosition(state, subaccount, market, order.side, lots, held) ? 'POSITION_LIMIT' : 'OK';
}

/**
 * Whether a subaccount that has nothing in a market yet has something in as many others as its leaf has room for.
 * @param standing its standing there; −1: none @param added how many such markets there are
 */
export function isBeyondMarkets(
  { markets, subaccounts: { standings } }: ExchangeState,
  subaccount: number,
  standing: number,
  added = 1,
): boolean {
  if (markets.size <= positionsMax) return false;
  if (isUsed(standings, standing)) return false;
  let used = 0;
  for (let at = standings.first(subaccount); at >= 0; at = standings.next(at)) if (isUsed(standings, at)) used += 1;
  return used + added > positionsMax;
}

/** Whether there is a position or an order. @param standing −1: none */
export const isUsed = (standings: Standings, standing: number): boolean =>
  standing >= 0 && (standings.lots(standing) !== 0 || standings.orders(standing) > 0);

/** Whether the position could pass the limit of the market, if `lots` more and all that is open on their side filled. */
export function isBeyondPosition(
  { markets, subaccounts: { standings } }: ExchangeState,
  subaccount: number,
  market: number,
  side: Side,
  lots: number,
  held: number,
): boolean {
  const standing = standings.find(subaccount, market);
  const isBuy = side === 'buy';
  const open = standing < 0 ? 0 : isBuy ? standings.bids(standing) : standings.asks(standing);
  return open + lots + (isBuy ? held : -held) > markets.listing(market).maxPositionLots;
}

/** Micro-USDC by which margin falls short, with the order counted as open at its worst price; not above 0: it passes. */
export function missingMargin(state: ExchangeState, candidate: Candidate): number {
  const { order, market, limit, lots, subaccount, takerPpb } = candidate;
  const pricePerLot = limit * state.markets.tickValue(market);
  return state.risk.shortfall(state, subaccount, {
    instrument: order.instrument,
    side: order.side,
    lots,
    pricePerLot,
    fee: feeOf(feeNotional(state.markets, market, lots, pricePerLot), takerPpb),
    reduceOnly: order.reduceOnly,
  });
}
