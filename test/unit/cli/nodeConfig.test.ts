import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readNodeConfig } from '../../../node/cli/nodeConfig.ts';
import { temporaryFolder } from '../storage/temporaryFolder.ts';

const generator = { kind: 'generator', seed: 1, startPrice: 60_000_000_000, volatilityPpm: 500, startMs: 5 };
const valid = {
  networkFile: 'network.json',
  keyFile: 'keys.json',
  dataFolder: 'data',
  p2p: { host: '127.0.0.1', port: 26_600 },
  rpc: { host: '127.0.0.1', port: 26_700 },
  l1: { url: 'http://127.0.0.1:8545', pollMs: 4_000 },
  feeds: [{ feed: 1, source: generator, skewPpm: -12.5 }],
  logLevel: 'info',
};

function read(text: string) {
  const path = join(temporaryFolder(), 'node.yaml');
  writeFileSync(path, text);
  return readNodeConfig(path);
}

describe('node.yaml', () => {
  test('is taken with its paths counted from its own folder, and what is left out filled in', () => {
    const config = read(stringify({ ...valid, feeds: undefined, logLevel: undefined }));
    expect(config).toMatchObject({ feeds: [], logLevel: 'info' });
    expect(config.dataFolder).toMatch(/^\/.*\/data$/);
    expect(read(stringify(valid)).feeds).toEqual(valid.feeds);
  });

  test.each<[string, unknown, string]>([
    ['nothing in it', null, 'no keys'],
    ['a key that means nothing', { ...valid, colour: 'blue' }, 'colour'],
    ['no data folder', { ...valid, dataFolder: undefined }, 'dataFolder'],
    ['a port beyond the last', { ...valid, rpc: { host: 'h', port: 65_536 } }, 'rpc.port'],
    ['an L1 that is no address', { ...valid, l1: { url: 'somewhere' } }, 'l1.url'],
    ['an L1 looked at all the time', { ...valid, l1: { ...valid.l1, pollMs: 1 } }, 'l1.pollMs'],
    ['a level that is none', { ...valid, logLevel: 'loud' }, 'logLevel loud'],
    ['feeds that are no list', { ...valid, feeds: {} }, 'feed'],
    ['a feed of an unknown kind', { ...valid, feeds: [{ feed: 1, source: { kind: 'guess' } }] }, 'feed'],
    ['a feed without a source', { ...valid, feeds: [{ feed: 1 }] }, 'feed'],
  ])('with %s is refused by name', (_what, config, words) => {
    expect(() => read(stringify(config))).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }) as Error);
    expect(() => read(stringify(config))).toThrow(words);
  });

  test('that is no YAML is refused in one line', () => {
    expect(() => read('networkFile: [unclosed\nkeyFile: }')).toThrow(/^The configuration [^\n]+$/);
  });
});
