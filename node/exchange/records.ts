import type { Address, FeedId, Hash, InstrumentId } from '../types/ids.ts';
import type { ParameterListing, ParametersItem } from '../types/parameters.ts';
import type { DepositItem, L1Cut, PositionEntry } from '../types/settlement.ts';
import type {
  ComboLeg,
  HedgeKind,
  MarginMode,
  PegSource,
  PlaceOrder,
  SelfTradePrevention,
  SessionScope,
  Side,
} from '../types/transaction.ts';
import type { Lots, Ticks, TimeMs } from '../types/units.ts';

// The immutable records that the tables of a state hold. A change replaces the record.

/** Where the ledger stands in the chain. */
export interface Clock {
  readonly height: number;
  readonly timeMs: number;
  readonly digest: Hash;
}

/** A position as the S leaf commits to it; equity counts lots·(mark − (F − fundingIndex)) − cost. */
export type Position = PositionEntry;

/** What a subaccount holds of a token other than token 0. */
export interface CollateralBalance {
  /** From 1. */
  readonly token: number;
  /** Ledger units. */
  readonly amount: number;
}

/** What a token other than token 0 is worth. */
export interface TokenPrice {
  /** Micro-USDC for 10⁸ ledger units; 0 before the first price. */
  readonly price: number;
  /** No agreed price is fresh. */
  readonly stale: boolean;
}

/** One margin account. Index 0 is the system: insurance funds and fees. */
export interface Subaccount {
  readonly index: number;
  readonly owner: Address;
  readonly subNo: number;
  /** Micro-USDC, signed. */
  readonly cash: number;
  /** Ascending by token, none of nothing. */
  readonly collateral: readonly CollateralBalance[];
  /** Ascending by instrument, none with zero lots. */
  readonly positions: readonly Position[];
  /** Set from falling below maintenance margin until well above it. */
  readonly liquidating: boolean;
  /** How its margin is worked out. */
  readonly marginMode: MarginMode;
}

/** Maintenance margin of a subaccount's positions in the markets of a group, micro-USDC. */
export interface GroupMargin {
  readonly group: number;
  readonly maintenance: number;
}

/** What is known of a subaccount's liquidation from its beginning on. */
export interface Liquidation {
  /** Ascending by group, at least one: by these its deficit would be split. */
  readonly margins: readonly GroupMargin[];
  /** Block times at which it began, and at which its auction did, 0: there is none. */
  readonly startedMs: number;
  readonly auctionMs: number;
}

/** Cash of a market group's insurance fund: a part of the system's, micro-USDC, below zero while it has a debt to fill. */
export interface Fund {
  readonly cash: number;
}

/** A subaccount that trades in one market alone, and whose it is: the index of another one of the account. */
export interface Isolation {
  readonly parent: number;
  readonly instrument: InstrumentId;
}

/** What of the system's cash is fees; the rest is the insurance funds. */
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

/** What the price of a pegged order follows. */
export interface Peg {
  readonly source: Exclude<PegSource, 'none'>;
  /** Ticks from there, signed. */
  readonly offset: number;
  /** The worst price that it may have, ticks. */
  readonly limit: number;
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
  /** What it was accepted with, or replaced to: what has gone of it is `size − lots`. */
  readonly size: Lots;
  /** What is left of it. */
  readonly lots: Lots;
  /** The part of `lots` that stands in the book: all, or what an iceberg shows now. */
  readonly shown: Lots;
  /** Lots that an iceberg shows at a time; 0: it is none. */
  readonly displaySize: Lots;
  readonly reduceOnly: boolean;
  /** It never takes, also when it is replaced. */
  readonly postOnly: boolean;
  readonly clientId: number;
  readonly label: string;
  /** Orders of one subaccount and market of which one cancels the others; 0: none. */
  readonly ocoGroup: number;
  readonly peg: Peg | undefined;
  /** Group of the market-maker protection; 0: none. */
  readonly makerGroup: number;
  /** Block time from which it is over; 0: none. */
  readonly goodTillMs: number;
  /** Time priority: unique, ascending. */
  readonly queue: number;
}

