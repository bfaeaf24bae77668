import { describe, expect, test } from 'vitest';
import { checkConservationFully } from '../../../node/exchange/conservation.ts';
import { decodeState } from '../../../node/exchange/snapshot.ts';
import type { ExchangeState } from '../../../node/exchange/state.ts';
import { Baseline } from '../../../node/stress/baseline.ts';
import { groupsOf } from '../../../node/stress/groups.ts';
import { depthOf } from '../../../node/stress/liquidity.ts';
import { populate } from '../../../node/stress/population.ts';
import { expectedShortfall, runContagion, runMonteCarlo, runScenario } from '../../../node/stress/report.ts';
import { scenarios, type Scenario } from '../../../node/stress/scenarios.ts';
import { calm, through, type Course } from '../../../node/stress/shock.ts';
import { StressRun, type StressStart } from '../../../node/stress/stressRun.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import type { InstrumentId } from '../../../node/types/ids.ts';

const start = { ...populate({ accounts: 150, seed: 1, insurance: 20_000 }), depth: 1 };
const scenario = (name: string): Scenario => scenarios.find((each) => each.name === name)!;

/** Who owes something on fresh prices, counted here and not by what is tested. */
const indebted = (state: ExchangeState): number[] =>
  state.subaccounts.sortedKeys().filter((index) => {
    const positions = state.subaccounts.positions(index);
    const isFresh = positions.every(({ instrument }) => !state.markets.get(instrument)!.stale);
    return index !== 0 && isFresh && state.risk.assess(state, index).equity < 0;
  });

function eventsOf(course: Course, hours: number, stepMs = 60_000, from: StressStart = start): BlockEvent[] {
  const events: BlockEvent[] = [];
  new StressRun(from, (_, told) => events.push(...told)).follow(course, hours, stepMs);
  return events;
}

