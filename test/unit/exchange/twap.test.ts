import { describe, expect, test } from 'vitest';
import { slicesPerBlockMax } from '../../../node/exchange/orders/sendSlices.ts';
import { triggersPerAccountMax, twapsPerAccountMax } from '../../../node/exchange/orders/triggers.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import { ticks, type MicroUsdc, type TimeMs } from '../../../node/types/units.ts';
import { addressOf, alice, at, bob, btc, carol, ofType, orderBody, testGenesis, usdc, Venue, type OrderChange } from './venue.ts'; // prettier-ignore

const plenty = { capacity: 1_000_000, perSecond: 1_000 };
const credits = { ...testGenesis().credits, trade: plenty, reduce: plenty };

function funded(dollars = 1_000_000): Venue {
  const venue = new Venue(testGenesis({ credits }));
  for (const owner of [alice, bob, carol]) venue.deposit(owner, dollars);
  return venue;
}

const secondMs = 1_000;
const twap = (sliceCount: number, change: OrderChange = {}): OrderChange => ({
  ...{ timeInForce: 'IOC', sliceCount, sliceIntervalMs: secondMs },
  ...change,
});
const market = { kind: 'market', price: 0 } as const;
/** The next block is a slice's time later. */
const next = (venue: Venue, elapsedMs = secondMs) => venue.block([], [], elapsedMs).events;
const sliced = (events: readonly BlockEvent[]) => ofType(events, 'sliced').map(({ slice, size, left, code }) => [slice, size, left, code]); // prettier-ignore

