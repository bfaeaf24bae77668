import { describe, expect, test } from 'vitest';
import { CertificateMemory, convict } from '../../../node/consensus/forensics.ts';
import type { Certificate, VoteKind } from '../../../node/types/consensus.ts';
import { type Hash, type HexBytes, validatorIndex, zeroHash } from '../../../node/types/ids.ts';
import { epoch, view } from '../../../node/types/units.ts';
import { hash } from './rig.ts';

const signed = (kind: VoteKind, at: number, digest: Hash, signers: readonly number[]): Certificate => ({
  kind,
  epoch: epoch(1),
  view: view(at),
  digest,
  signatures: signers.map((validator) => ({
    validator: validatorIndex(validator),
    signature: `0x${kind}${validator}` as HexBytes,
  })),
});

const leaderOf = (): ReturnType<typeof validatorIndex> => validatorIndex(1);

describe('two certificates that cannot both be (rule 17)', () => {
  test.each([
    ['two blocks notarized in one view', signed('notarize', 5, hash(1), []), signed('notarize', 5, hash(2), []), true],
    ['two blocks final in one view', signed('finalize', 5, hash(1), []), signed('finalize', 5, hash(2), []), true],
    ['a final view that was nullified', signed('finalize', 5, hash(1), []), signed('nullify', 5, zeroHash, []), true],
    [
      'a nullified view that became final',
      signed('nullify', 5, zeroHash, []),
      signed('finalize', 5, hash(1), []),
      true,
    ],
    [
      'the same block by other signers',
      signed('finalize', 5, hash(1), [0]),
      signed('finalize', 5, hash(1), [1]),
      false,
    ],
    [
      'a notarized view that was nullified',
      signed('notarize', 5, hash(1), []),
      signed('nullify', 5, zeroHash, []),
      false,
    ],
    [
      'a notarized block that became final',
      signed('notarize', 5, hash(1), []),
      signed('finalize', 5, hash(1), []),
      false,
    ],
    ['two views', signed('finalize', 5, hash(1), []), signed('finalize', 6, hash(2), []), false],
  ] as const)('%s', (_, first, second, areRivals) => {
    const memory = new CertificateMemory(10);
    memory.keep(first);
    expect(memory.rivalOf(second) === first).toBe(areRivals);
  });

  test('convict exactly those who signed both, with both words', () => {
    const one = signed('finalize', 5, hash(1), [0, 2, 3]);
    const other = signed('finalize', 5, hash(2), [1, 2, 3]);
    const evidence = convict(one, other, leaderOf);
    expect(evidence.map((each) => each.code)).toEqual(['DOUBLE_VOTE', 'DOUBLE_VOTE']);
    expect(evidence).toMatchObject([
      { misconduct: { validator: 2, view: 5, first: { digest: hash(1) }, second: { digest: hash(2) } } },
      { misconduct: { validator: 3, view: 5, first: { digest: hash(1) }, second: { digest: hash(2) } } },
    ]);
    const nullified = signed('nullify', 5, zeroHash, [1, 2, 3]);
    expect(convict(one, nullified, leaderOf).map((each) => each.code)).toEqual([
      'NULLIFY_AND_FINALIZE',
      'NULLIFY_AND_FINALIZE',
    ]);
  });

  test('a leader of two notarizations has proposed twice: its signatures there are those of proposals', () => {
    const [one, other] = [signed('notarize', 5, hash(1), [1, 2]), signed('notarize', 5, hash(2), [1, 2])];
    expect(convict(one, other, leaderOf)).toMatchObject([
      {
        code: 'DOUBLE_PROPOSAL',
        misconduct: { validator: 1, first: { kind: 'propose' }, second: { kind: 'propose' } },
      },
      { code: 'DOUBLE_VOTE', misconduct: { validator: 2, first: { kind: 'notarize' }, second: { kind: 'notarize' } } },
    ]);
  });

  test('are compared once: one that was kept beside its rival has none any more', () => {
    const memory = new CertificateMemory(10);
    const [one, other] = [signed('finalize', 5, hash(1), []), signed('finalize', 5, hash(2), [])];
    memory.keep(one);
    expect(memory.rivalOf(other)).toBe(one);
    memory.keep(other);
    expect(memory.rivalOf(other)).toBeUndefined();
    expect(memory.rivalOf(one)).toBeUndefined();
  });

  test('are remembered for a bounded number of views, the oldest forgotten first', () => {
    const memory = new CertificateMemory(3);
    for (let at = 1; at <= 4; at++) memory.keep(signed('finalize', at, hash(1), []));
    expect(memory.rivalOf(signed('finalize', 1, hash(2), []))).toBeUndefined();
    expect(memory.rivalOf(signed('finalize', 2, hash(2), []))).toBeDefined();
  });
});
