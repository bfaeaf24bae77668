import { describe, expect, test } from 'vitest';
import type { FaultReport } from '../../devnet/faults/faultRun.ts';
import type { Summary } from '../../devnet/summary.ts';
import { expectRefusal, runWitan } from './runWitan.ts';

/** With this seed a validator is cut off, one has a slow disk and one is killed, all within seconds. */
const seed = '4519';

describe('a committee of seven processes of which two are faulty at any time', () => {
  test('goes on, agrees, loses nothing that it accepted, and settles', async () => {
    const args = ['devnet', '--validators', '7', '--faults', 'crash,partition,slow-disk,byzantine', '--seed', seed];
    const { code, stdout, stderr } = await runWitan([...args, '--duration', '20s', '--rate', '20', '--json']);
    expect(code, stderr).toBe(0);
    const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Summary & FaultReport;
    expect(summary).toMatchObject({ violations: [], stateRootsAgree: true, conserved: true, memoryFlat: null });
    const { crash, partition, byzantine } = summary.faults;
    for (const count of [crash, partition, summary.faults['slow-disk'], byzantine]) expect(count).toBeGreaterThan(0);
    expect(summary.kills).toBeGreaterThanOrEqual(crash);
    expect(summary.restarts).toBeGreaterThanOrEqual(summary.kills);
    expect(summary.accepted).toBeGreaterThan(100);
    expect(summary.heightsCompared).toBeGreaterThan(50);
    expect(summary.rss.map(({ validator }) => validator)).toEqual(summary.spared);
    expect(summary.submittedByValidator[summary.liar!]).toBe(0);
  });

  test('is not asked for more than it can bear', async () => {
    const line = await expectRefusal(['devnet', '--validators', '4', '--faults', 'crash,byzantine'], 'FLAG_INVALID');
    expect(line).toContain('--validators 7');
    await expectRefusal(['devnet', '--faults', 'flood'], 'FLAG_INVALID');
  });
});
