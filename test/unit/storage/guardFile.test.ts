import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GuardFile } from '../../../node/storage/guardFile.ts';
import { emptyGuard, type GuardRecord } from '../../../node/types/guard.ts';
import type { Hash } from '../../../node/types/ids.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const record = (view: number): GuardRecord => ({
  epoch: 1,
  view,
  rank: 2,
  voteDigest: `0x${'78'.repeat(32)}` as Hash,
  reportEpoch: 2,
  reportSeq: view * 10,
  reportDigest: `0x${'ab'.repeat(32)}` as Hash,
  headerNumber: 7,
  headerHash: `0x${'cd'.repeat(32)}` as Hash,
});
const codeOf = (action: () => unknown): string => {
  try {
    action();
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

async function stored(...views: readonly number[]): Promise<string> {
  const path = join(temporaryFolder(), 'guard');
  const { file } = GuardFile.open(path, true);
  for (const view of views) await file.store(record(view));
  file.close();
  return path;
}

function reopen(path: string): GuardRecord {
  const { file, record: found } = GuardFile.open(path, false);
  file.close();
  return found;
}

describe('the signing guard’s file (rule 13)', () => {
  test('a new key has signed nothing', async () => {
    expect(reopen(await stored())).toEqual(emptyGuard);
  });

  test('the last record comes back, field for field', async () => {
    for (const views of [[1], [1, 2], [1, 2, 3], [1, 2, 3, 4]]) {
      expect(reopen(await stored(...views))).toEqual(record(views.at(-1)!));
    }
  });

  test('it goes on after a restart without losing the record before', async () => {
    const path = await stored(1, 2, 3);
    const { file } = GuardFile.open(path, false);
    await file.store(record(4));
    file.close();
    expect(reopen(path)).toEqual(record(4));
  });

  test('a write torn at any byte leaves the record before it', async () => {
    for (const [newest, views] of [
      [4096, [1, 2, 3]],
      [0, [1, 2]],
    ] as const) {
      const path = await stored(...views);
      const whole = readFileSync(path);
      for (let at = newest; at < newest + 109; at++) {
        const torn = Buffer.from(whole);
        torn[at]! ^= 0xff;
        writeFileSync(path, torn);
        expect(reopen(path)).toEqual(record(views.at(-2)!));
      }
    }
  });

  test('with both slots unreadable the key must not sign', async () => {
    const path = await stored(1, 2);
    writeFileSync(path, Buffer.alloc(8_192, 7));
    expect(codeOf(() => reopen(path))).toBe('GUARD_CORRUPT');
    truncateSync(path, 50);
    expect(codeOf(() => reopen(path))).toBe('GUARD_CORRUPT');
  });

  test('a guard that is gone is refused where the node has history', async () => {
    const path = await stored(1);
    rmSync(path);
    expect(codeOf(() => GuardFile.open(path, false))).toBe('GUARD_MISSING');
  });
});
