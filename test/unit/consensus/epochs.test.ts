import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { voteBytes } from '../../../node/codec/signingBytes.ts';
import {
  createEpochs,
  decide,
  decodeEpochs,
  decisionAt,
  enterEpoch,
  epochsBytes,
  epochsDigest,
  type EpochState,
  takeCommittee,
  namedNext,
  takeMisconduct,
  takePlan,
} from '../../../node/consensus/epochs.ts';
import { leaderSchedule } from '../../../node/consensus/leaderSchedule.ts';
import { reportNameOf } from '../../../node/crypto/digests.ts';
import { ed25519PublicKey } from '../../../node/crypto/ed25519.ts';
import { createNativeSign, createNativeVerify } from '../../../node/crypto/ed25519Native.ts';
import { fromHex } from '../../../node/codec/hex.ts';
import { type Committee, makeCommittee, type Member, withJailed } from '../../../node/types/committee.ts';
import { type HexBytes, validatorIndex, zeroAddress, zeroHash } from '../../../node/types/ids.ts';
import type { Misconduct, SignedWord } from '../../../node/types/misconduct.ts';
import { epoch, height, view } from '../../../node/types/units.ts';
import { WitanError } from '../../../node/types/fault.ts';
import { foreignBytes } from '../foreign.ts';
import { hash } from './rig.ts';

const networkId = hash(99);
const seed = (node: number): Uint8Array => new Uint8Array(32).fill(node + 1);
const member = (node: number, weight = 1): Member => ({
  operator: zeroAddress,
  weight,
  ed25519Key: ed25519PublicKey(seed(node)),
  blsKey: '0x' as HexBytes,
});
const of = (...weights: readonly number[]): Committee =>
  makeCommittee(
    networkId,
    1,
    epoch(1),
    weights.map((weight, node) => member(node, weight)),
  );
const verify = createNativeVerify();
const sign = (node: number, bytes: Uint8Array): HexBytes => createNativeSign(seed(node))(bytes);
const word = (node: number, kind: SignedWord['kind'], digest = hash(1), of = 1): SignedWord => ({
  kind,
  digest,
  signature: sign(node, voteBytes(networkId, kind, epoch(of), view(7), digest)),
});
const about = (node: number, first: SignedWord, second: SignedWord, at = 1): Misconduct => ({
  about: 'view',
  epoch: epoch(at),
  validator: validatorIndex(node),
  view: view(7),
  first,
  second,
});
const doubleVote = (node: number, at = 1): Misconduct =>
  about(node, word(node, 'finalize', hash(1), at), word(node, 'finalize', hash(2), at), at);

let state: EpochState;
beforeEach(() => {
  state = createEpochs({ blocks: 100, lookaheadBlocks: 10 }, of(1, 1, 1, 1));
});
const powers = (committee: Committee | undefined): number[] | undefined =>
  committee?.validators.map(({ power }) => power);
const install = (id: number, ...nodes: readonly number[]): string | undefined =>
  takeCommittee(state, { kind: 'committee', id, members: nodes.map((node) => member(node)), l1Block: 1 })?.type;

describe('the end of an epoch (rule 16)', () => {
  test('is decided at one height, so many blocks before', () => {
    install(2, 0, 1, 2, 4);
    decide(state, height(89));
    expect(decisionAt(state, height(100))).toBeUndefined();
    decide(state, height(90));
    expect(decisionAt(state, height(100))?.next).toMatchObject({ id: 2, epoch: 2 });
  });

  test('does not come while nothing changes: the same committee goes on', () => {
    decide(state, height(90));
    expect(decisionAt(state, height(100))).toEqual({ boundary: 100, next: undefined });
    decide(state, height(190));
    expect(decisionAt(state, height(100))).toBeUndefined();
  });

  test('what L1 installs later counts at the next end', () => {
    decide(state, height(90));
    install(2, 0, 1, 2, 4);
    expect(decisionAt(state, height(100))?.next).toBeUndefined();
    decide(state, height(190));
    expect(decisionAt(state, height(200))?.next?.id).toBe(2);
  });

  test('the newest committee of L1 takes over, and none goes back', () => {
    install(2, 0, 1, 2, 4);
    install(4, 0, 1, 2, 3, 4);
    expect(install(3, 5, 6, 7, 8)).toBeUndefined();
    decide(state, height(90));
    enterEpoch(state);
    expect(state.committee).toMatchObject({ id: 4, epoch: 2 });
    expect(install(4, 5, 6, 7, 8)).toBeUndefined();
    decide(state, height(190));
    expect(decisionAt(state, height(200))?.next).toBeUndefined();
  });

  test('one that L1 installs between decision and end is not lost', () => {
    install(2, 0, 1, 2, 4);
    decide(state, height(90));
    install(3, 0, 1, 2, 5);
    enterEpoch(state);
    expect(state.committee.id).toBe(2);
    decide(state, height(190));
    expect(decisionAt(state, height(200))?.next?.id).toBe(3);
  });

  test.each([
    ['nobody', []],
    ['one validator with more than f', [member(0, 9), member(1), member(2), member(3)]],
    ['a key twice', [member(0), member(1), member(2), member(2)]],
  ])('a committee of %s is refused, and the one in office stays', (_, members) => {
    expect(takeCommittee(state, { kind: 'committee', id: 2, members, l1Block: 1 })?.type).toBe('committeeRefused');
    decide(state, height(90));
    expect(decisionAt(state, height(100))?.next).toBeUndefined();
  });

  test('is under the state root: whatever may change who votes changes the digest', () => {
    const digests = [epochsDigest(state)];
    install(2, 0, 1, 2, 4);
    digests.push(epochsDigest(state));
    takeMisconduct(state, doubleVote(3), verify);
    digests.push(epochsDigest(state));
    takePlan(state, { kind: 'plan', id: 3, hash: hash(9), l1Block: 1 });
    digests.push(epochsDigest(state));
    decide(state, height(90));
    digests.push(epochsDigest(state));
    enterEpoch(state);
    digests.push(epochsDigest(state));
    expect(new Set(digests).size).toBe(6);
  });
});

