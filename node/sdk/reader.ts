import { WitanError } from '../types/fault.ts';
import type { Address, Hash } from '../types/ids.ts';
import type { ExitKit } from '../checkpoint/exitKit.ts';
import { readExitKit } from './exitKits.ts';
import { signAccountRequest, type AccountRequest } from './accountRequest.ts';
import { BookMirror, type LiveBook } from './bookMirror.ts';
import type { Connection, OpenSocket } from './connection.ts';
import { Endpoints } from './endpoints.ts';
import { LiveSubscription, type LiveTopic } from './liveSubscription.ts';
import type { NetworkTrust } from './network.ts';
import type { ClientOptions } from './options.ts';
import type * as rpc from './rpcTypes.ts';
import type { AnySigner } from './signer.ts';

const openGlobalSocket: OpenSocket = (url) => new WebSocket(url);

/** What can be read of a network through several nodes. Each answer is one node's word: whoever doubts asks several. */
export class NetworkReader {
  protected readonly options: ClientOptions;
  protected readonly nowMs: () => number;
  protected readonly endpoints: Endpoints;
  readonly #live = new Set<LiveSubscription>();
  #network: rpc.NetworkDescription | undefined;
  #trust: NetworkTrust = 'single';

  constructor(options: ClientOptions) {
    this.options = options;
    this.nowMs = options.nowMs ?? Date.now;
    const connection = {
      openSocket: options.webSocket ?? openGlobalSocket,
      callTimeoutMs: options.callTimeoutMs ?? 10_000,
      retryMsMin: 100,
      retryMsMax: 5_000,
    };
    this.endpoints = new Endpoints(options.endpoints, options.network, connection, {
      ready: () => this.onReady(),
      down: (node) => this.onDown(node),
      followed: (node, state) => this.onFollowed(node, state),
    });
  }

  /** Done by `createWitanClient`. */
  async connect(): Promise<void> {
    const { connectMs = 10_000, compareMs = 2_000 } = this.options;
    const { network, trust } = await this.endpoints.agree(connectMs, compareMs);
    this.#network = network;
    this.#trust = trust;
  }

