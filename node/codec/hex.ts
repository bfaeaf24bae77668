import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { WitanError } from '../types/fault.ts';

const hexPattern = /^0x(?:[0-9a-f]{2})*$/;

/** `0x` and lower-case hex of `bytes`; the type argument names what the bytes are. */
export const toHex = <Name extends `0x${string}` = `0x${string}`>(bytes: Uint8Array): Name =>
  `0x${bytesToHex(bytes)}` as Name;

/**
 * The bytes of a `0x` string. Only lower case is canonical.
 * Errors: HEX_INVALID.
 */
export function fromHex(hex: string): Uint8Array {
  if (!hexPattern.test(hex)) throw new WitanError('HEX_INVALID', `Not 0x and lower-case hex: ${hex.slice(0, 80)}.`);
  return hexToBytes(hex.slice(2));
}
