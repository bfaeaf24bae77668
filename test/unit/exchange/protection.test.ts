import { describe, expect, test } from 'vitest';
import { commitment } from '../../../node/exchange/commitment.ts';
import { execute } from '../../../node/exchange/exchange.ts';
import { btcOptions } from '../../../node/exchange/defaultGenesis.ts';
import { vegaOf } from '../../../node/exchange/risk/accountGreeks.ts';
import { frozenMsMax, makerGroupsMax, untilSetAnew, windowMsMax } from '../../../node/exchange/orders/protection.ts';
import { phaseOfBody } from '../../../node/exchange/phase.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import { accountView } from '../../../node/exchange/views.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import type { ReplaceOrder, SetProtection, Side } from '../../../node/types/transaction.ts';
import { lots, ticks, type TimeMs } from '../../../node/types/units.ts';
import { addressOf, alice, approval, at, bob, btc, carol, eth, ofType, orderBody, protection, testGenesis, usdc, Venue, type OrderChange } from './venue.ts'; // prettier-ignore

/** Alice makes the market, protected; bob and carol take. */
function protectedBy(change: Partial<SetProtection> = {}): Venue {
  const venue = new Venue();
  for (const owner of [alice, bob, carol]) venue.deposit(owner, 100_000);
  expect(venue.send(alice, protection(change)).code).toBe('OK');
  return venue;
}

const quote = (venue: Venue, side: Side, price: number, size: number, change: OrderChange = {}) =>
  venue.order(alice, side, price, size, { makerGroup: 1, ...change });
const take = (venue: Venue, side: Side, price: number, size: number, change: OrderChange = {}) =>
  venue.order(bob, side, price, size, { timeInForce: 'IOC', ...change });
const canceled = (events: readonly BlockEvent[]) => ofType(events, 'canceled').map(({ order, reason }) => [order, reason]); // prettier-ignore
const triggered = (events: readonly BlockEvent[]) =>
  ofType(events, 'protectionTriggered').map(({ quantity, delta }) => [quantity, delta]);