describe('a TWAP', () => {
  test('sends its slices at fixed times, the first in its own block; the first ones have the lots that are over', () => {
    const venue = funded();
    venue.order(bob, 'sell', 100_000, 100);
    const { hash, events } = venue.order(alice, 'buy', 100_000, 11, twap(4));
    expect(events.map(({ type }) => type)).toEqual(['scheduled', 'receipt', 'sliced', 'fill']);
    expect(sliced(events)).toEqual([[1, 3, 11, 'OK']]);
    expect(sliced(next(venue, secondMs - 1))).toEqual([]);
    expect(sliced(next(venue, 1))).toEqual([[2, 3, 8, 'OK']]);
    expect(sliced(next(venue))).toEqual([[3, 3, 5, 'OK']]);
    const last = next(venue);
    expect(sliced(last)).toEqual([[4, 2, 2, 'OK']]);
    expect(ofType(last, 'fill')).toMatchObject([{ taker: hash, size: 2 }]);
    expect(ofType(last, 'canceled')).toEqual([]);
    expect([venue.lots(alice), venue.state.triggers.size]).toEqual([11, 0]);
  });

  test('trades no worse than its price; what a slice did not get, later ones catch up with, the rest is over', () => {
    const venue = funded();
    venue.order(bob, 'sell', 100_001, 100);
    const { hash } = venue.order(alice, 'buy', 100_000, 10, twap(5));
    expect(sliced(next(venue))).toEqual([[2, 4, 10, 'OK']]);
    venue.order(bob, 'sell', 100_000, 5, {}, {});
    expect(sliced(next(venue, secondMs - 100))).toEqual([[3, 6, 10, 'OK']]);
    expect(venue.lots(alice)).toBe(5);
    expect(sliced(next(venue))).toEqual([[4, 3, 5, 'OK']]);
    const last = next(venue);
    expect(sliced(last)).toEqual([[5, 5, 5, 'OK']]);
    expect(ofType(last, 'canceled')).toMatchObject([{ order: hash, remaining: 5, reason: 'TWAP_END' }]);
    expect(venue.state.triggers.size).toBe(0);
  });

  test('catches up with three times a regular slice at most', () => {
    const venue = funded();
    venue.order(alice, 'buy', 100_000, 20, twap(10));
    for (const size of [4, 6, 6, 6]) expect(sliced(next(venue))).toMatchObject([[expect.any(Number), size, 20, 'OK']]);
  });

  test('sends one slice a block, however many times have passed, and ends with its last time', () => {
    const venue = funded();
    venue.order(bob, 'sell', 100_000, 100);
    venue.order(alice, 'buy', 100_000, 20, twap(10));
    expect(sliced(next(venue, 5 * secondMs + 300))).toEqual([[6, 6, 18, 'OK']]);
    expect(sliced(next(venue, 700))).toEqual([[7, 6, 12, 'OK']]);
    const last = next(venue, 60 * secondMs);
    expect(sliced(last)).toEqual([[10, 6, 6, 'OK']]);
    expect(venue.lots(alice)).toBe(20);
    venue.order(alice, 'buy', 99_000, 20, twap(10));
    expect(ofType(next(venue, 60 * secondMs), 'canceled')).toMatchObject([{ remaining: 20, reason: 'TWAP_END' }]);
  });

  test('without a price trades as far as the price band', () => {
    const venue = funded();
    venue.order(bob, 'sell', 104_000, 1);
    venue.order(bob, 'sell', 106_000, 1);
    venue.order(alice, 'buy', 0, 4, twap(2, market));
    expect(venue.lots(alice)).toBe(1);
  });

  test('is checked for margin with every slice; one that is refused is caught up with', () => {
    const venue = funded();
    const poor = addressOf(0xd0);
    venue.deposit(poor, 100);
    venue.order(bob, 'sell', 100_000, 1_000);
    const { hash, code } = venue.order(poor, 'buy', 100_000, 200, twap(2));
    expect(code).toBe('OK');
    expect(venue.lots(poor)).toBe(0);
    venue.deposit(poor, 1_000);
    const last = next(venue);
    expect(ofType(last, 'sliced')).toMatchObject([{ order: hash, slice: 2, size: 200, code: 'OK', missing: 0 }]);
    expect(venue.lots(poor)).toBe(200);
    const broke = addressOf(0xd1);
    venue.deposit(broke, 50);
    const { events } = venue.order(broke, 'buy', 100_000, 200, twap(2));
    expect(ofType(events, 'sliced')).toMatchObject([{ code: 'MARGIN_TOO_LOW', missing: usdc(50.5) }]);
  });

  test('that only reduces never grows the position', () => {
    const venue = funded();
    venue.order(bob, 'sell', 100_000, 5);
    venue.order(alice, 'buy', 100_000, 5);
    venue.order(bob, 'buy', 100_000, 50);
    const { events } = venue.order(alice, 'sell', 0, 16, twap(4, { ...market, reduceOnly: true }));
    expect(ofType(events, 'fill')).toMatchObject([{ size: 4 }]);
    expect(ofType(next(venue), 'fill')).toMatchObject([{ size: 1 }]);
    expect(sliced(next(venue))).toEqual([[3, 7, 11, 'REDUCE_ONLY_WOULD_INCREASE']]);
    expect(venue.lots(alice)).toBe(0);
  });

  test('sends nothing while the feed is stale, and catches up', () => {
    const venue = funded();
    venue.order(bob, 'sell', 100_000, 100);
    venue.order(alice, 'buy', 100_000, 10, twap(5));
    venue.stale = true;
    expect(sliced(next(venue))).toEqual([[2, 2, 8, 'FEED_STALE']]);
    venue.stale = false;
    expect(sliced(next(venue))).toEqual([[3, 4, 8, 'OK']]);
  });

  test('goes after the transactions of its block and before the triggers', () => {
    const venue = funded();
    venue.order(carol, 'buy', 0, 1, { ...market, timeInForce: 'IOC', triggerKind: 'stop', triggerPrice: ticks(at(100_100)), triggerSource: 'last' }); // prettier-ignore
    venue.order(bob, 'sell', 100_100, 5);
    const { hash } = venue.order(alice, 'buy', 99_000, 4, twap(2));
    venue.send(alice, { type: 'cancel', order: hash, orderExpiryMs: 0 as TimeMs });
    const { events } = venue.order(alice, 'buy', 100_100, 4, twap(2));
    const told = events.filter(({ type }) => ['receipt', 'sliced', 'triggered'].includes(type));
    expect(told.map(({ type }) => type)).toEqual(['receipt', 'sliced', 'triggered']);
  });

  test('slices of one time go by the age of their orders', () => {
    const venue = funded();
    const sent = [bob, alice].map((owner) => venue.transaction(owner, orderBody('buy', 100_000, 4, twap(2))));
    const hashes = sent.map(({ hash }) => hash);
    expect(ofType(venue.block(sent).events, 'sliced').map(({ order }) => order)).toEqual(hashes);
    expect(ofType(next(venue), 'sliced').map(({ order }) => order)).toEqual(hashes);
  });

  test('is canceled like an order that waits: by hand, with all others, and in a liquidation', () => {
    const venue = funded(1_010);
    venue.deposit(carol, 100_000);
    venue.order(carol, 'sell', 100_000, 902);
    const { hash, events } = venue.order(alice, 'buy', 100_000, 4, twap(2));
    expect(ofType(events, 'fill')).toHaveLength(1);
    const gone = venue.send(alice, { type: 'cancel', order: hash, orderExpiryMs: 0 as TimeMs });
    expect(ofType(gone.events, 'canceled')).toMatchObject([{ order: hash, remaining: 2, reason: 'CANCELED' }]);
    venue.order(alice, 'buy', 90_000, 4, twap(2, { label: 'a' }));
    const cancel = { type: 'massCancel', instrument: 0 as never, side: 'any', label: 'a', clientId: 0 } as const;
    expect(ofType(venue.send(alice, cancel).events, 'canceled')).toHaveLength(1);
    venue.order(alice, 'buy', 90_000, 4, twap(2));
    expect(ofType(venue.send(alice, { type: 'cancelAll', instrument: btc }).events, 'canceled')).toHaveLength(1);
    venue.order(alice, 'buy', 100_000, 898);
    venue.order(alice, 'buy', 80_000, 4, twap(2, { sliceIntervalMs: 60_000 }));
    venue.prices = { ...venue.prices, 1: 92_000 };
    expect(ofType(next(venue), 'canceled')).toMatchObject([{ account: alice, reason: 'LIQUIDATION' }]);
  });

  test('is one of a group: its first trade cancels the others, and it goes on', () => {
    const venue = funded();
    venue.order(bob, 'sell', 100_000, 100);
    const { hash: other } = venue.order(alice, 'buy', 90_000, 1, { ocoGroup: 3 });
    const { events } = venue.order(alice, 'buy', 100_000, 4, twap(2, { ocoGroup: 3 }));
    expect(ofType(events, 'canceled')).toMatchObject([{ order: other, reason: 'OCO' }]);
    expect(venue.order(alice, 'buy', 90_000, 1, { ocoGroup: 3 }).code).toBe('OCO_TRADED');
    expect(sliced(next(venue, 900))).toEqual([[2, 2, 2, 'OK']]);
    expect(venue.lots(alice)).toBe(4);
  });

  test('goes on for whoever starts from a snapshot', () => {
    const venue = funded();
    venue.order(bob, 'sell', 100_000, 3);
    venue.order(alice, 'buy', 100_000, 10, twap(5));
    next(venue);
    const copy = decodeState(venue.state.genesis, encodeState(venue.state));
    const waiting = copy.triggers.sortedKeys().map((hash) => copy.triggers.get(hash));
    expect(waiting).toMatchObject([{ left: 7, slices: 2 }]);
    expect(copy.triggerIndex.dueSlice(venue.timeMs)).toBeUndefined();
    expect(copy.triggerIndex.dueSlice(venue.timeMs + secondMs)).toBe(copy.triggers.sortedKeys()[0]);
  });
});

