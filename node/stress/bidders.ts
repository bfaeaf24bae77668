import { auctionsView } from '../exchange/liquidationViews.ts';
import { findSubaccount, lotsIn } from '../exchange/ledger/subaccounts.ts';
import type { ExchangeState } from '../exchange/state.ts';
import type { InstrumentId } from '../types/ids.ts';
import { depthOf, provider, wideningAt } from './liquidity.ts';
import type { Group, Shock } from './shock.ts';
import type { Wish } from './venue.ts';

/** From which discount on a maker bids in calm: three minutes after an auction has begun. Thin books make it wait for more, as they widen its quotes. */
const discountMin = 0.1;
/** Auctions that are looked at in one step. */
const auctionsMax = 1_000;

/**
 * Bids of one step: the provider takes of each subaccount in auction what brings it back, or so much that no position is more than it
 * quotes on one side of that market, and none beyond its limit there. What it takes stays with it: its depth does not shrink by it.
 */
export function bids(
  state: ExchangeState,
  groups: ReadonlyMap<number, Group>,
  shockOf: (group: number) => Shock,
  scale: number,
): Wish[] {
  const { auction } = state.genesis;
  const own = findSubaccount(state, provider, 0);
  const taken = new Map<InstrumentId, number>();
  return auctionsView(state, 0, auctionsMax).flatMap(
    ({ account, subNo, discountPpb, fractionMaxPpb, positions, collateral }) => {
      let most = fractionMaxPpb;
      for (const { instrument, lots } of positions) {
        const number = state.markets.number(instrument);
        const { feed, maxPositionLots } = state.markets.listing(number);
        const group = groups.get(feed);
        if (group === undefined || state.markets.at(number).stale) return [];
        const depth = scale * shockOf(feed).depth;
        const wanted = Math.min(discountMin * wideningAt(depth), auction.discountEndPpb / 1e9);
        if (depth <= 0 || discountPpb / 1e9 < wanted) return [];
        const held = (own === undefined ? 0 : lotsIn(state, own, number)) + (taken.get(instrument) ?? 0);
        const room = Math.max(0, maxPositionLots - Math.max(0, lots > 0 ? held : -held));
        const size = Math.min(depthOf(state, number, group.role, depth), room);
        // A lot less than fits, since what is taken is rounded up.
        most = Math.min(most, Math.floor((Math.max(0, size - 1) / Math.abs(lots)) * 1e9));
      }
      if (most <= 0) return [];
      for (const { instrument, lots } of positions) {
        taken.set(instrument, (taken.get(instrument) ?? 0) + Math.ceil((lots * most) / 1e9));
      }
      const payMax = collateral.reduce((sum, { value }) => sum + value, 0);
      const body = {
        type: 'bid',
        liquidated: account,
        liquidatedSubaccount: subNo,
        fractionPpb: most,
        payMax,
      } as const;
      return [{ account: provider, body }];
    },
  );
}
