import { moneyness, optionGreeks, outOfTheMoneyValue } from '../../pricing/black76.ts';
import { type ExpiryFactors, expiryFactors } from './expiryFactors.ts';
import type { ExpiryMarket, OptionTerms } from './market.ts';
import type { PortfolioParameters } from './parameters.ts';
import { skewFactor, skewShape } from './skew.ts';

// The first columns of a row; the scenarios follow in their order.
export const markColumn = 0;
export const basisUpColumn = 1;
export const basisDownColumn = 2;
export const firstScenarioColumn = 3;

/** Delta, gamma, vega, theta and rho of an option at the mark. */
export const greeksPerOption = 5;

const isSkew = (shock: string): boolean => shock === 'linear' || shock === 'absolute';

/**
 * The value of every option and future under every scenario, one row each: the risk that accounts weigh with what they hold.
 * Rows are a function of the expiry's market and the parameters alone, so that a row made again has the same bits.
 * Rounding: none; float64 throughout.
 */
export class RiskArrays {
  readonly parameters: PortfolioParameters;
  /** Columns of a row: mark, forward up, forward down, then the scenarios. */
  readonly columns: number;
  readonly optionsCount: number;
  readonly values: Float64Array;
  readonly greeks: Float64Array;
  /** By option: its expiry's place, and the first option of the expiry with its strike; −1: it is a future. */
  readonly expiryOf: Int32Array;
  readonly strikeOf: Int32Array;
  readonly #markets: ExpiryMarket[];
  readonly #factors: ExpiryFactors[];
  readonly #firstOf: number[] = [];
  /** By column: the earlier column with the same shock, or −1. */
  readonly #copyOf: Int32Array;
  readonly #spots: Float64Array;
  readonly #forwards: Float64Array;
  readonly #volatilityFactors: Float64Array;
  readonly #volatilityMins: Float64Array;

