import { createHash } from 'node:crypto';
import { WitanError } from '../types/fault.ts';
import { columns, type ExportRecord, numberColumns } from './exportRecords.ts';

export type ExportFormat = 'csv' | 'json';

/** A line without its end; JSON has an object a line, CSV (RFC 4180) a header line and then a record a line. */
export const lineEnds = { csv: '\r\n', json: '\n' } as const;

export const csvTitle = columns.join(',');

export function renderLine(format: ExportFormat, record: ExportRecord): string {
  const filled = columns.filter((column) => record[column] !== undefined);
  if (format === 'json') return JSON.stringify(Object.fromEntries(filled.map((column) => [column, record[column]])));
  return columns.map((column) => csvField(textOf(column, record[column]))).join(',');
}

const isJson = (column: string): boolean => column === 'data' || column === 'proof';

function textOf(column: string, value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' && !isJson(column) ? value : JSON.stringify(value);
}

const plainNumber = /^-?\d+(\.\d+)?$/;

/**
 * A field that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it, a negative number
 * excepted, which is one.
 */
export function csvField(text: string): string {
  const safe = /^['=+\-@\t\r\n]/.test(text) && !plainNumber.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Reads a line back. Errors: EXPORT_MALFORMED. */
export function readLine(format: ExportFormat, line: string): ExportRecord {
  try {
    if (format === 'json') return objectOf(JSON.parse(line));
    const fields = csvFields(line);
    if (fields.length !== columns.length) throw new Error(`it has ${fields.length} fields, not ${columns.length}`);
    const filled = columns.map((column, at) => [column, fields[at]!] as const).filter(([, text]) => text !== '');
    return Object.fromEntries(filled.map(([column, text]) => [column, valueOf(column, text)]));
  } catch (error) {
    throw new WitanError('EXPORT_MALFORMED', `A line cannot be read: ${(error as Error).message.slice(0, 120)}.`);
  }
}

function objectOf(value: unknown): ExportRecord {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as ExportRecord;
  throw new Error('it is no object');
}

function valueOf(column: string, text: string): unknown {
  if (isJson(column)) return JSON.parse(text) as unknown;
  return numberColumns.has(column) ? Number(text) : text;
}

function csvFields(line: string): string[] {
  const fields: string[] = [];
  const field = /("(?:[^"]|"")*"|[^",]*)(,|$)/y;
  for (;;) {
    const match = field.exec(line);
    if (match === null) throw new Error('its quotes do not fit');
    const [, text, comma] = match;
    const plain = text!.startsWith('"') ? text!.slice(1, -1).replaceAll('""', '"') : text!;
    fields.push(plain.startsWith("'") ? plain.slice(1) : plain);
    if (comma === '') return fields;
  }
}

/** What is counted of an export, for its last line. */
export interface ExportTotals {
  readonly blocks: number;
  readonly transactions: number;
  readonly events: number;
  /** Transactions whose signed body the node's block log has no more: BODY_UNKNOWN. */
  readonly bodiesMissing: number;
  /** Height up to which a header covers it that the committee signed; 0 where there is none. */
  readonly coveredHeight: number;
}

/** Counts and hashes an export as it is written, or read. */
export class ExportTally {
  readonly #hash = createHash('sha256');
  readonly #counts = { blocks: 0, transactions: 0, events: 0, bodiesMissing: 0, coveredHeight: 0 };

  /** @param line with its end */
  add(line: string | Uint8Array, record: ExportRecord | undefined): void {
    this.#hash.update(line);
    const counts = this.#counts;
    if (record?.record === 'block') counts.blocks++;
    if (record?.record === 'event') counts.events++;
    if (record?.record === 'header') counts.coveredHeight = Math.max(counts.coveredHeight, record.height as number);
    if (record?.record !== 'transaction') return;
    counts.transactions++;
    if (record.data === 'BODY_UNKNOWN') counts.bodiesMissing++;
  }

  get totals(): ExportTotals {
    return { ...this.#counts };
  }

  /** The last line: it shows that nothing was cut off or damaged on the way. */
  end(): ExportRecord {
    return { record: 'end', data: { ...this.totals, sha256: this.#hash.copy().digest('hex') } };
  }
}
