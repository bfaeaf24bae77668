import type { Connection } from './connection.ts';
import type { Endpoints } from './endpoints.ts';

export interface LiveTopic {
  readonly topic: string;
  /** Made anew for each subscription: a signed request grows old. */
  readonly options: () => Promise<unknown>;
  /** The picture that the following notifications continue; comes again after every change of node. */
  readonly initial: (picture: unknown) => void;
  readonly next: (result: unknown) => void;
}

/** How long to wait before trying again what a node has refused. */
const retryMs = 500;

/** A subscription that moves to another node when its own goes down. */
export class LiveSubscription {
  readonly #endpoints: Endpoints;
  readonly #topic: LiveTopic;
  #node: Connection | undefined;
  #end: (() => void) | undefined;
  #isTrying = false;
  #isClosed = false;

  constructor(endpoints: Endpoints, topic: LiveTopic) {
    this.#endpoints = endpoints;
    this.#topic = topic;
  }

  /** Subscribes at the first node that lets it. Errors: what the last node refused with. */
  async start(): Promise<void> {
    if (this.#isTrying || this.#isClosed || this.#node !== undefined) return;
    this.#isTrying = true;
    const { topic, options, initial, next } = this.#topic;
    let last: unknown;
    for (const connection of this.#endpoints.ready()) {
      try {
        this.#node = connection;
        const end = await connection.subscribe(topic, await options(), initial, next);
        if (this.#isClosed) end();
        else if (this.#node === connection) this.#end = end;
        last = undefined;
        break;
      } catch (error) {
        this.#node = undefined;
        last = error;
      }
    }
    this.#isTrying = false;
    if (last !== undefined) throw last as Error;
  }

  /** Another node is ready. */
  resume(): void {
    this.start().catch(() => {
      if (!this.#isClosed) setTimeout(() => this.resume(), retryMs);
    });
  }

  onDown(connection: Connection): void {
    if (this.#node !== connection) return;
    this.#node = undefined;
    this.#end = undefined;
    this.resume();
  }

  /** Makes it start over with a new picture. */
  restart(): void {
    this.#end?.();
    this.#end = undefined;
    this.#node = undefined;
    this.resume();
  }

  close(): void {
    this.#isClosed = true;
    this.#end?.();
  }
}
