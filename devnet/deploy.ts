import {
  createPublicClient,
  createWalletClient,
  encodeDeployData,
  encodeFunctionData,
  getContractAddress,
  parseEther,
  type Chain,
  type Hex,
  type LocalAccount,
  type PublicClient,
  type Transport,
} from 'viem';
import { aggregateBlsKeys, blsProvePossession, blsPublicKey, negateBlsKey } from '../node/crypto/bls.ts';
import { networkId, possessionMessage } from '../node/crypto/settlementHash.ts';
import { committeeRegistryAbi, devnetTokenAbi } from '../node/l1/abi.ts';
import { WitanError } from '../node/types/fault.ts';
import { type Address, type Hash, type HexBytes } from '../node/types/ids.ts';
import type { ParametersContent } from '../node/l1/parametersContract.ts';
import type { Artifact } from './artifacts.ts';
import type { GovernanceTerms } from './deployGovernance.ts';
import { createSystem, stakePerWeight, type RotationTiming, type SettlementTiming, type System } from './system.ts';

/** What a network of its own should start with: docs/spec/settlement.md, Times. */
export const publicTiming: SettlementTiming = {
  spacing: 30,
  dispute: 1_800,
  grace: 86_400,
  silence: 86_400,
  lastCall: 86_400,
  forcedWindow: 3 * 86_400,
  challenge: 3 * 86_400,
};

/** An operator to register, with everything it signs with. */
export interface OperatorSpec {
  /** Its L1 account: registers, holds the stake, pays for checkpoints. */
  readonly account: LocalAccount;
  readonly ed25519Key: HexBytes;
  readonly blsSecretKey: Uint8Array;
  /** Units of weight; the stake follows from it. */
  readonly power: number;
}

export interface DeployOptions {
  readonly transport: Transport;
  readonly chain: Chain;
  /** Deploys and installs genesis; must hold ether for everybody. */
  readonly deployer: LocalAccount;
  readonly operators: readonly OperatorSpec[];
  /** Accounts of those who may register later: they get ether and the stake of one unit of weight. */
  readonly candidates?: readonly Address[];
  /** Accounts that get ether and USDC. */
  readonly traders: readonly Address[];
  readonly usdcPerTrader: bigint;
  readonly etherPerAccount?: bigint;
  /** Seconds. Source: docs/spec/settlement.md, Settlement. */
  readonly timing: SettlementTiming;
  /** Wei for a forced item; absent: 0.001 ether. */
  readonly forcedFee?: bigint;
  /** Vaults of other settlement layers on this chain; absent: none. */
  readonly layers?: readonly Address[];
  readonly governance: GovernanceTerms;
  /** What governance finds at the beginning: version 1 of the parameters. */
  readonly parameters: ParametersContent;
  /** May pause, and tighten parameters; absent: the deployer. */
  readonly guardian?: Address;
  /** Seconds. Source: docs/spec/settlement.md, CommitteeRegistry. */
  readonly rotation: RotationTiming;
  /** Last header timestamp of the genesis committee, Unix ms. */
  readonly committeeExpiryMs: number;
  readonly salt: Hash;
  /** Reads a compiled contract (devnet/artifacts.ts). */
  readonly artifact: (name: string) => Promise<Artifact>;
}

/** Where everything ended up. */
export interface Deployment extends System {
  readonly chainId: number;
  readonly networkId: Hash;
  /** Token 0, with 6 decimals. */
  readonly usdc: Address;
  /** Token 1, with 18 decimals. */
  readonly weth: Address;
  readonly stakeToken: Address;
  /** Block of the first transaction: no log of interest is older. */
  readonly deployBlock: number;
  readonly committeeId: number;
  readonly committeeExpiryMs: number;
}

/** What may leave in a day however little the vault holds: a million USDC, 400 ether, in ledger units. */
export const usdcOutflowFloor = 1_000_000n * 10n ** 6n;
export const wethOutflowFloor = 400n * 10n ** 8n;
/** A thousand ether. */
export const wethPerTrader = 1_000n * 10n ** 18n;
/** Gas allowed to each transaction here, so that none needs an estimate against a state that is not mined yet. */
const gasMax = 16_000_000n;
/** Transactions of one account that wait at a time: a chain's pool keeps only so many, and forgets the others. */
const pendingMax = 16;

/** A transaction that is not mined after so long is lost. */
const minedMsMax = 60_000;

export const lower = (address: string): Address => address.toLowerCase() as Address;

/** Sends transactions of one account with nonces counted here, and waits for all at once. */
export function sender(
  options: Pick<DeployOptions, 'chain' | 'transport'>,
  client: PublicClient,
  account: LocalAccount,
  firstNonce: number,
) {
  const wallet = createWalletClient({ account, chain: options.chain, transport: options.transport });
  let pending: Hex[] = [];
  const blocks: bigint[] = [];
  let nonce = firstNonce;
  const settle = async (): Promise<void> => {
    const receipts = await Promise.all(
      pending.map((hash) => client.waitForTransactionReceipt({ hash, pollingInterval: 50, timeout: minedMsMax })),
    );
    pending = [];
    const failed = receipts.find((receipt) => receipt.status !== 'success');
    if (failed)
      throw new WitanError('DEPLOY_FAILED', `Transaction ${failed.transactionHash} reverted during deployment.`);
    blocks.push(...receipts.map((receipt) => receipt.blockNumber));
  };
  return {
    /** The address of the contract that the next transaction but `ahead` creates. */
    next: (ahead = 0): Address => lower(getContractAddress({ from: account.address, nonce: BigInt(nonce + ahead) })),
    async send(transaction: { readonly to?: Address; readonly data?: Hex; readonly value?: bigint }): Promise<void> {
      const hash = await wallet.sendTransaction({
        ...transaction,
        nonce: nonce++,
        gas: transaction.data ? gasMax : 21_000n,
      });
      pending.push(hash);
      if (pending.length >= pendingMax) await settle();
    },
    /** Blocks of all transactions so far. Errors: DEPLOY_FAILED when one reverted. */
    async settle(): Promise<readonly bigint[]> {
      await settle();
      return blocks;
    },
  };
}

