import { describe, expect, test } from 'vitest';
import { defaultFeeTiers } from '../../../node/exchange/defaultGenesis.ts';
import { systemView } from '../../../node/exchange/views.ts';
import { microUsdc, ppb } from '../../../node/types/units.ts';
import { alice, at, bob, btc, ofType, testGenesis, usdc, Venue, carol } from './venue.ts';

function funded(): Venue {
  const venue = new Venue();
  for (const trader of [alice, bob, carol]) venue.deposit(trader, 100_000);
  return venue;
}

describe('matching', () => {
  test('an order trades at the resting price, best first, then oldest', () => {
    const venue = funded();
    const second = venue.order(alice, 'sell', 100_010, 5);
    const first = venue.order(alice, 'sell', 100_000, 5);
    const third = venue.order(carol, 'sell', 100_010, 5);
    const { code, events } = venue.order(bob, 'buy', 100_020, 12);
    expect(code).toBe('OK');
    expect(ofType(events, 'fill').map((fill) => [fill.maker, fill.price, fill.size])).toEqual([
      [first.hash, at(100_000), 5],
      [second.hash, at(100_010), 5],
      [third.hash, at(100_010), 2],
    ]);
    expect(venue.lots(bob)).toBe(12);
    expect(venue.lots(carol)).toBe(-2);
  });

  test('what cannot trade rests, and rests behind its price', () => {
    const venue = funded();
    venue.order(alice, 'buy', 99_000, 3);
    const { events } = venue.order(bob, 'sell', 100_000, 4);
    expect(ofType(events, 'rested')).toEqual([expect.objectContaining({ side: 'sell', price: at(100_000), size: 4 })]);
    expect(venue.state.book.bestPrice(btc, 'buy')).toBe(at(99_000));
    expect(venue.state.book.bestPrice(btc, 'sell')).toBe(at(100_000));
  });

  test('the taker pays a fee rounded up and the maker of the first tier none', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000.1, 1);
    const { events } = venue.order(bob, 'buy', 100_000.1, 1);
    // One lot is 0.0001 BTC: 10.00001 USDC, of which 0.05 % is 5,000.005 micro-USDC.
    expect(ofType(events, 'fill')[0]).toMatchObject({ takerFee: 5_001, makerFee: 0 });
    expect(venue.cash(bob)).toBe(usdc(100_000) - 5_001);
  });

  test('a rebate is rounded down and comes out of the taker fee; the rest is split between the pots', () => {
    const venue = new Venue(testGenesis({ feeTiers: [{ ...defaultFeeTiers[0]!, makerPpb: ppb(-100_000) }] }));
    venue.deposit(alice, 100_000);
    venue.deposit(bob, 100_000);
    venue.order(alice, 'sell', 100_000.3, 1);
    const { events } = venue.order(bob, 'buy', 100_000.3, 1);
    expect(ofType(events, 'fill')[0]).toMatchObject({ takerFee: 5_001, makerFee: -1_000 });
    expect(venue.cash(alice)).toBe(usdc(100_000) + 1_000);
    // 4,001: half to insurance (rounded up), three tenths to validators, the rest to the treasury.
    expect(systemView(venue.state).funds.map(({ group, cash }) => [group, cash])).toEqual([[1, 2_001], [2, 0]]); // prettier-ignore
    expect(systemView(venue.state)).toMatchObject({ validatorFees: 1_200, treasury: 800 });
  });

  test('traded volume leads to a better tier, and counts for 15 to 30 days', () => {
    const tiers = [defaultFeeTiers[0]!, { ...defaultFeeTiers[1]!, volumeMinMicroUsdc: microUsdc(usdc(1_000)) }];
    const venue = new Venue(testGenesis({ feeTiers: tiers }));
    venue.deposit(alice, 100_000);
    venue.deposit(bob, 100_000);
    venue.order(alice, 'sell', 100_000, 300);
    const feeOfOneLot = () => ofType(venue.order(bob, 'buy', 100_000, 100).events, 'fill')[0]!.takerFee;
    expect([feeOfOneLot(), feeOfOneLot()]).toEqual([usdc(0.5), usdc(0.4)]);
    venue.block([], [], 31 * 24 * 3_600_000);
    expect(feeOfOneLot()).toBe(usdc(0.5));
  });

  test('an IOC order never rests', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 2);
    const { events } = venue.order(bob, 'buy', 100_000, 5, { timeInForce: 'IOC' });
    expect(ofType(events, 'canceled')).toEqual([expect.objectContaining({ remaining: 3, reason: 'IOC' })]);
    expect(venue.state.orders.size).toBe(0);
  });

  test('an FOK order that cannot fill whole leaves no trace but its receipt', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 2);
    const { code, events } = venue.order(bob, 'buy', 100_000, 3, { timeInForce: 'FOK' });
    expect(code).toBe('FOK_NOT_FILLABLE');
    expect(events.map((event) => event.type)).toEqual(['receipt']);
    expect(venue.state.book.levels(btc, 'sell', 9)).toEqual([{ price: at(100_000), lots: 2, orders: 1 }]);
    expect(venue.order(bob, 'buy', 100_000, 2, { timeInForce: 'FOK' }).code).toBe('OK');
  });

  test('a market order stops at the price band', () => {
    const venue = funded();
    venue.order(alice, 'sell', 104_999, 1);
    venue.order(alice, 'sell', 106_000, 1);
    const { events } = venue.order(bob, 'buy', 0, 2, { kind: 'market', timeInForce: 'IOC' });
    expect(ofType(events, 'fill')).toHaveLength(1);
    expect(ofType(events, 'canceled')).toEqual([expect.objectContaining({ remaining: 1, reason: 'MARKET' })]);
  });

  test('a reduce-only order is clipped to the position', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 5);
    venue.order(bob, 'buy', 100_000, 5);
    venue.order(alice, 'buy', 99_990, 50);
    const { events } = venue.order(bob, 'sell', 99_990, 20, { reduceOnly: true, timeInForce: 'IOC' });
    expect(ofType(events, 'fill')).toEqual([expect.objectContaining({ size: 5 })]);
    expect(venue.lots(bob)).toBe(0);
  });

  test('a resting reduce-only order leaves when there is nothing left to reduce', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 5);
    venue.order(bob, 'buy', 100_000, 5);
    venue.order(bob, 'sell', 100_100, 5, { reduceOnly: true });
    venue.order(alice, 'buy', 100_000, 3);
    venue.order(bob, 'sell', 100_000, 3);
    const { events } = venue.order(carol, 'buy', 100_100, 5);
    expect(ofType(events, 'fill')).toEqual([expect.objectContaining({ size: 2 })]);
    expect(ofType(events, 'canceled')).toEqual([expect.objectContaining({ reason: 'REDUCE_ONLY', remaining: 3 })]);
    expect(venue.lots(bob)).toBe(0);
  });
});

