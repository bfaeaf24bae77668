import { insuranceEquity } from '../exchange/liquidation/insurance.ts';
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
}

const emptyGroup = (): GroupTally => ({ accounts: 0, bankrupt: 0, liquidated: 0, deleveraged: 0, loss: 0 });

const keyOf = (account: unknown, subaccount: unknown): string => `${String(account)}/${String(subaccount)}`;

/** The group in which a subaccount has most maintenance margin; of equals, the one of the largest rank. */
function homeOf(state: ExchangeState, index: number, groups: readonly Group[]): number | undefined {
  const margins = new Map<number, number>();
  for (const { instrument, lots } of state.subaccounts.positions(index)) {
    const { feed } = state.markets.listingOf(instrument)!;
    const margin = maintenanceFor(state.markets.get(instrument)!, lots);
    margins.set(feed, (margins.get(feed) ?? 0) + margin);
  }
  let home: number | undefined;
  for (const { feed } of groups) {
    const margin = margins.get(feed) ?? 0;
    if (margin > 0 && margin > (home === undefined ? 0 : margins.get(home)!)) home = feed;
  }
  return home;
}

/** Counts what a run did, from its events. Everything in micro-USDC; the provider of liquidity is nobody's account. */
export class Tally {
  readonly #state: ExchangeState;
  readonly #homes = new Map<string, number | undefined>();
  readonly #feeds = new Map<number, number>();
  readonly groups = new Map<number, GroupTally>();
  readonly liquidated = new Set<string>();
  readonly bankrupt = new Set<string>();
  deleveragedUnhedged = 0;
  deleveragedHedged = 0;
  deleverageLoss = 0;
  haircut = 0;
  fees = 0;
  /** The lowest equity that liquidation met, or that an account has at the end. */
  worstEquity = Infinity;
  #fundHighest: number;
  /** The deepest fall of the fund from where it stood before. */
  insuranceUsed = 0;

  constructor(state: ExchangeState, groups: readonly Group[]) {
    this.#state = state;
    this.#fundHighest = insuranceEquity(state);
    for (const { feed } of groups) this.groups.set(feed, emptyGroup());
    for (const index of state.subaccounts.sortedKeys()) {
      if (index === systemIndex) continue;
      const key = keyOf(state.subaccounts.owner(index), state.subaccounts.subNo(index));
      this.#homes.set(key, homeOf(state, index, groups));
    }
  }

  #groupOf(instrument: unknown): GroupTally {
    const known = this.#feeds.get(instrument as number);
    // A market that is gone with this very block was seen before, or nobody was closed in it.
    const feed = known ?? this.#state.markets.listingOf(instrument as InstrumentId)?.feed ?? 0;
    this.#feeds.set(instrument as number, feed);
    return this.groups.get(feed) ?? emptyGroup();
  }

  #atHome(key: string): GroupTally {
    const home = this.#homes.get(key);
    return (home === undefined ? undefined : this.groups.get(home)) ?? emptyGroup();
  }

  count(events: readonly BlockEvent[]): void {
    for (const event of events) this.#countOne(event);
    const fund = insuranceEquity(this.#state);
    this.#fundHighest = Math.max(this.#fundHighest, fund);
    this.insuranceUsed = Math.max(this.insuranceUsed, this.#fundHighest - fund);
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

  /** What accounts lost beyond what they had: taken from the fund, from those deleveraged, and from profits; and what the fund owes. */
  get systemLoss(): number {
    return this.insuranceUsed + this.deleverageLoss + this.haircut;
  }
}
