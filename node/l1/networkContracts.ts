import type { PublicClient } from 'viem';
import type { Address } from '../types/ids.ts';
import { committeeRegistryAbi, governorAbi, settlementAbi, vaultAbi } from './abi.ts';

/** Every contract of a network on its home chain. */
export interface NetworkContracts {
  readonly chainId: number;
  readonly registry: Address;
  readonly settlement: Address;
  readonly vault: Address;
  readonly escape: Address;
  readonly slasher: Address;
  readonly stakeToken: Address;
  readonly votes: Address;
  readonly timelock: Address;
  readonly governor: Address;
  readonly riskParameters: Address;
  readonly policies: Address;
}

const lower = (address: string): Address => address.toLowerCase() as Address;

/** Asks the contracts that a network file names for the others. */
export async function readNetworkContracts(
  client: PublicClient,
  known: Pick<NetworkContracts, 'chainId' | 'registry' | 'settlement' | 'vault' | 'governor' | 'riskParameters'>,
): Promise<NetworkContracts> {
  const { chainId, registry, settlement, vault, governor, riskParameters } = known;
  const ofVault = { address: vault, abi: vaultAbi } as const;
  const ofGovernor = { address: governor, abi: governorAbi } as const;
  const [escape, policies, slasher, stakeToken, votes, timelock] = await Promise.all([
    client.readContract({ ...ofVault, functionName: 'escape' }),
    client.readContract({ ...ofVault, functionName: 'policies' }),
    client.readContract({ address: settlement, abi: settlementAbi, functionName: 'slasher' }),
    client.readContract({ address: registry, abi: committeeRegistryAbi, functionName: 'stakeToken' }),
    client.readContract({ ...ofGovernor, functionName: 'token' }),
    client.readContract({ ...ofGovernor, functionName: 'timelock' }),
  ]);
  return {
    chainId,
    registry,
    settlement,
    vault,
    escape: lower(escape),
    slasher: lower(slasher),
    stakeToken: lower(stakeToken),
    votes: lower(votes),
    timelock: lower(timelock),
    governor,
    riskParameters,
    policies: lower(policies),
  };
}
