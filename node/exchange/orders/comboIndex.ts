import type { Address, Hash } from '../../types/ids.ts';
import type { ComboLeg, Side } from '../../types/transaction.ts';
import type { Journal, Undoable } from '../ledger/journal.ts';
import type { MarketTable } from '../ledger/marketTable.ts';
import type { SubaccountTable } from '../ledger/subaccountTable.ts';
import type { RestingCombo } from '../records.ts';
import { Waiting, type Entry } from './triggerIndex.ts';

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

/**
 * Lists of combos by strategy and side, the first to trade first, and the keys of those that are not empty, ascending: as many as
 * strategies, so at most a few times the accounts that have any.
 */
class ComboBooks {
  readonly #lists = new Map<string, Waiting>();
  readonly #keys: string[] = [];

  /** Where a key stands among all, or would. */
  #place(key: string): number {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#keys[middle]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(key: string, entry: Entry): void {
    if (!this.#lists.has(key)) this.#keys.splice(this.#place(key), 0, key);
    listIn(this.#lists, key, -1).add(entry);
  }

  delete(key: string, entry: Entry): void {
    this.#lists.get(key)!.delete(entry);
    if (this.#lists.get(key)!.entries.length > 0) return;
    this.#lists.delete(key);
    this.#keys.splice(this.#place(key), 1);
  }

  /** The combo in a place of a list, from 0. */
  at(key: string, place: number): Hash | undefined {
    return this.#lists.get(key)?.entries[place]?.hash;
  }

  all(key: string): readonly Hash[] {
    return (this.#lists.get(key)?.entries ?? []).map(({ hash }) => hash);
  }

  /** Up to `most` keys from `key` on. */
  from(key: string, most: number): readonly string[] {
    const first = this.#place(key);
    return this.#keys.slice(first, first + most);
  }

  /** Up to `most` keys, and in the next turn the next ones, round and round. */
  inTurn(turn: number, most: number): readonly string[] {
    const count = this.#keys.length;
    const first = count <= most ? 0 : (turn * most) % count;
    const rest = Math.min(first, Math.max(0, first + most - count));
    return [...this.#keys.slice(first, first + most), ...this.#keys.slice(0, rest)];
  }
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
  readonly #books = new ComboBooks();
  /** The same of those that may take from the markets' books. */
  readonly #takers = new ComboBooks();
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
    this.#books.add(key, entry);
    if (!combo.postOnly) this.#takers.add(key, entry);
    listIn(this.#accounts, account, 1).add({ ...entry, value: 0 });
    if (goodTillMs !== 0) this.#due.add({ ...entry, value: goodTillMs });
    this.#count(combo, 1);
  }

  #leave(combo: RestingCombo): void {
    const { limit, queue, hash, account, goodTillMs } = combo;
    const { strategy, side } = strategyOf(combo.legs);
    const entry = { value: limit, queue, hash };
    const key = `${strategy}/${side}`;
    this.#books.delete(key, entry);
    if (!combo.postOnly) this.#takers.delete(key, entry);
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

  /** Combos of one side of a strategy, the first to trade first. */
  queue(strategy: string, side: Side): readonly Hash[] {
    return this.#books.all(`${strategy}/${side}`);
  }

  /** The first to trade of one side of a strategy. */
  best(strategy: string, side: Side): Hash | undefined {
    return this.#books.at(`${strategy}/${side}`, 0);
  }

  /** The last to trade of one side, where there are more than `most`. */
  beyond(strategy: string, side: Side, most: number): Hash | undefined {
    return this.#books.at(`${strategy}/${side}`, most);
  }

  /** Up to `most` strategies and sides in which a combo may take from the markets' books, by name; others in another turn. */
  taking(turn: number, most: number): readonly string[] {
    return this.#takers.inTurn(turn, most);
  }

  /** The first of them. */
  firstTaker(key: string): Hash | undefined {
    return this.#takers.at(key, 0);
  }

  /** Up to `most` strategies with a combo on either side, ascending, after a name. */
  strategies(after: string, most: number): readonly string[] {
    // Behind the slash of a key comes its side.
    const keys = this.#books.from(after === '' ? '' : `${after}/~`, 2 * most);
    return [...new Set(keys.map((key) => key.slice(0, key.indexOf('/'))))].slice(0, most);
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
