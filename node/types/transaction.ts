import type { Address, FeedId, Hash, HexBytes, InstrumentId } from './ids.ts';
import type { Lots, MicroUsdc, Ppb, Ticks, TimeMs } from './units.ts';

/** The only protocol version so far; later ones activate at a height agreed on chain. */
export const protocolVersion = 1;

export type Side = 'buy' | 'sell';
export type OrderKind = 'limit' | 'market';
/** GTC: until it is canceled. GTT: until `goodTillMs`. IOC: at once or not at all, in part too. FOK: at once and whole. */
export type TimeInForce = 'GTC' | 'IOC' | 'FOK' | 'GTT';
/** A stop triggers when the price has gone against its position, a take-profit when it has gone with it. */
export type TriggerKind = 'none' | 'stop' | 'take-profit' | 'trailing-stop';
export type TriggerSource = 'mark' | 'index' | 'last';
/** What a pegged order follows: the mark price, or the middle of the book without pegged orders. */
export type PegSource = 'none' | 'mark' | 'mid';
export type SelfTradePrevention = 'cancel-maker' | 'cancel-taker' | 'cancel-both' | 'decrement';

/** Most slices of a TWAP. */
export const sliceCountMax = 1_000;

/**
 * An instruction to trade. Fields of order types to come are part of the signed layout already and must hold their
 * empty value (see `reservedOrderFields` in codec/eip712.ts), so that EIP-712 hashes stay when they are filled.
 */
export interface PlaceOrder {
  readonly type: 'order';
  readonly instrument: InstrumentId;
  readonly side: Side;
  readonly kind: OrderKind;
  readonly timeInForce: TimeInForce;
  readonly postOnly: boolean;
  /** With `postOnly`: where it would trade, it moves to the nearest price at which it rests. */
  readonly slide: boolean;
  readonly reduceOnly: boolean;
  readonly selfTradePrevention: SelfTradePrevention;
  /** Worst acceptable price, also of a pegged order; 0 for a market order, whose bound is the market's price band. */
  readonly price: Ticks;
  readonly size: Lots;
  /** The trader's own number for this order (u64 safe integer, 0 = none). */
  readonly clientId: number;
  /** Lots of it that the book shows at a time (an iceberg); 0: all. */
  readonly displaySize: Lots;
  /** Block time from which a GTT order is over, Unix ms; 0 for others. */
  readonly goodTillMs: TimeMs;
  /** The trader's own word for a set of orders, to cancel them by: up to 32 printable ASCII characters; empty: none. */
  readonly label: string;
  /** Whether it waits for a price before it goes to the book, and which way. */
  readonly triggerKind: TriggerKind;
  /** Whose price it waits for. */
  readonly triggerSource: TriggerSource;
  /** For a stop or take-profit. */
  readonly triggerPrice: Ticks;
  /** For a trailing stop: how far the source comes back from its best price since the order was placed. */
  readonly trailingOffset: Ticks;
  /** Into how many parts a TWAP is cut, each sent by itself; 0: it is none. */
  readonly sliceCount: number;
  /** Time between two slices, ms. */
  readonly sliceIntervalMs: number;
  /** What its price follows while it rests; post-only orders alone. */
  readonly pegSource: PegSource;
  /** Ticks from there, signed. */
  readonly pegOffset: number;
  /**
   * The trader's own number for orders of which one cancels the others (u64 safe integer, 0 = none), within a subaccount
   * and a market.
   */
  readonly ocoGroup: number;
  /** Group of the market-maker protection under which it rests, 1 to 16; 0: none. */
  readonly makerGroup: number;
}

/** The empty values of a plain order's fields: spread them, so that a field of a new order type is named where it matters. */
export const plainOrder = {
  slide: false,
  displaySize: 0 as Lots,
  goodTillMs: 0 as TimeMs,
  label: '',
  triggerKind: 'none',
  triggerSource: 'mark',
  triggerPrice: 0 as Ticks,
  trailingOffset: 0 as Ticks,
  sliceCount: 0,
  sliceIntervalMs: 0,
  pegSource: 'none',
  pegOffset: 0,
  ocoGroup: 0,
  makerGroup: 0,
} as const satisfies Partial<PlaceOrder>;

