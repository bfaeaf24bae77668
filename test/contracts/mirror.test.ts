import { getContractAddress } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toHex } from '../../node/codec/hex.ts';
import { foreignCommittee, type ForeignCommittee } from '../../node/l1/foreignCommittee.ts';
import { readDispute, readSettlement } from '../../node/l1/settlementReader.ts';
import { chainLeafHash, nextCommitteeHash } from '../../node/crypto/settlementHash.ts';
import { zeroAddress, zeroHash, type Address, type Hash, type HexBytes } from '../../node/types/ids.ts';
import { accept, checkpoint, publisher, submission } from './checkpoint.ts';
import { blsKeyOf, finalize, operator, signedBy } from './rotation.ts';
import { account, addressOf, createWorld, defaultTiming, hashOf, type Call, type World } from './world.ts';
import { vaultArguments } from './venue.ts';

let home: World;
/** What stands on the second chain: the same tokens, and a mirror in the places of registry and slasher. */
let world: World;
let mirror: Address;

const genesis = [0, 1, 2, 3];
const expiryMs = 4_000_000_000_000;
const infinity = `0x${'00'.repeat(256)}` as HexBytes;
const validators = (members: readonly number[], power = 1) =>
  members.map((i) => ({ power, blsKey: blsKeyOf(i), ed25519Key: operator(i).ed25519Key }));
const listOf = (members: readonly number[]): ForeignCommittee => foreignCommittee(validators(members), expiryMs);

beforeAll(async () => {
  home = await createWorld();
});
beforeEach(async () => {
  await home.restore();
  const nonce = BigInt(await home.client.getTransactionCount({ address: account(0).address }));
  const next = (ahead: bigint) =>
    addressOf({ address: getContractAddress({ from: account(0).address, nonce: nonce + ahead }) });
  const token = home.deployment.usdc;
  mirror = await home.create('CommitteeMirror', [next(2n), home.deployment.networkId, 1n, listOf(genesis)]);
  const vault = await home.create('Vault', vaultArguments(next(2n), next(3n), [{ token }]));
  const settlement = await home.create('Settlement', [mirror, vault, mirror, defaultTiming, zeroAddress]);
  const escape = await home.create('Escape', [settlement, vault, account(6).address, BigInt(defaultTiming.challenge)]);
  world = { ...home, deployment: { ...home.deployment, settlement, vault, escape } };
});
afterAll(() => home.close());

const refused = async (call: Call) => (await world.revert(publisher, call)).name;
const read = <Value>(functionName: string, args: readonly unknown[] = []) =>
  world.read<Value>({ address: mirror, functionName, args });
const install = (shown: Awaited<ReturnType<typeof finalize>>, next: ForeignCommittee, tokensRoot?: Hash): Call => ({
  address: mirror,
  functionName: 'install',
  args: [shown.header, shown.slot, tokensRoot ?? shown.chain.tokensRoot, next],
});
const head = async () => {
  const values = await world.read<readonly unknown[]>({ address: world.deployment.settlement, functionName: 'head' });
  return { frozenAt: Number(values[4]), reason: Number(values[5]) };
};

describe('a chain beside the home chain', () => {
  test('accepts headers that a quorum of the mirrored committee signed for the network of the home chain', async () => {
    await accept(world, 1n);
    expect(await read('networkId')).toBe(home.deployment.networkId);
    const built = await checkpoint(world, 2n);
    await world.pass(defaultTiming.spacing);
    expect(await refused(submission(world, built, [0, 1]))).toBe('QuorumMissing');
  });

  test('one header serves both chains, each by its own leaf', async () => {
    const here = await checkpoint(world, 1n);
    const both = await checkpoint(home, 1n, { otherChains: [here.chain] });
    const signed = home.sign(both.header, genesis);
    await home.send(publisher, submission(home, both, genesis, signed));
    const shown = {
      ...here,
      header: both.header,
      path: { count: 2n, index: 0n, siblings: [toHex<Hash>(chainLeafHash(both.chain))] },
    };
    await world.send(publisher, submission(world, shown, genesis, signed));
    expect(await refused(submission(world, { ...shown, chain: both.chain }, genesis, signed))).toBe('NumberNotIncreasing'); // prettier-ignore
  });

  test('asks nobody for versions of parameters: the home chain has checked them', async () => {
    await accept(world, 1n, { header: { paramsVersion: 77 } });
  });
});

