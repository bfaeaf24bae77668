import { beforeEach, describe, expect, test } from 'vitest';
import { nextDeadlineMs } from '../../../node/consensus/state.ts';
import { validatorIndex } from '../../../node/types/ids.ts';
import { timeMs, view } from '../../../node/types/units.ts';
import { cast, content, deltaMs, genesis, hash, of, Rig } from './rig.ts';

const first = content(0, genesis.digest);

let rig: Rig;
beforeEach(() => {
  rig = new Rig(0);
  rig.start();
});

describe('notarizing (rules 4 and 5)', () => {
  test('a proposal is judged first and notarized when it is acceptable', () => {
    const asked = rig.propose(1, hash(1), first);
    expect(of(asked, 'judge')).toHaveLength(1);
    expect(cast(asked)).toEqual([]);
    expect(cast(rig.judged(1, hash(1), true))).toEqual(['notarize 1']);
  });

  test('one notarize a view: a second proposal gets none, however acceptable', () => {
    rig.propose(1, hash(1), first);
    rig.judged(1, hash(1), true);
    rig.propose(1, hash(2), first);
    rig.judged(1, hash(2), true);
    expect(cast(rig.effects)).toEqual(['notarize 1']);
  });

  test('the verdict on another block than the first proposal counts for nothing', () => {
    rig.propose(1, hash(1), first);
    expect(cast(rig.judged(1, hash(2), true))).toEqual([]);
  });

  test('a refused proposal is nullified at once', () => {
    rig.propose(1, hash(1), first);
    expect(cast(rig.judged(1, hash(1), false))).toEqual(['nullify 1']);
  });

  test('missing data is waited for: no vote either way before the advance timer', () => {
    rig.propose(1, hash(1), first);
    expect(cast(rig.tick(5 * deltaMs - 1))).toEqual([]);
    expect(cast(rig.judged(1, hash(1), true))).toEqual(['notarize 1']);
  });

  test('after nullify there is no notarize', () => {
    rig.tick(2 * deltaMs);
    rig.propose(1, hash(1), first);
    rig.judged(1, hash(1), true);
    expect(cast(rig.effects)).toEqual(['nullify 1']);
  });

  test('nullify after notarize is allowed', () => {
    rig.propose(1, hash(1), first);
    rig.judged(1, hash(1), true);
    expect(cast(rig.tick(5 * deltaMs))).toEqual(['nullify 1']);
  });

  test('a proposal for the next view is kept and considered on entering it', () => {
    const second = content(1, hash(1));
    rig.propose(2, hash(2), second);
    expect(of(rig.effects, 'judge')).toEqual([]);
    rig.certifyBlock(1, hash(1), first);
    expect(of(rig.effects, 'judge').map(({ proposal }) => proposal.view)).toEqual([1, 2]);
    expect(cast(rig.judged(2, hash(2), true))).toEqual(['notarize 2']);
  });
});

describe('the way back to the parent (rules 3 and 4)', () => {
  test('a parent without NOT in hand is asked for, and voted on when it is shown', () => {
    rig.certificate('nullify', 1);
    rig.certificate('nullify', 2);
    const skipping = content(1, hash(1));
    const asked = rig.propose(3, hash(3), skipping);
    expect(of(asked, 'wantCertificates').flatMap(({ views }) => views)).toEqual([1]);
    expect(cast(rig.judged(3, hash(3), true))).toEqual([]);
    expect(cast(rig.certificate('notarize', 1, hash(1)))).toEqual(['notarize 3']);
  });

  test('every view between parent and proposal needs a NUL; the missing one is asked for', () => {
    rig.certificate('nullify', 2);
    const asked = rig.propose(3, hash(3), content(0, genesis.digest));
    expect(of(asked, 'wantCertificates').flatMap(({ views }) => views)).toEqual([1]);
    expect(cast(rig.judged(3, hash(3), true))).toEqual([]);
    expect(cast(rig.certificate('nullify', 1))).toEqual(['notarize 3']);
  });

  test('peers are asked again only after Δ', () => {
    rig.certificate('nullify', 2);
    rig.propose(3, hash(3), content(0, genesis.digest));
    expect(of(rig.tick(deltaMs - 1), 'wantCertificates')).toEqual([]);
    expect(of(rig.tick(1), 'wantCertificates')).toHaveLength(1);
  });

  test.each([
    ['a parent in a view that is not before it', content(1, hash(1))],
    ['another final parent than ours', content(0, hash(77))],
  ])('%s is nullified', (_, wrong) => {
    expect(cast(rig.propose(1, hash(1), wrong))).toEqual(['nullify 1']);
  });

  test('a parent that is not the notarized block of its view is nullified', () => {
    rig.certifyBlock(1, hash(1), first);
    expect(cast(rig.propose(2, hash(2), content(1, hash(66))))).toEqual(['nullify 2']);
  });

  test('a parent from before the last final block is nullified', () => {
    rig.certificate('finalize', 3, hash(3));
    expect(cast(rig.propose(4, hash(4), content(0, genesis.digest)))).toContain('nullify 4');
  });
});