/** Longest label of an order, characters. */
export const labelCharactersMax = 32;

/** Cancels by the hash of the order's transaction. Before its order arrives it leaves a tombstone. */
export interface CancelOrder {
  readonly type: 'cancel';
  readonly order: Hash;
  /** Until when the tombstone must stand: the expiry of the order's transaction. */
  readonly orderExpiryMs: TimeMs;
}

/** Cancels every order of the subaccount, in one instrument or in all (`instrument` 0). */
export interface CancelAll {
  readonly type: 'cancelAll';
  readonly instrument: InstrumentId;
}

/** Cancels those orders of the subaccount that fit everything it names. */
export interface MassCancel {
  readonly type: 'massCancel';
  /** 0: any. */
  readonly instrument: InstrumentId;
  readonly side: Side | 'any';
  /** Empty: any. */
  readonly label: string;
  /** 0: any. */
  readonly clientId: number;
}

/**
 * A dead-man's switch: cancels every order of the subaccount at the first block that is not before block time + `timeoutMs`,
 * unless it is set anew.
 */
export interface CancelAllAfter {
  readonly type: 'cancelAllAfter';
  /** 0: none any more. */
  readonly timeoutMs: number;
}

/**
 * Market-maker protection: cancels all orders of a group as soon as the group has traded so much within a window, and lets none
 * in for some time. All limits 0: the group is protected no more.
 */
export interface SetProtection {
  readonly type: 'setProtection';
  /** 1 to 16, within the subaccount. */
  readonly group: number;
  readonly instrument: InstrumentId;
  /** How long what has traded counts. */
  readonly windowMs: number;
  /** For how long the group lets no order in afterwards; 0: until it is set anew. */
  readonly frozenMs: number;
  /** Lots bought and sold together; 0: no limit. */
  readonly quantityMax: Lots;
  /** Lots bought less lots sold, either way; 0: no limit. */
  readonly deltaMax: Lots;
  /** Micro-USDC that the difference is worth for a percentage point of volatility; 0: no limit. */
  readonly vegaMax: MicroUsdc;
}

/** What a hedge rule keeps up: net delta within a band; a dated position, before it expires; a put and a call around a position. */
export type HedgeKind = 'none' | 'delta' | 'roll' | 'collar';

/**
 * A standing hedge rule of the subaccount: within its limits, the exchange sends immediate-or-cancel orders for it at the end of blocks, as
 * anybody could. It replaces the rule of its number. Source: docs/spec/exchange.md, Hedge rules.
 */
export interface SetHedge {
  readonly type: 'setHedge';
  /** 1 to `hedgeRulesMax`, within the subaccount. */
  readonly rule: number;
  /** `none`: the rule ends. */
  readonly kind: HedgeKind;
  /** delta: the perpetual or future that is traded. roll: the future or option that is held. collar: the perpetual or future that is protected. */
  readonly instrument: InstrumentId;
  /** delta: the band, billionths of a unit of the underlying, signed; 0 for others. */
  readonly lower: number;
  readonly upper: number;
  /** roll: how long before its expiry. collar: how long its options have to live at least. 0 for delta. */
  readonly windowMs: number;
  /** collar: how far below and above the index the strikes of put and call are at least, parts per billion (of a short position the other way round). */
  readonly putPpb: Ppb;
  readonly callPpb: Ppb;
  /** How much worse than mark a lot of each market may trade, as a part of the index. */
  readonly slippagePpb: Ppb;
  /** Lots of one order, and of all orders of the rule together; of a combo, of each leg. */
  readonly sizeMax: Lots;
  readonly lotsMax: Lots;
  /** Least time between two orders. */
  readonly intervalMs: number;
  /** Block time from which the rule is over. */
  readonly untilMs: TimeMs;
}

/** Most hedge rules of a subaccount. */
export const hedgeRulesMax = 8;

/** What a maker would buy and sell for; a side of no lots is none. */
export interface Quote {
  readonly bidPrice: Ticks;
  readonly bidSize: Lots;
  readonly askPrice: Ticks;
  readonly askSize: Lots;
}

