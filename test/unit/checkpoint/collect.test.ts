import { beforeEach, describe, expect, test } from 'vitest';
import {
  collect,
  createCollector,
  windowSize,
  type CollectEffect,
  type CollectorState,
} from '../../../node/checkpoint/collect.ts';
import { validatorIndex, type Hash, type HexBytes } from '../../../node/types/ids.ts';

const hash = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as Hash;
const members = [1, 1, 1, 1].map((power, i) => ({ power, blsKey: `0x0${i}` as HexBytes }));
const header = hash(1);
const message = hash(2);
const aggregate = '0xaa' as HexBytes;

let state: CollectorState;
beforeEach(() => {
  state = createCollector(members);
});

const build = (number = 1n, headerHash = header) => collect(state, { type: 'built', number, headerHash, message });
const partial = (i: number, number = 1n, headerHash = header, signature = `0x1${i}`) =>
  collect(state, {
    type: 'partial',
    partial: { number, headerHash, validator: validatorIndex(i), signature: signature as HexBytes },
  });
const answer = (validators: number[], bad: number[] = []) =>
  collect(state, {
    type: 'aggregated',
    number: 1n,
    headerHash: header,
    validators: validators.map(validatorIndex),
    bad: bad.map(validatorIndex),
    aggregate: validators.length > bad.length ? aggregate : undefined,
  });
const types = (effects: readonly CollectEffect[]) => effects.map((effect) => effect.type);
const codes = (effects: readonly CollectEffect[]) =>
  effects.flatMap((effect) => (effect.type === 'fault' ? [effect.fault.code] : []));

describe('collecting signatures', () => {
  test('a header is signed when it is built, and certified when more than two thirds proved good', () => {
    expect(types(build())).toEqual(['sign']);
    expect([partial(3), partial(0)].flat()).toEqual([]);
    const [ask] = partial(1);
    expect(ask).toMatchObject({ type: 'aggregate', message, partials: [0, 1, 3].map((validator) => ({ validator })) });
    expect(answer([0, 1, 3])).toEqual([
      { type: 'certified', certificate: { number: 1n, headerHash: header, bitmap: 0b1011n, signature: aggregate } },
    ]);
  });

  test('exactly two thirds of the power are not enough', () => {
    state = createCollector([1, 1, 1].map((power, i) => ({ power, blsKey: members[i]!.blsKey })));
    build();
    expect([partial(0), partial(1)].flat()).toEqual([]);
    expect(types(partial(2))).toEqual(['aggregate']);
  });

  test('power counts, not heads', () => {
    state = createCollector([7, 1, 1, 1].map((power, i) => ({ power, blsKey: members[i]!.blsKey })));
    build();
    expect([partial(1), partial(2), partial(3)].flat()).toEqual([]);
    expect(types(partial(0))).toEqual(['aggregate']);
  });

  test('signatures that come before the own header wait for it', () => {
    expect([partial(0), partial(1), partial(2)].flat()).toEqual([]);
    expect(types(build())).toEqual(['sign', 'aggregate']);
  });

  test('a bad signature is named and left out; the sender may send a good one', () => {
    build();
    [partial(0), partial(1), partial(2)].flat();
    const effects = answer([0, 1, 2], [1]);
    expect(codes(effects)).toEqual(['CHECKPOINT_SIGNATURE_INVALID']);
    expect(types(effects)).toEqual(['fault']);
    expect(types(partial(1, 1n, header, '0x99'))).toEqual(['aggregate']);
    expect(types(answer([0, 1, 2]))).toEqual(['certified']);
  });

  test('bad signatures beside a quorum of good ones do not delay the certificate', () => {
    [0, 1, 2, 3].forEach((i) => partial(i));
    build();
    const effects = answer([0, 1, 2, 3], [2]);
    expect(types(effects)).toEqual(['fault', 'certified']);
    expect(effects[1]).toMatchObject({ certificate: { bitmap: 0b1011n } });
  });

  test('while an aggregate is computed nobody asks again, and a certificate comes once', () => {
    build();
    [partial(0), partial(1), partial(2)].flat();
    expect(partial(3)).toEqual([]);
    expect(types(answer([0, 1, 2]))).toEqual(['certified']);
    expect([answer([0, 1, 2]), build()].flat()).toEqual([]);
  });

  test('who signs another header than ours is reported and counts nothing', () => {
    partial(0, 1n, hash(9));
    expect(codes(build())).toEqual(['CHECKPOINT_HASH_DIFFERS']);
    expect(codes(partial(1, 1n, hash(9)))).toEqual(['CHECKPOINT_HASH_DIFFERS']);
    expect([partial(2), partial(3)].flat()).toEqual([]);
  });

  test('two headers of one number by one validator are evidence; the same twice is nothing', () => {
    build();
    partial(0);
    expect(partial(0)).toEqual([]);
    const [effect] = partial(0, 1n, hash(9));
    expect(effect).toMatchObject({ fault: { code: 'CHECKPOINT_EQUIVOCATION', validator: 0 } });
  });

  test('strangers and far numbers are refused, so that memory stays bounded', () => {
    expect(codes(partial(4))).toEqual(['CHECKPOINT_SIGNER_UNKNOWN']);
    expect(codes(partial(0, windowSize + 1n))).toEqual(['CHECKPOINT_NUMBER_OUT_OF_WINDOW']);
    expect(codes(partial(0, 0n))).toEqual(['CHECKPOINT_NUMBER_OUT_OF_WINDOW']);
    for (let number = 1n; number <= 200n; number++) {
      build(number, hash(Number(number)));
      for (const i of [0, 1, 2, 3]) partial(i, number + windowSize, hash(7));
    }
    expect(state.rounds.size).toBeLessThanOrEqual(2 * Number(windowSize) + 1);
    expect(codes(partial(0, 1n))).toEqual(['CHECKPOINT_NUMBER_OUT_OF_WINDOW']);
  });
});
