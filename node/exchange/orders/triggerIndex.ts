import type { Hash, InstrumentId } from '../../types/ids.ts';
import type { TriggerSource } from '../../types/transaction.ts';
import type { Journal, Undoable } from '../ledger/journal.ts';
import type { TriggerOrder } from '../records.ts';

/** Which way the source must go to trigger: to the price or above it, or to the price or below it. */
export type Direction = 'up' | 'down';

/** Stops follow the market's direction, take-profits wait for it to come back. A trailing stop is a stop. */
export const directionOf = ({ order }: Pick<TriggerOrder, 'order'>): Direction =>
  (order.side === 'buy') !== (order.triggerKind === 'take-profit') ? 'up' : 'down';

export interface Entry {
  /** A price in ticks, or a time. */
  readonly value: number;
  readonly queue: number;
  readonly hash: Hash;
}

/** Entries in the order in which a rising (1) or falling (−1) value reaches them; the oldest first at one value. */
export class Waiting {
  readonly entries: Entry[] = [];
  readonly #sign: 1 | -1;

  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  /** Where an entry stands, or would. */
  #place({ value, queue }: Entry): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.entries[middle]!;
      const before = other.value === value ? other.queue - queue : (other.value - value) * this.#sign;
      if (before < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(entry: Entry): void {
    this.entries.splice(this.#place(entry), 0, entry);
  }

  delete(entry: Entry): void {
    this.entries.splice(this.#place(entry), 1);
  }
}

const keyOf = (instrument: InstrumentId, source: TriggerSource, direction: Direction): string =>
  `${instrument}/${source}/${direction}`;

/** What an entry of the undo log is about. */
const addition = 0;
const deletion = 1;

/**
 * Orders that wait for a price, by market, source and direction, and TWAPs, by time: the next one is found at once, however many
 * wait. An account's share of every list is bounded, so a list is as long as there are accounts that wait.
 * Derived from the table of triggers.
 */
export class TriggerIndex implements Undoable {
  readonly #journal: Journal;
  readonly #waiting = new Map<string, Waiting>();
  /** Trailing stops by market, oldest first. */
  readonly #trailing = new Map<InstrumentId, Waiting>();
  /** TWAPs by the time of their next slice. */
  readonly #slices = new Waiting(1);
  /** By the time at which they are over. */
  readonly #due = new Waiting(1);

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** The lists in which an order stands, and what it stands by in each. */
  #places({ hash, queue, order, startMs, slices }: TriggerOrder): (readonly [Waiting, Entry])[] {
    const { instrument, triggerKind, triggerSource, triggerPrice, goodTillMs, sliceCount, sliceIntervalMs } = order;
    if (sliceCount > 0) return [[this.#slices, { value: startMs + slices * sliceIntervalMs, queue, hash }]];
    const isTrailing = triggerKind === 'trailing-stop';
    const list = isTrailing
      ? this.#trailingIn(instrument)
      : this.#list(instrument, triggerSource, directionOf({ order }));
    const places: (readonly [Waiting, Entry])[] = [[list, { value: isTrailing ? 0 : triggerPrice, queue, hash }]];
    if (goodTillMs !== 0) places.push([this.#due, { value: goodTillMs, queue, hash }]);
    return places;
  }

  #list(instrument: InstrumentId, source: TriggerSource, direction: Direction): Waiting {
    const key = keyOf(instrument, source, direction);
    let list = this.#waiting.get(key);
    if (list === undefined) this.#waiting.set(key, (list = new Waiting(direction === 'up' ? 1 : -1)));
    return list;
  }

  #trailingIn(instrument: InstrumentId): Waiting {
    let list = this.#trailing.get(instrument);
    if (list === undefined) this.#trailing.set(instrument, (list = new Waiting(1)));
    return list;
  }

  add(trigger: TriggerOrder): void {
    this.#note(trigger, addition);
    for (const [list, entry] of this.#places(trigger)) list.add(entry);
  }

  delete(trigger: TriggerOrder): void {
    this.#note(trigger, deletion);
    this.#leave(trigger);
  }

  /** Lists of markets come and go with what waits in them: a market that expires leaves none. */
  #leave(trigger: TriggerOrder): void {
    for (const [list, entry] of this.#places(trigger)) list.delete(entry);
    const { instrument, triggerSource } = trigger.order;
    const key = keyOf(instrument, triggerSource, directionOf(trigger));
    if (this.#waiting.get(key)?.entries.length === 0) this.#waiting.delete(key);
    if (this.#trailing.get(instrument)?.entries.length === 0) this.#trailing.delete(instrument);
  }

  #note(trigger: TriggerOrder, kind: number): void {
    this.#journal.hold(trigger);
    this.#journal.note(this, kind);
  }

  undo(kind: number): void {
    const trigger = this.#journal.release() as TriggerOrder;
    if (kind === addition) this.#leave(trigger);
    else for (const [list, entry] of this.#places(trigger)) list.add(entry);
  }

  /**
   * The next order that the source's price triggers; undefined where none does.
   * `floor` and `ceil`: that price in ticks, rounded down and up.
   */
  next(instrument: InstrumentId, source: TriggerSource, floor: number, ceil: number): Hash | undefined {
    const up = this.#waiting.get(keyOf(instrument, source, 'up'))?.entries[0];
    if (up !== undefined && up.value <= floor) return up.hash;
    const down = this.#waiting.get(keyOf(instrument, source, 'down'))?.entries[0];
    return down !== undefined && down.value >= ceil ? down.hash : undefined;
  }

  /** How many lists are kept. */
  get lists(): number {
    return this.#waiting.size + this.#trailing.size;
  }

  /** Trailing stops of a market, oldest first; a copy, since they leave while they are looked at. */
  trailing(instrument: InstrumentId): readonly Hash[] {
    return (this.#trailing.get(instrument)?.entries ?? []).map(({ hash }) => hash);
  }

  /** The TWAP whose slice is due first, at a time or before it; then the oldest. */
  dueSlice(timeMs: number): Hash | undefined {
    const first = this.#slices.entries[0];
    return first !== undefined && first.value <= timeMs ? first.hash : undefined;
  }

  /** What is over by a time: the earliest first, then the oldest. */
  over(timeMs: number): readonly Hash[] {
    const hashes: Hash[] = [];
    for (const { value, hash } of this.#due.entries) {
      if (value > timeMs) break;
      hashes.push(hash);
    }
    return hashes;
  }
}
