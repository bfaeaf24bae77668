import { createWalletClient, encodeFunctionData, http, type PublicClient, type WalletClient } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { toHex } from '../node/codec/hex.ts';
import { createNativeVerify } from '../node/crypto/ed25519Native.ts';
import { makeTraderSigner, nobleBackend, type TraderSigner } from '../node/crypto/secp256k1.ts';
import { loadNativeSecp256k1 } from '../node/crypto/secp256k1Native.ts';
import { devnetTokenAbi } from '../node/l1/abi.ts';
import { chainAt, createL1Client } from '../node/l1/client.ts';
import {
  type AccountEvents,
  createWitanClient,
  orderBody,
  type Mined,
  type OrderRequest,
  type Submitted,
  type TokenOption,
  WitanError,
  type WitanClient,
} from '../node/sdk/index.ts';
import type { Address, Hash } from '../node/types/ids.ts';
import { timeMs } from '../node/types/units.ts';
import type { Measurements } from './measurements.ts';

const backend = loadNativeSecp256k1().backend ?? nobleBackend;
const verifyEd25519 = createNativeVerify();

/** One order in so many is followed to a proof that the SDK checks itself. */
const verifyEvery = 200;
/** A submission that has no receipt after this long is not waited for any more. */
const receiptMsMax = 30_000;

export interface TraderPlace {
  /** Doors of all validators; this trader submits at `submitAt` and watches at `watchAt`. */
  readonly endpoints: readonly string[];
  readonly submitAt: number;
  readonly watchAt: number;
  /** Whose door that is at `submitAt`. */
  readonly validator: number;
}

/** A resting order of one's own. */
export interface OwnOrder {
  readonly hash: Hash;
  readonly expiryMs: number;
}

/**
 * One trader with a key, an account on L1, and two clients: it submits at one validator and hears of its results from
 * another, which is how finality is measured.
 */
export class Trader {
  readonly name: string;
  readonly signer: TraderSigner;
  readonly #secret: Uint8Array;
  readonly #measured: Measurements;
  readonly #sentAtMs = new Map<Hash, number>();
  readonly #resting = new Map<Hash, OwnOrder>();
  #place: TraderPlace | undefined;
  #client: WitanClient | undefined;
  #watcher: WitanClient | undefined;
  #sent = 0;
  verifiedResults = 0;
  onEvents: (events: AccountEvents) => void = () => undefined;
  /** A validator has accepted a transaction; and it is final, as a validator says. */
  onAccepted: (hash: Hash) => void = () => undefined;
  onFinal: (hash: Hash) => void = () => undefined;
  onLiquidated: (equity: number, maintenance: number) => void = () => undefined;

  constructor(name: string, secret: Uint8Array, measured: Measurements) {
    this.name = name;
    this.#secret = secret;
    this.#measured = measured;
    this.signer = makeTraderSigner(secret, backend);
  }

  get address(): Address {
    return this.signer.address;
  }

  get client(): WitanClient {
    return this.#client!;
  }

  /** Own resting orders, oldest first, as far as their receipts are here. */
  get resting(): OwnOrder[] {
    return [...this.#resting.values()];
  }

  get unanswered(): number {
    return this.#sentAtMs.size;
  }

  async connect(place: TraderPlace): Promise<void> {
    this.#place = place;
    const from = (first: number): string[] =>
      place.endpoints.map((_, i) => place.endpoints[(first + i) % place.endpoints.length]!);
    const common = { signer: this.signer, verifyEd25519 };
    this.#client = await createWitanClient({ ...common, endpoints: from(place.submitAt) });
    this.#watcher = await createWitanClient({ ...common, endpoints: from(place.watchAt) });
    await this.#watcher.onAccount((events) => this.#onEvents(events));
  }

  #onEvents(events: AccountEvents): void {
    const nowMs = performance.now();
    for (const event of events.events) {
      if (event.type === 'receipt') {
        const hash = event.tx as Hash;
        const sentAtMs = this.#sentAtMs.get(hash);
        if (sentAtMs === undefined) continue;
        this.#sentAtMs.delete(hash);
        this.#measured.finalAfter(nowMs - sentAtMs);
        if (event.code !== 'OK') this.#measured.code(String(event.code));
      } else if (event.type === 'rested' && event.account === this.address) {
        this.#resting.set(event.order as Hash, { hash: event.order as Hash, expiryMs: Date.now() + 60_000 });
      } else if (event.type === 'canceled') this.#resting.delete(event.order as Hash);
      else if (event.type === 'liquidationStarted' && event.account === this.address) {
        this.#measured.liquidations++;
        this.onLiquidated(Number(event.equity), Number(event.maintenance));
      }
    }
    this.onEvents(events);
  }

