import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteWriter } from '../../../node/codec/byteWriter.ts';
import { keccakHash } from '../../../node/crypto/keccak.ts';
import { medianArrivalMs, orderBlock, precedence, type Traits } from '../../../node/priority/order.ts';
import type { LiveArrival } from '../../../node/priority/state.ts';
import { phases } from '../../../node/types/block.ts';
import { type Hash, validatorIndex } from '../../../node/types/ids.ts';
import { timeMs } from '../../../node/types/units.ts';
import { weightedMedian } from '../../../node/priority/weightedMedian.ts';
import { Chains, hash, numbers, startMs, traits } from './reports.ts';

describe('the weighted median (rule 10)', () => {
  const median = (...pairs: (readonly [value: number, power: number])[]): number =>
    weightedMedian(pairs.map(([value, power]) => ({ value, power })));

  test('is the least value with half of the power at or below it', () => {
    expect(median([1, 1], [2, 1], [3, 1])).toBe(2);
    expect(median([1, 1], [2, 1], [3, 1], [4, 1])).toBe(2);
    expect(median([9, 1])).toBe(9);
  });

  test('follows power, not heads', () => {
    expect(median([1, 1], [2, 1], [3, 5])).toBe(3);
    expect(median([1, 5], [2, 1], [3, 1])).toBe(1);
  });

  test('does not care in which order values are given, and needs one', () => {
    expect(median([3, 1], [1, 1], [2, 1])).toBe(2);
    expect(() => median()).toThrow('a median needs a value');
  });

  test('lies within what the honest said, whatever a minority says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1e6), { minLength: 3, maxLength: 3 }),
        fc.nat(Number.MAX_SAFE_INTEGER),
        (honest, lie) => {
          const found = median(...honest.map((value) => [value, 1] as const), [lie, 1]);
          expect(found).toBeGreaterThanOrEqual(Math.min(...honest));
          expect(found).toBeLessThanOrEqual(Math.max(...honest));
        },
      ),
    );
  });
});

/** Each validator's arrivals in one report; the block's order as numbers. */
function orderOf(seen: readonly (readonly number[])[], setUp: (chains: Chains) => void = () => undefined): number[] {
  const chains = new Chains({
    powers: seen.map(() => 1),
  });
  for (const n of new Set(seen.flat())) chains.traits.set(hash(n), traits({ account: n }));
  setUp(chains);
  seen.forEach((arrivals, validator) => {
    chains.say(validator, { atMs: startMs + 100, arrivals: arrivals.map((n, at) => [n, startMs + 10 + at]) });
  });
  return numbers(chains.block().order);
}

