import type { Gas } from '../../contracts/gas.ts';
import { describeAims } from '../aims.ts';
import { table } from '../table.ts';
import type { ContractsResults } from './contracts.ts';

/** Published figures of whole transactions of others that do much the same. */
const others: Readonly<Record<string, string>> = {
  checkpoint4All: 'Symbiotic 217,000 to 244,000; IBC light client 230,000; Aztec propose 353,000',
  claimRepeat: 'Aztec 73,000 without a transfer',
  install4: 'Aztec 1,400,000',
};

const grouped = (gas: number | undefined): string => gas?.toLocaleString('en-US') ?? '';

/** The result as lines for a person. */
export function describeContracts({ gas, aims }: ContractsResults): string {
  const lines = [
    'Gas of whole transactions, on an EVM in process with the real precompiles.',
    '',
    ...table(['committee', 'all signed', 'two thirds', 'the first ever', 'installed'], committees(gas)),
    '',
    ...table(['what', 'gas'], moneyMoves(gas)),
    '',
    'Others:',
    ...Object.entries(others).map(([name, text]) => `  ${name} ${grouped(gas[name])}: ${text}`),
    '',
    'Aims:',
    ...describeAims(aims),
  ];
  return `${lines.join('\n')}\n`;
}

const keyOfCommittee = /^(?:checkpoint|install)(\d+)/;

function committees(gas: Gas): string[][] {
  const sizes = new Set(Object.keys(gas).flatMap((key) => keyOfCommittee.exec(key)?.[1] ?? []));
  return [...sizes]
    .sort((a, b) => Number(a) - Number(b))
    .map((size) => [
      size,
      ...['All', 'TwoThirds', 'First'].map((kind) => grouped(gas[`checkpoint${size}${kind}`])),
      grouped(gas[`install${size}`]),
    ]);
}

const moneyMoves = (gas: Gas): string[][] =>
  Object.entries(gas)
    .filter(([key]) => !keyOfCommittee.test(key))
    .map(([key, value]) => [key, grouped(value)]);
