import { describe, expect, test } from 'vitest';
import { contentionOf, phaseOf } from '../../../node/exchange/phase.ts';
import { comboLevelsMax } from '../../../node/exchange/orders/comboDepth.ts';
import { encodeState } from '../../../node/exchange/snapshot.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import { instrumentId, type InstrumentId } from '../../../node/types/ids.ts';
import type { Combo, Side } from '../../../node/types/transaction.ts';
import { ticks, timeMs, type MicroUsdc } from '../../../node/types/units.ts';
import { creditsNow } from '../../../node/exchange/accounts/credits.ts';
import { findSubaccount } from '../../../node/exchange/ledger/subaccounts.ts';
import { addressOf, alice, approval, at, bob, btc, carol, comboBody, eth, ofType, protection, testGenesis, usdc, Venue, type OrderChange, type Sent } from './venue.ts'; // prettier-ignore

/** A lot of BTC at 100,000 is worth 10 USDC, one of ETH at 4,000 is worth 4. */
function funded(change: Parameters<typeof testGenesis>[0] = {}): Venue {
  const venue = new Venue(testGenesis(change));
  for (const each of [alice, bob, carol]) venue.deposit(each, 1_000_000);
  return venue;
}

/** Rests an order of Bob's, its price in dollars. */
const rest = (venue: Venue, instrument: InstrumentId, side: Side, price: number, size: number, change: OrderChange = {}, by = bob) =>
  venue.order(by, side, 0, size, { instrument, price: price * (instrument === btc ? 10 : 100), ...change }); // prettier-ignore

/** One lot of BTC for two of ETH: costs 2 USDC where the markets are. */
const spread = [
  [btc, 'buy', 1],
  [eth, 'sell', 2],
] as const;

const send = (venue: Venue, size: number, limit: number, change: Partial<Combo> = {}): Sent =>
  venue.send(alice, comboBody(spread, size, limit, change));
const held = (venue: Venue) => [venue.lots(alice, btc), venue.lots(alice, eth)];
const lots = (events: readonly BlockEvent[]) => ofType(events, 'fill').map(({ instrument, price, size }) => [instrument, price, size]); // prettier-ignore

/** Ten units at 2 USDC, then ten at 3, then ETH bids are gone. */
function quoted(venue = funded()): Venue {
  rest(venue, btc, 'sell', 100_000, 10);
  rest(venue, btc, 'sell', 110_000 - 6_000, 90);
  rest(venue, eth, 'buy', 4_000, 40);
  return venue;
}

