import { Subject, type Subscription } from 'rxjs';

/** Names of channels. What travels on each is in docs/api.md, Subscriptions. */
export const channel = {
  blocks: 'blocks',
  checkpoints: 'checkpoints',
  trades: (instrument: number): string => `trades ${instrument}`,
  book: (instrument: number): string => `book ${instrument}`,
  account: (account: string): string => `account ${account}`,
  exitKit: (account: string, chainId: number): string => `exitKit ${account} ${chainId}`,
  transaction: (hash: string): string => `transaction ${hash}`,
} as const;

/**
 * Streams that exist while somebody listens. What is published is written as JSON once, however many listen; listeners
 * hear of it in the same turn.
 */
export class Feeds {
  readonly #subjects = new Map<string, Subject<string>>();

  /** Whether anybody listens at all: lets publishers skip work. */
  get isQuiet(): boolean {
    return this.#subjects.size === 0;
  }

  isHeard(name: string): boolean {
    return this.#subjects.has(name);
  }

  listen(name: string, listener: (json: string) => void): Subscription {
    let subject = this.#subjects.get(name);
    if (subject === undefined) this.#subjects.set(name, (subject = new Subject()));
    const kept = subject;
    const subscription = kept.subscribe(listener);
    subscription.add(() => {
      if (!kept.observed && this.#subjects.get(name) === kept) this.#subjects.delete(name);
    });
    return subscription;
  }

  publish(name: string, value: unknown): void {
    this.#subjects.get(name)?.next(JSON.stringify(value));
  }
}
