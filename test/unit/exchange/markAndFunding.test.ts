import { describe, expect, test } from 'vitest';
import { marketView } from '../../../node/exchange/views.ts';
import { alice, bob, btc, carol, genesisMs, ofType, usdc, Venue } from './venue.ts';

const hourMs = 3_600_000;
const mark = (venue: Venue): number => venue.state.markets.get(btc)!.markPerLot;

function funded(): Venue {
  const venue = new Venue();
  for (const trader of [alice, bob, carol]) venue.deposit(trader, 1_000_000);
  return venue;
}

/** Quotes around a price, wide enough in size for the impact notional. */
function quote(venue: Venue, bid: number, ask: number): void {
  venue.order(carol, 'buy', bid, 10_000);
  venue.order(carol, 'sell', ask, 10_000);
}

describe('the mark price', () => {
  test('is the index while nobody quotes', () => {
    const venue = funded();
    expect(mark(venue)).toBe(usdc(10));
    venue.prices[1] = 101_234;
    venue.block();
    expect(mark(venue)).toBe(usdc(10.1234));
  });

  test('follows a premium of the book slowly, and never beyond the book', () => {
    const venue = funded();
    quote(venue, 100_900, 101_100);
    venue.block();
    expect(mark(venue)).toBeLessThan(usdc(10.01));
    for (let i = 0; i < 40; i++) venue.block([], [], 5_000);
    expect(mark(venue)).toBeGreaterThan(usdc(10.08));
    expect(mark(venue)).toBeLessThanOrEqual(usdc(10.09));
  });

  test('is not moved by one trade far away', () => {
    const venue = funded();
    venue.order(alice, 'sell', 104_900, 1);
    venue.order(bob, 'buy', 104_900, 1);
    venue.block();
    expect(mark(venue)).toBe(usdc(10));
  });

  test('keeps its last value while the feed is stale', () => {
    const venue = funded();
    venue.stale = true;
    venue.prices[1] = 50_000;
    venue.block();
    expect(mark(venue)).toBe(usdc(10));
    expect(venue.state.markets.get(btc)?.stale).toBe(true);
  });
});

describe('funding', () => {
  const withPositions = () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 3_333);
    venue.order(bob, 'buy', 100_000, 3_333);
    return venue;
  };
  const runTo = (venue: Venue, timeMs: number) => {
    let last = venue.block();
    while (venue.timeMs < timeMs) last = venue.block([], [], 30_000);
    return last;
  };

  test('falls on the hour: longs pay what shorts receive, to the micro-USDC', () => {
    const venue = withPositions();
    quote(venue, 100_400, 100_600);
    const cash = venue.cash(alice) + venue.cash(bob);
    const { events } = runTo(venue, genesisMs + hourMs);
    const [event] = ofType(events, 'funding');
    // An impact bid 0.4 % above the index for nearly an hour, an eighth of it an hour.
    expect(event!.ratePpb).toBeGreaterThan(490_000);
    expect(event!.ratePpb).toBeLessThanOrEqual(500_000);
    const perLot = event!.perLot as number;
    expect(perLot).toBeGreaterThan(0);
    venue.order(bob, 'sell', 100_400, 3_333, { reduceOnly: true });
    venue.order(alice, 'buy', 100_600, 3_333, { reduceOnly: true });
    const paid = venue.state.markets.get(btc)!.fundingIndex * 3_333;
    expect(paid).toBe(perLot * 3_333);
    expect(venue.sub(alice).positions).toEqual([]);
    expect(venue.sub(bob).positions).toEqual([]);
    const fees = 3_333 * usdc(10.04) * 0.0005 + 3_333 * usdc(10.06) * 0.0005;
    const spread = 3_333 * usdc(0.02);
    expect(Math.abs(cash - fees - spread - venue.cash(alice) - venue.cash(bob))).toBeLessThanOrEqual(2);
  });

  test('is clamped', () => {
    const venue = withPositions();
    venue.prices[1] = 100_000;
    quote(venue, 104_900, 105_100);
    const { events } = runTo(venue, genesisMs + hourMs);
    // Samples stop at 5 %, an eighth of that is above the clamp of 0.5 %.
    expect(ofType(events, 'funding')[0]).toMatchObject({ ratePpb: 5_000_000 });
  });

  test('carries what is no whole micro-USDC per lot into the next interval', () => {
    const venue = withPositions();
    quote(venue, 100_000.1, 100_000.2);
    runTo(venue, genesisMs + hourMs);
    const { fundingIndex, fundingCarry } = venue.state.markets.get(btc)!;
    expect(fundingIndex).toBe(1);
    expect(fundingCarry).toBeGreaterThan(0);
    expect(fundingCarry).toBeLessThan(1_000_000_000);
  });

  test('without a premium is nothing', () => {
    const venue = withPositions();
    const { events } = runTo(venue, genesisMs + hourMs);
    expect(ofType(events, 'funding')[0]).toMatchObject({ ratePpb: 0, perLot: 0 });
    expect(marketView(venue.state, btc)).toMatchObject({ openInterest: 3_333, fundingRatePpb: 0 });
  });
});

