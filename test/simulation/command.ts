import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Job, JobResult } from './campaign.ts';

interface SimulateFlags {
  readonly seeds: string;
  readonly from: string;
  readonly validators: string;
  readonly replay?: string;
  readonly resume?: string;
  readonly out: string;
  readonly first?: boolean;
  readonly mutants?: boolean;
  readonly twins?: boolean;
  readonly depth: string;
  readonly json?: boolean;
}

/** Adds `simulate`: whole committees in one process, from seeds, with everything that can go wrong. */
export function addSimulate(program: Command): void {
  program
    .command('simulate')
    .description('Whole committees in virtual time, from seeds, with faults and liars; auditors check every rule.')
    .option('--seeds <n>', 'how many seeds for each size of committee, shared out between them', '100')
    .option('--from <seed>', 'the first seed', '1')
    .option('--validators <n,...>', 'sizes of committees, 4 to 100', '4,5,7')
    .option(
      '--replay <seed|name>',
      'run this seed (with one size) or named scenario again: its timeline, and a smaller one if it fails',
    )
    .option('--resume <file>', 'keep results in this file, and go on where it ends')
    .option('--out <folder>', 'where timelines of failing seeds go', '.simulation')
    .option('--first', 'end with the first seed that breaks a rule')
    .option('--mutants', 'put the simulator on trial: code broken on purpose, each on up to --seeds seeds')
    .option(
      '--twins',
      'four validators of whom one is two nodes with one key, under every partition up to --depth views',
    )
    .option('--depth <views>', 'with --twins: views of which every combination of partitions is tried', '3')
    .option('--json', 'print a summary as one JSON object, the last line of standard output')
    .action(async (flags: SimulateFlags) => {
      const { parseCount } = await import('../../devnet/options.ts');
      const sizes = flags.validators.split(',').map((size) => parseCount('--validators', size, 4, 100));
      if (flags.replay !== undefined) {
        const { directed } = await import('./directed.ts');
        const job: Job =
          directed[flags.replay] === undefined
            ? { seed: parseCount('--replay', flags.replay, 0, 2 ** 32 - 1), validators: sizes[0]! }
            : { seed: 0, validators: 4, directed: flags.replay };
        process.exitCode = await replay(job, flags.out);
        return;
      }
      if (flags.mutants === true) {
        const { runMutants } = await import('./mutants.ts');
        process.exitCode = await runMutants(parseCount('--seeds', flags.seeds, 1, 1_000_000), flags.json === true);
        return;
      }
      if (flags.twins === true) {
        const { runTwinsCampaign } = await import('./twins.ts');
        const depth = parseCount('--depth', flags.depth, 1, 4);
        const samples = parseCount('--seeds', flags.seeds, 1, 1_000_000);
        process.exitCode = await runTwinsCampaign({
          depth,
          sampledDepth: 2 * depth,
          samples,
          json: flags.json === true,
        });
        return;
      }
      const from = parseCount('--from', flags.from, 0, 2 ** 32 - 1);
      const count = parseCount('--seeds', flags.seeds, 1, 1_000_000);
      const { directed } = await import('./directed.ts');
      const drawn = Array.from({ length: count }, (_, n): Job => {
        return { seed: from + n, validators: sizes[n % sizes.length]! };
      });
      const jobs = [
        ...Object.keys(directed).map((name): Job => ({ seed: 0, validators: 4, directed: name })),
        ...drawn,
      ];
      process.exitCode = await campaign(jobs, flags);
    });
}

/** Failing seeds that are described; the summary names all. */
const failuresShownMax = 10;

async function campaign(jobs: readonly Job[], flags: SimulateFlags): Promise<number> {
  const { runCampaign } = await import('./campaign.ts');
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  let failures = 0;
  const everyNth = Math.max(1, Math.floor(jobs.length / 20));
  const { results, summary } = await runCampaign({
    jobs,
    ...(flags.resume === undefined ? {} : { resumeFile: flags.resume }),
    stopsAtFirst: flags.first === true,
    onResult: (result, done) => {
      if (result.violations.length > 0 && ++failures <= failuresShownMax) say(describeFailure(result));
      else if (done % everyNth === 0) say(`${done} of ${jobs.length} seeds`);
    },
  });
  const broken = flags.first === true ? [] : results.filter(({ violations }) => violations.length > 0);
  for (const failed of broken.slice(0, 3)) {
    await replay(failed, flags.out);
  }
  if (flags.json === true) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else for (const [name, value] of Object.entries(summary)) say(`${name}: ${JSON.stringify(value)}`);
  return summary.violations === 0 ? 0 : 1;
}

function describeFailure(result: JobResult): string {
  const what = result.violations.map(({ atMs, rule, what: how }) => `  at ${atMs} ms: ${rule}: ${how}`);
  return [`${nameOf(result)} breaks a rule:`, ...what, `  ${replayCommand(result)}`].join('\n');
}

const nameOf = ({ seed, validators, directed }: Job): string =>
  directed === undefined ? `seed ${seed} with ${validators} validators` : `scenario ${directed}`;

const replayCommand = ({ seed, validators, directed }: Job): string =>
  `./witan simulate --replay ${directed ?? `${seed} --validators ${validators}`}`;

/** Runs one seed again; its timeline, and that of the smallest scenario found that breaks the same rule, go to files. */
async function replay(job: Job, folder: string): Promise<number> {
  const { scenarioOf } = await import('./campaign.ts');
  const { runScenario } = await import('./runScenario.ts');
  const { timeline } = await import('./timeline.ts');
  const { shrink } = await import('./shrink.ts');
  mkdirSync(folder, { recursive: true });
  const write = (name: string, lines: readonly string[]): void => {
    const path = join(folder, `${job.directed ?? `seed-${job.seed}-of-${job.validators}`}${name}.txt`);
    writeFileSync(path, `${lines.join('\n')}\n`);
    process.stderr.write(`${path}\n`);
  };
  const outcome = await runScenario(scenarioOf(job));
  write('', timeline(outcome));
  const [first] = outcome.violations;
  if (first === undefined) {
    process.stderr.write(`${nameOf(job)} breaks no rule\n`);
    return 0;
  }
  process.stderr.write(`broken: ${first.rule}: ${first.what}\nlooking for a smaller scenario …\n`);
  const smallest = await shrink(outcome.scenario, async (candidate) => {
    const { violations } = await runScenario(candidate);
    return violations.some(({ rule }) => rule === first.rule);
  });
  write('-small', [JSON.stringify(smallest), '', ...timeline(await runScenario(smallest))]);
  return 1;
}
