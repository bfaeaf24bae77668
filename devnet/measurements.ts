/** What happened on the devnet, counted as it happens. */
export class Measurements {
  blocks = 0;
  transactions = 0;
  fills = 0;
  /** Trades in dated markets, as their takers saw them. */
  datedFills = 0;
  liquidations = 0;
  deposits = 0;
  withdrawalsClaimed = 0;
  /** Submissions taken in, by validator. */
  readonly submitted: number[];
  /** Refusals and outcomes other than OK, by code. */
  readonly codes = new Map<string, number>();
  readonly checkpointGas = new Map<number, number>();
  readonly #finalityMs: number[] = [];

  constructor(validators: number) {
    this.submitted = new Array<number>(validators).fill(0);
  }

  /** From the call to submit at one validator to the receipt at another. */
  finalAfter(elapsedMs: number): void {
    this.#finalityMs.push(elapsedMs);
  }

  get finalityCount(): number {
    return this.#finalityMs.length;
  }

  code(code: string): void {
    this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
  }

  /** Gas of a checkpoint once the contract is warm: the first few write slots for the first time. */
  checkpointGasMedian(): number {
    return percentile([...this.checkpointGas.values()], 0.5);
  }

  /** The value that a share of all measured finalities does not exceed, ms; over the last `count` only, where given. */
  finalityMs(share: number, count?: number): number {
    const values = count === undefined ? this.#finalityMs : this.#finalityMs.slice(-count);
    return percentile(values, share);
  }
}

/** NaN of no values. */
export function percentile(values: readonly number[], share: number): number {
  const ascending = [...values].sort((a, b) => a - b);
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? NaN;
}
