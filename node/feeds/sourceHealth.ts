import type { Fault } from '../types/fault.ts';
import type { Say } from './feedSource.ts';

/** Delay before the second attempt; each later one is twice the one before, up to the last. */
const firstDelayMs = 1_000;
const lastDelayMs = 30_000;

/** Least time between two lines that say that a source went bad: one that comes and goes must not fill the log. */
const quietMs = 60_000;

/** Says once when a source goes bad and once when it is good again, and how long to wait before trying again. */
export class SourceHealth {
  readonly #name: string;
  readonly #say: Say;
  readonly #firstDelayMs: number;
  readonly #now: () => number;
  #delayMs: number;
  #isSaid = false;
  #saidAtMs = -Infinity;

  constructor(name: string, say: Say, delayMs = firstDelayMs, now: () => number = Date.now) {
    this.#name = name;
    this.#say = say;
    this.#firstDelayMs = delayMs;
    this.#delayMs = delayMs;
    this.#now = now;
  }

  good(): void {
    this.#delayMs = this.#firstDelayMs;
    if (!this.#isSaid) return;
    this.#isSaid = false;
    this.#say(`${this.#name}: usable again`, {});
  }

  bad({ code, ...fields }: Fault): void {
    const nowMs = this.#now();
    if (this.#isSaid || nowMs - this.#saidAtMs < quietMs) return;
    this.#isSaid = true;
    this.#saidAtMs = nowMs;
    this.#say(`${this.#name}: not usable; it is tried again`, { code, ...fields });
  }

  /** How long to wait before the next attempt, ms. */
  nextDelayMs(): number {
    const delayMs = this.#delayMs;
    this.#delayMs = Math.min(delayMs * 2, Math.max(lastDelayMs, this.#firstDelayMs));
    return delayMs;
  }
}
