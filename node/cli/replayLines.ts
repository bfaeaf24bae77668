import { closeSync, openSync, readSync } from 'node:fs';
import { WitanError } from '../types/fault.ts';

const chunkBytes = 1 << 20;
const lineBytesMax = 65_536;
const newline = 10;

/**
 * The lines of a replay's file one after another, in memory that does not grow with the file. What follows the last
 * newline is a line unless it is empty.
 * Errors: REPLAY_FILE_UNREADABLE; REPLAY_LINE_INVALID for a line beyond 64 KiB.
 */
export function* replayLines(path: string): Generator<string> {
  const file = attempt(path, () => openSync(path, 'r'));
  try {
    let rest = Buffer.alloc(0);
    let line = 0;
    const take = (bytes: Buffer): string => {
      line += 1;
      if (bytes.length <= lineBytesMax) return bytes.toString('utf8');
      throw new WitanError('REPLAY_LINE_INVALID', `Line ${line} of ${path}: it is longer than ${lineBytesMax} bytes.`);
    };
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const bytes = attempt(path, () => readSync(file, chunk, 0, chunkBytes, null));
      if (bytes === 0) break;
      const held = Buffer.concat([rest, chunk.subarray(0, bytes)]);
      let from = 0;
      for (let at = held.indexOf(newline); at !== -1; at = held.indexOf(newline, from)) {
        yield take(held.subarray(from, at));
        from = at + 1;
      }
      rest = held.subarray(from);
      if (rest.length > lineBytesMax) take(rest);
    }
    if (rest.length > 0) yield take(rest);
  } finally {
    closeSync(file);
  }
}

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { message } = error as Error;
    const hint = 'It must be a file that this user may read, one JSON object a line.';
    throw new WitanError('REPLAY_FILE_UNREADABLE', `The file ${path} cannot be read: ${message}.`, hint);
  }
}
