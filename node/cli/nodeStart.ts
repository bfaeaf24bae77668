import { join } from 'node:path';
import closeWithGrace from 'close-with-grace';
import pino from 'pino';
import { type RunningApi, startApi } from '../api/startApi.ts';
import { runNode, type RunOptions } from '../sequencer/runNode.ts';
import type { Peer } from '../network/committeeNetwork.ts';
import { createL1Client } from '../l1/client.ts';
import { requireGenesisParameters } from '../l1/parametersReader.ts';
import type { NetworkConfig } from '../sequencer/config.ts';
import { genesisParametersOf } from '../sequencer/genesisParameters.ts';
import { WitanError } from '../types/fault.ts';
import { peerId } from '../types/ids.ts';
import { nodeKeysOf, publicKeysOf, readKeyFile } from './keyFile.ts';
import { type ListedValidator, readNetworkFile } from './networkFile.ts';
import { chainAccess, type PeerAddress, readNodeConfig } from './nodeConfig.ts';

/** Those of the network file, where this node reaches them, and then those who came later. */
export function addressBookOf(first: readonly ListedValidator[], own: readonly PeerAddress[]): Peer[] {
  const listed = new Set(first.map(({ ed25519Key }) => ed25519Key));
  const places = [
    ...first.map((each) => own.find(({ ed25519Key }) => ed25519Key === each.ed25519Key) ?? each),
    ...own.filter(({ ed25519Key }) => !listed.has(ed25519Key)),
  ];
  return places.map(({ ed25519Key, host, port }, index) => ({ id: peerId(index), ed25519Key, host, port }));
}

/** Refuses a genesis that is not the chain's. A chain that does not answer is compared with once it does, by the follower. */
async function requireParameters(network: NetworkConfig, l1Url: string): Promise<void> {
  const { chainId, riskParameters } = network.l1;
  try {
    await requireGenesisParameters(createL1Client(l1Url, chainId), riskParameters, genesisParametersOf(network));
  } catch (error) {
    if (error instanceof WitanError) throw error;
  }
}

/** One run of the node in this process. */
interface Life {
  end(): Promise<void>;
}

/**
 * Runs a validator until it is told to stop.
 * @param adapt what another program that runs a node changes of it
 * Errors: those of its files, its disk and its network; docs/guide-operators.md lists them.
 */
export async function startNode(
  folder: string,
  adapt: (options: RunOptions) => RunOptions = (options) => options,
): Promise<void> {
  const config = readNodeConfig(join(folder, 'node.yaml'));
  const { config: network, file } = readNetworkFile(config.networkFile);
  const keys = readKeyFile(config.keyFile);
  const { ed25519Key, blsKey } = publicKeysOf(keys);
  const self = file.validators.findIndex((validator) => validator.ed25519Key === ed25519Key);
  if (self !== -1 && file.validators[self]!.blsKey !== blsKey) {
    throw new WitanError(
      'KEYS_MISMATCH',
      `The BLS key is not the one registered for validator ${self}.`,
      'Restore the right keys.json.',
    );
  }
  await requireParameters(network, config.l1.url);
  const logger = pino(
    { level: config.logLevel, base: { validator: self === -1 ? ed25519Key : self } },
    pino.destination({ fd: 2, sync: false }),
  );
  const log = {
    info: (message: string, fields: Readonly<Record<string, unknown>> = {}) => logger.info(fields, message),
    warn: (message: string, fields: Readonly<Record<string, unknown>> = {}) => logger.warn(fields, message),
  };
  if (self === -1) {
    // Whoever joins later begins as a follower, and votes once a committee on L1 has its key.
    log.info('this key is in no first committee of the network: the node follows until one has it', { ed25519Key });
  }
  const begin = async (onInstalled: () => void): Promise<Life> => {
    let api: Promise<RunningApi> | undefined;
    const options: RunOptions = {
      network,
      key: ed25519Key,
      keys: nodeKeysOf(keys),
      dataFolder: config.dataFolder,
      listen: config.p2p,
      addressBook: addressBookOf(file.validators, config.peerAddresses),
      chains: chainAccess(config, network),
      feeds: config.feeds,
      keep: config.keep,
      log,
      onDoor: (door) => {
        api = startApi(door, { ...config.rpc, log });
      },
      onInstalled,
      onHalt: () => {
        // A node that breaks its own rules must not go on, and a supervisor must see that it failed.
        logger.flush(() => process.exit(70));
      },
    };
    const running = await runNode(adapt(options)).catch(async (error: unknown) => {
      // A door that is open already would keep the process alive.
      await (await api)?.close();
      throw error;
    });
    const door = await api!;
    log.info('node is up', { rpcPort: door.port, p2pPort: config.p2p.port, height: running.door.status().height });
    return {
      end: async () => {
        await door.close();
        await running.close();
      },
    };
  };
  let life: Promise<Life>;
  let isStopping = false;
  /** A snapshot was installed: another life begins from it in the same process. Clients connect again. */
  const beginAgain = (): void => {
    life = life.then(async (last) => {
      if (isStopping) return last;
      await last.end();
      return begin(beginAgain);
    });
    life.catch((error: unknown) => {
      log.warn('the node could not go on from the snapshot', { reason: (error as Error).stack });
      logger.flush(() => process.exit(70));
    });
  };
  life = begin(beginAgain);
  await life;
  const closing = closeWithGrace({ delay: 5_000 }, async ({ err }) => {
    if (err !== undefined) log.warn('stopping after an unforeseen error', { reason: err.stack });
    isStopping = true;
    await (await life).end();
    log.info('node stopped');
  });
  // Started by another program over a channel: when that one ends, however it ends, so does this node.
  if (process.send !== undefined) process.once('disconnect', () => closing.close());
}
