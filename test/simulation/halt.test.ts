import { expect, test } from 'vitest';
import { limitOrder } from './limitOrder.ts';
import { checkpointReason } from '../../node/types/settlement.ts';
import { expectAgreement, expectEqualStates, trade } from './trading.ts';
import { World } from './world.ts';

/** Trades, freezes the settlement, and lets what is under way come to an end. */
function frozen(seed: number): World {
  const world = new World({ seed });
  trade(world, 4, 20, 2_000);
  world.run(3_000);
  world.chain.freeze();
  world.run(4_000);
  return world;
}

test('when the agreed cut shows a frozen settlement, all stop after that block, under a last header with HALT', () => {
  const world = frozen(61);
  const heights = world.nodes.map((_, index) => world.executedHeight(index));
  expect(new Set(heights).size).toBe(1);
  const last = world.nodes[0]!.executed.at(-1)!;
  expect(last.events.map(({ type }) => type)).toContain('settlementFrozen');
  expectAgreement(world);
  expectEqualStates(world);
  for (const { sequencer } of world.nodes) {
    const { header } = sequencer!.exitKit(world.trader(0).address, world.chain.chainId)!;
    expect(header.reasonBits & checkpointReason.halt).toBe(checkpointReason.halt);
    expect(Number(header.blockHeight)).toBe(last.height);
  }
});

test('nothing is taken in any more, with a code that says why, also after a restart; exit kits are', () => {
  const world = frozen(62);
  const height = world.executedHeight(1);
  world.crash(1);
  world.run(500);
  world.start(1);
  world.run(3_000);
  expect(world.executedHeight(1)).toBe(height);
  let code = '';
  const order = world.sign(world.trader(0), limitOrder('buy', 500_000, 1));
  world.submit(2, order, (result) => (code = result.accepted ? 'OK' : result.code));
  world.run(2_000);
  expect(code).toBe('SETTLEMENT_FROZEN');
  expect(new Set(world.nodes.map((_, index) => world.executedHeight(index)))).toEqual(new Set([height]));
  const { sequencer } = world.nodes[0]!;
  expect(sequencer!.exitKit(world.trader(0).address, world.chain.chainId)?.exits).toHaveLength(1);
});
