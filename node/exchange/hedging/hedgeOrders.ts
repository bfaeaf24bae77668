import type { InstrumentId } from '../../types/ids.ts';
import { plainOrder, type Combo, type ComboLeg, type PlaceOrder, type Side } from '../../types/transaction.ts';
import { lots as lotsOf, ticks, timeMs } from '../../types/units.ts';
import type { MarketListing } from '../instruments/listing.ts';
import { atPpb, mulDiv, ppbOne } from '../integers.ts';
import { lotsIn } from '../ledger/subaccounts.ts';
import { bandLimit } from '../orders/priceBand.ts';
import type { HedgeRule, OptionRight } from '../records.ts';
import { deltaOf, netDelta } from '../risk/netDelta.ts';
import type { ExchangeState } from '../state.ts';
import { optionsOn } from './hedgeRules.ts';

// What a hedge rule would send now. Pure reads; undefined: nothing.

/** What a rule sends: an order, or two legs of one size. */
export type HedgeOrder = PlaceOrder | Combo;

/** Lots that a rule may send at once, no more than `wanted`; 0: fewer than the market takes. */
function sendable({ sizeMax, lotsLeft }: HedgeRule, { minSizeLots, maxOrderLots }: MarketListing, wanted: number) {
  const lots = Math.min(wanted, sizeMax, lotsLeft, maxOrderLots);
  return lots < minSizeLots ? 0 : lots;
}

const sideOf = (lots: number): Side => (lots > 0 ? 'buy' : 'sell');

/** Micro-USDC that a lot of a market may trade worse than mark. */
const slippageIn = ({ markets }: ExchangeState, market: number, { slippagePpb }: HedgeRule): number =>
  atPpb(markets.at(market).indexPerLot, slippagePpb, 'floor');

const isFresh = ({ markets }: ExchangeState, market: number): boolean =>
  !markets.at(market).stale && markets.at(market).markPerLot > 0;

/** Where net delta of the subaccount in the underlying is outside the band, the order that brings it to the middle. */
export function deltaHedge(state: ExchangeState, subaccount: number, rule: HedgeRule): HedgeOrder | undefined {
  const { instrument, lower, upper } = rule;
  const market = state.markets.number(instrument);
  const listing = state.markets.listing(market);
  const net = netDelta(state, subaccount, listing.feed);
  if ((net >= lower && net <= upper) || !isFresh(state, market)) return undefined;
  const missing = Math.floor((lower + upper) / 2) - net;
  const size = sendable(rule, listing, mulDiv(Math.abs(missing), listing.lotsPerUnit, ppbOne, 'floor'));
  if (size === 0) return undefined;
  const side = sideOf(missing);
  return {
    type: 'order',
    instrument,
    side,
    kind: 'limit',
    timeInForce: 'IOC',
    postOnly: false,
    reduceOnly: false,
    selfTradePrevention: 'cancel-taker',
    price: ticks(worstPrice(state, market, side, slippageIn(state, market, rule))),
    size: lotsOf(size),
    clientId: 0,
    ...plainOrder,
  };
}

/** Mark and what may be lost against it, ticks, within the price band. */
function worstPrice({ markets }: ExchangeState, market: number, side: Side, slippage: number): number {
  const band = bandLimit(markets.listing(market), markets.at(market), side);
  const { markPerLot } = markets.at(market);
  const value = markets.tickValue(market);
  if (side === 'buy') return Math.min(band, mulDiv(markPerLot + slippage, 1, value, 'floor'));
  return Math.max(band, mulDiv(Math.max(0, markPerLot - slippage), 1, value, 'ceil'));
}

/** Once a position is near its expiry, the order that moves it to the next expiry of its series, same strike and right. */
export function rollHedge(
  state: ExchangeState,
  subaccount: number,
  rule: HedgeRule,
  nowMs: number,
): HedgeOrder | undefined {
  const market = state.markets.number(rule.instrument);
  const listing = state.markets.listing(market);
  const held = lotsIn(state, subaccount, market);
  if (held === 0 || listing.expiryMs - nowMs > rule.windowMs || nowMs >= listing.expiryMs) return undefined;
  const next = nextExpiry(state, listing);
  if (next === undefined) return undefined;
  const size = sendable(rule, listing, Math.abs(held));
  return pair(state, rule, size, [
    [listing.instrument, sideOf(0 - held)],
    [next.instrument, sideOf(held)],
  ]);
}

