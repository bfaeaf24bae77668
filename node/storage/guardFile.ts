import { closeSync, existsSync, fdatasync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { ByteWriter } from '../codec/byteWriter.ts';
import { toHex } from '../codec/hex.ts';
import { WitanError } from '../types/fault.ts';
import { emptyGuard, type GuardRecord } from '../types/guard.ts';
import type { Hash } from '../types/ids.ts';

/** Each slot: u64 counter, the record, u32 CRC; padded so that the two never share a sector. */
const slotBytes = 4096;
const payloadBytes = 8 + 8 + 8 + 1 + 32 + 8 + 8 + 32 + 8 + 32;

const fdatasyncAsync = promisify(fdatasync);

/**
 * The signing guard's file: two slots written in turn, so that a torn write never loses the record before it.
 */
export class GuardFile {
  readonly #fd: number;
  #counter: number;

  private constructor(fd: number, counter: number) {
    this.#fd = fd;
    this.#counter = counter;
  }

  /**
   * Opens or creates the file; an absent one is allowed only when `mayBeNew`.
   * Errors: GUARD_MISSING, GUARD_CORRUPT. After either, this key must not sign.
   */
  static open(path: string, mayBeNew: boolean): { readonly file: GuardFile; readonly record: GuardRecord } {
    if (!existsSync(path)) {
      if (!mayBeNew) {
        throw new WitanError(
          'GUARD_MISSING',
          `The signing guard ${path} is gone although this node has voted before.`,
          'Restore it from the backup made with the key. Without it this key must not sign: it could contradict itself.',
        );
      }
      const fd = openSync(path, 'w+', 0o600);
      const folder = openSync(dirname(path), 'r');
      fsyncSync(folder);
      closeSync(folder);
      return { file: new GuardFile(fd, 0), record: emptyGuard };
    }
    const bytes = readFileSync(path);
    const slots = [readSlot(bytes, 0), readSlot(bytes, slotBytes)].filter((slot) => slot !== undefined);
    const newest = slots.sort((a, b) => b.counter - a.counter)[0];
    if (newest === undefined && bytes.length > 0) {
      throw new WitanError(
        'GUARD_CORRUPT',
        `The signing guard ${path} cannot be read.`,
        'Restore it from the backup made with the key. Without it this key must not sign: it could contradict itself.',
      );
    }
    const fd = openSync(path, 'r+');
    return { file: new GuardFile(fd, newest?.counter ?? 0), record: newest?.record ?? emptyGuard };
  }

  /** Makes `record` durable. Not to be called again before it resolves. */
  async store(record: GuardRecord): Promise<void> {
    const counter = ++this.#counter;
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
    writeSync(this.#fd, slot, 0, slot.length, (counter % 2) * slotBytes);
    await fdatasyncAsync(this.#fd);
  }

  close(): void {
    closeSync(this.#fd);
  }
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
