import { bls12_381 } from '@noble/curves/bls12-381.js';
import { parseEther, zeroAddress } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stakePerWeight } from '../../devnet/system.ts';
import {
  aggregateBlsKeys,
  blsProvePossession,
  blsPublicKey,
  blsSecretKey,
  negateBlsKey,
} from '../../node/crypto/bls.ts';
import { possessionMessage } from '../../node/crypto/settlementHash.ts';
import type { Address, Hash, HexBytes } from '../../node/types/ids.ts';
import { account, addressOf, createWorld, hashOf, type Call, type World } from './world.ts';

let world: World;
/** A registry of the same network with operators but no committee yet, installed by account 0. */
let registry: Address;
let network: Hash;

const installer = account(0);
const stake = 5n * stakePerWeight;
const secret = (i: number) => blsSecretKey(new Uint8Array(48).fill(100 + i));
const key = (i: number) => blsPublicKey(secret(i));
const infinityG2 = `0x${'00'.repeat(256)}` as HexBytes;
const expiryMs = 4_000_000_000_000n;

/** Registration by account i, with parts of it replaced. */
function registration(
  i: number,
  changes: { blsKey?: HexBytes; ed25519Key?: Hash; possession?: HexBytes; stake?: bigint } = {},
) {
  const blsKey = changes.blsKey ?? key(i);
  const message = possessionMessage(network, registry, addressOf(account(i)), blsKey);
  const possession = changes.possession ?? blsProvePossession(message, secret(i));
  const args = [blsKey, changes.ed25519Key ?? hashOf(`identity ${i}`), possession, changes.stake ?? stake];
  return { address: registry, functionName: 'register', args } satisfies Call;
}

const register = async (i: number, changes: Parameters<typeof registration>[1] = {}) => {
  await fund(i);
  return world.send(account(i), registration(i, changes));
};

async function fund(i: number): Promise<void> {
  const { stakeToken } = world.deployment;
  await world.send(account(0), { address: stakeToken, functionName: 'mint', args: [account(i).address, 10n * stake] });
  await world.send(account(i), { address: stakeToken, functionName: 'approve', args: [registry, 10n * stake] });
}

function genesis(members: readonly number[], changes: { aggregate?: HexBytes; expiryMs?: bigint } = {}): Call {
  const aggregate = changes.aggregate ?? negateBlsKey(aggregateBlsKeys(members.map(key)));
  const args = [members.map((i) => account(i).address), aggregate, changes.expiryMs ?? expiryMs];
  return { address: registry, functionName: 'installGenesis', args };
}

/** Of a registry's deployment. */
const terms = (stakeToken = world.deployment.stakeToken, perWeight = stakePerWeight, stakeMin = stakePerWeight) => [
  stakeToken,
  installer.address,
  world.deployment.settlement,
  account(8).address,
  { stakePerWeight: perWeight, stakeMin, interval: 10n, life: 100n, unbonding: 1000n },
  31337n,
  zeroAddress,
  hashOf('salt'),
];

beforeAll(async () => {
  world = await createWorld();
});
beforeEach(async () => {
  await world.restore();
  registry = await world.create('CommitteeRegistry', terms());
  network = await world.read<Hash>({ address: registry, functionName: 'networkId' });
});
afterAll(() => world.close());

