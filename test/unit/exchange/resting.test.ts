import { describe, expect, test } from 'vitest';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import type { TimeMs } from '../../../node/types/units.ts';
import { alice, at, bob, btc, carol, ofType, orderBody, Venue } from './venue.ts';

function funded(): Venue {
  const venue = new Venue();
  for (const owner of [alice, bob, carol]) venue.deposit(owner, 1_000_000);
  return venue;
}

const asks = (venue: Venue) =>
  venue.state.book.queue(btc, 'sell').map(({ account, shown, lots }) => [account, shown, lots]);
const over = ({ book }: Venue['state']) => book.over(Infinity).map((slot) => book.order(slot));
const fills = (events: Parameters<typeof ofType>[0]) =>
  ofType(events, 'fill').map(({ makerAccount, size, price }) => [makerAccount, size, price]);

describe('an iceberg', () => {
  test('shows a part; when that is taken it shows the next one, behind all others of its price', () => {
    const venue = funded();
    const iceberg = venue.order(alice, 'sell', 100_000, 100, { displaySize: 30 });
    venue.order(bob, 'sell', 100_000, 50);
    expect(venue.state.book.levels(btc, 'sell', 5)).toEqual([{ price: at(100_000), lots: 80, orders: 2 }]);
    const taken = venue.order(carol, 'buy', 100_000, 60);
    expect(fills(taken.events)).toEqual([[alice, 30, at(100_000)], [bob, 30, at(100_000)]]); // prettier-ignore
    expect(ofType(taken.events, 'rested')).toMatchObject([{ order: iceberg.hash, size: 30 }]);
    expect(asks(venue)).toEqual([[bob, 20, 20], [alice, 30, 70]]); // prettier-ignore
    // Whoever takes more than all that shows, takes on until nothing is left behind it either.
    expect(fills(venue.order(carol, 'buy', 100_000, 95).events)).toEqual([
      [bob, 20, at(100_000)],
      [alice, 30, at(100_000)],
      [alice, 30, at(100_000)],
      [alice, 10, at(100_000)],
    ]);
    expect(asks(venue)).toEqual([]);
  });

  test('counts whole in what its subaccount has open, and is canceled whole', () => {
    const venue = funded();
    const iceberg = venue.order(alice, 'sell', 100_000, 100, { displaySize: 30 });
    expect(venue.state.subaccounts.exposures(1)).toMatchObject([{ asks: 100, orders: 1 }]);
    const canceled = venue.send(alice, { type: 'cancel', order: iceberg.hash, orderExpiryMs: venue.timeMs as TimeMs });
    expect(ofType(canceled.events, 'canceled')).toMatchObject([{ order: iceberg.hash, remaining: 100 }]);
  });

  test('of one’s own is decremented by what shows, part for part', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 100, { displaySize: 30 });
    venue.order(alice, 'buy', 100_000, 70, { selfTradePrevention: 'decrement' });
    expect(asks(venue)).toEqual([[alice, 20, 30]]);
  });

  test('a fill-or-kill that finds too little leaves it as it was', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 100, { displaySize: 30 });
    venue.order(bob, 'sell', 100_000, 50);
    const before = encodeState(venue.state);
    const { code } = venue.order(carol, 'buy', 100_000, 151, { timeInForce: 'FOK' });
    expect(code).toBe('FOK_NOT_FILLABLE');
    expect(asks(venue)).toEqual([[alice, 30, 100], [bob, 50, 50]]); // prettier-ignore
    expect(before.length).toBeGreaterThan(0);
    expect(venue.order(carol, 'buy', 100_000, 150, { timeInForce: 'FOK' }).code).toBe('OK');
    expect(asks(venue)).toEqual([]);
  });

  test('stands at the same place for whoever starts from a snapshot', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 100, { displaySize: 30 });
    venue.order(bob, 'sell', 100_000, 50);
    venue.order(alice, 'sell', 101_000, 5);
    venue.order(carol, 'buy', 100_000, 40);
    const copy = decodeState(venue.state.genesis, encodeState(venue.state));
    expect(copy.book.queue(btc, 'sell')).toEqual(venue.state.book.queue(btc, 'sell'));
    expect(copy.book.ownOrders(1)).toEqual(venue.state.book.ownOrders(1));
  });

  test.each([
    ['shows more than it has', { displaySize: 11 }, 'DISPLAY_SIZE_INVALID'],
    ['shows less than a hundredth of itself', { size: 501, displaySize: 5 }, 'DISPLAY_SIZE_INVALID'],
    ['does not rest', { displaySize: 5, timeInForce: 'IOC' as const }, 'FLAGS_INVALID'],
  ])('that %s is refused', (_, change, code) => {
    expect(funded().order(alice, 'sell', 100_000, 10, change).code).toBe(code);
  });
});

