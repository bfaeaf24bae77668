import { encodeMessage } from '../crypto/messageCodec.ts';
import type { Committee } from '../types/committee.ts';
import type { ValidatorIndex } from '../types/ids.ts';
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
  readonly committee: Committee;
  readonly self: ValidatorIndex | undefined;
  readonly ports: Ports;
  readonly guard: SigningGuard;
  readonly outbox: Outbox;
  readonly requests: Requests;
  /** Why this node signs nothing any more; it goes on following. */
  #mute: string | undefined;
  readonly #budget = new AnswerBudget();
  #hasNews = false;

  constructor(network: NetworkConfig, self: SelfConfig, ports: Ports, guard: SigningGuard) {
    this.network = network;
    this.committee = network.committee;
    this.self = self.validator;
    this.ports = ports;
    this.guard = guard;
    this.outbox = new Outbox(ports.disk, guard);
    this.requests = new Requests({ graceMs: 4, retryMs: 100, countMax: 4096 }, (to, message) => this.send(to, message));
  }

  nowMs(): TimeMs {
    return this.ports.time.nowMs();
  }

  send(to: ValidatorIndex, message: NetworkMessage): void {
    this.ports.network.send(to, encodeMessage(message));
  }

  /** Sends what a peer asked for, unless it asks for more than its share. `make` gives nothing where there is nothing. */
  answer(to: ValidatorIndex, make: () => NetworkMessage | undefined): void {
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

  /** Whom to ask for something, `first` before the others. */
  peers(...first: readonly (ValidatorIndex | undefined)[]): ValidatorIndex[] {
    const known = first.filter((each) => each !== undefined);
    const others = this.committee.validators.map(({ index }) => index).filter((index) => !known.includes(index));
    return [...known, ...others].filter((index) => index !== this.self);
  }

  get canSign(): boolean {
    return this.self !== undefined && this.#mute === undefined && !this.outbox.failed;
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
