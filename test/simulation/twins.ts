/**
 * Twins (Bano et al., arXiv 2004.10617): a Byzantine validator made of two honest nodes with one key, and a partition
 * of all nodes for each view. Every combination up to a depth, then samples of deeper ones. After that the network is
 * whole: the honest must agree, and go on.
 */
import { Random } from '../../devnet/random.ts';
import { Auditors, type Violation } from './auditors.ts';
import { runPool } from './pool.ts';
import { World } from './world.ts';

const validators = 4;
const nodes = validators + 1;

/** Who is doubled, and for each view from 1 on the group of every node. */
export interface TwinsScenario {
  readonly twin: number;
  readonly groupsByView: readonly (readonly number[])[];
}

/** One run to make: a number of the exhaustive list, or a seed of a sample. */
export interface TwinsJob {
  readonly kind: 'exhaustive' | 'sampled';
  readonly depth: number;
  readonly number: number;
}

export interface TwinsResult extends TwinsJob {
  readonly violations: readonly Violation[];
  readonly views: number;
  readonly hasEvidence: boolean;
}

/** All ways to split the nodes in two groups, or not at all: 2⁴ for five nodes. */
const partitions: readonly (readonly number[])[] = Array.from({ length: 2 ** (nodes - 1) }, (_, bits) =>
  Array.from({ length: nodes }, (_unused, node) => (node === 0 ? 0 : (bits >> (node - 1)) & 1)),
);

export const exhaustiveCount = (depth: number): number => validators * partitions.length ** depth;

/** The scenario of a number below `exhaustiveCount(depth)`. */
function exhaustiveScenario(depth: number, number: number): TwinsScenario {
  const groupsByView: (readonly number[])[] = [];
  let rest = Math.floor(number / validators);
  for (let view = 0; view < depth; view++) {
    groupsByView.push(partitions[rest % partitions.length]!);
    rest = Math.floor(rest / partitions.length);
  }
  return { twin: number % validators, groupsByView };
}

function sampledScenario(depth: number, seed: number): TwinsScenario {
  const random = new Random(seed);
  for (let i = 0; i < 8; i++) random.next();
  const groups = (): number[] => Array.from({ length: nodes }, () => random.integer(0, 2));
  return { twin: random.integer(0, validators - 1), groupsByView: Array.from({ length: depth }, groups) };
}

const timing = { deltaMs: 40, blockIntervalMs: 5, idleIntervalMs: 10, reportIntervalMs: 10, heartbeatMs: 80 } as const;
/** Virtual time after which a partition gives way, for each view: longer than its timers, unless views were lost before. */
const viewMsMax = 6 * timing.deltaMs;
/** Virtual time in which the honest must have new blocks once the network is whole. */
const progressBoundMs = 10_000;

export function runTwinsJob(job: TwinsJob): TwinsResult {
  const { kind, depth, number } = job;
  const scenario = kind === 'exhaustive' ? exhaustiveScenario(depth, number) : sampledScenario(depth, number);
  return { ...job, ...runTwins(scenario) };
}

function runTwins(scenario: TwinsScenario): Omit<TwinsResult, keyof TwinsJob> {
  const { twin, groupsByView } = scenario;
  const world = new World({
    seed: 1,
    validators,
    twins: [twin],
    timing,
    auditsFully: false,
    links: { delayMs: [1, 2] },
  });
  const honest = [0, 1, 2, 3].filter((node) => node !== twin);
  const auditors = new Auditors(world, (node) => honest.includes(node));
  world.intercept = (from, to, bytes) => {
    const message = world.decode(bytes);
    // What belongs to a view travels by that view's partition, the rest by that of the view its sender is in.
    const view =
      message.type === 'proposal'
        ? message.proposal.view
        : message.type === 'vote'
          ? message.vote.view
          : message.type === 'certificate'
            ? message.certificate.view
            : world.nodes[from]!.sequencer!.status().view;
    const groups = groupsByView[Math.max(1, view) - 1];
    const isHealed = honest.every((node) => world.nodes[node]!.sequencer!.status().view > groupsByView.length);
    return isHealed || groups === undefined || groups[from] === groups[to] ? [bytes] : [];
  };
  // A view that a partition holds up ends by its timers; all of them together end long before this.
  const isPast = (): boolean =>
    honest.every((node) => world.nodes[node]!.sequencer!.status().view > groupsByView.length);
  world.runUntil(isPast, viewMsMax * groupsByView.length);
  world.intercept = (_from, _to, bytes) => [bytes];
  const goal = Math.max(...honest.map((node) => world.executedHeight(node))) + 4;
  if (!world.runUntil(() => honest.every((node) => world.executedHeight(node) >= goal), progressBoundMs)) {
    const heights = honest.map((node) => `${node}: ${world.executedHeight(node)}`).join(', ');
    auditors.report('progress', `not all honest reached height ${goal} in ${progressBoundMs} ms: ${heights}`);
  }
  for (const { validator, code } of world.accused) {
    if (validator !== twin) auditors.report('no accusation of the honest', `${code} against ${validator}`);
  }
  return { violations: auditors.violations, views: auditors.views, hasEvidence: world.accused.length > 0 };
}

/** Tries every scenario up to a depth and samples deeper ones; prints what was found. 0 when no rule was broken. */
export async function runTwinsCampaign(options: {
  readonly depth: number;
  readonly sampledDepth: number;
  readonly samples: number;
  readonly json: boolean;
}): Promise<number> {
  const startMs = performance.now();
  const exhaustive = exhaustiveCount(options.depth);
  const total = exhaustive + options.samples;
  let done = 0;
  let views = 0;
  let withEvidence = 0;
  const failed: TwinsResult[] = [];
  function* jobs(): Generator<TwinsJob> {
    for (let number = 0; number < exhaustive; number++) yield { kind: 'exhaustive', depth: options.depth, number };
    for (let number = 1; number <= options.samples; number++)
      yield { kind: 'sampled', depth: options.sampledDepth, number };
  }
  await runPool<TwinsJob, TwinsResult>(jobs(), (result) => {
    done++;
    views += result.views;
    if (result.hasEvidence) withEvidence++;
    if (result.violations.length > 0) {
      failed.push(result);
      process.stderr.write(`${JSON.stringify(result)}\n`);
    }
    if (done % Math.ceil(total / 20) === 0) process.stderr.write(`${done} of ${total} scenarios\n`);
    return 'go on';
  });
  const summary = {
    scenarios: done,
    exhaustiveDepth: options.depth,
    exhaustive,
    sampledDepth: options.sampledDepth,
    sampled: options.samples,
    views,
    withEvidence,
    violations: failed.reduce((sum, { violations }) => sum + violations.length, 0),
    failed: failed.slice(0, 10),
    seconds: Number(((performance.now() - startMs) / 1000).toFixed(1)),
  };
  if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else process.stderr.write(`${JSON.stringify(summary, undefined, 2)}\n`);
  return failed.length === 0 ? 0 : 1;
}