test('an iceberg may show just a hundredth of itself, and one taker then meets a hundred parts', () => {
  const venue = funded();
  venue.order(alice, 'sell', 100_000, 500, { displaySize: 5 });
  expect(fills(venue.order(carol, 'buy', 100_000, 500).events)).toHaveLength(100);
});

describe('a good-till-time order', () => {
  const goodFor = (venue: Venue, ms: number) =>
    ({ timeInForce: 'GTT', goodTillMs: (venue.timeMs + ms) as TimeMs }) as const;

  test('is canceled by the first block that is not before its time, before anything can trade with it', () => {
    const venue = funded();
    const order = venue.order(alice, 'sell', 100_000, 10, goodFor(venue, 300));
    expect(asks(venue)).toHaveLength(1);
    const early = venue.block([], [], 199);
    expect(ofType(early.events, 'canceled')).toEqual([]);
    const late = venue.transaction(bob, orderBody('buy', 100_000, 10));
    const { events } = venue.block([late], [], 1);
    expect(events[0]).toMatchObject({ type: 'canceled', order: order.hash, reason: 'GOOD_TILL', remaining: 10 });
    expect(ofType(events, 'fill')).toEqual([]);
  });

  test('several end in the order of their times, then of their places in the queue, also from a snapshot', () => {
    const venue = funded();
    const last = venue.order(alice, 'sell', 100_000, 10, goodFor(venue, 900));
    const sameMs = goodFor(venue, 500);
    const iceberg = venue.order(alice, 'sell', 100_000, 10, { ...sameMs, displaySize: 4 });
    const plain = venue.order(bob, 'sell', 100_001, 10, sameMs);
    // It shows its next part behind the plain one.
    venue.order(carol, 'buy', 100_000, 14);
    const copy = decodeState(venue.state.genesis, encodeState(venue.state));
    expect(over(copy)).toEqual(over(venue.state));
    expect(over(copy)).toHaveLength(2);
    const { events } = venue.block([], [], 2_000);
    expect(ofType(events, 'canceled').map(({ order }) => order)).toEqual([plain.hash, iceberg.hash]);
    expect(venue.state.orders.has(last.hash)).toBe(false);
    expect(over(venue.state)).toEqual([]);
  });

  test.each([
    ['without a time', { timeInForce: 'GTT' as const }],
    ['another kind with a time', { goodTillMs: 9_999_999_999_999 as TimeMs }],
  ])('%s is refused', (_, change) => {
    expect(funded().order(alice, 'sell', 100_000, 10, change).code).toBe('FLAGS_INVALID');
  });
});

describe('a post-only order that slides', () => {
  test.each([
    ['buy', 'sell', 1_000_000, 1_000_500, 999_999],
    ['sell', 'buy', 1_000_000, 999_000, 1_000_001],
  ] as const)('%s: moves one tick away from the best price against it', (side, other, best, wish, rests) => {
    const venue = funded();
    venue.order(alice, other, 0, 10, { price: best });
    const { code, events } = venue.order(bob, side, 0, 10, { price: wish, postOnly: true, slide: true });
    expect(code).toBe('OK');
    expect(ofType(events, 'accepted')).toMatchObject([{ price: rests }]);
    expect(ofType(events, 'rested')).toMatchObject([{ price: rests, size: 10 }]);
    expect(ofType(events, 'fill')).toEqual([]);
  });

  test('stays where it is when it would rest there', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 10);
    const { events } = venue.order(bob, 'buy', 99_000, 10, { postOnly: true, slide: true });
    expect(ofType(events, 'rested')).toMatchObject([{ price: at(99_000) }]);
  });

  test('without post-only is refused', () => {
    expect(funded().order(bob, 'buy', 99_000, 10, { slide: true }).code).toBe('FLAGS_INVALID');
  });
});
