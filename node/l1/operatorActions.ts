import { type Abi, createWalletClient, http, type LocalAccount, type PublicClient, type WalletClient } from 'viem';
import { blsProvePossession, blsPublicKey } from '../crypto/bls.ts';
import { possessionMessage } from '../crypto/settlementHash.ts';
import { WitanError } from '../types/fault.ts';
import type { Address, Hash, HexBytes } from '../types/ids.ts';
import { committeeRegistryAbi, devnetTokenAbi } from './abi.ts';
import { chainAt, createL1Client } from './client.ts';
import { revertName } from './revertName.ts';

/**
 * What an operator does at the CommitteeRegistry, by its own account. Each sends one transaction and waits until it is mined.
 * Errors: REGISTRY_REFUSED with the contract's error, L1_TRANSACTION_REVERTED, what viem throws when the chain does not answer.
 */
export interface OperatorClients {
  readonly client: PublicClient;
  readonly wallet: WalletClient;
  readonly account: LocalAccount;
  readonly registry: Address;
}

export function operatorClients(
  url: string,
  chainId: number,
  account: LocalAccount,
  registry: Address,
): OperatorClients {
  const wallet = createWalletClient({ account, chain: chainAt(url, chainId), transport: http(url) });
  return { client: createL1Client(url, chainId), wallet, account, registry };
}

/** Where an operator stands. `place` counts from 1; absent: in no line. Stake in units of the stake token. */
export interface Standing {
  readonly operator: Address;
  readonly state: 'unregistered' | 'idle' | 'joining' | 'serving' | 'leaving' | 'barred';
  readonly place?: number;
  readonly stake: bigint;
  /** Unix seconds before which the stake stays; 0: it was never in a committee. */
  readonly unlocksAt: number;
  /** The last committee installed, and whether the next one is planned. */
  readonly committee: number;
  readonly isNextPlanned: boolean;
}

/** Longest part of a line that is read to find a place in it. */
const lineMax = 1_000n;

export async function readStanding(
  { client, registry }: Pick<OperatorClients, 'client' | 'registry'>,
  operator: Address,
): Promise<Standing> {
  const contract = { address: registry, abi: committeeRegistryAbi } as const;
  const [of, installed, [plan], joining, leaving] = await Promise.all([
    client.readContract({ ...contract, functionName: 'operators', args: [operator] }),
    client.readContract({ ...contract, functionName: 'installed' }),
    client.readContract({ ...contract, functionName: 'planned' }),
    client.readContract({ ...contract, functionName: 'activationQueue', args: [lineMax] }),
    client.readContract({ ...contract, functionName: 'exitQueue', args: [lineMax] }),
  ]);
  const [stake, unlocksAt, lastCommittee, key, isWilling, isBarred] = of;
  const serves = lastCommittee !== 0n && lastCommittee === installed;
  const line = isWilling ? joining : leaving;
  const place = line.findIndex((each) => each.toLowerCase() === operator) + 1;
  const willing = serves ? 'serving' : 'joining';
  const unwilling = serves ? 'leaving' : 'idle';
  const registered = isBarred ? 'barred' : isWilling ? willing : unwilling;
  return {
    operator,
    state: BigInt(key) === 0n ? 'unregistered' : registered,
    ...(place > 0 ? { place } : {}),
    stake,
    unlocksAt: Number(unlocksAt),
    committee: Number(installed),
    isNextPlanned: BigInt(plan) !== 0n,
  };
}

/** Registers keys and a first stake; the registry is allowed to take it first, where it is not yet. */
export async function registerOperator(
  clients: OperatorClients,
  keys: { readonly ed25519Key: HexBytes; readonly blsSecretKey: Uint8Array },
  stake: bigint,
): Promise<void> {
  const { client, registry, account } = clients;
  const networkId = (await client.readContract({
    address: registry,
    abi: committeeRegistryAbi,
    functionName: 'networkId',
  })) as Hash;
  const blsKey = blsPublicKey(keys.blsSecretKey);
  const operator = account.address.toLowerCase() as Address;
  const proof = blsProvePossession(possessionMessage(networkId, registry, operator, blsKey), keys.blsSecretKey);
  await allow(clients, stake);
  await call(clients, 'register', [blsKey, keys.ed25519Key, proof, stake]);
}

export async function addStake(clients: OperatorClients, amount: bigint): Promise<void> {
  await allow(clients, amount);
  await call(clients, 'addStake', [amount]);
}

export const withdrawStake = (clients: OperatorClients, amount: bigint): Promise<void> =>
  call(clients, 'withdrawStake', [amount]);

/** Asks to serve: the end of the line of those who join, or takes back the leaving. */
export const requestActivation = (clients: OperatorClients): Promise<void> => call(clients, 'requestActivation', []);

/** Asks to serve no longer. */
export const requestExit = (clients: OperatorClients): Promise<void> => call(clients, 'requestExit', []);

async function allow({ client, wallet, account, registry }: OperatorClients, amount: bigint): Promise<void> {
  const token = await client.readContract({
    address: registry,
    abi: committeeRegistryAbi,
    functionName: 'stakeToken',
  });
  const erc20 = { address: token, abi: devnetTokenAbi } as const;
  const spender = [account.address, registry] as const;
  const allowance = await client.readContract({ ...erc20, functionName: 'allowance', args: spender });
  if (allowance >= amount) return;
  const approve = { ...erc20, functionName: 'approve', args: [registry, amount] } as const;
  await mined(client, await wallet.writeContract({ ...approve, account, chain: wallet.chain ?? null }));
}

type Action = 'register' | 'addStake' | 'withdrawStake' | 'requestActivation' | 'requestExit';

async function call(clients: OperatorClients, functionName: Action, args: readonly unknown[]): Promise<void> {
  const { client, wallet, account, registry } = clients;
  const action = { address: registry, abi: committeeRegistryAbi as Abi, functionName, args, account };
  await client.simulateContract(action).catch((error: unknown) => {
    const name = revertName(error);
    if (name === undefined) throw error;
    throw new WitanError('REGISTRY_REFUSED', `The registry refuses: ${name}.`, refusalHints[name]);
  });
  await mined(client, await wallet.writeContract({ ...action, chain: wallet.chain ?? null }));
}

const refusalHints: Readonly<Record<string, string>> = {
  OperatorUnknown: 'Register first.',
  OperatorWilling: 'You are serving or in line to: leave first.',
  OperatorNotWilling: 'You are neither serving nor in line to.',
  StakeLocked: 'It answers for the last committee that you were planned for: see status.',
  StakeTooLow: 'There is less stake than that takes.',
};

async function mined(client: PublicClient, hash: `0x${string}`): Promise<void> {
  const receipt = await client.waitForTransactionReceipt({ hash });
  if (receipt.status !== 'success') {
    throw new WitanError('L1_TRANSACTION_REVERTED', `Transaction ${hash} reverted.`);
  }
}
