import { safe } from '../integers.ts';
import type { CollateralBalance } from '../records.ts';
import type { Journal, Undoable } from './journal.ts';
import { grownNumbers, moreRows } from './room.ts';

/**
 * What subaccounts hold of tokens other than token 0, which is cash: ledger units, never below zero. A network that lists no
 * other token keeps nothing here.
 */
export class CollateralBalances implements Undoable {
  readonly #journal: Journal;
  /** A balance of this subaccount changed, or changed back. */
  readonly #changed: (subaccount: number) => void;
  /** Tokens beside token 0: the width of a row. */
  readonly #width: number;
  #amounts = new Float64Array(0);

  /** @param tokens that the network lists, token 0 included */
  constructor(journal: Journal, tokens: number, changed: (subaccount: number) => void) {
    this.#journal = journal;
    this.#width = tokens - 1;
    this.#changed = changed;
  }

  /** Ledger units. @param token from 1 */
  amount(subaccount: number, token: number): number {
    return this.#amounts[subaccount * this.#width + token - 1] ?? 0;
  }

  /** @param amount a safe integer, not below 0 */
  set(subaccount: number, token: number, amount: number): void {
    const word = subaccount * this.#width + token - 1;
    if (word >= this.#amounts.length) {
      const rows = moreRows(this.#amounts.length / this.#width, 8 * this.#width);
      this.#amounts = grownNumbers(this.#amounts, Math.max(subaccount + 1, rows) * this.#width);
    }
    if (this.#amounts[word] === amount) return;
    this.#journal.note(this, word, this.#amounts[word]);
    this.#amounts[word] = safe(amount);
    this.#changed(subaccount);
  }

  undo(word: number, before: number): void {
    this.#amounts[word] = before;
    this.#changed(Math.floor(word / this.#width));
  }

  /** Whether a subaccount has any. */
  holds(subaccount: number): boolean {
    const row = subaccount * this.#width;
    for (let word = row; word < row + this.#width; word++) if ((this.#amounts[word] ?? 0) !== 0) return true;
    return false;
  }

  /** Ascending by token, none of nothing. */
  of(subaccount: number): CollateralBalance[] {
    const found: CollateralBalance[] = [];
    for (let token = 1; token <= this.#width; token++) {
      const amount = this.amount(subaccount, token);
      if (amount !== 0) found.push({ token, amount });
    }
    return found;
  }
}
