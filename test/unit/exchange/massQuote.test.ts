import { describe, expect, test } from 'vitest';
import { batchOrderHash } from '../../../node/crypto/batchOrderHash.ts';
import { execute } from '../../../node/exchange/exchange.ts';
import { contentionOf, phaseOfBody } from '../../../node/exchange/phase.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import { accountView } from '../../../node/exchange/views.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import type { Hash } from '../../../node/types/ids.ts';
import { lots, ticks, type MicroUsdc, type TimeMs } from '../../../node/types/units.ts';
import { addressOf, alice, approval, at, bob, btc, carol, eth, ofType, protection, quotes, testGenesis, usdc, Venue, type OrderChange } from './venue.ts'; // prettier-ignore

function quoting(change: Parameters<typeof testGenesis>[0] = {}): Venue {
  const venue = new Venue(testGenesis(change));
  for (const owner of [alice, bob, carol]) venue.deposit(owner, 100_000);
  venue.send(alice, protection({ quantityMax: lots(1_000) }));
  return venue;
}

/** What came of each side: position, code, and whether its order is new. */
const told = (events: readonly BlockEvent[], tx: Hash) =>
  ofType(events, 'operation').map(({ position, kind, order, code }) => {
    expect(kind).toBe('quote');
    return [position, code, order === batchOrderHash(tx, position as number)];
  });
const queue = (venue: Venue, side: 'buy' | 'sell') =>
  venue.state.book.queue(btc, side).map(({ hash, price, lots: left }) => [hash, price / 10, left]);

