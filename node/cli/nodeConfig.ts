import { dirname, isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import type { FeedSettings } from '../feeds/feedPublisher.ts';
import type { NetworkConfig } from '../sequencer/config.ts';
import type { ChainAccess } from '../sequencer/runChains.ts';
import type { KeptBlocks } from '../sequencer/runNode.ts';
import { WitanError } from '../types/fault.ts';
import type { HexBytes } from '../types/ids.ts';
import { feedsShape } from './feedShape.ts';
import { readText } from './readText.ts';
import { integer, listOf, recordOf, shown, such, text as textOf } from './shape.ts';

/** Where this node reaches a peer that is not in the network file, or elsewhere than it says: over a private line, say. */
export interface PeerAddress {
  readonly ed25519Key: HexBytes;
  readonly host: string;
  readonly port: number;
}

/** A chain beside the home chain, of those in the network file. */
export interface OtherChain {
  readonly chainId: number;
  readonly url: string;
}

/** `node.yaml`: what is one node's own. Paths are relative to the file. */
export interface NodeConfig {
  readonly networkFile: string;
  readonly keyFile: string;
  readonly dataFolder: string;
  readonly p2p: { readonly host: string; readonly port: number };
  readonly rpc: { readonly host: string; readonly port: number };
  readonly l1: { readonly url: string; readonly pollMs: number };
  /** Where the network's further chains are; asked as often as l1. */
  readonly otherChains: readonly OtherChain[];
  readonly feeds: readonly FeedSettings[];
  /** Blocks that are kept though snapshots have made them superfluous. */
  readonly keep: KeptBlocks;
  /** Of peers that came after the network file, and of those that are reached elsewhere; others may be left out. */
  readonly peerAddresses: readonly PeerAddress[];
  readonly logLevel: string;
}

export const defaultKeep: KeptBlocks = { blocks: 100_000, hours: 24 };

const keys = ['networkFile', 'keyFile', 'dataFolder', 'p2p', 'rpc', 'l1', 'otherChains', 'feeds', 'keep', 'peerAddresses', 'logLevel']; // prettier-ignore
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

const peerAddressesShape = listOf(
  recordOf<PeerAddress>({
    ed25519Key: textOf(/^0x[0-9a-f]{64}$/, 'an Ed25519 key: 0x and 64 lower-case hex digits'),
    host: textOf(/^.{1,255}$/, 'a text of 1 to 255 characters'),
    port: integer(1, 65_535),
  }),
);

const otherChainsShape = listOf(
  recordOf<OtherChain>({
    chainId: integer(1),
    url: such((value) => typeof value === 'string' && URL.canParse(value), 'an http address'),
  }),
);

const textFile = {
  what: 'configuration',
  missing: 'CONFIG_MISSING',
  unreadable: 'CONFIG_UNREADABLE',
  hint: 'Make one with ./witan node init, or name its folder with --dir.',
};

/**
 * Reads a node's configuration.
 * Errors: CONFIG_MISSING, CONFIG_UNREADABLE, CONFIG_INVALID with the key that is wrong.
 */
export function readNodeConfig(path: string): NodeConfig {
  const text = readText(path, textFile);
  let parsed: unknown;
  try {
    parsed = parse(text, { logLevel: 'error' });
  } catch (error) {
    // Not only YAMLError: the parser says ReferenceError of aliases, and RangeError of what is nested too deeply.
    throw invalid(path, `is no YAML: ${(error as Error).message.split('\n')[0]}`);
  }
  if (typeof parsed !== 'object' || parsed === null) throw invalid(path, 'holds no keys');
  const config = parsed as NodeConfig;
  const unknown = Object.keys(config).filter((key) => !keys.includes(key));
  if (unknown.length > 0) throw invalid(path, `has keys that mean nothing: ${unknown.map(shown).join(', ')}`);
  for (const key of ['networkFile', 'keyFile', 'dataFolder'] as const) {
    if (typeof config[key] !== 'string') throw invalid(path, `lacks ${key}`);
  }
  for (const key of ['p2p', 'rpc'] as const) {
    const { host, port } = (config[key] ?? {}) as Partial<NodeConfig['rpc']>;
    if (typeof host !== 'string' || !Number.isInteger(port) || port! < 0 || port! > 65_535) {
      throw invalid(path, `needs ${key}.host and ${key}.port`);
    }
  }
  const l1 = (config.l1 ?? {}) as Partial<NodeConfig['l1']>;
  if (typeof l1.url !== 'string' || !URL.canParse(l1.url)) throw invalid(path, 'needs l1.url, an http address');
  if (l1.pollMs !== undefined && (!Number.isInteger(l1.pollMs) || l1.pollMs < 10)) {
    throw invalid(path, 'has an l1.pollMs that is no whole number from 10');
  }
  const logLevel = config.logLevel ?? 'info';
  if (!logLevels.includes(logLevel))
    throw invalid(
      path,
      `has logLevel ${typeof logLevel === 'string' ? shown(logLevel) : 'of no text'}, must be one of ${logLevels.join(', ')}`,
    );
  const keep = config.keep ?? defaultKeep;
  if (keep !== 'archive' && !isKept(keep)) {
    throw invalid(path, 'has a keep that is neither archive nor {blocks, hours}, whole numbers from 0');
  }
  const feeds = config.feeds ?? [];
  const peerAddresses = config.peerAddresses ?? [];
  const otherChains = config.otherChains ?? [];
  const wrong =
    feedsShape(feeds, 'feeds') ??
    peerAddressesShape(peerAddresses, 'peerAddresses') ??
    otherChainsShape(otherChains, 'otherChains');
  if (wrong !== undefined) throw invalid(path, `is wrong: ${wrong}`);
  const folder = dirname(path);
  const resolve = (file: string): string => (isAbsolute(file) ? file : join(folder, file));
  return {
    ...config,
    networkFile: resolve(config.networkFile),
    keyFile: resolve(config.keyFile),
    dataFolder: resolve(config.dataFolder),
    l1: { url: l1.url, pollMs: l1.pollMs ?? 4_000 },
    otherChains,
    feeds: feeds.map((each) =>
      each.source.kind === 'replay' ? { ...each, source: { ...each.source, file: resolve(each.source.file) } } : each,
    ),
    keep,
    peerAddresses,
    logLevel,
  };
}

function isKept(keep: unknown): boolean {
  if (typeof keep !== 'object' || keep === null) return false;
  const { blocks, hours, ...others } = keep as Readonly<Record<string, unknown>>;
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
  return isCount(blocks) && isCount(hours) && Object.keys(others).length === 0;
}

/** Where each chain of the network is. Errors: CONFIG_INVALID where one of them is not said. */
export const chainAccess = (
  { l1, otherChains }: Pick<NodeConfig, 'l1' | 'otherChains'>,
  network: Pick<NetworkConfig, 'l1' | 'otherChains'>,
): ChainAccess[] => [
  { chainId: network.l1.chainId, ...l1 },
  ...network.otherChains.map(({ chainId }) => {
    const found = otherChains.find((chain) => chain.chainId === chainId);
    if (found === undefined) throw invalid('of the node', `says in otherChains nothing of chain ${chainId}`);
    return { chainId, url: found.url, pollMs: l1.pollMs };
  }),
];

const invalid = (path: string, why: string): WitanError =>
  new WitanError('CONFIG_INVALID', `The configuration ${path} ${why}.`, 'docs/guide-operators.md lists every key.');
