import { describe, expect, test } from 'vitest';
import { ToldBooks } from '../../../node/exchange/book/rebuild.ts';
import { pegsPerAccountMax } from '../../../node/exchange/book/pegs.ts';
import { pegMovesPerBlockMax } from '../../../node/exchange/orders/movePegs.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import type { Hash } from '../../../node/types/ids.ts';
import type { PegSource, Side } from '../../../node/types/transaction.ts';
import { lots, ticks, type MicroUsdc, type TimeMs } from '../../../node/types/units.ts';
import { addressOf, alice, at, bob, btc, carol, ofType, orderBody, testGenesis, usdc, Venue, type OrderChange } from './venue.ts'; // prettier-ignore

function funded(): Venue {
  const venue = new Venue();
  for (const owner of [alice, bob, carol]) venue.deposit(owner, 1_000_000);
  return venue;
}

/** Offset in ticks. */
const peg = (pegSource: PegSource, pegOffset = 0, change: OrderChange = {}): OrderChange => ({
  ...{ postOnly: true, pegSource, pegOffset },
  ...change,
});
const index = (venue: Venue, price: number) => {
  venue.prices = { ...venue.prices, 1: price };
  return venue.block();
};
const priceOf = (venue: Venue, hash: Hash) => venue.state.orders.get(hash)?.price;
const moved = (events: Parameters<typeof ofType>[0]) => ofType(events, 'replaced').map(({ order }) => order);

