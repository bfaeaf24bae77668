import type { Address, Hash, InstrumentId } from '../../types/ids.ts';
import type { SelfTradePrevention, Side } from '../../types/transaction.ts';
import { rewardVolume } from '../accounts/credits.ts';
import type { BlockRun } from '../blockRun.ts';
import { tickValue } from '../genesis.ts';
import { addVolume, collectFees, feeOf, feeTier } from '../ledger/fees.ts';
import { bookTrade } from '../ledger/positions.ts';
import { positionIn, subaccountAt } from '../ledger/subaccounts.ts';
import type { RestingOrder } from '../records.ts';
import { systemIndex } from '../state.ts';
import { cancelResting, showNext, shrinkOrder } from './resting.ts';

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
}

export interface MatchResult {
  /** Lots that found no counterparty. */
  readonly remaining: number;
  /** Self-trade prevention ended the taker. */
  readonly stoppedBySelfTrade: boolean;
}

const opposite = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy');

/** Lots of a resting order that may trade now: a reduce-only one is clipped to the position it reduces. */
function tradable(run: BlockRun, maker: RestingOrder): number {
  if (!maker.reduceOnly) return maker.shown;
  const held = positionIn(subaccountAt(run.state, maker.subaccount), maker.instrument)?.lots ?? 0;
  return Math.min(maker.shown, Math.max(0, maker.side === 'buy' ? -held : held));
}

/**
 * Trades an order against the book, best price first, oldest first at one price, always at the resting order's price.
 * Invariant: afterwards the book does not cross the taker's limit, unless self-trade prevention stopped it.
 * Source: docs/spec/exchange.md, Matching.
 */
export function match(run: BlockRun, taker: Taker): MatchResult {
  const { book } = run.state;
  const side = opposite(taker.side);
  let remaining = taker.lots;
  while (remaining > 0) {
    const maker = book.best(taker.instrument, side);
    if (maker === undefined || (taker.side === 'buy' ? maker.price > taker.limit : maker.price < taker.limit)) break;
    if (taker.selfTradePrevention !== undefined && maker.account === taker.account) {
      const left = preventSelfTrade(run, taker, taker.selfTradePrevention, maker, remaining);
      if (left === 'stop') return { remaining, stoppedBySelfTrade: true };
      remaining = left;
      continue;
    }
    const most = tradable(run, maker);
    if (most === 0) {
      cancelResting(run, maker, 'REDUCE_ONLY');
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
  maker: RestingOrder,
  remaining: number,
): number | 'stop' {
  switch (mode) {
    case 'cancel-maker':
      cancelResting(run, maker, 'SELF_TRADE');
      return remaining;
    case 'cancel-taker':
      return 'stop';
    case 'cancel-both':
      cancelResting(run, maker, 'SELF_TRADE');
      return 'stop';
    case 'decrement': {
      const lots = Math.min(remaining, maker.shown);
      const { instrument } = taker;
      run.events.push({ type: 'decremented', instrument, maker: maker.hash, taker: taker.hash, size: lots });
      shrinkOrder(run.state, maker, lots);
      showNext(run, maker.hash);
      return remaining - lots;
    }
  }
}

/** One fill: both positions, both fees, one event with every number. */
function trade(run: BlockRun, taker: Taker, maker: RestingOrder, lots: number): void {
  const { state, timeMs } = run;
  const { instrument } = taker;
  const pricePerLot = maker.price * tickValue(state.listings.get(instrument)!);
  const notional = lots * pricePerLot;
  const takerFee = feeOf(notional, taker.feePpb);
  const makerTier = feeTier(state, maker.account, timeMs);
  // A forced close may pay less than the least taker fee; then it cannot fund a rebate.
  const makerFee = Math.max(feeOf(notional, makerTier.makerPpb), 0 - takerFee);
  const signed = taker.side === 'buy' ? lots : -lots;
  shrinkOrder(state, maker, lots);
  const takerMove = bookTrade(state, taker.subaccount, instrument, signed, pricePerLot, takerFee);
  const makerMove = bookTrade(state, maker.subaccount, instrument, -signed, pricePerLot, makerFee);
  collectFees(state, takerFee + makerFee);
  state.markets.set(instrument, { ...state.markets.get(instrument)!, lastPrice: maker.price });
  for (const side of [taker, maker]) {
    if (side.subaccount === systemIndex) continue;
    addVolume(state, side.account, timeMs, notional);
    rewardVolume(state, side.account, notional);
  }
  run.events.push({
    type: 'fill',
    instrument,
    side: taker.side,
    price: maker.price,
    size: lots,
    maker: maker.hash,
    makerAccount: maker.account,
    makerSubaccount: subaccountAt(state, maker.subaccount).subNo,
    makerFee: makerFee + 0,
    makerRealised: makerMove.realised,
    makerFunding: makerMove.funding,
    taker: taker.hash,
    takerAccount: taker.account,
    takerSubaccount: subaccountAt(state, taker.subaccount).subNo,
    takerFee: takerFee + 0,
    takerRealised: takerMove.realised,
    takerFunding: takerMove.funding,
    liquidation: taker.isLiquidation,
  });
  showNext(run, maker.hash);
}
