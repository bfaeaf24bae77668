import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { DiskSpeed } from '../../../devnet/faults/slowDisk.ts';
import { temporaryFolder } from '../storage/temporaryFolder.ts';

const preload = fileURLToPath(new URL('../../../devnet/faults/slowDisk.ts', import.meta.url));
const program = fileURLToPath(new URL('syncingProgram.ts', import.meta.url));

describe('a disk that the devnet makes slow', () => {
  test('takes longer over every sync that a log and a guard make, from then on until it is let go', async () => {
    const child = fork(program, [join(temporaryFolder(), 'data')], { execArgv: ['--import', preload] });
    const took = async (speed: DiskSpeed): Promise<number> => {
      child.send(speed);
      child.send('sync');
      const [ms] = (await once(child, 'message')) as [number];
      return ms;
    };
    try {
      await once(child, 'message');
      const slow = await took({ syncMs: [150, 150], seed: 1 });
      const quick = await took({ syncMs: [0, 0], seed: 1 });
      // One sync of the log, and then one of the guard.
      expect(slow).toBeGreaterThanOrEqual(299);
      expect(quick).toBeLessThan(150);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
