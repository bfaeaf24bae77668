import type { EpochConfig } from '../consensus/epochs.ts';
import type { ExchangeGenesis } from '../exchange/genesis.ts';
import type { FeedConfig, PriorityConfig } from '../priority/state.ts';
import type { Committee } from '../types/committee.ts';
import type { Address, Hash, HexBytes } from '../types/ids.ts';
import type { L1Cut } from '../types/settlement.ts';
import type { TimeMs } from '../types/units.ts';

/** Constants that every validator of a network shares. Defaults: `defaultTiming` and `defaultLimits`. */
export interface NetworkConfig {
  /** Of the first epoch. */
  readonly committee: Committee;
  readonly epoch: EpochConfig;
  /** c of the genesis block: a digest of the network's configuration. */
  readonly genesisDigest: Hash;
  readonly timing: Timing;
  readonly limits: Limits;
  readonly feeds: readonly FeedConfig[];
  readonly exchange: ExchangeGenesis;
  /** The home chain, where the registry is. */
  readonly l1: L1Config;
  /** Further chains whose vaults hold collateral. */
  readonly otherChains: readonly ChainConfig[];
  readonly checkpoint: CheckpointConfig;
  readonly genesisTimeMs: TimeMs;
}

export interface Timing {
  /** Δ: the assumed bound on a network delay. Above the idle interval, or idle leaders would be timed out. */
  readonly deltaMs: number;
  /** Least time between two blocks, while transactions wait; and while none does. */
  readonly blockIntervalMs: number;
  readonly idleIntervalMs: number;
  /** Least time between two reports of a validator, and most before it sends an empty one. */
  readonly reportIntervalMs: number;
  readonly heartbeatMs: number;
  /** An arrival that no quorum reported in this time is dropped. */
  readonly arrivalTtlMs: number;
}

export interface Limits {
  /** K: bytes by which one block may extend one report chain. */
  readonly extensionBytesMax: number;
  /** M: live arrivals of one validator. */
  readonly liveArrivalsMax: number;
  /** B: transactions that one block releases. */
  readonly releasedPerBlockMax: number;
  /** Transactions that a node holds before it refuses more. */
  readonly bodiesMax: number;
  /** Final blocks that wait for L1 data before leaders propose empty ones only (rule 15). */
  readonly executionLagMax: number;
  /** Checkpoint headers between two snapshots: every node makes one of each header whose number is a multiple. */
  readonly snapshotHeaders: number;
  /** Bytes of a snapshot that are hashed and sent as one. */
  readonly snapshotChunkBytes: number;
  /** Who is farther behind than this many blocks joins by a snapshot, though peers may still have the blocks. */
  readonly behindBlocksMax: number;
}

/** A chain whose vault holds collateral. */
export interface ChainConfig {
  readonly chainId: number;
  /** Of the home chain, the CommitteeRegistry; of another, its CommitteeMirror. */
  readonly registry: Address;
  readonly settlement: Address;
  readonly vault: Address;
  /** By id, as the vault lists them. */
  readonly tokens: readonly Address[];
  /** The last L1 block that the ledger does not read. */
  readonly startNumber: number;
  readonly startHash: Hash;
  /** Only L1 blocks whose number is a multiple of this enter reports. */
  readonly blockMultiple: number;
  /** Blocks behind the newest that count as final where the chain has no `finalized`. */
  readonly finalityDepth: number;
}

/** The home chain, where the registry is, and governance. */
export interface L1Config extends ChainConfig {
  /** What governance publishes versions of the parameters by, and the governor. */
  readonly riskParameters: Address;
  readonly governor: Address;
}

export interface CheckpointConfig {
  /** Block time between two checkpoints. */
  readonly intervalMs: number;
  /** Block time that a liquidation or forced item waits at least after the last checkpoint. */
  readonly minSpacingMs: number;
}

export const defaultTiming: Timing = {
  deltaMs: 300,
  blockIntervalMs: 10,
  idleIntervalMs: 250,
  reportIntervalMs: 10,
  heartbeatMs: 100,
  arrivalTtlMs: 60_000,
};

export const defaultLimits: Limits = {
  extensionBytesMax: 256 * 1024,
  liveArrivalsMax: 20_000,
  releasedPerBlockMax: 2_000,
  bodiesMax: 50_000,
  executionLagMax: 256,
  snapshotHeaders: 60,
  snapshotChunkBytes: 256 * 1024,
  behindBlocksMax: 20_000,
};

export const defaultEpoch: EpochConfig = { blocks: 20_000, lookaheadBlocks: 512 };

/** What is this node's own. */
export interface SelfConfig {
  /** Ed25519 public key. The node votes while this is in the committee, and otherwise follows. */
  readonly key: HexBytes;
  /** Ed25519 public keys of the nodes that it may be connected to, by PeerId; its own among them or not. */
  readonly addressBook: readonly HexBytes[];
  /** Final blocks that are kept at least, though snapshots have made them superfluous; absent: all. */
  readonly keepBlocks?: number;
}

/** All chains of a network, the home chain first: their order in headers. */
export const chainsOf = ({ l1, otherChains }: Pick<NetworkConfig, 'l1' | 'otherChains'>): readonly ChainConfig[] => [
  l1,
  ...otherChains,
];

/** The last block of a chain that is not read. */
export const startOf = ({ chainId, startNumber, startHash }: ChainConfig): L1Cut => ({
  chainId,
  number: startNumber,
  hash: startHash,
});

/** What priority reads of a network's constants. */
export const priorityConfig = ({
  limits,
  timing,
  feeds,
  l1,
  otherChains,
  genesisTimeMs,
}: NetworkConfig): PriorityConfig => ({
  releasedPerBlockMax: limits.releasedPerBlockMax,
  liveArrivalsMax: limits.liveArrivalsMax,
  arrivalTtlMs: timing.arrivalTtlMs,
  feeds,
  l1: chainsOf({ l1, otherChains }).map(startOf),
  genesisTimeMs,
});
