import type { BlockRun } from '../blockRun.ts';
import { atPpb, mulDiv, ppbOne } from '../integers.ts';
import { noteLiquidation } from '../ledger/subaccounts.ts';
import type { Assessment } from '../risk/riskModel.ts';
import type { ExchangeState } from '../state.ts';
import { recoveryEquity } from './recovery.ts';

/** What a bid for a subaccount in auction would get now. Micro-USDC. */
export interface AuctionTerms {
  readonly equity: number;
  readonly initial: number;
  readonly maintenance: number;
  readonly discountPpb: number;
  /** What whoever took all of it would be paid: the discount on maintenance margin, at most the equity. */
  readonly premium: number;
  /** The most of it that one bid may take: what brings the rest back to where liquidation ends. 0: nothing any more. */
  readonly fractionMaxPpb: number;
}

/** The discount of an auction, which rises in a straight line and then stays. */
export function discountPpb({ genesis }: ExchangeState, startMs: number, timeMs: number): number {
  const { discountStartPpb, discountEndPpb, durationMs } = genesis.auction;
  const elapsed = Math.min(durationMs, Math.max(0, timeMs - startMs));
  return discountStartPpb + mulDiv(discountEndPpb - discountStartPpb, elapsed, durationMs, 'floor');
}

/**
 * Terms of a subaccount's auction; undefined: there is none, or nothing is left to be sold (equity not above zero: that is S4's).
 * Of the fraction f that a bid takes, positions change hands at mark, and f · premium is paid to the bidder. So equity E becomes E − f · premium, never below zero,
 * while maintenance and initial margin become 1 − f of what they were; the largest f is the solution of E − f · premium = (1 − f) · recovery equity.
 * Source: docs/spec/exchange.md, Auctions.
 */
export function auctionTerms(state: ExchangeState, index: number, timeMs: number): AuctionTerms | undefined {
  const startMs = state.liquidations.get(index)?.auctionMs ?? 0;
  if (startMs === 0) return undefined;
  const now = state.risk.assess(state, index);
  const { equity, initial, maintenance } = now;
  if (equity <= 0) return undefined;
  const discount = discountPpb(state, startMs, timeMs);
  const premium = Math.min(equity, atPpb(maintenance, discount, 'floor'));
  const missing = recoveryEquity(now) - equity;
  // The premium is no more than equity, so the divisor is at least what is missing.
  const fractionMaxPpb = missing <= 0 ? 0 : mulDiv(ppbOne, missing, missing + equity - premium, 'ceil');
  return { equity, initial, maintenance, discountPpb: discount, premium, fractionMaxPpb };
}

/** S3: opens the auction of a subaccount that is being liquidated, where it is time for it. */
export function followAuction(run: BlockRun, index: number, { equity, initial, maintenance }: Assessment): void {
  const { state, timeMs } = run;
  const liquidation = state.liquidations.get(index)!;
  if (liquidation.auctionMs > 0) return;
  const isDeep = 2 * equity < maintenance;
  if (!isDeep && timeMs - liquidation.startedMs < state.genesis.auction.afterMs) return;
  noteLiquidation(state, index, { ...liquidation, auctionMs: timeMs });
  const account = state.subaccounts.owner(index);
  const subaccount = state.subaccounts.subNo(index);
  run.events.push({ type: 'auctionStarted', account, subaccount, equity, initial, maintenance, startMs: timeMs });
}

/** Says that an auction is over, where there was one. */
export function endAuction(run: BlockRun, index: number, reason: 'RECOVERED' | 'BANKRUPT'): void {
  const { state } = run;
  if ((state.liquidations.get(index)?.auctionMs ?? 0) === 0) return;
  const { equity, maintenance } = state.risk.assess(state, index);
  const account = state.subaccounts.owner(index);
  const subaccount = state.subaccounts.subNo(index);
  run.events.push({ type: 'auctionEnded', account, subaccount, reason, equity, maintenance });
}
