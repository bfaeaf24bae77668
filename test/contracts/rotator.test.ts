import { afterAll, beforeAll, expect, test } from 'vitest';
import { rpc } from '../../devnet/l1.ts';
import { CommitteeRotator, type Rotated } from '../../node/l1/rotator.ts';
import { TransactionSender } from '../../node/l1/transactionSender.ts';
import type { L1Status } from '../../node/l1/retry.ts';
import { type Hash, zeroHash } from '../../node/types/ids.ts';
import { checkpoint, publisher, remember } from './checkpoint.ts';
import { createL1World, describeWithAnvil, until, type L1World } from './l1World.ts';
import { enqueue, operator, registryRead, signedBy } from './rotation.ts';

describeWithAnvil('rotation by validators', () => {
  let world: L1World;
  const members = [0, 1, 2, 3];
  const interval = 3_600;
  const done: Rotated[] = [];
  const statuses: L1Status[] = [];
  const rotators: CommitteeRotator[] = [];

  beforeAll(async () => {
    world = await createL1World('anvil', 0, { interval, life: 86_400, unbonding: 86_400 });
  });
  afterAll(async () => {
    for (const rotator of rotators) rotator.stop();
    await world.l1.stop();
  });

  const rotatorOf = (index: number): CommitteeRotator => {
    const { client, l1, deployment, operators } = world;
    const { account } = operators[index]!;
    const rotator = new CommitteeRotator({
      client,
      sender: new TransactionSender({ client, url: l1.url, account, pollMs: 10, stuckMs: 1_000 }),
      registry: deployment.registry,
      settlement: deployment.settlement,
      place: () => ({ index, count: 4 }),
      staggerMs: 400,
      pollMs: 10,
      onRotated: (rotated) => done.push(rotated),
      onStatus: (status) => statuses.push(status),
    });
    rotators.push(rotator);
    return rotator;
  };

  /** A header that all sign: submitted, and final at once here. */
  const accept = async (number: bigint, nextCommitteeHash: Hash) => {
    const built = await checkpoint(world, number, { header: { nextCommitteeHash } });
    const { header, hash: headerHash, chain, path } = built;
    const signed = { header, headerHash, chain, path, ...signedBy(world, header, members) };
    await world.send(publisher, {
      address: world.deployment.settlement,
      functionName: 'submit',
      args: [header, chain, path, built.previousTokensRoot, signed],
    });
    remember(built);
    return signed;
  };

  test('one plans what the queue asks for, and one installs it when a final header names it: once each', async () => {
    for (const index of members) rotatorOf(index);
    for (const { address } of [operator(4).account, publisher]) {
      await rpc(world.l1.url, 'anvil_setBalance', [address, '0xde0b6b3a7640000']);
    }
    await enqueue(world, 4);
    await rpc(world.l1.url, 'evm_increaseTime', [interval]);
    await rpc(world.l1.url, 'evm_mine');
    await until(() => done.length > 0);
    const [hash] = await registryRead<readonly [Hash]>(world, 'planned');
    expect(hash).not.toBe(zeroHash);

    const unnamed = await accept(1n, zeroHash);
    const named = await accept(2n, hash);
    for (const rotator of rotators) for (const each of [unnamed, named]) rotator.signed(each);
    await until(async () => (await registryRead<bigint>(world, 'installed')) === 2n);
    await until(() => done.length > 1);
    expect(done.map(({ did, committee }) => [did, committee])).toEqual([
      ['plan', 2],
      ['install', 2],
    ]);
    expect(await registryRead(world, 'members', [2n])).toHaveLength(5);
    expect(statuses).toEqual([]);
  });
});
