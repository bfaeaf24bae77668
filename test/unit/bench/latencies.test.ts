import { describe, expect, test } from 'vitest';
import { latenciesOf } from '../../bench/latencies.ts';

describe('latencies', () => {
  test('half and 99 of 100 do not exceed the percentiles, in whatever order they were measured', () => {
    const values = Array.from({ length: 101 }, (_, at) => (at * 37) % 101);
    expect(latenciesOf(values)).toEqual({ count: 101, finalityMsP50: 50, finalityMsP99: 99 });
  });

  test('one value is every percentile, and no value none', () => {
    expect(latenciesOf([7])).toEqual({ count: 1, finalityMsP50: 7, finalityMsP99: 7 });
    expect(JSON.stringify(latenciesOf([]))).toBe('{"count":0,"finalityMsP50":null,"finalityMsP99":null}');
  });
});
