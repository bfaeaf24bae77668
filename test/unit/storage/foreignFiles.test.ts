import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GuardFile } from '../../../node/storage/guardFile.ts';
import { frameRecord, scanRecords } from '../../../node/storage/recordFraming.ts';
import { SegmentedLog } from '../../../node/storage/segmentedLog.ts';
import { WitanError } from '../../../node/types/fault.ts';
import type { GuardRecord } from '../../../node/types/guard.ts';
import type { Hash } from '../../../node/types/ids.ts';
import { foreignBytes } from '../foreign.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const payloads = [new Uint8Array([1]), new Uint8Array(300).fill(7), new Uint8Array([0, 0, 0, 0]), new Uint8Array(9)];
const segment = new Uint8Array(Buffer.concat(payloads.map(frameRecord)));
const guard: GuardRecord = {
  epoch: 1,
  view: 9,
  rank: 2,
  voteDigest: `0x${'78'.repeat(32)}` as Hash,
  reportEpoch: 2,
  reportSeq: 90,
  reportDigest: `0x${'ab'.repeat(32)}` as Hash,
  headerNumber: 7,
  headerHash: `0x${'cd'.repeat(32)}` as Hash,
};

describe('files that are not what was written', () => {
  test('any bytes as a segment: records, which are what stands there, and where they end', () => {
    fc.assert(
      fc.property(foreignBytes([segment]), (bytes) => {
        const records = scanRecords(Buffer.from(bytes));
        const found: Buffer[] = [];
        let next = records.next();
        for (; !next.done; next = records.next()) found.push(frameRecord(next.value.payload));
        const whole = Buffer.concat(found);
        expect(next.value.validBytes).toBe(whole.length);
        expect(whole.equals(bytes.subarray(0, whole.length))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  test('as the last segment it is cut where the records end; as an older one it is refused', () => {
    const folder = temporaryFolder();
    const [first, last] = [join(folder, 'a-00000001.log'), join(folder, 'a-00000002.log')];
    fc.assert(
      fc.property(foreignBytes([segment]), fc.boolean(), (bytes, isLast) => {
        writeFileSync(first, isLast ? segment : bytes);
        writeFileSync(last, isLast ? bytes : segment);
        let count = 0;
        try {
          const { cutBytes } = SegmentedLog.open(folder, 'a', 1_000_000, () => count++);
          expect(isLast || cutBytes === 0).toBe(true);
          expect(count).toBeGreaterThanOrEqual(payloads.length);
        } catch (error) {
          if (!(error instanceof WitanError)) throw error;
          expect([error.code, isLast]).toEqual(['LOG_CORRUPT', false]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('a guard file is read as one of the records that were stored, or refused', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'guard');
    const { file } = GuardFile.open(path, true);
    await file.store(guard);
    await file.store({ ...guard, view: 10 });
    file.close();
    const valid = new Uint8Array(readFileSync(path));
    fc.assert(
      fc.property(foreignBytes([valid]), (bytes) => {
        writeFileSync(path, bytes);
        try {
          const { file: opened, record } = GuardFile.open(path, false);
          opened.close();
          expect(bytes.length === 0 || record.view === 9 || record.view === 10).toBe(true);
        } catch (error) {
          if (!(error instanceof WitanError)) throw error;
          expect(error.code).toBe('GUARD_CORRUPT');
        }
      }),
      { numRuns: 300 },
    );
  });
});
