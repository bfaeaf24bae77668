import { beforeEach, describe, expect, test } from 'vitest';
import { view } from '../../../node/types/units.ts';
import { cast, certificate, content, deltaMs, evidence, genesis, hash, of, Rig, vote } from './rig.ts';

const first = content(0, genesis.digest);
const second = content(1, hash(1));

let rig: Rig;
beforeEach(() => {
  rig = new Rig(0);
  rig.start();
});

const codes = (effects: Parameters<typeof evidence>[0]): string[] => evidence(effects).map(({ code }) => code);

describe('notarization and certification (rules 7 and 8)', () => {
  test('a quorum of notarizes makes one NOT, which is passed on', () => {
    rig.propose(1, hash(1), first);
    rig.vote('notarize', 1, 2, hash(1));
    const made = rig.vote('notarize', 1, 3, hash(1));
    expect(of(made, 'broadcastCertificate').map(({ certificate: each }) => each.kind)).toEqual(['notarize']);
    expect(of(rig.vote('notarize', 1, 0, hash(1)), 'broadcastCertificate')).toEqual([]);
  });

  test('power counts, not heads', () => {
    const weighted = new Rig(0, [1, 1, 1, 2, 2, 2]); // T 9, f 2, q 7; view 0 is led by 3
    weighted.start();
    const leader = weighted.state.leaderOf(view(1));
    const others = [0, 1, 2, 3, 4, 5].filter((index) => index !== (leader as number));
    for (const index of others) weighted.vote('nullify', 1, index);
    // Everybody but the leader of power 2 makes exactly 7.
    expect(weighted.state.view).toBe(2);
    weighted.vote('nullify', 2, 0);
    for (const index of [1, 2, 3]) weighted.vote('nullify', 2, index);
    expect(weighted.state.view).toBe(2);
  });

  test('votes for different blocks do not add up', () => {
    rig.propose(1, hash(1), first);
    rig.vote('notarize', 1, 2, hash(2));
    rig.vote('notarize', 1, 3, hash(3));
    expect(rig.state.views.get(view(1))!.notarization).toBeUndefined();
  });

  test('the same vote twice counts once', () => {
    for (let i = 0; i < 5; i++) rig.vote('nullify', 1, 2);
    expect(rig.state.view).toBe(1);
  });

  test('the block’s data is asked for, and finalize waits for it', () => {
    rig.propose(1, hash(1), first);
    const asked = rig.certificate('notarize', 1, hash(1));
    expect(of(asked, 'certify')).toMatchObject([{ view: 1, digest: hash(1) }]);
    expect(rig.state.view).toBe(1);
    expect(cast(rig.available(hash(1), first))).toEqual(['finalize 1']);
    expect(rig.state.view).toBe(2);
  });

  test('data that comes before the NOT serves as well, and certify is asked once', () => {
    rig.available(hash(1), first);
    expect(cast(rig.certificate('notarize', 1, hash(1)))).toEqual(['finalize 1']);
    expect(of(rig.effects, 'certify')).toHaveLength(1);
  });

  test('certification waits for the parent, and asks for its NOT', () => {
    rig.certificate('notarize', 2, hash(2));
    const waiting = rig.available(hash(2), second);
    expect(cast(waiting)).toEqual([]);
    expect(of(waiting, 'wantCertificates').flatMap(({ views }) => views)).toEqual([1]);
    rig.certificate('notarize', 1, hash(1));
    expect(rig.state.view).toBe(1);
    rig.available(hash(1), first);
    expect(cast(rig.effects)).toEqual(['finalize 1', 'finalize 2']);
    expect(rig.state.view).toBe(3);
  });

  test('after nullify a certified view is left without finalize', () => {
    rig.tick(2 * deltaMs);
    rig.propose(1, hash(1), first);
    rig.certificate('notarize', 1, hash(1));
    rig.available(hash(1), first);
    expect(rig.state.view).toBe(2);
    expect(cast(rig.effects)).toEqual(['nullify 1']);
  });

  test('after finalize there is no nullify, whatever the clock says', () => {
    rig.certifyBlock(1, hash(1), first);
    rig.certificate('nullify', 1);
    rig.vote('nullify', 1, 1);
    rig.tick(50 * deltaMs);
    expect(cast(rig.effects).filter((each) => each.endsWith(' 1'))).toEqual(['finalize 1']);
  });

  test('a leader who signed two blocks is not finalized', () => {
    rig.propose(1, hash(1), first);
    rig.propose(1, hash(2), first);
    rig.certificate('notarize', 1, hash(1));
    expect(cast(rig.available(hash(1), first))).toEqual([]);
    expect(rig.state.view).toBe(2);
  });

  test('certification goes on after NUL, so that the block can be a parent, but it is never finalized', () => {
    const leader = new Rig(2);
    leader.start();
    leader.propose(1, hash(1), first);
    leader.certificate('notarize', 1, hash(1));
    leader.certificate('nullify', 1);
    expect(of(leader.effects, 'propose')).toMatchObject([{ view: 2, parentView: 0 }]);
    leader.available(hash(1), first);
    expect(leader.state.views.get(view(1))!.certified).toBe(true);
    expect(cast(leader.effects)).toEqual([]);
  });
});

