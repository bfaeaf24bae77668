/** What computing takes one node, ms of its one thread. */
export interface Costs {
  /** Each input, whatever it is about: reading a message, counting votes, ordering, executing; signatures come on top. */
  readonly inputMs: number;
  /** An Ed25519 signature of a validator, made or checked. */
  readonly signMs: number;
  readonly verifyMs: number;
  /** Finding out who signed a transaction. */
  readonly traderCheckMs: number;
}

/** The time that passes while somebody computes, and what happens later. */
export interface VirtualClock {
  nowMs: number;
  after(delayMs: number, run: () => void): void;
}

/**
 * The one thread on which a node computes. The clock goes on with every cost; what comes in meanwhile waits in line, and
 * what the node does to the world happens when the computation is over. Whatever else happens in the world meanwhile is not
 * affected: the clock is set back afterwards.
 */
export class Processor {
  /** How often each cost was charged. */
  readonly charged: Record<keyof Costs, number> = { inputMs: 0, signMs: 0, verifyMs: 0, traderCheckMs: 0 };
  readonly #clock: VirtualClock;
  readonly #costs: Costs;
  readonly #waiting: (() => void)[] = [];
  readonly #leaving: (() => void)[] = [];
  #isBusy = false;
  #busyMs = 0;

  constructor(clock: VirtualClock, costs: Costs) {
    this.#clock = clock;
    this.#costs = costs;
  }

  /** How long it has computed. */
  get busyMs(): number {
    return this.#busyMs;
  }

  /** Computes now, or when everything that came before is done. */
  take(compute: () => void): void {
    if (this.#isBusy) this.#waiting.push(compute);
    else this.#run(compute);
  }

  charge(cost: keyof Costs): void {
    this.charged[cost]++;
    this.#clock.nowMs += this.#costs[cost];
  }

  /** What the computation under way does to the world. */
  leave(act: () => void): void {
    this.#leaving.push(act);
  }

  /** The node's life is over: what waits is lost. */
  stop(): void {
    this.#waiting.length = 0;
  }

  #run(compute: () => void): void {
    const clock = this.#clock;
    const beganMs = clock.nowMs;
    let overMs = beganMs;
    try {
      this.charge('inputMs');
      compute();
      for (const act of this.#leaving.splice(0)) act();
    } finally {
      overMs = clock.nowMs;
      clock.nowMs = beganMs;
    }
    this.#isBusy = true;
    this.#busyMs += overMs - beganMs;
    clock.after(overMs - beganMs, () => {
      this.#isBusy = false;
      const next = this.#waiting.shift();
      if (next !== undefined) this.#run(next);
    });
  }
}