describe('the next committee', () => {
  const next = [0, 1, 2, 3, 4];
  const named = nextCommitteeHash(2n, BigInt(expiryMs), validators(next));
  const name = (nextHash: Hash = named) => finalize(world, 1n, genesis, { nextCommitteeHash: nextHash });

  test('is installed by anyone when a final header of the last one names it, and signs from then on', async () => {
    const shown = await name();
    await world.send(publisher, install(shown, listOf(next)));
    expect(await read('installed')).toBe(2n);
    const built = await checkpoint(world, 2n, { header: { committeeId: 2n } });
    const signed = signedBy(world, built.header, next, [0, 1, 2, 4]);
    await world.send(publisher, submission(world, built, [], signed));
    const old = await checkpoint(world, 3n, { header: { committeeId: 1n } });
    await world.pass(defaultTiming.spacing);
    expect(await refused(submission(world, old))).toBe('CommitteeDeactivated');
  });

  test('is no other than the one that was named, down to weights, identities and expiry', async () => {
    const shown = await name();
    const right = listOf(next);
    const wrong: readonly ForeignCommittee[] = [
      listOf([0, 1, 2, 3]),
      foreignCommittee(validators(next, 2), expiryMs),
      { ...right, ed25519KeysHash: hashOf('others') },
      { ...right, expiryMs: expiryMs + 1 },
    ];
    for (const list of wrong) expect(await refused(install(shown, list))).toBe('CommitteeDiffers');
    await world.send(publisher, install(shown, right));
    expect(await refused(install(shown, right))).toBe('HeaderOfAnotherCommittee');
  });

  test('is not named by a header that is not final, nor by one that names nobody', async () => {
    const built = await accept(world, 1n, { header: { nextCommitteeHash: named } });
    expect(await refused(install({ ...built, slot: 0n }, listOf(next)))).toBe('EntryNotFinal');
    await world.pass(defaultTiming.dispute);
    expect(await refused(install({ ...built, slot: 0n }, listOf(next), hashOf('other')))).toBe('EntryMismatch');
    await world.send(publisher, install({ ...built, slot: 0n }, listOf(next)));
  });

  test('cannot be nobody: a header without a name installs nothing', async () => {
    const shown = await finalize(world, 1n, genesis, { nextCommitteeHash: zeroHash });
    expect(await refused(install(shown, listOf(next)))).toBe('CommitteeDiffers');
  });

  test('has keys that its aggregate cancels, of the right length, as many as weights', async () => {
    const shown = await name();
    const right = listOf(next);
    const short = `0x${'11'.repeat(255)}` as HexBytes;
    const cases: readonly (readonly [ForeignCommittee, string])[] = [
      [{ ...right, negatedAggregate: listOf(genesis).negatedAggregate }, 'AggregateInvalid'],
      [{ ...right, negatedAggregate: infinity }, 'AggregateInvalid'],
      [{ ...right, negatedAggregate: short }, 'AggregateInvalid'],
      [{ ...right, negatedAggregate: `${right.negatedAggregate}00` as HexBytes }, 'AggregateInvalid'],
      [{ ...right, keys: right.keys.map((key, i) => (i === 4 ? (`${key}00` as HexBytes) : key)) }, 'AggregateInvalid'],
      [{ ...right, weights: [1, 1, 1, 1] }, 'CommitteeSizeInvalid'],
      [{ ...right, weights: [], keys: [] }, 'CommitteeSizeInvalid'],
      [{ ...right, keys: [...right.keys.slice(0, 4), infinity] }, 'AggregateInvalid'],
    ];
    for (const [list, expected] of cases) expect(await refused(install(shown, list))).toBe(expected);
    const many = Array.from({ length: 101 }, () => blsKeyOf(0));
    expect(await refused(install(shown, { ...right, weights: many.map(() => 1), keys: many }))).toBe('CommitteeSizeInvalid'); // prettier-ignore
  });

  test('an aggregate of nothing, where two keys cancel each other, is refused', async () => {
    const { keys, negatedAggregate } = listOf([0]);
    const list = { ...listOf([0]), weights: [1, 1], keys: [keys[0]!, negatedAggregate], negatedAggregate: infinity };
    expect(await refused(install(await name(), list))).toBe('AggregateInvalid');
  });
});

