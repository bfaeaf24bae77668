import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Says on standard error how far a measurement is. */
export type Say = (line: string) => void;

/**
 * Measures something in a temporary folder that is gone afterwards, and prints it. Ctrl-C and SIGTERM end it early.
 * Resolves with the exit code: 0 when everything was measured. Errors: those of `measure`.
 */
export async function runInterruptibly<T>(
  measure: (folder: string, signal: AbortSignal, say: Say) => Promise<T>,
  describe: (result: T) => string,
): Promise<number> {
  const stopping = new AbortController();
  const interrupt = (): void => stopping.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const folder = mkdtempSync(join(tmpdir(), 'witan-bench-'));
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    process.stdout.write(describe(await measure(folder, stopping.signal, say)));
    return 0;
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    say('witan: stopped.');
    return 130;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    rmSync(folder, { recursive: true, force: true });
  }
}
