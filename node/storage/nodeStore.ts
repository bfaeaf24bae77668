import { dirname, join } from 'node:path';
import { ByteWriter } from '../codec/byteWriter.ts';
import { WitanError } from '../types/fault.ts';
import type { GuardRecord } from '../types/guard.ts';
import type { PeerId } from '../types/ids.ts';
import { type Height, height } from '../types/units.ts';
import { type FileSystem, realFiles } from './fileSystem.ts';
import { GuardFile } from './guardFile.ts';
import { type LogPlace, SegmentedLog } from './segmentedLog.ts';
import { SnapshotFiles } from './snapshotFiles.ts';

export interface StoreConfig {
  /** Folder of this node's data; made if absent. */
  readonly folder: string;
  readonly journalSegmentBytesMax: number;
  readonly blockSegmentBytesMax: number;
  /** Blocks that may be deleted are kept for so long after they were written; absent: as short as possible. */
  readonly keepBlocksMs?: number;
  /** Where the folder is; absent: the operating system's files. */
  readonly files?: FileSystem;
}

/** What was on disk when the node started. */
export interface Recovered {
  readonly guard: GuardRecord;
  /** Bytes of torn records that were cut off the ends of the journal and of the block log. */
  readonly journalCutBytes: number;
  readonly blocksCutBytes: number;
  /** Final blocks that did not continue the state from which the node starts, and were given up. */
  readonly blocksGivenUp: number;
}

/** How the store answers the sequencer. */
export interface StoreEvents {
  synced(): void;
  failed(error: Error): void;
  /** `lowest`: of the blocks in the log; undefined while that is empty. */
  blocksRead(to: PeerId, from: Height, blocks: readonly Uint8Array[], lowest: Height | undefined): void;
  /** `kept`: the heights of all stored snapshots, ascending. */
  snapshotStored(at: Height, kept: readonly Height[]): void;
  snapshotPartRead(to: PeerId, at: Height, part: number, bytes: Uint8Array | undefined): void;
  /** A snapshot ahead of the blocks is durable: close this store, and open it anew. */
  installed(at: Height): void;
  warn(message: string): void;
}

/** A snapshot on the disk. */
export interface SnapshotFile {
  readonly at: Height;
  /** All its parts; undefined where one is missing or damaged. */
  read(): readonly Uint8Array[] | undefined;
}

/** How the caller takes in what is on the disk. */
export interface Replay {
  /**
   * First: the guard, and the snapshots ascending by height. Returns the height of the state from which the node starts:
   * that of a snapshot, or 0.
   */
  begin(guard: GuardRecord, snapshots: readonly SnapshotFile[]): Height;
  /** Then: each final block after that height. */
  block(payload: Uint8Array): void;
  /** Then: each journal record. */
  journal(payload: Uint8Array): void;
}

/** Bytes of the height before each block in its record, big-endian. */
const heightBytes = 8;

/**
 * A node's disk: vote journal, block log, snapshots and signing guard. What matters before a vote leaves (journal and guard) is
 * synced on demand; the block log can be rebuilt from journal and peers and follows within a second.
 */
export class NodeStore {
  readonly #journal: SegmentedLog;
  readonly #blocks: SegmentedLog;
  readonly #guard: GuardFile;
  readonly #files: FileSystem;
  readonly #lockPath: string;
  readonly #journalSegmentBytesMax: number;
  readonly #snapshots: SnapshotFiles;
  readonly #keepBlocksMs: number;
  /** Places of final blocks, from `firstHeight` on. */
  readonly #places: LogPlace[];
  #firstHeight: number;
  #storing: Promise<void> = Promise.resolve();
  #events: StoreEvents | undefined;
  #busy: Promise<void> = Promise.resolve();
  #blocksDirty = false;
  #replacement: (() => readonly Uint8Array[]) | undefined;

  private constructor(config: StoreConfig, lockPath: string, files: OpenedFiles) {
    this.#journalSegmentBytesMax = config.journalSegmentBytesMax;
    this.#keepBlocksMs = config.keepBlocksMs ?? 0;
    this.#journal = files.journal;
    this.#blocks = files.blocks;
    this.#snapshots = files.snapshots;
    this.#guard = files.guard;
    this.#files = config.files ?? realFiles;
    this.#lockPath = lockPath;
    this.#places = files.places;
    this.#firstHeight = files.firstHeight;
  }

  /**
   * Opens a node's folder and hands over what is there.
   * Errors: STORE_LOCKED, LOG_CORRUPT, GUARD_MISSING, GUARD_CORRUPT, STORE_UNUSABLE, and what `replay` throws.
   */
  static open(config: StoreConfig, replay: Replay): { readonly store: NodeStore; readonly recovered: Recovered } {
    try {
      return NodeStore.#open(config, replay);
    } catch (error) {
      if (!isFileError(error)) throw error;
      throw new WitanError(
        'STORE_UNUSABLE',
        `The data folder ${config.folder} cannot be used: ${error.message}.`,
        'Name a folder that this user may write to, on a disk with room.',
      );
    }
  }

