import type { MarginMode, PegSource, SelfTradePrevention, Side, TriggerSource } from '../types/transaction.ts';

// One line of a replay's file, read and filled up with its defaults. Meaning of every field: docs/replay.md.

export interface Place {
  readonly op: 'place';
  /** Number of the market, from 1. */
  readonly market: number;
  readonly id: string;
  readonly account: string;
  readonly subaccount: number;
  readonly side: Side;
  readonly type: (typeof orderTypes)[number];
  /** Ticks; 0 for a market order. */
  readonly price: number;
  readonly size: number;
  readonly tif: (typeof timesInForce)[number];
  readonly postOnly: boolean;
  readonly slide: boolean;
  readonly reduceOnly: boolean;
  readonly stp: SelfTradePrevention;
  readonly displaySize: number;
  /** Ticks; 0 where the type waits for none. */
  readonly triggerPrice: number;
  readonly triggerSource: TriggerSource;
  readonly trailingOffset: number;
  /** Of a TWAP; 0 for others. */
  readonly sliceCount: number;
  readonly sliceIntervalMs: number;
  /** Of a pegged order. */
  readonly pegSource: Exclude<PegSource, 'none'>;
  /** Ticks, signed. */
  readonly pegOffset: number;
  /** The account's own number for orders of which one cancels the others; 0: none. */
  readonly ocoGroup: number;
  readonly makerGroup: number;
  readonly goodTillMs: number;
  readonly label: string;
}

export interface Cancel {
  readonly op: 'cancel';
  readonly id: string;
  /** Undefined: whoever owns the order that rests under this id. */
  readonly account: string | undefined;
  readonly subaccount: number;
  readonly orderExpiryMs: number;
}

export interface CancelAll {
  readonly op: 'cancelAll';
  readonly account: string;
  readonly subaccount: number;
}

/** A mass cancel of what fits everything it names; empty words and 0 fit all. */
export interface MassCancel {
  readonly op: 'massCancel';
  readonly account: string;
  readonly subaccount: number;
  readonly side: Side | 'any';
  readonly label: string;
}

/** Sets the dead-man's switch; 0 takes it away. */
export interface CancelAllAfter {
  readonly op: 'cancelAllAfter';
  readonly account: string;
  readonly subaccount: number;
  readonly timeoutMs: number;
}

/** Sets the market-maker protection of a group; without limits it ends. */
export interface Protect {
  readonly op: 'protect';
  readonly market: number;
  readonly account: string;
  readonly subaccount: number;
  readonly group: number;
  readonly windowMs: number;
  readonly frozenMs: number;
  readonly quantityMax: number;
  readonly deltaMax: number;
}

/** Sets how the margin of a subaccount is worked out. */
export interface SetMarginMode {
  readonly op: 'marginMode';
  readonly account: string;
  readonly subaccount: number;
  readonly mode: MarginMode;
}

/** Limits what a subaccount may come to in the underlying of a market; 0: no limit. */
export interface SetRiskLimits {
  readonly op: 'riskLimits';
  readonly market: number;
  readonly account: string;
  readonly subaccount: number;
  readonly deltaMaxPpb: number;
  readonly gammaMaxPpb: number;
  readonly vegaMax: number;
}

/** A bid for a part of a subaccount in auction. */
export interface Bid {
  readonly op: 'bid';
  readonly account: string;
  readonly subaccount: number;
  readonly liquidated: string;
  readonly liquidatedSubaccount: number;
  readonly fractionPpb: number;
  /** Micro-USDC; below zero: the least to be received. */
  readonly payMax: number;
}

/** Replaces all orders of a maker group by quotes. Their orders are called after the id: `id/0` the first bid, `id/1` the first ask. */
export interface MassQuote {
  readonly op: 'massQuote';
  readonly market: number;
  readonly id: string;
  readonly account: string;
  readonly subaccount: number;
  readonly group: number;
  /** Ticks and lots; a side that is left out is none. */
  readonly quotes: readonly Partial<Readonly<Record<'bidPrice' | 'bidSize' | 'askPrice' | 'askSize', number>>>[];
}

export interface Replace {
  readonly op: 'replace';
  readonly id: string;
  /** Undefined: whoever owns the order that rests under this id. */
  readonly account: string | undefined;
  readonly subaccount: number;
  /** Undefined: what the order has. */
  readonly price: number | undefined;
  readonly size: number | undefined;
  readonly postOnly: boolean;
  readonly stp: SelfTradePrevention;
}

export interface Combo {
  readonly op: 'combo';
  readonly id: string;
  readonly account: string;
  readonly subaccount: number;
  /** Ascending by market. */
  readonly legs: readonly { readonly market: number; readonly side: Side; readonly ratio: number }[];
  /** Units. */
  readonly size: number;
  /** Micro-USDC a unit. */
  readonly limit: number;
  readonly tif: (typeof timesInForce)[number];
  readonly postOnly: boolean;
  readonly goodTillMs: number;
  readonly stp: SelfTradePrevention;
  readonly label: string;
}

export type BatchLine = Place | Cancel | Replace | Combo;

export interface Batch {
  readonly op: 'batch';
  readonly account: string;
  readonly subaccount: number;
  readonly atomic: boolean;
  readonly operations: readonly BatchLine[];
}

export interface Mark {
  readonly op: 'mark';
  readonly market: number;
  /** Index price in ticks; undefined: the last one. */
  readonly price: number | undefined;
  readonly stale: boolean;
}

export interface Time {
  readonly op: 'time';
  readonly ms: number;
}

export interface Deposit {
  readonly op: 'deposit';
  readonly account: string;
  readonly subaccount: number;
  readonly amount: number;
}

export type Operation =
  | Place
  | Cancel
  | CancelAll
  | MassCancel
  | CancelAllAfter
  | Protect
  | SetMarginMode
  | SetRiskLimits
  | Bid
  | MassQuote
  | Combo
  | Replace
  | Batch
  | Mark
  | Time
  | Deposit;

/**
 * The types of docs/spec/exchange.md. A stop, take-profit, trailing stop or TWAP is a limit order if it has a price, and a
 * market order otherwise.
 */
export const orderTypes = ['limit', 'market', 'stop', 'take-profit', 'trailing-stop', 'twap', 'pegged'] as const;
export const timesInForce = ['GTC', 'IOC', 'FOK', 'GTT'] as const;
