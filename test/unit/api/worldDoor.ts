import { Subject } from 'rxjs';
import { decodeMessage } from '../../../node/crypto/messageCodec.ts';
import { startApi, type ApiOptions, type RunningApi } from '../../../node/api/startApi.ts';
import type { Published } from '../../../node/l1/publisher.ts';
import type { SignedCheckpoint } from '../../../node/sequencer/checkpoints.ts';
import type { SubmitResult } from '../../../node/sequencer/inputs.ts';
import type { NodeDoor } from '../../../node/sequencer/nodeDoor.ts';
import type { TraderSigner } from '../../../node/crypto/secp256k1.ts';
import { createWitanClient, type ClientOptions, type WitanClient } from '../../../node/sdk/index.ts';
import type { ExecutedBlock } from '../../../node/types/block.ts';
import { peerId } from '../../../node/types/ids.ts';
import type { SignedReport } from '../../../node/types/report.ts';
import { keyedVerify } from '../../simulation/keyedSignatures.ts';
import { World, type WorldOptions } from '../../simulation/world.ts';

export { limitOrder } from '../../simulation/limitOrder.ts';

/** What a test lets a node say instead of the truth. */
export interface Lies {
  block?: (block: ExecutedBlock) => ExecutedBlock;
  report?: (report: SignedReport) => SignedReport | undefined;
}

/** One validator of a simulated committee behind the door that a running node has. */
export class WorldDoor implements NodeDoor {
  readonly network;
  readonly executed$ = new Subject<ExecutedBlock>();
  readonly attested$ = new Subject<SignedReport>();
  readonly checkpoints$ = new Subject<SignedCheckpoint>();
  readonly published$ = new Subject<Published>();
  readonly lies: Lies = {};
  /** Says nothing any more, though it goes on taking transactions. */
  isMute = false;
  readonly #world: World;
  readonly #index: number;
  #blocks = 0;
  #records = 0;
  #signed: SignedCheckpoint | undefined;

  constructor(world: World, index: number) {
    this.#world = world;
    this.#index = index;
    this.network = world.network;
  }

  committee() {
    return this.#sequencer().committee;
  }

  self() {
    return this.#sequencer().self;
  }

  submit(bytes: Uint8Array): Promise<SubmitResult> {
    return new Promise((resolve) => this.#world.submit(this.#index, bytes, resolve));
  }

  status() {
    const peers = this.#world.nodes.map((_, index) => peerId(index)).filter((index) => index !== peerId(this.#index));
    return {
      ...this.#sequencer().status(),
      peers,
      l1: { chainId: 31_337, isUp: true, number: this.#world.chain.number },
      otherChains: [],
    };
  }

  stateRoot() {
    return this.#sequencer().stateRoot();
  }

  exchange() {
    return this.#sequencer().exchange;
  }

  exitKit(...request: Parameters<NodeDoor['exitKit']>) {
    return this.#sequencer().exitKit(...request);
  }

  #sequencer() {
    return this.#world.nodes[this.#index]!.sequencer!;
  }

  /** Passes on what happened since the last call: blocks from memory, reports from the node's own journal. */
  pump(): void {
    if (this.isMute) return;
    const { executed, disk } = this.#world.nodes[this.#index]!;
    for (; this.#blocks < executed.length; this.#blocks++) {
      const block = executed[this.#blocks]!;
      this.executed$.next(this.lies.block?.(block) ?? block);
    }
    const { newest } = this.#world.nodes[this.#index]!;
    if (newest !== undefined && newest !== this.#signed) this.checkpoints$.next((this.#signed = newest));
    for (; this.#records < disk.journal.length; this.#records++) {
      const message = decodeMessage(this.network.committee.networkId, disk.journal[this.#records]!);
      if (message.type !== 'reports') continue;
      for (const report of message.reports) {
        const told = this.lies.report === undefined ? report : this.lies.report(report);
        if (told !== undefined) this.attested$.next(told);
      }
    }
  }
}

/** A simulated committee whose virtual time runs while real clients talk to real servers. */
export class Venue {
  readonly world: World;
  readonly doors: readonly WorldDoor[];
  readonly apis: (RunningApi | undefined)[] = [];
  readonly warnings: string[] = [];
  readonly #clients: WitanClient[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(seed: number, options: Omit<WorldOptions, 'seed'> = {}) {
    this.world = new World({ seed, ...options });
    this.doors = this.world.nodes.map((_, index) => new WorldDoor(this.world, index));
  }

  /** Funds the first `traders` traders and opens the doors of the first `count` validators. */
  async open(count: number, traders: number, options: Partial<ApiOptions> = {}): Promise<void> {
    const owners = Array.from({ length: traders }, (_, number) => this.world.trader(number).address);
    this.world.chain.mine(owners.map((owner) => ({ owner, amount: 1_000_000_000_000n })));
    this.world.run(2_000);
    const log = { info: () => undefined, warn: (message: string) => void this.warnings.push(message) };
    for (const door of this.doors.slice(0, count)) {
      const nowMs = (): number => this.world.nowMs;
      this.apis.push(await startApi(door, { host: '127.0.0.1', port: 0, log, nowMs, ...options }));
      door.pump();
    }
    this.#timer = setInterval(() => {
      this.world.run(20);
      for (const door of this.doors.slice(0, count)) door.pump();
    }, 2);
  }

  url(index: number): string {
    return `127.0.0.1:${this.apis[index]!.port}`;
  }

  async client(signer: TraderSigner, options: Partial<ClientOptions> = {}): Promise<WitanClient> {
    const endpoints = this.apis.flatMap((api, index) => (api === undefined ? [] : [this.url(index)]));
    const nowMs = (): number => this.world.nowMs;
    const client = await createWitanClient({ endpoints, signer, verifyEd25519: keyedVerify, nowMs, ...options });
    this.#clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const client of this.#clients) client.close();
    for (const api of this.apis) await api?.close();
  }
}
