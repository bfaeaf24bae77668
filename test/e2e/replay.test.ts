import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { expectRefusal, runWell } from './runWitan.ts';

const example = 'docs/examples/replay.jsonl';
const events = readFileSync('docs/examples/replay.events.jsonl', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'witan-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (...lines: readonly string[]): string => {
  const path = join(folder, 'orders.jsonl');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};

describe('./witan replay', () => {
  test('gives for the example what the page says', async () => {
    expect(await runWell(['replay', example, '--json'])).toBe(events);
    const page = readFileSync('docs/replay.md', 'utf8');
    const shown = [...page.matchAll(/```json\n(.*?)```/gs)].flatMap((match) => match[1]!.trim().split('\n'));
    const known = [...readFileSync(example, 'utf8').split('\n'), ...events.split('\n')];
    expect(shown.length).toBe(6);
    expect(shown.filter((line) => !known.includes(line))).toEqual([]);
  });

  test('takes the lines that the page shows besides', async () => {
    const page = readFileSync('docs/replay.md', 'utf8');
    const shown = [...page.matchAll(/^ {4}(\{"op".*)$/gm)].map((match) => match[1]!);
    expect(shown.length).toBe(1);
    const told = await runWell(['replay', fileOf('{"op":"header","otherMarkets":[{}]}', ...shown), '--json']);
    expect(told).toContain('"event":"combo"');
  });

  test('tells the same to a person', async () => {
    const told = (await runWell(['replay', example])).split('\n');
    const told5 = told.find((line) => line.startsWith('       5  '));
    expect(told5).toBe('       5  rejected          op=place id=late code=POST_ONLY_WOULD_TAKE missing=0');
    expect(told).toContain('fills:          4');
    expect(told.filter((line) => /^ +\d+ {2}/.test(line)).length).toBe(events.trim().split('\n').length - 1);
  });

  test('refuses a file with a mistake before it runs any of it', async () => {
    const good = '{"op":"time","ms":1}';
    const said = await expectRefusal(
      ['replay', fileOf(good, good, '{"op":"time","ms":1,"hours":2}')],
      'REPLAY_LINE_INVALID',
    );
    expect(said).toContain('Line 3 of ');
    expect(said).toContain('hours means nothing here');
    await expectRefusal(['replay', fileOf(good, 'x'.repeat(70_000))], 'REPLAY_LINE_INVALID');
    await expectRefusal(['replay', fileOf('{"op":"header","market":{"maxPriceTicks":0}}', good)], 'GENESIS_INVALID');
    await expectRefusal(['replay', join(folder, 'none.jsonl')], 'REPLAY_FILE_UNREADABLE');
    await expectRefusal(['replay', folder], 'REPLAY_FILE_UNREADABLE');
    await expectRefusal(['replay'], 'USAGE');
  });
});
