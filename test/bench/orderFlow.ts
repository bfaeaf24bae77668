import { batchOrderHash } from '../../node/crypto/batchOrderHash.ts';
import { toHex } from '../../node/codec/hex.ts';
import { Connection } from '../../node/sdk/connection.ts';
import { cancelBody, orderBody } from '../../node/sdk/bodies.ts';
import { type SignedTransaction, TransactionSigner } from '../../node/sdk/signer.ts';
import type { TransactionState } from '../../node/sdk/rpcTypes.ts';
import type { TransactionDomain } from '../../node/codec/eip712.ts';
import type { TraderSigner } from '../../node/crypto/secp256k1.ts';
import { WitanError } from '../../node/types/fault.ts';
import type { Hash, HexBytes } from '../../node/types/ids.ts';
import type { BatchOperation } from '../../node/types/transaction.ts';
import { latenciesOf, type Latencies, round } from './latencies.ts';

/** What came of one rate. Finality is from the moment at which a transaction was due, so that a late sender hides nothing. */
export interface FlowRow extends Latencies {
  /** Orders, replacements and cancels due, and final, a second. */
  readonly offeredPerSecond: number;
  readonly ordersPerSecond: number;
  /** Refusals and outcomes other than OK, by code: of transactions, and of operations in batches. */
  readonly notOk: Readonly<Record<string, number>>;
}

export interface FlowSetup {
  readonly urls: readonly string[];
  /** Traders, each with collateral. */
  readonly signers: readonly TraderSigner[];
  readonly domain: TransactionDomain;
  /** Operations under one signature; 1: transactions of their own. */
  readonly batch: number;
}

/** How many transactions became final while others were sent, and how many of them after `startShare` of the time. */
export interface Sent {
  readonly final: number;
  readonly steady: number;
}

/** Sockets to each validator: a node grants each of them 5,000 calls a second. */
const socketsPerNode = 4;
const sendEveryMs = 5;
const orderLifeMs = 60_000;
/** After the last one was sent; what is not final then counts as late for good. */
const drainMs = 5_000;
/** Part of a run that is not counted in its throughput. */
const startShare = 0.25;
/** Ticks: bids and asks that rest, 1.7 % from the first index price, and within the band. */
const bidTicks = 590_000;
const askTicks = 610_000;
const levels = 100;
/** Orders of one account that rest at a time, beside those of a batch on its way. */
const restingMax = 25;
/** One of so many operations takes from the other side; the others rest, or cancel what rests. */
const takeEvery = 8;

interface Own {
  readonly hash: Hash;
  readonly expiryMs: number;
}

/** One account: an endless sequence of orders, half of them cancels, of which none waits for the outcome of another. */
class Trader {
  readonly signer: TransactionSigner;
  readonly #isBuyer: boolean;
  readonly #resting: Own[] = [];
  #count = 0;

  constructor(signer: TraderSigner, domain: TransactionDomain, number: number) {
    this.signer = new TransactionSigner(signer, signer.address, domain, Date.now);
    this.#isBuyer = number % 2 === 0;
    this.#count = number;
  }

