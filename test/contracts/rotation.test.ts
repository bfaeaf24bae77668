import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nextCommitteeHash } from '../../node/crypto/settlementHash.ts';
import { stakePerWeight } from '../../devnet/system.ts';
import { type Hash, zeroHash } from '../../node/types/ids.ts';
import { checkpoint, publisher, remember, submission } from './checkpoint.ts';
import {
  asOperator,
  blsKeyOf,
  enqueue,
  finalize,
  fundStake,
  installation,
  nextMembers,
  operator,
  operatorAddress,
  plan,
  refusedTo,
  register,
  registryRead,
  rotate,
  signedBy,
} from './rotation.ts';
import { createWorld, hashOf, type World } from './world.ts';

let world: World;
const genesis = [0, 1, 2, 3];
const day = 86_400;

beforeAll(async () => {
  world = await createWorld();
});
beforeEach(() => world.restore());
afterAll(() => world.close());

const installedId = () => registryRead<bigint>(world, 'installed');
const revertOf = async (call: Parameters<World['revert']>[1]) => (await world.revert(publisher, call)).name;

describe('queues', () => {
  test('operators join in the order in which they asked, a quarter of the members at a time and at least one', async () => {
    await enqueue(world, 5, 4);
    expect((await nextMembers(world)).operators).toEqual([0, 1, 2, 3, 5]);
    expect(await rotate(world, 1n, 1n, genesis)).toEqual([0, 1, 2, 3, 5]);
    expect((await nextMembers(world)).operators).toEqual([0, 1, 2, 3, 5, 4]);
  });

  test('members leave in the order in which they asked, and only as far as four are left or others join', async () => {
    await asOperator(world, 2, 'requestExit');
    await asOperator(world, 1, 'requestExit');
    expect((await nextMembers(world)).operators).toEqual(genesis);
    await enqueue(world, 4, 5);
    expect(await rotate(world, 1n, 1n, genesis)).toEqual([0, 1, 3, 4]);
    expect(await rotate(world, 2n, 2n, [0, 1, 3, 4])).toEqual([0, 3, 4, 5]);
  });

  test('whoever takes a request back is out of line, and those behind move up', async () => {
    await enqueue(world, 4, 5, 6);
    await asOperator(world, 4, 'requestExit');
    expect((await nextMembers(world)).operators).toEqual([0, 1, 2, 3, 5]);
    await asOperator(world, 4, 'requestActivation');
    const inLine = await registryRead<readonly string[]>(world, 'activationQueue', [10n]);
    expect(inLine.map((each) => each.toLowerCase())).toEqual([5, 6, 4].map(operatorAddress));
    await asOperator(world, 0, 'requestExit');
    await asOperator(world, 1, 'requestExit');
    await asOperator(world, 0, 'requestActivation');
    expect(await registryRead(world, 'exitQueue', [10n])).toEqual([operator(1).account.address]);
    expect((await nextMembers(world)).operators).toEqual([0, 2, 3, 5]);
  });

  test('whoever changes its mind while a plan has it waits in the other line after the rotation', async () => {
    await enqueue(world, 4);
    await asOperator(world, 3, 'requestExit');
    const planned = await plan(world);
    await asOperator(world, 4, 'requestExit');
    await asOperator(world, 3, 'requestActivation');
    const named = await finalize(world, 1n, genesis, { nextCommitteeHash: planned.hash });
    await world.send(publisher, installation(world, planned, named, named.slot));
    expect(await registryRead(world, 'exitQueue', [10n])).toEqual([operator(4).account.address]);
    expect(await registryRead(world, 'activationQueue', [10n])).toEqual([operator(3).account.address]);
    expect((await nextMembers(world)).operators).toEqual([0, 1, 2, 3]);
  });

  test('test_requestActivation_revertsIf_unknown, willing already, or with too little stake', async () => {
    expect(await refusedTo(world, 4, 'requestActivation')).toBe('OperatorUnknown');
    expect(await refusedTo(world, 0, 'requestActivation')).toBe('OperatorWilling');
    await register(world, 4);
    expect(await refusedTo(world, 4, 'requestExit')).toBe('OperatorNotWilling');
    await asOperator(world, 4, 'withdrawStake', [1n]);
    expect(await refusedTo(world, 4, 'requestActivation')).toBe('StakeTooLow');
  });

  test('a hundred members at most: others wait', async () => {
    const full = await createWorld({ powers: new Array<number>(100).fill(1) });
    try {
      await enqueue(full, 100);
      expect((await nextMembers(full)).operators).toHaveLength(100);
      await asOperator(full, 7, 'requestExit');
      const { operators } = await nextMembers(full);
      expect([operators.length, operators.at(-1), operators.includes(7)]).toEqual([100, 100, false]);
    } finally {
      await full.close();
    }
  });
});