/** An order that waits for a price, or a TWAP, which waits for the times of its slices. */
export interface TriggerOrder {
  readonly hash: Hash;
  readonly account: Address;
  /** Index of the subaccount. */
  readonly subaccount: number;
  readonly order: PlaceOrder;
  /** Of a trailing stop: the source's best price since it was placed, ticks; 0 for others. */
  readonly extreme: number;
  /** Lots that have not gone: of a TWAP less than its size once a slice has traded. */
  readonly left: number;
  /** Of a TWAP: the time of its first slice, ms, and the slices whose time has passed; 0 for others. */
  readonly startMs: number;
  readonly slices: number;
  /** Age: unique, ascending. */
  readonly queue: number;
}

/** A combo in the book of its strategy, in lowest terms. */
export interface RestingCombo {
  readonly hash: Hash;
  readonly account: Address;
  /** Index of the subaccount. */
  readonly subaccount: number;
  /** Ascending by instrument; their ratios have no common divisor. */
  readonly legs: readonly ComboLeg[];
  /** The most that a unit may cost, micro-USDC; below zero: the least that it must bring. */
  readonly limit: number;
  /** Units that it was accepted with, and what is left of them. */
  readonly size: number;
  readonly units: number;
  /** Ticks: the prices of its legs, which make up the limit, at which it counts as open in its markets. */
  readonly prices: readonly number[];
  readonly postOnly: boolean;
  readonly selfTradePrevention: SelfTradePrevention;
  readonly clientId: number;
  readonly label: string;
  /** Block time from which it is over; 0: none. */
  readonly goodTillMs: number;
  /** Time priority: unique, ascending. */
  readonly queue: number;
}

/** How a group of a subaccount's orders is protected. Units and limits: as in `SetProtection`. */
export interface Protection {
  readonly instrument: InstrumentId;
  readonly windowMs: number;
  readonly frozenMs: number;
  readonly quantityMax: number;
  readonly deltaMax: number;
  readonly vegaMax: number;
  /** Block time before which the group lets no order in; 0: it was not frozen since it was set. */
  readonly frozenUntilMs: number;
  /** Number of the part of a window in which the group traded last. */
  readonly part: number;
  /** Lots that its orders bought and sold in that part and in those before it, newest first: seventeen at most. */
  readonly bought: readonly number[];
  readonly sold: readonly number[];
}

/** The most that a subaccount may come to in one underlying, either way; 0: no limit. Not all are 0. */
export interface RiskLimits {
  readonly feed: FeedId;
  /** Billionths of a unit. */
  readonly deltaMaxPpb: number;
  /** Billionths of a unit for one USDC of the forward. */
  readonly gammaMaxPpb: number;
  /** Micro-USDC for a percentage point of volatility. */
  readonly vegaMax: number;
}

