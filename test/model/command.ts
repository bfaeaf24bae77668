import type { Command } from 'commander';
import type { ModelResult, VariantResult } from './checkModel.ts';
import type { SpinResult } from './spin.ts';

interface ModelFlags {
  readonly views: string;
  readonly traces?: boolean;
  readonly json?: boolean;
}

/** Adds `model`: consensus as a formal model, every state of it, and rules broken on purpose that it must refute. */
export function addModel(program: Command): void {
  program
    .command('model')
    .description('Every state of a formal model of consensus (n = 4, f = 1), and rules broken on purpose; needs spin.')
    .option('--views <n>', 'how many views, 2 to 5; 5 without progress, in 7 GB', '4')
    .option('--traces', 'print how each broken rule does harm, step by step')
    .option('--json', 'print the result as one JSON object, the last line of standard output')
    .action(async (flags: ModelFlags) => {
      const { parseCount } = await import('../../devnet/options.ts');
      const views = parseCount('--views', flags.views, 2, 5);
      const stopping = new AbortController();
      const stop = (): void => stopping.abort();
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
      try {
        process.exitCode = await runModel(views, flags, stopping.signal);
      } catch (error) {
        if (!stopping.signal.aborted) throw error;
        process.stderr.write('witan: stopped.\n');
        process.exitCode = 130;
      } finally {
        process.off('SIGINT', stop);
        process.off('SIGTERM', stop);
      }
    });
}

async function runModel(views: number, flags: ModelFlags, signal: AbortSignal): Promise<number> {
  const { checkModel, refuteVariant, variants } = await import('./checkModel.ts');
  const { needTools } = await import('./spin.ts');
  const tools = needTools();
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  say(`every state of ${views} views; this takes minutes …`);
  const model = await checkModel(tools, views, signal);
  say(describeModel(model));
  const refutations: VariantResult[] = [];
  for (const variant of variants) {
    const result = await refuteVariant(tools, variant, signal);
    refutations.push(result);
    say(describeVariant(result));
    if (flags.traces === true) say(describeSteps(result));
  }
  if (flags.json === true) process.stdout.write(`${JSON.stringify({ model, variants: refutations })}\n`);
  return model.holds && refutations.every(({ refuted }) => refuted) ? 0 : 1;
}

function describeModel(model: ModelResult): string {
  if (!model.holds) return [`the model BREAKS ${model.violated} (${cost(model)}):`, describeSteps(model)].join('\n');
  return `the model holds: ${model.properties.join(', ')} (${cost(model)})`;
}

function describeVariant(result: VariantResult): string {
  if (result.refuted) return `${result.name}: refuted, breaks ${result.violated} (${cost(result)})`;
  return `${result.name}: NOT REFUTED${result.violated === undefined ? '' : `, breaks ${result.violated} instead`} (${cost(result)})`;
}

const describeSteps = ({ counterexample }: SpinResult): string =>
  counterexample.map((step) => `    ${step}`).join('\n');

const cost = ({ states, depth, seconds }: SpinResult): string =>
  `${states.toLocaleString('en')} states, depth ${depth}, ${seconds} s`;
