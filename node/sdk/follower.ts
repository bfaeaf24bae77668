import { toHex } from '../codec/hex.ts';
import { WitanError } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';
import type { Connection } from './connection.ts';
import { isPassing, noEndpoint, type Endpoints } from './endpoints.ts';
import type { FinalResult } from './followed.ts';
import type { TransactionState } from './rpcTypes.ts';
import type { SignedTransaction } from './signer.ts';

/** Turns what a node says of a final transaction into a result: checked, or taken at its word. */
export type Conclude = (state: TransactionState, told: Connection) => Promise<FinalResult>;

interface Followed {
  readonly hash: Hash;
  /** Absent when only the hash is known: then it can be asked for, not sent again. */
  readonly signed: SignedTransaction | undefined;
  readonly deadlineMs: number;
  readonly final: PromiseWithResolvers<FinalResult>;
  readonly conclude: Conclude;
  /** Nodes that were asked to tell what comes of it. */
  readonly told: Set<Connection>;
  /** Nodes that could not prove what they said. */
  readonly refuted: Set<Connection>;
  isConcluding: boolean;
}

/** A transaction may be final this long after its expiry: its block's time is older than the present. */
const graceMs = 30_000;

/**
 * Sends transactions and waits until they are final. When a node goes down, what it was to tell of is sent again to
 * another: the bytes are the same, so nothing happens twice.
 */
export class Follower {
  readonly #endpoints: Endpoints;
  readonly #fanout: number;
  readonly #followed = new Map<Hash, Followed>();
  readonly #sweep: ReturnType<typeof setInterval>;

  constructor(endpoints: Endpoints, fanout: number) {
    this.#endpoints = endpoints;
    this.#fanout = fanout;
    this.#sweep = setInterval(() => this.#expire(), 1_000);
  }

  /**
   * Sends to `fanout` nodes at once; the first to accept wins, the next in line takes over from one that cannot. Resolves
   * when accepted, with what comes of it as a promise.
   * Errors: the node's refusal (TX_*, an outcome), ENDPOINT_DOWN.
   */
  async submit(signed: SignedTransaction, conclude: Conclude): Promise<{ final: Promise<FinalResult> }> {
    const followed = this.#add(signed.hash, signed, signed.transaction.expiryMs + graceMs, conclude);
    try {
      await this.#send(followed);
    } catch (error) {
      this.#followed.delete(signed.hash);
      throw error;
    }
    return { final: followed.final.promise };
  }

  /** Follows one that somebody sent. */
  async watch(hash: Hash, waitMs: number, conclude: Conclude): Promise<FinalResult> {
    const known = this.#followed.get(hash);
    if (known !== undefined) return known.final.promise;
    const followed = this.#add(hash, undefined, Date.now() + waitMs, conclude);
    void this.#ask(followed);
    return followed.final.promise;
  }

  #add(hash: Hash, signed: SignedTransaction | undefined, deadlineMs: number, conclude: Conclude): Followed {
    const final = Promise.withResolvers<FinalResult>();
    // Whoever never asks for the result is not to die of its failure.
    final.promise.catch(() => undefined);
    const sets = { told: new Set<Connection>(), refuted: new Set<Connection>() };
    const followed: Followed = { hash, signed, deadlineMs, final, conclude, ...sets, isConcluding: false };
    this.#followed.set(hash, followed);
    return followed;
  }

  async #send(followed: Followed): Promise<void> {
    const hex = toHex(followed.signed!.bytes);
    const line = this.#endpoints.ready();
    let last: unknown = noEndpoint();
    while (line.length > 0) {
      const group = line.splice(0, this.#fanout);
      try {
        await Promise.any(group.map((connection) => this.#sendTo(connection, hex, followed)));
        return;
      } catch (error) {
        const { errors } = error as AggregateError;
        const final: unknown = errors.find((each) => !isPassing(each));
        if (final !== undefined) throw final as Error;
        last = errors[0];
      }
    }
    throw last as Error;
  }

  async #sendTo(connection: Connection, hex: string, followed: Followed): Promise<void> {
    const isFirst = followed.told.size === 0;
    followed.told.add(connection);
    try {
      await connection.call('witan_submit', [hex, true]);
    } catch (error) {
      followed.told.delete(connection);
      // Known there because another node passed it on, or because an earlier attempt arrived after all; the node tells.
      if (!(error instanceof WitanError && error.code === 'TX_KNOWN') || isFirst) throw error;
      followed.told.add(connection);
    }
  }

  /** A node says that a transaction is final. */
  onFollowed(connection: Connection, state: unknown): void {
    const { hash, height } = state as TransactionState;
    const followed = this.#followed.get(hash);
    if (followed === undefined || height === undefined || followed.isConcluding) return;
    followed.isConcluding = true;
    followed.conclude(state as TransactionState, connection).then(
      (result) => {
        this.#followed.delete(hash);
        followed.final.resolve(result);
      },
      (error: unknown) => {
        // Another node may prove what this one could not.
        followed.isConcluding = false;
        followed.told.clear();
        followed.refuted.add(connection);
        void this.#ask(followed).then((isAsked) => {
          if (!isAsked) this.#fail(followed, error as Error);
        });
      },
    );
  }

  #fail(followed: Followed, error: Error): void {
    this.#followed.delete(followed.hash);
    followed.final.reject(error);
  }

  /** What only this node was to tell of is entrusted to another. */
  onDown(connection: Connection): void {
    for (const followed of this.#followed.values()) {
      if (followed.told.delete(connection) && followed.told.size === 0) this.#again(followed);
    }
  }

  onReady(): void {
    for (const followed of this.#followed.values()) if (followed.told.size === 0) this.#again(followed);
  }

  #again(followed: Followed): void {
    if (followed.isConcluding) return;
    if (followed.signed === undefined) void this.#ask(followed);
    else void this.#resend(followed);
  }

  async #resend(followed: Followed): Promise<void> {
    try {
      await this.#send(followed);
    } catch {
      // Refused the second time says nothing about the first: ask what came of it.
      await this.#ask(followed);
    }
  }

  /** Asks the next node to tell when it is final; false when there is none left to ask. */
  async #ask(followed: Followed): Promise<boolean> {
    for (const connection of this.#endpoints.ready()) {
      if (followed.refuted.has(connection)) continue;
      followed.told.add(connection);
      try {
        await connection.call('witan_follow', [followed.hash]);
        return true;
      } catch {
        followed.told.delete(connection);
      }
    }
    return false;
  }

  #expire(): void {
    const nowMs = Date.now();
    for (const followed of this.#followed.values()) {
      if (followed.deadlineMs > nowMs) continue;
      const message = `Transaction ${followed.hash} is not final after its time.`;
      this.#fail(followed, new WitanError('TX_NOT_FINAL', message, 'Ask for its state; it may still be found there.'));
    }
  }

  close(): void {
    clearInterval(this.#sweep);
    for (const followed of this.#followed.values()) {
      this.#fail(followed, new WitanError('CLIENT_CLOSED', 'The client was closed.'));
    }
  }
}
