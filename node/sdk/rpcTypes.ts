import type { AuctionView, FundView } from '../exchange/liquidationViews.ts';
import type { AccountView, MarketView, StrategyView } from '../exchange/views.ts';
import type { MarketListing } from '../exchange/instruments/listing.ts';
import type { BlockEvent } from '../types/block.ts';
import type { Validator } from '../types/committee.ts';
import type { StateRest } from '../crypto/settlementHash.ts';
import type { Address, Hash, HexBytes, InstrumentId } from '../types/ids.ts';
import type { CheckpointHeader } from '../types/settlement.ts';
import type { Side } from '../types/transaction.ts';

/**
 * What a node's door says, as JSON. Integers beyond 2^53 are decimal strings. Units are in the names, else: prices in
 * ticks, sizes in lots, money in micro-USDC.
 */

/** Answer of `witan_network`: constants, and whom to verify against. */
export interface NetworkDescription {
  readonly networkId: Hash;
  readonly protocolVersion: number;
  readonly genesisDigest: Hash;
  /** Chain id of the chain that holds the registry; part of what traders sign. */
  readonly homeChainId: number;
  readonly committee: {
    readonly id: number;
    readonly epoch: number;
    readonly validators: readonly Validator[];
    readonly totalPower: number;
    readonly faultyPower: number;
    readonly quorumPower: number;
  };
  readonly l1: {
    readonly chainId: number;
    readonly registry: Address;
    readonly settlement: Address;
    readonly vault: Address;
    /** By id; token 0 is USDC. */
    readonly tokens: readonly TokenDescription[];
  };
  /** Further chains whose vaults hold collateral; `tokens` by id, as there. */
  readonly otherChains: readonly OtherChainDescription[];
  readonly markets: readonly MarketListing[];
  readonly limits: { readonly transactionBytesMax: number; readonly releasedPerBlockMax: number };
}

export interface OtherChainDescription {
  readonly chainId: number;
  readonly settlement: Address;
  readonly vault: Address;
  readonly tokens: readonly Address[];
}

/** A token that is collateral. Amounts in transactions and accounts are in ledger units, those on L1 in base units. */
export interface TokenDescription {
  readonly id: number;
  readonly symbol: string;
  /** On L1. */
  readonly decimals: number;
  readonly ledgerDecimals: number;
  readonly address: Address;
}

/** Integers of the frozen layouts are beyond 2^53 at times: they travel as decimal strings. */
export type Decimal<T> = { readonly [Field in keyof T]: T[Field] extends bigint ? string : T[Field] };

/** Answer of `witan_committee`: who votes, under the newest header that a committee of L1 (absent: the newest) has signed. */
export interface CommitteeProof {
  readonly header: Decimal<CheckpointHeader>;
  /** Bit i: validator i of L1's committee has signed. Decimal. */
  readonly bitmap: string;
  readonly signature: HexBytes;
  /** What the header's state root is the hash of; the epochs in full (docs/spec/consensus.md, rule 16). */
  readonly subaccountsRoot: Hash;
  readonly rest: StateRest;
  readonly epochs: HexBytes;
}

export type TransactionStage = 'unknown' | 'pending' | 'final' | 'checkpointed' | 'settled';

/** Answer of `witan_transaction`, and what its followers are told. */
export interface TransactionState {
  readonly hash: Hash;
  readonly state: TransactionStage;
  /** From `final` on: where it was executed, its outcome, and its events with the receipt last. */
  readonly height?: number;
  readonly timeMs?: number;
  readonly code?: string;
  readonly events?: readonly BlockEvent[];
  /** From `checkpointed` on: the first signed checkpoint that covers it. */
  readonly checkpoint?: number;
  /** When `settled`: the first checkpoint that covers it and was accepted on L1. */
  readonly l1?: { readonly checkpoint: number; readonly txHash?: string; readonly blockNumber?: number };
}

export interface BookLevel {
  readonly price: number;
  readonly lots: number;
  readonly orders: number;
}

/** A book, best levels first, as it stood after the block at `height`. */
export interface BookSnapshot {
  readonly instrument: InstrumentId;
  readonly height: number;
  readonly timeMs: number;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

/** [side, price, lots, orders] of a level that changed; 0 lots: it is gone. */
export type LevelChange = readonly [side: Side, price: number, lots: number, orders: number];

/** What a block changed in a book. `previousHeight` is the height of the snapshot or diff before this one. */
export interface BookDiff {
  readonly instrument: InstrumentId;
  readonly height: number;
  readonly previousHeight: number;
  readonly timeMs: number;
  readonly changes: readonly LevelChange[];
}

export interface PublicTrade {
  readonly instrument: InstrumentId;
  readonly height: number;
  readonly timeMs: number;
  /** The taker's side. */
  readonly side: Side;
  readonly price: number;
  readonly size: number;
  readonly maker: Hash;
  readonly taker: Hash;
  readonly liquidation: boolean;
}

export interface BlockSummary {
  readonly height: number;
  readonly digest: Hash;
  readonly timeMs: number;
  readonly transactions: number;
  readonly events: number;
  readonly eventsRoot: Hash;
  readonly resultDigest: Hash;
}

/** What a subscriber to checkpoints is told: once signed, and once L1 has accepted it. */
export interface CheckpointNotice {
  readonly number: number;
  readonly stage: 'signed' | 'accepted';
  /** Absent when this node never saw the header itself. */
  readonly height?: number;
  readonly headerHash?: Hash;
  readonly l1TxHash?: string;
  readonly l1BlockNumber?: number;
  readonly gasUsed?: number;
}

/** What a subscriber to an account is told: its events of one block. */
export interface AccountEvents {
  readonly account: Address;
  readonly height: number;
  readonly timeMs: number;
  readonly events: readonly BlockEvent[];
}

/** Answer of `witan_account`: as it stands after the block at `height`. */
export interface AccountState extends Omit<AccountView, 'claims'> {
  /** What chains owe over all time and what of that may be paid, base units, decimal; by chain, then by token. */
  readonly claims: readonly {
    readonly chain: number;
    readonly token: number;
    readonly requested: string;
    readonly cumulative: string;
  }[];
  readonly height: number;
  readonly timeMs: number;
}

export type { ComboLevel, StrategyView } from '../exchange/views.ts';

/** Answer of `witan_combos`: up to 50 strategies. */
export interface CombosState {
  readonly height: number;
  readonly timeMs: number;
  readonly strategies: readonly StrategyView[];
}

export type { AuctionView, FundView } from '../exchange/liquidationViews.ts';

/** Answer of `witan_funds`: the insurance fund of each market group. */
export interface FundsState {
  readonly height: number;
  readonly timeMs: number;
  readonly funds: readonly FundView[];
}

/** Answer of `witan_auctions`: up to 100, ascending by index of the subaccount. */
export interface AuctionsState {
  readonly height: number;
  readonly timeMs: number;
  readonly auctions: readonly AuctionView[];
}

/** Answer of `witan_markets`. */
export interface MarketsState {
  readonly height: number;
  readonly timeMs: number;
  readonly markets: readonly MarketView[];
}
