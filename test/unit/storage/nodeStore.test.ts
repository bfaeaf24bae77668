import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NodeStore, type Recovered } from '../../../node/storage/nodeStore.ts';
import { frameRecord } from '../../../node/storage/recordFraming.ts';
import { emptyGuard, type GuardRecord } from '../../../node/types/guard.ts';
import { peerId } from '../../../node/types/ids.ts';
import { height } from '../../../node/types/units.ts';
import { CrashingFiles } from '../../simulation/crashingFiles.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const bytes = (of: string): Uint8Array => Buffer.from(of);
const guard = (view: number): GuardRecord => ({ ...emptyGuard, epoch: 1, view, rank: 1 });

/** A store, what it gave back when it was opened, and promises for what it answers. */
class Opened {
  readonly folder: string;
  readonly store: NodeStore;
  readonly recovered: Recovered;
  readonly replayed: string[] = [];
  readonly snapshots: string[] = [];
  readonly events: string[] = [];
  #heard: (() => void)[] = [];

  constructor(
    folder: string,
    live: () => readonly Uint8Array[] = () => [],
    { journalSegmentBytesMax = 1_000_000, startsAt = 0, keepBlocksMs = 0 } = {},
  ) {
    this.folder = folder;
    const opened = NodeStore.open(
      { folder, journalSegmentBytesMax, blockSegmentBytesMax: 1_000_000, keepBlocksMs },
      {
        begin: (record, snapshots) => {
          this.replayed.push(`guard ${record.view}`);
          for (const each of snapshots)
            this.snapshots.push(`${each.at}: ${each.read()?.map(text).join() ?? 'damaged'}`);
          return height(startsAt);
        },
        block: (payload) => this.replayed.push(`block ${text(payload)}`),
        journal: (payload) => this.replayed.push(text(payload)),
      },
    );
    this.store = opened.store;
    this.recovered = opened.recovered;
    const heard = (what: string): void => {
      this.events.push(what);
      for (const wake of this.#heard.splice(0)) wake();
    };
    this.store.start(
      {
        synced: () => heard('synced'),
        failed: (error) => heard(`failed ${error.message}`),
        blocksRead: (to, from, blocks, lowest) =>
          heard(blocks.length > 0 ? `${to}: ${blocks.map(text).join()}` : `${to}: none from ${from}, lowest ${lowest}`),
        snapshotStored: (at, kept) => heard(`stored ${at} of ${kept.join()}`),
        snapshotPartRead: (to, at, part, read) =>
          heard(`${to}: ${at}/${part} ${read === undefined ? 'none' : text(read)}`),
        installed: (at) => heard(`installed ${at}`),
        warn: (message) => heard(message),
      },
      live,
    );
  }

  /** The next answer. */
  async answer(): Promise<string> {
    if (this.events.length === 0) await new Promise<void>((resolve) => this.#heard.push(resolve));
    return this.events.shift()!;
  }

  async sync(view = 1): Promise<void> {
    this.store.sync(guard(view));
    expect(await this.answer()).toBe('synced');
  }
}

const codeOf = (action: () => unknown): string => {
  try {
    action();
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const journals = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('journal'));

describe('a node’s disk', () => {
  test('hands back guard, then blocks, then journal', async () => {
    const folder = temporaryFolder();
    const one = new Opened(folder);
    one.store.append(bytes('vote 1'));
    one.store.appendBlock(height(1), bytes('A'));
    one.store.append(bytes('vote 2'));
    one.store.appendBlock(height(2), bytes('B'));
    await one.sync(5);
    await one.store.close();
    const two = new Opened(folder);
    expect(two.replayed).toEqual(['guard 5', 'block A', 'block B', 'vote 1', 'vote 2']);
    expect(two.recovered).toMatchObject({ journalCutBytes: 0, blocksCutBytes: 0 });
    await two.store.close();
  });

  test('what was synced is in the files before the answer comes', async () => {
    const folder = temporaryFolder();
    const one = new Opened(folder);
    one.store.append(bytes('vote'));
    expect(readFileSync(join(folder, 'journal-00000001.log')).length).toBe(0);
    await one.sync();
    expect(readFileSync(join(folder, 'journal-00000001.log')).includes('vote')).toBe(true);
    expect(readFileSync(join(folder, 'guard')).length).toBeGreaterThan(100);
    await one.store.close();
  });

  test('torn ends of journal and block log are cut off and told', async () => {
    const folder = temporaryFolder();
    const one = new Opened(folder);
    for (const n of [1, 2]) {
      one.store.append(bytes(`vote ${n}`));
      one.store.appendBlock(height(n), bytes(`block ${n}`));
    }
    await one.sync();
    await one.store.close();
    truncateSync(join(folder, 'journal-00000001.log'), 20);
    appendFileSync(join(folder, 'blocks-00000001.log'), 'xyz');
    const two = new Opened(folder);
    expect(two.replayed).toEqual(['guard 1', 'block block 1', 'block block 2', 'vote 1']);
    expect(two.recovered).toMatchObject({ journalCutBytes: 6, blocksCutBytes: 3 });
    await two.store.close();
  });

  test('a truncated block log goes on from the last whole block', async () => {
    const folder = temporaryFolder();
    const one = new Opened(folder);
    for (const n of [1, 2, 3]) one.store.appendBlock(height(n), bytes(`block ${n}`));
    await one.store.close();
    truncateSync(join(folder, 'blocks-00000001.log'), 8 + 8 + 8);
    const two = new Opened(folder);
    expect(two.replayed).toEqual(['guard 0', 'block block 1']);
    two.store.appendBlock(height(2), bytes('again 2'));
    two.store.readBlocks(peerId(3), height(1), 1_000);
    expect(await two.answer()).toBe('3: block 1,again 2');
    await two.store.close();
  });

  test('blocks are appended once, in order of height', async () => {
    const one = new Opened(temporaryFolder());
    for (const n of [1, 1, 3, 2]) one.store.appendBlock(height(n), bytes(`${n}`));
    one.store.readBlocks(peerId(0), height(1), 1_000);
    expect(await one.answer()).toBe('0: 1,2');
    await one.store.close();
  });

  test('an answer from the block log is bounded in bytes, and has one block at least', async () => {
    const one = new Opened(temporaryFolder());
    for (let n = 1; n <= 9; n++) one.store.appendBlock(height(n), bytes(`${n}`.repeat(100)));
    one.store.readBlocks(peerId(0), height(4), 250);
    expect(await one.answer()).toBe(`0: ${'4'.repeat(100)},${'5'.repeat(100)}`);
    one.store.readBlocks(peerId(0), height(4), 1);
    expect(await one.answer()).toBe(`0: ${'4'.repeat(100)}`);
    one.store.readBlocks(peerId(0), height(10), 1_000);
    expect(await one.answer()).toBe('0: none from 10, lowest 1');
    await one.store.close();
  });

  test('a journal that has grown is replaced by what still matters', async () => {
    const folder = temporaryFolder();
    const one = new Opened(folder, () => [bytes('own vote'), bytes('report')], { journalSegmentBytesMax: 100 });
    for (let n = 0; n < 20; n++) one.store.append(bytes(`past record ${n}`));
    await one.sync();
    expect(journals(folder)).toEqual(['journal-00000002.log']);
    one.store.append(bytes('later'));
    await one.sync(9);
    await one.store.close();
    const two = new Opened(folder);
    expect(two.replayed).toEqual(['guard 9', 'own vote', 'report', 'later']);
    await two.store.close();
  });

  test('final blocks are durable before the journal forgets what they were made of', async () => {
    const folder = temporaryFolder();
    const one = new Opened(folder, () => [], { journalSegmentBytesMax: 10 });
    one.store.append(bytes('a report of block 1'));
    one.store.appendBlock(height(1), bytes('block 1'));
    await one.sync();
    expect(readFileSync(join(folder, 'blocks-00000001.log')).includes('block 1')).toBe(true);
    await one.store.close();
  });

  test('a disk that takes no writes is told, once and for all', async () => {
    const folder = temporaryFolder();
    const one = new Opened(folder, () => [], { journalSegmentBytesMax: 1 });
    one.store.append(bytes('x'));
    rmSync(folder, { recursive: true });
    one.store.sync(guard(1));
    expect(await one.answer()).toMatch(/^failed ENOENT/);
  });
});

describe('refusals', () => {
  test('a guard that is gone beside a journal or block log', async () => {
    const folder = temporaryFolder();
    const one = new Opened(folder);
    one.store.append(bytes('vote'));
    await one.sync();
    await one.store.close();
    rmSync(join(folder, 'guard'));
    expect(codeOf(() => new Opened(folder))).toBe('GUARD_MISSING');
    // And the lock is free again for whoever repairs it.
    expect(readdirSync(folder)).not.toContain('LOCK');
  });

  test('a lost journal with the guard kept is no reason to refuse', async () => {
    const folder = temporaryFolder();
    const one = new Opened(folder);
    one.store.append(bytes('vote'));
    await one.sync(7);
    await one.store.close();
    for (const name of journals(folder)) rmSync(join(folder, name));
    const two = new Opened(folder);
    expect(two.replayed).toEqual(['guard 7']);
    await two.store.close();
  });

  test('a folder that cannot be made', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(codeOf(() => new Opened(join(folder, 'file', 'data')))).toBe('STORE_UNUSABLE');
  });

  test('a disk that fills up at any moment of opening, and opens when there is room again', () => {
    const replay = { begin: () => height(0), block: () => undefined, journal: () => undefined };
    const config = { folder: '/data', journalSegmentBytesMax: 1_000, blockSegmentBytesMax: 1_000 };
    const refusals: string[] = [];
    for (let room = 0; refusals.at(-1) !== 'none'; room++) {
      const files = new CrashingFiles((done) => done());
      let changes = 0;
      files.onChange = () => {
        changes++;
        files.isFull = changes > room;
      };
      refusals.push(codeOf(() => NodeStore.open({ ...config, files }, replay)));
      files.onChange = () => undefined;
      files.isFull = false;
      NodeStore.open({ ...config, files }, replay);
    }
    expect(refusals.length).toBeGreaterThan(4);
    expect(new Set(refusals.slice(0, -1))).toEqual(new Set(['STORE_UNUSABLE']));
  });

  test('a second process on the same folder, until the first is gone', async () => {
    const folder = temporaryFolder();
    const source = join(import.meta.dirname, '../../../node/storage/nodeStore.ts');
    const script = `
      import { NodeStore } from ${JSON.stringify(source)};
      const nothing = () => undefined;
      NodeStore.open(
        { folder: ${JSON.stringify(folder)}, journalSegmentBytesMax: 1000, blockSegmentBytesMax: 1000 },
        { begin: () => 0, block: nothing, journal: nothing },
      );
      console.log('open');
      setInterval(nothing, 1000);`;
    const other = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script]);
    await once(other.stdout, 'data');
    expect(codeOf(() => new Opened(folder))).toBe('STORE_LOCKED');
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(readdirSync(folder)).toContain('LOCK');
    const mine = new Opened(folder);
    expect(readFileSync(join(folder, 'LOCK'), 'utf8')).toBe(`${process.pid}\n`);
    await mine.store.close();
    expect(readdirSync(folder)).not.toContain('LOCK');
  });

  test('a lock file with rubbish in it is taken over', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'LOCK'), 'not a process');
    const mine = new Opened(folder);
    await mine.store.close();
  });
});

