import type { Hash } from '../types/ids.ts';
import type { Transaction } from '../types/transaction.ts';

/** A transaction whose signature was checked, as it travels and is stored. */
export interface Body {
  readonly hash: Hash;
  readonly transaction: Transaction;
  /** Canonical wire bytes. */
  readonly bytes: Uint8Array;
}

/** Executed transactions kept a while for peers that still ask for them. */
const retiredMax = 8192;

/**
 * Transactions that are neither executed nor expired, bounded in number. Executed ones are kept a little longer for
 * peers that certify later; after that the block log has them.
 */
export class Bodies {
  readonly #countMax: number;
  readonly #held = new Map<Hash, Body>();
  readonly #retired = new Map<Hash, Body>();

  constructor(countMax: number) {
    this.#countMax = countMax;
  }

  get size(): number {
    return this.#held.size;
  }

  get isFull(): boolean {
    return this.#held.size >= this.#countMax;
  }

  get(hash: Hash): Body | undefined {
    return this.#held.get(hash);
  }

  add(body: Body): void {
    this.#held.set(body.hash, body);
  }

  /** The transactions in order of receipt. */
  *all(): Generator<Body> {
    yield* this.#held.values();
  }

  /** Also finds what was executed lately. */
  recall(hash: Hash): Body | undefined {
    return this.get(hash) ?? this.#retired.get(hash);
  }

  /** The transaction was released into a final block. */
  retire(hash: Hash): void {
    const held = this.#held.get(hash);
    if (held === undefined) return;
    this.#held.delete(hash);
    if (this.#retired.size >= retiredMax) this.#retired.delete(this.#retired.keys().next().value!);
    this.#retired.set(hash, held);
  }

  delete(hash: Hash): void {
    this.#held.delete(hash);
  }
}
