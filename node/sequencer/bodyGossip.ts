import type { NetworkMessage } from '../types/message.ts';
import { type TimeMs, timeMs } from '../types/units.ts';

/** What waits goes out early where it is more than this. */
const waitingBytesMax = 64 * 1024;
const waitingCountMax = 256;

/**
 * Transactions of this node's doors on their way to the peers. A message costs each of them far more than what is in it: the
 * first after a while goes at once, those that follow within an interval go together.
 */
export class BodyGossip {
  readonly #intervalMs: number;
  readonly #broadcast: (message: NetworkMessage) => void;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #sentAtMs: TimeMs | undefined;

  /** @param intervalMs that of reports: a body that peers have sooner than a report that names it changes nothing */
  constructor(intervalMs: number, broadcast: (message: NetworkMessage) => void) {
    this.#intervalMs = intervalMs;
    this.#broadcast = broadcast;
  }

  add(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
  }

  /** When something that waits is to go; undefined while nothing waits. */
  dueAtMs(nowMs: TimeMs): TimeMs | undefined {
    if (this.#waiting.length === 0) return undefined;
    if (this.#waitingBytes >= waitingBytesMax || this.#waiting.length >= waitingCountMax) return nowMs;
    return this.#sentAtMs === undefined ? nowMs : timeMs(this.#sentAtMs + this.#intervalMs);
  }

  /** Call at the end of every input. */
  sendDue(nowMs: TimeMs): void {
    const dueAtMs = this.dueAtMs(nowMs);
    if (dueAtMs !== undefined && dueAtMs <= nowMs) this.send(nowMs);
  }

  /** A report that names what waits is on its way: so is what it names. */
  send(nowMs: TimeMs): void {
    if (this.#waiting.length === 0) return;
    const bodies = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#sentAtMs = nowMs;
    this.#broadcast({ type: 'bodies', bodies });
  }
}
