import { round } from './latencies.ts';
import type { Frame, Samples } from './nodeProfile.ts';

/** What a validator's main thread spends on an order, one kind of work a row, the dearest first. */
export interface CostRow {
  readonly item: string;
  readonly microsPerOrder: number;
  /** Of all that it spends. */
  readonly share: number;
}

/**
 * Kinds of work by where the code is. A sample belongs to the innermost of its frames that a pattern knows: what stands
 * below, like hashes and hexadecimal, belongs to whoever called it.
 */
const kinds: readonly (readonly [item: string, source: RegExp])[] = [
  ["traders' signatures", /\/secp256k1|transactionHash\.ts/],
  ["validators' signatures", /\/ed25519Native\.ts/],
  ['decode and encode', /\/node\/codec\/(?!hex|byteWriter)|\/messageCodec\.ts|\/protobufjs\/|\/wire\.js/],
  ['fsync', /\/node\/storage\//],
  ['root', /\/node\/checkpoint\/|\/commitment\.ts|\/merkle|\/exchange\/snapshot\.ts|\/sequencer\/execution\.ts/],
  ['execute', /\/node\/exchange\//],
  [
    'reports and priority',
    /\/node\/(priority|mempool)\/|\/sequencer\/(reporting|admission|bodyIntake|promisedBodies)\.ts/,
  ],
  ['consensus', /\/node\/(consensus|sequencer)\//],
  ['door', /\/node\/api\/|\/ws\/lib\/|\/fastify\//],
  ['gossip', /\/node\/network\/|libp2p|\/it-|\/uint8arraylist\/|noise|yamux/],
];

const collector = '(garbage collector)';
/** What is no work: the thread waits, or the profiler looks at itself. */
const nothing: ReadonlySet<string> = new Set(['(idle)', '(root)']);

/** @param orders how many were executed meanwhile */
export function costsOf(samples: Samples, orders: number): CostRow[] {
  const micros = new Map<string, number>();
  for (const { stack, micros: took } of samples) {
    const item = itemOf(stack);
    if (item !== undefined) micros.set(item, (micros.get(item) ?? 0) + took);
  }
  const total = [...micros.values()].reduce((sum, each) => sum + each, 0);
  return [...micros]
    .sort(([, a], [, b]) => b - a)
    .map(([item, took]) => ({ item, microsPerOrder: round(took / orders), share: round(took / total) }));
}

function itemOf(stack: readonly Frame[]): string | undefined {
  const [innermost] = stack;
  if (innermost === undefined || nothing.has(innermost.functionName)) return undefined;
  if (innermost.functionName === collector) return 'garbage collection';
  for (const { url } of stack) {
    const kind = kinds.find(([, source]) => source.test(url));
    if (kind !== undefined) return kind[0];
  }
  return 'the rest of Node';
}
