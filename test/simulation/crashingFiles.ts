import { basename, dirname } from 'node:path';
import type { Random } from '../../devnet/random.ts';
import type { FileSystem } from '../../node/storage/fileSystem.ts';

/** What a disk writes at once, or not at all. */
const sectorBytes = 512;

type Change = { readonly at: number; readonly bytes: Buffer } | { readonly length: number };

/** The content of a file as processes see it, as it is durable, and what leads from one to the other. */
interface File {
  content: Buffer;
  durable: Buffer;
  unsynced: Change[];
}

/** One entry of a folder is made, taken away, or takes another's place. */
type NameChange =
  | { readonly name: string; readonly entry: Entry }
  | { readonly gone: string }
  | { readonly from: string; readonly to: string; readonly renamed: Entry };

interface Folder {
  entries: Map<string, Entry>;
  durable: Map<string, Entry>;
  unsynced: NameChange[];
}

type Entry = File | Folder;

interface OpenFile {
  readonly file: File | Folder;
  readonly appends: boolean;
  at: number;
}

/** Ends a sync when the disk has done it. */
export type Later = (done: () => void) => void;

/**
 * Files in memory, of which a crash keeps no more than POSIX promises (Pillai et al., "All File Systems Are Not Created
 * Equal", OSDI 2014). Until a file is synced, any of its writes may be lost, whole or in part, in any order, and it may have
 * grown without them: then it is zero there. Until a folder is synced, any of the names made, taken away or replaced in it
 * may be as before; a rename happens wholly or not at all.
 */
export class CrashingFiles implements FileSystem {
  readonly #later: Later;
  readonly #open = new Map<number, OpenFile>();
  #root: Folder;
  #nextFd = 3;
  /** Called after everything that changes what a crash may leave. */
  onChange: (what: string) => void = () => undefined;
  /** While set, nothing is written: the disk is full. Taking names away still works. */
  isFull = false;

  constructor(later: Later, root: Folder = emptyFolder()) {
    this.#later = later;
    this.#root = root;
  }

