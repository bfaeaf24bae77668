import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { ByteWriter } from '../codec/byteWriter.ts';
import { toHex } from '../codec/hex.ts';
import { WitanError } from '../types/fault.ts';
import { emptyGuard, type GuardRecord } from '../types/guard.ts';
import type { Hash } from '../types/ids.ts';
import { type FileSystem, realFiles } from './fileSystem.ts';

/** Each slot: u64 counter, the record, u32 CRC; padded so that the two never share a sector. */
const slotBytes = 4096;
const payloadBytes = 8 + 8 + 8 + 1 + 32 + 8 + 8 + 32 + 8 + 32;

/**
 * The signing guard's file: two slots written in turn, so that a torn write never loses the record before it.
 */
export class GuardFile {
  readonly #files: FileSystem;
  readonly #fd: number;
  #counter: number;

  private constructor(files: FileSystem, fd: number, counter: number) {
    this.#files = files;
    this.#fd = fd;
    this.#counter = counter;
  }

  /**
   * Opens or creates the file; an absent one is allowed only when `mayBeNew`.
   * Errors: GUARD_MISSING, GUARD_CORRUPT. After either, this key must not sign.
   */
  static open(
    path: string,
    mayBeNew: boolean,
    files: FileSystem = realFiles,
  ): { readonly file: GuardFile; readonly record: GuardRecord } {
    if (!files.exists(path)) {
      if (!mayBeNew) {
        throw new WitanError(
          'GUARD_MISSING',
          `The signing guard ${path} is gone although this node has voted before.`,
          'Restore it from the backup made with the key. Without it this key must not sign: it could contradict itself.',
        );
      }
      // It gets its name with a first record in it: so a guard that cannot be read is never one that was just begun.
      const unfinished = `${path}.part`;
      const fd = files.open(unfinished, 'w');
      files.write(fd, slotOf(0, emptyGuard));
      files.syncNow(fd);
      files.close(fd);
      files.rename(unfinished, path);
      files.syncFolder(dirname(path));
    }
    const bytes = files.read(path);
    const slots = [readSlot(bytes, 0), readSlot(bytes, slotBytes)].filter((slot) => slot !== undefined);
    const newest = slots.sort((a, b) => b.counter - a.counter)[0];
    if (newest === undefined) {
      throw new WitanError(
        'GUARD_CORRUPT',
        `The signing guard ${path} cannot be read.`,
        'Restore it from the backup made with the key. Without it this key must not sign: it could contradict itself.',
      );
    }
    const fd = files.open(path, 'r+');
    // A process that was killed may have left it to the operating system, and the next write is over the record before it.
    files.syncNow(fd);
    return { file: new GuardFile(files, fd, newest.counter), record: newest.record };
  }

  /** Makes `record` durable. Not to be called again before it resolves. */
  async store(record: GuardRecord): Promise<void> {
    const counter = ++this.#counter;
    this.#files.write(this.#fd, slotOf(counter, record), (counter % 2) * slotBytes);
    await this.#files.sync(this.#fd);
  }

  close(): void {
    this.#files.close(this.#fd);
  }
}

/** A slot as it stands in the file, without what is empty behind it. */
function slotOf(counter: number, record: GuardRecord): Buffer {
  const payload = new ByteWriter()
    .u64(counter)
    .u64(record.epoch)
    .u64(record.view)
    .u8(record.rank)
    .hex(record.voteDigest)
    .u64(record.reportEpoch)
    .u64(record.reportSeq)
    .hex(record.reportDigest)
    .u64(record.headerNumber)
    .hex(record.headerHash)
    .finish();
  const slot = Buffer.concat([payload, Buffer.alloc(4)]);
  slot.writeUInt32BE(crc32(payload), payload.length);
  return slot;
}

function readSlot(
  bytes: Buffer,
  start: number,
): { readonly counter: number; readonly record: GuardRecord } | undefined {
  const payload = bytes.subarray(start, start + payloadBytes);
  if (bytes.length < start + payloadBytes + 4) return undefined;
  if (crc32(payload) !== bytes.readUInt32BE(start + payloadBytes)) return undefined;
  const u64 = (at: number): number => Number(payload.readBigUInt64BE(at));
  return {
    counter: u64(0),
    record: {
      epoch: u64(8),
      view: u64(16),
      rank: payload.readUInt8(24),
      voteDigest: toHex<Hash>(payload.subarray(25, 57)),
      reportEpoch: u64(57),
      reportSeq: u64(65),
      reportDigest: toHex<Hash>(payload.subarray(73, 105)),
      headerNumber: u64(105),
      headerHash: toHex<Hash>(payload.subarray(113, 145)),
    },
  };
}
