import { describe, expect, test } from 'vitest';
import { Agenda } from './agenda.ts';
import { Processor, type VirtualClock } from './processor.ts';
import { expectAgreement, trade } from './trading.ts';
import { World } from './world.ts';

class Clock implements VirtualClock {
  nowMs = 0;
  readonly #agenda = new Agenda();

  after(delayMs: number, run: () => void): void {
    this.#agenda.add(this.nowMs + delayMs, run);
  }

  runAll(): void {
    for (let next = this.#agenda.takeDue(Infinity); next !== undefined; next = this.#agenda.takeDue(Infinity)) {
      this.nowMs = next.atMs;
      next.run();
    }
  }
}

const costs = { inputMs: 2, signMs: 1, verifyMs: 3, traderCheckMs: 4 };

describe('a processor', () => {
  test('computes one thing after another, and lets out what came of each when it is over', () => {
    const clock = new Clock();
    const processor = new Processor(clock, costs);
    const left: [string, number][] = [];
    const compute = (name: string): void => {
      processor.leave(() => left.push([name, clock.nowMs]));
      processor.charge('verifyMs');
    };
    clock.after(10, () => processor.take(() => compute('first')));
    clock.after(11, () => processor.take(() => compute('second')));
    clock.after(30, () => processor.take(() => compute('third')));
    clock.runAll();
    expect(left).toEqual([
      ['first', 15],
      ['second', 20],
      ['third', 35],
    ]);
    expect(processor.charged).toEqual({ inputMs: 3, signMs: 0, verifyMs: 3, traderCheckMs: 0 });
  });

  test('takes no time of anybody else', () => {
    const clock = new Clock();
    const [one, other] = [new Processor(clock, costs), new Processor(clock, costs)];
    const left: number[] = [];
    for (const processor of [one, other]) processor.take(() => processor.leave(() => left.push(clock.nowMs)));
    clock.runAll();
    expect(left).toEqual([2, 2]);
  });

  test('loses what waits when its life is over', () => {
    const clock = new Clock();
    const processor = new Processor(clock, costs);
    const computed: string[] = [];
    processor.take(() => void computed.push('first'));
    processor.take(() => void computed.push('second'));
    processor.stop();
    clock.runAll();
    expect(computed).toEqual(['first']);
  });
});

describe('a committee whose computing takes time', () => {
  const slow = { inputMs: 0.5, signMs: 0.25, verifyMs: 0.5, traderCheckMs: 0.25 };

  test('agrees, and no node does anything within the time that it computes', () => {
    const world = new World({ seed: 1, costs: slow });
    const leftMs = world.nodes.map((): number[] => []);
    world.onArrival = (from) => leftMs[from]!.push(world.nowMs);
    trade(world, 3, 20, 1_000);
    world.run(2_000);
    expectAgreement(world);
    expect(world.faults).toEqual([]);
    expect(world.executedHeight(0)).toBeGreaterThan(20);
    for (const times of leftMs) {
      const pausesMs = [...new Set(times)].map((at, index, all) => at - (all[index - 1] ?? -Infinity));
      // As exact as milliseconds since 1970 are.
      expect(Math.min(...pausesMs)).toBeGreaterThan(slow.inputMs - 0.001);
    }
  });

  test('comes back after a crash in the middle of its work', () => {
    const world = new World({ seed: 2, costs: slow });
    trade(world, 3, 20, 3_000);
    world.nodes[1]!.crashAt = { effect: 'send', left: 5 };
    world.run(500);
    expect(world.isUp(1)).toBe(false);
    world.start(1);
    world.run(3_000);
    expectAgreement(world);
    expect(world.executedHeight(0) - world.executedHeight(1)).toBeLessThan(10);
  });
});
