import type { FeedId } from '../../types/ids.ts';
import { varianceMs } from '../instruments/settlementPrice.ts';
import { ppbOne, safe } from '../integers.ts';
import type { MarketTable } from '../ledger/marketTable.ts';
import { grownInts } from '../ledger/room.ts';
import type { ExchangeState } from '../state.ts';
import { AccountMargin } from './portfolio/accountMargin.ts';
import type { PortfolioMargin } from './portfolio/contingencies.ts';
import { splitForward, type ExpiryMarket, type OpenOrders, type Position, type UnderlyingMarket } from './portfolio/market.ts'; // prettier-ignore
import { defaultPortfolioParameters } from './portfolio/parameters.ts';
import { RiskArrays } from './portfolio/riskArrays.ts';

/** Where a market stands in the model: its row among options and futures, the perpetual, or nowhere. */
const perpetualRow = -1;
const noRow = -2;

/** An expiry as the arrays have it: its markets, and what their rows were made of. */
interface Expiry {
  readonly markets: readonly number[];
  /** Version of prices at which it was last compared. */
  comparedAt: number;
  forward: number;
  basisAtMs: number;
  readonly volatilities: Float64Array;
}

/** An order that is looked at before it is let in, in lots; not of the perpetual's or an option's row alone, but of its market. */
export interface AddedOrder {
  /** Number of the market. */
  readonly market: number;
  readonly isBid: boolean;
  readonly lots: number;
  readonly reduceOnly: boolean;
}

/**
 * Portfolio margin in one underlying: the model's market, made of what the state says of the listed ones, and a workspace that weighs one
 * subaccount after another. Money in micro-USDC, rounded up once.
 *
 * Everything here is a cache of what the tables say. Rows are made again where the numbers that they are made of have changed, and then
 * have the bits of new ones, so that no history and no restart shows in a margin.
 * Source: docs/spec/margin.md, Accounts with portfolio margin.
 */
export class UnderlyingRisk {
  readonly #feed: FeedId;
  /** The list of markets and the version of prices of which the following are. */
  #live: readonly number[] = [];
  #version = -1;
  /** By number of the market: its row + 2. */
  #rows = new Int32Array(0);
  #expiries: Expiry[] = [];
  #perpetual = -1;
  #first = -1;
  #prices: { -readonly [Field in keyof UnderlyingMarket]: UnderlyingMarket[Field] };
  #arrays: RiskArrays;
  #account: AccountMargin;
  /** The subaccount that the workspace holds, and its version. */
  #loaded = -1;
  #loadedVersion = -1;

  constructor(feed: FeedId) {
    this.#feed = feed;
    this.#prices = { spot: 0, spotConfidence: 1, perpetual: 0, perpetualConfidence: 1, stable: 1, expiries: [] };
    this.#arrays = new RiskArrays([], defaultPortfolioParameters);
    this.#account = new AccountMargin(this.#arrays, this.#prices);
  }

  /** Whether the model takes in a market: an option, a future or the perpetual of the underlying. */
  covers({ markets }: ExchangeState, market: number): boolean {
    this.#follow(markets);
    return this.#rowOf(market) !== noRow;
  }

