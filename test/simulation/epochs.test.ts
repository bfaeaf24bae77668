import { describe, expect, test } from 'vitest';
import { committeesOf, decodeEpochs } from '../../node/consensus/epochs.ts';
import { type Hash, zeroHash } from '../../node/types/ids.ts';
import { type CheckpointHeader, checkpointReason } from '../../node/types/settlement.ts';
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

describe('headers around a change of committee', () => {
  test('name what L1 has planned; the last one of a committee shows its successor, so that clients can go on to it', () => {
    const world = new World({
      seed: 82,
      epoch: { blocks: 20, lookaheadBlocks: 10 },
      checkpoint: { intervalMs: 60_000, minSpacingMs: 2_000 },
    });
    trade(world, 2, 20, 12_000);
    world.run(600);
    const hash = `0x${'07'.repeat(32)}` as Hash;
    world.chain.plan(hash);
    const named: CheckpointHeader[] = [];
    const successors = new Map<number, number[]>();
    world.onCheckpoint = (_, { checkpoint: { header }, office }) => {
      if (header.nextCommitteeHash !== zeroHash) named.push(header);
      const known = decodeEpochs(world.network.epoch, world.network.committee.networkId, office.epochs);
      successors.set(
        Number(header.committeeId),
        committeesOf(known).map(({ id }) => id),
      );
    };
    expect(world.runUntil(() => named.length > 0, 5_000)).toBe(true);
    expect(named[0]).toMatchObject({ committeeId: 1n, nextCommitteeHash: hash });
    expect(named[0]!.reasonBits & checkpointReason.epoch).not.toBe(0);
    world.chain.install([0, 1, 2, 3].map((node) => world.member(node, 1)));
    expect(world.runUntil(() => successors.has(2), 10_000)).toBe(true);
    expect(successors.get(1)).toContain(2);
    world.run(1_000);
    expectAgreement(world);
  });
});
