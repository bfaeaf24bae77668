import { zeroAddress, zeroHash, type Address, type Hash } from '../types/ids.ts';
import { creditFields } from './accounts/credits.ts';
import { Nonces } from './accounts/nonces.ts';
import { OcoGroups } from './book/ocoGroups.ts';
import { OrderBook } from './book/orderBook.ts';
import { Pegs } from './book/pegs.ts';
import { checkGenesis } from './checkGenesis.ts';
import { datedInstrumentMin, marketGroupsMax, marketGroupsOf, type ExchangeGenesis } from './genesis.ts';
import { nextFundingTime } from './instruments/fundingTime.ts';
import type { Averaging } from './instruments/settlementPrice.ts';
import { Counters } from './ledger/counters.ts';
import { feePotFields, volumeFields } from './ledger/fees.ts';
import { fundFields } from './ledger/funds.ts';
import { Journal } from './ledger/journal.ts';
import { MarketTable } from './ledger/marketTable.ts';
import { NumberTable } from './ledger/numberTable.ts';
import { Places } from './ledger/places.ts';
import { SubaccountTable } from './ledger/subaccountTable.ts';
import { Table } from './ledger/table.ts';
import { TokenTable } from './ledger/tokenTable.ts';
import { ComboIndex } from './orders/comboIndex.ts';
import { DeadlineTable } from './orders/deadlineTable.ts';
import { TriggerIndex } from './orders/triggerIndex.ts';
import { poolKey } from './ledger/claims.ts';
import { GovernedTerms } from './parameters/governedTerms.ts';
import { termsOf } from './parameters/termsOf.ts';
import type {
  Account,
  AcceptedHeader,
  AwaitedPayout,
  Claim,
  Clock,
  GovernedListing,
  HedgeRule,
  Isolation,
  L1Cursor,
  Liquidation,
  ParkedDeposit,
  Pool,
  Protection,
  RestingCombo,
  RiskLimits,
  SessionKey,
  SwapOffer,
  TokenPrice,
  Tombstone,
  TriggerOrder,
  UpcomingParameters,
} from './records.ts';
import { MarginWatch } from './risk/marginWatch.ts';
import type { RiskModel } from './risk/riskModel.ts';
import { marginByMode } from './risk/marginByMode.ts';
import { PortfolioRisk } from './risk/portfolioRisk.ts';
import { unpricedMarket } from './unpricedMarket.ts';

/**
 * Everything the exchange knows. Changed only inside `execute`, through tables, so that every change can be taken back.
 * What changes with nearly every order lives in typed arrays and changes in place; the rest are immutable records that a
 * change replaces. Below the line: what is derived from the tables above, never part of a snapshot.
 */
