import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, type Command } from 'commander';
import { WitanError } from '../types/fault.ts';
import { runTool } from './runTool.ts';

const kinds = ['unit', 'contracts', 'simulation', 'e2e'] as const;
type Kind = (typeof kinds)[number];

interface Flags {
  readonly mutants?: boolean;
  readonly coverage?: boolean;
  readonly only?: string;
  readonly json?: boolean;
}

interface Counts {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly success: boolean;
}

export function addTest(program: Command): void {
  program
    .command('test')
    .description('Runs the tests of one kind, or all; the last line counts them.')
    .addArgument(new Argument('[kind]', 'which tests').choices(kinds))
    .option('--mutants', 'contracts only: takes one check after another out of a copy; a test must fail each time')
    .option('--coverage', 'contracts only: which lines the tests run, of all that can be run; fails below 97 %')
    .option('--only <pattern>', 'with --mutants: those whose name (file:line and what is gone) matches')
    .option('--json', 'with --mutants or --coverage: the result as one JSON object')
    .action(async (kind: Kind | undefined, flags: Flags) => {
      if (flags.mutants === true) {
        if (kind !== 'contracts') throw new WitanError('USAGE', 'Mutants are of the contracts.', 'Say: ./witan test contracts --mutants'); // prettier-ignore
        const { runContractMutants } = await import('../../test/contracts/mutation/tryMutants.ts');
        process.exitCode = await runContractMutants(flags.only, flags.json === true);
        return;
      }
      if (flags.coverage === true) {
        if (kind !== 'contracts') throw new WitanError('USAGE', 'Coverage is of the contracts.', 'Say: ./witan test contracts --coverage'); // prettier-ignore
        const { runCoverage } = await import('../../test/contracts/coverage.ts');
        process.exitCode = await runCoverage(flags.json === true);
        return;
      }
      if (flags.only !== undefined || flags.json === true) {
        throw new WitanError('USAGE', '--only and --json go with --mutants.', 'Say: ./witan test contracts --mutants');
      }
      const folder = mkdtempSync(join(tmpdir(), 'witan-test-'));
      let passed = 0;
      let failed = 0;
      let skipped = 0;
      try {
        // One kind after another: those that start processes want the machine for themselves.
        for (const each of kind === undefined ? kinds : [kind]) {
          const outputFile = join(folder, `${each}.json`);
          const args = ['run', '--project', each, '--passWithNoTests', '--reporter', 'default', '--reporter', 'json'];
          const code = await runTool('vitest', [...args, '--outputFile.json', outputFile]);
          const counts = readCounts(outputFile);
          passed += counts?.numPassedTests ?? 0;
          failed += counts?.numFailedTests ?? 0;
          skipped += counts?.numPendingTests ?? 0;
          // A file that does not even load, or an error outside of tests, is a failure that no test counts.
          if (code !== 0 && (counts?.numFailedTests ?? 0) === 0) failed++;
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
      process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
      if (failed > 0) process.exitCode = 1;
    });
}

function readCounts(path: string): Counts | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Counts;
  } catch {
    return undefined;
  }
}