describe('proposing (rule 3)', () => {
  test('the leader is asked to build once, on the last final block', () => {
    const leader = new Rig(1);
    expect(of(leader.start(), 'propose')).toEqual([
      { type: 'propose', view: 1, parentView: 0, parentDigest: genesis.digest },
    ]);
    expect(of(leader.tick(1), 'propose')).toEqual([]);
  });

  test('nobody else is asked', () => {
    expect(of(rig.effects, 'propose')).toEqual([]);
  });

  test('what was built is proposed, and its signature is the leader’s notarize', () => {
    const leader = new Rig(1);
    leader.start();
    const built = leader.input({ type: 'built', nowMs: leader.state.advanceDeadlineMs!, view: view(1), digest: hash(1), content: first, repeats: undefined }); // prettier-ignore
    expect(of(built, 'castProposal')).toMatchObject([{ view: 1, digest: hash(1) }]);
    leader.propose(1, hash(1), first);
    leader.judged(1, hash(1), true);
    expect(cast(leader.effects)).not.toContain('notarize 1');
    leader.vote('notarize', 1, 2, hash(1));
    leader.vote('notarize', 1, 3, hash(1));
    expect(leader.state.views.get(view(1))!.notarization?.signatures.map(({ validator }) => validator)).toEqual([1, 2, 3]); // prettier-ignore
  });

  test('what is built too late, in a view that was left or nullified, is not proposed', () => {
    const leader = new Rig(1);
    leader.start();
    leader.tick(2 * deltaMs);
    expect(cast(leader.effects)).toEqual(['nullify 1']);
    const nowMs = leader.state.rebroadcastAtMs!;
    const late = leader.input({
      type: 'built',
      nowMs,
      view: view(1),
      digest: hash(1),
      content: first,
      repeats: undefined,
    });
    expect(of(late, 'castProposal')).toEqual([]);
    leader.certificate('nullify', 1);
    const later = leader.input({
      type: 'built',
      nowMs,
      view: view(1),
      digest: hash(1),
      content: first,
      repeats: undefined,
    });
    expect(of(later, 'castProposal')).toEqual([]);
  });

  test('the newest certified block is the parent, over nullified views', () => {
    const leader = new Rig(3);
    leader.start();
    leader.certifyBlock(1, hash(1), first);
    leader.certificate('nullify', 2);
    expect(of(leader.effects, 'propose')).toMatchObject([{ view: 3, parentView: 1, parentDigest: hash(1) }]);
  });

  test('with a hole behind it the leader asks for certificates instead', () => {
    const leader = new Rig(3);
    leader.start();
    const jumped = leader.certificate('nullify', 2);
    expect(of(jumped, 'propose')).toEqual([]);
    expect(of(jumped, 'wantCertificates').flatMap(({ views }) => views)).toEqual([1]);
    expect(of(leader.certificate('nullify', 1), 'propose')).toMatchObject([{ view: 3, parentView: 0 }]);
  });

  test('a notarized block whose data is missing is no parent yet', () => {
    const leader = new Rig(2);
    leader.start();
    leader.certificate('notarize', 1, hash(1));
    expect(of(leader.effects, 'propose')).toEqual([]);
    expect(of(leader.available(hash(1), first), 'propose')).toMatchObject([{ view: 2, parentView: 1 }]);
  });
});

