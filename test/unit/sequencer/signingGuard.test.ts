import { describe, expect, test } from 'vitest';
import { SigningGuard } from '../../../node/sequencer/signingGuard.ts';
import { emptyGuard } from '../../../node/types/guard.ts';
import { type Hash, zeroHash } from '../../../node/types/ids.ts';
import { epoch, view } from '../../../node/types/units.ts';

const hash = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}` as Hash;
type Kind = 'propose' | 'notarize' | 'nullify' | 'finalize';
const kinds: readonly Kind[] = ['propose', 'notarize', 'nullify', 'finalize'];

describe('what the signing guard lets a key sign (rule 13)', () => {
  const allowed: Readonly<Record<Kind, readonly Kind[]>> = {
    propose: ['nullify', 'finalize'],
    notarize: ['nullify', 'finalize'],
    nullify: [],
    finalize: [],
  };

  test.each(kinds.flatMap((first) => kinds.map((second) => [first, second] as const)))(
    'after %s, %s in the same view only where it is stronger',
    (first, second) => {
      const guard = new SigningGuard(emptyGuard);
      expect(guard.allowVote(epoch(1), view(5), first, hash(1))).toBe(true);
      expect(guard.allowVote(epoch(1), view(5), second, hash(2))).toBe(allowed[first].includes(second));
    },
  );

  test('the very last word may be said again, and no other in its place', () => {
    for (const kind of kinds) {
      const guard = new SigningGuard(emptyGuard);
      guard.allowVote(epoch(1), view(5), kind, hash(1));
      const before = guard.record;
      expect(guard.allowVote(epoch(1), view(5), kind, hash(1))).toBe(true);
      expect(guard.allowVote(epoch(1), view(5), kind, hash(2))).toBe(false);
      expect(guard.record).toBe(before);
      guard.allowVote(epoch(1), view(6), 'notarize', hash(3));
      expect(guard.allowVote(epoch(1), view(5), kind, hash(1))).toBe(false);
    }
  });

  test('nothing in an earlier view or epoch, everything in a later one', () => {
    const guard = new SigningGuard(emptyGuard);
    guard.allowVote(epoch(2), view(5), 'notarize', hash(1));
    for (const kind of kinds) {
      expect(guard.allowVote(epoch(2), view(4), kind, hash(1))).toBe(false);
      expect(guard.allowVote(epoch(1), view(9), kind, hash(1))).toBe(false);
    }
    expect(guard.allowVote(epoch(2), view(6), 'propose', hash(1))).toBe(true);
    expect(guard.allowVote(epoch(3), view(1), 'propose', hash(1))).toBe(true);
  });

  test('a refusal changes nothing', () => {
    const guard = new SigningGuard(emptyGuard);
    guard.allowVote(epoch(1), view(5), 'finalize', hash(1));
    const before = guard.record;
    guard.allowVote(epoch(1), view(5), 'nullify', hash(1));
    guard.allowReport(epoch(0), 0, hash(1));
    expect(guard.record).toBe(before);
  });

  test('a report has a seq that none had before', () => {
    const guard = new SigningGuard(emptyGuard);
    expect(guard.allowReport(epoch(1), 3, hash(3))).toBe(true);
    expect(guard.allowReport(epoch(1), 3, hash(4))).toBe(false);
    expect(guard.allowReport(epoch(1), 3, hash(3))).toBe(false);
    expect(guard.allowReport(epoch(1), 2, hash(2))).toBe(false);
    expect(guard.record).toMatchObject({ reportSeq: 3, reportDigest: hash(3) });
  });

  test('report chains begin anew with an epoch, and no chain of an earlier one goes on', () => {
    const guard = new SigningGuard(emptyGuard);
    guard.allowReport(epoch(1), 3, hash(3));
    expect(guard.allowReport(epoch(2), 1, hash(1))).toBe(true);
    expect(guard.lastReport(epoch(2))).toEqual({ seq: 1, digest: hash(1) });
    expect(guard.allowReport(epoch(1), 4, hash(4))).toBe(false);
    expect(guard.lastReport(epoch(3))).toEqual({ seq: 0, digest: zeroHash });
  });

  test('a header has a later number, or is the same one again', () => {
    const guard = new SigningGuard(emptyGuard);
    expect(guard.allowHeader(3, hash(3))).toBe(true);
    expect(guard.allowHeader(3, hash(3))).toBe(true);
    expect(guard.allowHeader(3, hash(4))).toBe(false);
    expect(guard.allowHeader(2, hash(2))).toBe(false);
    expect(guard.allowHeader(4, hash(4))).toBe(true);
  });

  test('it goes on from what was stored', () => {
    const guard = new SigningGuard({
      ...emptyGuard,
      epoch: 1,
      view: 9,
      rank: 1,
      reportEpoch: 1,
      reportSeq: 7,
      headerNumber: 2,
    });
    expect(guard.allowVote(epoch(1), view(9), 'notarize', hash(1))).toBe(false);
    expect(guard.allowVote(epoch(1), view(9), 'nullify', hash(1))).toBe(true);
    expect(guard.allowReport(epoch(1), 7, hash(1))).toBe(false);
  });
});
