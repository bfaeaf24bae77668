/**
 * A node as a process runs it: the sequencer with real time, network, disk, L1 and keys behind its ports. This is the only
 * file of this room with promises and timers: rxjs joins everything that happens into one serial stream of inputs.
 */
import { type Observable, observeOn, queueScheduler, Subject } from 'rxjs';
import { createBlsWorker } from '../crypto/blsPool.ts';
import { createNativeSign, createNativeVerify } from '../crypto/ed25519Native.ts';
import { messageBytesMax } from '../crypto/messageCodec.ts';
import { makeTraderVerifier, nobleBackend } from '../crypto/secp256k1.ts';
import { loadNativeSecp256k1 } from '../crypto/secp256k1Native.ts';
import { FeedPublisher, type FeedSettings } from '../feeds/feedPublisher.ts';
import type { Published } from '../l1/publisher.ts';
import type { Place } from '../l1/turns.ts';
import { CommitteeNetwork, type Peer } from '../network/committeeNetwork.ts';
import { NodeStore } from '../storage/nodeStore.ts';
import type { ExecutedBlock } from '../types/block.ts';
import { BrokenInvariant } from '../types/fault.ts';
import type { HexBytes } from '../types/ids.ts';
import type { SignedReport } from '../types/report.ts';
import { height, type TimeMs, timeMs } from '../types/units.ts';
import type { LocalAccount } from 'viem';
import type { SignedCheckpoint } from './checkpoints.ts';
import type { NetworkConfig } from './config.ts';
import type { Ports } from './context.ts';
import type { SequencerInput } from './inputs.ts';
import type { NodeDoor } from './nodeDoor.ts';
import type { LogPort, TimePort } from './ports.ts';
import { type ChainAccess, ChainFollowers, startPublishing } from './runChains.ts';
import { Sequencer, type SequencerEvents } from './sequencer.ts';
import { chooseStart } from './startingPoint.ts';

export interface NodeKeys {
  /** 32-byte seeds or secrets. */
  readonly ed25519: Uint8Array;
  readonly bls: Uint8Array;
  /** Pays for checkpoints on L1; absent: this node publishes none. */
  readonly l1Account: LocalAccount | undefined;
}

export interface RunOptions {
  readonly network: NetworkConfig;
  /** Own Ed25519 public key. */
  readonly key: HexBytes;
  readonly keys: NodeKeys;
  /** Follows and checks everything, and never signs for the committee. */
  readonly isWatcher?: boolean;
  readonly dataFolder: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** All nodes that this one may be connected to, by PeerId, itself among them or not. */
  readonly addressBook: readonly Peer[];
  /** Where each chain of the network is. */
  readonly chains: readonly ChainAccess[];
  readonly feeds: readonly FeedSettings[];
  readonly log: LogPort;
  /** Puts something between the sequencer and the world: a recorder, say. Absent: nothing. */
  readonly decorate?: (ports: Ports) => Ports;
  /** Called before the own log is replayed, so that doors see every block. */
  readonly onDoor: (door: NodeDoor) => void;
  /** Final blocks that are kept though snapshots have made them superfluous: so many, and for so long. */
  readonly keep: KeptBlocks;
  /** A snapshot of others is on the disk: close the node and run it again, and it goes on from there. */
  readonly onInstalled: () => void;
  /** The node cannot go on: a rule that must always hold does not. */
  readonly onHalt: (error: Error) => void;
}

export type KeptBlocks = { readonly blocks: number; readonly hours: number } | 'archive';

export interface RunningNode {
  readonly door: NodeDoor;
  close(): Promise<void>;
}

const feedIntervalMs = 100;
const blockSyncMs = 500;
const megabyte = 1024 * 1024;

/**
 * Opens the disk, replays it, joins the network and begins to vote.
 * Errors: those of NodeStore.open, CommitteeNetwork.start, FeedPublisher and BLOCK_LOG_BROKEN.
 */
