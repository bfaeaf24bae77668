import { describe, expect, test } from 'vitest';
import type { Summary } from '../../devnet/summary.ts';
import { expectRefusal, runWitan } from './runWitan.ts';

describe('a committee of four whose members change', () => {
  test('a fifth registers and joins, one leaves: the next committee takes over on L1 and in consensus while orders flow', async () => {
    const args = ['devnet', '--rotate', '--duration', '60s', '--rate', '100', '--json'];
    const { code, stdout, stderr } = await runWitan(args);
    expect(code, stderr).toBe(0);
    const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Summary;
    expect(summary).toMatchObject({ stateRootsAgree: true, conserved: true, restarts: 1 });
    const { plannedMs, installedMs, tookOverMs, signedOnL1Ms, installGas, ...who } = summary.rotation!;
    expect(who).toMatchObject({ joined: 4, left: 1 });
    expect([plannedMs, installedMs, tookOverMs, signedOnL1Ms]).toEqual(
      [plannedMs, installedMs, tookOverMs, signedOnL1Ms].toSorted((a, b) => a - b),
    );
    expect(installGas).toBeLessThanOrEqual(450_000);
    expect(summary.vaultBalanceMicroUsdc).toBe(summary.ledgerOwedMicroUsdc);
    expect(summary.fills).toBeGreaterThan(100);
  });

  test('is not asked for together with faults', async () => {
    await expectRefusal(['devnet', '--rotate', '--faults', 'crash'], 'FLAG_INVALID');
  });
});
