import type { ExpiryRule } from '../genesis.ts';

// Days are counted from 1 January 1970, a Thursday, in UTC.

export const dayMs = 86_400_000;
/** Markets expire at 08:00 UTC. */
const expiryHourMs = 8 * 3_600_000;
/** The first Friday. */
const friday = 1;

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const daysIn = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : monthDays[month - 1]!);

/** Days from 1 January 1970 to that of a year. */
function yearStart(year: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return (year - 1970) * 365 + leaps - 477;
}

/** The date on which a number of days has passed since 1 January 1970. */
export function dateOf(days: number): CivilDate {
  let year = 1970 + Math.floor(days / 366);
  while (yearStart(year + 1) <= days) year += 1;
  let day = days - yearStart(year);
  let month = 1;
  while (day >= daysIn(year, month)) {
    day -= daysIn(year, month);
    month += 1;
  }
  return { year, month, day: day + 1 };
}

/** Days from 1 January 1970 to the first of a month; months beyond 12 are those of later years. */
function monthStart(year: number, month: number): number {
  const whole = year + Math.floor((month - 1) / 12);
  const within = ((month - 1) % 12) + 1;
  let days = yearStart(whole);
  for (let each = 1; each < within; each++) days += daysIn(whole, each);
  return days;
}

/** The last Friday of a month, in days. */
function lastFriday(year: number, month: number): number {
  const last = monthStart(year, month + 1) - 1;
  return last - ((((last - friday) % 7) + 7) % 7);
}

/**
 * The expiries that a rule lists at a time, ascending, Unix ms: as many of each kind as it says, all of them later.
 * Source: docs/spec/exchange.md, Instruments.
 */
export function expiriesAfter(timeMs: number, rule: ExpiryRule): number[] {
  const first = Math.floor((timeMs - expiryHourMs) / dayMs) + 1;
  const { year, month } = dateOf(first);
  const days = new Set<number>();
  for (let at = 0; at < rule.daily; at++) days.add(first + at);
  const nextFriday = first + ((((friday - first) % 7) + 7) % 7);
  for (let at = 0; at < rule.weekly; at++) days.add(nextFriday + 7 * at);
  const addLastFridays = (count: number, step: number): void => {
    let added = 0;
    for (let ahead = step === 1 ? 0 : (3 - (month % 3)) % 3; added < count; ahead += step) {
      const day = lastFriday(year, month + ahead);
      if (day < first) continue;
      days.add(day);
      added += 1;
    }
  };
  addLastFridays(rule.monthly, 1);
  addLastFridays(rule.quarterly, 3);
  return [...days].sort((a, b) => a - b).map((day) => day * dayMs + expiryHourMs);
}
