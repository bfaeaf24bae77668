import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Hash } from '../../../node/types/ids.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import type { ExchangeState } from '../../../node/exchange/state.ts';
import { alice, bob, btc, carol, eth, Venue } from './venue.ts';
import { govern, valueOf } from './parameters/govern.ts';
import { openVenue, playBlock, sequences } from './randomSequence.ts';

const isSafe = (state: ExchangeState) => (index: number) => {
  const { equity, maintenance } = state.risk.assess(state, index);
  return !state.subaccounts.isLiquidating(index) && equity >= maintenance && equity >= 0;
};

const unsafeOfAll = (state: ExchangeState): number[] =>
  state.subaccounts.sortedKeys().filter((index) => index !== 0 && !isSafe(state)(index));

test('whoever is below maintenance is found without looking at everybody, also after a block was taken back', () => {
  fc.assert(
    fc.property(sequences, fc.nat(3), (blocks, every) => {
      const venue = openVenue();
      const placed: [number, Hash][] = [];
      const { state } = venue;
      blocks.forEach((operations, at) => {
        playBlock(venue, operations, placed);
        if (every !== 0 && at % every === 0) {
          state.journal.rollback(0);
          expect(state.marginWatch.unsafe(state)).toEqual(unsafeOfAll(state));
          // As if the block had never been: its number and time are free again.
          venue.blocks.pop();
        }
        expect(state.marginWatch.unsafe(state)).toEqual(unsafeOfAll(state));
      });
    }),
    { numRuns: 150 },
  );
});

test('whoever is below maintenance is found when marks and funding move, however little of its surplus a move takes', () => {
  const move = fc.integer({ min: -30, max: 30 });
  const step = fc.record({ btc: move, eth: move, funding: fc.constantFrom(0, 0, 0, 40_000) });
  const lots = fc.integer({ min: -40, max: 40 });
  const long = { minLength: 5, maxLength: 60, size: 'max' } as const;
  const drift = fc.tuple(fc.integer({ min: -90_000, max: 90_000 }), fc.integer({ min: -36_000, max: 36_000 }));
  fc.assert(
    fc.property(
      fc.array(step, long),
      fc.array(fc.tuple(lots, lots), { ...long, maxLength: 6 }),
      drift,
      (steps, held, [btcDrift, ethDrift]) => {
        const venue = new Venue();
        for (const owner of [alice, bob]) venue.deposit(owner, 1_000_000);
        held.forEach(([btcLots, ethLots], subNo) => {
          venue.deposit(carol, 60, subNo);
          for (const [instrument, size, price] of [
            [btc, btcLots, 1_000_000],
            [eth, 10 * ethLots, 400_000],
          ] as const) {
            const [side, other] = size > 0 ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
            if (size === 0) continue;
            venue.order(alice, other, 0, Math.abs(size), { instrument, price });
            venue.order(
              carol,
              side,
              0,
              Math.abs(size),
              { instrument, price, timeInForce: 'IOC' },
              { subaccount: subNo },
            );
          }
        });
        let { state } = venue;
        let [btcMark, ethMark] = [state.markets.get(btc)!.markPerLot, state.markets.get(eth)!.markPerLot];
        steps.forEach((moved, at) => {
          // Marks alone, so that nothing else brings anybody to be looked at.
          if (at === 30) state = decodeState(state.genesis, encodeState(state));
          btcMark += moved.btc * 5_000 + btcDrift;
          ethMark += moved.eth * 2_000 + ethDrift;
          for (const [instrument, markPerLot] of [
            [btc, btcMark],
            [eth, ethMark],
          ] as const) {
            const longMaintenancePerLot = Math.ceil(markPerLot / 20);
            const shortMaintenancePerLot = longMaintenancePerLot;
            const market = state.markets.get(instrument)!;
            const fundingIndex = market.fundingIndex + moved.funding;
            const changed = { markPerLot, longMaintenancePerLot, shortMaintenancePerLot, fundingIndex };
            state.markets.set(instrument, { ...market, ...changed });
          }
          expect(state.marginWatch.unsafe(state)).toEqual(unsafeOfAll(state));
        });
      },
    ),
    { numRuns: 100 },
  );
});

test('whoever new margins bring below maintenance is found, and whoever they were taken back for is watched as before', () => {
  const lots = fc.integer({ min: -40, max: 40 });
  const margin = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(
      fc.array(lots, { minLength: 3, maxLength: 8 }),
      fc.array(fc.tuple(margin, fc.boolean(), fc.integer({ min: -25, max: 25 })), { minLength: 3, maxLength: 12 }),
      (held, steps) => {
        // prettier-ignore
        const venue = new Venue();
        venue.deposit(alice, 1_000_000);
        held.forEach((size, subNo) => {
          venue.deposit(carol, 60, subNo);
          if (size === 0) return;
          const [side, other] = size > 0 ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
          venue.order(alice, other, 100_000, Math.abs(size));
          venue.order(carol, side, 100_000, Math.abs(size), { timeInForce: 'IOC' }, { subaccount: subNo });
        });
        const { state } = venue;
        for (const [percent, isTakenBack, dollars] of steps) {
          state.marginWatch.unsafe(state);
          const before = venue.timeMs;
          venue.prices[1]! += dollars;
          govern(venue, [
            valueOf(btc, 'maintenanceMarginPpb', percent * 10_000_000),
            valueOf(btc, 'initialMarginPpb', percent * 20_000_000),
          ]);
          expect(state.marginWatch.unsafe(state)).toEqual(unsafeOfAll(state));
          if (!isTakenBack) continue;
          state.journal.rollback(0);
          venue.blocks.pop();
          venue.timeMs = before;
          expect(state.marginWatch.unsafe(state)).toEqual(unsafeOfAll(state));
          // Prices alone move on: a watch of margins that never were would be reached too late.
          venue.prices[1]! += 40 * dollars;
          venue.block();
          expect(state.marginWatch.unsafe(state)).toEqual(unsafeOfAll(state));
        }
      },
    ),
    { numRuns: 60 },
  );
});
