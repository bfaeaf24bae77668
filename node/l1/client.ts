import { createPublicClient, defineChain, http, type Chain, type PublicClient } from 'viem';
import { WitanError } from '../types/fault.ts';
import type { Address, Hash, HexBytes } from '../types/ids.ts';
import { committeeRegistryAbi, settlementAbi, vaultAbi } from './abi.ts';

/** Reading what the contracts hold. Whatever the chain answers is checked by the caller, never trusted for a vote. */

/** One request may take this long. */
const timeoutMs = 5_000;

/** A chain that viem knows nothing of but its id and where to ask. */
export const chainAt = (url: string, chainId: number): Chain =>
  defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  });

/** Requests made in one tick travel as one batch. No retries: whoever asks knows better when to ask again. */
export function createL1Client(url: string, chainId: number): PublicClient {
  const transport = http(url, { batch: true, retryCount: 0, timeout: timeoutMs });
  return createPublicClient({ chain: chainAt(url, chainId), transport, cacheTime: 0, pollingInterval: 250 });
}

/** A committee as the registry holds it: what the node's genesis must agree with. */
export interface RegisteredCommittee {
  readonly networkId: Hash;
  readonly id: bigint;
  readonly totalPower: number;
  /** Unix ms; no header may carry a later timestamp. */
  readonly expiryMs: number;
  readonly validators: readonly {
    readonly operator: Address;
    readonly power: number;
    readonly ed25519Key: HexBytes;
    readonly blsKey: HexBytes;
  }[];
}

/** Errors: L1_COMMITTEE_UNKNOWN when none of that id is installed; viem's when the chain does not answer. */
export async function readCommittee(client: PublicClient, registry: Address, id: bigint): Promise<RegisteredCommittee> {
  const contract = { address: registry, abi: committeeRegistryAbi } as const;
  const [networkId, committee, members] = await Promise.all([
    client.readContract({ ...contract, functionName: 'networkId' }),
    client.readContract({ ...contract, functionName: 'committee', args: [id] }),
    client.readContract({ ...contract, functionName: 'members', args: [id] }),
  ]);
  if (members.length === 0) {
    throw new WitanError('L1_COMMITTEE_UNKNOWN', `The registry ${registry} has no committee ${id}.`);
  }
  return {
    networkId: networkId as Hash,
    id,
    totalPower: committee.totalWeight,
    expiryMs: Number(committee.expiryMs),
    validators: members.map((member) => ({
      operator: member.operator.toLowerCase() as Address,
      power: member.weight,
      ed25519Key: member.ed25519Key as HexBytes,
      blsKey: member.blsKey as HexBytes,
    })),
  };
}

/** A header that the settlement accepted. */
export interface AcceptedCheckpoint {
  readonly number: bigint;
  /** Over the header's hash and the T root of this chain's leaf (`entryCommitment`). */
  readonly commitment: Hash;
  /** Unix seconds of the block that accepted it. */
  readonly acceptedAt: number;
  readonly l1Block: bigint;
  /** Its place in the ring, which claims name. */
  readonly slot: bigint;
}

interface RawEntry {
  readonly number: number;
  readonly commitment: `0x${string}`;
  readonly acceptedAt: number;
  readonly l1Block: number;
}

const accepted = ([entry, slot]: readonly [RawEntry, bigint]): AcceptedCheckpoint | undefined =>
  entry.acceptedAt === 0
    ? undefined
    : {
        number: BigInt(entry.number),
        commitment: entry.commitment as Hash,
        acceptedAt: entry.acceptedAt,
        l1Block: BigInt(entry.l1Block),
        slot,
      };

/** The last header accepted; undefined before the first. */
export async function readLatestCheckpoint(
  client: PublicClient,
  settlement: Address,
): Promise<AcceptedCheckpoint | undefined> {
  return accepted(await client.readContract({ address: settlement, abi: settlementAbi, functionName: 'latest' }));
}

/** The newest header that serves claims; undefined before the first. */
export async function readFinalCheckpoint(
  client: PublicClient,
  settlement: Address,
): Promise<AcceptedCheckpoint | undefined> {
  return accepted(await client.readContract({ address: settlement, abi: settlementAbi, functionName: 'newestFinal' }));
}

/** Whether a chain answers at all: where it does not, that is the follower's to tell, which reads from the same endpoint. */
export const answers = (client: PublicClient): Promise<boolean> =>
  client.getBlockNumber({ cacheTime: 0 }).then(
    () => true,
    () => false,
  );

/** How an accepted header came to the chain, from the log of its acceptance. Errors: L1_LOGS_INCOMPLETE when there is none. */
export async function readAcceptance(
  client: PublicClient,
  settlement: Address,
  { number, l1Block }: Pick<AcceptedCheckpoint, 'number' | 'l1Block'>,
): Promise<{ readonly headerHash: Hash; readonly tokensRoot: Hash; readonly txHash: Hash }> {
  const logs = await client.getContractEvents({
    address: settlement,
    abi: settlementAbi,
    eventName: 'CheckpointAccepted',
    args: { number },
    // A header cannot be accepted before the block that it has read.
    fromBlock: l1Block,
    strict: true,
  });
  const log = logs.at(-1);
  if (log === undefined) throw new WitanError('L1_LOGS_INCOMPLETE', `The log of header ${number} is missing.`);
  const { headerHash, tokensRoot } = log.args;
  return { headerHash: headerHash as Hash, tokensRoot: tokensRoot as Hash, txHash: log.transactionHash as Hash };
}

/** Where the vault's deposit chain stands at the latest block. */
export async function readDepositCount(client: PublicClient, vault: Address): Promise<bigint> {
  return BigInt(await client.readContract({ address: vault, abi: vaultAbi, functionName: 'depositCount' }));
}