/** Replaces all orders of a maker group by quotes, from the best to the worst; they never take. */
export interface MassQuote {
  readonly type: 'massQuote';
  readonly instrument: InstrumentId;
  /** 1 to 16. */
  readonly makerGroup: number;
  /** 1 to `quotesMax`. */
  readonly quotes: readonly Quote[];
}

/** Most quotes of one message. */
export const quotesMax = 50;

/**
 * Gives a resting order another price, size or both. It keeps its hash; and its place in the queue where only the size
 * becomes less.
 */
export interface ReplaceOrder {
  readonly type: 'replace';
  readonly order: Hash;
  /** The market of the order: what other transactions this one contends with must show without the order. */
  readonly instrument: InstrumentId;
  readonly price: Ticks;
  /** The whole size, what has traded already included. */
  readonly size: Lots;
  /** It is refused rather than take, and runs among the orders that cannot take. */
  readonly postOnly: boolean;
  readonly selfTradePrevention: SelfTradePrevention;
}

/** One market of a combo. */
export interface ComboLeg {
  readonly instrument: InstrumentId;
  readonly side: Side;
  /** Lots of it in one unit of the combo, 1 to `comboRatioMax`. */
  readonly ratio: number;
}

/**
 * An order in several markets at once, which trades in all legs or in none: with the books of the markets, and with combos of
 * the other side of the same strategy.
 */
export interface Combo {
  readonly type: 'combo';
  /** 2 to `comboLegsMax`, ascending by instrument. */
  readonly legs: readonly ComboLeg[];
  /** Units. */
  readonly size: number;
  /** The most that a unit may cost before fees, micro-USDC; below zero: the least that it must bring. */
  readonly limit: number;
  /** GTC and GTT: what does not trade rests in the book of its strategy. */
  readonly timeInForce: TimeInForce;
  /** It rests or is refused, and never takes from a book. */
  readonly postOnly: boolean;
  /** Block time from which a GTT combo is over, Unix ms; 0 for others. */
  readonly goodTillMs: TimeMs;
  /** Cancel-maker or cancel-taker. */
  readonly selfTradePrevention: SelfTradePrevention;
  /** The trader's own number for it (u64 safe integer, 0 = none), and word. */
  readonly clientId: number;
  readonly label: string;
}

/** Most legs of a combo, and most lots of one of them in a unit. */
export const comboLegsMax = 4;
export const comboRatioMax = 1_000;

/** What a batch may hold. */
export type BatchOperation = PlaceOrder | CancelOrder | ReplaceOrder | Combo;

/** Several operations under one signature, in the order in which they are listed. */
export interface Batch {
  readonly type: 'batch';
  /** All or nothing: if one is refused, none has happened. Otherwise each stands for itself. */
  readonly atomic: boolean;
  /** 1 to `batchOperationsMax`. */
  readonly operations: readonly BatchOperation[];
}

/** Most operations of one batch. */
export const batchOperationsMax = 100;

/** How the margin of a subaccount is worked out: position by position, or by what scenarios do to all of it together. */
export type MarginMode = 'standard' | 'portfolio';

/** Sets the margin mode of the subaccount. */
export interface SetMarginMode {
  readonly type: 'setMarginMode';
  readonly mode: MarginMode;
}

/**
 * Limits what the subaccount may come to in one underlying, either way, by orders that are not reduce-only; 0: no limit. Whatever is open
 * counts as if it filled.
 */
export interface SetRiskLimits {
  readonly type: 'setRiskLimits';
  /** The feed of the underlying's index. */
  readonly feed: FeedId;
  /** Billionths of a unit. */
  readonly deltaMaxPpb: number;
  /** Billionths of a unit for one USDC of the forward. */
  readonly gammaMaxPpb: number;
  /** For a percentage point of volatility. */
  readonly vegaMax: MicroUsdc;
}

/** Takes a fraction of another subaccount that is in auction: of every position, at mark, for that fraction of the auction's premium. */
export interface Bid {
  readonly type: 'bid';
  readonly liquidated: Address;
  readonly liquidatedSubaccount: number;
  /** Of all it has, parts per billion. */
  readonly fractionPpb: number;
  /** The most to be paid in cash, micro-USDC; below zero: the least to be received. */
  readonly payMax: number;
}

