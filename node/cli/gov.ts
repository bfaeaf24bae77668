import { type Command, Option } from 'commander';
import type { SimulateOptions } from './govSimulate.ts';
import type { DelegateOptions, GovOptions, ProposeOptions } from './govRun.ts';

const several = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** `witan gov …`: what holders of votes do, and what anybody can see. */
export function addGov(program: Command): void {
  const gov = program.command('gov').description('Governance on L1: risk parameters, proposals, votes.');
  common(gov.command('show'), false)
    .description('Shows the parameters by name, what is coming, and the proposals.')
    .option('--all', 'fixed terms and proposals that are over, too')
    .action(async (options: GovOptions & { readonly all?: true }) => (await import('./govRun.ts')).show(options));
  common(gov.command('addresses'), false)
    .description(
      'Prints the addresses of all contracts, read from the chain, as TypeScript for programs that use the SDK.',
    )
    .action(async (options: GovOptions) => (await import('./govRun.ts')).addresses(options));
  withContent(common(gov.command('propose'), true))
    .description(
      'Proposes a change of the parameters. What only tightens is published when it passes; the rest is announced then.',
    ) // prettier-ignore
    .requiredOption('--description <text>', 'what it is for, in a sentence')
    .option(
      '--policy <address>',
      'instead of parameters: the policy that deposits and claims shall ask; none: no policy',
    )
    .option('--report <file>', 'the report of a simulation: its hash goes into the proposal')
    .action(async (options: ProposeOptions) => (await import('./govRun.ts')).makeProposal(options));
  withContent(gov.command('simulate'))
    .description(
      'What a proposal would do to a state, over a grid of prices and volatilities, by the engine that nodes run: who falls below margin, what is liquidated, what insurance lacks.',
    )
    .requiredOption('--network <file>', 'network.json of the network')
    .requiredOption('--snapshot <file>', 'the state: a snapshot-*.bin of a node, or what encodeState writes')
    .option('--out <file>', 'write the report, for `propose --report`')
    .option('--json', 'print one JSON object: the report and its hash')
    .action(async (options: SimulateOptions) => (await import('./govSimulate.ts')).simulate(options));
  common(gov.command('delegate'), true)
    .description('Wraps stake tokens into votes, and gives all your votes to somebody; votes count only then.')
    .option('--amount <tokens>', 'whole stake tokens to wrap before, for example 1000')
    .option('--to <address>', 'who votes with them (default: you)')
    .action(async (options: DelegateOptions) => (await import('./govRun.ts')).delegateVotes(options));
  common(gov.command('vote'), true)
    .description('Votes on a proposal, once.')
    .argument('<proposal>', 'its id, or how it begins')
    .addOption(new Option('--vote <vote>', 'vote').choices(['for', 'against', 'abstain']).makeOptionMandatory())
    .action(async (id: string, options: GovOptions & { readonly vote: 'for' | 'against' | 'abstain' }) =>
      (await import('./govRun.ts')).vote(id, options),
    );
  common(gov.command('queue'), true)
    .description('Puts a proposal that was accepted into the timelock. Anybody may.')
    .argument('<proposal>', 'its id, or how it begins')
    .action(async (id: string, options: GovOptions) => (await import('./govRun.ts')).queueProposal(id, options));
  common(gov.command('execute'), true)
    .description(
      'Takes the next step that is due: executes a queued proposal, then publishes what it announced. Anybody may.',
    ) // prettier-ignore
    .argument('<proposal>', 'its id, or how it begins')
    .action(async (id: string, options: GovOptions) => (await import('./govRun.ts')).executeProposal(id, options));
}

/** What to change: of `propose` and `simulate`. */
export const withContent = (command: Command): Command =>
  command
    .option(
      '--set <change>',
      'NAME.parameter=value, for example BTC_USDC-PERPETUAL.initialMarginPpb=120000000; may be repeated',
      several,
    ) // prettier-ignore
    .option('--halt <name>', 'a market or series that shall take nothing but cancels; may be repeated', several)
    .option('--list <file>', 'a market or series that shall join, as JSON; may be repeated', several);

const common = (command: Command, signs: boolean): Command => {
  command
    .requiredOption('--network <file>', 'network.json of the network')
    .option('--l1-url <url>', 'JSON-RPC endpoint of the L1 chain', 'http://127.0.0.1:8545')
    .option('--json', 'print one JSON object');
  return signs ? command.option('-k, --key-file <path>', 'key of an account on L1 (default: $WITAN_KEY)') : command;
};
