import type { Address } from '../types/ids.ts';
import { fundCash, fundTokens } from './ledger/funds.ts';
import { auctionTerms, type AuctionTerms } from './liquidation/auction.ts';
import { fundEquity, positionsIn } from './liquidation/insurance.ts';
import type { CollateralBalance, Position } from './records.ts';
import { tokenValue } from './risk/collateral.ts';
import { systemIndex, type ExchangeState } from './state.ts';
import { positionView, type PositionView } from './positionView.ts';

// Read-only pictures of insurance funds and auctions for the API, as those of views.ts.

/** The insurance fund of a market group. Micro-USDC. */
export interface FundView {
  readonly group: number;
  /** Underlyings of its markets, ascending by feed: the first part of their names. */
  readonly underlyings: readonly string[];
  /** Below zero: a debt that its next income fills. */
  readonly cash: number;
  /** What it has of other tokens. */
  readonly collateral: readonly CollateralBalance[];
  /** Cash, other tokens, and the open profit of what it took over. */
  readonly equity: number;
  readonly positions: readonly Position[];
}

/** All insurance funds, ascending by market group. */
export function fundsView(state: ExchangeState): FundView[] {
  const { markets, series } = state.terms.inForce;
  const named = [
    ...markets.map(({ marketGroup, feed, name }) => ({ marketGroup, feed, name: name.split('-')[0]! })),
    ...series.map(({ terms: { marketGroup, feed }, underlying }) => ({ marketGroup, feed, name: underlying })),
  ].sort((a, b) => a.feed - b.feed);
  return state.funds.sortedKeys().map((group) => ({
    group,
    underlyings: [...new Set(named.filter(({ marketGroup }) => marketGroup === group).map(({ name }) => name))],
    cash: fundCash(state, group),
    collateral: fundTokens(state, group),
    equity: fundEquity(state, group),
    positions: positionsIn(state, systemIndex, group),
  }));
}

/** A subaccount in auction, with what a bid would get now. Money in micro-USDC. */
export interface AuctionView extends AuctionTerms {
  readonly index: number;
  readonly account: Address;
  readonly subNo: number;
  /** Block time of its beginning. */
  readonly startMs: number;
  readonly positions: readonly PositionView[];
  /** What it has of other tokens than cash, ledger units, and what that is worth, micro-USDC. */
  readonly collateral: readonly (CollateralBalance & { readonly value: number })[];
}

/** Up to `most` running auctions, ascending by index of the subaccount from after `after`. */
export function auctionsView(state: ExchangeState, after: number, most: number): AuctionView[] {
  const { timeMs } = state.clock.get('clock')!;
  const found: AuctionView[] = [];
  for (const index of state.liquidations.sortedKeys()) {
    if (found.length === most) break;
    const terms = index > after ? auctionTerms(state, index, timeMs) : undefined;
    if (terms === undefined) continue;
    const { owner: account, subNo, positions } = state.subaccounts.get(index)!;
    const startMs = state.liquidations.get(index)!.auctionMs;
    const collateral = state.subaccounts.collateral
      .of(index)
      .map(({ token, amount }) => ({ token, amount, value: tokenValue(state, token, amount) }));
    const views = positions.map((each) => positionView(state, each));
    found.push({ index, account, subNo, startMs, ...terms, positions: views, collateral });
  }
  return found;
}
