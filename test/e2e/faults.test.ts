import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildContracts } from '../../devnet/artifacts.ts';
import { type Committee, startCommittee } from '../../devnet/committee.ts';
import { ask, type DoorStatus } from '../../devnet/doors.ts';
import { type L1, startL1 } from '../../devnet/l1.ts';
import type { ValidatorProcess } from '../../devnet/validatorProcess.ts';
import type { Address } from '../../node/types/ids.ts';

let folder: string;
let l1: L1;
let committee: Committee;

const status = (validator: ValidatorProcess): Promise<DoorStatus> => ask<DoorStatus>(validator.httpUrl, 'witan_status');

/** Waits until it holds; fails after 30 s. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadlineMs) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const grows = async (validator: ValidatorProcess, by: number): Promise<void> => {
  const { executedHeight } = await status(validator);
  await until(`${by} more blocks`, async () => (await status(validator)).executedHeight >= executedHeight + by);
};

const inStep = (validator: ValidatorProcess): Promise<void> =>
  until('in step', async () => {
    const [own, other] = await Promise.all([status(validator), status(committee.validators[0]!)]);
    return other.executedHeight - own.executedHeight <= 3;
  });

interface LogLine {
  readonly level: number;
  readonly msg: string;
}

/** What the node found worth a warning since its log had that many bytes. */
const warnings = (validator: ValidatorProcess, from: number): LogLine[] =>
  readFileSync(join(validator.folder, 'node.log'), 'utf8')
    .slice(from)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine)
    .filter(({ level }) => level >= 40);
const logBytes = (validator: ValidatorProcess): number => statSync(join(validator.folder, 'node.log')).size;
const dataFile = (validator: ValidatorProcess, name: string): string => join(validator.folder, 'data', name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'witan-faults-'));
  l1 = await startL1({ blockTimeSeconds: 0.5 });
  const startMs = Date.now();
  const generated = { kind: 'generator', seed: 1, startPrice: 60_000_000_000, volatilityPpm: 500, startMs } as const;
  committee = await startCommittee(
    {
      folder,
      l1,
      validators: 4,
      traders: [],
      usdcPerTrader: 1_000_000n,
      feeds: [
        { feed: 1, source: generated },
        { feed: 2, source: { ...generated, seed: 2 } },
      ],
      speed: 1,
      insuranceOwner: `0x${'11'.repeat(20)}` as Address,
      artifact: await buildContracts(),
    },
    () => undefined,
  );
  await grows(committee.validators[0]!, 8);
});

afterAll(async () => {
  await Promise.all((committee?.validators ?? []).map((validator) => validator.stop()));
  await l1?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a validator with a damaged disk', () => {
  test('cuts off a torn journal tail, says so in one line, and votes again', async () => {
    const victim = committee.validators[3]!;
    await victim.kill();
    appendFileSync(dataFile(victim, 'journal-00000001.log'), Buffer.from('0000014adeadbeef77', 'hex'));
    const from = logBytes(victim);
    await victim.start();
    await inStep(victim);
    expect(warnings(victim, from).filter(({ msg }) => msg.includes('incomplete'))).toHaveLength(1);
    // With another one down, three are a quorum only if this one votes.
    await committee.validators[1]!.kill();
    await grows(committee.validators[0]!, 6);
    await committee.validators[1]!.start();
    await inStep(committee.validators[1]!);
  });

  test('fetches the blocks that a truncated block log lost', async () => {
    const victim = committee.validators[2]!;
    await victim.stop();
    const path = dataFile(victim, 'blocks-00000001.log');
    truncateSync(path, Math.floor(statSync(path).size / 2));
    await victim.start();
    await inStep(victim);
    expect((await status(victim)).muteReason).toBeUndefined();
  });

  test('refuses to start without its signing guard', async () => {
    const victim = committee.validators[2]!;
    await victim.stop();
    const path = dataFile(victim, 'guard');
    const guard = readFileSync(path);
    rmSync(path);
    await expect(victim.start()).rejects.toThrow(/GUARD_MISSING/);
    appendFileSync(path, 'this is no guard');
    await expect(victim.start()).rejects.toThrow(/GUARD_CORRUPT/);
    rmSync(path);
    appendFileSync(path, guard);
    await victim.start();
    await inStep(victim);
  });
});

describe('an L1 that goes away', () => {
  test('costs one line, and the committee goes on; a validator that starts meanwhile votes too', async () => {
    const [first, , , last] = committee.validators;
    const from = logBytes(first!);
    await l1.stop();
    await until('a line about L1', async () => warnings(first!, from).some(({ msg }) => msg.includes('L1 chain')));
    await grows(first!, 8);
    expect(warnings(first!, from).filter(({ msg }) => msg.includes('L1 chain'))).toHaveLength(1);
    await last!.stop();
    await last!.start();
    await committee.validators[1]!.kill();
    await grows(first!, 6);
    expect((await status(last!)).muteReason).toBeUndefined();
    await committee.validators[1]!.start();
  });
});