/** Moves cash to another subaccount of the same account. */
export interface Transfer {
  readonly type: 'transfer';
  readonly toSubaccount: number;
  readonly token: number;
  readonly amount: MicroUsdc;
}

/** Sets money aside for one market, in a subaccount of the account's own that trades there alone. */
export interface Isolate {
  readonly type: 'isolate';
  readonly instrument: InstrumentId;
  readonly token: number;
  readonly amount: MicroUsdc;
}

/** Debits the subaccount and raises the account's cumulative claim on L1, in one transition. */
export interface Withdraw {
  readonly type: 'withdraw';
  readonly token: number;
  readonly amount: MicroUsdc;
}

/** As a withdrawal, and says where the owner is paid. */
export interface WithdrawTo {
  readonly type: 'withdrawTo';
  readonly token: number;
  readonly amount: MicroUsdc;
  /** Chain id; 0: the home chain. */
  readonly chain: number;
  /** 0: to the owner; else deposited for the owner in that settlement layer of the chain. */
  readonly layer: number;
}

/** Offers some of a token for some of a token: who takes the offer is paid on a chain of its own choice. One a subaccount. */
export interface OfferSwap {
  readonly type: 'offerSwap';
  readonly giveToken: number;
  /** Ledger units; 0: the offer before is taken back. */
  readonly giveAmount: number;
  readonly wantToken: number;
  readonly wantAmount: number;
  /** Where the offerer is paid; 0: on the home chain. */
  readonly chain: number;
  /** Block time from which the offer is over, Unix ms. */
  readonly goodTillMs: TimeMs;
}

/** Takes an offer as it stands: both sides are debited and paid, or neither. */
export interface AcceptSwap {
  readonly type: 'acceptSwap';
  readonly offerer: Address;
  readonly offererSubaccount: number;
  /** The hash of the offer's transaction. */
  readonly offer: Hash;
  /** Where the one who accepts is paid; 0: on the home chain. */
  readonly chain: number;
}

export type SessionScope = 'trade' | 'cancel';

/** Lets `sessionKey` (a secp256k1 address) sign for the account within limits; never withdrawals. */
export interface ApproveKey {
  readonly type: 'approveKey';
  readonly sessionKey: Address;
  readonly scope: SessionScope;
  /** Instruments the key may trade, ascending; empty = all. */
  readonly instruments: readonly InstrumentId[];
  /** Most notional of one order; 0 = no limit. */
  readonly notionalMax: MicroUsdc;
  readonly keyExpiryMs: TimeMs;
}

export interface RevokeKey {
  readonly type: 'revokeKey';
  readonly sessionKey: Address;
}

export type TransactionBody =
  | PlaceOrder
  | CancelOrder
  | CancelAll
  | MassCancel
  | CancelAllAfter
  | SetProtection
  | SetMarginMode
  | SetRiskLimits
  | SetHedge
  | MassQuote
  | ReplaceOrder
  | Batch
  | Combo
  | Bid
  | Transfer
  | Isolate
  | Withdraw
  | WithdrawTo
  | OfferSwap
  | AcceptSwap
  | ApproveKey
  | RevokeKey;

/** What every transaction carries, whatever it asks for. */
export interface UnsignedTransaction {
  readonly version: number;
  readonly account: Address;
  /** Subaccount number, u16. */
  readonly subaccount: number;
  /** Who signed: the account itself or one of its session keys. */
  readonly key: Address;
  /** A number near the present time in ms, used once (see docs/spec/exchange.md, Nonces). */
  readonly nonce: number;
  /** After this block time the transaction is refused. */
  readonly expiryMs: TimeMs;
  readonly body: TransactionBody;
}

export interface Transaction extends UnsignedTransaction {
  /** r ‖ s ‖ v, 65 bytes, low s, v 27 or 28. */
  readonly signature: HexBytes;
}

/** A transaction with its name: keccak over its EIP-712 digest and signature. */
export interface HashedTransaction {
  readonly hash: Hash;
  readonly transaction: Transaction;
}
