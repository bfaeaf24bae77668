import { type Aims, judgeAims } from './aims.ts';
import { describeConsensus } from './describeConsensus.ts';
import { runInterruptibly, type Say } from './interruptible.ts';
import { type Machine, thisMachine } from './machine.ts';
import { measureCosts, type NodeCosts } from './nodeCosts.ts';
import { measureProcesses, type ProcessRow } from './processFinality.ts';
import { measureRaft, type RaftAbsent, type RaftResult } from './raftPeer.ts';
import { simulateFinality, type SimulatedRow } from './simulatedFinality.ts';

export const parts = ['simulated', 'processes', 'raft'] as const;
export type Part = (typeof parts)[number];

export interface ConsensusOptions {
  /** For each measurement on processes. */
  readonly seconds: number;
  /** Sizes of the committees of processes. */
  readonly validators: readonly number[];
  readonly parts: ReadonlySet<Part>;
  readonly json: boolean;
}

/** What the command found; a part that was not asked for is absent. The JSON output is this object. */
export interface ConsensusResult {
  readonly machine: Machine;
  readonly costs?: NodeCosts;
  readonly simulated?: readonly SimulatedRow[];
  readonly processes?: readonly ProcessRow[];
  readonly raft?: RaftResult | RaftAbsent;
  readonly aims?: Aims;
}

const simulatedSizes = [4, 7, 16, 31];
/** Messages between processes of one machine, and between continents; ms one way. */
const links = [
  [0.1, 0.3],
  [20, 40],
] as const;
const simulatedPerSecond = 500;
/**
 * Messages grow with the square of the committee, and transactions with the time that a block takes: each measurement
 * simulates about as many of them.
 */
const blocksFor = (validators: number, linkMs: readonly [number, number]): number =>
  linkMs[1] > 10 ? 20 : Math.max(25, Math.min(200, Math.round(12_500 / (validators * validators))));

/**
 * How long it takes until a block, and a transaction, is final: simulated, on processes, and next to a Raft peer.
 * Resolves with the exit code: 0 when everything was measured, whether or not the aims were reached.
 * Errors: those of the parts.
 */
export function runConsensusBench(options: ConsensusOptions): Promise<number> {
  const describe = options.json ? (result: ConsensusResult) => `${JSON.stringify(result)}\n` : describeConsensus;
  return runInterruptibly((folder, signal, say) => measure(options, folder, signal, say), describe);
}

async function measure(
  { seconds, validators, parts }: ConsensusOptions,
  folder: string,
  signal: AbortSignal,
  say: Say,
): Promise<ConsensusResult> {
  const machine = thisMachine();
  // Processes first: they are to find the machine as it was.
  const processes: ProcessRow[] = [];
  if (parts.has('processes')) {
    for (const size of validators) processes.push(await measureProcesses(size, seconds, folder, signal, say));
  }
  const raft = parts.has('raft') ? await measureRaft(seconds, folder, signal, say) : undefined;
  const simulated = parts.has('simulated') ? await simulate(folder, signal, say) : {};
  const four = processes.find((row) => row.validators === 4);
  return {
    machine,
    ...simulated,
    ...(processes.length === 0 ? {} : { processes }),
    ...(four === undefined ? {} : { aims: judgeAims(four) }),
    ...(raft === undefined ? {} : { raft }),
  };
}

async function simulate(
  folder: string,
  signal: AbortSignal,
  say: Say,
): Promise<Pick<ConsensusResult, 'costs' | 'simulated'>> {
  say('measuring what signatures, syncs and inputs cost');
  const costs = await measureCosts(folder);
  const simulated: SimulatedRow[] = [];
  for (const validators of simulatedSizes) {
    for (const linkMs of links) {
      say(`simulating ${validators} validators, ${linkMs.join(' to ')} ms apart`);
      simulated.push(
        simulateFinality({
          validators,
          linkMs,
          blocks: blocksFor(validators, linkMs),
          perSecond: simulatedPerSecond,
          costs,
        }),
      );
      // Ctrl-C is heard between two of them.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
  }
  return { costs, simulated };
}
