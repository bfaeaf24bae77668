import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeForced } from '../../node/codec/forcedItems.ts';
import { entryCommitment, forcedItemLink } from '../../node/crypto/settlementHash.ts';
import { zeroHash, type Address, type Hash, type HexBytes } from '../../node/types/ids.ts';
import { accept, checkpoint, claiming, deposit, publisher, remember, submission, type Changes } from './checkpoint.ts';
import { venueFor } from './venue.ts';
import { account, addressOf, createWorld, defaultTiming, hashOf, type Call, type World } from './world.ts';

let base: World;
/** A venue of its own contracts whose slasher is account 8, guardian account 7 and treasury account 6. */
let world: World;
beforeAll(async () => {
  base = await createWorld();
});
beforeEach(async () => {
  await base.restore();
  world = await venueFor(base, base.deployment.usdc);
});
afterAll(() => base.close());

const { dispute, silence, lastCall, forcedWindow, spacing } = defaultTiming;
const owner = addressOf(account(1));
const slasher = account(8);
const guardian = account(7);
const treasury = addressOf(account(6));
const vault = () => world.deployment.vault;
const settlement = () => world.deployment.settlement;
const usdc = () => world.deployment.usdc;
const refusal = async (call: Call, from = publisher): Promise<string> => (await world.revert(from, call)).name;
const freezeSilent = (): Call => ({ address: settlement(), functionName: 'freezeSilent' });
const veto = (committeeId: bigint, number: bigint): Call => ({
  address: settlement(),
  functionName: 'vetoEquivocation',
  args: [committeeId, number],
});
const reason = async (): Promise<number> =>
  (await world.read<readonly number[]>({ address: settlement(), functionName: 'head' }))[5]!;
const lastWord = async (): Promise<number> =>
  (await world.read<readonly [{ number: number }, bigint]>({ address: settlement(), functionName: 'lastWord' }))[0]
    .number;
const balance = (who: Address) => world.read<bigint>({ address: usdc(), functionName: 'balanceOf', args: [who] });

const fee = 10n ** 15n;
const force = (kind: number, data: string, value = fee): Call & { readonly value: bigint } => ({
  address: vault(),
  functionName: 'force',
  args: [kind, 5, data],
  value,
});
const withdrawal = encodeForced({ type: 'withdraw', token: 0, amount: 4_000_000 });

describe('the forced queue', () => {
  test('chains every item with its deadline, so that the settlement can hold the committee to it', async () => {
    let link: Hash = zeroHash;
    for (const [index, forcedKind] of [1, 3].entries()) {
      const data = (forcedKind === 1 ? withdrawal : '0x') as HexBytes;
      const { blockNumber } = await world.send(account(1), force(forcedKind, data));
      const { timestamp } = await world.client.getBlock({ blockNumber });
      const deadline = timestamp + BigInt(forcedWindow);
      link = forcedItemLink(link, { index: BigInt(index), forcedKind, owner, subNo: 5, deadline, data });
      expect(await world.read({ address: vault(), functionName: 'forcedHashAt', args: [BigInt(index + 1)] })).toBe(
        link,
      );
    }
    expect(await world.read({ address: vault(), functionName: 'forcedCount' })).toBe(2);
  });

  test('forced spam costs a fee each, which goes to the treasury; unknown kinds and long data are refused', async () => {
    expect(await refusal(force(1, withdrawal, fee - 1n))).toBe('ForcedFeeInvalid');
    expect(await refusal(force(1, withdrawal, fee + 1n))).toBe('ForcedFeeInvalid');
    expect(await refusal(force(0, '0x'))).toBe('ForcedKindInvalid');
    expect(await refusal(force(4, '0x'))).toBe('ForcedKindInvalid');
    expect(await refusal(force(1, `0x${'00'.repeat(97)}`))).toBe('ForcedDataTooLong');
    await world.send(account(1), force(1, `0x${'00'.repeat(96)}`));
    const before = await world.client.getBalance({ address: treasury });
    await world.send(publisher, { address: vault(), functionName: 'sweepFees' });
    expect((await world.client.getBalance({ address: treasury })) - before).toBe(fee);
  });

  test('a header may read it up to any count that is not below the last one, and only truly', async () => {
    const none = await checkpoint(world, 1n);
    await world.send(account(1), force(1, withdrawal));
    await world.send(account(1), force(3, '0x'));
    const submitted = async (number: bigint, changes: Changes) => refusal(submission(world, await checkpoint(world, number, changes))); // prettier-ignore
    expect(await submitted(1n, { chain: { forcedHash: hashOf('x') } })).toBe('ForcedHashMismatch');
    expect(await submitted(1n, { chain: { forcedCount: 1n } })).toBe('ForcedHashMismatch');
    expect(await submitted(1n, { chain: { forcedCount: 3n, forcedHash: zeroHash } })).toBe('ForcedHashMismatch');
    await world.send(publisher, submission(world, none));
    remember(none);
    await world.pass(spacing);
    await accept(world, 2n);
    await world.pass(spacing);
    const first = await world.read<Hash>({ address: vault(), functionName: 'forcedHashAt', args: [1n] });
    expect(await submitted(3n, { chain: { forcedCount: 1n, forcedHash: first } })).toBe('ForcedCountRegressed');
  });
});

