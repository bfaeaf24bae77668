import {
  createPublicClient,
  createTestClient,
  createWalletClient,
  custom,
  parseAbi,
  BaseError,
  ContractFunctionRevertedError,
  type Abi,
  type LocalAccount,
  type PublicClient,
  type TransactionReceipt,
} from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { hardhat as hardhatChain } from 'viem/chains';
import { buildContracts, hardhat, isCovered } from '../../devnet/artifacts.ts';
import { deploy, publicTiming, type Deployment, type OperatorSpec } from '../../devnet/deploy.ts';
import type { RotationTiming, SettlementTiming } from '../../devnet/system.ts';
import { noteCoverage } from './coverage.ts';
import { producerOf } from './mutation/findMutants.ts';
import { publicGovernance, type GovernanceTerms } from '../../devnet/deployGovernance.ts';
import { aggregateBlsSignatures, blsSecretKey, blsSign } from '../../node/crypto/bls.ts';
import { keccakHash } from '../../node/crypto/keccak.ts';
import { checkpointMessage, headerHash } from '../../node/crypto/settlementHash.ts';
import { defaultGenesis, defaultSeries, usdcToken, wethToken } from '../../node/exchange/defaultGenesis.ts';
import { parametersOf } from '../../node/exchange/parameters/parametersOf.ts';
import {
  committeeMirrorAbi,
  committeeRegistryAbi,
  devnetTokenAbi,
  escapeAbi,
  governorAbi,
  policyRegistryAbi,
  riskParametersAbi,
  settlementAbi,
  slasherAbi,
  stakeVotesAbi,
  timelockAbi,
  vaultAbi,
} from '../../node/l1/abi.ts';
import type { ParametersContent } from '../../node/l1/parametersContract.ts';
import { zeroAddress, zeroHash, type Address, type Hash, type HexBytes } from '../../node/types/ids.ts';
import type { CheckpointHeader } from '../../node/types/settlement.ts';
import { timeMs } from '../../node/types/units.ts';

/**
 * A fresh chain in process, with the real precompiles, the contracts deployed, a committee installed and traders who
 * hold USDC. One for each test file; `snapshot` and `restore` give each test a clean one.
 */

/** Account i of the usual test mnemonic. */
export const account = (i: number): LocalAccount =>
  mnemonicToAccount('test test test test test test test test test test test junk', { addressIndex: i });
export const addressOf = (owner: { readonly address: string }): Address => owner.address.toLowerCase() as Address;
export const hashOf = (text: string): Hash => keccakHash(new TextEncoder().encode(text));

/** Any ABI: errors of one contract surface through another. */
export const everyAbi: Abi = [
  ...settlementAbi,
  ...vaultAbi,
  ...escapeAbi,
  ...committeeRegistryAbi,
  ...committeeMirrorAbi,
  ...slasherAbi,
  ...devnetTokenAbi,
  ...riskParametersAbi,
  ...governorAbi,
  ...timelockAbi,
  ...policyRegistryAbi,
  ...stakeVotesAbi,
  ...parseAbi([
    'function setBlocked(address who, bool on)',
    'function arm(address target, bytes data)',
    'error Blocked(address who)',
  ]),
];

export interface WorldOptions {
  readonly powers?: readonly number[];
  readonly timing?: SettlementTiming;
  readonly rotation?: RotationTiming;
  readonly governance?: GovernanceTerms;
  readonly expiryInSeconds?: number;
}

export const defaultTiming = publicTiming;
const day = 86_400;
export const defaultRotation = { interval: day, life: 14 * day, unbonding: 21 * day };

const { listings, values } = parametersOf({
  ...defaultGenesis(zeroHash, timeMs(0), zeroAddress),
  series: defaultSeries,
  tokens: [usdcToken, wethToken],
});
/** Version 1 of the parameters: both markets, all series, both tokens. */
export const defaultParameters: ParametersContent = { listings, changes: values };

/** Account 0 deploys, 1 to 9 trade, 10 and up operate. */
export const operatorSpec = (i: number, power: number): OperatorSpec => ({
  account: account(10 + i),
  ed25519Key: hashOf(`ed25519 ${i}`) as string as HexBytes,
  blsSecretKey: blsSecretKey(new Uint8Array(48).fill(i + 1)),
  power,
});

/** The producer of blocks that switches on a mutant, in a copy of the contracts that has them: see mutation/findMutants.ts. */
function switchedOn() {
  const id = process.env['WITAN_MUTANT'];
  return id === undefined ? {} : { coinbase: producerOf(Number(id)) };
}

