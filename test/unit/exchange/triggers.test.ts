import { describe, expect, test } from 'vitest';
import { triggersPerBlockMax } from '../../../node/exchange/orders/fireTriggers.ts';
import { trailingPerAccountMax, triggersPerAccountMax } from '../../../node/exchange/orders/triggers.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import type { Side, TriggerKind, TriggerSource } from '../../../node/types/transaction.ts';
import { ticks, type TimeMs } from '../../../node/types/units.ts';
import { addressOf, alice, at, bob, btc, carol, eth, ofType, orderBody, testGenesis, Venue, type OrderChange } from './venue.ts'; // prettier-ignore

const plenty = { capacity: 1_000_000, perSecond: 1_000 };
const credits = { ...testGenesis().credits, trade: plenty, reduce: plenty, cancel: plenty };

function funded(dollars = 1_000_000): Venue {
  const venue = new Venue(testGenesis({ credits }));
  for (const owner of [alice, bob, carol]) venue.deposit(owner, dollars);
  return venue;
}

const trigger = (kind: TriggerKind, price: number, source: TriggerSource = 'mark'): OrderChange =>
  kind === 'trailing-stop'
    ? { triggerKind: kind, trailingOffset: ticks(at(price)), triggerSource: source }
    : { triggerKind: kind, triggerPrice: ticks(at(price)), triggerSource: source };

/** A market order behind a trigger. */
const market = (change: OrderChange): OrderChange => ({ kind: 'market', timeInForce: 'IOC', price: 0, ...change });
const index = (venue: Venue, price: number) => {
  venue.prices = { ...venue.prices, 1: price };
  return venue.block();
};
const triggered = (events: Parameters<typeof ofType>[0]) => ofType(events, 'triggered').map(({ order }) => order);

