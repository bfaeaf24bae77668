import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNativeVerify } from '../../../node/crypto/ed25519Native.ts';
import { readPriceFile } from '../../../node/feeds/priceFile.ts';
import { priceMax, readPrice, timeUnits } from '../../../node/feeds/priceReader.ts';
import { PublisherBoard, priceRefusals } from '../../../node/feeds/publisherBoard.ts';
import { createPriceSigner } from '../../../node/feeds/signPrice.ts';
import { WitanError } from '../../../node/types/fault.ts';
import { feedId, type Hash } from '../../../node/types/ids.ts';
import { timeMs } from '../../../node/types/units.ts';
import { temporaryFolder } from '../storage/temporaryFolder.ts';
import { deepJson, foreignBytes, foreignValue } from '../foreign.ts';

const nowMs = timeMs(1_800_000_000_000);
const networkId = `0x${'5a'.repeat(32)}` as Hash;
const signed = createPriceSigner(
  networkId,
  new Uint8Array(32).fill(1),
)({
  feed: feedId(1),
  price: 100,
  atMs: timeMs(nowMs - 5),
});

describe('documents from anywhere', () => {
  const document = { data: [{ last: '60000.5', time: nowMs }] };
  const paths = { pricePath: 'data.0.last', timePath: 'data.0.time' };

  const check = (value: unknown, timeUnit: (typeof timeUnits)[number]): void => {
    const found = readPrice(value, { ...paths, timeUnit }, nowMs, nowMs);
    if (found === undefined) return;
    if ('code' in found) expect(found.code).toMatch(/^FEED_(PRICE|TIME)_(INVALID|AHEAD)$/);
    else {
      expect(Number.isSafeInteger(found.price) && found.price > 0 && found.price <= priceMax).toBe(true);
      expect(Number.isSafeInteger(found.atMs) && found.atMs > 0 && found.atMs <= nowMs).toBe(true);
    }
  };

  test('a price is a positive number up to the bound, of a time that is not to come; or a code, or nothing', () => {
    fc.assert(fc.property(foreignValue(document), fc.constantFrom(...timeUnits), check), { numRuns: 5_000 });
  });

  test('nested however deeply where the price should be', () => {
    for (const place of [0, 1]) {
      const [last, time] = place === 0 ? [deepJson(100_000), '1'] : ['1', deepJson(100_000)];
      check(JSON.parse(`{"data":[{"last":${last},"time":${time}}]}`), 'ms');
    }
  });

  test('as a signed price: taken as it was signed, or a code', () => {
    fc.assert(
      fc.property(foreignValue(signed), (message) => {
        const config = { feed: feedId(1), networkId, publishers: [signed.publisher], threshold: 1, freshMs: 1_000 };
        const board = new PublisherBoard(config, createNativeVerify());
        const outcome = board.take(message, nowMs);
        expect(['taken', 'foreign', ...priceRefusals]).toContain(outcome);
        if (outcome === 'taken') expect(message).toMatchObject(signed);
        expect(board.latest(nowMs)).toEqual(outcome === 'taken' ? { price: 100, atMs: nowMs - 5 } : undefined);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a recording of prices is read, or refused with a code', () => {
    const folder = temporaryFolder();
    const csv = 'timestamp,open,high,low,close\n2026-01-01 00:00:00,1,2,0.5,1.5\n2026-01-01 00:01:00,2,2,2,2\n';
    const plain = new TextEncoder().encode(csv);
    fc.assert(
      fc.property(foreignBytes([plain, new Uint8Array(gzipSync(plain))]), fc.boolean(), (bytes, isGzip) => {
        const path = join(folder, isGzip ? 'prices.csv.gz' : 'prices.csv');
        writeFileSync(path, bytes);
        try {
          for (const { atMs, price } of readPriceFile(path)) {
            expect(Number.isFinite(atMs) && Number.isSafeInteger(price) && price >= 0).toBe(true);
          }
        } catch (error) {
          if (!(error instanceof WitanError)) throw error;
          expect(error.code).toMatch(/^PRICE_FILE_/);
        }
      }),
      { numRuns: 600 },
    );
  });
});
