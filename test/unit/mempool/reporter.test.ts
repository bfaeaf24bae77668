import { beforeEach, describe, expect, test } from 'vitest';
import { reportFault, reportLimits } from '../../../node/mempool/reportRules.ts';
import { Reporter, type Observed } from '../../../node/mempool/reporter.ts';
import { feedId, type Hash, validatorIndex, zeroHash } from '../../../node/types/ids.ts';
import type { Report } from '../../../node/types/report.ts';
import { epoch, height, timeMs } from '../../../node/types/units.ts';

const hash = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}` as Hash;
const observed: Observed = {
  prices: [],
  l1: [],
  executed: { height: height(0), resultDigest: zeroHash },
  misconduct: [],
};

let reporter: Reporter;
let gone: Set<Hash>;
beforeEach(() => {
  gone = new Set();
  reporter = new Reporter(
    {
      reportIntervalMs: 10,
      heartbeatMs: 100,
      extensionBytesMax: 10_000,
      liveArrivalsMax: 50,
      queueMax: 100,
      isHeld: (each) => !gone.has(each),
    },
    epoch(1),
    validatorIndex(0),
  );
});
const next = (nowMs: number, tailBytes = 0, live = 0): Report | undefined => {
  const report = reporter.next(timeMs(nowMs), observed, tailBytes, live);
  if (report !== undefined) reporter.linked(hash(1_000 + report.seq));
  return report;
};
const arrive = (n: number, nowMs: number): void => reporter.arrived(hash(n), timeMs(nowMs));
const arrivals = (report: Report | undefined): number[] | undefined =>
  report?.arrivals.map((each) => Number(BigInt(each.hash)));

describe('making reports', () => {
  test('the first one goes at once; reports are numbered and linked', () => {
    expect(next(1_000)).toMatchObject({ seq: 1, prevDigest: zeroHash, localTimeMs: 1_000 });
    expect(next(1_100)).toMatchObject({ seq: 2, prevDigest: hash(1_001), localTimeMs: 1_100 });
  });

  test('arrivals go after the interval, in the order in which they came', () => {
    next(1_000);
    arrive(2, 1_001);
    arrive(1, 1_002);
    expect(next(1_009)).toBeUndefined();
    expect(reporter.dueAtMs(timeMs(1_002))).toBe(1_010);
    expect(arrivals(next(1_010))).toEqual([2, 1]);
    expect(reporter.queued).toBe(0);
  });

  test('without arrivals there is a heartbeat, no sooner', () => {
    next(1_000);
    expect(next(1_099)).toBeUndefined();
    expect(next(1_100)).toMatchObject({ arrivals: [] });
  });

  test('time never goes back, even when the clock does', () => {
    next(5_000);
    arrive(1, 3_000);
    arrive(2, 5_050);
    const report = next(5_060)!;
    expect(report.arrivals.map((each) => each.timeMs)).toEqual([5_001, 5_050]);
    arrive(3, 2_000);
    const later = next(5_200)!;
    expect(later.localTimeMs).toBe(5_200);
    expect(later.arrivals[0]!.timeMs).toBe(5_061);
    expect(next(9_000)!.localTimeMs).toBe(9_000);
  });

  test('a report’s own time covers its arrivals', () => {
    next(1_000);
    arrive(1, 1_500);
    expect(next(1_400)!.localTimeMs).toBe(1_500);
  });

  test('what comes out passes the rules that everybody checks', () => {
    next(1_000);
    [5, 3, 9].forEach((n, index) => arrive(n, 1_020 - index));
    expect(reportFault(next(1_030)!)).toBeUndefined();
  });

  test('nothing is made that would bring the tail above K, heartbeats included', () => {
    next(1_000);
    arrive(1, 1_001);
    expect(next(1_020, 9_900)).toBeUndefined();
    expect(next(9_000, 9_900)).toBeUndefined();
    expect(arrivals(next(9_001, 0))).toEqual([1]);
  });

  test('only so many arrivals are taken as the tail has room for', () => {
    for (let n = 1; n <= 20; n++) arrive(n, 1_000);
    expect(next(1_001, 10_000 - 256 - 5 * 48)!.arrivals).toHaveLength(5);
    expect(reporter.queued).toBe(15);
  });

  test('arrivals beyond M live ones wait, and the heartbeat goes on without them', () => {
    next(1_000);
    for (let n = 1; n <= 20; n++) arrive(n, 1_001);
    expect(arrivals(next(1_010, 0, 45))).toEqual([1, 2, 3, 4, 5]);
    expect(next(1_030, 0, 50)).toBeUndefined();
    expect(next(1_110, 0, 50)).toMatchObject({ arrivals: [] });
    expect(next(1_120, 0, 0)!.arrivals).toHaveLength(15);
  });

  test('a report is not longer than others accept', () => {
    const large = new Reporter(
      {
        reportIntervalMs: 10,
        heartbeatMs: 100,
        extensionBytesMax: 1_000_000,
        liveArrivalsMax: 10_000,
        queueMax: 10_000,
        isHeld: () => true,
      },
      epoch(1),
      validatorIndex(0),
    );
    for (let n = 0; n < 3_000; n++) large.arrived(hash(n), timeMs(1_000));
    expect(large.next(timeMs(1_000), observed, 0, 0)!.arrivals).toHaveLength(reportLimits.arrivalsMax);
  });

  test('what this node no longer holds is not promised', () => {
    for (const n of [1, 2, 3]) arrive(n, 1_000);
    gone.add(hash(2));
    expect(arrivals(next(1_001))).toEqual([1, 3]);
  });

  test('while nothing may be reported, the queue keeps only what is still here', () => {
    for (let n = 0; n < 10_000; n++) {
      arrive(n, 1_000);
      gone.add(hash(n - 20));
    }
    expect(reporter.queued).toBeLessThanOrEqual(101);
  });

  test('a resumed chain goes on where it was', () => {
    reporter.resume(7, hash(77), timeMs(9_000));
    expect(next(1_000)).toMatchObject({ seq: 8, prevDigest: hash(77), localTimeMs: 9_000 });
  });
});

describe('what everybody checks of a report by itself', () => {
  const report = (changes: Partial<Report>): Report => ({
    epoch: epoch(1),
    validator: validatorIndex(0),
    seq: 1,
    prevDigest: zeroHash,
    localTimeMs: timeMs(100),
    arrivals: [],
    prices: [],
    l1: [],
    executed: observed.executed,
    misconduct: [],
    ...changes,
  });
  const at = (...times: number[]): Report['arrivals'] =>
    times.map((each) => ({ hash: zeroHash, timeMs: timeMs(each) }));
  const fill = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

  test.each([
    ['a good one', {}, undefined],
    ['equal arrival times', { arrivals: at(5, 5, 100) }, undefined],
    ['a seq of 0', { seq: 0 }, 'REPORT_SEQ'],
    ['arrivals out of order', { arrivals: at(5, 4) }, 'REPORT_ARRIVALS_UNORDERED'],
    ['an arrival after the report', { arrivals: at(101) }, 'REPORT_ARRIVAL_LATE'],
    ['too many arrivals', { arrivals: at(...fill(reportLimits.arrivalsMax + 1, 1)) }, 'REPORT_TOO_LARGE'],
    ['as many arrivals as allowed', { arrivals: at(...fill(reportLimits.arrivalsMax, 1)) }, undefined],
    [
      'too many prices',
      { prices: fill(reportLimits.pricesMax + 1, { feed: feedId(1), price: 1, atMs: timeMs(1) }) },
      'REPORT_TOO_LARGE',
    ],
    [
      'too many L1 blocks',
      { l1: fill(reportLimits.l1Max + 1, { chainId: 1, number: 1, hash: zeroHash }) },
      'REPORT_TOO_LARGE',
    ],
  ] as readonly (readonly [string, Partial<Report>, string | undefined])[])('%s', (_, changes, code) => {
    expect(reportFault(report(changes))?.code).toBe(code);
  });
});
