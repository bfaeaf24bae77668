/**
 * The tests of the contracts on trial: one check after another is taken out of a copy of the contracts, and a test must fail.
 * A mutant that survives is a check that could be deleted tomorrow without anybody noticing.
 */
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WitanError } from '../../../node/types/fault.ts';
import { findMutants, mutate, switchMutants, withoutPure, type ContractMutant } from './findMutants.ts';

export interface TrialResult {
  readonly name: string;
  readonly killed: boolean;
  /** A test took longer than it may: that is the machine's verdict and not the test's, and says nothing. */
  readonly late: boolean;
  /** Full name of the first test that failed. */
  readonly by?: string;
  readonly seconds: number;
}

export interface TrialSummary {
  readonly mutants: number;
  readonly killed: number;
  readonly results: readonly TrialResult[];
}

/** Which tests concern a file; those of everything else that is built on it come last. Quick ones first. */
const concerned: Readonly<Record<string, readonly string[]>> = {
  'CommitteeMirror.sol': ['mirror'],
  'CommitteeRegistry.sol': ['registry', 'rotation', 'slasher', 'attacks', 'leave'],
  'Escape.sol': ['escape', 'attacks'],
  'Inbox.sol': ['freeze', 'vault', 'settlement', 'attacks'],
  'RiskParameters.sol': ['riskParameters', 'governor'],
  'Settlement.sol': ['settlement', 'freeze', 'mirror', 'slasher', 'vault', 'escape', 'attacks'],
  'Slasher.sol': ['slasher'],
  'Vault.sol': ['vault', 'escape', 'freeze', 'policy', 'attacks'],
  'libraries/Bls.sol': ['vectors', 'registry', 'attacks', 'settlement'],
  'libraries/CommitteeBlob.sol': ['vectors', 'registry', 'attacks'],
  'libraries/Equity.sol': ['escape'],
  'libraries/Layout.sol': ['vectors', 'registry', 'settlement', 'vault'],
  'libraries/Listings.sol': ['riskParameters'],
  'libraries/Merkle.sol': ['vectors', 'escape', 'attacks'],
  'libraries/OperatorQueue.sol': ['rotation'],
  'libraries/Quorum.sol': ['settlement', 'slasher', 'attacks'],
  'libraries/StateLayout.sol': ['vectors'],
  'libraries/Weights.sol': ['rotation'],
  'policy/AllowlistPolicy.sol': ['policy'],
  'policy/CredentialPolicy.sol': ['policy'],
  'policy/PolicyRegistry.sol': ['policy'],
};

const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));
/** What the tests of the contracts load. */
const partsOfTheProject = [
  'contracts',
  'devnet',
  'node',
  'test/contracts',
  'test/vectors',
  '.prettierrc.json',
  'hardhat.config.ts',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];
/** What the compiler leaves, so that a mutant that changes no condition compiles only what it changes. */
const built = ['artifacts', 'cache'];

/** All mutants whose name the pattern matches, file by file. Errors: USAGE where none does. */
export function listMutants(only = ''): readonly ContractMutant[] {
  const folder = join(projectRoot, 'contracts');
  const inner = ['libraries', 'policy'].flatMap((part) =>
    readdirSync(join(folder, part)).map((name) => `${part}/${name}`),
  );
  const files = [...readdirSync(folder), ...inner];
  const all = files
    .filter((file) => file.endsWith('.sol'))
    .sort()
    .flatMap((file) => findMutants(file, readFileSync(join(folder, file), 'utf8')));
  const pattern = patternOf(only);
  const chosen = all.filter(({ name }) => pattern.test(name));
  if (chosen.length === 0) throw new WitanError('USAGE', `No mutant's name matches "${only}".`, 'Leave --only away to see them all.'); // prettier-ignore
  return chosen;
}

function patternOf(only: string): RegExp {
  try {
    return new RegExp(only, 'i');
  } catch {
    throw new WitanError('USAGE', `"${only}" is no regular expression.`, 'Put a backslash before each bracket.');
  }
}

/**
 * Tries mutants one after another in a copy under the system's temporary folder, which is deleted in the end.
 * `first` names the tests that are run before, with every check in place: a test that fails anyway would pass for a kill.
 * Errors: MUTANT_MISPLACED where the copy fails before anything is taken out, or where a mutant does not compile.
 */
