import { describe, expect, test } from 'vitest';
import { dayMs } from '../../../../node/exchange/instruments/calendar.ts';
import { forwardRatio } from '../../../../node/exchange/prices/forwardCurve.ts';
import { smileOf, surfaceNodes, surfacePlace, varianceAtNode } from '../../../../node/exchange/prices/surface.ts';
import { tenorsMs } from '../../../../node/exchange/prices/tenors.ts';
import type { AgreedPrice } from '../../../../node/types/settlement.ts';
import { timeMs } from '../../../../node/types/units.ts';

const first = 100;

/** Feeds from the first on; undefined: stale. */
const agreed = (values: readonly (number | undefined)[]): Map<number, AgreedPrice> =>
  new Map(
    values.map((price, at) => {
      const feed = first + at;
      return [feed, { feed, price: price ?? 1, atMs: timeMs(0), stale: price === undefined }];
    }),
  );

describe('a forward', () => {
  const points = [1_001_000_000, 1_002_000_000, 1_010_000_000, 1_020_000_000, 1_030_000_000, 1_060_000_000];
  const ratio = (leftMs: number, values: readonly (number | undefined)[] = points) =>
    forwardRatio(agreed(values), first, leftMs);

  test('is the index today, and the agreed ratio at each tenor', () => {
    expect(ratio(0)).toBe(1_000_000_000);
    expect(tenorsMs.map((tenor) => ratio(tenor))).toEqual(points);
  });

  test('lies on a straight line between two tenors, and goes on along one beyond the last', () => {
    expect(ratio(dayMs / 2)).toBe(1_000_500_000);
    expect(ratio(4 * dayMs)).toBe(1_001_500_000);
    expect(ratio(730 * dayMs)).toBe(1_120_000_000);
  });

  test('needs the two points around it, fresh and within reason, and no others', () => {
    const without = (at: number, value?: number) => points.map((point, each) => (each === at ? value : point));
    expect(ratio(4 * dayMs, without(0))).toBeUndefined();
    expect(ratio(4 * dayMs, without(1))).toBeUndefined();
    expect(ratio(4 * dayMs, without(2))).toBe(1_001_500_000);
    expect(ratio(4 * dayMs, without(1, 499_999_999))).toBeUndefined();
    expect(ratio(4 * dayMs, without(1, 2_000_000_001))).toBeUndefined();
    expect(ratio(4 * dayMs, [])).toBeUndefined();
  });

  test('is never beyond a half and twice the index, however far away', () => {
    expect(ratio(36_500 * dayMs)).toBe(2_000_000_000);
  });
});

describe('a smile', () => {
  const flat = (volatility: number) => surfaceNodes.map(() => volatility * 1e6);
  const sheet = (volatilities: readonly number[]) => volatilities.flatMap(flat);
  const atTheMoney = (leftMs: number, values: readonly (number | undefined)[]) =>
    smileOf(agreed(values), first, leftMs)?.[surfaceNodes.indexOf(0)];

  test('has the agreed volatilities at a tenor, squared', () => {
    const values = sheet([0.8, 0.7, 0.6, 0.5, 0.4, 0.3]);
    const ours = tenorsMs.map((tenor) => Math.sqrt(atTheMoney(tenor, values)!));
    ours.forEach((volatility, at) => expect(volatility).toBeCloseTo([0.8, 0.7, 0.6, 0.5, 0.4, 0.3][at]!, 12));
  });

  test('is linear in total variance between tenors, and flat before the first and beyond the last', () => {
    const values = sheet([0.8, 0.7, 0.6, 0.5, 0.4, 0.3]);
    const total = (0.64 * 1 + 0.49 * 7) / 2;
    expect(atTheMoney(4 * dayMs, values)).toBeCloseTo(total / 4, 12);
    expect(atTheMoney(dayMs / 10, values)).toBeCloseTo(0.64, 12);
    expect(atTheMoney(900 * dayMs, values)).toBeCloseTo(0.09, 12);
  });

  test('is linear in variance between nodes, and flat beyond the ends', () => {
    const smile = new Float64Array([9, 8, 7, 6, 5, 6, 7, 8, 9]);
    expect(surfaceNodes.map((node) => varianceAtNode(smile, node))).toEqual([...smile]);
    expect(varianceAtNode(smile, 15)).toBeCloseTo(5.5, 12);
    expect(varianceAtNode(smile, -160)).toBeCloseTo(8.5, 12);
    expect([varianceAtNode(smile, -1_000), varianceAtNode(smile, 1_000)]).toEqual([9, 9]);
  });

  test('needs all nodes of the two tenors around it, fresh and within reason', () => {
    const values: (number | undefined)[] = sheet([0.8, 0.7, 0.6, 0.5, 0.4, 0.3]);
    for (const bad of [undefined, 9_999, 10_000_001]) {
      for (const node of [0, surfaceNodes.length - 1, surfaceNodes.length]) {
        expect(smileOf(agreed(values.with(node, bad)), first, 4 * dayMs)).toBeUndefined();
      }
      expect(smileOf(agreed(values.with(2 * surfaceNodes.length, bad)), first, 4 * dayMs)).toBeDefined();
    }
  });

  test('is asked at hundredths of log-moneyness over the root of time', () => {
    expect(surfacePlace(Math.log(1.1), 0.25)).toBeCloseTo(100 * Math.log(1.1) * 2, 12);
  });
});
