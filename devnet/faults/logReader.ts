import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Hands out the whole lines that were added to a file since the last call. */
export class LogReader {
  readonly #path: string;
  #offset = 0;
  #rest = '';

  constructor(path: string) {
    this.#path = path;
  }

  newLines(): string[] {
    const file = openSync(this.#path, 'r');
    try {
      const bytes = Buffer.alloc(fstatSync(file).size - this.#offset);
      this.#offset += readSync(file, bytes, 0, bytes.length, this.#offset);
      const lines = (this.#rest + bytes.toString()).split('\n');
      this.#rest = lines.pop()!;
      return lines.filter((line) => line !== '');
    } finally {
      closeSync(file);
    }
  }
}
