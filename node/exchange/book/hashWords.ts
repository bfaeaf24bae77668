import { invariant } from '../../types/fault.ts';
import type { Hash } from '../../types/ids.ts';

/**
 * A hash as numbers: eight 32-bit words of eight digits each. Within a word the first four digits stand in the low halves of
 * its bytes and the other four in the high halves: so four characters are turned at a time, without a table.
 */
export const hashWords = 8;
const hashLength = 66;
/** Where the text is put, so that the digits behind its `0x` begin at a whole word. */
const textAt = 2;

const encoder = new TextEncoder();
const room = new Uint32Array(17);
const text = new Uint8Array(room.buffer, textAt, hashLength);

/** The values of four lower-case hex digits, one a byte. */
const valuesOf = (digits: number): number => (digits & 0x0f0f0f0f) + 9 * ((digits >>> 6) & 0x01010101);

/** Zero only if these are four lower-case hex digits with these values. */
const strayBits = (digits: number, values: number): number =>
  (digits ^ (values + 0x30303030 + 0x27 * (((values + 0x06060606) >>> 4) & 0x01010101))) | (values & 0xf0f0f0f0);

/** Writes the words of a hash into `words`. */
export function readHash(hash: Hash, words: Int32Array): void {
  const { written } = encoder.encodeInto(hash, text);
  let stray = 0;
  for (let word = 0; word < hashWords; word++) {
    const front = room[1 + 2 * word]!;
    const back = room[2 + 2 * word]!;
    const frontValues = valuesOf(front);
    const backValues = valuesOf(back);
    stray |= strayBits(front, frontValues) | strayBits(back, backValues);
    // Values of a stray character may pass 15; then it has been seen.
    words[word] = frontValues | (backValues << 4);
  }
  if (stray !== 0 || written !== hashLength || hash.length !== hashLength) {
    invariant(false, 'a hash is 64 lower-case hex digits');
  }
}

const digits = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** The eight digits of a word. The bytes of a word are in the order of a machine that puts the low one first. */
const digitsOf = (word: number): string =>
  String.fromCharCode(
    digits[word & 15]!,
    digits[(word >>> 8) & 15]!,
    digits[(word >>> 16) & 15]!,
    digits[(word >>> 24) & 15]!,
    digits[(word >>> 4) & 15]!,
    digits[(word >>> 12) & 15]!,
    digits[(word >>> 20) & 15]!,
    digits[word >>> 28]!,
  );

/** The hash of the words from `at` on. */
export function writeHash(words: Int32Array, at: number): Hash {
  let hash = '0x';
  for (let word = at; word < at + hashWords; word++) hash += digitsOf(words[word]!);
  return hash as Hash;
}
