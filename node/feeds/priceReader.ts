import type { Fault } from '../types/fault.ts';
import { type TimeMs, timeMs } from '../types/units.ts';
import { dateMs } from './priceFile.ts';
import type { SourcePrice } from './feedSource.ts';

/** Where a document of somebody else's has its price, and when that was stated. */
export interface PricePaths {
  /** Keys and list positions from the outside in, joined by dots: `data.0.last`. USDC per whole unit, number or text. */
  readonly pricePath: string;
  /** When the price was stated; absent: when the document came. */
  readonly timePath?: string;
  /** What a number there counts from 1970 on (ms). A date in text needs none; without a zone it is UTC. */
  readonly timeUnit?: TimeUnit;
}

const msPerUnit = { s: 1_000, ms: 1, us: 0.001, ns: 0.000_001 } as const;
export type TimeUnit = keyof typeof msPerUnit;
export const timeUnits = Object.keys(msPerUnit) as readonly TimeUnit[];

/** How far ahead of this node's clock a stated time may be; it is then read as now. */
export const aheadMsMax = 1_000;

/** The highest price that is believed, micro-USDC per whole unit: a billion USDC. */
export const priceMax = 1e15;
const microPerUsdc = 1_000_000;

/** The value that a path leads to; undefined where it leads nowhere. */
export function valueAt(document: unknown, path: string): unknown {
  let value = document;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/**
 * Reads price and time out of a document that was not there before `sinceMs`; undefined where it has no price at all.
 * Faults: FEED_PRICE_INVALID, FEED_TIME_INVALID, FEED_TIME_AHEAD.
 */
export function readPrice(
  document: unknown,
  { pricePath, timePath, timeUnit = 'ms' }: PricePaths,
  sinceMs: TimeMs,
  nowMs: TimeMs,
): SourcePrice | Fault | undefined {
  const stated = valueAt(document, pricePath);
  if (stated === undefined) return undefined;
  const price = Math.round(numberOf(stated) * microPerUsdc);
  if (!(price > 0 && price <= priceMax)) return { code: 'FEED_PRICE_INVALID', value: shown(stated) };
  if (timePath === undefined) return { price, atMs: sinceMs };
  const time = valueAt(document, timePath);
  const number = numberOf(time);
  const atMs = Math.floor(
    Number.isNaN(number) && typeof time === 'string' ? dateMs(time) : number * msPerUnit[timeUnit],
  );
  if (!(Number.isSafeInteger(atMs) && atMs > 0)) return { code: 'FEED_TIME_INVALID', value: shown(time) };
  if (atMs > nowMs + aheadMsMax) return { code: 'FEED_TIME_AHEAD', aheadMs: atMs - nowMs };
  return { price, atMs: timeMs(Math.min(atMs, nowMs)) };
}

const decimal = /^\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,2})?$/;

/** A number, or a decimal number in text; NaN where it is neither. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && decimal.test(value) ? Number(value) : NaN;
}

/** For a log line: the beginning of what was there. What is nested is not shown: it may be so deep that writing it fails. */
const shown = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Array.isArray(value)
      ? 'a list'
      : 'an object'
    : (JSON.stringify(value) ?? 'nothing').slice(0, 40);
