import { batchOrderHash } from '../../crypto/batchOrderHash.ts';
import type { Address, Hash } from '../../types/ids.ts';
import { plainOrder, type MassQuote, type PlaceOrder } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import type { OrderBook } from '../book/orderBook.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { placeOrder } from './place.ts';
import { checkMakerGroup } from './protection.ts';
import { isInOrder, quotedSides, type QuotedSide } from './quotedSides.ts';
import { reduceInPlace } from './replace.ts';
import { cancelSlot } from './resting.ts';

/**
 * Replaces all orders of a maker group by two-sided quotes. An order of the group that is as a quote's side says, with no
 * fewer lots, keeps its place and its hash; the others are canceled, and what is missing is placed as post-only orders. Each
 * side stands for itself, and one event a side says what came of it.
 * Source: docs/spec/exchange.md, Mass quotes.
 */
export function massQuote(
  run: BlockRun,
  hash: Hash,
  owner: { readonly account: Address },
  body: MassQuote,
  subaccount: number,
): Verdict {
  const { state } = run;
  const market = state.markets.number(body.instrument);
  if (market < 0) return { code: 'INSTRUMENT_UNKNOWN' };
  const group = checkMakerGroup(state, subaccount, body, run.timeMs);
  if (group !== 'OK') return { code: group };
  const sides = quotedSides(body);
  if (!isInOrder(sides)) return { code: 'QUOTES_INVALID' };
  const kept = keep(run, body.makerGroup, sides, subaccount, state.markets.listing(market).minSizeLots);
  for (const side of sides) {
    const { position } = side;
    const standing = kept.get(position);
    const order = standing ?? batchOrderHash(hash, position);
    const { code, missing = 0 } =
      standing === undefined ? placeOrder(run, order, owner, quoteOrder(body, side), subaccount) : accepted;
    run.events.push({ type: 'operation', tx: hash, position, kind: 'quote', order, code, missing });
  }
  return accepted;
}

/**
 * Cancels what the quotes leave no place for, oldest first, and takes off the lots that are too many of what they do.
 * Returns the hashes of what stays by the position of its side. Bounded by the open orders of the subaccount.
 */
function keep(
  run: BlockRun,
  makerGroup: number,
  sides: readonly QuotedSide[],
  subaccount: number,
  minSizeLots: number,
): ReadonlyMap<number, Hash> {
  const { book } = run.state;
  const { rows } = book;
  const kept = new Map<number, Hash>();
  const wanted = new Map(sides.map((side) => [keyOf(side.side === 'buy', side.price), side]));
  for (let slot = book.firstOwn(subaccount); slot >= 0;) {
    const next = rows.ownNext(slot);
    if (rows.makerGroup(slot) === makerGroup) {
      const side = isQuote(book, slot) ? wanted.get(keyOf(rows.isBuy(slot), book.price(slot))) : undefined;
      const stays = side !== undefined && side.size <= rows.lots(slot) && side.size >= minSizeLots;
      if (!stays || kept.has(side.position)) cancelSlot(run, slot, rows.hash(slot), 'REQUOTED');
      else {
        kept.set(side.position, rows.hash(slot));
        if (side.size < rows.lots(slot)) reduceInPlace(run, slot, rows.lots(slot) - side.size);
      }
    }
    slot = next;
  }
  return kept;
}

/** Bids below zero. */
const keyOf = (isBuy: boolean, price: number): number => (isBuy ? -price : price);

/** Whether an order is as one that a quote makes, but for its price and size. */
function isQuote({ rows }: OrderBook, slot: number): boolean {
  const isPlain = !rows.isTagged(slot) && rows.clientId(slot) === 0 && rows.goodTillMs(slot) === 0;
  return isPlain && rows.isPostOnly(slot) && !rows.isReduceOnly(slot) && rows.displaySize(slot) === 0;
}

function quoteOrder({ instrument, makerGroup }: MassQuote, { side, price, size }: QuotedSide): PlaceOrder {
  return {
    ...plainOrder,
    type: 'order',
    ...{ instrument, side, price, size, makerGroup },
    kind: 'limit',
    timeInForce: 'GTC',
    postOnly: true,
    reduceOnly: false,
    selfTradePrevention: 'cancel-taker',
    clientId: 0,
  };
}
