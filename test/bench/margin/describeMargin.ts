import { describeAims } from '../aims.ts';
import { describeMachine } from '../machine.ts';
import { table } from '../table.ts';
import type { MarginResults } from './margin.ts';

/** The result as lines for a person. */
export function describeMargin(results: MarginResults): string {
  const { machine, seed, repetitions, options, columns, positions, aims } = results;
  const lines = [
    describeMachine(machine),
    '',
    `Seed ${seed}, medians of ${repetitions}.`,
    `  ${options} options × ${columns} values and Greeks: ${results.rebuildMs} ms; npm's black-scholes and greeks: ${results.peersMs} ms, ${results.peersRatio} times as long`,
    `  account of ${positions} positions: ${results.accountUs} µs`,
    `  after one trade: ${results.whatIfUs} µs`,
    '',
    'An index that falls by 5 % in 50 blocks, standard margin:',
    ...table(
      ['accounts', 'at risk', 'examined', 'ms a block', 'longest', 'µs each at risk'],
      results.accounts.map((row) => [
        row.accounts,
        row.atRisk,
        row.examined,
        row.blockMs,
        row.blockMsMax,
        row.usPerAtRisk ?? '',
      ]),
    ),
    '',
    'Portfolio margin: calm blocks, an index that falls by 5 % in 50 blocks, and one that falls by 5 % in one (examined: accounts a block):',
    ...table(
      [
        'accounts',
        'positions',
        'calm: ms a block',
        'examined',
        'standard margin: ms',
        'fall: ms a block',
        'longest',
        'examined',
        'at risk',
        'jump: ms',
        'examined',
        'at risk',
      ],
      results.portfolios.map(({ accounts, positions: held, calm, standard, fall, fallen, jump, jumped }) => [
        accounts,
        held,
        calm.blockMs,
        calm.examined,
        standard.blockMs,
        fall.blockMs,
        fall.blockMsMax,
        fall.examined,
        fallen,
        jump.blockMs,
        jump.examined,
        jumped,
      ]),
    ),
    '',
    'Aims:',
    ...describeAims(aims),
  ];
  return `${lines.join('\n')}\n`;
}
