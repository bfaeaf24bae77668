import type { FeedId } from '../../types/ids.ts';
import { safe } from '../integers.ts';
import type { MarketTable } from '../ledger/marketTable.ts';
import type { ExchangeState } from '../state.ts';
import { AccountMargin } from './portfolio/accountMargin.ts';
import type { PortfolioMargin } from './portfolio/contingencies.ts';
import type { OpenOrders, Position } from './portfolio/market.ts';
import type { RiskArrays } from './portfolio/riskArrays.ts';
import { noRow, perpetualRow, UnderlyingRows } from './underlyingRows.ts';

/** An order that is looked at before it is let in, in lots; not of the perpetual's or an option's row alone, but of its market. */
export interface AddedOrder {
  /** Number of the market. */
  readonly market: number;
  readonly isBid: boolean;
  readonly lots: number;
  readonly reduceOnly: boolean;
}

/**
 * Portfolio margin in one underlying: a workspace that weighs one subaccount after another by the rows of the underlying. Money in micro-USDC,
 * rounded up once. Source: docs/spec/margin.md, Accounts with portfolio margin.
 */
export class UnderlyingRisk {
  readonly feed: FeedId;
  readonly rows: UnderlyingRows;
  /** The workspace, and the rows that it is for. */
  #arrays: RiskArrays;
  #account: AccountMargin;
  /** Version of prices at which it was last used; the subaccount that it holds, and that one's version. */
  #version = -1;
  #loaded = -1;
  #loadedVersion = -1;

  constructor(feed: FeedId) {
    this.feed = feed;
    this.rows = new UnderlyingRows(feed);
    this.#arrays = this.rows.arrays;
    this.#account = new AccountMargin(this.#arrays, this.rows.prices);
  }

  /** Whether the model takes in a market: an option, a future or the perpetual of the underlying. */
  covers({ markets }: ExchangeState, market: number): boolean {
    this.#follow(markets);
    return this.rows.rowOf(market) !== noRow;
  }

  maintenance(state: ExchangeState, subaccount: number): number {
    this.#load(state, subaccount);
    return missing(this.#account.margin(), 'maintenance');
  }

  /** Maintenance margin after a trade of signed lots. */
  maintenanceAfter(state: ExchangeState, subaccount: number, market: number, lots: number): number {
    this.#load(state, subaccount);
    const row = this.rows.rowOf(market);
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

  #follow(markets: MarketTable): void {
    this.rows.follow(markets);
    if (this.#version === this.rows.version) return;
    this.#version = this.rows.version;
    this.#loaded = -1;
    if (this.#arrays === this.rows.arrays) return;
    this.#arrays = this.rows.arrays;
    this.#account = new AccountMargin(this.#arrays, this.rows.prices);
  }

  #refresh(markets: MarketTable, row: number): void {
    this.rows.refresh(markets, this.#arrays.expiryOf[row]!);
  }

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
      const row = lots === 0 ? noRow : this.rows.rowOf(market);
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
    const row = this.rows.rowOf(market);
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