describe('timers (rules 2 and 6)', () => {
  test('without a proposal the view is nullified after 2Δ, once', () => {
    expect(cast(rig.tick(2 * deltaMs - 1))).toEqual([]);
    expect(cast(rig.tick(1))).toEqual(['nullify 1']);
    rig.tick(10 * deltaMs);
    expect(cast(rig.effects)).toEqual(['nullify 1']);
  });

  test('the first signed proposal stops the leader timer; the advance timer runs to 5Δ', () => {
    rig.propose(1, hash(1), first);
    expect(cast(rig.tick(5 * deltaMs - 1))).toEqual([]);
    expect(cast(rig.tick(1))).toEqual(['nullify 1']);
  });

  test('the next deadline is announced', () => {
    expect(nextDeadlineMs(rig.state)).toBe(rig.nowMs + 2 * deltaMs);
  });

  test('the leader’s own nullify ends the wait', () => {
    expect(cast(rig.vote('nullify', 1, 1))).toEqual(['nullify 1']);
  });

  test('anybody else’s nullify does not', () => {
    expect(cast(rig.vote('nullify', 1, 2))).toEqual([]);
  });

  test('timers double for every round of views without a final block, at most 64-fold', () => {
    for (let at = 1; at <= 40; at++) {
      for (const validator of [0, 1, 2, 3]) rig.vote('nullify', at, validator);
      const rounds = Math.floor((at + 1) / 4);
      expect(rig.state.view).toBe(at + 1);
      expect(rig.state.advanceDeadlineMs! - rig.nowMs).toBe(5 * deltaMs * 2 ** Math.min(6, rounds));
    }
  });

  test('a final block brings the timers back to Δ', () => {
    for (let at = 1; at <= 9; at++) rig.certificate('nullify', at);
    rig.certificate('finalize', 10, hash(10));
    expect(rig.state.advanceDeadlineMs! - rig.nowMs).toBe(5 * deltaMs);
  });

  test('a leader of whom nothing was heard for a round while a quorum was is skipped without waiting', () => {
    for (let at = 1; at <= 4; at++) {
      for (const validator of [0, 1, 2]) rig.vote('nullify', at, validator);
    }
    for (let at = 5; at <= 6; at++) for (const validator of [0, 1, 2]) rig.vote('nullify', at, validator);
    // View 7 is led by 3, of whom nothing came since the start.
    expect(rig.state.view).toBe(7);
    expect(cast(rig.effects)).toContain('nullify 7');
    expect(cast(rig.effects)).not.toContain('nullify 6');
  });

  test('a leader whose words come too late to count is slow, not silent: it is waited for', () => {
    for (let at = 1; at <= 6; at++) {
      for (const validator of [0, 1, 2]) rig.vote('nullify', at, validator);
      rig.input({ type: 'heard', nowMs: timeMs(rig.nowMs), validator: validatorIndex(3) });
    }
    expect(rig.state.view).toBe(7);
    expect(cast(rig.effects)).not.toContain('nullify 7');
  });

  test('without a quorum heard nobody is skipped: the silence may be our own', () => {
    for (let at = 1; at <= 6; at++) rig.certificate('nullify', at);
    expect(rig.state.view).toBe(7);
    expect(cast(rig.effects)).toEqual([]);
  });
});

describe('saying it again (rule 11)', () => {
  test('every 3Δ own words of this and the last view, the way in and the last final block', () => {
    rig.certificate('finalize', 1, hash(1));
    const second = content(1, hash(1));
    rig.certifyBlock(2, hash(2), second);
    rig.vote('finalize', 2, 0, hash(2));
    rig.tick(2 * deltaMs);
    rig.vote('nullify', 3, 0);
    const [again] = of(rig.tick(deltaMs), 'rebroadcast');
    expect(again!.votes.map(({ kind, view: at }) => `${kind} ${at}`)).toEqual(['finalize 2', 'nullify 3']);
    expect(again!.certificates.map(({ kind, view: at }) => `${kind} ${at}`)).toEqual(['notarize 2', 'finalize 1']);
    expect(of(rig.tick(3 * deltaMs), 'rebroadcast')).toHaveLength(1);
  });

  test('only what was handed back as durable is said again', () => {
    rig.tick(2 * deltaMs);
    expect(cast(rig.effects)).toEqual(['nullify 1']);
    expect(of(rig.tick(deltaMs), 'rebroadcast')[0]!.votes).toEqual([]);
  });

  test('a leader repeats its proposal instead of a notarize', () => {
    const leader = new Rig(1);
    leader.start();
    leader.input({ type: 'built', nowMs: leader.state.leaderDeadlineMs!, view: view(1), digest: hash(1), content: first, repeats: undefined }); // prettier-ignore
    leader.propose(1, hash(1), first);
    const [again] = of(leader.tick(3 * deltaMs), 'rebroadcast');
    expect(again!.proposals.map(({ digest }) => digest)).toEqual([hash(1)]);
    expect(again!.votes.filter(({ kind }) => kind === 'notarize')).toEqual([]);
  });
});

describe('a watcher', () => {
  test('follows to the end without ever voting or proposing', () => {
    const watcher = new Rig(undefined);
    watcher.start();
    watcher.certifyBlock(1, hash(1), first);
    watcher.tick(100 * deltaMs);
    watcher.certificate('nullify', 2);
    watcher.propose(3, hash(3), content(1, hash(1)));
    watcher.certificate('finalize', 3, hash(3));
    expect(cast(watcher.effects)).toEqual([]);
    expect(of(watcher.effects, 'propose')).toEqual([]);
    expect(of(watcher.effects, 'finalized').map(({ view: at }) => at)).toEqual([3]);
    expect(watcher.state.view).toBe(4);
  });
});
