import { MerkleTree } from '../crypto/merkle.ts';
import {
  chainLeafHash,
  checkpointMessage,
  claimLeafHash,
  exitLeafHash,
  headerHash,
  marketLeafHash,
  stateRoot,
  subaccountLeafHash,
  tokenLeafHash,
} from '../crypto/settlementHash.ts';
import { SumTree } from '../crypto/sumTree.ts';
import { WitanError, invariant } from '../types/fault.ts';
import { zeroHash, type Hash } from '../types/ids.ts';
import type {
  ChainLeaf,
  CheckpointHeader,
  ClaimLeaf,
  MarketLeaf,
  SubaccountLeaf,
  TokenLeaf,
} from '../types/settlement.ts';
import type { Height, TimeMs } from '../types/units.ts';
import { equityOf } from './equity.ts';

/**
 * From the state after a final block to the header that the committee signs.
 *
 * Two trees live on between checkpoints: S, of which only changed subaccounts are hashed again, and E, of which only
 * changed equities are. C, T, W and M are small and built anew, so that a finished checkpoint keeps its own and can
 * prove claims for as long as somebody holds it.
 * Source: docs/spec/settlement.md, Frozen layouts and Exits.
 */

/** One token on one chain: its T leaf without the root, and the claims below it in the order of their index. */
export interface TokenInput extends Omit<TokenLeaf, 'withdrawalsRoot'> {
  readonly claims: readonly ClaimLeaf[];
}

/** One chain: its C leaf without the roots, and its tokens in the order of their place in the T tree. */
export interface ChainInput extends Omit<ChainLeaf, 'tokensRoot' | 'extRoot'> {
  readonly tokens: readonly TokenInput[];
}

/** Everything that a header is made of, as a pure function of the final block that ends the checkpoint. */
export interface CheckpointInput {
  readonly number: bigint;
  readonly timestampMs: TimeMs;
  readonly committeeId: bigint;
  readonly blockHeight: Height;
  readonly blockDigest: Hash;
  /** Sum of bits of `checkpointReason`. */
  readonly reasonBits: number;
  readonly paramsVersion: number;
  /** The committee that L1 has planned after this one; zero: none. */
  readonly nextCommitteeHash: Hash;
  /** Leaves that changed since the last checkpoint, and new ones; indices without gaps. Index 0 is the system. */
  readonly subaccounts: readonly SubaccountLeaf[];
  /** All markets, and the prices of tokens as instruments 2³¹ + k; ascending by instrument. */
  readonly markets: readonly MarketLeaf[];
  /** Root of whatever execution and priority read beside the subaccounts. */
  readonly restRoot: Hash;
  /** In the order of their place in the C tree, which never changes. */
  readonly chains: readonly ChainInput[];
}

/** Where a leaf stands, as the contracts read it. */
export interface ProofPath {
  readonly count: bigint;
  readonly index: bigint;
  readonly siblings: readonly Hash[];
}

export interface CheckpointToken {
  readonly leaf: TokenLeaf;
  readonly path: ProofPath;
  readonly claims: readonly ClaimLeaf[];
}

export interface CheckpointChain {
  readonly leaf: ChainLeaf;
  readonly path: ProofPath;
  readonly tokens: readonly CheckpointToken[];
}

/** A finished header with what it takes to show parts of it to the contracts. */
export interface Checkpoint {
  readonly header: CheckpointHeader;
  readonly headerHash: Hash;
  /** The 32 bytes that validators sign. */
  readonly message: Hash;
  readonly chains: readonly CheckpointChain[];
}

/** All that a header was made of which an owner may have to prove. */
export interface Ledger {
  readonly subaccounts: readonly SubaccountLeaf[];
  /** What each of them leaves with, micro-USDC. */
  readonly equities: readonly bigint[];
  readonly markets: readonly MarketLeaf[];
  readonly restRoot: Hash;
}

/** A ledger with its tree of exits. */
export interface ProvableLedger extends Ledger {
  readonly exitTree: SumTree;
}

/**
 * Belongs to `createCheckpointer` and `buildCheckpoint`, which change it in place. For others it is the ledger of the last
 * header, until the next one is built.
 */
export interface CheckpointerState extends ProvableLedger {
  readonly networkId: Hash;
  readonly subaccounts: SubaccountLeaf[];
  readonly equities: bigint[];
  readonly subaccountTree: MerkleTree;
  last: { readonly number: bigint; readonly headerHash: Hash };
  markets: readonly MarketLeaf[];
  restRoot: Hash;
}

export interface CheckpointerGenesis {
  readonly networkId: Hash;
  /** Leaves of the state to start from, by index; they need not be given again in the first input. */
  readonly subaccounts?: readonly SubaccountLeaf[];
  /** The last header built before a restart; absent: none. */
  readonly last?: { readonly number: bigint; readonly headerHash: Hash };
}

/** A state that has built no header yet, or continues after `genesis.last`. */
export function createCheckpointer(genesis: CheckpointerGenesis): CheckpointerState {
  const state: CheckpointerState = {
    networkId: genesis.networkId,
    subaccounts: [],
    equities: [],
    subaccountTree: new MerkleTree('S'),
    exitTree: new SumTree('E'),
    last: genesis.last ?? { number: 0n, headerHash: zeroHash },
    markets: [],
    restRoot: zeroHash,
  };
  updateSubaccounts(state, genesis.subaccounts ?? []);
  return state;
}