describe('who would move the mark has to hold the whole market, and for long', () => {
  /** What an attacker does in each block, for so long; how far the mark is from the index at most, in parts of it. */
  function attacked(blocks: number, elapsedMs: number, act: (venue: Venue, at: number) => void): number {
    const venue = funded();
    let most = 0;
    for (let at = 0; at < blocks; at++) {
      act(venue, at);
      venue.block([], [], elapsedMs);
      most = Math.max(most, Math.abs(mark(venue) / usdc(10) - 1));
    }
    return most;
  }

  test('quotes that stand for a block of a hundred milliseconds move it by less than two hundredths of a percent', () => {
    const spoof = (venue: Venue): void => {
      venue.send(carol, { type: 'cancelAll', instrument: btc } as never);
      venue.order(carol, 'buy', 104_000, 10_000);
      venue.order(carol, 'sell', 104_900, 10_000);
      venue.send(carol, { type: 'cancelAll', instrument: btc } as never);
    };
    expect(attacked(1, 100, spoof)).toBeLessThan(0.000_2);
    // Two of ten blocks with them: the average remembers a fifth of what they say, the book of the others says nothing.
    expect(attacked(50, 100, (venue, at) => at % 10 === 0 && spoof(venue))).toBeLessThan(0.000_2);
  });

  test('one side alone says nothing, however large and far away it is', () => {
    expect(attacked(20, 5_000, (venue) => venue.order(carol, 'buy', 104_900, 20_000))).toBe(0);
    expect(attacked(20, 5_000, (venue) => venue.order(carol, 'sell', 95_100, 20_000))).toBe(0);
  });

  test('trades with oneself through another account move it no further than both quotes and the average allow', () => {
    const wash = (venue: Venue): void => {
      venue.order(alice, 'sell', 104_900, 1);
      venue.order(bob, 'buy', 104_900, 1);
    };
    expect(attacked(20, 1_000, wash)).toBe(0);
  });

  test('a thin book that is held for a minute counts, but never for more than what it shows', () => {
    const most = attacked(12, 5_000, (venue, at) => {
      if (at > 0) return;
      venue.order(carol, 'buy', 102_000, 1);
      venue.order(carol, 'sell', 102_100, 1);
    });
    expect(most).toBeGreaterThan(0.01);
    expect(most).toBeLessThanOrEqual(0.02);
  });

  test('impact quotes that are too small for the impact notional earn no funding', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 1_000);
    venue.order(bob, 'buy', 100_000, 1_000);
    // A bid far above the index, but of 400 USDC: the impact notional is 5,000.
    venue.order(carol, 'buy', 104_000, 40);
    for (let at = 0; at < 6; at++) venue.block([], [], 5_000);
    expect(venue.timeMs).toBeLessThan(genesisMs + hourMs);
    expect(marketView(venue.state, btc)!.fundingRatePpb).toBe(0);
  });

  test('a single sample of the premium counts five percent at most, and an interval no more than its clamp', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 1_000);
    venue.order(bob, 'buy', 100_000, 1_000);
    venue.order(carol, 'buy', 104_900, 20_000);
    venue.prices[1] = 60_000;
    for (let at = 0; at < 6; at++) venue.block([], [], 5_000);
    const { fundingRatePpb, premiumSum, premiumMs } = marketView(venue.state, btc)!;
    expect(premiumSum / premiumMs).toBeGreaterThan(45_000_000);
    expect(premiumSum / premiumMs).toBeLessThanOrEqual(50_000_000);
    expect(fundingRatePpb).toBe(5_000_000);
  });
});