export async function runNode(options: RunOptions): Promise<RunningNode> {
  const { network, key, keys, log } = options;
  const inputs$ = new Subject<SequencerInput>();
  const executed$ = new Subject<ExecutedBlock>();
  const attested$ = new Subject<SignedReport>();
  const checkpoints$ = new Subject<SignedCheckpoint>();
  const published$ = new Subject<Published>();
  const input = (happened: SequencerInput): void => inputs$.next(happened);

  const bls = createBlsWorker();
  const native = loadNativeSecp256k1();
  if (native.backend === undefined)
    log.warn('transactions are verified in JavaScript, 20 times slower', { reason: native.reason });
  /** Set one after the other while the node starts; the ports reach them when they are there. */
  const parts: { store?: NodeStore; committee?: CommitteeNetwork; sequencer?: Sequencer; chains?: ChainFollowers } = {};
  const ports: Ports = {
    time: realTime(() => input({ type: 'wake' })),
    network: {
      send: (to, bytes) => parts.committee?.send(to, bytes),
      broadcast: (bytes) => parts.committee?.broadcast(bytes),
    },
    disk: {
      append: (record) => parts.store?.append(record),
      // While the own log is replayed there is no store yet, and nothing to write.
      appendBlock: (at, block) => parts.store?.appendBlock(at, block),
      sync: (guard) => parts.store?.sync(guard),
      readBlocks: (to, from, bytesMax) => parts.store?.readBlocks(to, from, bytesMax),
      storeSnapshot: (at, stored) => parts.store?.storeSnapshot(at, stored),
      readSnapshotPart: (to, at, part) => parts.store?.readSnapshotPart(to, at, part),
      pruneBlocks: (below) => parts.store?.pruneBlocks(below),
      installSnapshot: (at, stored) => parts.store?.installSnapshot(at, stored),
    },
    // Set before the sequencer is.
    get l1() {
      return parts.chains!.port;
    },
    // A watcher signs nothing, whoever's keys it has.
    signer:
      options.isWatcher === true
        ? undefined
        : {
            sign: createNativeSign(keys.ed25519),
            signCheckpoint: (number, headerHash, message) => {
              bls.sign(message, keys.bls).then(
                (signature) => input({ type: 'checkpointSigned', number, headerHash, signature }),
                (error: unknown) => log.warn('a checkpoint could not be signed', { number, reason: String(error) }),
              );
            },
          },
    verifier: {
      ed25519: createNativeVerify(),
      trader: makeTraderVerifier(native.backend ?? nobleBackend),
      checkpointAggregate: (number, headerHash, message, partials) => {
        const validators = partials.map((partial) => partial.validator);
        bls.aggregate(message, partials).then(
          ({ bad, aggregate }) => {
            const named = bad.map((position) => validators[position]!);
            input({ type: 'aggregated', number, headerHash, validators, bad: named, aggregate });
          },
          (error: unknown) => log.warn('checkpoint signatures could not be summed', { number, reason: String(error) }),
        );
      },
      checkpointCertificate: (headerHash, message, signers, signature) => {
        bls.verifyAggregate(message, signers, signature).then(
          (isGood) => input({ type: 'certificateChecked', headerHash, isGood }),
          (error: unknown) => log.warn('a certificate could not be checked', { headerHash, reason: String(error) }),
        );
      },
    },
    log,
  };

  const door: NodeDoor = {
    network,
    committee: () => parts.sequencer!.committee,
    self: () => parts.sequencer!.self,
    submit: (bytes) => new Promise((resolve) => input({ type: 'submit', bytes, answer: resolve })),
    status: () => ({
      ...parts.sequencer!.status(),
      peers: parts.committee?.connected ?? [],
      ...parts.chains!.status(),
    }),
    exchange: () => parts.sequencer!.exchange,
    exitKit: (owner, chainId) => parts.sequencer!.exitKit(owner, chainId),
    stateRoot: () => parts.sequencer!.stateRoot(),
    executed$,
    attested$,
    checkpoints$,
    published$,
  };
  const opened = NodeStore.open(
    {
      folder: options.dataFolder,
      journalSegmentBytesMax: 64 * megabyte,
      blockSegmentBytesMax: 256 * megabyte,
      keepBlocksMs: options.keep === 'archive' ? Infinity : options.keep.hours * 3_600_000,
    },
    {
      begin: (guard, snapshots) => {
        const start = chooseStart(network, snapshots, log);
        const { opened } = start;
        parts.chains = new ChainFollowers(options, opened, () => input({ type: 'l1' }));
        const addressBook = options.addressBook.map(({ ed25519Key }) => ed25519Key);
        const self = { key, addressBook, ...(options.keep === 'archive' ? {} : { keepBlocks: options.keep.blocks }) };
        const events: SequencerEvents = {
          executed: (block) => executed$.next(block),
          attested: (report) => attested$.next(report),
          checkpoint: (checkpoint) => checkpoints$.next(checkpoint),
          evidence: () => undefined,
          misbehaved: (peer, code) => parts.committee?.fault(peer, code),
          epoch: ({ id, epoch }) => log.info('an epoch begins', { epoch, committee: id }),
        };
        parts.sequencer = new Sequencer(network, self, options.decorate?.(ports) ?? ports, guard, events, start);
        options.onDoor(door);
        if (opened !== undefined) log.info('the node starts from its snapshot', { block: opened.content.height });
        return opened?.content.height ?? height(0);
      },
      block: (payload) => parts.sequencer!.replayBlock(payload),
      journal: (payload) => parts.sequencer!.replayJournal(payload),
    },
  );
  const { store } = opened;
  parts.store = store;
  const machine = parts.sequencer!;
  if (opened.recovered.journalCutBytes + opened.recovered.blocksCutBytes > 0) {
    log.warn('the last write before the stop was incomplete; it was cut off and will be fetched again if it mattered', {
      journalBytes: opened.recovered.journalCutBytes,
      blockLogBytes: opened.recovered.blocksCutBytes,
    });
  }
  if (opened.recovered.blocksGivenUp > 0) {
    log.warn(
      'the own blocks do not continue the state that the node starts from; peers are asked for what comes next',
      {
        code: 'BLOCKS_GIVEN_UP',
        blocks: opened.recovered.blocksGivenUp,
      },
    );
  }
  store.start(
    {
      synced: () => input({ type: 'synced' }),
      failed: (error) => input({ type: 'diskFailed', reason: error.message }),
      blocksRead: (to, from, blocks, lowest) => input({ type: 'blocksRead', to, from, blocks, lowest }),
      snapshotStored: (at, kept) => input({ type: 'snapshotStored', at, kept }),
      snapshotPartRead: (to, at, part, bytes) => input({ type: 'snapshotPartRead', to, at, part, bytes }),
      installed: () => options.onInstalled(),
      warn: (message) => log.warn(message),
    },
    () => machine.liveRecords(),
  );

  const serial$: Observable<SequencerInput> = inputs$.pipe(observeOn(queueScheduler));
  const subscription = serial$.subscribe((happened) => {
    try {
      machine.handle(happened);
    } catch (error) {
      subscription.unsubscribe();
      const isRule = error instanceof BrokenInvariant;
      log.warn(
        isRule ? 'a rule that must always hold does not; this node stops' : 'an unforeseen error; this node stops',
        {
          reason: (error as Error).stack,
        },
      );
      options.onHalt(error as Error);
    }
  });

  const committee = await CommitteeNetwork.start({
    secretKey: keys.ed25519,
    listenHost: options.listen.host,
    listenPort: options.listen.port,
    peers: options.addressBook.filter(({ ed25519Key }) => ed25519Key !== key),
    messageBytesMax,
    onMessage: (from, bytes) => input({ type: 'message', from, bytes }),
    onPeer: (peer, connected) => {
      log.info(connected ? 'peer connected' : 'peer disconnected', { peer });
      input({ type: 'peer', peer, connected });
    },
    onFault: (peer, { code, count, barMs }) =>
      barMs > 0
        ? log.warn('a peer sent what no honest one sends; it is kept out for a while', { peer, code, barMs })
        : log.warn('a peer does what it should not', { peer, code, count }),
    onTooLong: (bytes) => log.warn('a message is too long to be sent; it is left out', { bytes, messageBytesMax }),
  });
  parts.committee = committee;
  parts.chains!.start();
  const feedSurroundings = {
    networkId: network.committee.networkId,
    feeds: network.feeds,
    say: (message: string, fields: Readonly<Record<string, unknown>>) => log.warn(message, fields),
  };
  const feeds = new FeedPublisher(options.feeds, feedIntervalMs, feedSurroundings, (feed, price, atMs) =>
    input({ type: 'price', feed, price, atMs }),
  );
  feeds.start();
  const blockSync = setInterval(() => store.syncBlocks(), blockSyncMs);
  const place = (): Place => {
    const { validators } = machine.committee;
    return { index: machine.self ?? validators.length, count: validators.length };
  };
  const { l1Account: account } = keys;
  const onPublished = (published: Published): void => published$.next(published);
  const publishing = account && startPublishing({ ...options, account, place, checkpoints$, onPublished });
  input({ type: 'start' });

  return {
    door,
    close: async () => {
      subscription.unsubscribe();
      clearInterval(blockSync);
      feeds.stop();
      parts.chains!.stop();
      publishing?.stop();
      await committee.close();
      await store.close();
      await bls.close();
    },
  };
}

/** One timer; a later wish replaces an earlier one. */
function realTime(wake: () => void): TimePort {
  let timer: NodeJS.Timeout | undefined;
  return {
    nowMs: () => timeMs(Date.now()),
    wakeAt: (atMs: TimeMs) => {
      clearTimeout(timer);
      timer = setTimeout(wake, Math.max(0, atMs - Date.now()));
    },
  };
}
