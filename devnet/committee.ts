import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chain, http } from 'viem';
import { mnemonicToAccount, privateKeyToAccount } from 'viem/accounts';
import { stringify } from 'yaml';
import { type KeyFile, makeKeyFile, publicKeysOf, writeKeyFile } from '../node/cli/keyFile.ts';
import type { NetworkFile } from '../node/cli/networkFile.ts';
import { defaultKeep, type NodeConfig, type PeerAddress } from '../node/cli/nodeConfig.ts';
import { fromHex } from '../node/codec/hex.ts';
import type { ExchangeGenesis, Series } from '../node/exchange/genesis.ts';
import { defaultGenesis, usdcToken, wethToken } from '../node/exchange/defaultGenesis.ts';
import { parametersOf } from '../node/exchange/parameters/parametersOf.ts';
import type { FeedSettings } from '../node/feeds/feedPublisher.ts';
import { chainAt, createL1Client } from '../node/l1/client.ts';
import type { EpochConfig } from '../node/consensus/epochs.ts';
import {
  type ChainConfig,
  type CheckpointConfig,
  defaultLimits,
  defaultTiming,
  type Limits,
  type Timing,
} from '../node/sequencer/config.ts';
import type { KeptBlocks } from '../node/sequencer/runNode.ts';
import { type Address, feedId, type Hash, zeroHash } from '../node/types/ids.ts';
import { timeMs, type TimeMs } from '../node/types/units.ts';
import { freePorts } from './freePorts.ts';
import type { Artifact } from './artifacts.ts';
import { deploy, publicTiming, type Deployment } from './deploy.ts';
import { deployChain, type ChainDeployment } from './deployChain.ts';
import { publicGovernance } from './deployGovernance.ts';
import { fundedMnemonic, type L1 } from './l1.ts';
import { ValidatorProcess } from './validatorProcess.ts';

/** Of the second chain, where there is one. */
export const otherChainId = 31_338;

/** Seconds: what takes minutes and days on Ethereum takes seconds here. */
const settlementTiming = {
  ...publicTiming,
  spacing: 2,
  dispute: 4,
  silence: 60,
  lastCall: 20,
  forcedWindow: 60,
  challenge: 20,
};
/** Days on Ethereum, seconds here. */
const governanceTerms = {
  ...publicGovernance,
  votingDelay: 2,
  votingPeriod: 15,
  voteExtension: 2,
  timelockDelay: 2,
  looseningDelay: 6,
  period: 10,
  activationBlocks: 15,
};
/** A plan must be named by a header, past its dispute and installed within the interval. */
const rotationTiming = { interval: 20, life: 14 * 86_400, unbonding: 21 * 86_400 };
const checkpointTiming = { intervalMs: 5_000, minSpacingMs: 2_500 };
const epochConfig = { blocks: 1_000, lookaheadBlocks: 300 };
const fundingIntervalMs = 10_000;
const committeeLifeMs = 1000 * rotationTiming.life;

/** How fast a price may move, parts per billion of itself a second of the recording. */
const movePpbPerSecond = 20_000_000;
const movePpbPerSecondMost = 1_000_000_000;
/** A price counts for so long after it was to be stated anew. */
const staleMs = 5_000;

export interface CommitteeSetup {
  readonly folder: string;
  readonly l1: L1;
  /** A second chain, whose vault holds collateral too; absent: there is none. */
  readonly otherL1?: L1;
  readonly validators: number;
  /** Further validators with keys, a folder and money for a stake, which nobody has started or registered. */
  readonly candidates?: number;
  readonly traders: readonly Address[];
  readonly usdcPerTrader: bigint;
  /** Dated markets; absent: none. */
  readonly series?: readonly Series[];
  /** Sources of feeds 1 (BTC) and 2 (ETH), and of what `series` needs besides. */
  readonly feeds: readonly FeedSettings[];
  /** Price caps count the time of a recording, which passes this much faster. */
  readonly speed: number;
  readonly insuranceOwner: Address;
  /** Blocks that validators keep, and bounds of the network, other than the defaults. */
  readonly keep?: KeptBlocks;
  readonly limits?: Partial<Limits>;
  readonly timing?: Timing;
  readonly epoch?: EpochConfig;
  readonly checkpoint?: CheckpointConfig;
  /** Flags of Node for validators, beside those of this process. */
  readonly nodeFlags?: readonly string[];
  /** Puts something between the validators, given the ports they listen on. Absent: they reach one another directly. */
  readonly between?: (ports: readonly number[]) => Promise<Between>;
  /** Reads a compiled contract. */
  readonly artifact: (name: string) => Promise<Artifact>;
}

