/**
 * Which faults come to whom, when and for how long: drawn from a seed, so that the same seed gives the same ones in the
 * same order. When one is over depends on how long the committee takes to recover from it; the next one waits for that.
 *
 * At most f validators are faulty at a time, those with a slow disk included: a quorum of the others is as fast as they
 * are. The liar is one of them for good; each other place is a lane, in which one fault follows another, each on a
 * validator of that lane.
 * Now and then all lanes wait, and more than f are cut off or killed at once: then nothing can be final until that ends.
 */
import type { Random } from '../random.ts';

export const faultKinds = ['crash', 'partition', 'slow-disk', 'byzantine'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** How a validator is cut off from all others. */
export const cuts = ['both', 'outgoing', 'incoming', 'flapping', 'delayed', 'reset'] as const;
export type Cut = (typeof cuts)[number];

/** Times in ms; `pauseMs` is that after the validator has recovered from the fault before. */
export interface Crash {
  readonly kind: 'crash';
  readonly validator: number;
  readonly pauseMs: number;
  readonly downMs: number;
  /** It is started at once and killed again so long after each start, while it recovers; then it is let be. */
  readonly againMs: readonly number[];
}

export interface Partition {
  readonly kind: 'partition';
  readonly validator: number;
  readonly pauseMs: number;
  readonly cut: Cut;
  readonly lastMs: number;
  /** Of a flapping link: how long it stands and passes in turn. Of one that is reset: how long between two resets. */
  readonly turnMs: number;
  /** Of a delayed link, each way. */
  readonly delayMs: number;
}

export interface SlowDisk {
  readonly kind: 'slow-disk';
  readonly validator: number;
  readonly pauseMs: number;
  readonly lastMs: number;
  /** Every sync takes so much longer, drawn evenly. */
  readonly syncMs: readonly [number, number];
}

export interface Lie {
  readonly kind: 'byzantine';
  readonly behaviour: string;
  readonly lastMs: number;
}

/** More than f at once. */
export interface Outage {
  readonly pauseMs: number;
  readonly how: 'crash' | 'partition';
  /** Who is killed; or who is on one side, all others being on the other. */
  readonly validators: readonly number[];
  readonly lastMs: number;
}

/** Who may be what in one run. */
export interface Cast {
  /** Never killed: their memory is watched. */
  readonly spared: readonly [number, number];
  readonly liar: number | undefined;
  /** Validators of each lane. */
  readonly lanes: readonly (readonly number[])[];
}

/** Faults that a validator recovers from, and how often each is drawn. */
const passing = [
  ['crash', 5],
  ['partition', 3],
  ['slow-disk', 2],
] as const;

const faulty = (validators: number): number => Math.floor((validators - 1) / 3);

/** How many validators these kinds make faulty at a time at least. */
export const faultyNeeded = (kinds: ReadonlySet<FaultKind>): number =>
  Number(kinds.has('byzantine')) + Number(passing.some(([kind]) => kinds.has(kind)));

/** How many validators of equal power a committee must have to bear so many faulty ones. */
export const validatorsFor = (faultyCount: number): number => 3 * faultyCount + 1;

export function castOf(validators: number, kinds: ReadonlySet<FaultKind>, random: Random): Cast {
  const drawn = shuffled([...Array(validators).keys()], random);
  const spared = drawn.splice(0, 2).sort((a, b) => a - b) as [number, number];
  const liar = kinds.has('byzantine') ? drawn.shift() : undefined;
  const places = faulty(validators) - (liar === undefined ? 0 : 1);
  const hasLanes = passing.some(([kind]) => kinds.has(kind));
  const lanes = Array.from({ length: hasLanes ? places : 0 }, (_, lane) =>
    drawn.filter((_, position) => position % places === lane),
  );
  // Those whose memory is watched are cut off like any other.
  lanes[0]?.push(spared[0]);
  lanes.at(-1)?.push(spared[1]);
  return { spared, liar, lanes };
}

/** The next fault of a lane. */
export function drawFault(
  lane: readonly number[],
  { spared }: Cast,
  kinds: ReadonlySet<FaultKind>,
  random: Random,
): Crash | Partition | SlowDisk {
  const pauseMs = random.integer(200, 1_500);
  const kind = random.pick(
    passing.flatMap(([each, share]) => (kinds.has(each) ? Array<typeof each>(share).fill(each) : [])),
  );
  const validator = random.pick(lane.filter((each) => kind !== 'crash' || !spared.includes(each)));
  switch (kind) {
    case 'crash': {
      const againMs = Array.from({ length: random.integer(0, 6) }, () => random.integer(100, 4_000));
      return { kind, validator, pauseMs, downMs: random.integer(0, 3_000), againMs };
    }
    case 'partition': {
      // Above ten seconds, nodes give links up that stand still.
      const lastMs = random.chance(0.2) ? random.integer(11_000, 15_000) : random.integer(1_500, 6_000);
      const turnMs = random.integer(100, 1_500);
      return { kind, validator, pauseMs, cut: random.pick(cuts), lastMs, turnMs, delayMs: random.integer(30, 400) };
    }
    case 'slow-disk': {
      const syncMs = [random.integer(1, 50), random.integer(50, 500)] as const;
      return { kind, validator, pauseMs, lastMs: random.integer(2_000, 6_000), syncMs };
    }
  }
}

/** Every behaviour once, then every one again in another order. */
export function* drawLies(behaviours: readonly string[], random: Random): Generator<Lie, never> {
  for (;;) {
    for (const behaviour of shuffled(behaviours, random)) {
      yield { kind: 'byzantine', behaviour, lastMs: random.integer(12_000, 30_000) };
    }
  }
}

export function drawOutage(
  validators: number,
  { spared, liar }: Cast,
  kinds: ReadonlySet<FaultKind>,
  random: Random,
): Outage {
  const pauseMs = random.integer(60_000, 120_000);
  const isCrash = kinds.has('crash') && (!kinds.has('partition') || random.chance(0.5));
  const f = faulty(validators);
  const indices = shuffled([...Array(validators).keys()], random);
  const able = indices.filter((each) => !isCrash || !(spared.includes(each) || each === liar));
  // Neither side of a split has a quorum, and f + 1 that are down leave none.
  const count = random.integer(f + 1, isCrash ? able.length : validators - f - 1);
  const lastMs = random.integer(2_000, 5_000);
  return { pauseMs, how: isCrash ? 'crash' : 'partition', validators: able.slice(0, count), lastMs };
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(random.integer(0, rest.length - 1), 1)[0]!);
}
