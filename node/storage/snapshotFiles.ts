import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Height, height } from '../types/units.ts';
import { frameRecord, headerBytes, scanRecords } from './recordFraming.ts';
import { syncFolder } from './segmentedLog.ts';

/** Snapshots that are kept. */
const keptMax = 2;

const pattern = /^snapshot-(\d{16})\.bin$/;
const fileName = (at: number): string => `snapshot-${String(at).padStart(16, '0')}.bin`;

/**
 * Snapshots in a folder, one file each (`snapshot-HEIGHT.bin`): parts in order, framed with length and CRC. A file gets its
 * name when all of it is durable; one without was being written when the node stopped, and is removed.
 */
export class SnapshotFiles {
  readonly #folder: string;
  /** Where the parts of a file begin, once somebody asked. */
  readonly #offsets = new Map<Height, readonly number[]>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const file of readdirSync(folder)) if (file.endsWith('.part')) rmSync(join(folder, file), { force: true });
  }

  /** Heights of the stored snapshots, ascending. */
  heights(): Height[] {
    return readdirSync(this.#folder)
      .map((file) => pattern.exec(file)?.[1])
      .filter((digits) => digits !== undefined)
      .map((digits) => height(Number(digits)))
      .sort((a, b) => a - b);
  }

  /** All parts; undefined where the file is gone or any of it is damaged. */
  read(at: Height): readonly Uint8Array[] | undefined {
    let bytes: Buffer;
    try {
      bytes = readFileSync(this.#path(at));
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
      fd = openSync(this.#path(at), 'r');
    } catch {
      return undefined;
    }
    try {
      const offsets = this.#offsets.get(at) ?? offsetsOf(fd);
      this.#offsets.set(at, offsets);
      const [start, end] = [offsets[part], offsets[part + 1]];
      if (start === undefined || end === undefined) return undefined;
      const framed = Buffer.allocUnsafe(end - start);
      if (readSync(fd, framed, 0, framed.length, start) !== framed.length) return undefined;
      const first = scanRecords(framed).next();
      return first.done === true ? undefined : first.value.payload;
    } finally {
      closeSync(fd);
    }
  }

  /** Stores a snapshot, whole and durable or not at all, and removes all but the newest. Errors: those of the disk. */
  async store(at: Height, parts: readonly Uint8Array[], kept = keptMax): Promise<void> {
    const path = this.#path(at);
    const unfinished = `${path}.part`;
    const file = await open(unfinished, 'w', 0o600);
    try {
      for (const part of parts) await file.writeFile(frameRecord(part));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    syncFolder(this.#folder);
    for (const old of this.heights().slice(0, -kept)) {
      this.#offsets.delete(old);
      await rm(this.#path(old), { force: true });
    }
  }

  #path(at: Height): string {
    return join(this.#folder, fileName(at));
  }
}

/** Where each part begins, and the last one ends; as far as the headers make sense. */
function offsetsOf(fd: number): number[] {
  const { size } = fstatSync(fd);
  const offsets = [0];
  const header = Buffer.allocUnsafe(headerBytes);
  for (let at = 0; readSync(fd, header, 0, headerBytes, at) === headerBytes;) {
    at += headerBytes + header.readUInt32BE(0);
    if (at > size) break;
    offsets.push(at);
  }
  return offsets;
}