describe('self-trade prevention, across subaccounts of one account', () => {
  const withOwnOrder = () => {
    const venue = funded();
    venue.deposit(alice, 50_000, 7);
    venue.order(alice, 'sell', 100_000, 5, {}, { subaccount: 7 });
    venue.order(bob, 'sell', 100_010, 5);
    return venue;
  };

  test('cancel-maker removes the resting order and goes on', () => {
    const venue = withOwnOrder();
    const { events } = venue.order(alice, 'buy', 100_010, 4);
    expect(ofType(events, 'canceled')).toEqual([expect.objectContaining({ subaccount: 7, reason: 'SELF_TRADE' })]);
    expect(ofType(events, 'fill')).toEqual([expect.objectContaining({ makerAccount: bob, size: 4 })]);
  });

  test('cancel-taker ends the incoming order', () => {
    const venue = withOwnOrder();
    const { events } = venue.order(alice, 'buy', 100_010, 4, { selfTradePrevention: 'cancel-taker' });
    expect(ofType(events, 'fill')).toEqual([]);
    expect(ofType(events, 'canceled')).toEqual([expect.objectContaining({ subaccount: 0, remaining: 4 })]);
    expect(venue.state.orders.size).toBe(2);
  });

  test('cancel-both ends both', () => {
    const venue = withOwnOrder();
    const { events } = venue.order(alice, 'buy', 100_010, 4, { selfTradePrevention: 'cancel-both' });
    expect(ofType(events, 'fill')).toEqual([]);
    expect(ofType(events, 'canceled').map((event) => event.subaccount)).toEqual([7, 0]);
  });

  test('decrement takes the same lots off both and goes on', () => {
    const venue = withOwnOrder();
    const { events } = venue.order(alice, 'buy', 100_010, 7, { selfTradePrevention: 'decrement' });
    expect(ofType(events, 'decremented')).toEqual([expect.objectContaining({ size: 5 })]);
    expect(ofType(events, 'fill')).toEqual([expect.objectContaining({ makerAccount: bob, size: 2 })]);
  });
});

describe('positions and profit', () => {
  test('cost moves by the same number on both sides and profit is realised on the way out', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 10_000);
    venue.order(bob, 'buy', 100_000, 10_000);
    expect(venue.sub(bob).positions).toEqual([{ instrument: btc, lots: 10_000, cost: usdc(100_000), fundingIndex: 0 }]);
    expect(venue.sub(alice).positions).toEqual([
      { instrument: btc, lots: -10_000, cost: -usdc(100_000), fundingIndex: 0 },
    ]);
    venue.prices[1] = 101_000;
    venue.order(carol, 'buy', 101_000, 5_000);
    const before = venue.cash(bob);
    const { events } = venue.order(bob, 'sell', 101_000, 5_000);
    expect(ofType(events, 'fill')[0]).toMatchObject({ takerRealised: usdc(500), takerFee: usdc(25.25) });
    expect(venue.cash(bob)).toBe(before + usdc(500) - usdc(25.25));
  });

  test('a position that flips realises all of the old one', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 100);
    venue.order(bob, 'buy', 100_000, 100);
    venue.order(alice, 'buy', 99_000, 300);
    const { events } = venue.order(bob, 'sell', 99_000, 300);
    expect(ofType(events, 'fill')[0]).toMatchObject({ takerRealised: -usdc(10), makerRealised: usdc(10) });
    expect(venue.sub(bob).positions[0]).toMatchObject({ lots: -200, cost: -usdc(1_980) });
  });

  test('the part of a cost that stays is rounded down, so cash never gains by it', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 2);
    venue.order(alice, 'sell', 100_000.1, 1);
    venue.order(bob, 'buy', 100_000.1, 3);
    venue.order(alice, 'buy', 100_000, 1);
    venue.order(bob, 'sell', 100_000, 1);
    // Cost 30,000,010 for three lots; two of them keep ⌊20,000,006.67⌋.
    expect(venue.sub(bob).positions[0]).toMatchObject({ lots: 2, cost: 20_000_006 });
  });
});
