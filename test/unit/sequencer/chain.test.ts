import { beforeEach, describe, expect, test } from 'vitest';
import { ReportChains } from '../../../node/mempool/reportChains.ts';
import { Chain, type ChainBlock, type EpochEnd, type Judgement } from '../../../node/sequencer/chain.ts';
import { withJailed } from '../../../node/types/committee.ts';
import type { BlockContent, ReportHead } from '../../../node/types/consensus.ts';
import { type Hash, type HexBytes, validatorIndex, zeroHash } from '../../../node/types/ids.ts';
import type { SignedReport } from '../../../node/types/report.ts';
import { epoch, height, timeMs, type View, view } from '../../../node/types/units.ts';
import { committeeOf } from '../consensus/rig.ts';

const hash = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}` as Hash;
const digest = (validator: number, seq: number, branch = 0): Hash =>
  seq === 0 ? zeroHash : hash(validator * 10_000 + branch * 1_000 + seq);
const head = (validator: number, seq: number, branch = 0): ReportHead => ({
  validator: validatorIndex(validator),
  seq,
  digest: digest(validator, seq, branch),
});
const genesis = hash(777);
const bytes = 100;

const report = (
  validator: number,
  seq: number,
  branch = 0,
  previous = digest(validator, seq - 1, branch),
): SignedReport => ({
  report: {
    epoch: epoch(1),
    validator: validatorIndex(validator),
    seq,
    prevDigest: previous,
    localTimeMs: timeMs(seq),
    arrivals: [{ hash: hash(seq), timeMs: timeMs(seq) }],
    prices: [],
    l1: [],
    executed: { height: height(0), resultDigest: zeroHash },
    misconduct: [],
  },
  digest: digest(validator, seq, branch),
  signature: '0x' as HexBytes,
});

let chains: ReportChains;
let chain: Chain;
let end: EpochEnd;
beforeEach(() => {
  end = 'inside';
  chains = new ReportChains({ extensionBytesMax: 5 * bytes, looseBytesMax: 50 * bytes }, 4);
  chain = new Chain(
    { endsAt: () => end, extensionBytesMax: 5 * bytes, behindMs: 600, blocksMax: 8 },
    committeeOf([1, 1, 1, 1]),
    chains,
    { digest: genesis, height: height(0), content: undefined },
  );
});
const hold = (validator: number, seq: number, atMs = 0, branch = 0, previous?: Hash): void => {
  chains.add(report(validator, seq, branch, previous), bytes, timeMs(atMs), 'restored');
};
const holdAll = (last: number, atMs = 0): void => {
  for (const validator of [0, 1, 2, 3]) for (let seq = 1; seq <= last; seq++) hold(validator, seq, atMs);
};
const content = (heads: readonly ReportHead[], changes: Partial<BlockContent> = {}): BlockContent => ({
  epoch: epoch(1),
  height: height(1),
  parentView: view(0),
  parentDigest: genesis,
  heads,
  ...changes,
});
const judge = (block: BlockContent, arrivedAtMs = 0, executionLags = false, repeats?: View): Judgement =>
  chain.judge({ view: view(1), digest: hash(1), content: block, repeats, signature: '0x' as HexBytes }, timeMs(arrivedAtMs), executionLags); // prettier-ignore
const verdict = (judgement: Judgement): string =>
  judgement.verdict === 'refused' ? judgement.fault.code : judgement.verdict;
const heads = (...seqs: readonly number[]): ReportHead[] => seqs.map((seq, index) => head(index, seq));
const block = (n: number, parent: Hash, at: number, of: readonly ReportHead[]): ChainBlock => ({
  digest: hash(n),
  content: content(of, { parentDigest: parent, height: height(at) }),
});

describe('judging a proposal (consensus rule 4)', () => {
  test('a quorum of heads that continue the chains is acceptable', () => {
    holdAll(3);
    expect(verdict(judge(content(heads(3, 2, 0, 1))))).toBe('acceptable');
    expect(verdict(judge(content(heads(3, 3, 3))))).toBe('acceptable');
  });

  test.each([
    ['another epoch', content(heads(1, 1, 1), { epoch: epoch(2) }), 'PROPOSAL_EPOCH'],
    ['less than a quorum of power', content(heads(1, 1)), 'PROPOSAL_NO_QUORUM'],
    ['heads out of order', content([head(1, 1), head(0, 1), head(2, 1)]), 'PROPOSAL_HEADS'],
    ['one validator twice', content([head(0, 1), head(0, 1), head(1, 1), head(2, 1)]), 'PROPOSAL_HEADS'],
    ['a head of a stranger', content([head(0, 1), head(1, 1), head(2, 1), head(4, 1)]), 'PROPOSAL_HEADS'],
    ['a height that does not follow', content(heads(1, 1, 1), { height: height(2) }), 'PROPOSAL_HEIGHT'],
  ] as const)('%s is refused', (_, wrong, code) => {
    holdAll(1);
    expect(verdict(judge(wrong))).toBe(code);
  });

  test('heads that go back, or are another report of the same seq, are refused', () => {
    holdAll(3);
    chain.apply(block(1, genesis, 1, heads(2, 2, 2, 2)));
    const next = (of: readonly ReportHead[]): string =>
      verdict(judge(content(of, { parentDigest: hash(1), height: height(2) })));
    expect(next(heads(2, 2, 3))).toBe('acceptable');
    expect(next(heads(2, 2, 1))).toBe('PROPOSAL_HEAD_BACK');
    expect(next([head(0, 2), head(1, 2), head(2, 2, 5)])).toBe('PROPOSAL_HEAD_BACK');
  });

  test('an extension that leaves the chain that the parent ended on is refused', () => {
    holdAll(1);
    hold(0, 1, 0, 5);
    hold(0, 2, 0, 5);
    chain.add(block(1, genesis, 1, heads(1, 1, 1)));
    const forked = content([head(0, 2, 5), head(1, 1), head(2, 1)], { parentDigest: hash(1), height: height(2) });
    expect(verdict(judge(forked))).toBe('PROPOSAL_FORKS_REPORTS');
  });

  test('a first report on another branch than ours is acceptable: the block decides', () => {
    holdAll(1);
    hold(0, 1, 0, 5);
    expect(verdict(judge(content([head(0, 1, 5), head(1, 1), head(2, 1)])))).toBe('acceptable');
  });

  test('an extension above K bytes is refused', () => {
    holdAll(6);
    expect(verdict(judge(content(heads(5, 5, 5))))).toBe('acceptable');
    expect(verdict(judge(content(heads(6, 5, 5))))).toBe('PROPOSAL_EXTENSION_LARGE');
  });

  test('missing reports and missing ancestors are named, and never a refusal', () => {
    hold(0, 1);
    hold(1, 1);
    expect(judge(content(heads(1, 1, 2)))).toEqual({
      verdict: 'missing',
      missing: [{ type: 'reports', head: head(2, 2) }],
    });
    expect(judge(content(heads(1, 1, 1), { parentDigest: hash(5), height: height(2) }))).toEqual({
      verdict: 'missing',
      missing: [{ type: 'block', digest: hash(5) }],
    });
  });
});

describe('a proposal that is behind (priority rule 2)', () => {
  test('leaving out, for longer than 2Δ, the reports of more than f is refused', () => {
    holdAll(2, 1_000);
    expect(verdict(judge(content(heads(1, 1, 2, 2)), 1_600))).toBe('acceptable');
    expect(verdict(judge(content(heads(1, 1, 2, 2)), 1_601))).toBe('PROPOSAL_BEHIND');
    expect(verdict(judge(content(heads(1, 2, 2, 2)), 9_999))).toBe('acceptable');
  });

  test('who is not named at all counts by where the parent left it', () => {
    holdAll(1, 0);
    hold(0, 2, 0);
    expect(verdict(judge(content(heads(1, 1, 1)), 9_999))).toBe('PROPOSAL_BEHIND');
  });

  test('a proven equivocator never counts, named or not', () => {
    holdAll(2, 0);
    expect(verdict(judge(content(heads(1, 1, 2, 2)), 9_999))).toBe('PROPOSAL_BEHIND');
    expect(verdict(judge(content(heads(0, 1, 2, 2)), 9_999))).toBe('PROPOSAL_BEHIND');
    hold(0, 2, 0, 5, digest(0, 1));
    expect(verdict(judge(content(heads(1, 1, 2, 2)), 9_999))).toBe('acceptable');
    expect(verdict(judge(content([head(1, 1), head(2, 2), head(3, 2)]), 9_999))).toBe('acceptable');
    expect(verdict(judge(content(heads(2, 1, 1, 2)), 9_999))).toBe('PROPOSAL_BEHIND');
  });

  test('an empty block is as it should be while our own execution lags, and only then', () => {
    holdAll(1, 0);
    expect(verdict(judge(content(heads(0, 0, 0)), 9_999))).toBe('PROPOSAL_BEHIND');
    expect(verdict(judge(content(heads(0, 0, 0)), 9_999, true))).toBe('acceptable');
    expect(verdict(judge(content(heads(1, 0, 0)), 9_999, true))).toBe('PROPOSAL_BEHIND');
  });
});

describe('heads for a new block', () => {
  const base = [0, 1, 2, 3].map((index) => head(index, 0));

  test('everything held here, the arrivals counted', () => {
    holdAll(2);
    expect(chain.headsFor(base, false)).toEqual({ heads: heads(2, 2, 2, 2), arrivals: 8 });
  });

  test('at most K bytes of a chain', () => {
    holdAll(1);
    for (let seq = 2; seq <= 9; seq++) hold(0, seq);
    expect(chain.headsFor(base, false).heads).toEqual(heads(5, 1, 1, 1));
  });

  test('chains that do not move are named only as far as the quorum needs them', () => {
    hold(3, 1);
    expect(chain.headsFor(base, false).heads).toEqual([head(0, 0), head(1, 0), head(3, 1)]);
    expect(chain.headsFor(base, true)).toEqual({ heads: heads(0, 0, 0), arrivals: 0 });
  });

  test('a chain that forked away from the parent’s head stays where it is', () => {
    hold(0, 1);
    hold(0, 2);
    const parent = [head(0, 1, 5), head(1, 0), head(2, 0), head(3, 0)];
    expect(chain.headsFor(parent, false).heads).toContainEqual(head(0, 1, 5));
  });

  test('a proven equivocator’s chain is left out, and named unmoved where the quorum needs it', () => {
    holdAll(2);
    hold(0, 2, 0, 5, digest(0, 1));
    expect(chain.headsFor(base, false)).toEqual({ heads: [head(1, 2), head(2, 2), head(3, 2)], arrivals: 6 });
    hold(1, 2, 0, 5, digest(1, 1));
    expect(chain.headsFor(base, false).heads).toEqual([head(0, 0), head(2, 2), head(3, 2)]);
  });

  test('chains that wait are named before an equivocator’s', () => {
    holdAll(1);
    hold(0, 1, 0, 5);
    chain.apply(block(1, genesis, 1, heads(0, 1, 1, 1)));
    const parent = heads(0, 1, 1, 1);
    expect(chain.headsFor(parent, false).heads).toEqual([head(1, 1), head(2, 1), head(3, 1)]);
  });

  test('an equivocator’s branch that a proposal names is asked for, and then accepted as before', () => {
    holdAll(2);
    hold(0, 2, 0, 5, digest(0, 1));
    const onThird = content([head(0, 2, 6), head(1, 2), head(2, 2)]);
    expect(judge(onThird)).toEqual({ verdict: 'missing', missing: [{ type: 'reports', head: head(0, 2, 6) }] });
    hold(0, 2, 0, 6, digest(0, 1));
    expect(verdict(judge(onThird))).toBe('acceptable');
  });

  test('what it makes, it would judge acceptable', () => {
    for (let seq = 1; seq <= 9; seq++) hold(0, seq);
    hold(2, 1);
    expect(verdict(judge(content(chain.headsFor(base, false).heads)))).toBe('acceptable');
  });
});

describe('blocks above the applied one', () => {
  test('a path leads back to it, or names what is missing', () => {
    const [one, two] = [block(1, genesis, 1, []), block(2, hash(1), 2, [])];
    chain.add(two);
    expect(chain.pathTo(hash(2))).toEqual({ complete: false, missing: hash(1) });
    chain.add(one);
    expect(chain.pathTo(hash(2))).toEqual({ complete: true, blocks: [one, two] });
    expect(chain.pathTo(genesis)).toEqual({ complete: true, blocks: [] });
  });

  test('applied ones are forgotten as such, and remembered for those who come late', () => {
    chain.add(block(1, genesis, 1, []));
    chain.add(block(9, genesis, 1, []));
    chain.apply(block(1, genesis, 1, []));
    expect(chain.has(hash(1)) || chain.has(hash(9))).toBe(false);
    expect(chain.get(hash(1))).toBeDefined();
    expect(chain.recentlyApplied(hash(1))?.height).toBe(1);
    expect(chain.recentlyApplied(hash(9))).toBeUndefined();
    chain.add(block(9, genesis, 1, []));
    expect(chain.has(hash(9))).toBe(false);
  });

  test('their number is bounded', () => {
    for (let n = 1; n < 100; n++) chain.add(block(n, genesis, n, []));
    expect(Array.from({ length: 99 }, (_, n) => chain.has(hash(n + 1))).filter(Boolean)).toHaveLength(8);
    for (let n = 100; n < 2_000; n++) chain.apply(block(n, chain.applied.digest, n, []));
    expect(chain.recentlyApplied(hash(100))).toBeUndefined();
  });
});

describe('at the height where an epoch may end (rule 16)', () => {
  const last = (repeats?: number): string =>
    verdict(judge(content(heads(0, 0, 0)), 0, false, repeats as View | undefined));

  test('a block goes on from it only when it is decided that the epoch does', () => {
    end = 'ends';
    expect(last()).toBe('PROPOSAL_PAST_EPOCH');
    end = 'undecided';
    expect(judge(content(heads(0, 0, 0)))).toEqual({ verdict: 'missing', missing: [] });
    end = 'goesOn';
    expect(last()).toBe('acceptable');
  });

  test('its block may be proposed again, whatever was decided; no other may', () => {
    for (end of ['ends', 'undecided', 'goesOn'] as const) expect(last(4)).toBe('acceptable');
    end = 'inside';
    expect(last(4)).toBe('PROPOSAL_REPEATS');
  });

  test('the next committee goes on from it with report chains of its own', () => {
    holdAll(3);
    const final = block(1, genesis, 1, heads(3, 3, 3, 3));
    chain.add(final);
    chain.apply(final);
    chains.begin(4);
    const four = committeeOf([1, 1, 1, 1]);
    chain.enterEpoch(withJailed(four, epoch(2), new Set([four.validators[3]!.ed25519Key])));
    const first = { epoch: epoch(2), height: height(2), parentDigest: hash(1) };
    expect(verdict(judge(content(heads(0, 0, 0), first)))).toBe('acceptable');
    expect(verdict(judge(content(heads(0, 0, 0), { ...first, epoch: epoch(1) })))).toBe('PROPOSAL_EPOCH');
    expect(verdict(judge(content([head(0, 0), head(1, 0), head(3, 0)], first)))).toBe('PROPOSAL_HEADS');
    expect(chain.headsFor(chain.applied.heads, false).heads.map(({ validator }) => validator)).toEqual([0, 1, 2]);
  });
});
