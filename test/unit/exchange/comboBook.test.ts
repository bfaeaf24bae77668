import { describe, expect, test } from 'vitest';
import { findSubaccount } from '../../../node/exchange/ledger/subaccounts.ts';
import { comboBookMax, combosPerAccountMax } from '../../../node/exchange/orders/restingCombos.ts';
import { comboLooksPerBlockMax, comboTakesPerBlockMax } from '../../../node/exchange/orders/sweepCombos.ts';
import { phaseOf } from '../../../node/exchange/phase.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import { accountView, strategiesView } from '../../../node/exchange/views.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import type { Address, Hash, InstrumentId } from '../../../node/types/ids.ts';
import type { Combo, Side } from '../../../node/types/transaction.ts';
import { ticks, timeMs, type TimeMs } from '../../../node/types/units.ts';
import { addressOf, alice, bob, btc, carol, comboBody, eth, ofType, orderBody, testGenesis, usdc, Venue, type OrderChange, type Sent } from './venue.ts'; // prettier-ignore

/** A lot of BTC at 100,000 is worth 10 USDC, one of ETH at 4,000 is worth 4. */
function funded(change: Parameters<typeof testGenesis>[0] = {}): Venue {
  const venue = new Venue(testGenesis(change));
  for (const each of [alice, bob, carol]) venue.deposit(each, 1_000_000);
  return venue;
}

type Legs = Parameters<typeof comboBody>[0];
/** One lot of BTC for two of ETH, and the other way round: 2 USDC where the markets are. */
const pair: Legs = [
  [btc, 'buy', 1],
  [eth, 'sell', 2],
];
const riap: Legs = [
  [btc, 'sell', 1],
  [eth, 'buy', 2],
];

/** Rests unless it says otherwise; prices in USDC. */
const buy = (venue: Venue, by: Address, size: number, price: number, change: Partial<Combo> = {}): Sent =>
  venue.send(by, comboBody(pair, size, usdc(price), { timeInForce: 'GTC', ...change }));
const sell = (venue: Venue, by: Address, size: number, price: number, change: Partial<Combo> = {}): Sent =>
  venue.send(by, comboBody(riap, size, 0 - usdc(price), { timeInForce: 'GTC', ...change }));
const quote = (venue: Venue, instrument: InstrumentId, side: Side, price: number, size: number, by = carol, change: OrderChange = {}) =>
  venue.order(by, side, 0, size, { instrument, price: Math.round(price * (instrument === btc ? 10 : 100)), ...change }); // prettier-ignore
const held = (venue: Venue, of: Address) => [venue.lots(of, btc), venue.lots(of, eth)];
const left = (venue: Venue, hash: Hash) => venue.state.combos.get(hash)?.units ?? 0;
const types = (events: readonly BlockEvent[]) => events.map(({ type }) => type).filter((type) => type !== 'mark');
const ended = (events: readonly BlockEvent[]) => ofType(events, 'comboCanceled');
const assess = (venue: Venue, of: Address, sub = 0) =>
  venue.state.risk.assess(venue.state, findSubaccount(venue.state, of, sub)!);

/** Dan has a long position, BTC has fallen by as much as he can bear, and his combo would take him below maintenance margin. */
function nearMaintenance() {
  const venue = funded();
  const dan = addressOf(0xda);
  venue.deposit(dan, 1_200);
  quote(venue, btc, 'sell', 100_000, 1_000);
  quote(venue, btc, 'buy', 100_000, 1_000, dan);
  const poor = buy(venue, dan, 100, 2);
  venue.prices = { 1: 93_500, 2: 4_000 };
  venue.block();
  return { venue, dan, poor };
}

