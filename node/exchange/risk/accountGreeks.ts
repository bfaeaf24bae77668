import type { FeedId } from '../../types/ids.ts';
import { ppbOne } from '../integers.ts';
import { dayMs } from '../instruments/calendar.ts';
import type { MarketListing } from '../instruments/listing.ts';
import type { MarketTable } from '../ledger/marketTable.ts';
import { varianceMs } from '../instruments/settlementPrice.ts';
import { optionGreeks } from '../pricing/black76.ts';
import type { Market } from '../records.ts';
import type { ExchangeState } from '../state.ts';

/** How the positions of a subaccount in one underlying move with the market, at the present marks; rounded to whole numbers. */
export interface UnderlyingGreeks {
  /** The feed of the underlying's index. */
  readonly feed: FeedId;
  /** Billionths of a unit. */
  readonly deltaPpb: number;
  /** By how many billionths of a unit delta grows with one USDC of the forward. */
  readonly gammaPpb: number;
  /** Micro-USDC for one percentage point of volatility. */
  readonly vega: number;
  /** Micro-USDC for a day that passes. */
  readonly theta: number;
}

const yearMs = 365 * dayMs;
/** A volatility of one, in percentage points. */
const points = 100;
const microPerUsdc = 1_000_000;

/** Of one unit of a market. */
export interface UnitGreeks {
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
}

/** By the forward and the volatility of its mark, at the time of that; nothing but delta for what is no option. */
export function unitGreeks(
  listing: MarketListing,
  { deltaPpb, forward, volatilityPpb, basisAtMs }: Market,
): UnitGreeks {
  if (listing.kind !== 'option') return { delta: deltaPpb / ppbOne, gamma: 0, vega: 0, theta: 0 };
  const years = varianceMs(listing.expiryMs - basisAtMs) / yearMs;
  const isCall = listing.right === 'call';
  return optionGreeks(isCall, forward, listing.strikeMicroUsdc, volatilityPpb / ppbOne, years, 1);
}

/** The vega of lots of a market, micro-USDC for one percentage point of volatility, rounded. @param number of the market */
export function vegaOf(markets: MarketTable, number: number, lots: number): number {
  const listing = markets.listing(number);
  return Math.round(((lots / listing.lotsPerUnit) * unitGreeks(listing, markets.at(number)).vega) / points) + 0;
}

/** The Greeks of a subaccount by underlying, ascending by feed; those it has no position in are left out. */
export function accountGreeks({ markets, subaccounts }: ExchangeState, index: number): UnderlyingGreeks[] {
  const { standings } = subaccounts;
  const sums = new Map<FeedId, UnitGreeks>();
  for (let at = standings.first(index); at >= 0; at = standings.next(at)) {
    const lots = standings.lots(at);
    if (lots === 0) continue;
    const number = standings.market(at);
    const listing = markets.listing(number);
    const unit = unitGreeks(listing, markets.at(number));
    const units = lots / listing.lotsPerUnit;
    const sum = sums.get(listing.feed) ?? { delta: 0, gamma: 0, vega: 0, theta: 0 };
    sums.set(listing.feed, {
      delta: sum.delta + units * unit.delta,
      gamma: sum.gamma + units * unit.gamma,
      vega: sum.vega + units * unit.vega,
      theta: sum.theta + units * unit.theta,
    });
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([feed, { delta, gamma, vega, theta }]) => ({
      feed,
      deltaPpb: Math.round(delta * ppbOne) + 0,
      // Prices are in micro-USDC, so gamma is for one of those.
      gammaPpb: Math.round(gamma * microPerUsdc * ppbOne) + 0,
      vega: Math.round(vega / points) + 0,
      theta: Math.round(theta) + 0,
    }));
}
