import { decodeTransaction } from '../codec/transaction.ts';
import { checkSignature } from '../crypto/secp256k1.ts';
import { encodeMessage } from '../crypto/messageCodec.ts';
import { domainSeparator, signingDigest, transactionHash } from '../crypto/transactionHash.ts';
import { admission } from '../exchange/accounts/admission.ts';
import { contentionOf, phaseOf } from '../exchange/phase.ts';
import type { ExchangeState } from '../exchange/state.ts';
import type { Bodies, Body } from '../mempool/bodies.ts';
import type { Reporter } from '../mempool/reporter.ts';
import type { Traits } from '../priority/order.ts';
import type { PriorityState } from '../priority/state.ts';
import { WitanError } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';
import type { Transaction } from '../types/transaction.ts';
import type { Context } from './context.ts';
import type { SubmitResult } from './inputs.ts';

export interface AdmissionParts {
  readonly bodies: Bodies;
  readonly priority: PriorityState;
  readonly exchange: ExchangeState;
  /** Absent on a watcher. */
  readonly reporter: Reporter | undefined;
}

/** Lets transactions in: from doors with an answer, from peers without. What is let in is durable before it is reported. */
export class Admission {
  readonly #context: Context;
  readonly #parts: AdmissionParts;
  readonly #separator: Uint8Array;

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
      body = this.#decode(bytes, true);
    } catch (error) {
      if (!(error instanceof WitanError)) throw error;
      refuse(error.code, error.message);
      return;
    }
    const { bodies, priority, exchange, reporter } = this.#parts;
    if (bodies.get(body.hash) !== undefined || priority.closed.has(body.hash)) {
      refuse('TX_KNOWN', 'This very transaction was submitted before; follow it by its hash.', body);
      return;
    }
    if (reporter === undefined) {
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
    this.#context.broadcast({ type: 'bodies', bodies: [body.bytes] });
    this.#context.outbox.afterDurable(() => answer({ accepted: true, hash: body.hash }));
  }

  /**
   * From a peer: what passes the same checks is reported too.
   * @param wanted a block waits for data: then only the signature counts, since a quorum has let it in already
   * Returns false when the bytes are no transaction, which no honest peer sends.
   */
  fromPeer(bytes: Uint8Array, wanted: boolean): boolean {
    let body: Body;
    try {
      body = this.#decode(bytes, true);
    } catch (error) {
      if (error instanceof WitanError) return false;
      throw error;
    }
    const { bodies, priority, exchange } = this.#parts;
    if (bodies.get(body.hash) !== undefined || priority.closed.has(body.hash)) return true;
    const isWelcome = !bodies.isFull && admission(exchange, body.transaction, this.#context.nowMs()) === 'OK';
    if (isWelcome || wanted) this.#admit(body);
    return true;
  }

  /** A body that a final block made solid: a quorum has vouched for its signature. Malformed ones are left out. */
  takeFinalBody(bytes: Uint8Array): void {
    try {
      const body = this.#decode(bytes, false);
      if (this.#parts.bodies.get(body.hash) === undefined) this.#parts.bodies.add(body, this.#context.nowMs());
    } catch (error) {
      if (!(error instanceof WitanError)) throw error;
    }
  }

  /** At start: a body that this node held when it stopped. Reporting it is up to `reportUnreported`. */
  restore(bytes: Uint8Array): void {
    const body = this.#decode(bytes, false);
    if (!this.#parts.priority.closed.has(body.hash)) this.#parts.bodies.add(body, this.#context.nowMs());
  }

  /** At start, after everything was restored: what this node holds and has not reported yet is reported now. */
  reportUnreported(reported: ReadonlySet<Hash>): void {
    const { bodies, priority, reporter } = this.#parts;
    const { self } = this.#context;
    if (self === undefined) return;
    for (const { hash } of bodies.all()) {
      const isFinal = priority.closed.has(hash) || priority.live.get(hash)?.reports.has(self) === true;
      if (!isFinal && !reported.has(hash)) reporter?.arrived(hash, this.#context.nowMs());
    }
  }

  #admit(body: Body): void {
    const nowMs = this.#context.nowMs();
    this.#parts.bodies.add(body, nowMs);
    this.#context.outbox.persist(encodeMessage({ type: 'bodies', bodies: [body.bytes] }));
    this.#parts.reporter?.arrived(body.hash, nowMs);
  }

  /** Errors: TX_MALFORMED and the other codes of the decoder, TX_SIGNATURE_INVALID. */
  #decode(bytes: Uint8Array, isUnchecked: boolean): Body {
    const transaction = decodeTransaction(bytes);
    const digest = signingDigest(this.#separator, transaction);
    if (isUnchecked) checkSignature(this.#context.ports.verifier.trader, digest, transaction);
    return { hash: transactionHash(digest, transaction.signature), transaction, bytes };
  }
}