describe('the next committee that L1 has planned', () => {
  const plan = (id: number, byte: number) => takePlan(state, { kind: 'plan', id, hash: hash(byte), l1Block: 1 })?.type;

  test('is named by headers of the one before it, until it takes over', () => {
    expect(namedNext(state)).toBe(zeroHash);
    expect(plan(2, 7)).toBe('committeePlanned');
    expect(namedNext(state)).toBe(hash(7));
    install(2, 0, 1, 2, 4);
    decide(state, height(90));
    expect(namedNext(state)).toBe(hash(7));
    enterEpoch(state);
    expect([namedNext(state), state.planned]).toEqual([zeroHash, undefined]);
  });

  test('is the last plan: an earlier one of the same committee is named no longer', () => {
    plan(2, 7);
    plan(2, 8);
    expect(namedNext(state)).toBe(hash(8));
  });

  test('that is planned before the one in between takes over is named from there on', () => {
    plan(2, 7);
    install(2, 0, 1, 2, 4);
    decide(state, height(90));
    plan(3, 9);
    expect(namedNext(state)).toBe(zeroHash);
    enterEpoch(state);
    expect(namedNext(state)).toBe(hash(9));
  });

  test('is no news when it is in office already', () => {
    expect(plan(1, 7)).toBeUndefined();
    expect(state.planned).toBeUndefined();
  });
});

describe('in a snapshot', () => {
  test('reads back as it was, whatever there is of it', () => {
    const states = [structuredClone(state)];
    install(2, 0, 1, 2, 4);
    takeMisconduct(state, doubleVote(3), verify);
    states.push(structuredClone(state));
    takePlan(state, { kind: 'plan', id: 3, hash: hash(9), l1Block: 1 });
    states.push(structuredClone(state));
    decide(state, height(90));
    install(3, 0, 1, 2, 4, 5);
    states.push(structuredClone(state));
    enterEpoch(state);
    states.push(structuredClone(state));
    for (const each of states) {
      const copy = decodeEpochs(each.config, networkId, epochsBytes(each));
      expect(copy).toEqual(each);
      expect(epochsDigest(copy)).toBe(epochsDigest(each));
    }
  });

  test('anything else is refused with a code', () => {
    install(2, 0, 1, 2, 4);
    decide(state, height(90));
    fc.assert(
      fc.property(foreignBytes([epochsBytes(state)]), (bytes) => {
        try {
          expect(epochsBytes(decodeEpochs(state.config, networkId, bytes))).toEqual(bytes);
        } catch (error) {
          if (!(error instanceof WitanError)) throw error;
        }
      }),
    );
  });
});

