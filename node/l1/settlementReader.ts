import type { GetLogsReturnType, PublicClient } from 'viem';
import { WitanError } from '../types/fault.ts';
import type { Address } from '../types/ids.ts';
import type { SettlementItem } from '../types/settlement.ts';
import { settlementAbi } from './abi.ts';

const eventOf = <Name extends string>(name: Name) =>
  settlementAbi.find((each): each is Extract<(typeof settlementAbi)[number], { type: 'event'; name: Name }> => {
    return each.type === 'event' && each.name === name;
  })!;
const events = [eventOf('CheckpointAccepted'), eventOf('CheckpointVetoed'), eventOf('Frozen')] as const;
type Log = GetLogsReturnType<undefined, typeof events, true>[number];

/** What a settlement contract has accepted up to a block, and how long each can be disputed. */
export interface SettlementCursor {
  readonly accepted: number;
  /** Seconds; the contract never changes it. */
  readonly disputeS: number;
}

/**
 * Reads what a settlement contract did with headers in a range of blocks, in order. The contract counts what it accepts, so
 * that a server which leaves one out is noticed.
 * Errors: L1_LOGS_INCOMPLETE (the server may not have indexed yet; ask again).
 */
export async function readSettlement(
  client: PublicClient,
  settlement: Address,
  cursor: SettlementCursor,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<{ readonly items: readonly SettlementItem[]; readonly cursor: SettlementCursor }> {
  const logs: readonly Log[] = await client.getLogs({ address: settlement, events, fromBlock, toBlock, strict: true });
  let { accepted } = cursor;
  const items: SettlementItem[] = [];
  const times = new Map<bigint, number>();
  let lastBlock = fromBlock;
  for (const log of logs) {
    const { blockNumber } = log;
    if (blockNumber < lastBlock || blockNumber > toBlock) {
      throw new WitanError('L1_LOGS_INCOMPLETE', `${log.eventName} came in block ${blockNumber}, out of turn.`);
    }
    lastBlock = blockNumber;
    const l1Block = Number(blockNumber);
    switch (log.eventName) {
      case 'CheckpointAccepted': {
        accepted += 1;
        const acceptedAtS = times.get(blockNumber) ?? Number((await client.getBlock({ blockNumber })).timestamp);
        times.set(blockNumber, acceptedAtS);
        const number = Number(log.args.number);
        items.push({ kind: 'accepted', number, finalAtS: acceptedAtS + cursor.disputeS, l1Block });
        break;
      }
      case 'CheckpointVetoed':
        items.push({ kind: 'vetoed', number: Number(log.args.number), l1Block });
        break;
      case 'Frozen':
        items.push({ kind: 'frozen', l1Block });
        break;
    }
  }
  const counted = await acceptedBy(client, settlement, toBlock);
  if (counted !== undefined && counted !== accepted) {
    throw new WitanError(
      'L1_LOGS_INCOMPLETE',
      `Logs up to block ${toBlock} show ${accepted} accepted headers, the settlement has counted ${counted}.`,
    );
  }
  return { items, cursor: { ...cursor, accepted } };
}

/** How many headers a settlement had accepted by a block; undefined where the server has dropped the state of that block. */
async function acceptedBy(client: PublicClient, address: Address, blockNumber: bigint): Promise<number | undefined> {
  const call = { address, abi: settlementAbi, functionName: 'head' } as const;
  try {
    return Number((await client.readContract({ ...call, blockNumber }))[0]);
  } catch {
    await client.readContract(call);
    return undefined;
  }
}

/** Seconds in which a header that the settlement has accepted can be vetoed. */
export const readDispute = async (client: PublicClient, address: Address): Promise<number> =>
  Number(await client.readContract({ address, abi: settlementAbi, functionName: 'dispute' }));
