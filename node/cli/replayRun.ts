import { batchOrderHash } from '../crypto/batchOrderHash.ts';
import { checkConservation } from '../exchange/conservation.ts';
import { execute } from '../exchange/exchange.ts';
import type { RestingOrder } from '../exchange/records.ts';
import { createExchange, type ExchangeState } from '../exchange/state.ts';
import { findSubaccount } from '../exchange/ledger/subaccounts.ts';
import type { BlockEvent, OrderedBlock } from '../types/block.ts';
import { instrumentId, zeroAddress, zeroHash, type Hash, type HexBytes } from '../types/ids.ts';
import type { DepositItem } from '../types/settlement.ts';
import {
  protocolVersion,
  type BatchOperation,
  type CancelOrder,
  type HashedTransaction,
  type PlaceOrder,
  type ReplaceOrder,
  type TransactionBody,
} from '../types/transaction.ts';
import { height, lots, ticks, timeMs } from '../types/units.ts';
import { accountBody, comboBody, quotesOf } from './replayBodies.ts';
import { firstMarket, toldEvent, type ReplayEvent } from './replayEvents.ts';
import type { ReplayHeader } from './replayHeader.ts';
import { addressOf, nameOf, orderHashOf, ReplayNames } from './replayNames.ts';
import type { Batch, BatchLine, Cancel, MassQuote, Operation, Place, Replace } from './replayOperations.ts';

/** Codes of names that only a replay has. */
export type ReplayCode = 'ID_IN_USE' | 'ORDER_UNKNOWN';

interface BlockContents {
  readonly elapsedMs?: number;
  readonly deposits?: readonly DepositItem[];
  readonly transaction?: HashedTransaction;
}

const cut = { chainId: 31_337, number: 0, hash: zeroHash } as const;
const noSignature = '0x' as HexBytes;
/** A hash for transactions that no later one names. */
const anyHash = `0x${'f'.repeat(64)}` as Hash;

/**
 * Replays operations on the exchange that nodes run: each is a block of its own, a millisecond after the one before. So
 * prices, funding and liquidation are looked at before and after each of them, and phases reorder nothing.
 */
export class ReplayRun {
  readonly state: ExchangeState;
  readonly #header: ReplayHeader;
  #timeMs: number;
  #height = 0;
  /** Of each market its index price in ticks, and whether that is no fresh one. */
  readonly #prices: { ticks: number; stale: boolean }[];
  #deposits = 0n;
  #line = 0;
  readonly #names = new ReplayNames();

  constructor(header: ReplayHeader) {
    this.state = createExchange(header.genesis);
    this.#header = header;
    this.#timeMs = header.genesis.timeMs;
    this.#prices = header.markets.map((market) => ({ ticks: market.price, stale: false }));
  }

  /** Executes the operation of a line; everything that came of it, in order. */
  run(operation: Operation, line: number): ReplayEvent[] {
    this.#line = line;
    switch (operation.op) {
      case 'place':
        return this.#place(operation);
      case 'cancel':
        return this.#cancel(operation);
      case 'cancelAll':
      case 'massCancel':
      case 'cancelAllAfter':
      case 'protect':
      case 'riskLimits':
      case 'marginMode':
      case 'bid': {
        return this.#send(operation.account, operation.subaccount, anyHash, accountBody(operation));
      }
      case 'massQuote':
        return this.#massQuote(operation);
      case 'replace':
        return this.#replace(operation);
      case 'batch':
        return this.#batch(operation);
      case 'combo': {
        const { id, account, subaccount } = operation;
        if (this.#isOpen(id)) return this.#reject(operation, 'ID_IN_USE');
        this.#names.forget(id);
        return this.#send(account, subaccount, orderHashOf(id), comboBody(operation), id);
      }
      case 'mark': {
        const price = this.#prices[operation.market - 1]!;
        price.ticks = operation.price ?? price.ticks;
        price.stale = operation.stale;
        return this.#block({});
      }
      case 'time':
        return this.#block({ elapsedMs: operation.ms });
      case 'deposit': {
        const { account, subaccount, amount } = operation;
        return this.#block({ deposits: [this.#deposit(account, subaccount, amount)] });
      }
    }
  }

  #place(order: Place): ReplayEvent[] {
    const body = this.#placeBody(order);
    if (typeof body === 'string') return this.#reject(order, body);
    const hash = orderHashOf(order.id);
    this.#names.forget(order.id);
    return this.#send(order.account, order.subaccount, hash, body, order.id);
  }

