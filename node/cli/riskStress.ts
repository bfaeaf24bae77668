import { closeSync, openSync, writeFileSync } from 'node:fs';
import { describeReport } from '../stress/describe.ts';
import { stressPage } from '../stress/page.ts';
import { populate } from '../stress/population.ts';
import { describeStart, runContagion, runMonteCarlo, runScenario, type StressReport } from '../stress/report.ts';
import { scenarios, type Scenario } from '../stress/scenarios.ts';
import type { StressStart } from '../stress/stressRun.ts';
import { WitanError } from '../types/fault.ts';
import { readNetworkFile } from './networkFile.ts';
import { readStateFile } from './stateFile.ts';

export interface StressFlags {
  readonly snapshot?: string;
  readonly network?: string;
  readonly accounts: number;
  readonly insurance: number;
  readonly scenarios?: string;
  readonly paths: number;
  readonly hours: number;
  readonly seed: number;
  /** Percent of the usual depth. */
  readonly depth: number;
  readonly html?: string;
  readonly json?: true;
}

/**
 * Runs what the flags ask for; progress goes to `say`.
 * Errors: STRESS_FLAGS_INVALID, STRESS_SCENARIO_UNKNOWN, STRESS_STATE_UNPRICED, and those of `readStateFile` and `readNetworkFile`.
 */
export function stressReport(flags: StressFlags, say: (line: string) => void): StressReport {
  const wanted = chosen(flags.scenarios);
  const start = { ...stateOf(flags), depth: flags.depth / 100 };
  const state = describeStart(start);
  if (state.groups.length === 0) {
    throw new WitanError('STRESS_STATE_UNPRICED', 'No market of the state has a price yet.', 'Take a later snapshot.');
  }
  const told = wanted.map((scenario) => {
    say(scenario.title);
    return runScenario(start, scenario);
  });
  const { paths, seed, hours } = flags;
  const every = Math.max(1, Math.floor(paths / 10));
  const monteCarlo =
    paths === 0
      ? null
      : runMonteCarlo(start, { paths, seed, hours }, (done) => {
          if (done % every === 0) say(`Monte Carlo: ${done} of ${paths} paths`);
        });
  say('contagion between market groups');
  return { state, scenarios: told, monteCarlo, contagion: runContagion(start) };
}

/** Errors: those of `stressReport`, and STRESS_PAGE_UNWRITABLE. */
export function stress(flags: StressFlags): void {
  // Before minutes of work, not after.
  if (flags.html !== undefined) writing(flags.html, (path) => closeSync(openSync(path, 'a')));
  const report = stressReport(flags, (line) => process.stderr.write(`${line}\n`));
  if (flags.html !== undefined) writing(flags.html, (path) => writeFileSync(path, stressPage(report)));
  process.stdout.write(flags.json === true ? `${JSON.stringify(report)}\n` : describeReport(report));
}

function writing(path: string, write: (path: string) => void): void {
  try {
    write(path);
  } catch (error) {
    const what = `The page ${path} cannot be written: ${(error as Error).message}.`;
    throw new WitanError('STRESS_PAGE_UNWRITABLE', what, 'Name a file that this user may write.');
  }
}

function chosen(names: string | undefined): readonly Scenario[] {
  if (names === undefined) return scenarios;
  if (names === 'none') return [];
  return names.split(',').map((name) => {
    const found = scenarios.find((scenario) => scenario.name === name);
    if (found !== undefined) return found;
    const all = scenarios.map((scenario) => scenario.name).join(', ');
    throw new WitanError(
      'STRESS_SCENARIO_UNKNOWN',
      `There is no scenario ${JSON.stringify(name)}.`,
      `There are ${all}.`,
    );
  });
}

function stateOf({ snapshot, network, accounts, seed, insurance }: StressFlags): Omit<StressStart, 'depth'> {
  if (snapshot === undefined && network === undefined) return populate({ accounts, seed, insurance });
  if (snapshot === undefined || network === undefined) {
    const hint = 'Give both, or neither for a generated state.';
    throw new WitanError('STRESS_FLAGS_INVALID', '--snapshot and --network belong together.', hint);
  }
  const { config } = readNetworkFile(network);
  return { genesis: config.exchange, bytes: readStateFile(snapshot, config) };
}
