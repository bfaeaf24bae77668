import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commitment } from '../../../node/exchange/commitment.ts';
import { btcFutures, btcOptions } from '../../../node/exchange/defaultGenesis.ts';
import { execute } from '../../../node/exchange/exchange.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import { createExchange, type ExchangeState } from '../../../node/exchange/state.ts';
import { addressOf, bob, genesisMs, orderBody, testGenesis, Venue } from './venue.ts';

const hourMs = 3_600_000;
const daily = { daily: 2, weekly: 0, monthly: 0, quarterly: 0 };
const genesis = testGenesis({
  series: [
    { ...btcFutures, expiries: daily },
    { ...btcOptions, expiries: daily, strikesPerSide: 2 },
  ],
  credits: { ...testGenesis().credits, trade: { capacity: 100_000, perSecond: 1_000 } },
});
const traders = [1, 2, 3].map((n) => addressOf(0xca0 + n));

const step = fc.record({
  index: fc.integer({ min: -900, max: 900 }),
  /** Nothing moves but time. */
  isStill: fc.constantFrom(false, false, false, true),
  volatility: fc.constantFrom(0.4, 0.6, 0.6, 0.9),
  elapsedMs: fc.constantFrom(50, 100, 1_000, 1_000, 60_000, 20 * 60_000, hourMs),
  stale: fc.constantFrom(false, false, false, false, false, true),
  trader: fc.nat(2),
  market: fc.nat(40),
  lots: fc.integer({ min: -9, max: 9 }),
  offset: fc.integer({ min: -3, max: 3 }),
  reduceOnly: fc.constantFrom(false, false, false, true),
  fok: fc.boolean(),
  /** What is done to the other state before the block. */
  fate: fc.constantFrom('drop', 'drop', 'keep', 'restore', 'redo', 'resurface'),
});

/** What a state says of everybody's margin. */
const margins = (state: ExchangeState) =>
  state.subaccounts.sortedKeys().map((index) => [state.risk.assess(state, index), state.risk.withdrawable(state, index, 0)]); // prettier-ignore

test('margins, events and roots are the same with caches and without, after a snapshot, and after a block was taken back', () => {
  let [refused, traded, liquidated] = [0, 0, 0];
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }),
      fc.integer({ min: -900, max: 900 }),
      (steps, drift) => {
        const venue = new Venue(genesis);
        let other = createExchange(genesis);
        let done = 0;
        const follow = (): void => {
          for (const block of venue.blocks.slice(done)) execute(other, block);
          done = venue.blocks.length;
        };
        venue.surface(btcOptions, 0.6);
        venue.deposit(bob, 100_000_000);
        for (const owner of traders) venue.deposit(owner, 2_500);
        for (const owner of traders.slice(1)) venue.send(owner, { type: 'setMarginMode', mode: 'portfolio' });
        follow();
        for (const {
          index,
          isStill,
          volatility,
          elapsedMs,
          stale,
          trader,
          market,
          lots,
          offset,
          reduceOnly,
          fok,
          fate,
        } of steps) {
          if (!isStill) {
            venue.prices[1] = Math.max(20_000, venue.prices[1]! + index + drift);
            venue.surface(btcOptions, volatility);
          }
          venue.stale = stale;
          const { markets } = venue.state;
          const number = markets.live[market % markets.live.length]!;
          const { kind } = markets.listing(number);
          const { instrument, markPerLot } = markets.at(number);
          const price = Math.max(1, Math.round(markPerLot / markets.tickValue(number)) + offset);
          const size = Math.abs(lots) * (kind === 'option' ? 1 : 100);
          const transactions = [];
          if (size > 0 && markPerLot > 0) {
            const [side, against] = lots > 0 ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
            transactions.push(venue.transaction(bob, orderBody(against, 0, size, { instrument, price })));
            const timeInForce = fok ? 'FOK' : 'GTC';
            const owner = traders[trader]!;
            // A little more than there is, so that a fill-or-kill order is taken back.
            transactions.push(venue.transaction(owner, orderBody(side, 0, size + (fok ? 1 : 0), { instrument, price, reduceOnly, timeInForce }))); // prettier-ignore
            transactions.push(venue.transaction(owner, orderBody(side, 0, size, { instrument, price, reduceOnly })));
          }
          const result = venue.block(transactions, [], elapsedMs);
          refused += result.outcomes.filter(({ code }) => code === 'MARGIN_TOO_LOW').length;
          traded += result.events.filter(({ type }) => type === 'fill').length;
          liquidated += Number(result.liquidated);
          const block = venue.blocks.at(-1)!;
          if (fate === 'drop') other.portfolioRisk.drop();
          if (fate === 'restore') other = decodeState(genesis, encodeState(other));
          if (fate === 'redo' || fate === 'resurface') {
            // Another block in its place, at its time: another index or other volatilities, the same orders.
            const isOther = (feed: number): boolean => (fate === 'redo' ? feed === 1 : feed >= btcOptions.surfaceFeed);
            const prices = block.prices.map((each) =>
              isOther(each.feed) ? { ...each, price: Math.round(each.price * 1.01) } : each,
            );
            const before = margins(other);
            execute(other, { ...block, prices });
            margins(other);
            other.journal.rollback(0);
            expect(margins(other)).toEqual(before);
          }
          const again = execute(other, block);
          done = venue.blocks.length;
          if (fate === 'drop') other.portfolioRisk.drop();
          expect(again.events).toEqual(result.events);
          expect(margins(other)).toEqual(margins(venue.state));
        }
        expect(commitment(other).restRoot).toBe(commitment(venue.state).restRoot);
        expect(encodeState(other)).toEqual(encodeState(venue.state));
        expect(venue.timeMs).toBeGreaterThan(genesisMs);
      },
    ),
    { numRuns: 60 },
  );
  for (const often of [refused, traded]) expect(often).toBeGreaterThan(100);
  expect(liquidated).toBeGreaterThan(1);
}, 120_000);
