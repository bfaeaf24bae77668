import { hashTypedData, recoverTypedDataAddress } from 'viem';
import { describe, expect, test } from 'vitest';
import { structFields, typedData } from '../../../node/codec/eip712.ts';
import { reservedOrderFields } from '../../../node/codec/eip712Fields.ts';
import { toHex } from '../../../node/codec/hex.ts';
import { domainSeparator, signingDigest } from '../../../node/crypto/transactionHash.ts';
import { transactionVectors, vectorDomain } from '../../vectors/generateTransactions.ts';

const separator = domainSeparator(vectorDomain);
const { vectors } = transactionVectors();
const viemInput = (position: number) =>
  typedData(vectorDomain, vectors[position]!.fields) as unknown as Parameters<typeof hashTypedData>[0];

describe('what a wallet signs', () => {
  test.each(vectors.map((vector, position) => [`${position} ${vector.fields.body.type}`, position] as const))(
    'vector %s: viem hashes the typed data to the same digest and finds the same signer',
    async (_name, position) => {
      const vector = vectors[position]!;
      expect(hashTypedData(viemInput(position))).toBe(toHex(signingDigest(separator, vector.fields)));
      const signer = await recoverTypedDataAddress({
        ...viemInput(position),
        signature: vector.signature as `0x${string}`,
      });
      expect(signer.toLowerCase()).toBe(vector.fields.key);
    },
  );

  test('another network or another home chain gives another digest', () => {
    const fields = vectors[0]!.fields;
    const digests = [
      vectorDomain,
      { ...vectorDomain, homeChainId: 1 },
      { ...vectorDomain, networkId: vectors[0]!.hash as typeof vectorDomain.networkId },
    ].map((domain) => toHex(signingDigest(domainSeparator(domain), fields)));
    expect(new Set(digests).size).toBe(3);
  });

  test('the fields of later order types are signed already, empty', () => {
    const names = structFields(vectors[0]!.fields).map(([name]) => name);
    for (const [name, type, value] of reservedOrderFields) {
      expect(names).toContain(name);
      expect(type === 'bytes32' ? BigInt(value as string) : BigInt(value as number)).toBe(0n);
    }
  });

  test('a limit of vega is signed already, empty', () => {
    const { fields } = vectors.find(({ fields: { body } }) => body.type === 'setProtection')!;
    expect(structFields(fields).at(-1)).toEqual(['vegaMax', 'uint64', 0]);
  });

  test('typed data survives JSON', () => {
    for (const { fields } of vectors) {
      const data = typedData(vectorDomain, fields);
      expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    }
  });
});
