import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { priorityBytes, priorityDigest } from '../../../node/priority/commit.ts';
import { decodePriority, solidAndWaiting } from '../../../node/priority/snapshot.ts';
import type { PriorityState } from '../../../node/priority/state.ts';
import { WitanError } from '../../../node/types/fault.ts';
import type { Hash } from '../../../node/types/ids.ts';
import { type TimeMs, timeMs } from '../../../node/types/units.ts';
import { foreignBytes } from '../foreign.ts';
import { Chains, hash, startMs } from './reports.ts';

const copyOf = (state: PriorityState): PriorityState =>
  decodePriority(state.config, state.committee, priorityBytes(state), [...state.closed]);

/** Some of everything: live, solid, dropped and released arrivals, prices, named L1 blocks, different clocks. */
function lived(): Chains {
  const chains = new Chains();
  chains.allSay({ atMs: startMs + 5, arrivals: [1, 2], prices: [{ price: 5, atMs: startMs }], l1: [[1, hash(1)]] });
  chains.block();
  chains.say(1, { atMs: startMs + 40, arrivals: [3, 4] });
  chains.say(2, { atMs: startMs + 41, arrivals: [4], l1: [[2, hash(2)], [3, hash(3)]] }); // prettier-ignore
  chains.say(0, { atMs: startMs + 42, arrivals: [5] });
  chains.block();
  return chains;
}

describe('priority’s state in a snapshot', () => {
  test('reads back as it was: equal to the last map, and equal to itself after further blocks', () => {
    const chains = lived();
    const copy = copyOf(chains.state);
    const sorted = (state: PriorityState): unknown => ({
      ...state,
      live: new Map([...state.live].sort(([a], [b]) => (a < b ? -1 : 1))),
    });
    expect(sorted(copy)).toEqual(sorted(chains.state));
    expect(priorityDigest(copy)).toBe(priorityDigest(chains.state));
    expect([...copy.closed]).toEqual([...chains.state.closed]);
    expect(copy.closed.size).toBe(2);
  });

  test('live arrivals come in order of their first reports, whatever their hashes', () => {
    const chains = new Chains();
    for (let number = 9; number > 0; number--) {
      chains.say(0, { atMs: startMs + 10 * (10 - number), arrivals: [number] });
      chains.allSay({ atMs: startMs + 10 * (10 - number) + 1 });
      chains.block();
    }
    const times = [...copyOf(chains.state).live.values()].map(({ firstBlockTimeMs }) => firstBlockTimeMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(9);
  });

  test('a closed hash more, fewer, or at another time is another state, or none', () => {
    const { state } = lived();
    const closed = [...state.closed];
    const [first, second] = closed as [[Hash, TimeMs], [Hash, TimeMs]];
    const changed = [
      [first],
      [...closed, [hash(9), first[1]]],
      [second, first],
      [[first[0], timeMs(first[1] + 1)], second],
      [first, second, first],
    ] as (readonly (readonly [Hash, TimeMs])[])[];
    for (const each of changed) {
      expect(() => decodePriority(state.config, state.committee, priorityBytes(state), each)).toThrow(
        'not its own encoding',
      );
    }
  });

  test('foreign bytes are refused with a code, or are the one encoding of what is read', () => {
    const { state } = lived();
    fc.assert(
      fc.property(foreignBytes([priorityBytes(state)]), (bytes) => {
        try {
          const read = decodePriority(state.config, state.committee, bytes, [...state.closed]);
          expect(Buffer.from(priorityBytes(read)).equals(Buffer.from(bytes))).toBe(true);
        } catch (error) {
          if (!(error instanceof WitanError)) throw error;
          expect(error.code).toMatch(/^(SNAPSHOT_MALFORMED|BYTES_SHORT|BYTES_UNSAFE)$/);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('what a quorum has reported and the cap has held back is named, ascending', () => {
    const chains = new Chains({ releasedPerBlockMax: 1 });
    chains.allSay({ atMs: startMs + 5, arrivals: [3, 1, 2] });
    chains.say(0, { atMs: startMs + 6, arrivals: [7] });
    chains.block();
    const waiting = solidAndWaiting(chains.state);
    expect(waiting).toHaveLength(2);
    expect(waiting).toEqual([...waiting].sort());
    expect(solidAndWaiting(copyOf(chains.state))).toEqual(waiting);
  });
});