describe('nullification and finality (rules 9 and 10)', () => {
  test('a quorum of nullifies ends the view', () => {
    for (const validator of [1, 2, 3]) rig.vote('nullify', 1, validator);
    expect(rig.state.view).toBe(2);
    expect(of(rig.effects, 'broadcastCertificate').map(({ certificate: each }) => each.kind)).toEqual(['nullify']);
  });

  test('NUL of a later view jumps there', () => {
    rig.certificate('nullify', 7);
    expect(rig.state.view).toBe(8);
  });

  test('FIN of any view is final at once and jumps past it', () => {
    const jumped = rig.certificate('finalize', 9, hash(9));
    expect(of(jumped, 'finalized')).toMatchObject([{ view: 9, digest: hash(9) }]);
    expect(rig.state.view).toBe(10);
    expect(rig.state.lastFinal).toEqual({ view: 9, digest: hash(9) });
  });

  test('FIN of a view that was left does not go back', () => {
    rig.certifyBlock(1, hash(1), first);
    rig.certificate('nullify', 2);
    rig.certificate('finalize', 1, hash(1));
    expect(rig.state.view).toBe(3);
    expect(rig.state.lastFinal.view).toBe(1);
  });

  test('only the newest FIN is announced, and final views ascend', () => {
    rig.certificate('finalize', 5, hash(5));
    expect(of(rig.certificate('finalize', 3, hash(3)), 'finalized')).toEqual([]);
    rig.certificate('finalize', 6, hash(6));
    expect(of(rig.effects, 'finalized').map(({ view: at }) => at)).toEqual([5, 6]);
  });

  test('a quorum of finalizes makes FIN', () => {
    rig.certifyBlock(1, hash(1), first);
    for (const validator of [0, 1]) rig.vote('finalize', 1, validator, hash(1));
    expect(of(rig.vote('finalize', 1, 3, hash(1)), 'finalized')).toMatchObject([{ view: 1 }]);
  });

  test('views below the final one are forgotten', () => {
    for (let at = 1; at < 50; at++) rig.certificate('nullify', at);
    rig.certificate('finalize', 50, hash(50));
    expect([...rig.state.views.keys()]).toEqual([50, 51]);
    expect(rig.state.certificatesAskedMs.size).toBe(0);
  });
});

describe('what is let in (rule 14)', () => {
  test('votes and proposals for views above the next one are not kept', () => {
    rig.vote('nullify', 3, 1);
    rig.propose(3, hash(3), first);
    expect(rig.state.views.has(view(3))).toBe(false);
    rig.vote('nullify', 2, 1);
    expect(rig.state.views.get(view(2))!.votes.nullify.size).toBe(1);
  });

  test('votes and proposals for final views are not kept', () => {
    rig.certificate('finalize', 5, hash(5));
    rig.vote('nullify', 5, 1);
    rig.propose(4, hash(4), first);
    expect(rig.state.views.has(view(4))).toBe(false);
    expect(rig.state.views.get(view(5))!.votes.nullify.size).toBe(0);
  });

  test('an old vote cannot take part in a quorum', () => {
    rig.certificate('nullify', 1);
    rig.certificate('finalize', 3, hash(3));
    for (const validator of [1, 2, 3]) rig.vote('nullify', 2, validator);
    expect(rig.state.view).toBe(4);
  });
});

