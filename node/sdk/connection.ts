import { WitanError } from '../types/fault.ts';

/** What is used of a WebSocket; browsers and Node have one globally. */
export interface SocketLike {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

export type OpenSocket = (url: string) => SocketLike;

export interface ConnectionOptions {
  readonly openSocket: OpenSocket;
  /** A call without an answer fails after this long. */
  readonly callTimeoutMs: number;
  /** Wait before the first and the longest wait before any other attempt to connect again. */
  readonly retryMsMin: number;
  readonly retryMsMax: number;
}

export interface ConnectionEvents {
  up(): void;
  down(): void;
  /** A transaction that was submitted here with `follow` has become final. */
  followed(state: unknown): void;
}

interface Waiting {
  readonly deadlineMs: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: WitanError) => void;
}

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message?: string; readonly data?: { readonly code?: string; readonly hint?: string } };
  readonly params?: { readonly subscription: string; readonly result: unknown };
}

const followedId = 'followed';

/** The address of a node's WebSocket from whatever a person writes: `host:port`, `http://…` or `ws://…/ws`. */
export function socketUrl(endpoint: string): string {
  const url = URL.parse(/^[a-z]+:\/\//.test(endpoint) ? endpoint : `ws://${endpoint}`);
  const protocol = url && { 'http:': 'ws:', 'https:': 'wss:', 'ws:': 'ws:', 'wss:': 'wss:' }[url.protocol];
  if (url === null || protocol === undefined) {
    throw new WitanError('ENDPOINT_INVALID', `Not an endpoint: ${endpoint.slice(0, 80)}.`, 'Write ws://host:port.');
  }
  return `${protocol}//${url.host}${url.pathname === '/' ? '/ws' : url.pathname}`;
}

/** One node: calls, subscriptions and reconnection. Subscriptions end with the socket; whoever made them makes them anew. */
export class Connection {
  readonly url: string;
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, (result: unknown) => void>();
  #socket: SocketLike | undefined;
  #isUp = false;
  #isClosed = false;
  #lastId = 0;
  #retryMs: number;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #sweepTimer: ReturnType<typeof setInterval> | undefined;

  constructor(url: string, options: ConnectionOptions, events: ConnectionEvents) {
    this.url = url;
    this.#options = options;
    this.#events = events;
    this.#retryMs = options.retryMsMin;
    this.#sweepTimer = setInterval(() => this.#expire(), options.callTimeoutMs / 4);
    this.#open();
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  #open(): void {
    const socket = this.#options.openSocket(this.url);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      if (this.#isClosed) return;
      this.#isUp = true;
      this.#retryMs = this.#options.retryMsMin;
      this.#events.up();
    });
    socket.addEventListener('message', ({ data }) => this.#receive(String(data)));
    socket.addEventListener('error', () => undefined);
    socket.addEventListener('close', () => this.#lost());
  }

  #lost(): void {
    const wasUp = this.#isUp;
    this.#isUp = false;
    this.#listeners.clear();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(this.#downError());
    if (wasUp) this.#events.down();
    if (this.#isClosed) return;
    this.#retryTimer = setTimeout(() => this.#open(), this.#retryMs * (0.5 + Math.random() / 2));
    this.#retryMs = Math.min(2 * this.#retryMs, this.#options.retryMsMax);
  }

  #downError(): WitanError {
    return new WitanError(
      'ENDPOINT_DOWN',
      `No connection to ${this.url}.`,
      'Check the address, or give several endpoints.',
    );
  }

  /** Errors: ENDPOINT_DOWN, CALL_TIMEOUT, and whatever code the node answers with. */
  call<T>(method: string, params: readonly unknown[]): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#send(method, params, (result) => resolve(result as T), reject);
    });
  }

  #send(method: string, params: readonly unknown[], resolve: Waiting['resolve'], reject: Waiting['reject']): void {
    if (!this.#isUp) {
      reject(this.#downError());
      return;
    }
    const id = ++this.#lastId;
    this.#waiting.set(id, { deadlineMs: Date.now() + this.#options.callTimeoutMs, resolve, reject });
    this.#socket!.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
  }

  /**
   * Subscribes; `initial` and then every `next` are called in the turn in which the node's message arrives. Resolves with
   * what ends it.
   */
  subscribe(
    topic: string,
    options: unknown,
    initial: (picture: unknown) => void,
    next: (result: unknown) => void,
  ): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const subscribed = (answer: unknown): void => {
        const { subscription, initial: picture } = answer as { subscription: string; initial: unknown };
        this.#listeners.set(subscription, next);
        initial(picture);
        resolve(() => {
          if (!this.#listeners.delete(subscription)) return;
          this.#send(
            'witan_unsubscribe',
            [subscription],
            () => undefined,
            () => undefined,
          );
        });
      };
      this.#send('witan_subscribe', options === undefined ? [topic] : [topic, options], subscribed, reject);
    });
  }

  #receive(text: string): void {
    let message: Message;
    try {
      message = JSON.parse(text) as Message;
    } catch {
      return;
    }
    if (message.params !== undefined) {
      const { subscription, result } = message.params;
      if (subscription === followedId) this.#events.followed(result);
      else this.#listeners.get(subscription)?.(result);
      return;
    }
    const waiting = this.#waiting.get(message.id ?? -1);
    if (waiting === undefined) return;
    this.#waiting.delete(message.id!);
    if (message.error === undefined) waiting.resolve(message.result);
    else {
      const { message: text = 'The node refused.', data } = message.error;
      waiting.reject(new WitanError(data?.code ?? 'RPC_FAILED', text, data?.hint));
    }
  }

  #expire(): void {
    const nowMs = Date.now();
    for (const [id, { deadlineMs, reject }] of this.#waiting) {
      // In the order in which they were sent.
      if (deadlineMs > nowMs) return;
      this.#waiting.delete(id);
      reject(new WitanError('CALL_TIMEOUT', `${this.url} did not answer in ${this.#options.callTimeoutMs} ms.`));
    }
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retryTimer);
    clearInterval(this.#sweepTimer);
    this.#socket?.close();
    if (this.#isUp) this.#lost();
  }
}
