import type { GetLogsReturnType, PublicClient } from 'viem';
import { depositLink, forcedItemLink } from '../crypto/settlementHash.ts';
import { WitanError } from '../types/fault.ts';
import { zeroHash, type Address, type Hash, type HexBytes } from '../types/ids.ts';
import type { DepositItem, ForcedItem, InboxItem } from '../types/settlement.ts';
import { vaultAbi } from './abi.ts';

/** How far one chain of the inbox was read: the count and hash after it. */
interface ChainCursor {
  readonly count: bigint;
  readonly hash: Hash;
}

/** How far deposits and forced items were read. */
export interface InboxCursor {
  readonly deposits: ChainCursor;
  readonly forced: ChainCursor;
}

export const emptyInbox: InboxCursor = {
  deposits: { count: 0n, hash: zeroHash },
  forced: { count: 0n, hash: zeroHash },
};

const eventOf = <Name extends string>(name: Name) =>
  vaultAbi.find((each): each is Extract<(typeof vaultAbi)[number], { type: 'event'; name: Name }> => {
    return each.type === 'event' && each.name === name;
  })!;
const depositedEvent = eventOf('Deposited');
const forcedEvent = eventOf('Forced');
type Log = GetLogsReturnType<undefined, [typeof depositedEvent, typeof forcedEvent], true>[number];

/**
 * Reads deposits and forced items of a range of L1 blocks, each kind in order, and verifies that they extend the vault's hash
 * chains from `cursor`, so that a server which leaves out, adds or changes a log is noticed before anything is handed out.
 * Errors: L1_LOGS_INCOMPLETE (a gap: the server may not have indexed yet; ask again), L1_INBOX_CHAIN_BROKEN (a log that
 * does not hash to what the vault recorded).
 */
export async function readInbox(
  client: PublicClient,
  vault: Address,
  cursor: InboxCursor,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<{ readonly items: readonly InboxItem[]; readonly cursor: InboxCursor }> {
  const logs: readonly Log[] = await client.getLogs({
    address: vault,
    events: [depositedEvent, forcedEvent],
    fromBlock,
    toBlock,
    strict: true,
  });
  const deposits = follow(
    logs.filter((log) => log.eventName === 'Deposited').map(depositOf),
    cursor.deposits,
    depositLink,
    { fromBlock, toBlock },
  );
  const forced = follow(logs.filter((log) => log.eventName === 'Forced').map(forcedOf), cursor.forced, forcedItemLink, {
    fromBlock,
    toBlock,
  });
  const next = [deposits.cursor.count + 1n, forced.cursor.count + 1n] as const;
  if (await isRecorded(client, vault, next, toBlock)) {
    throw new WitanError('L1_LOGS_INCOMPLETE', `Logs up to block ${toBlock} lack what the vault has recorded there.`);
  }
  return { items: [...deposits.items, ...forced.items], cursor: { deposits: deposits.cursor, forced: forced.cursor } };
}

/** An item with the value of its chain that the vault logged after it. */
interface Logged<Item> {
  readonly item: Item;
  readonly hash: Hash;
}

function depositOf({ args, blockNumber }: Extract<Log, { eventName: 'Deposited' }>): Logged<DepositItem> {
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
  return { item, hash: args.depositHash as Hash };
}

function forcedOf({ args, blockNumber }: Extract<Log, { eventName: 'Forced' }>): Logged<ForcedItem> {
  const item: ForcedItem = {
    kind: 'forced',
    index: args.index,
    forcedKind: args.kind,
    owner: args.owner.toLowerCase() as Address,
    subNo: args.subNo,
    deadline: args.deadline,
    data: args.data.toLowerCase() as HexBytes,
    l1Block: Number(blockNumber),
  };
  return { item, hash: args.forcedHash as Hash };
}

function follow<Item extends InboxItem>(
  logged: readonly Logged<Item>[],
  cursor: ChainCursor,
  link: (previous: Hash, item: Item) => Hash,
  range: { readonly fromBlock: bigint; readonly toBlock: bigint },
): { readonly items: readonly Item[]; readonly cursor: ChainCursor } {
  let { count, hash } = cursor;
  let lastBlock = range.fromBlock;
  for (const { item, hash: recorded } of logged) {
    const what = `${item.kind} item ${item.index}`;
    // The chain of hashes does not cover the block, and with it when the item counts.
    if (item.l1Block < lastBlock || item.l1Block > range.toBlock) {
      throw new WitanError('L1_LOGS_INCOMPLETE', `The ${what} came in block ${item.l1Block}, out of turn.`);
    }
    lastBlock = BigInt(item.l1Block);
    if (item.index !== count) {
      throw new WitanError('L1_LOGS_INCOMPLETE', `The ${what} came where ${count} was expected.`);
    }
    hash = link(hash, item);
    if (hash !== recorded) {
      throw new WitanError('L1_INBOX_CHAIN_BROKEN', `The ${what} does not hash to what the vault recorded.`);
    }
    count += 1n;
  }
  return { items: logged.map(({ item }) => item), cursor: { count, hash } };
}

/**
 * Whether the vault had recorded a deposit or forced item of these numbers by `block`. A server that has dropped the state of
 * that block is asked for the newest; if that knows them, when they came cannot be told, and the logs are believed.
 */
async function isRecorded(
  client: PublicClient,
  vault: Address,
  counts: readonly [bigint, bigint],
  block: bigint,
): Promise<boolean> {
  const call = { address: vault, abi: vaultAbi, functionName: 'inboxAt', args: counts } as const;
  try {
    const [deposit, forced] = await client.readContract({ ...call, blockNumber: block });
    return BigInt(deposit) !== 0n || BigInt(forced) !== 0n;
  } catch {
    await client.readContract(call);
    return false;
  }
}
