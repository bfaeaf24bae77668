import { describe, expect, test } from 'vitest';
import type { Summary } from '../../devnet/summary.ts';
import { runWitan } from './runWitan.ts';

describe('a committee of four on a real chain', () => {
  test('deposits, trades through every validator, survives a SIGKILL, settles on L1, and owes what the vault holds', async () => {
    const { code, stdout, stderr } = await runWitan(['devnet', '--duration', '15s', '--rate', '150', '--json']);
    const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Summary;
    expect(code, stderr).toBe(0);
    expect(summary).toMatchObject({ validators: 4, restarts: 1, stateRootsAgree: true, conserved: true });
    expect(summary.vaultBalanceMicroUsdc).toBe(summary.ledgerOwedMicroUsdc);
    expect(summary.vaultBalanceMicroUsdc).toBeGreaterThan(0);
    for (const submitted of summary.submittedByValidator) expect(submitted).toBeGreaterThan(0);
    expect(summary.fills).toBeGreaterThan(20);
    expect(summary.datedMarkets).toBeGreaterThan(100);
    expect(summary.datedFills).toBeGreaterThan(5);
    expect(summary.checkpointsOnL1).toBeGreaterThanOrEqual(3);
    expect(summary.checkpointGasMedian).toBeLessThanOrEqual(230_000);
    expect(summary.withdrawalsClaimed).toBeGreaterThanOrEqual(1);
    expect(summary.resultsVerified).toBeGreaterThan(0);
    expect(summary.finalitiesMeasured).toBeGreaterThan(100);
  });
});
