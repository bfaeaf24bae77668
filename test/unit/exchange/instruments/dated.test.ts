import { describe, expect, test } from 'vitest';
import { commitment } from '../../../../node/exchange/commitment.ts';
import { btcFutures, btcOptions, defaultSeries } from '../../../../node/exchange/defaultGenesis.ts';
import type { Series } from '../../../../node/exchange/genesis.ts';
import { execute } from '../../../../node/exchange/exchange.ts';
import { decodeState, encodeState } from '../../../../node/exchange/snapshot.ts';
import { optionValue } from '../../../../node/exchange/pricing/black76.ts';
import type { MarketListing } from '../../../../node/exchange/instruments/listing.ts';
import { ticks, type TimeMs } from '../../../../node/types/units.ts';
import {
  alice,
  bob,
  carol,
  btc,
  genesisMs,
  orderBody,
  protection,
  testGenesis,
  usdc,
  Venue,
  type OrderChange,
} from '../venue.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** The first expiry after the tests begin: 15 November 2023, 08:00 UTC. */
const expiryMs = genesisMs + 10 * hourMs;
const oneDay = { daily: 1, weekly: 0, monthly: 0, quarterly: 0 };
const future: Series = { ...btcFutures, expiries: oneDay };
const option: Series = { ...btcOptions, expiries: oneDay, strikesPerSide: 2 };

/** A venue with BTC at 100,000 and volatility at 60 %, and three accounts. */
function opened(series: readonly Series[] = [future, option], dollars = 1_000_000): Venue {
  const venue = new Venue(testGenesis({ series }));
  venue.surface(btcOptions, 0.6);
  venue.surface({ curveFeed: defaultSeries[2]!.curveFeed, surfaceFeed: defaultSeries[3]!.surfaceFeed }, 0.7);
  for (const owner of [alice, bob, carol]) venue.deposit(owner, dollars);
  return venue;
}

const listed = (venue: Venue, name: string): MarketListing =>
  venue.state.markets.listings.find((listing) => listing.name === name)!;
const marketOf = (venue: Venue, name: string) => venue.state.markets.get(listed(venue, name).instrument)!;
const call = 'BTC_USDC-15NOV23-101000-C';
const put = 'BTC_USDC-15NOV23-100000-P';
const dated = 'BTC_USDC-15NOV23';

/** Both sides of a trade of so many lots at a price in ticks: bob sells to alice. */
function trade(venue: Venue, name: string, price: number, size: number, change: OrderChange = {}): void {
  const { instrument } = listed(venue, name);
  const rested = venue.send(bob, orderBody('sell', 0, size, { instrument, price, ...change }));
  expect(rested.code).toBe('OK');
  const taken = venue.send(alice, orderBody('buy', 0, size, { instrument, price }));
  expect(taken.code).toBe('OK');
  expect(taken.events.map(({ type }) => type)).toContain('fill');
}

describe('markets are listed by rule', () => {
  test('all that the rule asks for, with the first index, under the names of Deribit', () => {
    const venue = opened();
    const names = venue.state.markets.listings.map(({ name }) => name);
    expect(names).toEqual([
      'BTC_USDC-PERPETUAL',
      'ETH_USDC-PERPETUAL',
      dated,
      ...[98_000, 99_000, 100_000, 101_000, 102_000].flatMap((strike) => [
        `BTC_USDC-15NOV23-${strike}-C`,
        `BTC_USDC-15NOV23-${strike}-P`,
      ]),
    ]);
    expect(listed(venue, call)).toMatchObject({
      kind: 'option',
      right: 'call',
      strikeMicroUsdc: usdc(101_000),
      expiryMs,
    });
  });

  test('strikes that a new index asks for are added at the next full hour, and none is taken off', () => {
    const venue = opened([option]);
    const before = venue.state.markets.size;
    venue.prices[1] = 101_000;
    venue.pass(genesisMs + hourMs - 1);
    expect(venue.state.markets.size).toBe(before);
    venue.pass(genesisMs + hourMs);
    expect(venue.state.markets.listings.map(({ name }) => name).slice(before)).toEqual(['BTC_USDC-15NOV23-103000-C', 'BTC_USDC-15NOV23-103000-P']); // prettier-ignore
  });

  test('the next expiry is listed when one has gone, and its instrument is a new one', () => {
    const venue = opened([future]);
    const { instrument } = listed(venue, dated);
    venue.pass(expiryMs);
    expect(listed(venue, dated)).toBeUndefined();
    expect(listed(venue, 'BTC_USDC-16NOV23').instrument).toBeGreaterThan(instrument);
  });

  test('nothing is listed without an index', () => {
    const venue = new Venue(testGenesis({ series: [future] }));
    venue.stale = true;
    venue.block();
    expect(venue.state.markets.size).toBe(2);
  });
});