describe('two quorums of one number', () => {
  const shown = async (state: string, signers: readonly number[], changes = {}) => {
    const { header } = await checkpoint(world, 5n, { header: { stateRoot: hashOf(state), ...changes } });
    return { header, signed: signedBy(world, header, genesis, signers) };
  };
  const report = (first: unknown, second: unknown): Call => ({ address: mirror, functionName: 'report', args: [first, second] }); // prettier-ignore

  test('freeze the settlement here', async () => {
    await world.send(publisher, report(await shown('one', [0, 1, 2]), await shown('other', [1, 2, 3])));
    expect(await head()).toMatchObject({ reason: 4 });
    expect((await head()).frozenAt).toBeGreaterThan(0);
  });

  test('are two: the same header twice, another number or committee, or less than a quorum freeze nothing', async () => {
    const one = await shown('one', [0, 1, 2]);
    expect(await refused(report(one, one))).toBe('NoEquivocation');
    expect(await refused(report(one, await shown('other', [1, 2, 3], { number: 6n })))).toBe('NoEquivocation');
    expect(await refused(report(one, await shown('other', [1, 2, 3], { committeeId: 2n })))).toBe('NoEquivocation');
    expect(await refused(report(one, await shown('other', [2, 3])))).toBe('QuorumMissing');
    expect(await refused(report(await shown('other', [2, 3]), one))).toBe('QuorumMissing');
    const forged = { ...(await shown('other', [1, 2, 3])), signed: one.signed };
    expect(await refused(report(one, forged))).toBe('SignatureInvalid');
    expect(await refused(report(forged, one))).toBe('SignatureInvalid');
    expect(await head()).toEqual({ frozenAt: 0, reason: 0 });
  });
});

describe('a header that says it is the last', () => {
  const halt = 16;

  test('freezes a settlement that was not frozen, without a last call: it is the last word after its dispute', async () => {
    await accept(world, 1n);
    const last = await accept(world, 2n, { header: { reasonBits: halt } });
    expect(await head()).toMatchObject({ reason: 5 });
    await world.pass(defaultTiming.spacing);
    const later = await checkpoint(world, 3n);
    expect(await refused(submission(world, later))).toBe('AlreadyFrozen');
    const lastWord = { address: world.deployment.settlement, functionName: 'lastWord' } as const;
    expect(await refused(lastWord)).toBe('LastCallOpen');
    await world.pass(defaultTiming.dispute + 1);
    const [entry] = await world.read<readonly [{ readonly number: number }]>(lastWord);
    expect(BigInt(entry.number)).toBe(last.header.number);
  });

  test('needs no spacing, and is taken in the last call of one that was frozen before', async () => {
    await accept(world, 1n);
    await world.pass(defaultTiming.silence + defaultTiming.dispute + 1);
    await world.send(publisher, { address: world.deployment.settlement, functionName: 'freezeSilent' });
    await accept(world, 2n, { header: { reasonBits: halt } });
    expect(await head()).toMatchObject({ reason: 2 });
  });
});

describe('what a node reads of a settlement', () => {
  const start = { accepted: 0, disputeS: defaultTiming.dispute };
  const settlement = () => world.deployment.settlement;
  const last = async () => world.client.getBlockNumber({ cacheTime: 0 });

  test('is every header that it accepted, with the second from which it is final', async () => {
    expect(await readDispute(world.client, settlement())).toBe(defaultTiming.dispute);
    const { receipt } = await accept(world, 1n);
    await world.pass(defaultTiming.spacing);
    await accept(world, 4n);
    const { items, cursor } = await readSettlement(world.client, settlement(), start, 0n, await last());
    const { timestamp } = await world.client.getBlock({ blockNumber: receipt.blockNumber });
    const finalAtS = Number(timestamp) + defaultTiming.dispute;
    expect(items[0]).toEqual({ kind: 'accepted', number: 1, finalAtS, l1Block: Number(receipt.blockNumber) });
    expect(items.map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
    expect(cursor.accepted).toBe(2);
    const rest = await readSettlement(world.client, settlement(), cursor, (await last()) + 1n, (await last()) + 1n);
    expect(rest.items).toEqual([]);
  });

  test('is what a veto struck, and that it has frozen, in this order', async () => {
    await accept(world, 5n);
    const headers = await Promise.all(
      ['one', 'other'].map(async (state) => {
        const { header } = await checkpoint(world, 5n, { header: { stateRoot: hashOf(state) } });
        return { header, signed: signedBy(world, header, genesis) };
      }),
    );
    await world.send(publisher, { address: mirror, functionName: 'report', args: headers });
    const { items } = await readSettlement(world.client, settlement(), start, 0n, await last());
    expect(items).toMatchObject([{ kind: 'accepted', number: 5 }, { kind: 'vetoed', number: 5 }, { kind: 'frozen' }]);
  });

  test('is refused where a server leaves a header out, or adds one', async () => {
    await accept(world, 1n);
    const forgetful = { ...world.client, getLogs: async () => [] } as unknown as typeof world.client;
    const reading = readSettlement(forgetful, settlement(), start, 0n, await last());
    await expect(reading).rejects.toMatchObject({ code: 'L1_LOGS_INCOMPLETE' });
    const again = readSettlement(world.client, settlement(), { ...start, accepted: 1 }, 0n, await last());
    await expect(again).rejects.toMatchObject({ code: 'L1_LOGS_INCOMPLETE' });
  });
});
