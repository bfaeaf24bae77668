import { fundEquity } from '../exchange/liquidation/insurance.ts';
import { maintenanceFor } from '../exchange/risk/positionMargin.ts';
import { systemIndex, type ExchangeState } from '../exchange/state.ts';
import type { BlockEvent } from '../types/block.ts';
import type { InstrumentId } from '../types/ids.ts';
import { provider } from './liquidity.ts';
import type { Group } from './shock.ts';

/** What forced trades did in one market group, or to the accounts that are at home there. Micro-USDC. */
export interface GroupTally {
  /** Accounts at home here whose liquidation began. */
  accounts: number;
  /** Of them, those that ended with less than nothing. */
  bankrupt: number;
  /** Closed on the books, at mark. */
  liquidated: number;
  deleveraged: number;
  /** What forced closes and deleveraging cost against mark. */
  loss: number;
  /** The deepest fall of the group's insurance fund from where it stood before. */
  insurance: number;
}

const emptyGroup = (): GroupTally => ({
  ...{ accounts: 0, bankrupt: 0, liquidated: 0, deleveraged: 0 },
  ...{ loss: 0, insurance: 0 },
});

const keyOf = (account: unknown, subaccount: unknown): string => `${String(account)}/${String(subaccount)}`;

/** The market group in which a subaccount has most maintenance margin; of equals, the one of the largest rank. */
function homeOf(state: ExchangeState, index: number, groups: Iterable<number>): number | undefined {
  const margins = new Map<number, number>();
  for (const { instrument, lots } of state.subaccounts.positions(index)) {
    const { marketGroup } = state.markets.listingOf(instrument)!;
    const margin = maintenanceFor(state.markets.get(instrument)!, lots);
    margins.set(marketGroup, (margins.get(marketGroup) ?? 0) + margin);
  }
  let home: number | undefined;
  for (const group of groups) {
    const margin = margins.get(group) ?? 0;
    if (margin > 0 && margin > (home === undefined ? 0 : margins.get(home)!)) home = group;
  }
  return home;
}

/** Counts what a run did, from its events. Everything in micro-USDC; the provider of liquidity is nobody's account. */
export class Tally {
  readonly #state: ExchangeState;
  readonly #homes = new Map<string, number | undefined>();
  readonly #groupOfMarket = new Map<number, number>();
  /** By market group. */
  readonly groups = new Map<number, GroupTally>();
  readonly liquidated = new Set<string>();
  readonly bankrupt = new Set<string>();
  deleveragedUnhedged = 0;
  deleveragedHedged = 0;
  deleverageLoss = 0;
  haircut = 0;
  /** Taken by bids in auctions, at mark, and the premiums for it, which the liquidated paid. */
  auctioned = 0;
  premiums = 0;
  fees = 0;
  /** The lowest equity that liquidation met, or that an account has at the end. */
  worstEquity = Infinity;
  /** By market group: the most that its fund was worth. */
  readonly #fundHighest = new Map<number, number>();

  constructor(state: ExchangeState, groups: readonly Group[]) {
    this.#state = state;
    for (const { marketGroup } of groups) this.groups.set(marketGroup, emptyGroup());
    for (const group of this.groups.keys()) this.#fundHighest.set(group, fundEquity(state, group));
    for (const index of state.subaccounts.sortedKeys()) {
      if (index === systemIndex) continue;
      const key = keyOf(state.subaccounts.owner(index), state.subaccounts.subNo(index));
      this.#homes.set(key, homeOf(state, index, this.groups.keys()));
    }
  }

