import { describe, expect, test } from 'vitest';
import type { Summary } from '../../devnet/summary.ts';
import { expectRefusal, runWitan } from './runWitan.ts';

describe('a committee of four whose parameters are voted on', () => {
  // Voting takes its time: three minutes that every run of all tests would wait for.
  test.skipIf(process.env['WITAN_LONG'] !== '1')(
    'a margin, a listing, a fee and a halt are proposed, accepted and executed while orders flow: a header on L1 names their version',
    async () => {
      const args = ['devnet', '--govern', '--duration', '120s', '--rate', '100', '--json'];
      const { code, stdout, stderr } = await runWitan(args);
      expect(code, stderr).toBe(0);
      const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Summary;
      // Restarted in the midst of it, a validator agrees all the same.
      expect(summary).toMatchObject({ stateRootsAgree: true, conserved: true, restarts: 1 });
      const { executedMs, publishedMs, signedOnL1Ms, ...made } = summary.governed!;
      // Two that tighten, and two that were announced.
      expect(made).toMatchObject({ proposals: 4, version: 5 });
      expect([executedMs, publishedMs, signedOnL1Ms]).toEqual(
        [executedMs, publishedMs, signedOnL1Ms].toSorted((a, b) => a - b),
      );
      expect(summary.vaultBalanceMicroUsdc).toBe(summary.ledgerOwedMicroUsdc);
      expect(summary.fills).toBeGreaterThan(100);
    },
  );

  test('is not asked for together with faults', async () => {
    await expectRefusal(['devnet', '--govern', '--faults', 'crash'], 'FLAG_INVALID');
  });
});