describe('TWAPs are bounded', () => {
  test('for each account, over all its subaccounts, and within what may wait at all', () => {
    const venue = funded();
    venue.send(alice, { type: 'transfer', toSubaccount: 1, token: 0, amount: usdc(10_000) as MicroUsdc });
    for (let i = 0; i < twapsPerAccountMax; i++) {
      expect(venue.order(alice, 'buy', 90_000, 4, twap(2, { sliceIntervalMs: 60_000 }), { subaccount: i % 2 }).code).toBe('OK');
    }
    expect(venue.order(alice, 'buy', 90_000, 4, twap(2)).code).toBe('TRIGGER_LIMIT');
    expect(venue.order(bob, 'buy', 90_000, 4, twap(2)).code).toBe('OK');
    const stop = orderBody('buy', 99_000, 1, { triggerKind: 'stop', triggerPrice: ticks(at(110_000)) });
    const stops = Array.from({ length: triggersPerAccountMax - twapsPerAccountMax }, () => venue.transaction(alice, stop)); // prettier-ignore
    expect(new Set(venue.block(stops).outcomes.map(({ code }) => code))).toEqual(new Set(['OK']));
    expect(venue.send(alice, stop).code).toBe('TRIGGER_LIMIT');
  }); // prettier-ignore

  test('so many slices go in one block, and the others in the next', () => {
    const venue = new Venue(testGenesis({ credits }));
    const owners = Array.from({ length: (slicesPerBlockMax + 10) / twapsPerAccountMax }, (_, i) => addressOf(0x77_0000 + i)); // prettier-ignore
    for (const owner of owners) venue.deposit(owner, 1_000);
    const body = orderBody('buy', 90_000, 4, twap(2, { price: at(99_000) }));
    const sent = owners.flatMap((owner) =>
      Array.from({ length: twapsPerAccountMax }, () => venue.transaction(owner, body)),
    );
    const first = ofType(venue.block(sent).events, 'sliced').map(({ order }) => order);
    const second = ofType(venue.block().events, 'sliced').map(({ order }) => order);
    expect([first.length, second.length]).toEqual([slicesPerBlockMax, 10]);
    expect(new Set([...first, ...second]).size).toBe(slicesPerBlockMax + 10);
  });
});

