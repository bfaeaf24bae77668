import { height, type Height } from '../../../node/types/units.ts';
import { peerId } from '../../../node/types/ids.ts';
import { Random } from '../../../devnet/random.ts';
import { CrashingFiles } from '../../simulation/crashingFiles.ts';
import { brokenPromises, bytesOf, copyOf, type Found, guardOf, lastBlockOf, nothingPromised, openStore, type Promised, storeFolder, type Written } from './crashContract.ts'; // prettier-ignore

/** A folder as a crash may leave it, and what must hold of it. */
interface Wreck {
  readonly files: CrashingFiles;
  readonly promised: Promised;
  readonly after: string;
}

const atOnce = (done: () => void): void => done();
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * A store under a random sequence of everything that the sequencer asks of a disk, with stops, kills and power cuts. After
 * any change of its files, what a crash at that instant may leave is set aside, and looked at when the step is over.
 */
export class CrashWorkload {
  /** What was done, for whoever reads a failure. */
  readonly story: string[] = [];
  /** How many crashes were looked at. */
  crashes = 0;
  readonly #random: Random;
  readonly #wreckChance: number;
  /** Syncs that the disk has not finished. */
  #unfinished: (() => void)[] = [];
  readonly #wrecks: Wreck[] = [];
  #promised = nothingPromised();
  #files: CrashingFiles;
  #found!: Found;
  #isSyncing = false;
  #isStoring = false;
  #count = 0;

  constructor(seed: number, wreckChance: number) {
    this.#random = new Random(seed);
    for (let i = 0; i < 8; i++) this.#random.next();
    this.#wreckChance = wreckChance;
    this.#files = new CrashingFiles(this.#later);
  }

  readonly #later = (done: () => void): void => void this.#unfinished.push(done);

  async run(steps: number): Promise<void> {
    this.#open(this.#files);
    await this.#judge();
    for (let step = 0; step < steps; step++) {
      await this.#step();
      await turn();
      await this.#judge();
    }
  }

