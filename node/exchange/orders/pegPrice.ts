import type { InstrumentId } from '../../types/ids.ts';
import type { PlaceOrder, Side } from '../../types/transaction.ts';
import { clamp } from '../integers.ts';
import type { Peg } from '../records.ts';
import type { ExchangeState } from '../state.ts';
import { bestAgainst, wouldTake } from './checks.ts';
import { sourceTicks } from './triggers.ts';

/** What a pegged order follows; its price is the worst that it may have. */
export const pegOf = ({ pegSource, pegOffset, price }: PlaceOrder): Peg => ({
  source: pegSource as Peg['source'],
  offset: pegOffset,
  limit: price,
});

/** An order's market and side. */
interface Place {
  readonly instrument: InstrumentId;
  readonly side: Side;
}

/**
 * The price of a pegged order as things stand: its reference, rounded down to buy and up to sell, and the offset; never
 * worse than its limit, and where it would trade, one tick from the best price against it (that may lie outside the
 * market's prices). Undefined where there is no reference.
 * Source: docs/spec/exchange.md, Pegged orders.
 */
export function pegPrice(
  state: ExchangeState,
  place: Place,
  peg: Peg,
  reference = pegReference(state, place, peg.source),
): number | undefined {
  if (reference === undefined) return undefined;
  const isBuy = place.side === 'buy';
  const { maxPriceTicks } = state.markets.listingOf(place.instrument)!;
  const wished = clamp(reference + peg.offset, 1, maxPriceTicks);
  const price = isBuy ? Math.min(wished, peg.limit) : Math.max(wished, peg.limit);
  const best = bestAgainst(state, place);
  if (best === undefined || !wouldTake(place, best, price)) return price;
  return isBuy ? best - 1 : best + 1;
}

/**
 * What a pegged order of this side follows, ticks. The middle of the book is that of orders that are not pegged, so that pegs
 * cannot chase each other.
 */
export function pegReference(
  state: ExchangeState,
  { instrument, side }: Place,
  source: Peg['source'],
): number | undefined {
  const rounded = side === 'buy' ? 'floor' : 'ceil';
  if (source === 'mark') {
    const number = state.markets.number(instrument);
    return sourceTicks(state.markets.listing(number), state.markets.at(number), 'mark')?.[rounded];
  }
  const bid = state.book.bestUnpegged(instrument, 'buy');
  const ask = state.book.bestUnpegged(instrument, 'sell');
  return bid === undefined || ask === undefined ? undefined : Math[rounded]((bid + ask) / 2);
}