describe('the order of a block (rules 5, 7 and 8)', () => {
  test('a validator that has one transaction and not yet the other counts for the one', () => {
    const chains = new Chains();
    chains.say(0, { arrivals: [1, 2] });
    chains.say(1, { arrivals: [2] });
    chains.say(2, { arrivals: [2, 1] });
    chains.say(3, { arrivals: [2, 1] });
    chains.block();
    const again = new Chains();
    again.say(0, { arrivals: [1] });
    again.say(1, { arrivals: [2, 1] });
    again.block();
    const [a, b] = [again.state.live.get(hash(1))!, again.state.live.get(hash(2))!];
    expect(precedence(a, b, [1, 1, 1, 1])).toBe(1);
    expect(precedence(b, a, [1, 1, 1, 1])).toBe(1);
    expect(precedence(a, b, [5, 1, 1, 1])).toBe(5);
  });

  test('goes by the majority of arrivals', () => {
    expect(orderOf([[2, 1], [2, 1], [2, 1], [1, 2]])).toEqual([2, 1]); // prettier-ignore
  });

  test('goes by the majority even against the median of clocks', () => {
    const chains = new Chains({ powers: [1, 1, 1, 1, 1] });
    for (const n of [1, 2]) chains.traits.set(hash(n), traits({ account: n }));
    // Three saw 2 first, but late; two saw 1 first, and early.
    for (const validator of [0, 1, 2]) chains.say(validator, { atMs: startMs + 900, arrivals: [[2, startMs + 800], [1, startMs + 801]] }); // prettier-ignore
    for (const validator of [3, 4]) chains.say(validator, { atMs: startMs + 900, arrivals: [[1, startMs + 1], [2, startMs + 2]] }); // prettier-ignore
    expect(numbers(chains.block().order)).toEqual([2, 1]);
  });

  test('a tie goes to the lower median arrival', () => {
    const chains = new Chains();
    for (const n of [1, 2]) chains.traits.set(hash(n), traits({ account: n }));
    chains.say(0, { atMs: startMs + 900, arrivals: [[1, startMs + 500], [2, startMs + 501]] }); // prettier-ignore
    chains.say(1, { atMs: startMs + 900, arrivals: [[1, startMs + 500], [2, startMs + 501]] }); // prettier-ignore
    chains.say(2, { atMs: startMs + 900, arrivals: [[2, startMs + 100], [1, startMs + 600]] }); // prettier-ignore
    chains.say(3, { atMs: startMs + 900, arrivals: [[2, startMs + 100], [1, startMs + 600]] }); // prettier-ignore
    expect(numbers(chains.block().order)).toEqual([2, 1]);
  });

  test('a full tie goes by a hash that nobody knew before the block was fixed', () => {
    const orders = new Set<string>();
    for (let blocks = 0; blocks < 12; blocks++) {
      const chains = new Chains();
      for (const n of [1, 2]) chains.traits.set(hash(n), traits({ account: n }));
      for (let i = 0; i < blocks; i++) {
        chains.allSay({ atMs: startMs + i });
        chains.block();
      }
      const at = startMs + 100;
      for (const validator of [0, 1]) chains.say(validator, { atMs: at, arrivals: [1, 2] });
      for (const validator of [2, 3]) chains.say(validator, { atMs: at, arrivals: [2, 1] });
      orders.add(numbers(chains.block().order).join());
    }
    expect(orders.size).toBe(2);
  });

  test('a cycle of majorities is one component, ordered by median', () => {
    // 1 before 2, 2 before 3, 3 before 1, each by two of three.
    const chains = new Chains({ powers: [1, 1, 1] });
    for (const n of [1, 2, 3]) chains.traits.set(hash(n), traits({ account: n }));
    chains.say(0, { atMs: startMs + 90, arrivals: [[1, startMs + 1], [2, startMs + 21], [3, startMs + 31]] }); // prettier-ignore
    chains.say(1, { atMs: startMs + 90, arrivals: [[2, startMs + 11], [3, startMs + 12], [1, startMs + 40]] }); // prettier-ignore
    chains.say(2, { atMs: startMs + 90, arrivals: [[3, startMs + 10], [1, startMs + 30], [2, startMs + 35]] }); // prettier-ignore
    expect(numbers(chains.block().order)).toEqual([3, 2, 1]); // medians 12, 21, 30
  });

  test('what stands before or after a cycle stays there', () => {
    const order = orderOf([
      [9, 1, 2, 3, 8],
      [9, 2, 3, 1, 8],
      [9, 3, 1, 2, 8],
      [9, 3, 1, 2, 8],
    ]);
    expect([order[0], order.at(-1)]).toEqual([9, 8]);
  });

  test('unrelated transactions are not compared: they go by median', () => {
    const chains = new Chains({ powers: [1, 1, 1, 1, 1] });
    for (const n of [1, 2]) chains.traits.set(hash(n), traits({ account: n, market: n }));
    for (const validator of [0, 1, 2]) chains.say(validator, { atMs: startMs + 900, arrivals: [[2, startMs + 800], [1, startMs + 801]] }); // prettier-ignore
    for (const validator of [3, 4]) chains.say(validator, { atMs: startMs + 900, arrivals: [[1, startMs + 1], [2, startMs + 900]] }); // prettier-ignore
    expect(numbers(chains.block().order)).toEqual([2, 1]);
    const other = new Chains({ powers: [1, 1, 1, 1, 1] });
    for (const n of [1, 2]) other.traits.set(hash(n), traits({ account: n, market: n }));
    for (const validator of [0, 1]) other.say(validator, { atMs: startMs + 900, arrivals: [[2, startMs + 2], [1, startMs + 3]] }); // prettier-ignore
    other.say(2, { atMs: startMs + 900, arrivals: [[2, startMs + 500], [1, startMs + 501]] }); // prettier-ignore
    for (const validator of [3, 4]) other.say(validator, { atMs: startMs + 900, arrivals: [[1, startMs + 1], [2, startMs + 900]] }); // prettier-ignore
    // Majority 3:2 for 2 first; medians 3 for 1 and 500 for 2.
    expect(numbers(other.block().order)).toEqual([1, 2]);
  });

  test('one account relates transactions of different markets', () => {
    const chains = new Chains({ powers: [1, 1, 1, 1, 1] });
    chains.traits.set(hash(1), traits({ account: 5, market: 1, nonce: 1 }));
    chains.traits.set(hash(2), traits({ account: 5, market: 2, nonce: 2 }));
    chains.traits.set(hash(3), traits({ account: 6, market: 2 }));
    // By 3:2 each, 1 goes before 2 and 2 before 3; by median alone it would be 2, 3, 1.
    const late = [[1, startMs + 800], [2, startMs + 801], [3, startMs + 802]] as const; // prettier-ignore
    const early = [[3, startMs], [2, startMs + 1], [1, startMs + 900]] as const; // prettier-ignore
    chains.say(0, { atMs: startMs + 999, arrivals: late.map(([n, at]) => [n, at - 700] as const) });
    for (const validator of [1, 2]) chains.say(validator, { atMs: startMs + 999, arrivals: late });
    for (const validator of [3, 4]) chains.say(validator, { atMs: startMs + 999, arrivals: early });
    expect(numbers(chains.block().order)).toEqual([1, 2, 3]);
  });

  test('phases come before arrival: cancels, then what cannot take, then what takes', () => {
    const order = orderOf(Array.from({ length: 4 }, () => [1, 2, 3]), (chains) => {
      chains.traits.set(hash(1), traits({ account: 1, phase: 'take' }));
      chains.traits.set(hash(2), traits({ account: 2, phase: 'rest' }));
      chains.traits.set(hash(3), traits({ account: 3, phase: 'cancel' }));
    }); // prettier-ignore
    expect(order).toEqual([3, 2, 1]);
  });

  test('one account’s transactions of a phase run in nonce order, in the places they hold together', () => {
    const order = orderOf(Array.from({ length: 4 }, () => [1, 2, 3, 4]), (chains) => {
      chains.traits.set(hash(1), traits({ account: 7, nonce: 30 }));
      chains.traits.set(hash(2), traits({ account: 8, nonce: 1 }));
      chains.traits.set(hash(3), traits({ account: 7, nonce: 10 }));
      chains.traits.set(hash(4), traits({ account: 7, nonce: 20 }));
    }); // prettier-ignore
    expect(order).toEqual([3, 2, 4, 1]);
  });

  test('nonces do not reach over phases', () => {
    const order = orderOf(Array.from({ length: 4 }, () => [1, 2]), (chains) => {
      chains.traits.set(hash(1), traits({ account: 7, nonce: 30, phase: 'cancel' }));
      chains.traits.set(hash(2), traits({ account: 7, nonce: 10, phase: 'take' }));
    }); // prettier-ignore
    expect(order).toEqual([1, 2]);
  });
});

