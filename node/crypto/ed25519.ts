import { ed25519 } from '@noble/curves/ed25519.js';
import { fromHex, toHex } from '../codec/hex.ts';
import type { HexBytes } from '../types/ids.ts';

/** Whether `signature` (64 bytes) is `publicKey`'s (32 bytes) over `message`; malformed input is false, never a throw. */
export type Ed25519Verify = (publicKey: HexBytes, message: Uint8Array, signature: HexBytes) => boolean;

/** Signs `message`: 64 bytes. */
export type Ed25519Sign = (message: Uint8Array) => HexBytes;

/** Verification in pure JavaScript, for browsers and as the oracle of the native one. Strict as RFC 8032. */
export const verifyEd25519: Ed25519Verify = (publicKey, message, signature) => {
  if (publicKey.length !== 66 || signature.length !== 130) return false;
  try {
    return ed25519.verify(fromHex(signature), message, fromHex(publicKey), { zip215: false });
  } catch {
    return false;
  }
};

export const ed25519PublicKey = (secretKey: Uint8Array): HexBytes => toHex<HexBytes>(ed25519.getPublicKey(secretKey));
