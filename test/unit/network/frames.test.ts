import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameReader, packFrames } from '../../../node/network/frames.ts';

const messages = [new Uint8Array([1, 2, 3]), new Uint8Array(0), new Uint8Array(300).fill(7), new Uint8Array([9])];
const plain = (found: readonly Uint8Array[] | undefined): number[][] | undefined => found?.map((each) => [...each]);

describe('frames on a stream', () => {
  test('split at every pair of boundaries, all messages come out whole and in order', () => {
    const packed = packFrames(messages.map((each) => each.subarray(0, 20)));
    const expected = plain(messages.map((each) => each.subarray(0, 20)));
    for (let a = 0; a <= packed.length; a++) {
      for (let b = a; b <= packed.length; b++) {
        const reader = new FrameReader(1_000);
        const found = [packed.subarray(0, a), packed.subarray(a, b), packed.subarray(b)].flatMap(
          (part) => reader.read(part) ?? [],
        );
        expect(plain(found)).toEqual(expected);
      }
    }
  });

  test('joined and cut in any way', () => {
    const lists = fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 12 });
    fc.assert(
      fc.property(lists, fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), (list, cuts) => {
        const packed = packFrames(list);
        const reader = new FrameReader(1_000);
        const found: Uint8Array[] = [];
        for (let at = 0, turn = 0; at < packed.length; turn++) {
          const size = cuts[turn % cuts.length]!;
          found.push(...(reader.read(packed.subarray(at, at + size)) ?? []));
          at += size;
        }
        expect(plain(found)).toEqual(plain(list));
      }),
    );
  });

  test('a message that comes byte by byte is put together', () => {
    const reader = new FrameReader(1_000);
    const found = [...packFrames(messages)].flatMap((byte) => reader.read(new Uint8Array([byte])) ?? []);
    expect(plain(found)).toEqual(plain(messages));
  });

  test('an announced length above the bound is refused before a byte of it comes', () => {
    const header = (length: number): Uint8Array => {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, length);
      return bytes;
    };
    expect(new FrameReader(100).read(header(101))).toBeUndefined();
    expect(new FrameReader(100).read(header(0xffff_ffff))).toBeUndefined();
    expect(new FrameReader(100).read(header(100))).toEqual([]);
  });

  test('good messages before it are lost with the peer', () => {
    const bytes = packFrames([new Uint8Array([1]), new Uint8Array(200)]);
    expect(new FrameReader(100).read(bytes)).toBeUndefined();
  });

  test('what is held of a message is at most twice what came of it, however much was announced', () => {
    const packed = packFrames([new Uint8Array(4_000_000)]);
    const reader = new FrameReader(4_000_000);
    expect(reader.read(packed.subarray(0, 4))).toEqual([]);
    for (let at = 4; at < 200_000; at++) reader.read(packed.subarray(at, at + 1));
    expect(reader.isInMessage).toBe(true);
    expect(reader.capacity).toBeLessThanOrEqual(400_000);
    expect(reader.read(packed.subarray(200_000))).toHaveLength(1);
    expect(reader.isInMessage).toBe(false);
    expect(reader.capacity).toBe(0);
  });

  test('any bytes in any pieces: messages and a rest that are those bytes, or one that is too long', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 40 }), (pieces) => {
        const all = Buffer.concat(pieces);
        const reader = new FrameReader(600);
        const found: Uint8Array[] = [];
        for (const piece of pieces) {
          const messages = reader.read(piece);
          if (messages === undefined) {
            expect(all.readUInt32BE(packFrames(found).length)).toBeGreaterThan(600);
            return;
          }
          found.push(...messages.map((each) => each.slice()));
        }
        const packed = packFrames(found);
        expect(all.subarray(0, packed.length).equals(packed)).toBe(true);
        expect(reader.isInMessage).toBe(packed.length < all.length);
        expect(reader.completed).toBe(found.length);
      }),
      { numRuns: 2_000 },
    );
  });
});
