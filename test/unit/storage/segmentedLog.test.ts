import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { framedLength, frameRecord, scanRecords } from '../../../node/storage/recordFraming.ts';
import { type LogPlace, SegmentedLog } from '../../../node/storage/segmentedLog.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const bytes = (of: string): Uint8Array => Buffer.from(of);

interface Reopened {
  readonly log: SegmentedLog;
  readonly cutBytes: number;
  readonly records: string[];
  readonly places: LogPlace[];
}

function open(folder: string, segmentBytesMax = 1_000_000): Reopened {
  const records: string[] = [];
  const places: LogPlace[] = [];
  const opened = SegmentedLog.open(folder, 'log', segmentBytesMax, (payload, place) => {
    records.push(text(payload));
    places.push(place);
  });
  return { ...opened, records, places };
}

async function write(folder: string, records: readonly string[], segmentBytesMax?: number): Promise<void> {
  const { log } = open(folder, segmentBytesMax);
  for (const record of records) {
    log.append(bytes(record));
    await log.sync();
  }
  await log.close();
}

const files = (folder: string): string[] => readdirSync(folder).sort();
const first = (folder: string): string => join(folder, 'log-00000001.log');

describe('records in a segment', () => {
  test('are read back as they were written, wherever they stand', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 20 }), (payloads) => {
        const segment = Buffer.concat(payloads.map(frameRecord));
        const found: Uint8Array[] = [];
        const scan = scanRecords(segment);
        let next = scan.next();
        for (; next.done !== true; next = scan.next()) found.push(new Uint8Array(next.value.payload));
        expect(found).toEqual(payloads.map((each) => new Uint8Array(each)));
        expect(next.value).toEqual({ validBytes: segment.length });
      }),
    );
  });

  test('a flipped bit anywhere ends the scan before the record that it hit', () => {
    const segment = Buffer.concat([frameRecord(bytes('one')), frameRecord(bytes('two'))]);
    for (let bit = 0; bit < segment.length * 8; bit++) {
      const damaged = Buffer.from(segment);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      const found = [...scanRecords(damaged)].map(({ payload }) => text(payload));
      const isInFirst = bit >> 3 < framedLength(bytes('one'));
      expect(found).toEqual(isInFirst ? [] : ['one']);
    }
  });

  test('zeros are no records', () => {
    expect([...scanRecords(Buffer.alloc(4_096))]).toEqual([]);
  });
});