describe('a pegged order', () => {
  test.each<[Side, number, number, number]>([
    ['buy', 110_000, -30, at(99_997)],
    ['sell', 90_000, 30, at(100_003)],
  ])('%s: rests at its offset from mark, and follows it at the end of each block', (side, limit, offset, price) => {
    const venue = funded();
    const { hash, events } = venue.order(alice, side, limit, 10, peg('mark', offset));
    expect(ofType(events, 'accepted')).toMatchObject([{ order: hash, price }]);
    expect(priceOf(venue, hash)).toBe(price);
    const { events: later } = index(venue, 100_001);
    expect(later.filter(({ order }) => order === hash).map(({ type, price: told }) => [type, told])).toEqual([
      ['replaced', price + 10],
      ['rested', price + 10],
    ]);
    expect(priceOf(venue, hash)).toBe(price + 10);
  });

  test.each<[Side, number, number]>([
    ['buy', 110_000, at(100_000)],
    ['sell', 90_000, at(100_000) + 1],
  ])('%s: a reference between two ticks is rounded away from the other side', (side, limit, price) => {
    const venue = funded();
    const { hash } = venue.order(alice, side, limit, 10, peg('mark'));
    index(venue, 100_000.05);
    expect(priceOf(venue, hash)).toBe(price);
  });

  test('is never worse than its limit', () => {
    const venue = funded();
    const buy = venue.order(alice, 'buy', 100_001, 10, peg('mark', -10)).hash;
    index(venue, 100_005);
    expect(priceOf(venue, buy)).toBe(at(100_001));
    venue.send(alice, { type: 'cancelAll', instrument: btc });
    const sell = venue.order(bob, 'sell', 99_999, 10, peg('mark', 10)).hash;
    index(venue, 99_995);
    expect(priceOf(venue, sell)).toBe(at(99_999));
  });

  test('never takes: where it would, it stands one tick from the best price against it', () => {
    const venue = funded();
    const ask = venue.order(bob, 'sell', 99_990, 10).hash;
    const { hash, events } = venue.order(alice, 'buy', 110_000, 10, peg('mark', 5));
    expect(ofType(events, 'fill')).toEqual([]);
    expect(priceOf(venue, hash)).toBe(at(99_990) - 1);
    venue.send(bob, { type: 'cancel', order: ask, orderExpiryMs: 0 as TimeMs });
    venue.block();
    expect(priceOf(venue, hash)).toBe(at(100_000) + 5);
  });

  test('to the middle follows orders that are not pegged, and no other peg', () => {
    const venue = funded();
    venue.order(bob, 'buy', 99_000, 1);
    const ask = venue.order(bob, 'sell', 101_000, 1).hash;
    const { hash } = venue.order(alice, 'buy', 110_000, 1, peg('mid', 100));
    venue.order(carol, 'sell', 90_000, 1, peg('mid', 300));
    expect(priceOf(venue, hash)).toBe(at(100_010));
    for (let i = 0; i < 3; i++) expect(moved(venue.block().events)).toEqual([]);
    venue.order(bob, 'buy', 99_001, 1);
    expect(priceOf(venue, hash)).toBe(at(100_010) + 5);
    // Without a middle it stays where it is.
    const { events } = venue.send(bob, { type: 'cancel', order: ask, orderExpiryMs: 0 as TimeMs });
    expect(moved(events)).toEqual([]);
    expect(venue.order(alice, 'buy', 110_000, 1, peg('mid')).code).toBe('REFERENCE_UNKNOWN');
  });

  test('each has its own reference, also of one market and side', () => {
    const venue = funded();
    venue.order(bob, 'buy', 99_000, 1);
    venue.order(bob, 'sell', 101_000, 1);
    const mark = venue.order(alice, 'buy', 110_000, 1, peg('mark', -10)).hash;
    const mid = venue.order(alice, 'buy', 110_000, 1, peg('mid', -20)).hash;
    venue.order(bob, 'buy', 99_002, 1);
    index(venue, 100_010);
    const markTicks = Math.floor(venue.state.markets.get(btc)!.markPerLot / 10);
    expect([priceOf(venue, mark), priceOf(venue, mid)]).toEqual([markTicks - 10, at(100_001) - 20]);
  });

  test('that moves goes behind all others of its price, the oldest first; one whose price is the same keeps its place', () => {
    const venue = funded();
    const still = venue.order(alice, 'buy', 100_000, 1, peg('mark', 50)).hash;
    const first = venue.order(alice, 'buy', 110_000, 1, peg('mark', -10)).hash;
    const second = venue.order(bob, 'buy', 110_000, 1, peg('mark', -10)).hash;
    const plain = venue.order(carol, 'buy', 100_000, 1).hash;
    const { events } = index(venue, 100_001);
    expect(moved(events)).toEqual([first, second]);
    expect(venue.state.book.queue(btc, 'buy').map(({ hash }) => hash)).toEqual([still, plain, first, second]);
  });

  test('moves after the transactions of a block and before its triggers', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'buy', 110_000, 5, peg('mark', -10));
    venue.order(bob, 'sell', 0, 5, { kind: 'market', timeInForce: 'IOC', price: 0, triggerKind: 'take-profit', triggerPrice: ticks(at(100_010)), triggerSource: 'index' }); // prettier-ignore
    venue.prices = { ...venue.prices, 1: 100_010 };
    const { events } = venue.order(carol, 'sell', 99_999, 1);
    expect(ofType(events, 'fill').map(({ maker, price }) => [maker, price])).toEqual([
      [hash, at(99_999)],
      [hash, at(100_009)],
    ]);
  });

  test('does not follow a price that is not fresh', () => {
    const venue = funded();
    venue.order(carol, 'buy', 99_000, 1);
    const best = venue.order(carol, 'buy', 99_500, 1).hash;
    venue.order(carol, 'sell', 100_500, 1);
    const { hash } = venue.order(alice, 'buy', 110_000, 5, peg('mid', -10));
    venue.stale = true;
    venue.send(carol, { type: 'cancel', order: best, orderExpiryMs: 0 as TimeMs });
    expect(priceOf(venue, hash)).toBe(at(99_999));
    venue.stale = false;
    venue.block();
    expect(priceOf(venue, hash)).toBe(at(99_749));
  });

  test('that may not go where it belongs is over, and its last event says why', () => {
    const venue = funded();
    const poor = addressOf(0xd0);
    venue.deposit(poor, 1_006);
    const { hash } = venue.order(poor, 'buy', 110_000, 1_000, peg('mark', -10));
    const { events } = index(venue, 102_000);
    expect(ofType(events, 'canceled')).toMatchObject([{ order: hash, remaining: 1_000, reason: 'REFUSED', code: 'MARGIN_TOO_LOW' }]); // prettier-ignore
    expect(ofType(events, 'canceled')[0]!.missing).toBeGreaterThan(0);
    expect(venue.state.pegs.all()).toEqual([]);
  });

  test('does not go beyond the price band', () => {
    const venue = funded();
    venue.order(bob, 'buy', 99_000, 1);
    venue.order(bob, 'sell', 110_000, 1);
    const { hash } = venue.order(alice, 'buy', 110_000, 1, peg('mid'));
    const { events } = venue.order(bob, 'buy', 103_000, 1);
    expect(ofType(events, 'canceled')).toMatchObject([{ order: hash, reason: 'REFUSED', code: 'PRICE_OUT_OF_BAND' }]);
  });

  test('keeps what it is when it moves: size, group, label, time and icebergs', () => {
    const venue = funded();
    const goodTillMs = (venue.timeMs + 60_000) as TimeMs;
    const { hash } = venue.order(alice, 'buy', 110_000, 10, peg('mark', -10, { displaySize: 2, label: 'x', ocoGroup: 3, timeInForce: 'GTT', goodTillMs })); // prettier-ignore
    venue.order(bob, 'sell', 99_999, 1);
    const before = venue.state.orders.get(hash)!;
    index(venue, 100_001);
    const { queue } = venue.state.orders.get(hash)!;
    expect(queue).toBeGreaterThan(before.queue);
    expect(venue.state.orders.get(hash)).toEqual({ ...before, price: at(100_000), shown: 2, queue });
    expect(before).toMatchObject({ size: 10, lots: 9, label: 'x', ocoGroup: 3, goodTillMs });
  });

  test('is replaced by its limit and size', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'buy', 110_000, 10, peg('mark', -10));
    const body = { type: 'replace', order: hash, instrument: btc, price: ticks(at(110_000)), size: lots(8), postOnly: false, selfTradePrevention: 'cancel-taker' } as const; // prettier-ignore
    expect(ofType(venue.send(alice, body).events, 'replaced')).toMatchObject([{ price: at(99_999), shown: 8 }]);
    expect(venue.send(alice, { ...body, price: ticks(at(99_990)) }).code).toBe('OK');
    expect(venue.state.orders.get(hash)).toMatchObject({ price: at(99_990), lots: 8, peg: { source: 'mark', offset: -10, limit: at(99_990) } }); // prettier-ignore
  });

  test('follows on for whoever starts from a snapshot', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'buy', 110_000, 10, peg('mark', -10));
    const copy = decodeState(venue.state.genesis, encodeState(venue.state));
    expect(copy.orders.get(hash)).toEqual(venue.state.orders.get(hash));
    expect(copy.pegs.of(alice)).toHaveLength(1);
  });

  test('tells with its events where it went', () => {
    const venue = funded();
    const told = new ToldBooks();
    const all = [venue.order(alice, 'buy', 110_000, 10, peg('mark', -10)), index(venue, 100_005), index(venue, 99_900)];
    for (const { events } of all) for (const event of events) told.apply(event);
    expect(told.queue(btc, 'buy')).toMatchObject([{ price: at(99_899), size: 10 }]);
  });
});