describe('marks', () => {
  test('an option is worth what Black-76 says on the forward, rounded down to a lot', () => {
    const venue = opened();
    const leftMs = expiryMs - marketOf(venue, call).basisAtMs;
    const varianceMs = leftMs - 30 * minuteMs + 10 * minuteMs;
    const deviation = 0.6 * Math.sqrt(varianceMs / (365 * 24 * hourMs));
    const value = optionValue(true, usdc(100_000), usdc(101_000), deviation, 1);
    expect(Math.abs(marketOf(venue, call).markPerLot - value / option.terms.lotsPerUnit)).toBeLessThan(2);
  });

  test('a forward above the index makes futures and calls dearer, and puts cheaper', () => {
    const venue = opened();
    const before = [dated, call, put].map((name) => marketOf(venue, name).markPerLot);
    // One day ahead; ten hours from now it is ten twenty-fourths of that.
    venue.surface(btcOptions, 0.6, 1.01);
    venue.pass(venue.timeMs + 2_000);
    const after = [dated, call, put].map((name) => marketOf(venue, name).markPerLot);
    expect(after[0]! / before[0]!).toBeCloseTo(1 + 0.01 * (10 / 24), 4);
    expect(after[1]).toBeGreaterThan(before[1]!);
    expect(after[2]).toBeLessThan(before[2]!);
  });

  test('an option whose surface or curve is stale stands still and takes no new orders', () => {
    for (const feed of [btcOptions.surfaceFeed, btcOptions.curveFeed]) {
      const venue = opened();
      delete venue.feeds[feed];
      venue.pass(venue.timeMs + 2_000);
      expect(marketOf(venue, call).stale).toBe(true);
      const { instrument } = listed(venue, call);
      expect(venue.send(alice, orderBody('buy', 0, 1, { instrument, price: 100 })).code).toBe('FEED_STALE');
    }
  });

  test('a volatility beyond all reason counts as none', () => {
    const venue = opened();
    venue.feeds[btcOptions.surfaceFeed + 4] = 50_000_000;
    venue.pass(venue.timeMs + 2_000);
    expect(marketOf(venue, call).stale).toBe(true);
  });

  test('an option is marked again when the index has moved by a hundredth of a percent, or a second has passed', () => {
    const venue = opened();
    const mark = () => marketOf(venue, put).markPerLot;
    const first = mark();
    venue.prices[1] = 100_009;
    venue.block();
    expect(mark()).toBe(first);
    venue.prices[1] = 100_011;
    venue.block();
    const second = mark();
    expect(second).toBeLessThan(first);
    venue.prices[1] = 100_000;
    venue.pass(venue.timeMs + 1_000, 1_000);
    expect(mark()).not.toBe(second);
  });

  test('in the last half hour the part of the settlement price that is known weighs in', () => {
    const venue = opened();
    venue.pass(expiryMs - 15 * minuteMs);
    venue.prices[1] = 110_000;
    venue.pass(expiryMs - 15 * minuteMs + 2_000, 1_000);
    const expected = (usdc(100_000) + usdc(110_000)) / 2 / future.terms.lotsPerUnit;
    expect(marketOf(venue, dated).markPerLot / expected).toBeCloseTo(1, 3);
  });
});

