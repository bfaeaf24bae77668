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

/** Writes the words of a hash, which is canonical, into `words`. */
export function readHash(hash: Hash, words: Int32Array): void {
  const { written } = encoder.encodeInto(hash, text);
  if (written !== hashLength || hash.length !== hashLength) invariant(false, 'a hash has 64 digits');
  for (let word = 0; word < hashWords; word++) {
    words[word] = valuesOf(room[1 + 2 * word]!) | (valuesOf(room[2 + 2 * word]!) << 4);
  }
}

/** Four digits for every 16 bits. */
const quads = Array.from({ length: 1 << 16 }, (_, value) => value.toString(16).padStart(4, '0'));

/** The four digits in the low halves of the bytes of a word, on a machine that puts the low byte first. */
const quadOf = (word: number): string =>
  quads[((word & 15) << 12) | (word & 0xf00) | ((word >>> 12) & 0xf0) | ((word >>> 24) & 15)]!;

/** The hash of the words from `at` on. */
export function writeHash(words: Int32Array, at: number): Hash {
  let hash = '0x';
  for (let word = at; word < at + hashWords; word++) hash += quadOf(words[word]!) + quadOf(words[word]! >>> 4);
  return hash as Hash;
}