describe('a combo', () => {
  test('trades in all its markets: one event that says so, then the fills of each leg, under one name', () => {
    const venue = quoted();
    const { code, events, hash } = send(venue, 5, usdc(2), { clientId: 7, label: 'pair' });
    expect(code).toBe('OK');
    expect(held(venue)).toEqual([5, -10]);
    expect(events.map(({ type }) => type).filter((type) => type !== 'mark')).toEqual(['combo', 'fill', 'fill', 'receipt']);
    expect(ofType(events, 'combo')).toEqual([
      { type: 'combo', order: hash, account: alice, subaccount: 0, legs: '1:1,2:-2', timeInForce: 'IOC', limit: usdc(2), size: 5, label: 'pair', clientId: 7, units: 5, cost: usdc(10) },
    ]);
    expect(ofType(events, 'fill')).toMatchObject([
      { taker: hash, instrument: btc, side: 'buy', price: at(100_000), size: 5, takerFee: usdc(0.025) },
      { taker: hash, instrument: eth, side: 'sell', price: 400_000, size: 10, takerFee: usdc(0.02) },
    ]);
  }); // prettier-ignore

  test('trades as long as a further unit costs no more than its limit, whatever the ones before it saved', () => {
    const venue = quoted();
    const { events } = send(venue, 20, usdc(2.4) - 1);
    expect(held(venue)).toEqual([10, -20]);
    expect(ofType(events, 'combo')).toMatchObject([{ units: 10, cost: usdc(20) }]);
    expect(ofType(events, 'comboCanceled')).toMatchObject([{ remaining: 10, reason: 'IOC', account: alice }]);
    expect(ofType(send(venue, 20, usdc(2.4)).events, 'combo')).toMatchObject([{ units: 10, cost: usdc(24) }]);
    expect(held(venue)).toEqual([20, -40]);
  });

  test('of which a unit takes from two levels costs its parts of both', () => {
    const venue = funded();
    rest(venue, btc, 'sell', 100_000, 10);
    rest(venue, eth, 'buy', 4_000, 1);
    rest(venue, eth, 'buy', 3_900, 9);
    expect(ofType(send(venue, 1, usdc(2.1) - 1).events, 'combo')).toMatchObject([{ units: 0, cost: 0 }]);
    expect(ofType(send(venue, 1, usdc(2.1)).events, 'combo')).toMatchObject([{ units: 1, cost: usdc(2.1) }]);
  });

  test('whose limit is below zero must bring so much', () => {
    const venue = funded();
    rest(venue, btc, 'buy', 100_000, 10);
    rest(venue, eth, 'sell', 4_000, 40);
    const legs = [[btc, 'sell', 1], [eth, 'buy', 2]] as const; // prettier-ignore
    expect(ofType(venue.send(alice, comboBody(legs, 3, usdc(-2) - 1)).events, 'combo')).toMatchObject([{ units: 0 }]);
    expect(ofType(venue.send(alice, comboBody(legs, 3, usdc(-2))).events, 'combo')).toMatchObject([
      { legs: '1:-1,2:2', units: 3, cost: usdc(-6) },
    ]);
    expect(held(venue)).toEqual([-3, 6]);
  });

  test('takes whole units: what the thinnest leg has, and no lot beyond it in the others', () => {
    const venue = funded();
    rest(venue, btc, 'sell', 100_000, 100);
    rest(venue, eth, 'buy', 4_000, 7);
    const { events } = send(venue, 50, usdc(2));
    expect(ofType(events, 'combo')).toMatchObject([{ units: 3 }]);
    expect(held(venue)).toEqual([3, -6]);
  });

  test('that gets nothing is accepted, and over', () => {
    for (const prepare of [(): Venue => funded(), (): Venue => quoted()]) {
      const venue = prepare();
      const before = venue.state.markets.get(btc)!.lastPrice;
      const { code, events } = send(venue, 3, usdc(2) - 1);
      expect(code).toBe('OK');
      expect(ofType(events, 'combo')).toMatchObject([{ units: 0, cost: 0 }]);
      expect(ofType(events, 'comboCanceled')).toMatchObject([{ remaining: 3, reason: 'IOC' }]);
      expect([held(venue), ofType(events, 'fill')]).toEqual([[0, 0], []]);
      expect(venue.state.markets.get(btc)!.lastPrice).toBe(before);
    }
  });

  test('fill-or-kill trades all its units or leaves nothing but its receipt', () => {
    const venue = quoted();
    const { code, events } = send(venue, 11, usdc(2), { timeInForce: 'FOK' });
    expect(code).toBe('FOK_NOT_FILLABLE');
    expect(events.map(({ type }) => type)).toEqual(['receipt']);
    expect(held(venue)).toEqual([0, 0]);
    expect(venue.state.book.levels(btc, 'sell', 9)[0]).toMatchObject({ lots: 10 });
    expect(send(venue, 10, usdc(2), { timeInForce: 'FOK' }).code).toBe('OK');
    expect(held(venue)).toEqual([10, -20]);
  });

  test('sees the best 20 levels of each book and nothing behind them', () => {
    const venue = funded();
    for (let i = 0; i <= comboLevelsMax; i++) rest(venue, btc, 'sell', 100_000 + i, 1);
    rest(venue, eth, 'buy', 4_000, 100);
    expect(send(venue, comboLevelsMax + 1, usdc(99), { timeInForce: 'FOK' }).code).toBe('FOK_NOT_FILLABLE');
    expect(ofType(send(venue, comboLevelsMax + 1, usdc(99)).events, 'combo')).toMatchObject([{ units: 20 }]);
    expect(comboLevelsMax).toBe(20);
  });

  test('trades in each market within its price band', () => {
    const venue = funded();
    rest(venue, btc, 'sell', 105_000, 1);
    rest(venue, btc, 'sell', 105_001, 1);
    rest(venue, eth, 'buy', 4_000, 100);
    send(venue, 9, usdc(999));
    expect(held(venue)).toEqual([1, -2]);
    const low = funded();
    rest(low, btc, 'sell', 100_000, 10);
    rest(low, eth, 'buy', 3_800, 2);
    rest(low, eth, 'buy', 3_799, 2);
    send(low, 9, usdc(999));
    expect(held(low)).toEqual([1, -2]);
  });

  test('trades with what icebergs hide, and not with what reduce-only orders could not', () => {
    const venue = funded();
    rest(venue, btc, 'sell', 100_000, 21, { displaySize: 2 });
    rest(venue, eth, 'buy', 4_000, 100);
    send(venue, 15, usdc(2), { timeInForce: 'FOK' });
    expect(held(venue)).toEqual([15, -30]);
    // Carol could reduce once, and no more.
    rest(venue, btc, 'buy', 100_000, 4, { timeInForce: 'IOC' }, carol);
    rest(venue, btc, 'sell', 99_000, 4, { reduceOnly: true }, carol);
    rest(venue, btc, 'buy', 98_000, 4);
    rest(venue, btc, 'sell', 98_000, 4, { timeInForce: 'IOC' }, carol);
    expect(ofType(send(venue, 1, usdc(1.95)).events, 'combo')).toMatchObject([{ units: 0 }]);
    const { events } = send(venue, 1, usdc(2));
    expect(ofType(events, 'canceled')).toMatchObject([{ account: carol, reason: 'REDUCE_ONLY' }]);
    expect(ofType(events, 'combo')).toMatchObject([{ units: 1, cost: usdc(2) }]);
  });

  test('counts on no order that the protection of its maker would cancel within the match', () => {
    const venue = funded();
    venue.send(bob, protection({ quantityMax: 5 as never }));
    for (let i = 0; i < 3; i++) rest(venue, btc, 'sell', 100_000, 5, { makerGroup: 1 });
    rest(venue, eth, 'buy', 4_000, 100);
    expect(send(venue, 6, usdc(2), { timeInForce: 'FOK' }).code).toBe('FOK_NOT_FILLABLE');
    expect(venue.state.book.levels(btc, 'sell', 1)).toMatchObject([{ lots: 15 }]);
    const { events } = send(venue, 6, usdc(2));
    expect(ofType(events, 'combo')).toMatchObject([{ units: 5 }]);
    expect(ofType(events, 'protectionTriggered')).toHaveLength(1);
  });

  test('triggers what its last prices trigger in each of its markets, before its receipt', () => {
    const venue = quoted();
    const stop = { triggerKind: 'stop', triggerSource: 'last', kind: 'market', timeInForce: 'IOC', price: 0 } as const;
    venue.order(carol, 'buy', 0, 1, { ...stop, triggerPrice: ticks(at(100_000)) });
    venue.order(carol, 'sell', 0, 1, { ...stop, instrument: eth, triggerPrice: ticks(400_000) });
    const { events } = send(venue, 1, usdc(2));
    expect(ofType(events, 'triggered').map(({ instrument }) => instrument)).toEqual([btc, eth]);
    expect(events.at(-1)).toMatchObject({ type: 'receipt', kind: 'combo' });
    expect([venue.lots(carol, btc), venue.lots(carol, eth)]).toEqual([1, -1]);
  });
});

