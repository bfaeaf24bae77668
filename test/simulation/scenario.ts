import { Random } from '../../devnet/random.ts';
import type { Effect } from './world.ts';

/** Everything that makes one simulated run, as plain data: it can be printed, replayed and shrunk. */
export interface Scenario {
  readonly seed: number;
  /** Voting power of each validator. */
  readonly powers: readonly number[];
  /** Nodes that follow from the start and may be voted in; they come after the validators. */
  readonly joiners: number;
  /** Blocks after which an epoch may end; absent: later than any run lasts. */
  readonly epochBlocks: number | undefined;
  readonly realSignatures: boolean;
  /** Disks have the code of node/storage, over files that a crash tears. */
  readonly realFiles: boolean;
  /** Delay of a message, ms, and how likely it is to be lost or to come twice, while faults last. */
  readonly delayMs: readonly [number, number];
  readonly loss: number;
  readonly duplication: number;
  readonly ordersPerSecond: number;
  /** Virtual time in which faults happen; then everything is mended, and progress is due. */
  readonly faultyMs: number;
  readonly faults: readonly Fault[];
}

/** Something that goes wrong `atMs` after the start. Lasting faults end by themselves, at the latest when all is mended. */
export type Fault = { readonly atMs: number } & (
  | { readonly kind: 'crash'; readonly node: number; readonly downMs: number }
  /** Between two effects of one input: not before the first `skip` of its kind are done. */
  | {
      readonly kind: 'crashAtEffect';
      readonly node: number;
      readonly effect: Effect;
      readonly skip: number;
      readonly downMs: number;
    }
  /** Stopped and started at once: only what was in memory is gone. */
  | { readonly kind: 'dropCaches'; readonly node: number }
  | { readonly kind: 'powerCut'; readonly downMs: number }
  | { readonly kind: 'lostJournal'; readonly node: number; readonly downMs: number }
  /** The data folder is emptied, the guard is kept: the node joins by a snapshot, since others have pruned. */
  | { readonly kind: 'lostFolder'; readonly node: number; readonly downMs: number }
  /** Journal, block log and snapshots come back as they were `ageMs` ago; the guard travels with the key. */
  | { readonly kind: 'oldSnapshot'; readonly node: number; readonly ageMs: number; readonly downMs: number }
  /** Nothing passes between these nodes and the others; with `flapMs`, on and off at that pace. */
  | {
      readonly kind: 'partition';
      readonly nodes: readonly number[];
      readonly direction: 'both' | 'out' | 'in';
      readonly flapMs: number;
      readonly lastMs: number;
    }
  | { readonly kind: 'clock'; readonly node: number; readonly offsetMs: number; readonly lastMs: number }
  | { readonly kind: 'slowDisk'; readonly node: number; readonly syncMs: number; readonly lastMs: number }
  /** No write succeeds; after `lastMs` there is room again and the node is started anew. */
  | { readonly kind: 'fullDisk'; readonly node: number; readonly lastMs: number }
  /** These nodes see no new L1 block. */
  | { readonly kind: 'l1Outage'; readonly nodes: readonly number[]; readonly lastMs: number }
  /** A node's L1 endpoint takes back blocks that were not final: what it shows as final is late by as many. */
  | { readonly kind: 'l1Reorg'; readonly node: number; readonly depth: number; readonly lastMs: number }
  /** A node's L1 endpoint shows it another final chain than the others see, for good. */
  | { readonly kind: 'l1FinalReorg'; readonly node: number }
  /** L1 installs another committee: these nodes with these weights. */
  | { readonly kind: 'rotation'; readonly members: readonly (readonly [node: number, weight: number])[] }
  /** This validator says what it likes (byzantine/). */
  | { readonly kind: 'byzantine'; readonly node: number; readonly behaviour: string }
);

export type FaultKind = Fault['kind'];

const effects: readonly Effect[] = ['send', 'append', 'sync', 'appendBlock'];