describe('a freeze', () => {
  test('comes when the item that waits first is past its deadline, and not before', async () => {
    const { blockNumber } = await world.send(account(1), force(1, withdrawal));
    const deadline = (await world.client.getBlock({ blockNumber })).timestamp + BigInt(forcedWindow);
    const overdue = (item: object = {}): Call => ({
      address: settlement(),
      functionName: 'freezeOverdue',
      args: [{ kind: 1, owner, subNo: 5, deadline, data: withdrawal, ...item }],
    });
    expect(await refusal(overdue())).toBe('TooEarlyToFreeze');
    expect(await refusal(overdue({ deadline: 1n }))).toBe('ForcedItemMismatch');
    await world.pass(forcedWindow - 60);
    expect(await refusal(overdue())).toBe('TooEarlyToFreeze');
    await world.pass(120);
    await world.send(publisher, overdue());
    expect(await reason()).toBe(1);
    expect(await refusal(overdue())).toBe('AlreadyFrozen');
  });

  test('does not come for an item that a header has consumed, valid or not', async () => {
    const data = '0xffff';
    const { blockNumber } = await world.send(account(1), force(1, data));
    const deadline = (await world.client.getBlock({ blockNumber })).timestamp + BigInt(forcedWindow);
    await accept(world, 1n);
    await world.pass(forcedWindow + 60);
    const args = [{ kind: 1, owner, subNo: 5, deadline, data }];
    expect(await refusal({ address: settlement(), functionName: 'freezeOverdue', args })).toBe('ForcedItemMismatch');
  });

  test('comes after a day without a final header', async () => {
    expect(await refusal(freezeSilent())).toBe('TooEarlyToFreeze');
    await accept(world, 1n);
    await world.pass(dispute + silence - 60);
    expect(await refusal(freezeSilent())).toBe('TooEarlyToFreeze');
    await world.pass(120);
    await world.send(publisher, freezeSilent());
    expect(await reason()).toBe(2);
    expect(await refusal(freezeSilent())).toBe('AlreadyFrozen');
  });

  test('comes after a day in which the vault held less than the ledger owes, by the newest final header still', async () => {
    await deposit(world, 1, 10_000_000n);
    const insolvent = { token: { liabilities: 10_000_001n } };
    const gate = (built: Awaited<ReturnType<typeof accept>>, slot: bigint, functionName: string): Call => ({
      address: functionName === 'checkGate' ? vault() : settlement(),
      functionName,
      args: [slot, built.header.number, built.hash, built.token, { count: 1n, index: 0n, siblings: [] }],
    });
    const first = await accept(world, 1n, insolvent);
    await world.pass(dispute + 1);
    expect(await refusal(gate(first, 0n, 'freezeGated'))).toBe('TooEarlyToFreeze');
    await world.send(publisher, gate(first, 0n, 'checkGate'));
    // Solvent again meanwhile: the time starts anew.
    const second = await accept(world, 2n);
    await world.pass(dispute + 1);
    expect(await refusal(gate(first, 0n, 'checkGate'))).toBe('EntryReplaced');
    await world.send(publisher, gate(second, 1n, 'checkGate'));
    const third = await accept(world, 3n, insolvent);
    await world.pass(dispute + 1);
    await world.send(publisher, gate(third, 2n, 'checkGate'));
    await world.pass(silence - 60);
    const fourth = await accept(world, 4n, insolvent);
    await world.pass(dispute + 1);
    expect(await refusal(gate(third, 2n, 'freezeGated'))).toBe('EntryReplaced');
    await world.send(publisher, gate(fourth, 3n, 'freezeGated'));
    expect(await reason()).toBe(3);
  });

  test('is not replayed and not taken back: one reason, one time', async () => {
    await world.pass(silence + 1);
    await world.send(publisher, freezeSilent());
    await accept(world, 1n);
    expect(await refusal(freezeSilent())).toBe('AlreadyFrozen');
    await world.pass(lastCall + 1);
    expect(await refusal(submission(world, await checkpoint(world, 2n)))).toBe('LastCallOver');
  });
});

