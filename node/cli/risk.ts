import type { Command } from 'commander';
import type { RiskResult } from './riskMargin.ts';

/** Adds `risk`: the exchange's risk functions on files, in this process. */
export function addRisk(program: Command): void {
  const risk = program.command('risk').description("The exchange's risk functions on files.");
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
}