describe('register', () => {
  test('takes exactly the stake and remembers the keys', async () => {
    await register(1);
    const of = { address: registry, args: [account(1).address] };
    const [held, unlocksAt, lastCommittee, , isWilling, isBarred, ed25519Key] = await world.read<readonly unknown[]>({
      ...of,
      functionName: 'operators',
    });
    expect([held, unlocksAt, lastCommittee, ed25519Key]).toEqual([stake, 0n, 0n, hashOf('identity 1')]);
    expect([isWilling, isBarred]).toEqual([false, false]);
    expect(await world.read({ ...of, functionName: 'blsKeyOf' })).toBe(key(1));
    expect(
      await world.read({ address: world.deployment.stakeToken, functionName: 'balanceOf', args: [registry] }),
    ).toBe(stake);
  });

  test('test_register_revertsIf_operatorRegisteredBefore', async () => {
    await register(1);
    expect((await world.revert(account(1), registration(1))).name).toBe('OperatorAlreadyRegistered');
  });

  test('test_register_revertsIf_keyIsTaken, also with a copied proof', async () => {
    const theirs = registration(1);
    await register(1);
    expect((await world.revert(account(2), theirs)).name).toBe('BlsKeyTaken');
    expect((await world.revert(account(2), registration(2, { ed25519Key: hashOf('identity 1') }))).name).toBe(
      'Ed25519KeyTaken',
    );
    expect((await world.revert(account(2), registration(2, { ed25519Key: `0x${'0'.repeat(64)}` as Hash }))).name).toBe(
      'Ed25519KeyInvalid',
    );
  });

  test('test_register_revertsIf_proofIsOfAnother: operator, registry, network or key (copied proof, rogue key)', async () => {
    await fund(2);
    const own = secret(2);
    const address = addressOf(account(2));
    const proofs = [
      blsProvePossession(possessionMessage(network, registry, addressOf(account(1)), key(2)), own),
      blsProvePossession(possessionMessage(network, world.deployment.registry, address, key(2)), own),
      blsProvePossession(possessionMessage(world.deployment.networkId, registry, address, key(2)), own),
      blsProvePossession(possessionMessage(network, registry, address, key(1)), own),
    ];
    for (const possession of proofs) {
      expect((await world.revert(account(2), registration(2, { possession }))).name).toBe('PossessionNotProven');
    }
    // Rogue key: own key minus the others', so that the sum is under own control; its secret is known to nobody.
    const rogue = aggregateBlsKeys([key(2), negateBlsKey(key(1))]);
    expect((await world.revert(account(2), registration(2, { blsKey: rogue }))).name).toBe('PossessionNotProven');
  });

  test('test_register_revertsIf_keyIsInfinity, of the wrong size, off the curve or outside the subgroup', async () => {
    await fund(1);
    const refused = async (blsKey: string) =>
      (await world.revert(account(1), registration(1, { blsKey: blsKey as HexBytes }))).name;
    expect(await refused(infinityG2)).toBe('PointAtInfinity');
    expect(await refused(key(1).slice(0, -2))).toBe('PointSizeInvalid');
    expect(await refused(`${key(1).slice(0, -2)}00`)).toBe('PrecompileFailed');
    expect(await refused(outsideSubgroup())).toBe('PrecompileFailed');
    const infinity = registration(1, { possession: `0x${'00'.repeat(128)}` as HexBytes });
    expect((await world.revert(account(1), infinity)).name).toBe('PointAtInfinity');
  });

  test('test_register_revertsIf_stakeArrivesWithAFee', async () => {
    const token = await world.create('FeeToken');
    registry = await world.create('CommitteeRegistry', terms(token, 1n, 1n));
    network = await world.read<Hash>({ address: registry, functionName: 'networkId' });
    await world.send(account(0), { address: token, functionName: 'mint', args: [account(1).address, 100n] });
    await world.send(account(1), { address: token, functionName: 'approve', args: [registry, 100n] });
    expect(await world.revert(account(1), registration(1, { stake: 100n }))).toEqual({
      name: 'StakeReceivedDiffers',
      args: [100n, 99n],
    });
  });
});

describe('stake', () => {
  const withdraw = (amount: bigint): Call => ({ address: registry, functionName: 'withdrawStake', args: [amount] });

  test('is free before an operator serves, locked until unbonding after its committee, free again later', async () => {
    await register(1);
    await register(2);
    await world.send(account(1), withdraw(stakePerWeight));
    await world.send(account(1), { address: registry, functionName: 'addStake', args: [stakePerWeight] });
    const expiry = BigInt(await world.now()) * 1000n + 100_000n;
    await world.send(installer, genesis([1, 2], { expiryMs: expiry }));
    expect((await world.revert(account(1), withdraw(1n))).name).toBe('OperatorWilling');
    await world.send(account(1), { address: registry, functionName: 'requestExit' });
    expect((await world.revert(account(1), withdraw(1n))).name).toBe('StakeLocked');
    await world.pass(101 + 990);
    expect((await world.revert(account(1), withdraw(1n))).name).toBe('StakeLocked');
    await world.pass(15);
    await world.send(account(1), withdraw(stake));
    expect((await world.revert(account(1), withdraw(1n))).name).toBe('StakeTooLow');
  });

  test('test_addStake_revertsIf_operatorUnknown', async () => {
    const call: Call = { address: registry, functionName: 'addStake', args: [1n] };
    expect((await world.revert(account(5), call)).name).toBe('OperatorUnknown');
  });

  test('test_constructor_revertsIf_theLeastStakeIsWorthNoWeight', async () => {
    const { stakeToken } = world.deployment;
    for (const [perWeight, least] of [
      [2n, 1n],
      [0n, 1n],
    ] as const) {
      const { abi, bytecode } = await world.artifact('CommitteeRegistry');
      const deployment = world
        .wallet(installer)
        .deployContract({ abi, bytecode, args: terms(stakeToken, perWeight, least) });
      await expect(deployment).rejects.toThrow(/TermsInvalid/);
    }
  });
});

