import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { zeroAddress } from 'viem';
import { stakePerWeight } from '../../devnet/system.ts';
import type { CheckpointHeader } from '../../node/types/settlement.ts';
import { checkpoint, publisher, remember, submission } from './checkpoint.ts';
import {
  asOperator,
  enqueue,
  nextMembers,
  operatorAddress,
  refusedTo,
  registryRead,
  rotate,
  signedBy,
} from './rotation.ts';
import { account, createWorld, hashOf, type Call, type World } from './world.ts';

let world: World;
const genesis = [0, 1, 2, 3];
/** Half of the stake, and a twentieth of it for the reporter. */
const taken = stakePerWeight / 2n;
const reward = taken / 20n;
const reporter = account(7);

beforeAll(async () => {
  world = await createWorld();
});
beforeEach(() => world.restore());
afterAll(() => world.close());

interface Shown {
  readonly header: CheckpointHeader;
  readonly signed: { readonly bitmap: bigint; readonly signature: string };
}

/** A header with changes, signed by some members of its committee. */
async function shown(
  number: bigint,
  changes: Partial<CheckpointHeader>,
  signers: readonly number[],
  members = genesis,
): Promise<Shown> {
  const { header } = await checkpoint(world, number, { header: changes });
  return { header, signed: signedBy(world, header, members, signers) };
}

const report = (first: Shown, second: Shown): Call => ({
  address: world.deployment.slasher,
  functionName: 'report',
  args: [first, second],
});

/** Two headers of number 5 of committee 1, each signed by some. */
const twoHeaders = async (first: readonly number[], second: readonly number[], number = 5n) =>
  [
    await shown(number, { stateRoot: hashOf('one') }, first),
    await shown(number, { stateRoot: hashOf('other') }, second),
  ] as const;

const stakeOf = async (i: number) =>
  (await registryRead<readonly bigint[]>(world, 'operators', [operatorAddress(i)]))[0];
const balanceOf = (of: string) =>
  world.read<bigint>({ address: world.deployment.stakeToken, functionName: 'balanceOf', args: [of] });
const refused = async (call: Call) => (await world.revert(reporter, call)).name;
const frozenAt = async () =>
  Number((await world.read<readonly unknown[]>({ address: world.deployment.settlement, functionName: 'head' }))[4]);

describe('two headers of one number', () => {
  test('cost who signed both half of the stake, and nobody else; the reporter gets a twentieth, the treasury the rest', async () => {
    const treasury = await balanceOf(account(0).address);
    await world.send(reporter, report(...(await twoHeaders([0, 1, 2], [1, 3]))));
    expect(await Promise.all(genesis.map(stakeOf))).toEqual([
      stakePerWeight,
      stakePerWeight - taken,
      stakePerWeight,
      stakePerWeight,
    ]);
    expect(await balanceOf(reporter.address)).toBe(reward);
    expect((await balanceOf(account(0).address)) - treasury).toBe(taken - reward);
    expect(await frozenAt()).toBe(0);
  });

  test('are punished once: in the other order, or with other signers, only those who have not paid', async () => {
    const [one, other] = await twoHeaders([0, 1], [0, 1]);
    const [oneMore, otherMore] = await twoHeaders([0, 2], [0, 2]);
    await world.send(reporter, report(one, other));
    expect(await refused(report(other, one))).toBe('NobodyGuilty');
    await world.send(reporter, report(otherMore, oneMore));
    expect(await Promise.all(genesis.map(stakeOf))).toEqual([
      stakePerWeight - taken,
      stakePerWeight - taken,
      stakePerWeight - taken,
      stakePerWeight,
    ]);
  });

  test('of another number are another offence', async () => {
    await world.send(reporter, report(...(await twoHeaders([0], [0]))));
    await world.send(reporter, report(...(await twoHeaders([0], [0], 6n))));
    expect(await stakeOf(0)).toBe(stakePerWeight / 4n);
  });

  test('with a quorum each freeze the settlement; with less they do not', async () => {
    await world.send(reporter, report(...(await twoHeaders([0, 1, 2], [1, 2]))));
    expect(await frozenAt()).toBe(0);
    await world.send(reporter, report(...(await twoHeaders([0, 1, 2], [1, 2, 3]))));
    expect(await frozenAt()).not.toBe(0);
  });

  test('freeze also where everybody who signed both has paid already', async () => {
    await world.send(reporter, report(...(await twoHeaders([1, 2], [1, 2]))));
    await world.send(reporter, report(...(await twoHeaders([0, 1, 2], [1, 2, 3]))));
    expect(await frozenAt()).not.toBe(0);
  });
});

