import { mulDiv, ppbOne } from '../integers.ts';
import type { MarketTable } from '../ledger/marketTable.ts';
import { grownNumbers } from '../ledger/room.ts';
import type { SubaccountTable } from '../ledger/subaccountTable.ts';
import { systemIndex, type ExchangeState } from '../state.ts';
import { CollateralWatch } from './collateralWatch.ts';
import { PortfolioWatch } from './portfolioWatch.ts';
import { WatchHeap } from './watchHeap.ts';

/** Watches that may have been replaced, for each that counts, before a heap is swept; and so many in any case. */
const sweepFactor = 2;
const sweepMin = 1_024;

/** No price is watched. */
const unwatched = 0;

/** What of a position is watched: a long one's mark, a short one's, and the index behind a short option. */
const longAt = 0;
const shortAt = 1;
const indexAt = 2;
const watches = 3;

/** Watches of one market. */
interface MarketWatches {
  readonly falling: WatchHeap;
  readonly rising: WatchHeap;
  readonly indexRising: WatchHeap;
  /** Funding index that all of them know. */
  fundingIndex: number;
}

/**
 * Who may have fallen below maintenance margin, without looking at everybody. Whoever is above it has a surplus, and it
 * takes a mark that moves by at least the surplus per lot to use it up; for more than one position, a share of it each.
 * So every position has a price up to which its market may go before its subaccount must be looked at again.
 * Only what changed since the last look, what is unsafe, and what has reached its price is ever assessed.
 *
 * Why no one is missed: while every mark stays on the near side of its watch, equity less maintenance falls by at most lots
 * × distance for a long position (what falls with mark is its maintenance too), and by lots × (distance + what maintenance grows
 * by) for a short one; the shares add up to no more than the surplus. In the other direction equity grows by at least what
 * maintenance does. The maintenance of a long option is its mark, so it uses up nothing; that of a short option follows the index alone, so
 * one half of its share goes to the mark and one to the index. Tokens that are collateral have a share, too: see CollateralWatch. Cash, positions and flags count as changed when they change, also
 * back. Funding changes everybody, and so do other terms. What is held with portfolio margin in an underlying has the shares of all its positions there together: see UnderlyingWatch.
 *
 * Derived from the state, and undone with it: a watch is a function of a subaccount and never later than it must be.
 */
export class MarginWatch {
  /** By number of the market. */
  readonly #markets: (MarketWatches | undefined)[] = [];
  /** By standing, `watches` each: the price of the watch that counts. */
  #prices = new Float64Array(0);
  /** To be assessed at the next look. */
  readonly #wary = new Set<number>();
  readonly #collateral = new CollateralWatch();
  readonly #portfolios = new PortfolioWatch();
  /** Version of the terms by which everybody was assessed. */
  #termsVersion = 0;

  constructor(markets: MarketTable, subaccounts: SubaccountTable) {
    markets.whenGone((numbers) => {
      for (const number of numbers) this.#markets[number] = undefined;
      for (const standing of subaccounts.standings.drop(new Set(numbers))) {
        this.#prices.fill(unwatched, standing * watches, standing * watches + watches);
      }
    });
  }

