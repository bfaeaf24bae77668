import type { PortfolioParameters } from './parameters.ts';
import { basisDownColumn, basisUpColumn, firstScenarioColumn, markColumn, type RiskArrays } from './riskArrays.ts';

/** The first two terms; then those of the rows. */
export const spotTerm = 0;
export const perpetualTerm = 1;
const firstRowTerm = 2;

/**
 * What equity less maintenance margin is made of, for one unit of each market: a vector of prices, micro-USDC.
 *
 * Equity less maintenance of an account in one underlying is what sums of amount · term come to, expiry by expiry, under minima and maxima
 * alone, less shares of spot for the perpetual and for uncovered short options:
 * - In a scenario an expiry adds E + λ·d·(h(v) − v₀): E its marks in equity, v and v₀ its values in the scenario and at the mark, λ the maintenance
 *   loss factor, d the dampening, and h(v) = min(gain·v, loss·v). So it is the less of two sums of amount · (m + λ·d·(f·v − v₀)), for f gain and loss.
 * - In a skew scenario minus the size of the profit counts: that is the less of the same and of m − λ·d·(f·v − v₀).
 * - The forwards' own risk is the least of three: of m, and of m + λ·share·(v − v₀) for the forward up and down.
 * - The perpetual's unit adds its mark · (1 + λ·move), the move of spot, dampened.
 *
 * A minimum, or maximum, of numbers none of which has changed by more than x has not changed by more than x. So where no term has changed by more
 * than D, equity less maintenance has not changed by more than D · Σ |amount| · weight: see `unitWeights`.
 */
export class UnitTerms {
  readonly #arrays: RiskArrays;
  readonly #perRow: number;
  /** By column: λ·d, and whether it is a skew scenario. */
  readonly #weights: Float64Array;
  readonly #isSkew: readonly boolean[];
  readonly values: Float64Array;

  constructor(arrays: RiskArrays) {
    const { scenarios, lossFactor } = arrays.parameters;
    const isSkew = scenarios.map(({ volatility }) => volatility === 'linear' || volatility === 'absolute');
    this.#arrays = arrays;
    this.#weights = Float64Array.from(scenarios, ({ dampening }) => lossFactor.maintenance * dampening);
    this.#isSkew = isSkew;
    this.#perRow = 3 + isSkew.reduce((sum, each) => sum + (each ? 4 : 2), 0);
    this.values = new Float64Array(firstRowTerm + arrays.optionsCount * this.#perRow);
  }

  /** Where the terms of a row begin. */
  placeOf(row: number): number {
    return firstRowTerm + row * this.#perRow;
  }

  setPrices(spot: number, perpetual: number): void {
    this.values[spotTerm] = spot;
    this.values[perpetualTerm] = perpetual;
  }

  /** Takes in a row as the arrays have it. @param mark what a unit counts for in equity */
  setRow(row: number, mark: number): void {
    const { columns, values, expiryOf, parameters } = this.#arrays;
    const { gainFactor, lossFactor, basisShare } = this.#arrays.factorsOf(expiryOf[row]!);
    const terms = this.values;
    const from = row * columns;
    const atMark = values[from + markColumn]!;
    const share = parameters.lossFactor.maintenance * basisShare;
    let at = this.placeOf(row);
    terms[at++] = mark;
    terms[at++] = mark + share * (values[from + basisUpColumn]! - atMark);
    terms[at++] = mark + share * (values[from + basisDownColumn]! - atMark);
    for (let scenario = 0; scenario < this.#weights.length; scenario += 1) {
      const value = values[from + firstScenarioColumn + scenario]!;
      const gain = this.#weights[scenario]! * (gainFactor * value - atMark);
      const loss = this.#weights[scenario]! * (lossFactor * value - atMark);
      terms[at++] = mark + gain;
      terms[at++] = mark + loss;
      if (!this.#isSkew[scenario]!) continue;
      terms[at++] = mark - gain;
      terms[at++] = mark - loss;
    }
  }
}

/** By how much equity less maintenance of one unit changes at most where no term changes by more than 1. */
export interface UnitWeights {
  readonly dated: number;
  readonly perpetual: number;
}

/** An option may be short and uncovered; the perpetual moves by its mark and pays its share of spot. */
export function unitWeights({ scenarios, lossFactor, perpetual, shortOption }: PortfolioParameters): UnitWeights {
  const moves = scenarios.map(({ spot, dampening }) => Math.abs(1 + lossFactor.maintenance * (spot - 1) * dampening));
  return { dated: 1 + shortOption.maintenance, perpetual: Math.max(1, ...moves) + perpetual.maintenance };
}