  #groupOf(instrument: unknown): GroupTally {
    const known = this.#groupOfMarket.get(instrument as number);
    // A market that is gone with this very block was seen before, or nobody was closed in it.
    const group = known ?? this.#state.markets.listingOf(instrument as InstrumentId)?.marketGroup ?? 0;
    this.#groupOfMarket.set(instrument as number, group);
    return this.groups.get(group) ?? emptyGroup();
  }

  #atHome(key: string): GroupTally {
    const home = this.#homes.get(key);
    return (home === undefined ? undefined : this.groups.get(home)) ?? emptyGroup();
  }

  count(events: readonly BlockEvent[]): void {
    for (const event of events) this.#countOne(event);
    for (const [group, tally] of this.groups) {
      const fund = fundEquity(this.#state, group);
      const highest = Math.max(this.#fundHighest.get(group)!, fund);
      this.#fundHighest.set(group, highest);
      tally.insurance = Math.max(tally.insurance, highest - fund);
    }
  }

  #countOne(event: BlockEvent): void {
    const key = keyOf(event.account, event.subaccount);
    // The fund's own closes and deleveraging count as trades, but the fund is nobody's account.
    const isAccount = this.#homes.has(key) && event.account !== provider;
    switch (event.type) {
      case 'liquidationStarted':
        this.worstEquity = Math.min(this.worstEquity, Number(event.equity));
        if (!this.liquidated.has(key)) this.#atHome(key).accounts += 1;
        this.liquidated.add(key);
        return;
      case 'liquidationStep': {
        const group = this.#groupOf(event.instrument);
        if (isAccount) group.liquidated += Number(event.closed) * Number(event.markPerLot);
        group.loss += Number(event.impact);
        return;
      }
      case 'insuranceTakeover':
      case 'insuranceExhausted':
        if (!isAccount) return;
        this.worstEquity = Math.min(this.worstEquity, 0 - Number(event.deficit));
        if (!this.bankrupt.has(key)) this.#atHome(key).bankrupt += 1;
        this.bankrupt.add(key);
        return;
      case 'deleverage':
        this.#deleveraged(event);
        return;
      case 'auctionTrade':
        this.auctioned += Math.abs(Number(event.lots)) * Number(event.markPerLot);
        return;
      case 'auctionBid':
        this.premiums += Number(event.premium);
        return;
      case 'haircut':
        this.haircut += Number(event.amount);
        return;
      case 'fill':
        if (event.liquidation === true) this.fees += Number(event.takerFee);
        return;
    }
  }

  #deleveraged(event: BlockEvent): void {
    const [size, unhedged, mark] = [Number(event.size), Number(event.unhedged), Number(event.markPerLot)];
    const free = Math.min(size, unhedged);
    this.deleveragedUnhedged += free * mark;
    this.deleveragedHedged += (size - free) * mark;
    const loss = size * Math.abs(Number(event.pricePerLot) - mark);
    this.deleverageLoss += loss;
    const group = this.#groupOf(event.instrument);
    group.deleveraged += size * mark;
    group.loss += loss;
  }

  /** Everybody's equity together, the fund and the provider left out; and whether somebody owes what nothing covers. */
  assess(): { readonly equity: number; readonly uncovered: number } {
    const { subaccounts, markets, risk } = this.#state;
    let total = 0;
    let uncovered = 0;
    for (let index = systemIndex + 1; index < subaccounts.size; index++) {
      if (subaccounts.owner(index) === provider) continue;
      const { equity } = risk.assess(this.#state, index);
      total += equity;
      this.worstEquity = Math.min(this.worstEquity, equity);
      if (equity >= 0) continue;
      const isFresh = subaccounts.positions(index).every(({ instrument }) => !markets.get(instrument)!.stale);
      if (isFresh) uncovered += 1;
    }
    return { equity: total, uncovered };
  }

  /** The deepest falls of all funds together. */
  get insuranceUsed(): number {
    return [...this.groups.values()].reduce((sum, { insurance }) => sum + insurance, 0);
  }

  /** What accounts lost beyond what they had: taken from the funds, from those deleveraged, and from profits; and what the funds owe. */
  get systemLoss(): number {
    return this.insuranceUsed + this.deleverageLoss + this.haircut;
  }
}
