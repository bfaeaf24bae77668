import type { Address, InstrumentId } from '../types/ids.ts';
import type { MarginMode, Side } from '../types/transaction.ts';
import { riskLimitsOf, underlyingFeeds } from './accounts/riskLimits.ts';
import { creditsNow } from './accounts/credits.ts';
import type { BookLevel } from './book/orderBook.ts';
import { makerGroupsMax, protectionOf } from './orders/protection.ts';
import { feeTier } from './ledger/fees.ts';
import { claimOf } from './ledger/claims.ts';
import { hedgesOf } from './hedging/hedgeRules.ts';
import { fundsView, type FundView } from './liquidationViews.ts';
import { positionView, type PositionView } from './positionView.ts';
import { fundingRate } from './funding/settleFunding.ts';
import { tokenValue } from './risk/collateral.ts';
import { accountGreeks, type UnderlyingGreeks } from './risk/accountGreeks.ts';
import type { Assessment } from './risk/riskModel.ts';
import type {
  CollateralBalance,
  HedgeRule,
  Market,
  Position,
  Protection,
  RestingCombo,
  RestingOrder,
  RiskLimits,
  SessionKey,
  TriggerOrder,
} from './records.ts';
import type { ExchangeState } from './state.ts';
import { tickValue } from './genesis.ts';
import { isPerpetual, type MarketListing } from './instruments/listing.ts';

/** Read-only pictures of the state for the API. They copy nothing that execution could change. */

/** What a subaccount holds of one token beside cash. */
export interface CollateralView extends CollateralBalance {
  readonly symbol: string;
  /** Micro-USDC, without haircuts. */
  readonly value: number;
  /** What may leave, ledger units. */
  readonly withdrawable: number;
}

export interface SubaccountView extends Assessment {
  readonly index: number;
  readonly subNo: number;
  readonly cash: number;
  /** What it holds of other tokens, ascending. */
  readonly collateral: readonly CollateralView[];
  readonly withdrawable: number;
  readonly liquidating: boolean;
  /** It trades in this market alone, and belongs to the subaccount of that number; absent: it is not isolated. */
  readonly isolated?: { readonly instrument: InstrumentId; readonly parent: number };
  readonly marginMode: MarginMode;
  readonly positions: readonly PositionView[];
  /** By underlying, ascending. */
  readonly greeks: readonly UnderlyingGreeks[];
  readonly openOrders: readonly RestingOrder[];
  /** Orders that wait for a price or their slices, oldest first. */
  readonly triggers: readonly TriggerOrder[];
  /** Combos that rest, oldest first. */
  readonly combos: readonly RestingCombo[];
  /** Block time at which the dead-man's switch cancels them all, Unix ms; 0: it is not set. */
  readonly deadlineMs: number;
  /** What the owner allows it to come to, by underlying, ascending. */
  readonly riskLimits: readonly RiskLimits[];
  /** Market-maker protection by group, ascending. */
  readonly protections: readonly (Protection & { readonly group: number })[];
  /** Hedge rules by number, ascending. */
  readonly hedges: readonly (HedgeRule & { readonly rule: number })[];
}

export interface AccountView {
  readonly owner: Address;
  readonly subaccounts: readonly SubaccountView[];
  readonly keys: readonly (SessionKey & { readonly key: Address })[];
  /** Whole credits left in each bucket. */
  readonly credits: { readonly trade: number; readonly reduce: number; readonly cancel: number };
  readonly takerFeePpb: number;
  readonly makerFeePpb: number;
  /** What chains owe the owner over all time and what of that may be paid, base units; by chain, then by token. */
  readonly claims: readonly {
    readonly chain: number;
    readonly token: number;
    readonly requested: bigint;
    readonly cumulative: bigint;
  }[];
}

const makerGroups = Array.from({ length: makerGroupsMax }, (_, at) => at + 1);

function isolationView({ isolated, subaccounts }: ExchangeState, index: number): Pick<SubaccountView, 'isolated'> {
  const isolation = isolated.get(index);
  if (isolation === undefined) return {};
  return { isolated: { instrument: isolation.instrument, parent: subaccounts.subNo(isolation.parent) } };
}

function subaccountView(state: ExchangeState, index: number): SubaccountView {
  const { owner, subNo, cash, collateral, positions, liquidating, marginMode } = state.subaccounts.get(index)!;
  return {
    index,
    subNo,
    cash,
    liquidating,
    ...isolationView(state, index),
    marginMode,
    ...state.risk.assess(state, index),
    collateral: collateral.map(({ token, amount }) => ({
      token,
      amount,
      symbol: state.genesis.tokens[token]!.symbol,
      value: tokenValue(state, token, amount),
      withdrawable: state.risk.withdrawable(state, index, token),
    })),
    withdrawable: state.risk.withdrawable(state, index, 0),
    positions: positions.map((position) => positionView(state, position)),
    greeks: accountGreeks(state, index),
    openOrders: state.book.ownOrders(index),
    triggers: (state.triggersOf.get(owner) ?? [])
      .map((hash) => state.triggers.get(hash)!)
      .filter((trigger) => trigger.subaccount === index),
    combos: state.comboIndex
      .of(owner)
      .map((hash) => state.combos.get(hash)!)
      .filter((combo) => combo.subaccount === index),
    deadlineMs: state.deadlines.get(index) ?? 0,
    riskLimits: underlyingFeeds(state.terms.inForce).flatMap((feed) => riskLimitsOf(state, index, feed) ?? []),
    hedges: hedgesOf(state, index),
    protections: makerGroups.flatMap((group) => {
      const protection = protectionOf(state, index, group);
      return protection === undefined ? [] : [{ group, ...protection }];
    }),
  };
}

