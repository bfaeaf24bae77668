import fc from 'fast-check';
import { expect, test } from 'vitest';
import { btcFutures, btcOptions } from '../../../../node/exchange/defaultGenesis.ts';
import { decodeState, encodeState } from '../../../../node/exchange/snapshot.ts';
import type { ExchangeState } from '../../../../node/exchange/state.ts';
import type { MarginMode } from '../../../../node/types/transaction.ts';
import { addressOf, bob, genesisMs, orderBody, testGenesis, Venue } from '../venue.ts';

const hourMs = 3_600_000;
const oneDay = { daily: 1, weekly: 0, monthly: 0, quarterly: 0 };
const genesis = testGenesis({
  series: [
    { ...btcFutures, expiries: oneDay },
    { ...btcOptions, expiries: oneDay, strikesPerSide: 2 },
  ],
  credits: {
    ...testGenesis().credits,
    trade: { capacity: 10_000, perSecond: 1_000 },
  },
});

const isUnsafe = (state: ExchangeState) => (index: number) => {
  const { equity, maintenance } = state.risk.assess(state, index);
  return index !== 0 && (state.subaccounts.isLiquidating(index) || equity < maintenance || equity < 0);
};

/** Opens a position against a deep pocket, at mark. */
function hold(venue: Venue, subNo: number, at: number, lots: number): void {
  const { markets } = venue.state;
  const number = markets.live[at % markets.live.length]!;
  const { instrument } = markets.at(number);
  const price = Math.max(1, Math.round(markets.at(number).markPerLot / markets.tickValue(number)));
  const scale = markets.listing(number).kind === 'option' ? 1 : 100;
  if (lots === 0) return;
  const [side, other] = lots > 0 ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
  venue.send(bob, orderBody(other, 0, scale * Math.abs(lots), { instrument, price }));
  const taken = orderBody(side, 0, scale * Math.abs(lots), { instrument, price, timeInForce: 'IOC' });
  venue.send(trader, taken, { subaccount: subNo });
  venue.send(bob, { type: 'cancelAll', instrument } as never);
}
const trader = addressOf(0xca201);

test('whoever is below maintenance is found through options, futures, expiries and snapshots, as a look at everybody would', () => {
  const step = fc.record({
    index: fc.integer({ min: -400, max: 400 }),
    volatility: fc.constantFrom(0.3, 0.6, 0.6, 1.5),
    elapsedMs: fc.constantFrom(100, 100, 1_000, 1_000, 60_000, 20 * 60_000, hourMs),
    isRestored: fc.constantFrom(false, false, false, true),
  });
  const held = fc.tuple(fc.nat(3), fc.nat(12), fc.integer({ min: -9, max: 9 }));
  let unsafe = 0;
  let unsafePortfolios = 0;
  fc.assert(
    fc.property(
      fc.array(held, { minLength: 4, maxLength: 12 }),
      fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }),
      fc.integer({ min: -600, max: 600 }),
      (positions, steps, drift) => {
        const venue = new Venue(genesis);
        venue.surface(btcOptions, 0.6);
        venue.deposit(bob, 100_000_000);
        for (let subNo = 0; subNo < 4; subNo++) venue.deposit(trader, 1_500, subNo);
        // Half of them have portfolio margin, one of those not for ever.
        const setMode = (subNo: number, mode: MarginMode) => venue.send(trader, { type: 'setMarginMode', mode }, { subaccount: subNo }); // prettier-ignore
        for (const subNo of [1, 3]) setMode(subNo, 'portfolio');
        for (const [subNo, market, lots] of positions) hold(venue, subNo, market, lots);
        steps.forEach(({ index, volatility, elapsedMs, isRestored }, at) => {
          if (isRestored) Object.assign(venue, { state: decodeState(genesis, encodeState(venue.state)) });
          venue.prices[1] = Math.max(20_000, venue.prices[1]! + index + drift);
          venue.surface(btcOptions, volatility);
          venue.block([], [], elapsedMs);
          const { state } = venue;
          const all = state.subaccounts.sortedKeys().filter(isUnsafe(state));
          unsafe += all.length;
          expect(state.marginWatch.unsafe(state)).toEqual(all);
          if (at % 7 === 6) setMode(3, at % 2 === 0 ? 'portfolio' : 'standard');
          unsafePortfolios += all.filter((index) => state.subaccounts.hasPortfolioMargin(index)).length;
          // New positions reuse the standings of markets that have gone.
          if (at % 5 === 4) hold(venue, at % 4, at, at % 2 === 0 ? 7 : -7);
        });
        expect(venue.timeMs).toBeGreaterThan(genesisMs);
      },
    ),
    { numRuns: 120 },
  );
  expect(unsafe).toBeGreaterThan(40);
  expect(unsafePortfolios).toBeGreaterThan(20);
}, 60_000);

