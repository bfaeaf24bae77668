import { describe, expect, test } from 'vitest';
import { expectAgreement, trade } from './trading.ts';
import { World } from './world.ts';

describe('the beginning of an epoch', () => {
  test('whoever gets there late has heard what the others said there before, and need not wait until they say it again', () => {
    const world = new World({ seed: 81, epoch: { blocks: 20, lookaheadBlocks: 10 } });
    const { deltaMs } = world.network.timing;
    trade(world, 2, 20, 4_000);
    world.run(300);
    // Nothing goes on without the late one, who needs a sync of its disk to get there.
    const [late, away] = [3, 2];
    world.crash(away);
    world.chain.install([0, 1, 2, 3].map((node) => world.member(node, 1)));
    world.nodes[late]!.disk.syncMs = [60, 60];
    let enteredMs = Infinity;
    world.onEpoch = (index, { epoch }) => {
      if (index === late && epoch === 2) enteredMs = world.nowMs;
    };
    let notarizedMs = Infinity;
    const { onSend } = world;
    world.onSend = (from, bytes) => {
      onSend(from, bytes);
      const message = world.decode(bytes);
      if (from !== late || message.type !== 'vote') return;
      const { kind, epoch, view } = message.vote;
      if (kind === 'notarize' && epoch === 2 && view === 1) notarizedMs = Math.min(notarizedMs, world.nowMs);
    };
    expect(world.runUntil(() => notarizedMs < Infinity, 10_000)).toBe(true);
    expect(notarizedMs - enteredMs).toBeLessThan(deltaMs);
    world.start(away);
    world.run(2_000);
    expectAgreement(world);
  });
});
