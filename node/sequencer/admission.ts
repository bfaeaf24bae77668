import { decodeTransaction } from '../codec/transaction.ts';
import { checkSignature } from '../crypto/secp256k1.ts';
import { encodeMessage } from '../crypto/messageCodec.ts';
import { domainSeparator, signingDigest, transactionHash } from '../crypto/transactionHash.ts';
import { admission } from '../exchange/accounts/admission.ts';
import { isHalted } from '../exchange/money/headers.ts';
import { contentionOf, phaseOf } from '../exchange/phase.ts';
import type { ExchangeState } from '../exchange/state.ts';
import type { Bodies, Body } from '../mempool/bodies.ts';
import type { Reporter } from '../mempool/reporter.ts';
import type { Traits } from '../priority/order.ts';
import type { PriorityState } from '../priority/state.ts';
import { WitanError } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';
import type { Transaction } from '../types/transaction.ts';
import type { BodyGossip } from './bodyGossip.ts';
import type { Context } from './context.ts';
import type { SubmitResult } from './inputs.ts';

export interface AdmissionParts {
  readonly bodies: Bodies;
  readonly priority: PriorityState;
  readonly exchange: ExchangeState;
  readonly reporter: Reporter;
  readonly gossip: BodyGossip;
}

interface Decoded {
  readonly body: Body;
  /** What its trader signed. */
  readonly digest: Uint8Array;
}

/** Block time between two looks at everything that is held. */
const lookEveryMs = 1_000;

/** Lets transactions in: from doors with an answer, from peers without. What is let in is durable before it is reported. */
export class Admission {
  readonly #context: Context;
  readonly #parts: AdmissionParts;
  readonly #separator: Uint8Array;
  /** Block time at which this node last looked for what has expired. */
  #lookedAtMs = 0;

  constructor(context: Context, parts: AdmissionParts) {
    this.#context = context;
    this.#parts = parts;
    const { networkId } = context.committee;
    this.#separator = domainSeparator({ networkId, homeChainId: context.network.l1.chainId });
  }

  traits(transaction: Transaction): Traits {
    const { account, instruments } = contentionOf(transaction);
    return { account, instruments, phase: phaseOf(transaction), nonce: transaction.nonce };
  }

  /** From a door. The answer comes when the transaction is durable here, or at once with the reason why not. */
  submit(bytes: Uint8Array, answer: (result: SubmitResult) => void): void {
    const refuse = (code: string, message: string, body?: Body): void =>
      answer({ accepted: false, code, message, ...(body === undefined ? {} : { hash: body.hash }) });
    let body: Body;
    try {
      const decoded = this.#decode(bytes);
      ({ body } = decoded);
      if (this.#isKnown(body.hash)) {
        refuse('TX_KNOWN', 'This very transaction was submitted before; follow it by its hash.', body);
        return;
      }
      this.#checkSignature(decoded);
    } catch (error) {
      if (!(error instanceof WitanError)) throw error;
      refuse(error.code, error.message);
      return;
    }
    const { bodies, exchange } = this.#parts;
    if (isHalted(exchange)) {
      refuse('SETTLEMENT_FROZEN', 'A settlement contract has frozen. The exchange has stopped for good.', body);
      return;
    }
    if (this.#context.self === undefined) {
      refuse('NODE_IS_WATCHER', 'This node has no vote and takes no transactions. Submit to a validator.', body);
      return;
    }
    if (bodies.isFull || this.#context.outbox.failed) {
      refuse('NODE_BUSY', 'This node holds as many transactions as it may. Try again shortly, or another node.', body);
      return;
    }
    const outcome = admission(exchange, body.transaction, this.#context.nowMs());
    if (outcome !== 'OK') {
      refuse(outcome, 'The exchange would refuse this transaction as its state stands.', body);
      return;
    }
    this.#admit(body);
    this.#parts.gossip.add(body.bytes);
    this.#context.outbox.afterDurable(
      () => answer({ accepted: true, hash: body.hash }),
      () => refuse('NODE_BUSY', 'The disk of this node does not take writes. Submit to another node.', body),
    );
  }