/** Moves the index step by step, and compares with a look at everybody after every block; true once somebody was found. */
function finds(venue: Venue, steps: number, step: (at: number) => void): boolean {
  for (let at = 0; at < steps; at++) {
    step(at);
    venue.block([], [], 1_000);
    const { state } = venue;
    const all = state.subaccounts.sortedKeys().filter(isUnsafe(state));
    expect(state.marginWatch.unsafe(state)).toEqual(all);
    if (all.length > 0) return true;
  }
  return false;
}

function short(right: 'call' | 'put', strike: number, lots: number): Venue {
  const venue = new Venue(genesis);
  venue.surface(btcOptions, 0.6);
  venue.deposit(bob, 100_000_000);
  venue.deposit(trader, 14_200);
  const { instrument } = venue.state.markets.listings.find(
    (each) => each.right === right && each.strikeMicroUsdc === strike * 1_000_000,
  )!;
  const at = venue.state.markets.live.findIndex((number) => venue.state.markets.at(number).instrument === instrument);
  hold(venue, 0, at, 0 - lots);
  expect(venue.lots(trader, instrument)).toBe(0 - lots);
  return venue;
}

test('the seller of a put is found when the index rises, which makes its maintenance grow and the put cheaper', () => {
  const venue = short('put', 98_000, 100);
  expect(finds(venue, 400, () => (venue.prices[1]! += 500))).toBe(true);
});

test('the seller of a call is found at the block in which mark and index together have used its surplus up', () => {
  const venue = short('call', 102_000, 100);
  expect(finds(venue, 1_000, () => (venue.prices[1]! += 20))).toBe(true);
});

test('a standing of a market that has gone brings nothing of it into the next one', () => {
  const venue = new Venue(testGenesis({ series: [{ ...btcFutures, expiries: oneDay }] }));
  venue.surface(btcOptions, 0.6);
  venue.deposit(bob, 100_000_000);
  venue.deposit(trader, 1_100);
  hold(venue, 0, 2, 10);
  venue.pass(genesisMs + 10 * hourMs);
  venue.deposit(trader, 1_500);
  // First come, first of the standings that are free: so that hers is hers again.
  const { instrument } = venue.state.markets.listings[2]!;
  venue.send(trader, orderBody('buy', 100_000, 1_000, { instrument }));
  venue.send(bob, orderBody('sell', 100_000, 1_000, { instrument }));
  expect(venue.sub(trader).positions).toHaveLength(1);
  expect(finds(venue, 500, () => (venue.prices[1]! -= 100))).toBe(true);
});

test('what others hold stays theirs when the standing between theirs goes to somebody else', () => {
  const twoDays = { ...btcFutures, expiries: { ...oneDay, daily: 2 } };
  const venue = new Venue(testGenesis({ series: [twoDays] }));
  venue.surface(btcOptions, 0.6);
  venue.deposit(bob, 100_000_000);
  venue.deposit(trader, 100_000);
  for (const at of [0, 2, 3]) hold(venue, 0, at, at + 1);
  venue.pass(genesisMs + 10 * hourMs);
  const before = venue.sub(trader).positions;
  expect(before.map(({ lots }) => lots)).toEqual([100, 400]);
  expect(venue.state.averages.size).toBe(0);
  venue.deposit(trader, 100_000, 1);
  for (const at of [1, 2, 3]) hold(venue, 1, at, 9);
  expect(venue.sub(trader).positions).toEqual(before);
});
