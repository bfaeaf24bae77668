import type { FeedId } from '../../types/ids.ts';
import { mulDiv } from '../integers.ts';
import type { ExchangeState } from '../state.ts';

/**
 * What lots of a market are worth in units of its underlying, in billionths, as far as moves of the forward go. Rounded down.
 * @param market its number
 */
export const deltaOf = ({ markets }: ExchangeState, market: number, lots: number): number =>
  mulDiv(lots, markets.at(market).deltaPpb, markets.listing(market).lotsPerUnit, 'floor');

/** The sum of it over all positions of a subaccount in one underlying. */
export function netDelta(state: ExchangeState, subaccount: number, feed: FeedId): number {
  const { standings } = state.subaccounts;
  let net = 0;
  for (let standing = standings.first(subaccount); standing >= 0; standing = standings.next(standing)) {
    const market = standings.market(standing);
    const lots = standings.lots(standing);
    if (lots !== 0 && state.markets.listing(market).feed === feed) net += deltaOf(state, market, lots);
  }
  return net;
}

/**
 * How many of the lots that a subaccount holds in a market nothing else of it offsets: those on the side of its net delta in the
 * underlying, as far as that goes; rounded up. Not signed.
 */
export function unhedgedLots(state: ExchangeState, subaccount: number, market: number, lots: number): number {
  const { deltaPpb } = state.markets.at(market);
  const { feed, lotsPerUnit } = state.markets.listing(market);
  // What moves with nothing hedges nothing.
  if (deltaPpb === 0) return Math.abs(lots);
  const net = netDelta(state, subaccount, feed);
  if (net === 0 || net > 0 !== (lots > 0 === deltaPpb > 0)) return 0;
  return Math.min(Math.abs(lots), mulDiv(Math.abs(net), lotsPerUnit, Math.abs(deltaPpb), 'ceil'));
}
