import { WitanError } from '../types/fault.ts';

/**
 * Nearly every id is a hex string that comes from bytes and goes back to them, some forty times in the life of a
 * transaction at a node: tables do it four times as fast as a pattern and a parser.
 */
const digits = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
/** What a character code stands for; 255 for no lower-case hex digit. */
const nibbles = new Uint8Array(128).fill(255);
digits.forEach((code, value) => (nibbles[code] = value));

const latin1 = new TextDecoder('latin1');
const prefixBytes = 2;
/** The characters of one hash, reused. */
const hashText = new Uint8Array(prefixBytes + 64);

/** `0x` and lower-case hex of `bytes`; the type argument names what the bytes are. */
export function toHex<Name extends `0x${string}` = `0x${string}`>(bytes: Uint8Array): Name {
  const text = bytes.length === 32 ? hashText : new Uint8Array(prefixBytes + 2 * bytes.length);
  text[0] = 0x30;
  text[1] = 0x78;
  for (let i = 0, at = prefixBytes; i < bytes.length; i++) {
    const byte = bytes[i]!;
    text[at++] = digits[byte >> 4]!;
    text[at++] = digits[byte & 15]!;
  }
  return latin1.decode(text) as Name;
}

/** Bytes that the hex string names; what is no hex shows in `fromHexInto`. */
export const hexByteLength = (hex: string): number => (hex.length - prefixBytes) >> 1;

/**
 * The bytes of a `0x` string. Only lower case is canonical.
 * Errors: HEX_INVALID.
 */
export function fromHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, hexByteLength(hex)));
  fromHexInto(hex, bytes, 0);
  return bytes;
}

/** Writes the bytes of a `0x` string into `target` from `at` on. Errors: HEX_INVALID. */
export function fromHexInto(hex: string, target: Uint8Array, at: number): void {
  let seen = hex.length < prefixBytes || hex.length % 2 !== 0 || !hex.startsWith('0x') ? 255 : 0;
  for (let i = prefixBytes; i < hex.length - 1; i += 2) {
    const high = nibbles[hex.charCodeAt(i)] ?? 255;
    const low = nibbles[hex.charCodeAt(i + 1)] ?? 255;
    seen |= high | low;
    target[at++] = (high << 4) | low;
  }
  if (seen > 15) throw new WitanError('HEX_INVALID', `Not 0x and lower-case hex: ${hex.slice(0, 80)}.`);
}
