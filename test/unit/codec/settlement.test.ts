import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeHeader } from '../../../node/codec/settlement.ts';
import {
  encodeClaimLeaf,
  encodeCommitteeBlob,
  encodeMarketLeaf,
  encodePositions,
  encodeSubaccountLeaf,
} from '../../../node/codec/settlementLeaves.ts';
import { instrumentId, zeroAddress, zeroHash } from '../../../node/types/ids.ts';
import type { HexBytes } from '../../../node/types/ids.ts';
import { settlementVectors, settlementVectorsText } from '../../vectors/generateSettlement.ts';

const vectors = settlementVectors();
const sub = {
  index: 1,
  owner: zeroAddress,
  subNo: 0,
  cash: -1,
  tokens: new Array<number>(16).fill(0),
  restHash: zeroHash,
};

describe('the frozen layouts', () => {
  test('what the code encodes is what the committed vectors say', () => {
    expect(settlementVectorsText()).toBe(
      readFileSync(new URL('../../vectors/settlement.json', import.meta.url), 'utf8'),
    );
  });

  test('a header is 21 words', () => {
    expect(encodeHeader(vectors.header.fields).length).toBe(21 * 32);
  });

  test('packed leaves have one size, negative numbers are two’s complement', () => {
    expect(encodeClaimLeaf(vectors.leaves.W.fields).length).toBe(60);
    expect(encodeMarketLeaf(vectors.leaves.M.fields).length).toBe(53);
    const bytes = encodeSubaccountLeaf(sub, zeroHash);
    expect(bytes.length).toBe(226);
    expect([...bytes.subarray(26, 34)]).toEqual(new Array(8).fill(255));
  });

  test('a token balance in slot 0 is refused: USDC lives in cash', () => {
    expect(() => encodeSubaccountLeaf({ ...sub, tokens: [1, ...sub.tokens.slice(1)] }, zeroHash)).toThrow(
      expect.objectContaining({ code: 'LEAF_INVALID' }),
    );
    expect(() => encodeSubaccountLeaf({ ...sub, tokens: [] }, zeroHash)).toThrow(
      expect.objectContaining({ code: 'LEAF_INVALID' }),
    );
  });

  test('positions out of order, doubled, empty or too many are refused', () => {
    const position = (instrument: number, lots = 1) => ({
      instrument: instrumentId(instrument),
      lots,
      cost: 0,
      fundingIndex: 0,
    });
    for (const positions of [
      [position(2), position(1)],
      [position(1), position(1)],
      [position(1, 0)],
      Array.from({ length: 129 }, (_, i) => position(i + 1)),
    ]) {
      expect(() => encodePositions(positions)).toThrow(expect.objectContaining({ code: 'LEAF_INVALID' }));
    }
    expect(encodePositions(Array.from({ length: 128 }, (_, i) => position(i + 1))).length).toBe(128 * 28);
  });

  test('a committee blob is weights, then keys without padding, and a short key is refused', () => {
    expect((vectors.committee.blob.length - 2) / 2).toBe(4 * 196);
    expect(() => encodeCommitteeBlob([{ power: 1, blsKey: '0x00' as HexBytes }])).toThrow(
      expect.objectContaining({ code: 'KEY_INVALID' }),
    );
  });

  test('a number that does not fit its field halts instead of wrapping', () => {
    expect(() => encodeClaimLeaf({ ...vectors.leaves.W.fields, cumulative: 1n << 128n })).toThrow();
    expect(() => encodeHeader({ ...vectors.header.fields, number: 1n << 64n })).toThrow();
  });
});