  /** What a crash at this instant leaves, as chance has it. */
  crashed(random: Random, later: Later = this.#later): CrashingFiles {
    return new CrashingFiles(later, survivors(this.#root, random));
  }

  /** The same files after the process was killed: nothing is lost, and nothing more is durable than was. */
  killed(later: Later = this.#later): CrashingFiles {
    return new CrashingFiles(later, copyOf(this.#root, new Map()) as Folder);
  }

  makeFolder(path: string): void {
    if (this.exists(path)) return;
    this.#changeName(dirname(path), { name: basename(path), entry: emptyFolder() });
  }

  list(folder: string): string[] {
    return [...this.#folder(folder).entries.keys()].sort();
  }

  exists(path: string): boolean {
    return this.#find(path) !== undefined;
  }

  read(path: string): Buffer {
    return Buffer.from(this.#file(path).content);
  }

  stat(path: string): { readonly size: number; readonly mtimeMs: number } {
    return { size: this.#file(path).content.length, mtimeMs: 0 };
  }

  open(path: string, flags: 'r' | 'r+' | 'a' | 'w' | 'wx'): number {
    const found = this.#find(path);
    if (found === undefined) {
      if (flags === 'r' || flags === 'r+') throw fault('ENOENT', path);
      const entry = { content: Buffer.alloc(0), durable: Buffer.alloc(0), unsynced: [] };
      this.#changeName(dirname(path), { name: basename(path), entry });
    } else if (flags === 'wx') throw fault('EEXIST', path);
    else if (flags === 'w') this.truncate(path, 0);
    const fd = this.#nextFd++;
    this.#open.set(fd, { file: this.#file(path), appends: flags === 'a', at: 0 });
    return fd;
  }

  close(fd: number): void {
    if (!this.#open.delete(fd)) throw fault('EBADF', String(fd));
  }

  readAt(fd: number, into: Buffer, at: number): number {
    return (this.#opened(fd).file as File).content.copy(into, 0, at, at + into.length);
  }

  write(fd: number, bytes: Uint8Array, at?: number): void {
    const open = this.#opened(fd);
    const file = open.file as File;
    const place = at ?? (open.appends ? file.content.length : open.at);
    this.#changeContent(file, { at: place, bytes: Buffer.from(bytes) }, `write ${bytes.length} at ${place}`);
    if (at === undefined) open.at = place + bytes.length;
  }

  writeLater(fd: number, bytes: Uint8Array): Promise<void> {
    this.write(fd, bytes);
    return Promise.resolve();
  }

  truncate(path: string, length: number): void {
    this.#changeContent(this.#file(path), { length }, `truncate ${path} to ${length}`);
  }

  rename(from: string, to: string): void {
    this.#changeName(dirname(from), { from: basename(from), to: basename(to), renamed: this.#file(from) });
  }

  remove(path: string): void {
    if (this.exists(path)) this.#changeName(dirname(path), { gone: basename(path) });
  }

  sync(fd: number): Promise<void> {
    const file = this.#opened(fd).file as File;
    const covered = file.unsynced.length;
    const settled = file.unsynced.slice();
    this.onChange(`sync of ${covered} changes begins`);
    return new Promise((resolve, reject) => {
      this.#later(() => {
        if (this.isFull) {
          reject(fault('ENOSPC', String(fd)));
          return;
        }
        this.#settle(file, settled);
        resolve();
      });
    });
  }

  syncNow(fd: number): void {
    const file = this.#opened(fd).file as File;
    this.#settle(file, file.unsynced.slice());
  }

  syncFolder(path: string): void {
    const folder = this.#folder(path);
    folder.durable = new Map(folder.entries);
    folder.unsynced = [];
    this.onChange(`sync of ${path}`);
  }

  /** These changes are durable, as far as no other sync was earlier. */
  #settle(file: File, changes: readonly Change[]): void {
    const settled = new Set(changes);
    file.durable = file.unsynced.filter((change) => settled.has(change)).reduce(applied, file.durable);
    file.unsynced = file.unsynced.filter((change) => !settled.has(change));
    this.onChange('sync ends');
  }

  #changeContent(file: File, change: Change, what: string): void {
    if (this.isFull) throw fault('ENOSPC', what);
    file.content = applied(file.content, change);
    file.unsynced.push(change);
    this.onChange(what);
  }

  #changeName(path: string, change: NameChange): void {
    if (this.isFull && !('gone' in change)) throw fault('ENOSPC', path);
    const folder = this.#folder(path);
    rename(folder.entries, change);
    folder.unsynced.push(change);
    this.onChange(`${JSON.stringify({ ...change, entry: undefined, renamed: undefined })} in ${path}`);
  }

  #opened(fd: number): OpenFile {
    const open = this.#open.get(fd);
    if (open === undefined) throw fault('EBADF', String(fd));
    return open;
  }

  #find(path: string): Entry | undefined {
    let entry: Entry | undefined = this.#root;
    for (const name of path.split('/').filter((part) => part !== '')) {
      if (entry === undefined || !isFolder(entry)) return undefined;
      entry = entry.entries.get(name);
    }
    return entry;
  }

  #folder(path: string): Folder {
    const entry = this.#find(path);
    if (entry === undefined || !isFolder(entry)) throw fault('ENOENT', path);
    return entry;
  }

  #file(path: string): File {
    const entry = this.#find(path);
    if (entry === undefined || isFolder(entry)) throw fault('ENOENT', path);
    return entry;
  }
}

const emptyFolder = (): Folder => ({ entries: new Map(), durable: new Map(), unsynced: [] });

const isFolder = (entry: Entry): entry is Folder => 'entries' in entry;

const fault = (code: string, what: string): Error => Object.assign(new Error(`${code}: ${what}`), { code });

