import { describe, expect, test } from 'vitest';
import { ocoOrdersMax } from '../../../node/exchange/book/ocoGroups.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import { lots, ticks, type MicroUsdc, type TimeMs } from '../../../node/types/units.ts';
import { alice, at, bob, btc, carol, eth, ofType, orderBody, usdc, Venue, type OrderChange } from './venue.ts';

function funded(): Venue {
  const venue = new Venue();
  for (const owner of [alice, bob, carol]) venue.deposit(owner, 1_000_000);
  return venue;
}

const ocoGroup = 7;
const stop = (price: number): OrderChange => ({
  ...{ ocoGroup, kind: 'market', timeInForce: 'IOC', price: 0 },
  ...{ triggerKind: 'stop', triggerPrice: ticks(at(price)), triggerSource: 'index' },
});
const over = (events: Parameters<typeof ofType>[0]) =>
  ofType(events, 'canceled').map(({ order, reason }) => [order, reason]);

describe('one cancels the other', () => {
  test('when one trades, the others are over, whether they rest or wait; it stays with its rest', () => {
    const venue = funded();
    const take = venue.order(alice, 'sell', 101_000, 10, { ocoGroup }).hash;
    const wait = venue.order(alice, 'sell', 0, 10, stop(99_000)).hash;
    const other = venue.order(alice, 'sell', 102_000, 10, { ocoGroup }).hash;
    const { events } = venue.order(bob, 'buy', 101_000, 4);
    expect(over(events)).toEqual([[wait, 'OCO'], [other, 'OCO']]); // prettier-ignore
    expect(venue.state.orders.get(take)).toMatchObject({ lots: 6, ocoGroup });
    expect(venue.state.triggers.size).toBe(0);
  });

  test('one taker never trades with two of them', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_100, 5, { ocoGroup });
    venue.order(alice, 'sell', 100_100, 5, { ocoGroup });
    venue.order(alice, 'sell', 100_200, 5, { ocoGroup });
    const { events } = venue.order(bob, 'buy', 100_200, 12, { timeInForce: 'IOC' });
    expect(ofType(events, 'fill').map(({ size }) => size)).toEqual([5]);
    expect(events.map(({ type }) => type)).toEqual(['accepted', 'fill', 'canceled', 'canceled', 'canceled', 'receipt']);
    expect(venue.lots(alice)).toBe(-5);
  });

  test('an order that trades when it comes cancels the others with its first fill, and rests with what is left', () => {
    const venue = funded();
    const first = venue.order(alice, 'buy', 90_000, 5, { ocoGroup }).hash;
    venue.order(bob, 'sell', 100_000, 2);
    const { hash, events } = venue.order(alice, 'buy', 100_000, 5, { ocoGroup });
    expect(over(events)).toEqual([[first, 'OCO']]);
    expect(venue.state.orders.get(hash)).toMatchObject({ lots: 3, ocoGroup });
  });

  test('when one is triggered, the others are over before it comes to the book', () => {
    const venue = funded();
    const take = venue.order(alice, 'sell', 101_000, 10, { ocoGroup }).hash;
    const wait = venue.order(alice, 'sell', 0, 10, stop(99_000)).hash;
    venue.prices = { ...venue.prices, 1: 99_000 };
    const { events } = venue.block();
    expect(events.filter(({ order }) => order !== undefined).map(({ type, order }) => [type, order])).toEqual([
      ['triggered', wait],
      ['canceled', take],
      ['accepted', wait],
      ['canceled', wait],
    ]);
    expect(over(events)).toEqual([[take, 'OCO'], [wait, 'MARKET']]); // prettier-ignore
  });

  test('whoever is canceled by hand, or is over by its time, leaves the others', () => {
    const venue = funded();
    const kept = venue.order(alice, 'sell', 101_000, 10, { ocoGroup }).hash;
    const gone = venue.order(alice, 'sell', 102_000, 10, { ocoGroup }).hash;
    venue.order(alice, 'sell', 103_000, 1, {
      ocoGroup,
      timeInForce: 'GTT',
      goodTillMs: (venue.timeMs + 300) as TimeMs,
    });
    venue.send(alice, { type: 'cancel', order: gone, orderExpiryMs: 0 as TimeMs });
    venue.block([], [], 1_000);
    expect(venue.state.ocoGroups.of({ subaccount: 1, instrument: btc, ocoGroup })).toEqual([kept]);
    expect(over(venue.order(bob, 'buy', 101_000, 4).events)).toEqual([]);
  });

  test('self-trade prevention is no trade', () => {
    const venue = funded();
    const kept = venue.order(alice, 'sell', 102_000, 10, { ocoGroup }).hash;
    venue.order(alice, 'sell', 101_000, 10, { ocoGroup });
    venue.order(alice, 'buy', 101_000, 4, { selfTradePrevention: 'decrement' });
    expect(venue.state.orders.has(kept)).toBe(true);
  });

  test('a fill-or-kill order that is taken back leaves the others', () => {
    const venue = funded();
    const kept = venue.order(alice, 'buy', 90_000, 5, { ocoGroup }).hash;
    venue.order(bob, 'sell', 100_000, 2);
    expect(venue.order(alice, 'buy', 100_000, 5, { ocoGroup, timeInForce: 'FOK' }).code).toBe('FOK_NOT_FILLABLE');
    expect(venue.state.ocoGroups.of({ subaccount: 1, instrument: btc, ocoGroup })).toEqual([kept]);
  });

  test('an atomic batch places a group at once', () => {
    const venue = funded();
    const operations = [orderBody('sell', 101_000, 10, { ocoGroup }), orderBody('sell', 0, 10, stop(99_000))];
    expect(venue.send(alice, { type: 'batch', atomic: true, operations }).code).toBe('OK');
    expect(over(venue.order(bob, 'buy', 101_000, 1).events)).toHaveLength(1);
  });

  test('a replaced order stays in its group, also at another price', () => {
    const venue = funded();
    const moved = venue.order(alice, 'sell', 103_000, 10, { ocoGroup }).hash;
    const other = venue.order(alice, 'sell', 102_000, 10, { ocoGroup }).hash;
    const body = { type: 'replace', order: moved, instrument: btc, price: ticks(at(101_000)), size: lots(12), postOnly: false, selfTradePrevention: 'cancel-taker' } as const; // prettier-ignore
    expect(venue.send(alice, body).code).toBe('OK');
    expect(over(venue.order(bob, 'buy', 101_000, 1).events)).toEqual([[other, 'OCO']]);
    expect(venue.send(alice, { ...body, price: ticks(at(104_000)) }).code).toBe('OK');
  });

  test('nobody joins while an open order of the group has traded; then the number is free again', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'sell', 101_000, 10, { ocoGroup });
    venue.order(bob, 'buy', 101_000, 4);
    expect(venue.order(alice, 'sell', 102_000, 1, { ocoGroup }).code).toBe('OCO_TRADED');
    expect(venue.order(alice, 'sell', 0, 1, stop(99_000)).code).toBe('OCO_TRADED');
    venue.send(alice, { type: 'cancel', order: hash, orderExpiryMs: 0 as TimeMs });
    expect(venue.order(alice, 'sell', 102_000, 1, { ocoGroup }).code).toBe('OK');
  });

  test('a group has so many open orders at most, resting and waiting together', () => {
    const venue = funded();
    for (let i = 1; i < ocoOrdersMax; i++) venue.order(alice, 'sell', 101_000, 1, { ocoGroup });
    expect(venue.order(alice, 'sell', 0, 1, stop(99_000)).code).toBe('OK');
    expect(venue.order(alice, 'sell', 0, 1, stop(99_000)).code).toBe('OCO_LIMIT');
    expect(venue.order(alice, 'sell', 101_000, 1, { ocoGroup }).code).toBe('OCO_LIMIT');
  });

  test('the same number of another subaccount, market or account is another group', () => {
    const venue = funded();
    venue.send(alice, { type: 'transfer', toSubaccount: 1, token: 0, amount: usdc(1_000) as MicroUsdc });
    venue.order(alice, 'sell', 101_000, 1, { ocoGroup });
    venue.order(alice, 'sell', 102_000, 1, { ocoGroup }, { subaccount: 1 });
    venue.order(alice, 'sell', 0, 1, { ocoGroup, instrument: eth, price: 402_000 });
    venue.order(carol, 'sell', 103_000, 1, { ocoGroup });
    expect(over(venue.order(bob, 'buy', 101_000, 1).events)).toEqual([]);
    expect(venue.state.orders.size).toBe(3);
  });

  test('stands on for whoever starts from a snapshot', () => {
    const venue = funded();
    venue.order(alice, 'sell', 0, 10, stop(99_000));
    venue.order(alice, 'sell', 101_000, 10, { ocoGroup });
    const copy = decodeState(venue.state.genesis, encodeState(venue.state));
    const group = { subaccount: 1, instrument: btc, ocoGroup };
    expect(copy.ocoGroups.of(group)).toEqual(venue.state.ocoGroups.of(group));
    expect(copy.ocoGroups.of(group)).toHaveLength(2);
  });
});
