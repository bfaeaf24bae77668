import type { PeerId } from '../types/ids.ts';
import type { NetworkMessage } from '../types/message.ts';
import { type TimeMs, timeMs } from '../types/units.ts';

interface Request {
  nextAtMs: TimeMs;
  lastWantedMs: TimeMs;
  attempts: number;
}

export interface RequestsConfig {
  /** What is missing is often on its way: how long to wait before the first question, and between two. */
  readonly graceMs: number;
  readonly retryMs: number;
  readonly countMax: number;
}

/**
 * Questions to peers for data that something waits for. Whoever waits asks again on every wake; this sends at a bounded
 * rate, to one peer after another, and forgets what nobody asks for any more.
 */
export class Requests {
  readonly #config: RequestsConfig;
  readonly #open = new Map<string, Request>();
  readonly #send: (to: PeerId, message: NetworkMessage) => void;

  constructor(config: RequestsConfig, send: (to: PeerId, message: NetworkMessage) => void) {
    this.#config = config;
    this.#send = send;
  }

  get size(): number {
    return this.#open.size;
  }

  /** @param peers whom to ask, the likeliest first */
  ask(key: string, message: NetworkMessage, peers: readonly PeerId[], nowMs: TimeMs): void {
    if (peers.length === 0) return;
    let request = this.#open.get(key);
    if (request === undefined) {
      if (this.#open.size >= this.#config.countMax) return;
      request = { nextAtMs: timeMs(nowMs + this.#config.graceMs), lastWantedMs: nowMs, attempts: 0 };
      this.#open.set(key, request);
    }
    request.lastWantedMs = nowMs;
    if (nowMs < request.nextAtMs) return;
    this.#send(peers[request.attempts % peers.length]!, message);
    request.attempts++;
    request.nextAtMs = timeMs(nowMs + this.#config.retryMs);
  }

  /** Whether somebody waits for this. */
  isOpen(key: string): boolean {
    return this.#open.has(key);
  }

  /** When whoever waits should ask again; undefined when nobody waits. */
  nextAtMs(): TimeMs | undefined {
    let next: TimeMs | undefined;
    for (const { nextAtMs } of this.#open.values()) if (next === undefined || nextAtMs < next) next = nextAtMs;
    return next;
  }

  /** Forgets what nobody asked for since the last retry was due. */
  forgetIdle(nowMs: TimeMs): void {
    for (const [key, { lastWantedMs, nextAtMs }] of this.#open) {
      if (nowMs > nextAtMs && nowMs - lastWantedMs > this.#config.graceMs) this.#open.delete(key);
    }
  }
}
