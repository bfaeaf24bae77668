import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type DoorCheckpoint } from '../../devnet/doors.ts';
import type { ValidatorProcess } from '../../devnet/validatorProcess.ts';
import { grows, LogTail, type Rig, startRig, statusOf, until } from './rig.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await startRig({
    keep: { blocks: 32, hours: 0 },
    limits: { snapshotHeaders: 1, snapshotChunkBytes: 1_024 },
    checkpoint: { intervalMs: 2_500, minSpacingMs: 2_500 },
  });
  await grows(rig.committee.validators[0]!, 8);
});
afterAll(() => rig?.stop());

const dataFiles = (validator: ValidatorProcess): string[] => readdirSync(join(validator.folder, 'data'));
const has = (validator: ValidatorProcess, name: string): boolean => dataFiles(validator).includes(name);

/** The newest checkpoint that a validator has built itself and a quorum has signed. */
const newestCheckpoint = (validator: ValidatorProcess): Promise<DoorCheckpoint | undefined> =>
  ask<DoorCheckpoint>(validator.httpUrl, 'witan_checkpoint').catch(() => undefined);

/** Waits until a validator has executed as far as another one; while it begins again from a snapshot, its door is shut. */
const catchesUp = (validator: ValidatorProcess, other: ValidatorProcess): Promise<void> =>
  until('caught up', async () => {
    const statuses = await Promise.all([statusOf(validator), statusOf(other)]).catch(() => undefined);
    return statuses !== undefined && statuses[1].executedHeight - statuses[0].executedHeight <= 3;
  });

describe('a validator whose blocks nobody has any more', () => {
  test('with its data folder emptied but for the guard, joins by a snapshot, has the state of the others, and is needed', async () => {
    const [first, second, third, victim] = rig.committee.validators as [
      ValidatorProcess,
      ValidatorProcess,
      ValidatorProcess,
      ValidatorProcess,
    ];
    await victim.stop();
    const { executedHeight } = await statusOf(victim === first ? second : first);
    for (const name of dataFiles(victim)) {
      if (name !== 'guard') rmSync(join(victim.folder, 'data', name), { recursive: true });
    }
    const others = [first, second, third];
    await until('all others have deleted their first blocks', () =>
      others.every((other) => !has(other, 'blocks-00000001.log')),
    );
    const tail = new LogTail(victim);
    await victim.start();
    await until('a snapshot is installed', () => tail.infos().includes('the node starts from its snapshot'));
    await catchesUp(victim, first);
    expect((await statusOf(victim)).executedHeight).toBeGreaterThan(executedHeight);
    await expect(ask(victim.httpUrl, 'witan_block', [1])).rejects.toMatchObject({ code: 'HISTORY_PRUNED' });
    // What it signs with the others it has built from its own state.
    await until('a checkpoint of its own', async () => (await newestCheckpoint(victim)) !== undefined);
    const own = (await newestCheckpoint(victim))!;
    const theirs = await ask<DoorCheckpoint>(first.httpUrl, 'witan_checkpoint', [own.number]);
    expect(own.header.stateRoot).toBe(theirs.header.stateRoot);
    // Without another one, three are a quorum only with it.
    await third.stop();
    await grows(first, 8);
    await third.start();
    await catchesUp(third, first);
    expect((await statusOf(victim)).muteReason).toBeUndefined();
  });
});
