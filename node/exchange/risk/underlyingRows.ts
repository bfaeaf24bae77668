import type { FeedId } from '../../types/ids.ts';
import { varianceMs } from '../instruments/settlementPrice.ts';
import { ppbOne } from '../integers.ts';
import type { MarketTable } from '../ledger/marketTable.ts';
import { grownInts } from '../ledger/room.ts';
import { splitForward, type ExpiryMarket, type UnderlyingMarket } from './portfolio/market.ts';
import { defaultPortfolioParameters } from './portfolio/parameters.ts';
import { RiskArrays } from './portfolio/riskArrays.ts';

/** Where a market stands in the model: its row among options and futures, the perpetual, or nowhere. */
export const perpetualRow = -1;
export const noRow = -2;

/** An expiry as the arrays have it: its markets, and what their rows were made of. */
interface Expiry {
  readonly markets: readonly number[];
  /** Version of prices at which it was last compared. */
  comparedAt: number;
  forward: number;
  basisAtMs: number;
  readonly volatilities: Float64Array;
}

/**
 * One underlying's market as portfolio margin sees it, made of what the state says of the listed ones; micro-USDC a unit.
 *
 * Everything here is a cache of what the tables say. Rows are made again where the numbers that they are made of have changed, and then
 * have the bits of new ones, so that no history and no restart shows in a margin.
 * Source: docs/spec/margin.md, Accounts with portfolio margin.
 */
export class UnderlyingRows {
  readonly #feed: FeedId;
  /** The list of markets and the version of prices of which the following are; of that list, the underlying's own. */
  #live: readonly number[] = [];
  #version = -1;
  #own: readonly number[] = [];
  /** By number of the market: its row + 2. */
  #rows = new Int32Array(0);
  #expiries: Expiry[] = [];
  #perpetual = -1;
  #arrays = new RiskArrays([], defaultPortfolioParameters);
  readonly #prices: { -readonly [Field in keyof UnderlyingMarket]: UnderlyingMarket[Field] };

  constructor(feed: FeedId) {
    this.#feed = feed;
    this.#prices = { spot: 0, spotConfidence: 1, perpetual: 0, perpetualConfidence: 1, stable: 1, expiries: [] };
  }

  /** Spot and perpetual; always the same object. */
  get prices(): UnderlyingMarket {
    return this.#prices;
  }

  /** Another one after each listing in the underlying and each end of one; the rows of an expiry are good once it is refreshed. */
  get arrays(): RiskArrays {
    return this.#arrays;
  }

  rowOf(market: number): number {
    return market < this.#rows.length ? this.#rows[market]! - 2 : noRow;
  }

  /** Of an expiry by its place in the arrays: the numbers of its markets, in the order of their rows. */
  marketsOf(expiry: number): readonly number[] {
    return this.#expiries[expiry]!.markets;
  }

  /** The version of prices that was taken in last. */
  get version(): number {
    return this.#version;
  }

  /** Takes in which markets there are, and their prices. */
  follow(markets: MarketTable): void {
    if (this.#version === markets.pricesVersion) return;
    this.#version = markets.pricesVersion;
    if (this.#live !== markets.live) {
      this.#live = markets.live;
      const own = this.#live.filter((number) => markets.listing(number).feed === this.#feed);
      if (own.length !== this.#own.length || own.some((number, at) => number !== this.#own[at])) this.#list(markets, own);
    }
    this.#takePrices(markets);
  } // prettier-ignore

  #takePrices(markets: MarketTable): void {
    const source = this.#perpetual >= 0 ? this.#perpetual : this.#own[0];
    if (source === undefined) return;
    const { lotsPerUnit } = markets.listing(source);
    const { indexPerLot, markPerLot } = markets.at(source);
    this.#prices.spot = indexPerLot * lotsPerUnit;
    this.#prices.perpetual = markPerLot * lotsPerUnit;
  }

  /** Rows for all markets of the underlying: expiries in the order of time, in each the markets in the order of their numbers. */
  #list(markets: MarketTable, own: readonly number[]): void {
    this.#own = own;
    this.#rows = grownInts(new Int32Array(0), (own.at(-1) ?? -1) + 1);
    this.#perpetual = own.find((number) => markets.listing(number).kind === 'perpetual') ?? -1;
    if (this.#perpetual >= 0) this.#rows[this.#perpetual] = perpetualRow + 2;
    const dated = own.filter((number) => markets.listing(number).kind !== 'perpetual');
    const times = [...new Set(dated.map((number) => markets.listing(number).expiryMs))].sort((a, b) => a - b);
    this.#expiries = times.map((expiryMs) => {
      const numbers = dated.filter((number) => markets.listing(number).expiryMs === expiryMs);
      const volatilities = new Float64Array(numbers.length);
      return { markets: numbers, comparedAt: this.#version, forward: 0, basisAtMs: 0, volatilities };
    });
    let row = 0;
    for (const { markets: numbers } of this.#expiries) for (const number of numbers) this.#rows[number] = 2 + row++;
    this.#arrays = new RiskArrays(
      this.#expiries.map((expiry) => this.#taken(markets, expiry)),
      defaultPortfolioParameters,
    );
  }

  /** Brings the rows of an expiry up to its prices. */
  refresh(markets: MarketTable, at: number): void {
    const expiry = this.#expiries[at]!;
    if (expiry.comparedAt === this.#version) return;
    expiry.comparedAt = this.#version;
    const { forward, basisAtMs } = markets.at(reference(markets, expiry.markets));
    const isSame =
      forward === expiry.forward &&
      basisAtMs === expiry.basisAtMs &&
      expiry.markets.every((number, place) => markets.at(number).volatilityPpb === expiry.volatilities[place]);
    if (!isSame) this.#arrays.rebuild(at, this.#taken(markets, expiry));
  }

  /** What the model is told of an expiry; noted, so that the next look knows what the rows are made of. */
  #taken(markets: MarketTable, expiry: Expiry): ExpiryMarket {
    const { forward, basisAtMs } = markets.at(reference(markets, expiry.markets));
    const { expiryMs } = markets.listing(expiry.markets[0]!);
    expiry.forward = forward;
    expiry.basisAtMs = basisAtMs;
    const options = expiry.markets.map((number, place) => {
      const { strikeMicroUsdc: strike, right } = markets.listing(number);
      const { volatilityPpb } = markets.at(number);
      expiry.volatilities[place] = volatilityPpb;
      return { strike, isCall: right === 'call', volatility: volatilityPpb / ppbOne };
    });
    const leftMs = expiryMs - basisAtMs;
    // Before its first price nobody can hold anything of it.
    const { settled, moving } = splitForward(Math.max(1, forward), leftMs / 1_000);
    return { secondsLeft: varianceMs(leftMs) / 1_000, forwardSettled: settled, forwardMoving: moving, rate: 0, confidence: 1, options }; // prettier-ignore
  }
}

/**
 * The market of an expiry whose forward and time count for all of it: a fresh one before a stale one, an option before a future, then the one
 * that was marked last, then the first.
 */
function reference(markets: MarketTable, numbers: readonly number[]): number {
  const rank = (number: number): number =>
    Number(!markets.at(number).stale) * 2 + Number(markets.listing(number).kind === 'option');
  let best = numbers[0]!;
  for (const number of numbers) {
    const better = rank(number) - rank(best) || markets.at(number).basisAtMs - markets.at(best).basisAtMs;
    if (better > 0) best = number;
  }
  return best;
}