  #of(market: number): MarketWatches {
    return (this.#markets[market] ??= {
      falling: new WatchHeap(true),
      rising: new WatchHeap(false),
      indexRising: new WatchHeap(false),
      fundingIndex: 0,
    });
  }

  /**
   * The subaccounts, ascending, that are below maintenance, in debt, or being liquidated. Each stays so for the next call, too,
   * until it is seen to be safe.
   */
  unsafe(state: ExchangeState): number[] {
    const found: number[] = [];
    this.#followTerms(state);
    this.#followFunding(state);
    this.#followMarks(state);
    this.#portfolios.forEachReached(state, (index) => this.#wary.add(index));
    this.#collateral.forEachReached(state, (index) => this.#wary.add(index));
    for (const index of [...this.#wary]) {
      if (index >= state.subaccounts.size || this.#isWatched(state, index, found)) this.#wary.delete(index);
    }
    state.subaccounts.forEachTouched((index) => {
      if (!this.#wary.has(index) && !this.#isWatched(state, index, found)) this.#wary.add(index);
    });
    return found.sort((a, b) => a - b);
  }

  /** Margins and haircuts may be others: no watch says anything any more. */
  #followTerms({ terms, subaccounts }: ExchangeState): void {
    if (this.#termsVersion === terms.version) return;
    this.#termsVersion = terms.version;
    this.#lookAtAll(subaccounts);
  }

  #lookAtAll(subaccounts: SubaccountTable): void {
    for (let index = 0; index < subaccounts.size; index++) {
      if (subaccounts.hasPositions(index) || subaccounts.collateral.holds(index)) this.#wary.add(index);
    }
  }

  #followFunding({ markets, subaccounts }: ExchangeState): void {
    let isNew = false;
    for (const number of markets.live) {
      const { fundingIndex } = markets.at(number);
      if (fundingIndex === (this.#markets[number]?.fundingIndex ?? 0)) continue;
      isNew = true;
      this.#of(number).fundingIndex = fundingIndex;
    }
    if (isNew) this.#lookAtAll(subaccounts);
  }

  #followMarks({ markets, subaccounts }: ExchangeState): void {
    for (const number of markets.live) {
      const watched = this.#markets[number];
      if (watched === undefined) continue;
      const { markPerLot, indexPerLot } = markets.at(number);
      const { falling, rising, indexRising } = watched;
      while (falling.size > 0 && markPerLot < falling.topPrice) this.#reach(subaccounts, falling, longAt);
      while (rising.size > 0 && markPerLot > rising.topPrice) this.#reach(subaccounts, rising, shortAt);
      while (indexRising.size > 0 && indexPerLot > indexRising.topPrice) this.#reach(subaccounts, indexRising, indexAt);
    }
  }

  #reach({ standings }: SubaccountTable, heap: WatchHeap, watch: number): void {
    const standing = heap.topStanding;
    if (this.#prices[standing * watches + watch] === heap.topPrice) {
      this.#prices[standing * watches + watch] = unwatched;
      this.#wary.add(standings.subaccount(standing));
    }
    heap.pop();
  }

  /**
   * Assesses a subaccount at the present marks, and watches its positions if it is safe; otherwise it is added to `unsafe`.
   * False: it must be looked at again in any case.
   */
  #isWatched(state: ExchangeState, index: number, unsafe: number[]): boolean {
    if (index === systemIndex) return true;
    const { standings } = state.subaccounts;
    const { equity, maintenance } = state.risk.assess(state, index);
    if (state.subaccounts.isLiquidating(index) || equity < maintenance || equity < 0) {
      unsafe.push(index);
      return false;
    }
    let positions = 0;
    for (let at = standings.first(index); at >= 0; at = standings.next(at))
      if (standings.lots(at) !== 0) positions += 1;
    const collateral = state.subaccounts.collateral.of(index);
    // Tokens alone, without a debt, are worth something at any price.
    if (positions === 0 && (collateral.length === 0 || state.subaccounts.cash(index) >= 0)) return true;
    const share = Math.floor((equity - maintenance) / (positions + collateral.length));
    const isPortfolio = state.subaccounts.hasPortfolioMargin(index);
    let isEnough = !isPortfolio || this.#portfolios.watch(state, index, share);
    for (const { token } of collateral) isEnough = this.#collateral.watch(state, index, token, share) && isEnough;
    for (let at = standings.first(index); at >= 0; at = standings.next(at)) {
      if (standings.lots(at) === 0) continue;
      if (isPortfolio && state.portfolioRisk.over(state, standings.market(at)) !== undefined) continue;
      isEnough = this.#watchStanding(state, at, share) && isEnough;
    }
    return isEnough;
  }

  /** @param share of the surplus that this position's market may use up, micro-USDC, not negative */
  #watchStanding(state: ExchangeState, standing: number, share: number): boolean {
    const { standings } = state.subaccounts;
    const market = standings.market(standing);
    const listing = state.markets.listing(market);
    const { markPerLot, indexPerLot } = state.markets.at(market);
    const lots = standings.lots(standing);
    const perLot = Math.floor(share / Math.abs(lots));
    const highest = listing.maxPriceTicks * state.markets.tickValue(market);
    if (listing.kind === 'option') {
      if (lots > 0) return true;
      // Of the half that is the index's, 1 goes to the rounding of maintenance.
      const half = Math.floor(perLot / 2);
      if (half < 1) return false;
      const further = mulDiv(half - 1, ppbOne, listing.maintenanceMarginPpb, 'floor');
      this.#put(this.#of(market).indexRising, standing, indexAt, indexPerLot + further);
      if (markPerLot + half < highest) this.#put(this.#of(market).rising, standing, shortAt, markPerLot + half);
      return true;
    }
    if (lots > 0) {
      const needed = markPerLot - perLot;
      if (needed > 0) this.#put(this.#of(market).falling, standing, longAt, needed);
      return true;
    }
    // Maintenance per lot is rounded up from less than all of mark: it grows by at most the distance and 1.
    const distance = Math.floor((perLot - 1) / 2);
    if (distance < 0) return false;
    const needed = markPerLot + distance;
    if (needed < highest) this.#put(this.#of(market).rising, standing, shortAt, needed);
    return true;
  }

  /** A watch that is reached earlier than needed does as well. */
  #put(heap: WatchHeap, standing: number, watch: number, needed: number): void {
    const at = standing * watches + watch;
    if (at >= this.#prices.length) this.#prices = grownNumbers(this.#prices, 2 * at + 64);
    const known = this.#prices[at]!;
    if (known !== unwatched && (watch === longAt ? known >= needed : known <= needed)) return;
    this.#prices[at] = needed;
    heap.push(needed, standing);
    if (heap.size <= sweepMin || heap.size <= sweepFactor * this.#prices.length) return;
    heap.prune((price, each) => this.#prices[each * watches + watch] === price);
  }
}
