import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';

/** Where figures come from: without it they mean nothing. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGiB: number;
  readonly os: string;
  readonly node: string;
  /** Processes that wanted to run in the minute before the command. */
  readonly loadBefore: number;
}

export const thisMachine = (): Machine => ({
  cores: availableParallelism(),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  os: `${process.platform} ${release()}`,
  node: process.version,
  loadBefore: Number(loadavg()[0]!.toFixed(2)),
});

export const describeMachine = ({ cores, cpu, memoryGiB, os, node, loadBefore }: Machine): string =>
  `${cores} processors (${cpu}), ${memoryGiB} GiB, ${os}, Node ${node}, load before ${loadBefore}`;
