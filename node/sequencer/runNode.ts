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
import type { L1Cursor } from '../exchange/records.ts';
import { createL1Client } from '../l1/client.ts';
import { L1Follower } from '../l1/follower.ts';
import type { InboxCursor } from '../l1/inboxReader.ts';
import { CheckpointPublisher, type Published } from '../l1/publisher.ts';
import { CommitteeRotator } from '../l1/rotator.ts';
import { TransactionSender } from '../l1/transactionSender.ts';
import type { Place } from '../l1/turns.ts';
import { submissionFor } from '../checkpoint/proofs.ts';
import { CommitteeNetwork, type Peer } from '../network/committeeNetwork.ts';
import { NodeStore } from '../storage/nodeStore.ts';
import type { ExecutedBlock } from '../types/block.ts';
import { BrokenInvariant } from '../types/fault.ts';
import { zeroHash, type Hash, type HexBytes } from '../types/ids.ts';
import type { SignedReport } from '../types/report.ts';
import { height, type TimeMs, timeMs } from '../types/units.ts';
import type { LocalAccount } from 'viem';
import type { SignedCheckpoint } from './checkpoints.ts';
import type { NetworkConfig } from './config.ts';
import type { Ports } from './context.ts';
import { genesisParametersOf } from './genesisParameters.ts';
import type { SequencerInput } from './inputs.ts';
import type { NodeDoor } from './nodeDoor.ts';
import type { L1Port, LogPort, TimePort } from './ports.ts';
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
  readonly l1Url: string;
  readonly l1PollMs: number;
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
  let isL1Up = false;
  /** L1 is read from where the ledger of a snapshot has read it to, or from the network's beginning. */
  const followL1 = (cursor: L1Cursor | undefined, committeeId: number, startPlan: Hash): L1Follower =>
    new L1Follower({
      client: createL1Client(options.l1Url, network.l1.chainId),
      chainId: network.l1.chainId,
      vault: network.l1.vault,
      registry: network.l1.registry,
      riskParameters: network.l1.riskParameters,
      genesisParameters: genesisParametersOf(network),
      committeeId,
      startNumber: cursor?.number ?? network.l1.startNumber,
      startPlan,
      ...(cursor && { startInbox: inboxOf(cursor) }),
      blockMultiple: network.l1.blockMultiple,
      finalityDepth: network.l1.finalityDepth,
      pollMs: options.l1PollMs,
      onAdvance: () => {
        isL1Up = true;
        input({ type: 'l1' });
      },
      onStatus: (status) => {
        isL1Up = status.up;
        log.warn(status.message);
      },
      onFault: (fault) => log.warn('L1 took back a final block; this node names no more L1 blocks', { ...fault }),
    });

  /** Set one after the other while the node starts; the ports reach them when they are there. */
  const parts: { store?: NodeStore; committee?: CommitteeNetwork; sequencer?: Sequencer; follower?: L1Follower } = {};
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
    l1: followerPort(() => parts.follower!),
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
      l1: { isUp: isL1Up, number: parts.follower!.newest()?.number ?? network.l1.startNumber },
    }),
    exchange: () => parts.sequencer!.exchange,
    exitKit: (owner) => parts.sequencer!.exitKit(owner),
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
        const { committee, installed } = opened?.epochs ?? { committee: network.committee, installed: undefined };
        const startPlan = opened?.epochs.planned?.hash ?? zeroHash;
        const cursor = opened?.exchange.l1.get(network.l1.chainId);
        parts.follower = followL1(cursor, installed?.id ?? committee.id, startPlan);
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
  parts.follower!.start();
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
  const publishing = startPublishing(options, place, checkpoints$, published$);
  input({ type: 'start' });

  return {
    door,
    close: async () => {
      subscription.unsubscribe();
      clearInterval(blockSync);
      feeds.stop();
      parts.follower!.stop();
      publishing?.stop();
      await committee.close();
      await store.close();
      await bls.close();
    },
  };
}

const inboxOf = ({ depositCount, depositHash, forcedCount, forcedHash }: L1Cursor): InboxCursor => ({
  deposits: { count: depositCount, hash: depositHash },
  forced: { count: forcedCount, hash: forcedHash },
});

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

const followerPort = (follower: () => L1Follower): L1Port => ({
  block: (number) => follower().block(number),
  newest: () => follower().newest(),
  committee: (id) => follower().committee(id),
  hurry: () => follower().poke(),
  consumed: (number) => follower().consumed(number),
});

/** Brings checkpoints and committees to L1, where the node has an account to pay with. */
function startPublishing(
  options: RunOptions,
  place: () => Place,
  checkpoints$: Observable<SignedCheckpoint>,
  published$: Subject<Published>,
): { stop(): void } | undefined {
  const { network, keys, log, l1PollMs: pollMs } = options;
  if (keys.l1Account === undefined) return undefined;
  const client = createL1Client(options.l1Url, network.l1.chainId);
  const { settlement, registry } = network.l1;
  const sender = new TransactionSender({
    client,
    url: options.l1Url,
    account: keys.l1Account,
    pollMs,
    stuckMs: 60_000,
  });
  const shared = { client, sender, settlement, place, staggerMs: 4 * pollMs, pollMs };
  const publisher = new CheckpointPublisher({
    ...shared,
    onPublished: (published) => published$.next(published),
    onStatus: (status) => log.warn(status.message),
    onFault: (fault) => log.warn('a checkpoint was not accepted on L1', { ...fault, number: String(fault.number) }),
  });
  const rotator = new CommitteeRotator({
    ...shared,
    registry,
    onRotated: (rotated) => log.info('the next committee is on its way on L1', { ...rotated }),
    onStatus: (status) => log.warn(status.message),
  });
  checkpoints$.subscribe(({ checkpoint, certificate }) => {
    const submission = submissionFor(checkpoint, BigInt(network.l1.chainId));
    if (submission === undefined) return;
    const { bitmap, signature } = certificate;
    const signed = { ...submission, headerHash: checkpoint.headerHash, bitmap, signature };
    publisher.publish(signed);
    rotator.signed(signed);
  });
  return {
    stop: () => {
      publisher.stop();
      rotator.stop();
      sender.stop();
    },
  };
}