  static #open(config: StoreConfig, replay: Replay): { readonly store: NodeStore; readonly recovered: Recovered } {
    const { folder, files = realFiles } = config;
    makeDurableFolder(files, folder);
    const lockPath = join(folder, 'LOCK');
    takeLock(files, lockPath);
    try {
      const snapshots = new SnapshotFiles(folder, files);
      const stored = snapshots.heights().map((at): SnapshotFile => ({ at, read: () => snapshots.read(at) }));
      const mayBeNew = stored.length === 0 && !SegmentedLog.hasRecords(folder, ['journal', 'blocks'], files);
      const guard = GuardFile.open(join(folder, 'guard'), mayBeNew, files);
      const start = replay.begin(guard.record, stored);
      const blocks = openBlocks(config, start, (payload) => replay.block(payload));
      // Of a snapshot that was installed when the node stopped, older ones may be left, and their blocks are gone.
      const isCutOff = (at: Height): boolean => at < start && at + 1 < blocks.firstHeight;
      for (const { at } of stored) if (isCutOff(at)) snapshots.remove(at);
      const { journalSegmentBytesMax } = config;
      const replayed = (payload: Uint8Array): void => replay.journal(payload);
      const journal = SegmentedLog.open(folder, 'journal', journalSegmentBytesMax, replayed, files);
      const opened = { ...blocks, snapshots, guard: guard.file, journal: journal.log };
      return {
        store: new NodeStore(config, lockPath, opened),
        recovered: {
          guard: guard.record,
          journalCutBytes: journal.cutBytes,
          blocksCutBytes: blocks.cutBytes,
          blocksGivenUp: blocks.givenUp,
        },
      };
    } catch (error) {
      files.remove(lockPath);
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
    this.#try(() => this.#journal.append(record));
  }

  appendBlock(at: Height, block: Uint8Array): void {
    if (this.#places.length === 0) this.#firstHeight = at;
    if (at !== this.#firstHeight + this.#places.length) return; // A replayed block that is here already.
    const record = new ByteWriter().u64(at).bytes(block).finish();
    this.#try(() => this.#places.push(this.#blocks.append(record)));
    this.#blocksDirty = true;
  }

  sync(guard: GuardRecord): void {
    this.#run(async () => {
      if (this.#journal.segmentBytes > this.#journalSegmentBytesMax && this.#replacement !== undefined) {
        // What the journal then forgets as final must not be missing from the block log.
        await this.#journal.replaceWith(this.#replacement, () => this.#blocks.sync());
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
        const lowest = this.#places.length === 0 ? undefined : height(this.#firstHeight);
        this.#events?.blocksRead(to, from, this.#readBlocks(from, bytesMax), lowest);
      } catch (error) {
        this.#events?.warn(`the block log could not be read: ${(error as Error).message}`);
      }
    });
  }

  #readBlocks(from: Height, bytesMax: number): Uint8Array[] {
    this.#blocks.write();
    const found: Uint8Array[] = [];
    let total = 0;
    if (from < this.#firstHeight) return found;
    for (let index = from - this.#firstHeight; index < this.#places.length; index++) {
      const place = this.#places[index]!;
      total += place.length;
      if (found.length > 0 && total > bytesMax) break;
      const record = this.#blocks.read(place);
      if (record === undefined) break;
      found.push(record.subarray(heightBytes));
    }
    return found;
  }

