import type { Hash } from '../../node/types/ids.ts';

/** Transactions that a validator has accepted and that are not known to be final. */
export class AcceptedTransactions {
  /** Oldest first. */
  readonly #open = new Map<Hash, number>();
  #accepted = 0;

  accepted(hash: Hash, atMs: number): void {
    this.#accepted++;
    this.#open.set(hash, atMs);
  }

  final(hash: Hash): void {
    this.#open.delete(hash);
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
