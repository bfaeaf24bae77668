import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { priorityDigest } from '../../../node/priority/commit.ts';
import { newlySolid } from '../../../node/priority/newlySolid.ts';
import { validatorIndex } from '../../../node/types/ids.ts';
import { Chains, hash, numbers, type Said, startMs, traits } from './reports.ts';

describe('release (rules 4 and 6)', () => {
  test('a transaction leaves once a quorum of power has reported it, not before', () => {
    const chains = new Chains();
    chains.say(0, { arrivals: [1] });
    chains.say(1, { arrivals: [1] });
    expect(chains.block().order).toEqual([]);
    chains.say(2, { arrivals: [1] });
    expect(numbers(chains.block().order)).toEqual([1]);
  });

  test('power counts, not heads', () => {
    const chains = new Chains({ powers: [3, 3, 1, 1, 2] });
    for (const validator of [2, 3, 4]) chains.say(validator, { arrivals: [1] });
    chains.say(0, { arrivals: [2] });
    chains.say(1, { arrivals: [2] });
    expect(chains.block().order).toEqual([]);
    chains.say(0, { arrivals: [1] });
    chains.say(2, { arrivals: [2] });
    expect(numbers(chains.block().order).sort()).toEqual([1, 2]);
  });

  test('a validator’s repeats count once', () => {
    const chains = new Chains();
    chains.say(0, { arrivals: [1, 1] });
    chains.say(0, { arrivals: [1] });
    chains.say(1, { arrivals: [1] });
    expect(chains.block().order).toEqual([]);
    expect(chains.state.liveCounts[0]).toBe(1);
  });

  test('a released transaction is not released again, however often it is reported', () => {
    const chains = new Chains();
    chains.allSay({ arrivals: [1] });
    chains.block();
    chains.allSay({ arrivals: [1] });
    expect(chains.block().order).toEqual([]);
    expect(chains.state.liveCounts).toEqual([0, 0, 0, 0]);
  });

  test('at most B leave in a block, the earliest by median; the others stay', () => {
    const chains = new Chains({ releasedPerBlockMax: 2 });
    chains.allSay({ arrivals: [[5, startMs + 1], [3, startMs + 2], [4, startMs + 3]] }); // prettier-ignore
    expect(numbers(chains.block().order)).toEqual([5, 3]);
    chains.allSay({});
    expect(numbers(chains.block().order)).toEqual([4]);
  });

  test('solid ones that wait for room are not dropped', () => {
    const chains = new Chains({ releasedPerBlockMax: 1, arrivalTtlMs: 100 });
    chains.allSay({ arrivals: [1, 2, 3] });
    chains.block();
    for (const n of [2, 3]) {
      chains.allSay({ atMs: startMs + n * 10_000 });
      expect(chains.block()).toMatchObject({ order: [hash(n)], dropped: [] });
    }
  });

  test('a validator’s arrivals beyond M live ones are ignored until there is room', () => {
    const chains = new Chains({ liveArrivalsMax: 2 });
    chains.say(0, { arrivals: [1, 2, 3] });
    chains.block();
    expect([...chains.state.live.keys()]).toEqual([hash(1), hash(2)]);
    for (const validator of [1, 2]) chains.say(validator, { arrivals: [1, 2] });
    chains.block();
    chains.say(0, { arrivals: [3] });
    chains.block();
    expect([...chains.state.live.keys()]).toEqual([hash(3)]);
  });
});

