import { IntegerTree } from '../ledger/integerTree.ts';
import type { OrderRows } from './orderRows.ts';

/** What ends within the same so many ms hangs in one chain. */
const spanMs = 4_096;
const spanMax = 2_147_483_647;

const spanOf = (goodTillMs: number): number => Math.min(spanMax, Math.floor(goodTillMs / spanMs));

/** What may hang in the chains: when it is over, what comes first at one time, and its neighbours. */
export type DueRows = Pick<
  OrderRows,
  'goodTillMs' | 'queue' | 'duePrevious' | 'setDuePrevious' | 'dueNext' | 'setDueNext'
>;

/** What ends by itself, by when: orders, and the deadlines of subaccounts. */
export class DueTimes {
  readonly #rows: DueRows;
  /** First slot of the chain of every span that has one. */
  readonly #spans = new IntegerTree(spanMax);

  constructor(rows: DueRows) {
    this.#rows = rows;
  }

  add(slot: number): void {
    const rows = this.#rows;
    const span = spanOf(rows.goodTillMs(slot));
    const first = this.#spans.get(span);
    rows.setDuePrevious(slot, -1);
    rows.setDueNext(slot, first);
    if (first >= 0) rows.setDuePrevious(first, slot);
    this.#spans.set(span, slot);
  }

  delete(slot: number): void {
    const rows = this.#rows;
    const previous = rows.duePrevious(slot);
    const next = rows.dueNext(slot);
    if (next >= 0) rows.setDuePrevious(next, previous);
    if (previous >= 0) rows.setDueNext(previous, next);
    else if (next >= 0) this.#spans.set(spanOf(rows.goodTillMs(slot)), next);
    else this.#spans.delete(spanOf(rows.goodTillMs(slot)));
  }

  /** What is over by a time: the earliest first, then by place in the queue. */
  until(timeMs: number): number[] {
    const rows = this.#rows;
    const over: number[] = [];
    const last = spanOf(timeMs);
    for (let span = this.#spans.first(); span >= 0 && span <= last; span = this.#spans.above(span)) {
      for (let slot = this.#spans.get(span); slot >= 0; slot = rows.dueNext(slot)) {
        if (rows.goodTillMs(slot) <= timeMs) over.push(slot);
      }
    }
    return over.sort((a, b) => rows.goodTillMs(a) - rows.goodTillMs(b) || rows.queue(a) - rows.queue(b));
  }
}
