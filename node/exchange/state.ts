import { zeroAddress, zeroHash, type Address, type Hash, type InstrumentId } from '../types/ids.ts';
import type { Ticks, TimeMs } from '../types/units.ts';
import type {
  Account,
  Claim,
  Clock,
  Credits,
  Exposure,
  FeePots,
  L1Cursor,
  Market,
  ParkedDeposit,
  RestingOrder,
  SessionKey,
  Subaccount,
  TokenTotals,
  Tombstone,
  Volume,
} from './records.ts';
import { LadderBook } from './book/ladderBook.ts';
import type { OrderBook } from './book/orderBook.ts';
import { checkGenesis, type ExchangeGenesis, type MarketListing } from './genesis.ts';
import { Expiries } from './ledger/expiries.ts';
import { Journal } from './ledger/journal.ts';
import type { RiskModel } from './risk/riskModel.ts';
import { standardMargin } from './risk/standardMargin.ts';
import { SortedNumbers } from './ledger/sortedNumbers.ts';
import { Table } from './ledger/table.ts';

/**
 * Everything the exchange knows. Changed only inside `execute`, through tables, so that every change can be taken back.
 * Below the line: what is derived from the tables above, never part of a snapshot.
 */
export interface ExchangeState {
  readonly genesis: ExchangeGenesis;
  readonly journal: Journal;
  readonly clock: Table<'clock', Clock>;
  readonly counters: Table<'queue' | 'subaccounts' | 'claims', number>;
  readonly accounts: Table<Address, Account>;
  readonly subaccounts: Table<number, Subaccount>;
  readonly feePots: Table<'system', FeePots>;
  /** By `account/key`. */
  readonly keys: Table<string, SessionKey>;
  /** By `account/key`: the highest nonces used, ascending. */
  readonly nonces: Table<string, readonly number[]>;
  readonly credits: Table<Address, Credits>;
  readonly volumes: Table<Address, Volume>;
  readonly tombstones: Table<Address, readonly Tombstone[]>;
  readonly orders: Table<Hash, RestingOrder>;
  readonly markets: Table<InstrumentId, Market>;
  readonly claims: Table<Address, Claim>;
  readonly tokens: Table<number, TokenTotals>;
  /** By chain id. */
  readonly l1: Table<number, L1Cursor>;
  /** By chain and deposit index. */
  readonly parked: Table<string, ParkedDeposit>;
  // ── derived ──
  readonly listings: ReadonlyMap<InstrumentId, MarketListing>;
  readonly subaccountIndex: Table<string, number>;
  readonly exposures: Table<number, readonly Exposure[]>;
  /** Resting orders of a subaccount, in the order of their place in the queue. */
  readonly openOrders: Table<number, readonly Hash[]>;
  /** Indices of the subaccounts that a price may hurt: with a position, in debt, or being liquidated. */
  readonly holders: SortedNumbers;
  /** Resting orders by the time at which they are over. */
  readonly expiries: Expiries;
  readonly book: OrderBook;
  readonly risk: RiskModel;
}

export const systemIndex = 0;

/** Tables that make up the state, by name; the rest is derived. */
export const tableNames = [
  'clock',
  'counters',
  'accounts',
  'subaccounts',
  'feePots',
  'keys',
  'nonces',
  'credits',
  'volumes',
  'tombstones',
  'orders',
  'markets',
  'claims',
  'tokens',
  'l1',
  'parked',
] as const;
export type TableName = (typeof tableNames)[number];

export const subaccountKey = (owner: Address, subNo: number): string => `${owner}/${subNo}`;

/** The tables of a state, all empty: for `createExchange` and for reading a snapshot. */
export function emptyState(genesis: ExchangeGenesis): ExchangeState {
  const journal = new Journal();
  const orders = new Table<Hash, RestingOrder>(journal);
  return {
    genesis,
    journal,
    clock: new Table(journal),
    counters: new Table(journal),
    accounts: new Table(journal),
    subaccounts: new Table(journal, true),
    feePots: new Table(journal),
    keys: new Table(journal),
    nonces: new Table(journal),
    credits: new Table(journal),
    volumes: new Table(journal),
    tombstones: new Table(journal),
    orders,
    markets: new Table(journal),
    claims: new Table(journal),
    tokens: new Table(journal),
    l1: new Table(journal),
    parked: new Table(journal),
    listings: new Map(genesis.markets.map((listing) => [listing.instrument, listing])),
    subaccountIndex: new Table(journal),
    exposures: new Table(journal),
    openOrders: new Table(journal),
    holders: new SortedNumbers(journal),
    expiries: new Expiries(journal),
    book: new LadderBook(journal, orders),
    risk: standardMargin,
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
  state.counters.set('queue', 0);
  state.counters.set('claims', 0);
  state.counters.set('subaccounts', 1);
  state.subaccounts.set(systemIndex, {
    index: systemIndex,
    owner: zeroAddress,
    subNo: 0,
    cash: 0,
    positions: [],
    liquidating: false,
  });
  state.feePots.set('system', { validators: 0, treasury: 0 });
  for (const token of genesis.tokens) {
    state.tokens.set(token.id, { deposited: 0n, requested: 0n, withdrawn: 0n, ledger: 0n });
  }
  for (const listing of genesis.markets) state.markets.set(listing.instrument, unpricedMarket(genesis.timeMs, listing));
  state.journal.forget();
  return state;
}

function unpricedMarket(timeMs: TimeMs, listing: MarketListing): Market {
  return {
    instrument: listing.instrument,
    indexPerLot: 0,
    markPerLot: 0,
    stale: true,
    basis: 0,
    basisAtMs: timeMs,
    lastPrice: 0 as Ticks,
    fundingIndex: 0,
    fundingCarry: 0,
    premiumSum: 0,
    premiumMs: 0,
    nextFundingMs: nextFundingTime(timeMs, listing.fundingIntervalMs),
    initialPerLot: 0,
    maintenancePerLot: 0,
    netLots: 0,
    grossLots: 0,
  };
}

/** The first whole multiple of the interval after a time: funding falls on the hour, not on the listing's birthday. */
export const nextFundingTime = (timeMs: number, intervalMs: number): number =>
  timeMs - (timeMs % intervalMs) + intervalMs;