describe('evidence', () => {
  test('test_report_revertsIf_headersDoNotContradict: one header twice, two numbers, committees in order', async () => {
    const [one] = await twoHeaders([0], [0]);
    expect(await refused(report(one, one))).toBe('NoContradiction');
    const next = await shown(6n, { stateRoot: hashOf('other') }, [0]);
    expect(await refused(report(one, next))).toBe('NoContradiction');
    await enqueue(world, 4);
    const members = await rotate(world, 1n, 1n, genesis);
    const later = await shown(6n, { committeeId: 2n }, [0], members);
    expect(await refused(report(one, later))).toBe('NoContradiction');
    expect(await refused(report(later, one))).toBe('NoContradiction');
  });

  test('test_report_revertsIf_nobodySignedBoth', async () => {
    expect(await refused(report(...(await twoHeaders([0, 1], [2, 3]))))).toBe('NobodyGuilty');
  });

  test('test_report_revertsIf_signatureIsNotThatOfTheBitmap, of nobody, or of another network', async () => {
    const [one, other] = await twoHeaders([0, 1], [0, 1]);
    const framed = { ...other, signed: { ...other.signed, bitmap: 0b1011n } };
    expect(await refused(report(one, framed))).toBe('SignatureInvalid');
    const nobody = { ...other, signed: { ...other.signed, bitmap: 0n } };
    expect(await refused(report(one, nobody))).toBe('PointAtInfinity');
    const beyond = { ...other, signed: { ...other.signed, bitmap: 0b10011n } };
    expect(await refused(report(one, beyond))).toBe('BitmapOutOfRange');
    const unknown = { ...other, header: { ...other.header, committeeId: 9n } };
    expect(await refused(report(unknown, unknown))).toBe('NoContradiction');
    expect(await refused(report({ ...one, header: { ...one.header, committeeId: 0n } }, other))).toBe(
      'CommitteeUnknown',
    );
    const elsewhere = { ...other, signed: world.sign(other.header, [0, 1], hashOf('another network')) };
    expect(await refused(report(one, elsewhere))).toBe('SignatureInvalid');
  });

  test('of an earlier committee at or above the number of a later one costs who signed both, by its own name in each', async () => {
    await enqueue(world, 4);
    await asOperator(world, 0, 'requestExit');
    const members = await rotate(world, 1n, 1n, genesis);
    expect(members).toEqual([1, 2, 3, 4]);
    // Operator 1 has place 1 in the first committee and place 0 in the second; 0 and 2 sign only the first, 3 and 4 only the second.
    // Both are quorums; the settlement takes none of the first any more, so that there is nothing to veto.
    const late = await shown(7n, { committeeId: 1n }, [0, 1, 2]);
    const current = await shown(7n, { committeeId: 2n }, [1, 3, 4], members);
    await world.send(reporter, report(late, current));
    expect(await Promise.all([0, 1, 2, 3, 4].map(stakeOf))).toEqual([
      stakePerWeight,
      stakePerWeight - taken,
      stakePerWeight,
      stakePerWeight,
      stakePerWeight,
    ]);
    expect(await frozenAt()).toBe(0);
  });
});

test('a committee of which everybody was slashed plans no other: nobody is left to trust', async () => {
  await world.send(reporter, report(...(await twoHeaders(genesis, genesis))));
  await world.pass(86_400);
  expect(await refused({ address: world.deployment.registry, functionName: 'plan' })).toBe('CommitteeSizeInvalid');
});

describe('who was slashed', () => {
  test('is barred: left out of the next committee whatever the queues say, and never in one again', async () => {
    await world.send(reporter, report(...(await twoHeaders([2], [2]))));
    expect((await nextMembers(world)).operators).toEqual([0, 1, 3]);
    expect(await refusedTo(world, 2, 'requestActivation')).toBe('OperatorBarred');
    expect(await rotate(world, 1n, 1n, genesis)).toEqual([0, 1, 3]);
    expect(await registryRead(world, 'exitQueue', [10n])).toEqual([]);
  });

  test('in line to join is out of it', async () => {
    await enqueue(world, 4);
    await asOperator(world, 3, 'requestExit');
    await rotate(world, 1n, 1n, genesis);
    await asOperator(world, 3, 'requestActivation');
    await world.send(reporter, report(...(await twoHeaders([3], [3]))));
    expect(await registryRead(world, 'activationQueue', [10n])).toEqual([]);
  });

  test('answers after its committee has expired, as long as the stake is locked, and no longer', async () => {
    const [one, other] = await twoHeaders([0, 1], [0, 1]);
    const [, unlocksAt] = await registryRead<readonly bigint[]>(world, 'operators', [operatorAddress(0)]);
    await world.pass(Number(unlocksAt) - (await world.now()) - 30);
    const partly = await shown(5n, { ...one.header }, [0]);
    await world.send(reporter, report(partly, other));
    expect(await stakeOf(0)).toBe(stakePerWeight - taken);
    await world.pass(60);
    expect(await refused(report(one, other))).toBe('NobodyGuilty');
    expect(await stakeOf(1)).toBe(stakePerWeight);
  });

  test('test_slash_revertsIf_callerIsNotTheSlasher', async () => {
    expect(await refusedTo(world, 0, 'slash', [operatorAddress(1), 1n])).toBe('SlasherOnly');
  });
});

test('a veto that the settlement refuses leaves the penalty: the committee was replaced long ago', async () => {
  await enqueue(world, 4);
  const members = await rotate(world, 1n, 1n, genesis);
  for (const number of [2n, 3n]) {
    const built = await checkpoint(world, number, { header: { committeeId: 2n } });
    await world.pass(30);
    await world.send(publisher, submission(world, built, [], signedBy(world, built.header, members)));
    remember(built);
  }
  await world.send(reporter, report(...(await twoHeaders([0, 1, 2], [0, 1, 2], 9n))));
  expect(await stakeOf(0)).toBe(stakePerWeight - taken);
  expect(await frozenAt()).toBe(0);
});

test('a slasher that takes nothing, more than all, or pays a reporter half of it cannot be deployed', async () => {
  const { abi, bytecode } = await world.artifact('Slasher');
  const { registry, settlement, stakeToken } = world.deployment;
  for (const [share, rewarded] of [
    [0n, 0n],
    [10_001n, 0n],
    [10_000n, 5_000n],
  ] as const) {
    const args = [registry, settlement, stakeToken, zeroAddress, share, rewarded];
    await expect(world.wallet(publisher).deployContract({ abi, bytecode, args })).rejects.toThrow(/SharesInvalid/);
  }
});
