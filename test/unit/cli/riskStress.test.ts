import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { neededFeeds } from '../../../node/exchange/prices/neededFeeds.ts';
import { feedId } from '../../../node/types/ids.ts';
import { describe, expect, test } from 'vitest';
import { makeKeyFile, publicKeysOf } from '../../../node/cli/keyFile.ts';
import type { NetworkFile } from '../../../node/cli/networkFile.ts';
import { simulation, type SimulateOptions } from '../../../node/cli/govSimulate.ts';
import { stressReport, type StressFlags } from '../../../node/cli/riskStress.ts';
import { encodeState } from '../../../node/exchange/snapshot.ts';
import { createExchange } from '../../../node/exchange/state.ts';
import { defaultEpoch, defaultLimits, defaultTiming } from '../../../node/sequencer/config.ts';
import { populate } from '../../../node/stress/population.ts';
import { WitanError } from '../../../node/types/fault.ts';
import type { Address } from '../../../node/types/ids.ts';
import { temporaryFolder } from '../storage/temporaryFolder.ts';

const flags: StressFlags = { accounts: 40, insurance: 10_000, paths: 0, hours: 1, seed: 1, depth: 100, scenarios: 'thin-squeeze' }; // prettier-ignore
const run = (change: Partial<StressFlags>) => stressReport({ ...flags, ...change }, () => undefined);

const address = `0x${'34'.repeat(20)}` as Address;
const { genesis, bytes } = populate({ accounts: 40, seed: 1, insurance: 10_000 });
const network: NetworkFile = {
  version: 1,
  networkId: genesis.networkId,
  committeeId: 1,
  validators: [0, 1, 2, 3].map((index) => ({ ...publicKeysOf(makeKeyFile()), power: 1, host: '127.0.0.1', port: 26_600 + index })), // prettier-ignore
  epoch: defaultEpoch,
  timing: defaultTiming,
  limits: defaultLimits,
  feeds: neededFeeds(genesis).map((feed) => ({
    feed: feedId(feed),
    movePpbPerSecondMax: 20_000_000,
    staleMs: 5_000,
    skewMs: 1_000,
  })),
  exchange: genesis,
  l1: { chainId: 31_337, registry: address, settlement: address, vault: address, riskParameters: address, governor: address, tokens: [address], startNumber: 7, startHash: genesis.networkId, blockMultiple: 1, finalityDepth: 2 }, // prettier-ignore
  otherChains: [],
  checkpoint: { intervalMs: 5_000, minSpacingMs: 2_500 },
  genesisTimeMs: genesis.timeMs,
};

/** Files of a state and its network; the code with which what is in them is refused, in one line. */
function files(content: Uint8Array | string): { readonly snapshot: string; readonly network: string } {
  const folder = temporaryFolder();
  const paths = { snapshot: join(folder, 'state'), network: join(folder, 'network.json') };
  writeFileSync(paths.snapshot, content);
  writeFileSync(paths.network, JSON.stringify(network));
  return paths;
}

function refusal(change: Partial<StressFlags>): string {
  try {
    run(change);
  } catch (error) {
    if (!(error instanceof WitanError)) throw error;
    expect(error.message).not.toContain('\n');
    return error.code;
  }
  return 'taken';
}

describe('./witan risk stress', { timeout: 60_000 }, () => {
  test('gives for a state from a file what it gives for the same one generated', () => {
    expect(run(files(bytes))).toEqual(run({}));
  });

  test('runs the scenarios that it is asked for, and no Monte Carlo without paths', () => {
    const told = run({ scenarios: 'feed-outage,usdc-depeg' });
    expect(told.scenarios.map(({ name }) => name)).toEqual(['feed-outage', 'usdc-depeg']);
    expect(told.monteCarlo).toBeNull();
    expect(run({ scenarios: 'none', paths: 2 })).toMatchObject({ scenarios: [], monteCarlo: { paths: 2, hours: 1 } });
  });

  test('refuses flags and files that make no sense, each with its code and in one line', () => {
    expect(refusal({ scenarios: 'march-2020,' })).toBe('STRESS_SCENARIO_UNKNOWN');
    expect(refusal({ snapshot: 'x' })).toBe('STRESS_FLAGS_INVALID');
    expect(refusal({ network: 'x' })).toBe('STRESS_FLAGS_INVALID');
    const good = files(bytes);
    expect(refusal({ ...good, snapshot: `${good.snapshot}.no` })).toBe('STATE_FILE_MISSING');
    expect(refusal({ ...good, snapshot: temporaryFolder() })).toBe('STATE_FILE_UNREADABLE');
    expect(refusal({ ...good, network: `${good.network}.no` })).toBe('NETWORK_FILE_MISSING');
    expect(refusal(files(encodeState(createExchange(genesis))))).toBe('STRESS_STATE_UNPRICED');
  });

  test('refuses a state of which any byte is wrong, and whatever is none', () => {
    const text = Buffer.from(bytes).toString('latin1');
    const bad = ['', '{', '{"version":1}\n', 'snapshot\n\n', '{"a":x\n}', text.slice(0, -1), `${text} `, text.replace('"cash":', '"cash":1')]; // prettier-ignore
    for (const content of bad) expect(refusal(files(content)), content.slice(0, 20)).toBe('SNAPSHOT_MALFORMED');
  });
});

describe('gov simulate', () => {
  const simulated = (change: Partial<SimulateOptions>) => simulation({ ...files(bytes), ...change });
  const [lead] = genesis.markets;

  test('reads state, network and change from files and flags, and says what it comes to under one hash', () => {
    const change = { set: [`${lead!.name}.initialMarginPpb=300000000`], halt: [lead!.name] };
    const { report, hash, text } = simulated(change);
    expect(report.changes).toHaveLength(2);
    expect(text).toContain(`${lead!.name}.initialMarginPpb = 300000000`);
    expect(text.endsWith(`report keccak256 ${hash}`)).toBe(true);
    expect(simulated(change).hash).toBe(hash);
  }, 60_000);

  test('refuses what the exchange would leave out, before anything is simulated', () => {
    expect(() => simulated({ set: [`${lead!.name}.maintenanceMarginPpb=400000000`] })).toThrow(
      expect.objectContaining({ code: 'PROPOSAL_REFUSED' }),
    );
  });
});
