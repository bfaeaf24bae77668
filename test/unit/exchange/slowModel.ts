import type { PerpetualListing } from '../../../node/exchange/genesis.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import type { Hash } from '../../../node/types/ids.ts';
import type { Lots, Ticks } from '../../../node/types/units.ts';
import { batchOrderHash } from '../../../node/crypto/batchOrderHash.ts';
import { plainOrder } from '../../../node/types/transaction.ts';
import { slowLegPrices } from './slowComboPrices.ts';
import { slowDelta, type DeltaLine } from './slowLimits.ts';
import {
  slowPortfolioInitial,
  slowPortfolioMaintenance,
  slowPortfolioMissing,
  type PortfolioLine,
} from './slowPortfolio.ts';
import type { Batch, CancelOrder, Combo, HashedTransaction, MassCancel, MassQuote, PegSource, PlaceOrder, ReplaceOrder, SetMarginMode, SetProtection, SetRiskLimits, Side, TransactionBody, TriggerSource } from '../../../node/types/transaction.ts'; // prettier-ignore

/** An order that rests in the model. */
export interface ModelOrder {
  readonly hash: string;
  readonly account: string;
  readonly subaccount: number;
  readonly instrument: number;
  readonly side: Side;
  readonly price: number;
  /** What it was accepted with, what is left of it, and the part that the book shows. */
  size: number;
  lots: number;
  shown: number;
  readonly displaySize: number;
  readonly reduceOnly: boolean;
  readonly postOnly: boolean;
  readonly goodTillMs: number;
  readonly label: string;
  readonly ocoGroup: number;
  readonly pegSource: PegSource;
  readonly pegOffset: number;
  /** The worst price that it may have. */
  readonly limit: number;
  readonly makerGroup: number;
  /** Its age. */
  turn: number;
}

/** Market-maker protection of a group, and what the group's orders have traded since it was set or last frozen. */
interface ModelProtection extends SetProtection {
  readonly account: string;
  readonly subaccount: number;
  frozenUntilMs: number;
  fills: { readonly timeMs: number; readonly bought: number }[];
}

/** An order that waits for a price or its slices. */
interface ModelTrigger {
  readonly hash: string;
  readonly account: string;
  readonly subaccount: number;
  readonly order: PlaceOrder;
  /** The best price since it was placed, in ticks. */
  extreme: number;
  /** Of a TWAP: what has not gone, when it began, and how many slices are behind it. */
  left: number;
  readonly startMs: number;
  slices: number;
  readonly turn: number;
}

/** A combo that rests. */
export interface ModelCombo extends Omit<Combo, 'type'> {
  readonly hash: string;
  readonly account: string;
  readonly subaccount: number;
  units: number;
  /** Ticks at which its legs count as open. */
  readonly prices: readonly number[];
  readonly turn: number;
}

/** An open order as limits and margin see it. */
type OpenLots = Pick<ModelOrder, 'hash' | 'side' | 'lots' | 'price' | 'reduceOnly'>;

/** A combo that trades. */
type ModelTaker = Omit<Combo, 'type'> & Pick<ModelCombo, 'hash' | 'account' | 'subaccount'>;

interface Outcome {
  readonly code: string;
  readonly missing: number;
}
/** An order that passed has a price at worst and lots that may trade. */
interface Checked extends Outcome {
  readonly limit?: number;
  readonly lots?: number;
}
const refused = (code: string, missing = 0): Outcome => ({ code, missing });

interface ModelMark {
  /** Micro-USDC per lot; 0 before the first price. */
  readonly perLot: number;
  readonly indexPerLot: number;
  readonly stale: boolean;
}

/** What matching and resting need to know of an order, placed or replaced. */
type Wanted = Pick<
  ModelOrder,
  | 'side'
  | 'displaySize'
  | 'reduceOnly'
  | 'postOnly'
  | 'goodTillMs'
  | 'label'
  | 'ocoGroup'
  | 'makerGroup'
  | 'pegSource'
  | 'pegOffset'
> &
  Pick<PlaceOrder, 'kind' | 'timeInForce' | 'selfTradePrevention' | 'price'> & { readonly instrument: number };

/** What an order's group is known by. */
type Grouped = Pick<ModelOrder, 'account' | 'subaccount' | 'ocoGroup'> & { readonly instrument: number };

/** What may be taken back: a copy of everything, and how many events there were. */
interface Kept {
  readonly before: Partial<SlowModel>;
  readonly events: number;
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
 * cost and fees. It knows limit and market orders with every flag, icebergs, triggers, replacements, batches, cancels, tombstones, limits and both margins; not
 * how a mark is made (it is told), nor keys, credits, funding or liquidation. Fees have one tier.
 * Source: docs/spec/exchange.md, Orders and Margin; nothing of node/exchange is called.
 */
export class SlowModel {
  orders: ModelOrder[] = [];
  /** By subaccount and instrument, lots. */
  positions: Record<string, number> = {};
  /** By subaccount: deposits − Σ signed lots · price − fees, micro-USDC. */
  money: Record<string, number> = {};
  triggers: ModelTrigger[] = [];
  combos: ModelCombo[] = [];
  /** By instrument, ticks. */
  last: Record<number, number> = {};
  #turn = 0;
  /** By subaccount, those that are set. */
  deadlines: { readonly account: string; readonly subaccount: number; readonly deadlineMs: number }[] = [];
  /** Groups that are protected, and their fills since that was set or they were frozen. */
  protections: ModelProtection[] = [];
  /** By subaccount and market, which is an underlying of its own here: most lots either way. */
  readonly deltaLimits = new Map<string, number>();
  /** Subaccounts with portfolio margin. */
  readonly portfolios = new Set<string>();
  tombstones: { readonly account: string; readonly order: string; readonly untilMs: number }[] = [];
  readonly marks: Record<number, ModelMark> = {};
  /** By instrument: 1 takes only what is reduce-only, 2 nothing; absent: all. */
  readonly statuses: Record<number, number> = {};
  readonly #listings: readonly PerpetualListing[];
  readonly #takerPpb: number;
  readonly #rebatePpb: number;
  #timeMs = 0;
  #events: BlockEvent[] = [];

  constructor(listings: readonly PerpetualListing[], takerPpb: number, rebatePpb: number) {
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

  /** The first thing of a block: another status, and the end of what it does not allow. */
  setStatuses(statuses: Readonly<Record<number, number>>): BlockEvent[] {
    this.#events = [];
    const stricter = this.#listings.filter(({ instrument }) => (statuses[instrument] ?? this.statuses[instrument] ?? 0) > (this.statuses[instrument] ?? 0)); // prettier-ignore
    Object.assign(this.statuses, statuses);
    for (const { instrument } of stricter) {
      const resting = [...this.queue(instrument, 'buy'), ...this.queue(instrument, 'sell')];
      for (const order of resting) if (this.statuses[instrument] === 2 || !order.reduceOnly) this.#end(order, 'MARKET_STATUS'); // prettier-ignore
    }
    const isHit = ({ legs }: ModelCombo) => legs.some((leg) => stricter.some(({ instrument }) => instrument === leg.instrument)); // prettier-ignore
    for (const combo of this.combos.filter(isHit).sort((a, b) => (a.hash < b.hash ? -1 : 1))) this.#endCombo(combo, 'MARKET_STATUS'); // prettier-ignore
    return this.#events;
  }

  /** Why markets take nothing of the kind now: each reason for all of them before the next. */
  #closed(instruments: readonly number[], reduceOnly: boolean): string | undefined {
    if (instruments.some((each) => this.statuses[each] === 2)) return 'MARKET_HALTED';
    if (!reduceOnly && instruments.some((each) => this.statuses[each] === 1)) return 'MARKET_REDUCE_ONLY';
    const isUnknown = ({ perLot, stale }: ModelMark): boolean => perLot === 0 || (stale && !reduceOnly);
    return instruments.some((each) => isUnknown(this.marks[each]!)) ? 'FEED_STALE' : undefined;
  }