export async function createWorld(options: WorldOptions = {}) {
  const artifact = await buildContracts();
  const { network } = await hardhat();
  const connection = await network.create({
    override: {
      accounts: { count: 130 },
      allowBlocksWithSameTimestamp: true,
      throwOnTransactionFailures: false,
      ...switchedOn(),
    },
  });
  const transport = custom(connection.provider, { retryCount: 0 });
  const client = createPublicClient({
    chain: hardhatChain,
    transport,
    pollingInterval: 5,
    cacheTime: 0,
  }) as PublicClient;
  const tester = createTestClient({ chain: hardhatChain, transport, mode: 'hardhat' });
  const operators = (options.powers ?? [1, 1, 1, 1]).map((power, i) => operatorSpec(i, power));
  const startSeconds = Number((await client.getBlock()).timestamp);
  const deployment: Deployment = await deploy({
    transport,
    chain: hardhatChain,
    deployer: account(0),
    operators,
    traders: [1, 2, 3].map((i) => addressOf(account(i))),
    usdcPerTrader: 1_000_000_000_000n,
    timing: options.timing ?? defaultTiming,
    rotation: options.rotation ?? defaultRotation,
    governance: options.governance ?? publicGovernance,
    parameters: defaultParameters,
    committeeExpiryMs: (startSeconds + (options.expiryInSeconds ?? 30 * 86_400)) * 1000,
    salt: hashOf('salt'),
    artifact,
  });
  let saved = await tester.snapshot();

  const world = {
    deployment,
    operators,
    client,
    tester,
    transport,
    artifact,
    close: async () => {
      if (isCovered) await noteCoverage();
      await connection.close();
    },
    wallet: (owner: LocalAccount) => createWalletClient({ account: owner, chain: hardhatChain, transport }),

    async restore(): Promise<void> {
      await tester.revert({ id: saved });
      saved = await tester.snapshot();
    },

    /** Seconds, of the last block. */
    now: async (): Promise<number> => Number((await client.getBlock()).timestamp),

    async pass(seconds: number): Promise<void> {
      await tester.increaseTime({ seconds });
      await tester.mine({ blocks: 1 });
    },

    /** Deploys a contract by name and returns its address. */
    async create(name: string, args: readonly unknown[] = []): Promise<Address> {
      const { abi, bytecode } = await artifact(name);
      const hash = await world.wallet(account(0)).deployContract({ abi, bytecode, args: [...args], gas: 12_000_000n });
      const receipt = succeeded(await client.waitForTransactionReceipt({ hash }));
      return receipt.contractAddress!.toLowerCase() as Address;
    },

    /** Sends and waits; the call must succeed. */
    async send(from: LocalAccount, call: Call): Promise<TransactionReceipt> {
      await client.simulateContract({ ...call, account: from, abi: everyAbi });
      const hash = await world.wallet(from).writeContract({ ...call, abi: everyAbi });
      return succeeded(await client.waitForTransactionReceipt({ hash }));
    },

    async read<Value>(call: Call): Promise<Value> {
      return (await client.readContract({ ...call, abi: everyAbi })) as Value;
    },

    /** The custom error, with its values, that the call ends in. Fails when it succeeds. */
    async revert(from: LocalAccount, call: Call): Promise<{ name: string; args: readonly unknown[] }> {
      try {
        await client.simulateContract({ ...call, account: from, abi: everyAbi });
      } catch (error) {
        const reverted =
          error instanceof BaseError ? error.walk((inner) => inner instanceof ContractFunctionRevertedError) : null;
        if (!(reverted instanceof ContractFunctionRevertedError)) throw error;
        return { name: reverted.data?.errorName ?? reverted.reason ?? '', args: reverted.data?.args ?? [] };
      }
      throw new Error(`${call.functionName} was expected to revert`);
    },

    /** What `signers` sign together for a header of this network. */
    sign(header: CheckpointHeader, signers: readonly number[], network: Hash = deployment.networkId) {
      const message = checkpointMessage(network, headerHash(header));
      return {
        bitmap: signers.reduce((bits, i) => bits | (1n << BigInt(i)), 0n),
        signature: aggregateBlsSignatures(signers.map((i) => blsSign(message, operators[i]!.blsSecretKey))),
      };
    },
  };
  return world;
}

function succeeded(receipt: TransactionReceipt): TransactionReceipt {
  if (receipt.status !== 'success') throw new Error(`transaction ${receipt.transactionHash} reverted`);
  return receipt;
}

export type World = Awaited<ReturnType<typeof createWorld>>;
/** What it takes to use contracts, wherever the chain runs. */
export type Deployed = Pick<World, 'deployment' | 'client' | 'read' | 'send'>;

export interface Call {
  readonly address: Address;
  readonly functionName: string;
  readonly args?: readonly unknown[];
  /** Wei to send along. */
  readonly value?: bigint;
}
