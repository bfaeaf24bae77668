import { decodeFunctionData, encodeFunctionData, getContract, type PublicClient } from 'viem';
import { headerHash } from '../crypto/settlementHash.ts';
import { WitanError } from '../types/fault.ts';
import { zeroAddress, type Address } from '../types/ids.ts';
import { settlementAbi, slasherAbi } from './abi.ts';
import { readAcceptance, type AcceptedCheckpoint } from './client.ts';
import type { SignedCheckpoint } from './publisher.ts';
import { revertName } from './revertName.ts';
import { gasRoomPercent, type TransactionSender } from './transactionSender.ts';

export interface Court {
  readonly client: PublicClient;
  readonly sender: TransactionSender;
  readonly settlement: Address;
}

/**
 * The settlement has accepted another header of a number than the one that a quorum has signed here: shows the slasher both. Who
 * signed both loses stake, and where both have a quorum everything freezes, so that what is not final never will be.
 * Hash of the transaction; undefined where there is no slasher, where somebody has reported it already, or where it was not mined.
 * Errors: EVIDENCE_UNREADABLE when the header on chain did not come by a plain call; viem's when the chain does not answer.
 * Source: docs/spec/settlement.md, Slasher.
 */
export async function reportEquivocation(
  { client, sender, settlement }: Court,
  own: SignedCheckpoint,
  accepted: AcceptedCheckpoint,
): Promise<`0x${string}` | undefined> {
  const contract = getContract({ address: settlement, abi: settlementAbi, client });
  const slasher = await contract.read.slasher();
  if (slasher === zeroAddress) return undefined;
  const theirs = await submitted(client, settlement, accepted);
  const ours = { header: own.header, signed: { bitmap: own.bitmap, signature: own.signature } };
  const call = { abi: slasherAbi, functionName: 'report', args: [ours, theirs] } as const;
  let gas: bigint;
  try {
    gas = await client.estimateContractGas({ ...call, address: slasher, account: sender.account });
  } catch (error) {
    if (revertName(error) === 'NobodyGuilty') return undefined;
    throw error;
  }
  const receipt = await sender.send(slasher as Address, encodeFunctionData(call), (gas * gasRoomPercent) / 100n);
  return receipt?.status === 'success' ? receipt.transactionHash : undefined;
}

/** The header that the settlement accepted, and who signed it, out of the transaction that brought it. */
async function submitted(client: PublicClient, settlement: Address, accepted: AcceptedCheckpoint) {
  const { headerHash: hash, txHash } = await readAcceptance(client, settlement, accepted);
  const { input } = await client.getTransaction({ hash: txHash });
  try {
    const { functionName, args } = decodeFunctionData({ abi: settlementAbi, data: input });
    if (functionName === 'submit' && headerHash(args[0] as never) === hash) return { header: args[0], signed: args[4] };
  } catch {
    // Another contract brought it.
  }
  throw new WitanError('EVIDENCE_UNREADABLE', `How header ${accepted.number} came to L1 cannot be read.`);
}
