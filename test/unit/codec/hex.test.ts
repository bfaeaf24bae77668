import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../node/codec/hex.ts';
import { WitanError } from '../../../node/types/fault.ts';

describe('hex', () => {
  test('every byte goes there and back, at the lengths of ids, keys and signatures', () => {
    for (const length of [0, 1, 20, 32, 33, 64, 65, 256]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 255);
      const hex = toHex(bytes);
      expect(hex).toBe(`0x${Buffer.from(bytes).toString('hex')}`);
      expect(fromHex(hex)).toEqual(bytes);
    }
  });

  test('a string keeps its text when the next one is made', () => {
    const first = toHex(new Uint8Array(32).fill(1));
    toHex(new Uint8Array(32).fill(2));
    expect(first).toBe(`0x${'01'.repeat(32)}`);
  });

  test.each([
    '',
    '0',
    '0x0',
    'x00',
    '00',
    '0X00',
    '0xAA',
    '0x0g',
    '0xg0',
    '0x 0',
    '0x00\n',
    '0x0é',
    '0x0\u{10330}',
    '1x00',
  ])('only 0x and pairs of lower-case digits are hex: %j', (text) => {
    expect(() => fromHex(text)).toThrow(expect.objectContaining({ code: 'HEX_INVALID' }));
  });

  test('any text: bytes whose hex it is, or HEX_INVALID', () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(fc.constantFrom('0', 'x', 'a', 'f', 'F', 'g', ' '), { maxLength: 20 })
        .map((each) => `0x${each.join('')}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          expect(toHex(fromHex(text))).toBe(text);
        } catch (error) {
          if (!(error instanceof WitanError)) throw error;
          expect(error.code).toBe('HEX_INVALID');
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