describe('a log', () => {
  test('gives back every record in order after it was closed', async () => {
    const folder = temporaryFolder();
    await write(folder, ['a', 'b', 'c']);
    const again = open(folder);
    expect(again.records).toEqual(['a', 'b', 'c']);
    expect(again.cutBytes).toBe(0);
    await again.log.close();
  });

  test('a last record torn at any byte is cut off, and the log goes on', async () => {
    const last = framedLength(bytes('torn!'));
    for (let kept = 0; kept < last; kept++) {
      const folder = temporaryFolder();
      await write(folder, ['whole', 'torn!']);
      truncateSync(first(folder), framedLength(bytes('whole')) + kept);
      const again = open(folder);
      expect(again.records).toEqual(['whole']);
      expect(again.cutBytes).toBe(kept);
      again.log.append(bytes('next'));
      await again.log.close();
      const third = open(folder);
      expect(third.records).toEqual(['whole', 'next']);
      await third.log.close();
    }
  });

  test('a tail of zeros or rubbish is cut off', async () => {
    for (const tail of [Buffer.alloc(5_000), Buffer.from('rubbish that is no record at all')]) {
      const folder = temporaryFolder();
      await write(folder, ['whole']);
      appendFileSync(first(folder), tail);
      const again = open(folder);
      expect(again.records).toEqual(['whole']);
      expect(again.cutBytes).toBe(tail.length);
      await again.log.close();
    }
  });

  test('an absent log is empty', async () => {
    const { log, records } = open(temporaryFolder());
    expect(records).toEqual([]);
    await log.close();
  });

  test('goes on in a new segment when one is full', async () => {
    const folder = temporaryFolder();
    await write(folder, ['aaaa', 'bbbb', 'cccc', 'dddd'], 20);
    expect(files(folder)).toEqual(['log-00000001.log', 'log-00000002.log']);
    const again = open(folder, 20);
    expect(again.records).toEqual(['aaaa', 'bbbb', 'cccc', 'dddd']);
    expect(again.places.map((place) => text(again.log.read(place)!))).toEqual(again.records);
    await again.log.close();
  });

  test('damage in an earlier segment is refused with its place: that was whole and durable once', async () => {
    const folder = temporaryFolder();
    await write(folder, ['aaaa', 'bbbb', 'cccc'], 20);
    const damaged = readFileSync(first(folder));
    damaged[framedLength(bytes('aaaa')) + 9]! ^= 1;
    writeFileSync(first(folder), damaged);
    expect(() => open(folder, 20)).toThrow(
      expect.objectContaining({ code: 'LOG_CORRUPT', message: 'log segment 1 is damaged at byte 12.' }) as Error,
    );
  });

  test('a record is read back from its place', async () => {
    const folder = temporaryFolder();
    const { log } = open(folder);
    const places = ['one', 'two', 'three'].map((each) => log.append(bytes(each)));
    log.write();
    expect(places.map((place) => text(log.read(place)!))).toEqual(['one', 'two', 'three']);
    expect(log.read({ ...places[0]!, segment: 9 })).toBeUndefined();
    await log.close();
  });

  test('writes that overlap keep their order, and segments change only between them', async () => {
    const folder = temporaryFolder();
    const { log } = open(folder, 200);
    const expected = Array.from({ length: 300 }, (_, n) => `record ${n}`);
    const waits: Promise<void>[] = [];
    for (const [index, record] of expected.entries()) {
      log.append(bytes(record));
      if (index % 3 === 0) waits.push(log.sync());
      if (index % 10 === 0) await Promise.all(waits.splice(0));
    }
    await Promise.all(waits);
    await log.close();
    const again = open(folder, 200);
    expect(again.records).toEqual(expected);
    expect(files(folder).length).toBeGreaterThan(5);
    await again.log.close();
  });

  test('replacement leaves only the records that still matter, and those that came meanwhile', async () => {
    const folder = temporaryFolder();
    const { log } = open(folder);
    for (const each of ['old 1', 'old 2', 'live']) log.append(bytes(each));
    await log.sync();
    const live = ['live'];
    const append = (record: string): void => {
      live.push(record);
      log.append(bytes(record));
    };
    const replaced = log.replaceWith(
      () => live.map(bytes),
      () => Promise.resolve(),
    );
    append('at once');
    await Promise.resolve();
    append('meanwhile');
    await replaced;
    log.append(bytes('after'));
    await log.close();
    expect(files(folder)).toEqual(['log-00000002.log']);
    const again = open(folder);
    expect([...new Set(again.records)].sort()).toEqual(['after', 'at once', 'live', 'meanwhile']);
    await again.log.close();
  });

  test('replacement makes durable what others hold after it has asked what still matters, and before it removes', async () => {
    const folder = temporaryFolder();
    const { log } = open(folder);
    log.append(bytes('old'));
    const story: string[] = [];
    await log.replaceWith(
      () => {
        story.push('live');
        return [];
      },
      () => {
        story.push(`elsewhere, with ${files(folder).join()}`);
        return Promise.resolve();
      },
    );
    await log.close();
    expect(story).toEqual(['live', 'elsewhere, with log-00000001.log,log-00000002.log']);
    expect(files(folder)).toEqual(['log-00000002.log']);
  });

  test('knows whether a folder has history', async () => {
    const folder = temporaryFolder();
    expect(SegmentedLog.hasRecords(folder, ['log'])).toBe(false);
    await write(folder, []);
    expect(SegmentedLog.hasRecords(folder, ['log'])).toBe(false);
    await write(folder, ['x']);
    expect(SegmentedLog.hasRecords(folder, ['other', 'log'])).toBe(true);
  });
});
