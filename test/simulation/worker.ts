/** Runs the jobs of a campaign, one at a time, in a thread of its own. */
import { parentPort } from 'node:worker_threads';
import type { Job, JobResult } from './campaign.ts';
import { behaviourNames } from './byzantine/index.ts';
import { runScenario } from './runScenario.ts';
import { drawScenario } from './scenario.ts';

parentPort!.on('message', ({ seed, validators }: Job) => {
  const scenario = drawScenario(seed, validators, behaviourNames);
  const { violations, views, blocks, virtualMs, recoveryMs, transactions, injected, evidence } = runScenario(scenario);
  const result: JobResult = {
    seed,
    validators,
    violations,
    views,
    blocks,
    virtualMs,
    recoveryMs,
    executed: transactions.executed,
    injected,
    behaviours: scenario.faults.flatMap((fault) => (fault.kind === 'byzantine' ? [fault.behaviour] : [])),
    evidence: evidence.length,
    scenario: violations.length > 0 ? scenario : undefined,
  };
  parentPort!.postMessage(result);
});
