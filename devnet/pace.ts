/**
 * Calls `act` at an even rate until it is told to stop. At most `openMax` calls run at once: whoever is slower than the
 * rate is asked less often, rather than flooded.
 */
export class Pace {
  readonly #act: () => Promise<void>;
  readonly #perSecond: number;
  readonly #openMax: number;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #startedMs = 0;
  #called = 0;
  #open = 0;

  constructor(perSecond: number, openMax: number, act: () => Promise<void>, onError: (error: unknown) => void) {
    this.#perSecond = perSecond;
    this.#openMax = openMax;
    this.#act = act;
    this.#onError = onError;
  }

  start(): void {
    this.#startedMs = performance.now();
    this.#timer = setInterval(() => this.#catchUp(), Math.max(2, Math.min(50, 500 / this.#perSecond)));
  }

  #catchUp(): void {
    const due = Math.floor(((performance.now() - this.#startedMs) / 1000) * this.#perSecond);
    while (this.#called < due) {
      this.#called++;
      if (this.#open >= this.#openMax) continue;
      this.#open++;
      this.#act()
        .catch(this.#onError)
        .finally(() => this.#open--);
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
