import { readFileSync } from 'node:fs';
import { sortedJson } from '../codec/sortedJson.ts';
import { genesisDigest } from '../crypto/digests.ts';
import { keccakHash } from '../crypto/keccak.ts';
import { checkGenesis, type ExchangeGenesis } from '../exchange/genesis.ts';
import type { FeedConfig } from '../priority/state.ts';
import type { CheckpointConfig, L1Config, Limits, NetworkConfig, Timing } from '../sequencer/config.ts';
import { makeCommittee } from '../types/committee.ts';
import { WitanError } from '../types/fault.ts';
import { type Address, type Hash, type HexBytes, isAddress, isHash, validatorIndex } from '../types/ids.ts';
import { epoch, type TimeMs } from '../types/units.ts';

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
  readonly timing: Timing;
  readonly limits: Limits;
  readonly feeds: readonly FeedConfig[];
  readonly exchange: ExchangeGenesis;
  readonly l1: L1Config;
  readonly checkpoint: CheckpointConfig;
  readonly genesisTimeMs: TimeMs;
}

export interface LoadedNetwork {
  readonly config: NetworkConfig;
  readonly file: NetworkFile;
}

/**
 * Reads a network file.
 * Errors: NETWORK_FILE_MISSING, NETWORK_FILE_INVALID, COMMITTEE_INVALID, GENESIS_INVALID.
 */
export function readNetworkFile(path: string): LoadedNetwork {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new WitanError(
      'NETWORK_FILE_MISSING',
      `The network file ${path} cannot be read: ${(error as Error).message}.`,
      'Ask the network for its network.json, or make one with ./witan devnet --keep.',
    );
  }
  let file: NetworkFile;
  try {
    file = JSON.parse(text) as NetworkFile;
  } catch (error) {
    throw invalid(path, `is no JSON: ${(error as Error).message}`);
  }
  checkShape(path, file);
  checkGenesis(file.exchange);
  const { networkId, committeeId, validators, timing, limits, feeds, exchange, l1, checkpoint, genesisTimeMs } = file;
  const committee = makeCommittee(
    networkId,
    committeeId,
    epoch(1),
    validators.map(({ operator, power, ed25519Key, blsKey }, index) => ({
      index: validatorIndex(index),
      operator,
      power,
      ed25519Key,
      blsKey,
    })),
  );
  const config: NetworkConfig = {
    committee,
    genesisDigest: genesisDigest(networkId, configDigest(file)),
    timing,
    limits,
    feeds,
    exchange,
    l1,
    checkpoint,
    genesisTimeMs,
  };
  return { config, file };
}

/** Covers every value of the file; where it is edited, blocks get other names and the nodes do not understand each other. */
const configDigest = (file: NetworkFile): Hash => keccakHash(new TextEncoder().encode(sortedJson(file)));

const invalid = (path: string, why: string): WitanError =>
  new WitanError('NETWORK_FILE_INVALID', `The network file ${path} ${why}.`, 'Get an unedited copy from the network.');

function checkShape(path: string, file: NetworkFile): void {
  const need = (holds: boolean, why: string): void => {
    if (!holds) throw invalid(path, why);
  };
  need(typeof file === 'object' && file !== null && file.version === 1, 'has another version than 1');
  need(isHash(file.networkId), 'has no networkId');
  need(Array.isArray(file.validators) && Array.isArray(file.feeds), 'lists no validators or no feeds');
  for (const [index, each] of file.validators.entries()) {
    need(/^0x[0-9a-f]{64}$/.test(each.ed25519Key), `has no Ed25519 key for validator ${index}`);
    need(/^0x[0-9a-f]{512}$/.test(each.blsKey), `has no BLS key for validator ${index}`);
    need(isAddress(each.operator), `has no operator for validator ${index}`);
    need(typeof each.host === 'string' && isPort(each.port), `has no address for validator ${index}`);
  }
  for (const name of ['timing', 'limits', 'exchange', 'l1', 'checkpoint'] as const) {
    need(typeof file[name] === 'object' && file[name] !== null, `has no ${name}`);
  }
  const { timing, l1 } = file;
  need(
    Object.values({ ...timing, ...file.limits, ...file.checkpoint }).every(
      (each) => Number.isSafeInteger(each) && each > 0,
    ),
    'has a timing, limit or checkpoint value that is no positive integer',
  );
  need(timing.deltaMs >= timing.idleIntervalMs, 'has a deltaMs below idleIntervalMs: idle leaders would be timed out');
  need(isAddress(l1.vault) && isAddress(l1.settlement) && isHash(l1.startHash), 'has no L1 contracts');
  need(Number.isSafeInteger(file.genesisTimeMs), 'has no genesisTimeMs');
}

const isPort = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) < 65_536;