describe('an option costs what its buyer can lose, and its seller margin on top', () => {
  test('whoever buys pays the whole premium out of equity, and is never liquidated for it', () => {
    const venue = opened([option], 1_000);
    const price = Math.round(
      (marketOf(venue, call).markPerLot * option.terms.lotsPerUnit) / option.terms.tickSizeMicroUsdc,
    );
    const premiumPerLot = price / option.terms.lotsPerUnit;
    const most = Math.floor(990 / (1.125 * premiumPerLot));
    const { instrument } = listed(venue, call);
    venue.deposit(bob, 1_000_000);
    venue.send(bob, orderBody('sell', 0, most, { instrument, price }));
    expect(venue.send(alice, orderBody('buy', 0, 2 * most, { instrument, price })).code).toBe('MARGIN_TOO_LOW');
    expect(venue.send(alice, orderBody('buy', 0, most, { instrument, price })).code).toBe('OK');
    expect(venue.state.risk.withdrawable(venue.state, venue.sub(alice).index, 0)).toBeLessThan(usdc(13));
    venue.prices[1] = 90_000;
    const { events } = venue.block([], [], 2_000);
    expect(events.filter(({ type }) => type === 'liquidationStarted')).toEqual([]);
    const { equity, maintenance } = venue.state.risk.assess(venue.state, venue.sub(alice).index);
    expect(equity).toBeGreaterThanOrEqual(maintenance);
  });

  test('a short option ties up 15 % of the index less what it is out of the money, at least 10 %, and keeps 7.5 %', () => {
    const venue = opened();
    const lot = 100_000 / option.terms.lotsPerUnit;
    expect(marketOf(venue, 'BTC_USDC-15NOV23-100000-C').shortInitialPerLot).toBe(usdc(0.15 * lot));
    expect(marketOf(venue, call).shortInitialPerLot).toBe(usdc(0.14 * lot));
    expect(marketOf(venue, 'BTC_USDC-15NOV23-98000-P').shortInitialPerLot).toBe(usdc(0.13 * lot) + 1);
    expect(marketOf(venue, call).shortMaintenancePerLot).toBe(usdc(0.075 * lot));
    venue.prices[1] = 80_000;
    venue.pass(venue.timeMs + 1_000);
    expect(marketOf(venue, call).shortInitialPerLot).toBe(usdc(0.1 * 800));
  });

  test('a seller is liquidated when the index runs, though nothing but the index and marks has changed', () => {
    const venue = opened([option], 20_000);
    trade(venue, call, 400, 100, {});
    venue.prices[1] = 117_000;
    const { events } = venue.block([], [], 1_000);
    expect(events.find(({ type }) => type === 'liquidationStarted')).toMatchObject({ account: bob });
  });

  test('a fee is that of the underlying, and at most an eighth of the premium', () => {
    const venue = opened();
    const { instrument } = listed(venue, call);
    const fill = (price: number) => {
      venue.send(bob, orderBody('sell', 0, 10, { instrument, price }));
      return venue
        .send(alice, orderBody('buy', 0, 10, { instrument, price }))
        .events.find(({ type }) => type === 'fill')!;
    };
    // Ten lots of a hundredth are a tenth of a bitcoin: 10,000 USDC of underlying at 0.05 %.
    expect(fill(500).takerFee).toBe(usdc(5));
    expect(fill(20).takerFee).toBe(usdc((20 / 10) * 0.125));
  });

  test('the price of an option may be as far from its mark as a part of the index', () => {
    const venue = opened();
    const { instrument } = listed(venue, call);
    const band = 5_000;
    const mark = marketOf(venue, call).markPerLot / 10_000;
    const code = (price: number) =>
      venue.send(alice, orderBody('buy', 0, 1, { instrument, price: Math.round(price) })).code;
    expect(code(mark + band - 1)).toBe('OK');
    expect(code(mark + band + 1)).toBe('PRICE_OUT_OF_BAND');
  });
});

