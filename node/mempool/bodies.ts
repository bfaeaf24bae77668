import type { Hash } from '../types/ids.ts';
import type { Transaction } from '../types/transaction.ts';
import type { TimeMs } from '../types/units.ts';

/** A transaction whose signature was checked, as it travels and is stored. */
export interface Body {
  readonly hash: Hash;
  readonly transaction: Transaction;
  /** Canonical wire bytes. */
  readonly bytes: Uint8Array;
}

interface HeldBody {
  readonly body: Body;
  readonly receivedAtMs: TimeMs;
}

/**
 * Transactions that are neither executed nor expired, bounded in number. Executed ones leave at once: the block log
 * keeps them for peers that catch up.
 */
export class Bodies {
  readonly #countMax: number;
  readonly #held = new Map<Hash, HeldBody>();

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
    return this.#held.get(hash)?.body;
  }

  add(body: Body, receivedAtMs: TimeMs): void {
    this.#held.set(body.hash, { body, receivedAtMs });
  }

  delete(hash: Hash): void {
    this.#held.delete(hash);
  }

  /** Drops what was received before `beforeMs` and is past its expiry at block time `blockTimeMs`; the hashes. */
  expire(beforeMs: TimeMs, blockTimeMs: TimeMs): Hash[] {
    const expired: Hash[] = [];
    for (const [hash, { body, receivedAtMs }] of this.#held) {
      // In order of receipt.
      if (receivedAtMs >= beforeMs) break;
      if (body.transaction.expiryMs >= blockTimeMs) continue;
      expired.push(hash);
      this.#held.delete(hash);
    }
    return expired;
  }
}
