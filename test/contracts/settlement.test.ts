import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chainLeafHash, entryCommitment } from '../../node/crypto/settlementHash.ts';
import { MerkleTree } from '../../node/crypto/merkle.ts';
import { networkId } from '../../node/crypto/settlementHash.ts';
import { blsProvePossession } from '../../node/crypto/bls.ts';
import { checkpointReason } from '../../node/types/settlement.ts';
import { zeroHash, type Hash } from '../../node/types/ids.ts';
import { accept, checkpoint, deposit, publisher, submission, type Changes } from './checkpoint.ts';
import { publicGovernance } from '../../devnet/deployGovernance.ts';
import { account, createWorld, defaultTiming, hashOf, type Call, type World } from './world.ts';
import { settlementArguments } from './venue.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ powers: [1, 1, 1, 1, 1, 1] });
});
beforeEach(() => world.restore());
afterAll(() => world.close());

const everyone = [0, 1, 2, 3, 4, 5];
const quorum = [0, 1, 2, 3, 4];

/** The error of submitting header `number` changed like this, properly signed over the change. */
async function refusal(number: bigint, changes: Changes, signers: readonly number[] = quorum) {
  const built = await checkpoint(world, number, changes);
  return world.revert(publisher, submission(world, built, signers));
}

describe('submit accepts', () => {
  test('a header that a quorum signed, and remembers it', async () => {
    const { hash, chain } = await accept(world, 1n, {}, quorum);
    const { settlement } = world.deployment;
    const [entry, slot] = await world.read<readonly [Record<string, unknown>, bigint]>({
      address: settlement,
      functionName: 'latest',
    });
    expect(slot).toBe(0n);
    const commitment = entryCommitment(hash, chain.tokensRoot);
    expect(entry).toMatchObject({ commitment, number: 1, committeeId: 1, l1Block: Number(chain.l1Block) });
  });

  test('numbers that skip, and a leaf among those of other chains', async () => {
    await accept(world, 5n, {}, everyone);
    await world.pass(31);
    const { chain } = await checkpoint(world, 9n);
    const others = [1n, 2n].map((chainId) => ({ ...chain, chainId }));
    await accept(world, 9n, { otherChains: others }, everyone);
  });

  test('a header with FORCED or EPOCH before the spacing is over', async () => {
    await accept(world, 1n, {}, quorum);
    await accept(world, 2n, { header: { reasonBits: checkpointReason.forced } }, quorum);
    await accept(world, 3n, { header: { reasonBits: checkpointReason.epoch | checkpointReason.interval } }, quorum);
    expect((await refusal(4n, { header: { reasonBits: checkpointReason.liquidation } })).name).toBe(
      'SubmittedTooEarly',
    );
  });
});