/** The market of the same series, strike and right that expires next. */
export function nextExpiry(state: ExchangeState, listing: MarketListing): MarketListing | undefined {
  let next: MarketListing | undefined;
  for (const each of state.markets.listings) {
    const isSame =
      each.series === listing.series &&
      each.strikeMicroUsdc === listing.strikeMicroUsdc &&
      each.right === listing.right;
    if (!isSame || each.expiryMs <= listing.expiryMs) continue;
    if (next === undefined || each.expiryMs < next.expiryMs) next = each;
  }
  return next;
}

/**
 * Where a position is larger than what options protect of it, the order that buys one option and sells the other, at the first expiry that
 * is far enough away: for a long position puts below the index and calls above it, for a short one the reverse.
 */
export function collarHedge(
  state: ExchangeState,
  subaccount: number,
  rule: HedgeRule,
  nowMs: number,
): HedgeOrder | undefined {
  const market = state.markets.number(rule.instrument);
  const listing = state.markets.listing(market);
  const series = optionsOn(state, listing)!;
  const held = lotsIn(state, subaccount, market);
  const bought: OptionRight = held > 0 ? 'put' : 'call';
  const exposed = mulDiv(Math.abs(deltaOf(state, market, held)), series.terms.lotsPerUnit, ppbOne, 'floor');
  const fromMs = nowMs + rule.windowMs;
  const options = state.markets.listings.filter((each) => each.series === series.series && each.expiryMs > nowMs);
  const missing = exposed - protectedLots(state, subaccount, options, bought);
  if (missing <= 0) return undefined;
  const index = state.markets.at(market).indexPerLot * listing.lotsPerUnit;
  const expiries = options.filter(({ expiryMs }) => expiryMs >= fromMs).map(({ expiryMs }) => expiryMs);
  const expiryMs = expiries.reduce((least, each) => Math.min(least, each), Infinity);
  const atExpiry = options.filter((each) => each.expiryMs === expiryMs);
  const put = strikeBelow(atExpiry, atPpb(index, ppbOne - rule.putPpb, 'floor'));
  const call = strikeAbove(atExpiry, atPpb(index, ppbOne + rule.callPpb, 'ceil'));
  if (put === undefined || call === undefined) return undefined;
  const size = Math.min(sendable(rule, put, missing), sendable(rule, call, missing));
  return pair(state, rule, size, [
    [put.instrument, bought === 'put' ? 'buy' : 'sell'],
    [call.instrument, bought === 'call' ? 'buy' : 'sell'],
  ]);
}

/** Lots of the options of a right that a subaccount has bought. */
function protectedLots(
  state: ExchangeState,
  subaccount: number,
  options: readonly MarketListing[],
  right: OptionRight,
): number {
  let lots = 0;
  for (const { instrument, right: own } of options) {
    if (own === right) lots += Math.max(0, lotsIn(state, subaccount, state.markets.number(instrument)));
  }
  return lots;
}

/** The put of the highest strike that is not above a price, and the call of the lowest that is not below one. */
const strikeBelow = (options: readonly MarketListing[], price: number): MarketListing | undefined =>
  options
    .filter(({ right, strikeMicroUsdc }) => right === 'put' && strikeMicroUsdc <= price)
    .sort((a, b) => b.strikeMicroUsdc - a.strikeMicroUsdc)[0];

const strikeAbove = (options: readonly MarketListing[], price: number): MarketListing | undefined =>
  options
    .filter(({ right, strikeMicroUsdc }) => right === 'call' && strikeMicroUsdc >= price)
    .sort((a, b) => a.strikeMicroUsdc - b.strikeMicroUsdc)[0];

/** A combo of two markets, one lot of each in a unit, for what they cost at mark and what may be lost against it. */
function pair(
  state: ExchangeState,
  rule: HedgeRule,
  size: number,
  markets: readonly (readonly [InstrumentId, Side])[],
): Combo | undefined {
  if (size === 0 || !markets.every(([instrument]) => isFresh(state, state.markets.number(instrument))))
    return undefined;
  let limit = 0;
  for (const [instrument, side] of markets) {
    const market = state.markets.number(instrument);
    const { markPerLot } = state.markets.at(market);
    limit += (side === 'buy' ? markPerLot : 0 - markPerLot) + slippageIn(state, market, rule);
  }
  const legs: ComboLeg[] = markets.map(([instrument, side]) => ({ instrument, side, ratio: 1 }));
  return {
    type: 'combo',
    legs: legs.sort((a, b) => a.instrument - b.instrument),
    size,
    limit,
    timeInForce: 'IOC',
    postOnly: false,
    goodTillMs: timeMs(0),
    selfTradePrevention: 'cancel-taker',
    clientId: 0,
    label: '',
  };
}
