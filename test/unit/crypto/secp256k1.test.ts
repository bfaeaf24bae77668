import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../node/codec/hex.ts';
import {
  checkSignature,
  makeTraderSigner,
  makeTraderVerifier,
  nobleBackend,
  type Secp256k1Backend,
} from '../../../node/crypto/secp256k1.ts';
import { loadNativeSecp256k1 } from '../../../node/crypto/secp256k1Native.ts';
import type { HexBytes } from '../../../node/types/ids.ts';
import type { Transaction } from '../../../node/types/transaction.ts';
import { transactionVectors, vectorSecrets } from '../../vectors/generateTransactions.ts';

const native = loadNativeSecp256k1();
const backends: [string, Secp256k1Backend][] = [['noble', nobleBackend]];
if (native.backend) backends.push(['native', native.backend]);

const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const { vectors } = transactionVectors();
const digest = fromHex(vectors[0]!.digest);
const signature = fromHex(vectors[0]!.signature);
const with32 = (value: bigint): string => value.toString(16).padStart(64, '0');

test('the native curve loads, or says why it does not', () => {
  expect(native.backend !== undefined || native.reason.length > 0).toBe(true);
});

describe.each(backends)('a trader signature, %s', (_name, backend) => {
  const verifier = makeTraderVerifier(backend);

  test('leads back to the key that made it', () => {
    for (const vector of vectors) {
      expect(verifier.recover(fromHex(vector.digest), fromHex(vector.signature))).toBe(vector.fields.key);
    }
  });

  test('the twin with high s is refused', () => {
    const s = BigInt(toHex(signature.subarray(32, 64)));
    const twin = fromHex(
      `${toHex(signature.subarray(0, 32))}${with32(order - s)}${signature[64] === 27 ? '1c' : '1b'}`,
    );
    expect(verifier.recover(digest, twin)).toBeUndefined();
  });

  test.each([0, 1, 26, 29, 30, 255])('v = %i is refused', (v) => {
    const changed = Uint8Array.from(signature);
    changed[64] = v;
    expect(verifier.recover(digest, changed)).toBeUndefined();
  });

  test.each([
    ['r = 0', 0n, 1n],
    ['s = 0', 1n, 0n],
    ['r = n', order, 1n],
  ])('%s is refused', (_case, r, s) => {
    expect(verifier.recover(digest, fromHex(`0x${with32(r)}${with32(s)}1b`))).toBeUndefined();
  });

  test('wrong lengths are refused', () => {
    expect(verifier.recover(digest.subarray(1), signature)).toBeUndefined();
    expect(verifier.recover(digest, signature.subarray(1))).toBeUndefined();
  });

  test('a signer makes the same signature as every other backend', () => {
    expect(makeTraderSigner(fromHex(vectorSecrets.session), backend).sign(digest)).toBe(vectors[0]!.signature);
  });

  test('random bytes never throw and agree with noble', () => {
    const oracle = makeTraderVerifier(nobleBackend);
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ minLength: 64, maxLength: 64 }),
        fc.boolean(),
        (hash, rs, odd) => {
          const bytes = new Uint8Array([...rs, odd ? 28 : 27]);
          bytes[32]! &= 0x7f;
          expect(verifier.recover(hash, bytes)).toBe(oracle.recover(hash, bytes));
        },
      ),
      { numRuns: 100 },
    );
  });
});

test('a transaction that another key signed is refused by name', () => {
  const transaction: Transaction = { ...vectors[0]!.fields, signature: vectors[0]!.signature as HexBytes };
  const verifier = makeTraderVerifier();
  expect(() => checkSignature(verifier, digest, transaction)).not.toThrow();
  expect(() => checkSignature(verifier, digest, { ...transaction, key: transaction.account })).toThrow(
    expect.objectContaining({ code: 'TX_SIGNATURE_INVALID' }),
  );
});

test.each([
  ['zero', '00'],
  ['above the order', 'ff'],
])('a secret that is %s is refused', (_name, byte) => {
  expect(() => makeTraderSigner(fromHex(`0x${byte.repeat(32)}`))).toThrow(
    expect.objectContaining({ code: 'SECRET_INVALID' }),
  );
});
