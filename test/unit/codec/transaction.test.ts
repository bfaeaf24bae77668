import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../node/codec/hex.ts';
import {
  decodeTransaction,
  encodeTransaction,
  transactionBytes,
  transactionBytesMax,
} from '../../../node/codec/transaction.ts';
import { witan } from '../../../node/codec/wire.js';
import { WitanError } from '../../../node/types/fault.ts';
import type { HexBytes } from '../../../node/types/ids.ts';
import type { Transaction, TransactionBody } from '../../../node/types/transaction.ts';
import { foreignBytes } from '../foreign.ts';
import { twinSignature } from '../../vectors/twinSignature.ts';
import { transactionVectors, transactionVectorsText } from '../../vectors/generateTransactions.ts';

const { vectors } = transactionVectors();
const transactionOf = (position: number): Transaction => ({
  ...vectors[position]!.fields,
  signature: vectors[position]!.signature as HexBytes,
});
const order = encodeTransaction(transactionOf(0));
const { signature } = transactionOf(0);

const codeOf = (action: () => unknown): string => {
  try {
    action();
    return 'none';
  } catch (error) {
    return error instanceof WitanError ? error.code : `not a WitanError: ${String(error)}`;
  }
};

describe('a transaction on the wire', () => {
  test('what the code encodes is what the committed vectors say', () => {
    const committed = readFileSync(new URL('../../vectors/transactions.json', import.meta.url), 'utf8');
    expect(transactionVectorsText()).toBe(committed);
  });

  test.each(vectors.map((vector, position) => [`${position} ${vector.fields.body.type}`, position] as const))(
    'vector %s reads back as it was written',
    (_name, position) => {
      expect(decodeTransaction(fromHex(vectors[position]!.wire))).toEqual(transactionOf(position));
    },
  );

  test('every byte changed, dropped or added is refused or means something else', () => {
    for (const vector of vectors) {
      const bytes = fromHex(vector.wire);
      for (let at = 0; at < bytes.length; at++) {
        const changed = Uint8Array.from(bytes);
        changed[at]! ^= 1 << (at % 8);
        let decoded: Transaction | undefined;
        try {
          decoded = decodeTransaction(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(WitanError);
        }
        if (decoded) expect(toHex(encodeTransaction(decoded))).toBe(toHex(changed));
        expect(codeOf(() => decodeTransaction(bytes.subarray(0, at)))).toMatch(/^TX_/);
      }
    }
  });

  const wire = (change: Partial<witan.Transaction.$Properties>) => {
    const known = witan.Transaction.decode(order);
    return witan.Transaction.encode({ ...known, order: known.order ?? null, ...change }).finish();
  };
  const orderWith = (change: Partial<witan.PlaceOrder.$Properties>) => {
    const known = witan.Transaction.decode(order).order!;
    return wire({ order: { ...known, ...change } });
  };

  const leg = (instrument: number, ratio = 1) => ({ instrument, ratio });
  const comboWith = (legs: witan.Leg.$Properties[], change: Partial<witan.Combo.$Properties> = {}) =>
    wire({ order: null, combo: { legs, size: 1, timeInForce: 1, ...change } });

  test.each<[code: string, why: string, bytes: Uint8Array]>([
    ['TX_OVERSIZED', 'one byte above the maximum', new Uint8Array(transactionBytesMax + 1)],
    ['TX_OVERSIZED', 'more than one order can have', new Uint8Array([...order, 0xf2, 0x01, 0xcc, 0x08, ...new Uint8Array(1_100)])], // prettier-ignore
    ['TX_MALFORMED', 'a batch of nothing', wire({ order: null, batch: { atomic: true, operations: [{}] } })],
    ['TX_FIELD_RANGE', 'a batch without operations', wire({ order: null, batch: { atomic: true } })],
    ['TX_FIELD_RANGE', 'a batch of 101', wire({ order: null, batch: { operations: Array(101).fill({ cancel: { order: new Uint8Array(32) } }) } })], // prettier-ignore
    ['TX_FIELD_RANGE', 'no quotes', wire({ order: null, massQuote: { instrument: 1, makerGroup: 1 } })],
    ['TX_FIELD_RANGE', '51 quotes', wire({ order: null, massQuote: { instrument: 1, makerGroup: 1, quotes: Array(51).fill({ bidPrice: 1, bidSize: 1 }) } })], // prettier-ignore
    ['TX_FIELD_RANGE', 'a quote above 2^53', wire({ order: null, massQuote: { quotes: [{ askSize: 2 ** 60 }] } })],
    ['TX_FIELD_RANGE', 'a timeout above 2^53', wire({ order: null, cancelAllAfter: { timeoutMs: 2 ** 60 } })],
    ['TX_FIELD_RANGE', 'a limit above 2^53', wire({ order: null, setProtection: { deltaMax: 2 ** 60 } })],
    ['TX_FIELD_RANGE', 'a margin mode that there is not', wire({ order: null, setMarginMode: { mode: 2 } })],
    ['TX_FIELD_RANGE', 'a limit of delta above 2^53', wire({ order: null, setRiskLimits: { deltaMaxPpb: 2 ** 60 } })],
    ['TX_FIELD_RANGE', 'a bid for more than all', wire({ order: null, bid: { liquidated: new Uint8Array(20), fractionPpb: 1_000_000_001 } })], // prettier-ignore
    ['TX_FIELD_RANGE', 'a bid for no u16 of a subaccount', wire({ order: null, bid: { liquidated: new Uint8Array(20), liquidatedSubaccount: 65_536 } })], // prettier-ignore
    ['TX_FIELD_RANGE', 'a bid for no address', wire({ order: null, bid: { liquidated: new Uint8Array(19) } })],
    ['TX_FIELD_RANGE', 'a bid that pays beyond 2^53', wire({ order: null, bid: { liquidated: new Uint8Array(20), payMax: 2 ** 60 } })], // prettier-ignore
    ['TX_FIELD_RANGE', 'a label of 33 characters', orderWith({ label: 'x'.repeat(33) })],
    ['TX_FIELD_RANGE', 'a label with a space', orderWith({ label: 'a b' })],
    ['TX_FIELD_RANGE', 'a replacement with an order’s flag', wire({ order: null, replace: { order: new Uint8Array(32), flags: 2 } })], // prettier-ignore
    ['TX_FIELD_RANGE', 'a combo of one leg', comboWith([leg(1)])],
    ['TX_FIELD_RANGE', 'a combo of five legs', comboWith([1, 2, 3, 4, 5].map((each) => leg(each)))],
    ['TX_FIELD_RANGE', 'two legs in one market', comboWith([leg(1), leg(1)])],
    ['TX_FIELD_RANGE', 'legs that do not ascend', comboWith([leg(2), leg(1)])],
    ['TX_FIELD_RANGE', 'a leg of no lots', comboWith([leg(1), leg(2, 0)])],
    ['TX_FIELD_RANGE', 'a leg of 1,001 lots', comboWith([leg(1), leg(2, 1_001)])],
    ['TX_FIELD_RANGE', 'a leg without a side', comboWith([leg(1), { ...leg(2), side: 2 }])],
    ['TX_FIELD_RANGE', 'a flag of a combo that has no meaning', comboWith([leg(1), leg(2)], { flags: 2 })],
    ['TX_FIELD_RANGE', 'a combo’s time above 2^53', comboWith([leg(1), leg(2)], { goodTillMs: 2 ** 60 })],
    ['TX_FIELD_RANGE', 'a combo’s limit below −2^53', comboWith([leg(1), leg(2)], { limit: -(2 ** 53) })],
    ['TX_MALFORMED', 'a truncated varint', new Uint8Array([8, 255])],
    ['TX_MALFORMED', 'no body', wire({ order: null })],
    ['TX_VERSION_UNSUPPORTED', 'version 2', wire({ version: 2 })],
    ['TX_MALFORMED', 'nothing at all', new Uint8Array()],
    ['TX_MALFORMED', 'no version', order.subarray(2)],
    ['TX_FIELD_RANGE', 'an account of 19 bytes', wire({ account: new Uint8Array(19) })],
    ['TX_FIELD_RANGE', 'a subaccount above u16', wire({ subaccount: 65_536 })],
    ['TX_FIELD_RANGE', 'a nonce above 2^53', wire({ nonce: 2 ** 53 })],
    ['TX_FIELD_RANGE', 'a signature of 64 bytes', wire({ signature: new Uint8Array(64) })],
    ['TX_FIELD_RANGE', 'a signature with v 0', wire({ signature: fromHex(`${signature.slice(0, -2)}00`) })],
    ['TX_FIELD_RANGE', 'a flag of a later version', orderWith({ flags: 8 })],
    ['TX_FIELD_RANGE', 'an offset below −2^53', orderWith({ pegOffset: -(2 ** 53) })],
    ['TX_FIELD_RANGE', 'a third peg source', orderWith({ pegSource: 3 })],
    ['TX_FIELD_RANGE', 'a third side', orderWith({ side: 2 })],
    ['TX_FIELD_RANGE', 'a fifth time in force', orderWith({ timeInForce: 4 })],
    ['TX_FIELD_RANGE', 'a size above 2^53', orderWith({ size: 2 ** 60 })],
    ['TX_NOT_CANONICAL', 'an unknown field behind it', new Uint8Array([...order, 0xf8, 0x01, 0x01])],
    ['TX_NOT_CANONICAL', 'a second body', new Uint8Array([...order, 0x4a, 0x00])],
    ['TX_NOT_CANONICAL', 'the same field twice', new Uint8Array([8, 1, ...order])],
    [
      'TX_NOT_CANONICAL',
      'the twin of its signature, with s above half the group order',
      wire({ signature: fromHex(twinSignature(signature)) }),
    ],
    ['TX_NOT_CANONICAL', 'a varint with a needless byte', new Uint8Array([8, 0x81, 0, ...order.subarray(2)])],
  ])('%s: %s', (code, _why, bytes) => {
    expect(codeOf(() => decodeTransaction(bytes))).toBe(code);
  });

  test('the largest batch fits', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const { body } = transactionOf(0);
    const largest = { ...body, instrument: 2 ** 32 - 1, price: most, size: most, clientId: most, displaySize: most, goodTillMs: most, ocoGroup: most, makerGroup: 2 ** 32 - 1, sliceCount: 2 ** 32 - 1, sliceIntervalMs: most, pegOffset: -most, label: 'x'.repeat(32) }; // prettier-ignore
    const batch = { type: 'batch', atomic: true, operations: Array(100).fill(largest) } as unknown as TransactionBody;
    const bytes = encodeTransaction({ ...transactionOf(0), body: batch });
    expect(bytes.length).toBeLessThanOrEqual(transactionBytesMax);
    expect(decodeTransaction(bytes).body).toEqual(batch);
  });

  test('the largest mass quote fits', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const quote = { bidPrice: most, bidSize: most, askPrice: most, askSize: most };
    const body = { type: 'massQuote', instrument: 2 ** 32 - 1, makerGroup: 16, quotes: Array(50).fill(quote) } as unknown as TransactionBody; // prettier-ignore
    const bytes = encodeTransaction({ ...transactionOf(0), body });
    expect(decodeTransaction(bytes).body).toEqual(body);
  });

  test('random bytes lead to a code, never to another error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(codeOf(() => decodeTransaction(bytes))).toMatch(/^TX_/);
      }),
      { numRuns: 2_000 },
    );
  });

  test('whatever decodes encodes to the same bytes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...vectors.map((vector) => fromHex(vector.wire))),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
        (bytes, changes) => {
          const changed = Uint8Array.from(bytes);
          for (const [at, value] of changes) changed[at % changed.length] = value;
          try {
            expect(toHex(encodeTransaction(decodeTransaction(changed)))).toBe(toHex(changed));
          } catch (error) {
            expect(error).toBeInstanceOf(WitanError);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('valid ones cut, extended, or with a part doubled: a code, or exactly the bytes that are written', () => {
    fc.assert(
      fc.property(foreignBytes(vectors.map((vector) => fromHex(vector.wire))), (bytes) => {
        try {
          expect(toHex(encodeTransaction(decodeTransaction(bytes)))).toBe(toHex(bytes));
        } catch (error) {
          if (!(error instanceof WitanError)) throw error;
          expect(error.code).toMatch(/^TX_/);
        }
      }),
      { numRuns: 4_000 },
    );
  });

  test('any text as hex: bytes, or a code', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('0x0', '0xAB', `0x${'00'.repeat(2_000)}`)), (text) => {
        const code = codeOf(() => transactionBytes(text));
        expect(code).toMatch(/^(TX_MALFORMED|TX_OVERSIZED|none)$/);
      }),
    );
  });
});
