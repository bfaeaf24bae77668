import type { DiskPort } from './ports.ts';
import type { SigningGuard } from './signingGuard.ts';

/**
 * Persist before send (docs/spec/consensus.md, rule 12): what is said waits until everything appended before it, and
 * the signing guard, is durable. Writes that come in while a sync runs share the next one.
 */
export class Outbox {
  readonly #disk: DiskPort;
  readonly #guard: SigningGuard;
  readonly #waiting: (() => void)[] = [];
  /** How many of `waiting` the sync in flight covers; undefined while none is. */
  #covered: number | undefined;
  #failed = false;

  constructor(disk: DiskPort, guard: SigningGuard) {
    this.#disk = disk;
    this.#guard = guard;
  }

  /** Nothing that needs durability happens any more: the disk failed. */
  get failed(): boolean {
    return this.#failed;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  persist(record: Uint8Array): void {
    this.#disk.append(record);
  }

  /** Runs `action` once everything appended before this call is durable. */
  afterDurable(action: () => void): void {
    this.#waiting.push(action);
  }

  /** Call at the end of every input. */
  flush(): void {
    if (this.#failed || this.#covered !== undefined || this.#waiting.length === 0) return;
    this.#covered = this.#waiting.length;
    this.#disk.sync(this.#guard.record);
  }

  synced(): void {
    const due = this.#waiting.splice(0, this.#covered ?? 0);
    this.#covered = undefined;
    for (const action of due) action();
  }

  fail(): void {
    this.#failed = true;
    this.#waiting.length = 0;
  }
}
