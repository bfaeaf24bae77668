import type { Ed25519Verify } from '../crypto/ed25519.ts';
import type { Address, Hash } from '../types/ids.ts';
import type {
  OrderKind,
  PegSource,
  SelfTradePrevention,
  SessionScope,
  Side,
  TimeInForce,
  TriggerKind,
  TriggerSource,
} from '../types/transaction.ts';
import type { VerifyHeader } from './committees.ts';
import type { OpenSocket } from './connection.ts';
import type { NetworkDescription } from './rpcTypes.ts';
import type { AnySigner, SignOptions } from './signer.ts';

export interface ClientOptions {
  /** Nodes, preferred ones first. Give several: one can be down, and one alone describes the committee unchecked. */
  readonly endpoints: readonly string[];
  /** Signs transactions and account requests. Absent: read only. */
  readonly signer?: AnySigner;
  /** The account; absent: the signer's own address. Give it when the signer is a session key. */
  readonly account?: Address;
  /** The network to believe in. Absent: what the nodes say alike when the client starts. */
  readonly network?: NetworkDescription;
  /** Absent: the global WebSocket. */
  readonly webSocket?: OpenSocket;
  /** Absent: JavaScript, some 2 ms a signature. In Node inject `createNativeVerify()`. */
  readonly verifyEd25519?: Ed25519Verify;
  /** Checks a committee's aggregate BLS signature, when an epoch has ended. Absent: JavaScript, some 30 ms. */
  readonly verifyHeader?: VerifyHeader;
  /** Nodes that each transaction is sent to at once. Default 1. */
  readonly fanout?: number;
  /** How long to wait for a first node, and then for the others to describe their network. Default 10 s and 2 s. */
  readonly connectMs?: number;
  readonly compareMs?: number;
  /** A call without an answer fails after this long. Default 10 s. */
  readonly callTimeoutMs?: number;
  /** Unix ms; absent: this machine's clock. */
  readonly nowMs?: () => number;
}

/** An order in units of the market: price in ticks, size in lots. `units.ts` converts. */
export interface OrderRequest {
  readonly instrument: number;
  readonly side: Side;
  readonly size: number;
  /** Worst acceptable price; absent: a market order. */
  readonly price?: number;
  readonly kind?: OrderKind;
  /** Default GTC, with `goodTillMs` GTT, for market orders and a TWAP IOC. */
  readonly timeInForce?: TimeInForce;
  readonly postOnly?: boolean;
  /** With `postOnly`: where it would trade, it moves to the nearest price at which it rests. */
  readonly slide?: boolean;
  /** Lots that the book shows at a time (an iceberg); absent: all. */
  readonly displaySize?: number;
  /** Block time from which the order is over, Unix ms. */
  readonly goodTillMs?: number;
  readonly reduceOnly?: boolean;
  /** Default cancel-taker. */
  readonly selfTradePrevention?: SelfTradePrevention;
  readonly clientId?: number;
  /** A word for a set of orders, to cancel them by: up to 32 printable ASCII characters. */
  readonly label?: string;
  /** Waits for a price before it goes to the book; absent: it goes at once. */
  readonly trigger?: TriggerRequest;
  /** Goes to the book in slices, one after another. */
  readonly twap?: TwapRequest;
  /** Its price follows another one, and `price` is the worst that it may have. It is post-only. */
  readonly peg?: PegRequest;
  /** A number for orders of one subaccount and market: when one of them trades or is triggered, the others are canceled. */
  readonly ocoGroup?: number;
  /** Group of the market-maker protection under which it rests, 1 to 16. */
  readonly makerGroup?: number;
}

/** Where a withdrawal is paid. */
export interface PayoutPlace {
  /** Chain id; 0 or absent: the home chain. */
  readonly chain?: number | undefined;
  /** 0 or absent: to the owner; else into that settlement layer of the chain. */
  readonly layer?: number | undefined;
}

/** Which token; absent: USDC. */
export interface TokenOption {
  readonly token?: number;
}

/** Market-maker protection of a group of orders. */
export interface ProtectionRequest {
  /** 1 to 16, within the subaccount; orders name it as `makerGroup`. */
  readonly group: number;
  readonly instrument: number;
  /** How long what has traded counts, ms: an hour at most. */
  readonly windowMs: number;
  /** For how long the group is frozen when a limit is reached, ms: a day at most. Absent: until it is set anew. */
  readonly frozenMs?: number;
  /** Lots bought and sold together. Absent: no limit. */
  readonly quantityMax?: number;
  /** Lots bought less lots sold, either way. Absent: no limit. */
  readonly deltaMax?: number;
  /** Micro-USDC that this difference is worth for a percentage point of volatility. Absent: no limit; without any, the protection ends. */
  readonly vegaMax?: number;
}

/** What a subaccount may come to in one underlying, either way. Absent: no limit; without any, there is none any more. */
export interface RiskLimitsRequest {
  /** The feed of the underlying's index, as markets have it. */
  readonly feed: number;
  /** Billionths of a unit. */
  readonly deltaMaxPpb?: number;
  /** Billionths of a unit for one USDC of the forward. */
  readonly gammaMaxPpb?: number;
  /** Micro-USDC for a percentage point of volatility. */
  readonly vegaMax?: number;
}

