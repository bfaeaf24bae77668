import type { Gas } from '../contracts/gas.ts';
import type { E2ePart } from './e2e.ts';
import type { MarginFigures } from './margin/margin.ts';
import type { MatchRow } from './match/match.ts';
import type { ProcessRow } from './processFinality.ts';

/** What was aimed at on two processors that validators and clients share, and what was measured. */
export interface Aim {
  readonly aim: string;
  readonly measured: number;
  readonly isReached: boolean;
}

export type E2eAims = Readonly<
  Record<'singlePerSecond' | 'batchedPerSecond' | 'singleMsP50AtHalf' | 'batchedMsP50AtHalf', Aim>
>;

export type Aims = Readonly<Record<'oneClientMsP50' | 'crowdPerSecond' | 'crowdMsP50' | 'emptyViewsPerSecond', Aim>>;

const atMost = (bound: number, measured: number, what: string): Aim => ({
  aim: `${what}: at most ${bound}`,
  measured,
  isReached: measured <= bound,
});

const atLeast = (bound: number, measured: number, what: string): Aim => ({
  aim: `${what}: at least ${bound}`,
  measured,
  isReached: measured >= bound,
});

/** The aims are for a committee of four. */
export function judgeAims({ emptyViewsPerSecond, loads }: ProcessRow): Aims {
  const [one, crowd] = loads;
  return {
    oneClientMsP50: atMost(12, one!.finalityMsP50, 'one client, ms to the final receipt'),
    crowdPerSecond: atLeast(3_000, crowd!.perSecond, '64 clients, transactions a second'),
    crowdMsP50: atMost(40, crowd!.finalityMsP50, '64 clients, ms to the final receipt'),
    emptyViewsPerSecond: atLeast(150, emptyViewsPerSecond, 'empty views a second'),
  };
}

export function judgeE2eAims(single: E2ePart, batch50: E2ePart): E2eAims {
  return {
    singlePerSecond: atLeast(3_500, single.ordersPerSecond, 'single orders a second'),
    batchedPerSecond: atLeast(40_000, batch50.ordersPerSecond, 'orders a second in batches of 50'),
    singleMsP50AtHalf: atMost(60, single.finalityMsP50AtHalf, 'single orders, ms to the final receipt at half of that'),
    batchedMsP50AtHalf: atMost(
      60,
      batch50.finalityMsP50AtHalf,
      'batches of 50, ms to the final receipt at half of that',
    ),
  };
}

/** Of the exchange: one aim for the throughput of each workload, and for the deep book's latency and memory. */
export function judgeMatchAims(rows: readonly MatchRow[]): Readonly<Record<string, Aim>> {
  const own = rows.filter(({ engine }) => engine === 'witan');
  const throughput = own.map(({ workload, perCpuSecond }) => [
    `${workload}PerCpuSecond`,
    atLeast(2_500_000, perCpuSecond ?? 0, `${workload}, operations a second of processor time`),
  ]);
  const latency = own.map(({ workload, nsP99 }) => [
    `${workload}NsP99`,
    atMost(3_000, nsP99 ?? Infinity, `${workload}, ns of an operation, 99 of 100`),
  ]);
  const bytes = Math.max(...own.map(({ bytesPerOrder }) => bytesPerOrder ?? 0));
  const memory = ['bytesPerOrder', atMost(200, bytes, 'bytes of a resting order')];
  return Object.fromEntries([...throughput, ...latency, memory]) as Record<string, Aim>;
}

/** Of portfolio margin: a board of a thousand options, an account of a hundred positions, one trade. */
export const judgeMarginAims = ({ rebuildMs, accountUs, whatIfUs }: MarginFigures): Readonly<Record<string, Aim>> => ({
  rebuildMs: atMost(4, rebuildMs, 'all rows and Greeks of the board, ms'),
  accountUs: atMost(10, accountUs, 'an account from the arrays, µs'),
  whatIfUs: atMost(0.5, whatIfUs, 'the margin after one trade, µs'),
});

/** Of the contracts: checkpoints with the ring full, and claims, also where the tree holds a hundred thousand. */
export function judgeContractsAims(gas: Gas): Readonly<Record<string, Aim>> {
  const bounds = Object.keys(gas).flatMap((name): [string, number][] => {
    if (/^checkpoint\d+All$/.test(name)) return [[name, 200_000]];
    if (name === 'checkpoint100TwoThirds') return [[name, 245_000]];
    if (name.startsWith('claimRepeat')) return [[name, 80_000]];
    return name.startsWith('claimFirst') ? [[name, 120_000]] : [];
  });
  return Object.fromEntries(bounds.map(([name, bound]) => [name, atMost(bound, gas[name]!, `${name}, gas`)]));
}

/** One line an aim. */
export const describeAims = (aims: Readonly<Record<string, Aim>>): string[] =>
  Object.values(aims).map(
    ({ aim, measured, isReached }) => `  ${isReached ? 'reached' : 'MISSED '}  ${aim}; measured ${measured}`,
  );
