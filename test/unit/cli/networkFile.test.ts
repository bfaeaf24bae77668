import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeKeyFile, publicKeysOf } from '../../../node/cli/keyFile.ts';
import { readNetworkFile, type NetworkFile } from '../../../node/cli/networkFile.ts';
import { btcFutures, btcOptions, defaultGenesis } from '../../../node/exchange/defaultGenesis.ts';
import { defaultEpoch, defaultLimits, defaultTiming } from '../../../node/sequencer/config.ts';
import { WitanError } from '../../../node/types/fault.ts';
import { feedId, type Address, type Hash } from '../../../node/types/ids.ts';
import { timeMs } from '../../../node/types/units.ts';

const id = `0x${'12'.repeat(32)}` as Hash;
const address = `0x${'34'.repeat(20)}` as Address;
const startMs = timeMs(1_800_000_000_000);

const valid: NetworkFile = {
  version: 1,
  networkId: id,
  committeeId: 1,
  validators: [0, 1, 2, 3].map((index) => ({
    ...publicKeysOf(makeKeyFile()),
    power: 1,
    host: '127.0.0.1',
    port: 26_600 + index,
  })),
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
  checkpoint: { intervalMs: 5_000, minSpacingMs: 2_500 },
  genesisTimeMs: startMs,
};

/** Parameters and governor are the home chain's alone. */
const otherChain = Object.fromEntries(
  Object.entries(valid.l1).filter(([key]) => key !== 'riskParameters' && key !== 'governor'),
);

const folder = mkdtempSync(join(tmpdir(), 'witan-network-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What reading says of a file with this text; undefined when it is taken. */
function refusal(text: string): WitanError | undefined {
  const path = join(folder, 'network.json');
  writeFileSync(path, text);
  try {
    readNetworkFile(path);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(WitanError);
    expect((error as WitanError).message).not.toContain('\n');
    return error as WitanError;
  }
}

type Json = Readonly<Record<string, unknown>> | readonly unknown[];

/** Every value of a file, as people write its place, with how to put another in its stead (undefined: nothing). */
function* places(
  value: Json,
  replace: (by: unknown) => unknown,
  place = '',
): Generator<[string, (by: unknown) => string]> {
  for (const [key, inner] of Object.entries(value)) {
    const here = Array.isArray(value) ? `${place}[${key}]` : place === '' ? key : `${place}.${key}`;
    const put = (by: unknown): unknown =>
      replace(Array.isArray(value) ? value.with(Number(key), by) : { ...value, [key]: by });
    yield [here, (by) => JSON.stringify(put(by))];
    if (typeof inner === 'object' && inner !== null) yield* places(inner as Json, put, here);
  }
}
const everyPlace = [...places(valid as unknown as Json, (whole) => whole)];

describe('a network file', () => {
  test('is taken as devnet writes it', () => {
    expect(refusal(JSON.stringify(valid))).toBeUndefined();
  });

  test('is refused by name of the field when one is absent or null', () => {
    expect(everyPlace.length).toBeGreaterThan(100);
    for (const [place, textWith] of everyPlace) {
      for (const by of [undefined, null]) {
        const said = refusal(textWith(by));
        expect([place, said?.code]).toEqual([place, 'NETWORK_FILE_INVALID']);
        expect(said?.message).toContain(place);
      }
    }
  });

  test('is taken or refused with a code, whatever stands where', () => {
    for (const [, textWith] of everyPlace)
      for (const by of [-1, 0, 1.5, 2 ** 60, 'x', true, [], {}]) refusal(textWith(by));
  });

  test.each([
    ['a field that means nothing', { ...valid, colour: 'blue' }, 'NETWORK_FILE_INVALID', 'colour means nothing'],
    ['no object', [], 'NETWORK_FILE_INVALID', 'must be an object'],
    ['a market without its feed', { ...valid, feeds: valid.feeds.slice(0, 1) }, 'NETWORK_FILE_INVALID', 'no feed 2'],
    ['options without their surface', { ...valid, exchange: { ...valid.exchange, series: [btcFutures, btcOptions] } }, 'NETWORK_FILE_INVALID', 'no feed 100'],
    ['a token without its address', { ...valid, l1: { ...valid.l1, tokens: [] } }, 'NETWORK_FILE_INVALID', '1 tokens, and 0 on chain'],
    ['a chain that its exchange does not know', { ...valid, otherChains: [{ ...otherChain, chainId: 2 }] }, 'NETWORK_FILE_INVALID', 'the chains 31337, 2'],
    ['the exchange of another network', { ...valid, networkId: `0x${'13'.repeat(32)}` }, 'NETWORK_FILE_INVALID', 'another network'],
    ['a delta below the idle interval', { ...valid, timing: { ...defaultTiming, deltaMs: 1 } }, 'NETWORK_FILE_INVALID', 'deltaMs'],
    ['no validators', { ...valid, validators: [] }, 'COMMITTEE_INVALID', '0 validators'],
    ['no markets', { ...valid, exchange: { ...valid.exchange, markets: [] } }, 'GENESIS_INVALID', '0 markets'],
  ])('with %s is refused', (_what, file, code, words) => {
    const said = refusal(JSON.stringify(file));
    expect(said?.code).toBe(code);
    expect(said?.message).toContain(words);
  }); // prettier-ignore

  test('that is no JSON is refused in one line, however many it has', () => {
    expect(refusal('{\n  "version":\n}')?.code).toBe('NETWORK_FILE_INVALID');
    expect(refusal('')?.code).toBe('NETWORK_FILE_INVALID');
  });
});