  #placeBody(order: Place): PlaceOrder | ReplayCode {
    const { type, tif, price, size, side, postOnly, slide, reduceOnly, label } = order;
    const isTrigger = type === 'stop' || type === 'take-profit' || type === 'trailing-stop';
    if (this.#isOpen(order.id)) return 'ID_IN_USE';
    return {
      type: 'order',
      instrument: instrumentId(order.market),
      side,
      kind: type === 'market' || ((isTrigger || type === 'twap') && price === 0) ? 'market' : 'limit',
      timeInForce: tif,
      postOnly,
      slide,
      reduceOnly,
      selfTradePrevention: order.stp,
      price: ticks(price),
      size: lots(size),
      clientId: 0,
      displaySize: lots(order.displaySize),
      goodTillMs: timeMs(order.goodTillMs),
      label,
      triggerKind: isTrigger ? type : 'none',
      triggerSource: order.triggerSource,
      triggerPrice: ticks(order.triggerPrice),
      trailingOffset: ticks(order.trailingOffset),
      sliceCount: order.sliceCount,
      sliceIntervalMs: order.sliceIntervalMs,
      pegSource: type === 'pegged' ? order.pegSource : 'none',
      pegOffset: order.pegOffset + 0,
      ocoGroup: order.ocoGroup,
      makerGroup: order.makerGroup,
    };
  }

