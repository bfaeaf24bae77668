import type { MarketListing } from '../../../node/exchange/genesis.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import type { CancelOrder, HashedTransaction, PlaceOrder, Side } from '../../../node/types/transaction.ts';

/** An order that rests in the model. */
export interface ModelOrder {
  readonly hash: string;
  readonly account: string;
  readonly subaccount: number;
  readonly instrument: number;
  readonly side: Side;
  readonly price: number;
  /** What is left of it, and the part that the book shows. */
  lots: number;
  shown: number;
  readonly displaySize: number;
  readonly reduceOnly: boolean;
  readonly goodTillMs: number;
}

interface ModelMark {
  /** Micro-USDC per lot; 0 before the first price. */
  readonly perLot: number;
  readonly stale: boolean;
}

const billion = 1_000_000_000n;
const floorPpb = (amount: number, ppb: number): number => Number((BigInt(amount) * BigInt(ppb)) / billion);
/** For amounts from 0. */
const ceilPpb = (amount: number, ppb: number): number =>
  Number((BigInt(amount) * BigInt(ppb) + billion - 1n) / billion);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const opposite = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy');
const threeDaysMs = 3 * 86_400_000;

/**
 * The order book and the rules of orders, written to be seen to be right: one plain array of orders in the order in which
 * they came to rest, sorted whenever somebody wants to know who is best; money is what was deposited, less what positions
 * cost and fees. It knows limit and market orders with every flag, icebergs, cancels, tombstones, limits and standard margin; not
 * how a mark is made (it is told), nor keys, credits, funding or liquidation. Fees have one tier.
 * Source: docs/spec/exchange.md, Orders and Margin; nothing of node/exchange is called.
 */
export class SlowModel {
  orders: ModelOrder[] = [];
  /** By subaccount and instrument, lots. */
  positions: Record<string, number> = {};
  /** By subaccount: deposits − Σ signed lots · price − fees, micro-USDC. */
  money: Record<string, number> = {};
  readonly tombstones: { readonly account: string; readonly order: string; readonly untilMs: number }[] = [];
  readonly marks: Record<number, ModelMark> = {};
  readonly #listings: readonly MarketListing[];
  readonly #takerPpb: number;
  readonly #rebatePpb: number;
  #timeMs = 0;
  #events: BlockEvent[] = [];

  constructor(listings: readonly MarketListing[], takerPpb: number, rebatePpb: number) {
    this.#listings = listings;
    this.#takerPpb = takerPpb;
    this.#rebatePpb = rebatePpb;
  }

  deposit(account: string, subaccount: number, amount: number): void {
    this.money[`${account}/${subaccount}`] = amount;
  }

  held(account: string, subaccount: number, instrument: number): number {
    return this.positions[`${account}/${subaccount}/${instrument}`] ?? 0;
  }

  /** One side of a market as it would trade: best price first, and at one price the oldest. */
  queue(instrument: number, side: Side): ModelOrder[] {
    const sign = side === 'buy' ? -1 : 1;
    return this.orders
      .filter((order) => order.instrument === instrument && order.side === side)
      .sort((a, b) => sign * (a.price - b.price));
  }

  /** Begins a block: good-till-time orders whose time has come are over. */
  begin(timeMs: number): BlockEvent[] {
    this.#events = [];
    const over = this.orders.filter(({ goodTillMs }) => goodTillMs !== 0 && goodTillMs <= timeMs);
    for (const order of over.sort((a, b) => a.goodTillMs - b.goodTillMs)) this.#end(order, 'GOOD_TILL');
    return this.#events;
  }

