import {
  closeSync,
  fdatasync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WitanError } from '../types/fault.ts';
import { framedLength, frameRecord, scanRecords } from './recordFraming.ts';

const fdatasyncAsync = promisify(fdatasync);

export interface LogPlace {
  readonly segment: number;
  readonly offset: number;
  readonly length: number;
}

export interface OpenedLog {
  readonly log: SegmentedLog;
  /** Bytes at the end that were no whole record and were cut off; 0 after a clean stop. */
  readonly cutBytes: number;
}

/**
 * An append-only log in segment files of a folder (`NAME-00000001.log`, …). Records are framed with length and CRC. A
 * last segment may end in a torn record, which opening cuts off; damage anywhere else is refused.
 */
export class SegmentedLog {
  readonly #folder: string;
  readonly #name: string;
  readonly #segmentBytesMax: number;
  #segment: number;
  #fd: number;
  #offset: number;
  #buffered: Buffer[] = [];
  #endsSoon = false;
  /** Syncs under way: the segment's file must stay open meanwhile. */
  #busy = 0;

  private constructor(folder: string, name: string, segmentBytesMax: number, segment: number, offset: number) {
    this.#folder = folder;
    this.#name = name;
    this.#segmentBytesMax = segmentBytesMax;
    this.#segment = segment;
    this.#offset = offset;
    this.#fd = openSync(this.#path(segment), 'a');
    syncFolder(folder);
  }

  /**
   * Opens or creates the log and hands every record to `onRecord`, oldest first.
   * Errors: LOG_CORRUPT when a segment other than the last is damaged.
   */
  static open(
    folder: string,
    name: string,
    segmentBytesMax: number,
    onRecord: (payload: Uint8Array, place: LogPlace) => void,
  ): OpenedLog {
    const segments = segmentNumbers(folder, name);
    let cutBytes = 0;
    let offset = 0;
    segments.forEach((segment, position) => {
      const path = segmentPath(folder, name, segment);
      const bytes = readFileSync(path);
      const records = scanRecords(bytes);
      for (let next = records.next(); ; next = records.next()) {
        if (next.done) {
          offset = next.value.validBytes;
          break;
        }
        const { payload, offset: at } = next.value;
        onRecord(payload, { segment, offset: at, length: framedLength(payload) });
      }
      if (offset === bytes.length) return;
      if (position < segments.length - 1) {
        throw new WitanError(
          'LOG_CORRUPT',
          `${name} segment ${segment} is damaged at byte ${offset}.`,
          'Restore the folder from a backup, or start with an empty one and the same key and guard: the node then catches up from its peers.',
        );
      }
      cutBytes = bytes.length - offset;
      truncateSync(path, offset);
    });
    const segment = segments.at(-1) ?? 1;
    return { log: new SegmentedLog(folder, name, segmentBytesMax, segment, offset), cutBytes };
  }

  /** Whether any of these logs has something written in the folder. */
  static hasRecords(folder: string, ...names: readonly string[]): boolean {
    return names.some((name) =>
      segmentNumbers(folder, name).some((segment) => statSync(segmentPath(folder, name, segment)).size > 0),
    );
  }

  /** Deletes all segments of a log that is not open. */
  static remove(folder: string, name: string): void {
    for (const segment of segmentNumbers(folder, name)) unlinkSync(segmentPath(folder, name, segment));
    syncFolder(folder);
  }

  #path(segment: number): string {
    return segmentPath(this.#folder, this.#name, segment);
  }

  /** Bytes appended to the current segment, written or not. */
  get segmentBytes(): number {
    return this.#offset;
  }

  append(payload: Uint8Array): LogPlace {
    const isIdle = this.#buffered.length === 0 && this.#busy === 0;
    const isDue = this.#offset >= this.#segmentBytesMax || (this.#endsSoon && this.#offset > 0);
    if (isDue && isIdle) this.#nextSegment();
    const framed = frameRecord(payload);
    const place = { segment: this.#segment, offset: this.#offset, length: framed.length };
    this.#buffered.push(framed);
    this.#offset += framed.length;
    return place;
  }

  /** What is appended next begins a new segment, when that is possible without waiting. */
  endSegment(): void {
    this.#endsSoon = true;
  }

  /** The segments before `first` that nobody has written to for so long, from the oldest on, are deleted. */
  removeBefore(first: number, unwrittenMs: number): void {
    let count = 0;
    for (const segment of segmentNumbers(this.#folder, this.#name)) {
      const isOld = segment < first && segment < this.#segment;
      if (!isOld || Date.now() - statSync(this.#path(segment)).mtimeMs < unwrittenMs) break;
      unlinkSync(this.#path(segment));
      count++;
    }
    if (count > 0) syncFolder(this.#folder);
  }

  /** Number of the oldest segment that there is. */
  get firstSegment(): number {
    return segmentNumbers(this.#folder, this.#name)[0]!;
  }

  #nextSegment(): void {
    this.#endsSoon = false;
    fsyncSync(this.#fd);
    closeSync(this.#fd);
    this.#segment++;
    this.#offset = 0;
    this.#fd = openSync(this.#path(this.#segment), 'a');
    syncFolder(this.#folder);
  }

  /** Hands what was appended to the operating system: a copy into its cache, faster than a turn of the thread pool. */
  write(): void {
    if (this.#buffered.length === 0) return;
    const bytes = this.#buffered.length === 1 ? this.#buffered[0]! : Buffer.concat(this.#buffered);
    this.#buffered = [];
    for (let written = 0; written < bytes.length;) written += writeSync(this.#fd, bytes, written);
  }

  /** Makes everything appended before the call durable. */
  async sync(): Promise<void> {
    this.#busy++;
    try {
      this.write();
      await fdatasyncAsync(this.#fd);
    } finally {
      this.#busy--;
    }
  }

  /** Reads a record back; undefined if its segment is gone. Only for records that were written. */
  read(place: LogPlace): Uint8Array | undefined {
    let fd: number;
    try {
      fd = openSync(this.#path(place.segment), 'r');
    } catch {
      return undefined;
    }
    try {
      const framed = Buffer.allocUnsafe(place.length);
      if (readSync(fd, framed, 0, place.length, place.offset) !== place.length) return undefined;
      const first = scanRecords(framed).next();
      return first.done ? undefined : first.value.payload;
    } finally {
      closeSync(fd);
    }
  }

  /**
   * Starts a new segment with these records and removes all older ones, once the new one is durable.
   * @param live the records that still matter, those that are being written included; read when the old segment is done
   */
  async replaceWith(live: () => readonly Uint8Array[]): Promise<void> {
    const old = segmentNumbers(this.#folder, this.#name);
    await this.sync();
    const payloads = live();
    this.#nextSegment();
    for (const payload of payloads) this.append(payload);
    await this.sync();
    for (const segment of old) unlinkSync(this.#path(segment));
    syncFolder(this.#folder);
  }

  /** Closes the file of a log to which nothing was appended. */
  abandon(): void {
    closeSync(this.#fd);
  }

  async close(): Promise<void> {
    await this.sync();
    closeSync(this.#fd);
  }
}

const segmentPath = (folder: string, name: string, segment: number): string =>
  join(folder, `${name}-${String(segment).padStart(8, '0')}.log`);

function segmentNumbers(folder: string, name: string): number[] {
  const pattern = new RegExp(`^${name}-(\\d{8})\\.log$`);
  return readdirSync(folder)
    .map((file) => pattern.exec(file)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

/** Makes the names of new and removed files durable. */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