  maintenance(state: ExchangeState, subaccount: number): number {
    this.#load(state, subaccount);
    return missing(this.#account.margin(), 'maintenance');
  }

  /** Maintenance margin after a trade of signed lots. */
  maintenanceAfter(state: ExchangeState, subaccount: number, market: number, lots: number): number {
    this.#load(state, subaccount);
    const row = this.#rowOf(market);
    const amount = lots / state.markets.listing(market).lotsPerUnit;
    if (row >= 0) this.#refresh(state.markets, row);
    const trade =
      row < 0
        ? { option: -1, optionAmount: 0, perpetualAmount: amount, cash: 0 }
        : { option: row, optionAmount: amount, perpetualAmount: 0, cash: 0 };
    return missing(this.#account.whatIf(trade), 'maintenance');
  }

  /** Initial margin with all that is open, and an order more. */
  initial(state: ExchangeState, subaccount: number, added?: AddedOrder): number {
    return missing(this.#withOrders(state, subaccount, added, false), 'initial');
  }

  /** Maintenance margin that could be needed if reduce-only orders filled, those that rest and an order more. */
  maintenanceReduced(state: ExchangeState, subaccount: number, added?: AddedOrder): number {
    return missing(this.#withOrders(state, subaccount, added, true), 'maintenance');
  }

  // ── the market ──

  #rowOf(market: number): number {
    return market < this.#rows.length ? this.#rows[market]! - 2 : noRow;
  }

  /** Takes in which markets there are, and their prices. */
  #follow(markets: MarketTable): void {
    if (this.#version === markets.pricesVersion) return;
    this.#version = markets.pricesVersion;
    this.#loaded = -1;
    if (this.#live !== markets.live) this.#list(markets);
    this.#takePrices(markets);
  }

  #takePrices(markets: MarketTable): void {
    const perUnit = (market: number, perLot: number): number => perLot * markets.listing(market).lotsPerUnit;
    const source = this.#perpetual >= 0 ? this.#perpetual : this.#first;
    if (source < 0) return;
    const { indexPerLot, markPerLot } = markets.at(source);
    this.#prices.spot = perUnit(source, indexPerLot);
    this.#prices.perpetual = perUnit(source, markPerLot);
  }

  /** Rows for all markets of the underlying: expiries in the order of time, in each the markets in the order of their numbers. */
  #list(markets: MarketTable): void {
    this.#live = markets.live;
    this.#rows = grownInts(new Int32Array(0), (this.#live.at(-1) ?? -1) + 1);
    const own = this.#live.filter((number) => markets.listing(number).feed === this.#feed);
    this.#first = own[0] ?? -1;
    this.#perpetual = own.find((number) => markets.listing(number).kind === 'perpetual') ?? -1;
    if (this.#perpetual >= 0) this.#rows[this.#perpetual] = perpetualRow + 2;
    this.#takePrices(markets);
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
    this.#account = new AccountMargin(this.#arrays, this.#prices);
  }

  /** Brings the rows of a market's expiry up to its prices. */
  #refresh(markets: MarketTable, row: number): void {
    const at = this.#arrays.expiryOf[row]!;
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

  // ── the account ──

  #load({ markets, subaccounts }: ExchangeState, subaccount: number): void {
    this.#follow(markets);
    const version = subaccounts.versionOf(subaccount);
    if (this.#loaded === subaccount && this.#loadedVersion === version) return;
    const { standings } = subaccounts;
    const positions: Position[] = [];
    let perpetualSize = 0;
    for (let at = standings.first(subaccount); at >= 0; at = standings.next(at)) {
      const lots = standings.lots(at);
      const market = standings.market(at);
      const row = lots === 0 ? noRow : this.#rowOf(market);
      if (row === noRow) continue;
      const amount = lots / markets.listing(market).lotsPerUnit;
      if (row === perpetualRow) perpetualSize = amount;
      else {
        this.#refresh(markets, row);
        positions.push({ option: row, amount });
      }
    }
    positions.sort((a, b) => a.option - b.option);
    this.#account.load({ cash: 0, perpetualSize, perpetualUnrealised: 0, collaterals: [], positions });
    this.#loaded = subaccount;
    this.#loadedVersion = version;
  }

  #withOrders(state: ExchangeState, subaccount: number, added: AddedOrder | undefined, isReducing: boolean): PortfolioMargin {
    this.#load(state, subaccount);
    const { standings } = state.subaccounts;
    const orders: OpenOrders[] = [];
    let isAdded = added === undefined;
    for (let at = standings.first(subaccount); at >= 0; at = standings.next(at)) {
      const market = standings.market(at);
      if (standings.orders(at) === 0 && market !== added?.market) continue;
      isAdded ||= market === added?.market;
      this.#enter(state, orders, at, market, market === added?.market ? added : undefined, isReducing);
    }
    if (!isAdded) this.#enter(state, orders, -1, added!.market, added, isReducing);
    return orders.length === 0 ? this.#account.margin() : this.#account.marginWithOrders(orders);
  } // prettier-ignore

  /** @param standing −1: there is none */
  #enter(
    { markets, subaccounts: { standings } }: ExchangeState,
    orders: OpenOrders[],
    standing: number,
    market: number,
    added: AddedOrder | undefined,
    isReducing: boolean,
  ): void {
    const row = this.#rowOf(market);
    if (row === noRow) return;
    if (row >= 0) this.#refresh(markets, row);
    const held = standing < 0 ? 0 : standings.lots(standing);
    const size = (isBid: boolean): number => {
      const more = added?.isBid === isBid ? added.lots : 0;
      const reduces = standing < 0 ? 0 : standings.reducing(standing, isBid);
      // What can only reduce goes no further than to nothing.
      const room = Math.max(0, isBid ? 0 - held : held);
      const reducing = Math.min(room, reduces + (added?.reduceOnly === true ? more : 0));
      if (isReducing) return reducing;
      const open = standing < 0 ? 0 : isBid ? standings.bids(standing) : standings.asks(standing);
      return reducing + open + (added?.reduceOnly === true ? 0 : more);
    };
    const { lotsPerUnit } = markets.listing(market);
    const bids = size(true) / lotsPerUnit;
    const asks = size(false) / lotsPerUnit;
    if (bids > 0 || asks > 0) orders.push({ option: row, bids, asks });
  }
}

/** What an account's margin asks for, whole micro-USDC, rounded up. */
const missing = (margin: PortfolioMargin, which: 'initial' | 'maintenance'): number =>
  safe(Math.ceil(margin.markToMarket - margin[which]));

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