  /** Whether an order of this id could still trade. */
  #isOpen(id: string): boolean {
    return this.#open(this.#names.hashOf(id)) !== undefined;
  }

  #open(hash: Hash): Pick<RestingOrder, 'account' | 'subaccount'> | undefined {
    return this.state.orders.get(hash) ?? this.state.triggers.get(hash) ?? this.state.combos.get(hash);
  }

  #cancelBody(cancel: Cancel): CancelOrder {
    return { type: 'cancel', order: this.#names.hashOf(cancel.id), orderExpiryMs: timeMs(cancel.orderExpiryMs) };
  }

  #cancel(cancel: Cancel): ReplayEvent[] {
    const body = this.#cancelBody(cancel);
    if (cancel.account !== undefined) return this.#send(cancel.account, cancel.subaccount, anyHash, body, cancel.id);
    const open = this.#open(body.order);
    if (open === undefined) return this.#reject(cancel, 'ORDER_UNKNOWN');
    return this.#send(nameOf(open.account), this.#subNoOf(open), anyHash, body, cancel.id);
  }

  /** What is left out stays as the order has it. */
  #replaceBody(replace: Replace): ReplaceOrder {
    const order = this.#names.hashOf(replace.id);
    const resting = this.state.orders.get(order);
    return {
      type: 'replace',
      order,
      instrument: resting?.instrument ?? firstMarket,
      price: ticks(replace.price ?? resting?.peg?.limit ?? resting?.price ?? 0),
      size: lots(replace.size ?? resting?.size ?? 0),
      postOnly: replace.postOnly,
      selfTradePrevention: replace.stp,
    };
  }

  #replace(replace: Replace): ReplayEvent[] {
    const body = this.#replaceBody(replace);
    if (replace.account !== undefined) {
      return this.#send(replace.account, replace.subaccount, anyHash, body, replace.id);
    }
    const resting = this.state.orders.get(body.order);
    if (resting === undefined) return this.#reject(replace, 'ORDER_UNKNOWN');
    return this.#send(nameOf(resting.account), this.#subNoOf(resting), anyHash, body, replace.id);
  }

  /** Orders of a batch have hashes of their own; the ids of the file are kept beside them. */
  #batch({ op, account, subaccount, atomic, operations }: Batch): ReplayEvent[] {
    const hash = lineHash(this.#line);
    for (const operation of operations) {
      const isNew = operation.op === 'place' || operation.op === 'combo';
      if (isNew && this.#isOpen(operation.id)) return this.#reject({ op, id: operation.id }, 'ID_IN_USE');
    }
    const bodies = operations.map((operation, position): BatchOperation => {
      const body = this.#batchBody(operation);
      // From here on the id means this order, also to what follows in the batch.
      if (operation.op === 'place' || operation.op === 'combo')
        this.#names.remember(operation.id, batchOrderHash(hash, position));
      return body;
    });
    return this.#send(account, subaccount, hash, { type: 'batch', atomic, operations: bodies });
  }

  #batchBody(operation: BatchLine): BatchOperation {
    switch (operation.op) {
      case 'place':
        return this.#placeBody(operation) as PlaceOrder;
      case 'cancel':
        return this.#cancelBody(operation);
      case 'replace':
        return this.#replaceBody(operation);
      case 'combo':
        return comboBody(operation);
    }
  }

  /** What stays of an earlier quote keeps its name; the others are named after this one. */
  #massQuote(operation: MassQuote): ReplayEvent[] {
    const { id, account, subaccount, group } = operation;
    const hash = lineHash(this.#line);
    const quotes = quotesOf(operation);
    const names = quotes.flatMap((_, at) => [`${id}/${2 * at}`, `${id}/${2 * at + 1}`]);
    if (names.some((name) => this.#isOpen(name))) return this.#reject(operation, 'ID_IN_USE');
    names.forEach((name, position) => this.#names.remember(name, batchOrderHash(hash, position)));
    const instrument = instrumentId(operation.market);
    return this.#send(account, subaccount, hash, { type: 'massQuote', instrument, makerGroup: group, quotes }, id);
  }

  #subNoOf(order: Pick<RestingOrder, 'subaccount'>): number {
    return this.state.subaccounts.get(order.subaccount)!.subNo;
  }

  /** One block with one transaction; whoever acts for the first time is funded in it. */
  #send(account: string, subNo: number, hash: Hash, body: TransactionBody, id?: string): ReplayEvent[] {
    const address = addressOf(account);
    const isKnown = findSubaccount(this.state, address, subNo) !== undefined;
    const { funding } = this.#header;
    const deposits = isKnown || funding === 0 ? [] : [this.#deposit(account, subNo, funding)];
    const nowMs = timeMs(this.#timeMs + 1);
    const transaction: HashedTransaction = {
      hash,
      transaction: {
        version: protocolVersion,
        account: address,
        subaccount: subNo,
        key: address,
        nonce: nowMs,
        expiryMs: nowMs,
        body,
        signature: noSignature,
      },
    };
    return this.#block({ deposits, transaction }, id);
  }

  #deposit(account: string, subNo: number, amount: number): DepositItem {
    const index = this.#deposits++;
    const owner = addressOf(account);
    return { kind: 'deposit', index, token: 0, from: zeroAddress, owner, subNo, amount: BigInt(amount), l1Block: 0 };
  }

  /** What never reaches the exchange; its millisecond passes all the same. */
  #reject({ op, id }: { readonly op: string; readonly id: string }, code: ReplayCode): ReplayEvent[] {
    return [...this.#block({}), { line: this.#line, event: 'rejected', op, id, code, missing: 0 }];
  }

  #block({ elapsedMs = 1, deposits = [], transaction }: BlockContents, id?: string): ReplayEvent[] {
    this.#timeMs += elapsedMs;
    this.#height += 1;
    const now = timeMs(this.#timeMs);
    const block: OrderedBlock = {
      height: height(this.#height),
      digest: zeroHash,
      timeMs: now,
      prices: this.#header.markets.map(({ listing: { feed, tickSizeMicroUsdc } }, at) => {
        const { ticks: price, stale } = this.#prices[at]!;
        return { feed, price: price * tickSizeMicroUsdc, atMs: now, stale };
      }),
      l1: [{ cut, timestampS: 0, items: deposits }],
      headerNumber: 0,
      transactions: transaction === undefined ? [] : [transaction],
    };
    const { events } = execute(this.state, block);
    checkConservation(this.state);
    return events.flatMap((event) => this.#told(event, id) ?? []);
  }

  /** An event of the exchange in the words of a replay; undefined for the receipt of what was accepted. */
  #told(event: BlockEvent, id: string | undefined): ReplayEvent | undefined {
    const line = this.#line;
    if (event.type !== 'receipt') return toldEvent(event, line, this.#names);
    if (event.code === 'OK') return undefined;
    const { kind, code, missing } = event;
    const op = kind === 'order' ? 'place' : kind;
    return { line, event: 'rejected', op: op!, ...(id === undefined ? {} : { id }), code: code!, missing: missing! };
  }
}

/** The hash of a line's transaction, where its orders are named after it. */
const lineHash = (line: number): Hash => `0x${'e'.repeat(48)}${line.toString(16).padStart(16, '0')}` as Hash;
