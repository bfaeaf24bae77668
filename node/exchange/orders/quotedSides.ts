import type { MassQuote, Side } from '../../types/transaction.ts';
import type { Lots, Ticks } from '../../types/units.ts';

/** One side of a quote. */
export interface QuotedSide {
  /** Its place in the message, which names its order: twice the quote's, and one more for asks. */
  readonly position: number;
  readonly side: Side;
  readonly price: Ticks;
  readonly size: Lots;
}

/** What a mass quote asks for, side by side; a side of no lots is none. */
export const quotedSides = ({ quotes }: MassQuote): QuotedSide[] =>
  quotes
    .flatMap(({ bidPrice, bidSize, askPrice, askSize }, at): QuotedSide[] => [
      { position: 2 * at, side: 'buy', price: bidPrice, size: bidSize },
      { position: 2 * at + 1, side: 'sell', price: askPrice, size: askSize },
    ])
    .filter(({ size }) => size > 0);

/** Whether each side goes from its best price to its worst, without repeats, and the best two do not cross. */
export function isInOrder(sides: readonly QuotedSide[]): boolean {
  const prices = (wanted: Side): Ticks[] => sides.filter(({ side }) => side === wanted).map(({ price }) => price);
  const [bids, asks] = [prices('buy'), prices('sell')];
  const rises = (list: readonly number[]): boolean => list.every((price, at) => at === 0 || list[at - 1]! < price);
  return rises([...bids.toReversed(), ...asks]);
}