describe('snapshots and pruning', () => {
  /** Blocks 1 to 9, a segment after each third: as when a snapshot was stored there. */
  async function nineBlocks(): Promise<Opened> {
    const one = new Opened(temporaryFolder());
    for (let at = 1; at <= 9; at++) {
      one.store.appendBlock(height(at), bytes(`block ${at}`));
      if (at % 3 !== 0) continue;
      one.store.storeSnapshot(height(at), [bytes(`manifest ${at}`), bytes('chunk')]);
      expect(await one.answer()).toMatch(`stored ${at} of`);
    }
    return one;
  }

  test('a snapshot is there when the store is opened again, and only blocks after it are replayed', async () => {
    const one = await nineBlocks();
    one.store.appendBlock(height(10), bytes('block 10'));
    await one.sync();
    await one.store.close();
    const two = new Opened(one.folder, undefined, { startsAt: 9 });
    expect(two.snapshots).toEqual(['6: manifest 6,chunk', '9: manifest 9,chunk']);
    expect(two.replayed).toEqual(['guard 1', 'block block 10']);
    two.store.readSnapshotPart(peerId(3), height(6), 1);
    expect(await two.answer()).toBe('3: 6/1 chunk');
    two.store.readSnapshotPart(peerId(3), height(3), 1);
    expect(await two.answer()).toBe('3: 3/1 none');
    await two.store.close();
  });

  test('segments wholly below a height are deleted, and whoever asks for their blocks is told what is left', async () => {
    const one = await nineBlocks();
    one.store.pruneBlocks(height(6));
    for (const [from, answer] of [
      [2, '0: none from 2, lowest 4'],
      [4, '0: block 4'],
      [9, '0: block 9'],
    ] as const) {
      one.store.readBlocks(peerId(0), height(from), 1);
      expect(await one.answer()).toBe(answer);
    }
    one.store.appendBlock(height(10), bytes('block 10'));
    await one.store.close();
    const two = new Opened(one.folder, undefined, { startsAt: 6 });
    expect(two.replayed).toEqual(['guard 0', 'block block 7', 'block block 8', 'block block 9', 'block block 10']);
    expect(two.recovered.blocksGivenUp).toBe(0);
    await two.store.close();
  });

  test('what is younger than the operator wants is not deleted', async () => {
    const one = await nineBlocks();
    await one.store.close();
    const two = new Opened(one.folder, undefined, { keepBlocksMs: 3_600_000 });
    two.store.pruneBlocks(height(9));
    two.store.readBlocks(peerId(0), height(1), 1);
    expect(await two.answer()).toBe('0: block 1');
    await two.store.close();
  });

  test('a snapshot installed ahead of the blocks: these are given up, and the log goes on after it', async () => {
    const one = await nineBlocks();
    one.store.installSnapshot(height(500), [bytes('manifest 500')]);
    expect(await one.answer()).toBe('installed 500');
    await one.store.close();
    const two = new Opened(one.folder, undefined, { startsAt: 500 });
    expect(two.replayed).toEqual(['guard 0']);
    expect(two.recovered.blocksGivenUp).toBe(9);
    two.store.readBlocks(peerId(0), height(1), 1);
    expect(await two.answer()).toBe('0: none from 1, lowest undefined');
    two.store.appendBlock(height(501), bytes('block 501'));
    two.store.readBlocks(peerId(0), height(501), 1);
    expect(await two.answer()).toBe('0: block 501');
    await two.store.close();
    const three = new Opened(one.folder, undefined, { startsAt: 500 });
    expect(three.replayed).toEqual(['guard 0', 'block block 501']);
    await three.store.close();
  });

  test('blocks that begin after the state are given up: no snapshot could be read, and peers have what is missing', async () => {
    const one = await nineBlocks();
    one.store.pruneBlocks(height(6));
    await one.store.close();
    const two = new Opened(one.folder, undefined, { startsAt: 0 });
    expect(two.replayed).toEqual(['guard 0']);
    expect(two.recovered.blocksGivenUp).toBe(6);
    await two.store.close();
  });

  test('a log that another version wrote is refused, not guessed at', async () => {
    const folder = temporaryFolder();
    const one = new Opened(folder);
    await one.sync();
    await one.store.close();
    writeFileSync(join(folder, 'blocks-00000001.log'), frameRecord(bytes('a block without its height')));
    expect(codeOf(() => new Opened(folder))).toBe('LOG_CORRUPT');
  });

  test('with snapshots there and the guard gone, the key must not sign', async () => {
    const one = await nineBlocks();
    await one.store.close();
    for (const name of readdirSync(one.folder)) if (!name.startsWith('snapshot')) rmSync(join(one.folder, name));
    expect(codeOf(() => new Opened(one.folder))).toBe('GUARD_MISSING');
  });
});