/** A standing hedge rule: what it keeps up, and the limits of what it may do. Units and bounds: docs/spec/exchange.md, Hedge rules. */
export type HedgeRequest = {
  /** 1 to 8, within the subaccount. */
  readonly rule: number;
  readonly instrument: number;
  /** How much worse than mark a lot may trade, as a part of the index. */
  readonly slippagePpb: number;
  /** Lots of one order, and of all together. */
  readonly sizeMax: number;
  readonly lotsMax: number;
  /** Least time between two orders, ms. Default a minute. */
  readonly intervalMs?: number;
  /** Block time from which the rule is over, Unix ms. */
  readonly untilMs: number;
} & (
  | { readonly kind: 'delta'; /** Billionths of a unit. */ readonly lower: number; readonly upper: number }
  | { readonly kind: 'roll'; /** Before the expiry, ms. */ readonly windowMs: number }
  | {
      readonly kind: 'collar';
      /** How long its options have to live at least, ms. */
      readonly windowMs: number;
      /** How far below and above the index the strikes are at least. */
      readonly putPpb: number;
      readonly callPpb: number;
    }
);

/** A bid for a part of a subaccount in auction. */
export interface BidRequest {
  /** Whose subaccount, and which (absent: 0). */
  readonly account: Address;
  readonly subaccount?: number;
  /** Of all it has, parts per billion: at most what `auctions` says. */
  readonly fractionPpb: number;
  /** The most to be paid in cash, micro-USDC; below zero: the least to be received. Absent: nothing is to be paid. */
  readonly payMax?: number;
}

/** Quotes that replace all orders of a maker group, from the best to the worst. */
export interface MassQuoteRequest {
  readonly instrument: number;
  readonly makerGroup: number;
  /** 1 to 50; a side that is absent is not quoted. */
  readonly quotes: readonly { readonly bid?: QuotedSide; readonly ask?: QuotedSide }[];
}

/** In units of the market: ticks and lots. */
export interface QuotedSide {
  readonly price: number;
  readonly size: number;
}

/** An order in several markets at once, in all its legs or in none. */
export interface ComboRequest {
  /** Two to four markets, in any order. */
  readonly legs: readonly {
    readonly instrument: number;
    readonly side: Side;
    /** Lots of it in one unit of the combo, 1 to 1,000. */
    readonly ratio: number;
  }[];
  /** Units. */
  readonly size: number;
  /** The most that a unit may cost before fees, micro-USDC; below zero: the least that it must bring. */
  readonly limit: number;
  /** Default IOC, with `goodTillMs` GTT, with `postOnly` GTC: those two rest in the book of their strategy. */
  readonly timeInForce?: TimeInForce;
  /** Rest or be refused, and never take from a book. */
  readonly postOnly?: boolean;
  /** Block time from which it is over, Unix ms. */
  readonly goodTillMs?: number;
  /** Default cancel-taker. */
  readonly selfTradePrevention?: 'cancel-maker' | 'cancel-taker';
  readonly clientId?: number;
  readonly label?: string;
}

/** What an order waits for. */
export interface TriggerRequest {
  readonly kind: Exclude<TriggerKind, 'none'>;
  /** Default mark. */
  readonly source?: TriggerSource;
  /** Ticks, for a stop or take-profit. */
  readonly price?: number;
  /** Ticks, for a trailing stop. */
  readonly offset?: number;
}

/** How an order is cut: 2 to 1,000 slices, at least a second apart, at most a day in all. */
export interface TwapRequest {
  readonly slices: number;
  readonly intervalMs: number;
}

/** What a pegged order follows. */
export interface PegRequest {
  readonly source: Exclude<PegSource, 'none'>;
  /** Ticks from there, signed; default 0. */
  readonly offset?: number;
}

/** Another price or size for a resting order, in units of its market. */
export interface ReplaceRequest {
  readonly order: Hash;
  readonly instrument: number;
  readonly price: number;
  /** The whole size, what has traded already included. */
  readonly size: number;
  /** Refuse it rather than take. Post-only orders never take, whatever this says. */
  readonly postOnly?: boolean;
  /** Default cancel-taker. */
  readonly selfTradePrevention?: SelfTradePrevention;
}

/** Which orders to cancel: those that fit everything that is given. */
export interface MassCancelRequest {
  readonly instrument?: number;
  readonly side?: Side;
  readonly label?: string;
  readonly clientId?: number;
}

/** One operation of a batch. */
export type OperationRequest =
  | { readonly place: OrderRequest }
  | { readonly cancel: { readonly hash: Hash; readonly expiryMs: number } }
  | { readonly replace: ReplaceRequest }
  | { readonly combo: ComboRequest };

export interface SessionKeyRequest {
  readonly sessionKey: Address;
  readonly scope: SessionScope;
  /** Instruments the key may trade; absent or empty: all. */
  readonly instruments?: readonly number[];
  /** Most notional of one order in micro-USDC; absent: no limit. */
  readonly notionalMax?: number;
  readonly keyExpiryMs: number;
}

export interface SendOptions extends SignOptions {
  /** Whether `final()` checks certificate and results itself. Default true. */
  readonly verify?: boolean;
}
