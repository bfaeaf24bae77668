import { describeAims } from '../aims.ts';
import { describeMachine } from '../machine.ts';
import { table } from '../table.ts';
import type { MatchResults } from './match.ts';

const grouped = (value: number | null): string => (value === null ? '' : value.toLocaleString('en-US'));

/** The result as a table for a person. */
export function describeMatch({ machine, seed, operations, repetitions, rows, aims }: MatchResults): string {
  const head = [
    'workload',
    'engine',
    'operations',
    'per CPU-s',
    'p50 ns',
    'p99 ns',
    'p99.9 ns',
    'bytes/order',
    'agrees',
  ];
  const lines = [
    describeMachine(machine),
    '',
    `Seed ${seed}, ${grouped(operations)} operations, medians of ${repetitions}. npm's books match and do nothing else; witan is the whole exchange.`,
    ...table(
      head,
      rows.map((row) => [
        row.workload,
        row.engine,
        ...[row.operations, row.perCpuSecond, row.nsP50, row.nsP99, row.nsP999, row.bytesPerOrder].map(grouped),
        row.agrees ? 'yes' : 'NO',
      ]),
    ),
    '',
    'Aims:',
    ...describeAims(aims),
  ];
  return `${lines.join('\n')}\n`;
}
