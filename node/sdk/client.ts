import type { ForcedBody } from '../codec/forcedItems.ts';
import { transactionBytes } from '../codec/transaction.ts';
import { verifyEd25519 as verifyInJavaScript } from '../crypto/ed25519.ts';
import type { Mined, VaultClients } from '../l1/vaultActions.ts';
import { instrumentId, type Address, type Hash } from '../types/ids.ts';
import type { AcceptSwap, MarginMode, OfferSwap, TransactionBody } from '../types/transaction.ts';
import { microUsdc } from '../types/units.ts';
import {
  approveKeyBody,
  cancelBody,
  comboBody,
  hedgeBody,
  massCancelBody,
  massQuoteBody,
  noHedgeBody,
  operationBody,
  orderBody,
  bidBody,
  protectionBody,
  riskLimitsBody,
  replaceBody,
} from './bodies.ts';
import { Committees } from './committees.ts';
import type { Connection } from './connection.ts';
import type { FinalResult, Submitted } from './followed.ts';
import { Follower } from './follower.ts';
import { chainOf, committeeOf, tokenOf } from './network.ts';
import type {
  ClientOptions,
  ComboRequest,
  HedgeRequest,
  MassCancelRequest,
  MassQuoteRequest,
  OperationRequest,
  OrderRequest,
  PayoutPlace,
  BidRequest,
  ProtectionRequest,
  ReplaceRequest,
  RiskLimitsRequest,
  SendOptions,
  SessionKeyRequest,
  TokenOption,
} from './options.ts';
import { NetworkReader, signerMissing } from './reader.ts';
import { isWrongProof, ResultVerifier } from './resultVerifier.ts';
import type * as rpc from './rpcTypes.ts';
import { SettlementWatch, type SettlementStage } from './settlementWatch.ts';
import { readSigned, TransactionSigner, type SignedTransaction, type SignOptions } from './signer.ts';

/** A transaction that somebody else sent is waited for this long, its expiry being unknown. */
const unknownExpiryMs = 90_000;

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

/** A trader at a network, through several nodes of which none needs to be trusted. Made by `createWitanClient`. */
export class WitanClient extends NetworkReader {
  readonly #follower: Follower;
  readonly #settlement: SettlementWatch;
  #signer: TransactionSigner | undefined;
  #verifier: ResultVerifier | undefined;

  constructor(options: ClientOptions) {
    super(options);
    this.#follower = new Follower(this.endpoints, options.fanout ?? 1);
    this.#settlement = new SettlementWatch(this.endpoints, () => this.#watchCheckpoints());
  }

  /** Done by `createWitanClient`. */
  override async connect(): Promise<void> {
    await super.connect();
    const { signer, verifyEd25519 = verifyInJavaScript, verifyHeader } = this.options;
    this.#verifier = new ResultVerifier(new Committees(committeeOf(this.network), verifyHeader), verifyEd25519);
    if (signer === undefined) return;
    this.#signer = new TransactionSigner(signer, this.account, this.network, this.nowMs);
  }

  protected override onReady(): void {
    this.#follower.onReady();
    super.onReady();
  }

  protected override onDown(node: Connection): void {
    this.#follower.onDown(node);
    super.onDown(node);
  }

  protected override onFollowed(node: Connection, state: unknown): void {
    this.#follower.onFollowed(node, state);
  }

  // ── Transactions. Errors of each: those of `sign` and `send`. ──

  placeOrder(order: OrderRequest, options?: SendOptions): Promise<Submitted> {
    return this.#act(orderBody(order), options);
  }

  /** Cancels an order by its hash; also one that is still on its way, up to `expiryMs` of its transaction. */
  cancelOrder(order: { readonly hash: Hash; readonly expiryMs: number }, options?: SendOptions): Promise<Submitted> {
    return this.#act(cancelBody(order), options);
  }

  /** Gives a resting order another price or size, under the same hash. */
  replaceOrder(request: ReplaceRequest, options?: SendOptions): Promise<Submitted> {
    return this.#act(replaceBody(request), options);
  }