describe('market-maker protection', () => {
  test('cancels all orders of the group within the match: one taker cannot take a second level', () => {
    const venue = protectedBy();
    const near = quote(venue, 'sell', 100_000, 10).hash;
    const far = quote(venue, 'sell', 100_010, 10).hash;
    const bid = quote(venue, 'buy', 99_000, 10).hash;
    const free = venue.order(alice, 'sell', 100_020, 3).hash;
    const { events, hash } = take(venue, 'buy', 100_020, 30);
    expect(events.map(({ type }) => type)).toEqual(['accepted', 'fill', 'protectionTriggered', 'canceled', 'canceled', 'fill', 'canceled', 'receipt']); // prettier-ignore
    expect(ofType(events, 'fill').map(({ maker, size }) => [maker, size])).toEqual([
      [near, 10],
      [free, 3],
    ]);
    expect(canceled(events)).toEqual([
      [far, 'MARKET_MAKER_PROTECTION'],
      [bid, 'MARKET_MAKER_PROTECTION'],
      [hash, 'IOC'],
    ]);
    expect(ofType(events, 'protectionTriggered')).toEqual([
      { type: 'protectionTriggered', account: alice, subaccount: 0, group: 1, instrument: btc, quantity: 10, delta: -10, vega: 0, frozenUntilMs: untilSetAnew }, // prettier-ignore
    ]);
  });

  test('counts what was bought and sold together, and triggers where the limit is reached, not before', () => {
    const venue = protectedBy();
    quote(venue, 'sell', 100_000, 20);
    quote(venue, 'buy', 99_000, 20);
    expect(triggered(take(venue, 'buy', 100_000, 5).events)).toEqual([]);
    expect(triggered(take(venue, 'sell', 99_000, 4).events)).toEqual([]);
    expect(triggered(take(venue, 'sell', 99_000, 1).events)).toEqual([[10, 0]]);
    expect(venue.state.orders.size).toBe(0);
  });

  test('limits what was bought less what was sold, either way', () => {
    const limits = { quantityMax: lots(0), deltaMax: lots(6), frozenMs: 1 };
    const venue = protectedBy(limits);
    quote(venue, 'sell', 100_000, 40);
    quote(venue, 'buy', 99_000, 40);
    for (let round = 0; round < 3; round++) {
      expect(triggered(take(venue, 'buy', 100_000, 5).events)).toEqual([]);
      expect(triggered(take(venue, 'sell', 99_000, 5).events)).toEqual([]);
    }
    expect(triggered(take(venue, 'sell', 99_000, 5).events)).toEqual([]);
    venue.send(alice, protection(limits));
    expect(triggered(take(venue, 'buy', 100_000, 6).events)).toEqual([[6, -6]]);
    quote(venue, 'buy', 99_000, 20);
    expect(triggered(take(venue, 'sell', 99_000, 6).events)).toEqual([[6, 6]]);
  });

  test('counts a fill for the window at least, and for at most a sixteenth of it more', () => {
    for (const [elapsedMs, expected] of [[1_600, 1], [1_800, 0]] as const) {
      const venue = protectedBy({ windowMs: 1_600 });
      quote(venue, 'sell', 100_000, 20);
      take(venue, 'buy', 100_000, 9);
      venue.block([], [], elapsedMs - 100);
      expect(triggered(take(venue, 'buy', 100_000, 1).events)).toHaveLength(expected);
    }
  }); // prettier-ignore

  test('forgets part by part, not all at once', () => {
    const venue = protectedBy({ windowMs: 1_600 });
    quote(venue, 'sell', 100_000, 50);
    take(venue, 'buy', 100_000, 4);
    venue.block([], [], 900);
    take(venue, 'buy', 100_000, 4);
    venue.block([], [], 900);
    // The first four count no more, the second do.
    expect(triggered(take(venue, 'buy', 100_000, 5).events)).toEqual([]);
    expect(triggered(take(venue, 'buy', 100_000, 1).events)).toEqual([[10, -10]]);
  });

  test('counts neither what an order of the group takes, nor other orders, nor self-trade prevention', () => {
    const venue = protectedBy();
    venue.order(bob, 'buy', 99_000, 30);
    quote(venue, 'sell', 99_000, 30);
    venue.order(alice, 'sell', 100_000, 30);
    take(venue, 'buy', 100_000, 30);
    quote(venue, 'sell', 100_500, 30);
    venue.order(alice, 'buy', 100_500, 30, { selfTradePrevention: 'decrement', timeInForce: 'IOC' });
    expect(venue.state.protections.get(venue.sub(alice).index * makerGroupsMax)).toMatchObject({ bought: [], sold: [], frozenUntilMs: 0 }); // prettier-ignore
  });

  test('freezes the group for its time, and for it alone', () => {
    const venue = protectedBy({ frozenMs: 500 });
    venue.send(alice, protection({ group: 2 }));
    const other = quote(venue, 'sell', 100_500, 1, { makerGroup: 2 }).hash;
    quote(venue, 'sell', 100_000, 10);
    const { events } = take(venue, 'buy', 100_000, 10);
    expect(venue.state.orders.has(other)).toBe(true);
    expect(ofType(events, 'protectionTriggered')).toMatchObject([{ frozenUntilMs: venue.timeMs + 500 }]);
    expect(quote(venue, 'buy', 99_000, 1).code).toBe('MAKER_GROUP_FROZEN');
    expect(quote(venue, 'buy', 99_000, 1, { makerGroup: 2 }).code).toBe('OK');
    expect(venue.order(alice, 'buy', 99_000, 1).code).toBe('OK');
    venue.block([], [], 99);
    expect(quote(venue, 'buy', 99_000, 1).code).toBe('MAKER_GROUP_FROZEN');
    expect(venue.timeMs).toBe(Number(ofType(events, 'protectionTriggered')[0]!.frozenUntilMs) - 1);
    const last = venue.transaction(alice, orderBody('buy', 99_000, 1, { makerGroup: 1 }));
    expect(venue.block([last], [], 1).outcomes).toMatchObject([{ code: 'OK' }]);
  });

  test('freezes until it is set anew where no time was given, and then counts from nothing', () => {
    const venue = protectedBy();
    quote(venue, 'sell', 100_000, 10);
    take(venue, 'buy', 100_000, 10);
    venue.block([], [], frozenMsMax);
    expect(quote(venue, 'buy', 99_000, 1).code).toBe('MAKER_GROUP_FROZEN');
    venue.send(alice, protection());
    expect(quote(venue, 'sell', 100_000, 50).code).toBe('OK');
    expect(triggered(take(venue, 'buy', 100_000, 9).events)).toEqual([]);
    venue.send(alice, protection());
    expect(triggered(take(venue, 'buy', 100_000, 9).events)).toEqual([]);
    expect(triggered(take(venue, 'buy', 100_000, 1).events)).toEqual([[10, -10]]);
  });

  test('stays in replaced orders, in those of batches, and in icebergs to their last part', () => {
    const venue = protectedBy();
    const first = quote(venue, 'sell', 101_000, 5).hash;
    const replace: ReplaceOrder = { type: 'replace', order: first, instrument: btc, price: ticks(at(100_000)), size: lots(5), postOnly: false, selfTradePrevention: 'cancel-taker' }; // prettier-ignore
    const iceberg = orderBody('sell', 100_000, 30, { makerGroup: 1, displaySize: 5 });
    expect(venue.send(alice, { type: 'batch', atomic: true, operations: [replace, iceberg] }).code).toBe('OK');
    const { events } = take(venue, 'buy', 100_000, 30);
    expect(ofType(events, 'fill').map(({ size }) => size)).toEqual([5, 5]);
    expect(triggered(events)).toEqual([[10, -10]]);
    expect(canceled(events)).toMatchObject([[expect.anything(), 'MARKET_MAKER_PROTECTION'], [expect.anything(), 'IOC']]); // prettier-ignore
    expect(venue.state.orders.size).toBe(0);
  });

  test('is taken back with the fill-or-kill order that it leaves without a counterparty', () => {
    const venue = protectedBy();
    quote(venue, 'sell', 100_000, 10);
    quote(venue, 'sell', 100_010, 10);
    const before = venue.state.protections.get(venue.sub(alice).index * makerGroupsMax);
    const { code, events } = take(venue, 'buy', 100_010, 20, { timeInForce: 'FOK' });
    expect([code, events.length]).toEqual(['FOK_NOT_FILLABLE', 1]);
    expect(venue.state.orders.size).toBe(2);
    expect(venue.state.protections.get(venue.sub(alice).index * makerGroupsMax)).toEqual(before);
  });

  test('that ends, or goes to another market, takes its orders with it', () => {
    const venue = protectedBy();
    const one = quote(venue, 'sell', 101_000, 5).hash;
    expect(canceled(venue.send(alice, protection({ windowMs: 2_000 })).events)).toEqual([]);
    expect(canceled(venue.send(alice, protection({ instrument: eth })).events)).toEqual([[one, 'CANCELED_ALL']]);
    expect(quote(venue, 'sell', 101_000, 5).code).toBe('MAKER_GROUP_UNKNOWN');
    const two = quote(venue, 'sell', 0, 5, { instrument: eth, price: 410_000 }).hash;
    const none = { instrument: eth, windowMs: 0, quantityMax: lots(0), deltaMax: lots(0) };
    expect(canceled(venue.send(alice, protection(none)).events)).toEqual([[two, 'CANCELED_ALL']]);
    expect(venue.state.protections.size).toBe(0);
    expect(quote(venue, 'sell', 0, 5, { instrument: eth, price: 410_000 }).code).toBe('MAKER_GROUP_UNKNOWN');
  });

  test.each<[string, Partial<SetProtection>, string]>([
    ['no group', { group: 0 }, 'PROTECTION_INVALID'],
    ['a group too many', { group: makerGroupsMax + 1 }, 'PROTECTION_INVALID'],
    ['the last group', { group: makerGroupsMax }, 'OK'],
    ['no window', { windowMs: 0 }, 'PROTECTION_INVALID'],
    ['too long a window', { windowMs: windowMsMax + 1 }, 'PROTECTION_INVALID'],
    ['the longest window', { windowMs: windowMsMax }, 'OK'],
    ['frozen for too long', { frozenMs: frozenMsMax + 1 }, 'PROTECTION_INVALID'],
    ['frozen for a day', { frozenMs: frozenMsMax }, 'OK'],
    ['no market', { instrument: 9 as SetProtection['instrument'], group: 0 }, 'INSTRUMENT_UNKNOWN'],
    ['only a limit of delta', { quantityMax: lots(0), deltaMax: lots(1) }, 'OK'],
  ])('with %s', (_name, change, code) => {
    const venue = protectedBy();
    expect(venue.send(alice, protection(change)).code).toBe(code);
  });

  test.each<[string, OrderChange]>([
    ['that cannot rest', { timeInForce: 'IOC' }],
    ['that waits for a price', { triggerKind: 'stop', triggerPrice: ticks(at(101_000)) }],
  ])('is not for an order %s', (_name, change) => {
    const venue = protectedBy();
    expect(quote(venue, 'buy', 99_000, 1, change).code).toBe('FLAGS_INVALID');
  });

  test('names each group by subaccount: another’s is unknown, and so is one beyond the last', () => {
    const venue = protectedBy();
    venue.send(alice, protection({ group: makerGroupsMax }));
    venue.block([], [venue.depositItem(alice, usdc(1_000), 1)]);
    expect(venue.order(alice, 'buy', 99_000, 1, { makerGroup: 1 }, { subaccount: 1 }).code).toBe('MAKER_GROUP_UNKNOWN');
    expect(venue.order(bob, 'buy', 99_000, 1, { makerGroup: 1 }).code).toBe('MAKER_GROUP_UNKNOWN');
    expect(venue.order(alice, 'buy', 99_000, 1, { makerGroup: makerGroupsMax }).code).toBe('OK');
    // The next subaccount's first group has the number that this one's seventeenth would have.
    venue.send(bob, protection());
    expect(venue.order(alice, 'buy', 99_000, 1, { makerGroup: makerGroupsMax + 1 }).code).toBe('MAKER_GROUP_UNKNOWN');
  });

  test('runs among what cannot take, and is for keys that may trade in its market', () => {
    expect(phaseOfBody(protection())).toBe('rest');
    const venue = protectedBy();
    const [trader, other, canceler] = [1, 2, 3].map((n) => addressOf(0x5e50 + n));
    venue.send(alice, approval(trader!, { instruments: [btc] }));
    venue.send(alice, approval(other!, { instruments: [eth] }));
    venue.send(alice, approval(canceler!, { scope: 'cancel' }));
    expect(venue.send(alice, protection(), { key: trader! }).code).toBe('OK');
    expect(venue.send(alice, protection(), { key: other! }).code).toBe('KEY_SCOPE');
    expect(venue.send(alice, protection(), { key: canceler! }).code).toBe('KEY_SCOPE');
  });

  test('is seen by its owner, part of the state root, and survives a snapshot and a rollback', () => {
    const venue = protectedBy({ frozenMs: 400 });
    quote(venue, 'sell', 100_000, 20, { timeInForce: 'GTT', goodTillMs: (venue.timeMs + 60_000) as TimeMs });
    const { restRoot } = commitment(venue.state);
    take(venue, 'buy', 100_000, 4);
    expect(commitment(venue.state).restRoot).not.toBe(restRoot);
    expect(accountView(venue.state, alice)!.subaccounts[0]).toMatchObject({
      protections: [{ group: 1, quantityMax: 10, sold: [4, 0, 0] }],
      openOrders: [{ makerGroup: 1 }],
    });
    const bytes = encodeState(venue.state);
    const { events } = take(venue, 'buy', 100_000, 20);
    const after = encodeState(venue.state);
    expect(triggered(events)).toEqual([[20, -20]]);
    const again = decodeState(venue.state.genesis, bytes);
    expect(execute(again, venue.blocks.at(-1)!).events).toEqual(events);
    expect(encodeState(again)).toEqual(after);
    venue.state.journal.rollback(0);
    expect(encodeState(venue.state)).toEqual(bytes);
    expect(execute(venue.state, venue.blocks.at(-1)!).events).toEqual(events);
  });
});