describe('an order with a trigger', () => {
  test.each<[TriggerKind, Side, number, number, number]>([
    ['stop', 'buy', 100_500, 100_400, 100_500],
    ['stop', 'sell', 99_500, 99_600, 99_500],
    ['take-profit', 'buy', 99_500, 99_600, 99_500],
    ['take-profit', 'sell', 100_500, 100_400, 100_500],
  ])('%s, %s: waits until the price is there, and not longer', (kind, side, price, before, there) => {
    const venue = funded();
    const { hash, events } = venue.order(alice, side, 99_000, 10, trigger(kind, price, 'index'));
    expect(events.map(({ type }) => type)).toEqual(['untriggered', 'receipt']);
    expect(triggered(index(venue, before).events)).toEqual([]);
    expect(venue.state.orders.size).toBe(0);
    const fired = index(venue, there);
    expect(triggered(fired.events)).toEqual([hash]);
    expect(ofType(fired.events, 'accepted')).toMatchObject([{ order: hash, side, size: 10 }]);
    expect(venue.state.triggers.size).toBe(0);
  });

  test('reads the price between two ticks to the micro-USDC', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'buy', 99_000, 10, trigger('stop', 100_500, 'index'));
    expect(triggered(index(venue, 100_499.99).events)).toEqual([]);
    expect(triggered(index(venue, 100_500.01).events)).toEqual([hash]);
    const { hash: below } = venue.order(alice, 'sell', 101_000, 10, trigger('stop', 99_500, 'index'));
    expect(triggered(index(venue, 99_500.01).events)).toEqual([]);
    expect(triggered(index(venue, 99_499.99).events)).toEqual([below]);
  });

  test('that already has its price is triggered at the end of its own block', () => {
    const venue = funded();
    const { hash, events } = venue.order(alice, 'buy', 99_000, 10, trigger('stop', 99_000, 'index'));
    expect(events.map(({ type }) => type)).toEqual(['untriggered', 'receipt', 'triggered', 'accepted', 'rested']);
    expect(venue.state.orders.has(hash)).toBe(true);
  });

  test('is triggered after the transactions of a block: a cancel in the same block comes first', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'buy', 99_000, 10, trigger('stop', 100_500, 'index'));
    venue.prices = { 1: 100_500, 2: 4_000 };
    const { events } = venue.send(alice, { type: 'cancel', order: hash, orderExpiryMs: 0 as TimeMs });
    expect(ofType(events, 'canceled')).toMatchObject([{ order: hash, reason: 'CANCELED', remaining: 10 }]);
    expect(triggered(events)).toEqual([]);
  });

  test('several go by their price, the nearest first, then by their age', () => {
    const venue = funded();
    const far = venue.order(alice, 'buy', 90_000, 1, trigger('stop', 100_600, 'index')).hash;
    const near = venue.order(bob, 'buy', 90_000, 1, trigger('stop', 100_200, 'index')).hash;
    const second = venue.order(carol, 'buy', 90_000, 1, trigger('stop', 100_200, 'index')).hash;
    const profit = venue.order(carol, 'sell', 110_000, 1, trigger('take-profit', 100_100, 'index')).hash;
    expect(triggered(index(venue, 101_000).events)).toEqual([profit, near, second, far]);
  });

  test('on the last price is triggered by the transaction that trades there, before its receipt, and so on', () => {
    const venue = funded();
    for (const price of [100_100, 100_200, 100_300, 100_400]) venue.order(bob, 'sell', price, 1);
    // Each buys at the next price, and so triggers the next.
    const first = venue.order(alice, 'buy', 0, 1, market(trigger('stop', 100_100, 'last'))).hash;
    const second = venue.order(alice, 'buy', 0, 1, market(trigger('stop', 100_200, 'last'))).hash;
    const third = venue.order(alice, 'buy', 0, 1, market(trigger('stop', 100_400, 'last'))).hash;
    const { events } = venue.order(carol, 'buy', 100_100, 1);
    expect(triggered(events)).toEqual([first, second]);
    expect(ofType(events, 'fill').map(({ price }) => price)).toEqual([at(100_100), at(100_200), at(100_300)]);
    expect(events.at(-1)).toMatchObject({ type: 'receipt' });
    expect(venue.state.triggers.has(third)).toBe(true);
    expect(venue.lots(alice)).toBe(2);
  });

  test('that may not trade then is over, and its last event says why', () => {
    const venue = funded();
    venue.deposit(addressOf(0xd0), 100);
    const { hash, code } = venue.order(addressOf(0xd0), 'buy', 0, 1_000, market(trigger('stop', 100_500, 'index')));
    expect(code).toBe('OK');
    const { events } = index(venue, 100_500);
    expect(ofType(events, 'canceled')).toEqual([
      expect.objectContaining({ order: hash, reason: 'REFUSED', code: 'MARGIN_TOO_LOW', remaining: 1_000 }),
    ]);
    expect(ofType(events, 'canceled')[0]!.missing).toBeGreaterThan(0);
    expect(venue.state.triggers.size).toBe(0);
  });

  test('that only reduces closes the position, and no more', () => {
    const venue = funded();
    venue.order(bob, 'sell', 100_000, 5);
    venue.order(alice, 'buy', 100_000, 5);
    venue.order(bob, 'buy', 99_000, 50);
    venue.order(alice, 'sell', 0, 20, market({ ...trigger('stop', 99_500, 'index'), reduceOnly: true }));
    venue.order(alice, 'sell', 0, 20, market({ ...trigger('stop', 99_400, 'index'), reduceOnly: true }));
    const { events } = index(venue, 99_300);
    expect(venue.lots(alice)).toBe(0);
    expect(ofType(events, 'canceled')).toMatchObject([{ reason: 'REFUSED', code: 'REDUCE_ONLY_WOULD_INCREASE' }]);
  });

  test('is not triggered by a price that is not fresh', () => {
    const venue = funded();
    venue.order(alice, 'buy', 99_000, 10, trigger('stop', 100_500, 'index'));
    index(venue, 100_400);
    venue.stale = true;
    expect(triggered(index(venue, 101_000).events)).toEqual([]);
    venue.stale = false;
    expect(triggered(index(venue, 101_000).events)).toHaveLength(1);
  });

  test('ends at its time, with its account’s other orders, and in a liquidation', () => {
    const venue = funded(1_010);
    const brief = venue.order(alice, 'buy', 99_000, 1, {
      ...trigger('stop', 110_000),
      timeInForce: 'GTT',
      goodTillMs: (venue.timeMs + 200) as TimeMs,
    });
    expect(ofType(venue.block([], [], 200).events, 'canceled')).toMatchObject([{ order: brief.hash, reason: 'GOOD_TILL' }]); // prettier-ignore
    venue.order(alice, 'buy', 99_000, 1, trigger('stop', 110_000));
    venue.order(alice, 'buy', 99_000, 1, { ...trigger('stop', 110_000), label: 'a' });
    const cancel = { type: 'massCancel', instrument: 0 as never, side: 'any', label: 'a', clientId: 0 } as const;
    expect(ofType(venue.send(alice, cancel).events, 'canceled')).toHaveLength(1);
    expect(ofType(venue.send(alice, { type: 'cancelAll', instrument: btc }).events, 'canceled')).toHaveLength(1);
    venue.deposit(carol, 100_000);
    venue.order(carol, 'sell', 100_000, 900);
    venue.order(alice, 'buy', 100_000, 900);
    venue.order(alice, 'buy', 99_000, 1, trigger('stop', 110_000));
    const { events } = index(venue, 92_000);
    expect(ofType(events, 'liquidationStarted')).toHaveLength(1);
    expect(ofType(events, 'canceled')).toMatchObject([{ account: alice, reason: 'LIQUIDATION' }]);
  });

  test('waits on for whoever starts from a snapshot', () => {
    const venue = funded();
    venue.order(alice, 'buy', 99_000, 10, trigger('stop', 100_500, 'index'));
    venue.order(bob, 'sell', 101_000, 10, trigger('trailing-stop', 300, 'index'));
    venue.order(bob, 'buy', 98_000, 10, trigger('stop', 100_500, 'index'));
    index(venue, 100_300);
    const copy = decodeState(venue.state.genesis, encodeState(venue.state));
    expect(copy.triggersOf.get(bob)).toEqual(venue.state.triggersOf.get(bob));
    expect(copy.triggerIndex.trailing(btc)).toEqual(venue.state.triggerIndex.trailing(btc));
    const next = (state: typeof copy) => state.triggerIndex.next(btc, 'index', at(101_000), at(101_000));
    expect(next(copy)).toBeDefined();
    expect(next(copy)).toBe(next(venue.state));
    expect(new TextDecoder().decode(encodeState(copy))).toBe(new TextDecoder().decode(encodeState(venue.state)));
  });
});