  /** Opens the store, as after a stop or a crash, and takes what it finds for what there is. */
  #open(files: CrashingFiles): void {
    this.#files = files;
    this.#unfinished = [];
    this.#isSyncing = false;
    this.#isStoring = false;
    const expected = copyOf(this.#promised);
    files.onChange = (what) => this.#setAside(files, expected, `opening: ${what}`);
    const found = this.#tryOpen(files, 'in the store itself');
    this.#fail(brokenPromises(this.#promised, found), 'in the store itself');
    this.#found = found;
    const promised = this.#promised;
    const last = lastBlockOf(found);
    const journal = new Set(found.journal);
    const isThere = ({ text, height: at }: Written): boolean => journal.has(text) || at <= last;
    promised.records = promised.records.filter(isThere);
    for (const [view, records] of promised.guards) {
      if (view > found.view) promised.guards.delete(view);
      else promised.guards.set(view, records.filter(isThere));
    }
    for (const at of promised.blocks.keys()) if (at > last) promised.blocks.delete(at);
    promised.lastBlock = last;
    const heights = found.snapshots.map(({ at }) => at);
    for (const at of promised.snapshots.keys()) if (!heights.includes(at) && !promised.kept.includes(at)) promised.snapshots.delete(at); // prettier-ignore
    files.onChange = (what) => this.#setAside(files, this.#promised, what);
    found.store.start(
      {
        synced: () => this.#onSynced(),
        failed: (error) => this.#fail([`the disk failed: ${error.stack}`], 'no disk was full'),
        blocksRead: (_to, from, blocks) =>
          this.#onBlocks(
            from,
            blocks.map((each) => Buffer.from(each).toString()),
          ),
        snapshotStored: (at, kept) => this.#onStored(at, kept),
        snapshotPartRead: () => undefined,
        installed: (at) => this.#onInstalled(at),
        warn: (message) => this.#fail([message], 'no disk was full'),
      },
      () => this.#promised.records.filter(({ height: at, text }) => at > this.#promised.lastBlock || !this.#isConfirmed(text)).map(({ text }) => bytesOf(text)), // prettier-ignore
    );
  }

  #isConfirmed(text: string): boolean {
    return this.#promised.guards.get(this.#promised.confirmedView)!.some((record) => record.text === text);
  }

  async #step(): Promise<void> {
    const { store } = this.#found;
    const roll = this.#random.integer(1, 100);
    if (roll <= 30) this.#append();
    else if (roll <= 42) this.#appendBlocks();
    else if (roll <= 58) this.#sync();
    else if (roll <= 78) this.#finishOne();
    else if (roll <= 80) store.syncBlocks();
    else if (roll <= 86) this.#storeSnapshot();
    else if (roll <= 88) this.#installSnapshot();
    else if (roll <= 91)
      store.readBlocks(peerId(0), height(1 + this.#random.integer(0, this.#promised.lastBlock)), 1_000);
    else if (roll <= 92) await this.#stop();
    else if (roll <= 96) this.#kill();
    else this.#powerCut();
  }

  #append(): void {
    for (let left = this.#random.integer(1, 3); left > 0; left--) {
      const text = `record ${this.#count++} ${'.'.repeat(this.#random.integer(0, 400))}`;
      this.#promised.records.push({ text, height: this.#promised.lastBlock + 1 });
      this.#found.store.append(bytesOf(text));
    }
    this.story.push(`append up to record ${this.#count - 1}`);
  }

  #appendBlocks(): void {
    for (let left = this.#random.integer(1, 4); left > 0; left--) {
      const at = ++this.#promised.lastBlock;
      const text = `block ${at} ${this.#count++} ${'.'.repeat(this.#random.integer(0, 120))}`;
      this.#promised.blocks.set(at, text);
      this.#found.store.appendBlock(height(at), bytesOf(text));
    }
    this.story.push(`blocks up to ${this.#promised.lastBlock}`);
  }

  #sync(): void {
    if (this.#isSyncing) return;
    this.#isSyncing = true;
    const { guards, records } = this.#promised;
    const view = Math.max(...guards.keys()) + 1;
    guards.set(view, records.slice());
    this.story.push(`sync ${view}`);
    this.#found.store.sync(guardOf(view));
  }

  #onSynced(): void {
    this.#isSyncing = false;
    this.#promised.confirmedView = Math.max(...this.#promised.guards.keys());
    this.story.push(`synced ${this.#promised.confirmedView}`);
  }

  #finishOne(): void {
    const [done] = this.#unfinished.splice(this.#random.integer(0, this.#unfinished.length - 1), 1);
    done?.();
  }

  #storeSnapshot(): void {
    const at = this.#promised.lastBlock;
    if (this.#isStoring || at <= Math.max(0, ...this.#promised.snapshots.keys())) return;
    this.#isStoring = true;
    this.story.push(`snapshot ${at}`);
    this.#found.store.storeSnapshot(height(at), this.#parts(at));
  }

  #parts(at: number): readonly Uint8Array[] {
    const parts = [`manifest ${at}`, ...Array.from({ length: 3 }, (_, n) => `chunk ${n} ${'.'.repeat(this.#random.integer(0, 700))}`)]; // prettier-ignore
    this.#promised.snapshots.set(at, parts);
    return parts.map(bytesOf);
  }

  #onStored(at: Height, kept: readonly Height[]): void {
    this.#isStoring = false;
    const promised = this.#promised;
    promised.kept = kept;
    promised.installing = false;
    promised.durableBlock = Math.max(promised.durableBlock, at);
    this.story.push(`stored ${kept.join()}`);
    // As the sequencer does: whoever starts from the older one needs every block after it.
    if (kept.length === 2) this.#found.store.pruneBlocks(height(kept[0]! + 1));
  }

  #installSnapshot(): void {
    if (this.#isStoring) return;
    this.#isStoring = true;
    const at = Math.max(this.#promised.lastBlock, ...this.#promised.snapshots.keys()) + this.#random.integer(2, 20);
    this.#promised.installing = true;
    this.story.push(`install ${at}`);
    this.#found.store.installSnapshot(height(at), this.#parts(at));
  }

  #onInstalled(at: Height): void {
    this.story.push(`installed ${at}`);
    this.#promised.kept = [at];
    this.#promised.durableBlock = Math.max(this.#promised.durableBlock, at);
    this.#kill();
  }

  #onBlocks(from: number, blocks: readonly string[]): void {
    blocks.forEach((text, index) => {
      const expected = this.#promised.blocks.get(from + index);
      if (text !== expected) this.#fail([`block ${from + index} is read as ${text}`], 'reading');
    });
  }

  /** Everything is written and closed. */
  async #stop(): Promise<void> {
    this.story.push('stop');
    const { records } = this.#promised;
    let isClosed = false;
    void this.#found.store.close().then(() => (isClosed = true));
    while (!isClosed) {
      for (const done of this.#unfinished.splice(0)) done();
      await turn();
    }
    this.#open(this.#files.killed());
    const journal = new Set(this.#found.journal);
    this.#fail(records.filter(({ text, height: at }) => !journal.has(text) && at > this.#promised.lastBlock).map(({ text }) => `${text} is gone after a stop`), 'stop'); // prettier-ignore
  }

  #kill(): void {
    this.story.push('kill');
    this.#open(this.#files.killed());
  }

  #powerCut(): void {
    this.story.push('power cut');
    this.#open(this.#files.crashed(this.#random));
  }

  #setAside(files: CrashingFiles, promised: Promised, after: string): void {
    // Names change seldom, and matter much.
    if (!this.#random.chance(after.includes('{') ? 0.5 : this.#wreckChance)) return;
    this.#wrecks.push({ files: files.crashed(this.#random, atOnce), promised: copyOf(promised), after });
  }

  async #judge(): Promise<void> {
    for (const wreck of this.#wrecks.splice(0)) {
      this.crashes++;
      await this.#recover(wreck, true);
    }
  }

  async #recover({ files, promised, after }: Wreck, mayCrashAgain: boolean): Promise<void> {
    const again: Wreck[] = [];
    files.onChange = (what) => {
      if (!mayCrashAgain || !this.#random.chance(0.2)) return;
      again.push({ files: files.crashed(this.#random, atOnce), promised, after: `${after}; opening: ${what}` });
    };
    const found = this.#tryOpen(files, `a crash after ${after}`);
    this.#fail(brokenPromises(promised, found), `a crash after ${after}`);
    files.onChange = () => undefined;
    this.#expectOlderStart(files, promised, `a crash after ${after}`);
    await this.#expectNewLife(found, files, `a crash after ${after}`);
    for (const wreck of again) await this.#recover(wreck, false);
  }

  /** The next start finds the same; and whoever starts from the oldest snapshot has every block up to the newest. */
  #expectOlderStart(files: CrashingFiles, promised: Promised, when: string): void {
    const next = openStore(files.killed(atOnce));
    this.#fail(brokenPromises(promised, next), `the second start, ${when}`);
    const oldest = openStore(files.killed(atOnce), (snapshots) => snapshots[0]?.at ?? height(0));
    const last = lastBlockOf(oldest);
    const heights = next.snapshots.map(({ at }) => at);
    if (last < (heights.at(-1) ?? 0)) this.#fail([`of snapshots ${heights.join()} the blocks reach up to ${last} only`], when); // prettier-ignore
  }

  /** It takes in what comes next, and a start after that sees it. */
  async #expectNewLife(found: Found, files: CrashingFiles, when: string): Promise<void> {
    let isSynced = false;
    const { store } = found;
    const quiet = () => undefined;
    store.start({ synced: () => (isSynced = true), failed: (error) => this.#fail([error.stack!], when), blocksRead: quiet, snapshotStored: quiet, snapshotPartRead: quiet, installed: quiet, warn: quiet }, () => [...found.journal, 'a new record'].map(bytesOf)); // prettier-ignore
    const next = lastBlockOf(found) + 1;
    store.append(bytesOf('a new record'));
    store.appendBlock(height(next), bytesOf('a new block'));
    store.syncBlocks();
    store.sync(guardOf(1_000_000));
    while (!isSynced) await turn();
    const later = openStore(files.crashed(this.#random, atOnce));
    const lost = [
      later.view === 1_000_000 ? [] : [`guard ${later.view}`],
      [...found.journal, 'a new record'].filter((text) => !later.journal.includes(text)),
      [...found.blocks, 'a new block'].filter((text) => !later.blocks.includes(text)),
    ].flat();
    this.#fail(
      lost.map((what) => `a second start does not see ${what}`),
      when,
    );
  }

  #tryOpen(files: CrashingFiles, when: string): Found {
    try {
      return openStore(files);
    } catch (error) {
      return this.#fail([(error as Error).stack!], when) as never;
    }
  }

  #fail(broken: readonly string[], when: string): void {
    if (broken.length === 0) return;
    const files = this.#files.exists(storeFolder) ? this.#files.list(storeFolder).join(' ') : 'no folder';
    throw new Error(`${broken.slice(0, 5).join('\n')}\n${when}\n${this.story.slice(-25).join('; ')}\n${files}`);
  }
}
