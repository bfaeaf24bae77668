import type { EpochConfig } from '../../node/consensus/epochs.ts';
import { leaderSchedule } from '../../node/consensus/leaderSchedule.ts';
import { encodeTransaction } from '../../node/codec/transaction.ts';
import { toHex } from '../../node/codec/hex.ts';
import { keccak, keccakHash } from '../../node/crypto/keccak.ts';
import type { LeaderOf } from '../../node/crypto/certificates.ts';
import { genesisDigest } from '../../node/crypto/digests.ts';
import { decodeMessage } from '../../node/crypto/messageCodec.ts';
import { ed25519PublicKey, type Ed25519Sign, type Ed25519Verify } from '../../node/crypto/ed25519.ts';
import { createNativeSign, createNativeVerify } from '../../node/crypto/ed25519Native.ts';
import { makeTraderSigner, makeTraderVerifier, nobleBackend, type TraderSigner } from '../../node/crypto/secp256k1.ts';
import { loadNativeSecp256k1 } from '../../node/crypto/secp256k1Native.ts';
import { domainSeparator, signingDigest } from '../../node/crypto/transactionHash.ts';
import { defaultGenesis } from '../../node/exchange/defaultGenesis.ts';
import { checkConservationFully } from '../../node/exchange/conservation.ts';
import {
  type CheckpointConfig,
  defaultEpoch,
  defaultLimits,
  defaultTiming,
  type Limits,
  type NetworkConfig,
  type Timing,
} from '../../node/sequencer/config.ts';
import type { SequencerInput, SubmitResult } from '../../node/sequencer/inputs.ts';
import type { Ports } from '../../node/sequencer/context.ts';
import type { DiskPort, L1Port } from '../../node/sequencer/ports.ts';
import type { SignedCheckpoint } from '../../node/sequencer/checkpoints.ts';
import { Sequencer, type SequencerEvents } from '../../node/sequencer/sequencer.ts';
import { chooseStart } from '../../node/sequencer/startingPoint.ts';
import type { ExecutedBlock } from '../../node/types/block.ts';
import { type Committee, makeCommittee, type Member, positionOf } from '../../node/types/committee.ts';
import { WitanError } from '../../node/types/fault.ts';
import {
  feedId,
  type Address,
  type Hash,
  type HexBytes,
  peerId,
  type ValidatorIndex,
  zeroAddress,
} from '../../node/types/ids.ts';
import type { NetworkMessage } from '../../node/types/message.ts';
import type { TransactionBody } from '../../node/types/transaction.ts';
import { epoch, height, timeMs, type View } from '../../node/types/units.ts';
import { keyedShare, keyedSign, keyedVerify } from './keyedSignatures.ts';
import { type Costs, Processor } from './processor.ts';
import { Random } from '../../devnet/random.ts';
import { Agenda } from './agenda.ts';
import { VirtualChain } from './virtualChain.ts';
import { type Disk, VirtualDisk } from './virtualDisk.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly validators?: number;
  readonly links?: Partial<LinkConditions>;
  readonly timing?: Partial<Timing>;
  /** Voting power of each validator; 1 each where absent. */
  readonly powers?: readonly number[];
  /** Nodes beside the validators that follow from the start, to be voted in later; they come after the validators. */
  readonly joiners?: number;
  readonly epoch?: EpochConfig;
  /** Nodes that run as watchers, whoever's keys they have. */
  readonly watchers?: readonly number[];
  /** Validators of whom a second node runs with the same keys; those nodes come after the others. */
  readonly twins?: readonly number[];
  /** Votes and reports signed as a node signs them, instead of by keyed hashes. */
  readonly realSignatures?: boolean;
  /** Sums the whole ledger after every block, not only what changed. Default true. */
  readonly auditsFully?: boolean;
  readonly checkpoint?: CheckpointConfig;
  readonly limits?: Partial<Limits>;
  /** Final blocks that every node keeps at least; absent: all. */
  readonly keepBlocks?: number;
  /** Absent: virtual ones. */
  readonly makeDisk?: (random: Random) => Disk;
  /** What computing takes each node; absent: nothing. */
  readonly costs?: Costs;
}

