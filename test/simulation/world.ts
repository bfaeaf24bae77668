import { encodeTransaction } from '../../node/codec/transaction.ts';
import { toHex } from '../../node/codec/hex.ts';
import { keccak, keccakHash } from '../../node/crypto/keccak.ts';
import { genesisDigest } from '../../node/crypto/digests.ts';
import { makeTraderSigner, makeTraderVerifier, nobleBackend, type TraderSigner } from '../../node/crypto/secp256k1.ts';
import { loadNativeSecp256k1 } from '../../node/crypto/secp256k1Native.ts';
import { domainSeparator, signingDigest } from '../../node/crypto/transactionHash.ts';
import { defaultGenesis } from '../../node/exchange/defaultGenesis.ts';
import { checkConservationFully } from '../../node/exchange/conservation.ts';
import {
  type CheckpointConfig,
  defaultLimits,
  defaultTiming,
  type NetworkConfig,
  type Timing,
} from '../../node/sequencer/config.ts';
import type { SequencerInput, SubmitResult } from '../../node/sequencer/inputs.ts';
import type { Ports } from '../../node/sequencer/context.ts';
import type { L1Port } from '../../node/sequencer/ports.ts';
import { Sequencer, type SequencerEvents } from '../../node/sequencer/sequencer.ts';
import type { ExecutedBlock } from '../../node/types/block.ts';
import { makeCommittee } from '../../node/types/committee.ts';
import { feedId, type Address, type Hash, type HexBytes, validatorIndex, zeroAddress } from '../../node/types/ids.ts';
import type { TransactionBody } from '../../node/types/transaction.ts';
import { epoch, timeMs } from '../../node/types/units.ts';
import { keyedShare, keyedSign, keyedVerify } from './keyedSignatures.ts';
import { Random } from '../../devnet/random.ts';
import { VirtualChain } from './virtualChain.ts';
import { VirtualDisk } from './virtualDisk.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly validators?: number;
  /** Network delay in ms, drawn evenly for each message. */
  readonly delayMs?: readonly [number, number];
  /** Probability that a message is lost. */
  readonly loss?: number;
  readonly timing?: Partial<Timing>;
  readonly checkpoint?: CheckpointConfig;
}

/** One life after another of one validator, on one disk. */
interface VirtualNode {
  readonly disk: VirtualDisk;
  sequencer: Sequencer | undefined;
  life: number;
  wakeAtMs: number;
  readonly executed: ExecutedBlock[];
  /** Header hashes that it saw certified, by number. */
  readonly checkpoints: Map<number, Hash>;
}