export interface ExchangeState {
  readonly genesis: ExchangeGenesis;
  readonly journal: Journal;
  readonly clock: Table<'clock', Clock>;
  readonly counters: Counters<(typeof counterNames)[number]>;
  readonly accounts: Table<Address, Account>;
  readonly subaccounts: SubaccountTable;
  /** By index: the subaccounts that are isolated. */
  readonly isolated: Table<number, Isolation>;
  readonly feePots: NumberTable<'system', (typeof feePotFields)[number]>;
  /** By market group. */
  readonly funds: NumberTable<number, string>;
  /** By subaccount: of those that are being liquidated, and no others. */
  readonly liquidations: Table<number, Liquidation>;
  /** By `account/key`. */
  readonly keys: Table<string, SessionKey>;
  /** By `account/key`: the highest nonces used, ascending. */
  readonly nonces: Nonces;
  readonly credits: NumberTable<Address, (typeof creditFields)[number]>;
  readonly volumes: NumberTable<Address, (typeof volumeFields)[number]>;
  readonly tombstones: Table<Address, readonly Tombstone[]>;
  /** By hash: the same object as `book`. */
  readonly orders: OrderBook;
  readonly triggers: Table<Hash, TriggerOrder>;
  readonly combos: Table<Hash, RestingCombo>;
  /** Dead-man's switches by subaccount: the block time at which its open orders are canceled. */
  readonly deadlines: DeadlineTable;
  /** By subaccount and group: see `protectionOf`. */
  readonly protections: Table<number, Protection>;
  /** By `subaccount/feed`: what its owner allows. */
  readonly riskLimits: Table<string, RiskLimits>;
  /** By subaccount and number: see `hedgeKey`. */
  readonly hedges: Table<number, HedgeRule>;
  /** By the same key: the block time at which a rule is looked at next. */
  readonly hedgeTimes: DeadlineTable;
  /** By scope: markets and series that governance has listed. */
  readonly parameterListings: Table<number, GovernedListing>;
  /** By `scope/rule`: what governance has set. */
  readonly parameterValues: Table<string, number>;
  /** By version: those that L1 has published and whose block is still to come. */
  readonly upcomingParameters: Table<number, UpcomingParameters>;
  readonly markets: MarketTable;
  /** By number of a series: when its rule is looked at next, Unix ms. */
  readonly series: Table<number, number>;
  /** By `feed/expiryMs`: what settlement prices are made of, while their windows are open. */
  readonly averages: Table<string, Averaging>;
  /** By chain, token, owner and layer: see `claimKey`. */
  readonly claims: Table<string, Claim>;
  /** By chain and token: see `poolKey`. */
  readonly pools: Table<string, Pool>;
  /** By number, in the order in which they were asked for: only where there is more than one chain. */
  readonly awaited: Table<number, AwaitedPayout>;
  /** By chain and number: see `acceptedKey`. */
  readonly accepted: Table<string, AcceptedHeader>;
  /** By subaccount: the one offer that it makes. */
  readonly swaps: Table<number, SwapOffer>;
  readonly tokens: TokenTable;
  /** By token, from 1. */
  readonly tokenPrices: Table<number, TokenPrice>;
  /** By chain id. */
  readonly l1: Table<number, L1Cursor>;
  /** By chain and deposit index. */
  readonly parked: Table<string, ParkedDeposit>;
  // ── derived ──
  /** The genesis, as governance has changed it: whatever it may change is read here. */
  readonly terms: GovernedTerms;
  /** Small integers for accounts: where their numbers stand. */
  readonly places: Places<Address>;
  /** By account and number: see `findSubaccount`. */
  readonly subaccountIndex: Table<number, number>;
  readonly book: OrderBook;
  /** Isolated subaccounts whose position was closed in this block. */
  readonly closedIsolated: Set<number>;
  /** Orders of an account that wait for a price or their slices, oldest first. */
  readonly triggersOf: Table<Address, readonly Hash[]>;
  readonly triggerIndex: TriggerIndex;
  readonly comboIndex: ComboIndex;
  readonly ocoGroups: OcoGroups;
  readonly pegs: Pegs;
  readonly risk: RiskModel;
  /** What portfolio margin has worked out of prices. */
  readonly portfolioRisk: PortfolioRisk;
  /** Who must be looked at after prices have moved. */
  readonly marginWatch: MarginWatch;
}

export const systemIndex = 0;

/** `parameters`: the version in force. */
const counterNames = ['awaited', 'instruments', 'parameters', 'queue', 'subaccounts'] as const;

/** Tables that make up the state, by name; the rest is derived. */
export const tableNames = [
  'clock',
  'counters',
  // Before markets, whose listings they are.
  'parameterListings',
  'parameterValues',
  'upcomingParameters',
  // Before whatever stands in them.
  'markets',
  'accounts',
  'subaccounts',
  'isolated',
  'feePots',
  'funds',
  'liquidations',
  'keys',
  'nonces',
  'credits',
  'volumes',
  'tombstones',
  'orders',
  'triggers',
  'combos',
  'deadlines',
  'protections',
  'riskLimits',
  'hedges',
  'hedgeTimes',
  'series',
  'averages',
  'claims',
  'pools',
  'awaited',
  'accepted',
  'swaps',
  'tokens',
  'tokenPrices',
  'l1',
  'parked',
] as const;
export type TableName = (typeof tableNames)[number];

