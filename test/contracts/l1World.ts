import { createWalletClient, http, type LocalAccount, type PublicClient } from 'viem';
import { describe } from 'vitest';
import { buildContracts } from '../../devnet/artifacts.ts';
import { deploy, publicTiming } from '../../devnet/deploy.ts';
import { publicGovernance } from '../../devnet/deployGovernance.ts';
import { isAnvilInstalled, rpc, startL1, type L1Kind } from '../../devnet/l1.ts';
import { chainAt, createL1Client } from '../../node/l1/client.ts';
import {
  account,
  addressOf,
  type Call,
  defaultParameters,
  defaultRotation,
  everyAbi,
  hashOf,
  operatorSpec,
} from './world.ts';

/** A chain as a process of its own, with everything deployed, as a devnet has it. */
export async function createL1World(kind: L1Kind, blockTimeSeconds = 0, rotation = defaultRotation) {
  const l1 = await startL1({ kind, blockTimeSeconds });
  const chain = chainAt(l1.url, 31337);
  const operators = [0, 1, 2, 3].map((i) => operatorSpec(i, 1));
  const deployment = await deploy({
    transport: http(l1.url),
    chain,
    deployer: account(0),
    operators,
    traders: [1, 2].map((i) => addressOf(account(i))),
    usdcPerTrader: 1_000_000_000n,
    timing: { ...publicTiming, spacing: 0, dispute: 0 },
    rotation,
    governance: publicGovernance,
    parameters: defaultParameters,
    committeeExpiryMs: Date.now() + 365 * 86_400_000,
    salt: hashOf('salt'),
    artifact: await buildContracts(),
  });
  const client: PublicClient = createL1Client(l1.url, 31337);
  return {
    l1,
    deployment,
    operators,
    client,
    read: async <Value>(call: Call): Promise<Value> => (await client.readContract({ ...call, abi: everyAbi })) as Value,
    /** Sends and waits; the call must succeed. */
    send: async (from: LocalAccount, call: Call) => {
      const wallet = createWalletClient({ account: from, chain, transport: http(l1.url) });
      const hash = await wallet.writeContract({ ...call, abi: everyAbi });
      const receipt = await client.waitForTransactionReceipt({ hash });
      if (receipt.status !== 'success') throw new Error(`transaction ${hash} reverted`);
      return receipt;
    },
    wallet: (i: number) => createWalletClient({ account: account(i), chain, transport: http(l1.url) }),
    /** Mines blocks now. */
    mine: async (blocks: number) => {
      for (let i = 0; i < blocks; i++) await rpc(l1.url, 'evm_mine');
    },
  };
}

export type L1World = Awaited<ReturnType<typeof createL1World>>;

/** For tests that play with mining and reorganisations, which only anvil offers. */
export const describeWithAnvil = describe.skipIf(!isAnvilInstalled);

/** Resolves when `holds` does; the last value says why when the test's time is over. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise<void>((resolve) => void setTimeout(resolve, 10));
}