describe('a combo that rests', () => {
  test('tells that it does, and waits for the other side of its strategy', () => {
    const venue = funded();
    const bid = buy(venue, alice, 5, 1.9, { clientId: 7, label: 'maker' });
    expect(types(bid.events)).toEqual(['combo', 'comboRested', 'receipt']);
    expect(ofType(bid.events, 'comboRested')).toEqual([
      { type: 'comboRested', order: bid.hash, account: alice, subaccount: 0, legs: '1:1,2:-2', limit: usdc(1.9), size: 5, clientId: 7 },
    ]);
    const { events, hash } = sell(venue, bob, 2, 1.9, { timeInForce: 'IOC' });
    expect(types(events)).toEqual(['combo', 'comboFill', 'fill', 'fill', 'receipt']);
    expect(ofType(events, 'combo')).toMatchObject([{ units: 2, cost: usdc(-3.8) }]);
    expect(ofType(events, 'comboFill')).toEqual([
      { type: 'comboFill', legs: '1:-1,2:2', price: usdc(-1.9), units: 2, maker: bid.hash, taker: hash },
    ]);
    expect([held(venue, alice), held(venue, bob), left(venue, bid.hash)]).toEqual([[2, -4], [-2, 4], 3]);
  }); // prettier-ignore

  test('trades every leg at prices that make up its own, as a maker, with a fill of each', () => {
    const venue = funded();
    const bid = buy(venue, alice, 5, 1.82);
    const { events } = sell(venue, bob, 5, 1, { timeInForce: 'FOK' });
    const fills = ofType(events, 'fill');
    expect(fills).toMatchObject([
      { instrument: btc, side: 'sell', price: 990_000, size: 5, maker: bid.hash, makerAccount: alice, takerAccount: bob },
      { instrument: eth, side: 'buy', price: 404_000, size: 10, maker: bid.hash, makerAccount: alice, takerAccount: bob },
    ]);
    const fees = fills.map(({ makerFee, takerFee }) => [Number(makerFee), Number(takerFee)]);
    const { cash } = venue.sub(bob);
    expect(fees.every(([maker, taker]) => maker! <= 0 && taker! > 0)).toBe(true);
    expect(usdc(1_000_000) - cash).toBe(fees[0]![1]! + fees[1]![1]!);
  }); // prettier-ignore

  test('meets whoever means the same, however it is written', () => {
    const venue = funded();
    const bid = buy(venue, alice, 6, 2);
    const doubled = [[btc, 'sell', 2], [eth, 'buy', 4]] as const; // prettier-ignore
    const { events } = venue.send(bob, comboBody(doubled, 2, usdc(-4) + 1));
    expect(ofType(events, 'combo')).toMatchObject([{ legs: '1:-1,2:2', size: 4, limit: usdc(-2), units: 4 }]);
    expect(left(venue, bid.hash)).toBe(2);
    const other = [[btc, 'sell', 1], [eth, 'buy', 3]] as const; // prettier-ignore
    expect(ofType(venue.send(bob, comboBody(other, 1, usdc(99))).events, 'combo')).toMatchObject([{ units: 0 }]);
  });

  test('trades by price, then by age, at the price of the one that rests', () => {
    const venue = funded();
    const [low, first, second] = [buy(venue, alice, 1, 1.8), buy(venue, alice, 2, 1.9), buy(venue, carol, 2, 1.9)];
    const { events } = sell(venue, bob, 3, 1.8);
    expect(ofType(events, 'comboFill')).toMatchObject([
      { maker: first.hash, units: 2, price: usdc(-1.9) },
      { maker: second.hash, units: 1, price: usdc(-1.9) },
    ]);
    // What is left of one keeps its place before a younger one.
    const third = buy(venue, alice, 2, 1.9);
    expect(ofType(sell(venue, bob, 4, 1.8).events, 'comboFill').map(({ maker }) => maker)).toEqual([second.hash, third.hash, low.hash]);
  }); // prettier-ignore

  test('comes before the books at one cost, and after them where they are cheaper by a step', () => {
    for (const [price, fromBooks] of [[2, 0], [2.00001, 3]] as const) {
      const venue = funded();
      quote(venue, btc, 'sell', 100_000, 3);
      quote(venue, eth, 'buy', 4_000, 6);
      sell(venue, bob, 5, price);
      const { events } = buy(venue, alice, 5, 2.00001, { timeInForce: 'FOK' });
      expect(ofType(events, 'fill').filter(({ makerAccount }) => makerAccount === carol && fromBooks > 0)).toHaveLength(fromBooks > 0 ? 2 : 0);
      expect(venue.lots(carol, btc)).toBe(0 - fromBooks);
      expect(venue.lots(bob, btc)).toBe(fromBooks - 5);
    }
  }); // prettier-ignore

  test('and the books take turns, unit by unit where it is cheapest', () => {
    const venue = funded();
    quote(venue, btc, 'sell', 100_000, 2);
    quote(venue, btc, 'sell', 100_100, 2);
    quote(venue, eth, 'buy', 4_000, 100);
    sell(venue, bob, 2, 2.005);
    sell(venue, bob, 2, 2.02);
    const { events } = buy(venue, alice, 8, 2.5);
    expect(ofType(events, 'fill').filter(({ instrument }) => instrument === btc).map(({ makerAccount, size }) => [makerAccount, size])).toEqual([[carol, 2], [bob, 2], [carol, 2], [bob, 2]]);
    expect(ofType(events, 'combo')).toMatchObject([{ units: 8, cost: 2 * usdc(2 + 2.005 + 2.01 + 2.02) }]);
  }); // prettier-ignore

  test('fills are no last price of their markets, and trigger no stop', () => {
    const venue = funded();
    quote(venue, btc, 'sell', 104_000, 1);
    quote(venue, btc, 'buy', 104_000, 1, alice, { timeInForce: 'IOC' });
    venue.order(carol, 'sell', 0, 1, { triggerKind: 'stop', triggerSource: 'last', kind: 'market', timeInForce: 'IOC', price: 0, triggerPrice: ticks(1_020_000) }); // prettier-ignore
    sell(venue, bob, 1, 2);
    const { events } = buy(venue, alice, 1, 2);
    expect(ofType(events, 'comboFill')).toHaveLength(1);
    expect(venue.state.markets.get(btc)!.lastPrice).toBe(1_040_000);
    expect(ofType(events, 'triggered')).toEqual([]);
  });

  test('never trades with its own account: the mode of the one that comes decides', () => {
    const venue = funded();
    const own = sell(venue, alice, 2, 1.9);
    sell(venue, bob, 2, 2);
    const stopped = buy(venue, alice, 1, 2, { selfTradePrevention: 'cancel-taker' });
    expect(ended(stopped.events)).toMatchObject([{ order: stopped.hash, remaining: 1, reason: 'SELF_TRADE' }]);
    expect(left(venue, own.hash)).toBe(2);
    const through = buy(venue, alice, 1, 2, { selfTradePrevention: 'cancel-maker' });
    expect(ended(through.events)).toMatchObject([{ order: own.hash, remaining: 2, reason: 'SELF_TRADE' }]);
    expect(held(venue, alice)).toEqual([1, -2]);
  });

  test('is over where an own order keeps it from trading, and rests where it is too dear all the same', () => {
    const venue = funded();
    quote(venue, btc, 'sell', 100_000, 5, alice);
    quote(venue, eth, 'buy', 4_000, 10);
    expect(ended(buy(venue, alice, 1, 2).events)).toMatchObject([{ reason: 'SELF_TRADE' }]);
    expect(ofType(buy(venue, alice, 1, 1.99).events, 'comboRested')).toHaveLength(1);
  });

  test('gives a fill-or-kill combo all or nothing', () => {
    const venue = funded();
    const ask = sell(venue, bob, 3, 2);
    const { code, events } = buy(venue, alice, 4, 2, { timeInForce: 'FOK' });
    expect([code, types(events)]).toEqual(['FOK_NOT_FILLABLE', ['receipt']]);
    expect([left(venue, ask.hash), held(venue, alice)]).toEqual([3, [0, 0]]);
    expect(buy(venue, alice, 3, 2, { timeInForce: 'FOK' }).code).toBe('OK');
    expect(venue.state.combos.size).toBe(0);
  });

  test('post-only rests or is refused, at the best combo and at the best prices of the books', () => {
    const venue = funded();
    sell(venue, bob, 3, 2);
    expect(buy(venue, alice, 1, 2, { postOnly: true }).code).toBe('POST_ONLY_WOULD_TAKE');
    expect(buy(venue, alice, 1, 1.99999, { postOnly: true }).code).toBe('OK');
    quote(venue, btc, 'sell', 99_900, 1);
    quote(venue, eth, 'buy', 4_000, 2);
    expect(buy(venue, alice, 1, 1.99, { postOnly: true }).code).toBe('POST_ONLY_WOULD_TAKE');
    expect(buy(venue, alice, 1, 1.98, { postOnly: true }).code).toBe('OK');
    const sent = venue.transaction(alice, comboBody(pair, 1, 0, { timeInForce: 'GTC', postOnly: true }));
    expect(phaseOf(sent.transaction)).toBe('rest');
  });

  test('ends at its time, before anything of the block', () => {
    const venue = funded();
    const goodTillMs = timeMs(venue.timeMs + 250);
    expect(buy(venue, alice, 1, 2, { timeInForce: 'GTT', goodTillMs: timeMs(venue.timeMs + 100) }).code).toBe('GOOD_TILL_PASSED');
    const bid = buy(venue, alice, 1, 2, { timeInForce: 'GTT', goodTillMs: (goodTillMs + 50) as TimeMs });
    const { events } = sell(venue, bob, 1, 2, { timeInForce: 'IOC' });
    expect(ended(events)[0]).toMatchObject({ order: bid.hash, remaining: 1, reason: 'GOOD_TILL' });
    expect(held(venue, bob)).toEqual([0, 0]);
  }); // prettier-ignore
});

