import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFaults } from '../../../devnet/options.ts';
import { castOf, drawFault, drawLies, drawOutage, type FaultKind, faultKinds, faultyNeeded, validatorsFor } from '../../../devnet/faults/schedule.ts'; // prettier-ignore
import { Random } from '../../../devnet/random.ts';

const all = new Set<FaultKind>(faultKinds);
const faulty = (validators: number): number => Math.floor((validators - 1) / 3);

/** Any kinds, in any committee that can bear them. */
const run = fc
  .record({
    validators: fc.integer({ min: 4, max: 16 }),
    kinds: fc.subarray([...faultKinds], { minLength: 1 }).map((kinds) => new Set(kinds)),
    seed: fc.nat(),
  })
  .filter(({ validators, kinds }) => validators >= validatorsFor(faultyNeeded(kinds)));

const times = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

describe('the schedule of faults', () => {
  test('is the same for the same seed', () => {
    const drawn = (seed: number): unknown => {
      const random = new Random(seed);
      const cast = castOf(7, all, random);
      const faults = times(20, () => drawFault(cast.lanes[0]!, cast, all, random));
      return [cast, faults, drawOutage(7, cast, all, random)];
    };
    expect(drawn(3)).toEqual(drawn(3));
    expect(drawn(3)).not.toEqual(drawn(4));
  });

  test('makes at most f validators faulty at a time: the liar, and one of each lane', () => {
    fc.assert(
      fc.property(run, ({ validators, kinds, seed }) => {
        const { lanes, liar } = castOf(validators, kinds, new Random(seed));
        expect(lanes.length + (liar === undefined ? 0 : 1)).toBeLessThanOrEqual(faulty(validators));
        expect(lanes.flat()).not.toContain(liar);
        expect(new Set(lanes.flat()).size).toBe(lanes.flat().length);
      }),
    );
  });

  test('never kills those whose memory is watched, nor lets them lie, and cuts them off as others', () => {
    fc.assert(
      fc.property(run, ({ validators, kinds, seed }) => {
        const random = new Random(seed);
        const cast = castOf(validators, kinds, random);
        expect(cast.spared).not.toContain(cast.liar);
        const faults = cast.lanes.flatMap((lane) => times(30, () => drawFault(lane, cast, kinds, random)));
        for (const { kind, validator } of faults) {
          if (kind === 'crash') expect(cast.spared).not.toContain(validator);
        }
        if (!kinds.has('crash')) return;
        const { how, validators: hit } = drawOutage(validators, cast, kinds, random);
        if (how === 'crash') expect(hit.filter((each) => [...cast.spared, cast.liar].includes(each))).toEqual([]);
      }),
    );
    const random = new Random(1);
    const cast = castOf(7, all, random);
    const cut = times(200, () => drawFault(cast.lanes[0]!, cast, all, random)).filter(
      ({ kind }) => kind === 'partition',
    );
    expect(cut.map(({ validator }) => validator)).toEqual(expect.arrayContaining([...cast.spared]));
  });

  test('draws kinds that are wanted, and no others', () => {
    fc.assert(
      fc.property(run, ({ validators, kinds, seed }) => {
        const random = new Random(seed);
        const cast = castOf(validators, kinds, random);
        const drawn = cast.lanes.flatMap((lane) => times(50, () => drawFault(lane, cast, kinds, random).kind));
        const inLanes = (['crash', 'partition', 'slow-disk'] as const).filter((kind) => kinds.has(kind));
        expect([...new Set(drawn)].sort()).toEqual(inLanes);
        expect(cast.liar === undefined).toBe(!kinds.has('byzantine'));
      }),
    );
  });

  test('leaves nobody a quorum in an outage', () => {
    fc.assert(
      fc.property(run, ({ validators, kinds, seed }) => {
        const random = new Random(seed);
        const cast = castOf(validators, kinds, random);
        if (!kinds.has('crash') && !kinds.has('partition')) return;
        const quorum = validators - faulty(validators);
        const { how, validators: hit } = drawOutage(validators, cast, kinds, random);
        expect(new Set(hit).size).toBe(hit.length);
        expect(validators - hit.length).toBeLessThan(quorum);
        if (how === 'partition') expect(hit.length).toBeLessThan(quorum);
      }),
    );
  });

  test('lets a liar do everything it can before it does anything again', () => {
    const lies = drawLies(['a', 'b', 'c'], new Random(1));
    const rounds = times(4, () => times(3, () => lies.next().value.behaviour));
    for (const round of rounds) expect(round.toSorted()).toEqual(['a', 'b', 'c']);
    expect(new Set(rounds.map(String)).size).toBeGreaterThan(1);
  });
});

describe('--faults', () => {
  test('takes kinds by name', () => {
    expect(parseFaults('crash,slow-disk', 4)).toEqual(new Set(['crash', 'slow-disk']));
    expect(parseFaults('', 4).size).toBe(0);
    expect(parseFaults('crash,partition,slow-disk,byzantine', 7)).toEqual(all);
  });

  test.each([
    ['what is none', 'crash,flood', 7, 'flood'],
    ['more than four validators can bear', 'crash,byzantine', 4, '--validators 7'],
    ['the same for links', 'partition,byzantine', 6, '--validators 7'],
  ])('refuses %s', (_what, text, validators, words) => {
    const refused = expect.objectContaining({ code: 'FLAG_INVALID' }) as Error;
    expect(() => parseFaults(text, validators)).toThrow(refused);
    try {
      parseFaults(text, validators);
    } catch (error) {
      const { message, hint } = error as Error & { readonly hint?: string };
      expect(`${message} ${hint}`).toContain(words);
    }
  });
});
