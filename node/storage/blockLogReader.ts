import { WitanError } from '../types/fault.ts';
import { type FileSystem, realFiles } from './fileSystem.ts';
import { headerBytes, scanRecords } from './recordFraming.ts';
import { segmentNumbers, segmentPath } from './segmentedLog.ts';

/** A final block as the log holds it. */
export interface LoggedBlock {
  readonly height: number;
  readonly payload: Uint8Array;
}

/** No block is longer: what a message can carry, with room to spare. */
const recordBytesMax = 64 * 1024 * 1024;

/**
 * Reads a node's block log, oldest block first, one record in memory at a time. It takes no lock and writes nothing: the node
 * may be running. Where the log ends, `next` answers undefined, and goes on from there when it is asked again.
 */
export class BlockLogReader {
  readonly #files: FileSystem;
  readonly #folder: string;
  #segment: number | undefined;
  #offset = 0;

  constructor(folder: string, files: FileSystem = realFiles) {
    this.#folder = folder;
    this.#files = files;
  }

  /** Errors: LOG_CORRUPT where a segment before the last one is damaged, LOG_GONE where the node deleted what is read. */
  next(): LoggedBlock | undefined {
    const segments = segmentNumbers(this.#files, this.#folder, 'blocks');
    this.#segment ??= segments[0];
    if (this.#segment === undefined) return undefined;
    if (!segments.includes(this.#segment)) {
      throw new WitanError(
        'LOG_GONE',
        `Segment ${this.#segment} was deleted while it was read.`,
        'Begin again later on.',
      );
    }
    const path = segmentPath(this.#folder, 'blocks', this.#segment);
    const payload = this.#record(path);
    if (payload !== undefined) return { height: Number(payload.readBigUInt64BE(0)), payload: payload.subarray(8) };
    const following = segments.find((each) => each > this.#segment!);
    if (following === undefined) return undefined;
    // Before a segment begins, the one before it is whole.
    if (this.#files.stat(path).size > this.#offset) {
      throw new WitanError('LOG_CORRUPT', `Block segment ${this.#segment} is damaged at byte ${this.#offset}.`);
    }
    this.#segment = following;
    this.#offset = 0;
    return this.next();
  }

  /** The record at the present place; undefined where none is whole yet. */
  #record(path: string): Buffer | undefined {
    const left = this.#files.stat(path).size - this.#offset;
    if (left < headerBytes) return undefined;
    const fd = this.#files.open(path, 'r');
    try {
      const header = Buffer.alloc(headerBytes);
      this.#files.readAt(fd, header, this.#offset);
      const length = headerBytes + header.readUInt32BE(0);
      if (length > left || length > recordBytesMax) return undefined;
      const framed = Buffer.alloc(length);
      this.#files.readAt(fd, framed, this.#offset);
      const found = scanRecords(framed).next();
      if (found.done) return undefined;
      this.#offset += length;
      return found.value.payload as Buffer;
    } finally {
      this.#files.close(fd);
    }
  }
}