describe('the prices of combos that rest', () => {
  test('are whole steps of what the ticks of their legs can make up', () => {
    const venue = funded();
    expect(buy(venue, alice, 1, 1.900005).code).toBe('PRICE_INVALID');
    expect(buy(venue, alice, 1, 1.90001).code).toBe('OK');
    expect(buy(venue, alice, 1, 1.900005, { timeInForce: 'IOC' }).code).toBe('OK');
  });

  test('may hurt by no more than the band of what all legs are worth, and otherwise be what the legs can cost', () => {
    const venue = funded();
    expect(buy(venue, alice, 1, 2.9).code).toBe('OK');
    expect(buy(venue, alice, 1, 2.90001).code).toBe('PRICE_OUT_OF_BAND');
    expect(sell(venue, bob, 1, 1.1 - 0.00001).code).toBe('PRICE_OUT_OF_BAND');
    expect(buy(venue, alice, 1, -15.9).code).toBe('OK');
    expect(buy(venue, alice, 1, -16).code).toBe('PRICE_OUT_OF_BAND');
  });

  test('that have come to hurt who rests beyond the band end it when it is met', () => {
    const venue = funded();
    const bid = buy(venue, alice, 1, 2.9);
    venue.prices = { 1: 99_000, 2: 4_000 };
    venue.block();
    const { events } = sell(venue, bob, 1, 2, { timeInForce: 'IOC' });
    expect(ended(events)[0]).toMatchObject({ order: bid.hash, remaining: 1, reason: 'REFUSED', code: 'PRICE_OUT_OF_BAND', missing: 0 });
    expect(ofType(events, 'fill')).toEqual([]);
  }); // prettier-ignore

  test('beyond the band of the one that comes are not reached, and stay', () => {
    const venue = funded();
    const ask = sell(venue, bob, 1, 2.95);
    expect(ofType(buy(venue, alice, 1, 5, { timeInForce: 'IOC' }).events, 'combo')).toMatchObject([{ units: 0 }]);
    expect(left(venue, ask.hash)).toBe(1);
  });
});

