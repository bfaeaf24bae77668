import { invariant } from '../../types/fault.ts';
import type { Hash } from '../../types/ids.ts';

/** A hash as numbers: eight 32-bit words, the first digits in the first. */
export const hashWords = 8;
const digitsOfWord = 8;
const prefix = 2;

/** What a character code stands for; 255: no lower-case hex digit. */
const nibbles = new Uint8Array(256).fill(255);
for (let value = 0; value < 16; value++) nibbles['0123456789abcdef'.charCodeAt(value)] = value;

/** Four digits for every 16 bits. */
const quads = Array.from({ length: 1 << 16 }, (_, value) => value.toString(16).padStart(4, '0'));

/** Writes the words of a hash into `words`. Whatever is no hash has none. */
export function readHash(hash: Hash, words: Int32Array): void {
  invariant(hash.length === prefix + hashWords * digitsOfWord, 'a hash has 64 digits');
  let seen = 0;
  for (let word = 0, at = prefix; word < hashWords; word++, at += digitsOfWord) {
    const a = nibbles[hash.charCodeAt(at)]!;
    const b = nibbles[hash.charCodeAt(at + 1)]!;
    const c = nibbles[hash.charCodeAt(at + 2)]!;
    const d = nibbles[hash.charCodeAt(at + 3)]!;
    const e = nibbles[hash.charCodeAt(at + 4)]!;
    const f = nibbles[hash.charCodeAt(at + 5)]!;
    const g = nibbles[hash.charCodeAt(at + 6)]!;
    const h = nibbles[hash.charCodeAt(at + 7)]!;
    seen |= a | b | c | d | e | f | g | h;
    words[word] = (a << 28) | (b << 24) | (c << 20) | (d << 16) | (e << 12) | (f << 8) | (g << 4) | h;
  }
  invariant(seen < 16, 'a hash is lower-case hex');
}

/** The hash of the words from `at` on. */
export function writeHash(words: Int32Array, at: number): Hash {
  let text = '0x';
  for (let word = at; word < at + hashWords; word++) {
    const value = words[word]!;
    text += quads[value >>> 16]! + quads[value & 0xffff]!;
  }
  return text as Hash;
}
