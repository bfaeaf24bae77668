import { MerkleTree } from '../../node/crypto/merkle.ts';
import {
  chainLeafHash,
  claimLeafHash,
  entryCommitment,
  headerHash,
  tokenLeafHash,
} from '../../node/crypto/settlementHash.ts';
import { zeroHash, type Address, type Hash } from '../../node/types/ids.ts';
import type { ChainLeaf, CheckpointHeader, ClaimLeaf, TokenLeaf } from '../../node/types/settlement.ts';
import { account, addressOf, type Deployed, hashOf, type Call, type World } from './world.ts';

/** A header with one chain and one token, built by hand so that every part of it can be made wrong. */
export interface Checkpoint {
  readonly header: CheckpointHeader;
  readonly hash: Hash;
  readonly chain: ChainLeaf;
  readonly path: Path;
  readonly token: TokenLeaf;
  readonly claims: readonly ClaimLeaf[];
  /** Of the last header that was accepted; zero before the first. */
  readonly previousTokensRoot: Hash;
}

/** Headers that were accepted, by what the ring keeps of them, so that the next one finds its parent. */
const acceptedBefore = new Map<Hash, Pick<Checkpoint, 'hash' | 'chain'>>();

export interface Path {
  readonly count: bigint;
  readonly index: bigint;
  readonly siblings: readonly Hash[];
}

export interface Changes {
  readonly header?: Partial<CheckpointHeader>;
  readonly chain?: Partial<ChainLeaf>;
  readonly token?: Partial<TokenLeaf>;
  /** Cumulative claim of each owner. */
  readonly claims?: readonly { readonly owner: Address; readonly cumulative: bigint; readonly layer?: number }[];
  /** Leaves of other chains, before ours. */
  readonly otherChains?: readonly ChainLeaf[];
}

export async function checkpoint(
  world: Omit<Deployed, 'send'>,
  number: bigint,
  changes: Changes = {},
): Promise<Checkpoint> {
  const { deployment, client } = world;
  const block = await client.getBlock();
  const { vault } = deployment;
  const depositCount = BigInt(await world.read<number>({ address: vault, functionName: 'depositCount' }));
  const forcedCount = BigInt(await world.read<number>({ address: vault, functionName: 'forcedCount' }));
  const [depositHash, forcedHash] = await world.read<readonly [Hash, Hash]>({
    address: vault,
    functionName: 'inboxAt',
    args: [depositCount, forcedCount],
  });
  const [latest] = await world.read<readonly [{ readonly commitment: Hash }]>({
    address: deployment.settlement,
    functionName: 'latest',
  });
  const parent = acceptedBefore.get(latest.commitment);
  const [, , , deposited] = await world.read<readonly bigint[]>({
    address: deployment.vault,
    functionName: 'accounts',
    args: [deployment.usdc],
  });
  const claims: ClaimLeaf[] = (changes.claims ?? []).map(({ owner, cumulative, layer = 0 }, index) => ({
    index,
    owner,
    layer,
    cumulative,
    requested: cumulative,
  }));
  const requested = claims.reduce((sum, claim) => sum + claim.cumulative, 0n);
  const token: TokenLeaf = {
    id: 0,
    token: deployment.usdc,
    deposited: deposited!,
    withdrawn: requested,
    requested,
    liabilities: requested > deposited! ? 0n : deposited! - requested,
    withdrawalsRoot: new MerkleTree('W', claims.map(claimLeafHash)).root(),
    ...changes.token,
  };
  const chain: ChainLeaf = {
    chainId: BigInt(deployment.chainId),
    settlement: deployment.settlement,
    l1Block: block.number,
    depositCount,
    depositHash,
    forcedCount,
    forcedHash,
    tokensRoot: new MerkleTree('T', [tokenLeafHash(token)]).root(),
    extRoot: zeroHash,
    ...changes.chain,
  };
  const chains = [...(changes.otherChains ?? []), chain];
  const tree = new MerkleTree('C', chains.map(chainLeafHash));
  const header: CheckpointHeader = {
    number,
    timestampMs: block.timestamp * 1000n,
    committeeId: 1n,
    blockHeight: number * 10n,
    reasonBits: 1,
    daMode: 0,
    diffFrom: 0n,
    snapshotNumber: 0n,
    paramsVersion: 1,
    exitSum: 0n,
    parent: parent?.hash ?? zeroHash,
    blockDigest: hashOf(`block ${number}`),
    stateRoot: hashOf(`state ${number}`),
    marketsRoot: hashOf('markets'),
    chainsRoot: tree.root(),
    exitRoot: hashOf('exits'),
    dataRoot: zeroHash,
    diffHash: zeroHash,
    slashRoot: zeroHash,
    nextCommitteeHash: zeroHash,
    extRoot: zeroHash,
    ...changes.header,
  };
  const place = chains.length - 1;
  const path = { count: BigInt(chains.length), index: BigInt(place), siblings: tree.proof(place) };
  const previousTokensRoot = parent?.chain.tokensRoot ?? zeroHash;
  return { header, hash: headerHash(header), chain, path, token, claims, previousTokensRoot };
}

/** The call of Settlement.submit with a signature by `signers`. */
export function submission(
  world: World,
  { header, chain, path, previousTokensRoot }: Pick<Checkpoint, 'header' | 'chain' | 'path' | 'previousTokensRoot'>,
  signers: readonly number[] = [0, 1, 2, 3],
  signed = world.sign(header, signers),
): Call {
  return {
    address: world.deployment.settlement,
    functionName: 'submit',
    args: [header, chain, path, previousTokensRoot, signed],
  };
}

/** Any account may submit. */
export const publisher = account(9);

/** Lets the next checkpoint find this one as its parent. */
export const remember = (built: Pick<Checkpoint, 'hash' | 'chain'>): void =>
  void acceptedBefore.set(entryCommitment(built.hash, built.chain.tokensRoot), built);

/** Builds, signs and submits header `number`. */
export async function accept(world: World, number: bigint, changes: Changes = {}, signers?: readonly number[]) {
  const built = await checkpoint(world, number, changes);
  const receipt = await world.send(publisher, submission(world, built, signers));
  remember(built);
  return { ...built, receipt, slot: 0n };
}

/** Deposits for account `i` out of its own USDC. */
export async function deposit(world: World, i: number, amount: bigint, owner = addressOf(account(i))) {
  const { usdc, vault } = world.deployment;
  await world.send(account(i), { address: usdc, functionName: 'approve', args: [vault, amount] });
  return world.send(account(i), { address: vault, functionName: 'deposit', args: [usdc, owner, 0, amount] });
}

/** The call of Vault.claim for claim `index` of a checkpoint that stands in `slot`. */
export function claiming(
  world: World,
  built: Pick<Checkpoint, 'header' | 'hash' | 'token' | 'claims'>,
  index = 0,
  slot = 0n,
): Call {
  const tree = new MerkleTree('W', built.claims.map(claimLeafHash));
  return {
    address: world.deployment.vault,
    functionName: 'claim',
    args: [
      slot,
      built.header.number,
      built.hash,
      built.token,
      { count: 1n, index: 0n, siblings: [] },
      built.claims[index],
      { count: BigInt(built.claims.length), index: BigInt(index), siblings: tree.proof(index) },
    ],
  };
}
