import type { Command } from 'commander';
import { exit } from '../../devnet/exit.ts';
import type { Part } from './consensus.ts';

interface ConsensusFlags {
  readonly seconds: string;
  readonly validators: string;
  readonly parts: string;
  readonly json?: boolean;
}

interface MarginFlags {
  readonly repetitions: string;
  readonly seed: string;
  readonly json?: boolean;
}

interface MatchFlags {
  readonly operations: string;
  readonly repetitions: string;
  readonly seconds: string;
  readonly seed: string;
  readonly json?: boolean;
}

/** Adds `bench`: how fast it is on this machine, next to others where they are installed. */
export function addBench(program: Command): void {
  const bench = program.command('bench').description('How fast it is on this machine; run it while nothing else does.');
  bench
    .command('consensus')
    .description('Time to finality: simulated for 4 to 31 validators, on 4 and 7 processes, and of a Raft peer (etcd).')
    .option('--seconds <n>', 'how long each measurement on processes takes', '8')
    .option('--validators <n,...>', 'sizes of the committees of processes, 4 to 16', '4,7')
    .option('--parts <names>', 'which of simulated,processes,raft', 'simulated,processes,raft')
    .option('--json', 'print the result as one JSON object, the last line of standard output')
    .action(async (flags: ConsensusFlags) => {
      const { parseCount } = await import('../../devnet/options.ts');
      const { runConsensusBench } = await import('./consensus.ts');
      const code = await runConsensusBench({
        seconds: parseCount('--seconds', flags.seconds, 1, 600),
        validators: flags.validators.split(',').map((size) => parseCount('--validators', size, 4, 16)),
        parts: await parseParts(flags.parts),
        json: flags.json === true,
      });
      exit(code);
    });
  bench
    .command('e2e')
    .description('Orders a second through a committee of four, single and in batches of 50, and where the time goes.')
    .option('--seconds <n>', 'how long each measurement takes', '8')
    .option('--json', 'print the result as one JSON object, the last line of standard output')
    .action(async (flags: Pick<ConsensusFlags, 'seconds' | 'json'>) => {
      const { parseCount } = await import('../../devnet/options.ts');
      const { runE2eBench } = await import('./e2e.ts');
      const seconds = parseCount('--seconds', flags.seconds, 1, 600);
      exit(await runE2eBench({ seconds, json: flags.json === true }));
    });
  bench
    .command('match')
    .description(
      "Operations a second of processor time of the exchange, next to npm's order books: one market, 100, a deep one.",
    )
    .option('--operations <n>', 'measured operations of each workload', '1000000')
    .option('--repetitions <n>', 'how often each measurement is made; medians are told', '3')
    .option('--seconds <n>', 'longest time of one preload or one measurement', '20')
    .option('--seed <n>', 'seed of the workloads', '1')
    .option('--json', 'print the result as one JSON object, the last line of standard output')
    .action(async (flags: MatchFlags) => {
      const { parseCount } = await import('../../devnet/options.ts');
      const { runMatchBench } = await import('./match/match.ts');
      const code = await runMatchBench({
        operations: parseCount('--operations', flags.operations, 1_000, 10_000_000),
        repetitions: parseCount('--repetitions', flags.repetitions, 1, 100),
        secondsMax: parseCount('--seconds', flags.seconds, 1, 600),
        seed: parseCount('--seed', flags.seed, 0, 4_294_967_295),
        json: flags.json === true,
      });
      exit(code);
    });
  bench
    .command('margin')
    .description(
      "Portfolio margin of a thousand options, an account, one trade, next to npm's black-scholes and greeks; crowds through a fall.",
    )
    .option(
      '--repetitions <n>',
      'how often each measurement is made (the peers at most 9 times); medians are told',
      '101',
    )
    .option('--seed <n>', 'seed of accounts and trades', '1')
    .option('--json', 'print the result as one JSON object, the last line of standard output')
    .action(async (flags: MarginFlags) => {
      const { parseCount } = await import('../../devnet/options.ts');
      const { defaultCrowds, defaultPortfolios, runMarginBench } = await import('./margin/margin.ts');
      const code = await runMarginBench({
        crowds: defaultCrowds,
        portfolios: defaultPortfolios,
        repetitions: parseCount('--repetitions', flags.repetitions, 1, 10_000),
        seed: parseCount('--seed', flags.seed, 0, 4_294_967_295),
        json: flags.json === true,
      });
      exit(code);
    });
  bench
    .command('contracts')
    .description('Gas of whole transactions on a real EVM: checkpoints of 4 to 100, claims, deposits, installations.')
    .option('--json', 'print the result as one JSON object, the last line of standard output')
    .action(async ({ json }: Pick<ConsensusFlags, 'json'>) => {
      const { defaultContractsOptions, runContractsBench } = await import('./contracts/contracts.ts');
      exit(await runContractsBench({ ...defaultContractsOptions, json: json === true }));
    });
}

/** Errors: FLAG_INVALID. */
async function parseParts(text: string): Promise<ReadonlySet<Part>> {
  const { parts } = await import('./consensus.ts');
  const { WitanError } = await import('../../node/types/fault.ts');
  const isPart = (name: string): name is Part => (parts as readonly string[]).includes(name);
  const names = text.split(',');
  const unknown = names.find((name) => !isPart(name));
  if (unknown !== undefined) {
    throw new WitanError('FLAG_INVALID', `--parts ${unknown.slice(0, 40)} is none of ${parts.join(', ')}.`);
  }
  return new Set(names.filter(isPart));
}
