import type { Address, Hash, InstrumentId } from '../../types/ids.ts';
import type { SelfTradePrevention, Side } from '../../types/transaction.ts';
import { rewardVolume } from '../accounts/credits.ts';
import type { BlockRun } from '../blockRun.ts';
import { addVolume, collectFees, feeNotional, feeOf, feeTier } from '../ledger/fees.ts';
import { bookTrade } from '../ledger/positions.ts';
import { systemIndex, type ExchangeState } from '../state.ts';
import { cancelOthers } from './oco.ts';
import { countMaker } from './protection.ts';
import { cancelSlot, showNextOf, shrinkSlot } from './resting.ts';

/** An order on its way through the book. */
export interface Taker {
  readonly hash: Hash;
  readonly account: Address;
  /** Index of the subaccount. */
  readonly subaccount: number;
  readonly instrument: InstrumentId;
  readonly side: Side;
  readonly lots: number;
  /** Worst price, ticks. */
  readonly limit: number;
  /** Undefined for system orders: self-trade prevention never stands in their way. */
  readonly selfTradePrevention: SelfTradePrevention | undefined;
  readonly feePpb: number;
  readonly isLiquidation: boolean;
  /** Orders that its first fill cancels; 0: none. */
  readonly ocoGroup: number;
}

export interface MatchResult {
  /** Lots that found no counterparty. */
  readonly remaining: number;
  /** Self-trade prevention ended the taker. */
  readonly stoppedBySelfTrade: boolean;
}

/** Lots of a resting order that may trade now: a reduce-only one is clipped to the position it reduces. */
function tradable({ book, subaccounts }: ExchangeState, maker: number): number {
  const shown = book.rows.shown(maker);
  if (!book.rows.isReduceOnly(maker)) return shown;
  const held = subaccounts.standings.lots(book.rows.standing(maker));
  return Math.min(shown, Math.max(0, book.rows.isBuy(maker) ? -held : held));
}

/**
 * Trades an order against the book, best price first, oldest first at one price, always at the resting order's price.
 * Invariant: afterwards the book does not cross the taker's limit, unless self-trade prevention stopped it.
 * Source: docs/spec/exchange.md, Matching.
 */
export function match(run: BlockRun, taker: Taker): MatchResult {
  const { state } = run;
  const { book, subaccounts } = state;
  const isBuy = taker.side === 'buy';
  const makers = book.ladder(taker.instrument, isBuy ? 'sell' : 'buy');
  const account = subaccounts.account(taker.subaccount);
  let remaining = taker.lots;
  while (remaining > 0) {
    const maker = book.first(makers);
    if (maker < 0 || (isBuy ? book.price(maker) > taker.limit : book.price(maker) < taker.limit)) break;
    if (taker.selfTradePrevention !== undefined && subaccounts.account(book.subaccount(maker)) === account) {
      const left = preventSelfTrade(run, taker, taker.selfTradePrevention, maker, remaining);
      if (left === 'stop') return { remaining, stoppedBySelfTrade: true };
      remaining = left;
      continue;
    }
    const most = tradable(state, maker);
    if (most === 0) {
      cancelSlot(run, maker, book.rows.hash(maker), 'REDUCE_ONLY');
      continue;
    }
    const lots = Math.min(remaining, most);
    trade(run, taker, maker, lots);
    remaining -= lots;
  }
  return { remaining, stoppedBySelfTrade: false };
}

/** Applies the taker's mode where the best resting order is of the same account; how much of the taker is left. */
function preventSelfTrade(
  run: BlockRun,
  taker: Taker,
  mode: SelfTradePrevention,
  maker: number,
  remaining: number,
): number | 'stop' {
  const { rows } = run.state.book;
  const hash = rows.hash(maker);
  switch (mode) {
    case 'cancel-maker':
      cancelSlot(run, maker, hash, 'SELF_TRADE');
      return remaining;
    case 'cancel-taker':
      return 'stop';
    case 'cancel-both':
      cancelSlot(run, maker, hash, 'SELF_TRADE');
      return 'stop';
    case 'decrement': {
      const lots = Math.min(remaining, rows.shown(maker));
      const isLeft = lots < rows.lots(maker);
      const { instrument } = taker;
      run.events.push({ type: 'decremented', instrument, maker: hash, taker: taker.hash, size: lots });
      shrinkSlot(run.state, maker, lots);
      if (isLeft) showNextOf(run, maker);
      return remaining - lots;
    }
  }
}