describe('a trailing stop', () => {
  test.each<[Side, readonly number[], number]>([
    ['sell', [100_500, 101_000, 100_600, 100_501], 100_500],
    ['buy', [99_500, 99_000, 99_400, 99_499], 99_500],
  ])('%s: follows the best price and triggers when it has come back by the offset', (side, path, end) => {
    const venue = funded();
    const { hash } = venue.order(alice, side, side === 'sell' ? 101_000 : 99_000, 10, trigger('trailing-stop', 500, 'index'));
    for (const price of path) expect(triggered(index(venue, price).events)).toEqual([]);
    const { events } = index(venue, end);
    expect(ofType(events, 'triggered')).toMatchObject([{ order: hash, triggerPrice: at(end) }]);
  }); // prettier-ignore

  test('needs a price to follow', () => {
    expect(funded().order(alice, 'sell', 101_000, 10, trigger('trailing-stop', 500, 'last')).code).toBe('FEED_STALE');
  });
});

describe('what waits is bounded', () => {
  test('for each account, over all its subaccounts', () => {
    const venue = funded();
    venue.send(alice, { type: 'transfer', toSubaccount: 1, token: 0, amount: 1_000_000 as never });
    const waiting = orderBody('buy', 99_000, 1, trigger('stop', 110_000));
    const sent = Array.from({ length: triggersPerAccountMax }, (_, i) => venue.transaction(alice, waiting, { subaccount: i % 2 })); // prettier-ignore
    expect(new Set(venue.block(sent).outcomes.map(({ code }) => code))).toEqual(new Set(['OK']));
    expect(venue.send(alice, waiting).code).toBe('TRIGGER_LIMIT');
    expect(venue.send(bob, waiting).code).toBe('OK');
  });

  test('trailing stops, which every block looks at, more tightly', () => {
    const venue = funded();
    for (let i = 0; i < trailingPerAccountMax; i++)
      venue.order(alice, 'sell', 101_000, 1, trigger('trailing-stop', 500));
    expect(venue.order(alice, 'sell', 101_000, 1, trigger('trailing-stop', 500)).code).toBe('TRIGGER_LIMIT');
    expect(venue.order(alice, 'sell', 101_000, 1, trigger('stop', 500)).code).toBe('OK');
  });

  test('so many are triggered in one block, and the others in the next', () => {
    const venue = new Venue(testGenesis({ credits }));
    const owners = Array.from({ length: Math.ceil((triggersPerBlockMax + 10) / triggersPerAccountMax) }, (_, i) => addressOf(0x77_0000 + i)); // prettier-ignore
    for (const owner of owners) venue.deposit(owner, 1_000_000);
    const waiting = orderBody('buy', 0, 1, market(trigger('stop', 100_500, 'index')));
    const sent = Array.from({ length: triggersPerBlockMax + 10 }, (_, i) => venue.transaction(owners[i % owners.length]!, waiting)); // prettier-ignore
    venue.block(sent);
    expect(triggered(index(venue, 100_600).events)).toHaveLength(triggersPerBlockMax);
    expect(triggered(venue.block().events)).toHaveLength(10);
  });
});

describe('a trigger is refused', () => {
  test.each<[string, string, OrderChange]>([
    ['FLAGS_INVALID', 'a stop without a price', { triggerKind: 'stop' }],
    ['FLAGS_INVALID', 'a stop with an offset', { ...trigger('stop', 100_500), trailingOffset: ticks(1) }],
    ['FLAGS_INVALID', 'a trailing stop without an offset', { triggerKind: 'trailing-stop' }],
    ['FLAGS_INVALID', 'a trailing stop with a price', { ...trigger('trailing-stop', 10), triggerPrice: ticks(1) }],
    ['FLAGS_INVALID', 'a price without a kind', { triggerPrice: ticks(1) }],
    ['FLAGS_INVALID', 'a source without a kind', { triggerSource: 'last' }],
    ['TRIGGER_PRICE_INVALID', 'a price above the most', trigger('stop', 1_000_001)],
    ['INSTRUMENT_UNKNOWN', 'no such market', { ...trigger('stop', 100_500), instrument: 9 as never }],
    ['SIZE_INVALID', 'no size', { ...trigger('stop', 100_500), size: 0 }],
  ])('%s: %s', (code, _, change) => {
    expect(funded().order(alice, 'buy', 99_000, 10, change).code).toBe(code);
  });

  test('in another market nothing happens', () => {
    const venue = funded();
    venue.order(alice, 'buy', 0, 10, { ...trigger('stop', 0, 'index'), instrument: eth, price: 390_000, triggerPrice: ticks(410_000) }); // prettier-ignore
    expect(triggered(index(venue, 120_000).events)).toEqual([]);
  });
});