function applied(content: Buffer, change: Change): Buffer {
  const next = Buffer.alloc(
    'bytes' in change ? Math.max(content.length, change.at + change.bytes.length) : change.length,
  );
  content.copy(next);
  if ('bytes' in change) change.bytes.copy(next, change.at);
  return next;
}

function rename(entries: Map<string, Entry>, change: NameChange): void {
  if ('entry' in change) entries.set(change.name, change.entry);
  else if ('gone' in change) entries.delete(change.gone);
  else {
    if (entries.get(change.from) === change.renamed) entries.delete(change.from);
    entries.set(change.to, change.renamed);
  }
}

/** How much of what no sync covered is kept: all, nothing, what came first, or any of it. */
type Mercy = 'all' | 'nothing' | 'first' | 'any';
const mercies: readonly Mercy[] = ['all', 'nothing', 'first', 'any', 'any'];

function survivors(entry: Folder, random: Random): Folder {
  const durable = new Map(entry.durable);
  for (const change of kept(entry.unsynced, random)) rename(durable, change);
  const entries = new Map<string, Entry>();
  for (const [name, child] of durable) {
    entries.set(name, isFolder(child) ? survivors(child, random) : fileAfter(child, random));
  }
  return { entries, durable: new Map(entries), unsynced: [] };
}

function fileAfter(file: File, random: Random): File {
  let content = file.durable;
  const mercy = random.pick(mercies);
  const changes = kept(file.unsynced, random, mercy);
  for (const [index, change] of changes.entries()) {
    const isTorn = 'bytes' in change && (mercy === 'any' || (mercy === 'first' && index === changes.length - 1));
    content = isTorn ? torn(content, change.at, change.bytes, random) : applied(content, change);
  }
  return { content, durable: content, unsynced: [] };
}

function kept<T>(changes: readonly T[], random: Random, mercy: Mercy = random.pick(mercies)): readonly T[] {
  if (mercy === 'all' || changes.length === 0) return changes;
  if (mercy === 'nothing') return [];
  return mercy === 'first'
    ? changes.slice(0, random.integer(0, changes.length))
    : changes.filter(() => random.chance(0.5));
}

/** A write of which some bytes, or some sectors, did not reach the disk; the file may have grown all the same. */
function torn(content: Buffer, at: number, bytes: Buffer, random: Random): Buffer {
  if (random.chance(0.4)) return applied(content, { at, bytes: bytes.subarray(0, random.integer(0, bytes.length)) });
  let next = random.chance(0.5) ? applied(content, { at: at + bytes.length, bytes: Buffer.alloc(0) }) : content;
  for (let start = at; start < at + bytes.length;) {
    const end = Math.min(at + bytes.length, (Math.floor(start / sectorBytes) + 1) * sectorBytes);
    if (random.chance(0.5)) next = applied(next, { at: start, bytes: bytes.subarray(start - at, end - at) });
    start = end;
  }
  return next;
}

function copyOf(entry: Entry, copies: Map<Entry, Entry>): Entry {
  const known = copies.get(entry);
  if (known !== undefined) return known;
  if (!isFolder(entry)) {
    const copy = { ...entry, unsynced: entry.unsynced.slice() };
    copies.set(entry, copy);
    return copy;
  }
  const copy = emptyFolder();
  copies.set(entry, copy);
  const each = (entries: Map<string, Entry>): Map<string, Entry> =>
    new Map([...entries].map(([name, child]) => [name, copyOf(child, copies)]));
  copy.entries = each(entry.entries);
  copy.durable = each(entry.durable);
  copy.unsynced = entry.unsynced.map((change) => {
    if ('entry' in change) return { ...change, entry: copyOf(change.entry, copies) };
    return 'renamed' in change ? { ...change, renamed: copyOf(change.renamed, copies) } : change;
  });
  return copy;
}