export async function tryMutants(
  mutants: readonly ContractMutant[],
  first: readonly string[],
  tell: (result: TrialResult) => void = () => undefined,
): Promise<TrialSummary> {
  const folder = mkdtempSync(join(tmpdir(), 'witan-contracts-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const interrupted = (): void => {
    remove();
    process.exit(130);
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    const copy = join(folder, 'copy');
    for (const part of partsOfTheProject) cpSync(join(projectRoot, part), join(copy, part), { recursive: true });
    symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'));
    compileFast(copy);
    const numbered = mutants.map((mutant, id) => [id, mutant] as const);
    putSwitches(copy, numbered);
    await compile(copy);
    const whole = await runTests(copy, first.map(testFile));
    if (whole !== undefined) throw new WitanError('MUTANT_MISPLACED', `Without any mutant this fails: ${whole}.`, 'Run ./witan test contracts.'); // prettier-ignore
    for (const part of built) cpSync(join(copy, part), join(folder, part), { recursive: true });

    const results: TrialResult[] = [];
    for (const [id, mutant] of numbered) {
      const startedAt = performance.now();
      const tests = (concerned[mutant.file] ?? allTests).map(testFile);
      let by: string | undefined;
      if (mutant.condition !== undefined) by = await runTests(copy, tests, id);
      else {
        const path = join(copy, 'contracts', mutant.file);
        const text = readFileSync(path, 'utf8');
        writeFileSync(
          path,
          withoutPure(mutate(readFileSync(join(projectRoot, 'contracts', mutant.file), 'utf8'), mutant)),
        );
        await compile(copy);
        by = await runTests(copy, tests);
        writeFileSync(path, text);
        for (const part of built) {
          rmSync(join(copy, part), { recursive: true });
          cpSync(join(folder, part), join(copy, part), { recursive: true });
        }
      }
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      const late = by === tooLate;
      const killed = by !== undefined && !late;
      const result = { name: mutant.name, killed, late, ...(killed && { by }), seconds };
      results.push(result);
      tell(result);
    }
    return { mutants: results.length, killed: results.filter(({ killed }) => killed).length, results };
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    remove();
  }
}

/** Every condition that a mutant changes goes behind its switch; nothing is pure any more. */
function putSwitches(copy: string, mutants: readonly (readonly [number, ContractMutant])[]): void {
  const folder = join(copy, 'contracts');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.sol')) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    const own = mutants.filter(([, mutant]) => mutant.file === file);
    writeFileSync(join(folder, file), withoutPure(switchMutants(text, own)));
  }
}

/** Gas is measured elsewhere: here the optimizer would only cost time. */
function compileFast(copy: string): void {
  const path = join(copy, 'hardhat.config.ts');
  const text = readFileSync(path, 'utf8');
  const quick = "runs: 1, details: { yul: true, yulDetails: { optimizerSteps: 'u' } }";
  const fast = text.replace('runs: 1_000_000', () => quick);
  if (fast === text) throw new WitanError('MUTANT_MISPLACED', 'hardhat.config.ts no longer names its runs of the optimizer.'); // prettier-ignore
  writeFileSync(path, fast);
}

const allTests: readonly string[] = ['vectors', 'registry', 'settlement', 'vault', 'escape', 'freeze', 'attacks'];
/** In the place of the name of a test that failed. */
const tooLate = 'timed out';
/** Enough to compile. */
const quickTests: readonly string[] = ['vectors'];
const testFile = (name: string): string => `test/contracts/${name}.test.ts`;

interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/** Apart from the tests, whose hooks have a time limit. Errors: MUTANT_MISPLACED. */
async function compile(copy: string): Promise<void> {
  const build = "const { buildContracts } = await import('./devnet/artifacts.ts'); await buildContracts();";
  const code = await run(copy, process.execPath, ['--input-type=module', '--eval', build]);
  if (code !== 0) throw new WitanError('MUTANT_MISPLACED', 'What comes out does not compile.');
}

/**
 * Runs these files, with one mutant switched on or none, until a test fails, and names it; `tooLate` where one timed out.
 * Errors: MUTANT_MISPLACED where the tests say nothing.
 */
async function runTests(copy: string, files: readonly string[], id?: number): Promise<string | undefined> {
  const outputFile = join(copy, 'report.json');
  rmSync(outputFile, { force: true });
  const args = ['run', '--project', 'contracts', '--bail', '1', '--reporter', 'json', '--outputFile', outputFile];
  // Since nothing is pure here, the ABIs are others.
  args.push('--testNamePattern', '^(?!the ABIs that the node carries)');
  const switched: Record<string, string> = id === undefined ? {} : { WITAN_MUTANT: `${id}` };
  const code = await run(copy, join(copy, 'node_modules', '.bin', 'vitest'), [...args, ...files], switched);
  if (!existsSync(outputFile))
    throw new WitanError('MUTANT_MISPLACED', `The tests ended with ${code} and said nothing.`);
  const { success, testResults } = JSON.parse(readFileSync(outputFile, 'utf8')) as Report;
  if (success) return undefined;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const messages = [
    ...testResults.map(({ message }) => message),
    ...tests.flatMap(({ failureMessages }) => failureMessages ?? []),
  ].filter((message) => message !== '');
  const late = messages.find((message) => message.includes('timed out in'));
  if (late !== undefined) return tooLate;
  const failed = tests.find(({ status }) => status === 'failed');
  return failed?.fullName ?? `before any test: ${messages[0]?.split('\n')[0] ?? code}`;
}

/** Runs a program in the copy to its end, silently; its exit code. */
async function run(
  copy: string,
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number | null> {
  const child = spawn(program, args, { cwd: copy, stdio: 'ignore', env: { ...process.env, ...environment } });
  const stop = (): void => void child.kill('SIGTERM');
  process.once('exit', stop);
  return new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  }).finally(() => process.off('exit', stop));
}

/** `./witan test contracts --mutants`: prints every verdict; 0 when all were killed. */
export async function runContractMutants(only: string | undefined, json: boolean): Promise<number> {
  const first = only === undefined ? allTests : quickTests;
  const summary = await tryMutants(listMutants(only), first, ({ name, by, late, seconds }) => {
    const verdict = late ? 'too late' : by === undefined ? 'SURVIVED' : 'killed';
    process.stderr.write(`${verdict}  ${name}${by === undefined ? '' : ` by: ${by}`} (${seconds} s)\n`);
  });
  const { mutants, killed, results } = summary;
  const late = results.filter((result) => result.late).length;
  const said = `${killed} killed, ${mutants - killed - late} survived${late === 0 ? '' : `, ${late} too late`}`;
  process.stdout.write(json ? `${JSON.stringify(summary)}\n` : `${said}\n`);
  return killed === mutants ? 0 : 1;
}
