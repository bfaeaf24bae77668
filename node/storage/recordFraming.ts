import { crc32 } from 'node:zlib';

/** Bytes before each record: u32 length, u32 CRC-32 of the payload, both big-endian. */
export const headerBytes = 8;

/** A record as it stands in a segment file. */
export function frameRecord(payload: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(headerBytes + payload.length);
  framed.writeUInt32BE(payload.length, 0);
  framed.writeUInt32BE(crc32(payload), 4);
  framed.set(payload, headerBytes);
  return framed;
}

export interface ScannedRecord {
  readonly payload: Uint8Array;
  /** Where the record starts in the segment. */
  readonly offset: number;
}

/** Reads the records of a segment; ends with the length of the part that is whole. */
export function* scanRecords(segment: Buffer): Generator<ScannedRecord, { readonly validBytes: number }> {
  let offset = 0;
  while (offset + headerBytes <= segment.length) {
    const length = segment.readUInt32BE(offset);
    // No record is empty; a tail of zeros, as some file systems leave it after a power cut, would read as many.
    if (length === 0) break;
    const end = offset + headerBytes + length;
    if (end > segment.length) break;
    const payload = segment.subarray(offset + headerBytes, end);
    if (crc32(payload) !== segment.readUInt32BE(offset + 4)) break;
    yield { payload, offset };
    offset = end;
  }
  return { validBytes: offset };
}

export const framedLength = (payload: Uint8Array): number => headerBytes + payload.length;
