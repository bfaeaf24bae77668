import { encodeMessage } from '../crypto/messageCodec.ts';
import { type Committee, positionOf } from '../types/committee.ts';
import { type HexBytes, type PeerId, peerId, type ValidatorIndex, validatorIndex } from '../types/ids.ts';
import type { NetworkMessage } from '../types/message.ts';
import type { TimeMs } from '../types/units.ts';
import type { NetworkConfig, SelfConfig } from './config.ts';
import { AnswerBudget } from './answerBudget.ts';
import { Outbox } from './outbox.ts';
import type { DiskPort, L1Port, LogPort, NetworkPort, SignerPort, TimePort, VerifierPort } from './ports.ts';
import { Requests } from './requests.ts';
import type { SigningGuard } from './signingGuard.ts';

export interface Ports {
  readonly time: TimePort;
  readonly network: NetworkPort;
  readonly disk: DiskPort;
  readonly l1: L1Port;
  /** Absent on a watcher. */
  readonly signer: SignerPort | undefined;
  readonly verifier: VerifierPort;
  readonly log: LogPort;
}

/** What all parts of one sequencer share. */
export class Context {
  readonly network: NetworkConfig;
  readonly ports: Ports;
  readonly guard: SigningGuard;
  readonly outbox: Outbox;
  readonly requests: Requests;
  /** Why this node signs nothing any more; it goes on following. */
  #mute: string | undefined;
  readonly #budget = new AnswerBudget();
  readonly #own: SelfConfig;
  #committee: Committee;
  #self: ValidatorIndex | undefined;
  /** Where the committee's validators are in the address book, and the other way. */
  #peerOf: readonly (PeerId | undefined)[] = [];
  #validatorOf = new Map<PeerId, ValidatorIndex>();
  #hasNews = false;

  constructor(network: NetworkConfig, self: SelfConfig, ports: Ports, guard: SigningGuard) {
    this.network = network;
    this.#own = self;
    this.ports = ports;
    this.guard = guard;
    this.outbox = new Outbox(ports.disk, guard);
    this.requests = new Requests({ graceMs: 4, retryMs: 100, countMax: 4096 }, (to, message) => this.send(to, message));
    this.#committee = network.committee;
    this.enterEpoch(network.committee);
  }

  /** Who votes now. */
  get committee(): Committee {
    return this.#committee;
  }

  /** This node's place among them; undefined while it only follows. */
  get self(): ValidatorIndex | undefined {
    return this.#self;
  }

  enterEpoch(committee: Committee): void {
    this.#committee = committee;
    this.#self = positionOf(committee, this.#own.key);
    const peers = new Map(this.#own.addressBook.map((key, index) => [key, peerId(index)]));
    this.#peerOf = committee.validators.map(({ ed25519Key }) => peers.get(ed25519Key));
    this.#validatorOf = new Map(
      this.#peerOf.flatMap((peer, index) => (peer === undefined ? [] : [[peer, validatorIndex(index)]])),
    );
    this.#warnOfStrangers();
  }

  #warnOfStrangers(): void {
    const unknown = this.#committee.validators.filter(
      ({ index, power }) => index !== this.#self && power > 0 && this.#peerOf[index] === undefined,
    );
    if (unknown.length === 0) return;
    this.ports.log.warn('the address book lacks validators of the committee: add them to the peers of this node', {
      code: 'PEER_ADDRESS_UNKNOWN',
      keys: unknown.map(({ ed25519Key }) => ed25519Key),
    });
  }

  /** Which validator a peer is; undefined for one without a vote. */
  validatorOf(peer: PeerId): ValidatorIndex | undefined {
    return this.#validatorOf.get(peer);
  }

  nowMs(): TimeMs {
    return this.ports.time.nowMs();
  }

  send(to: PeerId, message: NetworkMessage): void {
    this.ports.network.send(to, encodeMessage(message));
  }

  /** Sends what a peer asked for, unless it asks for more than its share. `make` gives nothing where there is nothing. */
  answer(to: PeerId, make: () => NetworkMessage | undefined): void {
    const nowMs = this.nowMs();
    if (!this.#budget.allows(to, nowMs)) return;
    const message = make();
    if (message === undefined) return;
    const bytes = encodeMessage(message);
    this.#budget.spend(to, nowMs, bytes.length);
    this.ports.network.send(to, bytes);
  }

  /** A block, report or body came in, or a block was applied: whatever waits for data may go on. */
  news(): void {
    this.#hasNews = true;
  }

  /** Whether there was news since the last call. */
  takeNews(): boolean {
    const hadNews = this.#hasNews;
    this.#hasNews = false;
    return hadNews;
  }

  broadcast(message: NetworkMessage): void {
    this.ports.network.broadcast(encodeMessage(message));
  }

  /** Validators to ask for something, `first` before the others. */
  peers(...first: readonly (ValidatorIndex | undefined)[]): PeerId[] {
    const known = first.filter((each) => each !== undefined);
    const others = this.#committee.validators.map(({ index }) => index).filter((index) => !known.includes(index));
    return [...known, ...others]
      .filter((index) => index !== this.#self)
      .map((index) => this.#peerOf[index])
      .filter((peer) => peer !== undefined);
  }

  /** The own Ed25519 public key, and that of a node in the address book. */
  get key(): HexBytes {
    return this.#own.key;
  }

  keyOf(peer: PeerId): HexBytes | undefined {
    return this.#own.addressBook[peer];
  }

  /** Nothing forbids this node to sign. */
  get maySign(): boolean {
    return this.ports.signer !== undefined && this.#mute === undefined && !this.outbox.failed;
  }

  /**
   * Has a vote in this epoch, and may use it. Where the guard knows of a later epoch, this node has spoken there before it
   * stopped: it only has to get there again.
   */
  get canSign(): boolean {
    const { epoch, reportEpoch } = this.guard.record;
    const isBack = Math.max(epoch, reportEpoch) > this.#committee.epoch;
    return this.maySign && this.#self !== undefined && !isBack;
  }

  get muteReason(): string | undefined {
    return this.#mute;
  }

  /** Stops all signing for good: better silent than wrong. */
  stopSigning(code: string, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    if (this.#mute !== undefined) return;
    this.#mute = code;
    this.ports.log.warn(`${message} This node signs nothing any more; it goes on following.`, { code, ...fields });
  }
}
