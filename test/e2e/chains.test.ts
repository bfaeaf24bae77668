import { expect, test } from 'vitest';
import { isAnvilInstalled } from '../../devnet/l1.ts';
import type { Summary } from '../../devnet/summary.ts';
import { runWitan } from './runWitan.ts';

test.skipIf(!isAnvilInstalled)(
  'collateral on two chains margins one account, is paid and swapped across, with one chain down for a while and a reorganisation of the other',
  async () => {
    const { code, stdout, stderr } = await runWitan(['devnet', '--chains', '2', '--duration', '20s', '--rate', '100', '--json']); // prettier-ignore
    const { chains } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Summary;
    expect(code, stderr).toBe(0);
    expect(chains).toMatchObject({ depositsThere: 2, claimedThere: 2, depositsReorganised: 1, creditedTwice: 0 });
    expect(chains!.checkpointsThere).toBeGreaterThan(2);
    expect(chains!.blocksWhileDown).toBeGreaterThan(10);
    expect(chains!.transactionsWhileDown).toBeGreaterThan(100);
    // 50,000 USDC and five ether came in there; 1,000 and one went out.
    expect(chains).toMatchObject({ balanceThereMicroUsdc: 49_000_000_000, balanceThereWei: '4000000000000000000' });
  },
);
