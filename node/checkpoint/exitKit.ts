import { MerkleTree } from '../crypto/merkle.ts';
import { claimLeafHash, marketLeafHash, positionsHash } from '../crypto/settlementHash.ts';
import type { SumSibling } from '../crypto/sumTree.ts';
import { invariant } from '../types/fault.ts';
import type { Address, Hash, HexBytes } from '../types/ids.ts';
import {
  tokenInstrumentBase,
  type ChainLeaf,
  type CheckpointHeader,
  type ClaimLeaf,
  type ExitLeaf,
  type MarketLeaf,
  type PositionEntry,
  type SubaccountLeaf,
  type TokenLeaf,
} from '../types/settlement.ts';
import {
  pathIn,
  type Checkpoint,
  type CheckpointerState,
  type CheckpointToken,
  type ProofPath,
  type ProvableLedger,
} from './checkpoint.ts';
import type { CheckpointCertificate } from './collect.ts';

/**
 * What it takes to leave without a committee: all that one owner has under one certified header, with proofs, and what anyone
 * needs to take the common steps (show the header, open the pools, settle). Whoever keeps it needs no node.
 * Source: docs/spec/settlement.md, Leaving without a committee.
 */
export interface ExitKit {
  readonly owner: Address;
  readonly header: CheckpointHeader;
  readonly headerHash: Hash;
  readonly bitmap: bigint;
  readonly signature: HexBytes;
  readonly chain: ChainLeaf;
  readonly chainPath: ProofPath;
  /** All tokens of the chain, by id. */
  readonly tokens: readonly { readonly leaf: TokenLeaf; readonly path: ProofPath }[];
  /** What the insurance funds and fees leave with: anyone settles with it. */
  readonly system: ExitProof;
  /** One for each of the owner's subaccounts. */
  readonly exits: readonly ExitProof[];
  /** What was withdrawn over all time, by token; what was paid already is subtracted on chain. */
  readonly claims: readonly { readonly token: number; readonly leaf: ClaimLeaf; readonly path: ProofPath }[];
}

export interface ExitProof {
  readonly leaf: ExitLeaf;
  readonly path: SumProofPath;
}

/** Where a leaf stands in a sum tree, as the contracts read it. */
export interface SumProofPath {
  readonly count: bigint;
  readonly index: bigint;
  readonly sum: bigint;
  readonly siblings: readonly SumSibling[];
}

/** Shows a contract what a subaccount is worth: what a challenge is made of. */
export interface SubaccountProof {
  readonly leaf: Omit<SubaccountLeaf, 'positions'> & { readonly positionsHash: Hash };
  readonly path: ProofPath;
  readonly restRoot: Hash;
  readonly positions: readonly PositionEntry[];
  /** Of the tokens that it holds, by id, then of its positions. */
  readonly markets: readonly { readonly leaf: MarketLeaf; readonly path: ProofPath }[];
}

/** The exit leaf of a subaccount, with its place. */
export function exitProof({ subaccounts, equities, exitTree }: ProvableLedger, index: number): ExitProof {
  const sub = subaccounts[index];
  invariant(sub !== undefined, `there is no subaccount ${index} to leave with`);
  return {
    leaf: { index, owner: sub.owner, equity: equities[index]! },
    path: {
      count: BigInt(exitTree.count),
      index: BigInt(index),
      sum: exitTree.sum(),
      siblings: exitTree.proof(index),
    },
  };
}

/** The worth of a subaccount under the last header built, from its leaf, its positions and their markets. */
export function subaccountProof(state: CheckpointerState, index: number): SubaccountProof {
  const { positions, ...leaf } = state.subaccounts[index]!;
  const tree = new MerkleTree('M', state.markets.map(marketLeafHash));
  const held = leaf.tokens.flatMap((balance, token) => (balance === 0 ? [] : [tokenInstrumentBase + token]));
  return {
    leaf: { ...leaf, positionsHash: positionsHash(positions) },
    path: pathIn(state.subaccountTree, index),
    restRoot: state.restRoot,
    positions,
    markets: [...held, ...positions.map(({ instrument }) => instrument)].map((instrument) => {
      const place = state.markets.findIndex((market) => market.instrument === instrument);
      return { leaf: state.markets[place]!, path: pathIn(tree, place) };
    }),
  };
}

/**
 * @param state what `checkpoint` was made of
 * @param indices subaccounts that may be the owner's; others, and those that came later, are left out
 */
export function exitKit(
  state: ProvableLedger,
  checkpoint: Checkpoint,
  certificate: CheckpointCertificate,
  chainId: bigint,
  owner: Address,
  indices: readonly number[],
): ExitKit {
  const { header, headerHash, chains } = checkpoint;
  invariant(state.exitTree.root() === header.exitRoot, `header ${header.number} was made of another ledger`);
  const chain = chains.find(({ leaf }) => leaf.chainId === chainId);
  invariant(chain !== undefined, `header ${header.number} says nothing about chain ${chainId}`);
  const { bitmap, signature } = certificate;
  const own = indices.filter((index) => state.subaccounts[index]?.owner === owner);
  return {
    owner,
    header,
    headerHash,
    bitmap,
    signature,
    chain: chain.leaf,
    chainPath: chain.path,
    tokens: chain.tokens.map(({ leaf, path }) => ({ leaf, path })),
    system: exitProof(state, 0),
    exits: own.map((index) => exitProof(state, index)),
    claims: chain.tokens.flatMap((token) =>
      token.claims
        .filter((claim) => claim.owner === owner)
        .map((leaf) => ({ token: token.leaf.id, leaf, path: pathIn(claimsTree(token), leaf.index) })),
    ),
  };
}

/** Trees of claims, hashed once for each checkpoint however many ask. */
const claimsTrees = new WeakMap<CheckpointToken, MerkleTree>();

export function claimsTree(token: CheckpointToken): MerkleTree {
  let tree = claimsTrees.get(token);
  if (tree === undefined) {
    tree = new MerkleTree('W', token.claims.map(claimLeafHash));
    claimsTrees.set(token, tree);
  }
  return tree;
}
