import { exp } from '../exchange/pricing/exp.ts';
import { fatTail, normal, poisson } from './chance.ts';
import type { Random } from './random.ts';
import { calm, type Course, type Group, type Role, type Shock } from './shock.ts';

/** How one kind of underlying moves. Chosen to be harsh, not fitted to anything. */
interface Moves {
  /** A year, of what is no jump. */
  readonly volatility: number;
  /** Correlation with what all have in common. */
  readonly correlation: number;
  /** Of a common jump, how much of it falls on this kind. */
  readonly jumpShare: number;
  /** Own jumps a day, and their mean and deviation in logarithms. */
  readonly ownJumps: number;
  readonly ownMean: number;
  readonly ownDeviation: number;
}

const moves: Readonly<Record<Role, Moves>> = {
  lead: { volatility: 0.6, correlation: 0.95, jumpShare: 1, ownJumps: 0, ownMean: 0, ownDeviation: 0 },
  large: { volatility: 0.75, correlation: 0.85, jumpShare: 1.2, ownJumps: 0.1, ownMean: 0, ownDeviation: 0.05 },
  alt: { volatility: 1, correlation: 0.75, jumpShare: 1.7, ownJumps: 0.25, ownMean: 0, ownDeviation: 0.1 },
  thin: { volatility: 1.6, correlation: 0.5, jumpShare: 2.2, ownJumps: 0.5, ownMean: 0.05, ownDeviation: 0.3 },
};

/** Jumps that all have in common: how many a day, mean and deviation of the leading group's logarithm. */
const jumpsADay = 1;
const jumpMean = -0.02;
const jumpDeviation = 0.05;

/** A fall of the leading group by one daily deviation raises all volatilities by this part; half of a rise is gone after eight hours. */
const volatilityRise = 0.35;
const calmingHours = 8 / 0.6931471805599453;
const volatilityMost = 5;
const leastIndex = 0.02;
const mostIndex = 20;

/**
 * One course drawn by chance: Student-t steps with one fat-tail factor for all, compound Poisson jumps, correlated underlyings, and a volatility that
 * rises with losses; what is quoted shrinks with its square, and implied volatilities are it. No drift. A pure function of the generator's seed.
 */
export function drawCourse(random: Random, groups: readonly Group[], hours: number, stepMs: number): Course {
  const stepHours = stepMs / 3_600_000;
  const steps = Math.round(hours / stepHours);
  const years = stepHours / (24 * 365);
  const logs = new Map(groups.map(({ feed }) => [feed, 0]));
  const drawn: ReadonlyMap<number, Shock>[] = [new Map(groups.map(({ feed }) => [feed, calm]))];
  let volatility = 1;
  for (let step = 1; step <= steps; step++) {
    const common = normal(random);
    const tail = fatTail(random);
    let jump = 0;
    for (let left = poisson(random, (jumpsADay * stepHours) / 24); left > 0; left--) {
      jump += jumpMean + jumpDeviation * normal(random);
    }
    let leading = 0;
    for (const { feed, role } of groups) {
      const move = moves[role];
      const own = Math.sqrt(1 - move.correlation * move.correlation) * normal(random);
      const size = volatility * move.volatility * Math.sqrt(years);
      let change = size * tail * (move.correlation * common + own) + jump * move.jumpShare;
      for (let left = poisson(random, (move.ownJumps * stepHours) / 24); left > 0; left--) {
        change += move.ownMean + move.ownDeviation * normal(random);
      }
      logs.set(feed, logs.get(feed)! + change);
      if (role === 'lead') leading = change;
    }
    const daily = moves.lead.volatility / Math.sqrt(365);
    const risen =
      1 + (volatility - 1) * exp(-stepHours / calmingHours) + volatilityRise * Math.max(0, -leading / daily);
    volatility = Math.min(volatilityMost, risen);
    drawn.push(shocks(logs, volatility));
  }
  return (at, { feed }) => drawn[Math.min(steps, Math.round(at / stepHours))]!.get(feed) ?? calm;
}

const shocks = (logs: ReadonlyMap<number, number>, volatility: number): ReadonlyMap<number, Shock> =>
  new Map(
    [...logs].map(([feed, each]) => [
      feed,
      {
        ...calm,
        index: Math.max(leastIndex, Math.min(mostIndex, exp(each))),
        volatility,
        depth: 1 / (volatility * volatility),
      },
    ]),
  );