describe('self-trade prevention of a combo', () => {
  /** Alice's own order stands before the second half. */
  function between(): Venue {
    const venue = funded();
    rest(venue, btc, 'sell', 100_000, 3);
    rest(venue, btc, 'sell', 100_001, 5, {}, alice);
    rest(venue, btc, 'sell', 100_001, 3);
    rest(venue, btc, 'sell', 100_002, 5, {}, alice);
    rest(venue, eth, 'buy', 4_000, 100);
    return venue;
  }

  test('cancel-maker cancels own orders that stand before what it takes, and those alone', () => {
    const venue = between();
    const { events } = send(venue, 6, usdc(9), { selfTradePrevention: 'cancel-maker' });
    expect(ofType(events, 'canceled')).toMatchObject([{ remaining: 5, reason: 'SELF_TRADE' }]);
    expect(lots(events).map(([, , size]) => size)).toEqual([3, 3, 12]);
    expect(venue.state.book.levels(btc, 'sell', 9)).toMatchObject([{ price: at(100_002), lots: 5 }]);
  });

  test('cancel-maker leaves own orders alone where nothing trades', () => {
    const venue = between();
    const { events } = send(venue, 6, usdc(9), { selfTradePrevention: 'cancel-maker', timeInForce: 'FOK' });
    expect(ofType(events, 'fill')).toHaveLength(3);
    const dear = between();
    expect(ofType(send(dear, 7, usdc(9), { selfTradePrevention: 'cancel-maker', timeInForce: 'FOK' }).events, 'canceled')).toEqual([]); // prettier-ignore
    expect(dear.state.book.levels(btc, 'sell', 9)).toHaveLength(3);
  });

  test('cancel-taker stops before the first own order and leaves it', () => {
    const venue = between();
    const { events } = send(venue, 6, usdc(9));
    expect(ofType(events, 'combo')).toMatchObject([{ units: 3 }]);
    expect(ofType(events, 'comboCanceled')).toMatchObject([{ remaining: 3, reason: 'SELF_TRADE' }]);
    expect(ofType(events, 'canceled')).toEqual([]);
    expect(venue.state.book.levels(btc, 'sell', 1)).toMatchObject([{ lots: 8 }]);
  });

  test('where the price stopped it before, its reason is not the own order', () => {
    const venue = between();
    rest(venue, eth, 'buy', 4_001, 2);
    const { events } = send(venue, 6, usdc(1.999));
    expect(ofType(events, 'comboCanceled')).toMatchObject([{ remaining: 5, reason: 'IOC' }]);
  });

  test.each(['cancel-both', 'decrement'] as const)('%s is refused', (selfTradePrevention) => {
    expect(send(quoted(), 1, usdc(9), { selfTradePrevention }).code).toBe('FLAGS_INVALID');
  });
});

