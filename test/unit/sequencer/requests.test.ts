import { beforeEach, describe, expect, test } from 'vitest';
import { AnswerBudget } from '../../../node/sequencer/answerBudget.ts';
import { Requests } from '../../../node/sequencer/requests.ts';
import { peerId } from '../../../node/types/ids.ts';
import { height, timeMs } from '../../../node/types/units.ts';

let sent: string[];
let requests: Requests;
beforeEach(() => {
  sent = [];
  requests = new Requests({ graceMs: 4, retryMs: 100, countMax: 10 }, (to, message) => {
    sent.push(`${to} ${message.type}`);
  });
});
const peers = [2, 0, 1].map(peerId);
const ask = (key: string, atMs: number): void =>
  requests.ask(key, { type: 'wantFinal', fromHeight: height(1) }, peers, timeMs(atMs));

describe('asking peers for data', () => {
  test('what is missing is often on its way: nobody is asked at once', () => {
    ask('x', 0);
    expect(sent).toEqual([]);
    expect(requests.nextAtMs()).toBe(4);
    ask('x', 3);
    expect(sent).toEqual([]);
    ask('x', 4);
    expect(sent).toEqual(['2 wantFinal']);
  });

  test('one peer after another is asked, at a bounded rate, the likeliest first', () => {
    for (let at = 0; at <= 400; at++) ask('x', at);
    expect(sent.map((each) => each[0])).toEqual(['2', '0', '1', '2']);
  });

  test('what nobody asks for any more is forgotten, and what is asked for is not', () => {
    ask('x', 0);
    ask('y', 0);
    ask('y', 50);
    requests.forgetIdle(timeMs(4));
    expect(requests.isOpen('x')).toBe(true);
    requests.forgetIdle(timeMs(50));
    expect([requests.isOpen('x'), requests.isOpen('y')]).toEqual([false, true]);
    requests.forgetIdle(timeMs(200));
    expect(requests.nextAtMs()).toBeUndefined();
  });

  test('open questions are bounded', () => {
    for (let n = 0; n < 50; n++) ask(`${n}`, 0);
    for (let n = 0; n < 50; n++) ask(`${n}`, 10);
    expect(sent).toHaveLength(10);
  });

  test('without peers there is nobody to ask', () => {
    requests.ask('x', { type: 'wantFinal', fromHeight: height(1) }, [], timeMs(10));
    expect(requests.isOpen('x')).toBe(false);
  });
});

describe('answering peers', () => {
  const [a, b] = [0, 1].map(peerId) as [ReturnType<typeof peerId>, ReturnType<typeof peerId>];
  const megabyte = 1024 * 1024;

  test('each peer has its share; what it takes beyond has to wait', () => {
    const budget = new AnswerBudget();
    for (let n = 0; n < 4; n++) {
      expect(budget.allows(a, timeMs(0))).toBe(true);
      budget.spend(a, timeMs(0), megabyte);
    }
    expect(budget.allows(a, timeMs(0))).toBe(false);
    expect(budget.allows(b, timeMs(0))).toBe(true);
    expect(budget.allows(a, timeMs(1))).toBe(true);
  });

  test('a large answer is given once and paid for with time', () => {
    const budget = new AnswerBudget();
    budget.spend(a, timeMs(0), 12 * megabyte);
    expect(budget.allows(a, timeMs(1_000))).toBe(false);
    expect(budget.allows(a, timeMs(1_025))).toBe(true);
  });

  test('nothing is saved up beyond the burst', () => {
    const budget = new AnswerBudget();
    budget.spend(a, timeMs(0), 1);
    expect(budget.allows(a, timeMs(1_000_000))).toBe(true);
    budget.spend(a, timeMs(1_000_000), 4 * megabyte);
    expect(budget.allows(a, timeMs(1_000_000))).toBe(false);
  });
});
