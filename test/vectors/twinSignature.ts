import type { HexBytes } from '../../node/types/ids.ts';

const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other signature that the same key made over the same digest, without knowing the key: n − s, and the other v. */
export function twinSignature(signature: HexBytes): HexBytes {
  const s = order - BigInt(`0x${signature.slice(66, 130)}`);
  const v = signature.endsWith('1b') ? '1c' : '1b';
  return `${signature.slice(0, 66)}${s.toString(16).padStart(64, '0')}${v}` as HexBytes;
}
