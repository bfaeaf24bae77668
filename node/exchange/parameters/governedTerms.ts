import type { ExchangeGenesis } from '../genesis.ts';
import type { Journal, Undoable } from '../ledger/journal.ts';

/** What of a genesis governance may change, as it is in force. */
export interface ExchangeTerms extends Pick<
  ExchangeGenesis,
  'markets' | 'series' | 'tokens' | 'feeTiers' | 'feeShares'
> {
  /** Of markets and series that are not open, by scope: see `marketStatus`. */
  readonly statuses: ReadonlyMap<number, number>;
}

/** The terms in force. Derived from the tables of parameters, replaced as a whole, and taken back with the block. */
export class GovernedTerms implements Undoable {
  readonly #journal: Journal;
  #inForce: ExchangeTerms;
  #version = 0;

  constructor(journal: Journal, first: ExchangeTerms) {
    this.#journal = journal;
    this.#inForce = first;
  }

  get inForce(): ExchangeTerms {
    return this.#inForce;
  }

  /** Grows with every change, also with one that takes a change back. */
  get version(): number {
    return this.#version;
  }

  set(next: ExchangeTerms): void {
    this.#journal.hold(this.#inForce);
    this.#journal.note(this, 0);
    this.#put(next);
  }

  undo(): void {
    this.#put(this.#journal.release() as ExchangeTerms);
  }

  #put(terms: ExchangeTerms): void {
    this.#inForce = terms;
    this.#version += 1;
  }
}
