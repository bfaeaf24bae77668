import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rpc } from '../../devnet/l1.ts';
import {
  buildCheckpoint,
  createCheckpointer,
  type Checkpoint,
  type CheckpointerState,
} from '../../node/checkpoint/checkpoint.ts';
import { collect, createCollector, type CollectEffect } from '../../node/checkpoint/collect.ts';
import { claimProof, submissionFor } from '../../node/checkpoint/proofs.ts';
import { createBlsWorker } from '../../node/crypto/blsPool.ts';
import { committeeRegistryAbi, devnetTokenAbi, settlementAbi, vaultAbi } from '../../node/l1/abi.ts';
import { readCommittee, readFinalCheckpoint, readLatestCheckpoint } from '../../node/l1/client.ts';
import {
  CheckpointPublisher,
  type Published,
  type PublisherOptions,
  type SignedCheckpoint,
} from '../../node/l1/publisher.ts';
import type { L1Status } from '../../node/l1/retry.ts';
import { TransactionSender } from '../../node/l1/transactionSender.ts';
import { claim, deposit, depositWithPermit } from '../../node/l1/vaultActions.ts';
import type { Fault } from '../../node/types/fault.ts';
import { validatorIndex, zeroHash, type Hash } from '../../node/types/ids.ts';
import { height, timeMs } from '../../node/types/units.ts';
import { createL1World, describeWithAnvil, until, type L1World } from './l1World.ts';
import { checkpointMessage, entryCommitment, headerHash } from '../../node/crypto/settlementHash.ts';
import { account, addressOf, hashOf } from './world.ts';