  /** Places an order; undefined when it was refused at the door. */
  async order(request: OrderRequest): Promise<Hash | undefined> {
    const isVerified = this.#sent++ % verifyEvery === 0;
    return this.#send(async () => {
      const submitted = await this.#client!.sign(orderBody(request));
      this.#sentAtMs.set(submitted.hash, performance.now());
      const sent = await this.#client!.send(submitted, { verify: isVerified });
      this.#follow(sent);
      if (isVerified) {
        sent.final().then(
          () => this.verifiedResults++,
          (error: unknown) => this.#measured.code(error instanceof WitanError ? error.code : 'ERROR'),
        );
      }
      return sent.hash;
    });
  }

  /** Cancels a resting order. */
  async cancel({ hash, expiryMs }: OwnOrder): Promise<void> {
    this.#resting.delete(hash);
    await this.#send(async () => {
      const body = { type: 'cancel', order: hash, orderExpiryMs: timeMs(expiryMs) } as const;
      const signed = await this.#client!.sign(body);
      this.#sentAtMs.set(signed.hash, performance.now());
      const sent = await this.#client!.send(signed, { verify: false });
      this.#follow(sent);
      return sent.hash;
    });
  }

  #follow(sent: Submitted): void {
    this.onAccepted(sent.hash);
    sent.final().then(
      () => this.onFinal(sent.hash),
      () => undefined,
    );
  }

  async #send(act: () => Promise<Hash>): Promise<Hash | undefined> {
    this.#forgetOld();
    try {
      const hash = await act();
      this.#measured.submitted[this.#place!.validator]!++;
      return hash;
    } catch (error) {
      if (!(error instanceof WitanError)) throw error;
      this.#measured.code(error.code);
      return undefined;
    }
  }

  #forgetOld(): void {
    const beforeMs = performance.now() - receiptMsMax;
    for (const [hash, sentAtMs] of this.#sentAtMs) {
      if (sentAtMs >= beforeMs) return;
      this.#sentAtMs.delete(hash);
      this.#measured.code('NO_RECEIPT');
    }
  }

  /** Deposits base units of a token (absent: USDC) through the vault on L1, for its own account or another. */
  deposit(
    l1Url: string,
    amount: bigint,
    { chain, ...to }: { readonly owner?: Address; readonly subNo?: number; readonly chain?: number } & TokenOption = {},
  ): Promise<Mined> {
    return this.#client!.deposit(this.l1(l1Url, chain), amount, to);
  }

  /** Withdraws ledger units from the exchange; they can be claimed on L1 once a checkpoint is past its dispute period. */
  async withdraw(amount: number, token = 0, chain = 0): Promise<void> {
    const client = this.#client!;
    const submitted = await (chain === 0
      ? client.withdraw(amount, { token })
      : client.withdrawTo(amount, { chain }, { token }));
    await this.#mustPass(submitted);
  }

  /** Hash of the offer. */
  async offerSwap(offer: Parameters<WitanClient['offerSwap']>[0]): Promise<Hash> {
    const submitted = await this.#client!.offerSwap(offer);
    await this.#mustPass(submitted);
    return submitted.hash;
  }

  async acceptSwap(offer: Parameters<WitanClient['acceptSwap']>[0]): Promise<void> {
    await this.#mustPass(await this.#client!.acceptSwap(offer));
  }

  async #mustPass(submitted: Submitted): Promise<void> {
    const { code } = await submitted.final();
    if (code !== 'OK') throw new WitanError(code, `What ${this.name} asked for was refused.`);
  }

  /** Its cash in a subaccount, micro-USDC. */
  async cash(subaccount: number): Promise<number> {
    const { subaccounts } = await this.#client!.accountState();
    return subaccounts.find(({ subNo }) => subNo === subaccount)?.cash ?? 0;
  }

  /** Lets a vault take base units of a token. */
  async allow(l1Url: string, vault: Address, token: Address, amount: bigint): Promise<void> {
    const { client, wallet } = this.l1(l1Url);
    const { account = null, chain = null } = wallet;
    const data = encodeFunctionData({ abi: devnetTokenAbi, functionName: 'approve', args: [vault, amount] });
    const hash = await wallet.sendTransaction({ account, chain, to: token, data });
    await client.waitForTransactionReceipt({ hash });
  }

  claim(l1Url: string, token = 0, chain?: number): Promise<Mined> {
    return this.#client!.claim(this.l1(l1Url, chain), undefined, { token });
  }

  /** Its account on a chain (absent: the home chain), which needs no validator. */
  l1(l1Url: string, chainId = this.#client!.network.l1.chainId): { client: PublicClient; wallet: WalletClient } {
    const account = privateKeyToAccount(toHex(this.#secret));
    const wallet = createWalletClient({ account, chain: chainAt(l1Url, chainId), transport: http(l1Url) });
    return { client: createL1Client(l1Url, chainId), wallet };
  }

  close(): void {
    this.#client?.close();
    this.#watcher?.close();
  }
}