describe('the version of the parameters that a header names', () => {
  const tighten = (value: bigint): Call => ({
    address: world.deployment.riskParameters,
    functionName: 'tighten',
    args: [[{ scope: 1, parameter: 5, value }]],
  });
  const naming = (paramsVersion: number, l1Block?: bigint): Changes => ({
    header: { paramsVersion },
    ...(l1Block === undefined ? {} : { chain: { l1Block } }),
  });
  const { activationBlocks } = publicGovernance;

  test('is the one in force at the block that its leaf has read', async () => {
    const { blockNumber } = await world.send(account(0), tighten(4_000_000n));
    const activation = blockNumber + BigInt(activationBlocks);
    await world.tester.mine({ blocks: activationBlocks + 1 });
    const wrong = { name: 'VersionNotInForce' };
    expect(await refusal(1n, naming(1, activation))).toMatchObject({ ...wrong, args: [1, activation] });
    expect(await refusal(1n, naming(2, activation - 1n))).toMatchObject(wrong);
    for (const version of [0, 3]) expect(await refusal(1n, naming(version, activation))).toMatchObject(wrong);
    await accept(world, 1n, naming(1, activation - 1n), quorum);
    await world.pass(31);
    await accept(world, 2n, naming(2, activation), quorum);
  });

  test('is refused once it is old, also right after a header that was told it is in force', async () => {
    await accept(world, 1n, naming(1), quorum);
    await world.send(account(0), tighten(4_000_000n));
    await world.tester.mine({ blocks: activationBlocks });
    await world.pass(31);
    expect((await refusal(2n, naming(1))).name).toBe('VersionNotInForce');
    await accept(world, 2n, naming(2), quorum);
    await world.pass(31);
    expect((await refusal(3n, naming(1))).name).toBe('VersionNotInForce');
    expect((await refusal(3n, naming(2 + 2 ** 16))).name).toBe('VersionNotInForce');
  });

  test('is asked for again only when it may have ended', async () => {
    const parametersOfHead = async (): Promise<number> => {
      const head = await world.read<readonly number[]>({ address: world.deployment.settlement, functionName: 'head' });
      return head[6]!;
    };
    const { receipt } = await accept(world, 1n, naming(1), quorum);
    const known = await parametersOfHead();
    expect(known).toBe(2 ** 32 + Number(receipt.blockNumber) + activationBlocks);
    await world.pass(31);
    await accept(world, 2n, naming(1), quorum);
    expect(await parametersOfHead()).toBe(known);
    await world.tester.mine({ blocks: activationBlocks });
    await world.pass(31);
    await accept(world, 3n, naming(1), quorum);
    expect(await parametersOfHead()).toBeGreaterThan(known);
  });
});

