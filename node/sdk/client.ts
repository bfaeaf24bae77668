import { verifyEd25519 as verifyInJavaScript } from '../crypto/ed25519.ts';
import { deposit, type Mined, type VaultClients } from '../l1/vaultActions.ts';
import { WitanError } from '../types/fault.ts';
import { instrumentId, type Address, type Hash } from '../types/ids.ts';
import type { TransactionBody } from '../types/transaction.ts';
import { microUsdc, timeMs } from '../types/units.ts';
import { signAccountRequest, type AccountRequest } from './accountRequest.ts';
import { approveKeyBody, orderBody } from './bodies.ts';
import { BookMirror, type LiveBook } from './bookMirror.ts';
import { claimWithdrawals } from './claims.ts';
import type { Connection, OpenSocket } from './connection.ts';
import { Endpoints } from './endpoints.ts';
import type { FinalResult, Submitted } from './followed.ts';
import { Follower } from './follower.ts';
import { LiveSubscription, type LiveTopic } from './liveSubscription.ts';
import { committeeOf, type NetworkTrust } from './network.ts';
import type { ClientOptions, OrderRequest, SendOptions, SessionKeyRequest } from './options.ts';
import { isWrongProof, ResultVerifier } from './resultVerifier.ts';
import type * as rpc from './rpcTypes.ts';
import { SettlementWatch, type SettlementStage } from './settlementWatch.ts';
import { TransactionSigner, type AnySigner, type SignedTransaction } from './signer.ts';

const defaultValidMs = 60_000;
/** A transaction that somebody else sent is waited for this long, its expiry being unknown. */
const unknownExpiryMs = 90_000;

const openGlobalSocket: OpenSocket = (url) => new WebSocket(url);

/**
 * Connects to nodes of one network and returns what a trader can do there.
 * Errors: ENDPOINT_INVALID, ENDPOINT_DOWN, NETWORK_MISMATCH, NETWORK_INVALID.
 */
export async function createWitanClient(options: ClientOptions): Promise<WitanClient> {
  const client = new WitanClient(options);
  try {
    await client.connect();
  } catch (error) {
    client.close();
    throw error;
  }
  return client;
}