describe('clean-up (rule 9)', () => {
  const chains = (): Chains => new Chains({ arrivalTtlMs: 1_000 });

  test('what is not solid ttl after its first report is dropped', () => {
    const own = chains();
    own.say(0, { atMs: startMs, arrivals: [1] });
    own.block();
    own.allSay({ atMs: startMs + 1_000 });
    expect(own.block().dropped).toEqual([]);
    own.allSay({ atMs: startMs + 1_001 });
    expect(numbers(own.block().dropped)).toEqual([1]);
    expect(own.state.live.size).toBe(0);
    expect(own.state.liveCounts).toEqual([0, 0, 0, 0]);
  });

  test('its hash is ignored for 2·ttl and to the end of those ten seconds, and may come again after that', () => {
    const own = chains();
    own.say(0, { atMs: startMs, arrivals: [1] });
    own.block();
    own.allSay({ atMs: startMs + 1_001 });
    own.block();
    own.allSay({ atMs: startMs + 2_500 });
    own.block();
    own.allSay({ atMs: startMs + 9_999, arrivals: [1] });
    expect(own.block().order).toEqual([]);
    own.allSay({ atMs: startMs + 10_000 });
    own.block();
    expect(own.state.closed.size + own.state.closedDigests.size).toBe(0);
    own.allSay({ atMs: startMs + 10_001, arrivals: [1] });
    expect(numbers(own.block().order)).toEqual([1]);
  });

  test('a quorum that comes in time saves it', () => {
    const own = chains();
    own.say(0, { atMs: startMs, arrivals: [1] });
    own.block();
    own.allSay({ atMs: startMs + 900, arrivals: [1] });
    expect(numbers(own.block().order)).toEqual([1]);
  });
});

describe('block time (rule 10)', () => {
  test('is the weighted median of the clocks at the heads', () => {
    const chains = new Chains();
    [50, 10, 30, 9_999].forEach((after, validator) => chains.say(validator, { atMs: startMs + after }));
    expect(chains.block().timeMs).toBe(startMs + 30);
  });

  test('reads only the heads that the block names', () => {
    const chains = new Chains();
    for (const validator of [0, 1, 2]) chains.say(validator, { atMs: startMs + 100 });
    chains.block();
    for (const validator of [1, 2, 3]) chains.say(validator, { atMs: startMs + 200 });
    expect(chains.block().timeMs).toBe(startMs + 200);
  });

  test('always moves on by a millisecond at least', () => {
    const chains = new Chains();
    const times = [startMs + 500, startMs + 500, startMs + 400, startMs].map((atMs) => {
      chains.allSay({ atMs });
      return chains.block().timeMs;
    });
    expect(times).toEqual([startMs + 500, startMs + 501, startMs + 502, startMs + 503]);
  });

  test('a clock that goes back is read as standing still', () => {
    const chains = new Chains();
    chains.say(0, { atMs: startMs + 500 });
    chains.say(0, { atMs: startMs + 100, arrivals: [[1, startMs + 100]] });
    chains.block();
    expect(chains.state.heads[0]!.localTimeMs).toBe(startMs + 500);
    expect(chains.state.live.get(hash(1))!.reports.get(validatorIndex(0))!.timeMs).toBe(startMs + 500);
  });

  test('an arrival’s time is read as lying between two reports', () => {
    const chains = new Chains();
    chains.say(0, { atMs: startMs + 100 });
    chains.say(0, { atMs: startMs + 200, arrivals: [[1, startMs + 1], [2, startMs + 150]] }); // prettier-ignore
    chains.block();
    const times = [1, 2].map((n) => chains.state.live.get(hash(n))!.reports.get(validatorIndex(0))!.timeMs);
    expect(times).toEqual([startMs + 100, startMs + 150]);
  });
});

