import type { Ticks } from '../../types/units.ts';
import type { BlockRun } from '../blockRun.ts';
import type { Peg, RestingOrder } from '../records.ts';
import { pegPrice, pegReference } from './pegPrice.ts';
import { requeue } from './replace.ts';
import { emitRefused } from './resting.ts';

/** Most pegged orders that move in one block; the others follow in the next one, since what has moved is younger then. */
export const pegMovesPerBlockMax = 500;

/**
 * At the end of a block: every pegged order goes to where its price is now, behind all others of it, the oldest first. One
 * whose price is the same, or that has none to follow, stays where it is. Where it may not go, it is over.
 * Source: docs/spec/exchange.md, Pegged orders.
 */
export function movePegs(run: BlockRun): void {
  const { book, pegs } = run.state;
  const slots = pegs.all();
  if (slots.length === 0) return;
  const references: References = new Map();
  for (const slot of slots.sort((a, b) => book.rows.queue(a) - book.rows.queue(b))) {
    if (run.budget.pegs === 0) return;
    move(run, slot, references);
  }
}

/** By market, side and source: no peg that moves changes them, so each is looked for once a block. */
type References = Map<string, number | undefined>;

function referenceOf({ state }: BlockRun, order: RestingOrder, source: Peg['source'], known: References) {
  const key = `${order.instrument}/${order.side}/${source}`;
  if (!known.has(key)) known.set(key, pegReference(state, order, source));
  return known.get(key);
}

function move(run: BlockRun, slot: number, references: References): void {
  const { book, markets } = run.state;
  if (markets.at(book.market(slot)).stale) return;
  const order = book.order(slot);
  const peg = order.peg!;
  const reference = referenceOf(run, order, peg.source, references);
  const price = reference === undefined ? undefined : pegPrice(run.state, order, peg, reference);
  if (price === undefined || price === order.price) return;
  run.budget.pegs -= 1;
  const limit = { price: peg.limit as Ticks, postOnly: true, selfTradePrevention: 'cancel-taker' } as const;
  const verdict = requeue(run, slot, order, limit, order.lots, price);
  if (verdict.code === 'OK') return;
  book.remove(slot);
  emitRefused(run, order, order.lots, verdict);
}