describe('limits and margin of combos that rest', () => {
  test('count each leg as an open order: in lots, at the prices that make up its limit, until it goes', () => {
    const venue = funded();
    const sub = findSubaccount(venue.state, alice, 0)!;
    const bid = buy(venue, alice, 100, 2.18);
    expect(venue.state.subaccounts.exposures(sub)).toEqual([
      { instrument: btc, bids: 100, bidValue: usdc(1_010), asks: 0, askValue: 0, orders: 1 },
      { instrument: eth, bids: 0, bidValue: 0, asks: 200, askValue: usdc(792), orders: 1 },
    ]);
    // A tenth of what both legs are worth, and what the limit is beside mark.
    expect(assess(venue, alice).initial).toBe(usdc(100 + 80 + 18));
    sell(venue, bob, 40, 2, { timeInForce: 'IOC' });
    expect(venue.state.subaccounts.exposures(sub)).toMatchObject([{ bids: 60, bidValue: usdc(606) }, { asks: 120 }]);
    venue.send(alice, { type: 'cancel', order: bid.hash, orderExpiryMs: timeMs(0) });
    expect(venue.state.subaccounts.exposures(sub)).toBeUndefined();
  });

  test('are those of whatever else the subaccount has open', () => {
    const [first, second] = testGenesis().markets;
    const venue = funded({
      markets: [first!, { ...second!, openOrdersMax: 2, maxOrderLots: 20, maxPositionLots: 20 }],
    });
    buy(venue, alice, 4, 1);
    expect(quote(venue, eth, 'sell', 4_100, 13, alice).code).toBe('POSITION_LIMIT');
    expect(buy(venue, alice, 7, 1).code).toBe('POSITION_LIMIT');
    expect(quote(venue, eth, 'sell', 4_100, 12, alice).code).toBe('OK');
    expect(quote(venue, eth, 'buy', 3_900, 1, alice).code).toBe('ORDER_LIMIT');
    expect(sell(venue, alice, 1, 3).code).toBe('ORDER_LIMIT');
    expect(sell(venue, alice, 1, 3, { timeInForce: 'IOC' }).code).toBe('OK');
  });

  test('what is missing is in the receipt, that much is enough, and a refused one leaves nothing', () => {
    const venue = new Venue();
    venue.deposit(alice, 190);
    const { code, events } = buy(venue, alice, 100, 2.18);
    expect([code, types(events)]).toEqual(['MARGIN_TOO_LOW', ['receipt']]);
    expect(ofType(events, 'receipt')).toMatchObject([{ missing: usdc(8) }]);
    expect([venue.state.combos.size, assess(venue, alice).initial]).toEqual([0, 0]);
    venue.deposit(alice, 8);
    expect(buy(venue, alice, 100, 2.18).code).toBe('OK');
    expect(quote(venue, btc, 'buy', 90_000, 1, alice).code).toBe('MARGIN_TOO_LOW');
  });

  test('who rests and would be below maintenance margin loses the combo, and whoever came goes on', () => {
    const { venue, dan, poor } = nearMaintenance();
    const next = buy(venue, alice, 100, 1.5);
    const { events } = sell(venue, bob, 150, 1, { timeInForce: 'IOC' });
    const [gone] = ended(events);
    expect(gone).toMatchObject({ order: poor.hash, remaining: 100, reason: 'REFUSED', code: 'MARGIN_TOO_LOW' });
    expect(Number(gone!.missing)).toBeGreaterThan(0);
    expect(ofType(events, 'comboFill')).toMatchObject([{ maker: next.hash, units: 100 }]);
    expect(held(venue, dan)).toEqual([1_000, 0]);
  });

  test(`an account has at most ${combosPerAccountMax}, over all its subaccounts`, () => {
    const venue = funded();
    venue.deposit(alice, 1_000, 1);
    for (let i = 1; i < combosPerAccountMax; i++) buy(venue, alice, 1, 1);
    venue.send(alice, comboBody(pair, 1, usdc(1), { timeInForce: 'GTC' }), { subaccount: 1 });
    expect(buy(venue, alice, 1, 1).code).toBe('COMBO_LIMIT');
    expect(buy(venue, alice, 1, 1, { timeInForce: 'IOC' }).code).toBe('OK');
    expect(combosPerAccountMax).toBe(20);
  });

  test(`a side of a strategy has at most ${comboBookMax}: then the last to trade goes`, () => {
    const venue = funded();
    const makers = [1, 2, 3].map((n) => addressOf(0xf0 + n));
    for (const each of makers) venue.deposit(each, 10_000);
    const worst = [buy(venue, makers[0]!, 1, 1), buy(venue, makers[1]!, 1, 1)];
    for (let i = 2; i < comboBookMax; i++) buy(venue, makers[i % 3]!, 1, 1.5);
    const better = buy(venue, alice, 1, 1.4);
    expect(ended(better.events)).toMatchObject([{ order: worst[1]!.hash, remaining: 1, reason: 'BOOK_FULL' }]);
    const late = buy(venue, alice, 1, 0.9);
    expect(ended(late.events)).toMatchObject([{ order: late.hash, remaining: 1, reason: 'BOOK_FULL' }]);
    expect([sell(venue, alice, 1, 3).code, ended(sell(venue, alice, 1, 3).events)]).toEqual(['OK', []]);
    expect([venue.state.comboIndex.queue('1:1,2:-2', 'buy').length, comboBookMax]).toEqual([comboBookMax, 50]);
  });
});