describe('evidence (rule 17)', () => {
  test('two proposals in one view', () => {
    rig.propose(1, hash(1), first);
    expect(evidence(rig.propose(1, hash(2), first))).toMatchObject([
      { code: 'DOUBLE_PROPOSAL', misconduct: { first: { digest: hash(1) }, second: { digest: hash(2) } } },
    ]);
  });

  test.each(['notarize', 'finalize'] as const)('two %s votes for different blocks', (kind) => {
    rig.vote(kind, 1, 2, hash(1));
    expect(evidence(rig.vote(kind, 1, 2, hash(2)))).toMatchObject([
      { code: 'DOUBLE_VOTE', misconduct: { first: { digest: hash(1) }, second: { digest: hash(2) } } },
    ]);
  });

  test.each([
    ['nullify', 'finalize'],
    ['finalize', 'nullify'],
  ] as const)('%s and then %s', (one, other) => {
    rig.vote(one, 1, 2, one === 'finalize' ? hash(1) : undefined);
    expect(codes(rig.vote(other, 1, 2, other === 'finalize' ? hash(1) : undefined))).toEqual(['NULLIFY_AND_FINALIZE']);
  });

  test('a leader that notarizes another block than it proposes, in either order', () => {
    rig.propose(1, hash(1), first);
    expect(codes(rig.vote('notarize', 1, 1, hash(2)))).toEqual(['PROPOSE_AGAINST_NOTARIZE']);
    rig.vote('notarize', 2, 2, hash(8));
    expect(codes(rig.propose(2, hash(9), second))).toEqual(['PROPOSE_AGAINST_NOTARIZE']);
  });

  test('a leader that notarizes two blocks without proposing any', () => {
    rig.vote('notarize', 1, 1, hash(1));
    expect(codes(rig.vote('notarize', 1, 1, hash(2)))).toEqual(['DOUBLE_VOTE']);
  });

  test('notarize and then nullify is no offence', () => {
    rig.vote('notarize', 1, 2, hash(1));
    expect(evidence(rig.vote('nullify', 1, 2))).toEqual([]);
  });

  test('the second of two votes has no weight', () => {
    rig.vote('notarize', 1, 2, hash(2));
    rig.vote('notarize', 1, 2, hash(1));
    rig.propose(1, hash(1), first);
    rig.vote('notarize', 1, 3, hash(1));
    expect(rig.state.views.get(view(1))!.notarization).toBeUndefined();
  });

  test('each offence is told once, however often it is repeated', () => {
    rig.propose(1, hash(1), first);
    for (let n = 2; n < 50; n++) {
      rig.propose(1, hash(n), first);
      rig.vote('notarize', 1, 1, hash(n));
      rig.vote('finalize', 1, 3, hash(n));
    }
    expect(codes(rig.effects).sort()).toEqual([
      'DOUBLE_PROPOSAL',
      'DOUBLE_VOTE',
      'DOUBLE_VOTE',
      'PROPOSE_AGAINST_NOTARIZE',
    ]);
  });
});

