import { beforeEach, describe, expect, test } from 'vitest';
import { ReportChains } from '../../../node/mempool/reportChains.ts';
import type { ReportHead } from '../../../node/types/consensus.ts';
import { type Hash, type HexBytes, validatorIndex, zeroHash } from '../../../node/types/ids.ts';
import type { SignedReport } from '../../../node/types/report.ts';
import { epoch, height, timeMs } from '../../../node/types/units.ts';

const digest = (branch: number, seq: number): Hash =>
  (seq === 0 ? zeroHash : `0x${(branch * 1_000 + seq).toString(16).padStart(64, '0')}`) as Hash;
const author = validatorIndex(0);
const bytes = 100;

/** Report `seq` of a branch; where the branch leaves another one, its predecessor is named. */
const report = (seq: number, branch = 1, previous: Hash = digest(branch, seq - 1), arrivals = 0): SignedReport => ({
  report: {
    epoch: epoch(1),
    validator: author,
    seq,
    prevDigest: previous,
    localTimeMs: timeMs(1_000 + seq),
    arrivals: Array.from({ length: arrivals }, (_, n) => ({ hash: digest(9, n + 1), timeMs: timeMs(1) })),
    prices: [],
    l1: [],
    executed: { height: height(0), resultDigest: zeroHash },
    misconduct: [],
  },
  digest: digest(branch, seq),
  signature: '0x' as HexBytes,
});
const head = (seq: number, branch = 1): ReportHead => ({ validator: author, seq, digest: digest(branch, seq) });
const start = head(0);

let chains: ReportChains;
let nowMs: number;
beforeEach(() => {
  chains = new ReportChains({ extensionBytesMax: 10 * bytes, looseBytesMax: 5 * bytes }, 2);
  nowMs = 0;
});
const add = (signed: SignedReport, reason?: 'heard' | 'wanted' | 'restored'): ReturnType<ReportChains['add']> =>
  chains.add(signed, bytes, timeMs(++nowMs), reason);
const addTo = (last: number, from = 1, branch = 1): void => {
  for (let seq = from; seq <= last; seq++) add(report(seq, branch), 'restored');
};
const seqs = (reports: readonly SignedReport[]): number[] => reports.map(({ report: { seq } }) => seq);

describe('one chain', () => {
  test('grows report by report', () => {
    expect(add(report(1))).toEqual({ type: 'extended', count: 1 });
    expect(add(report(2))).toEqual({ type: 'extended', count: 1 });
    expect(chains.tip(author)).toEqual({ validator: 0, seq: 2, digest: digest(1, 2), tailBytes: 2 * bytes });
    expect(chains.tipTimeMs(author)).toBe(1_002);
  });

  test('takes each report once', () => {
    add(report(1));
    expect(add(report(1))).toEqual({ type: 'duplicate' });
    chains.finalize(head(1));
    expect(add(report(1))).toEqual({ type: 'duplicate' });
    expect(add(report(1, 2, zeroHash))).toEqual({ type: 'duplicate' });
  });

  test('a report whose predecessor is missing is a gap, and is joined when that comes', () => {
    add(report(1));
    expect(add(report(3))).toEqual({ type: 'gap', afterSeq: 1 });
    expect(add(report(4))).toEqual({ type: 'held' });
    expect(chains.tip(author).seq).toBe(1);
    expect(chains.gapAfter(author)).toBe(1);
    expect(add(report(2))).toEqual({ type: 'extended', count: 3 });
    expect(chains.tip(author)).toMatchObject({ seq: 4, tailBytes: 4 * bytes });
    expect(chains.gapAfter(author)).toBeUndefined();
  });

  test('a seq that does not follow its predecessor’s is refused', () => {
    add(report(1));
    expect(add(report(3, 1, digest(1, 1)))).toMatchObject({ type: 'refused', fault: { code: 'REPORT_SEQ' } });
    expect(add(report(2, 2, zeroHash))).toMatchObject({ type: 'refused', fault: { code: 'REPORT_SEQ' } });
  });

  test('its unfinal tail is bounded by K, and has room again when a part is final', () => {
    for (let seq = 1; seq <= 10; seq++) expect(add(report(seq)).type).toBe('extended');
    expect(add(report(11))).toMatchObject({ type: 'refused', fault: { code: 'REPORT_TAIL_FULL', seq: 11 } });
    chains.finalize(head(3));
    expect(chains.tip(author).tailBytes).toBe(7 * bytes);
    expect(add(report(11)).type).toBe('extended');
  });

  test('what the journal gives back was bounded before: no bound applies again', () => {
    addTo(30);
    expect(chains.tip(author).seq).toBe(30);
  });

  test('chains of different validators have nothing to do with one another', () => {
    addTo(3);
    expect(chains.tip(validatorIndex(1)).seq).toBe(0);
    expect(chains.has(validatorIndex(1), digest(1, 1))).toBe(false);
  });
});