describe('what ends a combo that rests', () => {
  test('its owner cancels it by its hash, and nobody else does', () => {
    const venue = funded();
    const bid = buy(venue, alice, 2, 2);
    venue.send(bob, { type: 'cancel', order: bid.hash, orderExpiryMs: timeMs(0) });
    expect(left(venue, bid.hash)).toBe(2);
    const { events } = venue.send(alice, { type: 'cancel', order: bid.hash, orderExpiryMs: timeMs(0) });
    expect(ended(events)).toEqual([
      { type: 'comboCanceled', order: bid.hash, account: alice, subaccount: 0, remaining: 2, clientId: 0, reason: 'CANCELED' },
    ]);
    expect(ofType(sell(venue, bob, 1, 1.9).events, 'comboFill')).toEqual([]);
  }); // prettier-ignore

  test('a mass cancel that one of its legs fits, in market and side, and that names its label and number', () => {
    const cases = [
      [{ instrument: btc }, 2],
      [{ instrument: eth, side: 'sell' }, 1],
      [{ side: 'buy' }, 2],
      [{ label: 'a' }, 1],
      [{ clientId: 5 }, 1],
      [{ instrument: btc, side: 'sell', label: 'a' }, 0],
    ] as const;
    for (const [change, gone] of cases) {
      const venue = funded();
      buy(venue, alice, 1, 1, { label: 'a' });
      sell(venue, alice, 1, 3, { clientId: 5 });
      buy(venue, bob, 1, 1);
      const body = { type: 'massCancel', instrument: 0 as InstrumentId, side: 'any', label: '', clientId: 0, ...change } as const;
      expect(ended(venue.send(alice, body).events)).toHaveLength(gone);
      expect(venue.state.combos.size).toBe(3 - gone);
    }
  }); // prettier-ignore

  test('cancel all, of its subaccount alone, the oldest first', () => {
    const venue = funded();
    venue.deposit(alice, 1_000, 1);
    const mine = [buy(venue, alice, 1, 1), sell(venue, alice, 1, 3)];
    venue.send(alice, comboBody(pair, 1, usdc(1), { timeInForce: 'GTC' }), { subaccount: 1 });
    const { events } = venue.send(alice, { type: 'cancelAll', instrument: 0 as InstrumentId });
    expect(ended(events).map(({ order, reason }) => [order, reason])).toEqual(mine.map(({ hash }) => [hash, 'CANCELED_ALL']));
    expect(venue.state.combos.size).toBe(1);
  }); // prettier-ignore

  test('a dead-man’s switch that passes', () => {
    const venue = funded();
    buy(venue, alice, 1, 1);
    venue.send(alice, { type: 'cancelAllAfter', timeoutMs: 50 });
    expect(ended(venue.block().events)).toMatchObject([{ account: alice, reason: 'DEADLINE' }]);
  });

  test('liquidation', () => {
    const venue = funded();
    const dan = addressOf(0xda);
    venue.deposit(dan, 1_150);
    quote(venue, btc, 'sell', 100_000, 1_000);
    quote(venue, btc, 'buy', 100_000, 1_000, dan);
    expect(buy(venue, dan, 10, 1).code).toBe('OK');
    venue.prices = { 1: 93_000, 2: 4_000 };
    const { events } = venue.block();
    expect(ofType(events, 'liquidationStarted')).toMatchObject([{ account: dan }]);
    expect(ended(events)).toMatchObject([{ account: dan, remaining: 10, reason: 'LIQUIDATION' }]);
  });
});

