import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { WitanError } from '../types/fault.ts';
import { exit } from '../../devnet/exit.ts';
import { addDevnet } from '../../devnet/command.ts';
import { addBench } from '../../test/bench/command.ts';
import { addModel } from '../../test/model/command.ts';
import { addSimulate } from '../../test/simulation/command.ts';
import { addCheck } from './check.ts';
import { addGov } from './gov.ts';
import { addNode } from './node.ts';
import { addReplay } from './replay.ts';
import { addRisk } from './risk.ts';
import { addTest } from './test.ts';
import { addTrade } from './trade.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const program = new Command('witan')
  .description('A decentralized sequencer committee for a derivatives exchange: validators report, nobody decides.')
  .version(version)
  .configureOutput({
    // One line for the person here too.
    outputError: (text, write) => {
      const line = text
        .trim()
        .replaceAll('\n', ' ')
        .replace(/^error: /, '')
        .replace(/\.$/, '');
      write(`witan: USAGE: ${line}. Run with --help for the options.\n`);
    },
  })
  .exitOverride();

addDevnet(program);
addSimulate(program);
addReplay(program);
addRisk(program);
addModel(program);
addBench(program);
addNode(program);
addTrade(program);
addGov(program);
addCheck(program);
addTest(program);

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof WitanError) {
    // One line for the person: what happened, and what to do.
    process.stderr.write(`witan: ${error.code}: ${error.message}${error.hint === undefined ? '' : ` ${error.hint}`}\n`);
    exit(2);
  } else {
    throw error;
  }
}