describe('prices (rule 11)', () => {
  const told = (chains: Chains, atMs: number, ...prices: readonly number[]): void =>
    prices.forEach((price, validator) => chains.say(validator, { atMs, prices: [{ price, atMs }] }));
  const price = (chains: Chains): { price: number; stale: boolean } => {
    const { price: agreed, stale } = chains.block().prices[0]!;
    return { price: agreed, stale };
  };

  test('a feed is stale until a quorum of power has a fresh observation', () => {
    const chains = new Chains();
    told(chains, startMs + 10, 1_000_000, 1_000_000);
    expect(price(chains)).toEqual({ price: 0, stale: true });
    chains.say(2, { atMs: startMs + 20, prices: [{ price: 1_200_000, atMs: startMs + 20 }] });
    expect(price(chains)).toEqual({ price: 1_000_000, stale: false });
  });

  test('the price is the weighted median, so that a minority cannot set it', () => {
    const chains = new Chains();
    told(chains, startMs + 10, 1_000_000, 1_000_100, 1_000_200, 9_000_000);
    expect(price(chains).price).toBe(1_000_100);
  });

  test('it moves at most so far per second of block time', () => {
    const chains = new Chains();
    told(chains, startMs + 1_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000);
    price(chains);
    told(chains, startMs + 1_500, 2_000_000, 2_000_000, 2_000_000, 2_000_000);
    expect(price(chains).price).toBe(1_005_000); // 1 % a second for half a second
    told(chains, startMs + 2_500, 1, 1, 1, 1);
    expect(price(chains).price).toBe(994_950);
  });

  test('observations grow old against block time; then the last price stays, stale', () => {
    const chains = new Chains();
    told(chains, startMs + 1_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000);
    price(chains);
    chains.allSay({ atMs: startMs + 4_000 });
    expect(price(chains)).toEqual({ price: 1_000_000, stale: false });
    chains.allSay({ atMs: startMs + 4_001 });
    expect(price(chains)).toEqual({ price: 1_000_000, stale: true });
  });

  test('after a stale gap the bound on moves is lifted once', () => {
    const chains = new Chains();
    told(chains, startMs + 1_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000);
    price(chains);
    chains.allSay({ atMs: startMs + 5_000 });
    price(chains);
    told(chains, startMs + 6_000, 3_000_000, 3_000_000, 3_000_000, 3_000_000);
    expect(price(chains)).toEqual({ price: 3_000_000, stale: false });
    told(chains, startMs + 7_000, 9_000_000, 9_000_000, 9_000_000, 9_000_000);
    expect(price(chains).price).toBe(3_030_000);
  });

  test('an observation from after its own report does not count', () => {
    const chains = new Chains();
    for (const validator of [0, 1, 2]) {
      chains.say(validator, { atMs: startMs + 10, prices: [{ price: 1_000_000, atMs: startMs + 11 }] });
    }
    expect(price(chains).stale).toBe(true);
  });

  test('an observation reported by a clock too far ahead of block time does not count', () => {
    const chains = new Chains();
    chains.say(0, { atMs: startMs + 10, prices: [{ price: 1_000_000, atMs: startMs + 10 }] });
    chains.say(1, { atMs: startMs + 10, prices: [{ price: 1_000_000, atMs: startMs + 10 }] });
    chains.say(2, { atMs: startMs + 511, prices: [{ price: 1_000_000, atMs: startMs + 10 }] });
    chains.say(3, { atMs: startMs + 10 });
    expect(price(chains).stale).toBe(true);
  });

  test('prices of zero and of unknown feeds do not count', () => {
    const chains = new Chains();
    for (const validator of [0, 1, 2]) {
      chains.say(validator, { atMs: startMs + 10, prices: [{ price: 0, atMs: startMs }, { price: 5, atMs: startMs, feed: 2 }] }); // prettier-ignore
    }
    expect(price(chains).stale).toBe(true);
  });
});

describe('the L1 cut (rule 12)', () => {
  const cut = (chains: Chains): number => chains.block().l1Cuts[0]!.number;

  test('is the highest block that a quorum of power names alike, in whatever order they come', () => {
    const chains = new Chains();
    const named = [[1, hash(1)], [2, hash(2)]] as const; // prettier-ignore
    chains.say(0, { l1: named });
    for (const validator of [1, 2]) chains.say(validator, { l1: [...named].reverse() });
    chains.say(3, { l1: [[3, hash(3)]] });
    expect(cut(chains)).toBe(2);
    expect(chains.state.l1[0]!.cut.hash).toBe(hash(2));
  });

  test('counts only equal hashes', () => {
    const chains = new Chains();
    for (const validator of [0, 1]) chains.say(validator, { l1: [[1, hash(1)]] });
    chains.say(2, { l1: [[1, hash(9)]] });
    expect(cut(chains)).toBe(0);
    chains.say(3, { l1: [[1, hash(1)]] });
    expect(cut(chains)).toBe(1);
  });

  test('never goes back, and forgets what lies below it', () => {
    const chains = new Chains();
    for (const validator of [0, 1, 2]) chains.say(validator, { l1: [[1, hash(1)], [5, hash(5)]] }); // prettier-ignore
    expect(cut(chains)).toBe(5);
    chains.allSay({ l1: [[3, hash(3)]] });
    expect(cut(chains)).toBe(5);
    expect(chains.state.l1[0]!.named.map((named) => named.size)).toEqual([0, 0, 0, 0]);
  });

  test('is agreed of each chain for itself: one that nobody can read stands still, and holds up no other', () => {
    const chains = new Chains();
    for (const validator of [0, 1, 2]) chains.say(validator, { l1: [[4, hash(4)], [9, hash(9), 2]] }); // prettier-ignore
    expect(chains.block().l1Cuts.map(({ chainId, number }) => [chainId, number])).toEqual([[1, 4], [2, 9]]); // prettier-ignore
    chains.allSay({ l1: [[6, hash(6)]] });
    expect(chains.block().l1Cuts.map(({ number }) => number)).toEqual([6, 9]);
    for (const validator of [0, 1]) chains.say(validator, { l1: [[10, hash(10), 2]] });
    chains.say(2, { l1: [[10, hash(10), 3]] });
    expect(chains.block().l1Cuts.map(({ number }) => number)).toEqual([6, 9]);
  });

  test('a validator’s first word on a block stands, other chains are ignored, and memory is bounded', () => {
    const chains = new Chains();
    chains.say(0, { l1: [[1, hash(1)], [1, hash(2)]] }); // prettier-ignore
    chains.say(0, { l1: Array.from({ length: 1_000 }, (_, n) => [n + 2, hash(n)] as const) });
    chains.block();
    expect(chains.state.l1[0]!.named[0]!.get(1)).toBe(hash(1));
    expect(chains.state.l1[0]!.named[0]!.size).toBe(256);
  });
});