  protected onReady(): void {
    for (const live of this.#live) live.resume();
  }

  protected onDown(node: Connection): void {
    for (const live of this.#live) live.onDown(node);
  }

  protected onFollowed(_node: Connection, _state: unknown): void {
    // Who only reads follows nothing.
  }

  /** What results are verified against. */
  get network(): rpc.NetworkDescription {
    return this.#network!;
  }

  /** Why that is believed. */
  get trust(): NetworkTrust {
    return this.#trust;
  }

  /** Whose account this client acts for. Errors: SIGNER_MISSING. */
  get account(): Address {
    const { account, signer } = this.options;
    if (signer !== undefined) return account ?? signer.address;
    return signerMissing();
  }

  markets(): Promise<rpc.MarketsState> {
    return this.endpoints.call('witan_markets', []);
  }

  trades(instrument: number, limit = 50): Promise<readonly rpc.PublicTrade[]> {
    return this.endpoints.call('witan_trades', [instrument, limit]);
  }

  bookSnapshot(instrument: number, levels = 20): Promise<rpc.BookSnapshot> {
    return this.endpoints.call('witan_book', [instrument, levels]);
  }

  /** Books of up to 50 strategies in which combos rest, ascending by name from after `after`. */
  combos(after = ''): Promise<rpc.CombosState> {
    return this.endpoints.call('witan_combos', [after]);
  }

  /** The insurance funds of all market groups, ascending. */
  funds(): Promise<rpc.FundsState> {
    return this.endpoints.call('witan_funds', []);
  }

  /** Up to 100 running auctions with what a bid would get now, ascending by index of the subaccount from after `after`. */
  auctions(after = 0): Promise<rpc.AuctionsState> {
    return this.endpoints.call('witan_auctions', [after]);
  }

  transaction(hash: Hash): Promise<rpc.TransactionState> {
    return this.endpoints.call('witan_transaction', [hash]);
  }

  /** The account's balances, positions, orders and keys. Errors: SIGNER_MISSING, ACCOUNT_*. */
  async accountState(): Promise<rpc.AccountState> {
    const { account, key, timeMs, signature } = await this.#accountRequest();
    return this.endpoints.call('witan_account', [account, key, timeMs, signature]);
  }

  async #accountRequest(): Promise<AccountRequest> {
    const { account } = this;
    return signAccountRequest(this.options.signer as AnySigner, this.network.networkId, account, this.nowMs());
  }

  /** A book that stays up to date; `changed` is called after each change. Errors: MARKET_UNKNOWN. */
  async book(instrument: number, changed: (book: LiveBook) => void = () => undefined): Promise<LiveBook> {
    const mirror = new BookMirror();
    const live = this.subscribe({
      topic: 'book',
      options: async () => ({ instrument }),
      initial: (picture) => {
        mirror.reset(picture as rpc.BookSnapshot);
        changed(book);
      },
      next: (diff) => {
        if (mirror.apply(diff as rpc.BookDiff)) changed(book);
        else live.restart();
      },
    });
    const book: LiveBook = {
      get height() {
        return mirror.height;
      },
      get timeMs() {
        return mirror.timeMs;
      },
      bids: (levels) => mirror.side('buy', levels),
      asks: (levels) => mirror.side('sell', levels),
      close: () => this.unsubscribe(live),
    };
    await live.start();
    return book;
  }

  /** Calls `listener` for every block. Returns what ends it. */
  onBlocks(listener: (block: rpc.BlockSummary) => void): Promise<() => void> {
    return this.#listen('blocks', async () => undefined, listener);
  }

  /** Calls `listener` with the trades of each block that has any. */
  onTrades(instrument: number, listener: (trades: readonly rpc.PublicTrade[]) => void): Promise<() => void> {
    return this.#listen('trades', async () => ({ instrument }), listener);
  }

  /** Calls `listener` with the account's events of each block that has any. */
  onAccount(listener: (events: rpc.AccountEvents) => void): Promise<() => void> {
    return this.#listen('account', () => this.#accountRequest(), listener);
  }

  /**
   * What the account can leave a chain (absent: the home chain) with, without any node, under the last header: to be kept in a file (`exitKitText`).
   * Errors: EXIT_KIT_NOT_READY before the first header is signed, EXIT_KIT_INVALID where a node's answer proves nothing.
   */
  async exitKit(chain = this.network.l1.chainId): Promise<ExitKit> {
    const { account, key, timeMs, signature } = await this.#accountRequest();
    const request = [account, key, timeMs, signature, chain];
    return readExitKit(JSON.stringify(await this.endpoints.call('witan_exitKit', request)));
  }

  /** Calls `listener` with the account's exit kit of each header that a quorum signed, once its proofs were checked. */
  onExitKit(listener: (kit: ExitKit) => void, chain = this.network.l1.chainId): Promise<() => void> {
    const options = async () => ({ ...(await this.#accountRequest()), chain });
    return this.#listen('exitKit', options, (kit: unknown) => listener(readExitKit(JSON.stringify(kit)))); // prettier-ignore
  }

  /** Calls `listener` when a checkpoint is signed, and when L1 has accepted it. */
  onCheckpoints(listener: (notice: rpc.CheckpointNotice) => void): Promise<() => void> {
    return this.#listen('checkpoints', async () => undefined, listener);
  }

  async #listen<T>(topic: string, options: LiveTopic['options'], next: (result: T) => void): Promise<() => void> {
    const listener = (result: unknown): void => next(result as T);
    const live = this.subscribe({ topic, options, initial: () => undefined, next: listener });
    await live.start();
    return () => this.unsubscribe(live);
  }

  protected subscribe(topic: LiveTopic): LiveSubscription {
    const live = new LiveSubscription(this.endpoints, topic);
    this.#live.add(live);
    return live;
  }

  protected unsubscribe(live: LiveSubscription): void {
    this.#live.delete(live);
    live.close();
  }

  close(): void {
    for (const live of this.#live) live.close();
    this.#live.clear();
    this.endpoints.close();
  }
}

export function signerMissing(): never {
  throw new WitanError('SIGNER_MISSING', 'This client was made without a signer.', 'Give createWitanClient a signer.');
}