describe('a limit on vega', () => {
  const series = [{ ...btcOptions, expiries: { daily: 1, weekly: 0, monthly: 0, quarterly: 0 }, strikesPerSide: 1 }];

  /** Alice quotes an option under a limit; how many lots Bob could take in single orders of five before she was frozen. */
  function taken(vegaMax: number, body: Partial<SetProtection> = {}): number {
    const venue = new Venue(testGenesis({ series }));
    venue.surface(btcOptions, 0.6);
    for (const owner of [alice, bob]) venue.deposit(owner, 1_000_000);
    const number = venue.state.markets.live.at(-2)!;
    const { instrument, markPerLot } = venue.state.markets.at(number);
    const price = Math.round(markPerLot / venue.state.markets.tickValue(number));
    const limits = { quantityMax: lots(0), vegaMax: vegaMax as SetProtection['vegaMax'], ...body };
    expect(venue.send(alice, protection({ instrument, ...limits })).code).toBe('OK');
    for (let at = 0; at < 40; at++) {
      venue.send(alice, orderBody('sell', 0, 5, { instrument, price, makerGroup: 1, postOnly: true }));
    }
    let sold = 0;
    for (let at = 0; at < 40; at++) {
      const { events } = venue.send(bob, orderBody('buy', 0, 5, { instrument, price, timeInForce: 'IOC' }));
      sold += ofType(events, 'fill').length * 5;
      const triggered = ofType(events, 'protectionTriggered')[0];
      if (triggered === undefined) continue;
      expect(triggered).toMatchObject({ delta: 0 - sold });
      expect(Number(triggered.vega)).toBe(vegaOf(venue.state.markets, number, 0 - sold));
      break;
    }
    return sold;
  }

  test('freezes the group once what it has bought or sold is worth so much for a point of volatility', () => {
    const venue = new Venue(testGenesis({ series }));
    venue.surface(btcOptions, 0.6);
    venue.deposit(alice, 1);
    const perLot = vegaOf(venue.state.markets, venue.state.markets.live.at(-2)!, 1_000) / 1_000;
    expect(perLot).toBeGreaterThan(1_000);
    expect(taken(Math.ceil(perLot * 12))).toBe(15);
    expect(taken(Math.ceil(perLot * 52))).toBe(55);
  });

  test('alone protects a group, and is not reached by what has no vega', () => {
    expect(taken(1_000_000_000_000, { windowMs: 3_600_000 })).toBe(200);
    const venue = new Venue();
    for (const owner of [alice, bob]) venue.deposit(owner, 1_000_000);
    venue.send(alice, protection({ quantityMax: lots(0), vegaMax: 1 as SetProtection['vegaMax'] }));
    expect(venue.state.protections.size).toBe(1);
    venue.order(alice, 'sell', 100_000, 500, { makerGroup: 1 });
    expect(ofType(venue.order(bob, 'buy', 100_000, 500).events, 'protectionTriggered')).toEqual([]);
  });
});