describe('reports out of place', () => {
  test('those that came early are bounded in bytes', () => {
    for (let seq = 3; seq <= 7; seq++) add(report(seq));
    expect(add(report(8))).toMatchObject({ type: 'refused', fault: { code: 'REPORT_LOOSE_FULL' } });
    expect(add(report(1)).type).toBe('extended');
    expect(add(report(2))).toEqual({ type: 'extended', count: 6 });
    expect(add(report(9)).type).toBe('gap');
  });

  test('finality makes room for others', () => {
    for (let seq = 3; seq <= 7; seq++) add(report(seq));
    chains.finalize(head(20));
    for (let seq = 22; seq <= 26; seq++) expect(add(report(seq)).type).not.toBe('refused');
    expect(add(report(27)).type).toBe('refused');
  });

  test('an author who forks without end fills no memory', () => {
    addTo(1);
    for (let branch = 2; branch < 500; branch++) add(report(1, branch, zeroHash));
    expect([...chains.all(author)]).toHaveLength(6);
    expect(add(report(2)).type).toBe('extended');
  });

  test('a report that a block names is held even then', () => {
    addTo(1);
    for (let branch = 2; branch < 50; branch++) add(report(1, branch, zeroHash));
    expect(add(report(1, 60, zeroHash), 'heard').type).toBe('refused');
    expect(add(report(1, 60, zeroHash), 'wanted').type).toBe('held');
    expect(chains.extension(start, head(1, 60))).toMatchObject({ complete: true });
    for (let branch = 61; branch < 1_000; branch++) add(report(1, branch, zeroHash), 'wanted');
    expect([...chains.all(author)].length).toBeLessThanOrEqual(1 + 16 * 5);
  });
});

describe('two branches of an equivocator', () => {
  beforeEach(() => {
    addTo(4);
    add(report(3, 2, digest(1, 2)));
    add(report(4, 2));
  });

  test('the first two reports for one place prove it, once and for all', () => {
    const proof = { first: report(3), second: report(3, 2, digest(1, 2)) };
    expect(chains.equivocation(author)).toEqual(proof);
    chains.finalize(head(4));
    add(report(5));
    add(report(5, 2));
    expect(chains.equivocation(author)).toEqual(proof);
    expect(chains.equivocation(validatorIndex(1))).toBeUndefined();
  });

  test('the tip follows the one that came first', () => {
    expect(chains.tip(author)).toMatchObject(head(4));
  });

  test('extensions can be read along either', () => {
    const along = (branch: number): unknown => {
      const found = chains.extension(head(1), head(4, branch));
      return found.complete && found.reports.map((each) => each.digest);
    };
    expect(along(1)).toEqual([digest(1, 2), digest(1, 3), digest(1, 4)]);
    expect(along(2)).toEqual([digest(1, 2), digest(2, 3), digest(2, 4)]);
  });

  test('peers get the branch that they name', () => {
    expect(chains.upTo(author, digest(2, 4), 1, 10_000).map((each) => each.digest)).toEqual([
      digest(1, 2),
      digest(2, 3),
      digest(2, 4),
    ]);
    expect(chains.after(author, 2, 10_000).map((each) => each.digest)).toEqual([digest(1, 3), digest(1, 4)]);
  });

  test('when the other one becomes final, the tip moves there and the first is forgotten as it falls behind', () => {
    add(report(5, 2));
    chains.finalize(head(3, 2));
    expect(chains.tip(author)).toMatchObject({ ...head(5, 2), tailBytes: 2 * bytes });
    expect(chains.has(author, digest(1, 4))).toBe(true);
    chains.finalize(head(4, 2));
    expect(chains.has(author, digest(1, 4))).toBe(false);
    expect(add(report(6, 2)).type).toBe('extended');
  });

  test('when the tip’s own becomes final, the other does not count for its tail', () => {
    chains.finalize(head(2));
    expect(chains.tip(author)).toMatchObject({ ...head(4), tailBytes: 2 * bytes });
    chains.finalize(head(4));
    expect(chains.tip(author)).toMatchObject({ ...head(4), tailBytes: 0 });
    expect([...chains.all(author)]).toEqual([]);
  });
});

