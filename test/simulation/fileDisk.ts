import type { Random } from '../../devnet/random.ts';
import type { DiskPort } from '../../node/sequencer/ports.ts';
import type { StoredSnapshot } from '../../node/sequencer/startingPoint.ts';
import { NodeStore, type Replay } from '../../node/storage/nodeStore.ts';
import { scanRecords } from '../../node/storage/recordFraming.ts';
import { emptyGuard, type GuardRecord } from '../../node/types/guard.ts';
import { type Height, height } from '../../node/types/units.ts';
import { CrashingFiles } from './crashingFiles.ts';
import type { Disk, DiskAnswers, DiskLater } from './virtualDisk.ts';

const folder = '/data';

/** Small, so that journals are replaced and segments end in a run of seconds. */
const config = { folder, journalSegmentBytesMax: 60_000, blockSegmentBytesMax: 40_000 } as const;

/** As in `runNode`, ms. */
const blockSyncMs = 500;

/**
 * A disk with the code of node/storage over files that a crash tears (`CrashingFiles`). That code answers through promises:
 * the world must be run with `pass`.
 */
export class FileDisk implements Disk {
  readonly #random: Random;
  #files: CrashingFiles;
  #later: DiskLater = () => undefined;
  #answers: DiskAnswers | undefined;
  #store: NodeStore | undefined;
  #guard: GuardRecord = emptyGuard;
  readonly #journal: Uint8Array[] = [];
  #durableRecords = 0;
  /** What the sync under way covers, and the guard that it stores. */
  #covered = 0;
  #asked: GuardRecord = emptyGuard;
  syncMs: readonly [number, number] = [0, 2];
  resets = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#files = new CrashingFiles((done) => this.#later(this.#random.integer(...this.syncMs), done));
  }

  /** What was ever appended and is not lost, whether or not a replaced journal still holds it. */
  get journal(): readonly Uint8Array[] {
    return this.#journal;
  }

  get durableRecords(): number {
    return this.#durableRecords;
  }

  get guard(): GuardRecord {
    return this.#guard;
  }

  get blocks(): readonly Uint8Array[] {
    return this.#blockRecords().map((record) => record.subarray(8));
  }

  get lowest(): Height | undefined {
    const [first] = this.#blockRecords();
    return first === undefined ? undefined : height(Number(Buffer.from(first).readBigUInt64BE(0)));
  }

  get snapshots(): readonly StoredSnapshot[] {
    return this.#names('snapshot-')
      .filter((name) => name.endsWith('.bin'))
      .map((name) => ({ at: height(Number(/\d+/.exec(name)![0])), read: () => this.#records(name) }));
  }

  #blockRecords(): Uint8Array[] {
    return this.#names('blocks-').flatMap((name) => this.#records(name));
  }

  #names(prefix: string): string[] {
    return this.#files.exists(folder) ? this.#files.list(folder).filter((name) => name.startsWith(prefix)) : [];
  }

  #records(name: string): Uint8Array[] {
    return [...scanRecords(this.#files.read(`${folder}/${name}`))].map(({ payload }) => payload);
  }

  open(replay: Replay): void {
    const known = new Set(this.#journal.map(keyOf));
    const { store } = NodeStore.open(
      { ...config, files: this.#files },
      {
        begin: (guard, snapshots) => {
          this.#guard = guard;
          return replay.begin(guard, snapshots);
        },
        block: (payload) => replay.block(payload),
        journal: (payload) => {
          if (!known.has(keyOf(payload))) this.#journal.push(payload);
          replay.journal(payload);
        },
      },
    );
    this.#durableRecords = this.#journal.length;
    this.#store = store;
    this.#start(store, this.#answers!, this.#later);
  }

  #start(store: NodeStore, answers: DiskAnswers, later: DiskLater): void {
    // An answer is an input of its own, never one within whatever the store is doing.
    const soon = (answer: () => void): void => later(0, answer);
    store.start(
      {
        synced: () => soon(() => answers.synced()),
        failed: (error) => soon(() => answers.failed(error.message)),
        blocksRead: (to, from, blocks, lowest) => soon(() => answers.blocksRead(to, from, blocks, lowest)),
        snapshotStored: (at, kept) => soon(() => answers.snapshotStored(at, kept)),
        snapshotPartRead: (to, at, part, bytes) => soon(() => answers.snapshotPartRead(to, at, part, bytes)),
        installed: () => soon(() => answers.installed()),
        warn: () => undefined,
      },
      () => answers.liveRecords(),
    );
    const syncBlocks = (): void => {
      store.syncBlocks();
      later(blockSyncMs, syncBlocks);
    };
    later(blockSyncMs, syncBlocks);
  }

  port(later: DiskLater, answers: DiskAnswers): DiskPort {
    this.#later = later;
    this.#answers = {
      ...answers,
      synced: () => {
        this.#durableRecords = Math.max(this.#durableRecords, this.#covered);
        this.#guard = this.#asked;
        answers.synced();
      },
    };
    const store = (): NodeStore => this.#store!;
    return {
      append: (record) => {
        this.#journal.push(record);
        store().append(record);
      },
      // The own log is replayed while there is no store yet.
      appendBlock: (at, block) => this.#store?.appendBlock(at, block),
      sync: (guard) => {
        this.#covered = this.#journal.length;
        this.#asked = guard;
        store().sync(guard);
      },
      readBlocks: (to, from, bytesMax) => store().readBlocks(to, from, bytesMax),
      storeSnapshot: (at, parts) => store().storeSnapshot(at, parts),
      readSnapshotPart: (to, at, part) => store().readSnapshotPart(to, at, part),
      pruneBlocks: (below) => store().pruneBlocks(below),
      installSnapshot: (at, parts) => store().installSnapshot(at, parts),
    };
  }

  breakDown(): void {
    this.#files.isFull = true;
  }

  repair(): void {
    this.#files.isFull = false;
  }

  /** Power goes, or only the process. */
  crash(): void {
    const { isFull } = this.#files;
    this.#store = undefined;
    this.#files = this.#random.chance(0.3) ? this.#files.killed() : this.#files.crashed(this.#random);
    this.#files.isFull = isFull;
    this.#journal.length = this.#durableRecords;
  }

  backUp(): () => void {
    const files = this.#files.crashed(this.#random);
    const journal = this.#journal.slice(0, this.#durableRecords);
    return () => {
      const guard = this.#files.read(`${folder}/guard`);
      this.#files = files;
      this.#remove('guard');
      const fd = files.open(`${folder}/guard`, 'w');
      files.write(fd, guard);
      files.close(fd);
      this.resets++;
      this.#journal.splice(0, Infinity, ...journal);
      this.#durableRecords = journal.length;
    };
  }

  loseJournal(): void {
    this.resets++;
    this.#remove('journal-');
    this.#journal.length = 0;
    this.#durableRecords = 0;
  }

  loseFolder(): void {
    this.loseJournal();
    this.#remove('blocks-');
    this.#remove('snapshot-');
  }

  loseGuard(): void {
    this.#remove('guard');
  }

  damageSnapshot(at: Height): void {
    const path = `${folder}/snapshot-${String(at).padStart(16, '0')}.bin`;
    this.#files.truncate(path, this.#files.stat(path).size - 1);
  }

  #remove(prefix: string): void {
    for (const name of this.#names(prefix)) this.#files.remove(`${folder}/${name}`);
    this.#files.syncFolder(folder);
  }
}

const keyOf = (record: Uint8Array): string => Buffer.from(record).toString('latin1');
