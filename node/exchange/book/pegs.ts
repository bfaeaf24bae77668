import type { Address } from '../../types/ids.ts';
import type { Journal } from '../ledger/journal.ts';
import { Table } from '../ledger/table.ts';

/** Most pegged orders of one account, over all its subaccounts: every block looks at all of them. */
export const pegsPerAccountMax = 10;

/** The slots of all pegged orders, by account: at most `pegsPerAccountMax` each. Derived from the book, and undone with it. */
export class Pegs {
  readonly #slots: Table<Address, readonly number[]>;

  constructor(journal: Journal) {
    this.#slots = new Table(journal);
  }

  of(account: Address): readonly number[] {
    return this.#slots.get(account) ?? [];
  }

  /** All slots, in no order that means anything; a copy, since orders leave while they are looked at. */
  all(): number[] {
    return this.#slots.size === 0 ? [] : this.#slots.sortedKeys().flatMap((account) => this.of(account));
  }

  add(account: Address, slot: number): void {
    this.#slots.set(account, [...this.of(account), slot]);
  }

  delete(account: Address, slot: number): void {
    const left = this.of(account).filter((each) => each !== slot);
    if (left.length === 0) this.#slots.delete(account);
    else this.#slots.set(account, left);
  }
}
