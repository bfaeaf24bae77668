import type { PublicClient } from 'viem';
import { depositLink } from '../crypto/settlementHash.ts';
import { WitanError } from '../types/fault.ts';
import type { Address, Hash } from '../types/ids.ts';
import type { DepositItem } from '../types/settlement.ts';
import { vaultAbi } from './abi.ts';

/** How far the deposit chain was read: the count and hash after it. */
export interface DepositCursor {
  readonly count: bigint;
  readonly hash: Hash;
}

/**
 * Reads the deposits of a range of L1 blocks in order and verifies that they extend the vault's hash chain from
 * `cursor`, so that a server which leaves out, adds or changes a log is noticed before anything is handed out.
 * Errors: L1_LOGS_INCOMPLETE (a gap: the server may not have indexed yet; ask again), L1_DEPOSIT_CHAIN_BROKEN (a log that
 * does not hash to what the vault recorded).
 */
export async function readDeposits(
  client: PublicClient,
  vault: Address,
  cursor: DepositCursor,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<{ items: DepositItem[]; cursor: DepositCursor }> {
  const logs = await client.getContractEvents({
    address: vault,
    abi: vaultAbi,
    eventName: 'Deposited',
    fromBlock,
    toBlock,
    strict: true,
  });
  const items: DepositItem[] = [];
  let { count, hash } = cursor;
  let lastBlock = fromBlock;
  for (const { args, blockNumber } of logs) {
    const item: DepositItem = {
      kind: 'deposit',
      index: args.index,
      token: args.token,
      from: args.from.toLowerCase() as Address,
      owner: args.owner.toLowerCase() as Address,
      subNo: args.subNo,
      amount: args.amount,
      l1Block: Number(blockNumber),
    };
    // The chain of hashes does not cover the block, and with it when the deposit counts.
    if (item.l1Block < lastBlock || item.l1Block > toBlock) {
      throw new WitanError('L1_LOGS_INCOMPLETE', `Deposit ${item.index} came in block ${item.l1Block}, out of turn.`);
    }
    lastBlock = BigInt(item.l1Block);
    if (item.index !== count) {
      throw new WitanError('L1_LOGS_INCOMPLETE', `Deposit ${item.index} came where ${count} was expected.`);
    }
    hash = depositLink(hash, item);
    if (hash !== args.depositHash) {
      throw new WitanError(
        'L1_DEPOSIT_CHAIN_BROKEN',
        `Deposit ${item.index} does not hash to what the vault recorded.`,
      );
    }
    count += 1n;
    items.push(item);
  }
  if (await isRecorded(client, vault, count + 1n, toBlock)) {
    throw new WitanError('L1_LOGS_INCOMPLETE', `Deposit ${count} is missing from the logs up to block ${toBlock}.`);
  }
  return { items, cursor: { count, hash } };
}

/**
 * Whether the vault had recorded deposit number `count` by `block`. A server that has dropped the state of that block
 * is asked for the newest; if that knows the deposit, when it came cannot be told, and the logs are believed.
 */
async function isRecorded(client: PublicClient, vault: Address, count: bigint, block: bigint): Promise<boolean> {
  const call = { address: vault, abi: vaultAbi, functionName: 'depositHashAt', args: [count] } as const;
  try {
    return BigInt(await client.readContract({ ...call, blockNumber: block })) !== 0n;
  } catch {
    await client.readContract(call);
    return false;
  }
}