/**
 * Builds the next header. Numbers have no gaps: header n + 1 names header n as its parent.
 * Errors: LEAF_INVALID, TREE_FULL, SUM_OVERFLOW. Halts when the number or an index leaves a gap.
 */
export function buildCheckpoint(state: CheckpointerState, input: CheckpointInput): Checkpoint {
  invariant(input.number === state.last.number + 1n, `header ${input.number} cannot follow ${state.last.number}`);
  updateSubaccounts(state, input.subaccounts);
  updateExits(state, input.markets);
  const chains = buildChains(input.chains);
  const header: CheckpointHeader = {
    number: input.number,
    timestampMs: BigInt(input.timestampMs),
    committeeId: input.committeeId,
    blockHeight: BigInt(input.blockHeight),
    reasonBits: input.reasonBits,
    daMode: 0,
    diffFrom: 0n,
    snapshotNumber: 0n,
    paramsVersion: input.paramsVersion,
    exitSum: state.exitTree.sum(),
    parent: state.last.headerHash,
    blockDigest: input.blockDigest,
    stateRoot: stateRoot(state.subaccountTree.root(), input.restRoot),
    marketsRoot: new MerkleTree('M', input.markets.map(marketLeafHash)).root(),
    chainsRoot: chains.root,
    exitRoot: state.exitTree.root(),
    // Empty until their issues fill them: data availability, slashing, extensions.
    dataRoot: zeroHash,
    diffHash: zeroHash,
    slashRoot: zeroHash,
    nextCommitteeHash: input.nextCommitteeHash,
    extRoot: zeroHash,
  };
  const hash = headerHash(header);
  state.last = { number: input.number, headerHash: hash };
  state.markets = input.markets;
  state.restRoot = input.restRoot;
  return { header, headerHash: hash, message: checkpointMessage(state.networkId, hash), chains: chains.built };
}

/** The ledger of the last header, as it stays. */
export const ledgerOf = ({ subaccounts, equities, markets, restRoot }: CheckpointerState): Ledger => ({
  subaccounts: [...subaccounts],
  equities: [...equities],
  markets,
  restRoot,
});

/** The tree of exits over a ledger, hashed anew. */
export function provable(ledger: Ledger): ProvableLedger {
  const exitTree = new SumTree('E');
  ledger.subaccounts.forEach(({ owner }, index) => {
    const equity = ledger.equities[index]!;
    exitTree.set(index, exitLeafHash({ index, owner, equity }), equity);
  });
  return { ...ledger, exitTree };
}

function updateSubaccounts(state: CheckpointerState, changed: readonly SubaccountLeaf[]): void {
  for (const leaf of changed) {
    state.subaccountTree.set(leaf.index, subaccountLeafHash(leaf));
    state.subaccounts[leaf.index] = leaf;
  }
}

/** Marks move with every header, so every equity is computed anew, but only changed leaves are hashed. */
function updateExits(state: CheckpointerState, markets: readonly MarketLeaf[]): void {
  const byInstrument = new Map<number, MarketLeaf>();
  let previous = -1;
  for (const market of markets) {
    if (market.instrument <= previous) {
      throw new WitanError('LEAF_INVALID', `Market ${market.instrument} after ${previous}.`);
    }
    previous = market.instrument;
    byInstrument.set(market.instrument, market);
  }
  state.subaccounts.forEach((sub, index) => {
    const equity = equityOf(sub, byInstrument);
    const worth = equity > 0n ? equity : 0n;
    if (state.equities[index] === worth) return;
    state.equities[index] = worth;
    state.exitTree.set(index, exitLeafHash({ index, owner: sub.owner, equity: worth }), worth);
  });
}

function buildChains(inputs: readonly ChainInput[]): { root: Hash; built: CheckpointChain[] } {
  const withTokens = inputs.map((input) => buildTokens(input));
  const tree = new MerkleTree(
    'C',
    withTokens.map(({ leaf }) => chainLeafHash(leaf)),
  );
  return {
    root: tree.root(),
    built: withTokens.map((chain, index) => ({ ...chain, path: pathIn(tree, index) })),
  };
}

function buildTokens({ tokens, ...chain }: ChainInput): Omit<CheckpointChain, 'path'> {
  const leaves = tokens.map(({ claims, ...token }): TokenLeaf => {
    claims.forEach((claim, index) => invariant(claim.index === index, `claim ${claim.index} at place ${index}`));
    return { ...token, withdrawalsRoot: new MerkleTree('W', claims.map(claimLeafHash)).root() };
  });
  const tree = new MerkleTree('T', leaves.map(tokenLeafHash));
  return {
    leaf: { ...chain, tokensRoot: tree.root(), extRoot: zeroHash },
    tokens: leaves.map((leaf, index) => ({ leaf, path: pathIn(tree, index), claims: tokens[index]!.claims })),
  };
}

/** The path of leaf `index`. */
export function pathIn(tree: MerkleTree, index: number): ProofPath {
  return { count: BigInt(tree.count), index: BigInt(index), siblings: tree.proof(index) };
}
