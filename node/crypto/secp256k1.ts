import { secp256k1 } from '@noble/curves/secp256k1.js';
import { ByteWriter } from '../codec/byteWriter.ts';
import { fromHex, toHex } from '../codec/hex.ts';
import { WitanError } from '../types/fault.ts';
import type { Address, HexBytes } from '../types/ids.ts';
import type { Transaction } from '../types/transaction.ts';
import { keccak } from './keccak.ts';

/** Finds out who signed. 65 bytes: r ‖ s ‖ v with low s and v 27 or 28; anything else has no signer. */
export interface TraderVerifier {
  /** The address whose key made `signature` over the 32-byte `digest`; undefined if none did. Never throws. */
  recover(digest: Uint8Array, signature: Uint8Array): Address | undefined;
}

export interface TraderSigner {
  readonly address: Address;
  /** r ‖ s ‖ v over a 32-byte digest; low s, deterministic (RFC 6979). */
  sign(digest: Uint8Array): HexBytes;
}

/** What is used of a curve library: recovery to an uncompressed public key (65 bytes), and signing. */
export interface Secp256k1Backend {
  recover(digest: Uint8Array, compact: Uint8Array, recovery: number): Uint8Array | undefined;
  sign(digest: Uint8Array, secret: Uint8Array): { readonly compact: Uint8Array; readonly recovery: number };
  publicKey(secret: Uint8Array): Uint8Array;
}

/** The audited JavaScript curve: runs everywhere, some 20 times slower than the native one. */
export const nobleBackend: Secp256k1Backend = {
  recover(digest, compact, recovery) {
    const bytes = new Uint8Array(65);
    bytes[0] = recovery;
    bytes.set(compact, 1);
    const point = secp256k1.Signature.fromBytes(bytes, 'recovered').recoverPublicKey(digest);
    return point.toBytes(false);
  },
  sign(digest, secret) {
    const bytes = secp256k1.sign(digest, secret, { prehash: false, format: 'recovered' });
    return { compact: bytes.subarray(1), recovery: bytes[0]! };
  },
  publicKey: (secret) => secp256k1.getPublicKey(secret, false),
};

const signatureBytes = 65;
/** Half the group order: a signature with s above it has a twin and is refused. */
const halfOrder = fromHex('0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0');

function isLowS(signature: Uint8Array): boolean {
  for (let i = 0; i < 32; i++) {
    const difference = signature[32 + i]! - halfOrder[i]!;
    if (difference !== 0) return difference < 0;
  }
  return true;
}

/** The Ethereum address of an uncompressed public key. */
export const addressOf = (publicKey: Uint8Array): Address => toHex<Address>(keccak(publicKey.subarray(1)).subarray(12));

export function makeTraderVerifier(backend: Secp256k1Backend = nobleBackend): TraderVerifier {
  return {
    recover(digest, signature) {
      if (digest.length !== 32 || signature.length !== signatureBytes || !isLowS(signature)) return undefined;
      const recovery = signature[64]! - 27;
      if (recovery !== 0 && recovery !== 1) return undefined;
      try {
        const publicKey = backend.recover(digest, signature.subarray(0, 64), recovery);
        return publicKey && addressOf(publicKey);
      } catch {
        return undefined;
      }
    },
  };
}

/**
 * A signer that holds its secret in memory.
 * Errors: SECRET_INVALID when `secret` is no secp256k1 key.
 */
export function makeTraderSigner(secret: Uint8Array, backend: Secp256k1Backend = nobleBackend): TraderSigner {
  if (!secp256k1.utils.isValidSecretKey(secret)) {
    throw new WitanError(
      'SECRET_INVALID',
      'Not a secp256k1 secret key: it must be 32 bytes, below the group order, not 0.',
    );
  }
  const own = Uint8Array.from(secret);
  return {
    address: addressOf(backend.publicKey(own)),
    sign(digest) {
      const { compact, recovery } = backend.sign(digest, own);
      return toHex<HexBytes>(
        new ByteWriter()
          .bytes(compact)
          .u8(27 + recovery)
          .finish(),
      );
    },
  };
}

/**
 * Refuses a transaction that was not signed by the key it names.
 * Errors: TX_SIGNATURE_INVALID.
 */
export function checkSignature(verifier: TraderVerifier, digest: Uint8Array, transaction: Transaction): void {
  const signer = verifier.recover(digest, fromHex(transaction.signature));
  if (signer !== transaction.key) {
    throw new WitanError(
      'TX_SIGNATURE_INVALID',
      `The transaction names key ${transaction.key}, but ${signer ?? 'nobody'} signed it.`,
      'Check the network id, the home chain id and every field: all of them are signed.',
    );
  }
}