/** Where validators reach one another. */
export interface Between {
  port(from: number, to: number): number;
}

export interface Committee {
  readonly deployment: Deployment;
  readonly networkFile: NetworkFile;
  readonly validators: readonly ValidatorProcess[];
  readonly candidates: readonly ValidatorProcess[];
  /** Where the contracts of the second chain are. */
  readonly otherDeployment: ChainDeployment | undefined;
}

/** Deploys the contracts, writes a folder for each validator, and starts them all. */
export async function startCommittee(setup: CommitteeSetup, say: (line: string) => void): Promise<Committee> {
  const { l1, folder } = setup;
  const keys = Array.from({ length: setup.validators }, makeKeyFile);
  const candidateKeys = Array.from({ length: setup.candidates ?? 0 }, makeKeyFile);
  const everybody = [...keys, ...candidateKeys];
  say('deploying the contracts');
  const client = createL1Client(l1.url, 31_337);
  const chain: Chain = chainAt(l1.url, 31_337);
  const genesisTimeMs = timeMs(Date.now());
  const exchange = exchangeOf(setup, genesisTimeMs);
  const { listings, values } = parametersOf(exchange);
  const deployment = await deploy({
    transport: http(l1.url),
    chain,
    deployer: mnemonicToAccount(fundedMnemonic),
    operators: keys.map((each) => ({
      account: privateKeyToAccount(each.l1),
      ed25519Key: publicKeysOf(each).ed25519Key,
      blsSecretKey: fromHex(each.bls),
      power: 1,
    })),
    candidates: candidateKeys.map((each) => publicKeysOf(each).operator),
    traders: setup.traders,
    usdcPerTrader: setup.usdcPerTrader,
    timing: settlementTiming,
    rotation: rotationTiming,
    governance: governanceTerms,
    parameters: { listings, changes: values },
    committeeExpiryMs: Date.now() + committeeLifeMs,
    salt: zeroHash,
    artifact: setup.artifact,
  });
  const startNumber = deployment.deployBlock - 1;
  const startBlock = await client.getBlock({ blockNumber: BigInt(startNumber) });
  const other = setup.otherL1 && (await deployOther(setup, setup.otherL1, deployment, keys));
  const ports = await freePorts(2 * everybody.length);
  const networkFile = describeNetwork(
    setup,
    deployment,
    other?.config,
    exchange,
    keys,
    ports,
    startNumber,
    startBlock.hash as Hash,
  );
  const between = await setup.between?.(networkFile.validators.map(({ port }) => port));
  const places = everybody.map((each, index): PeerAddress => ({
    ed25519Key: publicKeysOf(each).ed25519Key,
    host: '127.0.0.1',
    port: ports[2 * index]!,
  }));
  const processes = everybody.map((each, index) => {
    const own = join(folder, `validator-${index}`);
    writeValidator(own, each, networkFile, setup, index, places, ports[2 * index + 1]!, between);
    return new ValidatorProcess(index, own, ports[2 * index + 1]!, setup.nodeFlags);
  });
  const [validators, candidates] = [processes.slice(0, setup.validators), processes.slice(setup.validators)];
  say(`starting ${validators.length} validators`);
  await Promise.all(validators.map((validator) => validator.start()));
  return { deployment, networkFile, validators, candidates, otherDeployment: other?.deployment };
}

/** The contracts of the second chain, and what the network file says of it. */
async function deployOther(
  setup: CommitteeSetup,
  l1: L1,
  home: Deployment,
  keys: readonly KeyFile[],
): Promise<{ readonly deployment: ChainDeployment; readonly config: ChainConfig }> {
  const chainId = otherChainId;
  const deployment = await deployChain({
    transport: http(l1.url),
    chain: chainAt(l1.url, chainId),
    deployer: mnemonicToAccount(fundedMnemonic),
    traders: setup.traders,
    usdcPerTrader: setup.usdcPerTrader,
    timing: settlementTiming,
    artifact: setup.artifact,
    committeeExpiryMs: home.committeeExpiryMs,
    networkId: home.networkId,
    committeeId: home.committeeId,
    validators: keys.map((each) => ({
      account: privateKeyToAccount(each.l1),
      power: 1,
      ed25519Key: publicKeysOf(each).ed25519Key,
      blsKey: publicKeysOf(each).blsKey,
    })),
  });
  const startNumber = deployment.deployBlock - 1;
  const { hash } = await createL1Client(l1.url, chainId).getBlock({ blockNumber: BigInt(startNumber) });
  const { mirror: registry, settlement, vault, usdc, weth } = deployment;
  return {
    deployment,
    config: {
      ...{ chainId, registry, settlement, vault, tokens: [usdc, weth] },
      ...{ startNumber, startHash: hash as Hash, blockMultiple: 1, finalityDepth: 2 },
    },
  };
}

