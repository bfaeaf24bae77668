import { bls12_381 } from '@noble/curves/bls12-381.js';
import { afterAll, describe, expect, test } from 'vitest';
import {
  aggregateBlsKeys,
  aggregateBlsSignatures,
  aggregatePartials,
  blsProvePossession,
  blsPublicKey,
  blsSecretKey,
  blsSign,
  checkBlsKey,
  negateBlsKey,
  verifyBlsAggregate,
  verifyBlsPossession,
} from '../../../node/crypto/bls.ts';
import { createBlsWorker } from '../../../node/crypto/blsPool.ts';
import { keccakHash } from '../../../node/crypto/keccak.ts';
import type { HexBytes } from '../../../node/types/ids.ts';

const message = keccakHash(new Uint8Array([1]));
const other = keccakHash(new Uint8Array([2]));
const secrets = [1, 2, 3, 4, 5].map((fill) => blsSecretKey(new Uint8Array(48).fill(fill)));
const keys = secrets.map(blsPublicKey);
const partials = secrets.map((secret, i) => ({ signature: blsSign(message, secret), key: keys[i]! }));
const bytes = (hex: string) => hex.slice(2);
const infinityG1 = `0x${'00'.repeat(128)}` as HexBytes;
const infinityG2 = `0x${'00'.repeat(256)}` as HexBytes;

/** A point on the curve that is not in the subgroup of order r. */
function outsideSubgroup(): HexBytes {
  const { Fp } = bls12_381.fields;
  for (let x = 1n; ; x++) {
    const square = Fp.create(x ** 3n + 4n);
    try {
      const y = Fp.sqrt(square);
      const point = bls12_381.G1.Point.fromAffine({ x, y });
      if (!point.isTorsionFree())
        return `0x${[x, y].map((v) => v.toString(16).padStart(128, '0')).join('')}` as HexBytes;
    } catch {
      continue;
    }
  }
}

describe('BLS signatures', () => {
  test('an aggregate verifies under exactly the keys that signed', () => {
    const signature = aggregateBlsSignatures(partials.slice(0, 3).map((partial) => partial.signature));
    expect(verifyBlsAggregate(message, keys.slice(0, 3), signature)).toBe(true);
    expect(verifyBlsAggregate(message, keys.slice(0, 4), signature)).toBe(false);
    expect(verifyBlsAggregate(message, keys.slice(0, 2), signature)).toBe(false);
    expect(verifyBlsAggregate(other, keys.slice(0, 3), signature)).toBe(false);
  });

  test('a proof of possession is no signature, and a signature no proof', () => {
    const proof = blsProvePossession(message, secrets[0]!);
    expect(verifyBlsPossession(message, keys[0]!, proof)).toBe(true);
    expect(verifyBlsAggregate(message, [keys[0]!], proof)).toBe(false);
    expect(verifyBlsPossession(message, keys[0]!, partials[0]!.signature)).toBe(false);
    expect(verifyBlsPossession(message, keys[1]!, proof)).toBe(false);
  });

  test('infinity is no key, no signature and no aggregate', () => {
    expect(() => checkBlsKey(infinityG2)).toThrow(expect.objectContaining({ code: 'BLS_POINT_INVALID' }));
    expect(verifyBlsAggregate(message, keys, infinityG1)).toBe(false);
    expect(() => aggregateBlsKeys([keys[0]!, negateBlsKey(keys[0]!)])).toThrow(
      expect.objectContaining({ code: 'BLS_POINT_INVALID' }),
    );
    expect(verifyBlsAggregate(message, [keys[0]!, negateBlsKey(keys[0]!)], infinityG1)).toBe(false);
  });

  test('a field element that is not canonical, or a point outside curve or subgroup, is refused', () => {
    const p = bls12_381.fields.Fp.ORDER;
    const signature = bytes(partials[0]!.signature);
    const x = BigInt(`0x${signature.slice(0, 128)}`);
    const wrong = [
      `0x${(x + p).toString(16).padStart(128, '0')}${signature.slice(128)}`,
      `0x${'1'.padEnd(32, '0')}${signature.slice(32)}`,
      `0x${signature.slice(128)}${signature.slice(0, 128)}`,
      `0x${signature}00`,
      '0x',
      outsideSubgroup(),
    ];
    for (const hex of wrong) expect(verifyBlsAggregate(message, [keys[0]!], hex as HexBytes), hex).toBe(false);
  });

  test('bad partial signatures are named by position and left out of the aggregate', () => {
    const mixed = partials.map((partial, i) => {
      if (i === 1) return { ...partial, signature: blsSign(other, secrets[1]!) };
      if (i === 3) return { ...partial, signature: infinityG1 };
      return partial;
    });
    const { aggregate, bad } = aggregatePartials(message, mixed);
    expect(bad).toEqual([1, 3]);
    expect(verifyBlsAggregate(message, [keys[0]!, keys[2]!, keys[4]!], aggregate!)).toBe(true);
    expect(aggregatePartials(message, [mixed[1]!])).toEqual({ aggregate: undefined, bad: [0] });
  });
});

describe('the BLS worker', () => {
  const worker = createBlsWorker();
  afterAll(() => worker.close());

  test('gives the same answers as the functions it runs', async () => {
    expect(await worker.sign(message, secrets[0]!)).toBe(partials[0]!.signature);
    expect(await worker.aggregate(message, partials)).toEqual(aggregatePartials(message, partials));
    expect(await worker.verifyAggregate(message, [keys[0]!], partials[0]!.signature)).toBe(true);
  });

  test('a malformed request fails alone, and nothing is left hanging after close', async () => {
    await expect(worker.sign('0xzz' as typeof message, secrets[0]!)).rejects.toMatchObject({
      code: 'BLS_WORKER_FAILED',
    });
    expect(await worker.sign(message, secrets[1]!)).toBe(partials[1]!.signature);
    const own = createBlsWorker();
    const open = own.sign(message, secrets[0]!);
    const closed = own.close();
    await expect(open).rejects.toMatchObject({ code: 'BLS_WORKER_GONE' });
    await closed;
    await expect(own.sign(message, secrets[0]!)).rejects.toMatchObject({ code: 'BLS_WORKER_GONE' });
  });
});
