import { describe, expect, test } from 'vitest';
import { isAnvilInstalled, rpc, startL1, type L1Kind } from '../../devnet/l1.ts';
import { createL1Client } from '../../node/l1/client.ts';
import { until } from './l1World.ts';

const number = async (url: string, tag: string) =>
  Number(((await rpc(url, 'eth_getBlockByNumber', [tag, false])) as { number: string }).number);

const kinds: [L1Kind, number][] = [
  ['anvil', 2],
  ['hardhat', 0],
];

describe.each(kinds.filter(([kind]) => kind === 'hardhat' || isAnvilInstalled))('a local chain by %s', (kind, lag) => {
  test(`mines by itself, its final block lags ${lag}, and it ends for good`, async () => {
    const l1 = await startL1({ kind, blockTimeSeconds: 0.2 });
    await until(async () => (await number(l1.url, 'latest')) >= 4);
    const [final, latest] = await Promise.all([number(l1.url, 'finalized'), number(l1.url, 'latest')]);
    // A block may come between the two answers.
    expect(latest - final - lag).toBeGreaterThanOrEqual(0);
    expect(latest - final - lag).toBeLessThanOrEqual(1);
    await l1.stop();
    await l1.stop();
    await expect(createL1Client(l1.url, 31337).getBlockNumber()).rejects.toThrow();
    expect(() => process.kill(l1.pid, 0)).toThrow();
  });
});

test('a port that is taken is told in one line', async () => {
  const l1 = await startL1();
  await expect(startL1({ port: l1.port })).rejects.toMatchObject({ code: 'L1_NOT_STARTED' });
  await l1.stop();
});
