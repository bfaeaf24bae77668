import type { PublicClient } from 'viem';
import { WitanError } from '../types/fault.ts';
import type { Address, Hash } from '../types/ids.ts';
import type { ParametersItem } from '../types/parameters.ts';
import { riskParametersAbi } from './abi.ts';
import { parametersItem, parametersLink } from './parametersContract.ts';

/** How far versions were read: the last one, and the hash of the chain after it. */
export interface ParametersCursor {
  readonly version: number;
  readonly hash: Hash;
}

/** What the contract has of a version. Errors: PARAMETERS_UNKNOWN where it has none of it; viem's when the chain does not answer. */
export async function readParametersHash(client: PublicClient, contract: Address, version: number): Promise<Hash> {
  const call = { address: contract, abi: riskParametersAbi, functionName: 'versions', args: [version] } as const;
  const [hash] = await client.readContract(call);
  if (BigInt(hash) !== 0n) return hash as Hash;
  throw new WitanError('PARAMETERS_UNKNOWN', `RiskParameters at ${contract} has no version ${version}.`);
}

/** Errors: PARAMETERS_DIFFER where version 1 is not what the network file says; those of `readParametersHash`. */
export async function requireGenesisParameters(client: PublicClient, contract: Address, expected: Hash): Promise<void> {
  const found = await readParametersHash(client, contract, 1);
  if (found === expected) return;
  throw new WitanError(
    'PARAMETERS_DIFFER',
    `The network file has other parameters than version 1 of RiskParameters at ${contract}.`,
    'Get an unedited network.json from the network.',
  );
}

/**
 * Reads the versions that RiskParameters published in a range of L1 blocks, in order, and verifies that they extend its hash chain
 * from `cursor`, so that a server which leaves out, adds or changes a log is noticed before anything is handed out.
 * Errors: L1_LOGS_INCOMPLETE (a gap: the server may not have indexed yet; ask again), L1_PARAMETERS_CHAIN_BROKEN (a log that
 * does not hash to what the contract recorded).
 */
export async function readParameters(
  client: PublicClient,
  contract: Address,
  cursor: ParametersCursor,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<{ readonly items: readonly ParametersItem[]; readonly cursor: ParametersCursor }> {
  const logs = await client.getContractEvents({
    address: contract,
    abi: riskParametersAbi,
    eventName: 'VersionPublished',
    fromBlock,
    toBlock,
    strict: true,
  });
  const items: ParametersItem[] = [];
  let { version, hash } = cursor;
  let lastBlock = fromBlock;
  for (const { args, blockNumber } of logs) {
    const what = `version ${args.version} of the parameters`;
    // The chain of hashes does not cover the block, and with it when the item counts.
    if (blockNumber < lastBlock || blockNumber > toBlock) {
      throw new WitanError('L1_LOGS_INCOMPLETE', `The ${what} came in block ${blockNumber}, out of turn.`);
    }
    lastBlock = blockNumber;
    // Genesis, which the network file has.
    if (args.version === 1) continue;
    if (args.version !== version + 1) {
      throw new WitanError('L1_LOGS_INCOMPLETE', `The ${what} came where ${version + 1} was expected.`);
    }
    const item = parametersItem(args, blockNumber);
    hash = parametersLink(hash, item);
    if (hash !== args.hash) {
      throw new WitanError('L1_PARAMETERS_CHAIN_BROKEN', `The ${what} does not hash to what the contract recorded.`);
    }
    version = args.version;
    items.push(item);
  }
  if ((await versionAt(client, contract, toBlock)) > version) {
    throw new WitanError('L1_LOGS_INCOMPLETE', `Logs up to block ${toBlock} lack a version of the parameters.`);
  }
  return { items, cursor: { version, hash } };
}

/** The last version after a block; 0 where the server has dropped that state: then the logs are believed. */
async function versionAt(client: PublicClient, contract: Address, block: bigint): Promise<number> {
  const call = { address: contract, abi: riskParametersAbi, functionName: 'version' } as const;
  try {
    return await client.readContract({ ...call, blockNumber: block });
  } catch {
    await client.readContract(call);
    return 0;
  }
}
