import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { makeKeyFile, publicKeysOf, readKeyFile } from '../../../node/cli/keyFile.ts';
import { readNetworkFile } from '../../../node/cli/networkFile.ts';
import { readNodeConfig } from '../../../node/cli/nodeConfig.ts';
import { defaultGenesis } from '../../../node/exchange/defaultGenesis.ts';
import { defaultEpoch, defaultLimits, defaultTiming } from '../../../node/sequencer/config.ts';
import { WitanError } from '../../../node/types/fault.ts';
import { feedId, type Address, type Hash } from '../../../node/types/ids.ts';
import { timeMs } from '../../../node/types/units.ts';
import { temporaryFolder } from '../storage/temporaryFolder.ts';
import { deepJson, foreignJson } from '../foreign.ts';

/** Reads it from a file: the code with which it is refused, 'none' where it is taken. Anything else thrown is a defect. */
function reader(read: (path: string) => unknown): (text: string) => string {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, '');
  chmodSync(path, 0o600);
  return (text) => {
    writeFileSync(path, text);
    try {
      read(path);
      return 'none';
    } catch (error) {
      if (!(error instanceof WitanError)) throw error;
      // One line for a person.
      expect(error.message).not.toContain('\n');
      return error.code;
    }
  };
}

const config = {
  networkFile: 'network.json',
  keyFile: 'keys.json',
  dataFolder: 'data',
  p2p: { host: '127.0.0.1', port: 26_600 },
  rpc: { host: '127.0.0.1', port: 26_700 },
  l1: { url: 'http://127.0.0.1:8545', pollMs: 4_000 },
  feeds: [
    { feed: 1, source: { kind: 'generator', seed: 1, startPrice: 6_000, volatilityPpm: 500, startMs: 5 }, skewPpm: 1 },
    { feed: 2, source: { kind: 'http', url: 'https://prices.example/', pricePath: 'a.0', pollMs: 1_000 } },
  ],
  logLevel: 'info',
};

const id = `0x${'12'.repeat(32)}` as Hash;
const address = `0x${'34'.repeat(20)}` as Address;
const startMs = timeMs(1_800_000_000_000);
const network = {
  version: 1,
  networkId: id,
  committeeId: 1,
  validators: [0, 1].map((n) => ({ ...publicKeysOf(makeKeyFile()), power: 1, host: '127.0.0.1', port: 26_600 + n })),
  epoch: defaultEpoch,
  timing: defaultTiming,
  limits: defaultLimits,
  feeds: [1, 2].map((feed) => ({ feed: feedId(feed), movePpbPerSecondMax: 20_000_000, staleMs: 5_000, skewMs: 1_000 })),
  exchange: defaultGenesis(id, startMs, address),
  l1: {
    chainId: 31_337,
    registry: address,
    settlement: address,
    vault: address,
    riskParameters: address,
    governor: address,
    tokens: [address],
    startNumber: 7,
    startHash: id,
    blockMultiple: 1,
    finalityDepth: 2,
  },
  otherChains: [],
  checkpoint: { intervalMs: 1_000, minSpacingMs: 500 },
  genesisTimeMs: startMs,
};

describe('files of an operator that are not what they should be', () => {
  test('node.yaml is taken or refused with a code, whatever it holds', () => {
    const codeOf = reader(readNodeConfig);
    expect(codeOf(stringify(config))).toBe('none');
    fc.assert(
      fc.property(foreignJson(config, 300), (text) => {
        expect(codeOf(text)).toMatch(/^(CONFIG_INVALID|none)$/);
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ['an alias of nothing', 'a: *b'],
    ['aliases of aliases', `a: &a [1]\n${'bcdefghij'.replaceAll(/./g, (key) => `${key}: &${key} [*${String.fromCharCode(key.charCodeAt(0) - 1)}, *${String.fromCharCode(key.charCodeAt(0) - 1)}, *${String.fromCharCode(key.charCodeAt(0) - 1)}]\n`)}`], // prettier-ignore
    ['deep nesting', deepJson(5_000)],
    ['a key that is a list', '? [a]\n: 1'],
    ['a tag that means nothing', 'a: !<x> 1'],
    ['two documents', 'a: 1\n---\nb: 2'],
    ['a key of two lines', stringify({ ...config, 'a\nb': 1 })],
    ['a key of two lines further in', stringify({ ...config, feeds: [{ 'a\nb': 1 }] })],
    ['a level of two lines', stringify({ ...config, logLevel: 'a\nb' })],
    ['a level that is no text', stringify({ ...config, logLevel: { toString: 1 } })],
  ])('node.yaml with %s is refused', (_, text) => {
    expect(reader(readNodeConfig)(text)).toBe('CONFIG_INVALID');
  });

  test('network.json is taken or refused with a code, whatever it holds', () => {
    const codeOf = reader(readNetworkFile);
    expect(codeOf(JSON.stringify(network))).toBe('none');
    fc.assert(
      fc.property(foreignJson(network), (text) => {
        expect(codeOf(text)).toMatch(/^(NETWORK_FILE_INVALID|COMMITTEE_INVALID|GENESIS_INVALID|none)$/);
      }),
      { numRuns: 400 },
    );
  });

  test('keys.json is taken as it is or refused', () => {
    const keys = makeKeyFile();
    const codeOf = reader(readKeyFile);
    expect(codeOf(JSON.stringify(keys))).toBe('none');
    fc.assert(
      fc.property(foreignJson(keys), (text) => {
        expect(codeOf(text)).toMatch(/^(KEYS_INVALID|none)$/);
      }),
      { numRuns: 400 },
    );
  });
});