describe('pegs are bounded', () => {
  test('for each account, over all its subaccounts', () => {
    const venue = funded();
    venue.send(alice, { type: 'transfer', toSubaccount: 1, token: 0, amount: usdc(10_000) as MicroUsdc });
    for (let i = 0; i < pegsPerAccountMax; i++) {
      expect(venue.order(alice, 'buy', 110_000, 1, peg('mark'), { subaccount: i % 2 }).code).toBe('OK');
    }
    expect(venue.order(alice, 'buy', 110_000, 1, peg('mark')).code).toBe('PEG_LIMIT');
    expect(venue.order(alice, 'buy', 90_000, 1).code).toBe('OK');
    expect(venue.order(bob, 'buy', 110_000, 1, peg('mark')).code).toBe('OK');
    index(venue, 100_010);
    expect(venue.state.pegs.of(alice)).toHaveLength(pegsPerAccountMax);
  });

  test('so many move in one block, and the others in the next', () => {
    const venue = new Venue(testGenesis());
    const owners = Array.from({ length: (pegMovesPerBlockMax + 10) / pegsPerAccountMax }, (_, i) => addressOf(0x77_0000 + i)); // prettier-ignore
    for (const owner of owners) venue.deposit(owner, 1_000);
    const body = orderBody('buy', 110_000, 1, peg('mark', -10));
    venue.block(
      owners.flatMap((owner) => Array.from({ length: pegsPerAccountMax }, () => venue.transaction(owner, body))),
    );
    const first = moved(index(venue, 100_001).events);
    const second = moved(venue.block().events);
    expect([first.length, second.length]).toEqual([pegMovesPerBlockMax, 10]);
    expect(new Set([...first, ...second]).size).toBe(pegMovesPerBlockMax + 10);
  });
});

describe('a peg is refused', () => {
  test.each<[string, string, OrderChange]>([
    ['FLAGS_INVALID', 'that could take', { pegSource: 'mark' }],
    ['FLAGS_INVALID', 'that slides', peg('mark', 0, { slide: true })],
    ['FLAGS_INVALID', 'that waits', peg('mark', 0, { triggerKind: 'stop', triggerPrice: ticks(1) })],
    ['FLAGS_INVALID', 'that cannot rest', peg('mark', 0, { timeInForce: 'IOC' })],
    ['FLAGS_INVALID', 'without a source', { postOnly: true, pegOffset: 1 }],
    ['PRICE_INVALID', 'without a limit', peg('mark', 0, { price: 0 })],
    ['PRICE_INVALID', 'further off than prices go', peg('mark', -10_000_001)],
    ['REFERENCE_UNKNOWN', 'without a middle', peg('mid')],
    ['PRICE_OUT_OF_BAND', 'beyond the band', peg('mark', 50_001)],
  ])('%s: %s', (code, _, change) => {
    expect(funded().order(alice, 'buy', 110_000, 10, change).code).toBe(code);
  });
});