describe('a combo that rests takes from the books', () => {
  test('at the end of the block in which they have come to be no dearer, at their prices', () => {
    const venue = funded();
    const bid = buy(venue, alice, 5, 2);
    quote(venue, btc, 'sell', 99_800, 3);
    const { events } = quote(venue, eth, 'buy', 4_000, 10);
    expect(types(events)).toEqual(['accepted', 'rested', 'receipt', 'comboTook', 'fill', 'fill']);
    expect(ofType(events, 'comboTook')).toEqual([
      { type: 'comboTook', order: bid.hash, account: alice, subaccount: 0, clientId: 0, units: 3, cost: 3 * usdc(1.98) },
    ]);
    expect(ofType(events, 'fill')).toMatchObject([{ taker: bid.hash, makerAccount: carol, price: 998_000 }, {}]);
    expect([left(venue, bid.hash), held(venue, alice)]).toEqual([2, [3, -6]]);
  }); // prettier-ignore

  test('the first to trade of each side before the next one', () => {
    const venue = funded();
    const [late, early] = [buy(venue, alice, 1, 2), buy(venue, bob, 2, 2.1)];
    quote(venue, eth, 'buy', 4_000, 10);
    const { events } = quote(venue, btc, 'sell', 99_800, 3);
    expect(ofType(events, 'comboTook').map(({ order }) => order)).toEqual([early.hash, late.hash]);
    expect(venue.state.combos.size).toBe(0);
  });

  test('but never a post-only one', () => {
    const venue = funded();
    const bid = buy(venue, alice, 1, 2, { postOnly: true });
    quote(venue, eth, 'buy', 4_000, 10);
    const { events } = quote(venue, btc, 'sell', 99_800, 3);
    expect([ofType(events, 'comboTook'), left(venue, bid.hash)]).toEqual([[], 1]);
    expect(ofType(sell(venue, bob, 1, 2).events, 'comboFill')).toMatchObject([{ maker: bid.hash }]);
  });

  test('and not while a market is stale', () => {
    const venue = funded();
    const bid = buy(venue, alice, 1, 2);
    quote(venue, eth, 'buy', 4_000, 10);
    venue.order(carol, 'buy', 0, 1, { price: 1_000_000 });
    venue.order(bob, 'sell', 0, 1, { price: 1_000_000, timeInForce: 'IOC' });
    venue.stale = true;
    // Only who reduces may quote now.
    expect(quote(venue, btc, 'sell', 99_900, 1, carol, { reduceOnly: true }).code).toBe('OK');
    expect(left(venue, bid.hash)).toBe(1);
    venue.stale = false;
    expect(ofType(venue.block().events, 'comboTook')).toMatchObject([{ order: bid.hash }]);
  });

  test('unless an own order stands in its way: then it is over', () => {
    const venue = funded();
    const bid = buy(venue, alice, 1, 2);
    quote(venue, eth, 'buy', 4_000, 10);
    const { events } = quote(venue, btc, 'sell', 99_800, 3, alice);
    expect(ended(events)).toMatchObject([{ order: bid.hash, remaining: 1, reason: 'SELF_TRADE' }]);
  });

  test('unless its owner has not the margin: then it is over, and the block goes on', () => {
    const { venue, poor } = nearMaintenance();
    const next = buy(venue, alice, 1, 1.9);
    quote(venue, eth, 'buy', 3_900, 300);
    const { events } = quote(venue, btc, 'sell', 95_500, 200);
    expect(ended(events)).toMatchObject([{ order: poor.hash, reason: 'REFUSED', code: 'MARGIN_TOO_LOW' }]);
    expect(ofType(events, 'comboTook')).toMatchObject([{ order: next.hash }]);
  });
});