  /** Executes one transaction; its events, the receipt last. */
  send({ hash, transaction }: HashedTransaction, timeMs: number): BlockEvent[] {
    this.#timeMs = timeMs;
    this.#events = [];
    const { account, subaccount, body } = transaction;
    let outcome: { code: string; missing: number } = { code: 'OK', missing: 0 };
    if (timeMs > transaction.expiryMs) outcome.code = 'EXPIRED';
    else if (this.money[`${account}/${subaccount}`] === undefined) outcome.code = 'ACCOUNT_UNKNOWN';
    else if (body.type === 'order') outcome = this.#place(hash, account, subaccount, body);
    else if (body.type === 'cancel') outcome.code = this.#cancel(account, body);
    else if (body.type === 'cancelAll') outcome.code = this.#cancelAll(account, subaccount, body.instrument);
    else throw new Error(`the model knows no ${body.type}`);
    return [...this.#events, { type: 'receipt', tx: hash, account, subaccount, kind: body.type, ...outcome }];
  }

  #cancel(account: string, { order: hash, orderExpiryMs }: CancelOrder): string {
    const order = this.orders.find((each) => each.hash === hash && each.account === account);
    if (order !== undefined) {
      this.#end(order, 'CANCELED');
      return 'OK';
    }
    if (orderExpiryMs < this.#timeMs) return 'ORDER_UNKNOWN';
    const untilMs = Math.min(orderExpiryMs, this.#timeMs + threeDaysMs);
    // One that stands is not prolonged.
    if (!this.#isCanceledAhead(account, hash)) this.tombstones.push({ account, order: hash, untilMs });
    this.#events.push({ type: 'tombstone', order: hash, account });
    return 'OK';
  }

  #isCanceledAhead(account: string, order: string): boolean {
    return this.tombstones.some((stone) => stone.account === account && stone.order === order && stone.untilMs >= this.#timeMs); // prettier-ignore
  }

  #cancelAll(account: string, subaccount: number, instrument: number): string {
    if (instrument !== 0 && !this.#listings.some((listing) => listing.instrument === instrument)) {
      return 'INSTRUMENT_UNKNOWN';
    }
    const own = this.orders.filter((order) => order.account === account && order.subaccount === subaccount);
    for (const order of own) if (instrument === 0 || order.instrument === instrument) this.#end(order, 'CANCELED_ALL');
    return 'OK';
  }

  #place(hash: string, account: string, subaccount: number, order: PlaceOrder): { code: string; missing: number } {
    const refused = (code: string, missing = 0) => ({ code, missing });
    const { instrument, side, size, reduceOnly, timeInForce: tif } = order;
    const listing = this.#listings.find((each) => each.instrument === instrument);
    if (listing === undefined) return refused('INSTRUMENT_UNKNOWN');
    const isMarket = order.kind === 'market';
    const rests = tif === 'GTC' || tif === 'GTT';
    if ((isMarket && rests) || (order.postOnly && !rests)) return refused('FLAGS_INVALID');
    if (order.displaySize > 0 && !rests) return refused('FLAGS_INVALID');
    if (order.slide && !order.postOnly) return refused('FLAGS_INVALID');
    if ((tif === 'GTT' && order.goodTillMs === 0) || (tif !== 'GTT' && order.goodTillMs !== 0)) {
      return refused('FLAGS_INVALID');
    }
    if (size < listing.minSizeLots || size > listing.maxOrderLots) return refused('SIZE_INVALID');
    if (order.displaySize !== 0 && (order.displaySize > size || order.displaySize < size / 100 || order.displaySize < listing.minSizeLots)) {
      return refused('DISPLAY_SIZE_INVALID');
    }
    if (isMarket ? order.price !== 0 : order.price < 1 || order.price > listing.maxPriceTicks) {
      return refused('PRICE_INVALID');
    }
    if (tif === 'GTT' && order.goodTillMs <= this.#timeMs) return refused('GOOD_TILL_PASSED');
    if (this.#isCanceledAhead(account, hash)) return refused('ORDER_CANCELED');
    const mark = this.marks[instrument]!;
    if (mark.perLot === 0 || (mark.stale && !reduceOnly)) return refused('FEED_STALE');
    let limit = isMarket ? this.#worstPrice(listing, side) : order.price;
    if (order.slide) {
      // One tick at a time, until it rests.
      while (this.#bestWithin(instrument, side, limit) !== undefined) limit += side === 'buy' ? -1 : 1;
    }
    if (this.#isBeyondBand(listing, side, limit)) return refused('PRICE_OUT_OF_BAND');
    const held = this.held(account, subaccount, instrument);
    const reducible = Math.max(0, side === 'buy' ? -held : held);
    const lots = reduceOnly ? Math.min(size, reducible) : size;
    if (lots === 0) return refused('REDUCE_ONLY_WOULD_INCREASE');
    if (order.postOnly && this.#bestWithin(instrument, side, limit) !== undefined)
      return refused('POST_ONLY_WOULD_TAKE');
    if (order.slide && (limit < 1 || limit > listing.maxPriceTicks)) return refused('POST_ONLY_WOULD_TAKE');
    const own = this.#own(account, subaccount, instrument);
    if (rests && own.length >= listing.openOrdersMax) return refused('ORDER_LIMIT');
    const open = sum(own.filter((each) => each.side === side && !each.reduceOnly).map((each) => each.lots));
    const towards = side === 'buy' ? held : -held;
    if (!reduceOnly && towards + open + lots > listing.maxPositionLots) return refused('POSITION_LIMIT');
    const missing = this.#missing(account, subaccount, listing, order, lots, limit);
    if (missing > 0) return refused('MARGIN_TOO_LOW', missing);
    return refused(this.#trade(hash, account, subaccount, order, lots, limit));
  }

  /** Whether a price would hurt whoever trades at it by more than the price band allows. */
  #isBeyondBand(listing: MarketListing, side: Side, price: number): boolean {
    const mark = BigInt(this.marks[listing.instrument]!.perLot);
    const perLot = BigInt((price * listing.tickSizeMicroUsdc) / listing.lotsPerUnit) * billion;
    const band = BigInt(listing.priceBandPpb);
    return side === 'buy' ? perLot > mark * (billion + band) : perLot < mark * (billion - band);
  }

  /** The worst price within the price band. */
  #worstPrice(listing: MarketListing, side: Side): number {
    const prices = Array.from({ length: listing.maxPriceTicks }, (_, at) => at + 1);
    const isWithin = (price: number) => !this.#isBeyondBand(listing, side, price);
    return side === 'buy' ? prices.findLast(isWithin)! : prices.find(isWithin)!;
  }

  /** The order that this side would trade with next at this limit. */
  #bestWithin(instrument: number, side: Side, limit: number): ModelOrder | undefined {
    const best = this.queue(instrument, opposite(side))[0];
    return best !== undefined && (side === 'buy' ? best.price <= limit : best.price >= limit) ? best : undefined;
  }

  #own(account: string, subaccount: number, instrument: number): ModelOrder[] {
    const isOwn = (order: ModelOrder) => order.account === account && order.subaccount === subaccount;
    return this.orders.filter((order) => isOwn(order) && order.instrument === instrument);
  }

  /** Matches, then rests or cancels what is left; a fill-or-kill that is not filled whole leaves everything as it was. */
  #trade(hash: string, account: string, subaccount: number, order: PlaceOrder, lots: number, limit: number): string {
    const { instrument, side, reduceOnly, timeInForce, kind, clientId } = order;
    const before = structuredClone({ orders: this.orders, positions: this.positions, money: this.money });
    const identity = { account, subaccount, instrument, side };
    this.#events.push({
      type: 'accepted',
      order: hash,
      ...identity,
      kind,
      timeInForce,
      price: limit,
      size: lots,
      clientId,
    });
    let left = lots;
    let isStopped = false;
    while (left > 0 && !isStopped) {
      const maker = this.#bestWithin(instrument, side, limit);
      if (maker === undefined) break;
      if (maker.account === account) {
        const mode = order.selfTradePrevention;
        if (mode === 'decrement') {
          const size = Math.min(left, maker.shown);
          this.#events.push({ type: 'decremented', instrument, maker: maker.hash, taker: hash, size });
          this.#shrink(maker, size);
          this.#showNext(maker);
          left -= size;
        }
        if (mode === 'cancel-maker' || mode === 'cancel-both') this.#end(maker, 'SELF_TRADE');
        isStopped = mode === 'cancel-taker' || mode === 'cancel-both';
        continue;
      }
      const held = this.held(maker.account, maker.subaccount, instrument);
      const reducible = Math.max(0, maker.side === 'buy' ? -held : held);
      const size = Math.min(left, maker.reduceOnly ? Math.min(maker.shown, reducible) : maker.shown);
      if (size === 0) {
        this.#end(maker, 'REDUCE_ONLY');
        continue;
      }
      this.#fill(maker, { hash, account, subaccount, side }, size);
      left -= size;
    }
    if (timeInForce === 'FOK' && left > 0) {
      Object.assign(this, before);
      this.#events = [];
      return 'FOK_NOT_FILLABLE';
    }
    const { displaySize, goodTillMs } = order;
    const shown = displaySize === 0 ? left : Math.min(displaySize, left);
    const taken = { hash, ...identity, price: limit, lots: left, shown, displaySize, reduceOnly, goodTillMs };
    if (left > 0 && (timeInForce === 'GTC' || timeInForce === 'GTT') && !isStopped) {
      this.orders.push(taken);
      this.#rested(taken);
    } else if (left > 0) {
      this.#end(taken, isStopped ? 'SELF_TRADE' : kind === 'market' ? 'MARKET' : 'IOC');
    }
    return 'OK';
  }

