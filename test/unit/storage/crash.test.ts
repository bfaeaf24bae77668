import { expect, test } from 'vitest';
import { height } from '../../../node/types/units.ts';
import { CrashingFiles } from '../../simulation/crashingFiles.ts';
import { bytesOf, openStore } from './crashContract.ts';
import { CrashWorkload } from './crashWorkload.ts';

/** How many seeds, and from which on; a failure names its seed. */
const seeds = Number(process.env['WITAN_CRASH_SEEDS'] ?? 60);
const firstSeed = Number(process.env['WITAN_CRASH_SEED'] ?? 1);

test(
  'whatever a crash leaves of a node’s files, what was confirmed is there, and the node goes on',
  { timeout: 60_000 },
  async () => {
    let crashes = 0;
    for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
      const workload = new CrashWorkload(seed, 0.05);
      try {
        await workload.run(120);
      } catch (error) {
        throw new Error(`seed ${seed} (WITAN_CRASH_SEED=${seed} WITAN_CRASH_SEEDS=1)`, { cause: error });
      }
      crashes += workload.crashes;
    }
    expect(crashes).toBeGreaterThan(10 * seeds);
  },
);

test('a disk that is full when a new segment is due is told, and nothing is thrown at whoever appends', async () => {
  const files = new CrashingFiles((done) => done());
  files.makeFolder('/home');
  files.makeFolder('/home/witan');
  const { store } = openStore(files);
  const told: string[] = [];
  const quiet = (): void => undefined;
  store.start(
    {
      synced: quiet,
      failed: ({ message }) => told.push(message),
      blocksRead: quiet,
      snapshotStored: quiet,
      snapshotPartRead: quiet,
      installed: quiet,
      warn: quiet,
    },
    () => [],
  );
  store.append(bytesOf('.'.repeat(1_000)));
  store.appendBlock(height(1), bytesOf('.'.repeat(1_000)));
  store.syncBlocks();
  await new Promise((resolve) => setImmediate(resolve));
  files.isFull = true;
  store.appendBlock(height(2), bytesOf('x'));
  expect(told).toEqual([expect.stringContaining('ENOSPC')]);
  // With room again, the log goes on where it was.
  files.isFull = false;
  store.appendBlock(height(2), bytesOf('x'));
  await store.close();
  expect(openStore(files).blocks).toHaveLength(2);
});
