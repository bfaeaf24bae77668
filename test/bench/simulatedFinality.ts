import { invariant } from '../../node/types/fault.ts';
import type { Hash } from '../../node/types/ids.ts';
import { World } from '../simulation/world.ts';
import { latenciesOf, type Latencies, round } from './latencies.ts';
import { Load } from './load.ts';
import type { Timing } from '../../node/sequencer/config.ts';
import type { NodeCosts } from './nodeCosts.ts';
import { lowLatencyTiming, restlessTiming } from './timing.ts';

/** A committee whose finality is simulated. */
export interface SimulatedCase {
  readonly validators: number;
  /** What a message takes, ms, least and most, evenly drawn. */
  readonly linkMs: readonly [number, number];
  /** Blocks that are measured with nobody trading, and as many under load. */
  readonly blocks: number;
  /** Transactions submitted a second, to all validators in turn. */
  readonly perSecond: number;
  readonly costs: NodeCosts;
}

export interface SimulatedRow {
  readonly validators: number;
  readonly linkMs: readonly [number, number];
  /** Nobody trades. Finality is from the leader's proposal to the end of the execution, at every validator. */
  readonly empty: Latencies & { readonly viewsPerSecond: number; readonly cpuSecondsPerView: number };
  /** Finality is from the submission at a validator to the end of the execution there. */
  readonly loaded: Latencies & {
    readonly submittedPerSecond: number;
    readonly executedPerSecond: number;
    readonly viewsPerSecond: number;
    /** Share of the time in which a validator computes, of the one that computes most. */
    readonly busiestShare: number;
    readonly cpuSecondsPerView: number;
    readonly notOk: Readonly<Record<string, number>>;
  };
}

const traders = 32;
/** Virtual time before anything is measured, and again under load. */
const warmUpMs = 200;
const boundMs = 120_000;

/** A figure that is the same for every machine, but for `costs`; real processor seconds apart. */
export function simulateFinality({ validators, linkMs, blocks, perSecond, costs }: SimulatedCase): SimulatedRow {
  const worldWith = (timing: Timing): World => {
    const world = new World({ seed: 1, validators, links: { delayMs: linkMs }, timing, costs, auditsFully: false });
    for (const { disk } of world.nodes) disk.syncMs = [costs.syncMs, costs.syncMs];
    return world;
  };
  const restless = worldWith(restlessTiming(validators));
  restless.run(warmUpMs);
  const empty = measureEmpty(restless, blocks);
  const world = worldWith(lowLatencyTiming(validators));
  const load = new Load(world, traders);
  load.fund();
  // No order is taken before the first price is agreed.
  world.run(warmUpMs);
  world.onExecuted = (node, block) => load.executed(node, block);
  load.start(perSecond);
  world.run(warmUpMs);
  load.finalityMs.length = 0;
  const run = runBlocks(world, blocks);
  const executed = load.finalityMs.length;
  load.stop();
  for (const { faults } of [restless, world]) {
    invariant(faults.length === 0, `a calm committee has nothing to warn of: ${faults[0]}`);
  }
  return {
    validators,
    linkMs,
    empty,
    loaded: {
      ...latenciesOf(load.finalityMs),
      submittedPerSecond: perSecond,
      executedPerSecond: round((executed * 1_000) / run.virtualMs),
      viewsPerSecond: round((run.views * 1_000) / run.virtualMs),
      busiestShare: run.busiestShare,
      cpuSecondsPerView: round(run.cpuMs / 1_000 / run.views),
      notOk: load.notOk,
    },
  };
}

function measureEmpty(world: World, blocks: number): SimulatedRow['empty'] {
  const proposedAtMs = new Map<Hash, number>();
  const finalityMs: number[] = [];
  world.onSend = (_, bytes) => {
    const message = world.decode(bytes);
    if (message.type !== 'proposal') return;
    const { digest } = message.proposal;
    if (!proposedAtMs.has(digest)) proposedAtMs.set(digest, world.nowMs);
  };
  world.onExecuted = (_, { digest }) => {
    const atMs = proposedAtMs.get(digest);
    if (atMs !== undefined) finalityMs.push(world.nowMs - atMs);
  };
  const { views, virtualMs, cpuMs } = runBlocks(world, blocks);
  world.onSend = () => undefined;
  return {
    ...latenciesOf(finalityMs),
    viewsPerSecond: round((views * 1_000) / virtualMs),
    cpuSecondsPerView: round(cpuMs / 1_000 / views),
  };
}

interface Run {
  readonly views: number;
  readonly virtualMs: number;
  /** Real processor time of the whole simulation. */
  readonly cpuMs: number;
  readonly busiestShare: number;
}

function runBlocks(world: World, blocks: number): Run {
  const viewOf = (): number => world.nodes[0]!.sequencer!.status().finalView;
  const busy = (): number[] => world.nodes.map(({ processor }) => processor!.busyMs);
  const before = { height: world.executedHeight(0), view: viewOf(), nowMs: world.nowMs, busy: busy() };
  const cpu = process.cpuUsage();
  const isOver = world.runUntil(() => world.executedHeight(0) >= before.height + blocks, boundMs);
  invariant(isOver, 'a calm committee makes blocks');
  const { user, system } = process.cpuUsage(cpu);
  const virtualMs = world.nowMs - before.nowMs;
  const busiestMs = Math.max(...busy().map((ms, node) => ms - before.busy[node]!));
  return {
    views: viewOf() - before.view,
    virtualMs,
    cpuMs: (user + system) / 1_000,
    busiestShare: round(busiestMs / virtualMs),
  };
}
