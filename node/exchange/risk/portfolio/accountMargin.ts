import { invariant } from '../../../types/fault.ts';
import { type CollateralTotals, collateralTotals, confidenceCharge, uncovered } from './contingencies.ts';
import type { Holdings, UnderlyingMarket } from './market.ts';
import { basisDownColumn, basisUpColumn, firstScenarioColumn, markColumn, type RiskArrays } from './riskArrays.ts';

/** The margin of one account, in the quote currency, not rounded. */
export interface PortfolioMargin {
  /** What everything is worth at the marks, cash included. */
  readonly markToMarket: number;
  /** What is left after initial, and after maintenance margin: below 0 it is missing. */
  readonly initial: number;
  readonly maintenance: number;
  /** Profit and loss of the worst scenario, 0 or less, before any loss factor. */
  readonly worstLoss: number;
  /** Its place among the parameters' scenarios; −1 where the forwards' own risk is worst, or nothing is lost. */
  readonly worstScenario: number;
}

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
  /** By scenario column: (spot − 1) · dampening, dampening, and whether each expiry's gain counts as a loss. */
  readonly #moves: Float64Array;
  readonly #dampenings: Float64Array;
  readonly #signs: Float64Array;
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
  readonly #totals: Float64Array;
  readonly #changed: Float64Array;
  /** The expiries that are held, ascending. */
  #held: number[] = [];
  /** The strikes that are held, in the order in which positions come to them. */
  #strikes: number[] = [];
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
    this.#moves = byColumn(({ spot, dampening }) => (spot - 1) * dampening);
    this.#dampenings = byColumn(({ dampening }) => dampening);
    this.#signs = byColumn(({ volatility }) => (volatility === 'linear' || volatility === 'absolute' ? -1 : 1));
    this.#sums = new Float64Array(arrays.expiriesCount * arrays.columns);
    this.#profits = new Float64Array(arrays.expiriesCount * arrays.columns);
    this.#bases = new Float64Array(arrays.expiriesCount);
    this.#sizes = new Float64Array(arrays.expiriesCount);
    this.#amounts = new Float64Array(arrays.optionsCount);
    this.#nets = new Float64Array(arrays.optionsCount);
    this.#isStrikeHeld = new Uint8Array(arrays.optionsCount);
    this.#totals = new Float64Array(arrays.columns);
    this.#changed = new Float64Array(arrays.columns);
    this.#collateral = collateralTotals([], market.stable, market.spotConfidence, arrays.parameters);
  }

  /** Takes an account in the place of the one before. */
  load(holdings: Holdings): void {
    const { columns, values, expiryOf, strikeOf, parameters } = this.#arrays;
    this.#forget();
    this.#holdings = holdings;
    let last = -1;
    for (const { option, amount } of holdings.positions) {
      invariant(option > last && option < expiryOf.length, 'positions ascend by option');
      const expiry = expiryOf[option]!;
      if (last === -1 || expiry !== expiryOf[last]) this.#held.push(expiry);
      last = option;
      const from = option * columns;
      const to = expiry * columns;
      for (let column = 0; column < columns; column += 1) this.#sums[to + column]! += amount * values[from + column]!;
      this.#amounts[option] = amount;
      const strike = strikeOf[option]!;
      if (this.#isStrikeHeld[strike] === 0) this.#strikes.push(strike);
      this.#isStrikeHeld[strike] = 1;
      this.#nets[strike]! += amount;
      this.#sizes[expiry]! += Math.abs(amount);
    }
    for (const strike of this.#strikes) this.#uncovered += uncovered(this.#nets[strike]!);
    for (const expiry of this.#held)
      this.#bases[expiry] = this.#profit(this.#profits, expiry * columns, expiry, nothing);
    const { stable, spotConfidence } = this.#market;
    this.#collateral = collateralTotals(holdings.collaterals, stable, spotConfidence, parameters);
  }

  margin(): PortfolioMargin {
    return this.#weigh(nothing);
  }

  /** The margin as it would be after a trade. */
  whatIf(trade: Trade): PortfolioMargin {
    return this.#weigh(trade);
  }

  #forget(): void {
    const { columns } = this.#arrays;
    for (const { option } of this.#holdings.positions) this.#amounts[option] = 0;
    for (const strike of this.#strikes) {
      this.#nets[strike] = 0;
      this.#isStrikeHeld[strike] = 0;
    }
    for (const expiry of this.#held) {
      this.#sums.fill(0, expiry * columns, (expiry + 1) * columns);
      this.#sizes[expiry] = 0;
    }
    this.#held = [];
    this.#strikes = [];
    this.#uncovered = 0;
  }

  /** Writes an expiry's profits and losses under the scenarios, and returns that of its forward's own risk. */
  #profit(into: Float64Array, at: number, expiry: number, { option, optionAmount }: Trade): number {
    const { columns, values } = this.#arrays;
    const { gainFactor, lossFactor, basisShare } = this.#arrays.factorsOf(expiry);
    const sums = this.#sums;
    const from = expiry * columns;
    const row = option < 0 ? 0 : option * columns;
    const mark = sums[from + markColumn]! + optionAmount * values[row + markColumn]!;
    for (let column = firstScenarioColumn; column < columns; column += 1) {
      const sum = sums[from + column]! + optionAmount * values[row + column]!;
      const profit = (sum * (sum >= 0 ? gainFactor : lossFactor) - mark) * this.#dampenings[column]!;
      into[at + column] = this.#signs[column]! < 0 ? -Math.abs(profit) : profit;
    }
    const up = sums[from + basisUpColumn]! + optionAmount * values[row + basisUpColumn]! - mark;
    const down = sums[from + basisDownColumn]! + optionAmount * values[row + basisDownColumn]! - mark;
    return Math.min(up, down, 0) * basisShare;
  }

  #weigh(trade: Trade): PortfolioMargin {
    const { columns, parameters, expiryOf, strikeOf, values } = this.#arrays;
    const { spot, spotConfidence, perpetual, perpetualConfidence, stable } = this.#market;
    const { option, optionAmount } = trade;
    const size = this.#holdings.perpetualSize + trade.perpetualAmount;
    const notional = Math.abs(size) * spot;
    const leastConfidence = size === 0 ? spotConfidence : Math.min(spotConfidence, perpetualConfidence);
    const traded = option < 0 ? -1 : expiryOf[option]!;

    const totals = this.#totals;
    const exposure = size * perpetual + this.#collateral.moving;
    for (let column = firstScenarioColumn; column < columns; column += 1)
      totals[column] = exposure * this.#moves[column]!;
    let basis = 0;
    let marks = 0;
    let doubt = confidenceCharge(leastConfidence, notional, parameters) + this.#collateral.confidence;
    const count = this.#held.length;
    let isTradedDue = traded >= 0;
    for (let at = 0; at < count || isTradedDue;) {
      const next = at < count ? this.#held[at]! : Infinity;
      // The trade's expiry takes its own place, held or not.
      const isTraded = isTradedDue && traded <= next;
      const expiry = isTraded ? traded : next;
      if (expiry === next) at += 1;
      let profits = this.#profits;
      let from = expiry * columns;
      let positions = this.#sizes[expiry]!;
      if (isTraded) {
        isTradedDue = false;
        profits = this.#changed;
        from = 0;
        basis += this.#profit(profits, 0, expiry, trade);
        const held = this.#amounts[option]!;
        positions += Math.abs(held + optionAmount) - Math.abs(held);
        marks += this.#sums[expiry * columns + markColumn]! + optionAmount * values[option * columns + markColumn]!;
      } else {
        basis += this.#bases[expiry]!;
        marks += this.#sums[expiry * columns + markColumn]!;
      }
      for (let column = firstScenarioColumn; column < columns; column += 1) totals[column]! += profits[from + column]!;
      const confidence = Math.min(leastConfidence, this.#arrays.confidenceOf(expiry));
      doubt += confidenceCharge(confidence, positions * spot, parameters);
    }
    let worst = basis;
    let worstColumn = firstScenarioColumn - 1;
    for (let column = firstScenarioColumn; column < columns; column += 1) {
      if (totals[column]! >= worst) continue;
      worst = totals[column]!;
      worstColumn = column;
    }

    let shorts = this.#uncovered;
    if (option >= 0) {
      const net = this.#nets[strikeOf[option]!]!;
      shorts += uncovered(net + optionAmount) - uncovered(net);
    }
    const { lossFactor, peg, perpetual: perpetualRule, shortOption } = parameters;
    const collateral = this.#collateral;
    const maintenance = notional * perpetualRule.maintenance + shorts * spot * shortOption.maintenance + collateral.maintenance; // prettier-ignore
    const opening = notional * perpetualRule.initial + shorts * spot * shortOption.initial + collateral.initial + doubt;
    const depeg = stable < peg.threshold ? (peg.threshold - stable) * peg.factor : 0;
    const cash = this.#holdings.cash + trade.cash;
    const markToMarket = this.#holdings.perpetualUnrealised + marks + collateral.value + cash;
    return {
      markToMarket: markToMarket + 0,
      initial: worst * (lossFactor.initial + depeg) - opening - maintenance + markToMarket + 0,
      maintenance: worst * lossFactor.maintenance - maintenance + markToMarket + 0,
      worstLoss: worst + 0,
      worstScenario: worstColumn - firstScenarioColumn,
    };
  }
}
