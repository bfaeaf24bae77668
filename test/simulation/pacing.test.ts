import { describe, expect, test } from 'vitest';
import { limitOrder } from './limitOrder.ts';
import { World } from './world.ts';

describe('the pace of leaders', () => {
  test('a lone transaction is executed in the first block that takes it in: leaders wait for the reports that it lacks', () => {
    const world = new World({ seed: 1 });
    const trader = world.trader(1);
    world.chain.mine([{ owner: trader.address, amount: 1_000_000_000_000n }]);
    world.run(1_000);
    const tookMs: number[] = [];
    for (let count = 0; count < 10; count++) {
      world.run(37);
      const sentMs = world.nowMs;
      world.onExecuted = (node, { transactions }) => {
        if (node === 0 && transactions.length > 0) tookMs.push(world.nowMs - sentMs);
      };
      world.submit(0, world.sign(trader, limitOrder('buy', 499_000, 1)));
      world.run(400);
    }
    expect(tookMs).toHaveLength(10);
    // A message and a sync for the reports, three of each for the block; another block would be ten more later.
    expect(tookMs.sort((a, b) => a - b)[5]).toBeLessThan(20);
  });

  test('what one validator alone reports holds up nothing', () => {
    const world = new World({ seed: 2 });
    const trader = world.trader(1);
    world.chain.mine([{ owner: trader.address, amount: 1_000_000_000_000n }]);
    world.run(1_000);
    // Its bodies reach nobody.
    world.intercept = (from, _, bytes) => (from === 1 && world.decode(bytes).type === 'bodies' ? [] : [bytes]);
    const before = world.executedHeight(0);
    for (let at = 0; at < 2_000; at += 20) {
      world.after(at, () => world.submit(1, world.sign(trader, limitOrder('buy', 499_000, 1))));
    }
    world.run(2_000);
    expect(world.executedHeight(0) - before).toBeGreaterThan(20);
    expect(world.faults.filter((fault) => fault.includes('PROPOSAL'))).toEqual([]);
  });
});