/** A standing hedge rule. Terms: as in `SetHedge`. */
export interface HedgeRule {
  readonly kind: Exclude<HedgeKind, 'none'>;
  readonly instrument: InstrumentId;
  readonly lower: number;
  readonly upper: number;
  readonly windowMs: number;
  readonly putPpb: number;
  readonly callPpb: number;
  readonly slippagePpb: number;
  readonly sizeMax: number;
  /** Lots that its orders may still trade. */
  readonly lotsLeft: number;
  readonly intervalMs: number;
  readonly untilMs: number;
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

/** Of an option: to buy or to sell the underlying at its strike. */
export type OptionRight = 'none' | 'call' | 'put';

export interface Market {
  readonly instrument: InstrumentId;
  /** The series by whose rule it was listed; 0: the genesis lists it. The next three are 0 and `none` then. */
  readonly series: number;
  /** When it expires, Unix ms. */
  readonly expiryMs: number;
  /** Of an option, micro-USDC per unit of the underlying. */
  readonly strikeMicroUsdc: number;
  readonly right: OptionRight;
  /** Micro-USDC per lot, 0 before the first price. */
  readonly indexPerLot: number;
  readonly markPerLot: number;
  /** What the underlying is expected to cost at expiry, micro-USDC per unit; of a perpetual, its index. */
  readonly forward: number;
  /** Of an option, the volatility of its mark, parts per billion a year. 0 for others. */
  readonly volatilityPpb: number;
  /** How much of a unit's mark moves with a unit of the forward, parts per billion, below zero for puts. */
  readonly deltaPpb: number;
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
  /** Margin of one lot, long and short, micro-USDC, rounded up. */
  readonly longInitialPerLot: number;
  readonly longMaintenancePerLot: number;
  readonly shortInitialPerLot: number;
  readonly shortMaintenancePerLot: number;
  /** Σ lots over all subaccounts (always 0) and Σ |lots|. */
  readonly netLots: number;
  readonly grossLots: number;
}

/** What a chain owes an owner of a token, base units. */
export interface Claim {
  readonly chainId: number;
  readonly token: number;
  /** Among the claims on its token on its chain. */
  readonly index: number;
  readonly owner: Address;
  /** 0: the owner is paid; else it is deposited for the owner in that settlement layer of the chain. */
  readonly layer: number;
  /** What was debited here, and what of it the vault may pay. */
  readonly requested: bigint;
  readonly cumulative: bigint;
}

/** What one chain's vault holds of a token for this ledger, base units: nobody is paid there out of what another chain holds. */
export interface Pool {
  readonly chainId: number;
  readonly token: number;
  readonly deposited: bigint;
  readonly requested: bigint;
  /** Σ of `cumulative`. */
  readonly withdrawn: bigint;
  /** How many claims there are on it. */
  readonly claims: number;
}

/** What was debited and may be paid as soon as a header that says so is final on every chain. */
export interface AwaitedPayout {
  /** Key of the claim. */
  readonly claim: string;
  readonly amount: bigint;
  /** The first header that covers the debit. */
  readonly header: number;
}

/** What a settlement contract has accepted and may still be vetoed. */
export interface AcceptedHeader {
  readonly chainId: number;
  readonly number: number;
  /** Unix seconds of its chain. */
  readonly finalAtS: number;
}

/** What somebody gives for something else: who accepts pays for it and is paid on the chain of his choice, both or neither. */
export interface SwapOffer {
  readonly hash: Hash;
  readonly giveToken: number;
  /** Ledger units. */
  readonly giveAmount: number;
  readonly wantToken: number;
  readonly wantAmount: number;
  /** Where the offerer is paid. */
  readonly chainId: number;
  readonly goodTillMs: TimeMs;
}

/** Totals of one token over all chains, in its base units. */
export interface TokenTotals {
  readonly deposited: bigint;
  readonly requested: bigint;
  /** Σ over all subaccounts of what conservation counts: of token 0, cash − cost + lots · fundingIndex; of others, balances. */
  readonly ledger: bigint;
}

export interface L1Cursor extends L1Cut {
  readonly depositCount: bigint;
  readonly depositHash: Hash;
  readonly forcedCount: bigint;
  readonly forcedHash: Hash;
  /** The newest header that is final in the chain's settlement; 0: none. */
  readonly finalHeader: number;
  /** How many headers it has accepted. */
  readonly acceptedHeaders: number;
  readonly isFrozen: boolean;
}

/** A deposit the ledger could not take in; it waits here for a rule that can. */
export type ParkedDeposit = DepositItem;

/** A market or series that governance has listed; what its terms are, the values say. */
export interface GovernedListing {
  readonly kind: ParameterListing['kind'];
  readonly name: string;
}

/** A version of the parameters whose L1 block the cut has not reached yet. */
export type UpcomingParameters = Pick<ParametersItem, 'activationBlock' | 'listings' | 'changes'>;
