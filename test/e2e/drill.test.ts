import { expect, test } from 'vitest';
import type { Summary } from '../../devnet/summary.ts';
import { runWitan } from './runWitan.ts';

test('when the whole committee vanishes, everybody leaves with a kit and the chain alone, and the vault is empty to the cent', async () => {
  const flags = ['--drill', 'vanish', '--duration', '10s', '--rate', '100', '--json'];
  const { code, stdout, stderr } = await runWitan(['devnet', ...flags]);
  const { drill } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Summary;
  expect(code, stderr).toBe(0);
  expect(drill).toMatchObject({ owners: 17, subaccounts: 17, refundedMicroUsdc: 1_234_000_000 });
  expect(drill!.steps).toMatchObject({ freeze: 1, open: 1, settle: 1, openPool: 2, exit: 17, refund: 1 });
  expect(drill!.vaultBeforeMicroUsdc).toBeGreaterThan(60_000_000_000_000);
  expect(drill!.vaultLeftMicroUsdc).toBeLessThan(10_000);
});