describe('what a block does of it', () => {
  /** As many strategies, a combo each, that cost no more than `limit` says beyond mark; then books of just the marks. */
  function crowded(strategies: number, limit: (name: string, names: readonly string[], height: number) => number) {
    const venue = funded();
    const makers = Array.from({ length: Math.ceil(strategies / combosPerAccountMax) }, (_, n) => addressOf(0xf00 + n));
    venue.block([], makers.map((each) => venue.depositItem(each, usdc(100_000)))); // prettier-ignore
    const ratios = Array.from({ length: strategies }, (_, at) => at + 1);
    const nameOf = (ratio: number): string => `1:1,2:-${ratio}`;
    const names = ratios.map(nameOf).sort();
    // In the block after the next one the books are there.
    const height = venue.blocks.length + 2;
    const bodies = ratios.map((ratio) => {
      const price = 10 - 4 * ratio + limit(nameOf(ratio), names, height);
      return comboBody([[btc, 'buy', 1], [eth, 'sell', ratio]], 1, usdc(price), { timeInForce: 'GTC' }); // prettier-ignore
    });
    const sent = bodies.map((body, at) => venue.transaction(makers[Math.floor(at / combosPerAccountMax)]!, body));
    expect(venue.block(sent).outcomes.every(({ code }) => code === 'OK')).toBe(true);
    const ask = orderBody('sell', 100_000, 1_000);
    const bid = orderBody('buy', 0, 100_000, { instrument: eth, price: 400_000 });
    const quotes = [ask, bid].map((body) => venue.transaction(carol, body));
    return { venue, took: (): number => ofType(venue.block(quotes.splice(0)).events, 'comboTook').length };
  }

  test('is to let 50 combos take, the others in the next ones', () => {
    const { venue, took } = crowded(120, () => 0);
    expect([took(), took(), took(), took()]).toEqual([50, 50, 20, 0]);
    expect([venue.state.combos.size, comboTakesPerBlockMax]).toEqual([0, 50]);
  });

  test('is to look at 200 sides of strategies by name, and onward in the next block', () => {
    const only = (place: number) => (name: string, names: readonly string[], height: number) =>
      names.indexOf(name) === (height * 200 + place) % names.length ? 0 : -1;
    const late = crowded(210, only(200));
    expect([late.took(), late.took()]).toEqual([0, 1]);
    // The last of its turn is behind the last name, among the first ones.
    expect(crowded(210, only(199)).took()).toBe(1);
    expect(comboLooksPerBlockMax).toBe(200);
  });
});