describe('test_submit_revertsIf', () => {
  test('the number does not increase, so also for the same header twice', async () => {
    const first = await accept(world, 5n, {}, quorum);
    await world.pass(31);
    expect(await world.revert(publisher, submission(world, first, quorum))).toEqual({
      name: 'NumberNotIncreasing',
      args: [5n, 5n],
    });
    expect((await refusal(4n, {})).name).toBe('NumberNotIncreasing');
  });

  test('the very first number is zero', async () => {
    expect((await refusal(0n, {})).name).toBe('NumberNotIncreasing');
  });

  test('it comes sooner than the spacing', async () => {
    await accept(world, 1n, {}, quorum);
    await world.pass(defaultTiming.spacing - 5);
    expect((await refusal(2n, {})).name).toBe('SubmittedTooEarly');
  });

  test('an adjacent header has another parent', async () => {
    const { hash, chain } = await accept(world, 1n, {}, quorum);
    await world.pass(31);
    expect(await refusal(2n, { header: { parent: hashOf('other') } })).toEqual({
      name: 'ParentMismatch',
      args: [entryCommitment(hash, chain.tokensRoot), entryCommitment(hashOf('other'), chain.tokensRoot)],
    });
    await accept(world, 3n, { header: { parent: hashOf('header 2 was never submitted') } }, quorum);
  });

  test('time, block height or L1 block go back', async () => {
    await world.tester.mine({ blocks: 5 });
    const { header, chain } = await accept(world, 1n, {}, quorum);
    await world.pass(31);
    expect((await refusal(2n, { header: { timestampMs: header.timestampMs - 1n } })).name).toBe('TimestampRegressed');
    expect((await refusal(2n, { header: { blockHeight: header.blockHeight - 1n } })).name).toBe('BlockHeightRegressed');
    expect((await refusal(2n, { chain: { l1Block: chain.l1Block - 1n } })).name).toBe('L1BlockRegressed');
  });

  test('the leaf reads blocks that do not exist yet', async () => {
    const { chain } = await checkpoint(world, 1n);
    expect((await refusal(1n, { chain: { l1Block: chain.l1Block + 50n } })).name).toBe('L1BlockAhead');
  });

  test('the leaf is of another chain or another settlement (replay)', async () => {
    expect(await refusal(1n, { chain: { chainId: 1n } })).toEqual({ name: 'ChainMismatch', args: [31337n, 1n] });
    expect((await refusal(1n, { chain: { settlement: world.deployment.vault } })).name).toBe('SettlementMismatch');
  });

  test('the leaf is not under the signed root, at its place and of its count', async () => {
    const built = await checkpoint(world, 1n);
    const wrong = [
      { chain: { ...built.chain, extRoot: hashOf('x') } },
      { path: { ...built.path, index: 1n } },
      { path: { ...built.path, count: 2n } },
      { path: { count: 2n, index: 0n, siblings: [zeroHash] } },
    ];
    for (const change of wrong) {
      const call = submission(world, { ...built, ...change }, quorum, world.sign(built.header, quorum));
      expect((await world.revert(publisher, call)).name).toBe('ChainProofInvalid');
    }
    expect((await refusal(1n, { header: { chainsRoot: zeroHash } })).name).toBe('ChainProofInvalid');
  });

  test('a tree of chains is deeper than four', async () => {
    const built = await checkpoint(world, 1n);
    const path = { count: 17n, index: 0n, siblings: Array.from({ length: 5 }, () => zeroHash) };
    const call = submission(world, { ...built, path }, quorum);
    expect((await world.revert(publisher, call)).name).toBe('ChainProofInvalid');
  });

  test('deposits were read that are not in the vault, or others, or fewer than before', async () => {
    await deposit(world, 1, 1_000_000n);
    await deposit(world, 2, 1_000_000n);
    expect((await refusal(1n, { chain: { depositHash: hashOf('x') } })).name).toBe('DepositHashMismatch');
    expect((await refusal(1n, { chain: { depositCount: 1n } })).name).toBe('DepositHashMismatch');
    expect((await refusal(1n, { chain: { depositCount: 3n, depositHash: zeroHash } })).name).toBe(
      'DepositHashMismatch',
    );
    await accept(world, 1n, {}, quorum);
    await world.pass(31);
    const older = await world.read<Hash>({
      address: world.deployment.vault,
      functionName: 'depositHashAt',
      args: [1n],
    });
    expect((await refusal(2n, { chain: { depositCount: 1n, depositHash: older } })).name).toBe('DepositCountRegressed');
  });

  test('forced items were read that are not in the queue', async () => {
    expect((await refusal(1n, { chain: { forcedCount: 1n } })).name).toBe('ForcedHashMismatch');
    expect((await refusal(1n, { chain: { forcedHash: hashOf('x') } })).name).toBe('ForcedHashMismatch');
  });

  test('the committee does not exist: a skipped or the maximal id', async () => {
    for (const committeeId of [0n, 2n, 2n ** 32n - 1n]) {
      expect((await refusal(1n, { header: { committeeId } })).name).toBe('CommitteeUnknown');
    }
    expect((await refusal(1n, { header: { committeeId: 2n ** 64n - 1n } })).name).toBe('NumberTooLarge');
  });

  test('a number is wider than the place that it is kept in', async () => {
    for (const field of ['number', 'timestampMs', 'blockHeight']) {
      expect((await refusal(1n, { header: { [field]: 2n ** 48n } })).name).toBe('NumberTooLarge');
    }
  });

  test('the header is later than the committee’s expiry', async () => {
    const timestampMs = BigInt(world.deployment.committeeExpiryMs);
    expect((await refusal(1n, { header: { timestampMs: timestampMs + 1n } })).name).toBe('CommitteeExpired');
    await accept(world, 1n, { header: { timestampMs } }, quorum);
  });

  test('the committee expired longer ago than the grace, a last call and a dispute', async () => {
    const { timestampMs } = (await checkpoint(world, 1n)).header;
    const { grace, lastCall, dispute } = defaultTiming;
    await world.pass(30 * 86_400 + grace + lastCall + dispute + 10);
    expect((await refusal(1n, { header: { timestampMs } })).name).toBe('AcceptanceClosed');
  });

  test('a bit beyond the committee is set', async () => {
    const built = await checkpoint(world, 1n);
    const { bitmap, signature } = world.sign(built.header, quorum);
    for (const bit of [6n, 255n]) {
      const call = submission(world, built, quorum, { bitmap: bitmap | (1n << bit), signature });
      expect((await world.revert(publisher, call)).name).toBe('BitmapOutOfRange');
    }
  });

  test('exactly two thirds signed', async () => {
    expect(await refusal(1n, {}, [0, 1, 2, 3])).toEqual({ name: 'QuorumMissing', args: [4n, 6n] });
  });

  test('the bitmap claims others than signed', async () => {
    const built = await checkpoint(world, 1n);
    const { signature } = world.sign(built.header, quorum);
    for (const bitmap of [0b111111n, 0b111110n]) {
      const call = submission(world, built, quorum, { bitmap, signature });
      expect((await world.revert(publisher, call)).name).toBe('SignatureInvalid');
    }
  });

  test('nobody signed', async () => {
    const built = await checkpoint(world, 1n);
    const { signature } = world.sign(built.header, quorum);
    const call = submission(world, built, quorum, { bitmap: 0n, signature });
    expect((await world.revert(publisher, call)).name).toBe('QuorumMissing');
  });

  test('one word of the header was changed after signing', async () => {
    const built = await checkpoint(world, 1n);
    const signed = world.sign(built.header, quorum);
    for (const change of [
      { stateRoot: hashOf('x') },
      { exitSum: 1n },
      { nextCommitteeHash: hashOf('x') },
      { extRoot: hashOf('x') },
    ]) {
      const call = submission(world, { ...built, header: { ...built.header, ...change } }, quorum, signed);
      expect((await world.revert(publisher, call)).name).toBe('SignatureInvalid');
    }
  });

  test('it was signed for another network (replay)', async () => {
    const built = await checkpoint(world, 1n);
    const { registry } = world.deployment;
    for (const other of [
      networkId(1n, registry, hashOf('salt')),
      networkId(31337n, world.deployment.vault, hashOf('salt')),
      networkId(31337n, registry, hashOf('salt 2')),
    ]) {
      const call = submission(world, built, quorum, world.sign(built.header, quorum, other));
      expect((await world.revert(publisher, call)).name).toBe('SignatureInvalid');
    }
  });

  test('a proof of possession is shown as a checkpoint signature', async () => {
    const built = await checkpoint(world, 1n);
    const proof = blsProvePossession(built.hash, world.operators[0]!.blsSecretKey);
    const call = submission(world, built, quorum, {
      bitmap: world.sign(built.header, quorum).bitmap,
      signature: proof,
    });
    expect((await world.revert(publisher, call)).name).toBe('SignatureInvalid');
  });

  test('the signature is infinity, of the wrong size, not canonical or not on the curve', async () => {
    const built = await checkpoint(world, 1n);
    const { bitmap, signature } = world.sign(built.header, quorum);
    const refused = async (bytes: string) =>
      (
        await world.revert(
          publisher,
          submission(world, built, quorum, { bitmap, signature: bytes as typeof signature }),
        )
      ).name;
    expect(await refused(`0x${'00'.repeat(128)}`)).toBe('PointAtInfinity');
    expect(await refused(signature.slice(0, -2))).toBe('PointSizeInvalid');
    expect(await refused(`${signature}00`)).toBe('PointSizeInvalid');
    expect(await refused(`0x01${signature.slice(4)}`)).toBe('PrecompileFailed');
    expect(await refused(`${signature.slice(0, -2)}00`)).toBe('PrecompileFailed');
  });
});

