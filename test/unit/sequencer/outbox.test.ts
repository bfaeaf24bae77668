import { beforeEach, describe, expect, test } from 'vitest';
import { Outbox } from '../../../node/sequencer/outbox.ts';
import type { DiskPort } from '../../../node/sequencer/ports.ts';
import { SigningGuard } from '../../../node/sequencer/signingGuard.ts';
import { emptyGuard } from '../../../node/types/guard.ts';
import { zeroHash } from '../../../node/types/ids.ts';
import { epoch, view } from '../../../node/types/units.ts';

let log: string[];
let guard: SigningGuard;
let outbox: Outbox;
beforeEach(() => {
  log = [];
  guard = new SigningGuard(emptyGuard);
  const disk: DiskPort = {
    append: (record) => void log.push(`append ${Buffer.from(record).toString().slice(0, 10)}`),
    appendBlock: () => undefined,
    sync: ({ view: at }) => void log.push(`sync, guard at ${at}`),
    readBlocks: () => undefined,
    storeSnapshot: () => undefined,
    readSnapshotPart: () => undefined,
    pruneBlocks: () => undefined,
    installSnapshot: () => undefined,
  };
  outbox = new Outbox(disk, guard);
});
const say = (what: string): void => {
  outbox.persist(Buffer.from(what));
  outbox.afterDurable(
    () => void log.push(`send ${what}`),
    () => void log.push(`lost ${what}`),
  );
};

describe('persist before send (rule 12)', () => {
  test('nothing leaves before the disk has answered', () => {
    say('vote');
    outbox.flush();
    expect(log).toEqual(['append vote', 'sync, guard at 0']);
    outbox.synced();
    expect(log.at(-1)).toBe('send vote');
  });

  test('the guard goes to the disk with the word that it allowed', () => {
    guard.allowVote(epoch(1), view(7), 'notarize', zeroHash);
    say('vote');
    outbox.flush();
    expect(log.at(-1)).toBe('sync, guard at 7');
  });

  test('words that come while a sync runs wait for the next one', () => {
    say('a');
    outbox.flush();
    say('b');
    say('c');
    outbox.flush();
    outbox.synced();
    expect(log).toEqual(['append a', 'sync, guard at 0', 'append b', 'append c', 'send a']);
    outbox.flush();
    outbox.synced();
    expect(log.slice(5)).toEqual(['sync, guard at 0', 'send b', 'send c']);
  });

  test('what a word causes to be said waits in its turn', () => {
    outbox.afterDurable(() => say('next'));
    outbox.flush();
    outbox.synced();
    expect(log).toEqual(['sync, guard at 0', 'append next']);
  });

  test('with nothing to say there is nothing to sync, until much has come in', () => {
    outbox.persist(new Uint8Array(1_000));
    outbox.flush();
    expect(log).toHaveLength(1);
    outbox.persist(new Uint8Array(300_000));
    outbox.flush();
    expect(log.at(-1)).toBe('sync, guard at 0');
    outbox.synced();
    outbox.flush();
    expect(log.filter((each) => each.startsWith('sync'))).toHaveLength(1);
  });

  test('records on their way are known, so that replacing the journal cannot lose them', () => {
    say('a');
    outbox.flush();
    say('b');
    expect(outbox.unsynced.map((each) => Buffer.from(each).toString())).toEqual(['a', 'b']);
    outbox.synced();
    expect(outbox.unsynced.map((each) => Buffer.from(each).toString())).toEqual(['b']);
  });

  test('after the disk failed nothing leaves any more, and whoever waits is told', () => {
    say('a');
    outbox.flush();
    say('b');
    outbox.fail();
    say('c');
    outbox.synced();
    outbox.flush();
    expect(log).toEqual(['append a', 'sync, guard at 0', 'append b', 'lost a', 'lost b', 'lost c']);
    expect(outbox.unsynced).toEqual([]);
  });
});