describe('what a combo must be and have', () => {
  test('it is refused with the first rule that fails, for all legs before the next rule', () => {
    const venue = quoted();
    const unknown = [[btc, 'buy', 1], [instrumentId(9), 'sell', 1]] as const; // prettier-ignore
    expect(venue.send(alice, comboBody(unknown, 0, 0, { timeInForce: 'GTT' })).code).toBe('INSTRUMENT_UNKNOWN');
    const past = timeMs(venue.timeMs);
    expect(send(venue, 0, 1, { timeInForce: 'GTT' }).code).toBe('FLAGS_INVALID');
    expect(send(venue, 0, 1, { timeInForce: 'GTC', goodTillMs: past }).code).toBe('FLAGS_INVALID');
    expect(send(venue, 0, 1, { timeInForce: 'IOC', postOnly: true }).code).toBe('FLAGS_INVALID');
    const late = { timeInForce: 'GTT', goodTillMs: past, postOnly: true } as const;
    venue.stale = true;
    expect(send(venue, 0, 1, late).code).toBe('SIZE_INVALID');
    expect(send(venue, 5_000_000, 1, late).code).toBe('SIZE_INVALID');
    expect(send(venue, 1, 1, late).code).toBe('PRICE_INVALID');
    expect(send(venue, 1, usdc(99), late).code).toBe('GOOD_TILL_PASSED');
    expect(send(venue, 1, usdc(99), { timeInForce: 'GTC', postOnly: true }).code).toBe('FEED_STALE');
    venue.stale = false;
    expect(send(venue, 1, usdc(99), { timeInForce: 'GTC', postOnly: true }).code).toBe('PRICE_OUT_OF_BAND');
    expect(send(venue, 400_000, usdc(2), { timeInForce: 'GTC', postOnly: true }).code).toBe('POST_ONLY_WOULD_TAKE');
  });

  test('each leg whole is within the sizes of an order of its market', () => {
    const [first, second] = testGenesis().markets;
    const venue = quoted(funded({ markets: [first!, { ...second!, minSizeLots: 6, maxOrderLots: 60 }] }));
    expect(send(venue, 2, usdc(2)).code).toBe('SIZE_INVALID');
    expect(send(venue, 3, usdc(2)).code).toBe('OK');
    expect(send(venue, 30, usdc(2)).code).toBe('OK');
    expect(send(venue, 31, usdc(2)).code).toBe('SIZE_INVALID');
  });

  test('no leg whole may pass the position limit of its market, open orders counted', () => {
    const [first, second] = testGenesis().markets;
    const venue = quoted(funded({ markets: [first!, { ...second!, maxOrderLots: 20, maxPositionLots: 20 }] }));
    rest(venue, eth, 'sell', 4_100, 1, {}, alice);
    expect(send(venue, 10, usdc(2)).code).toBe('POSITION_LIMIT');
    expect(send(venue, 9, usdc(2)).code).toBe('OK');
  });

  test('a cancel that came first refuses it', () => {
    const venue = quoted();
    const late = venue.transaction(alice, comboBody(spread, 1, usdc(2)));
    venue.send(alice, { type: 'cancel', order: late.hash, orderExpiryMs: late.transaction.expiryMs });
    expect(venue.block([late]).outcomes[0]!.code).toBe('ORDER_CANCELED');
  });

  test('it costs a trade credit a leg, and runs with what takes, in all its markets', () => {
    const venue = quoted();
    const sent = venue.transaction(alice, comboBody(spread, 1, usdc(1)));
    expect(phaseOf(sent.transaction)).toBe('take');
    expect(contentionOf(sent.transaction)).toEqual({ account: alice, instruments: [btc, eth] });
    const credits = () => creditsNow(venue.state, alice, findSubaccount(venue.state, alice, 0)!, venue.timeMs).trade;
    const one = { ...testGenesis().credits, trade: { capacity: 1, perSecond: 1 }, collateralPerCreditMicroUsdc: usdc(1e9) as MicroUsdc }; // prettier-ignore
    const before = credits();
    venue.block([sent], [], 1);
    expect(before - credits()).toBeGreaterThan(1_000);
    const poor = funded({ credits: one });
    expect(send(poor, 1, 0).code).toBe('CREDITS_EXHAUSTED');
    expect(poor.order(alice, 'buy', 90_000, 1).code).toBe('OK');
  });

  test('a session key needs all its markets, and the notional of all its legs', () => {
    const venue = quoted();
    const session = addressOf(0x5e55);
    const by = { key: session };
    const may = (change: Parameters<typeof approval>[1]) => {
      venue.send(alice, approval(session, change));
      return venue.send(alice, comboBody(spread, 1, usdc(2)), by).code;
    };
    expect(may({ instruments: [btc] })).toBe('KEY_SCOPE');
    expect(may({ instruments: [eth] })).toBe('KEY_SCOPE');
    expect(may({ scope: 'cancel' })).toBe('KEY_SCOPE');
    expect(may({ notionalMax: (usdc(18) - 1_000) as MicroUsdc })).toBe('KEY_SCOPE');
    expect(may({ notionalMax: usdc(18.1) as MicroUsdc })).toBe('OK');
    expect(may({ instruments: [btc, eth] })).toBe('OK');
  });
});

