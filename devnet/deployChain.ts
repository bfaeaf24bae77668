import { createPublicClient, encodeDeployData, parseEther, type LocalAccount, type PublicClient } from 'viem';
import { foreignCommittee } from '../node/l1/foreignCommittee.ts';
import { zeroAddress, type Address, type Hash, type HexBytes } from '../node/types/ids.ts';
import {
  lower,
  mint,
  sender,
  usdcOutflowFloor,
  wethOutflowFloor,
  wethPerTrader,
  type DeployOptions,
} from './deploy.ts';

export interface ChainDeployOptions extends Pick<
  DeployOptions,
  'transport' | 'chain' | 'deployer' | 'traders' | 'usdcPerTrader' | 'timing' | 'artifact' | 'committeeExpiryMs'
> {
  /** The home registry's. */
  readonly networkId: Hash;
  readonly committeeId: number;
  readonly validators: readonly {
    readonly account: LocalAccount;
    readonly power: number;
    readonly ed25519Key: HexBytes;
    readonly blsKey: HexBytes;
  }[];
}

/** Where everything of a further chain ended up. */
export interface ChainDeployment {
  readonly chainId: number;
  readonly mirror: Address;
  readonly settlement: Address;
  readonly vault: Address;
  readonly escape: Address;
  readonly usdc: Address;
  readonly weth: Address;
  readonly deployBlock: number;
}

/**
 * Puts what a network needs on a chain beside its home chain: tokens of the same decimals, a mirror of the registry that knows
 * the genesis committee, Vault, Settlement, Escape; validators get ether to publish with, traders money.
 * Errors: as `deploy`.
 */
export async function deployChain(options: ChainDeployOptions): Promise<ChainDeployment> {
  const { chain, deployer, validators } = options;
  const client = createPublicClient({ chain, transport: options.transport, pollingInterval: 50 }) as PublicClient;
  const main = sender(options, client, deployer, await client.getTransactionCount({ address: deployer.address }));
  const create = async (name: string, args: readonly unknown[]): Promise<Address> => {
    const { abi, bytecode } = await options.artifact(name);
    const address = main.next();
    await main.send({ data: encodeDeployData({ abi: abi, bytecode, args: [...args] }) });
    return address;
  };
  const usdc = await create('DevnetToken', ['USD Coin', 'USDC', 6]);
  const weth = await create('DevnetToken', ['Wrapped Ether', 'WETH', 18]);
  const mirror = await create('CommitteeMirror', [
    main.next(2),
    options.networkId,
    BigInt(options.committeeId),
    foreignCommittee(validators, options.committeeExpiryMs),
  ]);
  const { forcedWindow, challenge, ...timing } = options.timing;
  const terms = {
    settlement: main.next(1),
    escape: main.next(2),
    guardian: deployer.address,
    treasury: deployer.address,
    forcedFee: parseEther('0.001'),
    forcedWindow: BigInt(forcedWindow),
    layers: [],
    policies: zeroAddress,
  };
  const vault = await create('Vault', [
    terms,
    [
      { token: usdc, ledgerDecimals: 6, outflowFloor: usdcOutflowFloor },
      { token: weth, ledgerDecimals: 8, outflowFloor: wethOutflowFloor },
    ],
  ]);
  // The mirror judges equivocation here, as the slasher does at home.
  const settlement = await create('Settlement', [mirror, vault, mirror, timing, zeroAddress]);
  const escape = await create('Escape', [settlement, vault, deployer.address, BigInt(challenge)]);
  for (const { account } of validators) await main.send({ to: lower(account.address), value: parseEther('10') });
  for (const trader of options.traders) await main.send({ to: trader, value: parseEther('10') });
  await mint(main, usdc, options.traders, options.usdcPerTrader);
  await mint(main, weth, options.traders, wethPerTrader);
  const [deployBlock] = await main.settle();
  const chainId = await client.getChainId();
  return { chainId, mirror, settlement, vault, escape, usdc, weth, deployBlock: Number(deployBlock) };
}
