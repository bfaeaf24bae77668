import type { TokenTotals } from '../records.ts';
import type { Journal, Undoable } from './journal.ts';
import { Table, type Records } from './table.ts';

/**
 * Totals of all tokens. What the ledger of token 0 holds changes with every movement of cash, so it is kept apart: as a big
 * integer and the safe integer that has come on top of it. What it holds of others changes with deposits and withdrawals alone.
 */
export class TokenTable implements Records<number, TokenTotals>, Undoable {
  readonly #journal: Journal;
  readonly #totals: Table<number, TokenTotals>;
  #base = 0n;
  #top = 0;
  #version = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
    this.#totals = new Table(journal);
  }

  /** Adds to what the ledger holds, micro-USDC, a safe integer. */
  addToLedger(delta: number): void {
    if (!Number.isSafeInteger(this.#top + delta)) this.#setLedger(this.#base + BigInt(this.#top), 0);
    this.#journal.note(this, 0, this.#top);
    this.#top += delta;
    this.#version += 1;
  }

  #setLedger(base: bigint, top: number): void {
    this.#journal.hold(this.#base);
    this.#journal.note(this, 1, this.#top);
    this.#base = base;
    this.#top = top;
    this.#version += 1;
  }

  undo(at: number, before: number): void {
    if (at === 1) this.#base = this.#journal.release() as bigint;
    this.#top = before;
    this.#version += 1;
  }

  get version(): number {
    return this.#version + this.#totals.version;
  }

  get size(): number {
    return this.#totals.size;
  }

  has(id: number): boolean {
    return this.#totals.has(id);
  }

  get(id: number): TokenTotals | undefined {
    const totals = this.#totals.get(id);
    return totals && id === 0 ? { ...totals, ledger: this.#base + BigInt(this.#top) } : totals;
  }

  set(id: number, totals: TokenTotals): void {
    const { ledger } = totals;
    this.#totals.set(id, id === 0 ? { ...totals, ledger: 0n } : totals);
    if (id === 0 && ledger !== this.#base + BigInt(this.#top)) this.#setLedger(ledger, 0);
  }

  /** They are few. */
  takeWritten(): undefined {
    return undefined;
  }

  sortedKeys(): readonly number[] {
    return this.#totals.sortedKeys();
  }
}
