import type { ExchangeState } from '../state.ts';
import type { UnderlyingRisk } from './underlyingRisk.ts';
import { UnderlyingWatch } from './underlyingWatch.ts';

/**
 * What MarginWatch is for markets one by one, for what subaccounts with portfolio margin hold in underlyings. Derived from the state, and never
 * later than it must be.
 */
export class PortfolioWatch {
  readonly #underlyings = new Map<UnderlyingRisk, UnderlyingWatch>();

  /** Calls `visit` for every subaccount that prices have reached, or of whose underlying other markets are listed; it is not watched any more. */
  forEachReached({ markets, portfolioRisk }: ExchangeState, visit: (subaccount: number) => void): void {
    for (const [underlying, watch] of this.#underlyings) {
      if (portfolioRisk.has(underlying) && watch.isOf(markets)) {
        watch.forEachReached(markets, visit);
      } else {
        watch.forEach(visit);
        this.#underlyings.delete(underlying);
      }
    }
  }

  /**
   * Watches what a subaccount holds in underlyings, after it was assessed at the present prices.
   * @param share of the surplus that each of its positions may use up, micro-USDC, not negative
   * @returns false: it must be looked at again in any case
   */
  watch(state: ExchangeState, subaccount: number, share: number): boolean {
    const { markets, portfolioRisk } = state;
    const { standings } = state.subaccounts;
    const held = new Map<UnderlyingRisk, { units: number; share: number }>();
    for (let at = standings.first(subaccount); at >= 0; at = standings.next(at)) {
      const market = standings.market(at);
      const underlying = standings.lots(at) === 0 ? undefined : portfolioRisk.over(state, market);
      if (underlying === undefined) continue;
      const watch = this.#of(underlying);
      const weight = watch.weightOf(markets, underlying.rows.rowOf(market));
      const sums = held.get(underlying) ?? { units: 0, share: 0 };
      sums.units += (weight * Math.abs(standings.lots(at))) / markets.listing(market).lotsPerUnit;
      sums.share += share;
      held.set(underlying, sums);
    }
    let isEnough = true;
    for (const [underlying, sums] of held) {
      isEnough = this.#of(underlying).watch(subaccount, sums.share, sums.units) && isEnough;
    }
    return isEnough;
  }

  #of(underlying: UnderlyingRisk): UnderlyingWatch {
    let watch = this.#underlyings.get(underlying);
    if (watch === undefined) this.#underlyings.set(underlying, (watch = new UnderlyingWatch(underlying.rows)));
    return watch;
  }
}