  next(): BatchOperation {
    const count = this.#count++;
    if (count % takeEvery === 0) {
      const side = this.#isBuyer ? 'buy' : 'sell';
      const price = this.#isBuyer ? askTicks + levels : bidTicks - levels;
      return orderBody({ instrument: 1, side, size: 1, price, timeInForce: 'IOC' });
    }
    const isCancel = count % 2 === 0 || this.#resting.length > restingMax;
    const oldest = isCancel ? this.#resting.shift() : undefined;
    if (oldest !== undefined) return cancelBody(oldest);
    const away = count % levels;
    const price = this.#isBuyer ? bidTicks - away : askTicks + away;
    return orderBody({ instrument: 1, side: this.#isBuyer ? 'buy' : 'sell', size: 10, price, postOnly: true });
  }

  rests(order: Own): void {
    this.#resting.push(order);
  }
}

/** Ready to be sent. */
interface Prepared {
  readonly hash: Hash;
  readonly hex: HexBytes;
}

/** Traders that send at a rate, whatever becomes of it, to all validators in turn. */
export class OrderFlow {
  readonly #setup: FlowSetup;
  readonly #traders: readonly Trader[];
  readonly #connections: readonly Connection[];
  /** When transactions that are not final were due. */
  readonly #open = new Map<Hash, number>();
  #finalityMs: number[] = [];
  #notOk: Record<string, number> = {};
  #turn = 0;

  private constructor(setup: FlowSetup, open: (onFollowed: (state: unknown) => void) => readonly Connection[]) {
    this.#setup = setup;
    this.#traders = setup.signers.map((signer, number) => new Trader(signer, setup.domain, number));
    this.#connections = open((state) => this.#final(state as TransactionState));
  }

  /** Errors: ENDPOINT_DOWN. */
  static async open(setup: FlowSetup): Promise<OrderFlow> {
    const up: Promise<void>[] = [];
    const flow = new OrderFlow(setup, (followed) =>
      Array.from({ length: setup.urls.length * socketsPerNode }, (_, number) => {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        up.push(promise);
        const url = setup.urls[number % setup.urls.length]!.replace(/^http/, 'ws') + '/ws';
        const down = (): void => reject(new WitanError('ENDPOINT_DOWN', `No connection to ${url}.`));
        const openSocket = (address: string): WebSocket => new WebSocket(address);
        const options = { openSocket, callTimeoutMs: 30_000, retryMsMin: 1_000, retryMsMax: 1_000 };
        return new Connection(url, options, { up: resolve, down, followed });
      }),
    );
    await Promise.all(up);
    return flow;
  }

  /**
   * Signs what the time takes beforehand, then sends `ordersPerSecond` evenly for that time, and waits for what is late.
   * `around` is called with the sending.
   */
  async run(
    ordersPerSecond: number,
    durationMs: number,
    signal: AbortSignal,
    around: (send: () => Promise<Sent>) => Promise<Sent> = (send) => send(),
  ): Promise<FlowRow> {
    const everyMs = (1_000 * this.#setup.batch) / ordersPerSecond;
    const prepared: Prepared[] = [];
    for (let number = 0; number * everyMs < durationMs; number++) prepared.push(await this.#prepare());
    this.#finalityMs = [];
    this.#notOk = {};
    const { steady } = await around(() => this.#send(prepared, everyMs, durationMs, signal));
    for (let waitedMs = 0; this.#open.size > 0 && waitedMs < drainMs; waitedMs += 50) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      signal.throwIfAborted();
    }
    for (const dueMs of this.#open.values()) this.#finalityMs.push(performance.now() - dueMs);
    if (this.#open.size > 0) this.#notOk['LATE'] = this.#open.size;
    this.#open.clear();
    return {
      ...latenciesOf(this.#finalityMs),
      offeredPerSecond: round(ordersPerSecond),
      ordersPerSecond: round((steady * this.#setup.batch * 1_000) / (durationMs * (1 - startShare))),
      notOk: this.#notOk,
    };
  }

  async #send(prepared: readonly Prepared[], everyMs: number, durationMs: number, signal: AbortSignal): Promise<Sent> {
    const beganMs = performance.now();
    let early = 0;
    for (let next = 0; ;) {
      const nowMs = performance.now() - beganMs;
      for (; next < prepared.length && next * everyMs <= nowMs; next++) {
        this.#submit(prepared[next]!, beganMs + next * everyMs);
      }
      if (nowMs < durationMs * startShare) early = this.#finalityMs.length;
      if (nowMs >= durationMs) break;
      await new Promise((resolve) => setTimeout(resolve, sendEveryMs));
      signal.throwIfAborted();
    }
    const final = this.#finalityMs.length;
    return { final, steady: final - early };
  }

  #submit({ hash, hex }: Prepared, dueMs: number): void {
    const connection = this.#connections[this.#turn++ % this.#connections.length]!;
    this.#open.set(hash, dueMs);
    connection.call('witan_submit', [hex, true]).catch((error: unknown) => {
      this.#open.delete(hash);
      this.#count(error instanceof WitanError ? error.code : String(error));
    });
  }

  #final({ hash, code, events }: TransactionState): void {
    const dueMs = this.#open.get(hash);
    if (dueMs === undefined) return;
    this.#open.delete(hash);
    this.#finalityMs.push(performance.now() - dueMs);
    if (code !== 'OK') this.#count(code!);
    for (const event of events ?? []) {
      if (event.type === 'operation' && event.code !== 'OK') this.#count(event.code as string);
    }
  }

  async #prepare(): Promise<Prepared> {
    const { batch } = this.#setup;
    const trader = this.#traders[this.#turn++ % this.#traders.length]!;
    const operations = Array.from({ length: batch }, () => trader.next());
    const [only] = operations;
    const signed = await trader.signer.sign(batch === 1 ? only! : { type: 'batch', atomic: false, operations }, {
      validMs: orderLifeMs,
    });
    operations.forEach((operation, position) => {
      if (operation.type !== 'order' || !operation.postOnly) return;
      const hash = batch === 1 ? signed.hash : batchOrderHash(signed.hash, position);
      trader.rests({ hash, expiryMs: signed.transaction.expiryMs });
    });
    return { hash: signed.hash, hex: hexOf(signed) };
  }

  #count(code: string): void {
    this.#notOk[code] = (this.#notOk[code] ?? 0) + 1;
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }
}

const hexOf = ({ bytes }: SignedTransaction): HexBytes => toHex<HexBytes>(bytes);
