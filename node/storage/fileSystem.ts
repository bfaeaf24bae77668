import fs from 'node:fs';
import { promisify } from 'node:util';

/**
 * Everything that the store does to files, so that a test can record it and lose what no sync covered. What was written is
 * durable when `sync` of its file has ended, a name when `syncFolder` of its folder has. Errors: those of node:fs.
 */
export interface FileSystem {
  /** Makes a folder where absent. */
  makeFolder(path: string): void;
  list(folder: string): string[];
  exists(path: string): boolean;
  read(path: string): Buffer;
  stat(path: string): { readonly size: number; readonly mtimeMs: number };
  /** `w` empties the file, `wx` fails where it is there, `a` appends; all three make it where absent. */
  open(path: string, flags: 'r' | 'r+' | 'a' | 'w' | 'wx'): number;
  close(fd: number): void;
  /** Fills `into` from a place in the file; returns the bytes read, fewer where the file ends. */
  readAt(fd: number, into: Buffer, at: number): number;
  /** Hands all bytes to the operating system, at a place or where the last write ended. */
  write(fd: number, bytes: Uint8Array, at?: number): void;
  /** The same on another thread: for what is large. */
  writeLater(fd: number, bytes: Uint8Array): Promise<void>;
  truncate(path: string, length: number): void;
  rename(from: string, to: string): void;
  /** Removes a file, if it is there. */
  remove(path: string): void;
  sync(fd: number): Promise<void>;
  syncNow(fd: number): void;
  syncFolder(path: string): void;
}

const fdatasync = promisify(fs.fdatasync);
const write = promisify(fs.write);

/** The files of the operating system. */
export const realFiles: FileSystem = {
  makeFolder: (path) => void fs.mkdirSync(path, { recursive: true, mode: 0o700 }),
  list: (folder) => fs.readdirSync(folder),
  exists: (path) => fs.existsSync(path),
  read: (path) => fs.readFileSync(path),
  stat: (path) => fs.statSync(path),
  open: (path, flags) => fs.openSync(path, flags, 0o600),
  close: (fd) => fs.closeSync(fd),
  readAt: (fd, into, at) => fs.readSync(fd, into, 0, into.length, at),
  write: (fd, bytes, at) => {
    for (let written = 0; written < bytes.length;) {
      const place = at === undefined ? null : at + written;
      written += fs.writeSync(fd, bytes, written, bytes.length - written, place);
    }
  },
  writeLater: async (fd, bytes) => {
    for (let written = 0; written < bytes.length;) {
      written += (await write(fd, bytes, written, bytes.length - written, null)).bytesWritten;
    }
  },
  truncate: (path, length) => fs.truncateSync(path, length),
  rename: (from, to) => fs.renameSync(from, to),
  remove: (path) => fs.rmSync(path, { force: true }),
  sync: (fd) => fdatasync(fd),
  syncNow: (fd) => fs.fsyncSync(fd),
  syncFolder: (path) => {
    const fd = fs.openSync(path, 'r');
    try {
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
  },
};
