import { sortedJson } from '../codec/sortedJson.ts';
import { genesisDigest } from '../crypto/digests.ts';
import { keccakHash } from '../crypto/keccak.ts';
import { neededFeeds } from '../exchange/prices/neededFeeds.ts';
import { checkGenesis } from '../exchange/checkGenesis.ts';
import type { ExchangeGenesis } from '../exchange/genesis.ts';
import type { FeedConfig } from '../priority/state.ts';
import {
  chainsOf,
  type ChainConfig,
  type CheckpointConfig,
  type L1Config,
  type Limits,
  type NetworkConfig,
  type Timing,
} from '../sequencer/config.ts';
import { makeCommittee } from '../types/committee.ts';
import { WitanError } from '../types/fault.ts';
import type { EpochConfig } from '../consensus/epochs.ts';
import { type Address, type Hash, type HexBytes } from '../types/ids.ts';
import { epoch, type TimeMs } from '../types/units.ts';
import { networkShape } from './networkShape.ts';
import { readText } from './readText.ts';

/** A validator as the network file lists it: who it is, and where it listens. */
export interface ListedValidator {
  readonly operator: Address;
  readonly power: number;
  readonly ed25519Key: HexBytes;
  readonly blsKey: HexBytes;
  readonly host: string;
  readonly port: number;
}

/** `network.json`: what all nodes of a network must have alike, to the byte. Its digest is in every signed block. */
export interface NetworkFile {
  readonly version: 1;
  readonly networkId: Hash;
  readonly committeeId: number;
  readonly validators: readonly ListedValidator[];
  readonly epoch: EpochConfig;
  readonly timing: Timing;
  readonly limits: Limits;
  readonly feeds: readonly FeedConfig[];
  readonly exchange: ExchangeGenesis;
  readonly l1: L1Config;
  readonly otherChains: readonly ChainConfig[];
  readonly checkpoint: CheckpointConfig;
  readonly genesisTimeMs: TimeMs;
}

export interface LoadedNetwork {
  readonly config: NetworkConfig;
  readonly file: NetworkFile;
}

const textFile = {
  what: 'network file',
  missing: 'NETWORK_FILE_MISSING',
  unreadable: 'NETWORK_FILE_UNREADABLE',
  hint: 'Ask the network for its network.json, or make one with ./witan devnet --keep.',
};

/**
 * Reads a network file.
 * Errors: NETWORK_FILE_MISSING, NETWORK_FILE_UNREADABLE, NETWORK_FILE_INVALID with the field that is wrong,
 * COMMITTEE_INVALID, GENESIS_INVALID.
 */
export function readNetworkFile(path: string): LoadedNetwork {
  const text = readText(path, textFile);
  let file: NetworkFile;
  try {
    file = JSON.parse(text) as NetworkFile;
  } catch (error) {
    throw invalid(path, `is no JSON: ${(error as Error).message.replaceAll(/\s+/g, ' ')}`);
  }
  const wrong = networkShape(file, '');
  if (wrong !== undefined) throw invalid(path, `is wrong: ${wrong}`);
  if (file.timing.deltaMs < file.timing.idleIntervalMs) {
    throw invalid(path, 'has a deltaMs below idleIntervalMs: idle leaders would be timed out');
  }
  if (file.epoch.lookaheadBlocks >= file.epoch.blocks) {
    throw invalid(path, 'has an epoch whose lookaheadBlocks are not below its blocks');
  }
  if (file.exchange.networkId !== file.networkId) throw invalid(path, 'has the exchange of another network');
  checkGenesis(file.exchange);
  const chains = chainsOf(file);
  const named = chains.map(({ chainId }) => chainId);
  if (String(named) !== String(file.exchange.chains)) {
    throw invalid(path, `has the chains ${named.join(', ')} and exchange.chains ${file.exchange.chains.join(', ')}`);
  }
  for (const { chainId, tokens } of chains) {
    if (tokens.length === file.exchange.tokens.length) continue;
    throw invalid(path, `has ${file.exchange.tokens.length} tokens, and ${tokens.length} on chain ${chainId}`);
  }
  const feedsHere = new Set<number>(file.feeds.map(({ feed }) => feed));
  const missing = neededFeeds(file.exchange).find((feed) => !feedsHere.has(feed));
  if (missing !== undefined) throw invalid(path, `has no feed ${missing}, by which one of its markets or tokens goes`);
  const {
    networkId,
    committeeId,
    validators,
    epoch: epochs,
    timing,
    limits,
    feeds,
    exchange,
    l1,
    otherChains,
    checkpoint,
    genesisTimeMs,
  } = file;
  const committee = makeCommittee(
    networkId,
    committeeId,
    epoch(1),
    validators.map(({ operator, power, ed25519Key, blsKey }) => ({ operator, weight: power, ed25519Key, blsKey })),
  );
  const config: NetworkConfig = {
    committee,
    epoch: epochs,
    genesisDigest: genesisDigest(networkId, configDigest(file)),
    timing,
    limits,
    feeds,
    exchange,
    l1,
    otherChains,
    checkpoint,
    genesisTimeMs,
  };
  return { config, file };
}

/** Covers every value of the file; where it is edited, blocks get other names and the nodes do not understand each other. */
const configDigest = (file: NetworkFile): Hash => keccakHash(new TextEncoder().encode(sortedJson(file)));

const invalid = (path: string, why: string): WitanError =>
  new WitanError('NETWORK_FILE_INVALID', `The network file ${path} ${why}.`, 'Get an unedited copy from the network.');
