import type { Stream } from '@libp2p/interface';
import type { Budget } from './budget.ts';
import { FrameReader } from './frames.ts';
import type { PeerFaultCode } from './peerFaults.ts';

/** Messages that are handed on in one turn of the event loop, so that other peers get theirs in between. */
const messagesPerTurn = 64;

export interface IntakeOptions {
  readonly messageBytesMax: number;
  readonly messageCostBytes: number;
  readonly messageLooksMax: number;
  readonly fastLooksMax: number;
  readonly onHeard: () => void;
  readonly onMessage: (bytes: Uint8Array) => void;
  readonly onFault: (code: PeerFaultCode) => void;
}

/**
 * What comes in from one peer. Messages are handed on as fast as the peer's budget allows; while some wait, its stream is
 * not read, so that what it sends waits at its side. Holds at most what one read brought, and one incomplete message.
 */
export class PeerIntake {
  readonly #stream: Stream;
  readonly #budget: Budget;
  readonly #options: IntakeOptions;
  readonly #reader: FrameReader;
  #waiting: Uint8Array[] = [];
  #next = 0;
  #timer: NodeJS.Timeout | NodeJS.Immediate | undefined;
  #isResuming = false;
  #isStopped = false;
  #completed = 0;
  #unfinishedLooks = 0;
  #waitedLooks = 0;

  constructor(stream: Stream, budget: Budget, options: IntakeOptions) {
    this.#stream = stream;
    this.#budget = budget;
    this.#options = options;
    this.#reader = new FrameReader(options.messageBytesMax);
    stream.addEventListener('message', ({ data }) => this.#read(data instanceof Uint8Array ? data : data.subarray()));
  }

  /** Hands on nothing more, and ends the stream. */
  stop(reason: string): void {
    this.#isStopped = true;
    this.#waiting = [];
    this.#next = 0;
    this.#stream.abort(new Error(reason));
  }

  /** Called every now and then. */
  look(): void {
    const { messageLooksMax, fastLooksMax, onFault, onHeard } = this.#options;
    if (this.#isStopped || this.#stream.status !== 'open') return;
    if (this.#isPaused) {
      // It may have said much that was not read.
      onHeard();
      this.#unfinishedLooks = 0;
      if (++this.#waitedLooks === fastLooksMax) onFault('PEER_TOO_FAST');
      return;
    }
    this.#waitedLooks = 0;
    const isSame = this.#reader.isInMessage && this.#reader.completed === this.#completed;
    this.#completed = this.#reader.completed;
    this.#unfinishedLooks = isSame ? this.#unfinishedLooks + 1 : 0;
    if (this.#unfinishedLooks > messageLooksMax) onFault('PEER_MESSAGE_UNFINISHED');
  }

  get #isPaused(): boolean {
    return this.#stream.readStatus === 'paused';
  }

  #read(bytes: Uint8Array): void {
    if (this.#isStopped) return;
    this.#options.onHeard();
    const messages = this.#reader.read(bytes);
    if (messages === undefined) {
      this.#options.onFault('PEER_MESSAGE_OVERSIZED');
      return;
    }
    this.#budget.spend(bytes.length, Date.now());
    for (const message of messages) this.#waiting.push(message);
    if (this.#timer === undefined && !this.#isResuming) this.#handOn();
  }

  #handOn(): void {
    const { messageCostBytes, onMessage } = this.#options;
    if (this.#isStopped) return;
    let waitMs = this.#budget.waitMs(Date.now());
    for (let turn = 0; turn < messagesPerTurn && waitMs === 0 && this.#next < this.#waiting.length; turn++) {
      this.#budget.spend(messageCostBytes, Date.now());
      onMessage(this.#waiting[this.#next++]!);
      // The message may have been the one that got the peer barred.
      if (this.#isStopped) return;
      waitMs = this.#budget.waitMs(Date.now());
    }
    if (this.#next === this.#waiting.length) {
      this.#waiting = [];
      this.#next = 0;
    }
    if (waitMs === 0 && this.#waiting.length === 0) this.#resume();
    else this.#pause(waitMs);
  }

  #pause(waitMs: number): void {
    if (this.#stream.readStatus === 'readable') this.#stream.pause();
    const next = (): void => {
      this.#timer = undefined;
      this.#handOn();
    };
    this.#timer = waitMs === 0 ? setImmediate(next) : setTimeout(next, waitMs).unref();
  }

  /**
   * What was read meanwhile comes during the call. To pause again before it returns would be undone by it: the peer would
   * go on sending to a stream that is not read.
   */
  #resume(): void {
    if (!this.#isPaused || this.#stream.status !== 'open') return;
    this.#isResuming = true;
    this.#stream.resume();
    this.#isResuming = false;
    if (this.#waiting.length > 0) this.#handOn();
  }
}
