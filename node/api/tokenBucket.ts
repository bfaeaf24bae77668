/** Grants so much a second, and lets what was not used add up to a burst. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #left: number;
  #atMs: number;

  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#left = burst;
    this.#atMs = nowMs;
  }

  /** Takes `cost` if it is there. */
  take(cost: number, nowMs: number): boolean {
    const elapsedMs = Math.max(0, nowMs - this.#atMs);
    this.#atMs = nowMs;
    this.#left = Math.min(this.#burst, this.#left + (elapsedMs * this.#perSecond) / 1_000);
    if (this.#left < cost) return false;
    this.#left -= cost;
    return true;
  }
}

/** One bucket for each address, of the most recent `countMax` addresses. */
export class AddressBuckets {
  readonly #make: (nowMs: number) => TokenBucket;
  readonly #countMax: number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(countMax: number, make: (nowMs: number) => TokenBucket) {
    this.#countMax = countMax;
    this.#make = make;
  }

  of(address: string, nowMs: number): TokenBucket {
    const bucket = this.#buckets.get(address) ?? this.#make(nowMs);
    this.#buckets.delete(address);
    this.#buckets.set(address, bucket);
    if (this.#buckets.size > this.#countMax) this.#buckets.delete(this.#buckets.keys().next().value!);
    return bucket;
  }
}
