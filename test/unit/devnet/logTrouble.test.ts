import { describe, expect, test } from 'vitest';
import { troubleIn } from '../../../devnet/faults/logTrouble.ts';

/** Validator 3 lies. */
const isHonest = (validator: number): boolean => validator !== 3;

/** A line as validator 0 writes it: its own number first. */
const line = (msg: string, fields: Readonly<Record<string, unknown>>): string =>
  `{"level":40,"validator":0,${JSON.stringify({ ...fields, msg }).slice(1)}`;

describe('the log of an honest validator', () => {
  test.each([
    ['a peer comes', line('peer connected', { peer: 1 })],
    ['the liar is found out', line('a validator contradicted itself', { code: 'DOUBLE_VOTE', validator: 3, view: 4 })],
    [
      'the liar is kept out',
      line('a peer sent what no honest one sends', { peer: 3, code: 'TX_MALFORMED', barMs: 5_000 }),
    ],
    ['a dead link', line('a peer does what it should not', { peer: 1, code: 'PEER_TOO_SLOW', count: 1 })],
    ['a warning of Node', '(node:1) ExperimentalWarning: something'],
  ])('may say: %s', (_what, said) => {
    expect(troubleIn(said, isHonest)).toBeUndefined();
  });

  test.each([
    ['results differ', line('The committee has another result. This node signs nothing any more; it goes on following.', { code: 'RESULT_DIVERGED' })], // prettier-ignore
    ['two certificates contradict', line('Contradiction.', { code: 'AGREEMENT_BROKEN' })],
    ['the guard had something to do', line('the signing guard held back a word', { code: 'GUARD_HELD_BACK' })],
    ['a rule is broken', line('a rule that must always hold does not; this node stops', { reason: 'Error: x' })],
    [
      'an honest one is accused',
      line('a validator contradicted itself', { code: 'DOUBLE_VOTE', validator: 1, view: 4 }),
    ],
    ['an honest one is accused of two reports', line('a validator contradicted itself: blocks built here leave its reports out', { code: 'DOUBLE_REPORT', validator: 2, seq: 4 })], // prettier-ignore
    [
      'an honest one is kept out',
      line('a peer sent what no honest one sends', { peer: 1, code: 'PEER_TOO_SLOW', barMs: 5_000 }),
    ],
    [
      'an honest one sent what none does',
      line('a peer does what it should not', { peer: 1, code: 'REPORT_WRONG', count: 1 }),
    ],
    ['the command failed', 'witan: GUARD_MISSING: The signing guard is gone.'],
    ['an exception', 'TypeError: x is not a function'],
  ])('must not say: %s', (_what, said) => {
    expect(troubleIn(said, isHonest)).toBeTypeOf('string');
  });
});
