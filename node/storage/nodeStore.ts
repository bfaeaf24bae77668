import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WitanError } from '../types/fault.ts';
import type { GuardRecord } from '../types/guard.ts';
import type { PeerId } from '../types/ids.ts';
import type { Height } from '../types/units.ts';
import { GuardFile } from './guardFile.ts';
import { type LogPlace, SegmentedLog } from './segmentedLog.ts';

export interface StoreConfig {
  /** Folder of this node's data; made if absent. */
  readonly folder: string;
  readonly journalSegmentBytesMax: number;
  readonly blockSegmentBytesMax: number;
}

/** What was on disk when the node started. */
export interface Recovered {
  readonly guard: GuardRecord;
  /** Bytes of torn records that were cut off the ends of the journal and of the block log. */
  readonly journalCutBytes: number;
  readonly blocksCutBytes: number;
}

/** How the store answers the sequencer. */
export interface StoreEvents {
  synced(): void;
  failed(error: Error): void;
  blocksRead(to: PeerId, blocks: readonly Uint8Array[]): void;
  warn(message: string): void;
}

/**
 * A node's disk: vote journal, block log and signing guard. What matters before a vote leaves (journal and guard) is
 * synced on demand; the block log can be rebuilt from journal and peers and follows within a second.
 */
export class NodeStore {
  readonly #journal: SegmentedLog;
  readonly #blocks: SegmentedLog;
  readonly #guard: GuardFile;
  readonly #lockPath: string;
  readonly #journalSegmentBytesMax: number;
  /** Places of final blocks, by height − 1. */
  readonly #places: LogPlace[];
  #events: StoreEvents | undefined;
  #busy: Promise<void> = Promise.resolve();
  #blocksDirty = false;
  #replacement: (() => readonly Uint8Array[]) | undefined;

  private constructor(
    journal: SegmentedLog,
    blocks: SegmentedLog,
    guard: GuardFile,
    lockPath: string,
    places: LogPlace[],
    journalSegmentBytesMax: number,
  ) {
    this.#journalSegmentBytesMax = journalSegmentBytesMax;
    this.#journal = journal;
    this.#blocks = blocks;
    this.#guard = guard;
    this.#lockPath = lockPath;
    this.#places = places;
  }

  /**
   * Opens a node's folder, handing over first the guard, then all final blocks, then all journal records, in order.
   * Errors: STORE_LOCKED, LOG_CORRUPT, GUARD_MISSING, GUARD_CORRUPT, STORE_UNUSABLE.
   */
  static open(
    config: StoreConfig,
    replay: {
      guard(record: GuardRecord): void;
      block(payload: Uint8Array): void;
      journal(payload: Uint8Array): void;
    },
  ): { readonly store: NodeStore; readonly recovered: Recovered } {
    const { folder } = config;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw new WitanError(
        'STORE_UNUSABLE',
        `The data folder ${folder} cannot be used: ${(error as Error).message}.`,
        'Name a folder that this user may write to.',
      );
    }
    const lockPath = join(folder, 'LOCK');
    takeLock(lockPath);
    try {
      const guard = GuardFile.open(join(folder, 'guard'), !SegmentedLog.hasRecords(folder, 'journal', 'blocks'));
      replay.guard(guard.record);
      const places: LogPlace[] = [];
      const blocks = SegmentedLog.open(folder, 'blocks', config.blockSegmentBytesMax, (payload, place) => {
        places.push(place);
        replay.block(payload);
      });
      const journal = SegmentedLog.open(folder, 'journal', config.journalSegmentBytesMax, (payload) =>
        replay.journal(payload),
      );
      return {
        store: new NodeStore(journal.log, blocks.log, guard.file, lockPath, places, config.journalSegmentBytesMax),
        recovered: { guard: guard.record, journalCutBytes: journal.cutBytes, blocksCutBytes: blocks.cutBytes },
      };
    } catch (error) {
      rmSync(lockPath, { force: true });
      throw error;
    }
  }

  /**
   * @param replacement the records that still matter, for when the journal has grown past its segment size
   */
  start(events: StoreEvents, replacement: () => readonly Uint8Array[]): void {
    this.#events = events;
    this.#replacement = replacement;
  }

  append(record: Uint8Array): void {
    this.#journal.append(record);
  }

  appendBlock(at: Height, block: Uint8Array): void {
    if (at !== this.#places.length + 1) return; // A replayed block that is here already.
    this.#places.push(this.#blocks.append(block));
    this.#blocksDirty = true;
  }

  sync(guard: GuardRecord): void {
    this.#run(async () => {
      if (this.#journal.segmentBytes > this.#journalSegmentBytesMax && this.#replacement !== undefined) {
        // What the journal then forgets as final must not be missing from the block log.
        await this.#blocks.sync();
        await this.#journal.replaceWith(this.#replacement);
      }
      // In this order, so that the guard never remembers a signature that the journal has lost.
      await this.#journal.sync();
      await this.#guard.store(guard);
      this.#events?.synced();
    });
  }

  /** Writes the block log out; call it about once a second. */
  syncBlocks(): void {
    if (!this.#blocksDirty) return;
    this.#blocksDirty = false;
    this.#blocks.sync().catch((error: unknown) => this.#events?.failed(error as Error));
  }

  readBlocks(to: PeerId, from: Height, bytesMax: number): void {
    setImmediate(() => {
      try {
        this.#events?.blocksRead(to, this.#readBlocks(from, bytesMax));
      } catch (error) {
        this.#events?.warn(`the block log could not be read: ${(error as Error).message}`);
      }
    });
  }

  #readBlocks(from: Height, bytesMax: number): Uint8Array[] {
    this.#blocks.write();
    const found: Uint8Array[] = [];
    let total = 0;
    for (let index = from - 1; index < this.#places.length; index++) {
      const place = this.#places[index]!;
      total += place.length;
      if (found.length > 0 && total > bytesMax) break;
      const block = this.#blocks.read(place);
      if (block === undefined) break;
      found.push(block);
    }
    return found;
  }

  #run(action: () => Promise<void>): void {
    this.#busy = this.#busy.then(action).catch((error: unknown) => this.#events?.failed(error as Error));
  }

  async close(): Promise<void> {
    this.#events = undefined;
    await this.#busy;
    await Promise.all([this.#journal.close(), this.#blocks.close()]);
    this.#guard.close();
    rmSync(this.#lockPath, { force: true });
  }
}

/** One process a folder. A lock left by a process that no longer runs is taken over. */
function takeLock(path: string): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(readFileSync(path, 'utf8'));
    if (owner !== process.pid && isRunning(owner)) {
      throw new WitanError(
        'STORE_LOCKED',
        `The data folder is used by process ${owner} (${path}).`,
        'Stop that node first. Two nodes with one key would contradict each other.',
      );
    }
    rmSync(path, { force: true });
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
