import { readFileSync } from 'node:fs';
import { percentile } from '../measurements.ts';

/** Memory of one process, at two ends of a run: medians over a while, since a collector comes and goes. */
export interface Resident {
  readonly validator: number;
  /** When the first of the two was taken, ms after the start. */
  readonly fromMs: number;
  readonly fromMiB: number;
  readonly endMiB: number;
  readonly ratio: number;
}

/** By then everything that has a bound in minutes is full: the first minutes are not compared. */
const warmUpMs = 300_000;
const spanMs = 60_000;
/** Shorter runs say nothing about growth. */
export const judgedMsMin = 600_000;
export const ratioMax = 1.2;

/** Resident memory of a process, bytes; undefined when it is gone. */
export function residentBytes(pid: number | undefined): number | undefined {
  try {
    const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found === null ? undefined : Number(found[1]) * 1024;
  } catch {
    return undefined;
  }
}

/** Samples of the memory of some validators. */
export class ResidentMemory {
  readonly #samples = new Map<number, { readonly atMs: number; readonly bytes: number }[]>();

  sample(validator: number, atMs: number, bytes: number | undefined): void {
    if (bytes === undefined) return;
    const samples = this.#samples.get(validator) ?? [];
    this.#samples.set(validator, samples);
    samples.push({ atMs, bytes });
  }

  /** Compares the minute after the warm-up with the last one; in a short run, its second half's ends. */
  compare(): Resident[] {
    return [...this.#samples].map(([validator, samples]) => {
      const endMs = samples.at(-1)!.atMs;
      const fromMs = Math.min(warmUpMs, endMs / 2);
      const whileMs = Math.min(spanMs, endMs / 4);
      const medianMiB = (least: number, most: number): number =>
        percentile(
          samples.filter(({ atMs }) => atMs >= least && atMs <= most).map(({ bytes }) => bytes / 1024 ** 2),
          0.5,
        );
      const from = medianMiB(fromMs, fromMs + whileMs);
      const end = medianMiB(endMs - whileMs, endMs);
      const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
      return {
        validator,
        fromMs: Math.round(fromMs),
        fromMiB: Math.round(from),
        endMiB: Math.round(end),
        ratio: rounded(end / from),
      };
    });
  }
}