describe('margin of a combo', () => {
  /** Alice has so many dollars and is long 1,000 lots of BTC, worth 10,000 and tying up 1,000. */
  function long(dollars: number): Venue {
    const venue = new Venue();
    venue.deposit(alice, dollars);
    for (const each of [bob, carol]) venue.deposit(each, 1_000_000);
    rest(venue, btc, 'sell', 100_000, 1_000);
    expect(venue.order(alice, 'buy', 100_000, 1_000).code).toBe('OK');
    rest(venue, btc, 'buy', 100_000, 10_000);
    rest(venue, eth, 'sell', 4_000, 10_000);
    return venue;
  }
  const roll = [[btc, 'sell', 2], [eth, 'buy', 5]] as const; // prettier-ignore

  test('is looked at after all legs: one that frees margin pays for one that needs it', () => {
    const venue = long(1_020);
    expect(rest(venue, eth, 'buy', 4_000, 500, { timeInForce: 'IOC' }, alice).code).toBe('MARGIN_TOO_LOW');
    expect(venue.send(alice, comboBody(roll, 100, 0)).code).toBe('OK');
    expect(held(venue)).toEqual([800, 500]);
  });

  test('what is missing is in the receipt, that much is enough, and a refused combo leaves no trace', () => {
    const venue = long(1_010);
    const more = [[btc, 'sell', 1], [eth, 'buy', 10]] as const; // prettier-ignore
    const body = comboBody(more, 100, usdc(99));
    const book = [...venue.state.book.sortedKeys()].map((hash) => venue.state.book.get(hash));
    const { code, events } = venue.send(alice, body);
    const missing = ofType(events, 'receipt')[0]!.missing as number;
    expect([code, events.length]).toEqual(['MARGIN_TOO_LOW', 1]);
    expect([...venue.state.book.sortedKeys()].map((hash) => venue.state.book.get(hash))).toEqual(book);
    venue.block([], [venue.depositItem(alice, missing - 1)]);
    expect(ofType(venue.send(alice, body).events, 'receipt')).toMatchObject([{ code: 'MARGIN_TOO_LOW', missing: 1 }]);
    venue.block([], [venue.depositItem(alice, 1)]);
    expect(venue.send(alice, body).code).toBe('OK');
  });

  test('whoever has too little already may still make it smaller, down to maintenance margin and no further', () => {
    const venue = long(1_020);
    venue.prices = { 1: 97_000, 2: 4_000 };
    venue.block();
    rest(venue, btc, 'buy', 97_000, 10_000);
    const smaller = [[btc, 'sell', 10], [eth, 'buy', 1]] as const; // prettier-ignore
    const bigger = [[btc, 'sell', 1], [eth, 'buy', 10]] as const; // prettier-ignore
    venue.send(bob, { type: 'cancelAll', instrument: btc });
    rest(venue, btc, 'buy', 97_000, 10_000);
    expect(venue.send(alice, comboBody(bigger, 10, usdc(99))).code).toBe('MARGIN_TOO_LOW');
    expect(venue.send(alice, comboBody(smaller, 10, usdc(99))).code).toBe('OK');
    expect(held(venue)).toEqual([900, 10]);
    // Markets so far from mark that changing one position for another costs a tenth of it.
    venue.send(bob, { type: 'cancelAll', instrument: 0 as InstrumentId });
    rest(venue, btc, 'buy', 92_200, 10_000);
    rest(venue, eth, 'sell', 4_190, 10_000);
    const swap = [[btc, 'sell', 5], [eth, 'buy', 12]] as const; // prettier-ignore
    expect(venue.send(alice, comboBody(swap, 100, usdc(99))).code).toBe('MARGIN_TOO_LOW');
    expect(held(venue)).toEqual([900, 10]);
    expect(venue.send(alice, comboBody(swap, 40, usdc(99))).code).toBe('OK');
  });

  test('a block with a combo can be taken back', () => {
    const venue = long(2_000);
    const before = encodeState(venue.state);
    venue.send(alice, comboBody(roll, 100, 0, { timeInForce: 'FOK' }));
    expect(encodeState(venue.state)).not.toEqual(before);
    venue.state.journal.rollback(0);
    expect(encodeState(venue.state)).toEqual(before);
  });
});