test('a malformed point costs the submitter no more than the cap of one precompile call', async () => {
  const built = await checkpoint(world, 1n);
  const { bitmap, signature } = world.sign(built.header, quorum);
  const call = submission(world, built, quorum, { bitmap, signature: `0x01${signature.slice(4)}` as typeof signature });
  const hash = await world
    .wallet(publisher)
    .writeContract({ ...call, abi: (await world.artifact('Settlement')).abi, gas: 10_000_000n });
  const receipt = await world.client.waitForTransactionReceipt({ hash });
  expect(receipt.status).toBe('reverted');
  expect(receipt.gasUsed).toBeLessThan(450_000n);
});

test('with too little gas a submission fails as a whole: no starved inner call passes for an answer', async () => {
  const built = await checkpoint(world, 1n);
  const call = submission(world, built, quorum);
  const { abi } = await world.artifact('Settlement');
  const needed = await world.client.estimateContractGas({ ...call, abi, account: publisher });
  for (const percent of [30n, 50n, 70n, 85n, 95n]) {
    const gas = (needed * percent) / 100n;
    const hash = await world.wallet(publisher).writeContract({ ...call, abi, gas });
    expect((await world.client.waitForTransactionReceipt({ hash })).status).toBe('reverted');
  }
  await world.send(publisher, call);
});

