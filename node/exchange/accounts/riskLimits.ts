import type { Address, FeedId } from '../../types/ids.ts';
import type { SetRiskLimits, Side } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { ppbOne } from '../integers.ts';
import type { ExchangeTerms } from '../parameters/governedTerms.ts';
import type { Outcome } from '../outcomes.ts';
import type { RiskLimits } from '../records.ts';
import { unitGreeks } from '../risk/accountGreeks.ts';
import type { ExchangeState } from '../state.ts';
import { accepted, type Verdict } from '../verdict.ts';

const keyOf = (subaccount: number, feed: number): string => `${subaccount}/${feed}`;

/** The limits of a subaccount in one underlying; undefined: it has none there. */
export const riskLimitsOf = ({ riskLimits }: ExchangeState, subaccount: number, feed: number): RiskLimits | undefined =>
  riskLimits.get(keyOf(subaccount, feed));

/** The feeds of all underlyings, ascending. */
export const underlyingFeeds = ({ markets, series }: ExchangeTerms): readonly FeedId[] =>
  [...new Set([...markets.map(({ feed }) => feed), ...series.map(({ terms }) => terms.feed)])].sort((a, b) => a - b);

/** Notes limits in the table, and that the subaccount has some. */
export function putRiskLimits(
  { riskLimits, subaccounts }: ExchangeState,
  subaccount: number,
  limits: RiskLimits,
): void {
  const key = keyOf(subaccount, limits.feed);
  if (!riskLimits.has(key)) subaccounts.countLimits(subaccount, 1);
  riskLimits.set(key, limits);
}

/** Sets what a subaccount may come to in one underlying; nothing but zeros takes all limits there away. */
export function setRiskLimits(
  { state, events }: BlockRun,
  { account }: { readonly account: Address },
  { feed, deltaMaxPpb, gammaMaxPpb, vegaMax }: SetRiskLimits,
  subaccount: number,
): Verdict {
  if (!underlyingFeeds(state.terms.inForce).includes(feed)) return { code: 'UNDERLYING_UNKNOWN' };
  const limits = { feed, deltaMaxPpb, gammaMaxPpb, vegaMax };
  if (deltaMaxPpb + gammaMaxPpb + vegaMax > 0) putRiskLimits(state, subaccount, limits);
  else if (riskLimitsOf(state, subaccount, feed) !== undefined) {
    state.riskLimits.delete(keyOf(subaccount, feed));
    state.subaccounts.countLimits(subaccount, -1);
  }
  events.push({ type: 'riskLimitsSet', account, subaccount: state.subaccounts.subNo(subaccount), ...limits });
  return accepted;
}

/** What an order could trade. */
interface Growth {
  /** Number of the market. */
  readonly market: number;
  readonly side: Side;
  readonly lots: number;
}

/** Greeks with their limits and codes; a unit of the limit is the Greek times the first number, by the second. */
const kinds = [
  ['delta', 'deltaMaxPpb', 'DELTA_LIMIT', ppbOne, 1],
  // Prices are in micro-USDC, so gamma is for one of those; vega is for a volatility of one, which has a hundred points.
  ['gamma', 'gammaMaxPpb', 'GAMMA_LIMIT', ppbOne * 1_000_000, 1],
  ['vega', 'vegaMax', 'VEGA_LIMIT', 1, 100],
] as const;

/**
 * Whether orders that trade together, all of one subaccount, would take the worst case of a Greek in an underlying beyond its owner's limit:
 * what is held, all open orders that move it the same way as they do, and they themselves. Nothing is asked of a way in which they
 * do not move it, so that what reduces is never refused.
 * Source: docs/spec/exchange.md, Risk limits.
 */
export function checkRiskLimits(state: ExchangeState, subaccount: number, orders: readonly Growth[]): Outcome {
  if (!state.subaccounts.hasLimits(subaccount)) return 'OK';
  const feeds = [...new Set(orders.map(({ market }) => state.markets.listing(market).feed))].sort((a, b) => a - b);
  for (const [greek, most, code, unit, parts] of kinds) {
    for (const feed of feeds) {
      const limit = riskLimitsOf(state, subaccount, feed)?.[most] ?? 0;
      if (limit === 0) continue;
      if (Math.round((worstOf(state, subaccount, feed, orders, greek) * unit) / parts) > limit) return code;
    }
  }
  return 'OK';
}

/** How far a Greek could go the way in which orders move it; 0: they do not move it. */
function worstOf(
  { markets, subaccounts: { standings } }: ExchangeState,
  subaccount: number,
  feed: FeedId,
  orders: readonly Growth[],
  greek: (typeof kinds)[number][0],
): number {
  const ofLot = (market: number): number => {
    const listing = markets.listing(market);
    return listing.feed === feed ? unitGreeks(listing, markets.at(market))[greek] / listing.lotsPerUnit : 0;
  };
  let moved = 0;
  for (const { market, side, lots } of orders) moved += (side === 'buy' ? lots : 0 - lots) * ofLot(market);
  if (moved === 0) return 0;
  const way = moved > 0 ? 1 : -1;
  let worst = moved * way;
  for (let at = standings.first(subaccount); at >= 0; at = standings.next(at)) {
    const each = ofLot(standings.market(at)) * way;
    if (each !== 0)
      worst += each * standings.lots(at) + Math.abs(each) * (each > 0 ? standings.bids(at) : standings.asks(at));
  }
  return worst;
}