describe('an expiry', () => {
  test('pays every position at one price for a lot, longs what shorts pay, and takes the market off', () => {
    const venue = opened();
    trade(venue, call, 500, 100);
    trade(venue, put, 400, 50);
    trade(venue, dated, 1_000_000, 10_000);
    const cash = { alice: venue.cash(alice), bob: venue.cash(bob) };
    venue.pass(expiryMs - 30 * minuteMs);
    venue.prices[1] = 103_000;
    venue.pass(expiryMs - 1);
    const { events } = venue.block([], [], 1);
    // The first of the half hour's minutes still had the price before.
    const price = (100_000 * 1 + 103_000 * 29) / 30;
    const settled = events.filter(({ type }) => type === 'settled');
    expect(settled).toHaveLength(6);
    const callPaid = Math.floor(usdc(price - 101_000) / 100) * 100;
    const aliceCall = settled.find(({ account, lots }) => account === alice && lots === 100)!;
    expect(Math.abs(Number(aliceCall.realised) - (callPaid - usdc(500)))).toBeLessThan(200);
    const gain = venue.cash(alice) - cash.alice;
    expect(venue.cash(bob) - cash.bob).toBe(-gain);
    expect(venue.sub(alice).positions).toEqual([]);
    for (const name of [call, put, dated]) expect(listed(venue, name)).toBeUndefined();
  });

  test('cancels whatever is open in the market, resting or waiting, before anything else', () => {
    const venue = opened();
    const { instrument } = listed(venue, dated);
    const change = { instrument, price: 999_000 };
    const resting = venue.send(alice, orderBody('buy', 0, 5, change)).hash;
    const stop = { ...change, triggerKind: 'stop', triggerPrice: ticks(900_000) } as const;
    const waiting = venue.send(alice, orderBody('sell', 0, 5, stop)).hash;
    venue.send(alice, protection({ instrument, group: 3 }));
    venue.pass(expiryMs - 1);
    const { events } = venue.block([], [], 1);
    const over = events.filter(({ type }) => type === 'canceled');
    expect(over.map(({ order, reason }) => [order, reason])).toEqual([[resting, 'EXPIRED'], [waiting, 'EXPIRED']]); // prettier-ignore
    expect(venue.state.protections.size).toBe(0);
    expect(venue.state.triggers.size).toBe(0);
    expect(venue.state.triggerIndex.lists).toBe(0);
    expect(venue.send(alice, orderBody('buy', 0, 5, change)).code).toBe('INSTRUMENT_UNKNOWN');
  });

  test('without a settlement price the market waits: nothing trades, and nobody is liquidated in it', () => {
    const venue = opened();
    trade(venue, call, 500, 100);
    venue.pass(expiryMs - 25 * minuteMs);
    venue.stale = true;
    venue.pass(expiryMs);
    venue.stale = false;
    venue.prices[1] = 300_000;
    venue.pass(expiryMs + minuteMs);
    expect(marketOf(venue, call)).toMatchObject({ stale: true, expiryMs });
    const { instrument } = listed(venue, call);
    const reduce = { instrument, price: 500, reduceOnly: true };
    expect(venue.send(alice, orderBody('sell', 0, 1, reduce)).code).toBe('INSTRUMENT_EXPIRED');
    expect(venue.sub(bob).liquidating).toBe(false);
    venue.pass(expiryMs + 20 * minuteMs);
    expect(listed(venue, call)).toBeUndefined();
  });

  test('goes the same way on a node that began from a snapshot, at any point of its last hour', () => {
    for (const beforeMs of [40 * minuteMs, 10 * minuteMs, 1, 0, -1]) {
      const venue = opened();
      trade(venue, call, 500, 100);
      trade(venue, dated, 1_000_000, 10_000);
      venue.pass(expiryMs - 35 * minuteMs);
      venue.prices[1] = 103_000;
      venue.pass(expiryMs - beforeMs);
      const before = venue.blocks.length;
      const other = decodeState(venue.state.genesis, encodeState(venue.state));
      venue.prices[1] = 102_000;
      venue.pass(expiryMs + 10 * minuteMs);
      for (const block of venue.blocks.slice(before)) execute(other, block);
      expect(encodeState(other)).toEqual(encodeState(venue.state));
    }
  });

  test('is taken back with its block', () => {
    const venue = opened();
    trade(venue, call, 500, 100);
    const { instrument } = listed(venue, call);
    venue.send(alice, orderBody('buy', 0, 5, { instrument, price: 100 }));
    venue.pass(expiryMs - 1);
    venue.state.journal.forget();
    const before = encodeState(venue.state);
    venue.block([], [], 1);
    expect(listed(venue, call)).toBeUndefined();
    venue.state.journal.rollback(0);
    expect(encodeState(venue.state)).toEqual(before);
    expect(listed(venue, call).instrument).toBe(instrument);
  });

  test('leaves nothing of the market in the commitment', () => {
    const venue = opened();
    trade(venue, call, 500, 100);
    commitment(venue.state);
    venue.pass(expiryMs);
    const fresh = decodeState(venue.state.genesis, encodeState(venue.state));
    expect(commitment(venue.state).restRoot).toBe(commitment(fresh).restRoot);
    expect(commitment(venue.state).markets.map(({ instrument }) => instrument)).toEqual(
      venue.state.markets.sortedKeys(),
    );
  });

  test('GTT orders of a dated market may outlive it on paper only', () => {
    const venue = opened();
    const { instrument } = listed(venue, dated);
    const goodTillMs = (expiryMs + hourMs) as TimeMs;
    venue.send(alice, orderBody('buy', 0, 5, { instrument, price: 999_000, timeInForce: 'GTT', goodTillMs }));
    venue.pass(expiryMs + 2 * hourMs);
    expect(venue.state.orders.size).toBe(0);
  });
});

test('a perpetual goes on as if there were no other markets', () => {
  const plain = new Venue(testGenesis());
  const full = opened();
  for (const owner of [alice, bob, carol]) plain.deposit(owner, 1_000_000);
  for (const venue of [plain, full]) {
    venue.order(bob, 'sell', 100_010, 10);
    venue.order(alice, 'buy', 100_010, 10);
    venue.pass(genesisMs + 2 * hourMs);
  }
  expect(full.state.markets.get(btc)).toEqual(plain.state.markets.get(btc));
  expect(full.sub(alice)).toEqual(plain.sub(alice));
});