describe('the ring of 64 entries', () => {
  test('an unused place, one beyond the ring and one in dispute serve no claim', async () => {
    const { settlement } = world.deployment;
    const required = (slot: bigint, number: bigint, hash: Hash = zeroHash, tokensRoot: Hash = zeroHash): Call => ({
      address: settlement,
      functionName: 'requireFinal',
      args: [slot, number, hash, tokensRoot],
    });
    const refused = async (...args: Parameters<typeof required>) =>
      (await world.revert(publisher, required(...args))).name;
    expect(await refused(0n, 0n)).toBe('EntryUnused');
    expect(await refused(64n, 0n)).toBe('EntryUnused');
    const { hash, chain } = await accept(world, 1n, {}, quorum);
    expect(await refused(0n, 1n, hash, chain.tokensRoot)).toBe('EntryNotFinal');
    await world.pass(defaultTiming.dispute + 1);
    expect(await refused(0n, 2n)).toBe('EntryReplaced');
    expect(await refused(0n, 1n, hashOf('x'), chain.tokensRoot)).toBe('EntryMismatch');
    expect(await refused(0n, 1n, hash, hashOf('x'))).toBe('EntryMismatch');
    await world.read(required(0n, 1n, hash, chain.tokensRoot));
  });

  test('steady submission cannot starve finality: it stops until an entry is final, and never overwrites the newest final one', async () => {
    const header = { reasonBits: checkpointReason.forced };
    const first = await accept(world, 1n, { header }, quorum);
    await world.pass(defaultTiming.dispute);
    for (let number = 2n; number <= 64n; number++) await accept(world, number, { header }, quorum);
    // Every other entry is fresh, so entry 1 is the newest that claims can use: it must stay.
    expect((await refusal(65n, { header })).name).toBe('RingFull');
    const { settlement } = world.deployment;
    const newest = await world.read<readonly [{ number: number }, bigint]>({
      address: settlement,
      functionName: 'newestFinal',
    });
    expect(newest[0].number).toBe(Number(first.header.number));
    await world.pass(defaultTiming.dispute);
    await accept(world, 65n, { header }, quorum);
    expect(
      (
        await world.revert(publisher, {
          address: settlement,
          functionName: 'requireFinal',
          args: [0n, 1n, first.hash, first.chain.tokensRoot],
        })
      ).name,
    ).toBe('EntryReplaced');
    const after = await world.read<readonly [unknown, bigint]>({ address: settlement, functionName: 'newestFinal' });
    expect(after[1]).toBe(63n);
  });
});

test('a settlement cannot be deployed on a vault that obeys another one', async () => {
  const { abi, bytecode } = await world.artifact('Settlement');
  const { registry, vault } = world.deployment;
  await expect(
    world.wallet(publisher).deployContract({ abi, bytecode, args: settlementArguments(registry, vault) }),
  ).rejects.toThrow(/VaultMismatch/);
});

test('the root of one chain leaf binds its count', () => {
  const leaf = chainLeafHash({
    chainId: 1n,
    settlement: world.deployment.settlement,
    l1Block: 0n,
    depositCount: 0n,
    depositHash: zeroHash,
    forcedCount: 0n,
    forcedHash: zeroHash,
    tokensRoot: zeroHash,
    extRoot: zeroHash,
  });
  expect(new MerkleTree('C', [leaf]).root()).not.toBe(new MerkleTree('C', [leaf, leaf]).root());
});
