import type { Command } from 'commander';
import type { RiskResult } from './riskMargin.ts';
import type { StressFlags } from './riskStress.ts';
import { parseInteger } from './tradeOptions.ts';

/** Adds `risk`: the exchange's risk functions on files and states, in this process. */
export function addRisk(program: Command): void {
  const risk = program.command('risk').description("The exchange's risk functions on files and states.");
  risk
    .command('margin')
    .description('Portfolio margin of portfolios, each under the parameters that its file gives, before rounding.')
    .argument('<files...>', 'one portfolio a file, JSON; the format is in docs/spec/margin.md')
    .option('--json', 'print the results as one JSON object, the last line of standard output')
    .action(async (paths: string[], flags: { readonly json?: boolean }) => {
      const { describeRisk, riskOf } = await import('./riskMargin.ts');
      // All files before the first result: nothing is told in half.
      const results: readonly RiskResult[] = paths.map(riskOf);
      process.stdout.write(flags.json === true ? `${JSON.stringify({ results })}\n` : describeRisk(results));
    });
  addStress(risk);
}

function addStress(risk: Command): void {
  risk
    .command('stress')
    .description(
      'Historical and hypothetical bad days, a Monte Carlo and contagion over a state, by the engine that nodes run (docs/risk.md).',
    )
    .option('--snapshot <file>', 'the state, with --network; without both, one is generated')
    .option('--network <file>', 'the network file of the state')
    .option('--accounts <n>', 'accounts of a generated state', parseInteger(10, 20_000), 500)
    .option('--insurance <usdc>', 'all insurance funds of a generated state', parseInteger(0, 100_000_000), 250_000)
    .option('--scenarios <name,...>', 'only these, or none (default: all)')
    .option('--paths <n>', 'paths of the Monte Carlo; 0 leaves it out', parseInteger(0, 1_000_000), 100)
    .option('--hours <n>', 'hours of a path', parseInteger(1, 168), 24)
    .option('--seed <n>', 'seed of paths and of a generated state', parseInteger(0, 1_000_000), 1)
    .option('--depth <percent>', 'what is quoted during the stress, of the usual depth', parseInteger(0, 10_000), 100)
    .option('--html <file>', 'write a page with charts, too')
    .option('--json', 'print one JSON object as the last line of standard output')
    .action(async (flags: StressFlags) => {
      const { stress } = await import('./riskStress.ts');
      stress(flags);
    });
}
