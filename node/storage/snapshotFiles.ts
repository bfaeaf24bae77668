import { join } from 'node:path';
import { type Height, height } from '../types/units.ts';
import { type FileSystem, realFiles } from './fileSystem.ts';
import { frameRecord, headerBytes, scanRecords } from './recordFraming.ts';

/** Snapshots that are kept. */
const keptMax = 2;

const pattern = /^snapshot-(\d{16})\.bin$/;
const fileName = (at: number): string => `snapshot-${String(at).padStart(16, '0')}.bin`;

/**
 * Snapshots in a folder, one file each (`snapshot-HEIGHT.bin`): parts in order, framed with length and CRC. A file gets its
 * name when all of it is durable; one without was being written when the node stopped, and is removed.
 */
export class SnapshotFiles {
  readonly #files: FileSystem;
  readonly #folder: string;
  /** Where the parts of a file begin, once somebody asked. */
  readonly #offsets = new Map<Height, readonly number[]>();

  constructor(folder: string, files: FileSystem = realFiles) {
    this.#files = files;
    this.#folder = folder;
    for (const file of files.list(folder)) if (file.endsWith('.part')) files.remove(join(folder, file));
  }

  /** Heights of the stored snapshots, ascending. */
  heights(): Height[] {
    return this.#files
      .list(this.#folder)
      .map((file) => pattern.exec(file)?.[1])
      .filter((digits) => digits !== undefined)
      .map((digits) => height(Number(digits)))
      .sort((a, b) => a - b);
  }

  /** All parts; undefined where the file is gone or any of it is damaged. */
  read(at: Height): readonly Uint8Array[] | undefined {
    let bytes: Buffer;
    try {
      bytes = this.#files.read(this.#path(at));
    } catch {
      return undefined;
    }
    const parts: Uint8Array[] = [];
    const records = scanRecords(bytes);
    for (let next = records.next(); ; next = records.next()) {
      if (next.done) return next.value.validBytes === bytes.length ? parts : undefined;
      parts.push(next.value.payload);
    }
  }

  /** One part; undefined where it is not there or damaged. */
  readPart(at: Height, part: number): Uint8Array | undefined {
    let fd: number;
    try {
      fd = this.#files.open(this.#path(at), 'r');
    } catch {
      return undefined;
    }
    try {
      const offsets = this.#offsets.get(at) ?? this.#offsetsOf(at, fd);
      this.#offsets.set(at, offsets);
      const [start, end] = [offsets[part], offsets[part + 1]];
      if (start === undefined || end === undefined) return undefined;
      const framed = Buffer.allocUnsafe(end - start);
      if (this.#files.readAt(fd, framed, start) !== framed.length) return undefined;
      const first = scanRecords(framed).next();
      return first.done === true ? undefined : first.value.payload;
    } finally {
      this.#files.close(fd);
    }
  }

  /** Stores a snapshot, whole and durable or not at all, and removes all but the newest. Errors: those of the disk. */
  async store(at: Height, parts: readonly Uint8Array[], kept = keptMax): Promise<void> {
    const path = this.#path(at);
    const unfinished = `${path}.part`;
    const fd = this.#files.open(unfinished, 'w');
    try {
      for (const part of parts) await this.#files.writeLater(fd, frameRecord(part));
      await this.#files.sync(fd);
    } finally {
      this.#files.close(fd);
    }
    this.#files.rename(unfinished, path);
    this.#files.syncFolder(this.#folder);
    for (const old of this.heights().slice(0, -kept)) this.remove(old);
  }

  remove(at: Height): void {
    this.#offsets.delete(at);
    this.#files.remove(this.#path(at));
  }

  #path(at: Height): string {
    return join(this.#folder, fileName(at));
  }

  /** Where each part begins, and the last one ends; as far as the headers make sense. */
  #offsetsOf(at: Height, fd: number): number[] {
    const { size } = this.#files.stat(this.#path(at));
    const offsets = [0];
    const header = Buffer.allocUnsafe(headerBytes);
    for (let end = 0; this.#files.readAt(fd, header, end) === headerBytes;) {
      end += headerBytes + header.readUInt32BE(0);
      if (end > size) break;
      offsets.push(end);
    }
    return offsets;
  }
}
