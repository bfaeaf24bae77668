import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { WitanError } from '../../node/types/fault.ts';
import type { Violation } from './auditors.ts';
import { runPool } from './pool.ts';
import { behaviourNames } from './byzantine/index.ts';
import { directed } from './directed.ts';
import { drawScenario, type FaultKind, type Scenario } from './scenario.ts';

/** One run to make: a seed for a committee of so many, or a scenario of directed.ts by name. */
export interface Job {
  readonly seed: number;
  readonly validators: number;
  readonly directed?: string;
}

/** What a campaign keeps of a run. */
export interface JobResult extends Job {
  readonly violations: readonly Violation[];
  readonly views: number;
  readonly blocks: number;
  readonly virtualMs: number;
  readonly recoveryMs: number;
  readonly executed: number;
  readonly injected: Readonly<Partial<Record<FaultKind, number>>>;
  readonly behaviours: readonly string[];
  readonly evidence: number;
  /** The run as data, where it went wrong. */
  readonly scenario: Scenario | undefined;
}

export interface CampaignSummary {
  readonly seeds: number;
  /** Scenarios of directed.ts. */
  readonly directed: number;
  readonly byCommittee: Readonly<Record<string, number>>;
  readonly views: number;
  readonly blocks: number;
  readonly transactions: number;
  readonly virtualHours: number;
  /** How often each fault happened, and how many runs had each Byzantine behaviour in them. */
  readonly faults: Readonly<Record<string, number>>;
  readonly behaviours: Readonly<Record<string, number>>;
  readonly evidence: number;
  readonly recoveryMsMax: number;
  readonly violations: number;
  /** The rules that were broken. */
  readonly rules: readonly string[];
  readonly failedSeeds: readonly Job[];
  readonly seconds: number;
  readonly viewsPerSecond: number;
}

export interface CampaignOptions {
  readonly jobs: readonly Job[];
  readonly workers?: number;
  /** Ends with the first run that breaks a rule. */
  readonly stopsAtFirst?: boolean;
  /** Results are appended here as they come, one JSON line each; what it holds already is not run again. */
  readonly resumeFile?: string;
  readonly onResult?: (result: JobResult, done: number) => void;
}

/** Runs all jobs on all processors. The result of each depends on its seed alone. */
export async function runCampaign(options: CampaignOptions): Promise<{
  readonly results: readonly JobResult[];
  readonly summary: CampaignSummary;
}> {
  const startMs = performance.now();
  const results = readResults(options.resumeFile, options.jobs);
  const done = new Set(results.map(keyOf));
  let ranViews = 0;
  await runPool<Job, JobResult>(
    options.jobs.filter((job) => !done.has(keyOf(job))),
    (result) => {
      results.push(result);
      ranViews += result.views;
      if (options.resumeFile !== undefined) appendFileSync(options.resumeFile, `${JSON.stringify(result)}\n`);
      options.onResult?.(result, results.length);
      return options.stopsAtFirst === true && result.violations.length > 0 ? 'enough' : 'go on';
    },
    options.workers,
  );
  const seconds = (performance.now() - startMs) / 1000;
  return { results, summary: summarize(results, seconds, ranViews) };
}

/** What a job runs. */
export const scenarioOf = ({ seed, validators, directed: name }: Job): Scenario =>
  name === undefined ? drawScenario(seed, validators, behaviourNames) : directed[name]!;

const keyOf = ({ seed, validators, directed }: Job): string => directed ?? `${validators} ${seed}`;

/** Errors: RESUME_FILE_INVALID. */
function readResults(path: string | undefined, jobs: readonly Job[]): JobResult[] {
  if (path === undefined || !existsSync(path)) return [];
  const wanted = new Set(jobs.map(keyOf));
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    try {
      const result = JSON.parse(line) as JobResult;
      return wanted.has(keyOf(result)) ? [result] : [];
    } catch {
      // A campaign that was killed may have left half a line at the end.
      if (index === lines.length - 1) return [];
      throw new WitanError('RESUME_FILE_INVALID', `Line ${index + 1} of ${path} is no result of a campaign.`, 'Name another file.'); // prettier-ignore
    }
  });
}

function summarize(results: readonly JobResult[], seconds: number, ranViews: number): CampaignSummary {
  const sum = (of: (result: JobResult) => number): number => results.reduce((total, result) => total + of(result), 0);
  const tally = (of: (result: JobResult) => readonly (readonly [string, number])[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const [name, count] of results.flatMap(of)) counts[name] = (counts[name] ?? 0) + count;
    return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  const failed = results.filter(({ violations }) => violations.length > 0);
  return {
    seeds: results.filter(({ directed }) => directed === undefined).length,
    directed: results.filter(({ directed }) => directed !== undefined).length,
    byCommittee: tally(({ validators }) => [[String(validators), 1]]),
    views: sum(({ views }) => views),
    blocks: sum(({ blocks }) => blocks),
    transactions: sum(({ executed }) => executed),
    virtualHours: Number((sum(({ virtualMs }) => virtualMs) / 3_600_000).toFixed(3)),
    faults: tally(({ injected }) => Object.entries(injected)),
    behaviours: tally(({ behaviours }) => [...new Set(behaviours)].map((name) => [name, 1] as const)),
    evidence: sum(({ evidence }) => evidence),
    recoveryMsMax: Math.max(0, ...results.map(({ recoveryMs }) => recoveryMs)),
    violations: sum(({ violations }) => violations.length),
    rules: [...new Set(failed.flatMap(({ violations }) => violations.map(({ rule }) => rule)))].sort(),
    failedSeeds: failed.map(({ seed, validators, directed }) => ({ seed, validators, ...(directed && { directed }) })),
    seconds: Number(seconds.toFixed(1)),
    viewsPerSecond: Math.round(ranViews / seconds),
  };
}