  /** Begins a block: good-till-time orders whose time has come are over, then what has passed its deadline. */
  begin(timeMs: number): BlockEvent[] {
    this.#timeMs = timeMs;
    this.#events = [];
    this.#timeMs = timeMs;
    const waiting = this.triggers.map((trigger) => ({ goodTillMs: trigger.order.goodTillMs, turn: trigger.turn, end: () => this.#endTrigger(trigger, 'GOOD_TILL') })); // prettier-ignore
    const resting = this.orders.map((order) => ({ goodTillMs: order.goodTillMs, turn: order.turn, end: () => this.#end(order, 'GOOD_TILL') })); // prettier-ignore
    const together = this.combos.map((combo) => ({ goodTillMs: combo.goodTillMs, turn: combo.turn, end: () => this.#endCombo(combo, 'GOOD_TILL') })); // prettier-ignore
    const over = [...waiting, ...resting, ...together].filter(
      ({ goodTillMs }) => goodTillMs !== 0 && goodTillMs <= timeMs,
    );
    for (const each of over.sort((a, b) => a.goodTillMs - b.goodTillMs || a.turn - b.turn)) each.end();
    const passed = this.deadlines.filter(({ deadlineMs }) => deadlineMs <= timeMs);
    const rank = ({ account, subaccount }: { readonly account: string; readonly subaccount: number }) => Object.keys(this.money).indexOf(`${account}/${subaccount}`); // prettier-ignore
    for (const each of passed.sort((a, b) => a.deadlineMs - b.deadlineMs || rank(a) - rank(b))) {
      this.deadlines = this.deadlines.filter((other) => other !== each);
      this.#events.push({ type: 'deadlinePassed', ...each });
      this.#endAll(each.account, each.subaccount, 'DEADLINE');
    }
    return this.#events;
  }

  /** Ends a block: what the prices trigger. */
  end(): BlockEvent[] {
    this.#events = [];
    for (const { hash } of [...this.orders]) this.#movePeg(this.orders.find((each) => each.hash === hash)!);
    this.#sweep();
    while (this.#sendSlice());
    for (const { instrument } of this.#listings) {
      const here = this.triggers.filter(({ order }) => order.instrument === instrument);
      for (const { hash, order } of here) {
        // What is taken back in between leaves copies: each is looked up anew.
        const trigger = this.triggers.find((each) => each.hash === hash);
        if (order.triggerKind === 'trailing-stop' && trigger !== undefined) this.#follow(trigger);
      }
      for (const source of ['mark', 'index', 'last'] as const) this.#fireAll(instrument, source);
    }
    return this.#events;
  }

  /** Executes one transaction; its events, the receipt last. */
  send({ hash, transaction }: HashedTransaction, timeMs: number): BlockEvent[] {
    this.#timeMs = timeMs;
    this.#events = [];
    const { account, subaccount, body } = transaction;
    let outcome: Outcome;
    if (timeMs > transaction.expiryMs) outcome = refused('EXPIRED');
    else if (this.money[`${account}/${subaccount}`] === undefined) outcome = refused('ACCOUNT_UNKNOWN');
    else outcome = this.#perform(hash, account, subaccount, body);
    const operations = body.type === 'batch' ? body.operations : [body];
    const legs = operations.flatMap((each) => (each.type === 'combo' ? each.legs : []));
    const markets = [...operations.filter((each) => each.type === 'order' || each.type === 'replace' || each.type === 'massQuote'), ...legs].map(({ instrument }) => instrument); // prettier-ignore
    if (outcome.code === 'OK') for (const instrument of new Set(markets)) this.#fireAll(instrument, 'last');
    return [...this.#events, { type: 'receipt', tx: hash, account, subaccount, kind: body.type, ...outcome }];
  }

  #perform(hash: string, account: string, subaccount: number, body: TransactionBody): Outcome {
    switch (body.type) {
      case 'order':
        if (body.triggerKind !== 'none' || body.sliceCount > 0) return this.#wait(hash, account, subaccount, body);
        return this.#place(hash, account, subaccount, body);
      case 'cancel':
        return refused(this.#cancel(account, body));
      case 'cancelAll':
        return refused(this.#massCancel(account, subaccount, { side: 'any', label: '', clientId: 0, ...body }));
      case 'massCancel':
        return refused(this.#massCancel(account, subaccount, body));
      case 'cancelAllAfter': {
        if (body.timeoutMs > 24 * 3_600_000) return refused('TIMEOUT_INVALID');
        this.deadlines = this.deadlines.filter((each) => each.account !== account || each.subaccount !== subaccount);
        const deadlineMs = body.timeoutMs === 0 ? 0 : this.#timeMs + body.timeoutMs;
        if (deadlineMs > 0) this.deadlines.push({ account, subaccount, deadlineMs });
        this.#events.push({ type: 'deadlineSet', account, subaccount, deadlineMs });
        return refused('OK');
      }
      case 'massQuote':
        return refused(this.#quote(hash, account, subaccount, body));
      case 'setProtection':
        return refused(this.#protect(account, subaccount, body));
      case 'setRiskLimits':
        return refused(this.#limit(account, subaccount, body));
      case 'setMarginMode':
        return this.#setMode(account, subaccount, body);
      case 'replace':
        return this.#replace(account, body);
      case 'combo':
        return this.#combo(hash, account, subaccount, body);
      case 'batch':
        return this.#batch(hash, account, subaccount, body);
      default:
        throw new Error(`the model knows no ${body.type}`);
    }
  }

  /** Everything that an order may change. */
  #kept(): Kept {
    const { orders, positions, money, tombstones, triggers, last, protections, combos } = this;
    const before = structuredClone({ orders, positions, money, tombstones, triggers, last, protections, combos });
    return { before, events: this.#events.length };
  }

  #takeBack({ before, events }: Kept): void {
    Object.assign(this, before);
    this.#events.length = events;
  }

  #batch(tx: string, account: string, subaccount: number, { atomic, operations }: Batch): Outcome {
    const kept = this.#kept();
    for (const [position, operation] of operations.entries()) {
      const isNew = operation.type === 'order' || operation.type === 'combo';
      const order = isNew ? batchOrderHash(tx as Hash, position) : operation.order;
      const outcome = this.#perform(order, account, subaccount, operation);
      if (atomic && outcome.code !== 'OK') this.#takeBack(kept);
      this.#events.push({ type: 'operation', tx, position, kind: operation.type, order, ...outcome });
      if (atomic && outcome.code !== 'OK') return outcome;
    }
    return refused('OK');
  }

  /** In lowest terms; what is left of one that may rest, rests. */
  #combo(hash: string, account: string, subaccount: number, sent: Combo): Outcome {
    const divisor = [...Array(1_001).keys()].findLast((each) => each > 0 && sent.legs.every(({ ratio }) => ratio % each === 0))!;
    const legs = sent.legs.map((leg) => ({ ...leg, ratio: leg.ratio / divisor }));
    const { timeInForce, clientId, label, postOnly } = sent;
    const [size, limit] = [sent.size * divisor, Math.floor(sent.limit / divisor)];
    const combo: ModelTaker = { ...sent, legs, size, limit, hash, account, subaccount };
    const code = this.#comboCode(combo);
    if (code !== 'OK') return refused(code);
    const before = this.standing(account, subaccount);
    const initial = this.#initial(account, subaccount);

    const untouched = this.#kept();
    const identity = { order: hash, account, subaccount, clientId };
    const told = { type: 'combo', ...identity, legs: this.#named(legs), timeInForce, limit, size, label };
    this.#events.push(told);
    const { left, cost, reason } = postOnly ? { left: size, cost: 0, reason: 'IOC' } : this.#tradeCombo(combo);
    if (timeInForce === 'FOK' && left > 0) {
      this.#takeBack(untouched);
      return refused('FOK_NOT_FILLABLE');
    }
    Object.assign(this.#events[untouched.events]!, { units: size - left, cost });
    const isHeldBack = reason === 'SELF_TRADE' && this.#wouldTrade(combo);
    if (left > 0 && (timeInForce === 'IOC' || isHeldBack)) this.#events.push({ type: 'comboCanceled', ...identity, remaining: left, reason });
    else if (left > 0) {
      this.combos.push({ ...combo, units: left, prices: this.#legPrices(combo, limit, false)!, turn: this.#turn++ });
      this.#events.push({ type: 'comboRested', ...identity, legs: this.#named(legs), limit, size: left });
    }
    const missing = this.#comboMissing(combo, before, initial);
    if (missing > 0) this.#takeBack(untouched);
    return missing > 0 ? refused('MARGIN_TOO_LOW', missing) : refused('OK');
  } // prettier-ignore

  #named(legs: Combo['legs']): string {
    return legs.map((leg) => `${leg.instrument}:${leg.side === 'buy' ? '' : '-'}${leg.ratio}`).join(',');
  }

  #comboCode(combo: ModelTaker): string {
    const { size, limit, timeInForce, selfTradePrevention, goodTillMs, postOnly, account, subaccount } = combo;
    if (combo.legs.some((leg) => !this.#listings.some(({ instrument }) => instrument === leg.instrument))) return 'INSTRUMENT_UNKNOWN';
    const rests = timeInForce === 'GTC' || timeInForce === 'GTT';
    if ((timeInForce === 'GTT') !== goodTillMs > 0 || (postOnly && !rests)) return 'FLAGS_INVALID';
    if (selfTradePrevention === 'cancel-both' || selfTradePrevention === 'decrement') return 'FLAGS_INVALID';
    const legs = this.#worths(combo).map((each) => ({ ...each, account, subaccount, reduceOnly: false }));
    for (const { ratio, listing } of legs) if (ratio * size < listing.minSizeLots || ratio * size > listing.maxOrderLots) return 'SIZE_INVALID';
    // All ticks are alike here, and ratios have no common divisor.
    if (rests && limit % Math.abs(legs[0]!.worth) !== 0) return 'PRICE_INVALID';
    if (goodTillMs > 0 && goodTillMs <= this.#timeMs) return 'GOOD_TILL_PASSED';
    if (this.#isCanceledAhead(account, combo.hash)) return 'ORDER_CANCELED';
    const closed = this.#closed(legs.map(({ instrument }) => instrument), false);
    if (closed !== undefined) return closed;
    if (rests && this.combos.filter((each) => each.account === account).length >= 20) return 'COMBO_LIMIT';
    if (rests && (limit > this.#bandCost(combo) || this.#legPrices(combo, limit, false) === undefined)) return 'PRICE_OUT_OF_BAND';
    if (postOnly && this.#wouldTrade(combo)) return 'POST_ONLY_WOULD_TAKE';
    if (rests && legs.some(({ instrument, listing }) => this.own(account, subaccount, instrument).length >= listing.openOrdersMax)) return 'ORDER_LIMIT';
    if (legs.some((leg) => this.#isBeyondPosition(leg, leg.listing, leg.ratio * size))) return 'POSITION_LIMIT';
    return legs.some((leg) => this.#isBeyondDelta(account, subaccount, leg, leg.ratio * size)) ? 'DELTA_LIMIT' : 'OK';
  } // prettier-ignore

  /** Legs with their markets and what a lot costs a tick, below zero where it is sold. */
  #worths({ legs }: Pick<Combo, 'legs'>) {
    return legs.map((leg) => {
      const listing = this.#listings.find(({ instrument }) => instrument === leg.instrument)!;
      const tick = listing.tickSizeMicroUsdc / listing.lotsPerUnit;
      return { ...leg, listing, worth: leg.side === 'buy' ? tick : -tick };
    });
  }

  /** At mark, and the band of what all legs are worth. */
  #bandCost(combo: Pick<Combo, 'legs'>): number {
    const worths = this.#worths(combo).map(({ side, ratio, instrument }) => (side === 'buy' ? 1 : -1) * ratio * this.marks[instrument]!.perLot);
    const value = sum(worths.map(Math.abs));
    const room = this.#worths(combo).map(({ listing, instrument }) => {
      const { perLot } = this.marks[instrument]!;
      return Math.floor((value * floorPpb(perLot, listing.priceBandPpb)) / perLot);
    });
    return sum(worths) + Math.min(...room);
  } // prettier-ignore

  #legPrices(combo: Pick<Combo, 'legs'>, cost: number, isTrade: boolean): number[] | undefined {
    const legs = this.#worths(combo).map(({ listing, ratio, side, instrument, worth }) => ({
      ...{ sign: side === 'buy' ? (1 as const) : (-1 as const), ratio, tick: Math.abs(worth), mark: this.marks[instrument]!.perLot },
      least: isTrade ? this.#worstPrice(listing, 'sell') : 1,
      most: isTrade ? this.#worstPrice(listing, 'buy') : listing.maxPriceTicks,
    }));
    return slowLegPrices(legs, cost);
  } // prettier-ignore

  /** Combos that it could trade with: the same legs the other way round, the best first, and at one price the oldest. */
  #counterparts({ legs }: Pick<Combo, 'legs'>): ModelCombo[] {
    const wanted = this.#named(legs.map((leg) => ({ ...leg, side: opposite(leg.side) })));
    return this.combos.filter((each) => this.#named(each.legs) === wanted).sort((a, b) => b.limit - a.limit || a.turn - b.turn);
  } // prettier-ignore

  /** What a unit costs at the best prices; too much where a market has none. */
  #bestCost(combo: Pick<Combo, 'legs'>): number {
    const best = this.#worths(combo).map(({ side, instrument, worth, ratio }) => worth * ratio * (this.queue(instrument, opposite(side))[0]?.price ?? Infinity)); // prettier-ignore
    return best.some((each) => !Number.isFinite(each)) ? Infinity : sum(best);
  }

  #wouldTrade(combo: Pick<Combo, 'legs' | 'limit'>): boolean {
    const [best] = this.#counterparts(combo);
    return this.#bestCost(combo) <= combo.limit || (best !== undefined && -best.limit <= combo.limit);
  }

  /** One counterpart after another, and before each what the books sell for less. */
  #tradeCombo(combo: ModelTaker): { left: number; cost: number; reason: string } {
    let [left, cost] = [combo.size, 0];
    for (;;) {
      const [best] = this.#counterparts(combo);
      const isNear = best !== undefined && -best.limit <= combo.limit && -best.limit <= this.#bandCost(combo);
      const limit = isNear ? Math.min(combo.limit, -best.limit - 1) : combo.limit;
      const taken = this.#takeUnits(combo, left, limit);
      left -= taken.units;
      cost += taken.cost;
      if (!isNear || left === 0) return { left, cost, reason: taken.reason };
      if (best.account === combo.account) {
        if (combo.selfTradePrevention === 'cancel-taker') return { left, cost, reason: 'SELF_TRADE' };
        this.#endCombo(best, 'SELF_TRADE');
        continue;
      }
      const units = this.#meet(combo, best.hash, Math.min(left, best.units));
      left -= units;
      cost -= units * best.limit;
    }
  }

  /** Trades with a combo that rests, or ends that one. */
  #meet(combo: ModelTaker, hash: string, units: number): number {
    const maker = this.combos.find((each) => each.hash === hash)!;
    const prices = this.#legPrices(combo, -maker.limit, true);
    if (prices === undefined) {
      this.#endCombo(maker, 'REFUSED', { code: 'PRICE_OUT_OF_BAND', missing: 0 });
      return 0;
    }
    const before = this.standing(maker.account, maker.subaccount);
    const initial = this.#initial(maker.account, maker.subaccount);
    const kept = this.#kept();
    this.#events.push({ type: 'comboFill', legs: this.#named(combo.legs), price: 0 - maker.limit, units, maker: maker.hash, taker: combo.hash });
    maker.units -= units;
    if (maker.units === 0) this.combos = this.combos.filter((each) => each !== maker);
    for (const [at, { instrument, side, ratio }] of combo.legs.entries()) this.#pay(maker, { ...combo, side }, instrument, prices[at]!, units * ratio);
    const missing = this.#comboMissing(maker, before, initial);
    if (missing <= 0) return units;
    this.#takeBack(kept);
    this.#endCombo(maker, 'REFUSED', { code: 'MARGIN_TOO_LOW', missing });
    return 0;
  } // prettier-ignore

  /** Tries one unit, two units and so on, until one more is too dear or not to be had; then what was good is done. */
  #takeUnits(combo: ModelTaker, most: number, limit: number): { units: number; cost: number; reason: string } {
    const { hash, account, subaccount, timeInForce, selfTradePrevention } = combo;
    const plain = { displaySize: 0, reduceOnly: false, postOnly: false, goodTillMs: 0, label: '', ocoGroup: 0, makerGroup: 0, pegSource: 'none', pegOffset: 0, kind: 'limit', price: 0 as Ticks } as const;
    const legs = this.#worths(combo).map((leg) => ({ ...leg, ...plain, account, subaccount, timeInForce, selfTradePrevention }));
    const worst = legs.map(({ side, instrument, listing }) => {
      const band = this.#worstPrice(listing, side);
      const seen = [...new Set(this.queue(instrument, opposite(side)).map((each) => each.price))].slice(0, 20);
      return side === 'buy' ? Math.min(band, ...seen.slice(-1)) : Math.max(band, ...seen.slice(-1));
    });
    const trade = (units: number): number[] => legs.map((leg, at) => this.#trade(hash, account, subaccount, leg, 0, units * leg.ratio, worst[at]!, true));
    const isHopeless = this.#bestCost(combo) > limit;
    let [units, cost, reason] = [0, 0, 'IOC'];
    while (!isHopeless && units < most) {
      const kept = this.#kept();
      const left = trade(units + 1);
      const fills = this.#events.slice(kept.events).filter(({ type }) => type === 'fill');
      const paid = sum(fills.map((fill) => legs.find(({ instrument }) => instrument === fill.instrument)!.worth * Number(fill.size) * Number(fill.price)));
      const isOwn = legs.some(({ instrument, side }, at) => left[at]! > 0 && this.#bestWithin(instrument, side, worst[at]!)?.account === account);
      this.#takeBack(kept);
      if (isOwn) reason = 'SELF_TRADE';
      if (sum(left) > 0 || paid - cost > limit) break;
      [units, cost] = [units + 1, paid];
    }
    trade(units);
    return { units, cost, reason };
  } // prettier-ignore

  /** Micro-USDC by which margin falls short after a combo; not above 0: it may stay. */
  #comboMissing(
    { account, subaccount }: Pick<ModelCombo, 'account' | 'subaccount'>,
    before: { equity: number; maintenance: number },
    initial: number,
  ): number {
    const after = this.standing(account, subaccount);
    const needs = this.#initial(account, subaccount);
    const excess = after.equity - after.maintenance;
    const enough = [needs - after.equity, Math.min(0, before.equity - before.maintenance) - excess];
    return Math.min(...(needs <= initial ? enough : enough.slice(0, 1)));
  }

  /** Combos that rest take from the books what is no longer too dear: of each strategy and side the first, and again. */
  #sweep(): void {
    const keyOf = ({ legs }: ModelCombo): string => {
      const { side } = legs[0]!;
      const named = this.#named(side === 'buy' ? legs : legs.map((leg) => ({ ...leg, side: opposite(leg.side) })));
      return `${named}/${side}`;
    };
    for (const key of [...new Set(this.combos.filter(({ postOnly }) => !postOnly).map(keyOf))].sort()) {
      for (;;) {
        const here = this.combos.filter((each) => keyOf(each) === key && !each.postOnly);
        const [combo] = here.sort((a, b) => b.limit - a.limit || a.turn - b.turn);
        if (combo === undefined || !this.#sweepOne(combo)) break;
      }
    }
  }

  /** Whether it is over. */
  #sweepOne(combo: ModelCombo): boolean {
    const { legs, limit, hash, account, subaccount, clientId } = combo;
    if (legs.some(({ instrument }) => this.marks[instrument]!.stale) || this.#bestCost(combo) > limit) return false;
    const untouched = this.#kept();
    const before = this.standing(account, subaccount);
    const initial = this.#initial(account, subaccount);
    const told = { type: 'comboTook', order: hash, account, subaccount, clientId };
    const one = this.#takeUnits(combo, 1, limit);
    this.#takeBack(untouched);
    const found = this.combos.find((each) => each.hash === hash)!;
    if (one.units === 0 && one.reason === 'SELF_TRADE') this.#endCombo(found, 'SELF_TRADE');
    if (one.units === 0) return one.reason === 'SELF_TRADE';
    const kept = this.#kept();
    this.#events.push(told);
    const { units, cost } = this.#takeUnits(combo, combo.units, limit);
    Object.assign(this.#events[kept.events]!, { units, cost });
    const mine = this.combos.find((each) => each.hash === hash)!;
    mine.units -= units;
    if (mine.units === 0) this.combos = this.combos.filter((each) => each !== mine);
    const missing = this.#comboMissing(combo, before, initial);
    if (missing <= 0) return mine.units === 0;
    this.#takeBack(kept);
    this.#endCombo(
      this.combos.find((each) => each.hash === hash)!,
      'REFUSED',
      { code: 'MARGIN_TOO_LOW', missing },
    );
    return true;
  }

  #endCombo({ hash, account, subaccount, clientId }: ModelCombo, reason: string, refusal: object = {}): void {
    const { units: remaining } = this.combos.find((each) => each.hash === hash)!;
    this.combos = this.combos.filter((each) => each.hash !== hash);
    this.#events.push({ type: 'comboCanceled', order: hash, account, subaccount, remaining, clientId, reason, ...refusal });
  } // prettier-ignore

  #protect(account: string, subaccount: number, body: SetProtection): string {
    const { group, instrument, windowMs, frozenMs, quantityMax, deltaMax, vegaMax } = body;
    if (!this.#listings.some((listing) => listing.instrument === instrument)) return 'INSTRUMENT_UNKNOWN';
    const ends = quantityMax + deltaMax + vegaMax === 0;
    if (group < 1 || group > 16) return 'PROTECTION_INVALID';
    if (!ends && (windowMs < 1 || windowMs > 3_600_000 || frozenMs > 86_400_000)) return 'PROTECTION_INVALID';
    const before = this.#protection(account, subaccount, group);
    this.protections = this.protections.filter((each) => each !== before);
    if (!ends) this.protections.push({ ...body, account, subaccount, frozenUntilMs: 0, fills: [] });
    this.#events.push({ account, subaccount, ...body, type: 'protectionSet' });
    if (before !== undefined && (ends || before.instrument !== instrument)) this.#endAll(account, subaccount, 'CANCELED_ALL', (order) => order.makerGroup === group); // prettier-ignore
    return 'OK';
  }

  #quote(tx: string, account: string, subaccount: number, { instrument, makerGroup, quotes }: MassQuote): string {
    if (!this.#listings.some((listing) => listing.instrument === instrument)) return 'INSTRUMENT_UNKNOWN';
    const protection = this.#protection(account, subaccount, makerGroup);
    if (protection?.instrument !== instrument) return 'MAKER_GROUP_UNKNOWN';
    if (this.#timeMs < protection.frozenUntilMs) return 'MAKER_GROUP_FROZEN';
    const sides = quotes.flatMap(({ bidPrice, bidSize, askPrice, askSize }, at) => [
      { position: 2 * at, side: 'buy' as const, price: bidPrice, size: bidSize },
      { position: 2 * at + 1, side: 'sell' as const, price: askPrice, size: askSize },
    ]).filter(({ size }) => size > 0);
    for (const one of sides) {
      for (const other of sides) {
        if (one.side === other.side && one.position < other.position && (one.side === 'buy' ? one.price <= other.price : one.price >= other.price)) return 'QUOTES_INVALID';
        if (one.side === 'buy' && other.side === 'sell' && one.price >= other.price) return 'QUOTES_INVALID';
      }
    }
    const { minSizeLots } = this.#listings.find((listing) => listing.instrument === instrument)!;
    const kept: Record<number, string> = {};
    for (const order of this.orders) {
      if (order.account !== account || order.subaccount !== subaccount || order.makerGroup !== makerGroup) continue;
      const isPlain = order.postOnly && !order.reduceOnly && order.displaySize + order.goodTillMs + order.ocoGroup === 0 && order.label === '' && order.pegSource === 'none';
      const here = sides.find((each) => each.side === order.side && each.price === order.price);
      if (!isPlain || here === undefined || here.size > order.lots || here.size < minSizeLots || kept[here.position] !== undefined) {
        this.#end(order, 'REQUOTED');
        continue;
      }
      kept[here.position] = order.hash;
      if (here.size === order.lots) continue;
      order.size -= order.lots - here.size;
      order.lots = here.size;
      order.shown = here.size;
      this.#replaced(order, order.shown);
    }
    for (const { position, side, price, size } of sides) {
      const order = kept[position] ?? batchOrderHash(tx as Hash, position);
      const body = { ...plainOrder, type: 'order', instrument, makerGroup, side, price, size, kind: 'limit', timeInForce: 'GTC', postOnly: true, reduceOnly: false, selfTradePrevention: 'cancel-taker', clientId: 0 } as const;
      const outcome = kept[position] === undefined ? this.#place(order, account, subaccount, body) : refused('OK');
      this.#events.push({ type: 'operation', tx, position, kind: 'quote', order, ...outcome });
    }
    return 'OK';
  } // prettier-ignore

  #protection(account: string, subaccount: number, group: number): ModelProtection | undefined {
    return this.protections.find((each) => each.account === account && each.subaccount === subaccount && each.group === group); // prettier-ignore
  }

  /** Counts a fill of a group's order. A part of the window is a sixteenth of it, rounded up to a millisecond. */
  #countMaker({ account, subaccount, instrument, makerGroup: group }: ModelOrder, bought: number): void {
    const protection = this.#protection(account, subaccount, group);
    if (protection === undefined) return;
    const { fills, windowMs, frozenMs, quantityMax, deltaMax } = protection;
    fills.push({ timeMs: this.#timeMs, bought });
    const partOf = (timeMs: number): number => Math.floor(timeMs / Math.ceil(windowMs / 16));
    const counted = fills
      .filter(({ timeMs }) => partOf(this.#timeMs) - partOf(timeMs) <= 16)
      .map((each) => each.bought);
    const quantity = sum(counted.map(Math.abs));
    const delta = sum(counted);
    if (!(quantityMax > 0 && quantity >= quantityMax) && !(deltaMax > 0 && Math.abs(delta) >= deltaMax)) return;
    protection.fills = [];
    protection.frozenUntilMs = frozenMs === 0 ? Number.MAX_SAFE_INTEGER : this.#timeMs + frozenMs;
    const { frozenUntilMs } = protection;
    this.#events.push({
      type: 'protectionTriggered',
      account,
      subaccount,
      group,
      instrument,
      quantity,
      delta,
      vega: 0,
      frozenUntilMs,
    });
    this.#endAll(account, subaccount, 'MARKET_MAKER_PROTECTION', (order) => order.makerGroup === group);
  }

  #cancel(account: string, { order: hash, orderExpiryMs }: CancelOrder): string {
    const order = this.orders.find((each) => each.hash === hash && each.account === account);
    if (order !== undefined) {
      this.#end(order, 'CANCELED');
      return 'OK';
    }
    const trigger = this.triggers.find((each) => each.hash === hash && each.account === account);
    if (trigger !== undefined) {
      this.#endTrigger(trigger, 'CANCELED');
      return 'OK';
    }
    const combo = this.combos.find((each) => each.hash === hash && each.account === account);
    if (combo !== undefined) {
      this.#endCombo(combo, 'CANCELED');
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

  #massCancel(account: string, subaccount: number, { instrument, side, label }: Omit<MassCancel, 'type'>): string {
    if (instrument !== 0 && !this.#listings.some((listing) => listing.instrument === instrument)) {
      return 'INSTRUMENT_UNKNOWN';
    }
    const fits = (order: Pick<PlaceOrder, 'side' | 'label'> & { readonly instrument: number }): boolean =>
      (instrument === 0 || order.instrument === instrument) &&
      (side === 'any' || order.side === side) &&
      (label === '' || order.label === label);
    this.#endAll(account, subaccount, 'CANCELED_ALL', fits);
    return 'OK';
  }

  /** What rests, oldest first, then what waits, then combos with a leg that fits. */
  #endAll(
    account: string,
    subaccount: number,
    reason: string,
    fits: (
      order: Pick<PlaceOrder, 'side' | 'label' | 'makerGroup'> & { readonly instrument: number },
    ) => boolean = () => true,
  ): void {
    const isOwn = (each: { readonly account: string; readonly subaccount: number }): boolean =>
      each.account === account && each.subaccount === subaccount;
    for (const order of this.orders) if (isOwn(order) && fits(order)) this.#end(order, reason);
    for (const trigger of this.triggers) if (isOwn(trigger) && fits(trigger.order)) this.#endTrigger(trigger, reason);
    for (const combo of this.combos) {
      const { legs, label } = combo;
      const isMeant = legs.some(({ instrument, side }) => fits({ instrument, side, label, makerGroup: 0 }));
      if (isOwn(combo) && isMeant) this.#endCombo(combo, reason);
    }
  }

  #replace(account: string, body: ReplaceOrder): Outcome {
    const order = this.orders.find(({ hash }) => hash === body.order);
    if (order?.account !== account || order.instrument !== body.instrument) return refused('ORDER_UNKNOWN');
    const listing = this.#listings.find(({ instrument }) => instrument === order.instrument)!;
    if (body.size < listing.minSizeLots || body.size > listing.maxOrderLots) return refused('SIZE_INVALID');
    if (order.displaySize !== 0 && body.size > 100 * order.displaySize) return refused('DISPLAY_SIZE_INVALID');
    if (body.price < 1 || body.price > listing.maxPriceTicks) return refused('PRICE_INVALID');
    const gone = order.size - order.lots;
    if (body.size <= gone) {
      this.#end(order, 'REPLACED');
      return refused('OK');
    }
    if (body.price === order.limit && body.size <= order.size) {
      order.size = body.size;
      order.lots = body.size - gone;
      order.shown = Math.min(order.shown, order.lots);
      this.#replaced(order, order.shown);
      return refused('OK');
    }
    return this.#requeue(order, body, listing);
  }

  /** Takes an order to another price or size, to the end of its line. */
  #requeue(
    order: ModelOrder,
    body: Pick<ReplaceOrder, 'price' | 'size' | 'postOnly' | 'selfTradePrevention'>,
    listing: PerpetualListing,
  ): Outcome {
    // prettier-ignore
    const { instrument, account, subaccount, side, reduceOnly, pegSource } = order;
    const gone = order.size - order.lots;
    const closed = this.#closed([instrument], reduceOnly);
    if (closed !== undefined) return refused(closed);
    const price = pegSource === 'none' ? body.price : this.#pegPrice(listing, { ...order, limit: body.price });
    if (price === undefined) return refused('REFERENCE_UNKNOWN');
    if (this.#isBeyondBand(listing, side, price)) return refused('PRICE_OUT_OF_BAND');
    const held = this.held(account, subaccount, instrument);
    const lots = reduceOnly ? Math.min(body.size - gone, Math.max(0, side === 'buy' ? -held : held)) : body.size - gone;
    if (lots === 0) return refused('REDUCE_ONLY_WOULD_INCREASE');
    const missedBefore = this.#initial(account, subaccount) - this.standing(account, subaccount).equity;
    const kept = this.#kept();
    const refuse = (code: string, missing = 0) => {
      this.#takeBack(kept);
      return refused(code, missing);
    };
    this.orders = this.orders.filter((each) => each !== order);
    const postOnly = order.postOnly || body.postOnly;
    if (postOnly && this.#bestWithin(instrument, side, price) !== undefined) return refuse('POST_ONLY_WOULD_TAKE');
    if (this.#isBeyondPosition(order, listing, lots)) return refuse('POSITION_LIMIT');
    if (lots > order.lots && !reduceOnly && this.#isBeyondDelta(account, subaccount, order, lots))
      return refuse('DELTA_LIMIT');
    const missing = this.#missing(account, subaccount, listing, order, lots, price);
    if (missing > 0 && missing > missedBefore) return refuse('MARGIN_TOO_LOW', missing);
    const size = gone + lots;
    const next = { ...order, price, limit: body.price, size, lots };
    this.#replaced(next, 0);
    const { hash, clientId, ...rest } = { ...next, clientId: 0 };
    const wanted = { ...rest, price: body.price, clientId, postOnly, kind: 'limit', timeInForce: 'GTC', selfTradePrevention: body.selfTradePrevention } as const; // prettier-ignore
    this.#trade(hash, account, subaccount, wanted, size, lots, price);
    return refused('OK');
  }

  /** Where a pegged order belongs; undefined where it has nothing to follow. */
  #pegPrice(listing: PerpetualListing, { instrument, side, pegSource, pegOffset, limit }: Pick<ModelOrder, 'side' | 'pegSource' | 'pegOffset' | 'limit'> & { readonly instrument: number }): number | undefined {
    const [bid, ask] = (['buy', 'sell'] as const).map((each) => this.queue(instrument, each).find((order) => order.pegSource === 'none')?.price);
    const mid = bid === undefined || ask === undefined ? undefined : (bid + ask) / 2;
    const reference = pegSource === 'mark' ? this.#source(listing, 'mark') : mid;
    if (reference === undefined) return undefined;
    const wished = Math.min(listing.maxPriceTicks, Math.max(1, pegOffset + (side === 'buy' ? Math.floor(reference) : Math.ceil(reference))));
    let price = side === 'buy' ? Math.min(limit, wished) : Math.max(limit, wished);
    while (this.#bestWithin(instrument, side, price) !== undefined) price += side === 'buy' ? -1 : 1;
    return price;
  } // prettier-ignore

  #movePeg(order: ModelOrder): void {
    if (order.pegSource === 'none' || this.marks[order.instrument]!.stale) return;
    const { hash, account, subaccount, instrument, side, limit, size, lots: remaining } = order;
    const listing = this.#listings.find((each) => each.instrument === instrument)!;
    const price = this.#pegPrice(listing, order);
    if (price === undefined || price === order.price) return;
    const { code, missing } = this.#requeue(order, { price: limit as Ticks, size: size as Lots, postOnly: true, selfTradePrevention: 'cancel-taker' }, listing); // prettier-ignore
    if (code === 'OK') return;
    this.orders = this.orders.filter((each) => each.hash !== hash);
    this.#events.push({ type: 'canceled', order: hash, account, subaccount, instrument, side, remaining, clientId: 0, reason: 'REFUSED', code, missing }); // prettier-ignore
  }

  #replaced(order: ModelOrder, shown: number): void {
    const { hash, account, subaccount, instrument, side, price, size, lots } = order;
    const identity = { account, subaccount, instrument, side, clientId: 0 };
    this.#events.push({ type: 'replaced', order: hash, ...identity, price, size, remaining: lots, shown });
  }

  #wait(hash: string, account: string, subaccount: number, order: PlaceOrder): Outcome {
    const listing = this.#listings.find(({ instrument }) => instrument === order.instrument);
    if (listing === undefined) return refused('INSTRUMENT_UNKNOWN');
    const shape = this.#shape(order, listing);
    if (shape !== 'OK') return refused(shape);
    if (Math.max(order.triggerPrice, order.trailingOffset) > listing.maxPriceTicks)
      return refused('TRIGGER_PRICE_INVALID');
    if (order.timeInForce === 'GTT' && order.goodTillMs <= this.#timeMs) return refused('GOOD_TILL_PASSED');
    if (this.#isCanceledAhead(account, hash)) return refused('ORDER_CANCELED');
    const isTrailing = order.triggerKind === 'trailing-stop';
    const closed = this.#closed([order.instrument], order.reduceOnly);
    if (closed !== undefined) return refused(closed);
    const now = this.#source(listing, order.triggerSource);
    if (isTrailing && now === 0) return refused('FEED_STALE');
    const own = this.triggers.filter((each) => each.account === account);
    const trailing = own.filter((each) => each.order.triggerKind === 'trailing-stop');
    const twaps = own.filter((each) => each.order.sliceCount > 0);
    if (own.length >= 200 || (isTrailing && trailing.length >= 10) || (order.sliceCount > 0 && twaps.length >= 10)) return refused('TRIGGER_LIMIT'); // prettier-ignore
    const group = this.#group(hash, account, subaccount, order);
    if (group !== 'OK') return refused(group);
    const extreme = isTrailing ? (order.side === 'sell' ? Math.floor(now) : Math.ceil(now)) : 0;
    this.triggers.push({ hash, account, subaccount, order, extreme, left: order.size, startMs: this.#timeMs, slices: 0, turn: this.#turn++ }); // prettier-ignore
    const { instrument, side, kind, timeInForce, price, size, reduceOnly, clientId, label } = order;
    const { triggerKind, triggerSource, triggerPrice, trailingOffset } = order;
    const identity = { account, subaccount, instrument, side, kind, timeInForce, price, size, reduceOnly };
    const { sliceCount, sliceIntervalMs } = order;
    if (sliceCount > 0) this.#events.push({ type: 'scheduled', order: hash, ...identity, sliceCount, sliceIntervalMs, clientId, label });
    else this.#events.push({ type: 'untriggered', order: hash, ...identity, triggerKind, triggerSource, triggerPrice, trailingOffset, clientId, label });
    return refused('OK');
  } // prettier-ignore

  /** Sends the slice that has been due for longest; false: none is due. */
  #sendSlice(): boolean {
    const dueMs = ({ order, startMs, slices }: ModelTrigger) => startMs + slices * order.sliceIntervalMs;
    const due = this.triggers.filter((each) => each.order.sliceCount > 0 && dueMs(each) <= this.#timeMs);
    const twap = due.sort((a, b) => dueMs(a) - dueMs(b) || a.turn - b.turn)[0];
    if (twap === undefined) return false;
    const { hash, account, subaccount, order, startMs, left } = twap;
    const { instrument, side, sliceCount } = order;
    const times = Array.from({ length: sliceCount }, (_, at) => startMs + at * order.sliceIntervalMs);
    const sizes = times.map((_, at) => Math.floor(order.size / sliceCount) + (at < order.size % sliceCount ? 1 : 0));
    const slice = times.filter((each) => each <= this.#timeMs).length;
    const size = Math.min(sum(sizes.slice(0, slice)) - (order.size - left), 3 * sizes[slice - 1]!);
    const sent = { ...order, size: size as Lots, sliceCount: 0, sliceIntervalMs: 0 };
    const { limit = 0, lots = 0, ...outcome } = this.#check(hash, account, subaccount, sent);
    this.#events.push({ type: 'sliced', order: hash, account, subaccount, instrument, side, slice, sliceCount, size, left, ...outcome });
    if (outcome.code === 'OK') twap.left -= lots - this.#trade(hash, account, subaccount, sent, lots, lots, limit, true);
    twap.slices = slice;
    if (twap.left === 0) this.triggers = this.triggers.filter((each) => each !== twap);
    else if (slice === sliceCount) this.#endTrigger(twap, 'TWAP_END');
    return true;
  } // prettier-ignore

  /** A source's price in ticks, perhaps between two; 0 before the first. */
  #source({ instrument, tickSizeMicroUsdc, lotsPerUnit }: PerpetualListing, source: TriggerSource): number {
    if (source === 'last') return this.last[instrument] ?? 0;
    const { perLot, indexPerLot } = this.marks[instrument]!;
    return (source === 'mark' ? perLot : indexPerLot) / (tickSizeMicroUsdc / lotsPerUnit);
  }

  /** Which way the price must go. */
  #isUp({ order: { side, triggerKind } }: ModelTrigger): boolean {
    return triggerKind === 'take-profit' ? side === 'sell' : side === 'buy';
  }

  #fireAll(instrument: number, source: TriggerSource): void {
    const listing = this.#listings.find((each) => each.instrument === instrument);
    if (listing === undefined || this.marks[instrument]!.stale || this.statuses[instrument] === 2) return;
    for (;;) {
      const now = this.#source(listing, source);
      const hit = this.triggers.filter(({ order }) => order.instrument === instrument && order.triggerSource === source && order.sliceCount === 0 && order.triggerKind !== 'trailing-stop'); // prettier-ignore
      const up = hit.filter((each) => this.#isUp(each) && each.order.triggerPrice <= now);
      const down = hit.filter((each) => !this.#isUp(each) && each.order.triggerPrice >= now);
      up.sort((a, b) => a.order.triggerPrice - b.order.triggerPrice || a.turn - b.turn);
      down.sort((a, b) => b.order.triggerPrice - a.order.triggerPrice || a.turn - b.turn);
      const next = up[0] ?? down[0];
      if (next === undefined || now === 0) return;
      this.#fire(next, next.order.triggerPrice);
    }
  }

  #follow(trigger: ModelTrigger): void {
    const { order } = trigger;
    const listing = this.#listings.find(({ instrument }) => instrument === order.instrument)!;
    const now = this.#source(listing, order.triggerSource);
    if (this.marks[order.instrument]!.stale || this.statuses[order.instrument] === 2 || now === 0) return;
    const isBuy = order.side === 'buy';
    trigger.extreme = isBuy ? Math.min(trigger.extreme, Math.ceil(now)) : Math.max(trigger.extreme, Math.floor(now));
    const level = isBuy ? trigger.extreme + order.trailingOffset : trigger.extreme - order.trailingOffset;
    if (isBuy ? now >= level : now <= level) this.#fire(trigger, level);
  }

  #fire(trigger: ModelTrigger, triggerPrice: number): void {
    const { hash, account, subaccount, order } = trigger;
    this.triggers = this.triggers.filter((each) => each !== trigger);
    const { instrument, side, triggerKind, triggerSource, size: remaining } = order;
    const identity = { order: hash, account, subaccount, instrument, side };
    this.#events.push({ type: 'triggered', ...identity, triggerKind, triggerSource, triggerPrice });
    this.#endOthers({ ...order, hash, account, subaccount });
    const plain = { triggerKind: 'none', triggerSource: 'mark', triggerPrice: 0 as Ticks, trailingOffset: 0 as Ticks } as const; // prettier-ignore
    const { code, missing } = this.#place(hash, account, subaccount, { ...order, ...plain });
    if (code !== 'OK') this.#events.push({ type: 'canceled', ...identity, remaining, clientId: 0, reason: 'REFUSED', code, missing }); // prettier-ignore
  }

  #endTrigger(trigger: ModelTrigger, reason: string): void {
    this.triggers = this.triggers.filter((each) => each !== trigger);
    const { hash, account, subaccount, order, left: remaining } = trigger;
    const { instrument, side } = order;
    const identity = { order: hash, account, subaccount, instrument, side };
    this.#events.push({ type: 'canceled', ...identity, remaining, clientId: 0, reason });
  }

  /** What the order asks for is possible at all. */
  #shape(order: PlaceOrder, listing: PerpetualListing): string {
    const { size, timeInForce: tif, triggerKind, triggerSource, triggerPrice, trailingOffset } = order;
    const isMarket = order.kind === 'market';
    const rests = tif === 'GTC' || tif === 'GTT';
    if ((isMarket && rests) || (order.postOnly && !rests)) return 'FLAGS_INVALID';
    if (order.displaySize > 0 && !rests) return 'FLAGS_INVALID';
    if (order.slide && !order.postOnly) return 'FLAGS_INVALID';
    if (order.pegSource === 'none' && order.pegOffset !== 0) return 'FLAGS_INVALID';
    if (order.sliceCount === 0 && order.sliceIntervalMs > 0) return 'FLAGS_INVALID';
    if (order.sliceCount > 0 && (tif !== 'IOC' || triggerKind !== 'none')) return 'FLAGS_INVALID';
    if (order.pegSource !== 'none' && (!order.postOnly || order.slide || triggerKind !== 'none'))
      return 'FLAGS_INVALID';
    if (order.makerGroup > 0 && (!rests || triggerKind !== 'none')) return 'FLAGS_INVALID';
    if ((tif === 'GTT' && order.goodTillMs === 0) || (tif !== 'GTT' && order.goodTillMs !== 0)) return 'FLAGS_INVALID';
    if (triggerKind === 'none' && (triggerSource !== 'mark' || triggerPrice + trailingOffset > 0))
      return 'FLAGS_INVALID';
    if (triggerKind === 'trailing-stop' && (triggerPrice > 0 || trailingOffset === 0)) return 'FLAGS_INVALID';
    if ((triggerKind === 'stop' || triggerKind === 'take-profit') && (triggerPrice === 0 || trailingOffset > 0)) return 'FLAGS_INVALID'; // prettier-ignore
    if (size < listing.minSizeLots || size > listing.maxOrderLots) return 'SIZE_INVALID';
    if (order.displaySize !== 0 && (order.displaySize > size || order.displaySize < size / 100 || order.displaySize < listing.minSizeLots)) return 'DISPLAY_SIZE_INVALID'; // prettier-ignore
    if (isMarket ? order.price !== 0 : order.price < 1 || order.price > listing.maxPriceTicks) return 'PRICE_INVALID';
    if (Math.abs(order.pegOffset) > listing.maxPriceTicks) return 'PRICE_INVALID';
    const { sliceCount, sliceIntervalMs } = order;
    const isCut =
      sliceCount > 1 &&
      sliceCount <= 1_000 &&
      sliceIntervalMs >= 1_000 &&
      (sliceCount - 1) * sliceIntervalMs <= 86_400_000;
    if (sliceCount > 0 && (!isCut || Math.floor(size / sliceCount) < listing.minSizeLots)) return 'SLICES_INVALID';
    return 'OK';
  }

  #place(hash: string, account: string, subaccount: number, order: PlaceOrder): Outcome {
    const { limit = 0, lots = 0, ...outcome } = this.#check(hash, account, subaccount, order);
    if (outcome.code !== 'OK') return outcome;
    const kept = this.#kept();
    const { instrument, side, kind, timeInForce, clientId, label } = order;
    const identity = { account, subaccount, instrument, side };
    this.#events.push({ type: 'accepted', order: hash, ...identity, kind, timeInForce, price: limit, size: lots, clientId, label }); // prettier-ignore
    const left = this.#trade(hash, account, subaccount, order, lots, lots, limit);
    if (left === 0 || timeInForce !== 'FOK') return outcome;
    this.#takeBack(kept);
    return refused('FOK_NOT_FILLABLE');
  }

  /** Whether an order may come to the book now; at which price at worst, and how much of it. */
  #check(hash: string, account: string, subaccount: number, order: PlaceOrder): Checked {
    const { instrument, side, size, reduceOnly, timeInForce: tif } = order;
    const listing = this.#listings.find((each) => each.instrument === instrument);
    if (listing === undefined) return refused('INSTRUMENT_UNKNOWN');
    const shape = this.#shape(order, listing);
    if (shape !== 'OK') return refused(shape);
    const isMarket = order.kind === 'market';
    const rests = tif === 'GTC' || tif === 'GTT';
    if (tif === 'GTT' && order.goodTillMs <= this.#timeMs) return refused('GOOD_TILL_PASSED');
    if (this.#isCanceledAhead(account, hash)) return refused('ORDER_CANCELED');
    const closed = this.#closed([instrument], reduceOnly);
    if (closed !== undefined) return refused(closed);
    const group = this.#group(hash, account, subaccount, order);
    if (group !== 'OK') return refused(group);
    if (order.makerGroup > 0) {
      const protection = this.#protection(account, subaccount, order.makerGroup);
      if (protection?.instrument !== instrument) return refused('MAKER_GROUP_UNKNOWN');
      if (this.#timeMs < protection.frozenUntilMs) return refused('MAKER_GROUP_FROZEN');
    }
    let limit = isMarket ? this.#worstPrice(listing, side) : order.price;
    if (order.pegSource !== 'none') {
      if (this.orders.filter((each) => each.account === account && each.pegSource !== 'none').length >= 10)
        return refused('PEG_LIMIT');
      const price = this.#pegPrice(listing, { ...order, limit });
      if (price === undefined) return refused('REFERENCE_UNKNOWN');
      limit = price;
    }
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
    if (order.postOnly && (limit < 1 || limit > listing.maxPriceTicks)) return refused('POST_ONLY_WOULD_TAKE');
    const own = this.own(account, subaccount, instrument);
    if (rests && own.length >= listing.openOrdersMax) return refused('ORDER_LIMIT');
    if (this.#isBeyondPosition({ ...order, account, subaccount }, listing, lots)) return refused('POSITION_LIMIT');
    if (!order.reduceOnly && this.#isBeyondDelta(account, subaccount, order, lots)) return refused('DELTA_LIMIT');
    const missing = this.#missing(account, subaccount, listing, order, lots, limit);
    return missing > 0 ? refused('MARGIN_TOO_LOW', missing) : { code: 'OK', missing: 0, limit, lots };
  }

  /** Whether the position could pass the limit of the market, if it and all that is open on its side filled. */
  #isBeyondPosition(
    { account, subaccount, instrument, side, reduceOnly }: Pick<ModelOrder, 'account' | 'subaccount' | 'side' | 'reduceOnly'> & { readonly instrument: number },
    listing: PerpetualListing,
    lots: number,
  ): boolean {
    const own = this.own(account, subaccount, instrument);
    const open = sum(own.filter((each) => each.side === side && !each.reduceOnly).map((each) => each.lots));
    const held = this.held(account, subaccount, instrument);
    return !reduceOnly && (side === 'buy' ? held : -held) + open + lots > listing.maxPositionLots;
  } // prettier-ignore

  /** Whether a price would hurt whoever trades at it by more than the price band allows. */
  #isBeyondBand(listing: PerpetualListing, side: Side, price: number): boolean {
    const mark = BigInt(this.marks[listing.instrument]!.perLot);
    const perLot = BigInt((price * listing.tickSizeMicroUsdc) / listing.lotsPerUnit) * billion;
    const band = BigInt(listing.priceBandPpb);
    return side === 'buy' ? perLot > mark * (billion + band) : perLot < mark * (billion - band);
  }

  /** The worst price within the price band. */
  #worstPrice(listing: PerpetualListing, side: Side): number {
    const prices = Array.from({ length: listing.maxPriceTicks }, (_, at) => at + 1);
    const isWithin = (price: number) => !this.#isBeyondBand(listing, side, price);
    return side === 'buy' ? prices.findLast(isWithin)! : prices.find(isWithin)!;
  }

  /** The order that this side would trade with next at this limit. */
  #bestWithin(instrument: number, side: Side, limit: number): ModelOrder | undefined {
    const best = this.queue(instrument, opposite(side))[0];
    return best !== undefined && (side === 'buy' ? best.price <= limit : best.price >= limit) ? best : undefined;
  }

  /** What is open in a market, the legs of combos too. */
  own(account: string, subaccount: number, instrument: number): OpenLots[] {
    const isOwn = (each: Pick<ModelOrder, 'account' | 'subaccount'>) =>
      each.account === account && each.subaccount === subaccount;
    const legs = this.combos.filter(isOwn).flatMap((combo) =>
      combo.legs.map(({ instrument: market, side, ratio }, at): OpenLots & { market: number } => {
        return { hash: combo.hash, market, side, lots: ratio * combo.units, price: combo.prices[at]!, reduceOnly: false };
      }),
    );
    return [
      ...this.orders.filter((order) => isOwn(order) && order.instrument === instrument),
      ...legs.filter(({ market }) => market === instrument),
    ];
  } // prettier-ignore

  /** Matches, then rests or cancels what is left; how much that is. `size` is what it was accepted with. */
  #trade(
    hash: string,
    account: string,
    subaccount: number,
    order: Wanted,
    size: number,
    lots: number,
    limit: number,
    isSlice = false,
  ): number {
    const { instrument, side, timeInForce, kind } = order;
    const identity = { account, subaccount, instrument, side };
    let left = lots;
    let isStopped = false;
    while (left > 0 && !isStopped) {
      const maker = this.#bestWithin(instrument, side, limit);
      if (maker === undefined) break;
      if (maker.account === account) {
        const mode = order.selfTradePrevention;
        if (mode === 'decrement') {
          const both = Math.min(left, maker.shown);
          this.#events.push({ type: 'decremented', instrument, maker: maker.hash, taker: hash, size: both });
          this.#shrink(maker, both);
          this.#showNext(maker);
          left -= both;
        }
        if (mode === 'cancel-maker' || mode === 'cancel-both') this.#end(maker, 'SELF_TRADE');
        isStopped = mode === 'cancel-taker' || mode === 'cancel-both';
        continue;
      }
      const held = this.held(maker.account, maker.subaccount, instrument);
      const reducible = Math.max(0, maker.side === 'buy' ? -held : held);
      const traded = Math.min(left, maker.reduceOnly ? Math.min(maker.shown, reducible) : maker.shown);
      if (traded === 0) {
        this.#end(maker, 'REDUCE_ONLY');
        continue;
      }
      this.#fill(maker, { hash, account, subaccount, side, ocoGroup: order.ocoGroup }, traded);
      left -= traded;
    }
    const { displaySize, goodTillMs, reduceOnly, postOnly, label, ocoGroup, makerGroup, pegSource, pegOffset } = order;
    const shown = displaySize === 0 ? left : Math.min(displaySize, left);
    const taken = { hash, ...identity, price: limit, size, lots: left, shown, displaySize, reduceOnly, postOnly, goodTillMs, label, ocoGroup, makerGroup, pegSource, pegOffset, limit: pegSource === 'none' ? limit : order.price, turn: 0 }; // prettier-ignore
    if (isSlice) return left;
    if (left > 0 && (timeInForce === 'GTC' || timeInForce === 'GTT') && !isStopped) {
      taken.turn = this.#turn++;
      this.orders.push(taken);
      this.#rested(taken);
    } else if (left > 0) {
      this.#end(taken, isStopped ? 'SELF_TRADE' : kind === 'market' ? 'MARKET' : 'IOC');
    }
    return left;
  }

  #fill(
    maker: ModelOrder,
    taker: Pick<ModelOrder, 'hash' | 'account' | 'subaccount' | 'side' | 'ocoGroup'>,
    size: number,
  ): void {
    const { instrument, price } = maker;
    this.last[instrument] = price;
    this.#shrink(maker, size);
    this.#pay(maker, taker, instrument, price, size);
    this.#showNext(maker);
    this.#endOthers(maker);
    this.#endOthers({ ...taker, instrument });
    this.#countMaker(maker, taker.side === 'buy' ? -size : size);
  }

  /** What a trade does to both sides, and its event. */
  #pay(
    maker: Pick<ModelOrder, 'hash' | 'account' | 'subaccount'>,
    taker: Pick<ModelOrder, 'hash' | 'account' | 'subaccount' | 'side'>,
    instrument: number,
    price: number,
    size: number,
  ): void {
    const listing = this.#listings.find((each) => each.instrument === instrument)!;
    const notional = (size * price * listing.tickSizeMicroUsdc) / listing.lotsPerUnit;
    const takerFee = ceilPpb(notional, this.#takerPpb);
    const makerFee = -floorPpb(notional, this.#rebatePpb) + 0;
    const bought = taker.side === 'buy' ? size : -size;
    this.#move(taker, instrument, bought, (bought > 0 ? -notional : notional) - takerFee);
    this.#move(maker, instrument, -bought, (bought > 0 ? notional : -notional) - makerFee);
    this.#events.push({
      ...{ type: 'fill', instrument, side: taker.side, price, size, liquidation: false },
      ...{ maker: maker.hash, makerAccount: maker.account, makerSubaccount: maker.subaccount, makerFee },
      ...{ taker: taker.hash, takerAccount: taker.account, takerSubaccount: taker.subaccount, takerFee },
    });
  }

  /** Open orders of the group that an order names. */
  #members({ account, subaccount, instrument, ocoGroup }: Grouped): { hash: string; whole: boolean; turn: number; end: () => void }[] {
    const fits = (each: Grouped): boolean => ocoGroup !== 0 && each.account === account && each.subaccount === subaccount && each.instrument === instrument && each.ocoGroup === ocoGroup;
    const resting = this.orders.filter(fits).map((each) => ({ hash: each.hash, turn: each.turn, whole: each.lots === each.size, end: () => this.#end(each, 'OCO') }));
    const waiting = this.triggers.filter((each) => fits({ ...each.order, ...each })).map((each) => ({ hash: each.hash, turn: each.turn, whole: each.left === each.order.size, end: () => this.#endTrigger(each, 'OCO') }));
    return [...resting, ...waiting].sort((a, b) => a.turn - b.turn);
  } // prettier-ignore

  /** One cancels the others. */
  #endOthers(order: Grouped & { readonly hash: string }): void {
    for (const each of this.#members(order)) if (each.hash !== order.hash) each.end();
  }

  #group(hash: string, account: string, subaccount: number, order: PlaceOrder): string {
    const members = this.#members({ ...order, account, subaccount }).filter((each) => each.hash !== hash);
    if (members.some(({ whole }) => !whole)) return 'OCO_TRADED';
    return members.length >= 8 ? 'OCO_LIMIT' : 'OK';
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
    order.turn = this.#turn++;
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

  /** A lot is a unit; what is no option has neither gamma nor vega. */
  #limit(account: string, subaccount: number, { feed, deltaMaxPpb, gammaMaxPpb, vegaMax }: SetRiskLimits): string {
    if (!this.#listings.some((listing) => listing.feed === feed)) return 'UNDERLYING_UNKNOWN';
    this.deltaLimits.set(`${account}/${subaccount}/${feed}`, deltaMaxPpb / 1e9);
    this.#events.push({ type: 'riskLimitsSet', account, subaccount, feed, deltaMaxPpb, gammaMaxPpb, vegaMax });
    return 'OK';
  }

  #isBeyondDelta(account: string, subaccount: number, { instrument, side }: DeltaLine, lots: number): boolean {
    const limit = this.deltaLimits.get(`${account}/${subaccount}/${instrument}`) ?? 0;
    const open = this.own(account, subaccount, instrument);
    return limit > 0 && slowDelta(this.held(account, subaccount, instrument), open, side, lots) > limit;
  }

  #setMode(account: string, subaccount: number, { mode }: SetMarginMode): Outcome {
    const key = `${account}/${subaccount}`;
    if (this.portfolios.has(key) !== (mode === 'portfolio')) {
      const used = this.#lines(account, subaccount).filter(({ held, open }) => held !== 0 || open.length > 0);
      if (used.some(({ instrument }) => this.marks[instrument]!.stale)) return refused('FEED_STALE');
      if (mode === 'portfolio') this.portfolios.add(key);
      else this.portfolios.delete(key);
      const missing = this.#initial(account, subaccount) - this.standing(account, subaccount).equity;
      if (missing > 0) {
        if (mode === 'portfolio') this.portfolios.delete(key);
        else this.portfolios.add(key);
        return refused('MARGIN_TOO_LOW', missing);
      }
    }
    this.#events.push({ type: 'marginModeSet', account, subaccount, mode });
    return refused('OK');
  }

  /** How a subaccount stands in all markets. */
  #lines(account: string, subaccount: number): PortfolioLine[] {
    return this.#listings.map(({ instrument, tickSizeMicroUsdc, lotsPerUnit }) => ({
      instrument,
      held: this.held(account, subaccount, instrument),
      ...this.marks[instrument]!,
      tick: tickSizeMicroUsdc / lotsPerUnit,
      open: this.own(account, subaccount, instrument),
    }));
  }

  /** Initial margin of what is held and open. */
  #initial(account: string, subaccount: number): number {
    if (this.portfolios.has(`${account}/${subaccount}`)) return slowPortfolioInitial(this.#lines(account, subaccount));
    return sum(
      this.#listings.map(({ instrument, tickSizeMicroUsdc, lotsPerUnit, initialMarginPpb }) => {
        const { perLot } = this.marks[instrument]!;
        const held = this.held(account, subaccount, instrument);
        const open = this.own(account, subaccount, instrument).filter((each) => !each.reduceOnly);
        const [bids, asks] = (['buy', 'sell'] as const).map((side) => open.filter((each) => each.side === side));
        const lots = (orders: readonly OpenLots[]) => sum(orders.map((each) => each.lots));
        const loss = (orders: readonly OpenLots[], sign: number) =>
          Math.max(0, sign * sum(orders.map((each) => (each.price * (tickSizeMicroUsdc / lotsPerUnit) - perLot) * each.lots)));
        const worst = Math.max(Math.abs(held + lots(bids!)), Math.abs(held - lots(asks!)));
        return worst * ceilPpb(perLot, initialMarginPpb) + loss(bids!, 1) + loss(asks!, -1);
      }),
    );
  } // prettier-ignore

  /** Equity, and the maintenance margin below which liquidation begins. */
  standing(account: string, subaccount: number): { equity: number; maintenance: number } {
    const rows = this.#listings.map(({ instrument, maintenanceMarginPpb }) => {
      const { perLot } = this.marks[instrument]!;
      const held = this.held(account, subaccount, instrument);
      return { value: held * perLot, maintenance: Math.abs(held) * ceilPpb(perLot, maintenanceMarginPpb) };
    });
    const equity = this.money[`${account}/${subaccount}`]! + sum(rows.map(({ value }) => value));
    const isPortfolio = this.portfolios.has(`${account}/${subaccount}`);
    const maintenance = isPortfolio ? slowPortfolioMaintenance(this.#lines(account, subaccount)) : sum(rows.map((row) => row.maintenance)); // prettier-ignore
    return { equity, maintenance };
  }

  /** Micro-USDC by which margin falls short for an order at its worst; not above 0: it passes. */
  #missing(
    account: string,
    subaccount: number,
    listing: PerpetualListing,
    order: { readonly instrument: number; readonly side: Side; readonly reduceOnly: boolean },
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
      const open = this.own(account, subaccount, each.instrument).filter((one) => !one.reduceOnly);
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
    if (this.portfolios.has(`${account}/${subaccount}`)) return slowPortfolioMissing(this.#lines(account, subaccount), equity, { ...order, lots }, loss); // prettier-ignore
    const missing = initial + loss - equity;
    return grows ? missing : Math.min(missing, loss - freed - Math.max(0, equity - maintenance));
  }
}
