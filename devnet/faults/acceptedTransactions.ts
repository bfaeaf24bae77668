import type { Hash } from '../../node/types/ids.ts';

/** Transactions that a validator has accepted and that are not known to be final. */
export class AcceptedTransactions {
  /** Oldest first. */
  readonly #open = new Map<Hash, number>();
  #accepted = 0;
  #lastFinalMs = Date.now();

  accepted(hash: Hash, atMs: number): void {
    this.#accepted++;
    this.#open.set(hash, atMs);
  }

  final(hash: Hash): void {
    this.#open.delete(hash);
    this.#lastFinalMs = Date.now();
  }

  /** When a trader heard last that something is final; before the first, when trading began. */
  get lastFinalMs(): number {
    return this.#lastFinalMs;
  }

  get count(): number {
    return this.#accepted;
  }

  get openCount(): number {
    return this.#open.size;
  }

  /** Those that were accepted before a time, and when. */
  before(untilMs: number): (readonly [Hash, number])[] {
    const found: (readonly [Hash, number])[] = [];
    for (const entry of this.#open) {
      if (entry[1] >= untilMs) break;
      found.push(entry);
    }
    return found;
  }
}