  constructor(expiries: readonly ExpiryMarket[], parameters: PortfolioParameters) {
    const { scenarios, basis } = parameters;
    this.parameters = parameters;
    this.columns = firstScenarioColumn + scenarios.length;
    this.optionsCount = expiries.reduce((sum, { options }) => sum + options.length, 0);
    this.values = new Float64Array(this.optionsCount * this.columns);
    this.greeks = new Float64Array(this.optionsCount * greeksPerOption);
    this.expiryOf = new Int32Array(this.optionsCount);
    this.strikeOf = new Int32Array(this.optionsCount);
    const shocks = [1, basis.spotUp, basis.spotDown].map((spot) => ({ spot, volatility: 'none' }));
    for (const { spot, volatility } of scenarios) shocks.push({ spot: isSkew(volatility) ? 1 : spot, volatility });
    this.#spots = Float64Array.from(shocks, ({ spot }) => spot);
    this.#copyOf = Int32Array.from(shocks, ({ spot, volatility }, column) => {
      const first = shocks.findIndex((other) => other.spot === spot && other.volatility === volatility);
      return first < column ? first : -1;
    });
    this.#forwards = new Float64Array(this.columns);
    this.#volatilityFactors = new Float64Array(this.columns);
    this.#volatilityMins = new Float64Array(this.columns);
    this.#markets = [...expiries];
    this.#factors = expiries.map((market) => expiryFactors(market, parameters));
    let option = 0;
    for (const [expiry, { options }] of expiries.entries()) {
      this.#firstOf.push(option);
      const firstOfStrike = new Map<number, number>();
      for (const { strike } of options) {
        if (!firstOfStrike.has(strike)) firstOfStrike.set(strike, option);
        this.expiryOf[option] = expiry;
        this.strikeOf[option] = strike === 0 ? -1 : firstOfStrike.get(strike)!;
        option += 1;
      }
      this.#fill(expiry);
    }
  }

  get expiriesCount(): number {
    return this.#markets.length;
  }

  factorsOf(expiry: number): ExpiryFactors {
    return this.#factors[expiry]!;
  }

  confidenceOf(expiry: number): number {
    return this.#markets[expiry]!.confidence;
  }

  /** Makes the rows of an expiry again, for a forward, volatility, rate or time that moved. It lists the same options. */
  rebuild(expiry: number, market: ExpiryMarket): void {
    this.#markets[expiry] = market;
    this.#factors[expiry] = expiryFactors(market, this.parameters);
    this.#fill(expiry);
  }

  #fill(expiry: number): void {
    const { options, forwardMoving, forwardSettled } = this.#markets[expiry]!;
    const { volatilityUp, volatilityDown } = this.#factors[expiry]!;
    const { scenarios, volatility } = this.parameters;
    for (let column = 0; column < this.columns; column += 1) {
      const shock = column < firstScenarioColumn ? 'none' : scenarios[column - firstScenarioColumn]!.volatility;
      this.#forwards[column] = forwardMoving * this.#spots[column]! + forwardSettled;
      this.#volatilityFactors[column] = shock === 'up' ? volatilityUp : shock === 'down' ? volatilityDown : 1;
      this.#volatilityMins[column] = shock === 'up' ? volatility.shockedUpMin : 0;
    }
    const first = this.#firstOf[expiry]!;
    for (const [at, terms] of options.entries()) {
      if (terms.strike === 0) {
        this.#fillFuture(first + at, expiry);
        continue;
      }
      this.#skewOf(expiry, terms);
      this.#fillRow(first + at, expiry, terms);
      this.#fillGreeks(first + at, expiry, terms);
    }
  }

  /** A future gains and loses what its forward moves by, discounted; at the mark that is nothing. */
  #fillFuture(row: number, expiry: number): void {
    const { discount } = this.#factors[expiry]!;
    const atMark = this.#forwards[markColumn]!;
    for (let column = 0; column < this.columns; column += 1) {
      this.values[row * this.columns + column] = discount * (this.#forwards[column]! - atMark) + 0;
    }
    this.greeks.fill(0, row * greeksPerOption, (row + 1) * greeksPerOption);
    this.greeks[row * greeksPerOption] = discount;
  }

  /** The factors of the skew scenarios, which every strike has its own of. */
  #skewOf(expiry: number, { strike }: OptionTerms): void {
    const { forward, rootYears } = this.#factors[expiry]!;
    const { linearCap, absoluteCap, width } = skewShape(rootYears, this.parameters);
    const ratio = moneyness(forward, strike);
    const k = forward < strike ? -ratio : ratio;
    const { scenarios } = this.parameters;
    for (let scenario = 0; scenario < scenarios.length; scenario += 1) {
      const shock = scenarios[scenario]!.volatility;
      if (shock === 'linear') this.#volatilityFactors[firstScenarioColumn + scenario] = skewFactor(k, linearCap, width);
      else if (shock === 'absolute') this.#volatilityFactors[firstScenarioColumn + scenario] = skewFactor(Math.abs(k), absoluteCap, width); // prettier-ignore
    }
  }

  /** As `optionValue` column by column, with what columns share worked out once. */
  #fillRow(option: number, expiry: number, { strike, isCall, volatility }: OptionTerms): void {
    const { discount, rootYears } = this.#factors[expiry]!;
    const values = this.values;
    const row = option * this.columns;
    let forward = -1;
    let low = 0;
    let ratio = 0;
    let payoff = 0;
    for (let column = 0; column < this.columns; column += 1) {
      const copied = this.#copyOf[column]!;
      if (copied >= 0) {
        values[row + column] = values[row + copied]!;
        continue;
      }
      const shocked = this.#forwards[column]!;
      if (shocked !== forward) {
        forward = shocked;
        low = forward < strike ? forward : strike;
        ratio = moneyness(forward, strike);
        payoff = forward > strike === isCall ? discount * Math.abs(forward - strike) : 0;
      }
      const least = this.#volatilityMins[column]!;
      const moved = volatility * this.#volatilityFactors[column]!;
      const deviation = (moved < least ? least : moved) * rootYears;
      values[row + column] = discount * outOfTheMoneyValue(low, ratio, deviation) + payoff;
    }
  }

  #fillGreeks(option: number, expiry: number, { strike, isCall, volatility }: OptionTerms): void {
    const { forward, years, discount } = this.#factors[expiry]!;
    const greeks = optionGreeks(isCall, forward, strike, volatility, years, discount);
    const row = option * greeksPerOption;
    this.greeks[row] = greeks.delta;
    this.greeks[row + 1] = greeks.gamma;
    this.greeks[row + 2] = greeks.vega;
    this.greeks[row + 3] = greeks.theta;
    this.greeks[row + 4] = greeks.rho;
  }
}
