import type { ProcessRow } from './processFinality.ts';

/** What was aimed at on two processors that validators and clients share, and what was measured. */
export interface Aim {
  readonly aim: string;
  readonly measured: number;
  readonly isReached: boolean;
}

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
