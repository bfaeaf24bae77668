import { bls12_381 } from '@noble/curves/bls12-381.js';
import { fromHex, toHex } from '../codec/hex.ts';
import { WitanError } from '../types/fault.ts';
import type { Hash, HexBytes } from '../types/ids.ts';

/**
 * BLS12-381, min-sig: signatures in G1 (cheap on chain), keys in G2. Pure functions; a verification takes about 25 ms,
 * so a node calls them on the worker thread of crypto/blsPool.ts.
 *
 * Points are written as EIP-2537 writes them: each field element in 64 bytes, G1 128 bytes, G2 256 bytes (x.c0, x.c1,
 * y.c0, y.c1). Decoding refuses what is not canonical, off the curve, outside the subgroup, or infinity: the identity
 * would verify every message. Rogue keys are kept out by the proof of possession that the registry demands.
 * Source: docs/spec/settlement.md, BLS signatures; draft-irtf-cfrg-bls-signature, proof-of-possession scheme.
 */

const scheme = bls12_381.shortSignatures;
const { Fp } = bls12_381.fields;
const G1 = bls12_381.G1.Point;
const G2 = bls12_381.G2.Point;
type G1Point = InstanceType<typeof G1>;
type G2Point = InstanceType<typeof G2>;

/** Domain of checkpoint signatures. */
export const signatureDomain = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_';
/** Domain of proofs of possession: one can never pass for a checkpoint signature. */
export const possessionDomain = 'BLS_POP_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_';

const elementSize = 64;
const paddingSize = 16;

function encodeElements(elements: readonly bigint[]): HexBytes {
  return `0x${elements.map((element) => element.toString(16).padStart(2 * elementSize, '0')).join('')}` as HexBytes;
}

function decodeElements(hex: string, count: number, what: string): bigint[] {
  const bytes = fromHex(hex);
  if (bytes.length !== count * elementSize) {
    throw new WitanError('BLS_POINT_INVALID', `A ${what} has ${bytes.length} bytes, must have ${count * elementSize}.`);
  }
  return Array.from({ length: count }, (_, i) => {
    const element = bytes.subarray(i * elementSize, (i + 1) * elementSize);
    const value = BigInt(toHex(element));
    if (element.subarray(0, paddingSize).some((byte) => byte !== 0) || value >= Fp.ORDER) {
      throw new WitanError('BLS_POINT_INVALID', `A ${what} holds a field element that is not canonical.`);
    }
    return value;
  });
}

/** Runs noble's own checks (curve and subgroup) and gives their failure our code. */
function checked<Point extends { is0(): boolean; assertValidity(): void }>(point: Point, what: string): Point {
  if (point.is0()) throw new WitanError('BLS_POINT_INVALID', `A ${what} is the point at infinity.`);
  try {
    point.assertValidity();
  } catch {
    throw new WitanError('BLS_POINT_INVALID', `A ${what} is not in the subgroup.`);
  }
  return point;
}

function encodeG1(point: G1Point): HexBytes {
  const { x, y } = point.toAffine();
  return encodeElements([x, y]);
}

function encodeG2(point: G2Point): HexBytes {
  const { x, y } = point.toAffine();
  return encodeElements([x.c0, x.c1, y.c0, y.c1]);
}

/** Errors: BLS_POINT_INVALID. */
function decodeSignature(signature: HexBytes): G1Point {
  const [x, y] = decodeElements(signature, 2, 'BLS signature') as [bigint, bigint];
  return checked(G1.fromAffine({ x, y }), 'BLS signature');
}

/** Errors: BLS_POINT_INVALID. */
function decodeKey(key: HexBytes): G2Point {
  const [xc0, xc1, yc0, yc1] = decodeElements(key, 4, 'BLS key') as [bigint, bigint, bigint, bigint];
  return checked(G2.fromAffine({ x: { c0: xc0, c1: xc1 }, y: { c0: yc0, c1: yc1 } }), 'BLS key');
}

/** Plain sums; the caller checks for infinity, which noble's own aggregation would meet with an untyped error. */
const sumG1 = (points: readonly G1Point[]): G1Point => points.reduce((sum, point) => sum.add(point), G1.ZERO);
const sumG2 = (points: readonly G2Point[]): G2Point => points.reduce((sum, point) => sum.add(point), G2.ZERO);

/** A secret key of 32 bytes from at least 48 bytes of uniform randomness. */
export const blsSecretKey = (seed: Uint8Array): Uint8Array => scheme.keygen(seed).secretKey;

/** The public key, 256 bytes. */
export const blsPublicKey = (secretKey: Uint8Array): HexBytes => encodeG2(scheme.getPublicKey(secretKey));

