import type { PublicClient } from 'viem';
import { WitanError } from '../types/fault.ts';
import type { Address, HexBytes } from '../types/ids.ts';
import type { CommitteeItem } from '../types/settlement.ts';
import { committeeRegistryAbi } from './abi.ts';

/**
 * Reads the committees that the registry installed in a range of L1 blocks, in order. They are numbered without gaps, so
 * that a server which leaves one out is noticed.
 * @param afterId the last committee known before the range
 * Errors: L1_LOGS_INCOMPLETE (a gap: the server may not have indexed yet; ask again).
 */
export async function readCommittees(
  client: PublicClient,
  registry: Address,
  afterId: number,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<CommitteeItem[]> {
  const logs = await client.getContractEvents({
    address: registry,
    abi: committeeRegistryAbi,
    eventName: 'CommitteeInstalled',
    fromBlock,
    toBlock,
    strict: true,
  });
  const items: CommitteeItem[] = [];
  let lastBlock = fromBlock;
  for (const { args, blockNumber } of logs) {
    const id = Number(args.id);
    if (id <= afterId) continue; // The genesis committee, which the network file has.
    if (id !== afterId + items.length + 1 || blockNumber < lastBlock || blockNumber > toBlock) {
      throw new WitanError('L1_LOGS_INCOMPLETE', `Committee ${id} came in block ${blockNumber}, out of turn.`);
    }
    lastBlock = blockNumber;
    items.push({
      kind: 'committee',
      id,
      members: await membersOf(client, registry, args.id),
      l1Block: Number(blockNumber),
    });
  }
  const next = BigInt(afterId + items.length + 1);
  if (await isInstalled(client, registry, next, toBlock)) {
    throw new WitanError('L1_LOGS_INCOMPLETE', `Committee ${next} is missing from the logs up to block ${toBlock}.`);
  }
  return items;
}

/** What was installed under a number never changes: it may be read as of the newest block. */
async function membersOf(client: PublicClient, registry: Address, id: bigint): Promise<CommitteeItem['members']> {
  const members = await client.readContract({
    address: registry,
    abi: committeeRegistryAbi,
    functionName: 'members',
    args: [id],
  });
  return members.map(({ operator, weight, ed25519Key, blsKey }) => ({
    operator: operator.toLowerCase() as Address,
    weight: Number(weight),
    ed25519Key: ed25519Key.toLowerCase() as HexBytes,
    blsKey: blsKey.toLowerCase() as HexBytes,
  }));
}

/** Where the server has dropped the state of that block, the logs are believed. */
async function isInstalled(client: PublicClient, registry: Address, id: bigint, block: bigint): Promise<boolean> {
  const call = { address: registry, abi: committeeRegistryAbi, functionName: 'committee', args: [id] } as const;
  try {
    return (await client.readContract({ ...call, blockNumber: block })).size !== 0;
  } catch {
    await client.readContract(call);
    return false;
  }
}

/** A committee that may be in office, as the newest block shows it: no later one but its successor is installed. */
export async function readInOffice(
  client: PublicClient,
  registry: Address,
  id: number,
): Promise<CommitteeItem | undefined> {
  const block = await client.getBlockNumber({ cacheTime: 0 });
  const [isThere, isOver] = await Promise.all([
    isInstalled(client, registry, BigInt(id), block),
    isInstalled(client, registry, BigInt(id + 2), block),
  ]);
  if (!isThere || isOver) return undefined;
  return { kind: 'committee', id, members: await membersOf(client, registry, BigInt(id)), l1Block: Number(block) };
}
