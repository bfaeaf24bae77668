import { describe, expect, test } from 'vitest';
import { ByteWriter } from '../../../node/codec/byteWriter.ts';
import { BrokenInvariant } from '../../../node/types/fault.ts';

const safe = Number.MAX_SAFE_INTEGER;

describe('fixed-layout bytes', () => {
  test.each([0, 1, 255, 256, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 40 + 7, safe])(
    'integers are big-endian: %d',
    (value) => {
      const view = new DataView(new ArrayBuffer(24));
      view.setBigUint64(0, BigInt(value));
      view.setBigInt64(8, BigInt(value));
      view.setBigInt64(16, -BigInt(value));
      const written = new ByteWriter().u64(value).i64(value).i64(-value).finish();
      expect(written).toEqual(new Uint8Array(view.buffer));
      if (value < 2 ** 32) expect(new ByteWriter().u32(value).finish()).toEqual(written.slice(4, 8));
      if (value < 2 ** 16) expect(new ByteWriter().u16(value).finish()).toEqual(written.slice(6, 8));
    },
  );

  test('what does not fit is refused, not cut', () => {
    for (const write of [
      (writer: ByteWriter) => writer.u8(256),
      (writer: ByteWriter) => writer.u16(65_536),
      (writer: ByteWriter) => writer.u32(2 ** 32),
      (writer: ByteWriter) => writer.u64(-1),
      (writer: ByteWriter) => writer.u64(safe + 1),
      (writer: ByteWriter) => writer.i64(-safe - 1),
      (writer: ByteWriter) => writer.uint(256n, 1),
      (writer: ByteWriter) => writer.ascii('é'),
    ]) {
      expect(() => write(new ByteWriter())).toThrow(BrokenInvariant);
    }
  });

  test('two writers at work at once, and one that outgrows its first buffer, keep apart', () => {
    const first = new ByteWriter().u8(1);
    const second = new ByteWriter().u8(2);
    first.bytes(new Uint8Array(5_000).fill(3));
    const done = second.finish();
    const third = new ByteWriter().bytes(new Uint8Array(100).fill(4));
    expect(done).toEqual(Uint8Array.of(2));
    expect(first.finish()).toEqual(Uint8Array.of(1, ...new Uint8Array(5_000).fill(3)));
    expect(third.finish()).toEqual(new Uint8Array(100).fill(4));
  });
});