describe('weights', () => {
  test('follow the stake at the moment of the plan, and stay until the next one', async () => {
    await fundStake(world, 0, 10n);
    await enqueue(world, 4, 5, 6);
    let members = genesis;
    for (const number of [1n, 2n, 3n]) members = await rotate(world, number, number, members);
    await asOperator(world, 0, 'addStake', [stakePerWeight]);
    const planned = await plan(world);
    expect(planned.weights).toEqual([2, 1, 1, 1, 1, 1, 1]);
    await asOperator(world, 0, 'addStake', [stakePerWeight]);
    const named = await finalize(world, 4n, members, { committeeId: 4n, nextCommitteeHash: planned.hash });
    await world.send(publisher, installation(world, planned, named, named.slot));
    const installed = await registryRead<readonly { weight: number }[]>(world, 'members', [5n]);
    expect(installed.map(({ weight }) => weight)).toEqual(planned.weights);
  });

  test('are cut to what every committee can bear: no stake, however large, stops rotation', async () => {
    await fundStake(world, 0, 2n ** 33n);
    await asOperator(world, 0, 'addStake', [2n ** 33n * stakePerWeight]);
    expect((await nextMembers(world)).weights).toEqual([1, 1, 1, 1]);
    for (const i of [1, 2, 3]) {
      await fundStake(world, i, 2n ** 33n);
      await asOperator(world, i, 'addStake', [2n ** 33n * stakePerWeight]);
    }
    const { weights } = await nextMembers(world);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    expect(total).toBeLessThanOrEqual(2 ** 31);
    for (const weight of weights) expect(weight).toBeLessThanOrEqual(Math.floor((total - 1) / 3));
  });
});

describe('plan', () => {
  test('is the hash that headers name, as TypeScript computes it of the members', async () => {
    await enqueue(world, 4);
    const { hash } = await plan(world);
    const [, , , expiryMs] = await registryRead<readonly [Hash, bigint, bigint, bigint]>(world, 'planned');
    const members = [0, 1, 2, 3, 4].map((i) => ({
      power: 1,
      ed25519Key: operator(i).ed25519Key,
      blsKey: blsKeyOf(i),
    }));
    expect(hash).toBe(nextCommitteeHash(2n, expiryMs, members));
  });

  test('test_plan_revertsIf_theIntervalIsNotOver', async () => {
    await enqueue(world, 4);
    await plan(world);
    await enqueue(world, 5);
    await world.pass(day - 60);
    const call = { address: world.deployment.registry, functionName: 'plan' };
    expect(await revertOf(call)).toBe('PlannedTooEarly');
    await world.pass(60);
    await world.send(publisher, call);
  });

  test('test_plan_revertsIf_nothingChanged, until half of its life is over: then the same members go on', async () => {
    await world.pass(day);
    const call = { address: world.deployment.registry, functionName: 'plan' };
    expect(await revertOf(call)).toBe('NothingToPlan');
    const { expiryMs } = await registryRead<{ expiryMs: bigint }>(world, 'committee', [1n]);
    const renewable = Number(expiryMs) / 1000 - 7 * day;
    await world.pass(renewable - (await world.now()) - 60);
    expect(await revertOf(call)).toBe('NothingToPlan');
    await world.pass(60);
    await world.send(publisher, call);
  });

  test('locks the stake of all it has, so that no majority without stake can ever sign', async () => {
    await enqueue(world, 4);
    const { members } = await plan(world);
    const [, , , expiryMs] = await registryRead<readonly [Hash, bigint, bigint, bigint]>(world, 'planned');
    for (const member of members) {
      const [, unlocksAt] = await registryRead<readonly bigint[]>(world, 'operators', [member]);
      expect(unlocksAt).toBeGreaterThanOrEqual(expiryMs / 1000n + BigInt(21 * day));
    }
    await asOperator(world, 4, 'requestExit');
    expect(await refusedTo(world, 4, 'withdrawStake', [1n])).toBe('StakeLocked');
  });
});

