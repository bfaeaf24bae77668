import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { btcPerpetual, ethPerpetual } from '../../../node/exchange/defaultGenesis.ts';
import { marketView } from '../../../node/exchange/views.ts';
import { agreePrice } from '../../../node/priority/price.ts';
import type { FeedConfig, FeedState } from '../../../node/priority/state.ts';
import { feedId, validatorIndex } from '../../../node/types/ids.ts';
import { timeMs } from '../../../node/types/units.ts';
import { committeeOf } from '../consensus/rig.ts';
import { alice, bob, btc, carol, genesisMs, ofType, testGenesis, usdc, Venue } from './venue.ts';

const config: FeedConfig = { feed: feedId(1), movePpbPerSecondMax: 50_000_000, staleMs: 3_000, skewMs: 500 };

/** What a committee agrees on from what each validator says, dollars, by the rule that nodes run. */
class Committee {
  readonly #powers: readonly number[];
  readonly #quorumPower: number;
  readonly #feed: FeedState = {
    agreed: { feed: config.feed, price: 0, atMs: timeMs(genesisMs), stale: true },
    observations: new Map(),
  };

  constructor(powers: readonly number[]) {
    this.#powers = powers;
    this.#quorumPower = committeeOf(powers).quorumPower;
  }

  hear(said: readonly number[], atMs: number): number {
    const when = { atMs: timeMs(atMs), reportedMs: timeMs(atMs) };
    said.forEach((price, at) => this.#feed.observations.set(validatorIndex(at), { price: usdc(price), ...when }));
    this.#feed.agreed = agreePrice(config, this.#feed, timeMs(atMs), this.#powers, this.#quorumPower);
    return this.#feed.agreed.price / usdc(1);
  }
}

/** Two who have bet against each other with all they have: a fall of a tenth ends alice, a rise of a tenth bob. */
function bet(genesis = testGenesis()): Venue {
  const venue = new Venue(genesis);
  for (const trader of [alice, bob]) venue.deposit(trader, 10_000);
  venue.deposit(carol, 1_000_000);
  venue.order(alice, 'buy', 100_000, 6_600);
  venue.order(bob, 'sell', 100_000, 6_600);
  expect(venue.lots(alice)).toBe(6_600);
  return venue;
}

describe('f lying validators', () => {
  test('move index, mark and margins nowhere that honest ones do not say, and liquidate nobody whom those would not', () => {
    const committees = fc.constantFrom<{ powers: number[]; liars: number[] }>(
      { powers: [1, 1, 1, 1], liars: [3] },
      { powers: [1, 1, 1, 1, 1, 1, 1], liars: [0, 6] },
      { powers: [4, 3, 3, 2, 1], liars: [0] },
    );
    const honest = fc.integer({ min: -40, max: 40 });
    const blocks = fc.array(
      fc.record({ noise: fc.array(honest, { minLength: 7, maxLength: 7 }), lie: fc.constantFrom(1, 50_000, 99_000, 104_000, 1_000_000) }), // prettier-ignore
      { minLength: 5, maxLength: 20 },
    );
    fc.assert(
      fc.property(committees, blocks, ({ powers, liars }, steps) => {
        const venue = bet();
        const committee = new Committee(powers);
        for (const { noise, lie } of steps) {
          const truth = powers.map((_, at) => 100_000 + noise[at]!);
          const told = truth.filter((_, at) => !liars.includes(at));
          venue.prices[1] = committee.hear(
            truth.map((price, at) => (liars.includes(at) ? lie : price)),
            venue.timeMs + 1_000,
          );
          const { events } = venue.block([], [], 1_000);
          const { indexPerLot, markPerLot, fundingRatePpb } = marketView(venue.state, btc)!;
          for (const perLot of [indexPerLot, markPerLot]) {
            expect(perLot).toBeGreaterThanOrEqual(usdc(Math.min(...told) / 10_000));
            expect(perLot).toBeLessThanOrEqual(usdc(Math.max(...told) / 10_000));
          }
          expect(fundingRatePpb).toBe(0);
          expect(ofType(events, 'liquidationStarted')).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('one more than f could, so the test above would see it', () => {
    const venue = bet();
    const committee = new Committee([1, 1, 1, 1]);
    committee.hear([100_000, 100_000, 100_000, 100_000], venue.timeMs + 1_000);
    venue.block([], [], 1_000);
    venue.prices[1] = committee.hear([100_000, 100_000, 80_000, 80_000], venue.timeMs + 1_000);
    expect(venue.prices[1]).toBeLessThan(100_000);
    for (let at = 0; at < 3; at++) {
      venue.prices[1] = committee.hear([100_000, 80_000, 80_000, 80_000], venue.timeMs + 1_000);
      venue.block([], [], 1_000);
    }
    expect(venue.sub(alice).liquidating || venue.lots(alice) === 0).toBe(true);
  });
});

describe('one lying feed', () => {
  const elsewhere = 9;
  const genesis = testGenesis({ markets: [{ ...btcPerpetual, perpetualFeed: feedId(elsewhere) }, ethPerpetual] });
  const markIn = (venue: Venue): number => marketView(venue.state, btc)!.markPerLot / usdc(1) / 0.0001;

  test('the price of the perpetual elsewhere is the mark while it lies between index with basis and the book', () => {
    const venue = bet(genesis);
    venue.order(carol, 'buy', 100_400, 10_000);
    venue.order(carol, 'sell', 100_500, 10_000);
    venue.prices[elsewhere] = 100_200;
    venue.block();
    expect(markIn(venue)).toBeCloseTo(100_200, 6);
    venue.dropped.add(elsewhere);
    venue.block();
    expect(markIn(venue)).toBeLessThan(100_100);
    expect(marketView(venue.state, btc)!.stale).toBe(false);
  });

  test('whatever it says, the mark stays between index with basis and the book, and nobody is liquidated by it', () => {
    const lies = fc.array(fc.constantFrom(1, 50_000, 90_000, 101_000, 150_000, 10_000_000), { minLength: 3 });
    fc.assert(
      fc.property(lies, fc.integer({ min: 99_500, max: 100_400 }), (said, bid) => {
        const venue = bet(genesis);
        venue.order(carol, 'buy', bid, 10_000);
        venue.order(carol, 'sell', bid + 100, 10_000);
        for (const lie of said) {
          venue.prices[elsewhere] = lie;
          const { events } = venue.block([], [], 1_000);
          expect(ofType(events, 'liquidationStarted')).toEqual([]);
          expect(markIn(venue)).toBeGreaterThanOrEqual(Math.min(100_000, bid) - 0.1);
          expect(markIn(venue)).toBeLessThanOrEqual(Math.max(100_000, bid + 100) + 0.1);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the index alone is not trusted beyond what the committee’s rule lets it move in a second', () => {
    const committee = new Committee([1, 1, 1, 1]);
    committee.hear([100_000, 100_000, 100_000, 100_000], genesisMs + 1_000);
    // All validators read the same broken source.
    expect(committee.hear([1, 1, 1, 1], genesisMs + 2_000)).toBe(95_000);
  });
});
