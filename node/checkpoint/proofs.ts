import type { Address, Hash } from '../types/ids.ts';
import type { ChainLeaf, CheckpointHeader, ClaimLeaf, TokenLeaf } from '../types/settlement.ts';
import { pathIn, type Checkpoint, type ProofPath } from './checkpoint.ts';
import { claimsTree } from './exitKit.ts';

/** What Settlement.submit on one chain takes beside bitmap and signature. */
export interface Submission {
  readonly header: CheckpointHeader;
  readonly chain: ChainLeaf;
  readonly path: ProofPath;
}

/** Undefined when the checkpoint says nothing about `chainId`. */
export function submissionFor(checkpoint: Checkpoint, chainId: bigint): Submission | undefined {
  const chain = checkpoint.chains.find(({ leaf }) => leaf.chainId === chainId);
  return chain && { header: checkpoint.header, chain: chain.leaf, path: chain.path };
}

/** What Vault.claim takes beside the place of the header in the settlement's ring. */
export interface ClaimProof {
  readonly number: bigint;
  readonly headerHash: Hash;
  readonly token: TokenLeaf;
  readonly tokenPath: ProofPath;
  readonly claim: ClaimLeaf;
  readonly claimPath: ProofPath;
}

/**
 * Proves the cumulative claim of `owner` on `token` of one chain. Undefined when there is none.
 * Hashes the claims of that token once for each checkpoint.
 */
export function claimProof(
  checkpoint: Checkpoint,
  chainId: bigint,
  owner: Address,
  token: Address,
  layer = 0,
): ClaimProof | undefined {
  const chain = checkpoint.chains.find(({ leaf }) => leaf.chainId === chainId);
  const found = chain?.tokens.find(({ leaf }) => leaf.token === token);
  const claim = found?.claims.find((leaf) => leaf.owner === owner && leaf.layer === layer);
  if (!found || !claim) return undefined;
  return {
    number: checkpoint.header.number,
    headerHash: checkpoint.headerHash,
    token: found.leaf,
    tokenPath: found.path,
    claim,
    claimPath: pathIn(claimsTree(found), claim.index),
  };
}