/** The tables of a state, all empty: for `createExchange` and for reading a snapshot. */
export function emptyState(genesis: ExchangeGenesis): ExchangeState {
  const journal = new Journal();
  const places = new Places<Address>();
  const groups = new Places<number>();
  for (let group = 0; group <= marketGroupsMax; group++) groups.of(group);
  const terms = new GovernedTerms(journal, termsOf(genesis, { listings: [], valueOf: () => undefined }));
  const markets = new MarketTable(journal, terms);
  const subaccounts = new SubaccountTable(journal, places, markets, genesis.tokens.length);
  const ocoGroups = new OcoGroups(journal);
  const pegs = new Pegs(journal);
  const book = new OrderBook(journal, subaccounts, markets, ocoGroups, pegs);
  return {
    genesis,
    journal,
    clock: new Table(journal),
    counters: new Counters(journal, counterNames),
    accounts: new Table(journal),
    subaccounts,
    isolated: new Table(journal),
    feePots: new NumberTable(journal, feePotFields),
    funds: new NumberTable(journal, fundFields(genesis), groups),
    liquidations: new Table(journal),
    keys: new Table(journal),
    nonces: new Nonces(journal, places),
    credits: new NumberTable(journal, creditFields, places),
    volumes: new NumberTable(journal, volumeFields, places),
    tombstones: new Table(journal),
    orders: book,
    triggers: new Table(journal),
    combos: new Table(journal),
    deadlines: new DeadlineTable(journal),
    protections: new Table(journal),
    riskLimits: new Table(journal),
    hedges: new Table(journal),
    hedgeTimes: new DeadlineTable(journal),
    parameterListings: new Table(journal),
    parameterValues: new Table(journal),
    upcomingParameters: new Table(journal),
    markets,
    series: new Table(journal),
    averages: new Table(journal),
    claims: new Table(journal),
    pools: new Table(journal),
    awaited: new Table(journal),
    accepted: new Table(journal),
    swaps: new Table(journal),
    tokens: new TokenTable(journal),
    tokenPrices: new Table(journal),
    l1: new Table(journal),
    parked: new Table(journal),
    terms,
    places,
    subaccountIndex: new Table(journal),
    book,
    closedIsolated: new Set(),
    triggersOf: new Table(journal),
    triggerIndex: new TriggerIndex(journal),
    comboIndex: new ComboIndex(journal, subaccounts, markets),
    ocoGroups,
    pegs,
    risk: marginByMode,
    portfolioRisk: new PortfolioRisk(terms),
    marginWatch: new MarginWatch(markets, subaccounts),
  };
}

/**
 * The state before the first block.
 * Errors: GENESIS_INVALID.
 */
export function createExchange(genesis: ExchangeGenesis): ExchangeState {
  checkGenesis(genesis);
  const state = emptyState(genesis);
  state.clock.set('clock', { height: 0, timeMs: genesis.timeMs, digest: zeroHash });
  state.counters.set('parameters', 1);
  state.counters.set('queue', 0);
  state.counters.set('awaited', 0);
  state.counters.set('instruments', datedInstrumentMin - 1);
  state.counters.set('subaccounts', 1);
  state.subaccounts.set(systemIndex, {
    index: systemIndex,
    owner: zeroAddress,
    subNo: 0,
    cash: 0,
    collateral: [],
    positions: [],
    liquidating: false,
    marginMode: 'standard',
  });
  state.feePots.set('system', { validators: 0, treasury: 0 });
  for (const group of marketGroupsOf(genesis)) state.funds.put(group, 0, 0);
  for (const token of genesis.tokens) {
    state.tokens.set(token.id, { deposited: 0n, requested: 0n, ledger: 0n });
    for (const chainId of genesis.chains) {
      const empty = { deposited: 0n, requested: 0n, withdrawn: 0n, claims: 0 };
      state.pools.set(poolKey(chainId, token.id), { chainId, token: token.id, ...empty });
    }
    if (token.id > 0) state.tokenPrices.set(token.id, { price: 0, stale: true });
  }
  for (const { instrument, fundingIntervalMs } of genesis.markets) {
    const nextFundingMs = nextFundingTime(genesis.timeMs, fundingIntervalMs);
    state.markets.set(instrument, { ...unpricedMarket(genesis.timeMs, instrument), nextFundingMs });
  }
  state.journal.forget();
  return state;
}
