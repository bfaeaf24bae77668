import type { ExchangeState } from '../exchange/state.ts';
import type { Group, Role } from './shock.ts';

/** Open notional of every underlying that has a price, micro-USDC, by feed. */
function openNotional({ markets }: ExchangeState): Map<number, number> {
  const open = new Map<number, number>();
  for (const number of markets.live) {
    const { indexPerLot, grossLots } = markets.at(number);
    const { feed } = markets.listing(number);
    if (indexPerLot > 0) open.set(feed, (open.get(feed) ?? 0) + indexPerLot * grossLots);
  }
  return open;
}

const roleAt = (rank: number, count: number): Role => {
  if (rank === 0) return 'lead';
  if (rank === count - 1 && count > 2) return 'thin';
  return rank === 1 ? 'large' : 'alt';
};

/** The market groups of a state, the one with most open notional first; of equals the lower feed. */
export function groupsOf(state: ExchangeState): Group[] {
  const ranked = [...openNotional(state)].sort(([a, most], [b, least]) => least - most || a - b);
  return ranked.map(([feed], rank) => {
    const named = state.markets.listings.find((listing) => listing.feed === feed)!.name;
    return { feed, name: named.split('-')[0]!, role: roleAt(rank, ranked.length) };
  });
}
