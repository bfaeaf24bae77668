import { createPublicClient, createWalletClient, custom } from 'viem';
import { hardhat as hardhatChain } from 'viem/chains';
import { expect, test } from 'vitest';
import { witanModule } from '../../contracts/ignition/witanModule.ts';
import { buildContracts, hardhat } from '../../devnet/artifacts.ts';
import { publicTiming, usdcOutflowFloor, wethOutflowFloor } from '../../devnet/deploy.ts';
import { publicGovernance } from '../../devnet/deployGovernance.ts';
import { planSystem, type PlannedContract } from '../../devnet/system.ts';
import type { Address } from '../../node/types/ids.ts';
import { account, addressOf, createWorld, defaultParameters, defaultRotation, hashOf } from './world.ts';

/** Settlements keep the time at which they were deployed. */
const timeOfDeployment = /7f00000000000000000000000000000000000000000000000000000000[0-9a-f]{8}/g;

test('a deployment by Ignition is, to the byte, that of a devnet', { timeout: 120_000 }, async () => {
  const artifact = await buildContracts();
  const world = await createWorld();
  const { network } = await hardhat();
  const connection = await network.create({ override: { accounts: { count: 130 } } });
  const transport = custom(connection.provider, { retryCount: 0 });
  const client = createPublicClient({ chain: hardhatChain, transport, cacheTime: 0, pollingInterval: 5 });
  const deployer = account(0);
  const wallet = createWalletClient({ account: deployer, chain: hardhatChain, transport });
  const { abi, bytecode } = await artifact('DevnetToken');
  const tokens: Address[] = [];
  for (const args of [
    ['Witan Stake', 'WSTK', 18],
    ['USD Coin', 'USDC', 6],
    ['Wrapped Ether', 'WETH', 18],
  ]) {
    const hash = await wallet.deployContract({ abi, bytecode, args });
    const { contractAddress } = await client.waitForTransactionReceipt({ hash });
    tokens.push(addressOf({ address: contractAddress! }));
  }
  const [stakeToken, usdc, weth] = tokens as [Address, Address, Address];
  const terms = {
    chainId: hardhatChain.id,
    deployer: addressOf(deployer),
    guardian: addressOf(deployer),
    stakeToken,
    tokens: [
      { token: usdc, ledgerDecimals: 6, outflowFloor: usdcOutflowFloor },
      { token: weth, ledgerDecimals: 8, outflowFloor: wethOutflowFloor },
    ],
    timing: publicTiming,
    rotation: defaultRotation,
    governance: publicGovernance,
    parameters: defaultParameters,
    salt: hashOf('salt'),
  };
  const planned = await planSystem(terms, await client.getTransactionCount({ address: deployer.address }));
  const module = witanModule(planned);
  const deployed = (await connection.ignition.deploy(module, { defaultSender: deployer.address })) as Readonly<Record<string, { readonly address: string }>>; // prettier-ignore

  expect(Object.keys(deployed)).toHaveLength(planned.length);
  const codeOf = async (from: typeof client | typeof world.client, { address }: PlannedContract) =>
    (await from.getCode({ address }))?.replaceAll(timeOfDeployment, 'time');
  for (const contract of planned) {
    expect(deployed[contract.name]!.address.toLowerCase(), contract.name).toBe(contract.address);
    const code = await codeOf(client, contract);
    expect(code?.length, contract.name).toBeGreaterThan(1_000);
    expect(code, contract.name).toBe(await codeOf(world.client, contract));
  }
  await connection.close();
  await world.close();
});
