import type { Ticks } from '../../types/units.ts';
import type { BlockRun } from '../blockRun.ts';
import { pegPrice } from './pegPrice.ts';
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
  for (const slot of slots.sort((a, b) => book.rows.queue(a) - book.rows.queue(b))) {
    if (run.budget.pegs === 0) return;
    move(run, slot);
  }
}

function move(run: BlockRun, slot: number): void {
  const { book, markets } = run.state;
  if (markets.at(book.market(slot)).stale) return;
  const order = book.order(slot);
  const peg = order.peg!;
  const price = pegPrice(run.state, order, peg);
  if (price === undefined || price === order.price) return;
  run.budget.pegs -= 1;
  const limit = { price: peg.limit as Ticks, postOnly: true, selfTradePrevention: 'cancel-taker' } as const;
  const verdict = requeue(run, slot, order, limit, order.lots);
  if (verdict.code === 'OK') return;
  book.remove(slot);
  emitRefused(run, order, order.lots, verdict);
}