/** How messages travel; may change while the world runs. */
export interface LinkConditions {
  /** Delay in ms, drawn evenly for each message: so they overtake one another. */
  delayMs: readonly [number, number];
  /** Probability that a message is lost, and that it comes twice. */
  loss: number;
  duplication: number;
}

/** What a node does to the world; it may crash before any of them. */
export type Effect = 'send' | 'append' | 'sync' | 'appendBlock';

/** One life after another of one validator, on one disk. */
interface VirtualNode {
  readonly disk: Disk;
  /** How far this node's clock is from the world's, ms, and its view of prices from theirs, as a factor. */
  clockOffsetMs: number;
  priceFactor: number;
  /** Crash instead of the nth effect of a kind from now. */
  crashAt: { readonly effect: Effect; left: number } | undefined;
  sequencer: Sequencer | undefined;
  /** Of this life, where computing takes time. */
  processor: Processor | undefined;
  life: number;
  /** How often it has installed a snapshot of others. */
  joins: number;
  wakeAtMs: number;
  readonly executed: ExecutedBlock[];
  /** Header hashes that it saw certified, by number. */
  readonly checkpoints: Map<number, Hash>;
  /** The newest of them in full. */
  newest: SignedCheckpoint | undefined;
}

/** Proof that one node holds against another. */
export interface Accusation {
  readonly by: number;
  readonly validator: number;
  readonly code: string;
  /** Whether it is about a view that the accused led. */
  readonly asLeader: boolean;
}

/** Thrown out of a node by the effect at which it was to crash. */
class Crash extends Error {}

export const startMs = 1_800_000_000_000;
const native = loadNativeSecp256k1();
const backend = native.backend ?? nobleBackend;

