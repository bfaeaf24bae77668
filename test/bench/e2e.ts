import { join } from 'node:path';
import { pause } from '../../devnet/pause.ts';
import { defaultTiming, type Timing } from '../../node/sequencer/config.ts';
import { WitanError } from '../../node/types/fault.ts';
import { type E2eAims, judgeE2eAims } from './aims.ts';
import { type CostRow, costsOf } from './costTable.ts';
import { describeE2e } from './describeE2e.ts';
import { runInterruptibly, type Say } from './interruptible.ts';
import { round } from './latencies.ts';
import { type Machine, thisMachine } from './machine.ts';
import { profileFlags, profileWhile } from './nodeProfile.ts';
import { type FlowRow, OrderFlow } from './orderFlow.ts';
import { type ProcessCommittee, withProcessCommittee } from './processCommittee.ts';
import { processorMs } from './processorTime.ts';

export interface E2eOptions {
  /** For each measurement. */
  readonly seconds: number;
  readonly json: boolean;
}

/** One rate, as a share of what the committee can do. */
export interface LoadRow extends FlowRow {
  readonly share: number;
  /** Processors in use, by all validators and by the clients. */
  readonly validatorCores: number;
  readonly clientCores: number;
}

export interface E2ePart {
  /** Orders and cancels under one signature. */
  readonly batch: number;
  /** The most that were final in a second. */
  readonly ordersPerSecond: number;
  readonly finalityMsP50AtHalf: number;
  readonly loads: readonly LoadRow[];
  /** Of one validator's main thread, at half of the most. */
  readonly costs: readonly CostRow[];
}

/** What the command found. The JSON output is this object. */
export interface E2eResult {
  readonly machine: Machine;
  readonly validators: number;
  readonly l1: string;
  readonly timing: Timing;
  readonly single: E2ePart;
  readonly batch50: E2ePart;
  /** Those of `single`. */
  readonly costs: readonly CostRow[];
  readonly aims: E2eAims;
}

const validators = 4;
const owners = 16;
const shares = [0.25, 0.5, 0.75, 1];
/** The search for the most: each rate is so much above the one before, until less than this part of it becomes final in time. */
const firstPerSecond = 100;
/** Of orders in batches. */
const firstInBatchesPerSecond = 1_000;
const growth = 1.5;
const keepsUpFrom = 0.9;
const searchMs = 4_000;
const warmUpMs = 5_000;
const restMs = 1_000;

/**
 * Orders a second through a committee of four processes with all that belongs to them, until no more become final, and how
 * long they take at parts of that. Errors: NOTHING_FINAL, those of `withProcessCommittee` and of `profileWhile`.
 */
export function runE2eBench(options: E2eOptions): Promise<number> {
  const describe = options.json ? (result: E2eResult) => `${JSON.stringify(result)}\n` : describeE2e;
  return runInterruptibly((folder, signal, say) => measure(options, folder, signal, say), describe);
}

async function measure({ seconds }: E2eOptions, folder: string, signal: AbortSignal, say: Say): Promise<E2eResult> {
  const machine = thisMachine();
  const timing = defaultTiming;
  const setup = { folder: join(folder, 'committee'), validators, owners, clients: 0, timing, nodeFlags: profileFlags };
  say(`${validators} processes: starting`);
  return withProcessCommittee(setup, signal, async (running) => {
    const single = await measurePart(running, 1, 1_000 * seconds, signal, say);
    const batch50 = await measurePart(running, 50, 1_000 * seconds, signal, say);
    return {
      machine,
      validators,
      l1: running.l1,
      timing,
      single,
      batch50,
      costs: single.costs,
      aims: judgeE2eAims(single, batch50),
    };
  });
}

async function measurePart(
  { committee, owners: signers, network }: ProcessCommittee,
  batch: number,
  durationMs: number,
  signal: AbortSignal,
  say: Say,
): Promise<E2ePart> {
  const kind = batch === 1 ? 'single orders' : `batches of ${batch}`;
  const urls = committee.validators.map(({ httpUrl }) => httpUrl);
  const pids = committee.validators.map(({ pid }) => pid);
  const flow = await OrderFlow.open({ urls, signers, domain: network, batch });
  try {
    say(`${kind}: warming up`);
    await flow.run(firstOf(batch), warmUpMs, signal);
    let most = 0;
    for (let perSecond = firstOf(batch); ; perSecond *= growth) {
      say(`${kind}: ${Math.round(perSecond)} a second`);
      const found = await flow.run(perSecond, searchMs, signal);
      say(`  ${found.ordersPerSecond} final a second, p50 ${found.finalityMsP50} ms ${JSON.stringify(found.notOk)}`);
      most = Math.max(most, found.ordersPerSecond);
      await pause(restMs, signal);
      if (found.ordersPerSecond < keepsUpFrom * perSecond) break;
    }
    if (most === 0) throw new WitanError('NOTHING_FINAL', `Of ${kind} nothing became final.`);
    const loads: LoadRow[] = [];
    for (const share of shares) {
      say(`${kind}: ${100 * share} % of ${Math.round(most)} a second`);
      const used = { validatorCores: 0, clientCores: 0 };
      const row = await flow.run(share * most, durationMs, signal, async (send) => {
        const before = { validators: processorMs(pids), clients: processorMs([process.pid]) };
        const beganMs = performance.now();
        const sent = await send();
        const tookMs = performance.now() - beganMs;
        used.validatorCores = round((processorMs(pids) - before.validators) / tookMs);
        used.clientCores = round((processorMs([process.pid]) - before.clients) / tookMs);
        return sent;
      });
      loads.push({ share, ...row, ...used });
      await pause(restMs, signal);
    }
    say(`${kind}: where the time goes`);
    let costs: readonly CostRow[] = [];
    await flow.run(most / 2, durationMs, signal, async (send) => {
      const { result, samples } = await profileWhile(committee.validators[0]!, signal, send);
      costs = costsOf(samples, result.final * batch);
      return result;
    });
    const half = loads.find(({ share }) => share === 0.5)!;
    return { batch, ordersPerSecond: most, finalityMsP50AtHalf: half.finalityMsP50, loads, costs };
  } finally {
    flow.close();
  }
}

const firstOf = (batch: number): number => (batch === 1 ? firstPerSecond : firstInBatchesPerSecond);