describe('install', () => {
  test('a fifth joins, one leaves; the new committee signs, and the old one no longer', async () => {
    await enqueue(world, 4);
    await asOperator(world, 0, 'requestExit');
    const members = await rotate(world, 1n, 1n, genesis);
    expect(members).toEqual([1, 2, 3, 4]);
    expect(await installedId()).toBe(2n);
    await finalize(world, 2n, genesis, { committeeId: 1n });
    await finalize(world, 3n, members, { committeeId: 2n });
    await world.pass(30);
    const late = await checkpoint(world, 4n, { header: { committeeId: 1n } });
    expect(await revertOf(submission(world, late, [], signedBy(world, late.header, genesis)))).toBe(
      'CommitteeDeactivated',
    );
  });

  test('test_install_revertsIf_headerIsNotFinal, or does not name the plan, or is another one', async () => {
    await enqueue(world, 4);
    const planned = await plan(world);
    const plain = await finalize(world, 1n, genesis, { nextCommitteeHash: zeroHash });
    expect(await revertOf(installation(world, planned, plain, plain.slot))).toBe('CommitteeNotNamed');
    const forged = { ...plain, header: { ...plain.header, nextCommitteeHash: planned.hash } };
    expect(await revertOf(installation(world, planned, forged, plain.slot))).toBe('EntryMismatch');
    const built = await checkpoint(world, 2n, { header: { nextCommitteeHash: planned.hash } });
    await world.send(publisher, submission(world, built));
    remember(built);
    expect(await revertOf(installation(world, planned, built, 1n))).toBe('EntryNotFinal');
    await world.pass(1800);
    await world.send(publisher, installation(world, planned, built, 1n));
  });

  test('test_install_revertsIf_membersWeightsOrAggregateAreNotThePlanned', async () => {
    await enqueue(world, 4);
    const planned = await plan(world);
    const named = await finalize(world, 1n, genesis, { nextCommitteeHash: planned.hash });
    const refused = (changes: Parameters<typeof installation>[4]) =>
      revertOf(installation(world, planned, named, named.slot, changes));
    expect(await refused({ weights: [1, 1, 1, 1, 2] })).toBe('CommitteeDiffers');
    expect(await refused({ members: planned.members.toReversed() })).toBe('CommitteeDiffers');
    expect(await refused({ weights: [1, 1, 1, 1] })).toBe('CommitteeListsDiffer');
    expect(await refused({ members: planned.members.slice(1), weights: [1, 1, 1, 1] })).toBe('AggregateInvalid');
    expect(await refused({ aggregate: blsKeyOf(4) })).toBe('AggregateInvalid');
    expect(await refused({ tokensRoot: hashOf('other') })).toBe('EntryMismatch');
  });

  test('a committee is installed once, its id is the next, and nothing is left pending', async () => {
    await enqueue(world, 4);
    const planned = await plan(world);
    const named = await finalize(world, 1n, genesis, { nextCommitteeHash: planned.hash });
    const call = installation(world, planned, named, named.slot);
    expect(await revertOf({ ...call, functionName: 'plan', args: [] })).toBe('PlannedTooEarly');
    await world.send(publisher, call);
    expect(await revertOf(call)).toBe('NothingPlanned');
    const next = await plan(world).catch(() => undefined);
    expect(next).toBeUndefined();
    expect(await installedId()).toBe(2n);
  });

  test('a plan that was replaced is void, though a final header names it', async () => {
    await enqueue(world, 4);
    const first = await plan(world);
    const named = await finalize(world, 1n, genesis, { nextCommitteeHash: first.hash });
    await asOperator(world, 4, 'requestExit');
    await enqueue(world, 5);
    const second = await plan(world);
    expect(await revertOf(installation(world, first, named, named.slot))).toBe('CommitteeNotNamed');
    const again = await finalize(world, 2n, genesis, { nextCommitteeHash: second.hash });
    await world.send(publisher, installation(world, second, again, again.slot));
    expect(await installedId()).toBe(2n);
  });

  test('a header of a committee further back installs nothing, though it names the plan', async () => {
    await enqueue(world, 4, 5);
    const members = await rotate(world, 1n, 1n, genesis);
    const planned = await plan(world);
    // Committee 1 still signs, as long as no header of committee 2 was accepted.
    const old = await finalize(world, 2n, genesis, { committeeId: 1n, nextCommitteeHash: planned.hash });
    expect(await revertOf(installation(world, planned, old, old.slot))).toBe('HeaderOfAnotherCommittee');
    const named = await finalize(world, 3n, members, { committeeId: 2n, nextCommitteeHash: planned.hash });
    await world.send(publisher, installation(world, planned, named, named.slot));
    expect(await installedId()).toBe(3n);
  });

  test('a plan whose committee would have expired installs nothing; the next plan replaces it', async () => {
    const brief = await createWorld({ rotation: { interval: day, life: 2 * day, unbonding: day } });
    try {
      await enqueue(brief, 4);
      const planned = await plan(brief);
      const named = await finalize(brief, 1n, genesis, { nextCommitteeHash: planned.hash });
      await brief.pass(2 * day);
      const call = installation(brief, planned, named, named.slot);
      expect((await brief.revert(publisher, call)).name).toBe('CommitteeExpiryInvalid');
      expect(await rotate(brief, 2n, 1n, genesis)).toEqual([0, 1, 2, 3, 4]);
    } finally {
      await brief.close();
    }
  });

  test('no deadlock: the old committee signs on, headers of the next are refused, until it is installed', async () => {
    await enqueue(world, 4);
    const planned = await plan(world);
    const ahead = await checkpoint(world, 1n, { header: { committeeId: 2n } });
    expect(await revertOf(submission(world, ahead))).toBe('CommitteeUnknown');
    for (const number of [1n, 2n, 3n]) await finalize(world, number, genesis, { nextCommitteeHash: planned.hash });
    const named = await finalize(world, 4n, genesis, { nextCommitteeHash: planned.hash });
    await world.send(publisher, installation(world, planned, named, named.slot));
    await finalize(world, 5n, genesis, { committeeId: 1n });
  });
});

describe('stake', () => {
  test('of who left answers until unbonding after the expiry of its last committee, then it is free', async () => {
    await enqueue(world, 4);
    await asOperator(world, 0, 'requestExit');
    await rotate(world, 1n, 1n, genesis);
    const [, unlocksAt, last] = await registryRead<readonly bigint[]>(world, 'operators', [operatorAddress(0)]);
    expect(last).toBe(1n);
    expect(await refusedTo(world, 0, 'withdrawStake', [stakePerWeight])).toBe('StakeLocked');
    await world.pass(Number(unlocksAt) - (await world.now()));
    await asOperator(world, 0, 'withdrawStake', [stakePerWeight]);
  });

  test('test_withdrawStake_revertsIf_theOperatorIsInLineToJoin', async () => {
    await enqueue(world, 4);
    expect(await refusedTo(world, 4, 'withdrawStake', [1n])).toBe('OperatorWilling');
    await asOperator(world, 4, 'requestExit');
    await asOperator(world, 4, 'withdrawStake', [1n]);
  });
});
