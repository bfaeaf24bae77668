import { describe, expect, test } from 'vitest';
import { decodeMessage } from '../../node/crypto/messageCodec.ts';
import type { NetworkMessage } from '../../node/types/message.ts';
import { change } from './byzantine/words.ts';
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
    const { disk } = world.nodes[1]!;
    const hasJoined = (): boolean => world.nodes[1]!.joins > 0 && disk.lowest !== undefined;
    expect(world.runUntil(hasJoined, 5_000)).toBe(true);
    expect(disk.lowest).toBeGreaterThan(height + 1);
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

describe('joining with peers who are no help', () => {
  /** What this peer says to another is what `pass` lets through. */
  const muzzle = (world: World, peer: number, pass: (message: NetworkMessage) => boolean): void =>
    change(world, peer, (message) => (pass(message) ? [message] : []));

  test('f of them announce snapshots and let every chunk wait: it comes from others', () => {
    const world = new World({ seed: 56, ...prunes, checkpoint: { intervalMs: 2_000, minSpacingMs: 100 } });
    trade(world, 3, 20, 20_000);
    world.run(9_000);
    world.crash(2);
    world.nodes[2]!.disk.loseFolder();
    muzzle(world, 3, ({ type }) => type !== 'chunk');
    world.run(500);
    world.start(2);
    expect(world.runUntil(() => world.nodes[2]!.joins > 0, 8_000)).toBe(true);
    expectMember(world, 2);
  });

  test('all of them let chunks wait for a while: it asks again, and again', () => {
    const world = new World({ seed: 57, ...prunes });
    trade(world, 3, 20, 20_000);
    world.run(3_000);
    world.crash(2);
    world.nodes[2]!.disk.loseFolder();
    world.run(500);
    const untilMs = world.nowMs + 7_000;
    for (const peer of [0, 1, 3]) muzzle(world, peer, ({ type }) => type !== 'chunk' || world.nowMs > untilMs);
    world.start(2);
    world.run(7_000);
    expect(world.nodes[2]!.joins).toBe(0);
    expect(world.runUntil(() => world.nodes[2]!.joins > 0, 10_000)).toBe(true);
    expectMember(world, 2);
  });

  test('they have every block, and it is so many behind that a snapshot is sooner there', () => {
    const behindBlocksMax = 60;
    const world = new World({
      seed: 58,
      ...prunes,
      keepBlocks: 100_000,
      limits: { ...prunes.limits, behindBlocksMax },
    });
    trade(world, 3, 20, 12_000);
    world.run(500);
    world.crash(1);
    const height = world.executedHeight(0);
    // What they answer with blocks is lost: nobody says that blocks were deleted, only how far each has come.
    for (const peer of [0, 2, 3]) muzzle(world, peer, ({ type }) => type !== 'finalBlocks');
    world.runUntil(() => world.executedHeight(0) > height + behindBlocksMax + 40, 20_000);
    world.start(1);
    expect(world.runUntil(() => world.nodes[1]!.joins > 0, 8_000)).toBe(true);
  });
});

describe('what a join does not do', () => {
  test('with the guard lost as well, the node follows and signs nothing that could contradict its key', () => {
    const world = new World({ seed: 53, ...prunes });
    trade(world, 3, 20, 6_000);
    world.run(3_000);
    world.crash(2);
    world.nodes[2]!.disk.loseFolder();
    world.nodes[2]!.disk.loseGuard();
    world.run(500);
    world.start(2);
    expect(world.runUntil(() => world.nodes[2]!.joins > 0, 5_000)).toBe(true);
    const heard = listen(world, 2);
    world.run(1_500);
    expect(world.nodes[2]!.sequencer!.status().muteReason).toBe('GUARD_BEHIND');
    expect(heard).toEqual({ proposals: 0, votes: 0, reports: 0 });
    expect(world.executedHeight(2)).toBeGreaterThan(world.executedHeight(0) - 5);
    expectAgreement(world);
  });
});

describe('starting from an own snapshot', () => {
  test('only the blocks after it are executed again; damaged, the older one is taken; both damaged, peers help', () => {
    const world = new World({ seed: 54, ...prunes, keepBlocks: 1_000 });
    trade(world, 3, 40, 6_000);
    world.run(3_000);
    const { disk, executed } = world.nodes[1]!;
    const again = (): number => {
      world.crash(1);
      executed.length = 0;
      world.start(1);
      world.run(200);
      return executed.findIndex((block) => block !== undefined) + 1;
    };
    const [older, newer] = disk.snapshots.map(({ at }) => at);
    expect(again()).toBe(newer! + 1);
    disk.damageSnapshot(newer!);
    expect(again()).toBe(older! + 1);
    expect(world.faults.filter((line) => line.includes('SNAPSHOT_DAMAGED'))).toHaveLength(1);
    disk.damageSnapshot(older!);
    expect(again()).toBe(1);
    expectMember(world, 1);
  });

  test('all honest nodes make the same bytes of one state', () => {
    const world = new World({ seed: 55, ...prunes });
    trade(world, 3, 20, 3_000);
    world.run(3_000);
    const made = new Map<number, Set<string>>();
    for (const { disk } of world.nodes) {
      for (const snapshot of disk.snapshots) {
        const chunks = Buffer.concat(snapshot.read()!.slice(1)).toString('latin1');
        made.set(snapshot.at, (made.get(snapshot.at) ?? new Set()).add(chunks));
      }
    }
    expect([...made.values()].map(({ size }) => size)).toEqual([...made.keys()].map(() => 1));
    expect(made.size).toBeLessThan(8);
  });
});