const permutation = (items: readonly number[]): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });
const items = [1, 2, 3, 4, 5];

/** Whether majorities lead from one transaction to another, over any number of steps. */
function leads(seen: readonly (readonly number[])[], from: number, to: number): boolean {
  const before = (a: number, b: number): boolean =>
    seen.filter((order) => order.indexOf(a) < order.indexOf(b)).length * 2 > seen.length;
  const reached = new Set([from]);
  for (const at of reached) for (const next of items) if (next !== at && before(at, next)) reached.add(next);
  return reached.has(to);
}

describe('what colluders cannot do', () => {
  test('where all honest validators agree, up to f others change nothing', () => {
    fc.assert(
      fc.property(permutation(items), permutation(items), permutation(items), (honest, lie, other) => {
        expect(orderOf([honest, honest, honest, lie])).toEqual(honest);
        expect(orderOf([honest, lie, honest, honest, honest, other, honest])).toEqual(honest);
      }),
      { numRuns: 200 },
    );
  });

  test('a is not executed before b when every honest validator saw b first, outside cycles', () => {
    const scene = fc.record({
      honest: fc.array(permutation(items), { minLength: 5, maxLength: 5 }),
      colluders: fc.array(permutation(items), { minLength: 2, maxLength: 2 }),
    });
    let compared = 0;
    fc.assert(
      fc.property(scene, ({ honest, colluders }) => {
        const seen = [...honest, ...colluders];
        const order = orderOf(seen);
        for (const b of items) {
          for (const a of items) {
            const allSawBFirst = honest.every((own) => own.indexOf(b) < own.indexOf(a));
            if (a === b || !allSawBFirst || leads(seen, a, b)) continue;
            compared++;
            expect(order.indexOf(b)).toBeLessThan(order.indexOf(a));
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  test('nor with as many honest reports left out of the block as a leader may leave out', () => {
    const run = (left: number): number[] => {
      const chains = new Chains({ powers: Array.from({ length: 7 }, () => 1) });
      for (const n of [1, 2]) chains.traits.set(hash(n), traits({ account: n }));
      for (let validator = left; validator < 7; validator++) {
        const first = validator >= 5 ? [1, 2] : [2, 1];
        chains.say(validator, { atMs: startMs + 50, arrivals: first });
      }
      return numbers(chains.block().order);
    };
    expect([run(0), run(1), run(2)]).toEqual([[2, 1], [2, 1], [2, 1]]); // prettier-ignore
  });
});

/** Rules 7 and 8 word by word: every pair is compared, and what majorities lead to is followed step by step. */
function plainOrder(
  arrivals: readonly LiveArrival[],
  traitsOf: (of: Hash) => Traits,
  powers: readonly number[],
  digest: Hash,
): Hash[] {
  const tie = (of: Hash): Hash => keccakHash(new ByteWriter().hex(digest).hex(of).finish());
  const sorted = [...arrivals].sort(
    (a, b) => medianArrivalMs(a, powers) - medianArrivalMs(b, powers) || (tie(a.hash) < tie(b.hash) ? -1 : 1),
  );
  const goesBefore = (a: LiveArrival, b: LiveArrival): boolean => {
    const [one, other] = [traitsOf(a.hash), traitsOf(b.hash)];
    const isRelated = one.account === other.account || one.instruments.some((each) => other.instruments.includes(each));
    const margin = precedence(a, b, powers) - precedence(b, a, powers);
    return isRelated && a !== b && (margin > 0 || (margin === 0 && sorted.indexOf(a) < sorted.indexOf(b)));
  };
  const reach = new Map(
    sorted.map((from) => {
      const reached = new Set([from]);
      for (const at of reached) for (const next of sorted) if (goesBefore(at, next)) reached.add(next);
      return [from, reached];
    }),
  );
  const isOneWith = (a: LiveArrival, b: LiveArrival): boolean => reach.get(a)!.has(b) && reach.get(b)!.has(a);
  const ordered: LiveArrival[] = [];
  while (ordered.length < sorted.length) {
    const left = sorted.filter((each) => !ordered.includes(each));
    const next = left.find((each) => !left.some((other) => reach.get(other)!.has(each) && !isOneWith(other, each)))!;
    ordered.push(...left.filter((each) => isOneWith(each, next)));
  }
  return phases.flatMap((phase) => {
    const own = ordered.filter(({ hash: of }) => traitsOf(of).phase === phase);
    return own.map(({ hash: of }, at) => {
      const { account } = traitsOf(of);
      const mates = own.map((each) => each.hash).filter((each) => traitsOf(each).account === account);
      const place = own.slice(0, at).filter((each) => traitsOf(each.hash).account === account).length;
      return mates.sort((a, b) => traitsOf(a).nonce - traitsOf(b).nonce || (tie(a) < tie(b) ? -1 : 1))[place]!;
    });
  });
}

describe('the order of a block, as against a plain one', () => {
  const count = 9;
  const scene = fc.record({
    powers: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 5 }),
    /** How far what a validator sees is from the true order. */
    jitter: fc.constantFrom(0, 1, 2, 20),
    noise: fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: count, maxLength: count }), {
      minLength: 5,
      maxLength: 5,
    }),
    liar: fc.boolean(),
    silent: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    missing: fc.array(fc.tuple(fc.nat(4), fc.nat(count - 1)), { maxLength: 6 }),
    traits: fc.array(fc.tuple(fc.nat(5), fc.nat(2), fc.constantFrom(...phases), fc.nat(3)), {
      minLength: count,
      maxLength: count,
    }),
    blockDigest: fc.nat(1_000),
  });

  test('is the same, with validators that agree, differ, lie or know only some', () => {
    fc.assert(
      fc.property(scene, ({ powers, jitter, noise, liar, silent, missing, traits: drawn, blockDigest }) => {
        const arrivals = Array.from({ length: count }, (_, n): LiveArrival => {
          return { hash: hash(n + 1), firstBlockTimeMs: timeMs(startMs), reports: new Map(), supportPower: 0 };
        });
        powers.forEach((power, validator) => {
          if (silent[validator] === true && validator > 0) return;
          const isLiar = liar && validator === 0;
          const seenAt = (n: number): number => (isLiar ? -n : n + jitter * noise[validator]![n]!);
          const seen = [...arrivals.keys()]
            .sort((a, b) => seenAt(a) - seenAt(b))
            .filter((n) => !missing.some(([of, what]) => of === validator && what === n));
          seen.forEach((n, position) => {
            arrivals[n]!.reports.set(validatorIndex(validator), { position, timeMs: timeMs(startMs + 3 * position) });
            arrivals[n]!.supportPower += power;
          });
        });
        const known = arrivals.filter(({ reports }) => reports.size > 0);
        const traitsOf = (of: Hash): Traits => {
          const [account, market, phase, nonce] = drawn[Number(BigInt(of)) - 1]!;
          return traits({ account, market, phase, nonce });
        };
        const digest = hash(blockDigest);
        expect(orderBlock(known, traitsOf, powers, digest)).toEqual(plainOrder(known, traitsOf, powers, digest));
      }),
      { numRuns: 1_500 },
    );
  });
});
