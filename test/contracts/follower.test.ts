import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicGovernance } from '../../devnet/deployGovernance.ts';
import { startL1, rpc } from '../../devnet/l1.ts';
import { encodeForced } from '../../node/codec/forcedItems.ts';
import { vaultAbi } from '../../node/l1/abi.ts';
import { createL1Client } from '../../node/l1/client.ts';
import { L1Follower, type FollowerOptions } from '../../node/l1/follower.ts';
import { emptyInbox, readInbox } from '../../node/l1/inboxReader.ts';
import { contractChange, genesisParametersHash } from '../../node/l1/parametersContract.ts';
import type { L1Status } from '../../node/l1/retry.ts';
import { deposit } from '../../node/l1/vaultActions.ts';
import type { CommitteeItem } from '../../node/types/settlement.ts';
import type { Fault } from '../../node/types/fault.ts';
import type { Address, Hash } from '../../node/types/ids.ts';
import { createL1World, describeWithAnvil, until, type L1World } from './l1World.ts';
import { account, addressOf, defaultParameters } from './world.ts';

describeWithAnvil('following a chain', () => {
  let world: L1World;
  beforeAll(async () => {
    world = await createL1World('anvil');
  });
  afterAll(() => world.l1.stop());

  /** A follower with everything it said. Started and stopped by the test. */
  function follow(changes: Partial<FollowerOptions> = {}) {
    const statuses: L1Status[] = [];
    const faults: Fault[] = [];
    const follower = new L1Follower({
      client: world.client,
      chainId: 31337,
      vault: world.deployment.vault,
      settlement: world.deployment.settlement,
      office: { registry: world.deployment.registry, committeeId: 1 },
      riskParameters: world.deployment.riskParameters,
      genesisParameters: genesisParametersHash(defaultParameters),
      startNumber: 0,
      blockMultiple: 1,
      finalityDepth: 2,
      pollMs: 20,
      retryMsMax: 40,
      onAdvance: () => undefined,
      onStatus: (status) => statuses.push(status),
      onFault: (fault) => faults.push(fault),
      ...changes,
    });
    follower.start();
    return { follower, statuses, faults };
  }

  const depositOf = (i: number, amount: bigint) => {
    const { vault, usdc: token } = world.deployment;
    return deposit({ client: world.client, wallet: world.wallet(i) }, { vault, token, amount, subNo: 3 });
  };
  const finalNumber = async () => Number((await world.client.getBlock({ blockTag: 'finalized' })).number);

  describe('the follower', () => {
    test('hands out deposits in order once their block is final, and not before', async () => {
      const { follower } = follow();
      const first = Number((await depositOf(1, 5n)).blockNumber);
      const second = Number((await depositOf(2, 7n)).blockNumber);
      await until(async () => (follower.newest()?.number ?? 0) >= (await finalNumber()));
      expect(follower.block(second)).toBeUndefined();
      await world.mine(4);
      follower.poke();
      await until(() => follower.block(second) !== undefined);
      const [item] = follower.block(first)!.items;
      const owner = addressOf(account(1));
      expect(item).toEqual({
        kind: 'deposit',
        index: 0n,
        token: 0,
        from: owner,
        owner,
        subNo: 3,
        amount: 5n,
        l1Block: first,
      });
      expect(follower.block(second)!.items.map((item) => item.kind === 'deposit' && [item.index, item.amount])).toEqual(
        [[1n, 7n]],
      );
      expect(follower.block(second)!.hash).toBe((await world.client.getBlock({ blockNumber: BigInt(second) })).hash);
      follower.stop();
    });

    test('hands out the committees that the registry installed, with all their members', async () => {
      const { follower } = follow({ office: { registry: world.deployment.registry, committeeId: 0 } });
      await until(async () => (follower.newest()?.number ?? 0) >= (await finalNumber()));
      const found = [];
      for (let number = 1; number <= follower.newest()!.number; number++) {
        found.push(...follower.block(number)!.items.filter(({ kind }) => kind === 'committee'));
      }
      follower.stop();
      expect(found).toMatchObject([{ id: 1, members: world.operators.map(() => ({ weight: 1 })) }]);
      const [genesis] = found as CommitteeItem[];
      expect(genesis!.members.map(({ operator }) => operator)).toEqual(
        world.operators.map(({ account: of }) => addressOf(of)),
      );
      for (const { ed25519Key, blsKey } of genesis!.members)
        expect([ed25519Key.length, blsKey.length]).toEqual([66, 514]);
    });

    test('hands out forced items with what their owner said', async () => {
      const data = encodeForced({ type: 'withdraw', token: 0, amount: 7 });
      const { vault } = world.deployment;
      const wallet = world.wallet(2);
      const value = await world.client.readContract({ address: vault, abi: vaultAbi, functionName: 'forcedFee' });
      const call = { address: vault, abi: vaultAbi, functionName: 'force', args: [1, 4, data], value } as const;
      const hash = await wallet.writeContract(call);
      const { blockNumber } = await world.client.waitForTransactionReceipt({ hash });
      await world.mine(3);
      const { follower } = follow();
      await until(() => (follower.newest()?.number ?? 0) >= Number(blockNumber));
      const owner = addressOf(account(2));
      expect(follower.block(Number(blockNumber))!.items).toMatchObject([
        { kind: 'forced', index: 0n, forcedKind: 1, owner, subNo: 4, data },
      ]);
      follower.stop();
    });

    test('with a multiple, a block carries the items of those before it, and only multiples are named', async () => {
      const { follower } = follow({ blockMultiple: 5 });
      await world.mine(12);
      await until(async () => follower.newest()?.number === Math.floor((await finalNumber()) / 5) * 5);
      const items = [];
      for (let number = 5; number <= follower.newest()!.number; number += 5)
        items.push(...follower.block(number)!.items);
      expect(items.map((item) => (item.kind === 'deposit' ? item.amount : item.kind))).toEqual([5n, 7n, 'forced']);
      expect(follower.block(follower.newest()!.number - 1)).toBeUndefined();
      follower.stop();
    });

    test('reads no further than its memory allows until the ledger consumed something', async () => {
      const { follower } = follow({ blocksMax: 4 });
      await until(() => follower.newest()?.number === 4);
      follower.poke();
      expect(follower.block(5)).toBeUndefined();
      follower.consumed(3);
      await until(() => follower.newest()?.number === 7);
      expect(follower.block(3)).toBeUndefined();
      follower.stop();
    });

    test('a deposit chain that does not continue from the given cursor is not handed out', async () => {
      const { follower, statuses } = follow({
        startInbox: { ...emptyInbox, deposits: { count: 1n, hash: `0x${'12'.repeat(32)}` as never } },
      });
      await until(() => statuses.length > 0);
      expect(statuses).toEqual([
        { up: false, message: expect.stringMatching(/deposit item 0 came where 1 was expected/) as string },
      ]);
      expect(follower.newest()).toBeUndefined();
      follower.stop();
    });

    describe('versions of the parameters', () => {
      /** Another status of a market, by the guardian. */
      const publish = async (value: number) => {
        const changes = [{ scope: 1, parameter: 1, value }];
        const { riskParameters: address } = world.deployment;
        const call = { address, functionName: 'tighten', args: [changes.map(contractChange)] };
        const { blockNumber } = await world.send(account(0), call);
        return { changes, l1Block: Number(blockNumber) };
      };
      const itemsOf = (follower: L1Follower, block: number) => follower.block(block)?.items ?? [];

      test('come before the deposits of their block, each with what it changed, and after a restart only later ones', async () => {
        await depositOf(1, 11n);
        const first = await publish(1);
        const second = await publish(2);
        await world.mine(4);
        // One block for all three.
        const { follower } = follow({ blockMultiple: second.l1Block });
        await until(() => follower.newest()?.number === second.l1Block);
        const items = itemsOf(follower, second.l1Block);
        expect(items[0]).toEqual({
          kind: 'parameters',
          version: 2,
          activationBlock: first.l1Block + publicGovernance.activationBlocks,
          listings: [],
          ...first,
        });
        expect(items[1]).toMatchObject({ version: 3, ...second });
        expect(items.at(-2)).toMatchObject({ kind: 'deposit', amount: 11n });
        follower.stop();
        const { vault } = world.deployment;
        const { cursor } = await readInbox(world.client, vault, emptyInbox, 0n, BigInt(first.l1Block));
        const begin = { startVersion: 2, startNumber: first.l1Block, startInbox: cursor };
        const resumed = follow(begin).follower;
        await until(() => (resumed.newest()?.number ?? 0) >= second.l1Block);
        expect(itemsOf(resumed, second.l1Block)).toMatchObject([{ version: 3, changes: second.changes }]);
        resumed.stop();
      });

      /** A server that tells of the logs of RiskParameters otherwise than the chain does. */
      const lying = (change: (logs: readonly VersionLog[]) => readonly VersionLog[]) => {
        const { client } = world;
        const getContractEvents = async (args: { address: Address }) => {
          const logs = await client.getContractEvents(args as never);
          return args.address === world.deployment.riskParameters ? change(logs as never) : logs;
        };
        return { ...client, getContractEvents } as unknown as typeof client;
      };
      interface VersionLog {
        readonly args: Readonly<Record<string, unknown>>;
        readonly blockNumber: bigint;
      }

      test.each<[string, (logs: readonly VersionLog[]) => readonly VersionLog[], RegExp]>([
        ['left out at the end', (logs) => logs.slice(0, -1), /lack a version/],
        [
          'left out between others',
          (logs) => logs.filter(({ args }) => args.version !== 2),
          /came where 2 was expected/,
        ],
        [
          'changed',
          (logs) => logs.map((log) => ({ ...log, args: { ...log.args, changes: [] } })),
          /does not hash to what the contract recorded/,
        ],
        ['moved to a block before', (logs) => logs.map((log) => ({ ...log, blockNumber: 0n })), /out of turn/],
      ])('are not handed out where a server tells of one that it is %s', async (_, change, message) => {
        const { follower, statuses } = follow({ client: lying(change) });
        await until(() => statuses.length > 0);
        expect(statuses[0]).toMatchObject({ up: false, message: expect.stringMatching(message) as string });
        follower.stop();
      });

      test('of a genesis that the contract does not have are not followed', async () => {
        const genesisParameters = `0x${'12'.repeat(32)}` as Hash;
        const { follower, statuses } = follow({ genesisParameters });
        await until(() => statuses.length > 0);
        expect(statuses[0]!.message).toMatch(/other parameters than version 1/);
        expect(follower.newest()).toBeUndefined();
        follower.stop();
      });
    });

    test('a final block that changes its hash is a fault, once, and nothing is named from then on', async () => {
      const { follower, faults } = follow();
      await until(async () => follower.newest()?.number === (await finalNumber()));
      const before = follower.newest()!;
      await rpc(world.l1.url, 'anvil_reorg', [6, []]);
      await world.mine(1);
      await until(() => faults.length > 0);
      expect(faults).toEqual([
        {
          code: 'L1_FINALITY_VIOLATED',
          chainId: 31337,
          number: before.number,
          before: before.hash,
          now: expect.any(String) as string,
        },
      ]);
      expect(follower.newest()).toBeUndefined();
      follower.poke();
      await world.mine(3);
      expect(faults.length).toBe(1);
      follower.stop();
    });

    test('a reorganisation above the final block changes nothing', async () => {
      const { follower, faults } = follow();
      await world.mine(4);
      await until(async () => follower.newest()?.number === (await finalNumber()));
      await rpc(world.l1.url, 'anvil_reorg', [1, []]);
      await world.mine(3);
      const final = await finalNumber();
      await until(() => follower.newest()?.number === final);
      expect(faults).toEqual([]);
      follower.stop();
    });
  });

  test('a chain that is down at the start, comes up and goes down again costs one line each', async () => {
    const first = await startL1({ kind: 'anvil' });
    await first.stop();
    // Nothing to read up there: this is about the connection only.
    const client = createL1Client(first.url, 31337);
    const { follower, statuses } = follow({ client, startNumber: 1_000_000 });
    await until(() => statuses.length === 1);
    const again = await startL1({ kind: 'anvil', port: first.port });
    await until(() => statuses.length === 2);
    await again.stop();
    await until(() => statuses.length === 3);
    follower.stop();
    expect(statuses.map((status) => status.up)).toEqual([false, true, false]);
    expect(statuses[0]!.message).toMatch(/^L1 chain 31337: .*trying again/);
  });

  test('where the chain does not know finalized, blocks behind the newest by the given depth are final', async () => {
    const { client } = world;
    const deaf = {
      ...client,
      getBlock: (args: { blockTag?: string }) =>
        args.blockTag === 'finalized' ? Promise.reject(new Error('unknown block tag')) : client.getBlock(args as never),
    } as typeof client;
    const { follower } = follow({ client: deaf, finalityDepth: 5 });
    const latest = Number(await client.getBlockNumber());
    await until(() => follower.newest()?.number === latest - 5);
    follower.stop();
  });
});