  /**
   * Up to 100 operations under one signature, in this order. `atomic`: all or none; otherwise each stands for itself, and
   * the events of kind `operation` say what came of it. An order's hash is `batchOrderHash(hash, position)`.
   */
  batch(requests: readonly OperationRequest[], atomic: boolean, options?: SendOptions): Promise<Submitted> {
    return this.#act({ type: 'batch', atomic, operations: requests.map(operationBody) }, options);
  }

  /**
   * Takes in two to four markets at once, all legs or none. What it did is in the event of type `combo`: units, and what they
   * cost before fees.
   */
  placeCombo(request: ComboRequest, options?: SendOptions): Promise<Submitted> {
    return this.#act(comboBody(request), options);
  }

  /** Cancels those orders of the subaccount that fit everything that is given. */
  massCancel(request: MassCancelRequest, options?: SendOptions): Promise<Submitted> {
    return this.#act(massCancelBody(request), options);
  }

  /** Cancels all orders of the subaccount, in one market or (absent) in all. */
  cancelAll(instrument = 0, options?: SendOptions): Promise<Submitted> {
    return this.#act({ type: 'cancelAll', instrument: instrumentId(instrument) }, options);
  }

  /**
   * A dead-man's switch: all orders of the subaccount are canceled at the first block `timeoutMs` after this one (a day at
   * most), unless it is called again before; 0 takes it away. A session key that may only cancel is enough.
   */
  cancelAllAfter(timeoutMs: number, options?: SendOptions): Promise<Submitted> {
    return this.#act({ type: 'cancelAllAfter', timeoutMs }, options);
  }

  /** Takes a part of a subaccount in auction: its positions at mark, for that part of the auction's premium. */
  bid(request: BidRequest, options?: SendOptions): Promise<Submitted> {
    return this.#act(bidBody(request), options);
  }

  /** Sets the market-maker protection of a group of orders, which also ends its being frozen. */
  setProtection(request: ProtectionRequest, options?: SendOptions): Promise<Submitted> {
    return this.#act(protectionBody(request), options);
  }

  /**
   * Sets how the margin of the subaccount is worked out: position by position, or by what scenarios do to all of it together. Signed by the
   * account itself.
   */
  setMarginMode(mode: MarginMode, options?: SendOptions): Promise<Submitted> {
    return this.#act({ type: 'setMarginMode', mode }, options);
  }

  /** Limits what the subaccount may come to in one underlying. Signed by the account itself. */
  setRiskLimits(request: RiskLimitsRequest, options?: SendOptions): Promise<Submitted> {
    return this.#act(riskLimitsBody(request), options);
  }

  /**
   * Replaces all orders of a maker group by two-sided post-only quotes in one go; what stands already as a quote says, with
   * no fewer lots, keeps its place. The events of kind `operation` say what came of each side; a new order's hash is
   * `batchOrderHash(hash, 2 * quote)` for bids, and one more for asks.
   */
  massQuote(request: MassQuoteRequest, options?: SendOptions): Promise<Submitted> {
    return this.#act(massQuoteBody(request), options);
  }

  /** Sets a standing hedge rule of the subaccount, within whose limits the exchange sends orders for it. Signed by the account itself. */
  setHedge(request: HedgeRequest, options?: SendOptions): Promise<Submitted> {
    return this.#act(hedgeBody(request), options);
  }

  endHedge(rule: number, options?: SendOptions): Promise<Submitted> {
    return this.#act(noHedgeBody(rule), options);
  }

  /** Moves ledger units of a token (of USDC, token 0: micro-USDC) to another subaccount of the account. */
  transfer(toSubaccount: number, amount: number, options: SendOptions & TokenOption = {}): Promise<Submitted> {
    const { token = 0 } = options;
    return this.#act({ type: 'transfer', toSubaccount, token, amount: microUsdc(amount) }, options);
  }

