import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ValidatorProcess } from '../../devnet/validatorProcess.ts';
import { scanRecords } from '../../node/storage/recordFraming.ts';
import { grows, inStep, LogTail, statusOf, type Rig } from './rig.ts';

/** Changes one bit of the last whole record, and leaves a torn one behind it. */
function damageTail(path: string): void {
  const bytes = readFileSync(path);
  const last = [...scanRecords(bytes)].at(-1)!;
  bytes[last.offset + 8]! ^= 1;
  writeFileSync(path, bytes);
  appendFileSync(path, Buffer.from('0000014adeadbeef77', 'hex'));
}

/** Cuts a log inside the record in its middle. */
function cutInHalf(path: string): void {
  const records = [...scanRecords(readFileSync(path))];
  truncateSync(path, records[Math.floor(records.length / 2)]!.offset + 5);
}

function makeFolder(path: string): void {
  rmSync(path);
  mkdirSync(path);
}

const edit =
  (from: string, to: string) =>
  (path: string): void =>
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));

/** A start reads L1 anew and says when that takes its time; that is no matter of the disk. */
const aboutDisk = (tail: LogTail): string[] => tail.warnings().filter((message) => !message.includes('L1 data'));
const cutOff: unknown = expect.stringMatching(/^the last write before the stop was incomplete; it was cut off/);

/** Damages a file of a stopped validator, which then does not start and says one line with this code; mends it again. */
async function expectNoStart(
  victim: ValidatorProcess,
  name: string,
  damage: (path: string) => void,
  code: string,
): Promise<void> {
  const path = join(victim.folder, name);
  const [content, { mode }] = [readFileSync(path), statSync(path)];
  damage(path);
  const tail = new LogTail(victim);
  await expect(victim.start()).rejects.toThrow(code);
  expect(tail.said()).toEqual([expect.stringMatching(`^witan: ${code}: .+`)]);
  rmSync(path, { recursive: true, force: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
}

export function damagedFiles(rig: () => Rig): void {
  describe('a validator with a damaged disk', () => {
    test('cuts off a corrupt journal tail, says so in one line, and votes again without contradicting itself', async () => {
      const [first, second, third, victim] = rig().committee.validators;
      const others = [first!, second!, third!].map((validator) => new LogTail(validator));
      await victim!.kill();
      damageTail(join(victim!.folder, 'data', 'journal-00000001.log'));
      const tail = new LogTail(victim!);
      await victim!.start();
      await inStep(victim!, first!);
      expect(aboutDisk(tail)).toEqual([cutOff]);
      // With another one down, three are a quorum only if this one votes.
      await second!.kill();
      await grows(first!, 6);
      await second!.start();
      await inStep(second!, first!);
      expect(others.flatMap(aboutDisk)).toEqual([]);
    });

    test('says in one line that its block log was cut, fetches what is missing, and votes', async () => {
      const [first, , victim] = rig().committee.validators;
      await victim!.stop();
      cutInHalf(join(victim!.folder, 'data', 'blocks-00000001.log'));
      const tail = new LogTail(victim!);
      await victim!.start();
      await inStep(victim!, first!);
      expect((await statusOf(victim!)).muteReason).toBeUndefined();
      expect(aboutDisk(tail)).toEqual([cutOff]);
    });

    test('refuses to start with files that are gone, exposed, not to be read, or of another network', async () => {
      const [first, , victim] = rig().committee.validators;
      await victim!.stop();
      await expectNoStart(victim!, 'node.yaml', makeFolder, 'CONFIG_UNREADABLE');
      await expectNoStart(victim!, 'node.yaml', edit('port', 'prot'), 'CONFIG_INVALID');
      await expectNoStart(victim!, 'network.json', edit('"heartbeatMs"', '"heartbeat"'), 'NETWORK_FILE_INVALID');
      await expectNoStart(victim!, 'network.json', edit('"heartbeatMs": 1', '"heartbeatMs": 2'), 'BLOCK_LOG_BROKEN');
      await expectNoStart(victim!, 'keys.json', (path) => chmodSync(path, 0o644), 'KEYS_EXPOSED');
      await expectNoStart(victim!, 'data/guard', rmSync, 'GUARD_MISSING');
      await expectNoStart(victim!, 'data/guard', (path) => writeFileSync(path, 'no guard'), 'GUARD_CORRUPT');
      await victim!.start();
      await inStep(victim!, first!);
    });
  });
}
