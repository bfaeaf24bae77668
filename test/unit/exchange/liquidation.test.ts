import { describe, expect, test } from 'vitest';
import { fundsEquity } from '../../../node/exchange/liquidation/insurance.ts';
import { standardMargin } from '../../../node/exchange/risk/standardMargin.ts';
import { fundCash } from '../../../node/exchange/ledger/funds.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import { addressOf, alice, bob, btc, carol, insurer, ofType, testGenesis, usdc, Venue } from './venue.ts';

/** Bob is long one BTC at 100,000 with 11,000; Alice, who is rich, is short; Carol makes the market. */
function leveraged(insurance = 0): Venue {
  const venue = new Venue();
  venue.deposit(alice, 1_000_000);
  venue.deposit(bob, 11_000);
  venue.deposit(carol, 1_000_000);
  if (insurance > 0) venue.deposit(insurer, insurance);
  venue.order(alice, 'sell', 100_000, 10_000);
  venue.order(bob, 'buy', 100_000, 10_000);
  return venue;
}

const equity = (venue: Venue, index = 2): number => standardMargin.assess(venue.state, index).equity;
const types = (events: readonly BlockEvent[]): string[] => events.map((event) => event.type);

describe('liquidation', () => {
  test('nobody at or above maintenance margin is touched', () => {
    const venue = leveraged();
    // Equity 10,950 less the fall; maintenance is 5 % of mark: they meet at 93,736.84 (equity 4,686.84).
    venue.prices[1] = 93_737;
    expect(types(venue.block().events)).not.toContain('liquidationStarted');
    venue.prices[1] = 93_736;
    expect(types(venue.block().events)).toContain('liquidationStarted');
  });

  test('begins by canceling every order and closes a tenth at a time, within band and bankruptcy', () => {
    const venue = leveraged();
    venue.order(bob, 'buy', 95_500, 10);
    venue.prices[1] = 93_500;
    venue.order(carol, 'buy', 93_500, 20_000);
    const { events } = venue.block();
    const steps = ofType(events, 'liquidationStep');
    expect(steps).toEqual([expect.objectContaining({ account: bob, side: 'sell', closed: 900 })]);
    expect(ofType(events, 'fill')).toEqual([expect.objectContaining({ liquidation: true, takerAccount: bob })]);
    expect(venue.lots(bob)).toBe(8_100);
    expect(venue.state.book.ownOrders(2)).toEqual([]);
  });

  test('ends a tenth of the way to initial margin', () => {
    const venue = leveraged();
    venue.prices[1] = 93_500;
    venue.order(carol, 'buy', 93_500, 20_000);
    let ended: readonly BlockEvent[] = [];
    for (let i = 0; i < 30 && ended.length === 0; i++) ended = ofType(venue.block().events, 'liquidationEnded');
    expect(ended).toHaveLength(1);
    const { initial, maintenance } = standardMargin.assess(venue.state, 2);
    expect(equity(venue)).toBeGreaterThanOrEqual(maintenance + (initial - maintenance) / 10);
    expect(venue.lots(bob)).toBeGreaterThan(0);
    expect(types(venue.block().events)).not.toContain('liquidationStep');
  });

  test('never sells below bankruptcy while the account has equity', () => {
    const venue = leveraged();
    venue.prices[1] = 92_000;
    // Equity is 2,950 on one BTC, 3.2 % of mark: a bid 3.9 % below mark is within the band but beyond bankruptcy.
    venue.order(carol, 'buy', 88_400, 20_000);
    const { events } = venue.block();
    expect(ofType(events, 'fill')).toEqual([]);
    expect(venue.lots(bob)).toBe(10_000);
    expect(equity(venue)).toBeGreaterThan(0);
  });

  test('is not stopped by self-trade prevention', () => {
    const venue = leveraged();
    venue.deposit(bob, 50_000, 1);
    venue.order(bob, 'buy', 95_500, 2_000, {}, { subaccount: 1 });
    venue.prices[1] = 93_500;
    venue.block();
    expect(venue.lots(bob, btc, 1)).toBe(1_000);
  });

  test('does not happen on a stale price', () => {
    const venue = leveraged();
    venue.prices[1] = 80_000;
    venue.stale = true;
    expect(types(venue.block().events)).toEqual(['mark', 'mark']);
  });
});

