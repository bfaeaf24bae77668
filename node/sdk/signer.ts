import { keccak } from '../crypto/keccak.ts';
import { typedData, type TransactionDomain, type TypedData } from '../codec/eip712.ts';
import { decodeTransaction, encodeTransaction } from '../codec/transaction.ts';
import type { TraderSigner } from '../crypto/secp256k1.ts';
import { domainSeparator, signingDigest, transactionHash } from '../crypto/transactionHash.ts';
import type { Address, Hash, HexBytes } from '../types/ids.ts';
import type { Transaction, TransactionBody, UnsignedTransaction } from '../types/transaction.ts';
import { protocolVersion } from '../types/transaction.ts';
import { timeMs } from '../types/units.ts';

/** A browser's wallet: it shows what it signs, and takes its time. */
export interface WalletSigner {
  readonly address: Address;
  /** `eth_signTypedData_v4`: r ‖ s ‖ v, v 27 or 28. */
  signTypedData(data: TypedData): Promise<HexBytes>;
  /** `personal_sign` (EIP-191) of a text. */
  signMessage(text: string): Promise<HexBytes>;
}

export type AnySigner = TraderSigner | WalletSigner;

/** Whether a signer signs bare digests at once (a bot's key) rather than through a wallet. */
export const signsDigests = (signer: AnySigner): signer is TraderSigner => 'sign' in signer;

/** A transaction ready to travel. */
export interface SignedTransaction {
  readonly hash: Hash;
  readonly transaction: Transaction;
  /** Canonical wire bytes. */
  readonly bytes: Uint8Array;
}

/** How a transaction is signed where that is not left to the signer. */
export interface SignOptions {
  /** Default 0. */
  readonly subaccount?: number;
  /** How long the transaction may wait for a block. Default 60 s. */
  readonly validMs?: number;
  /** Until when it may wait, in Unix ms, instead of `validMs`. */
  readonly expiryMs?: number;
  /** Signing again under the nonce of an earlier attempt makes sure that at most one of them acts. */
  readonly nonce?: number;
}

const defaultValidMs = 60_000;

/**
 * Builds and signs the transactions of one key. Nonces are the present time in ms, or one above the last: unique within
 * one process. Give each process a session key of its own, since nonces of one key in two processes may collide.
 */
export class TransactionSigner {
  readonly account: Address;
  readonly #signer: AnySigner;
  readonly #domain: TransactionDomain;
  readonly #separator: Uint8Array;
  readonly #nowMs: () => number;
  #lastNonce = 0;

  constructor(signer: AnySigner, account: Address, domain: TransactionDomain, nowMs: () => number) {
    this.#signer = signer;
    this.account = account;
    this.#domain = domain;
    this.#separator = domainSeparator(domain);
    this.#nowMs = nowMs;
  }

  /** Errors: TX_FIELD_RANGE when a field is out of its range. */
  async sign(body: TransactionBody, options: SignOptions = {}): Promise<SignedTransaction> {
    const nowMs = Math.floor(this.#nowMs());
    const unsigned: UnsignedTransaction = {
      version: protocolVersion,
      account: this.account,
      subaccount: options.subaccount ?? 0,
      key: this.#signer.address,
      nonce: options.nonce ?? this.#nextNonce(nowMs),
      expiryMs: timeMs(options.expiryMs ?? nowMs + (options.validMs ?? defaultValidMs)),
      body,
    };
    const digest = signingDigest(this.#separator, unsigned);
    const signature = signsDigests(this.#signer)
      ? this.#signer.sign(digest)
      : await this.#signer.signTypedData(typedData(this.#domain, unsigned, keccak));
    const transaction = { ...unsigned, signature };
    return { hash: transactionHash(digest, signature), transaction, bytes: encodeTransaction(transaction) };
  }

  #nextNonce(nowMs: number): number {
    this.#lastNonce = Math.max(this.#lastNonce + 1, nowMs);
    return this.#lastNonce;
  }
}

/**
 * A transaction that was signed before, out of its wire bytes. Who signed it is left to the node.
 * Errors: TX_OVERSIZED, TX_MALFORMED, TX_VERSION_UNSUPPORTED, TX_FIELD_RANGE, TX_NOT_CANONICAL.
 */
export function readSigned(bytes: Uint8Array, domain: TransactionDomain): SignedTransaction {
  const transaction = decodeTransaction(bytes);
  const hash = transactionHash(signingDigest(domainSeparator(domain), transaction), transaction.signature);
  return { hash, transaction, bytes };
}