/** Before there is a network to name. */
function exchangeOf({ insuranceOwner, series = [] }: CommitteeSetup, genesisTimeMs: TimeMs): ExchangeGenesis {
  const exchange = defaultGenesis(zeroHash, genesisTimeMs, insuranceOwner);
  return {
    ...exchange,
    markets: exchange.markets.map((market) => ({ ...market, fundingIntervalMs })),
    series,
    tokens: [usdcToken, wethToken],
  };
}

function describeNetwork(
  setup: CommitteeSetup,
  deployment: Deployment,
  other: ChainConfig | undefined,
  exchange: ExchangeGenesis,
  keys: readonly KeyFile[],
  ports: readonly number[],
  startNumber: number,
  startHash: Hash,
): NetworkFile {
  return {
    version: 1,
    networkId: deployment.networkId,
    committeeId: deployment.committeeId,
    validators: keys.map((each, index) => ({
      ...publicKeysOf(each),
      power: 1,
      host: '127.0.0.1',
      port: ports[2 * index]!,
    })),
    epoch: setup.epoch ?? epochConfig,
    timing: setup.timing ?? defaultTiming,
    limits: { ...defaultLimits, ...setup.limits },
    feeds: setup.feeds.map(({ feed, source }) => ({
      feed: feedId(feed),
      movePpbPerSecondMax: Math.min(movePpbPerSecondMost, Math.round(movePpbPerSecond * setup.speed)),
      staleMs: staleMs + (source.kind === 'generator' ? (source.everyMs ?? 0) : 0),
      skewMs: 1_000,
    })),
    exchange: {
      ...exchange,
      networkId: deployment.networkId,
      chains: [deployment.chainId, ...(other === undefined ? [] : [other.chainId])],
    },
    l1: {
      chainId: deployment.chainId,
      registry: deployment.registry,
      settlement: deployment.settlement,
      vault: deployment.vault,
      riskParameters: deployment.riskParameters,
      governor: deployment.governor,
      tokens: [deployment.usdc, deployment.weth],
      startNumber,
      startHash,
      blockMultiple: 1,
      finalityDepth: 2,
    },
    otherChains: other === undefined ? [] : [other],
    checkpoint: setup.checkpoint ?? checkpointTiming,
    genesisTimeMs: exchange.timeMs,
  };
}

function writeValidator(
  folder: string,
  keys: KeyFile,
  networkFile: NetworkFile,
  setup: CommitteeSetup,
  index: number,
  places: readonly PeerAddress[],
  rpcPort: number,
  between: Between | undefined,
): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeKeyFile(join(folder, 'keys.json'), keys);
  writeFileSync(join(folder, 'network.json'), JSON.stringify(networkFile, undefined, 2));
  const { host, port } = places[index]!;
  // Feeds of different operators never agree to the last digit.
  const skewPpm = 10 * (index - (setup.validators - 1) / 2);
  const config: NodeConfig = {
    networkFile: 'network.json',
    keyFile: 'keys.json',
    dataFolder: 'data',
    p2p: { host, port },
    rpc: { host: '127.0.0.1', port: rpcPort },
    l1: { url: setup.l1.url, pollMs: 500 },
    otherChains: setup.otherL1 === undefined ? [] : [{ chainId: otherChainId, url: setup.otherL1.url }],
    feeds: setup.feeds.map((feed) => ({ ...feed, skewPpm })),
    keep: setup.keep ?? defaultKeep,
    peerAddresses:
      between === undefined
        ? places.filter((_, peer) => peer >= setup.validators && peer !== index)
        : networkFile.validators.flatMap(({ ed25519Key, host }, peer) =>
            peer === index ? [] : [{ ed25519Key, host, port: between.port(index, peer) }],
          ),
    logLevel: 'info',
  };
  writeFileSync(join(folder, 'node.yaml'), stringify(config));
}
