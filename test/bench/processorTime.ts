import { readFileSync } from 'node:fs';

/** What Linux counts processor time of processes in, everywhere. */
const tickMs = 10;

/** Processor time that processes have used so far, ms, all threads together; NaN where the system does not tell. */
export function processorMs(pids: readonly (number | undefined)[]): number {
  return pids.reduce((sum: number, pid) => sum + processorMsOf(pid), 0);
}

function processorMsOf(pid: number | undefined): number {
  try {
    // The name of the program, in brackets, may hold anything; user and system time are the 12th and 13th field after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return NaN;
  }
}
