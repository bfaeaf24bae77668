import { checkConservationFully } from '../../../node/exchange/conservation.ts';
import { defaultGenesis } from '../../../node/exchange/defaultGenesis.ts';
import { execute } from '../../../node/exchange/exchange.ts';
import type { ExchangeGenesis, Series } from '../../../node/exchange/genesis.ts';
import { findSubaccount } from '../../../node/exchange/ledger/subaccounts.ts';
import { surfaceNodes } from '../../../node/exchange/prices/surface.ts';
import { tenorsMs } from '../../../node/exchange/prices/tenors.ts';
import { createExchange, type ExchangeState } from '../../../node/exchange/state.ts';
import type { BlockEvent, BlockResult, OrderedBlock } from '../../../node/types/block.ts';
import { instrumentId, zeroAddress, type Address, type Hash, type HexBytes } from '../../../node/types/ids.ts';
import type { AgreedPrice, ChainIntake, DepositItem } from '../../../node/types/settlement.ts';
import {
  plainOrder,
  type ApproveKey,
  type Combo,
  type ComboLeg,
  type HashedTransaction,
  type MassQuote,
  type PlaceOrder,
  type SetProtection,
  type Side,
  type TransactionBody,
  type UnsignedTransaction,
} from '../../../node/types/transaction.ts';
import { height, lots, ticks, timeMs } from '../../../node/types/units.ts';

/** 14 November 2023, 22:00 UTC: on the hour, so that funding is an hour away. */
export const genesisMs = 1_699_999_200_000;
export const btc = instrumentId(1);
export const eth = instrumentId(2);
/** Micro-USDC. */
export const usdc = (amount: number): number => Math.round(amount * 1_000_000);
/** Ticks of BTC (0.1 USDC). */
export const at = (price: number): number => Math.round(price * 10);

const padded = (value: number, digits: number): `0x${string}` => `0x${value.toString(16).padStart(digits, '0')}`;
export const hashOf = (value: number): Hash => padded(value, 64) as Hash;
export const addressOf = (value: number): Address => padded(value, 40) as Address;

export const alice = addressOf(0xa11ce);
export const bob = addressOf(0xb0b);
export const carol = addressOf(0xca201);
export const insurer = addressOf(0x1115);

export const testGenesis = (change: Partial<ExchangeGenesis> = {}): ExchangeGenesis => ({
  ...defaultGenesis(hashOf(0x77), timeMs(genesisMs), insurer),
  ...change,
});

export type Sent = { readonly code: string; readonly events: readonly BlockEvent[]; readonly hash: Hash };
export type OrderChange = Partial<Omit<PlaceOrder, 'price' | 'size' | 'displaySize' | 'type'>> & {
  price?: number;
  size?: number;
  displaySize?: number;
};

/** An exchange and a chain of blocks for tests; money is checked from scratch after every block. */
export class Venue {
  readonly state: ExchangeState;
  timeMs = genesisMs;
  /** Dollars a unit. */
  prices: Record<number, number> = { 1: 100_000, 2: 4_000 };
  /** Other feeds, in their own units. */
  readonly feeds: Record<number, number> = {};
  stale = false;
  /** Feeds that alone are stale. */
  readonly dropped = new Set<number>();
  readonly blocks: OrderedBlock[] = [];
  /** Of the last header, as the sequencer counts them. */
  headerNumber = 0;
  #deposits = 0;
  #sent = 0;

  constructor(genesis: ExchangeGenesis = testGenesis()) {
    this.state = createExchange(genesis);
  }

  block(
    transactions: readonly HashedTransaction[] = [],
    inbox: ChainIntake['items'] = [],
    elapsedMs = 100,
    elsewhere: readonly ChainIntake[] = [],
    timestampS = 0,
  ): BlockResult {
    this.timeMs += elapsedMs;
    const next = this.blocks.length + 1;
    const block: OrderedBlock = {
      height: height(next),
      digest: hashOf(next),
      timeMs: timeMs(this.timeMs),
      prices: this.#agreed(),
      l1: [{ cut: { chainId: 31337, number: next, hash: hashOf(next) }, timestampS, items: inbox }, ...elsewhere],
      headerNumber: this.headerNumber,
      transactions,
    };
    this.blocks.push(block);
    const result = execute(this.state, block);
    checkConservationFully(this.state);
    return result;
  }

