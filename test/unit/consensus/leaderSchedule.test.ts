import { describe, expect, test } from 'vitest';
import { leaderSchedule } from '../../../node/consensus/leaderSchedule.ts';
import { view } from '../../../node/types/units.ts';
import { committeeOf } from './rig.ts';

const leaders = (powers: readonly number[], count: number, from = 0): number[] => {
  const leaderOf = leaderSchedule(committeeOf(powers));
  return Array.from({ length: count }, (_, index) => leaderOf(view(from + index)));
};

describe('the leader schedule (rule 1)', () => {
  test('equal powers lead in turn, in committee order', () => {
    expect(leaders([5, 5, 5, 5], 8)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  });

  test('each leads in proportion to its power within every cycle', () => {
    const powers = [3, 2, 2, 3];
    for (const cycle of [0, 1, 7]) {
      const led = leaders(powers, 10, cycle * 10);
      expect(powers.map((_, index) => led.filter((leader) => leader === index).length)).toEqual(powers);
    }
  });

  test('after any number of views each has led its share, to within one', () => {
    const powers = [4, 1, 2, 3, 3];
    const led = leaders(powers, 130);
    const counts = powers.map(() => 0);
    led.forEach((leader, index) => {
      counts[leader]!++;
      powers.forEach((power, each) => expect(Math.abs(counts[each]! - ((index + 1) * power) / 13)).toBeLessThan(1));
    });
  });

  test('only the proportions of powers matter', () => {
    expect(leaders([300, 200, 200, 300], 20)).toEqual(leaders([3, 2, 2, 3], 20));
  });

  test('powers with an enormous common cycle are scaled down, and everybody still leads', () => {
    const powers = [700_000_001, 700_000_003, 700_000_007, 1];
    const weak = leaderSchedule(committeeOf([...powers, 47, 700_000_009 - 700_000_000]));
    const seen = new Set<number>();
    for (let at = 0; at < 70_000; at++) seen.add(weak(view(at)));
    expect(seen.size).toBe(6);
  });
});
