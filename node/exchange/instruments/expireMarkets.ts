import type { BlockRun } from '../blockRun.ts';
import { mulDiv } from '../integers.ts';
import { noteEnded } from '../liquidation/groupMargins.ts';
import { writePosition } from '../ledger/subaccounts.ts';
import { cancelMarkets } from '../orders/cancelOpen.ts';
import { averagingKey } from './averages.ts';
import type { MarketListing } from './listing.ts';
import { settlementPrice } from './settlementPrice.ts';

/** What one lot of a dated market is worth at a settlement price (micro-USDC per unit), micro-USDC, rounded down. */
export function payoffPerLot(
  { right, strikeMicroUsdc, lotsPerUnit }: Pick<MarketListing, 'right' | 'strikeMicroUsdc' | 'lotsPerUnit'>,
  price: number,
): number {
  if (right === 'none') return mulDiv(price, 1, lotsPerUnit, 'floor');
  const inTheMoney = right === 'call' ? price - strikeMicroUsdc : strikeMicroUsdc - price;
  return mulDiv(Math.max(0, inTheMoney), 1, lotsPerUnit, 'floor');
}

/**
 * Ends every market whose expiry has a settlement price: cancels its orders, pays every position out at one integer per lot, and takes it off.
 * The first thing of a block. Costs a walk over all positions, once for all that end together.
 * Invariant: longs receive exactly what shorts pay. Source: docs/spec/exchange.md, Expiry.
 */
export function expireMarkets(run: BlockRun): void {
  const { state } = run;
  const payoffs = new Map<number, number>();
  for (const [number, price] of settled(run)) payoffs.set(number, payoffPerLot(state.markets.listing(number), price));
  if (payoffs.size === 0) return;
  const instruments = new Set([...payoffs.keys()].map((number) => state.markets.listing(number).instrument));
  cancelMarkets(run, instruments);
  for (const [number, payoff] of payoffs) {
    const { instrument, name } = state.markets.listing(number);
    run.events.push({ type: 'expired', instrument, name, payoffPerLot: payoff });
  }
  for (let index = 0; index < state.subaccounts.size; index++) settle(run, index, payoffs);
  for (const key of state.protections.sortedKeys()) {
    if (instruments.has(state.protections.get(key)!.instrument)) state.protections.delete(key);
  }
  for (const number of payoffs.keys()) state.averages.delete(averagingKey(state.markets.listing(number)));
  for (const instrument of instruments) state.markets.delete(instrument);
}

/** The markets whose time is over and whose settlement price is known, by number, with that price. */
function settled({ state, timeMs }: BlockRun): (readonly [number, number])[] {
  return state.markets.live.flatMap((number) => {
    const listing = state.markets.listing(number);
    if (listing.expiryMs === 0 || timeMs < listing.expiryMs) return [];
    const average = state.averages.get(averagingKey(listing));
    const price = average && settlementPrice(average, listing.expiryMs, timeMs);
    return price === undefined ? [] : [[number, price] as const];
  });
}

/** Pays out what a subaccount holds in markets that end. @param payoffs per lot, by number of the market */
function settle(run: BlockRun, index: number, payoffs: ReadonlyMap<number, number>): void {
  const { markets, subaccounts } = run.state;
  const { standings } = subaccounts;
  for (let standing = standings.first(index); standing >= 0; standing = standings.next(standing)) {
    const payoff = payoffs.get(standings.market(standing));
    const lots = standings.lots(standing);
    if (payoff === undefined || lots === 0) continue;
    const cost = standings.cost(standing);
    noteEnded(run, index, standings.market(standing), lots);
    const realised = lots * payoff - cost;
    writePosition(run.state, standing, subaccounts.cash(index) + realised, 0, 0, 0);
    run.events.push({
      type: 'settled',
      account: subaccounts.owner(index),
      subaccount: subaccounts.subNo(index),
      instrument: markets.at(standings.market(standing)).instrument,
      lots,
      cost,
      payoffPerLot: payoff,
      realised: realised + 0,
    });
  }
}
