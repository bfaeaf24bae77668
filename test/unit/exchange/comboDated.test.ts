import { describe, expect, test } from 'vitest';
import { positionsMax } from '../../../node/codec/settlementLeaves.ts';
import { btcFutures, btcOptions } from '../../../node/exchange/defaultGenesis.ts';
import type { Series } from '../../../node/exchange/genesis.ts';
import { findSubaccount } from '../../../node/exchange/ledger/subaccounts.ts';
import { bandCost } from '../../../node/exchange/orders/comboMatch.ts';
import { encodeState } from '../../../node/exchange/snapshot.ts';
import { alice, bob, btc, carol, comboBody, eth, ofType, orderBody, testGenesis, usdc, Venue } from './venue.ts';

const oneDay = { daily: 1, weekly: 0, monthly: 0, quarterly: 0 };
const future: Series = { ...btcFutures, expiries: oneDay };
const option: Series = { ...btcOptions, expiries: oneDay, strikesPerSide: 2 };

function opened(change: Parameters<typeof testGenesis>[0] = { series: [future, option] }): Venue {
  const venue = new Venue(testGenesis(change));
  venue.surface(btcOptions, 0.6);
  for (const owner of [alice, bob, carol]) venue.deposit(owner, 1_000_000);
  return venue;
}

const listed = (venue: Venue, name: string) => venue.state.markets.listings.find((each) => each.name === name)!;
const dated = 'BTC_USDC-15NOV23';
const rests = { timeInForce: 'GTC' } as const;
const flip = (legs: Parameters<typeof comboBody>[0]) =>
  legs.map(([instrument, side, ratio]) => [instrument, side === 'buy' ? 'sell' : 'buy', ratio] as const);

/** A lot of the perpetual for one of the future. */
const calendar = (venue: Venue) =>
  [
    [btc, 'buy', 1],
    [listed(venue, dated).instrument, 'sell', 1],
  ] as const;

describe('combos in markets that expire', () => {
  test('of two options trade at prices of both that make up the whole', () => {
    const venue = opened();
    const strikes = ['BTC_USDC-15NOV23-100000-C', 'BTC_USDC-15NOV23-102000-C'].map((name) => listed(venue, name));
    const legs = [[strikes[0]!.instrument, 'buy', 1], [strikes[1]!.instrument, 'sell', 2]] as const; // prettier-ignore
    const marks = strikes.map(({ instrument }) => venue.state.markets.get(instrument)!.markPerLot);
    const [first, second] = strikes.map((each) => each.tickSizeMicroUsdc / each.lotsPerUnit);
    const cost = Math.round((marks[0]! - 2 * marks[1]!) / first!) * first!;
    expect(venue.send(alice, comboBody(legs, 50, cost, rests)).code).toBe('OK');
    const { events } = venue.send(bob, comboBody(flip(legs), 50, 0 - cost));
    const [one, two] = ofType(events, 'fill').map(({ price }) => Number(price));
    expect(first! * one! - 2 * second! * two!).toBe(cost);
    expect(Math.abs(first! * one! - marks[0]!)).toBeLessThan(2 * first!);
    // The band of an option is a part of the index, many times its price: such a spread may cost more than its legs are worth.
    expect(bandCost(venue.state, comboBody(legs, 1, 0).legs)).toBeGreaterThan(marks[0]! + 2 * marks[1]!);
  });

  test('are over when one of their markets is, and the others stay', () => {
    const venue = opened();
    const { expiryMs } = listed(venue, dated);
    const gone = venue.send(alice, comboBody(calendar(venue), 5, usdc(-0.2), rests));
    const call = listed(venue, 'BTC_USDC-15NOV23-100000-C').instrument;
    const taken = venue.send(alice, comboBody([[btc, 'sell', 1], [call, 'buy', 1]], 5, usdc(-10), rests)); // prettier-ignore
    const stays = venue.send(bob, comboBody([[btc, 'buy', 1], [eth, 'sell', 2]], 5, usdc(1), rests)); // prettier-ignore
    expect([gone.code, taken.code, stays.code]).toEqual(['OK', 'OK', 'OK']);
    venue.pass(expiryMs - 1);
    const before = encodeState(venue.state);
    const { events } = venue.block([], [], 1);
    expect(ofType(events, 'comboCanceled')).toMatchObject([
      { order: gone.hash, remaining: 5, reason: 'EXPIRED' },
      { order: taken.hash, remaining: 5, reason: 'EXPIRED' },
    ]);
    expect(venue.state.subaccounts.exposures(findSubaccount(venue.state, alice, 0)!)).toBeUndefined();
    expect(venue.state.combos.sortedKeys()).toEqual([stays.hash]);
    venue.state.journal.rollback(0);
    expect(encodeState(venue.state)).toEqual(before);
    expect(venue.state.comboIndex.of(alice)).toHaveLength(2);
  });

  test('come and take no more while a market waits for its settlement price', () => {
    const venue = opened();
    const { expiryMs, instrument } = listed(venue, dated);
    const bid = venue.send(alice, comboBody(calendar(venue), 5, usdc(-0.2), rests));
    venue.send(carol, orderBody('buy', 100_000, 5, { instrument }));
    venue.stale = true;
    venue.pass(expiryMs);
    expect(venue.send(bob, comboBody(flip(calendar(venue)), 5, 0)).code).toBe('INSTRUMENT_EXPIRED');
    venue.stale = false;
    // With the bid that waits in the future's book, a unit would bring 0.3.
    expect(venue.send(bob, orderBody('sell', 97_000, 5)).code).toBe('OK');
    expect(venue.state.markets.has(instrument)).toBe(true);
    expect(venue.state.combos.get(bid.hash)!.units).toBe(5);
  });

  test('count each leg among the markets that a subaccount may have something in', () => {
    const many = { trade: { capacity: 1_000_000, perSecond: 1_000_000 } };
    const series = { ...btcOptions, expiries: { ...oneDay, daily: 6 }, strikesPerSide: 6 };
    const venue = opened({ series: [series], credits: { ...testGenesis().credits, ...many } });
    const options = venue.state.markets.listings.filter(({ kind }) => kind === 'option');
    const send = (at: number, size = 1) => {
      const legs = [at, at + 1].map((each) => [options[each]!.instrument, 'buy', 1] as const);
      return venue.send(alice, comboBody(legs, size, usdc(99))).code;
    };
    for (const { instrument } of options.slice(0, positionsMax - 1)) {
      expect(venue.send(alice, orderBody('buy', 0, 1, { instrument, price: 1 })).code).toBe('OK');
    }
    expect(send(positionsMax - 1)).toBe('MARKETS_LIMIT');
    expect(send(positionsMax - 2)).toBe('OK');
  });
});
