import { describe, expect, test } from 'vitest';
import { decodeMessage } from '../../node/crypto/messageCodec.ts';
import { expectAgreement, expectEqualStates, trade } from './trading.ts';
import { World, type WorldOptions } from './world.ts';

/** A committee that makes a snapshot of every second header, in many chunks, and deletes blocks as soon as it may. */
const prunes: Omit<WorldOptions, 'seed'> = {
  checkpoint: { intervalMs: 500, minSpacingMs: 100 },
  limits: { snapshotHeaders: 2, snapshotChunkBytes: 2_000 },
  keepBlocks: 10,
};

/** What a validator says from now on: proposals, votes and reports of its own. */
function listen(world: World, speaker: number): Record<'proposals' | 'votes' | 'reports', number> {
  const heard = { proposals: 0, votes: 0, reports: 0 };
  const { onSend } = world;
  world.onSend = (from, bytes) => {
    onSend(from, bytes);
    if (from !== speaker) return;
    const message = decodeMessage(world.network.committee.networkId, bytes);
    if (message.type === 'proposal' && world.leaderOf(message.proposal.view) === speaker) heard.proposals++;
    if (message.type === 'vote' && message.vote.validator === speaker) heard.votes++;
    if (message.type === 'reports' && message.reports.some(({ report }) => report.validator === speaker))
      heard.reports++;
  };
  return heard;
}

/** The node follows to the end, has the state of the others, and takes part again. */
function expectMember(world: World, index: number): void {
  const heard = listen(world, index);
  const goal = Math.max(...world.nodes.map((_, each) => world.executedHeight(each))) + 20;
  expect(world.runUntil(() => world.nodes.every((_, each) => world.executedHeight(each) >= goal), 5_000)).toBe(true);
  world.run(2_000);
  expectAgreement(world);
  world.runUntil(() => new Set(world.nodes.map((_, each) => world.executedHeight(each))).size < 3, 1_000);
  expectEqualStates(world);
  expect(heard.proposals).toBeGreaterThan(0);
  expect(heard.votes).toBeGreaterThan(0);
  expect(heard.reports).toBeGreaterThan(0);
  expect(world.evidence).toEqual([]);
  expect(world.faults.filter((line) => / peer \d/.test(line))).toEqual([]);
}

describe('joining by a snapshot', () => {
  test('away so long that all others have deleted what comes next, a validator joins and takes part again', () => {
    const world = new World({ seed: 51, ...prunes });
    trade(world, 3, 20, 9_000);
    world.run(500);
    const height = world.executedHeight(1);
    world.crash(1);
    world.run(4_000);
    for (const other of [0, 2, 3]) expect(world.nodes[other]!.disk.lowest).toBeGreaterThan(height + 1);
    world.start(1);
    expect(world.runUntil(() => world.nodes[1]!.joins > 0, 5_000)).toBe(true);
    expect(world.nodes[1]!.disk.lowest).toBeGreaterThan(height + 1);
    expectMember(world, 1);
  });

  test('with an empty folder and its guard, likewise', () => {
    const world = new World({ seed: 52, ...prunes });
    trade(world, 3, 20, 9_000);
    world.run(3_000);
    world.crash(2);
    world.nodes[2]!.disk.loseFolder();
    world.run(500);
    world.start(2);
    expect(world.runUntil(() => world.nodes[2]!.joins > 0, 5_000)).toBe(true);
    expectMember(world, 2);
  });
});