  #agreed(): AgreedPrice[] {
    const prices = Object.entries(this.prices).map(([feed, price]) => [feed, usdc(price)] as const);
    return [...prices, ...Object.entries(this.feeds)].map(([feed, price]) => ({
      feed: Number(feed),
      price,
      atMs: timeMs(this.timeMs),
      stale: this.stale || this.dropped.has(Number(feed)),
    }));
  }

  /** Forwards at a part of the index, and one volatility for all strikes and times. */
  surface({ curveFeed, surfaceFeed }: Pick<Series, 'curveFeed' | 'surfaceFeed'>, volatility: number, ratio = 1): void {
    tenorsMs.forEach((_, tenor) => {
      this.feeds[curveFeed + tenor] = Math.round(ratio * 1e9);
      surfaceNodes.forEach((__, node) => {
        this.feeds[surfaceFeed + tenor * surfaceNodes.length + node] = Math.round(volatility * 1e6);
      });
    });
  }

  /** Lets time pass in blocks of at most so long. */
  pass(untilMs: number, stepMs = 60_000): void {
    while (this.timeMs < untilMs) this.block([], [], Math.min(stepMs, untilMs - this.timeMs));
  }

  depositItem(owner: Address, amount: number | bigint, subNo = 0, token = 0): DepositItem {
    const index = BigInt(this.#deposits++);
    return { kind: 'deposit', index, token, from: zeroAddress, owner, subNo, amount: BigInt(amount), l1Block: 1 };
  }

  deposit(owner: Address, dollars: number, subNo = 0): BlockResult {
    return this.block([], [this.depositItem(owner, usdc(dollars), subNo)]);
  }

  transaction(account: Address, body: TransactionBody, change: Partial<UnsignedTransaction> = {}): HashedTransaction {
    this.#sent += 1;
    const signature = padded(this.#sent, 130) as HexBytes;
    return {
      hash: hashOf(0x1000000 + this.#sent),
      transaction: {
        version: 1,
        account,
        subaccount: 0,
        key: account,
        nonce: this.timeMs + this.#sent,
        expiryMs: timeMs(this.timeMs + 60_000),
        body,
        signature,
        ...change,
      },
    };
  }

  send(account: Address, body: TransactionBody, change: Partial<UnsignedTransaction> = {}): Sent {
    const transaction = this.transaction(account, body, change);
    const { events, outcomes } = this.block([transaction]);
    return { code: outcomes[0]!.code, events, hash: transaction.hash };
  }

  order(
    account: Address,
    side: Side,
    price: number,
    size: number,
    order: OrderChange = {},
    change: Partial<UnsignedTransaction> = {},
  ): Sent {
    return this.send(account, orderBody(side, price, size, order), change);
  }

  cash(account: Address, subNo = 0): number {
    return this.sub(account, subNo).cash;
  }

  sub(account: Address, subNo = 0) {
    return this.state.subaccounts.get(findSubaccount(this.state, account, subNo)!)!;
  }

  lots(account: Address, instrument = btc, subNo = 0): number {
    return this.sub(account, subNo).positions.find((position) => position.instrument === instrument)?.lots ?? 0;
  }
}

/** A good-till-canceled limit order in BTC, price in dollars. */
export const orderBody = (side: Side, price: number, size: number, change: OrderChange = {}): PlaceOrder => {
  const { price: rawPrice, size: rawSize, displaySize, ...rest } = change;
  return {
    type: 'order',
    instrument: btc,
    side,
    kind: 'limit',
    timeInForce: 'GTC',
    ...plainOrder,
    postOnly: false,
    reduceOnly: false,
    selfTradePrevention: 'cancel-maker',
    clientId: 0,
    ...rest,
    displaySize: lots(displaySize ?? 0),
    price: ticks(rawPrice ?? at(price)),
    size: lots(rawSize ?? size),
  };
};

export const approval = (sessionKey: Address, change: Partial<ApproveKey> = {}): ApproveKey => ({
  type: 'approveKey',
  sessionKey,
  scope: 'trade',
  instruments: [],
  notionalMax: 0 as ApproveKey['notionalMax'],
  keyExpiryMs: timeMs(genesisMs + 86_400_000),
  ...change,
});

/** Market-maker protection of group 1 in BTC: ten lots a second, and then frozen until it is set anew. */
export const protection = (change: Partial<SetProtection> = {}): SetProtection => ({
  type: 'setProtection',
  group: 1,
  instrument: btc,
  windowMs: 1_000,
  frozenMs: 0,
  quantityMax: lots(10),
  deltaMax: lots(0),
  vegaMax: 0 as SetProtection['vegaMax'],
  ...change,
});

/** Quotes of group 1 in BTC: bid in dollars and its size, ask and its size. */
export const quotes = (...rows: readonly (readonly [number, number, number, number])[]): MassQuote => ({
  type: 'massQuote',
  instrument: btc,
  makerGroup: 1,
  quotes: rows.map(([bid, bidSize, ask, askSize]) => ({
    bidPrice: ticks(at(bid)),
    bidSize: lots(bidSize),
    askPrice: ticks(at(ask)),
    askSize: lots(askSize),
  })),
});

/** An immediate-or-cancel combo; a leg is its market, its side and its lots a unit, the limit micro-USDC a unit. */
export const comboBody = (
  legs: readonly (readonly [ComboLeg['instrument'], Side, number])[],
  size: number,
  limit: number,
  change: Partial<Combo> = {},
): Combo => ({
  type: 'combo',
  legs: legs.map(([instrument, side, ratio]) => ({ instrument, side, ratio })),
  size,
  limit,
  timeInForce: 'IOC',
  postOnly: false,
  goodTillMs: timeMs(0),
  selfTradePrevention: 'cancel-taker',
  clientId: 0,
  label: '',
  ...change,
});

export const ofType = (events: readonly BlockEvent[], type: string): readonly BlockEvent[] =>
  events.filter((event) => event.type === type);
