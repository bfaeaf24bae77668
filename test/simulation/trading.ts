import { expect } from 'vitest';
import type { Hash } from '../../node/types/ids.ts';
import { limitOrder } from './limitOrder.ts';
import type { World } from './world.ts';

/** Funds traders and lets them cross around the index through all running nodes. */
export function trade(world: World, traders: number, everyMs: number, durationMs: number): void {
  const signers = Array.from({ length: traders }, (_, number) => world.trader(number));
  world.chain.mine(signers.map(({ address }) => ({ owner: address, amount: 1_000_000_000_000n })));
  world.run(1_000);
  for (let at = 0; at < durationMs; at += everyMs) {
    world.after(at, () => {
      const node = world.random.integer(0, world.nodes.length - 1);
      const side = world.random.chance(0.5) ? 'buy' : 'sell';
      const price = 500_000 + world.random.integer(-100, 100);
      world.submit(node, world.sign(world.random.pick(signers), limitOrder(side, price, world.random.integer(1, 20))));
    });
  }
}

/** Every height that two nodes have executed gave both the same result. */
export function expectAgreement(world: World): void {
  const results: Hash[] = [];
  for (const { executed } of world.nodes) {
    // Who joined by a snapshot has not executed the blocks before it.
    executed.forEach(({ resultDigest, height }) => expect((results[height] ??= resultDigest)).toBe(resultDigest));
  }
}

/** Nodes that have executed equally far hold equal states, and every certified checkpoint is the same everywhere. */
export function expectEqualStates(world: World): void {
  const rootAt = new Map<number, string>();
  for (const [index, node] of world.nodes.entries()) {
    const height = world.executedHeight(index);
    const root = world.stateRoot(index);
    expect(rootAt.get(height) ?? root).toBe(root);
    rootAt.set(height, root);
    for (const [number, hash] of node.checkpoints) expect(world.nodes[0]!.checkpoints.get(number) ?? hash).toBe(hash);
  }
  expect(rootAt.size).toBeLessThan(world.nodes.length);
}

export const fills = (world: World): number =>
  world.nodes[0]!.executed.flatMap((block) => block?.events ?? []).filter((event) => event.type === 'fill').length;
