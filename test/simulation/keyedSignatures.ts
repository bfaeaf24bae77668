import { ByteWriter } from '../../node/codec/byteWriter.ts';
import { fromHex, toHex } from '../../node/codec/hex.ts';
import type { Ed25519Sign, Ed25519Verify } from '../../node/crypto/ed25519.ts';
import { keccak } from '../../node/crypto/keccak.ts';
import type { Hash, HexBytes } from '../../node/types/ids.ts';

/**
 * Signatures for simulations: a hash over key and message. Nobody in a simulation signs for another except on purpose,
 * so that what they lack in secrecy costs nothing, and they are a hundred times faster.
 */
const mac = (publicKey: HexBytes, message: Uint8Array): HexBytes => {
  const half = keccak(new ByteWriter().hex(publicKey).bytes(message).finish());
  return toHex<HexBytes>(new ByteWriter().bytes(half).bytes(half).finish());
};

export const keyedVerify: Ed25519Verify = (publicKey, message, signature) => mac(publicKey, message) === signature;

export const keyedSign =
  (publicKey: HexBytes): Ed25519Sign =>
  (message) =>
    mac(publicKey, message);

/** Stands in for a BLS signature of a checkpoint message: 128 bytes. */
export const keyedShare = (publicKey: HexBytes | '0x', message: Hash): HexBytes => {
  const half = mac(publicKey as HexBytes, fromHex(message));
  return (half + half.slice(2)) as HexBytes;
};
