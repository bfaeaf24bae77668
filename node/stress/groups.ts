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

/** The underlyings of a state, the one with most open notional first; of equals the lower feed. */
export function groupsOf(state: ExchangeState): Group[] {
  const ranked = [...openNotional(state)].sort(([a, most], [b, least]) => least - most || a - b);
  return ranked.map(([feed], rank) => {
    const { name, marketGroup } = state.markets.listings.find((listing) => listing.feed === feed)!;
    return { feed, marketGroup, name: name.split('-')[0]!, role: roleAt(rank, ranked.length) };
  });
}

/** A market group for a person: its underlyings. */
export interface NamedGroup {
  readonly marketGroup: number;
  readonly name: string;
}

/** The market groups of underlyings, in the order of their first ones. */
export const marketGroupsIn = (groups: readonly Group[]): NamedGroup[] =>
  [...new Set(groups.map(({ marketGroup }) => marketGroup))].map((marketGroup) => ({
    marketGroup,
    name: groups
      .filter((group) => group.marketGroup === marketGroup)
      .map(({ name }) => name)
      .join('+'),
  }));
