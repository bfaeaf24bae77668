import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SnapshotFiles } from '../../../node/storage/snapshotFiles.ts';
import { height } from '../../../node/types/units.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const parts = ['manifest', 'chunk one', 'chunk two', 'end'].map((part) => Buffer.from(part));
const text = (read: readonly Uint8Array[] | undefined): string | undefined => read?.map(plain).join();
const plain = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString();
const names = (folder: string): string[] => readdirSync(folder).sort();
const only = (folder: string): string => join(folder, names(folder)[0]!);

async function stored(): Promise<{ readonly folder: string; readonly files: SnapshotFiles }> {
  const folder = temporaryFolder();
  const files = new SnapshotFiles(folder);
  await files.store(height(7), parts);
  return { folder, files };
}

describe('a stored snapshot', () => {
  test('reads back whole and part by part, also after the folder was opened again', async () => {
    const { folder, files } = await stored();
    for (const each of [files, new SnapshotFiles(folder)]) {
      expect(each.heights()).toEqual([7]);
      expect(text(each.read(height(7)))).toBe(text(parts));
      parts.forEach((part, index) => expect(plain(each.readPart(height(7), index))).toBe(plain(part)));
      expect(each.readPart(height(7), 4)).toBeUndefined();
      expect(each.read(height(8))).toBeUndefined();
      expect(each.readPart(height(8), 0)).toBeUndefined();
    }
  });

  test('the two newest are kept, whatever the order in which they came', async () => {
    const { folder, files } = await stored();
    for (const at of [900, 80, 1_000]) await files.store(height(at), parts);
    expect(files.heights()).toEqual([900, 1_000]);
    expect(names(folder)).toHaveLength(2);
  });

  test('one that was installed ahead of the blocks is the only one: the blocks after older ones are not here', async () => {
    const { files } = await stored();
    await files.store(height(900), parts, 1);
    expect(files.heights()).toEqual([900]);
  });

  test('one that was being written when the node stopped is gone', async () => {
    const { folder } = await stored();
    writeFileSync(join(folder, 'snapshot-0000000000000009.bin.part'), 'half');
    expect(new SnapshotFiles(folder).heights()).toEqual([7]);
    expect(names(folder)).toHaveLength(1);
  });

  test('torn anywhere: it is not read, and none of its damaged parts is', async () => {
    const { folder } = await stored();
    const whole = readFileSync(only(folder));
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(only(folder), whole);
      truncateSync(only(folder), length);
      const files = new SnapshotFiles(folder);
      const read = files.read(height(7));
      // Cut between two parts it is shorter: that the manifest names more chunks is for its reader to see.
      if (read !== undefined) expect(text(read)).toBe(text(parts.slice(0, read.length)));
      parts.forEach((part, index) =>
        expect([undefined, plain(part)]).toContain(plain(files.readPart(height(7), index))),
      );
    }
  });

  test('any byte changed, or bytes added: it is not read, and what is read of its parts is what was written', async () => {
    const { folder } = await stored();
    const whole = readFileSync(only(folder));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(whole);
        damaged[at]! ^= change;
        writeFileSync(only(folder), damaged);
        const files = new SnapshotFiles(folder);
        expect(files.read(height(7))).toBeUndefined();
        for (let part = 0; part < 5; part++) {
          const read = plain(files.readPart(height(7), part));
          if (read !== undefined) expect(parts.map(plain)).toContain(read);
        }
      }),
      { numRuns: 300 },
    );
    writeFileSync(only(folder), whole);
    appendFileSync(only(folder), 'more');
    expect(new SnapshotFiles(folder).read(height(7))).toBeUndefined();
  });

  test('a file that vanished is none', async () => {
    const { folder, files } = await stored();
    rmSync(only(folder));
    expect(files.heights()).toEqual([]);
    expect(files.readPart(height(7), 0)).toBeUndefined();
  });
});
