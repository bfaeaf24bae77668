import { type Gas, measureGas } from '../../contracts/gas.ts';
import { type Aim, judgeContractsAims } from '../aims.ts';
import { runInterruptibly, type Say } from '../interruptible.ts';
import { describeContracts } from './describeContracts.ts';

export interface ContractsOptions {
  /** Sizes of the committees that make checkpoints, 4 and 100 among them. */
  readonly sizes: readonly number[];
  /** Sizes of the committees that are only installed. */
  readonly installs: readonly number[];
  readonly json: boolean;
}

/** What the command found. The JSON output is this object. Gas does not depend on the machine. */
export interface ContractsResults {
  readonly gas: Gas;
  readonly aims: Readonly<Record<string, Aim>>;
}

export const defaultContractsOptions = { sizes: [4, 16, 64, 100], installs: [32] } as const;

/** Gas of whole transactions, next to what others' contracts take. */
export function runContractsBench(options: ContractsOptions): Promise<number> {
  const describe = options.json ? (results: ContractsResults) => `${JSON.stringify(results)}\n` : describeContracts;
  return runInterruptibly((_, signal, say) => measureContracts(options, signal, say), describe);
}

export async function measureContracts(
  { sizes, installs }: Pick<ContractsOptions, 'sizes' | 'installs'>,
  signal: AbortSignal,
  say: Say,
): Promise<ContractsResults> {
  const gas = await measureGas(sizes, installs, (line) => {
    signal.throwIfAborted();
    say(line);
  });
  return { gas, aims: judgeContractsAims(gas) };
}
