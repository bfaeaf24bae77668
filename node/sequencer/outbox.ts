import type { DiskPort } from './ports.ts';
import type { SigningGuard } from './signingGuard.ts';

interface Waiting {
  readonly durable: () => void;
  readonly failed: (() => void) | undefined;
}

/** Records are written out at the latest when so many bytes wait, even where nobody waits for them. */
const lazyBytesMax = 256 * 1024;

/**
 * Persist before send (docs/spec/consensus.md, rule 12): what is said waits until everything appended before it, and
 * the signing guard, is durable. Writes that come in while a sync runs share the next one.
 */
export class Outbox {
  readonly #disk: DiskPort;
  readonly #guard: SigningGuard;
  readonly #waiting: Waiting[] = [];
  /** Records that no finished sync covers. */
  readonly #unsynced: Uint8Array[] = [];
  #unsyncedBytes = 0;
  /** What the sync in flight covers: how many of `waiting` and of `unsynced`; undefined while none is. */
  #covered: { readonly waiting: number; readonly records: number } | undefined;
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

  /** Records on their way to the disk: a compacted journal must not lose them. */
  get unsynced(): readonly Uint8Array[] {
    return this.#unsynced;
  }

  persist(record: Uint8Array): void {
    if (this.#failed) return;
    this.#disk.append(record);
    this.#unsynced.push(record);
    this.#unsyncedBytes += record.length;
  }

  /** Runs `durable` once everything appended before this call is; `failed` if it never will be. */
  afterDurable(durable: () => void, failed?: () => void): void {
    if (this.#failed) failed?.();
    else this.#waiting.push({ durable, failed });
  }

  /** Call at the end of every input. */
  flush(): void {
    if (this.#failed || this.#covered !== undefined) return;
    if (this.#waiting.length === 0 && this.#unsyncedBytes < lazyBytesMax) return;
    this.#covered = { waiting: this.#waiting.length, records: this.#unsynced.length };
    this.#disk.sync(this.#guard.record);
  }

  synced(): void {
    const due = this.#waiting.splice(0, this.#covered?.waiting ?? 0);
    for (const { length } of this.#unsynced.splice(0, this.#covered?.records ?? 0)) this.#unsyncedBytes -= length;
    this.#covered = undefined;
    for (const { durable } of due) durable();
  }

  fail(): void {
    this.#failed = true;
    this.#unsynced.length = 0;
    for (const { failed } of this.#waiting.splice(0)) failed?.();
  }
}
