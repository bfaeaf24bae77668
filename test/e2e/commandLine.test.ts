import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { riskOf } from '../../node/cli/riskMargin.ts';
import { riskExample } from '../unit/cli/riskExample.ts';
import { expectRefusal, runWell, runWitan } from './runWitan.ts';

const folders: string[] = [];
const newFolder = (): string => {
  folders.push(mkdtempSync(join(tmpdir(), 'witan-cli-')));
  return folders.at(-1)!;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function initNode(): Promise<string> {
  const folder = join(newFolder(), 'validator');
  const ran = await runWitan(['node', 'init', '--dir', folder, '--json']);
  expect(ran.code, ran.stderr).toBe(0);
  expect(JSON.parse(ran.stdout)).toMatchObject({ operator: expect.stringMatching(/^0x[0-9a-f]{40}$/) as string });
  return folder;
}

describe('the command line', () => {
  test('says its version, and every command has help', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect((await runWitan(['--version'])).stdout.trim()).toBe(version);
    const commands = [
      ['devnet'],
      ['node', 'init'],
      ['node', 'start'],
      ['node', 'watch'],
      ['test'],
      ['check'],
      ['trade'],
      ['bench', 'consensus'],
      ['bench', 'e2e'],
      ['bench', 'contracts'],
      ['replay'],
      ['risk', 'margin'],
      ['risk', 'stress'],
    ];
    for (const command of commands) {
      const ran = await runWitan([...command, '--help']);
      expect(ran.code).toBe(0);
      expect(ran.stdout).toContain('Usage: witan');
    }
  });

  test('refuses flags that make no sense', async () => {
    await expectRefusal(['devnet', '--duration', 'soon'], 'FLAG_INVALID');
    await expectRefusal(['devnet', '--validators', '3'], 'FLAG_INVALID');
    await expectRefusal(['devnet', '--replay', '/nowhere/prices.csv'], 'PRICE_FILE_UNREADABLE');
    await expectRefusal(['bench', 'consensus', '--parts', 'simulated,all'], 'FLAG_INVALID');
    await expectRefusal(['node', 'validator', 'register', '--dir', '/nowhere', '--stake', 'much'], 'FLAG_INVALID');
    await expectRefusal(['node', 'validator', 'status', '--dir', '/nowhere'], 'CONFIG_MISSING');
  });

  test('weighs portfolios from files, and refuses all where one is bad', async () => {
    const folder = newFolder();
    const [good, bad] = [join(folder, 'good.json'), join(folder, 'bad.json')];
    writeFileSync(good, JSON.stringify(riskExample()));
    writeFileSync(bad, '{}');
    const { results } = JSON.parse((await runWell(['risk', 'margin', good, good, '--json'])).trim().split('\n').at(-1)!) as { results: Record<string, unknown>[] }; // prettier-ignore
    expect(results).toEqual([riskOf(good), riskOf(good)]);
    expect(await runWell(['risk', 'margin', good])).toContain('good.json');
    await expectRefusal(['risk', 'margin', good, bad], 'RISK_FILE_INVALID');
    await expectRefusal(['risk', 'margin', join(folder, 'absent.json')], 'RISK_FILE_MISSING');
    await expectRefusal(['risk', 'margin'], 'USAGE');
  });

  test('stresses a generated state, tells the same twice, and refuses what it cannot run', async () => {
    const folder = newFolder();
    const small = ['risk', 'stress', '--accounts', '30', '--scenarios', 'thin-squeeze', '--paths', '2', '--hours', '1'];
    const page = join(folder, 'page.html');
    const told = await runWell([...small, '--json', '--html', page]);
    expect(await runWell([...small, '--json'])).toBe(told);
    expect(Object.keys(JSON.parse(told) as object)).toEqual(['state', 'scenarios', 'monteCarlo', 'contagion']);
    expect(readFileSync(page, 'utf8')).toContain('<svg');
    expect(await runWell([...small, '--seed', '2'])).toContain('thin-squeeze');
    await expectRefusal(['risk', 'stress', '--scenarios', 'march-2020,nothing'], 'STRESS_SCENARIO_UNKNOWN');
    await expectRefusal(['risk', 'stress', '--snapshot', page], 'STRESS_FLAGS_INVALID');
    await expectRefusal(['risk', 'stress', '--html', join(folder, 'no', 'page.html')], 'STRESS_PAGE_UNWRITABLE');
    await expectRefusal(['risk', 'stress', '--snapshot', page, '--network', join(folder, 'absent')], 'NETWORK_FILE_MISSING'); // prettier-ignore
    await expectRefusal(['risk', 'stress', '--paths', 'many'], 'USAGE');
  });

  test('refuses to start a node without a configuration, or without a network', async () => {
    await expectRefusal(['node', 'start', '--dir', newFolder()], 'CONFIG_MISSING');
    await expectRefusal(['node', 'start', '--dir', await initNode()], 'NETWORK_FILE_MISSING');
  });

  test('never overwrites keys', async () => {
    const folder = await initNode();
    const before = readFileSync(join(folder, 'keys.json'), 'utf8');
    await expectRefusal(['node', 'init', '--dir', folder], 'KEYS_EXIST');
    expect(readFileSync(join(folder, 'keys.json'), 'utf8')).toBe(before);
  });

  test('keeps keys to their owner', async () => {
    const folder = await initNode();
    chmodSync(join(folder, 'keys.json'), 0o644);
    const { readKeyFile } = await import('../../node/cli/keyFile.ts');
    expect(() => readKeyFile(join(folder, 'keys.json'))).toThrow(/can be read by other users/);
  });
});
