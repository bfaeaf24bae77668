import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { encodeForced } from '../../node/codec/forcedItems.ts';
import { leave, type Leaving } from '../../node/l1/leave.ts';
import type { ExitKit } from '../../node/checkpoint/exitKit.ts';
import { deposit } from './checkpoint.ts';
import { Ledger } from './ledger.ts';
import { account, addressOf, createWorld, defaultTiming, type World } from './world.ts';

let world: World;
let ledger: Ledger;
beforeAll(async () => {
  world = await createWorld();
});
beforeEach(async () => {
  await world.restore();
  ledger = new Ledger(world);
  for (const i of [1, 2]) await deposit(world, i, 10_000_000n);
});
afterAll(() => world.close());

const owner = addressOf(account(1));
const holdings = [{ cash: 0 }, { owner, cash: 12_000_000 }, { owner: addressOf(account(2)), cash: 8_000_000 }];
const { dispute, silence, lastCall, challenge, forcedWindow } = defaultTiming;
/** Anybody's key pays. */
const go = (kit: ExitKit): Promise<Leaving> => leave({ client: world.client, wallet: world.wallet(account(9)) }, kit);
const stepsOf = ({ taken }: Leaving): string[] => taken.map(({ step }) => step);
const balance = (): Promise<bigint> =>
  world.read<bigint>({ address: world.deployment.usdc, functionName: 'balanceOf', args: [owner] });

test('a kit, a key for gas and an endpoint take an owner out, step by step, each when its time has come', async () => {
  await ledger.accept(holdings);
  const kit = ledger.kit(1);
  expect((await go(kit)).next).toMatchObject({ step: 'freeze' });
  await world.pass(dispute + silence + 2);
  const frozen = await go(kit);
  expect(stepsOf(frozen)).toEqual(['freeze']);
  expect(frozen.next).toMatchObject({ step: 'open' });
  await world.pass(lastCall + dispute + 1);
  const opened = await go(kit);
  expect(stepsOf(opened)).toEqual(['open']);
  expect(opened.next).toMatchObject({ step: 'settle' });
  expect(stepsOf(await go(kit))).toEqual([]);
  await world.pass(challenge + 1);
  const before = await balance();
  const last = await go(kit);
  expect(stepsOf(last)).toEqual(['settle', 'openPool', 'openPool', 'exit']);
  expect(last.next).toBeUndefined();
  expect((await balance()) - before).toBe(12_000_000n);
  expect(await go(kit)).toEqual({ taken: [] });
});

test('what the committee leaves out for three days freezes it, however busy it is', async () => {
  const data = encodeForced({ type: 'withdraw', token: 0, amount: 1 });
  const value = await world.read<bigint>({ address: world.deployment.vault, functionName: 'forcedFee' });
  await ledger.accept(holdings);
  await world.send(account(1), { address: world.deployment.vault, functionName: 'force', args: [1, 0, data], value });
  const { next } = await go(ledger.kit(1));
  expect(next!.at - (await world.now())).toBeLessThan(forcedWindow);
  await world.pass(forcedWindow - dispute - 60);
  // A header that has not read the item.
  await ledger.accept(holdings, undefined, { forcedCount: 0n });
  await world.pass(dispute + 120);
  expect((await go(ledger.kit(1))).taken).toMatchObject([{ step: 'freeze' }]);
  const [, , , , , reason] = await world.read<readonly number[]>({
    address: world.deployment.settlement,
    functionName: 'head',
  });
  expect(reason).toBe(1);
});

test('a kit that is newer than the chain is shown in the last call; one that is older is stale', async () => {
  await ledger.accept(holdings);
  const older = ledger.kit(1);
  await world.pass(31);
  const unsent = await ledger.build(holdings);
  await world.pass(dispute + silence + 2);
  expect(stepsOf(await go(unsent.kit(owner)))).toEqual(['freeze', 'submit']);
  await world.pass(lastCall + dispute + 1);
  await expect(go(older)).rejects.toMatchObject({ code: 'EXIT_KIT_STALE' });
  expect(stepsOf(await go(unsent.kit(owner)))).toEqual(['open']);
});

test('a kit whose header is another than it says is refused before anything is sent', async () => {
  await ledger.accept(holdings);
  const kit = ledger.kit(1);
  const changed = { ...kit, header: { ...kit.header, timestampMs: 1n } };
  await expect(go(changed)).rejects.toMatchObject({ code: 'EXIT_KIT_INVALID' });
});
