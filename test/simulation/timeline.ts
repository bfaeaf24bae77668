import type { Outcome } from './runScenario.ts';

/** Lines that a person can follow: what went wrong, what was done to the committee, and what each said in each view. */
export function timeline({ scenario, violations, said, virtualMs }: Outcome): string[] {
  const lines = [
    `seed ${scenario.seed}, powers ${scenario.powers.join(' ')}, delays ${scenario.delayMs.join('-')} ms, ` +
      `loss ${scenario.loss.toFixed(3)}, duplication ${scenario.duplication.toFixed(3)}, ${virtualMs} ms of virtual time`,
    `everything was mended at ${scenario.faultyMs} ms`,
    '',
    ...violations.map(({ rule, what, atMs }) => `BROKEN at ${atMs} ms: ${rule}: ${what}`),
    '',
    ...scenario.faults.map(({ atMs, kind, ...rest }) => `${column(atMs)} fault  ${kind} ${JSON.stringify(rest)}`),
    '',
  ];
  const byView = Map.groupBy(said, ({ epoch, view }) => `epoch ${epoch}, view ${view}`);
  const inOrder = [...byView].sort(([, [a]], [, [b]]) => a!.epoch - b!.epoch || a!.view - b!.view);
  const nodes = scenario.powers.length + scenario.joiners;
  for (const [view, words] of inOrder) {
    lines.push(`${view}, ${column(words[0]!.atMs).trim()} to ${words.at(-1)!.atMs} ms`);
    for (let validator = 0; validator < nodes; validator++) {
      const own = words.filter((each) => each.validator === validator);
      if (own.length > 0) lines.push(`  ${validator}  ${own.map(({ atMs, word }) => `${word} @${atMs}`).join(' · ')}`);
    }
  }
  return lines;
}

const column = (atMs: number): string => `${String(atMs).padStart(6)} ms`;
