import { describe, expect, test } from 'vitest';
import { decodeMessage } from '../../node/crypto/messageCodec.ts';
import { expectAgreement, expectEqualStates, fills, trade } from './trading.ts';
import { World } from './world.ts';

describe('four validators in one process', () => {
  test('agree on order, time, price and results, and trade', () => {
    const world = new World({ seed: 1 });
    trade(world, 6, 5, 4_000);
    world.run(6_000);
    expect(world.faults).toEqual([]);
    expectAgreement(world);
    for (const [index] of world.nodes.entries()) expect(world.executedHeight(index)).toBeGreaterThan(100);
    expect(fills(world)).toBeGreaterThan(100);
    expectEqualStates(world);
    for (const node of world.nodes) expect(node.checkpoints.size).toBeGreaterThan(0);
  });

  test('one that watches follows, agrees and has exit kits, and says nothing, whoever’s keys it has', () => {
    const world = new World({ seed: 2, watchers: [3] });
    trade(world, 6, 5, 4_000);
    world.run(6_000);
    expect(world.executedHeight(3)).toBeGreaterThan(100);
    const { content } = world.nodes[0]!.executed.at(-1)!;
    expect(content.height).toBeGreaterThan(100);
    expectAgreement(world);
    expectEqualStates(world);
    const watcher = world.nodes[3]!;
    expect(watcher.checkpoints.size).toBeGreaterThan(0);
    expect(watcher.sequencer!.exitKit(world.trader(0).address, 31_337)?.exits).toHaveLength(1);
    const own = watcher.disk.journal.filter((record) => {
      const message = decodeMessage(world.network.committee.networkId, record);
      return message.type === 'checkpointShare' || message.type === 'vote';
    });
    expect(own).toEqual([]);
  });

  test('the same seed gives the same run', () => {
    const runs = [1, 2].map(() => {
      const world = new World({ seed: 7 });
      trade(world, 4, 10, 1_000);
      world.run(2_000);
      return world.nodes.map((node) => node.executed.map((block) => block.resultDigest));
    });
    expect(runs[0]).toEqual(runs[1]);
  });

  test('go on with one of them down, and it catches up and votes again', () => {
    const world = new World({ seed: 3 });
    trade(world, 4, 10, 8_000);
    world.after(1_500, () => world.crash(2));
    world.after(5_000, () => world.start(2));
    world.run(5_000);
    const before = world.executedHeight(0);
    expect(before).toBeGreaterThan(50);
    world.run(5_000);
    expect(world.executedHeight(0)).toBeGreaterThan(before + 50);
    expect(world.executedHeight(0) - world.executedHeight(2)).toBeLessThan(10);
    expectAgreement(world);
    expectEqualStates(world);
    // With another one down, the restarted one is needed for a quorum.
    world.crash(0);
    const alone = world.executedHeight(1);
    world.run(5_000);
    expect(world.executedHeight(1)).toBeGreaterThan(alone + 5);
  });

  test('one that reads L1 later than the others executes later and signs the same checkpoints', () => {
    const world = new World({ seed: 8 });
    world.l1Lag[2] = 2;
    trade(world, 4, 10, 11_000);
    for (let at = 0; at < 11_000; at += 400) world.after(at, () => world.chain.mine());
    world.run(11_000);
    expect(world.executedHeight(2)).toBeLessThan(world.executedHeight(0));
    world.l1Lag[2] = 0;
    world.run(1_500);
    expectAgreement(world);
    expectEqualStates(world);
    expect(world.nodes[2]!.checkpoints.size).toBeGreaterThan(1);
    expect(world.faults.filter((fault) => fault.includes('CHECKPOINT'))).toEqual([]);
  });

  test('survive the loss of one message in twenty', () => {
    const world = new World({ seed: 4, links: { loss: 0.05 } });
    trade(world, 4, 10, 4_000);
    world.run(8_000);
    expectAgreement(world);
    expect(fills(world)).toBeGreaterThan(20);
    expect(world.evidence).toEqual([]);
  });

  test('go on after a power cut that takes all of them', () => {
    const world = new World({ seed: 5 });
    trade(world, 4, 10, 8_000);
    world.run(2_000);
    const before = world.executedHeight(0);
    world.nodes.forEach((_, index) => world.crash(index));
    world.run(500);
    world.nodes.forEach((_, index) => world.start(index));
    world.run(5_000);
    expect(world.executedHeight(0)).toBeGreaterThan(before + 20);
    expectAgreement(world);
    expect(world.evidence).toEqual([]);
  });

  test('stop without a quorum, and go on when the partition heals', () => {
    const world = new World({ seed: 6 });
    trade(world, 4, 20, 10_000);
    world.run(1_000);
    for (const [a, b] of [
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
    ] as const) {
      world.cut.add(`${a}>${b}`);
      world.cut.add(`${b}>${a}`);
    }
    world.run(500);
    const stuck = world.executedHeight(0);
    world.run(3_000);
    expect(world.executedHeight(0)).toBe(stuck);
    world.cut.clear();
    world.run(8_000);
    expect(world.executedHeight(0)).toBeGreaterThan(stuck + 20);
    expectAgreement(world);
  });
});