describe('a stress of a state', () => {
  test.each(scenarios)(
    'conserves money and leaves no debt uncovered in any block of $name',
    ({ course, hours, stepMs }) => {
      let blocks = 0;
      const run = new StressRun(start, (state) => {
        blocks += 1;
        checkConservationFully(state);
        expect(indebted(state)).toEqual([]);
      });
      run.follow(course, hours, stepMs, true);
      expect(blocks).toBeGreaterThan((hours * 3_600_000) / stepMs);
    },
  );

  test('has something to tell of liquidation, bankruptcy, insurance, deleveraging and fees', () => {
    const told = runScenario(start, scenario('october-2025'));
    for (const figure of [told.liquidations, told.bankruptcies, told.insuranceUsedUsdc, told.liquidationFeesUsdc]) {
      expect(figure).toBeGreaterThan(0);
    }
    expect(told.deleveragedUnhedgedUsdc).toBeGreaterThan(0);
    // The price of what is deleveraged covers a debt before anybody's profit does.
    expect(told.deleverageLossUsdc).toBeGreaterThan(0);
    expect(told.haircutUsdc).toBe(0);
    expect(told.worstEquityUsdc).toBeLessThan(0);
    expect(told.bankruptcies).toBeLessThanOrEqual(told.liquidations);
    const loss = told.insuranceUsedUsdc + told.deleverageLossUsdc + told.haircutUsdc;
    expect(told.systemLossUsdc).toBeCloseTo(loss, 1);
  });

  test('lets makers bid in auctions, once the discount is worth it and for no more than they quote', () => {
    const events: BlockEvent[] = [];
    let largest = 0;
    const { course } = scenario('may-2021');
    const run = new StressRun(start, (state, told) => {
      events.push(...told);
      for (const { type, instrument, lots } of told) {
        if (type !== 'auctionTrade') continue;
        const number = state.markets.number(instrument as InstrumentId);
        const { feed } = state.markets.listing(number);
        const { role } = run.groups.find((group) => group.feed === feed)!;
        largest = Math.max(largest, Math.abs(lots as number) / depthOf(state, number, role, 1));
      }
    });
    run.follow((hours, group) => course(hours + 5.5, group), 2.5, 60_000);
    const bids = events.filter(({ type }) => type === 'auctionBid');
    expect(bids.length).toBeGreaterThan(0);
    for (const { discountPpb } of bids) expect(discountPpb).toBeGreaterThanOrEqual(100_000_000);
    expect(largest).toBeLessThanOrEqual(1);
    expect(run.tally.auctioned).toBeGreaterThan(0);
  });

  test('without a shock does nothing: nobody trades, nobody is liquidated, no fund is used', () => {
    const events = eventsOf(() => calm, 0.25);
    const idle = ['accepted', 'canceled', 'deposit', 'mark', 'receipt', 'rested'];
    expect([...new Set(events.map(({ type }) => type))].filter((type) => !idle.includes(type))).toEqual([]);
    const told = runScenario(start, { ...scenario('usdc-depeg'), hours: 0.25, stepMs: 60_000, course: () => calm });
    expect(told).toMatchObject({ liquidations: 0, bankruptcies: 0, insuranceUsedUsdc: 0, liquidationFeesUsdc: 0, systemLossUsdc: 0 }); // prettier-ignore
  });

  test('never changes the state that it is given, and tells the same every time', () => {
    const before = Buffer.from(start.bytes).toString('latin1');
    const once = runScenario(start, scenario('thin-squeeze'));
    expect(runScenario(start, scenario('thin-squeeze'))).toEqual(once);
    expect(Buffer.from(start.bytes).toString('latin1')).toBe(before);
  });

  test('liquidates nobody while feeds are stale, and does it once they are fresh', () => {
    const outage = scenario('feed-outage');
    const stale = (hours: number): boolean => hours >= 1 / 6 && hours < 0.5;
    let liquidatedStale = 0;
    let liquidatedFresh = 0;
    const run = new StressRun(start, (state, events) => {
      const isStale = stale((state.clock.get('clock')!.timeMs - firstMs) / 3_600_000);
      const count = events.filter(({ type }) => type === 'liquidationStarted').length;
      if (isStale) liquidatedStale += count;
      else liquidatedFresh += count;
    });
    const firstMs = run.state.clock.get('clock')!.timeMs + 1;
    run.follow(outage.course, outage.hours, outage.stepMs);
    expect(liquidatedStale).toBe(0);
    expect(liquidatedFresh).toBeGreaterThan(0);
  });

  test('closes no more on the books than the depth that it is given', () => {
    const fall: Course = (hours) => ({ ...calm, index: through(hours, [[0, 1], [0.5, 0.75]]) }); // prettier-ignore
    const closed = (depth: number): number => {
      const run = new StressRun({ ...start, depth });
      run.follow(fall, 1, 60_000);
      return [...run.tally.groups.values()].reduce((sum, group) => sum + group.liquidated, 0);
    };
    const [none, thin, usual] = [closed(0), closed(0.02), closed(1)];
    expect(none).toBeLessThan(thin);
    expect(thin).toBeLessThan(usual);
  });

  test('begins at the marks that the state has', () => {
    const state = decodeState(start.genesis, start.bytes);
    const before = state.markets.live.map((number) => state.markets.at(number).markPerLot);
    const run = new StressRun(start);
    run.follow(() => calm, 0, 60_000);
    run.state.markets.live.forEach((number, at) => {
      const { markPerLot } = run.state.markets.at(number);
      expect(Math.abs(markPerLot - before[at]!)).toBeLessThanOrEqual(Math.max(2, before[at]! * 1e-4));
    });
  });

  test('moves index, forwards and volatilities by what the shock says, each feed by its own', () => {
    const baseline = new Baseline(decodeState(start.genesis, start.bytes));
    const plain = baseline.agreed(1, () => calm);
    const shocked = baseline.agreed(1, (feed) =>
      feed === 1 ? { ...calm, index: 0.5, forward: 1.01, volatility: 2, isStale: true } : calm,
    );
    const moved = new Map(shocked.map(({ feed, price }, at) => [feed, price / plain[at]!.price]));
    expect(moved.get(1)).toBe(0.5);
    expect(moved.get(2)).toBe(1);
    expect(moved.get(100)).toBeCloseTo(1.01, 9);
    expect(moved.get(110)).toBe(2);
    expect(moved.get(210)).toBe(1);
    expect(shocked.filter(({ stale }) => stale).map(({ feed }) => feed)).toEqual(
      plain.map(({ feed }) => feed).filter((feed) => feed === 1 || (feed >= 100 && feed < 200)),
    );
  });

  test('knows groups by what is open in them: the largest leads, the smallest is thin', () => {
    const groups = groupsOf(decodeState(start.genesis, start.bytes));
    expect(groups.map(({ role }) => role)).toEqual(['lead', 'large', 'alt', 'thin']);
    expect(groups[0]!.name).toBe('BTC_USDC');
  });
});

