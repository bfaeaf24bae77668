import { describe, expect, test } from 'vitest';
import { BodyIntake } from '../../../node/sequencer/bodyIntake.ts';
import { peerId } from '../../../node/types/ids.ts';

const [one, two] = [peerId(1), peerId(2)];
const body = (value: number): Uint8Array => new Uint8Array([value]);
const values = (intake: BodyIntake, count: number): number[] => intake.take(count).map(({ bytes }) => bytes[0]!);

describe('transactions that wait to be checked', () => {
  test('are taken in the order of each peer, one peer after another', () => {
    const intake = new BodyIntake(10);
    intake.offer(one, [body(1), body(2), body(3)]);
    intake.offer(two, [body(11)]);
    expect(values(intake, 3)).toEqual([1, 11, 2]);
    expect(values(intake, 9)).toEqual([3]);
    expect(intake.size).toBe(0);
  });

  test('of one peer never crowd out those of another', () => {
    const intake = new BodyIntake(2);
    intake.offer(one, [body(1), body(2), body(3), body(4)]);
    intake.offer(two, [body(11)]);
    expect(intake.size).toBe(3);
    expect(values(intake, 9)).toEqual([1, 11, 2]);
  });

  test('are forgotten with the peer that sent a wrong one', () => {
    const intake = new BodyIntake(10);
    intake.offer(one, [body(1), body(2)]);
    intake.offer(two, [body(11)]);
    intake.drop(one);
    expect(intake.size).toBe(1);
    expect(values(intake, 9)).toEqual([11]);
  });
});