/** `message` hashed to G1 under `domain`, 128 bytes: what the contract computes too. */
export const hashToG1 = (message: Hash, domain: string): HexBytes => encodeG1(scheme.hash(fromHex(message), domain));

/** Signs a checkpoint message (crypto/settlementHash.ts, `checkpointMessage`). 128 bytes. */
export const blsSign = (message: Hash, secretKey: Uint8Array): HexBytes =>
  encodeG1(scheme.sign(scheme.hash(fromHex(message), signatureDomain), secretKey));

/** Proves possession of the secret; `message` is `possessionMessage`. 128 bytes. */
export const blsProvePossession = (message: Hash, secretKey: Uint8Array): HexBytes =>
  encodeG1(scheme.sign(scheme.hash(fromHex(message), possessionDomain), secretKey));

/** Sums signatures. Errors: BLS_POINT_INVALID for a bad one or if the sum is infinity. */
export const aggregateBlsSignatures = (signatures: readonly HexBytes[]): HexBytes =>
  encodeG1(checked(sumG1(signatures.map(decodeSignature)), 'aggregate signature'));

/** Sums keys. Errors: BLS_POINT_INVALID for a bad one or if the sum is infinity. */
export const aggregateBlsKeys = (keys: readonly HexBytes[]): HexBytes =>
  encodeG2(checked(sumG2(keys.map(decodeKey)), 'aggregate key'));

/** −key. A committee stores its aggregate so: adding the keys of the missing gives the negated key of the signers. */
export const negateBlsKey = (key: HexBytes): HexBytes => encodeG2(decodeKey(key).negate());

/** Errors: BLS_POINT_INVALID. Returns nothing; call it on a key that comes from outside. */
export function checkBlsKey(key: HexBytes): void {
  decodeKey(key);
}

/** One validator's signature of a message, with the key it claims to be under. */
export interface BlsPartial {
  readonly signature: HexBytes;
  readonly key: HexBytes;
}

interface DecodedPartial {
  readonly position: number;
  readonly signature: G1Point;
  readonly key: G2Point;
}

function holds(message: G1Point, partials: readonly DecodedPartial[]): boolean {
  const signature = sumG1(partials.map((partial) => partial.signature));
  const key = sumG2(partials.map((partial) => partial.key));
  return !signature.is0() && !key.is0() && scheme.verify(signature, message, key);
}

/**
 * Whether `signature` is the sum of signatures of `message` by all `keys`. Wrong encodings are false, never a throw.
 */
export function verifyBlsAggregate(message: Hash, keys: readonly HexBytes[], signature: HexBytes): boolean {
  return verifyUnder(signatureDomain, message, keys, signature);
}

/** Whether `proof` proves possession of `key`'s secret. Wrong encodings are false, never a throw. */
export function verifyBlsPossession(message: Hash, key: HexBytes, proof: HexBytes): boolean {
  return verifyUnder(possessionDomain, message, [key], proof);
}

function verifyUnder(domain: string, message: Hash, keys: readonly HexBytes[], signature: HexBytes): boolean {
  try {
    const key = sumG2(keys.map(decodeKey));
    return !key.is0() && scheme.verify(decodeSignature(signature), scheme.hash(fromHex(message), domain), key);
  } catch (error) {
    if (error instanceof WitanError) return false;
    throw error;
  }
}

/** What verifying a set of partial signatures found. Positions index the input, ascending. */
export interface AggregateResult {
  /** Sum of the good signatures; undefined when none is good. */
  readonly aggregate: HexBytes | undefined;
  readonly bad: readonly number[];
}

/**
 * Aggregates first and verifies once; only when that fails, bisects to name the bad ones, so that b bad signatures of
 * n cost about 2·b·log2(n) more verifications and none cost nothing.
 */
export function aggregatePartials(message: Hash, partials: readonly BlsPartial[]): AggregateResult {
  const hashed = scheme.hash(fromHex(message), signatureDomain);
  const bad: number[] = [];
  const good: DecodedPartial[] = [];
  partials.forEach((partial, position) => {
    try {
      good.push({ position, signature: decodeSignature(partial.signature), key: decodeKey(partial.key) });
    } catch (error) {
      if (!(error instanceof WitanError)) throw error;
      bad.push(position);
    }
  });
  const kept: DecodedPartial[] = [];
  const split = (part: readonly DecodedPartial[]): void => {
    if (part.length === 0) return;
    if (holds(hashed, part)) kept.push(...part);
    else if (part.length === 1) bad.push(part[0]!.position);
    else {
      const half = part.length >> 1;
      split(part.slice(0, half));
      split(part.slice(half));
    }
  };
  split(good);
  bad.sort((a, b) => a - b);
  if (kept.length === 0) return { aggregate: undefined, bad };
  return { aggregate: encodeG1(sumG1(kept.map((partial) => partial.signature))), bad };
}