describe('what proves no equivocation', () => {
  test('a report that comes twice, early, or late', () => {
    addTo(2);
    add(report(5));
    add(report(2));
    add(report(5));
    add(report(3));
    add(report(4));
    chains.finalize(head(4));
    add(report(3));
    add(report(6));
    expect(chains.equivocation(author)).toBeUndefined();
  });

  test('but a second report does for which there is no room', () => {
    addTo(1);
    expect(chains.add(report(1, 2, zeroHash), 1_000_000, timeMs(1)).type).toBe('refused');
    expect(chains.equivocation(author)).toEqual({ first: report(1), second: report(1, 2, zeroHash) });
  });

  test('and one does that the journal gives back', () => {
    addTo(1);
    add(report(1, 2, zeroHash), 'restored');
    expect(chains.equivocation(author)).toBeDefined();
  });
});

describe('reading chains', () => {
  test('an extension names the first report that is missing on the way back', () => {
    addTo(2);
    add(report(5));
    add(report(6));
    expect(chains.extension(start, head(6))).toEqual({ complete: false, missing: head(4) });
    expect(chains.extension(head(2), head(2))).toEqual({ complete: true, reports: [], byteLength: 0 });
    expect(chains.extension(start, head(2))).toMatchObject({ complete: true, byteLength: 2 * bytes });
  });

  test('answers along the tip begin where the peer is, and are bounded', () => {
    addTo(9);
    expect(seqs(chains.after(author, 2, 3 * bytes))).toEqual([3, 4, 5]);
    expect(seqs(chains.after(author, 2, 1))).toEqual([3]);
    expect(seqs(chains.after(author, 9, 1_000))).toEqual([]);
  });

  test('answers up to a digest end there, so that the rest can be asked for by what is then missing', () => {
    addTo(9);
    expect(seqs(chains.upTo(author, digest(1, 8), 2, 3 * bytes))).toEqual([6, 7, 8]);
    expect(seqs(chains.upTo(author, digest(1, 5), 2, 3 * bytes))).toEqual([3, 4, 5]);
    expect(seqs(chains.upTo(author, digest(7, 7), 0, 1_000))).toEqual([]);
  });

  test('finality forgets what lies below, and never goes back', () => {
    addTo(5);
    chains.finalize(head(3));
    expect(seqs([...chains.all(author)])).toEqual([4, 5]);
    chains.finalize(head(2));
    expect(chains.final(author)).toEqual(head(3));
  });

  test('finality beyond what is held moves the tip there', () => {
    addTo(2);
    add(report(6));
    chains.finalize(head(5));
    expect(chains.tip(author)).toMatchObject(head(6));
    expect(chains.gapAfter(author)).toBeUndefined();
  });

  test('tells since when the report after a head has been here', () => {
    addTo(2);
    expect(chains.heldNextSinceMs(start)).toBe(1);
    expect(chains.heldNextSinceMs(head(1))).toBe(2);
    expect(chains.heldNextSinceMs(head(2))).toBeUndefined();
  });

  test('counts the arrivals that are not final', () => {
    add(report(1, 1, undefined, 3));
    add(report(2, 1, undefined, 4));
    expect(chains.tailArrivals(author)).toBe(7);
    chains.finalize(head(1));
    expect(chains.tailArrivals(author)).toBe(4);
  });
});