describe('a TWAP is refused', () => {
  test.each<[string, string, OrderChange]>([
    ['FLAGS_INVALID', 'that rests', twap(2, { timeInForce: 'GTC' })],
    ['FLAGS_INVALID', 'that is all or nothing', twap(2, { timeInForce: 'FOK' })],
    ['FLAGS_INVALID', 'that waits for a price', twap(2, { triggerKind: 'stop', triggerPrice: ticks(1) })],
    ['FLAGS_INVALID', 'with an interval and no slices', twap(0)],
    ['SLICES_INVALID', 'with one slice', twap(1)],
    ['SLICES_INVALID', 'with too many', twap(1_001, { size: 5_000 })],
    ['SLICES_INVALID', 'that hurries', twap(2, { sliceIntervalMs: 999 })],
    ['SLICES_INVALID', 'that takes more than a day', twap(3, { sliceIntervalMs: 43_200_001 })],
    ['SLICES_INVALID', 'in parts below the least size', twap(11)],
    ['INSTRUMENT_UNKNOWN', 'in no market', twap(2, { instrument: 9 as never })],
  ])('%s: %s', (code, _, change) => {
    expect(funded().order(alice, 'buy', 99_000, 10, change).code).toBe(code);
  });

  test.each<[string, OrderChange]>([
    ['a day', twap(3, { sliceIntervalMs: 43_200_000 })],
    ['a thousand slices', twap(1_000, { size: 1_000 })],
  ])('not if it takes no more than %s', (_, change) => {
    expect(funded().order(alice, 'buy', 99_000, 10, change).code).toBe('OK');
  });
});