describe('the last call', () => {
  test('admits any higher header that is validly signed, and the last of them is the last word', async () => {
    await accept(world, 1n);
    await world.pass(dispute + silence + 1);
    await world.send(publisher, freezeSilent());
    await accept(world, 5n);
    await world.pass(spacing);
    await accept(world, 9n);
    expect(await refusal({ address: settlement(), functionName: 'lastWord' })).toBe('LastCallOpen');
    await world.pass(lastCall + dispute + 1);
    expect(await lastWord()).toBe(9);
  });

  test('is there after the committee’s expiry and grace: no deadlock at the end of a committee', async () => {
    const near = await checkpoint(world, 1n);
    const { grace } = defaultTiming;
    await world.pass(30 * 86_400 + grace);
    await world.send(publisher, freezeSilent());
    await world.send(publisher, submission(world, near));
    await world.pass(lastCall + dispute + 1);
    expect(await lastWord()).toBe(1);
  });

  test('there is none after equivocation: the last word is the last header that was final before', async () => {
    const first = await accept(world, 1n);
    await world.pass(dispute + 1);
    await accept(world, 2n);
    await world.pass(spacing);
    await accept(world, 3n);
    expect(await refusal(veto(1n, 3n))).toBe('SlasherOnly');
    await world.send(slasher, veto(1n, 3n));
    expect(await reason()).toBe(4);
    expect(await lastWord()).toBe(1);
    expect(await refusal(submission(world, await checkpoint(world, 4n)))).toBe('AlreadyFrozen');
    await world.pass(dispute + 1);
    expect(await lastWord()).toBe(1);
    await world.read({
      address: settlement(),
      functionName: 'requireFinal',
      args: [0n, 1n, first.hash, first.chain.tokensRoot],
    });
  });

  test('a veto takes a final header back too, and stops the last call that another reason had opened', async () => {
    await accept(world, 1n);
    await world.pass(spacing);
    await accept(world, 2n);
    await world.pass(dispute + silence + 1);
    await world.send(publisher, freezeSilent());
    await world.send(slasher, veto(1n, 2n));
    expect(await lastWord()).toBe(1);
    expect(await refusal(submission(world, await checkpoint(world, 3n)))).toBe('AlreadyFrozen');
  });

  test('a committee that was replaced long ago vetoes nothing', async () => {
    await accept(world, 1n);
    expect(await refusal(veto(0n, 7n), slasher)).toBe('EquivocationStale');
    // The number of a header that stands, by another committee than signed it.
    expect(await refusal(veto(0n, 1n), slasher)).toBe('EquivocationStale');
    await world.send(slasher, veto(1n, 7n));
  });
});

describe('claims', () => {
  beforeEach(async () => {
    await deposit(world, 1, 10_000_000_000_000n / 10n);
    await world.send(account(2), { address: usdc(), functionName: 'approve', args: [vault(), 10n ** 12n] });
  });

  /** A checkpoint that grants `cumulative` to the owner, past its dispute. */
  async function granting(number: bigint, cumulative: bigint) {
    const built = await accept(world, number, { claims: [{ owner, cumulative }] });
    await world.pass(dispute + 1);
    return built;
  }

  test('more than may leave in a day is paid in part, and the rest as the bucket leaks', async () => {
    // A million USDC in the vault, whose floor is a million: the last unit of it waits for nothing.
    const million = 1_000_000_000_000n;
    await world.send(account(2), { address: vault(), functionName: 'deposit', args: [usdc(), owner, 0, million] });
    const built = await granting(1n, 1_500_000_000_000n);
    const before = await balance(owner);
    await world.send(publisher, claiming(world, built));
    expect((await balance(owner)) - before).toBe(million);
    expect(await refusal(claiming(world, built))).toBe('OutflowLimited');
    await world.pass(43_200);
    await world.send(publisher, claiming(world, built));
    const paid = (await balance(owner)) - before;
    expect(paid).toBeGreaterThanOrEqual(1_500_000_000_000n);
    expect(await refusal(claiming(world, built))).toBe('NothingToClaim');
  });

  test('a pause stops deposits and claims of its token for half a day at most, once a week, and no submit, force or freeze', async () => {
    const pause = (seconds: number): Call => ({ address: vault(), functionName: 'pause', args: [usdc(), BigInt(seconds)] }); // prettier-ignore
    const depositing: Call = { address: vault(), functionName: 'deposit', args: [usdc(), owner, 0, 1n] };
    const built = await granting(1n, 5n);
    expect(await refusal(pause(60))).toBe('GuardianOnly');
    expect(await refusal(pause(43_201), guardian)).toBe('PauseTooLong');
    await world.send(guardian, pause(43_200));
    expect(await refusal(claiming(world, built))).toBe('TokenPaused');
    expect(await refusal(depositing, account(2))).toBe('TokenPaused');
    await world.send(account(1), force(1, withdrawal));
    await accept(world, 2n);
    expect(await refusal(pause(1), guardian)).toBe('PausedTooSoon');
    await world.pass(43_201);
    await world.send(account(2), depositing);
    await world.send(publisher, claiming(world, built));
    expect(await refusal(pause(1), guardian)).toBe('PausedTooSoon');
    await world.pass(7 * 86_400 - 60);
    expect(await refusal(pause(1), guardian)).toBe('PausedTooSoon');
    await world.send(publisher, freezeSilent());
    await world.pass(120);
    await world.send(guardian, pause(1));
    const other = { address: vault(), functionName: 'pause', args: [world.deployment.weth, 1n] };
    expect(await refusal(other, guardian)).toBe('TokenNotListed');
  });
});

test('the ring keeps of a header what its hash and its T root make together', async () => {
  const { hash, chain } = await accept(world, 1n);
  const [commitment] = await world.read<readonly [Hash]>({
    address: settlement(),
    functionName: 'entries',
    args: [0n],
  });
  expect(commitment).toBe(entryCommitment(hash, chain.tokensRoot));
});
