import { zeroAddress, zeroHash, type Address, type Hash, type InstrumentId } from '../types/ids.ts';
import type { DepositItem, L1Cut, PositionEntry } from '../types/settlement.ts';
import type { SessionScope, Side } from '../types/transaction.ts';
import type { Lots, Ticks, TimeMs } from '../types/units.ts';
import { LadderBook } from './book/ladderBook.ts';
import type { OrderBook } from './book/orderBook.ts';
import { checkGenesis, type ExchangeGenesis, type MarketListing } from './genesis.ts';
import { Journal } from './ledger/journal.ts';
import { SortedNumbers } from './ledger/sortedNumbers.ts';
import { Table } from './ledger/table.ts';

/** Where the ledger stands in the chain. */
export interface Clock {
  readonly height: number;
  readonly timeMs: number;
  readonly digest: Hash;
}

/** A position as the S leaf commits to it; equity counts lots·(mark − (F − fundingIndex)) − cost. */
export type Position = PositionEntry;

/** One margin account. Index 0 is the system: insurance fund and fees. */
export interface Subaccount {
  readonly index: number;
  readonly owner: Address;
  readonly subNo: number;
  /** Micro-USDC, signed. */
  readonly cash: number;
  /** Ascending by instrument, none with zero lots. */
  readonly positions: readonly Position[];
  /** Set from falling below maintenance margin until well above it. */
  readonly liquidating: boolean;
}

/** What of the system's cash is fees; the rest is the insurance fund. */
export interface FeePots {
  readonly validators: number;
  readonly treasury: number;
}

export interface Account {
  readonly owner: Address;
  /** Indices of its subaccounts, in order of opening. */
  readonly subaccounts: readonly number[];
  /** Session keys ever approved and not yet forgotten, in order of approval. */
  readonly keys: readonly Address[];
}

export interface SessionKey {
  readonly scope: SessionScope;
  readonly instruments: readonly InstrumentId[];
  readonly notionalMax: number;
  readonly expiryMs: number;
  /** Block time of the revocation, 0 if none. */
  readonly revokedAtMs: number;
}

/** Admission credits in thousandths, as they stood at `atMs`. */
export interface Credits {
  readonly trade: number;
  readonly reduce: number;
  readonly cancel: number;
  readonly atMs: number;
}

/** Traded volume in the present half of the fee window and in the one before. */
export interface Volume {
  readonly half: number;
  readonly current: number;
  readonly previous: number;
}

export interface Tombstone {
  readonly order: Hash;
  readonly untilMs: number;
}

/** An order in a book. */
export interface RestingOrder {
  readonly hash: Hash;
  readonly account: Address;
  /** Index of the subaccount. */
  readonly subaccount: number;
  readonly instrument: InstrumentId;
  readonly side: Side;
  readonly price: Ticks;
  /** What is left of it. */
  readonly lots: Lots;
  readonly reduceOnly: boolean;
  readonly clientId: number;
  /** Time priority: unique, ascending. */
  readonly queue: number;
}

/** What open orders of a subaccount could do to one market; reduce-only orders count in `orders` alone. */
export interface Exposure {
  readonly instrument: InstrumentId;
  readonly bids: number;
  /** Σ lots × price of the bids, micro-USDC. */
  readonly bidValue: number;
  readonly asks: number;
  readonly askValue: number;
  readonly orders: number;
}

export interface Market {
  readonly instrument: InstrumentId;
  /** Micro-USDC per lot, 0 before the first price. */
  readonly indexPerLot: number;
  readonly markPerLot: number;
  /** No agreed price is fresh: only cancels and reduce-only orders. */
  readonly stale: boolean;
  /** Averaged mid − index, in thousandths of a micro-USDC per lot, and when it was last brought up to date. */
  readonly basis: number;
  readonly basisAtMs: number;
  readonly lastPrice: Ticks;
  /** F: what one long lot has paid since listing, micro-USDC. */
  readonly fundingIndex: number;
  /** Part of the next index step that was no whole micro-USDC yet, in parts per billion of one: 0 to 10⁹ − 1. */
  readonly fundingCarry: number;
  /** ∫ premium·dt since the last funding, ppb·ms, and over which time. */
  readonly premiumSum: number;
  readonly premiumMs: number;
  readonly nextFundingMs: number;
  /** Margin of one lot at mark, micro-USDC, rounded up. */
  readonly initialPerLot: number;
  readonly maintenancePerLot: number;
  /** Σ lots over all subaccounts (always 0) and Σ |lots|. */
  readonly netLots: number;
  readonly grossLots: number;
}

/** What the chain owes an owner of token 0. */
export interface Claim {
  readonly index: number;
  readonly owner: Address;
  readonly requested: bigint;
  readonly cumulative: bigint;
}

/** Totals of one token in its base units. */
export interface TokenTotals {
  readonly deposited: bigint;
  readonly requested: bigint;
  readonly withdrawn: bigint;
  /** Σ over all subaccounts of what conservation counts: cash − cost + lots · fundingIndex. Token 0 only. */
  readonly ledger: bigint;
}

export interface L1Cursor extends L1Cut {
  readonly depositCount: bigint;
  readonly depositHash: Hash;
}

/** A deposit the ledger could not take in; it waits here for a rule that can. */
export type ParkedDeposit = DepositItem;

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
  /** Resting orders of a subaccount, oldest first. */
  readonly openOrders: Table<number, readonly Hash[]>;
  /** Indices of the subaccounts that a price may hurt: with a position, in debt, or being liquidated. */
  readonly holders: SortedNumbers;
  readonly book: OrderBook;
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
    book: new LadderBook(journal, orders),
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