/** A trader's view of a network, through several nodes of which it needs to trust none. Made by `createWitanClient`. */
export class WitanClient {
  readonly #options: ClientOptions;
  readonly #nowMs: () => number;
  readonly #endpoints: Endpoints;
  readonly #follower: Follower;
  readonly #settlement: SettlementWatch;
  readonly #live = new Set<LiveSubscription>();
  #network: rpc.NetworkDescription | undefined;
  #trust: NetworkTrust = 'single';
  #signer: TransactionSigner | undefined;
  #verifier: ResultVerifier | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? Date.now;
    this.#follower = new Follower(() => this.#endpoints, options.fanout ?? 1);
    this.#settlement = new SettlementWatch(
      () => this.#endpoints,
      () => this.#watchCheckpoints(),
    );
    const connection = {
      openSocket: options.webSocket ?? openGlobalSocket,
      callTimeoutMs: options.callTimeoutMs ?? 10_000,
      retryMsMin: 100,
      retryMsMax: 5_000,
    };
    this.#endpoints = new Endpoints(options.endpoints, options.network, connection, {
      ready: () => {
        this.#follower.onReady();
        for (const live of this.#live) live.resume();
      },
      down: (node) => {
        this.#follower.onDown(node);
        for (const live of this.#live) live.onDown(node);
      },
      followed: (node, state) => this.#follower.onFollowed(node, state),
    });
  }

  /** Done by `createWitanClient`. */
  async connect(): Promise<void> {
    const { connectMs = 10_000, compareMs = 2_000, signer, account, verifyEd25519 } = this.#options;
    const { network, trust } = await this.#endpoints.agree(connectMs, compareMs);
    this.#network = network;
    this.#trust = trust;
    this.#verifier = new ResultVerifier(committeeOf(network), verifyEd25519 ?? verifyInJavaScript);
    if (signer === undefined) return;
    const domain = { homeChainId: network.homeChainId, networkId: network.networkId };
    this.#signer = new TransactionSigner(signer, account ?? signer.address, domain, this.#nowMs);
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
    return this.#requireSigner().account;
  }

  #requireSigner(): TransactionSigner {
    if (this.#signer !== undefined) return this.#signer;
    throw new WitanError(
      'SIGNER_MISSING',
      'This client was made without a signer.',
      'Give createWitanClient a signer.',
    );
  }

  // ── Transactions. Errors of each: those of `sign` and `send`. ──

  placeOrder(order: OrderRequest, options?: SendOptions): Promise<Submitted> {
    return this.#act(orderBody(order), options);
  }

  /** Cancels an order by its hash; also one that is still on its way, up to `expiryMs` of its transaction. */
  cancelOrder(order: { readonly hash: Hash; readonly expiryMs: number }, options?: SendOptions): Promise<Submitted> {
    return this.#act({ type: 'cancel', order: order.hash, orderExpiryMs: timeMs(order.expiryMs) }, options);
  }

  /** Cancels all resting orders of the subaccount, in one market or (absent) in all. */
  cancelAll(instrument = 0, options?: SendOptions): Promise<Submitted> {
    return this.#act({ type: 'cancelAll', instrument: instrumentId(instrument) }, options);
  }

  /** Moves micro-USDC to another subaccount of the account. */
  transfer(toSubaccount: number, amount: number, options?: SendOptions): Promise<Submitted> {
    return this.#act({ type: 'transfer', toSubaccount, token: 0, amount: microUsdc(amount) }, options);
  }

  /** Debits micro-USDC and raises the account's claim on L1; `claim` fetches it there. */
  withdraw(amount: number, options?: SendOptions): Promise<Submitted> {
    return this.#act({ type: 'withdraw', token: 0, amount: microUsdc(amount) }, options);
  }

  approveKey(request: SessionKeyRequest, options?: SendOptions): Promise<Submitted> {
    return this.#act(approveKeyBody(request), options);
  }

  revokeKey(sessionKey: Address, options?: SendOptions): Promise<Submitted> {
    return this.#act({ type: 'revokeKey', sessionKey }, options);
  }

  async #act(body: TransactionBody, options?: SendOptions): Promise<Submitted> {
    return this.send(await this.sign(body, options), options);
  }

  /** Builds and signs without sending. Errors: SIGNER_MISSING, TX_FIELD_RANGE. */
  sign(body: TransactionBody, options: SendOptions = {}): Promise<SignedTransaction> {
    return this.#requireSigner().sign(body, options.subaccount ?? 0, options.validMs ?? defaultValidMs);
  }

  /**
   * Sends a signed transaction; resolves when a node has accepted it.
   * Errors: the refusal's code (TX_*, or the outcome that the exchange would give), ENDPOINT_DOWN.
   */
  async send(signed: SignedTransaction, options: SendOptions = {}): Promise<Submitted> {
    const { final } = await this.#follower.submit(signed, this.#conclude(options.verify ?? true));
    return this.#submitted(signed.hash, signed, () => final);
  }

  /** Follows a transaction that was sent before, or by somebody else. */
  follow(hash: Hash, options: Pick<SendOptions, 'verify'> = {}): Submitted {
    const conclude = this.#conclude(options.verify ?? true);
    let final: Promise<FinalResult> | undefined;
    return this.#submitted(hash, undefined, () => (final ??= this.#follower.watch(hash, unknownExpiryMs, conclude)));
  }

  #submitted(hash: Hash, signed: SignedTransaction | undefined, final: () => Promise<FinalResult>): Submitted {
    const covered = async (stage: SettlementStage) => {
      const { height } = await final();
      return this.#settlement.until(hash, height, stage);
    };
    return {
      hash,
      transaction: signed?.transaction,
      final,
      checkpointed: () => covered('checkpointed'),
      settled: () => covered('settled'),
    };
  }

  #conclude(isVerified: boolean) {
    return async (state: rpc.TransactionState, node: Connection): Promise<FinalResult> => {
      const { hash, height, timeMs, code, events } = state;
      if (!isVerified) {
        return { hash, height: height!, timeMs: timeMs!, code: code!, events: events!, verified: false };
      }
      try {
        return await this.#verifier!.prove(node, hash, height!);
      } catch (error) {
        if (isWrongProof(error)) this.#endpoints.distrust(node);
        throw error;
      }
    };
  }

  // ── Reading. One node's word, except for `final()`. ──

  markets(): Promise<rpc.MarketsState> {
    return this.#endpoints.call('witan_markets', []);
  }

  trades(instrument: number, limit = 50): Promise<readonly rpc.PublicTrade[]> {
    return this.#endpoints.call('witan_trades', [instrument, limit]);
  }

  bookSnapshot(instrument: number, levels = 20): Promise<rpc.BookSnapshot> {
    return this.#endpoints.call('witan_book', [instrument, levels]);
  }

  transaction(hash: Hash): Promise<rpc.TransactionState> {
    return this.#endpoints.call('witan_transaction', [hash]);
  }

  /** The account's balances, positions, orders and keys. Errors: SIGNER_MISSING, ACCOUNT_*. */
  async accountState(): Promise<rpc.AccountState> {
    const { account, key, timeMs, signature } = await this.#accountRequest();
    return this.#endpoints.call('witan_account', [account, key, timeMs, signature]);
  }

  async #accountRequest(): Promise<AccountRequest> {
    const { account } = this.#requireSigner();
    return signAccountRequest(this.#options.signer as AnySigner, this.network.networkId, account, this.#nowMs());
  }

  /** A book that stays up to date; `changed` is called after each change. Errors: MARKET_UNKNOWN. */
  async book(instrument: number, changed: (book: LiveBook) => void = () => undefined): Promise<LiveBook> {
    const mirror = new BookMirror();
    const live = this.#subscribe({
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
      close: () => this.#unsubscribe(live),
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

  /** Calls `listener` when a checkpoint is signed, and when L1 has accepted it. */
  onCheckpoints(listener: (notice: rpc.CheckpointNotice) => void): Promise<() => void> {
    return this.#listen('checkpoints', async () => undefined, listener);
  }

  async #listen<T>(topic: string, options: LiveTopic['options'], next: (result: T) => void): Promise<() => void> {
    const listener = (result: unknown): void => next(result as T);
    const live = this.#subscribe({ topic, options, initial: () => undefined, next: listener });
    await live.start();
    return () => this.#unsubscribe(live);
  }

  #subscribe(topic: LiveTopic): LiveSubscription {
    const live = new LiveSubscription(this.#endpoints, topic);
    this.#live.add(live);
    return live;
  }

  #unsubscribe(live: LiveSubscription): void {
    this.#live.delete(live);
    live.close();
  }

  async #watchCheckpoints(): Promise<void> {
    const live = this.#subscribe({
      topic: 'checkpoints',
      options: async () => undefined,
      initial: () => this.#settlement.onRestart(),
      next: (notice) => this.#settlement.onNotice(notice as rpc.CheckpointNotice),
    });
    await live.start();
  }

  // ── L1, through a wallet that is handed in. Errors: those of node/l1/vaultActions.ts. ──

  /** Deposits base units of USDC; they are credited when the committee has read the L1 block, as `accountState` shows. */
  deposit(
    clients: VaultClients,
    amount: bigint,
    to: { readonly owner?: Address; readonly subNo?: number } = {},
  ): Promise<Mined> {
    const { vault, usdc } = this.network.l1;
    return deposit(clients, { vault, token: usdc, amount, ...to });
  }

  /** Claims what was withdrawn for `owner` (absent: the account). Errors also: CLAIM_NOT_READY, CLAIM_UNKNOWN. */
  claim(clients: VaultClients, owner?: Address): Promise<Mined> {
    return claimWithdrawals(this.#endpoints, clients, this.network.l1, owner ?? this.account);
  }

  close(): void {
    for (const live of this.#live) live.close();
    this.#live.clear();
    this.#follower.close();
    this.#endpoints.close();
  }
}
