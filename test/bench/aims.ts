import type { E2ePart } from './e2e.ts';
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

/** One line an aim. */
export const describeAims = (aims: Readonly<Record<string, Aim>>): string[] =>
  Object.values(aims).map(
    ({ aim, measured, isReached }) => `  ${isReached ? 'reached' : 'MISSED '}  ${aim}; measured ${measured}`,
  );
