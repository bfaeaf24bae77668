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
    'A moving index, portfolio margin, each account assessed in every block:',
    ...table(
      ['accounts', 'positions', 'options', 'ms a block', 'standard margin', 'µs an account'],
      results.portfolios.map((row) => [
        row.accounts,
        row.positions,
        row.options,
        row.blockMs,
        row.standardBlockMs,
        row.usPerAccount,
      ]),
    ),
    '',
    'Aims:',
    ...describeAims(aims),
  ];
  return `${lines.join('\n')}\n`;
}