interface Happening {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

const startMs = 1_800_000_000_000;
const native = loadNativeSecp256k1();
const backend = native.backend ?? nobleBackend;

/** A committee with its network, disks, clocks and L1 in one process, driven by one seed. */
export class World {
  readonly random: Random;
  readonly chain = new VirtualChain();
  readonly network: NetworkConfig;
  readonly nodes: VirtualNode[];
  /** Pairs (from, to) between which nothing passes. */
  readonly cut = new Set<string>();
  /** How many L1 blocks each node's endpoint is behind. */
  readonly l1Lag: number[] = [];
  /** What a node gets to see of L1 instead of the truth, by validator. */
  readonly l1Seen: ((truth: L1Port) => L1Port)[] = [];
  /** What arrives instead of a message: itself, others, or nothing. This is where a Byzantine validator acts. */
  intercept: (from: number, to: number, bytes: Uint8Array) => readonly Uint8Array[] = (_from, _to, bytes) => [bytes];
  readonly faults: string[] = [];
  readonly evidence: string[] = [];
  nowMs = startMs;
  price = 50_000_000_000;
  readonly #options: WorldOptions;
  readonly #happenings: Happening[] = [];
  readonly #separator: Uint8Array;
  readonly #keys: HexBytes[];
  #order = 0;
  #nonce = 0;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.random = new Random(options.seed);
    const count = options.validators ?? 4;
    const networkId = keccakHash(new Uint8Array([7, 7, 7]));
    this.#keys = Array.from({ length: count }, (_, index) => toHex<HexBytes>(keccak(new Uint8Array([index]))));
    const committee = makeCommittee(
      networkId,
      1,
      epoch(1),
      this.#keys.map((ed25519Key, index) => ({
        index: validatorIndex(index),
        operator: toHex<Address>(keccak(new Uint8Array([9, index])).subarray(12)),
        power: 1,
        ed25519Key,
        blsKey: ed25519Key,
      })),
    );
    this.network = {
      committee,
      genesisDigest: genesisDigest(networkId, networkId),
      timing: { ...defaultTiming, ...options.timing },
      limits: defaultLimits,
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
        usdc: zeroAddress,
        startNumber: 0,
        startHash: this.chain.startHash,
        blockMultiple: 1,
        finalityDepth: 0,
      },
      checkpoint: options.checkpoint ?? { intervalMs: 5_000, minSpacingMs: 1_000 },
      genesisTimeMs: timeMs(startMs),
    };
    this.#separator = domainSeparator({ networkId, homeChainId: this.chain.chainId });
    this.nodes = this.#keys.map(() => ({
      disk: new VirtualDisk(this.random),
      sequencer: undefined,
      life: 0,
      wakeAtMs: Infinity,
      executed: [],
      checkpoints: new Map(),
    }));
    this.nodes.forEach((_, index) => this.start(index));
    this.#everyMs(100, () => this.#publishPrices());
  }

  /** A funded-by-deposit trader with a key of its own. */
  trader(number: number): TraderSigner {
    return makeTraderSigner(keccak(new Uint8Array([5, number >> 8, number])), backend);
  }

  /** Signed wire bytes of a transaction. */
  sign(trader: TraderSigner, body: TransactionBody): Uint8Array {
    const unsigned = {
      version: 1,
      account: trader.address,
      subaccount: 0,
      key: trader.address,
      nonce: Math.floor(this.nowMs) + this.#nonce++,
      expiryMs: timeMs(Math.floor(this.nowMs) + 60_000),
      body,
    };
    return encodeTransaction({ ...unsigned, signature: trader.sign(signingDigest(this.#separator, unsigned)) });
  }

  /** Signs as a validator: for those that misbehave on purpose. */
  signAs(validator: number, message: Uint8Array): HexBytes {
    return keyedSign(this.#keys[validator]!)(message);
  }

  submit(node: number, bytes: Uint8Array, answer: (result: SubmitResult) => void = () => undefined): void {
    this.#input(node, { type: 'submit', bytes, answer });
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
    const publicKey = this.#keys[index]!;
    const ports: Ports = {
      time: {
        nowMs: () => timeMs(Math.floor(this.nowMs)),
        wakeAt: (atMs) => {
          if (atMs >= node.wakeAtMs) return;
          node.wakeAtMs = atMs;
          this.#at(atMs, () => {
            if (node.life !== life || node.wakeAtMs !== atMs) return;
            node.wakeAtMs = Infinity;
            input({ type: 'wake' });
          });
        },
      },
      network: {
        send: (to, bytes) => this.#deliver(index, to, bytes),
        broadcast: (bytes) => {
          for (let to = 0; to < this.nodes.length; to++) if (to !== index) this.#deliver(index, to, bytes);
        },
      },
      disk: node.disk.port(later, {
        synced: () => input({ type: 'synced' }),
        failed: (reason) => input({ type: 'diskFailed', reason }),
        blocksRead: (to, blocks) => input({ type: 'blocksRead', to, blocks }),
      }),
      l1: (this.l1Seen[index] ?? ((truth) => truth))(this.chain.port(() => this.l1Lag[index] ?? 0)),
      signer: {
        sign: keyedSign(publicKey),
        signCheckpoint: (number, headerHash, message) => {
          const signature = keyedShare(publicKey, message);
          later(20, () => input({ type: 'checkpointSigned', number, headerHash, signature }));
        },
      },
      verifier: {
        ed25519: keyedVerify,
        trader: makeTraderVerifier(backend),
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
      },
      log: {
        info: () => undefined,
        warn: (message, fields) =>
          this.faults.push(`${index} ${message} ${JSON.stringify(fields ?? {}, plainNumbers)}`),
      },
    };
    const events: SequencerEvents = {
      executed: (block) => {
        checkConservationFully(sequencer.exchange);
        node.executed[block.height - 1] = block;
      },
      checkpoint: ({ certificate }) => void node.checkpoints.set(Number(certificate.number), certificate.headerHash),
      attested: () => undefined,
      evidence: ({ code }) => this.evidence.push(`${index} ${code}`),
      misbehaved: (validator, code) => this.faults.push(`${index} peer ${validator} ${code}`),
    };
    const sequencer = new Sequencer(this.network, { validator: validatorIndex(index) }, ports, node.disk.guard, events);
    node.sequencer = sequencer;
    node.wakeAtMs = Infinity;
    for (const block of node.disk.blocks) sequencer.replayBlock(block);
    for (const record of node.disk.journal) sequencer.replayJournal(record);
    input({ type: 'start' });
  }

  /** Ends a life at once, with whatever its disk had made durable. */
  crash(index: number): void {
    const node = this.nodes[index]!;
    node.life++;
    node.sequencer = undefined;
    node.disk.crash();
  }

  isUp(index: number): boolean {
    return this.nodes[index]!.sequencer !== undefined;
  }

  after(delayMs: number, run: () => void): void {
    this.#at(this.nowMs + delayMs, run);
  }

  /** Lets virtual time pass. */
  run(durationMs: number): void {
    const untilMs = this.nowMs + durationMs;
    for (let next = this.#happenings[0]; next !== undefined && next.atMs <= untilMs; next = this.#happenings[0]) {
      this.#pop();
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
    }
    this.nowMs = untilMs;
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
      const atMs = timeMs(Math.floor(this.nowMs));
      for (const feed of [1, 2]) {
        this.#input(index, { type: 'price', feed: feedId(feed), price: Math.floor(this.price / feed), atMs });
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
    this.nodes[index]!.sequencer?.handle(input);
  }

  #deliver(from: number, to: number, bytes: Uint8Array): void {
    if (this.cut.has(`${from}>${to}`) || this.random.chance(this.#options.loss ?? 0)) return;
    const [least, most] = this.#options.delayMs ?? [1, 4];
    for (const arriving of this.intercept(from, to, bytes)) {
      this.after(least + this.random.next() * (most - least), () =>
        this.#input(to, { type: 'message', from: validatorIndex(from), bytes: arriving }),
      );
    }
  }

  /** A binary heap by (time, order of creation). */
  #at(atMs: number, run: () => void): void {
    const heap = this.#happenings;
    const item = { atMs, order: this.#order++, run };
    let at = heap.push(item) - 1;
    for (let parent = (at - 1) >> 1; at > 0 && isBefore(item, heap[parent]!); parent = (at - 1) >> 1) {
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = item;
  }

  #pop(): void {
    const heap = this.#happenings;
    const item = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, item)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = item;
  }
}

const plainNumbers = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

const isBefore = (a: Happening, b: Happening): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