/** Runs of blocks with arbitrary arrivals out of a small set, under a small M and B. */
const said = fc.record({
  validator: fc.nat(3),
  arrivals: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
});
const blocks = fc.array(fc.array(said, { maxLength: 8 }), { minLength: 1, maxLength: 8 });
const small = { liveArrivalsMax: 5, releasedPerBlockMax: 3, arrivalTtlMs: 100_000 };

describe('what certification asks for (consensus, rule 7)', () => {
  test('is named once, by the report that completes the quorum; repeats and closed hashes do not count', () => {
    const chains = new Chains();
    const first = [chains.say(0, { arrivals: [1, 1, 1, 2] }), chains.say(0, { arrivals: [1] })];
    const second = [chains.say(1, { arrivals: [1, 2] })];
    const third = [chains.say(2, { arrivals: [1] }), chains.say(3, { arrivals: [1] })];
    expect(newlySolid(chains.state, first, second)).toEqual([]);
    expect(newlySolid(chains.state, [...first, ...second], third)).toEqual([hash(1)]);
    expect(newlySolid(chains.state, [...first, ...second, ...third], [])).toEqual([]);
    chains.block();
    const again = [0, 1, 2].map((validator) => chains.say(validator, { arrivals: [1] }));
    expect(newlySolid(chains.state, [], again)).toEqual([]);
  });

  test('every transaction that a block releases was named when it, or a block before it, became solid', () => {
    fc.assert(
      fc.property(blocks, (run) => {
        const chains = new Chains(small);
        const named = new Set<string>();
        for (const block of run) {
          for (const { validator, arrivals } of block) chains.say(validator, { arrivals });
          for (const each of newlySolid(chains.state, [], chains.pending())) named.add(each);
          for (const each of chains.block().order) expect(named.has(each)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('seen from any ancestor, the blocks of a run name together what they release', () => {
    fc.assert(
      fc.property(blocks, (run) => {
        const chains = new Chains(small);
        const ahead = new Chains(small);
        const named = new Set<string>();
        const ancestors = [];
        for (const block of run) {
          for (const { validator, arrivals } of block) ahead.say(validator, { arrivals });
          const own = ahead.pending();
          // `chains` stays at genesis: all earlier blocks of the run are unfinal ancestors.
          for (const each of newlySolid(chains.state, ancestors, own)) named.add(each);
          ancestors.push(...own);
          for (const each of ahead.block().order) expect(named.has(each)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the digest of what priority remembers', () => {
  const twoOrders = (first: readonly Said[], second: readonly Said[]): [Chains, Chains] => {
    const made = [first, second].map((list) => {
      const chains = new Chains();
      for (const one of list) chains.say(0, one);
      return chains;
    });
    return made as [Chains, Chains];
  };

  test('does not depend on the order in which equal facts were inserted', () => {
    const build = (order: readonly number[]): Chains => {
      const chains = new Chains();
      for (const validator of order) {
        chains.say(validator, {
          atMs: startMs + 50,
          arrivals: [validator + 10, 1],
          prices: [{ price: 100 + validator, atMs: startMs + validator }],
          l1: [[validator + 1, hash(7)]],
        });
      }
      chains.traits.set(hash(1), traits({}));
      chains.block();
      return chains;
    };
    const [one, other] = [build([0, 1, 2, 3]), build([3, 1, 0, 2])];
    expect(priorityDigest(one.state)).toBe(priorityDigest(other.state));
    // The same facts once more, in maps that were filled the other way round.
    const reversed = {
      ...one.state,
      live: new Map([...one.state.live].reverse().map(([key, value]) => [key, { ...value, reports: new Map([...value.reports].reverse()) }])), // prettier-ignore
      closedDigests: new Map([...one.state.closedDigests].reverse()),
      feeds: one.state.feeds.map((feed) => ({ ...feed, observations: new Map([...feed.observations].reverse()) })),
      l1: one.state.l1.map(({ cut, named }) => ({ cut, named: named.map((each) => new Map([...each].reverse())) })),
    };
    expect(priorityDigest(reversed)).toBe(priorityDigest(one.state));
  });

  test('does not depend on the order in which a block’s transactions came to be live', () => {
    const [one, other] = [new Chains(), new Chains()];
    one.say(0, { atMs: startMs + 5, arrivals: [[1, startMs + 5], [2, startMs + 5]] }); // prettier-ignore
    other.say(0, { atMs: startMs + 5, arrivals: [[1, startMs + 5], [2, startMs + 5]] }); // prettier-ignore
    one.block();
    other.block();
    // As after a snapshot: the same facts, held in another order.
    const live = [...other.state.live].reverse();
    other.state.live.clear();
    for (const [key, value] of live) other.state.live.set(key, value);
    for (const chains of [one, other]) {
      chains.allSay({ atMs: startMs + 20, arrivals: [1, 2] });
      expect(chains.block().order).toHaveLength(2);
    }
    expect(priorityDigest(one.state)).toBe(priorityDigest(other.state));
  });

  test.each([
    ['an arrival', { arrivals: [1] }, { arrivals: [2] }],
    ['the time of an arrival', { atMs: startMs + 9, arrivals: [[1, startMs + 5]] }, { atMs: startMs + 9, arrivals: [[1, startMs + 6]] }], // prettier-ignore
    ['the order of arrivals', { arrivals: [1, 2] }, { arrivals: [2, 1] }],
    ['a price', { atMs: startMs + 9, prices: [{ price: 1, atMs: startMs }] }, { atMs: startMs + 9, prices: [{ price: 2, atMs: startMs }] }], // prettier-ignore
    ['a named L1 block', { l1: [[1, hash(1)]] }, { l1: [[1, hash(2)]] }],
    ['a clock', { atMs: startMs + 5 }, { atMs: startMs + 6 }],
  ] as readonly (readonly [string, Said, Said])[])('changes with %s', (_, one, other) => {
    const [a, b] = twoOrders([one], [other]);
    a.block();
    b.block();
    expect(priorityDigest(a.state)).not.toBe(priorityDigest(b.state));
  });

  test('changes with every field of the state', () => {
    const chains = new Chains();
    chains.allSay({ arrivals: [1, 2], prices: [{ price: 5, atMs: startMs }], l1: [[1, hash(1)]] });
    chains.block();
    const base = priorityDigest(chains.state);
    const changed = [
      { ...chains.state, height: chains.state.height + 1 },
      { ...chains.state, timeMs: chains.state.timeMs + 1 },
      { ...chains.state, positions: [9, 9, 9, 9] },
      { ...chains.state, liveCounts: [1, 0, 0, 0] },
      { ...chains.state, closedDigests: new Map() },
      { ...chains.state, l1: chains.state.l1.map((each) => ({ ...each, cut: { ...each.cut, number: 2 } })) },
    ] as (typeof chains.state)[];
    for (const each of changed) expect(priorityDigest(each)).not.toBe(base);
  });
});

describe('extensions', () => {
  test('reports that do not continue the chains halt the node: certification should never let them through', () => {
    const chains = new Chains();
    chains.say(0, { arrivals: [1] });
    chains.state.heads[0] = { ...chains.state.heads[0]!, seq: 5 };
    expect(() => chains.block()).toThrow('report extensions are contiguous');
  });
});
