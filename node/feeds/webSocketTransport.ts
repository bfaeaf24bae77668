import type { Fault } from '../types/fault.ts';
import { timeMs } from '../types/units.ts';
import type { SourceHealth } from './sourceHealth.ts';
import { documentBytesMax, type TakeDocument, type Transport } from './transport.ts';

export interface WebSocketConfig {
  readonly kind: 'websocket';
  /** ws or wss. */
  readonly url: string;
  /** Sent when the connection is open: a text as it is, anything else as JSON. */
  readonly subscribe?: unknown;
  /** Without a usable document for this long, from connecting on, the connection is given up (10,000). */
  readonly silentMs?: number;
}

/** Documents of one second that are looked at; with more, the connection is given up. */
const documentsPerSecondMax = 1_000;

/** Connections that were given up and that the other side has not let go of; with so many, no further one is opened. */
const lingeringMax = 4;

/** Keeps a connection to one address, on which JSON documents come by themselves. */
export class WebSocketTransport implements Transport {
  readonly #config: WebSocketConfig;
  readonly #health: SourceHealth;
  readonly #take: TakeDocument;
  #connection: Connection | undefined;
  readonly #lingering = new Set<WebSocket>();
  #timer: NodeJS.Timeout | undefined;

  constructor(config: WebSocketConfig, health: SourceHealth, take: TakeDocument) {
    this.#config = config;
    this.#health = health;
    this.#take = take;
  }

  start(): void {
    if (this.#lingering.size >= lingeringMax) {
      this.#later(unreachable('earlier connections are not let go of'));
      return;
    }
    const fail = (fault: Fault): void => this.#later(fault);
    this.#connection = new Connection(this.#config, this.#health, this.#take, this.#lingering, fail);
    this.#connection.open();
  }

  #later(fault: Fault): void {
    this.#health.bad(fault);
    this.#timer = setTimeout(() => this.start(), this.#health.nextDelayMs());
  }

  stop(): void {
    this.#connection?.close();
    clearTimeout(this.#timer);
  }
}

/** One connection from its first try to its end, which is told once. */
class Connection {
  readonly #config: WebSocketConfig;
  readonly #health: SourceHealth;
  readonly #take: TakeDocument;
  readonly #lingering: Set<WebSocket>;
  readonly #ended: (fault: Fault) => void;
  readonly #listening = new AbortController();
  #socket: WebSocket | undefined;
  #silence: NodeJS.Timeout | undefined;
  #second = 0;
  #documents = 0;

  constructor(
    config: WebSocketConfig,
    health: SourceHealth,
    take: TakeDocument,
    lingering: Set<WebSocket>,
    ended: (fault: Fault) => void,
  ) {
    this.#config = config;
    this.#health = health;
    this.#take = take;
    this.#lingering = lingering;
    this.#ended = ended;
  }

  open(): void {
    try {
      this.#socket = new WebSocket(this.#config.url);
    } catch (error) {
      // An address that is none.
      this.#end(unreachable((error as Error).message));
      return;
    }
    const socket = this.#socket;
    socket.binaryType = 'arraybuffer';
    const { signal } = this.#listening;
    const closed = ({ code }: CloseEvent): void => {
      this.#socket = undefined;
      this.#end(unreachable(`closed with ${code}`));
    };
    socket.addEventListener('open', () => this.#subscribe(socket), { signal });
    socket.addEventListener('message', ({ data }) => this.#receive(data as string | ArrayBuffer), { signal });
    socket.addEventListener('error', () => this.#end(unreachable('the connection failed')), { signal });
    socket.addEventListener('close', closed, { signal });
    this.#listen();
  }

  /** Ends it without a word. */
  close(): void {
    this.#listening.abort();
    clearTimeout(this.#silence);
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#socket = undefined;
    this.#lingering.add(socket);
    socket.addEventListener('close', () => this.#lingering.delete(socket), { once: true });
    socket.close();
  }

  #end(fault: Fault): void {
    this.close();
    this.#ended(fault);
  }

  /** Begins to wait for a usable document anew. */
  #listen(): void {
    const { silentMs = 10_000 } = this.#config;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#end({ code: 'FEED_SILENT', silentMs }), silentMs);
  }

  #subscribe(socket: WebSocket): void {
    const { subscribe } = this.#config;
    if (subscribe !== undefined) socket.send(typeof subscribe === 'string' ? subscribe : JSON.stringify(subscribe));
  }

  #receive(data: string | ArrayBuffer): void {
    const nowMs = timeMs(Date.now());
    const second = Math.floor(nowMs / 1_000);
    this.#documents = second === this.#second ? this.#documents + 1 : 1;
    this.#second = second;
    if (this.#documents > documentsPerSecondMax) {
      this.#end({ code: 'FEED_TOO_FAST', documentsPerSecondMax });
      return;
    }
    const length = typeof data === 'string' ? data.length : data.byteLength;
    if (length > documentBytesMax) {
      this.#end({ code: 'FEED_TOO_LARGE', bytesMax: documentBytesMax });
      return;
    }
    let document: unknown;
    try {
      document = JSON.parse(typeof data === 'string' ? data : new TextDecoder().decode(data));
    } catch {
      // A greeting or a ping in plain text is no failure; silence will tell.
      return;
    }
    const intake = this.#take(document, nowMs);
    if (intake === 'taken') {
      this.#health.good();
      this.#listen();
    } else if (intake !== 'nothing') this.#health.bad(intake);
  }
}

const unreachable = (reason: string): Fault => ({ code: 'FEED_UNREACHABLE', reason });