describe('after a restart (rules 5 and 12)', () => {
  const restarted = (self: number): Rig => new Rig(self);

  test('a view of which the journal holds a NUL is not finalized after the restart either', () => {
    const again = new Rig(0);
    again.restore({ kind: 'certificate', certificate: certificate('notarize', 1, hash(1)) });
    again.restore({ kind: 'certificate', certificate: certificate('nullify', 1) });
    again.start();
    again.available(hash(1), first);
    expect(cast(again.effects)).toEqual([]);
    expect(again.state.view).toBe(2);
  });

  test('nothing is said while the journal is put back', () => {
    const again = restarted(0);
    again.restore({ kind: 'certificate', certificate: certificate('nullify', 1) });
    again.restore({ kind: 'vote', vote: vote('notarize', 2, 0, hash(2)) });
    again.restore({ kind: 'certificate', certificate: certificate('finalize', 3, hash(3)) });
    expect(again.effects).toEqual([]);
  });

  test('an own notarize binds: another proposal of that view gets none', () => {
    const again = restarted(0);
    again.restore({ kind: 'vote', vote: vote('notarize', 1, 0, hash(1)) });
    again.start();
    again.propose(1, hash(2), first);
    again.judged(1, hash(2), true);
    expect(cast(again.effects)).toEqual([]);
  });

  test('an own nullify binds: the view is not finalized', () => {
    const again = restarted(0);
    again.restore({ kind: 'vote', vote: vote('nullify', 1, 0) });
    again.start();
    again.certifyBlock(1, hash(1), first);
    expect(cast(again.effects)).toEqual([]);
    expect(again.state.view).toBe(2);
  });

  test('an own finalize binds: the view is not nullified', () => {
    const again = restarted(0);
    again.restore({ kind: 'vote', vote: vote('finalize', 1, 0, hash(1)) });
    again.start();
    again.tick(10 * deltaMs);
    expect(cast(again.effects)).toEqual([]);
  });

  test('an own proposal binds: the view is not proposed in again, and the proposal is repeated', () => {
    const again = restarted(1);
    const proposal = { view: view(1), digest: hash(1), content: first, repeats: undefined, signature: '0xab' as never };
    again.restore({ kind: 'proposal', proposal });
    again.start();
    expect(of(again.effects, 'propose')).toEqual([]);
    const [repeated] = of(again.tick(3 * deltaMs), 'rebroadcast');
    expect(repeated!.proposals).toEqual([proposal]);
  });

  test('certificates lead back to the view that was left', () => {
    const again = restarted(0);
    for (const at of [1, 2, 3]) {
      again.restore({ kind: 'certificate', certificate: certificate('nullify', at) });
    }
    again.start();
    expect(again.state.view).toBe(4);
    expect(of(again.effects, 'entered').at(-1)).toMatchObject({ view: 4 });
  });

  test('what lies below the final block is ignored', () => {
    const again = new Rig(0, undefined, { view: view(5), digest: hash(5) });
    again.restore({ kind: 'vote', vote: vote('nullify', 4, 0) });
    again.restore({ kind: 'certificate', certificate: certificate('nullify', 5) });
    again.start();
    expect(again.state.view).toBe(6);
    expect([...again.state.views.keys()]).toEqual([6]);
  });
});

describe('the last block of an epoch, proposed again (rule 16)', () => {
  const certified = (): void => {
    rig.propose(1, hash(1), first);
    rig.judged(1, hash(1), true);
    rig.certificate('notarize', 1, hash(1));
    rig.available(hash(1), first);
  };

  test('is voted for where its notarization and a NUL for every view since are shown', () => {
    certified();
    rig.certificate('nullify', 2);
    rig.propose(3, hash(1), first, view(1));
    rig.judged(3, hash(1), true);
    expect(cast(rig.effects)).toContain('notarize 3');
  });

  test('is not voted for where a view since has none', () => {
    certified();
    rig.certificate('nullify', 3);
    rig.propose(4, hash(1), first, view(1));
    rig.judged(4, hash(1), true);
    expect(cast(rig.effects)).not.toContain('notarize 4');
  });

  test('is not voted for where the view that it names notarized another block', () => {
    certified();
    rig.propose(2, hash(5), second);
    rig.certificate('notarize', 2, hash(5));
    rig.available(hash(5), second);
    rig.propose(3, hash(1), first, view(2));
    rig.judged(3, hash(1), true);
    expect(cast(rig.effects)).toContain('nullify 3');
  });

  test('is certified in its later view, final or not, without anything new', () => {
    certified();
    rig.certificate('nullify', 2);
    rig.certificate('notarize', 3, hash(1));
    expect(rig.state.view).toBe(4);
    rig.certificate('finalize', 1, hash(1));
    rig.certificate('notarize', 4, hash(1));
    expect(rig.state.view).toBe(5);
  });
});