describeWithAnvil('from a header to money on L1', () => {
  let world: L1World;
  let checkpointer: CheckpointerState;
  let number = 0n;
  const worker = createBlsWorker();
  const owner = addressOf(account(1));

  beforeAll(async () => {
    world = await createL1World('anvil');
    checkpointer = createCheckpointer({ networkId: world.deployment.networkId });
  });
  afterAll(async () => {
    await worker.close();
    await world.l1.stop();
  });
  beforeEach(() => rpc(world.l1.url, 'evm_setAutomine', [true]));

  /** The next header, reading the vault as it stands, which grants `cumulative` to account 1. */
  async function build(cumulative = 0n): Promise<Checkpoint> {
    const { vault, usdc, settlement } = world.deployment;
    const block = await world.client.getBlock();
    const read = { address: vault, abi: vaultAbi } as const;
    const depositCount = BigInt(await world.client.readContract({ ...read, functionName: 'depositCount' }));
    const depositHash = await world.client.readContract({
      ...read,
      functionName: 'depositHashAt',
      args: [depositCount],
    });
    const [, , , deposited] = await world.client.readContract({ ...read, functionName: 'accounts', args: [usdc] });
    const claims = [{ index: 0, owner, layer: 0, cumulative, requested: cumulative }];
    const totals = { deposited, withdrawn: cumulative, requested: cumulative, liabilities: deposited - cumulative };
    return buildCheckpoint(checkpointer, {
      number: ++number,
      timestampMs: timeMs(Number(block.timestamp) * 1000),
      committeeId: 1n,
      blockHeight: height(Number(number) * 10),
      blockDigest: zeroHash,
      reasonBits: 1,
      paramsVersion: 1,
      nextCommitteeHash: zeroHash,
      subaccounts: [],
      markets: [],
      restRoot: zeroHash,
      chains: [
        {
          chainId: 31337n,
          settlement,
          l1Block: block.number,
          depositCount,
          depositHash: depositHash as Hash,
          forcedCount: 0n,
          forcedHash: zeroHash,
          tokens: [{ id: 0, token: usdc, claims, ...totals }],
        },
      ],
    });
  }

  /** What the committee of four makes of a header: `liar` sends a signature of something else. */
  async function certify(checkpoint: Checkpoint, liar?: number): Promise<SignedCheckpoint> {
    const committee = await readCommittee(world.client, world.deployment.registry, 1n);
    const collector = createCollector(committee.validators, number - 1n);
    const { headerHash, message, header } = checkpoint;
    const queue: CollectEffect[] = collect(collector, { type: 'built', number: header.number, headerHash, message });
    for (let effect = queue.shift(); effect !== undefined; effect = queue.shift()) {
      if (effect.type === 'sign') {
        for (const [i, operator] of world.operators.entries()) {
          const signature = await worker.sign(i === liar ? zeroHash : message, operator.blsSecretKey);
          const partial = { number: header.number, headerHash, validator: validatorIndex(i), signature };
          queue.push(...collect(collector, { type: 'partial', partial }));
        }
      } else if (effect.type === 'aggregate') {
        const { partials } = effect;
        const { aggregate, bad } = await worker.aggregate(message, partials);
        const validators = partials.map(({ validator }) => validator);
        queue.push(
          ...collect(collector, {
            type: 'aggregated',
            number: header.number,
            headerHash,
            validators,
            bad: bad.map((i) => validators[i]!),
            aggregate,
          }),
        );
      } else if (effect.type === 'certified') {
        const { bitmap, signature } = effect.certificate;
        return { ...submissionFor(checkpoint, 31337n)!, headerHash, bitmap, signature };
      }
    }
    throw new Error('no certificate');
  }

  const senderOf = (index: number, url = world.l1.url): TransactionSender => {
    const { account: operator } = world.operators[index]!;
    return new TransactionSender({ client: world.client, url, account: operator, pollMs: 10, stuckMs: 300 });
  };

  function publisher(index: number, changes: Partial<PublisherOptions> = {}) {
    const published: Published[] = [];
    const statuses: L1Status[] = [];
    const faults: Fault[] = [];
    const made = new CheckpointPublisher({
      client: world.client,
      sender: senderOf(index),
      settlement: world.deployment.settlement,
      place: () => ({ index, count: 4 }),
      staggerMs: 150,
      pollMs: 10,
      onPublished: (event) => published.push(event),
      onStatus: (status) => statuses.push(status),
      onFault: (fault) => faults.push(fault),
      ...changes,
    });
    return { publisher: made, published, statuses, faults };
  }

  describe('deposit, checkpoint, claim', () => {
    test('money that came in by deposit and permit goes out by a claim that the committee signed', async () => {
      const { vault, usdc: token, settlement } = world.deployment;
      const clients = { client: world.client, wallet: world.wallet(1) };
      await deposit(clients, { vault, token, amount: 1_000n });
      const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
      await depositWithPermit(clients, { vault, token, amount: 500n, deadline });
      const checkpoint = await build(700n);
      const { publisher: one, published } = publisher(0);
      one.publish(await certify(checkpoint, 2));
      await until(() => published.length > 0);
      expect(published[0]).toMatchObject({ number: checkpoint.header.number });
      expect(published[0]!.gasUsed).toBeLessThan(260_000);
      one.stop();
      const final = await readFinalCheckpoint(world.client, settlement);
      const { header, headerHash, chains } = checkpoint;
      const commitment = entryCommitment(headerHash, chains[0]!.leaf.tokensRoot);
      expect(final).toMatchObject({ number: header.number, commitment });

      const balance = () =>
        world.client.readContract({ address: token, abi: devnetTokenAbi, functionName: 'balanceOf', args: [owner] });
      const before = await balance();
      const proof = claimProof(checkpoint, 31337n, owner, token)!;
      await claim({ client: world.client, wallet: world.wallet(2) }, { settlement, vault, proof });
      expect(await balance()).toBe(before + 700n);
      await expect(claim(clients, { settlement, vault, proof })).rejects.toThrow(/NothingToClaim/);
      await expect(claim(clients, { settlement, vault, proof: { ...proof, number: 99n } })).rejects.toMatchObject({
        code: 'L1_CHECKPOINT_UNKNOWN',
      });
    });

    test('the registry says who the committee is, as it was deployed', async () => {
      const committee = await readCommittee(world.client, world.deployment.registry, 1n);
      expect(committee).toMatchObject({ networkId: world.deployment.networkId, totalPower: 4 });
      expect(committee.validators.map((validator) => validator.ed25519Key)).toEqual(
        world.operators.map((operator) => operator.ed25519Key),
      );
      await expect(readCommittee(world.client, world.deployment.registry, 2n)).rejects.toMatchObject({
        code: 'L1_COMMITTEE_UNKNOWN',
      });
    });
  });

  describe('the publisher', () => {
    test('of four with the same checkpoint one sends, and the others see it on chain', async () => {
      const signed = await certify(await build(700n));
      const all = [0, 1, 2, 3].map((i) => publisher(i));
      for (const { publisher: each } of all) each.publish(signed);
      await until(() => all.every(({ published }) => published.length > 0));
      expect(all.filter(({ published }) => published[0]!.txHash !== undefined).length).toBe(1);
      expect(all.flatMap(({ faults }) => faults)).toEqual([]);
      for (const { publisher: each } of all) each.stop();
    });

    test('a header that can never be accepted is a fault and stops nothing', async () => {
      const good = await certify(await build(700n));
      const next = await certify(await build(700n));
      const { publisher: one, published, faults } = publisher(0, { staggerMs: 0 });
      one.publish({ ...next, signature: good.signature });
      await until(() => faults.length > 0);
      expect(faults[0]).toMatchObject({ code: 'L1_SUBMIT_REFUSED', error: 'SignatureInvalid' });
      one.publish(next);
      await until(() => published.length > 0);
      expect((await readLatestCheckpoint(world.client, world.deployment.settlement))?.number).toBe(next.header.number);
      one.stop();
    });

    test('a transaction that is stuck is sent again with a higher fee', async () => {
      const signed = await certify(await build(700n));
      await rpc(world.l1.url, 'evm_setAutomine', [false]);
      const { publisher: one, published } = publisher(0, { staggerMs: 0 });
      one.publish(signed);
      const pending = async () =>
        Object.values((await rpc(world.l1.url, 'txpool_content')) as { pending: Record<string, object> })[0]!;
      const fee = async () => {
        const [first] = Object.values(await pending()).flatMap((byNonce) =>
          Object.values(byNonce as Record<string, { maxFeePerGas: string }>),
        );
        return first === undefined ? 0n : BigInt(first.maxFeePerGas);
      };
      await until(async () => (await fee()) > 0n);
      const firstFee = await fee();
      await until(async () => (await fee()) > firstFee);
      await rpc(world.l1.url, 'evm_mine');
      await until(() => published.length > 0);
      expect(published[0]!.txHash).toBeDefined();
      one.stop();
    });

    test('an own transaction left over from an earlier life is replaced, not waited for', async () => {
      const signed = await certify(await build(700n));
      await rpc(world.l1.url, 'evm_setAutomine', [false]);
      const { account: operator } = world.operators[1]!;
      const fees = await world.client.estimateFeesPerGas();
      const nonce = await world.client.getTransactionCount({ address: operator.address });
      await rpc(world.l1.url, 'eth_sendRawTransaction', [
        await operator.signTransaction({
          chainId: 31337,
          to: operator.address,
          nonce,
          gas: 21_000n,
          type: 'eip1559',
          ...fees,
        }),
      ]);
      const { publisher: one, published } = publisher(1, { staggerMs: 0 });
      one.publish(signed);
      await until(async () => {
        await rpc(world.l1.url, 'evm_mine');
        return published.length > 0;
      });
      expect((await readLatestCheckpoint(world.client, world.deployment.settlement))?.number).toBe(
        signed.header.number,
      );
      one.stop();
    });

    test('a chain that takes no transactions costs one line, and another publisher goes on', async () => {
      const signed = await certify(await build(700n));
      const lost = publisher(1, { staggerMs: 0, sender: senderOf(1, 'http://127.0.0.1:1'), retryMsMax: 20 });
      lost.publisher.publish(signed);
      await until(() => lost.statuses.length > 0);
      const { publisher: one, published } = publisher(0, { staggerMs: 0 });
      one.publish(signed);
      await until(() => published.length > 0 && lost.published.length > 0);
      expect(lost.published).toEqual([{ number: signed.header.number }]);
      expect(lost.statuses.map((status) => status.up)).toEqual([false, true]);
      lost.publisher.stop();
      one.stop();
    });

    // The last one: nothing is accepted after it.
    test('where a quorum signed another header of the number, the slasher sees both: stake is gone and everything freezes', async () => {
      const { settlement, registry, networkId } = world.deployment;
      const built = await build(700n);
      const header = { ...built.header, blockDigest: hashOf('another block') };
      const hash = headerHash(header);
      const twin = await certify({ ...built, header, headerHash: hash, message: checkpointMessage(networkId, hash) });
      const own = await certify(built);
      const liar = publisher(0, { staggerMs: 0 });
      liar.publisher.publish(twin);
      await until(() => liar.published.length > 0);
      const { publisher: honest, faults } = publisher(1, { staggerMs: 0 });
      honest.publish(own);
      await until(() => faults.length === 2);
      expect(faults).toMatchObject([
        { code: 'L1_CHECKPOINT_DIFFERS', number: built.header.number },
        { code: 'L1_EQUIVOCATION_REPORTED', number: built.header.number },
      ]);
      const head = await world.client.readContract({ address: settlement, abi: settlementAbi, functionName: 'head' });
      expect(head[5]).toBe(4);
      const read = { address: registry, abi: committeeRegistryAbi, functionName: 'operators' } as const;
      for (const [i, operator] of world.operators.entries()) {
        const [stake] = await world.client.readContract({ ...read, args: [operator.account.address] });
        const signedBoth = (twin.bitmap & own.bitmap & (1n << BigInt(i))) !== 0n;
        expect(stake).toBe(signedBoth ? 10n ** 18n / 2n : 10n ** 18n);
      }
      // Another one who finds out is told nothing new and sends nothing.
      const late = publisher(2, { staggerMs: 0 });
      late.publisher.publish(own);
      await until(() => late.faults.length > 0);
      for (const each of [liar.publisher, honest, late.publisher]) each.stop();
    });
  });
});
