/** Grants so much a second, and lets what was not used add up to a burst. Spending may overdraw it. */
export class Budget {
  readonly #perMs: number;
  readonly #burst: number;
  #left: number;
  #atMs: number;

  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perMs = perSecond / 1_000;
    this.#burst = burst;
    this.#left = burst;
    this.#atMs = nowMs;
  }

  spend(cost: number, nowMs: number): void {
    this.#fill(nowMs);
    this.#left -= cost;
  }

  /** How long until there is something to spend; 0 when there is. */
  waitMs(nowMs: number): number {
    this.#fill(nowMs);
    return this.#left > 0 ? 0 : Math.floor(-this.#left / this.#perMs) + 1;
  }

  /** A clock that is set back gives nothing and takes nothing. */
  #fill(nowMs: number): void {
    this.#left = Math.min(this.#burst, this.#left + Math.max(0, nowMs - this.#atMs) * this.#perMs);
    this.#atMs = nowMs;
  }
}
