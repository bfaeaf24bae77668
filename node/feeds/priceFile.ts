import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { WitanError } from '../types/fault.ts';

export interface PricePoint {
  /** Time in the file, ms since the epoch. */
  readonly atMs: number;
  /** Micro-USDC per whole unit of the underlying. */
  readonly price: number;
}

/**
 * Reads a recording of prices: bars (`timestamp,open,high,low,close,…`) or trades (`…timestamp…,price,…`), as CSV with a
 * header line, plain or gzipped. A bar becomes four points spread over the time to the next one.
 * Errors: PRICE_FILE_UNREADABLE, PRICE_FILE_INVALID (with the line).
 */
export function readPriceFile(path: string): PricePoint[] {
  let text: string;
  try {
    const bytes = readFileSync(path);
    text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new WitanError(
      'PRICE_FILE_UNREADABLE',
      `The price file ${path} cannot be read: ${(error as Error).message}.`,
      'Name a CSV file of bars or trades, plain or .gz.',
    );
  }
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const columns = (lines[0] ?? '').split(',').map((name) => name.trim().toLowerCase());
  const column = (name: string): number => columns.indexOf(name);
  const timestamp = column('timestamp');
  const isBars = ['open', 'high', 'low', 'close'].every((name) => column(name) >= 0);
  if (timestamp < 0 || (!isBars && column('price') < 0)) {
    throw new WitanError(
      'PRICE_FILE_INVALID',
      `The price file ${path} has the columns ${columns.join(', ').slice(0, 100)}.`,
      'It needs timestamp and either open, high, low, close or price.',
    );
  }
  const rows = lines.slice(1).map((line, index) => {
    const cells = line.split(',');
    const atMs = parseTime(cells[timestamp] ?? '');
    const numbers = (isBars ? ['open', 'high', 'low', 'close'] : ['price']).map((name) => Number(cells[column(name)]));
    if (!Number.isFinite(atMs) || numbers.some((value) => !(value > 0 && value < 1e9))) {
      throw new WitanError('PRICE_FILE_INVALID', `The price file ${path} makes no sense at line ${index + 2}.`);
    }
    return { atMs, prices: numbers.map((value) => Math.round(value * 1_000_000)) };
  });
  rows.sort((a, b) => a.atMs - b.atMs);
  return rows.flatMap(({ atMs, prices }, index) => {
    const lengthMs = (rows[index + 1]?.atMs ?? atMs) - atMs;
    return prices.map((price, part) => ({ atMs: atMs + (lengthMs * part) / prices.length, price }));
  });
}

/** Milliseconds as a number, or a date and time. */
const parseTime = (text: string): number => (/^\d{12,14}$/.test(text) ? Number(text) : dateMs(text));

/** A date and time as ms since the epoch, UTC unless it says otherwise; NaN where it is none. */
export const dateMs = (text: string): number =>
  Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);
