import { join } from 'node:path';
import { WitanError } from '../types/fault.ts';
import { type FileSystem, realFiles } from './fileSystem.ts';
import { framedLength, frameRecord, scanRecords } from './recordFraming.ts';

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
  readonly #files: FileSystem;
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

  private constructor(
    files: FileSystem,
    folder: string,
    name: string,
    segmentBytesMax: number,
    segment: number,
    offset: number,
  ) {
    this.#files = files;
    this.#folder = folder;
    this.#name = name;
    this.#segmentBytesMax = segmentBytesMax;
    this.#segment = segment;
    this.#offset = offset;
    this.#fd = files.open(this.#path(segment), 'a');
    // What was read, and what was cut off: a process that was killed may have left it to the operating system.
    files.syncNow(this.#fd);
    files.syncFolder(folder);
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
    files: FileSystem = realFiles,
  ): OpenedLog {
    const segments = segmentNumbers(files, folder, name);
    let cutBytes = 0;
    let offset = 0;
    segments.forEach((segment, position) => {
      const path = segmentPath(folder, name, segment);
      const bytes = files.read(path);
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
      files.truncate(path, offset);
    });
    const segment = segments.at(-1) ?? 1;
    return { log: new SegmentedLog(files, folder, name, segmentBytesMax, segment, offset), cutBytes };
  }

  /** Whether any of these logs has something written in the folder. */
  static hasRecords(folder: string, names: readonly string[], files: FileSystem = realFiles): boolean {
    return names.some((name) =>
      segmentNumbers(files, folder, name).some((segment) => files.stat(segmentPath(folder, name, segment)).size > 0),
    );
  }

  /** Deletes all segments of a log that is not open. */
  static remove(folder: string, name: string, files: FileSystem = realFiles): void {
    for (const segment of segmentNumbers(files, folder, name)) removeSegment(files, folder, name, segment);
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
    for (const segment of segmentNumbers(this.#files, this.#folder, this.#name)) {
      const isOld = segment < first && segment < this.#segment;
      if (!isOld || Date.now() - this.#files.stat(this.#path(segment)).mtimeMs < unwrittenMs) break;
      removeSegment(this.#files, this.#folder, this.#name, segment);
    }
  }

  /** Number of the oldest segment that there is. */
  get firstSegment(): number {
    return segmentNumbers(this.#files, this.#folder, this.#name)[0]!;
  }

  /** Where it fails, everything is as before. */
  #nextSegment(): void {
    this.#files.syncNow(this.#fd);
    const fd = this.#files.open(this.#path(this.#segment + 1), 'a');
    this.#files.syncFolder(this.#folder);
    this.#files.close(this.#fd);
    this.#fd = fd;
    this.#segment++;
    this.#offset = 0;
    this.#endsSoon = false;
  }

  /** Hands what was appended to the operating system: a copy into its cache, faster than a turn of the thread pool. */
  write(): void {
    if (this.#buffered.length === 0) return;
    const bytes = this.#buffered.length === 1 ? this.#buffered[0]! : Buffer.concat(this.#buffered);
    this.#buffered = [];
    this.#files.write(this.#fd, bytes);
  }

  /** Makes everything appended before the call durable. */
  async sync(): Promise<void> {
    this.#busy++;
    try {
      this.write();
      await this.#files.sync(this.#fd);
    } finally {
      this.#busy--;
    }
  }

  /** Reads a record back; undefined if its segment is gone. Only for records that were written. */
  read(place: LogPlace): Uint8Array | undefined {
    let fd: number;
    try {
      fd = this.#files.open(this.#path(place.segment), 'r');
    } catch {
      return undefined;
    }
    try {
      const framed = Buffer.allocUnsafe(place.length);
      if (this.#files.readAt(fd, framed, place.offset) !== place.length) return undefined;
      const first = scanRecords(framed).next();
      return first.done ? undefined : first.value.payload;
    } finally {
      this.#files.close(fd);
    }
  }

  /**
   * Starts a new segment with these records and removes all older ones, once the new one is durable.
   * @param live the records that still matter, those that are being written included; read when the old segment is done
   * @param elsewhere makes durable what is why others matter no more; called after `live`, awaited before anything is removed
   */
  async replaceWith(live: () => readonly Uint8Array[], elsewhere: () => Promise<void>): Promise<void> {
    const old = segmentNumbers(this.#files, this.#folder, this.#name);
    await this.sync();
    const payloads = live();
    this.#nextSegment();
    for (const payload of payloads) this.append(payload);
    await this.sync();
    await elsewhere();
    for (const segment of old) this.#files.remove(this.#path(segment));
    this.#files.syncFolder(this.#folder);
  }

  /** Closes the file of a log to which nothing was appended. */
  abandon(): void {
    this.#files.close(this.#fd);
  }

  async close(): Promise<void> {
    await this.sync();
    this.#files.close(this.#fd);
  }
}

export const segmentPath = (folder: string, name: string, segment: number): string =>
  join(folder, `${name}-${String(segment).padStart(8, '0')}.log`);

export function segmentNumbers(files: FileSystem, folder: string, name: string): number[] {
  const pattern = new RegExp(`^${name}-(\\d{8})\\.log$`);
  return files
    .list(folder)
    .map((file) => pattern.exec(file)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

/** Before the next one may go: a crash must leave no hole between two of them. */
function removeSegment(files: FileSystem, folder: string, name: string, segment: number): void {
  files.remove(segmentPath(folder, name, segment));
  files.syncFolder(folder);
}