/**
 * Puts a whole network on a chain: tokens, governance, CommitteeRegistry, Vault, Settlement; funds and registers the operators,
 * installs them as the genesis committee, gives the traders money. About four blocks.
 * Errors: DEPLOY_FAILED; what viem throws when the chain does not answer.
 */
export async function deploy(options: DeployOptions): Promise<Deployment> {
  const { chain, deployer, operators } = options;
  const client = createPublicClient({ chain, transport: options.transport, pollingInterval: 50 }) as PublicClient;
  const chainId = await client.getChainId();
  const first = await client.getTransactionCount({ address: deployer.address });
  const main = sender(options, client, deployer, first);

  const create = async (name: string, args: readonly unknown[]): Promise<Address> => {
    const { abi, bytecode } = await options.artifact(name);
    const address = main.next();
    await main.send({ data: encodeDeployData({ abi: abi, bytecode, args: [...args] }) });
    return address;
  };
  const stakeToken = await create('DevnetToken', ['Witan Stake', 'WSTK', 18]);
  const usdc = await create('DevnetToken', ['USD Coin', 'USDC', 6]);
  const weth = await create('DevnetToken', ['Wrapped Ether', 'WETH', 18]);
  const system = await createSystem(
    { create, next: main.next },
    {
      ...options,
      chainId,
      deployer: lower(deployer.address),
      guardian: options.guardian ?? lower(deployer.address),
      stakeToken,
      tokens: [
        { token: usdc, ledgerDecimals: 6, outflowFloor: usdcOutflowFloor },
        { token: weth, ledgerDecimals: 8, outflowFloor: wethOutflowFloor },
      ],
    },
  );
  const { registry } = system;

  const ether = options.etherPerAccount ?? parseEther('10');
  for (const { account, power } of operators) {
    await main.send({ to: lower(account.address), value: ether });
    await mint(main, stakeToken, [lower(account.address)], stakePerWeight * BigInt(power));
  }
  const { candidates = [] } = options;
  for (const candidate of candidates) await main.send({ to: candidate, value: ether });
  await mint(main, stakeToken, candidates, stakePerWeight);
  for (const trader of options.traders) await main.send({ to: trader, value: ether });
  await mint(main, usdc, options.traders, options.usdcPerTrader);
  await mint(main, weth, options.traders, wethPerTrader);
  const [deployBlock] = await main.settle();

  const network = networkId(BigInt(chainId), registry, options.salt);
  const keys = operators.map((operator) => blsPublicKey(operator.blsSecretKey));
  await Promise.all(
    operators.map((operator, i) =>
      register(options, client, { operator, key: keys[i]!, stakeToken, registry, network }),
    ),
  );
  await main.send({
    to: registry,
    data: encodeFunctionData({
      abi: committeeRegistryAbi,
      functionName: 'installGenesis',
      args: [
        operators.map(({ account }) => lower(account.address)),
        negateBlsKey(aggregateBlsKeys(keys)),
        BigInt(options.committeeExpiryMs),
      ],
    }),
  });
  await main.settle();
  return {
    chainId,
    networkId: network,
    usdc,
    weth,
    stakeToken,
    ...system,
    deployBlock: Number(deployBlock),
    committeeId: 1,
    committeeExpiryMs: options.committeeExpiryMs,
  };
}

/** Gives each of them so much. */
export async function mint(
  from: ReturnType<typeof sender>,
  token: Address,
  to: readonly Address[],
  amount: bigint,
): Promise<void> {
  const data = encodeFunctionData({ abi: devnetTokenAbi, functionName: 'mintEach', args: [to, amount] });
  await from.send({ to: token, data });
}

interface Registration {
  readonly operator: OperatorSpec;
  readonly key: HexBytes;
  readonly stakeToken: Address;
  readonly registry: Address;
  readonly network: Hash;
}

async function register(options: DeployOptions, client: PublicClient, registration: Registration): Promise<void> {
  const { operator, key, stakeToken, registry, network } = registration;
  const address = lower(operator.account.address);
  const stake = stakePerWeight * BigInt(operator.power);
  const own = sender(options, client, operator.account, await client.getTransactionCount({ address }));
  const message = possessionMessage(network, registry, address, key);
  await own.send({
    to: stakeToken,
    data: encodeFunctionData({ abi: devnetTokenAbi, functionName: 'approve', args: [registry, stake] }),
  });
  await own.send({
    to: registry,
    data: encodeFunctionData({
      abi: committeeRegistryAbi,
      functionName: 'register',
      args: [key, operator.ed25519Key, blsProvePossession(message, operator.blsSecretKey), stake],
    }),
  });
  await own.settle();
}
