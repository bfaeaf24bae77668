import type { Address, Hash } from '../../types/ids.ts';
import type { ComboLeg, Side } from '../../types/transaction.ts';
import type { Journal, Undoable } from '../ledger/journal.ts';
import type { MarketTable } from '../ledger/marketTable.ts';
import type { SubaccountTable } from '../ledger/subaccountTable.ts';
import type { RestingCombo } from '../records.ts';
import { Waiting } from './triggerIndex.ts';

/** As `1:2,2:-3`: markets and lots a unit, those of legs that sell below zero. */
export const legsText = (legs: readonly ComboLeg[]): string =>
  legs.map(({ instrument, side, ratio }) => `${instrument}:${side === 'buy' ? ratio : 0 - ratio}`).join(',');

export const opposite = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy');

/** Which strategy legs in lowest terms are of, and on which side: who buys the first market buys the strategy. */
export function strategyOf(legs: readonly ComboLeg[]): { readonly strategy: string; readonly side: Side } {
  const { side } = legs[0]!;
  if (side === 'buy') return { strategy: legsText(legs), side };
  return { strategy: legsText(legs.map((leg) => ({ ...leg, side: opposite(leg.side) }))), side };
}

/** What an entry of the undo log is about. */
const addition = 0;
const deletion = 1;

/**
 * Where combos rest: by strategy and side, the highest limit first (whoever pays more, or asks for less), at one limit the
 * oldest; by account; by the time at which they are over. What they add up to in their markets is counted with the subaccount's
 * orders. A side of a strategy has at most `comboBookMax` entries, an account `combosPerAccountMax`.
 * Derived from the table of combos.
 */
export class ComboIndex implements Undoable {
  readonly #journal: Journal;
  readonly #subaccounts: SubaccountTable;
  readonly #markets: MarketTable;
  readonly #books = new Map<string, Waiting>();
  /** The same of those that may take from the markets' books. */
  readonly #takers = new Map<string, Waiting>();
  /** Keys of `#takers`, ascending: as many as there are strategies, so at most a few times the accounts that have any. */
  readonly #taking: string[] = [];
  readonly #accounts = new Map<Address, Waiting>();
  readonly #due = new Waiting(1);

  constructor(journal: Journal, subaccounts: SubaccountTable, markets: MarketTable) {
    this.#journal = journal;
    this.#subaccounts = subaccounts;
    this.#markets = markets;
  }

  add(combo: RestingCombo): void {
    this.#note(combo, addition);
    this.#enter(combo);
  }

  delete(combo: RestingCombo): void {
    this.#note(combo, deletion);
    this.#leave(combo);
  }

  #note(combo: RestingCombo, kind: number): void {
    this.#journal.hold(combo);
    this.#journal.note(this, kind);
  }

  undo(kind: number): void {
    const combo = this.#journal.release() as RestingCombo;
    if (kind === addition) this.#leave(combo);
    else this.#enter(combo);
  }

  #enter(combo: RestingCombo): void {
    const { limit, queue, hash, account, goodTillMs } = combo;
    const { strategy, side } = strategyOf(combo.legs);
    const entry = { value: limit, queue, hash };
    const key = `${strategy}/${side}`;
    listIn(this.#books, key, -1).add(entry);
    if (!combo.postOnly) {
      const takers = listIn(this.#takers, key, -1);
      if (takers.entries.length === 0) this.#taking.splice(this.#place(key), 0, key);
      takers.add(entry);
    }
    listIn(this.#accounts, account, 1).add({ ...entry, value: 0 });
    if (goodTillMs !== 0) this.#due.add({ ...entry, value: goodTillMs });
    this.#count(combo, 1);
  }

  #leave(combo: RestingCombo): void {
    const { limit, queue, hash, account, goodTillMs } = combo;
    const { strategy, side } = strategyOf(combo.legs);
    const entry = { value: limit, queue, hash };
    const key = `${strategy}/${side}`;
    this.#books.get(key)!.delete(entry);
    if (this.#books.get(key)!.entries.length === 0) this.#books.delete(key);
    if (!combo.postOnly) {
      const takers = this.#takers.get(key)!;
      takers.delete(entry);
      if (takers.entries.length === 0) {
        this.#taking.splice(this.#place(key), 1);
        this.#takers.delete(key);
      }
    }
    this.#accounts.get(account)!.delete({ ...entry, value: 0 });
    if (this.#accounts.get(account)!.entries.length === 0) this.#accounts.delete(account);
    if (goodTillMs !== 0) this.#due.delete({ ...entry, value: goodTillMs });
    this.#count(combo, -1);
  }

  /** Each leg counts as an open order of its market: in lots, in what they are worth at its price, and as one order. */
  #count({ subaccount, legs, units, prices }: RestingCombo, sign: 1 | -1): void {
    const { standings } = this.#subaccounts;
    for (const [at, { instrument, side, ratio }] of legs.entries()) {
      const market = this.#markets.number(instrument);
      const standing = standings.of(subaccount, market);
      const lots = sign * ratio * units;
      standings.addOpen(standing, side === 'buy', lots, lots * prices[at]! * this.#markets.tickValue(market));
      standings.addOrders(standing, sign);
    }
  }

  /** Where a key stands among `#taking`, or would. */
  #place(key: string): number {
    let [low, high] = [0, this.#taking.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#taking[middle]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Combos of one side of a strategy, the first to trade first. */
  queue(strategy: string, side: Side): readonly Hash[] {
    return (this.#books.get(`${strategy}/${side}`)?.entries ?? []).map(({ hash }) => hash);
  }

  /** The first to trade of one side of a strategy. */
  best(strategy: string, side: Side): Hash | undefined {
    return this.#books.get(`${strategy}/${side}`)?.entries[0]?.hash;
  }

  /** The last to trade of one side, where there are more than `most`. */
  beyond(strategy: string, side: Side, most: number): Hash | undefined {
    return this.#books.get(`${strategy}/${side}`)?.entries[most]?.hash;
  }

  /** Strategies and sides in which a combo may take from the markets' books, ascending: a copy. */
  taking(): readonly string[] {
    return this.#taking.slice();
  }

  /** The first of them. */
  firstTaker(key: string): Hash | undefined {
    return this.#takers.get(key)?.entries[0]?.hash;
  }

  /** Strategies with a combo on either side, ascending. */
  strategies(): readonly string[] {
    return [...new Set([...this.#books.keys()].map((key) => key.slice(0, key.indexOf('/'))))].sort();
  }

  /** Combos of an account, oldest first: a copy, since they leave while they are looked at. */
  of(account: Address): readonly Hash[] {
    return (this.#accounts.get(account)?.entries ?? []).map(({ hash }) => hash);
  }

  /** What is over by a time. */
  over(timeMs: number): readonly Hash[] {
    const later = this.#due.entries.findIndex(({ value }) => value > timeMs);
    return this.#due.entries.slice(0, later < 0 ? undefined : later).map(({ hash }) => hash);
  }
}

function listIn<Key>(lists: Map<Key, Waiting>, key: Key, sign: 1 | -1): Waiting {
  let list = lists.get(key);
  if (list === undefined) lists.set(key, (list = new Waiting(sign)));
  return list;
}
