import type { Violation } from './auditors.ts';
import { runScenario } from './runScenario.ts';
import type { Scenario } from './scenario.ts';

/**
 * Looks for a smaller scenario that breaks the same rule: fewer faults first, then calmer links, fewer orders, less time.
 * Every step is run; at most `runsMax` in all.
 */
export function shrink(scenario: Scenario, rule: Violation['rule'], runsMax = 150): Scenario {
  let runs = 0;
  const breaks = (candidate: Scenario): boolean =>
    runs++ < runsMax && runScenario(candidate).violations.some((violation) => violation.rule === rule);
  let best = scenario;
  for (let chunk = Math.ceil(best.faults.length / 2); chunk >= 1; chunk = Math.floor(chunk / 2)) {
    for (let from = 0; from < best.faults.length;) {
      const candidate = { ...best, faults: best.faults.filter((_, index) => index < from || index >= from + chunk) };
      if (breaks(candidate)) best = candidate;
      else from += chunk;
    }
  }
  const calmer: readonly Partial<Scenario>[] = [
    { loss: 0 },
    { duplication: 0 },
    { delayMs: [1, 4] },
    { realSignatures: false },
    { powers: scenario.powers.map(() => 1) },
    { ordersPerSecond: 1 },
  ];
  for (const change of calmer) {
    const candidate = { ...best, ...change };
    if (JSON.stringify(candidate) !== JSON.stringify(best) && breaks(candidate)) best = candidate;
  }
  for (let faultyMs = Math.floor(best.faultyMs / 2); faultyMs >= 100; faultyMs = Math.floor(faultyMs / 2)) {
    const candidate = { ...best, faultyMs, faults: best.faults.filter(({ atMs }) => atMs < faultyMs) };
    if (!breaks(candidate)) break;
    best = candidate;
  }
  return best;
}