/** Everything an account's owner may see; undefined when it was never funded. */
export function accountView(state: ExchangeState, owner: Address): AccountView | undefined {
  const account = state.accounts.get(owner);
  if (account === undefined) return undefined;
  const { timeMs } = state.clock.get('clock')!;
  const credits = creditsNow(state, owner, account.subaccounts[0]!, timeMs);
  const tier = feeTier(state, state.places.find(owner), timeMs);
  return {
    owner,
    subaccounts: account.subaccounts.map((index) => subaccountView(state, index)),
    keys: account.keys.map((key) => ({ key, ...state.keys.get(`${owner}/${key}`)! })),
    credits: {
      trade: Math.floor(credits.trade / 1_000),
      reduce: Math.floor(credits.reduce / 1_000),
      cancel: Math.floor(credits.cancel / 1_000),
    },
    takerFeePpb: tier.takerPpb,
    makerFeePpb: tier.makerPpb,
    claims: state.genesis.chains.flatMap((chain) =>
      state.genesis.tokens.flatMap(({ id: token }) => {
        const claim = claimOf(state, chain, token, owner);
        return claim === undefined ? [] : [{ chain, token, requested: claim.requested, cumulative: claim.cumulative }];
      }),
    ),
  };
}

export interface DepthView {
  readonly instrument: InstrumentId;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

/** The best `levelsMax` levels of both sides. */
export const bookDepth = (state: ExchangeState, instrument: InstrumentId, levelsMax: number): DepthView => ({
  instrument,
  bids: state.book.levels(instrument, 'buy', levelsMax),
  asks: state.book.levels(instrument, 'sell', levelsMax),
});

/** What rests at one price of a strategy. */
export interface ComboLevel {
  /** Micro-USDC that a unit costs its buyer. */
  readonly price: number;
  readonly units: number;
  readonly combos: number;
}

/** The book of a strategy, the best prices first. */
export interface StrategyView {
  /** Market and lots a unit of each leg as its buyer trades them, below zero: sold. As `1:1,2:-2`. */
  readonly legs: string;
  readonly bids: readonly ComboLevel[];
  readonly asks: readonly ComboLevel[];
}

/** Books of up to `most` strategies in which combos rest, ascending by name from after `after`. */
export const strategiesView = (state: ExchangeState, after: string, most: number): StrategyView[] =>
  state.comboIndex
    .strategies(after, most)
    .map((legs) => ({ legs, bids: comboLevels(state, legs, 'buy'), asks: comboLevels(state, legs, 'sell') }));

function comboLevels(state: ExchangeState, strategy: string, side: Side): ComboLevel[] {
  const levels: ComboLevel[] = [];
  for (const hash of state.comboIndex.queue(strategy, side)) {
    const { limit, units } = state.combos.get(hash)!;
    const price = side === 'buy' ? limit : 0 - limit;
    const last = levels.at(-1);
    if (last?.price !== price) levels.push({ price, units, combos: 1 });
    else levels[levels.length - 1] = { price, units: last.units + units, combos: last.combos + 1 };
  }
  return levels;
}

export interface MarketView extends Market {
  readonly listing: MarketListing;
  /** Micro-USDC per lot and tick. */
  readonly tickValue: number;
  readonly bestBid: number | undefined;
  readonly bestAsk: number | undefined;
  /** Lots held long (and so short). */
  readonly openInterest: number;
  /** What funding would be if the interval ended now, ppb; 0 for what is no perpetual. */
  readonly fundingRatePpb: number;
}

/** One market's numbers; undefined when it is not listed. */
export function marketView(state: ExchangeState, instrument: InstrumentId): MarketView | undefined {
  const market = state.markets.get(instrument);
  const listing = state.markets.listingOf(instrument);
  if (market === undefined || listing === undefined) return undefined;
  return {
    ...market,
    listing,
    tickValue: tickValue(listing),
    bestBid: state.book.bestPrice(instrument, 'buy'),
    bestAsk: state.book.bestPrice(instrument, 'sell'),
    openInterest: market.grossLots / 2,
    fundingRatePpb: isPerpetual(listing) ? fundingRate(listing, market) : 0,
  };
}

export interface SystemView {
  /** By market group, ascending. */
  readonly funds: readonly FundView[];
  readonly validatorFees: number;
  readonly treasury: number;
  readonly positions: readonly Position[];
  readonly accounts: number;
  readonly subaccounts: number;
  readonly restingOrders: number;
  readonly deposited: bigint;
  readonly requested: bigint;
  readonly ledgerOwed: bigint;
}

/** The system's own purse, and how large everything is. */
export function systemView(state: ExchangeState): SystemView {
  const { validators, treasury } = state.feePots.get('system')!;
  const { deposited, requested, ledger } = state.tokens.get(0)!;
  return {
    funds: fundsView(state),
    validatorFees: validators,
    treasury,
    positions: state.subaccounts.get(0)!.positions,
    accounts: state.accounts.size,
    subaccounts: state.subaccounts.size,
    restingOrders: state.orders.size,
    deposited,
    requested,
    ledgerOwed: ledger,
  };
}
