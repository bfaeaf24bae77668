import { describe, expect, test } from 'vitest';
import { marketStatus, parameterRules } from '../../node/types/parameters.ts';
import { expectAgreement, expectEqualStates, trade } from './trading.ts';
import { World } from './world.ts';

const set = (scope: number, name: string, value: number) => ({
  scope,
  parameter: parameterRules.find((rule) => rule.name === name)!.id,
  value,
});

/** Heights at which a node put versions in force. */
const applied = (world: World, index: number): readonly (readonly [unknown, number])[] =>
  world.nodes[index]!.executed.flatMap(({ height, events }) =>
    events.filter(({ type }) => type === 'parametersApplied').map(({ version }) => [version, height] as const),
  );

/** From now on: what certified headers say of the version, and of how far the home chain was read. */
function heardHeaders(world: World): { readonly version: number; readonly cut: number }[] {
  const heard: { version: number; cut: number }[] = [];
  world.onCheckpoint = (_, { checkpoint: { header, chains } }) =>
    heard.push({ version: header.paramsVersion, cut: Number(chains[0]!.leaf.l1Block) });
  return heard;
}

describe('versions of the parameters', () => {
  test('are in force from the same block on for all, however late one reads L1, and headers name the one of their cut', () => {
    const world = new World({ seed: 61, checkpoint: { intervalMs: 200, minSpacingMs: 50 } });
    const heard = heardHeaders(world);
    trade(world, 3, 20, 9_000);
    world.run(500);
    world.l1Lag[2] = 1;
    const second = world.chain.govern([set(1, 'maxOrderLots', 77), set(1, 'initialMarginPpb', 150_000_000)], 2);
    world.run(1_500);
    expect(applied(world, 0)).toEqual([]);
    world.chain.mine();
    world.run(700);
    expect(applied(world, 0)).toEqual([]);
    const third = world.chain.govern([set(1, 'status', marketStatus.reduceOnly)], 1);
    world.run(1_000);
    expect(third.activationBlock).toBeGreaterThan(second.activationBlock);
    world.chain.mine();
    world.run(1_500);
    world.l1Lag[2] = 0;
    world.run(3_000);
    expect(applied(world, 0).map(([version]) => version)).toEqual([2, 3]);
    for (const index of [1, 2, 3]) expect(applied(world, index)).toEqual(applied(world, 0));
    for (const { version, cut } of heard) {
      expect(version).toBe(cut >= third.activationBlock ? 3 : cut >= second.activationBlock ? 2 : 1);
    }
    expect(new Set(heard.map(({ version }) => version))).toEqual(new Set([1, 2, 3]));
    expectAgreement(world);
    expectEqualStates(world);
  });

  test('are known after a restart, from the own log and from a snapshot, also those that are still to come', () => {
    const world = new World({ seed: 62, checkpoint: { intervalMs: 300, minSpacingMs: 100 }, limits: { snapshotHeaders: 2 }, keepBlocks: 10 }); // prettier-ignore
    trade(world, 3, 20, 12_000);
    world.run(500);
    world.chain.govern([set(1, 'maxOrderLots', 77)], 0);
    world.run(1_500);
    world.chain.govern([set(1, 'maxOrderLots', 66)], 2);
    world.run(3_000);
    world.crash(1);
    world.run(300);
    world.start(1);
    world.run(1_500);
    const { exchange } = world.nodes[1]!.sequencer!;
    expect(exchange.counters.get('parameters')).toBe(2);
    expect(exchange.upcomingParameters.sortedKeys()).toEqual([3]);
    expect(exchange.terms.inForce.markets[0]!.maxOrderLots).toBe(77);
    world.chain.mine();
    world.chain.mine();
    world.run(3_000);
    for (const node of world.nodes) expect(node.sequencer!.exchange.terms.inForce.markets[0]!.maxOrderLots).toBe(66);
    expectAgreement(world);
    expectEqualStates(world);
  });
});