  /**
   * From a peer: what passes the same checks is reported too.
   * @param isWanted a block waits for it: then only the signature counts, since a quorum has let it in already
   * Returns false when the bytes are no transaction, which no honest peer sends.
   */
  fromPeer(bytes: Uint8Array, isWanted: (hash: Hash) => boolean): boolean {
    let body: Body;
    try {
      const decoded = this.#decode(bytes);
      ({ body } = decoded);
      if (this.#isKnown(body.hash)) return true;
      this.#checkSignature(decoded);
    } catch (error) {
      if (error instanceof WitanError) return false;
      throw error;
    }
    const { bodies, exchange } = this.#parts;
    const isWelcome = !bodies.isFull && admission(exchange, body.transaction, this.#context.nowMs()) === 'OK';
    if (isWelcome || isWanted(body.hash)) this.#admit(body);
    return true;
  }

  /**
   * A body that a final block made solid: a quorum has vouched for its signature, which is part of its hash. Others,
   * and malformed ones, are left out: a peer may add to a final block what it likes.
   */
  takeFinalBody(bytes: Uint8Array, solid: ReadonlySet<Hash>): void {
    try {
      const { body } = this.#decode(bytes);
      if (!solid.has(body.hash) || this.#parts.bodies.get(body.hash) !== undefined) return;
      this.#parts.bodies.add(body);
    } catch (error) {
      if (!(error instanceof WitanError)) throw error;
    }
  }

  /** At start: a body that this node held when it stopped. Reporting it is up to `reportUnreported`. */
  restore(bytes: Uint8Array): void {
    const { body } = this.#decode(bytes);
    if (!this.#parts.priority.closed.has(body.hash)) this.#parts.bodies.add(body);
  }

  /**
   * At start, after everything was restored: what this node holds and has not reported yet is reported now. The journal
   * goes further back than blocks remember what they closed: what is spent is forgotten. To report it would make every
   * peer ask for it, again and again, and let it in never.
   */
  reportUnreported(reported: ReadonlySet<Hash>): void {
    const { bodies, priority, reporter } = this.#parts;
    const { self } = this.#context;
    const nowMs = this.#context.nowMs();
    for (const { hash, transaction } of [...bodies.all()]) {
      const reports = priority.live.get(hash)?.reports;
      if (reported.has(hash) || priority.closed.has(hash)) continue;
      if (reports === undefined && this.#isSpent(transaction)) bodies.delete(hash);
      else if (self !== undefined && reports?.has(self) !== true) reporter.arrived(hash, nowMs);
    }
  }

  /**
   * After every block. What a validator holds is in its reports, and ends with them. A node that reports nothing forgets what
   * expired so long ago that it is in nobody's reports any more.
   */
  forgetExpired(): void {
    if (this.#context.canSign) return;
    const { bodies, priority } = this.#parts;
    const { timeMs: nowMs } = priority;
    if (nowMs < this.#lookedAtMs + lookEveryMs) return;
    this.#lookedAtMs = nowMs;
    const { arrivalTtlMs } = this.#context.network.timing;
    for (const { hash, transaction } of bodies.all()) {
      if (transaction.expiryMs + arrivalTtlMs < nowMs && !priority.live.has(hash)) bodies.delete(hash);
    }
  }

  /** Whether it can do nothing any more, whatever comes: it has expired, or its nonce was used. */
  #isSpent(transaction: Transaction): boolean {
    const outcome = admission(this.#parts.exchange, transaction, this.#context.nowMs());
    return outcome === 'EXPIRED' || outcome === 'NONCE_USED' || outcome === 'NONCE_TOO_OLD';
  }

  #admit(body: Body): void {
    const nowMs = this.#context.nowMs();
    this.#parts.bodies.add(body);
    this.#context.outbox.persist(encodeMessage({ type: 'bodies', bodies: [body.bytes] }));
    this.#parts.reporter.arrived(body.hash, nowMs);
    this.#context.news();
  }

  #isKnown(hash: Hash): boolean {
    return this.#parts.bodies.get(hash) !== undefined || this.#parts.priority.closed.has(hash);
  }

  /**
   * The signature is not checked here. The bytes become the body's own: what comes in is part of a much larger buffer.
   * Errors: TX_MALFORMED and the other codes of the decoder.
   */
  #decode(bytes: Uint8Array): Decoded {
    const transaction = decodeTransaction(bytes);
    const digest = signingDigest(this.#separator, transaction);
    const hash = transactionHash(digest, transaction.signature);
    return { body: { hash, transaction, bytes: new Uint8Array(bytes) }, digest };
  }

  /** Errors: TX_SIGNATURE_INVALID. */
  #checkSignature({ body, digest }: Decoded): void {
    checkSignature(this.#context.ports.verifier.trader, digest, body.transaction);
  }
}
