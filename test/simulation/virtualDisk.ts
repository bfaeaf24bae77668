import type { DiskPort } from '../../node/sequencer/ports.ts';
import type { StoredSnapshot } from '../../node/sequencer/startingPoint.ts';
import type { Replay } from '../../node/storage/nodeStore.ts';
import { emptyGuard, type GuardRecord } from '../../node/types/guard.ts';
import type { PeerId } from '../../node/types/ids.ts';
import { type Height, height } from '../../node/types/units.ts';
import type { Random } from '../../devnet/random.ts';

/** Runs a callback after a delay, unless the life of the node has ended. */
export type DiskLater = (delayMs: number, callback: () => void) => void;

/** How a disk answers one life of a node, and what it asks of it. */
export interface DiskAnswers {
  synced(): void;
  failed(reason: string): void;
  blocksRead(to: PeerId, from: Height, blocks: readonly Uint8Array[], lowest: Height | undefined): void;
  snapshotStored(at: Height, kept: readonly Height[]): void;
  snapshotPartRead(to: PeerId, at: Height, part: number, bytes: Uint8Array | undefined): void;
  /** A snapshot was installed: the node's life ends, and another one begins. */
  installed(): void;
  /** What a replaced journal must hold. */
  liveRecords(): readonly Uint8Array[];
}

/** What a world does with a disk. */
export type Disk = Omit<VirtualDisk, 'blocksAfter'>;

/**
 * A disk that forgets: what was appended survives a crash only as far as a sync covered it, plus as much of the rest as
 * chance leaves. Journal records and blocks are lost from the end only, as in an append-only file.
 */
export class VirtualDisk {
  readonly #random: Random;
  readonly #journal: Uint8Array[] = [];
  readonly #blocks: Uint8Array[] = [];
  /** Height of the first of the blocks, while there are any. */
  #firstHeight = 1;
  readonly #snapshots = new Map<Height, readonly Uint8Array[]>();
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

  /** Height of the first block kept; undefined without one. */
  get lowest(): Height | undefined {
    return this.#blocks.length === 0 ? undefined : height(this.#firstHeight);
  }

  get snapshots(): readonly StoredSnapshot[] {
    return [...this.#snapshots].map(([at, parts]) => ({ at, read: () => parts }));
  }

  /** The blocks after a height, for a node that starts there; where some are missing, all others are given up. */
  blocksAfter(at: number): readonly Uint8Array[] {
    const last = this.#firstHeight + this.#blocks.length - 1;
    if (this.#firstHeight > at + 1 || last < at) this.#dropBlocks();
    return this.#blocks.slice(Math.max(0, at + 1 - this.#firstHeight));
  }

  #dropBlocks(): void {
    this.#blocks.length = 0;
    this.#durableBlocks = 0;
  }

  /** What a node's life begins with. */
  open(replay: Replay): void {
    const start = replay.begin(this.#guard, this.snapshots);
    for (const block of this.blocksAfter(start)) replay.block(block);
    for (const record of this.#journal) replay.journal(record);
  }

  /** The disk as one life of a node sees it. */
  port(later: DiskLater, answer: DiskAnswers): DiskPort {
    return {
      append: (record) => void this.#journal.push(record),
      appendBlock: (at: Height, block) => {
        if (this.#blocks.length === 0) this.#firstHeight = at;
        if (at === this.#firstHeight + this.#blocks.length) this.#blocks.push(block);
      },
      sync: (guard) => {
        const records = this.#journal.length;
        const lastHeight = this.#firstHeight + this.#blocks.length - 1;
        later(this.#random.integer(...this.syncMs), () => {
          if (this.#broken) {
            answer.failed('it takes no writes');
            return;
          }
          this.#durableRecords = Math.max(this.#durableRecords, records);
          // Blocks may have been pruned or given up meanwhile.
          const covered = Math.min(this.#blocks.length, lastHeight + 1 - this.#firstHeight);
          this.#durableBlocks = Math.max(this.#durableBlocks, covered);
          this.#guard = guard;
          answer.synced();
        });
      },
      readBlocks: (to, from, bytesMax) =>
        later(1, () => {
          const found: Uint8Array[] = [];
          let total = 0;
          for (const block of from < this.#firstHeight ? [] : this.#blocks.slice(from - this.#firstHeight)) {
            total += block.length;
            if (found.length > 0 && total > bytesMax) break;
            found.push(block);
          }
          answer.blocksRead(to, from, found, this.lowest);
        }),
      storeSnapshot: (at, parts) =>
        later(this.#random.integer(...this.syncMs), () => {
          if (this.#broken) return;
          this.#keepSnapshot(at, parts);
          answer.snapshotStored(at, [...this.#snapshots.keys()]);
        }),
      readSnapshotPart: (to, at, part) =>
        later(1, () => answer.snapshotPartRead(to, at, part, this.#snapshots.get(at)?.[part])),
      pruneBlocks: (below) => {
        const count = Math.min(below - this.#firstHeight, this.#durableBlocks);
        if (count <= 0) return;
        this.#blocks.splice(0, count);
        this.#durableBlocks -= count;
        this.#firstHeight += count;
      },
      installSnapshot: (at, parts) =>
        later(this.#random.integer(...this.syncMs), () => {
          if (this.#broken) return;
          this.#keepSnapshot(at, parts, 1);
          this.#dropBlocks();
          answer.installed();
        }),
    };
  }

  /** Whole and durable at once: it takes its name only then. The blocks before it were synced earlier. */
  #keepSnapshot(at: Height, parts: readonly Uint8Array[], kept = 2): void {
    this.#durableBlocks = this.#blocks.length;
    this.#snapshots.set(at, parts);
    for (const oldest of [...this.#snapshots.keys()].sort((a, b) => a - b).slice(0, -kept))
      this.#snapshots.delete(oldest);
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
    const firstHeight = this.#firstHeight;
    const snapshots = [...this.#snapshots];
    return () => {
      this.resets++;
      this.#journal.splice(0, Infinity, ...journal);
      this.#blocks.splice(0, Infinity, ...blocks);
      this.#firstHeight = firstHeight;
      this.#snapshots.clear();
      for (const [at, parts] of snapshots) this.#snapshots.set(at, parts);
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

  /** The data folder is gone, the guard is kept. Only while the node is down. */
  loseFolder(): void {
    this.loseJournal();
    this.#dropBlocks();
    this.#snapshots.clear();
  }

  /** The guard is gone too. */
  loseGuard(): void {
    this.#guard = emptyGuard;
  }

  /** A stored snapshot is damaged. */
  damageSnapshot(at: Height): void {
    const [first, chunk, ...rest] = this.#snapshots.get(at)!;
    this.#snapshots.set(at, [first!, chunk!.slice(0, -1), ...rest]);
  }

  /** Power goes: what no sync covered may be lost. */
  crash(): void {
    this.#journal.length = this.#random.integer(this.#durableRecords, this.#journal.length);
    this.#blocks.length = this.#random.integer(this.#durableBlocks, this.#blocks.length);
    this.#durableRecords = this.#journal.length;
    this.#durableBlocks = this.#blocks.length;
  }
}