/** The power that may lie or be lost for good: f = ⌊(T−1)/3⌋. */
export const faultyPower = (powers: readonly number[]): number =>
  Math.floor((powers.reduce((sum, power) => sum + power, 0) - 1) / 3);

/**
 * Draws a run from a seed. Anybody may crash, be cut off or run late; contradicting, losing what is durable or seeing a
 * false L1 is kept to validators with at most f of power together.
 * @param behaviours names of Byzantine behaviours to draw from
 */
export function drawScenario(seed: number, validators: number, behaviours: readonly string[]): Scenario {
  const random = new Random(seed);
  // The generator's first numbers of neighbouring seeds are alike.
  for (let i = 0; i < 8; i++) random.next();
  const powers = drawPowers(random, validators);
  const nodes = powers.map((_, index) => index);
  const faultyMs = random.integer(1_500, validators > 16 ? 2_000 : 4_000);
  const suspects = drawSuspects(random, powers);
  const epochBlocks = random.chance(0.6) ? random.integer(15, 50) : undefined;
  const joiners = epochBlocks === undefined ? 0 : random.integer(0, 2);
  const faults: Fault[] = [];
  const isByzantine = behaviours.length > 0 && random.chance(0.5);
  for (const node of suspects) {
    if (isByzantine) faults.push({ atMs: 0, kind: 'byzantine', node, behaviour: random.pick(behaviours) });
    else if (random.chance(0.15)) faults.push({ atMs: random.integer(0, faultyMs), kind: 'l1FinalReorg', node });
  }
  const honest = isByzantine ? nodes.filter((node) => !suspects.includes(node)) : nodes;
  const mayLose = isByzantine ? [] : suspects;
  const count = random.integer(0, Math.min(10, 2 + validators));
  const atMs = (): number => random.integer(50, faultyMs);
  const lastMs = (): number => random.integer(50, Math.ceil(faultyMs / 2));
  const downMs = (): number => random.integer(1, 600);
  for (let left = epochBlocks === undefined ? 0 : random.integer(0, 3); left > 0; left--) {
    const members = drawMembers(random, powers, joiners, suspects);
    if (members !== undefined) faults.push({ atMs: atMs(), kind: 'rotation', members });
  }
  const draws: Readonly<
    Record<Exclude<FaultKind, 'byzantine' | 'l1FinalReorg' | 'rotation'>, () => Fault | undefined>
  > = {
    crash: () => ({ atMs: atMs(), kind: 'crash', node: random.pick(honest), downMs: downMs() }),
    crashAtEffect: () => ({
      atMs: atMs(),
      kind: 'crashAtEffect',
      node: random.pick(honest),
      effect: random.pick(effects),
      skip: random.integer(0, 12),
      downMs: downMs(),
    }),
    dropCaches: () => ({ atMs: atMs(), kind: 'dropCaches', node: random.pick(honest) }),
    powerCut: () => ({ atMs: atMs(), kind: 'powerCut', downMs: downMs() }),
    lostJournal: () =>
      mayLose.length === 0
        ? undefined
        : { atMs: atMs(), kind: 'lostJournal', node: random.pick(mayLose), downMs: downMs() },
    lostFolder: () =>
      mayLose.length === 0
        ? undefined
        : { atMs: atMs(), kind: 'lostFolder', node: random.pick(mayLose), downMs: downMs() },
    oldSnapshot: () =>
      mayLose.length === 0
        ? undefined
        : {
            atMs: atMs(),
            kind: 'oldSnapshot',
            node: random.pick(mayLose),
            ageMs: random.integer(50, 1_500),
            downMs: downMs(),
          },
    partition: () => ({
      atMs: atMs(),
      kind: 'partition',
      nodes: nodes.filter(() => random.chance(0.4)),
      direction: random.pick(['both', 'both', 'out', 'in'] as const),
      flapMs: random.chance(0.3) ? random.integer(20, 300) : 0,
      lastMs: lastMs(),
    }),
    // A clock that is far off counts as a lie; small errors are everybody's.
    clock: () => {
      const far = mayLose.length > 0 && random.chance(0.3);
      return {
        atMs: atMs(),
        kind: 'clock',
        node: random.pick(far ? mayLose : honest),
        offsetMs: random.pick(far ? [-60_000, 60_000] : [-500, -100, -20, 20, 100, 500]),
        lastMs: lastMs(),
      };
    },
    slowDisk: () => ({
      atMs: atMs(),
      kind: 'slowDisk',
      node: random.pick(honest),
      syncMs: random.pick([20, 100, 500]),
      lastMs: lastMs(),
    }),
    fullDisk: () => ({ atMs: atMs(), kind: 'fullDisk', node: random.pick(honest), lastMs: lastMs() }),
    l1Outage: () => ({
      atMs: atMs(),
      kind: 'l1Outage',
      nodes: random.chance(0.3) ? nodes : nodes.filter(() => random.chance(0.5)),
      lastMs: lastMs(),
    }),
    l1Reorg: () => ({
      atMs: atMs(),
      kind: 'l1Reorg',
      node: random.pick(honest),
      depth: random.integer(1, 5),
      lastMs: lastMs(),
    }),
  };
  for (let n = 0; n < count; n++) {
    const fault = random.pick(Object.values(draws))();
    if (fault !== undefined) faults.push(fault);
  }
  faults.sort((a, b) => a.atMs - b.atMs);
  const slow = random.chance(0.2);
  return {
    seed,
    powers,
    joiners,
    epochBlocks,
    realSignatures: seed % 20 === 0,
    realFiles: seed % 10 === 1,
    delayMs: slow ? [5, random.integer(40, 150)] : [1, random.integer(4, 30)],
    loss: random.chance(0.3) ? random.next() * 0.15 : 0,
    duplication: random.chance(0.3) ? random.next() * 0.2 : 0,
    ordersPerSecond: validators > 16 ? 10 : random.integer(10, 40),
    faultyMs,
    faults,
  };
}