describe('the state of combos that rest', () => {
  function full(): Venue {
    const venue = funded();
    buy(venue, alice, 5, 1.9, { label: 'x', clientId: 3 });
    buy(venue, bob, 5, 1.9, { timeInForce: 'GTT', goodTillMs: timeMs(venue.timeMs + 5_000) });
    sell(venue, carol, 2, 2.1, { postOnly: true });
    sell(venue, carol, 2, 1.9, { timeInForce: 'IOC' });
    return venue;
  }

  test('comes out of a snapshot as it was, and trades on as it would have', () => {
    const venue = full();
    const bytes = encodeState(venue.state);
    const copy = decodeState(venue.state.genesis, bytes);
    expect(encodeState(copy)).toEqual(bytes);
    const index = findSubaccount(copy, alice, 0)!;
    expect(copy.subaccounts.exposures(index)).toEqual(venue.state.subaccounts.exposures(index));
    expect(copy.comboIndex.queue('1:1,2:-2', 'buy')).toEqual(venue.state.comboIndex.queue('1:1,2:-2', 'buy'));
    expect(copy.comboIndex.over(venue.timeMs + 9_000)).toHaveLength(1);
  });

  test('is taken back with its block, what it counted included', () => {
    const venue = full();
    const before = encodeState(venue.state);
    const index = findSubaccount(venue.state, alice, 0)!;
    const exposures = venue.state.subaccounts.exposures(index);
    sell(venue, carol, 20, 1.2);
    expect(encodeState(venue.state)).not.toEqual(before);
    venue.state.journal.rollback(0);
    expect([encodeState(venue.state), venue.state.subaccounts.exposures(index)]).toEqual([before, exposures]);
  });

  test('is in the book of its strategy, by price, as its buyer pays it', () => {
    const venue = full();
    buy(venue, alice, 1, 1.9);
    buy(venue, alice, 4, 1.5);
    const other = [[btc, 'sell', 1], [eth, 'buy', 3]] as const; // prettier-ignore
    venue.send(alice, comboBody(other, 1, usdc(1), { timeInForce: 'GTC' }));
    const book = {
      legs: '1:1,2:-2',
      bids: [{ price: usdc(1.9), units: 9, combos: 3 }, { price: usdc(1.5), units: 4, combos: 1 }],
      asks: [{ price: usdc(2.1), units: 2, combos: 1 }],
    }; // prettier-ignore
    const second = { legs: '1:1,2:-3', bids: [], asks: [{ price: usdc(-1), units: 1, combos: 1 }] };
    expect(strategiesView(venue.state, '', 9)).toEqual([book, second]);
    expect(strategiesView(venue.state, '', 1)).toEqual([book]);
    expect(strategiesView(venue.state, book.legs, 1)).toEqual([second]);
    for (const each of [alice, bob, carol]) venue.send(each, { type: 'cancelAll', instrument: btc });
    expect(strategiesView(venue.state, '', 9)).toEqual([]);
  });

  test('is in the account’s view', () => {
    const venue = full();
    expect(accountView(venue.state, alice)!.subaccounts[0]!.combos).toMatchObject([
      { units: 3, size: 5, limit: usdc(1.9), label: 'x', clientId: 3, legs: [{ instrument: btc }, { instrument: eth }] },
    ]);
  }); // prettier-ignore
});
