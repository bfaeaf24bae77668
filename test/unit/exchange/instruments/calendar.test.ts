import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { dateOf, dayMs, expiriesAfter } from '../../../../node/exchange/instruments/calendar.ts';
import { expiryName, nameOf } from '../../../../node/exchange/instruments/names.ts';

const none = { daily: 0, weekly: 0, monthly: 0, quarterly: 0 };
const iso = (timesMs: readonly number[]): string[] =>
  timesMs.map((timeMs) => new Date(timeMs).toISOString().slice(0, 16));
/** A Tuesday evening. */
const fromMs = Date.parse('2023-11-14T22:00:00Z');

describe('the calendar of expiries', () => {
  test('is that of the engine, on every day of a century and a half', () => {
    for (let day = 0; day < 55_000; day++) {
      const date = new Date(day * dayMs);
      const expected = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      expect(dateOf(day)).toEqual(expected);
    }
  });

  test('has the next days at 08:00 UTC', () => {
    expect(iso(expiriesAfter(fromMs, { ...none, daily: 2 }))).toEqual(['2023-11-15T08:00', '2023-11-16T08:00']);
  });

  test('has the next Fridays, the last Fridays of months, and of quarters', () => {
    expect(iso(expiriesAfter(fromMs, { ...none, weekly: 2 }))).toEqual(['2023-11-17T08:00', '2023-11-24T08:00']);
    expect(iso(expiriesAfter(fromMs, { ...none, monthly: 3 }))).toEqual(['2023-11-24T08:00', '2023-12-29T08:00', '2024-01-26T08:00']); // prettier-ignore
    expect(iso(expiriesAfter(fromMs, { ...none, quarterly: 3 }))).toEqual(['2023-12-29T08:00', '2024-03-29T08:00', '2024-06-28T08:00']); // prettier-ignore
  });

  test('counts one day once, whatever kinds it is of', () => {
    const rule = { daily: 4, weekly: 1, monthly: 0, quarterly: 0 };
    expect(expiriesAfter(fromMs, rule)).toHaveLength(4);
  });

  test('never names an expiry that is not later, and the one of a moment just before it', () => {
    const expiry = Date.parse('2023-12-29T08:00:00Z');
    expect(expiriesAfter(expiry - 1, { ...none, quarterly: 1 })).toEqual([expiry]);
    expect(iso(expiriesAfter(expiry, { ...none, quarterly: 1 }))).toEqual(['2024-03-29T08:00']);
  });

  test('agrees with a search day by day', () => {
    const isLastFriday = (timeMs: number): boolean =>
      new Date(timeMs).getUTCDay() === 5 &&
      new Date(timeMs + 7 * dayMs).getUTCMonth() !== new Date(timeMs).getUTCMonth();
    const search = (timeMs: number, count: number, fits: (timeMs: number) => boolean): number[] => {
      const found: number[] = [];
      const first = Math.floor(timeMs / dayMs) * dayMs + dayMs / 3;
      for (let at = first; found.length < count; at += dayMs) if (at > timeMs && fits(at)) found.push(at);
      return found;
    };
    fc.assert(
      fc.property(fc.integer({ min: fromMs, max: fromMs + 4_000 * dayMs }), fc.nat(4), (timeMs, count) => {
        expect(expiriesAfter(timeMs, { ...none, monthly: count })).toEqual(search(timeMs, count, isLastFriday));
        const isQuarter = (at: number): boolean => isLastFriday(at) && new Date(at).getUTCMonth() % 3 === 2;
        expect(expiriesAfter(timeMs, { ...none, quarterly: count })).toEqual(search(timeMs, count, isQuarter));
        const isFriday = (at: number): boolean => new Date(at).getUTCDay() === 5;
        expect(expiriesAfter(timeMs, { ...none, weekly: count })).toEqual(search(timeMs, count, isFriday));
      }),
    );
  });
});

describe('names', () => {
  const expiryMs = Date.parse('2026-03-27T08:00:00Z');

  test('are those of Deribit', () => {
    expect(expiryName(expiryMs)).toBe('27MAR26');
    expect(expiryName(Date.parse('2025-01-03T08:00:00Z'))).toBe('3JAN25');
    expect(nameOf('BTC_USDC', { expiryMs, strikeMicroUsdc: 0, right: 'none' })).toBe('BTC_USDC-27MAR26');
    expect(nameOf('BTC_USDC', { expiryMs, strikeMicroUsdc: 100_000_000_000, right: 'call' })).toBe('BTC_USDC-27MAR26-100000-C'); // prettier-ignore
    expect(nameOf('XRP_USDC', { expiryMs, strikeMicroUsdc: 625_000, right: 'put' })).toBe('XRP_USDC-27MAR26-0d625-P');
  });
});
