import { describe, expect, test } from 'vitest';
import { fromHex } from '../../../node/codec/hex.ts';
import { makeTraderSigner } from '../../../node/crypto/secp256k1.ts';
import { readSigned, TransactionSigner } from '../../../node/sdk/signer.ts';
import { vectorDomain, vectorSecrets } from '../../vectors/generateTransactions.ts';

const startMs = 1_700_000_000_000;
const body = { type: 'cancelAll', instrument: 0 } as never;
const newSigner = (): TransactionSigner => {
  const key = makeTraderSigner(fromHex(vectorSecrets.wallet));
  return new TransactionSigner(key, key.address, vectorDomain, () => startMs);
};

describe('what the SDK signs', () => {
  test('has the present time as nonce, or one above the last, and a minute to live', async () => {
    const signer = newSigner();
    const signed = [await signer.sign(body), await signer.sign(body, { validMs: 5, subaccount: 7 })];
    expect(signed.map(({ transaction }) => transaction)).toMatchObject([
      { nonce: startMs, expiryMs: startMs + 60_000, subaccount: 0 },
      { nonce: startMs + 1, expiryMs: startMs + 5, subaccount: 7 },
    ]);
  });

  test('has the nonce and the expiry that were asked for, which do not change those of the next', async () => {
    const signer = newSigner();
    const { transaction } = await signer.sign(body, { nonce: startMs + 99, expiryMs: 12, validMs: 5 });
    expect(transaction).toMatchObject({ nonce: startMs + 99, expiryMs: 12 });
    expect((await signer.sign(body)).transaction.nonce).toBe(startMs);
  });

  test('reads back from its bytes under the same hash', async () => {
    const signed = await newSigner().sign(body);
    expect(readSigned(signed.bytes, vectorDomain)).toEqual(signed);
    const other = { ...vectorDomain, homeChainId: 1 };
    expect(readSigned(signed.bytes, other).hash).not.toBe(signed.hash);
  });
});
