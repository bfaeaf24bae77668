import { expect, test } from 'vitest';
import { fatTail, normal, poisson } from '../../../node/stress/chance.ts';
import { drawCourse } from '../../../node/stress/marketPath.ts';
import { Random } from '../../../node/stress/random.ts';
import type { Group } from '../../../node/stress/shock.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};
const correlation = (a: readonly number[], b: readonly number[]): number => {
  const [first, second] = [mean(a), mean(b)];
  return mean(a.map((value, at) => (value - first) * (b[at]! - second))) / deviation(a) / deviation(b);
};
const draw = (count: number, one: (random: Random) => number): number[] => {
  const random = new Random(5);
  return Array.from({ length: count }, () => one(random));
};

test('normal numbers have mean 0 and deviation 1', () => {
  const values = draw(20_000, normal);
  expect(mean(values)).toBeCloseTo(0, 1);
  expect(deviation(values)).toBeCloseTo(1, 1);
});

test('with the fat-tail factor they keep their variance, and five deviations are no rarity', () => {
  const values = draw(200_000, (random) => normal(random) * fatTail(random));
  expect(deviation(values)).toBeGreaterThan(0.95);
  expect(deviation(values)).toBeLessThan(1.05);
  const far = values.filter((value) => Math.abs(value) > 5).length / values.length;
  // Of Student-t with four degrees of freedom it is 0.0021, of normal numbers 0.0000006.
  expect(far).toBeGreaterThan(0.001);
  expect(far).toBeLessThan(0.004);
});

test('Poisson counts have their mean', () => {
  expect(mean(draw(20_000, (random) => poisson(random, 1.5)))).toBeCloseTo(1.5, 1);
  expect(mean(draw(1_000, (random) => poisson(random, 0)))).toBe(0);
});

const groups: readonly Group[] = [
  { feed: 1, marketGroup: 1, name: 'A', role: 'lead' },
  { feed: 2, marketGroup: 2, name: 'B', role: 'large' },
  { feed: 3, marketGroup: 3, name: 'C', role: 'thin' },
];
const stepMs = 900_000;

/** Logarithmic steps of each group over many courses, and the volatilities before and after each. */
function steps() {
  const changes: number[][] = groups.map(() => []);
  const rises: { readonly change: number; readonly rise: number }[] = [];
  for (let seed = 1; seed <= 60; seed++) {
    const course = drawCourse(new Random(seed), groups, 24, stepMs);
    for (let step = 1; step <= 96; step++) {
      const [before, after] = [(step - 1) / 4, step / 4];
      groups.forEach((group, at) => {
        changes[at]!.push(Math.log(course(after, group).index / course(before, group).index));
      });
      const change = changes[0]!.at(-1)!;
      rises.push({ change, rise: course(after, groups[0]!).volatility - course(before, groups[0]!).volatility });
    }
  }
  return { changes, rises };
}

test('underlyings move together, the thin one more and more on its own', () => {
  const { changes } = steps();
  const [lead, large, thin] = changes as [number[], number[], number[]];
  expect(correlation(lead, large)).toBeGreaterThan(0.6);
  expect(correlation(lead, large)).toBeGreaterThan(correlation(lead, thin));
  // Without the jumps that all have in common, too.
  const quiet = lead.flatMap((change, at) => (Math.abs(change) < 0.01 && Math.abs(large[at]!) < 0.01 ? [at] : []));
  const [first, second] = [quiet.map((at) => lead[at]!), quiet.map((at) => large[at]!)];
  expect(correlation(first, second)).toBeGreaterThan(0.5);
  expect(correlation(lead, thin)).toBeGreaterThan(0.1);
  expect(deviation(thin)).toBeGreaterThan(1.5 * deviation(lead));
});

test('volatility rises with losses and never with gains; what is quoted shrinks with it', () => {
  const { rises } = steps();
  expect(mean(rises.filter(({ change }) => change < -0.01).map(({ rise }) => rise))).toBeGreaterThan(0.05);
  for (const { change, rise } of rises) if (change >= 0) expect(rise).toBeLessThanOrEqual(0);
  const course = drawCourse(new Random(1), groups, 24, stepMs);
  const { volatility, depth } = course(24, groups[0]!);
  expect(depth).toBeCloseTo(1 / (volatility * volatility), 9);
});

test('one seed gives one course', () => {
  const at = (seed: number): number => drawCourse(new Random(seed), groups, 24, stepMs)(20, groups[2]!).index;
  expect(at(7)).toBe(at(7));
  expect(at(7)).not.toBe(at(8));
});
