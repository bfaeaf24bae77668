import { invariant } from '../../../types/fault.ts';
import { afterCharges, type CollateralTotals, collateralTotals, confidenceCharge, type PortfolioMargin, uncovered } from './contingencies.ts'; // prettier-ignore
import type { Holdings, OpenOrders, Position, UnderlyingMarket } from './market.ts';
import { OrderRisk, type ScenarioColumns } from './orderRisk.ts';
import { basisDownColumn, basisUpColumn, firstScenarioColumn, markColumn, type RiskArrays } from './riskArrays.ts';

/** A trade that an account thinks of: options or perpetual, and the cash that it pays (below 0) or gets. */
export interface Trade {
  /** −1 for none. */
  readonly option: number;
  readonly optionAmount: number;
  readonly perpetualAmount: number;
  readonly cash: number;
}

const nothing: Trade = { option: -1, optionAmount: 0, perpetualAmount: 0, cash: 0 };

/**
 * One account weighed with the risk arrays: a workspace that takes one account after another.
 *
 * Invariant: every figure of `margin` is a sum in the order of option ids and expiries, so that the same account gives the same
 * bits whatever was loaded before, and from whichever arrays of the same options. `whatIf` is those sums and amount · risk on
 * top: the same bits as loading the account with the trade where the option comes last, elsewhere to the last few.
 * Requires the arrays to be those of the market's expiries.
 */
export class AccountMargin {
  readonly #arrays: RiskArrays;
  readonly #market: UnderlyingMarket;
  readonly #scenarios: ScenarioColumns;
  readonly #orders: OrderRisk;
  /** By expiry and column: the sum of amount · value, and the dampened profit and loss. */
  readonly #sums: Float64Array;
  readonly #profits: Float64Array;
  /** By expiry: profit and loss of its forward's own risk, and the size of all positions. */
  readonly #bases: Float64Array;
  readonly #sizes: Float64Array;
  /** By option: what is held. By the first option of a strike: what is held of the strike. */
  readonly #amounts: Float64Array;
  readonly #nets: Float64Array;
  readonly #isStrikeHeld: Uint8Array;
  /** By place among the expiries that are held, and column: the total of what comes before, perpetual and collateral first. */
  readonly #running: Float64Array;
  readonly #totals: Float64Array;
  readonly #changed: Float64Array;
  /** The expiries that are held, ascending, and how many; the strikes, in the order in which positions come to them. */
  readonly #held: Int32Array;
  readonly #strikes: Int32Array;
  #heldCount = 0;
  #strikesCount = 0;
  #uncovered = 0;
  #holdings: Holdings = { cash: 0, perpetualSize: 0, perpetualUnrealised: 0, collaterals: [], positions: [] };
  #collateral: CollateralTotals;

