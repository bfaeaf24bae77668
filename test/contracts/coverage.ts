import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runTool } from '../../node/cli/runTool.ts';

/** The name under which Hardhat keeps what it has counted. */
const id = 'contracts';
const folder = fileURLToPath(new URL('../../coverage/', import.meta.url));
/** They measure or rewrite contracts, or put them on a chain of its own, which holds none of this size. */
const others = ['gas', 'mutants', 'invariants', 'vectors', 'follower', 'l1', 'publisher', 'rotator'];

/** At the end of a test file: what ran in its chains goes to the disk. */
export async function noteCoverage(): Promise<void> {
  const { hardhat } = await import('../../devnet/artifacts.ts');
  const { hooks } = await hardhat();
  await hooks.runHandlerChain('test', 'onTestWorkerDone', [id], async () => undefined);
}

/** Lines of contracts that tests have run, of those that can be run. */
export interface Coverage {
  readonly file: string;
  readonly executed: number;
  readonly executable: number;
  /** Numbers of the lines that no test runs. */
  readonly missed: readonly number[];
}

/**
 * Runs the tests of contracts on instrumented ones, whose gas is not that of the real ones: tests that look at gas may fail,
 * and their lines count all the same. Prints lines by contract; those of tests and devnet tokens are left out.
 */
export async function runCoverage(asJson: boolean): Promise<number> {
  process.env['WITAN_COVERAGE'] = '1';
  rmSync(folder, { recursive: true, force: true });
  const excluded = others.flatMap((name) => ['--exclude', `test/contracts/${name}.test.ts`]);
  await runTool('vitest', ['run', '--project', 'contracts', ...excluded]);
  // Read only now: it looks at the environment.
  const { buildContracts, hardhat } = await import('../../devnet/artifacts.ts');
  await buildContracts();
  const { hooks } = await hardhat();
  await hooks.runHandlerChain('test', 'onTestRunDone', [id], async () => undefined);
  const files = parseLcov(readFileSync(`${folder}lcov.info`, 'utf8')).filter(
    ({ file }) => !/^contracts\/(test|devnet|interfaces)\//.test(file),
  );
  const [executed, executable] = files.reduce(([a, b], each) => [a + each.executed, b + each.executable], [0, 0]);
  const percent = executable === 0 ? 0 : (100 * executed) / executable;
  if (asJson) process.stdout.write(`${JSON.stringify({ lines: { executed, executable, percent }, files })}\n`);
  else {
    for (const { file, missed, ...counts } of files) {
      const missing = missed.length === 0 ? '' : `; without a test: ${missed.join(', ')}`;
      process.stdout.write(`${file}: ${counts.executed} of ${counts.executable} lines${missing}\n`);
    }
    process.stdout.write(`${executed} of ${executable} lines of contracts, ${percent.toFixed(1)} %\n`);
  }
  return percent >= percentMin ? 0 : 1;
}

/** Below this, the command fails. */
const percentMin = 97;

/** By file, in the order of the report. */
export function parseLcov(text: string): Coverage[] {
  return text.split('end_of_record').flatMap((record) => {
    const file = /^SF:(.+)$/m.exec(record)?.[1];
    if (file === undefined) return [];
    const lines = [...record.matchAll(/^DA:(\d+),(\d+)$/gm)].map(([, line, count]) => [Number(line), Number(count)] as const); // prettier-ignore
    const missed = lines.filter(([, count]) => count === 0).map(([line]) => line);
    return [{ file, executed: lines.length - missed.length, executable: lines.length, missed }];
  });
}
