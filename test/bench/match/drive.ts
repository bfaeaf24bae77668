import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Book, type BookOptions, type CreateBook, type EngineName, loadEngine } from './engines.ts';
import { createWorkload, type Workload, type WorkloadName, type WorkloadOptions } from './workload.ts';

/** What a process of its own measures: throughput without a clock in the loop, or each operation's time. */
export interface DriveOptions extends WorkloadOptions {
  readonly engine: EngineName;
  readonly workload: WorkloadName;
  readonly measures: 'throughput' | 'latency';
  /** After this the measurement ends, with as many operations as were done. */
  readonly secondsMax: number;
}

export interface Driven {
  /** Measured operations; 0 where even the preload took too long. */
  readonly operations: number;
  readonly perCpuSecond?: number;
  readonly nsP50?: number;
  readonly nsP99?: number;
  readonly nsP999?: number;
  /** What the heap and its buffers have grown by since nothing rested, for each order that rests after the preload. */
  readonly bytesPerOrder?: number;
  /** Every answer was the plain book's. */
  readonly agrees: boolean;
}

type OnFill = NonNullable<BookOptions['onFill']>;

const warmUpOperations = 200_000;
const warmUpMs = 3_000;
/** How often the clock is looked at where it is not to disturb. */
const stretch = 1_024;

/** Errors: those of the engine. */
export async function drive(options: DriveOptions): Promise<Driven> {
  const create = await loadEngine(options.engine);
  const workload = createWorkload(options.workload, options);
  const answers = new Int32Array(workload.count);
  warmUp(create, workload, answers);
  answers.fill(-1);
  const bytesBefore = liveBytes();
  const books = open(create, workload);
  const deadlineMs = performance.now() + 1_000 * options.secondsMax;
  if (run(books, workload, answers, 0, workload.preload, deadlineMs) < workload.preload) {
    return { operations: 0, agrees: agree(answers, workload, 0) };
  }
  const grown = liveBytes() - bytesBefore;
  const measured = options.measures === 'throughput' ? throughput : latency;
  const result = measured(books, workload, answers, 1_000 * options.secondsMax);
  const { restingAfterPreload } = workload;
  return {
    ...result,
    ...(restingAfterPreload === 0 ? {} : { bytesPerOrder: Math.round(grown / restingAfterPreload) }),
    agrees: agree(answers, workload, workload.preload + result.operations),
  };
}

/** Fill by fill and answer by answer, on a workload of its own. Errors: those of the engine. */
export function tellsEveryFill(create: CreateBook, workload: Workload): boolean {
  const fills: number[] = [];
  const answers = new Int32Array(workload.count);
  const books = open(create, workload, (...fill) => fills.push(...fill));
  run(books, workload, answers, 0, workload.count, Infinity);
  return agree(answers, workload, workload.count) && fills.length === workload.fills.length && fills.every((value, at) => value === workload.fills[at]); // prettier-ignore
}

const open = (create: CreateBook, { symbols, maxId, basePrice }: Workload, onFill?: OnFill): Book[] =>
  Array.from({ length: symbols }, (_, symbol) =>
    create({ symbol, symbols, maxId, basePrice, ...(onFill && { onFill }) }),
  );

/** Runs operations until a time; returns where it stopped. */
function run(
  books: readonly Book[],
  workload: Workload,
  answers: Int32Array,
  from: number,
  to: number,
  deadlineMs: number,
): number {
  const { isCancel, symbol, side, id, price, quantity } = workload;
  for (let at = from; at < to; at++) {
    const book = books[symbol[at]!]!;
    answers[at] = isCancel[at] === 1 ? book.cancel(id[at]!) : book.place(side[at] as 0 | 1, price[at]!, quantity[at]!, id[at]!); // prettier-ignore
    if ((at - from) % stretch === stretch - 1 && performance.now() > deadlineMs) return at + 1;
  }
  return to;
}

/** Lets the engine be compiled, on books that are thrown away. */
function warmUp(create: CreateBook, workload: Workload, answers: Int32Array): void {
  const count = Math.min(warmUpOperations, workload.count);
  run(open(create, workload), workload, answers, 0, count, performance.now() + warmUpMs);
}

function throughput(books: readonly Book[], workload: Workload, answers: Int32Array, msMax: number) {
  const { preload, count } = workload;
  const before = process.cpuUsage();
  const end = run(books, workload, answers, preload, count, performance.now() + msMax);
  const { user, system } = process.cpuUsage(before);
  const operations = end - preload;
  return { operations, perCpuSecond: Math.round((1e6 * operations) / (user + system)) };
}

function latency(books: readonly Book[], workload: Workload, answers: Int32Array, msMax: number) {
  const { preload, count } = workload;
  const times = new Float64Array(count - preload);
  const startMs = performance.now();
  let beforeMs = startMs;
  let at = preload;
  while (at < count && beforeMs - startMs < msMax) {
    run(books, workload, answers, at, at + 1, Infinity);
    const nowMs = performance.now();
    times[at - preload] = 1e6 * (nowMs - beforeMs);
    beforeMs = nowMs;
    at += 1;
  }
  const measured = times.subarray(0, at - preload).sort();
  const ns = (share: number): number => Math.round(measured[Math.ceil(share * measured.length) - 1] ?? NaN);
  return { operations: measured.length, nsP50: ns(0.5), nsP99: ns(0.99), nsP999: ns(0.999) };
}

const agree = (answers: Int32Array, workload: Workload, count: number): boolean =>
  answers.subarray(0, count).every((answer, at) => answer === workload.answers[at]);

function liveBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
