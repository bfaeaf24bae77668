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

const key = (byte: string): string => `0x${byte.repeat(32)}`;
const endpoint = { kind: 'http', url: 'https://prices.example/btc?key=1' };
const http = { ...endpoint, pricePath: 'data.0.last' };
const websocket = { kind: 'websocket', url: 'wss://prices.example/', pricePath: 'c' };
const signed = { kind: 'signed', publishers: [key('a1'), key('b2'), key('c3')], threshold: 2, transports: [endpoint] };

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
    [
      'a peer address without a key',
      { ...valid, peerAddresses: [{ host: 'h', port: 1 }] },
      'peerAddresses[0].ed25519Key',
    ],
    ['a peer address that is none', { ...valid, peerAddresses: [{ ed25519Key: `0x${'a1'.repeat(32)}`, host: 'h', port: 0 }] }, 'peerAddresses[0].port'], // prettier-ignore
    ['feeds that are no list', { ...valid, feeds: {} }, 'feed'],
    ['a feed of an unknown kind', { ...valid, feeds: [{ feed: 1, source: { kind: 'guess' } }] }, 'feed'],
    ['a feed without a source', { ...valid, feeds: [{ feed: 1 }] }, 'feed'],
  ])('with %s is refused by name', (_what, config, words) => {
    expect(() => read(stringify(config))).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }) as Error);
    expect(() => read(stringify(config))).toThrow(words);
  });

  test.each<[string, unknown]>([
    ['an HTTP address', http],
    ['an HTTP address with everything', { ...http, headers: { 'x-key': 'k' }, pollMs: 500, timeoutMs: 900, timePath: 't', timeUnit: 's' }], // prettier-ignore
    ['a WebSocket', websocket],
    ['a WebSocket to subscribe to', { ...websocket, subscribe: { op: 'subscribe', args: ['BTC'] }, silentMs: 5_000 }],
    ['publishers', signed],
    ['publishers over several endpoints', { ...signed, freshMs: 2_000, transports: [endpoint, { kind: 'websocket', url: 'ws://127.0.0.1:1/' }] }], // prettier-ignore
    ['a generator', generator],
  ])('takes prices of %s', (_what, source) => {
    const feeds = [{ feed: 1, source }];
    expect(read(stringify({ ...valid, feeds })).feeds).toEqual(feeds);
  });

  test('has the path of a recording counted from its own folder', () => {
    const replay = (file: string) => ({ kind: 'replay', file, speed: 1, startMs: 0 });
    const fileOf = (file: string) => read(stringify({ ...valid, feeds: [{ feed: 1, source: replay(file) }] })).feeds[0];
    expect(fileOf('btc.csv')).toMatchObject({ source: { file: expect.stringMatching(/^\/.*\/btc\.csv$/) as string } });
    expect(fileOf('/recordings/btc.csv')).toMatchObject({ source: { file: '/recordings/btc.csv' } });
  });

  const place = 'feeds[0].source';
  test.each<[string, unknown, string]>([
    ['no kind', {}, `${place}.kind must be one of replay, generator, http, websocket, signed`],
    ['a kind that everything has', { kind: 'toString' }, `${place}.kind must be one of`],
    ['a field that means nothing', { ...http, colour: 1 }, `${place}.colour means nothing`],
    ['no address', { ...http, url: undefined }, `${place}.url must be an address that begins with http: or https:`],
    ['an address of another kind', { ...http, url: 'ws://prices.example' }, `${place}.url`],
    ['an address with a password', { ...http, url: 'https://me:secret@prices.example' }, `${place}.url`],
    ['headers that are none', { ...http, headers: { 'x y': 'k' } }, `${place}.headers`],
    ['headers that are no text', { ...http, headers: { 'x-key': 5 } }, `${place}.headers`],
    ['a poll too often', { ...http, pollMs: 99 }, `${place}.pollMs must be an integer from 100`],
    ['a path without keys', { ...http, pricePath: 'a..b' }, `${place}.pricePath`],
    ['no path', { ...http, pricePath: undefined }, `${place}.pricePath`],
    ['an unknown unit', { ...http, timePath: 't', timeUnit: 'min' }, `${place}.timeUnit must be one of s, ms, us, ns`],
    ['an HTTP address for a WebSocket', { ...websocket, url: 'http://prices.example' }, `${place}.url`],
    ['an address with a fragment', { ...websocket, url: 'ws://prices.example/#a' }, `${place}.url`],
    ['no publishers', { ...signed, publishers: [] }, `${place}.publishers must have 1 to 64 entries`],
    ['a publisher that is no key', { ...signed, publishers: [key('a1'), '0x12'] }, `${place}.publishers[1] must be an Ed25519 key`], // prettier-ignore
    ['a publisher twice', { ...signed, publishers: [key('a1'), key('a1')] }, `${place}.publishers[1] comes a second time`], // prettier-ignore
    [
      'more than all publishers needed',
      { ...signed, threshold: 4 },
      `${place}.threshold must be an integer from 1 to 3`,
    ],
    ['nobody needed', { ...signed, threshold: 0 }, `${place}.threshold`],
    ['no transports', { ...signed, transports: [] }, `${place}.transports must have 1 to 16 entries`],
    [
      'a transport that reads prices',
      { ...signed, transports: [http] },
      `${place}.transports[0].pricePath means nothing`,
    ],
    ['a transport that is none', { ...signed, transports: [signed] }, `${place}.transports[0].kind must be one of http, websocket`], // prettier-ignore
    ['a generated price of zero', { ...generator, startPrice: 0 }, `${place}.startPrice`],
  ])('with a feed of %s is refused by name', (_what, source, words) => {
    expect(() => read(stringify({ ...valid, feeds: [{ feed: 1, source }] }))).toThrow(words);
  });

  test('with a feed twice, or a number that is none, is refused by name', () => {
    const feeds = (...numbers: readonly number[]) =>
      stringify({ ...valid, feeds: numbers.map((feed) => ({ feed, source: generator })) });
    expect(() => read(feeds(1, 2, 1))).toThrow('feeds[2] comes a second time');
    expect(() => read(feeds(0))).toThrow('feeds[0].feed must be an integer from 1 to 65535');
  });

  test('that is no YAML is refused in one line', () => {
    expect(() => read('networkFile: [unclosed\nkeyFile: }')).toThrow(/^The configuration [^\n]+$/);
  });
});
