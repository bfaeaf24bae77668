import { expect, test } from 'vitest';
import { btcFutures, btcOptions } from '../../../node/exchange/defaultGenesis.ts';
import { accountGreeks } from '../../../node/exchange/risk/accountGreeks.ts';
import { netDelta } from '../../../node/exchange/risk/netDelta.ts';
import { accountView } from '../../../node/exchange/views.ts';
import { feedId, type InstrumentId } from '../../../node/types/ids.ts';
import { alice, bob, btc, eth, orderBody, testGenesis, Venue } from './venue.ts';

const oneDay = { daily: 1, weekly: 0, monthly: 0, quarterly: 0 };

function opened(): Venue {
  const series = [
    { ...btcFutures, expiries: oneDay },
    { ...btcOptions, expiries: oneDay, strikesPerSide: 2 },
  ];
  const venue = new Venue(testGenesis({ series }));
  venue.surface(btcOptions, 0.6);
  for (const owner of [alice, bob]) venue.deposit(owner, 10_000_000);
  return venue;
}

const named = (venue: Venue, end: string): InstrumentId =>
  venue.state.markets.listings.find(({ name }) => name.endsWith(end))!.instrument;

function hold(venue: Venue, instrument: InstrumentId, lots: number): void {
  const number = venue.state.markets.number(instrument);
  const price = Math.round(venue.state.markets.at(number).markPerLot / venue.state.markets.tickValue(number));
  const [side, other] = lots > 0 ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
  venue.send(bob, orderBody(other, 0, Math.abs(lots), { instrument, price }));
  venue.send(alice, orderBody(side, 0, Math.abs(lots), { instrument, price }));
}

test('the Greeks of an account are the changes of what it is worth', () => {
  const venue = opened();
  const call = named(venue, '-101000-C');
  const put = named(venue, '-99000-P');
  hold(venue, call, 300);
  hold(venue, put, -500);
  hold(venue, btc, 2_000);
  // Marks at a common moment, so that no time passes between those that are compared.
  const worth = (price: number, volatility: number, elapsedMs = 0): number => {
    const copy = opened();
    copy.timeMs = venue.timeMs;
    copy.prices[1] = price;
    copy.surface(btcOptions, volatility);
    copy.block([], [], 2_000 + elapsedMs);
    const value = (instrument: InstrumentId, lots: number) => lots * copy.state.markets.get(instrument)!.markPerLot;
    return value(call, 300) + value(put, -500) + value(btc, 2_000);
  };
  venue.block([], [], 2_000);
  venue.timeMs -= 2_000;
  const [greeks] = accountGreeks(venue.state, venue.sub(alice).index);
  const { deltaPpb, gammaPpb, vega, theta } = greeks!;
  const step = 20;
  const [down, here, up] = [100_000 - step, 100_000, 100_000 + step].map((price) => worth(price, 0.6));
  // Delta in units: micro-USDC for a USDC of the index, in millionths.
  expect(deltaPpb / 1e9).toBeCloseTo((up! - down!) / (2 * step) / 1e6, 2);
  const curvature = (up! - 2 * here! + down!) / (step * step) / 1e6;
  expect(gammaPpb / 1e9 / curvature).toBeCloseTo(1, 1);
  expect(vega / (worth(100_000, 0.605) - worth(100_000, 0.595))).toBeCloseTo(1, 2);
  const day = 60_000 / 86_400_000;
  expect(theta / ((worth(100_000, 0.6, 60_000) - here!) / day)).toBeCloseTo(1, 1);
});

test('they are shown by underlying, and agree with the net delta that liquidation goes by', () => {
  const venue = opened();
  hold(venue, btc, 5_000);
  hold(venue, named(venue, '15NOV23'), -2_000);
  hold(venue, named(venue, '-102000-C'), 40);
  hold(venue, eth, -3_000);
  const { index } = venue.sub(alice);
  const greeks = accountView(venue.state, alice)!.subaccounts[0]!.greeks;
  expect(greeks.map(({ feed }) => feed)).toEqual([1, 2]);
  expect(Math.abs(greeks[0]!.deltaPpb - netDelta(venue.state, index, feedId(1)))).toBeLessThan(10);
  expect(greeks[1]).toEqual({ feed: 2, deltaPpb: -3_000_000_000, gammaPpb: 0, vega: 0, theta: 0 });
  expect(accountView(venue.state, bob)!.subaccounts[0]!.greeks[1]!.deltaPpb).toBe(3_000_000_000);
});

test('an account without positions has none', () => {
  const venue = opened();
  expect(accountView(venue.state, alice)!.subaccounts[0]!.greeks).toEqual([]);
});
