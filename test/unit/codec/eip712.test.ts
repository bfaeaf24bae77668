import {
  concat,
  encodeAbiParameters,
  hashTypedData,
  keccak256,
  parseAbiParameters,
  recoverTypedDataAddress,
  stringToBytes,
} from 'viem';
import type { Batch, Combo, ComboLeg } from '../../../node/types/transaction.ts';
import { describe, expect, test } from 'vitest';
import { structFields, typedData } from '../../../node/codec/eip712.ts';
import { reservedOrderFields } from '../../../node/codec/eip712Fields.ts';
import { toHex } from '../../../node/codec/hex.ts';
import { keccak } from '../../../node/crypto/keccak.ts';
import { domainSeparator, signingDigest } from '../../../node/crypto/transactionHash.ts';
import { transactionVectors, vectorDomain } from '../../vectors/generateTransactions.ts';

const separator = domainSeparator(vectorDomain);
const { vectors } = transactionVectors();
const viemInput = (position: number) =>
  typedData(vectorDomain, vectors[position]!.fields, keccak) as unknown as Parameters<typeof hashTypedData>[0];

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

  test('legs and limit of a combo in a batch stand behind ext, and another leg or limit is another digest', () => {
    const { fields } = vectors.findLast(({ fields: { body } }) => body.type === 'batch')!;
    const body = fields.body as Batch;
    const combo = body.operations[1] as Combo;
    const digestOf = (change: Partial<Combo>) =>
      toHex(signingDigest(separator, { ...fields, body: { ...body, operations: [body.operations[0]!, { ...combo, ...change }] } }));
    const [first, second] = combo.legs;
    const digests = [
      ...[digestOf({}), digestOf({ limit: -1_001 }), digestOf({ legs: [first!, { ...second!, ratio: 16 }] })],
      ...[digestOf({ legs: [{ ...first!, side: 'sell' }, second!] }), digestOf({ size: 8 }), digestOf({ postOnly: false })],
    ];
    expect(new Set(digests).size).toBe(digests.length);
    const leg = 'Leg(uint32 instrument,uint8 side,uint32 ratio)';
    const typeHash = keccak256(stringToBytes(`ComboTerms(Leg[] legs,int64 limit)${leg}`));
    const legHash = (each: ComboLeg) =>
      keccak256(encodeAbiParameters(parseAbiParameters('bytes32, uint32, uint8, uint32'), [keccak256(stringToBytes(leg)), each.instrument, each.side === 'buy' ? 0 : 1, each.ratio]));
    const legsHash = keccak256(concat(combo.legs.map(legHash)));
    const ext = keccak256(encodeAbiParameters(parseAbiParameters('bytes32, bytes32, int64'), [typeHash, legsHash, BigInt(combo.limit)]));
    const { message } = typedData(vectorDomain, fields, keccak);
    expect((message.operations as readonly { readonly ext: string }[])[1]!.ext).toBe(ext);
  }); // prettier-ignore

  test('a margin mode is a struct of its own', () => {
    const { fields } = vectors.find(({ fields: { body } }) => body.type === 'setMarginMode')!;
    expect(structFields(fields).slice(6)).toEqual([['mode', 'uint8', 1]]);
    expect(typedData(vectorDomain, fields, keccak).primaryType).toBe('SetMarginMode');
  });

  test('a bid says whose subaccount, how much of it, and what is to be paid', () => {
    const { fields } = vectors.find(({ fields: { body } }) => body.type === 'bid')!;
    expect(structFields(fields).slice(6)).toEqual([
      ['liquidated', 'address', `0x${'1a'.repeat(20)}`],
      ['liquidatedSubaccount', 'uint16', 7],
      ['fractionPpb', 'uint32', 250_000_000],
      ['payMax', 'int64', -56_875_000],
    ]);
    expect(typedData(vectorDomain, fields, keccak).primaryType).toBe('Bid');
  });

  test('a limit of vega is signed already, empty', () => {
    const { fields } = vectors.find(({ fields: { body } }) => body.type === 'setProtection')!;
    expect(structFields(fields).at(-1)).toEqual(['vegaMax', 'uint64', 0]);
  });

  test('typed data survives JSON', () => {
    for (const { fields } of vectors) {
      const data = typedData(vectorDomain, fields, keccak);
      expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    }
  });
});
