import { describe, expect, test } from 'vitest';
import { BodyGossip } from '../../../node/sequencer/bodyGossip.ts';
import { timeMs } from '../../../node/types/units.ts';

function gossiping() {
  const sent: (readonly Uint8Array[])[] = [];
  const gossip = new BodyGossip(10, (message) => {
    if (message.type === 'bodies') sent.push(message.bodies);
  });
  const at = (ms: number, ...bodies: number[]): void => {
    for (const body of bodies) gossip.add(Uint8Array.of(body));
    gossip.sendDue(timeMs(ms));
  };
  return { gossip, at, sent: () => sent.map((bodies) => bodies.map(([body]) => body)) };
}

describe('transactions on their way to the peers', () => {
  test('the first goes at once, those of the next interval together, none twice and in order', () => {
    const { gossip, at, sent } = gossiping();
    at(100, 1);
    at(101, 2);
    expect(gossip.dueAtMs(timeMs(101))).toBe(110);
    at(109, 3, 4);
    expect(sent()).toEqual([[1]]);
    at(110);
    expect(sent()).toEqual([[1], [2, 3, 4]]);
    at(140, 5);
    expect(sent().at(-1)).toEqual([5]);
    expect(gossip.dueAtMs(timeMs(140))).toBeUndefined();
    at(200);
    expect(sent()).toHaveLength(3);
  });

  test('what a report names goes before it, whenever that is', () => {
    const { gossip, at, sent } = gossiping();
    at(100, 1);
    at(101, 2);
    gossip.send(timeMs(102));
    gossip.send(timeMs(102));
    expect(sent()).toEqual([[1], [2]]);
  });

  test.each([
    ['many', 256, 1],
    ['large', 2, 32 * 1024],
  ])('%s of them do not wait', (_, count, bytes) => {
    const { gossip, at, sent } = gossiping();
    at(100, 1);
    for (let i = 0; i < count; i++) gossip.add(new Uint8Array(bytes));
    at(101);
    expect(sent().map((bodies) => bodies.length)).toEqual([1, count]);
  });
});
