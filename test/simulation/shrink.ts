import type { Scenario } from './scenario.ts';

/**
 * Looks for a smaller scenario that still breaks a rule: fewer faults first, then calmer links, fewer orders, less time.
 * @param breaks runs a scenario and says whether it breaks that rule; asked at most `runsMax` times
 */
export async function shrink(
  scenario: Scenario,
  breaks: (candidate: Scenario) => Promise<boolean>,
  runsMax = 150,
): Promise<Scenario> {
  let runs = 0;
  const stillBreaks = async (candidate: Scenario): Promise<boolean> => runs++ < runsMax && (await breaks(candidate));
  let best = scenario;
  for (let chunk = Math.ceil(best.faults.length / 2); chunk >= 1; chunk = Math.floor(chunk / 2)) {
    for (let from = 0; from < best.faults.length;) {
      const candidate = { ...best, faults: best.faults.filter((_, index) => index < from || index >= from + chunk) };
      if (await stillBreaks(candidate)) best = candidate;
      else from += chunk;
    }
  }
  const calmer: readonly Partial<Scenario>[] = [
    { loss: 0 },
    { duplication: 0 },
    { delayMs: [1, 4] },
    { realSignatures: false },
    { realFiles: false },
    { powers: scenario.powers.map(() => 1) },
    { ordersPerSecond: 1 },
  ];
  for (const change of calmer) {
    const candidate = { ...best, ...change };
    if (JSON.stringify(candidate) !== JSON.stringify(best) && (await stillBreaks(candidate))) best = candidate;
  }
  for (let faultyMs = Math.floor(best.faultyMs / 2); faultyMs >= 100; faultyMs = Math.floor(faultyMs / 2)) {
    const candidate = { ...best, faultyMs, faults: best.faults.filter(({ atMs }) => atMs < faultyMs) };
    if (!(await stillBreaks(candidate))) break;
    best = candidate;
  }
  return best;
}
