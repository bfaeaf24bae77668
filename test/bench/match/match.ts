import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { percentile } from '../../../devnet/measurements.ts';
import { type Aim, judgeMatchAims } from '../aims.ts';
import { runInterruptibly, type Say } from '../interruptible.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { describeMatch } from './describeMatch.ts';
import type { Driven, DriveOptions } from './drive.ts';
import { type EngineName, engineNames } from './engines.ts';
import { type WorkloadName, workloadNames } from './workload.ts';

export interface MatchOptions {
  readonly seed: number;
  /** Measured operations of each workload. */
  readonly operations: number;
  /** How often each measurement is made. */
  readonly repetitions: number;
  /** Longest time of one preload and of one measurement. */
  readonly secondsMax: number;
  readonly json: boolean;
}

/** One engine on one workload: medians over the repetitions. */
export interface MatchRow {
  readonly engine: EngineName;
  readonly workload: WorkloadName;
  /** How many of the operations were done in time. */
  readonly operations: number;
  /** Per second of processor time, all threads together. */
  readonly perCpuSecond: number | null;
  readonly nsP50: number | null;
  readonly nsP99: number | null;
  readonly nsP999: number | null;
  /** Memory of one resting order; null where few rest. */
  readonly bytesPerOrder: number | null;
  /** Every answer was the expected one. */
  readonly agrees: boolean;
}

/** What the command found. The JSON output is this object. */
export interface MatchResults {
  readonly machine: Machine;
  readonly seed: number;
  readonly operations: number;
  readonly repetitions: number;
  readonly rows: readonly MatchRow[];
  readonly aims: Readonly<Record<string, Aim>>;
}

const workerPath = fileURLToPath(new URL('worker.ts', import.meta.url));

/**
 * The exchange's matching, with everything that a validator does for an order once its signature is checked, next to npm's
 * order books, which only match. Every engine runs in a process of its own, in turn. Errors: those of an engine.
 */
export function runMatchBench(options: MatchOptions): Promise<number> {
  const describe = options.json ? (results: MatchResults) => `${JSON.stringify(results)}\n` : describeMatch;
  return runInterruptibly((_, signal, say) => measure(options, signal, say), describe);
}

async function measure(options: MatchOptions, signal: AbortSignal, say: Say): Promise<MatchResults> {
  const machine = thisMachine();
  const { seed, operations, repetitions, secondsMax } = options;
  const found = new Map<string, Driven[]>();
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    for (const workload of workloadNames) {
      for (const engine of engineNames) {
        say(`${repetition} of ${repetitions}: ${workload}, ${engine}`);
        for (const measures of ['throughput', 'latency'] as const) {
          const driven = await driveApart({ engine, workload, measures, seed, operations, secondsMax }, signal);
          const key = `${workload}/${engine}`;
          found.set(key, [...(found.get(key) ?? []), driven]);
        }
      }
    }
  }
  const rows = workloadNames.flatMap((workload) =>
    engineNames.map((engine): MatchRow => ({ engine, workload, ...summary(found.get(`${workload}/${engine}`)!) })),
  );
  return { machine, seed, operations, repetitions, rows, aims: judgeMatchAims(rows) };
}

function summary(driven: readonly Driven[]): Omit<MatchRow, 'engine' | 'workload'> {
  const median = (key: Exclude<keyof Driven, 'agrees'>): number | null => {
    const values = driven.flatMap((each) => each[key] ?? []);
    return values.length === 0 ? null : percentile(values, 0.5);
  };
  return {
    operations: median('operations')!,
    perCpuSecond: median('perCpuSecond'),
    nsP50: median('nsP50'),
    nsP99: median('nsP99'),
    nsP999: median('nsP999'),
    bytesPerOrder: median('bytesPerOrder'),
    agrees: driven.every(({ agrees }) => agrees),
  };
}

function driveApart(options: DriveOptions, signal: AbortSignal): Promise<Driven> {
  const args = [...process.execArgv, workerPath, JSON.stringify(options)];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { signal }, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout) as Driven);
      else reject(new Error(`${options.engine} on ${options.workload}: ${stderr.trim().split('\n').at(-1) ?? ''}`, { cause: error })); // prettier-ignore
    });
  });
}