describe('who is proven guilty (rule 17)', () => {
  test('is without power from the next epoch on, keeps its place and weight, and never leads', () => {
    expect(takeMisconduct(state, doubleVote(3), verify)).toMatchObject({
      type: 'validatorJailed',
      code: 'DOUBLE_VOTE',
    });
    expect(powers(state.committee)).toEqual([1, 1, 1, 1]);
    decide(state, height(90));
    enterEpoch(state);
    expect(powers(state.committee)).toEqual([1, 1, 1, 0]);
    expect(state.committee).toMatchObject({ totalPower: 3, faultyPower: 0, quorumPower: 3 });
    expect(state.committee.validators[3]!.weight).toBe(1);
    const leaderOf = leaderSchedule(state.committee);
    expect(Array.from({ length: 50 }, (_, at) => leaderOf(view(at)))).not.toContain(3);
  });

  test('stays so in committees that L1 installs later', () => {
    takeMisconduct(state, doubleVote(3), verify);
    install(2, 4, 3, 2, 1, 0);
    decide(state, height(90));
    expect(powers(decisionAt(state, height(100))?.next)).toEqual([1, 0, 1, 1, 1]);
  });

  test('is told once', () => {
    takeMisconduct(state, doubleVote(3), verify);
    expect(takeMisconduct(state, doubleVote(3), verify)).toBeUndefined();
  });

  test('can be proven guilty in the epoch after, not later', () => {
    for (const id of [2, 3]) {
      install(id, 0, 1, 2, 3, 3 + id);
      decide(state, height(100 * id - 110));
      enterEpoch(state);
    }
    expect(takeMisconduct(state, doubleVote(1, 1), verify)).toBeUndefined();
    expect(takeMisconduct(state, doubleVote(1, 2), verify)).toMatchObject({ type: 'validatorJailed', epoch: 2 });
  });

  test('loses no power beyond f of the weight: what is left makes a quorum on L1', () => {
    const all = new Set([0, 1, 2, 3, 4].map((node) => member(node).ed25519Key));
    expect(powers(withJailed(of(1, 1, 1, 1), epoch(2), all))).toEqual([0, 1, 1, 1]);
    expect(powers(withJailed(of(3, 2, 2, 3, 1), epoch(2), all))).toEqual([0, 2, 2, 3, 1]);
    expect(powers(withJailed(of(2, 3, 2, 3, 1), epoch(2), all))).toEqual([0, 3, 2, 3, 0]);
  });
});

describe('what proves something', () => {
  const seal = (node: number, prev: number, says: number) => {
    const place = {
      epoch: epoch(1),
      validator: validatorIndex(node),
      seq: 5,
      prevDigest: hash(prev),
      contentHash: hash(says),
    };
    const signature = sign(node, fromHex(reportNameOf(networkId, place)));
    return { prevDigest: hash(prev), contentHash: hash(says), signature };
  };
  const reports = (first: ReturnType<typeof seal>, second: ReturnType<typeof seal>): Misconduct => ({
    about: 'report',
    epoch: epoch(1),
    validator: validatorIndex(2),
    seq: 5,
    first,
    second,
  });
  const nullify = (node: number): SignedWord => word(node, 'nullify', zeroHash);

  test.each<[string, Misconduct]>([
    ['DOUBLE_PROPOSAL', about(2, word(2, 'propose'), word(2, 'propose', hash(2)))],
    ['DOUBLE_VOTE', about(2, word(2, 'notarize'), word(2, 'notarize', hash(2)))],
    ['PROPOSE_AGAINST_NOTARIZE', about(2, word(2, 'notarize'), word(2, 'propose', hash(2)))],
    ['NULLIFY_AND_FINALIZE', about(2, nullify(2), word(2, 'finalize'))],
    ['NULLIFY_AND_FINALIZE', about(2, word(2, 'finalize'), nullify(2))],
    ['DOUBLE_REPORT', reports(seal(2, 1, 8), seal(2, 1, 9))],
    ['DOUBLE_REPORT', reports(seal(2, 1, 8), seal(2, 2, 8))],
  ])('%s', (code, misconduct) => {
    expect(takeMisconduct(state, misconduct, verify)).toMatchObject({ code, validator: 2 });
  });

  test.each<[string, Misconduct]>([
    ['the same word twice', about(2, word(2, 'finalize'), word(2, 'finalize'))],
    ['a proposal and the notarize that it counts as', about(2, word(2, 'propose'), word(2, 'notarize'))],
    ['a notarize and then a nullify', about(2, word(2, 'notarize'), nullify(2))],
    ['a notarize of one block and a finalize of another', about(2, word(2, 'notarize'), word(2, 'finalize', hash(2)))],
    ['nullify twice', about(2, nullify(2), nullify(2))],
    ['a word of somebody else', about(2, word(2, 'finalize'), word(1, 'finalize', hash(2)))],
    ['words of another epoch', { ...doubleVote(2, 2), epoch: epoch(1) }],
    ['a validator that does not exist', { ...doubleVote(2), validator: validatorIndex(9) }],
    ['the same report twice', reports(seal(2, 1, 8), seal(2, 1, 8))],
    ['a report of somebody else', reports(seal(2, 1, 8), seal(1, 1, 9))],
  ])('not %s', (_, misconduct) => {
    expect(takeMisconduct(state, misconduct, verify)).toBeUndefined();
    expect(state.jailed.size).toBe(0);
  });
});
