import type { DiskPort } from '../../node/sequencer/ports.ts';
import { emptyGuard, type GuardRecord } from '../../node/types/guard.ts';
import type { PeerId } from '../../node/types/ids.ts';
import type { Height } from '../../node/types/units.ts';
import type { Random } from '../../devnet/random.ts';

/**
 * A disk that forgets: what was appended survives a crash only as far as a sync covered it, plus as much of the rest as
 * chance leaves. Journal records and blocks are lost from the end only, as in an append-only file.
 */
export class VirtualDisk {
  readonly #random: Random;
  readonly #journal: Uint8Array[] = [];
  readonly #blocks: Uint8Array[] = [];
  #durableRecords = 0;
  #durableBlocks = 0;
  #guard: GuardRecord = emptyGuard;
  #broken = false;
  /** How long a sync takes, ms. */
  syncMs: readonly [number, number] = [0, 2];
  /** How often durable records were lost: by an operator's hand, not by a crash. */
  resets = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Journal records that survive whatever happens next. */
  get durableRecords(): number {
    return this.#durableRecords;
  }

  get journal(): readonly Uint8Array[] {
    return this.#journal;
  }

  get blocks(): readonly Uint8Array[] {
    return this.#blocks;
  }

  get guard(): GuardRecord {
    return this.#guard;
  }

  /** The disk as one life of a node sees it. `later` runs a callback after a delay, unless that life has ended. */
  port(
    later: (delayMs: number, callback: () => void) => void,
    answer: {
      synced(): void;
      failed(reason: string): void;
      blocksRead(to: PeerId, blocks: readonly Uint8Array[]): void;
    },
  ): DiskPort {
    return {
      append: (record) => void this.#journal.push(record),
      appendBlock: (at: Height, block) => {
        if (at === this.#blocks.length + 1) this.#blocks.push(block);
      },
      sync: (guard) => {
        const records = this.#journal.length;
        const blocks = this.#blocks.length;
        later(this.#random.integer(...this.syncMs), () => {
          if (this.#broken) {
            answer.failed('it takes no writes');
            return;
          }
          this.#durableRecords = Math.max(this.#durableRecords, records);
          this.#durableBlocks = Math.max(this.#durableBlocks, blocks);
          this.#guard = guard;
          answer.synced();
        });
      },
      readBlocks: (to, from, bytesMax) =>
        later(1, () => {
          const found: Uint8Array[] = [];
          let total = 0;
          for (const block of this.#blocks.slice(from - 1)) {
            total += block.length;
            if (found.length > 0 && total > bytesMax) break;
            found.push(block);
          }
          answer.blocksRead(to, found);
        }),
    };
  }

  /** From now on no write succeeds: the disk is full, or gone. */
  breakDown(): void {
    this.#broken = true;
  }

  /** Writes succeed again. */
  repair(): void {
    this.#broken = false;
  }

  /** What an operator keeps as a backup: journal and block log as they are durable now. The guard travels with the key. */
  backUp(): () => void {
    const journal = this.#journal.slice(0, this.#durableRecords);
    const blocks = this.#blocks.slice(0, this.#durableBlocks);
    return () => {
      this.resets++;
      this.#journal.splice(0, Infinity, ...journal);
      this.#blocks.splice(0, Infinity, ...blocks);
      this.#durableRecords = journal.length;
      this.#durableBlocks = blocks.length;
    };
  }

  /** The journal is gone, and with it whatever only it knew; guard and block log are kept. Only while the node is down. */
  loseJournal(): void {
    this.resets++;
    this.#journal.length = 0;
    this.#durableRecords = 0;
  }

  /** Power goes: what no sync covered may be lost. */
  crash(): void {
    this.#journal.length = this.#random.integer(this.#durableRecords, this.#journal.length);
    this.#blocks.length = this.#random.integer(this.#durableBlocks, this.#blocks.length);
    this.#durableRecords = this.#journal.length;
    this.#durableBlocks = this.#blocks.length;
  }
}