describe('the scenarios', () => {
  const lowest = (name: string, role: 'lead' | 'thin'): number => {
    const { course, hours } = scenario(name);
    const at = Array.from({ length: 201 }, (_, step) => (step * hours) / 200);
    return Math.min(...at.map((each) => course(each, { feed: 1, marketGroup: 1, name: '', role }).index));
  };

  test('go as far as what they are named after', () => {
    expect(lowest('march-2020', 'lead')).toBeCloseTo(0.53, 2);
    expect(lowest('may-2021', 'lead')).toBeCloseTo(0.7, 2);
    expect(lowest('october-2025', 'lead')).toBeCloseTo(0.85, 2);
    expect(lowest('october-2025', 'thin')).toBeCloseTo(0.2, 2);
    const { course } = scenario('thin-squeeze');
    expect(course(1, { feed: 4, marketGroup: 4, name: '', role: 'thin' }).index).toBe(4.5);
    expect(course(1, { feed: 1, marketGroup: 1, name: '', role: 'lead' })).toEqual(calm);
    expect(scenario('usdc-depeg').course(6, { feed: 1, marketGroup: 1, name: '', role: 'alt' }).index).toBeCloseTo(
      1 / 0.87,
      9,
    );
    expect(
      scenario('volatility-doubles').course(1, { feed: 1, marketGroup: 1, name: '', role: 'lead' }).volatility,
    ).toBe(2);
  });

  test('begin at rest', () => {
    for (const { course } of scenarios) {
      for (const role of ['lead', 'large', 'alt', 'thin'] as const) {
        expect(course(0, { feed: 1, marketGroup: 1, name: '', role })).toEqual(calm);
      }
    }
  });

  test('go in straight lines between their points', () => {
    const points = [[1, 10], [3, 20]] as const; // prettier-ignore
    expect([0, 1, 2, 3, 4].map((hours) => through(hours, points))).toEqual([10, 10, 15, 20, 20]);
  });
});

describe('a Monte Carlo over a state', () => {
  const few = { paths: 6, seed: 3, hours: 6 };

  test('is the same for one seed and another for another; a path does not depend on how many there are', () => {
    const told = runMonteCarlo(start, few);
    expect(JSON.stringify(runMonteCarlo(start, few))).toBe(JSON.stringify(told));
    expect(runMonteCarlo(start, { ...few, seed: 4 }).systemLossesUsdc).not.toEqual(told.systemLossesUsdc);
    const more = runMonteCarlo(start, { ...few, paths: 8 }).systemLossesUsdc;
    for (const loss of told.systemLossesUsdc) expect(more).toContain(loss);
    expect(told.systemLossesUsdc).toEqual([...told.systemLossesUsdc].sort((a, b) => b - a));
  });

  test('sums up the worst part of its losses', () => {
    const losses = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(expectedShortfall(losses, 0.05)).toBe(98);
    expect(expectedShortfall(losses, 0.01)).toBe(100);
    expect(expectedShortfall([7, 1], 0.01)).toBe(7);
    expect(expectedShortfall(losses, 1)).toBe(50.5);
  });
});

describe('contagion', () => {
  test('is felt most where the shock is, and elsewhere by who holds both', () => {
    const { groups, cells } = runContagion(start);
    cells.forEach((row, at) => {
      const sums = row.map((cell) => cell.liquidatedUsdc + cell.deleveragedUsdc);
      expect(Math.max(...sums), groups[at]).toBe(sums[at]);
    });
    const elsewhere = cells.flatMap((row, at) => row.filter((_, column) => column !== at));
    expect(elsewhere.some(({ liquidatedUsdc }) => liquidatedUsdc > 0)).toBe(true);
  });
});
