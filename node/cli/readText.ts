import { readFileSync } from 'node:fs';
import { WitanError } from '../types/fault.ts';

/** What an operator's file is called, and the codes and hint for when it is not there, or cannot be read. */
export interface TextFile {
  readonly what: string;
  readonly missing: string;
  readonly unreadable: string;
  /** Where it comes from. */
  readonly hint: string;
}

/** Errors: `missing` when there is no such file, `unreadable` when there is and it cannot be read. */
export function readText(path: string, { what, missing, unreadable, hint }: TextFile): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new WitanError(missing, `There is no ${what} ${path}.`, hint);
    throw new WitanError(
      unreadable,
      `The ${what} ${path} cannot be read: ${message}.`,
      'It must be a file that this user may read.',
    );
  }
}