describe('installGenesis', () => {
  beforeEach(async () => {
    await register(1);
    await register(2, { stake: 2n * stake });
  });

  test('weighs members by stake and can be read back', async () => {
    await world.send(installer, genesis([2, 1]));
    expect(await world.read({ address: registry, functionName: 'committee', args: [1n] })).toMatchObject({
      size: 2,
      totalWeight: 15,
      expiryMs: expiryMs,
    });
    expect(await world.read({ address: registry, functionName: 'members', args: [1n] })).toEqual([
      { operator: account(2).address, weight: 10, ed25519Key: hashOf('identity 2'), blsKey: key(2) },
      { operator: account(1).address, weight: 5, ed25519Key: hashOf('identity 1'), blsKey: key(1) },
    ]);
    expect(await world.read({ address: registry, functionName: 'members', args: [2n] })).toEqual([]);
  });

  test('takes those who asked to join before it out of line; nothing is planned before it', async () => {
    const call = (functionName: string, args: readonly unknown[] = []): Call => ({
      address: registry,
      functionName,
      args,
    });
    await world.send(account(1), call('requestActivation'));
    expect(await world.read(call('activationQueue', [10n]))).toEqual([account(1).address]);
    expect((await world.revert(account(1), call('plan'))).name).toBe('GenesisMissing');
    await world.send(installer, genesis([1, 2]));
    expect(await world.read(call('activationQueue', [10n]))).toEqual([]);
    expect(await world.read(call('exitQueue', [10n]))).toEqual([]);
  });

  test('test_installGenesis_revertsIf_installedBefore or by anybody else', async () => {
    expect((await world.revert(account(1), genesis([1, 2]))).name).toBe('InstallerOnly');
    await world.send(installer, genesis([1, 2]));
    expect((await world.revert(installer, genesis([1, 2]))).name).toBe('GenesisAlreadyInstalled');
  });

  test('test_installGenesis_revertsIf_listsAreWrong', async () => {
    const refused = async (call: Call) => (await world.revert(installer, call)).name;
    expect(await refused(genesis([], { aggregate: key(1) }))).toBe('CommitteeSizeInvalid');
    expect(await refused(genesis(new Array<number>(101).fill(1)))).toBe('CommitteeSizeInvalid');
    expect(await refused(genesis([1, 1]))).toBe('OperatorTwice');
    expect(await refused(genesis([1, 3]))).toBe('OperatorUnknown');
    expect(await refused(genesis([1, 2], { expiryMs: 1n }))).toBe('CommitteeExpiryInvalid');
  });

  test('test_installGenesis_revertsIf_aggregateDoesNotCancelTheKeys or is infinity', async () => {
    const refused = async (aggregate: HexBytes) => (await world.revert(installer, genesis([1, 2], { aggregate }))).name;
    expect(await refused(aggregateBlsKeys([key(1), key(2)]))).toBe('AggregateInvalid');
    expect(await refused(negateBlsKey(key(1)))).toBe('AggregateInvalid');
    expect(await refused(infinityG2)).toBe('AggregateInvalid');
    expect(await refused('0x00' as HexBytes)).toBe('AggregateInvalid');
  });

  test('test_installGenesis_revertsIf_keysCancelEachOther: a key and its negation, both with valid proofs', async () => {
    await fund(3);
    const negated = negateBlsKey(key(1));
    const order = bls12_381.fields.Fr.ORDER;
    const value = order - BigInt(`0x${Buffer.from(secret(1)).toString('hex')}`);
    const negatedSecret = new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'));
    expect(blsPublicKey(negatedSecret)).toBe(negated);
    const message = possessionMessage(network, registry, addressOf(account(3)), negated);
    await world.send(
      account(3),
      registration(3, { blsKey: negated, possession: blsProvePossession(message, negatedSecret) }),
    );
    const call = genesis([1, 3], { aggregate: infinityG2 });
    expect((await world.revert(installer, call)).name).toBe('AggregateInvalid');
  });

  test('test_installGenesis_revertsIf_stakeIsWorthNoWeight or more than the total allows', async () => {
    await register(3, { stake: stakePerWeight - 1n });
    expect((await world.revert(installer, genesis([1, 3]))).name).toBe('WeightInvalid');
    const { stakeToken } = world.deployment;
    await world.send(account(0), {
      address: stakeToken,
      functionName: 'mint',
      args: [account(1).address, parseEther('9000000000')],
    });
    await world.send(account(1), {
      address: stakeToken,
      functionName: 'approve',
      args: [registry, parseEther('9000000000')],
    });
    await world.send(account(1), { address: registry, functionName: 'addStake', args: [2n ** 31n * stakePerWeight] });
    expect((await world.revert(installer, genesis([1, 2]))).name).toBe('TotalWeightInvalid');
    await world.send(account(1), { address: registry, functionName: 'addStake', args: [2n ** 31n * stakePerWeight] });
    expect((await world.revert(installer, genesis([1, 2]))).name).toBe('WeightInvalid');
  });
});

/** A point on the twist that is not in the subgroup of order r. */
function outsideSubgroup(): HexBytes {
  const { Fp2 } = bls12_381.fields;
  const b = Fp2.fromBigTuple([4n, 4n]);
  for (let c0 = 1n; ; c0++) {
    const x = Fp2.fromBigTuple([c0, 1n]);
    try {
      const y = Fp2.sqrt(Fp2.add(Fp2.mul(Fp2.sqr(x), x), b));
      const point = bls12_381.G2.Point.fromAffine({ x, y });
      if (point.isTorsionFree()) continue;
      return `0x${[x.c0, x.c1, y.c0, y.c1].map((v) => v.toString(16).padStart(128, '0')).join('')}` as HexBytes;
    } catch {
      continue;
    }
  }
}
