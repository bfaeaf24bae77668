import type { PublicClient } from 'viem';
import { WitanError } from '../types/fault.ts';
import { type Address, type Hash, zeroHash } from '../types/ids.ts';
import type { PlanItem } from '../types/settlement.ts';
import { committeeRegistryAbi } from './abi.ts';

/**
 * Reads the plans of next committees that the registry made in a range of L1 blocks, in order, and compares the last one with
 * what the registry holds after the range, so that a server which leaves it out is noticed.
 * @param last the last plan read before the range; zero: none
 * Errors: L1_LOGS_INCOMPLETE (the server may not have indexed yet; ask again).
 */
export async function readPlans(
  client: PublicClient,
  registry: Address,
  last: Hash,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<PlanItem[]> {
  const contract = { address: registry, abi: committeeRegistryAbi } as const;
  const logs = await client.getContractEvents({
    ...contract,
    eventName: 'CommitteePlanned',
    fromBlock,
    toBlock,
    strict: true,
  });
  const items: PlanItem[] = [];
  let lastBlock = fromBlock;
  for (const { args, blockNumber } of logs) {
    if (blockNumber < lastBlock || blockNumber > toBlock) {
      throw new WitanError('L1_LOGS_INCOMPLETE', `A plan of committee ${args.id} came in block ${blockNumber}, out of turn.`); // prettier-ignore
    }
    lastBlock = blockNumber;
    items.push({
      kind: 'plan',
      id: Number(args.id),
      hash: args.hash.toLowerCase() as Hash,
      l1Block: Number(blockNumber),
    });
  }
  const pending = await plannedAt(client, registry, toBlock);
  if (pending !== zeroHash && pending !== (items.at(-1)?.hash ?? last)) {
    throw new WitanError('L1_LOGS_INCOMPLETE', `The plan ${pending} is missing from the logs up to block ${toBlock}.`);
  }
  return items;
}

/** What was planned and not installed after a block; zero: nothing. Where the server has dropped that state, the logs are believed. */
async function plannedAt(client: PublicClient, registry: Address, block: bigint): Promise<Hash> {
  const call = { address: registry, abi: committeeRegistryAbi, functionName: 'planned' } as const;
  try {
    const [hash] = await client.readContract({ ...call, blockNumber: block });
    return hash.toLowerCase() as Hash;
  } catch {
    await client.readContract(call);
    return zeroHash;
  }
}
