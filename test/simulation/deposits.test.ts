import { describe, expect, test } from 'vitest';
import type { BlockEvent } from '../../node/types/block.ts';
import { checkpointReason } from '../../node/types/settlement.ts';
import { expectAgreement, expectEqualStates } from './trading.ts';
import { World } from './world.ts';

const perL1Block = 700;
const amount = 1_000_000n;

/** Three L1 blocks at once, with 2,100 deposits in all to 200 accounts. */
function mineCrowd(world: World): void {
  for (let l1Block = 0; l1Block < 3; l1Block++) {
    world.chain.mine(
      Array.from({ length: perL1Block }, (_, n) => ({ owner: world.trader((l1Block * perL1Block + n) % 200).address, amount })), // prettier-ignore
    );
  }
}

const deposits = (events: readonly BlockEvent[]): BlockEvent[] => events.filter(({ type }) => type === 'deposit');

/** Deposits in each block of a node that has any. */
const counts = (world: World, index: number): number[] =>
  world.nodes[index]!.executed.map(({ events }) => deposits(events).length).filter((count) => count > 0);

/** Executes the crowd everywhere, and checks that everyone was credited everything in order. */
function expectAllCredited(world: World): void {
  for (const [index, { executed }] of world.nodes.entries()) {
    expect(counts(world, index)).toEqual([2 * perL1Block, perL1Block]);
    const indices = executed.flatMap(({ events }) => deposits(events).map((event) => event.index));
    expect(indices).toEqual(Array.from({ length: 3 * perL1Block }, (_, n) => n));
  }
  expectAgreement(world);
  expectEqualStates(world);
}

describe('more L1 items than one block takes (priority rule 12)', () => {
  test('whole L1 blocks go in until 1,024 items, the rest with the next block, alike on every node', () => {
    const world = new World({ seed: 91 });
    // One reads L1 later: it executes later and takes the same.
    world.l1Lag[2] = 1;
    mineCrowd(world);
    world.run(1_500);
    world.l1Lag[2] = 0;
    world.run(5_500);
    expectAllCredited(world);
    const { executed, checkpoints } = world.nodes[0]!;
    const blocks = executed.filter(({ events }) => deposits(events).length > 0);
    expect(blocks[1]!.height).toBe(blocks[0]!.height + 1);
    expect(checkpoints.size).toBeGreaterThan(0);
  });

  test('a checkpoint between the two commits to what was taken in, not to what was agreed on', () => {
    const world = new World({ seed: 92, checkpoint: { intervalMs: 1, minSpacingMs: 1 } });
    mineCrowd(world);
    expect(world.runUntil(() => counts(world, 0).length === 1, 3_000)).toBe(true);
    const cursor = (): unknown => {
      const { number, depositCount } = world.nodes[0]!.sequencer!.exchange.l1.get(world.chain.chainId)!;
      return { number, depositCount };
    };
    expect(cursor()).toEqual({ number: 2, depositCount: BigInt(2 * perL1Block) });
    world.run(1_500);
    expect(cursor()).toEqual({ number: 3, depositCount: BigInt(3 * perL1Block) });
    expectAllCredited(world);
  });

  test('a node that stops with items carried over takes the same after its restart', () => {
    const world = new World({ seed: 93 });
    mineCrowd(world);
    expect(world.runUntil(() => counts(world, 1).length === 1, 3_000)).toBe(true);
    expect(counts(world, 1)).toEqual([2 * perL1Block]);
    world.crash(1);
    world.run(1_000);
    world.start(1);
    world.run(3_000);
    expectAllCredited(world);
    // All of them, from their own logs.
    world.nodes.forEach((_, index) => world.crash(index));
    world.nodes.forEach((node, index) => {
      node.executed.length = 0;
      world.start(index);
    });
    world.run(3_000);
    expectAllCredited(world);
  });
});

test('a forced item is executed alike on every node and brings the next header forward, with its bit and the chain after it', () => {
  const world = new World({ seed: 94, checkpoint: { intervalMs: 60_000, minSpacingMs: 100 } });
  const owner = world.trader(1).address;
  world.chain.mine([{ owner, amount }]);
  world.run(1_000);
  expect(world.nodes[0]!.checkpoints.size).toBe(0);
  world.chain.force(owner, { type: 'withdraw', token: 0, amount: 400_000 });
  world.run(3_000);
  for (const { executed, newest } of world.nodes) {
    const events = executed.flatMap((block) => block.events.filter(({ type }) => type === 'forced'));
    expect(events).toMatchObject([{ index: 0, account: owner, code: 'OK' }]);
    const { checkpoint } = newest!;
    expect(checkpoint.header).toMatchObject({ number: 1n, reasonBits: checkpointReason.forced });
    expect(checkpoint.chains[0]!.leaf.forcedCount).toBe(1n);
    expect(checkpoint.chains[0]!.tokens[0]!.claims).toMatchObject([{ owner, cumulative: 400_000n }]);
  }
  expectAgreement(world);
  expectEqualStates(world);
});