describe('a mass quote', () => {
  test('places post-only orders of its group on both sides, named by their positions', () => {
    const venue = quoting();
    const { code, events, hash } = venue.send(alice, quotes([99_990, 5, 100_010, 6], [99_980, 7, 100_020, 8]));
    expect(code).toBe('OK');
    expect(told(events, hash)).toEqual([0, 1, 2, 3].map((position) => [position, 'OK', true]));
    const name = (position: number) => batchOrderHash(hash, position);
    expect(queue(venue, 'buy')).toEqual([[name(0), 99_990, 5], [name(2), 99_980, 7]]); // prettier-ignore
    expect(queue(venue, 'sell')).toEqual([[name(1), 100_010, 6], [name(3), 100_020, 8]]); // prettier-ignore
    for (const order of venue.state.book.queue(btc, 'buy')) expect(order).toMatchObject({ postOnly: true, makerGroup: 1 }); // prettier-ignore
    expect(events.at(-1)).toMatchObject({ type: 'receipt', kind: 'massQuote', code: 'OK' });
  });

  test('keeps the place and the hash of what stands with the same side and price and no fewer lots', () => {
    const venue = quoting();
    const first = venue.send(alice, quotes([99_990, 5, 100_010, 6], [99_980, 7, 0, 0]));
    const theirs = venue.order(bob, 'buy', 99_990, 1).hash;
    const { events, hash } = venue.send(alice, quotes([99_990, 3, 100_010, 6], [99_980, 8, 100_020, 1]));
    const old = (position: number) => batchOrderHash(first.hash, position);
    const name = (position: number) => batchOrderHash(hash, position);
    expect(told(events, hash)).toEqual([[0, 'OK', false], [1, 'OK', false], [2, 'OK', true], [3, 'OK', true]]); // prettier-ignore
    // The one that shrinks stays before what came after it; the one that grows is another order.
    expect(queue(venue, 'buy')).toEqual([[old(0), 99_990, 3], [theirs, 99_990, 1], [name(2), 99_980, 8]]); // prettier-ignore
    expect(queue(venue, 'sell')).toEqual([[old(1), 100_010, 6], [name(3), 100_020, 1]]); // prettier-ignore
    expect(events.map(({ type }) => type)).toEqual(['replaced', 'canceled', 'operation', 'operation', 'accepted', 'rested', 'operation', 'accepted', 'rested', 'operation', 'receipt']); // prettier-ignore
    expect(ofType(events, 'canceled')).toMatchObject([{ order: old(2), reason: 'REQUOTED', remaining: 7 }]);
    expect(ofType(events, 'replaced')).toMatchObject([{ order: old(0), remaining: 3, shown: 3 }]);
  });

  test('tells the sides apart: an ask at the price of the bid that stood there is another order', () => {
    const venue = quoting();
    const bid = venue.send(alice, quotes([99_990, 5, 0, 0]));
    const { events, hash } = venue.send(alice, quotes([0, 0, 99_990, 5]));
    expect(told(events, hash)).toEqual([[1, 'OK', true]]);
    expect(ofType(events, 'canceled')).toMatchObject([{ order: batchOrderHash(bid.hash, 0), reason: 'REQUOTED' }]);
  });

  test('counts the lots that are left, not those that there were', () => {
    const venue = quoting();
    const first = venue.send(alice, quotes([99_990, 5, 0, 0]));
    venue.order(bob, 'sell', 99_990, 2);
    const { events, hash } = venue.send(alice, quotes([99_990, 3, 0, 0]));
    expect(told(events, hash)).toEqual([[0, 'OK', false]]);
    expect(ofType(events, 'replaced')).toEqual([]);
    expect(queue(venue, 'buy')).toEqual([[batchOrderHash(first.hash, 0), 99_990, 3]]);
    expect(told(...whatCame(venue, 4))).toEqual([[0, 'OK', true]]);
  });

  const whatCame = (venue: Venue, size: number): [readonly BlockEvent[], Hash] => {
    const { events, hash } = venue.send(alice, quotes([99_990, size, 0, 0]));
    return [events, hash];
  };

  test('cancels all others of its group, and none of another group, market or subaccount', () => {
    const venue = quoting();
    venue.send(alice, protection({ group: 2 }));
    venue.send(alice, protection({ group: 3, instrument: eth }));
    const one = venue.order(alice, 'buy', 99_000, 1, { makerGroup: 1 }).hash;
    const stays = [
      venue.order(alice, 'buy', 99_000, 1, { makerGroup: 2 }).hash,
      venue.order(alice, 'buy', 0, 1, { makerGroup: 3, instrument: eth, price: 390_000 }).hash,
      venue.order(alice, 'buy', 99_000, 1).hash,
      venue.order(bob, 'buy', 99_000, 1).hash,
    ];
    const { events } = venue.send(alice, quotes([0, 0, 0, 0]));
    expect(ofType(events, 'canceled')).toMatchObject([{ order: one, reason: 'REQUOTED' }]);
    expect(ofType(events, 'operation')).toEqual([]);
    expect([...venue.state.orders.sortedKeys()]).toEqual([...stays].sort());
  });

  test.each<[string, OrderChange]>([
    ['that may take when it is replaced', { postOnly: false }],
    ['with a client id', { clientId: 5 }],
    ['with a label', { label: 'x' }],
    ['that shows only a part', { displaySize: 2 }],
    ['that ends by itself', { timeInForce: 'GTT', goodTillMs: 1_800_000_000_000 as TimeMs }],
    ['in an OCO group', { ocoGroup: 3 }],
    ['that only reduces', { reduceOnly: true }],
  ])('does not keep an order %s, which a quote would not make', (_name, change) => {
    const venue = quoting();
    // A short position, for the one that reduces it.
    venue.order(bob, 'buy', 99_000, 10);
    venue.order(alice, 'sell', 99_000, 10);
    const other = venue.order(alice, 'buy', 99_990, 5, { makerGroup: 1, postOnly: true, ...change });
    expect(other.code).toBe('OK');
    const { events, hash } = venue.send(alice, quotes([99_990, 5, 0, 0]));
    expect(told(events, hash)).toEqual([[0, 'OK', true]]);
    expect(ofType(events, 'canceled')).toMatchObject([{ order: other.hash, reason: 'REQUOTED' }]);
  });

  test('keeps one order a side and price: the oldest that fits', () => {
    const venue = quoting();
    const plain = { makerGroup: 1, postOnly: true };
    const small = venue.order(alice, 'buy', 99_990, 2, plain).hash;
    const fits = venue.order(alice, 'buy', 99_990, 5, plain).hash;
    const later = venue.order(alice, 'buy', 99_990, 5, plain).hash;
    const { events } = venue.send(alice, quotes([99_990, 4, 0, 0]));
    expect(ofType(events, 'canceled').map(({ order }) => order)).toEqual([small, later]);
    expect(queue(venue, 'buy')).toEqual([[fits, 99_990, 4]]);
  });

  test('lets each side stand for itself: one that would take is refused, the others rest', () => {
    const venue = quoting();
    venue.order(bob, 'sell', 99_990, 1);
    const { code, events, hash } = venue.send(alice, quotes([99_990, 5, 100_010, 6], [99_980, 0, 2_000_000, 1]));
    expect(code).toBe('OK');
    expect(told(events, hash)).toEqual([[0, 'POST_ONLY_WOULD_TAKE', true], [1, 'OK', true], [3, 'PRICE_INVALID', true]]); // prettier-ignore
    expect(ofType(events, 'fill')).toEqual([]);
    expect(venue.state.orders.size).toBe(2);
  });

  test('says how much margin a side was short of, and frees that of what it replaces first', () => {
    const venue = quoting();
    const most = quotes([99_000, 90_000, 0, 0]);
    expect(ofType(venue.send(alice, most).events, 'operation')).toMatchObject([{ code: 'OK' }]);
    expect(ofType(venue.send(alice, quotes([99_010, 90_000, 0, 0])).events, 'operation')).toMatchObject([{ code: 'OK' }]); // prettier-ignore
    const [bid] = ofType(venue.send(alice, quotes([99_020, 150_000, 0, 0])).events, 'operation');
    expect(bid).toMatchObject({ code: 'MARGIN_TOO_LOW' });
    expect(Number(bid!.missing)).toBeGreaterThan(0);
    expect(venue.state.orders.size).toBe(0);
  });

  test('does not keep an order at a size that is too small for the market: that side is refused', () => {
    const [first, ...others] = testGenesis().markets;
    const venue = quoting({ markets: [{ ...first!, minSizeLots: 5 }, ...others] });
    venue.send(alice, quotes([99_990, 5, 0, 0]));
    const { events, hash } = venue.send(alice, quotes([99_990, 4, 0, 0]));
    expect(told(events, hash)).toEqual([[0, 'SIZE_INVALID', true]]);
    expect(venue.state.orders.size).toBe(0);
  });

  test.each<[string, readonly (readonly [number, number, number, number])[]]>([
    ['a bid at the price of an ask', [[100_000, 1, 100_000, 1]]],
    ['a bid above a later ask', [[100_000, 1, 0, 0], [0, 0, 99_990, 1]]],
    ['bids that rise', [[99_000, 1, 0, 0], [99_010, 1, 0, 0]]],
    ['a bid twice', [[99_000, 1, 0, 0], [99_000, 1, 0, 0]]],
    ['asks that fall', [[0, 0, 101_000, 1], [0, 0, 100_990, 1]]],
    ['an ask twice', [[0, 0, 101_000, 1], [0, 0, 101_000, 1]]],
  ])('with %s is refused whole', (_name, rows) => {
    const venue = quoting();
    const stays = venue.send(alice, quotes([99_990, 5, 100_010, 5]));
    expect(venue.send(alice, quotes(...rows)).code).toBe('QUOTES_INVALID');
    expect(queue(venue, 'buy')).toEqual([[batchOrderHash(stays.hash, 0), 99_990, 5]]);
  }); // prettier-ignore

  test('needs a protected group of its market, which is not frozen', () => {
    const venue = quoting();
    const code = (change: Partial<ReturnType<typeof quotes>>) =>
      venue.send(alice, { ...quotes([99_990, 5, 100_010, 5]), ...change }).code;
    expect(code({ makerGroup: 0 })).toBe('MAKER_GROUP_UNKNOWN');
    expect(code({ makerGroup: 2 })).toBe('MAKER_GROUP_UNKNOWN');
    expect(code({ makerGroup: 17 })).toBe('MAKER_GROUP_UNKNOWN');
    expect(code({ instrument: eth })).toBe('MAKER_GROUP_UNKNOWN');
    expect(code({ instrument: 9 as typeof btc })).toBe('INSTRUMENT_UNKNOWN');
    venue.send(alice, protection({ quantityMax: lots(5) }));
    expect(code({})).toBe('OK');
    venue.order(bob, 'buy', 100_010, 5);
    expect(code({})).toBe('MAKER_GROUP_FROZEN');
    // Group 0 is not the last group of the subaccount before.
    venue.send(alice, protection({ group: 16 }));
    expect(venue.send(bob, { ...quotes([99_990, 5, 0, 0]), makerGroup: 0 }).code).toBe('MAKER_GROUP_UNKNOWN');
  });

  test('with a feed that is stale places nothing and keeps what stands', () => {
    const venue = quoting();
    venue.send(alice, quotes([99_990, 5, 100_010, 5]));
    venue.stale = true;
    const { events, hash } = venue.send(alice, quotes([99_990, 5, 100_020, 5]));
    expect(told(events, hash)).toEqual([[0, 'OK', false], [1, 'FEED_STALE', true]]); // prettier-ignore
    expect(venue.state.orders.size).toBe(1);
  });

  test('runs among what cannot take, and contends in its market', () => {
    const body = quotes([99_990, 5, 100_010, 5]);
    expect(phaseOfBody(body)).toBe('rest');
    expect(contentionOf(quoting().transaction(alice, body).transaction)).toEqual({
      account: alice,
      instruments: [btc],
    });
  });

  test('costs a trade credit for each side that it quotes, one at least', () => {
    const trade = { capacity: 7, perSecond: 1 };
    const venue = quoting({ credits: { ...testGenesis().credits, trade, collateralPerCreditMicroUsdc: usdc(1e9) as MicroUsdc } }); // prettier-ignore
    const left = () => accountView(venue.state, alice)!.credits.trade;
    expect(left()).toBe(6);
    venue.send(alice, quotes([99_990, 5, 100_010, 5], [0, 0, 100_020, 5]));
    expect(left()).toBe(3);
    venue.send(alice, quotes([0, 0, 0, 0]));
    expect(left()).toBe(2);
    expect(venue.send(alice, quotes([99_990, 5, 100_010, 5], [0, 0, 100_020, 5])).code).toBe('CREDITS_EXHAUSTED');
  });

  test('is for keys that may trade so much in its market', () => {
    const venue = quoting();
    const [trader, poor, other, canceler] = [1, 2, 3, 4].map((n) => addressOf(0x5e50 + n));
    venue.send(alice, approval(trader!, { instruments: [btc] }));
    venue.send(alice, approval(poor!, { notionalMax: usdc(100) as MicroUsdc }));
    venue.send(alice, approval(other!, { instruments: [eth] }));
    venue.send(alice, approval(canceler!, { scope: 'cancel' }));
    const code = (key: typeof trader, body = quotes([99_990, 5, 100_010, 5])) => venue.send(alice, body, { key: key! }).code; // prettier-ignore
    expect([code(trader), code(poor), code(other), code(canceler)]).toEqual(['OK', 'OK', 'KEY_SCOPE', 'KEY_SCOPE']);
    expect(code(poor, quotes([99_990, 5, 0, 0], [99_980, 0, 100_010, 20]))).toBe('KEY_SCOPE');
    expect(code(canceler, quotes([0, 0, 0, 0]))).toBe('KEY_SCOPE');
    expect(code(other, quotes([0, 0, 0, 0]))).toBe('KEY_SCOPE');
  });

  test('whose order was canceled ahead does not place it', () => {
    const venue = quoting();
    const sent = venue.transaction(alice, quotes([99_990, 5, 100_010, 5]));
    const order = batchOrderHash(sent.hash, 1);
    venue.send(alice, { type: 'cancel', order, orderExpiryMs: sent.transaction.expiryMs });
    expect(told(venue.block([sent]).events, sent.hash)).toEqual([[0, 'OK', true], [1, 'ORDER_CANCELED', true]]); // prettier-ignore
  });

  test('survives a snapshot and a rollback, and what it kept trades under its own price', () => {
    const venue = quoting();
    venue.send(alice, quotes([99_990, 5, 100_010, 6]));
    const bytes = encodeState(venue.state);
    const { events } = venue.send(alice, quotes([99_990, 3, 100_020, 6]));
    const after = encodeState(venue.state);
    const again = decodeState(venue.state.genesis, bytes);
    expect(execute(again, venue.blocks.at(-1)!).events).toEqual(events);
    expect(encodeState(again)).toEqual(after);
    venue.state.journal.rollback(0);
    expect(encodeState(venue.state)).toEqual(bytes);
    expect(execute(venue.state, venue.blocks.at(-1)!).events).toEqual(events);
    const fills = ofType(venue.order(bob, 'sell', 99_900, 9, { timeInForce: 'IOC' }).events, 'fill');
    expect(fills).toMatchObject([{ size: 3, price: ticks(at(99_990)) }]);
  });
});
