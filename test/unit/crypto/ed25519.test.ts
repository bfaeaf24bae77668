import { describe, expect, test } from 'vitest';
import { toHex } from '../../../node/codec/hex.ts';
import { ed25519PublicKey, verifyEd25519 } from '../../../node/crypto/ed25519.ts';
import { createNativeSign, createNativeVerify } from '../../../node/crypto/ed25519Native.ts';
import type { HexBytes } from '../../../node/types/ids.ts';

const hex = (text: string): HexBytes => `0x${text}` as HexBytes;
const secret = new Uint8Array(32).fill(7);
const key = ed25519PublicKey(secret);
const message = new TextEncoder().encode('notarize');
const signature = createNativeSign(secret)(message);
const native = createNativeVerify();
const both = (publicKey: HexBytes, of: Uint8Array, signed: HexBytes): boolean[] => [
  native(publicKey, of, signed),
  verifyEd25519(publicKey, of, signed),
];

describe('Ed25519', () => {
  test('RFC 8032, test 1: the empty message', () => {
    const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
    const publicKey = hex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    const expected = hex('e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'); // prettier-ignore
    expect(ed25519PublicKey(seed)).toBe(publicKey);
    expect(createNativeSign(seed)(new Uint8Array())).toBe(expected);
    expect(both(publicKey, new Uint8Array(), expected)).toEqual([true, true]);
  });

  test('both verifiers take a good signature and refuse it for another message or key', () => {
    expect(both(key, message, signature)).toEqual([true, true]);
    expect(both(key, new Uint8Array([1]), signature)).toEqual([false, false]);
    expect(both(ed25519PublicKey(new Uint8Array(32).fill(8)), message, signature)).toEqual([false, false]);
  });

  test('a flipped bit anywhere in the signature is refused by both', () => {
    const bytes = Buffer.from(signature.slice(2), 'hex');
    for (let bit = 0; bit < 512; bit += 5) {
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect(both(key, message, toHex<HexBytes>(damaged))).toEqual([false, false]);
    }
  });

  test('an s above the group order, which would be a second signature of the same words, is refused by both', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const bytes = Buffer.from(signature.slice(2), 'hex');
    let s = 0n;
    for (let i = 63; i >= 32; i--) s = (s << 8n) | BigInt(bytes[i]!);
    s += order;
    for (let i = 32; i < 64; i++, s >>= 8n) bytes[i] = Number(s & 0xffn);
    expect(both(key, message, toHex<HexBytes>(bytes))).toEqual([false, false]);
  });

  test('malformed input is false, never a throw', () => {
    for (const bad of ['', '00', '00'.repeat(31), '00'.repeat(33), 'ff'.repeat(32), '02'.repeat(32)]) {
      expect(both(hex(bad), message, signature)).toEqual([false, false]);
    }
    for (const bad of ['', '00'.repeat(63), '00'.repeat(64), '00'.repeat(65)]) {
      expect(both(key, message, hex(bad))).toEqual([false, false]);
    }
  });

  test('the cache of keys is bounded and changes nothing', () => {
    const small = createNativeVerify(2);
    for (let round = 0; round < 2; round++) {
      for (let n = 1; n < 6; n++) {
        const seed = new Uint8Array(32).fill(n);
        expect(small(ed25519PublicKey(seed), message, createNativeSign(seed)(message))).toBe(true);
      }
    }
  });
});
