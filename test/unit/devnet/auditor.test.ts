import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { AcceptedTransactions } from '../../../devnet/faults/acceptedTransactions.ts';
import { Auditor, progressMsMax, serviceMsMax } from '../../../devnet/faults/auditor.ts';
import type { ValidatorProcess } from '../../../devnet/validatorProcess.ts';
import type { Hash } from '../../../node/types/ids.ts';
import { temporaryFolder } from '../storage/temporaryFolder.ts';

const servers: Server[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) server.close();
});

/** What a validator's door says; a test changes it. */
interface Door {
  height: number;
  readonly results: Record<number, string>;
  checkpoint: string;
  transaction: string;
  readonly process: ValidatorProcess;
}

async function door(index: number): Promise<Door> {
  const folder = join(temporaryFolder(), `validator-${index}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'node.log'), '');
  const answer = (method: string, [first]: readonly unknown[]): unknown => {
    switch (method) {
      case 'witan_status':
        return { executedHeight: told.height, peers: [] };
      case 'witan_block':
        return { digest: `block ${String(first)}`, resultDigest: told.results[first as number] ?? 'same' };
      case 'witan_checkpoint':
        return { number: 1, headerHash: told.checkpoint };
      default:
        return { state: told.transaction };
    }
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (bytes: Buffer) => (text += bytes.toString()));
    request.on('end', () => {
      const { method, params } = JSON.parse(text) as { method: string; params: readonly unknown[] };
      response.end(JSON.stringify({ result: answer(method, params) }));
    });
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const httpUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const process = { index, folder, httpUrl, isRunning: true, onEnd: () => undefined, pid: undefined };
  const told: Door = {
    height: 5,
    results: {},
    checkpoint: 'one',
    transaction: 'final',
    process: process as unknown as ValidatorProcess,
  };
  return told;
}

/** Three validators of whom the last one lies, and an auditor that looks when it is told to. */
async function audited(changes: { readonly isSound?: boolean; readonly hadOutage?: boolean } = {}) {
  const doors = await Promise.all([door(0), door(1), door(2)]);
  const accepted = new AcceptedTransactions();
  const startMs = Date.now();
  const auditor = new Auditor({
    validators: doors.map(({ process }) => process),
    spared: [0, 1],
    accepted,
    isHonest: (validator) => validator !== 2,
    hadOutageSince: () => changes.hadOutage ?? false,
    soundSinceMs: () => ((changes.isSound ?? true) ? startMs : undefined),
    onViolation: () => undefined,
  });
  const look = async (times = 1): Promise<string[]> => {
    for (let time = 0; time < times; time++) await auditor.look();
    return [...new Set(auditor.violations.map(({ rule }) => rule))];
  };
  return { doors, accepted, auditor, look };
}

describe('an auditor of real processes', () => {
  test('finds nothing where all is well, whatever the liar says', async () => {
    const { doors, look, auditor } = await audited();
    doors[2].results[5] = 'a lie';
    doors[2].checkpoint = 'a lie';
    appendFileSync(join(doors[2].process.folder, 'node.log'), 'witan: IT_BROKE: everything.\n');
    expect(await look(3)).toEqual([]);
    expect(auditor.heightsCompared).toBeGreaterThan(0);
  });

  test('finds another result at the same height, also where one is ahead', async () => {
    const { doors, look } = await audited();
    doors[1].height = 7;
    doors[0].results[5] = 'other';
    expect(await look()).toEqual(['agreement']);
  });

  test('finds another checkpoint of the same number', async () => {
    const { doors, look } = await audited();
    doors[1].checkpoint = 'two';
    expect(await look(3)).toEqual(['checkpoints']);
  });

  test.each([
    [true, ['progress']],
    [false, []],
  ])('finds a validator that stands still, where it must make progress (%s)', async (isSound, found) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { doors, look } = await audited({ isSound });
    await look();
    doors[1].height = 6;
    vi.setSystemTime(Date.now() + progressMsMax + 1);
    expect(await look()).toEqual(found);
  });

  test('finds what must not be in a log, once, also when a line is not whole yet', async () => {
    const { doors, auditor, look } = await audited();
    const log = join(doors[0].process.folder, 'node.log');
    appendFileSync(log, '{"level":40,"msg":"x","code":"RESULT_');
    expect(await look()).toEqual([]);
    appendFileSync(log, 'DIVERGED"}\n');
    expect(await look(2)).toEqual(['logs']);
    expect(auditor.violations).toHaveLength(1);
  });

  test('finds an honest process that ends by itself', async () => {
    const { doors, auditor } = await audited();
    doors[2].process.onEnd('with exit code 70');
    expect(auditor.violations).toEqual([]);
    doors[0].process.onEnd('with exit code 70');
    expect(auditor.violations.map(({ rule }) => rule)).toEqual(['process']);
  });

  test.each([
    ['unknown', false, ['accepted'], 0],
    ['pending', false, ['accepted'], 0],
    ['unknown', true, [], 1],
    ['settled', false, [], 0],
  ])(
    'asks what became of an accepted transaction without a receipt: %s, outage %s',
    async (state, hadOutage, found, expired) => {
      const { doors, accepted, auditor, look } = await audited({ hadOutage });
      doors[0].transaction = state;
      accepted.accepted('0x01' as Hash, Date.now() - 1_000);
      expect(await look()).toEqual([]);
      accepted.accepted('0x02' as Hash, Date.now());
      await auditor.checkAllAccepted();
      expect(await look()).toEqual(found);
      expect(auditor.expired).toBe(2 * expired);
      expect(accepted.openCount).toBe(0);
    },
  );

  test.each([
    [false, ['service']],
    [true, []],
  ])('finds that traders hear of nothing final any more, except after an outage (%s)', async (hadOutage, found) => {
    const { doors, accepted, look } = await audited({ hadOutage });
    accepted.final('0x01' as Hash);
    expect(await look()).toEqual([]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + serviceMsMax + 1 });
    for (const told of doors) told.height++;
    expect(await look()).toEqual(found);
  });
});