/** One fill of a resting order, and what it leads to. @param maker its slot */
function trade(run: BlockRun, taker: Taker, maker: number, lots: number): void {
  const { state } = run;
  const { book } = state;
  const { instrument } = taker;
  const market = book.market(maker);
  const price = book.price(maker);
  const hash = book.rows.hash(maker);
  const makerSubaccount = book.subaccount(maker);
  const isLeft = lots < book.rows.lots(maker);
  const ocoGroup = book.rows.isGrouped(maker) ? book.tags(maker).ocoGroup : 0;
  const makerGroup = book.rows.makerGroup(maker);
  shrinkSlot(state, maker, lots);
  state.markets.setLastPrice(market, price);
  settle(run, taker, hash, makerSubaccount, market, price, lots);
  if (isLeft) showNextOf(run, maker);
  if (ocoGroup !== 0) cancelOthers(run, { hash, subaccount: makerSubaccount, instrument, ocoGroup });
  if (taker.ocoGroup !== 0) cancelOthers(run, taker);
  if (makerGroup !== 0) countMaker(run, makerSubaccount, makerGroup, taker.side === 'buy' ? -lots : lots);
}

/**
 * What a trade does to money: both positions, both fees, both volumes, one event with every number.
 * Units: `price` in ticks. @param maker the hash of the order that rested @param market its number
 */
export function settle(
  run: BlockRun,
  taker: Omit<Taker, 'limit' | 'selfTradePrevention' | 'ocoGroup' | 'lots'>,
  maker: Hash,
  makerSubaccount: number,
  market: number,
  price: number,
  lots: number,
): void {
  const { state, timeMs } = run;
  const { subaccounts, markets } = state;
  const makerAccount = subaccounts.account(makerSubaccount);
  const pricePerLot = price * markets.tickValue(market);
  const notional = feeNotional(markets, market, lots, pricePerLot);
  const takerFee = feeOf(notional, taker.feePpb);
  const { makerPpb } = feeTier(state, makerAccount, timeMs);
  // A forced close may pay less than the least taker fee; then it cannot fund a rebate.
  const makerFee = Math.max(feeOf(notional, makerPpb), 0 - takerFee);
  const signed = taker.side === 'buy' ? lots : -lots;
  const takerMove = bookTrade(state, taker.subaccount, market, signed, pricePerLot, takerFee);
  const makerMove = bookTrade(state, makerSubaccount, market, -signed, pricePerLot, makerFee);
  collectFees(state, market, takerFee + makerFee);
  if (taker.subaccount !== systemIndex) countTraded(state, subaccounts.account(taker.subaccount), timeMs, notional);
  if (makerSubaccount !== systemIndex) countTraded(state, makerAccount, timeMs, notional);
  run.events.push({
    type: 'fill',
    instrument: taker.instrument,
    side: taker.side,
    price,
    size: lots,
    maker,
    makerAccount: subaccounts.owner(makerSubaccount),
    makerSubaccount: subaccounts.subNo(makerSubaccount),
    makerFee: makerFee + 0,
    makerRealised: makerMove.realised,
    makerFunding: makerMove.funding,
    taker: taker.hash,
    takerAccount: taker.account,
    takerSubaccount: subaccounts.subNo(taker.subaccount),
    takerFee: takerFee + 0,
    takerRealised: takerMove.realised,
    takerFunding: takerMove.funding,
    liquidation: taker.isLiquidation,
  });
}

/** What traded volume brings an account: a better tier, and credits. @param account its place */
function countTraded(state: ExchangeState, account: number, timeMs: number, notional: number): void {
  addVolume(state, account, timeMs, notional);
  rewardVolume(state, account, notional);
}
