import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ByteWriter } from '../../../node/codec/byteWriter.ts';
import { BlockLogReader } from '../../../node/storage/blockLogReader.ts';
import { SegmentedLog } from '../../../node/storage/segmentedLog.ts';

let folder: string;
let log: SegmentedLog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'witan-log-'));
  log = SegmentedLog.open(folder, 'blocks', 40, () => undefined).log;
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Two records fill a segment. */
function write(...heights: readonly number[]): void {
  for (const height of heights) {
    log.append(new ByteWriter().u64(height).bytes(new Uint8Array(8).fill(height)).finish());
    log.write();
  }
}

function rest(reader: BlockLogReader): number[] {
  const found: number[] = [];
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    expect([...next.payload]).toEqual(Array<number>(8).fill(next.height));
    found.push(next.height);
  }
  return found;
}

const paths = (): string[] => readdirSync(folder).map((name) => join(folder, name));

test('a block log is read in order while the node goes on writing it, and is left as it is', () => {
  const reader = new BlockLogReader(folder);
  expect(rest(reader)).toEqual([]);
  write(1, 2, 3, 4, 5);
  expect(rest(reader)).toEqual([1, 2, 3, 4, 5]);
  const before = paths().map((path) => readFileSync(path));
  expect(rest(new BlockLogReader(folder))).toEqual([1, 2, 3, 4, 5]);
  expect(paths().map((path) => readFileSync(path))).toEqual(before);
  expect(before.length).toBe(3);
  write(6, 7);
  expect(rest(reader)).toEqual([6, 7]);
});

test('a last record that is not whole yet is waited for', () => {
  write(1, 2);
  const path = paths()[0]!;
  const bytes = readFileSync(path);
  const reader = new BlockLogReader(folder);
  for (let length = 25; length < bytes.length; length++) {
    writeFileSync(path, bytes);
    truncateSync(path, length);
    expect(rest(reader)).toEqual(length === 25 ? [1] : []);
  }
  writeFileSync(path, bytes);
  expect(rest(reader)).toEqual([2]);
});

test('damage before the last segment is no end: LOG_CORRUPT', () => {
  write(1, 2, 3);
  const path = paths().sort()[0]!;
  const bytes = readFileSync(path);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(path, bytes);
  const reader = new BlockLogReader(folder);
  expect(reader.next()?.height).toBe(1);
  expect(() => reader.next()).toThrow(expect.objectContaining({ code: 'LOG_CORRUPT' }));
});

test('a segment that the node deletes meanwhile is told: LOG_GONE', () => {
  write(1, 2, 3, 4, 5);
  const reader = new BlockLogReader(folder);
  expect(reader.next()?.height).toBe(1);
  rmSync(paths().sort()[0]!);
  expect(() => reader.next()).toThrow(expect.objectContaining({ code: 'LOG_GONE' }));
});
