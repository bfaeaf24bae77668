import { BaseError } from 'viem';
import { describe, expect, test } from 'vitest';
import { Backoff, shortReason, type L1Status } from '../../../node/l1/retry.ts';

const backoff = () => {
  const statuses: L1Status[] = [];
  return { statuses, retry: new Backoff('L1 chain 1', 100, 1_000, (status) => statuses.push(status)) };
};

describe('retrying', () => {
  test('delays double up to the limit and start over after a success', () => {
    const { retry } = backoff();
    expect([1, 2, 3, 4, 5, 6].map(() => retry.failed(new Error('x')))).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    retry.succeeded();
    expect(retry.failed(new Error('x'))).toBe(100);
  });

  test('each change of state is told once, and that all is well at the start is no news', () => {
    const { retry, statuses } = backoff();
    retry.succeeded();
    retry.failed(new Error('refused'));
    retry.failed(new Error('refused again'));
    retry.succeeded();
    retry.succeeded();
    expect(statuses).toEqual([
      { up: false, message: 'L1 chain 1: refused; trying again at growing intervals, at most 1000 ms' },
      { up: true, message: 'L1 chain 1: answers again' },
    ]);
  });

  test('a failure that somebody else tells delays alike, and neither it nor its end is told', () => {
    const { retry, statuses } = backoff();
    expect([1, 2].map(() => retry.failedWithoutWord())).toEqual([100, 200]);
    retry.succeeded();
    expect(retry.failed(new Error('x'))).toBe(100);
    expect(statuses.map(({ up }) => up)).toEqual([false]);
  });

  test('a reason is one line, whatever was thrown', () => {
    expect(shortReason(new Error('first\nsecond'))).toBe('first');
    expect(shortReason('text')).toBe('text');
    expect(shortReason(new BaseError('HTTP request failed.', { details: 'fetch failed\nmore' }))).toBe(
      'HTTP request failed. (fetch failed)',
    );
  });
});