  /** Stores a snapshot of the state after a height. Answers with `snapshotStored`, or a warning. */
  storeSnapshot(at: Height, parts: readonly Uint8Array[]): void {
    this.#store(at, parts, undefined, () => {
      this.#blocks.endSegment();
      this.#events?.snapshotStored(at, this.#snapshots.heights());
    });
  }

  /** Stores a snapshot that is ahead of the blocks. Answers with `installed`; the blocks go when the store is opened again. */
  installSnapshot(at: Height, parts: readonly Uint8Array[]): void {
    // Of older ones, the blocks that come after them are not here.
    this.#store(at, parts, 1, () => this.#events?.installed(at));
  }

  #store(at: Height, parts: readonly Uint8Array[], kept: number | undefined, done: () => void): void {
    const store = async (): Promise<void> => {
      // Blocks up to the snapshot are durable before it is: so the log never ends before it without being given up.
      await this.#blocks.sync();
      await this.#snapshots.store(at, parts, kept);
      done();
    };
    this.#storing = this.#storing.then(store).catch((error: unknown) => {
      this.#events?.warn(`a snapshot could not be stored: ${(error as Error).message}`);
    });
  }

  readSnapshotPart(to: PeerId, at: Height, part: number): void {
    setImmediate(() => this.#events?.snapshotPartRead(to, at, part, this.#snapshots.readPart(at, part)));
  }

  /** Deletes segments that hold only blocks below a height and are older than the operator wants them. */
  pruneBlocks(below: Height): void {
    const first = this.#places[Math.max(0, below - this.#firstHeight)];
    if (first === undefined) return;
    this.#blocks.removeBefore(first.segment, this.#keepBlocksMs);
    const { firstSegment } = this.#blocks;
    const gone = this.#places.findIndex(({ segment }) => segment >= firstSegment);
    this.#places.splice(0, gone);
    this.#firstHeight += gone;
  }

  /** A new segment may find the disk full. */
  #try(append: () => unknown): void {
    try {
      append();
    } catch (error) {
      this.#events?.failed(error as Error);
    }
  }

  #run(action: () => Promise<void>): void {
    this.#busy = this.#busy.then(action).catch((error: unknown) => this.#events?.failed(error as Error));
  }

  async close(): Promise<void> {
    this.#events = undefined;
    await this.#busy;
    await this.#storing;
    await Promise.all([this.#journal.close(), this.#blocks.close()]);
    this.#guard.close();
    this.#files.remove(this.#lockPath);
  }
}

interface OpenedFiles {
  readonly journal: SegmentedLog;
  readonly blocks: SegmentedLog;
  readonly snapshots: SnapshotFiles;
  readonly guard: GuardFile;
  readonly places: LogPlace[];
  readonly firstHeight: number;
}

interface OpenedBlocks extends Pick<OpenedFiles, 'blocks' | 'places' | 'firstHeight'> {
  readonly cutBytes: number;
  readonly givenUp: number;
}

/**
 * Opens the block log and hands over the blocks after `start`. One that begins later, or ends before, does not continue the
 * state there: it is given up, and peers are asked for what comes next.
 * Errors: LOG_CORRUPT, also where heights do not follow each other.
 */
function openBlocks(config: StoreConfig, start: Height, block: (payload: Uint8Array) => void): OpenedBlocks {
  const { folder, blockSegmentBytesMax, files = realFiles } = config;
  const places: LogPlace[] = [];
  let firstHeight = 1;
  const onRecord = (payload: Uint8Array, place: LogPlace): void => {
    const at = payload.length < heightBytes ? 0 : Number(Buffer.from(payload).readBigUInt64BE(0));
    if (places.length === 0) firstHeight = at;
    if (!Number.isSafeInteger(at) || at < 1 || at !== firstHeight + places.length) {
      throw new WitanError(
        'LOG_CORRUPT',
        `The block log does not say which height it goes on with in segment ${place.segment}.`,
        'Another version wrote it. Remove the blocks-*.log files: the node fetches them again. Keep guard and keys.',
      );
    }
    places.push(place);
    if (firstHeight <= start + 1 && at > start) block(payload.subarray(heightBytes));
  };
  const { log, cutBytes } = SegmentedLog.open(folder, 'blocks', blockSegmentBytesMax, onRecord, files);
  const last = firstHeight + places.length - 1;
  if (firstHeight <= start + 1 && last >= start) return { blocks: log, places, firstHeight, cutBytes, givenUp: 0 };
  log.abandon();
  SegmentedLog.remove(folder, 'blocks', files);
  const empty = SegmentedLog.open(folder, 'blocks', blockSegmentBytesMax, () => undefined, files);
  return { blocks: empty.log, places: [], firstHeight: start + 1, cutBytes, givenUp: places.length };
}

/** What the operating system says about files: ENOSPC, EACCES and the like. */
const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error &&
  !(error instanceof WitanError) &&
  /^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code ?? '');

/** Makes a folder, and those above it; a crash right after the first words would take it away with them otherwise. */
function makeDurableFolder(files: FileSystem, path: string): void {
  if (!files.exists(path)) makeDurableFolder(files, dirname(path));
  files.makeFolder(path);
  files.syncFolder(dirname(path));
}

/** One process a folder. A lock left by a process that no longer runs is taken over. */
function takeLock(files: FileSystem, path: string): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const fd = files.open(path, 'wx');
      files.write(fd, Buffer.from(`${process.pid}\n`));
      files.close(fd);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    // A crash may have left the first digits only.
    const owner = Number(/^(\d+)\n$/.exec(files.read(path).toString())?.[1]);
    if (owner !== process.pid && isRunning(owner)) {
      throw new WitanError(
        'STORE_LOCKED',
        `The data folder is used by process ${owner} (${path}).`,
        'Stop that node first. Two nodes with one key would contradict each other.',
      );
    }
    files.remove(path);
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
