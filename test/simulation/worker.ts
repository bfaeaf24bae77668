/** Runs the jobs of a campaign, one at a time, in a thread of its own. */
import { parentPort } from 'node:worker_threads';
import { type Job, type JobResult, scenarioOf } from './campaign.ts';
import { runScenario } from './runScenario.ts';
import { runTwinsJob, type TwinsJob } from './twins.ts';

parentPort!.on('message', (job: Job | TwinsJob) => {
  if ('number' in job) parentPort!.postMessage(runTwinsJob(job));
  else void runJob(job).then((result) => parentPort!.postMessage(result));
});

async function runJob(job: Job): Promise<JobResult> {
  const scenario = scenarioOf(job);
  const { violations, views, blocks, virtualMs, recoveryMs, transactions, injected, evidence } =
    await runScenario(scenario);
  return {
    ...job,
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
}
