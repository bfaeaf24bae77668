import type { OpenOrders, UnderlyingMarket } from './market.ts';
import { basisDownColumn, basisUpColumn, firstScenarioColumn, markColumn, type RiskArrays } from './riskArrays.ts';

/** What scenarios do with profits and losses, by column. */
export interface ScenarioColumns {
  /** (spot − 1) · dampening. */
  readonly moves: Float64Array;
  readonly dampenings: Float64Array;
  /** −1 where gains count as losses of the same size. */
  readonly signs: Float64Array;
}

/**
 * What open orders could add to the margin of an account: in every scenario each market's orders are taken to be filled as is worst
 * there, all bids, all asks or none. A scenario's profit of a sum is never below the sum of profits (gains count for less than
 * losses), so no way in which they could fill costs more; and what may not fill never helps. A workspace, as `AccountMargin`.
 * Rules: docs/spec/margin.md, Open orders.
 */
export class OrderRisk {
  readonly #arrays: RiskArrays;
  readonly #market: UnderlyingMarket;
  readonly #columns: ScenarioColumns;
  /** By column: what they could lose, 0 or less. */
  readonly losses: Float64Array;
  /** The same by the forwards' own risk. */
  basis = 0;
  /** Of the perpetual: the most that its size could grow upwards and downwards. */
  perpetualBids = 0;
  perpetualAsks = 0;
  /** By the first option of a strike: all asks; and which strikes have any. */
  readonly #asks: Float64Array;
  readonly #strikes: number[] = [];
  /** By expiry: bids or asks, whichever is more, market by market; and which expiries have any. */
  readonly #sizes: Float64Array;
  readonly #expiries: number[] = [];

  constructor(arrays: RiskArrays, market: UnderlyingMarket, columns: ScenarioColumns) {
    this.#arrays = arrays;
    this.#market = market;
    this.#columns = columns;
    this.losses = new Float64Array(arrays.columns);
    this.#asks = new Float64Array(arrays.optionsCount);
    this.#sizes = new Float64Array(arrays.expiriesCount);
  }

  load(orders: readonly OpenOrders[]): void {
    this.#forget();
    for (const { option, bids, asks } of orders) {
      if (option < 0) this.#addPerpetual(bids, asks);
      else this.#add(option, bids, asks);
    }
  }

  /** What of the strikes could be short and uncovered, beyond what is. @param nets what is held, by the first option of a strike */
  shortsBeyond(nets: Float64Array): number {
    let shorts = 0;
    for (const strike of this.#strikes) {
      const net = nets[strike]!;
      shorts += Math.max(0, this.#asks[strike]! - net) - Math.max(0, 0 - net);
    }
    return shorts;
  }

  /** Calls `visit` with each expiry that has orders, and by how much its size could grow. */
  forEachExpiry(visit: (expiry: number, size: number) => void): void {
    for (const expiry of this.#expiries) visit(expiry, this.#sizes[expiry]!);
  }

  #forget(): void {
    this.losses.fill(0);
    this.basis = 0;
    this.perpetualBids = 0;
    this.perpetualAsks = 0;
    for (const strike of this.#strikes) this.#asks[strike] = 0;
    for (const expiry of this.#expiries) this.#sizes[expiry] = 0;
    this.#strikes.length = 0;
    this.#expiries.length = 0;
  }

  #addPerpetual(bids: number, asks: number): void {
    const { moves } = this.#columns;
    const { perpetual } = this.#market;
    this.perpetualBids += bids;
    this.perpetualAsks += asks;
    for (let column = firstScenarioColumn; column < this.losses.length; column += 1) {
      const move = perpetual * moves[column]!;
      this.losses[column]! += Math.min(0, bids * move, 0 - asks * move);
    }
  }

  #add(option: number, bids: number, asks: number): void {
    const { columns, expiryOf, strikeOf } = this.#arrays;
    const expiry = expiryOf[option]!;
    const strike = strikeOf[option]!;
    if (this.#sizes[expiry] === 0) this.#expiries.push(expiry);
    this.#sizes[expiry]! += Math.max(bids, asks);
    if (strike >= 0 && asks > 0) {
      if (this.#asks[strike] === 0) this.#strikes.push(strike);
      this.#asks[strike]! += asks;
    }
    for (let column = firstScenarioColumn; column < columns; column += 1) {
      const profit = Math.min(this.#profit(option, bids, column), this.#profit(option, 0 - asks, column));
      this.losses[column]! += Math.min(0, profit);
    }
    this.basis += Math.min(this.#basis(option, bids), this.#basis(option, 0 - asks));
  }

  /** As `AccountMargin` has it of an expiry with nothing else in it. */
  #profit(option: number, amount: number, column: number): number {
    const { columns, values, expiryOf } = this.#arrays;
    const { gainFactor, lossFactor } = this.#arrays.factorsOf(expiryOf[option]!);
    const sum = amount * values[option * columns + column]!;
    const mark = amount * values[option * columns + markColumn]!;
    const profit = (sum * (sum >= 0 ? gainFactor : lossFactor) - mark) * this.#columns.dampenings[column]!;
    return this.#columns.signs[column]! < 0 ? 0 - Math.abs(profit) : profit;
  }

  #basis(option: number, amount: number): number {
    const { columns, values, expiryOf } = this.#arrays;
    const row = option * columns;
    const mark = values[row + markColumn]!;
    const up = amount * (values[row + basisUpColumn]! - mark);
    const down = amount * (values[row + basisDownColumn]! - mark);
    return Math.min(up, down, 0) * this.#arrays.factorsOf(expiryOf[option]!).basisShare;
  }
}
