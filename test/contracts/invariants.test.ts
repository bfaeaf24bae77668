import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Sequences that a campaign draws at least; hardhat.config.ts says how many and how long. */
const runsMin = 256;

// Compiling them takes longer than running them, some three minutes in all: WITAN_INVARIANTS=1 asks for it.
test.skipIf(process.env.WITAN_INVARIANTS !== '1')(
  'after any sequence of steps money is accounted for, and a frozen venue lets everybody out',
  { timeout: 900_000 },
  () => {
    // The runner of Solidity tests is a program of its own: it prints one line a rule.
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['node_modules/hardhat/dist/src/cli.js', 'test', 'solidity'],
      { cwd: root, encoding: 'utf8', env: { ...process.env, HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true', NO_COLOR: '1' } },
    );
    expect(status, `${stdout}\n${stderr}`).toBe(0);
    const runs = [...stdout.matchAll(/invariant_\w+\(\) \(runs: (\d+)\)/g)].map(([, count]) => Number(count));
    expect(runs.length, stdout).toBeGreaterThan(0);
    for (const count of runs) expect(count).toBeGreaterThanOrEqual(runsMin);
  },
);
