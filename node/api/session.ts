import type { Subscription } from 'rxjs';
import type { Hash } from '../types/ids.ts';
import { DoorError } from './errors.ts';
import { channel } from './feeds.ts';
import type { ApiLimits } from './limits.ts';
import type { NodeView } from './nodeView.ts';
import { TokenBucket } from './tokenBucket.ts';

/** What is used of a WebSocket (the `ws` package's). */
export interface DoorSocket {
  readonly bufferedAmount: number;
  readonly readyState: number;
  send(text: string): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

/** Close codes of our own. 4008: the reader was too slow. 4013: too many connections. */
export const closeCode = { slowReader: 4008, tooManyConnections: 4013 } as const;

const socketOpen = 1;
/** A slow reader's close frame may wait this long behind its data before the socket is cut. */
const closeGraceMs = 1_000;

/** The subscription id under which transactions that were submitted with `follow` are told of. */
export const followedId = 'followed';

/** One WebSocket with all that it asked to be told. */
export class Session {
  readonly bucket: TokenBucket;
  readonly #socket: DoorSocket;
  readonly #view: NodeView;
  readonly #limits: ApiLimits;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #follows = new Map<Hash, Subscription>();
  #lastId = 0;
  #isEnded = false;
  pending = 0;

  constructor(socket: DoorSocket, view: NodeView, nowMs: number) {
    this.#socket = socket;
    this.#view = view;
    this.#limits = view.limits;
    this.bucket = new TokenBucket(view.limits.costPerSecond, view.limits.costBurst, nowMs);
  }

  /** Sends a message, or cuts off a reader that lets too much wait. */
  send(text: string): void {
    if (this.#isEnded || this.#socket.readyState !== socketOpen) return;
    this.#socket.send(text);
    if (this.#socket.bufferedAmount <= this.#limits.outgoingBytesMax) return;
    this.end();
    this.#socket.close(closeCode.slowReader, 'SLOW_READER');
    setTimeout(() => this.#socket.terminate(), closeGraceMs).unref();
  }

  /** Passes on a channel under a new id. Errors: SUBSCRIPTION_LIMIT. */
  subscribe(name: string): string {
    if (this.#subscriptions.size >= this.#limits.subscriptionsMax) {
      throw new DoorError('SUBSCRIPTION_LIMIT', `A connection has at most ${this.#limits.subscriptionsMax}.`);
    }
    const id = String(++this.#lastId);
    const head = notificationHead(id);
    this.#subscriptions.set(
      id,
      this.#view.feeds.listen(name, (json) => this.send(`${head}${json}}}`)),
    );
    return id;
  }

  /** Errors: SUBSCRIPTION_UNKNOWN. */
  unsubscribe(id: string): void {
    const subscription = this.#subscriptions.get(id);
    if (subscription === undefined) throw new DoorError('SUBSCRIPTION_UNKNOWN', 'There is no such subscription here.');
    this.#subscriptions.delete(id);
    subscription.unsubscribe();
  }

  /** Errors: FOLLOW_LIMIT. */
  checkFollow(): void {
    if (this.#follows.size < this.#limits.followsMax) return;
    throw new DoorError(
      'FOLLOW_LIMIT',
      `A connection follows at most ${this.#limits.followsMax} transactions at a time.`,
    );
  }

  /** Tells once, when the transaction is final. */
  follow(hash: Hash): void {
    if (this.#isEnded || this.#follows.has(hash)) return;
    const tell = (json: string): void => {
      this.#follows.get(hash)?.unsubscribe();
      this.#follows.delete(hash);
      this.send(`${followedHead}${json}}}`);
    };
    const state = this.#view.transactions.stateOf(hash);
    if (state.height !== undefined) tell(JSON.stringify(state));
    else this.#follows.set(hash, this.#view.feeds.listen(channel.transaction(hash), tell));
  }

  /** Stops telling. */
  end(): void {
    this.#isEnded = true;
    for (const subscription of this.#subscriptions.values()) subscription.unsubscribe();
    for (const subscription of this.#follows.values()) subscription.unsubscribe();
    this.#subscriptions.clear();
    this.#follows.clear();
  }
}

const notificationHead = (id: string): string =>
  `{"jsonrpc":"2.0","method":"witan_subscription","params":{"subscription":"${id}","result":`;
const followedHead = notificationHead(followedId);