/** A committee with its network, disks, clocks and L1 in one process, driven by one seed. */
export class World {
  readonly random: Random;
  readonly chain = new VirtualChain();
  readonly network: NetworkConfig;
  readonly nodes: VirtualNode[];
  readonly links: LinkConditions;
  /** Pairs (from, to) between which nothing passes. */
  readonly cut = new Set<string>();
  /** How many L1 blocks each node's endpoint is behind, and beyond which block it shows nothing. */
  readonly l1Lag: number[] = [];
  readonly l1FrozenAt: (number | undefined)[] = [];
  /** What a node gets to see of L1 instead of the truth, by validator; asked with every look. */
  readonly l1Seen: ((truth: L1Port) => L1Port)[] = [];
  /** What arrives instead of a message: itself, others, or nothing. This is where a Byzantine validator acts. */
  intercept: (from: number, to: number, bytes: Uint8Array) => readonly Uint8Array[] = (_from, _to, bytes) => [bytes];
  /** Hears every message that a node sends, before anything happens to it. */
  onSend: (from: number, bytes: Uint8Array) => void = () => undefined;
  /** Hears every message that is on its way to a node, after whatever a liar made of it. */
  onArrival: (from: number, to: number, bytes: Uint8Array) => void = () => undefined;
  /** A node's life began or ended. */
  onLife: (index: number, isUp: boolean) => void = () => undefined;
  /** For a node, another committee took over. */
  onEpoch: (index: number, committee: Committee) => void = () => undefined;
  /** A node executed a block. */
  onCheckpoint: (index: number, signed: SignedCheckpoint) => void = () => undefined;
  onExecuted: (index: number, block: ExecutedBlock) => void = () => undefined;
  readonly faults: string[] = [];
  readonly evidence: string[] = [];
  /** Whom honest nodes hold proof against. */
  readonly accused: Accusation[] = [];
  nowMs = startMs;
  price = 50_000_000_000;
  readonly #options: WorldOptions;
  readonly #agenda = new Agenda();
  readonly #separator: Uint8Array;
  /** Who voted in each epoch, as the first node to get there says. */
  readonly #committees = new Map<number, { readonly committee: Committee; readonly leaderOf: LeaderOf }>();
  readonly #secrets: readonly Uint8Array[];
  readonly #keys: readonly HexBytes[];
  /** Whose keys each node has: a twin those of the validator that it doubles. */
  readonly #identityOf: readonly number[];
  readonly verify: Ed25519Verify;
  #decoded: { readonly bytes: Uint8Array; readonly message: NetworkMessage } | undefined;
  #nonce = 0;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.random = new Random(options.seed);
    this.links = { delayMs: [1, 4], loss: 0, duplication: 0, ...options.links };
    const count = options.validators ?? 4;
    const networkId = keccakHash(new Uint8Array([7, 7, 7]));
    const identities = count + (options.joiners ?? 0);
    this.#secrets = Array.from({ length: identities }, (_, index) => keccak(new Uint8Array([index])));
    const real = options.realSignatures === true;
    this.verify = real ? createNativeVerify() : keyedVerify;
    this.#keys = this.#secrets.map((secret) => (real ? ed25519PublicKey(secret) : toHex<HexBytes>(secret)));
    const committee = makeCommittee(
      networkId,
      1,
      epoch(1),
      Array.from({ length: count }, (_, index) => this.member(index, options.powers?.[index] ?? 1)),
    );
    this.network = {
      committee,
      epoch: options.epoch ?? defaultEpoch,
      genesisDigest: genesisDigest(networkId, networkId),
      timing: { ...defaultTiming, ...options.timing },
      limits: { ...defaultLimits, ...options.limits },
      feeds: [1, 2].map((feed) => ({
        feed: feedId(feed),
        movePpbPerSecondMax: 100_000_000,
        staleMs: 5_000,
        skewMs: 1_000,
      })),
      exchange: defaultGenesis(networkId, timeMs(startMs), zeroAddress),
      l1: {
        chainId: this.chain.chainId,
        registry: zeroAddress,
        settlement: zeroAddress,
        vault: zeroAddress,
        riskParameters: zeroAddress,
        governor: zeroAddress,
        tokens: [zeroAddress],
        startNumber: 0,
        startHash: this.chain.startHash,
        blockMultiple: 1,
        finalityDepth: 0,
      },
      otherChains: [],
      checkpoint: options.checkpoint ?? { intervalMs: 5_000, minSpacingMs: 1_000 },
      genesisTimeMs: timeMs(startMs),
    };
    this.#committees.set(1, { committee, leaderOf: leaderSchedule(committee) });
    this.#separator = domainSeparator({ networkId, homeChainId: this.chain.chainId });
    this.#identityOf = [...this.#keys.keys(), ...(options.twins ?? [])];
    this.nodes = this.#identityOf.map(() => ({
      disk: options.makeDisk?.(this.random) ?? new VirtualDisk(this.random),
      clockOffsetMs: 0,
      priceFactor: 1,
      crashAt: undefined,
      sequencer: undefined,
      processor: undefined,
      life: 0,
      joins: 0,
      wakeAtMs: Infinity,
      executed: [],
      checkpoints: new Map(),
      newest: undefined,
    }));
    this.nodes.forEach((_, index) => this.start(index));
    this.#everyMs(100, () => this.#publishPrices());
  }

  /** A node as a committee on L1 lists it. */
  member(node: number, weight: number): Member {
    const ed25519Key = this.#keys[node]!;
    const operator = toHex<Address>(keccak(new Uint8Array([9, node])).subarray(12));
    return { operator, weight, ed25519Key, blsKey: ed25519Key };
  }

  /** Who voted in an epoch. */
  committeeOf(epoch: number): Committee {
    return this.#committees.get(epoch)!.committee;
  }

  /** By the schedule of an epoch. */
  leadersOf(epoch: number): LeaderOf {
    return this.#committees.get(epoch)!.leaderOf;
  }

  /** The node that leads a view. */
  leaderOf(view: View, epoch = 1): number {
    return this.nodeOf(this.leadersOf(epoch)(view), epoch);
  }

  /** The node that has a place in the committee of an epoch, and the place that a node has; undefined for none. */
  nodeOf(place: number, epoch: number): number {
    return this.#keys.indexOf(this.committeeOf(epoch).validators[place]!.ed25519Key);
  }

  placeOf(node: number, epoch: number): ValidatorIndex | undefined {
    return positionOf(this.committeeOf(epoch), this.#keys[this.#identityOf[node]!]!);
  }

  /** A funded-by-deposit trader with a key of its own. */
  trader(number: number): TraderSigner {
    return makeTraderSigner(keccak(new Uint8Array([5, number >> 8, number])), backend);
  }

  /** Signed wire bytes of a transaction. */
  sign(trader: TraderSigner, body: TransactionBody, lifeMs = 60_000): Uint8Array {
    const unsigned = {
      version: 1,
      account: trader.address,
      subaccount: 0,
      key: trader.address,
      nonce: Math.floor(this.nowMs) + this.#nonce++,
      expiryMs: timeMs(Math.floor(this.nowMs) + lifeMs),
      body,
    };
    return encodeTransaction({ ...unsigned, signature: trader.sign(signingDigest(this.#separator, unsigned)) });
  }

  /** Signs as a validator: for those that misbehave on purpose. */
  signAs(validator: number, message: Uint8Array): HexBytes {
    return this.#signer(validator)(message);
  }

  #signer(validator: number): Ed25519Sign {
    const isReal = this.#options.realSignatures === true;
    return isReal ? createNativeSign(this.#secrets[validator]!) : keyedSign(this.#keys[validator]!);
  }

  submit(node: number, bytes: Uint8Array, answer: (result: SubmitResult) => void = () => undefined): void {
    this.#input(node, { type: 'submit', bytes, answer });
  }

  /** Reads a message; what was read last is remembered, since a broadcast is looked at many times. */
  decode(bytes: Uint8Array): NetworkMessage {
    if (this.#decoded?.bytes !== bytes) {
      this.#decoded = { bytes, message: decodeMessage(this.network.committee.networkId, bytes) };
    }
    return this.#decoded.message;
  }

  /** Brings a message to a node, past all links: for those that misbehave on purpose. */
  deliver(from: number, to: number, bytes: Uint8Array, delayMs: number): void {
    this.after(delayMs, () => this.#input(to, { type: 'message', from: peerId(this.#identityOf[from]!), bytes }));
  }

  /** Begins a life of a node from what its disk holds. */
  start(index: number): void {
    const node = this.nodes[index]!;
    const life = ++node.life;
    const input = (happened: SequencerInput): void => {
      if (node.life === life) this.#input(index, happened);
    };
    const later = (delayMs: number, callback: () => void): void =>
      this.after(delayMs, () => {
        if (node.life === life) callback();
      });
    const identity = this.#identityOf[index]!;
    const publicKey = this.#keys[identity]!;
    const { costs, watchers = [] } = this.#options;
    const processor = costs === undefined ? undefined : new Processor(this, costs);
    node.processor = processor;
    const charge = (cost: keyof Costs): void => processor?.charge(cost);
    const sign = this.#signer(identity);
    const trader = makeTraderVerifier(backend);
    const ports: Ports = {
      time: {
        nowMs: () => timeMs(Math.floor(this.nowMs + node.clockOffsetMs)),
        wakeAt: (localMs) => {
          const atMs = localMs - node.clockOffsetMs;
          if (atMs >= node.wakeAtMs) return;
          node.wakeAtMs = atMs;
          this.#agenda.add(atMs, () => {
            if (node.life !== life || node.wakeAtMs !== atMs) return;
            node.wakeAtMs = Infinity;
            input({ type: 'wake' });
          });
        },
      },
      network: {
        send: (to, bytes) => {
          this.onSend(index, bytes);
          this.#effect(index, 'send');
          for (const node of this.#nodesOf(to)) this.#leave(index, () => this.#deliver(index, node, bytes));
        },
        broadcast: (bytes) => {
          this.onSend(index, bytes);
          for (let to = 0; to < this.nodes.length; to++) {
            if (this.#identityOf[to] === identity) continue;
            this.#effect(index, 'send');
            this.#leave(index, () => this.#deliver(index, to, bytes));
          }
        },
      },
      disk: this.#mortalDisk(
        index,
        node.disk.port(later, {
          synced: () => input({ type: 'synced' }),
          failed: (reason) => input({ type: 'diskFailed', reason }),
          blocksRead: (to, from, blocks, lowest) => input({ type: 'blocksRead', to, from, blocks, lowest }),
          snapshotStored: (at, kept) => input({ type: 'snapshotStored', at, kept }),
          snapshotPartRead: (to, at, part, bytes) => input({ type: 'snapshotPartRead', to, at, part, bytes }),
          installed: () => {
            node.joins++;
            this.crash(index);
            this.start(index);
          },
          liveRecords: () => sequencer.liveRecords(),
        }),
      ),
      l1: this.#l1Port(index),
      signer: watchers.includes(index)
        ? undefined
        : {
            sign: (message) => {
              charge('signMs');
              return sign(message);
            },
            signCheckpoint: (number, headerHash, message) => {
              const signature = keyedShare(publicKey, message);
              later(20, () => input({ type: 'checkpointSigned', number, headerHash, signature }));
            },
          },
      verifier: {
        ed25519: (key, message, signature) => {
          charge('verifyMs');
          return this.verify(key, message, signature);
        },
        trader: {
          recover: (digest, signature) => {
            charge('traderCheckMs');
            return trader.recover(digest, signature);
          },
        },
        checkpointAggregate: (number, headerHash, message, partials) => {
          const bad = partials.filter(({ key, signature }) => keyedShare(key, message) !== signature);
          const aggregate = bad.length === partials.length ? undefined : keyedShare('0x', message);
          later(25, () =>
            input({
              type: 'aggregated',
              number,
              headerHash,
              validators: partials.map(({ validator }) => validator),
              bad: bad.map(({ validator }) => validator),
              aggregate,
            }),
          );
        },
        checkpointCertificate: (headerHash, message, _keys, signature) => {
          const isGood = signature === keyedShare('0x', message);
          later(25, () => input({ type: 'certificateChecked', headerHash, isGood }));
        },
      },
      log: {
        info: () => undefined,
        warn: (message, fields) => {
          this.faults.push(`${index} ${message} ${JSON.stringify(fields ?? {}, plainNumbers)}`);
          if (fields?.['code'] !== 'DOUBLE_REPORT') return;
          const accused = this.nodeOf(fields['validator'] as number, sequencer.committee.epoch);
          this.accused.push({ by: index, validator: accused, code: 'DOUBLE_REPORT', asLeader: false });
        },
      },
    };
    const events: SequencerEvents = {
      executed: (block) => {
        if (this.#options.auditsFully ?? true) checkConservationFully(sequencer.exchange);
        node.executed[block.height - 1] = block;
        this.onExecuted(index, block);
      },
      checkpoint: (signed) => {
        node.checkpoints.set(Number(signed.certificate.number), signed.certificate.headerHash);
        node.newest = signed;
        this.onCheckpoint(index, signed);
      },
      attested: () => undefined,
      evidence: (evidence) => {
        this.evidence.push(`${index} ${evidence.code}`);
        const { code, misconduct } = evidence;
        const accused = this.nodeOf(misconduct.validator, misconduct.epoch);
        const asLeader = misconduct.about === 'view' && this.leaderOf(misconduct.view, misconduct.epoch) === accused;
        this.accused.push({ by: index, validator: accused, code, asLeader });
      },
      misbehaved: (peer, code) => this.faults.push(`${index} peer ${peer} ${code}`),
      epoch: (committee) => {
        if (!this.#committees.has(committee.epoch)) {
          this.#committees.set(committee.epoch, { committee, leaderOf: leaderSchedule(committee) });
        }
        this.onEpoch(index, committee);
      },
    };
    const { keepBlocks } = this.#options;
    const self = { key: publicKey, addressBook: this.#keys, ...(keepBlocks === undefined ? {} : { keepBlocks }) };
    let sequencer!: Sequencer;
    try {
      node.disk.open({
        begin: (guard, snapshots) => {
          const from = chooseStart(this.network, snapshots, ports.log);
          sequencer = new Sequencer(this.network, self, ports, guard, events, from);
          node.sequencer = sequencer;
          node.wakeAtMs = Infinity;
          return from.opened?.content.height ?? height(0);
        },
        block: (payload) => sequencer.replayBlock(payload),
        journal: (payload) => sequencer.replayJournal(payload),
      });
    } catch (error) {
      if (!(error instanceof WitanError && error.code === 'STORE_UNUSABLE')) throw error;
      // The process ends; whoever makes room on the disk starts it again.
      this.crash(index);
      return;
    }
    this.onLife(index, true);
    input({ type: 'start' });
  }

  #nodesOf(identity: number): number[] {
    return this.#identityOf.flatMap((each, node) => (each === identity ? [node] : []));
  }

  #l1Port(index: number): L1Port {
    const truth = this.chain.port(() => {
      const late = this.chain.number - (this.l1FrozenAt[index] ?? Infinity);
      return Math.max(late, this.l1Lag[index] ?? 0);
    });
    const seen = (): L1Port => this.l1Seen[index]?.(truth) ?? truth;
    return {
      block: (chainId, number) => seen().block(chainId, number),
      newest: () => seen().newest(),
      committee: (id) => seen().committee(id),
      hurry: (chainId) => seen().hurry(chainId),
      consumed: (chainId, number) => seen().consumed(chainId, number),
    };
  }

  /** The disk as the node uses it: each use may be where it crashes. */
  #mortalDisk(index: number, disk: DiskPort): DiskPort {
    return {
      append: (record) => {
        this.#effect(index, 'append');
        disk.append(record);
      },
      appendBlock: (at, block) => {
        this.#effect(index, 'appendBlock');
        disk.appendBlock(at, block);
      },
      sync: (guard) => {
        this.#effect(index, 'sync');
        this.#leave(index, () => disk.sync(guard));
      },
      readBlocks: (to, from, bytesMax) => disk.readBlocks(to, from, bytesMax),
      storeSnapshot: (at, parts) => disk.storeSnapshot(at, parts),
      readSnapshotPart: (to, at, part) => disk.readSnapshotPart(to, at, part),
      pruneBlocks: (below) => disk.pruneBlocks(below),
      installSnapshot: (at, parts) => disk.installSnapshot(at, parts),
    };
  }

  #effect(index: number, effect: Effect): void {
    const node = this.nodes[index]!;
    const { crashAt } = node;
    if (crashAt?.effect !== effect || crashAt.left-- > 0) return;
    node.crashAt = undefined;
    throw new Crash();
  }

  /** Ends a life at once, with whatever its disk had made durable. */
  crash(index: number): void {
    const node = this.nodes[index]!;
    node.life++;
    node.sequencer = undefined;
    node.processor?.stop();
    node.crashAt = undefined;
    node.disk.crash();
    this.onLife(index, false);
  }

  isUp(index: number): boolean {
    return this.nodes[index]!.sequencer !== undefined;
  }

  after(delayMs: number, run: () => void): void {
    this.#agenda.add(this.nowMs + delayMs, run);
  }

  /** Lets virtual time pass. */
  run(durationMs: number): void {
    const untilMs = this.nowMs + durationMs;
    for (let next = this.#agenda.takeDue(untilMs); next !== undefined; next = this.#agenda.takeDue(untilMs)) {
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
    }
    this.nowMs = untilMs;
  }

  /** The same; where disks answer through promises, these come in their turn. */
  async pass(durationMs: number): Promise<void> {
    if (this.#options.makeDisk === undefined) {
      this.run(durationMs);
      return;
    }
    const untilMs = this.nowMs + durationMs;
    for (let next = this.#agenda.takeDue(untilMs); next !== undefined; next = this.#agenda.takeDue(untilMs)) {
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.nowMs = untilMs;
  }

  /** `pass` until it holds; whether it did within the bound. */
  async passUntil(holds: () => boolean, boundMs: number): Promise<boolean> {
    for (let passedMs = 0; passedMs < boundMs && !holds(); passedMs += 20) await this.pass(20);
    return holds();
  }

  /** Runs until it holds; whether it did within the bound. */
  runUntil(holds: () => boolean, boundMs: number): boolean {
    for (let passedMs = 0; passedMs < boundMs && !holds(); passedMs += 20) this.run(20);
    return holds();
  }

  /** Result digest after a height at a node. */
  result(index: number, height: number): Hash | undefined {
    return this.nodes[index]!.executed[height - 1]?.resultDigest;
  }

  executedHeight(index: number): number {
    return this.nodes[index]!.sequencer?.status().executedHeight ?? 0;
  }

  /** State root after the last block that the node has executed. */
  stateRoot(index: number): Hash {
    return this.nodes[index]!.sequencer!.stateRoot();
  }

  #publishPrices(): void {
    this.nodes.forEach((node, index) => {
      if (node.sequencer === undefined) return;
      const atMs = timeMs(Math.floor(this.nowMs + node.clockOffsetMs));
      for (const feed of [1, 2]) {
        this.#input(index, {
          type: 'price',
          feed: feedId(feed),
          price: Math.floor((this.price * node.priceFactor) / feed),
          atMs,
        });
      }
      this.#input(index, { type: 'l1' });
    });
  }

  #everyMs(intervalMs: number, run: () => void): void {
    this.after(intervalMs, () => {
      run();
      this.#everyMs(intervalMs, run);
    });
  }

  #input(index: number, input: SequencerInput): void {
    const { processor } = this.nodes[index]!;
    if (processor === undefined) this.#handle(index, input);
    else processor.take(() => this.#handle(index, input));
  }

  /** What a node does to the world: at once, or when it has computed. */
  #leave(index: number, act: () => void): void {
    const { processor } = this.nodes[index]!;
    if (processor === undefined) act();
    else processor.leave(act);
  }

  #handle(index: number, input: SequencerInput): void {
    try {
      this.nodes[index]!.sequencer?.handle(input);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.crash(index);
    }
  }

  #deliver(from: number, to: number, bytes: Uint8Array): void {
    const { loss, duplication, delayMs } = this.links;
    if (this.cut.has(`${from}>${to}`) || this.random.chance(loss)) return;
    const [least, most] = delayMs;
    const copies = duplication > 0 && this.random.chance(duplication) ? 2 : 1;
    for (const arriving of this.intercept(from, to, bytes)) {
      this.onArrival(from, to, arriving);
      for (let copy = 0; copy < copies; copy++) {
        this.after(least + this.random.next() * (most - least), () =>
          this.#input(to, { type: 'message', from: peerId(this.#identityOf[from]!), bytes: arriving }),
        );
      }
    }
  }
}

const plainNumbers = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);
