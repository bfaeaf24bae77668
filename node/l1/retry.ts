/** One line for each change between reachable and not, whatever happens in between. */
export interface L1Status {
  readonly up: boolean;
  /** One line: what happened, and what happens next. */
  readonly message: string;
}

/** Delays that double from `firstMs` to `lastMs` with every failure and start over with every success. */
export class Backoff {
  readonly #firstMs: number;
  readonly #lastMs: number;
  readonly #report: (status: L1Status) => void;
  readonly #what: string;
  #nextMs: number;
  #up: boolean | undefined;

  constructor(what: string, firstMs: number, lastMs: number, report: (status: L1Status) => void) {
    this.#what = what;
    this.#firstMs = firstMs;
    this.#lastMs = lastMs;
    this.#nextMs = firstMs;
    this.#report = report;
  }

  succeeded(): void {
    this.#nextMs = this.#firstMs;
    if (this.#up === false) this.#report({ up: true, message: `${this.#what}: answers again` });
    this.#up = true;
  }

  /** How long to wait before the next attempt. */
  failed(error: unknown): number {
    if (this.#up !== false) {
      const message = `${this.#what}: ${shortReason(error)}; trying again at growing intervals, at most ${this.#lastMs} ms`;
      this.#report({ up: false, message });
    }
    this.#up = false;
    return this.failedWithoutWord();
  }

  /** The same where somebody else says so. */
  failedWithoutWord(): number {
    const delayMs = this.#nextMs;
    this.#nextMs = Math.min(this.#nextMs * 2, this.#lastMs);
    return delayMs;
  }
}

/** The first line of what went wrong; viem's long messages carry request and docs behind it. */
export function shortReason(error: unknown): string {
  // What a server calls an error may be anything, and is passed on as it came.
  if (!(error instanceof Error)) return typeof error === 'string' ? firstLine(error) : 'it said what cannot be read';
  const { shortMessage, details } = error as Error & { shortMessage?: unknown; details?: unknown };
  const first = firstLine(typeof shortMessage === 'string' ? shortMessage : error.message);
  return typeof details === 'string' && details !== '' && !first.includes(details)
    ? `${first} (${firstLine(details)})`
    : first;
}

const firstLine = (text: string): string => text.split('\n')[0]!;