  constructor(arrays: RiskArrays, market: UnderlyingMarket) {
    const { scenarios } = arrays.parameters;
    const byColumn = (of: (scenario: (typeof scenarios)[number]) => number): Float64Array =>
      Float64Array.from({ length: arrays.columns }, (_, column) =>
        column < firstScenarioColumn ? 0 : of(scenarios[column - firstScenarioColumn]!),
      );
    this.#arrays = arrays;
    this.#market = market;
    this.#scenarios = {
      moves: byColumn(({ spot, dampening }) => (spot - 1) * dampening),
      dampenings: byColumn(({ dampening }) => dampening),
      signs: byColumn(({ volatility }) => (volatility === 'linear' || volatility === 'absolute' ? -1 : 1)),
    };
    this.#orders = new OrderRisk(arrays, market, this.#scenarios);
    this.#sums = new Float64Array(arrays.expiriesCount * arrays.columns);
    this.#profits = new Float64Array(arrays.expiriesCount * arrays.columns);
    this.#bases = new Float64Array(arrays.expiriesCount);
    this.#sizes = new Float64Array(arrays.expiriesCount);
    this.#amounts = new Float64Array(arrays.optionsCount);
    this.#nets = new Float64Array(arrays.optionsCount);
    this.#isStrikeHeld = new Uint8Array(arrays.optionsCount);
    this.#held = new Int32Array(arrays.expiriesCount);
    this.#strikes = new Int32Array(arrays.optionsCount);
    this.#running = new Float64Array((arrays.expiriesCount + 1) * arrays.columns);
    this.#totals = new Float64Array(arrays.columns);
    this.#changed = new Float64Array(arrays.columns);
    this.#collateral = collateralTotals([], market.stable, market.spotConfidence, arrays.parameters);
  }

  /** Takes an account in the place of the one before. */
  load(holdings: Holdings): void {
    const { parameters } = this.#arrays;
    const { stable, spotConfidence } = this.#market;
    this.#forget();
    this.#holdings = holdings;
    this.#enter(holdings.positions);
    this.#sum(holdings.positions);
    for (let at = 0; at < this.#strikesCount; at += 1) this.#uncovered += uncovered(this.#nets[this.#strikes[at]!]!);
    this.#collateral = collateralTotals(holdings.collaterals, stable, spotConfidence, parameters);
    this.#setExposure(this.#running, 0, holdings.perpetualSize);
    for (let at = 0; at < this.#heldCount; at += 1) this.#run(at);
  }

  /** What is held of each option, strike and expiry. */
  #enter(positions: readonly Position[]): void {
    const { expiryOf, strikeOf } = this.#arrays;
    const amounts = this.#amounts;
    const nets = this.#nets;
    let last = -1;
    for (let at = 0; at < positions.length; at += 1) {
      const { option, amount } = positions[at]!;
      invariant(option > last && option < expiryOf.length, 'positions ascend by option');
      const expiry = expiryOf[option]!;
      if (last === -1 || expiry !== expiryOf[last]) this.#held[this.#heldCount++] = expiry;
      last = option;
      const strike = strikeOf[option]!;
      amounts[option] = amount;
      this.#sizes[expiry]! += Math.abs(amount);
      if (strike < 0) continue;
      if (this.#isStrikeHeld[strike] === 0) this.#strikes[this.#strikesCount++] = strike;
      this.#isStrikeHeld[strike] = 1;
      nets[strike]! += amount;
    }
  }

  /** The sums of amount · value. Two positions of an expiry at once: the same sums in the same order, with half the stores. */
  #sum(positions: readonly Position[]): void {
    const { columns, values, expiryOf } = this.#arrays;
    const sums = this.#sums;
    for (let at = 0; at < positions.length; at += 1) {
      const { option, amount } = positions[at]!;
      const expiry = expiryOf[option]!;
      const next = positions[at + 1];
      const from = option * columns;
      const to = expiry * columns;
      if (next === undefined || expiryOf[next.option] !== expiry) {
        for (let column = 0; column < columns; column += 1) sums[to + column]! += amount * values[from + column]!;
        continue;
      }
      const second = next.option * columns;
      const more = next.amount;
      for (let column = 0; column < columns; column += 1) {
        sums[to + column] = sums[to + column]! + amount * values[from + column]! + more * values[second + column]!;
      }
      at += 1;
    }
  }

  /** Profits and losses of an expiry that is held, and the totals after it from those before it. */
  #run(at: number): void {
    const { columns } = this.#arrays;
    const running = this.#running;
    const profits = this.#profits;
    const expiry = this.#held[at]!;
    const profitsAt = expiry * columns;
    const before = at * columns;
    const after = before + columns;
    this.#bases[expiry] = this.#profit(profits, profitsAt, expiry, nothing);
    for (let column = firstScenarioColumn; column < columns; column += 1) {
      running[after + column] = running[before + column]! + profits[profitsAt + column]!;
    }
  }

  margin(): PortfolioMargin {
    return this.#weigh(nothing);
  }

  /** The margin as it would be after a trade. */
  whatIf(trade: Trade): PortfolioMargin {
    return this.#weigh(trade);
  }

  /** The margin with orders that could fill, market by market; `initial` alone is meant to be read. */
  marginWithOrders(orders: readonly OpenOrders[]): PortfolioMargin {
    this.#orders.load(orders);
    return this.#weigh(nothing, this.#orders);
  }

  #forget(): void {
    const { columns } = this.#arrays;
    const { positions } = this.#holdings;
    for (let at = 0; at < positions.length; at += 1) this.#amounts[positions[at]!.option] = 0;
    for (let at = 0; at < this.#strikesCount; at += 1) {
      this.#nets[this.#strikes[at]!] = 0;
      this.#isStrikeHeld[this.#strikes[at]!] = 0;
    }
    for (let at = 0; at < this.#heldCount; at += 1) {
      const expiry = this.#held[at]!;
      this.#sums.fill(0, expiry * columns, (expiry + 1) * columns);
      this.#sizes[expiry] = 0;
    }
    this.#heldCount = 0;
    this.#strikesCount = 0;
    this.#uncovered = 0;
  }

  /** Writes an expiry's profits and losses under the scenarios, and returns that of its forward's own risk. */
  #profit(into: Float64Array, at: number, expiry: number, { option, optionAmount }: Trade): number {
    const { columns, values } = this.#arrays;
    const { gainFactor, lossFactor, basisShare } = this.#arrays.factorsOf(expiry);
    const sums = this.#sums;
    const { dampenings, signs } = this.#scenarios;
    const from = expiry * columns;
    const row = option < 0 ? 0 : option * columns;
    const mark = sums[from + markColumn]! + optionAmount * values[row + markColumn]!;
    for (let column = firstScenarioColumn; column < columns; column += 1) {
      const sum = sums[from + column]! + optionAmount * values[row + column]!;
      const profit = (sum * (sum >= 0 ? gainFactor : lossFactor) - mark) * dampenings[column]!;
      into[at + column] = signs[column]! < 0 ? -Math.abs(profit) : profit;
    }
    const up = sums[from + basisUpColumn]! + optionAmount * values[row + basisUpColumn]! - mark;
    const down = sums[from + basisDownColumn]! + optionAmount * values[row + basisDownColumn]! - mark;
    return Math.min(up, down, 0) * basisShare;
  }

  #weigh(trade: Trade, orders?: OrderRisk): PortfolioMargin {
    const { columns, parameters, expiryOf, strikeOf, values } = this.#arrays;
    const { spot, spotConfidence, perpetualConfidence, stable } = this.#market;
    const { option, optionAmount } = trade;
    const size = this.#holdings.perpetualSize + trade.perpetualAmount;
    const most =
      orders === undefined ? Math.abs(size) : Math.max(size + orders.perpetualBids, orders.perpetualAsks - size);
    const notional = most * spot;
    const leastConfidence = most === 0 ? spotConfidence : Math.min(spotConfidence, perpetualConfidence);
    const traded = option < 0 ? -1 : expiryOf[option]!;

    // The trade's expiry has its place among those that are held, whether or not it is one of them.
    const held = this.#held;
    const count = this.#heldCount;
    let place = 0;
    while (place < count && (traded < 0 || held[place]! < traded)) place += 1;
    // Totals of the expiries before it are there already, unless all scenarios change.
    const firstChanged = trade.perpetualAmount === 0 ? place : 0;
    const totals = this.#totals;
    if (trade.perpetualAmount !== 0) this.#setExposure(totals, 0, size);
    else copyRow(totals, this.#running, place * columns, columns);
    let basis = 0;
    let marks = 0;
    let doubt = confidenceCharge(leastConfidence, notional, parameters) + this.#collateral.confidence;
    const isNew = traded >= 0 && (place === count || held[place] !== traded);
    for (let step = 0; step < count + (isNew ? 1 : 0); step += 1) {
      const expiry = !isNew || step < place ? held[step]! : step === place ? traded : held[step - 1]!;
      let positions = this.#sizes[expiry]!;
      let mark = this.#sums[expiry * columns + markColumn]!;
      if (expiry === traded) {
        basis += this.#profit(this.#changed, 0, expiry, trade);
        addRow(totals, this.#changed, 0, columns);
        mark += optionAmount * values[option * columns + markColumn]!;
        const before = this.#amounts[option]!;
        positions += Math.abs(before + optionAmount) - Math.abs(before);
      } else {
        basis += this.#bases[expiry]!;
        if (step >= firstChanged) addRow(totals, this.#profits, expiry * columns, columns);
      }
      marks += mark;
      const confidence = Math.min(leastConfidence, this.#arrays.confidenceOf(expiry));
      doubt += confidenceCharge(confidence, positions * spot, parameters);
    }
    let shorts = this.#uncovered;
    if (option >= 0 && strikeOf[option]! >= 0) {
      const net = this.#nets[strikeOf[option]!]!;
      shorts += uncovered(net + optionAmount) - uncovered(net);
    }
    if (orders !== undefined) {
      addRow(totals, orders.losses, 0, columns);
      basis += orders.basis;
      shorts += orders.shortsBeyond(this.#nets);
      orders.forEachExpiry((expiry, grows) => {
        const confidence = Math.min(leastConfidence, this.#arrays.confidenceOf(expiry));
        doubt += confidenceCharge(confidence, grows * spot, parameters);
      });
    }
    let worst = basis;
    let worstColumn = firstScenarioColumn - 1;
    for (let column = firstScenarioColumn; column < columns; column += 1) {
      if (totals[column]! >= worst) continue;
      worst = totals[column]!;
      worstColumn = column;
    }
    const collateral = this.#collateral;
    const markToMarket =
      this.#holdings.perpetualUnrealised + marks + collateral.value + (this.#holdings.cash + trade.cash);
    const worstScenario = worstColumn - firstScenarioColumn;
    const weighed = { worst, worstScenario, markToMarket, notional, shorts: shorts * spot, doubt, stable };
    return afterCharges(weighed, collateral, parameters);
  }

  /** What the perpetual and the collateral that moves with spot gain or lose under each scenario. */
  #setExposure(into: Float64Array, at: number, perpetualSize: number): void {
    const { columns } = this.#arrays;
    const { moves } = this.#scenarios;
    const exposure = perpetualSize * this.#market.perpetual + this.#collateral.moving;
    for (let column = firstScenarioColumn; column < columns; column += 1) into[at + column] = exposure * moves[column]!;
  }
}

function copyRow(to: Float64Array, from: Float64Array, at: number, columns: number): void {
  for (let column = firstScenarioColumn; column < columns; column += 1) to[column] = from[at + column]!;
}

function addRow(to: Float64Array, from: Float64Array, at: number, columns: number): void {
  for (let column = firstScenarioColumn; column < columns; column += 1) to[column]! += from[at + column]!;
}
