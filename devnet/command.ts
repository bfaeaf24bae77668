import { type Command, Option } from 'commander';
import { WitanError } from '../node/types/fault.ts';
import { exit } from './exit.ts';

interface DevnetFlags {
  readonly validators: string;
  readonly duration: string;
  readonly replay?: string;
  readonly speed?: string;
  readonly seed: string;
  readonly rate: string;
  readonly faults?: string;
  readonly rotate?: boolean;
  readonly govern?: boolean;
  readonly chains: string;
  readonly drill?: 'vanish';
  readonly keep?: string;
  readonly json?: boolean;
}

export function addDevnet(program: Command): void {
  program
    .command('devnet')
    .description(
      'A whole committee on this machine: a local Ethereum chain, validators, and traders who trade through them.',
    )
    .option('--validators <n>', 'how many validators, 4 to 16', '4')
    .option('--duration <time>', 'how long the traders trade, for example 60s or 5m', '60s')
    .option('--replay <file>', 'drive the BTC price by a recording: CSV of bars or trades, plain or .gz')
    .option('--speed <n>', 'how much faster than life the recording passes (default: all of it within the duration)')
    .option('--rate <n>', 'transactions a second, all traders together', '480')
    .option('--seed <n>', 'seed of generated prices, of the traders, and of faults', '1')
    .option(
      '--faults <kinds>',
      'harm validators all the time, and check that it does no harm: crash,partition,slow-disk,byzantine',
    )
    .option(
      '--rotate',
      'one more validator joins the committee and one leaves it, while orders flow; takes a minute or more',
    )
    .option('--chains <n>', '2: collateral on two chains, one down for a while, a reorganisation of the other', '1')
    .option('--govern', 'parameters are changed by vote, while orders flow; takes two minutes')
    .addOption(
      new Option(
        '--drill <name>',
        'vanish: at the end the whole committee is deleted, and everybody leaves with exit kits and the chain alone',
      ).choices(['vanish']),
    )
    .option('--keep <folder>', 'keep chain, keys, logs and data in this folder')
    .option('--json', 'print a summary as one JSON object, the last line of standard output')
    .action(async (flags: DevnetFlags) => {
      const { parseCount, parseDuration, parseFaults } = await import('./options.ts');
      const { runDevnet } = await import('./devnet.ts');
      const validators = parseCount('--validators', flags.validators, 4, 16);
      for (const flag of ['rotate', 'govern'] as const) {
        if (flags[flag] === true && flags.faults !== undefined) {
          throw new WitanError(
            'FLAG_INVALID',
            `--${flag} and --faults do not go together.`,
            'Run one after the other.',
          );
        }
      }
      const twoChains = parseCount('--chains', flags.chains, 1, 2) === 2;
      if (twoChains && (flags.drill ?? flags.rotate ?? flags.govern ?? flags.faults) !== undefined) {
        throw new WitanError('FLAG_INVALID', '--chains 2 goes with no other drill.', 'Run one after the other.');
      }
      if (flags.drill !== undefined && (flags.rotate === true || flags.faults !== undefined)) {
        throw new WitanError('FLAG_INVALID', '--drill goes with neither --rotate nor --faults.', 'Run it by itself.');
      }
      const code = await runDevnet({
        validators,
        faults: parseFaults(flags.faults ?? '', validators),
        rotate: flags.rotate === true,
        govern: flags.govern === true,
        twoChains,
        vanish: flags.drill === 'vanish',
        durationMs: parseDuration(flags.duration),
        replayFile: flags.replay,
        speed: flags.speed === undefined ? undefined : parseCount('--speed', flags.speed, 1, 1_000_000),
        ratePerSecond: parseCount('--rate', flags.rate, 1, 20_000),
        seed: parseCount('--seed', flags.seed, 0, 4_294_967_295),
        keepFolder: flags.keep,
        json: flags.json === true,
      });
      exit(code);
    });
}
