import type { InstrumentId } from '../../types/ids.ts';
import type { Side } from '../../types/transaction.ts';
import type { Ticks } from '../../types/units.ts';
import type { RestingOrder } from '../records.ts';

/** One price of one side, as market data shows it. */
export interface BookLevel {
  readonly price: Ticks;
  readonly lots: number;
  readonly orders: number;
}

/**
 * The books of all markets, behind the one interface that matching, funding and views know. It keeps who stands where;
 * what an order is lives in the table of orders, which the book reads and never writes.
 * Invariant: a live order is in its book exactly once, and its level's lots are the sum of what its orders show.
 */
export interface OrderBook {
  /** Puts an order (already in the table) behind all others of its price. */
  insert(order: RestingOrder): void;
  /** Takes an order out; call after it left the table. */
  remove(order: RestingOrder): void;
  /** Notes that a live order of this level lost `lots` and keeps its place. */
  shrink(order: RestingOrder, lots: number): void;
  /** Puts the first order of a level, of which nothing was left to see, behind all others of its price. */
  requeue(order: RestingOrder): void;
  /** The order that trades next on this side: best price, then oldest. */
  best(instrument: InstrumentId, side: Side): RestingOrder | undefined;
  /** Best price of a side; undefined when it is empty. */
  bestPrice(instrument: InstrumentId, side: Side): Ticks | undefined;
  /** At most `max` levels, best first. */
  levels(instrument: InstrumentId, side: Side, max: number): BookLevel[];
  /** All orders of a side in the order in which they would trade. */
  queue(instrument: InstrumentId, side: Side): RestingOrder[];
}