  /**
   * Sets ledger units of a token aside for one market: the event `isolated` says in which subaccount. Orders with its number trade there
   * alone; when its position is closed, what is left comes back.
   */
  isolate(instrument: number, amount: number, options: SendOptions & TokenOption = {}): Promise<Submitted> {
    const { token = 0 } = options;
    return this.#act(
      { type: 'isolate', instrument: instrumentId(instrument), token, amount: microUsdc(amount) },
      options,
    );
  }

  /** Debits ledger units of a token (of USDC, token 0: micro-USDC) and raises the account's claim on L1; `claim` fetches it there. */
  withdraw(amount: number, options: SendOptions & TokenOption = {}): Promise<Submitted> {
    const { token = 0 } = options;
    return this.#act({ type: 'withdraw', token, amount: microUsdc(amount) }, options);
  }

  /**
   * As `withdraw`, and says where the account is paid: on which chain (0: the home chain), and there to the owner (layer 0) or
   * into another settlement layer for the owner.
   */
  withdrawTo(amount: number, to: PayoutPlace, options: SendOptions & TokenOption = {}): Promise<Submitted> {
    const { token = 0 } = options;
    const { chain = 0, layer = 0 } = to;
    return this.#act({ type: 'withdrawTo', token, amount: microUsdc(amount), chain, layer }, options);
  }

  /** Offers some of a token for some of a token, amounts in ledger units; the offer before is replaced. `giveAmount` 0: none any more. */
  offerSwap(offer: Omit<OfferSwap, 'type'>, options?: SendOptions): Promise<Submitted> {
    return this.#act({ type: 'offerSwap', ...offer }, options);
  }

  /** Takes an offer as it stands: both sides are debited, and paid on the chains that each has named, or neither. */
  acceptSwap(offer: Omit<AcceptSwap, 'type'>, options?: SendOptions): Promise<Submitted> {
    return this.#act({ type: 'acceptSwap', ...offer }, options);
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
  async sign(body: TransactionBody, options?: SignOptions): Promise<SignedTransaction> {
    return this.#signer === undefined ? signerMissing() : this.#signer.sign(body, options);
  }

  /**
   * Reads a transaction that was signed before, for `send`: its canonical wire bytes as hex.
   * Errors: TX_OVERSIZED, TX_MALFORMED, TX_VERSION_UNSUPPORTED, TX_FIELD_RANGE, TX_NOT_CANONICAL.
   */
  read(hex: string): SignedTransaction {
    return readSigned(transactionBytes(hex), this.network);
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
        if (isWrongProof(error)) this.endpoints.distrust(node);
        throw error;
      }
    };
  }

  async #watchCheckpoints(): Promise<void> {
    const live = this.subscribe({
      topic: 'checkpoints',
      options: async () => undefined,
      initial: () => this.#settlement.onRestart(),
      next: (notice) => this.#settlement.onNotice(notice as rpc.CheckpointNotice),
    });
    await live.start();
  }

  // ── L1, through a wallet that is handed in: the chain is the one that it is on. Errors: those of node/l1/vaultActions.ts. What it takes is loaded on use. ──

  /** The contracts on the chain that the wallet is on. Errors: CHAIN_UNKNOWN. */
  async #chainOf({ client }: VaultClients): Promise<rpc.OtherChainDescription> {
    return chainOf(this.network, await client.getChainId());
  }

  /**
   * Queues a forced item of the wallet's own account for one of its subaccounts: what the committee cannot leave out without
   * the network freezing.
   */
  async force(clients: VaultClients, body: ForcedBody, subNo = 0): Promise<Mined> {
    const { force } = await import('../l1/vaultActions.ts');
    const { vault } = await this.#chainOf(clients);
    return force(clients, { vault, subNo, body });
  }

  /** Deposits base units of a token (absent: USDC); they are credited when the committee has read the L1 block, as `accountState` shows. */
  async deposit(
    clients: VaultClients,
    amount: bigint,
    { token = 0, ...to }: { readonly owner?: Address; readonly subNo?: number } & TokenOption = {},
  ): Promise<Mined> {
    const { deposit } = await import('../l1/vaultActions.ts');
    const { vault, tokens } = await this.#chainOf(clients);
    return deposit(clients, { vault, token: tokens[tokenOf(this.network, token).id]!, amount, ...to });
  }

  /** Claims what was withdrawn of a token for `owner` (absent: the account). Errors also: CLAIM_NOT_READY, CLAIM_UNKNOWN. */
  async claim(clients: VaultClients, owner?: Address, { token = 0 }: TokenOption = {}): Promise<Mined> {
    const { claimWithdrawals } = await import('./claims.ts');
    return claimWithdrawals(this.endpoints, clients, await this.#chainOf(clients), owner ?? this.account, token);
  }

  override close(): void {
    this.#follower.close();
    super.close();
  }
}
