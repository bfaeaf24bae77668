import { expect, test } from 'vitest';
import { CrashWorkload } from './crashWorkload.ts';

/** How many seeds, and from which on; a failure names its seed. */
const seeds = Number(process.env['WITAN_CRASH_SEEDS'] ?? 20);
const firstSeed = Number(process.env['WITAN_CRASH_SEED'] ?? 1);

test('whatever a crash leaves of a node’s files, what was confirmed is there, and the node goes on', async () => {
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
});