describe('the insurance fund', () => {
  test('takes over an account without equity, position and debt, and sells it step by step', () => {
    const venue = leveraged(10_000);
    const before = fundCash(venue.state, 1);
    venue.prices[1] = 88_000;
    const { events } = venue.block();
    const deficit = usdc(1_050);
    expect(ofType(events, 'insuranceTakeover')).toEqual([expect.objectContaining({ account: bob, deficit })]);
    expect(venue.cash(bob)).toBe(0);
    expect(venue.lots(bob)).toBe(0);
    expect(fundsEquity(venue.state)).toBe(before - deficit);
    venue.order(carol, 'buy', 88_000, 20_000);
    for (let i = 0; i < 60; i++) venue.block();
    expect(venue.state.subaccounts.get(0)!.positions).toEqual([]);
    expect(fundCash(venue.state, 1)).toBe(before - deficit);
    expect(venue.lots(carol)).toBe(10_000);
  });

  test('that cannot bear the deficit pays what it has; the other side is closed at the price that covers the rest', () => {
    const venue = leveraged(1_000);
    const fund = fundCash(venue.state, 1);
    venue.prices[1] = 80_000;
    const { events } = venue.block();
    expect(ofType(events, 'insuranceExhausted')).toEqual([
      expect.objectContaining({ account: bob, deficit: usdc(9_050), paid: fund }),
    ]);
    const lossPerLot = Math.ceil((usdc(9_050) - fund) / 10_000);
    expect(ofType(events, 'deleverage')).toEqual([
      expect.objectContaining({ counterparty: alice, size: 10_000, pricePerLot: usdc(8) + lossPerLot }),
    ]);
    expect([venue.lots(alice), venue.lots(bob), venue.cash(bob)]).toEqual([0, 0, 0]);
    expect(fundCash(venue.state, 1)).toBeGreaterThanOrEqual(0);
    expect(fundCash(venue.state, 1)).toBeLessThan(10_000);
  });

  test('takes over no more of a market than any trader may hold; the rest is deleveraged at mark', () => {
    const [first, ...others] = testGenesis().markets;
    const venue = new Venue(
      testGenesis({ markets: [{ ...first!, maxPositionLots: 15_000, maxOrderLots: 15_000 }, ...others] }),
    );
    const dave = addressOf(0xda7e);
    venue.deposit(insurer, 100_000);
    venue.deposit(alice, 1_000_000);
    venue.deposit(carol, 1_000_000);
    for (const [trader, other] of [
      [bob, alice],
      [dave, carol],
    ] as const) {
      venue.deposit(trader, 11_000);
      venue.order(other, 'sell', 100_000, 10_000);
      venue.order(trader, 'buy', 100_000, 10_000);
    }
    venue.prices[1] = 88_000;
    const { events } = venue.block();
    expect(ofType(events, 'positionTaken')).toEqual([expect.objectContaining({ account: bob, lots: 10_000 })]);
    expect(ofType(events, 'insuranceExhausted')).toEqual([
      expect.objectContaining({ account: dave, paid: usdc(1_050) }),
    ]);
    expect(ofType(events, 'deleverage').map((event) => [event.size, event.pricePerLot])).toEqual([
      [5_000, usdc(8.8)],
      [5_000, usdc(8.8)],
    ]);
  });

  test('deleveraging falls on the other side pro rata to size', () => {
    const venue = new Venue();
    const dave = addressOf(0xda7e);
    for (const trader of [alice, carol, dave]) venue.deposit(trader, 1_000_000);
    venue.deposit(bob, 11_000);
    venue.order(alice, 'sell', 100_000, 7_500);
    venue.order(carol, 'sell', 100_000, 2_500);
    venue.order(bob, 'buy', 100_000, 10_000);
    venue.order(alice, 'sell', 100_000, 7_500);
    venue.order(carol, 'sell', 100_000, 2_500);
    venue.order(dave, 'buy', 100_000, 10_000);
    venue.prices[1] = 80_000;
    const { events } = venue.block();
    expect(ofType(events, 'deleverage').map((event) => [event.counterparty, event.size])).toEqual([
      [alice, 7_500],
      [carol, 2_500],
    ]);
    expect([venue.lots(alice), venue.lots(carol), venue.lots(dave)]).toEqual([-7_500, -2_500, 10_000]);
  });

  test('a block that liquidates says so, for the checkpoint', () => {
    const venue = leveraged(10_000);
    expect(venue.block().liquidated).toBe(false);
    venue.prices[1] = 88_000;
    expect(venue.block().liquidated).toBe(true);
  });
});