/** Mostly equal powers; otherwise some that differ, of which none exceeds f. */
function drawPowers(random: Random, validators: number): number[] {
  const equal = Array.from({ length: validators }, () => 1);
  if (validators < 5 || random.chance(0.7)) return equal;
  const powers = equal.map(() => random.integer(2, 5));
  return Math.max(...powers) <= faultyPower(powers) ? powers : equal;
}

/**
 * Another committee: some leave, joiners come, weights change; none has more than f of it, nor have the suspects together.
 * Undefined where chance found none.
 */
function drawMembers(
  random: Random,
  powers: readonly number[],
  joiners: number,
  suspects: readonly number[],
): (readonly [number, number])[] | undefined {
  for (let attempt = 0; attempt < 10; attempt++) {
    const isWeighted = random.chance(0.4);
    const members = Array.from({ length: powers.length + joiners }, (_, node) => node)
      .filter((node) => !random.chance(node < powers.length ? 0.2 : 0.4))
      .map((node) => [node, isWeighted ? random.integer(2, 5) : 1] as const);
    const weights = members.map(([, weight]) => weight);
    const faulty = faultyPower(weights);
    const suspected = members.filter(([node]) => suspects.includes(node)).reduce((sum, [, weight]) => sum + weight, 0);
    if (members.length >= 4 && Math.max(...weights) <= faulty && suspected <= faulty) return members;
  }
  return undefined;
}

/** Validators with at most f of power together, in random order. */
function drawSuspects(random: Random, powers: readonly number[]): number[] {
  const order = powers.map((_, index) => ({ index, key: random.next() })).sort((a, b) => a.key - b.key);
  let left = faultyPower(powers);
  return order
    .map(({ index }) => index)
    .filter((index) => {
      if (powers[index]! > left) return false;
      left -= powers[index]!;
      return true;
    });
}
