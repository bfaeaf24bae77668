import { grownNumbers } from '../ledger/room.ts';
import { systemIndex, type ExchangeState } from '../state.ts';
import { WatchHeap } from './watchHeap.ts';

/** Watches that may have been replaced, for each that counts, before a heap is swept; and so many in any case. */
const sweepFactor = 2;
const sweepMin = 1_024;

/** No price is watched. */
const unwatched = 0;

const longAt = 0;
const shortAt = 1;

/**
 * Who may have fallen below maintenance margin, without looking at everybody. Whoever is above it has a surplus, and it
 * takes a mark that moves by at least the surplus per lot to use it up; for more than one position, a share of it each.
 * So every position has a price up to which its market may go before its subaccount must be looked at again.
 * Only what changed since the last look, what is unsafe, and what has reached its price is ever assessed.
 *
 * Why no one is missed: while every mark stays on the near side of its watch, equity less maintenance falls by at most lots
 * × distance for a long position (what falls with mark is its maintenance too), and by lots × (distance + what maintenance grows
 * by) for a short one; the shares add up to no more than the surplus. In the other direction equity grows by at least what
 * maintenance does. Cash, positions and flags count as changed when they change, also back. Funding changes everybody.
 *
 * Derived from the state, and undone with it: a watch is a function of a subaccount and never later than it must be.
 */
export class MarginWatch {
  /** By market, for long and for short positions. */
  readonly #falling: WatchHeap[] = [];
  readonly #rising: WatchHeap[] = [];
  /** By standing, for a long and a short position: the price of the watch that counts. */
  #prices = new Float64Array(0);
  /** Funding indices of the markets that all watches know. */
  readonly #fundingIndices: number[] = [];
  /** To be assessed at the next look. */
  readonly #wary = new Set<number>();

  constructor(markets: number) {
    for (let market = 0; market < markets; market++) {
      this.#falling.push(new WatchHeap(true));
      this.#rising.push(new WatchHeap(false));
      this.#fundingIndices.push(0);
    }
  }

  /**
   * The subaccounts, ascending, that are below maintenance, in debt, or being liquidated. Each stays so for the next call, too,
   * until it is seen to be safe.
   */
  unsafe(state: ExchangeState): number[] {
    const found: number[] = [];
    this.#followFunding(state);
    this.#followMarks(state);
    for (const index of [...this.#wary]) {
      if (index >= state.subaccounts.size || this.#isWatched(state, index, found)) this.#wary.delete(index);
    }
    state.subaccounts.forEachTouched((index) => {
      if (!this.#wary.has(index) && !this.#isWatched(state, index, found)) this.#wary.add(index);
    });
    return found.sort((a, b) => a - b);
  }

  #followFunding({ markets, subaccounts }: ExchangeState): void {
    let isNew = false;
    for (let market = 0; market < markets.size; market++) {
      const { fundingIndex } = markets.at(market);
      isNew ||= fundingIndex !== this.#fundingIndices[market];
      this.#fundingIndices[market] = fundingIndex;
    }
    if (!isNew) return;
    for (let index = 0; index < subaccounts.size; index++) if (subaccounts.hasPositions(index)) this.#wary.add(index);
  }

  #followMarks({ markets, subaccounts }: ExchangeState): void {
    for (let market = 0; market < markets.size; market++) {
      const { markPerLot } = markets.at(market);
      const falling = this.#falling[market]!;
      const rising = this.#rising[market]!;
      while (falling.size > 0 && markPerLot < falling.topPrice) this.#reach(subaccounts, falling, longAt);
      while (rising.size > 0 && markPerLot > rising.topPrice) this.#reach(subaccounts, rising, shortAt);
    }
  }

  #reach({ standings }: ExchangeState['subaccounts'], heap: WatchHeap, direction: number): void {
    const standing = heap.topStanding;
    if (this.#prices[2 * standing + direction] === heap.topPrice) {
      this.#prices[2 * standing + direction] = unwatched;
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
    if (positions === 0) return true;
    const share = Math.floor((equity - maintenance) / positions);
    let isEnough = true;
    for (let at = standings.first(index); at >= 0; at = standings.next(at)) {
      if (standings.lots(at) !== 0) isEnough = this.#watchStanding(state, at, share) && isEnough;
    }
    return isEnough;
  }

  /** @param share of the surplus that this position's market may use up, micro-USDC, not negative */
  #watchStanding(state: ExchangeState, standing: number, share: number): boolean {
    const { standings } = state.subaccounts;
    const market = standings.market(standing);
    const { markPerLot } = state.markets.at(market);
    const lots = standings.lots(standing);
    const perLot = Math.floor(share / Math.abs(lots));
    if (lots > 0) {
      const needed = markPerLot - perLot;
      if (needed > 0) this.#put(this.#falling[market]!, standing, longAt, needed);
      return true;
    }
    // Maintenance per lot is rounded up from less than all of mark: it grows by at most the distance and 1.
    const distance = Math.floor((perLot - 1) / 2);
    if (distance < 0) return false;
    const needed = markPerLot + distance;
    const highest = state.markets.listing(market).maxPriceTicks * state.markets.tickValue(market);
    if (needed < highest) this.#put(this.#rising[market]!, standing, shortAt, needed);
    return true;
  }

  /** A watch that is reached earlier than needed does as well. */
  #put(heap: WatchHeap, standing: number, direction: number, needed: number): void {
    const at = 2 * standing + direction;
    if (at >= this.#prices.length) this.#prices = grownNumbers(this.#prices, 2 * at + 64);
    const known = this.#prices[at]!;
    if (known !== unwatched && (direction === longAt ? known >= needed : known <= needed)) return;
    this.#prices[at] = needed;
    heap.push(needed, standing);
    if (heap.size <= sweepMin || heap.size <= sweepFactor * this.#prices.length) return;
    heap.prune((price, each) => this.#prices[2 * each + direction] === price);
  }
}