  #fill(maker: ModelOrder, taker: Pick<ModelOrder, 'hash' | 'account' | 'subaccount' | 'side'>, size: number): void {
    const { instrument, price } = maker;
    const listing = this.#listings.find((each) => each.instrument === instrument)!;
    const notional = (size * price * listing.tickSizeMicroUsdc) / listing.lotsPerUnit;
    const takerFee = ceilPpb(notional, this.#takerPpb);
    const makerFee = -floorPpb(notional, this.#rebatePpb) + 0;
    const bought = taker.side === 'buy' ? size : -size;
    this.#move(taker, instrument, bought, (bought > 0 ? -notional : notional) - takerFee);
    this.#move(maker, instrument, -bought, (bought > 0 ? notional : -notional) - makerFee);
    this.#shrink(maker, size);
    this.#events.push({
      ...{ type: 'fill', instrument, side: taker.side, price, size, liquidation: false },
      ...{ maker: maker.hash, makerAccount: maker.account, makerSubaccount: maker.subaccount, makerFee },
      ...{ taker: taker.hash, takerAccount: taker.account, takerSubaccount: taker.subaccount, takerFee },
    });
    this.#showNext(maker);
  }

  #move(owner: Pick<ModelOrder, 'account' | 'subaccount'>, instrument: number, lots: number, money: number): void {
    const key = `${owner.account}/${owner.subaccount}`;
    this.positions[`${key}/${instrument}`] = this.held(owner.account, owner.subaccount, instrument) + lots;
    this.money[key]! += money;
  }

  #rested({ hash, account, subaccount, instrument, side, price, shown, reduceOnly }: ModelOrder): void {
    const identity = { account, subaccount, instrument, side };
    this.#events.push({ type: 'rested', order: hash, ...identity, price, size: shown, reduceOnly, clientId: 0 });
  }

  /** An iceberg of which nothing shows any more comes to rest again, with its next part. */
  #showNext(order: ModelOrder): void {
    if (order.lots === 0 || order.shown > 0) return;
    order.shown = Math.min(order.displaySize, order.lots);
    this.orders = [...this.orders.filter((each) => each !== order), order];
    this.#rested(order);
  }

  #shrink(order: ModelOrder, lots: number): void {
    order.lots -= lots;
    order.shown -= lots;
    if (order.lots === 0) this.orders = this.orders.filter((each) => each !== order);
  }

  #end(order: ModelOrder, reason: string): void {
    this.orders = this.orders.filter((each) => each !== order);
    const { hash, account, subaccount, instrument, side, lots } = order;
    const identity = { order: hash, account, subaccount, instrument, side };
    this.#events.push({ type: 'canceled', ...identity, remaining: lots, clientId: 0, reason });
  }

  /** Equity, and the maintenance margin below which liquidation begins. */
  standing(account: string, subaccount: number): { equity: number; maintenance: number } {
    const rows = this.#listings.map(({ instrument, maintenanceMarginPpb }) => {
      const { perLot } = this.marks[instrument]!;
      const held = this.held(account, subaccount, instrument);
      return { value: held * perLot, maintenance: Math.abs(held) * ceilPpb(perLot, maintenanceMarginPpb) };
    });
    const equity = this.money[`${account}/${subaccount}`]! + sum(rows.map(({ value }) => value));
    return { equity, maintenance: sum(rows.map(({ maintenance }) => maintenance)) };
  }

  /** Micro-USDC by which margin falls short for an order at its worst; not above 0: it passes. */
  #missing(
    account: string,
    subaccount: number,
    listing: MarketListing,
    order: PlaceOrder,
    lots: number,
    limit: number,
  ) {
    const tick = listing.tickSizeMicroUsdc / listing.lotsPerUnit;
    const fee = ceilPpb(lots * limit * tick, this.#takerPpb);
    let initial = 0;
    let grows = false;
    let freed = 0;
    let loss = fee;
    for (const each of this.#listings) {
      const { perLot } = this.marks[each.instrument]!;
      const held = this.held(account, subaccount, each.instrument);
      const open = this.#own(account, subaccount, each.instrument).filter((one) => !one.reduceOnly);
      const lotsOf = (side: Side) => sum(open.filter((one) => one.side === side).map((one) => one.lots));
      const lossOf = (side: Side, sign: number) =>
        Math.max(
          0,
          sum(open.filter((one) => one.side === side).map((one) => sign * (one.price * tick - perLot) * one.lots)),
        );
      const worst = (bids: number, asks: number) => Math.max(Math.abs(held + bids), Math.abs(held - asks));
      const isHere = each.instrument === order.instrument;
      const more = isHere && !order.reduceOnly ? lots : 0;
      const now = worst(lotsOf('buy'), lotsOf('sell'));
      const after = worst(lotsOf('buy') + (order.side === 'buy' ? more : 0), lotsOf('sell') + (order.side === 'sell' ? more : 0)); // prettier-ignore
      initial += after * ceilPpb(perLot, each.initialMarginPpb) + lossOf('buy', 1) + lossOf('sell', -1);
      if (!isHere) continue;
      const sign = order.side === 'buy' ? 1 : -1;
      loss += Math.max(0, sign * (limit * tick - perLot)) * lots;
      grows = after > now;
      freed = Math.max(0, Math.abs(held) - Math.abs(held + sign * lots)) * ceilPpb(perLot, each.maintenanceMarginPpb);
    }
    const { equity, maintenance } = this.standing(account, subaccount);
    const missing = initial + loss - equity;
    return grows ? missing : Math.min(missing, loss - freed - Math.max(0, equity - maintenance));
  }
}
