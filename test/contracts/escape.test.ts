import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exitLeafHash } from '../../node/crypto/settlementHash.ts';
import type { Address } from '../../node/types/ids.ts';
import type { ClaimLeaf, TokenLeaf } from '../../node/types/settlement.ts';
import { deposit, publisher } from './checkpoint.ts';
import { Ledger, type Holding } from './ledger.ts';
import { account, addressOf, createWorld, defaultTiming, everyAbi, hashOf, type Call, type World } from './world.ts';

let world: World;
let ledger: Ledger;
beforeAll(async () => {
  world = await createWorld();
});
beforeEach(async () => {
  await world.restore();
  ledger = new Ledger(world);
});
afterAll(() => world.close());

const trader = (i: number): Address => addressOf(account(i));
const { dispute, silence, lastCall, challenge } = defaultTiming;
const settlement = () => world.deployment.settlement;
const usdc = () => world.deployment.usdc;
const weth = () => world.deployment.weth;
const balance = (who: Address, token = usdc()) =>
  world.read<bigint>({ address: token, functionName: 'balanceOf', args: [who] });
const send = (call: Call) => world.send(publisher, call);
const refusal = async (call: Call, from = publisher): Promise<string> => (await world.revert(from, call)).name;
const freezeSilent = (): Call => ({ address: settlement(), functionName: 'freezeSilent' });

/** Treasury of the world's contracts: the deployer. */
const treasury = () => trader(0);

/** Ten USDC of each of accounts 1 to 3 in the vault; the ledger says who has what of it now. */
async function fund(): Promise<void> {
  for (const i of [1, 2, 3]) await deposit(world, i, 10_000_000n);
}

const holdings = (...cash: readonly number[]): Holding[] =>
  cash.map((each, i) => (i === 0 ? { cash: each } : { owner: trader(i), cash: each }));

/** No header for longer than the silence that is allowed, then the last call and its dispute. */
async function freezeAndWait(): Promise<void> {
  await world.pass(dispute + silence + 2);
  await send(freezeSilent());
  await world.pass(lastCall + dispute + 1);
}

async function settleAll(): Promise<void> {
  await world.pass(challenge + 1);
  await send(ledger.settle());
  await send(ledger.openPool(0));
}

/** From a header over `held` to shares that can be taken. */
async function escapeWith(held: readonly Holding[]): Promise<void> {
  await ledger.accept(held);
  await freezeAndWait();
  await send(ledger.open());
  await settleAll();
}

/** What account i gets when it exits by leaf i. */
async function exits(i: number, index = i): Promise<bigint> {
  const before = await balance(trader(i));
  await send(ledger.exit(index, [usdc()]));
  return (await balance(trader(i))) - before;
}

describe('everybody leaves', () => {
  test('with what the last header says is theirs, and the vault is empty', async () => {
    await fund();
    await escapeWith(holdings(1_000_000, 14_000_000, 5_000_000, 10_000_000));
    expect(await exits(1)).toBe(14_000_000n);
    expect(await exits(2)).toBe(5_000_000n);
    expect(await exits(3)).toBe(10_000_000n);
    const before = await balance(treasury());
    await send(ledger.exit(0, [usdc()]));
    expect((await balance(treasury())) - before).toBe(1_000_000n);
    expect(await balance(world.deployment.vault)).toBe(0n);
  });

  test('with a share of every token: a basket, whatever they hold of each', async () => {
    await fund();
    await world.send(account(2), {
      address: weth(),
      functionName: 'approve',
      args: [world.deployment.vault, 10n ** 18n],
    });
    const args = [weth(), trader(2), 0, 10n ** 18n];
    await world.send(account(2), { address: world.deployment.vault, functionName: 'deposit', args });
    // One ether at 2,000 USDC beside 30 USDC: all the ether is account 2's.
    await ledger.accept([
      { cash: 0 },
      { owner: trader(1), cash: 10_000_000 },
      { owner: trader(2), cash: 10_000_000, ether: 100_000_000 },
      { owner: trader(3), cash: 10_000_000 },
    ]);
    await freezeAndWait();
    await send(ledger.open());
    await settleAll();
    await send(ledger.openPool(1));
    const total = 2_030_000_000n;
    const [before, etherBefore] = [await balance(trader(1)), await balance(trader(1), weth())];
    await send(ledger.exit(1, [usdc(), weth()]));
    expect((await balance(trader(1))) - before).toBe((30_000_000n * 10_000_000n) / total);
    expect((await balance(trader(1), weth())) - etherBefore).toBe((10n ** 18n * 10_000_000n) / total);
    // A token that was left out can be taken later, each once.
    await send(ledger.exit(2, [weth()]));
    expect(await refusal(ledger.exit(2, [weth()]))).toBe('AlreadyExited');
    await send(ledger.exit(2, [usdc()]));
    await send(ledger.exit(3, [usdc(), weth()]));
    expect(await balance(world.deployment.vault)).toBeLessThan(4n);
  });

  test('with the worth of their positions at the marks of the header', async () => {
    await fund();
    // 1,000 lots long from 900 with funding of 10 since: 1,000 · (1,000 − (50 − 40)) − 900,000 = 90,000.
    const long = [{ instrument: 7, lots: 1_000, cost: 900_000, fundingIndex: 40 }] as never;
    const short = [{ instrument: 7, lots: -1_000, cost: -900_000, fundingIndex: 40 }] as never;
    await escapeWith([
      { cash: 0 },
      { owner: trader(1), cash: 10_000_000, positions: long },
      { owner: trader(2), cash: 10_000_000, positions: short },
      { owner: trader(3), cash: 10_000_000 },
    ]);
    expect(await exits(1)).toBe(10_090_000n);
    expect(await exits(2)).toBe(9_910_000n);
    expect(await exits(3)).toBe(10_000_000n);
  });

  test('pro rata where the vault holds less than everybody is worth', async () => {
    await fund();
    await escapeWith(holdings(0, 20_000_000, 20_000_000, 20_000_000));
    for (const i of [1, 2, 3]) expect(await exits(i)).toBe(10_000_000n);
  });

  test('with insurance behind those who owe: what is proven of debts lowers the system, and nobody else', async () => {
    await fund();
    // The books of 30 USDC: 33 of claims against 3 of debt.
    await ledger.accept(holdings(3_000_000, 10_000_000, 20_000_000, -3_000_000));
    await freezeAndWait();
    await send(ledger.open());
    await send(ledger.challenge(3));
    expect(await refusal(ledger.challenge(3))).toBe('NothingToCorrect');
    await settleAll();
    expect(await exits(1)).toBe(10_000_000n);
    expect(await exits(2)).toBe(20_000_000n);
    expect(await refusal(ledger.exit(0, [usdc()]))).toBe('NothingToPay');
    expect(await refusal(ledger.exit(3, [usdc()]))).toBe('NothingToPay');
  });

  test('where the system itself owes: that is nobody’s debt to it, and it leaves with nothing', async () => {
    await fund();
    await ledger.accept(holdings(-3_000_000, 11_000_000, 11_000_000, 11_000_000));
    await freezeAndWait();
    await send(ledger.open());
    expect(await refusal(ledger.challenge(0))).toBe('NothingToCorrect');
    await settleAll();
    for (const i of [1, 2, 3]) expect(await exits(i)).toBe(10_000_000n);
  });
});

describe('claims and deposits around the escape', () => {
  test('what was withdrawn and not claimed stays its owner’s: claim, then escape, pays each once', async () => {
    await fund();
    ledger.claims.push({ owner: trader(1), cumulative: 4_000_000n });
    await escapeWith(holdings(0, 6_000_000, 10_000_000, 10_000_000));
    const before = await balance(trader(1));
    await send(ledger.claim(1));
    expect((await balance(trader(1))) - before).toBe(4_000_000n);
    expect(await refusal(ledger.claim(1))).toBe('NothingToClaim');
    expect(await exits(1)).toBe(6_000_000n);
    expect(await exits(2)).toBe(10_000_000n);
    expect(await exits(3)).toBe(10_000_000n);
    expect(await balance(world.deployment.vault)).toBe(0n);
  });

  test('what was withdrawn into another layer is paid to its owner, who may have no other way to it', async () => {
    await fund();
    ledger.claims.push({ owner: trader(1), cumulative: 4_000_000n, layer: 3 });
    await escapeWith(holdings(0, 6_000_000, 10_000_000, 10_000_000));
    const before = await balance(trader(1));
    await send(ledger.claim(1));
    expect((await balance(trader(1))) - before).toBe(4_000_000n);
    expect(await refusal(ledger.claim(1))).toBe('NothingToClaim');
  });

  test('test_claim_revertsIf the escape is not open, or the claim or its token is not under the last word', async () => {
    await fund();
    ledger.claims.push({ owner: trader(1), cumulative: 4_000_000n });
    await ledger.accept(holdings(0, 6_000_000, 10_000_000, 10_000_000));
    const right = ledger.claim(1);
    const [token, tokenPath, claim, claimPath] = right.args as [TokenLeaf, unknown, ClaimLeaf, unknown];
    const claiming = (...args: readonly unknown[]): Call => ({ ...right, args });
    expect(await refusal(right)).toBe('NotOpened');
    await freezeAndWait();
    await send(ledger.open());
    const more = { ...claim, requested: claim.requested + 1n };
    expect(await refusal(claiming(token, tokenPath, more, claimPath))).toBe('ClaimProofInvalid');
    const other = { ...token, withdrawalsRoot: hashOf('claims') };
    expect(await refusal(claiming(other, tokenPath, claim, claimPath))).toBe('TokenProofInvalid');
    await send(right);
  });

  test('no pool is opened of a token that the vault does not list, or lists under another id', async () => {
    await fund();
    const stranger = await world.create('DevnetToken', ['Other', 'OTH', 6]);
    const held = holdings(0, 10_000_000, 10_000_000, 10_000_000);
    // A committee that lies in the tree of tokens: one is none of the vault's, the other stands in the place of token 1.
    await ledger.accept(held, undefined, { tokensSaid: [stranger, usdc()] });
    await freezeAndWait();
    await send(ledger.open());
    await world.pass(challenge + 1);
    await send(ledger.settle());
    expect(await refusal(ledger.openPool(0))).toBe('TokenNotListed');
    expect(await refusal(ledger.openPool(1))).toBe('TokenNotListed');
  });

  test('deposits that the header has not read go back to whom they were for, once, and dilute nobody', async () => {
    await fund();
    await ledger.accept(holdings(0, 10_000_000, 10_000_000, 10_000_000));
    await deposit(world, 2, 7_000_000n, trader(3));
    const refund = (index: bigint, amount: bigint, owner = trader(3)): Call => ({
      address: world.deployment.escape,
      functionName: 'refund',
      args: [index, usdc(), trader(2), owner, 0, amount],
    });
    expect(await refusal(refund(3n, 7_000_000n))).toBe('NotOpened');
    await freezeAndWait();
    await send(ledger.open());
    expect(await refusal(refund(1n, 10_000_000n, trader(2)))).toBe('DepositWasRead');
    expect(await refusal(refund(3n, 8_000_000n))).toBe('DepositMismatch');
    expect(await refusal(refund(3n, 7_000_000n, trader(2)))).toBe('DepositMismatch');
    expect(await refusal(refund(4n, 7_000_000n))).toBe('DepositMismatch');
    await settleAll();
    for (const i of [1, 2]) expect(await exits(i)).toBe(10_000_000n);
    const before = await balance(trader(3));
    await send(refund(3n, 7_000_000n));
    expect((await balance(trader(3))) - before).toBe(7_000_000n);
    expect(await refusal(refund(3n, 7_000_000n))).toBe('AlreadyRefunded');
    expect(await exits(3)).toBe(10_000_000n);
    expect(await balance(world.deployment.vault)).toBe(0n);
  });

  test('a refund before the pool is opened takes nothing from it', async () => {
    await fund();
    await ledger.accept(holdings(0, 10_000_000, 10_000_000, 10_000_000));
    await deposit(world, 2, 7_000_000n);
    await freezeAndWait();
    await send(ledger.open());
    await send({ address: world.deployment.escape, functionName: 'refund', args: [3n, usdc(), trader(2), trader(2), 0, 7_000_000n] }); // prettier-ignore
    await settleAll();
    for (const i of [1, 2, 3]) expect(await exits(i)).toBe(10_000_000n);
  });

  test('where no header was ever final, every deposit goes back', async () => {
    await fund();
    await world.pass(silence + 1);
    await send(freezeSilent());
    await world.pass(lastCall + dispute + 1);
    const openEmpty = { address: world.deployment.escape, functionName: 'openEmpty' };
    await send(openEmpty);
    expect(await refusal(openEmpty)).toBe('AlreadyOpened');
    for (const i of [1, 2, 3]) {
      const args = [BigInt(i - 1), usdc(), trader(i), trader(i), 0, 10_000_000n];
      await send({ address: world.deployment.escape, functionName: 'refund', args });
    }
    expect(await balance(world.deployment.vault)).toBe(0n);
    await ledger.build(holdings(0, 10_000_000));
    expect(await refusal(ledger.challenge(1))).toBe('ChallengesOver');
    expect(await refusal(ledger.exit(1, [usdc()]))).toBe('NotSettled');
    expect(await refusal(ledger.openPool(0))).toBe('NotSettled');
    expect(await refusal(ledger.settle({ leaf: { index: 0, owner: trader(1), equity: 0n }, path: { count: 1n, index: 0n, sum: 0n, siblings: [] } }))).toBe('AlreadySettled'); // prettier-ignore
  });
});

describe('challenges to wrong leaves', () => {
  /** A committee that writes 20 USDC for account 1, who has 10, and nothing for account 2, who has 10 as well. */
  const lie = (state: Ledger['state']): void => {
    const wrong = [0n, 20_000_000n, 0n, 10_000_000n];
    // The exit tree is filled beforehand: the node's own code then finds equities that did not change, and hashes none.
    wrong.forEach((worth, index) => {
      const owner = index === 0 ? (`0x${'0'.repeat(40)}` as Address) : trader(index);
      state.exitTree.set(index, exitLeafHash({ index, owner, equity: worth }), worth);
      state.equities[index] = [0n, 10_000_000n, 10_000_000n, 10_000_000n][index]!;
    });
  };
  const lied = async (): Promise<void> => {
    await fund();
    await ledger.accept(holdings(0, 10_000_000, 10_000_000, 10_000_000), lie);
    [0n, 20_000_000n, 0n, 10_000_000n].forEach((worth, index) => (ledger.state.equities[index] = worth));
    await freezeAndWait();
    await send(ledger.open());
  };

  test('put the truth in their place, and the sum follows', async () => {
    await lied();
    await send(ledger.challenge(1));
    await send(ledger.challenge(2));
    expect(await refusal(ledger.challenge(2))).toBe('NothingToCorrect');
    expect(await refusal(ledger.challenge(3))).toBe('NothingToCorrect');
    await settleAll();
    for (const i of [1, 2, 3]) expect(await exits(i)).toBe(10_000_000n);
  });

  test('unchallenged, the lie is paid: that is what the window is for', async () => {
    await lied();
    await settleAll();
    expect(await exits(1)).toBe(20_000_000n);
    expect(await refusal(ledger.exit(2, [usdc()]))).toBe('NothingToPay');
  });

  test('prove every part: leaf, positions, markets, state, and stand at one place in both trees', async () => {
    await lied();
    const call = ledger.challenge(1);
    const [proof, leaf, path] = call.args as [
      Record<string, unknown>,
      Record<string, unknown>,
      Record<string, unknown>,
    ];
    const refused = (...args: readonly unknown[]) => refusal({ ...call, args });
    const sub = proof.leaf as Record<string, unknown>;
    expect(await refused({ ...proof, leaf: { ...sub, cash: 99n } }, leaf, path)).toBe('SubaccountProofInvalid');
    expect(await refused({ ...proof, restRoot: proof.restRoot && `0x${'1'.repeat(64)}` }, leaf, path)).toBe('SubaccountProofInvalid'); // prettier-ignore
    const position = { instrument: 7, lots: 5n, cost: 0n, fundingIndex: 0n };
    expect(await refused({ ...proof, positions: [position] }, leaf, path)).toBe('PositionsMismatch');
    expect(await refused(proof, { ...leaf, equity: 1n }, path)).toBe('ExitProofInvalid');
    const other = ledger.exitOf(2);
    expect(await refused(proof, other.leaf, other.path)).toBe('ExitProofInvalid');
    expect(await refused(proof, leaf, { ...path, sum: 1n })).toBe('ExitProofInvalid');
  });

  test('need the market of each position and token, and no other', async () => {
    await fund();
    const long = [{ instrument: 7, lots: 1_000, cost: 900_000, fundingIndex: 40 }] as never;
    await ledger.accept([{ cash: 0 }, { owner: trader(1), cash: 0, ether: 5, positions: long }, { owner: trader(2), cash: -5 }]); // prettier-ignore
    await freezeAndWait();
    await send(ledger.open());
    const call = ledger.challenge(1);
    const [proof, leaf, path] = call.args as [{ markets: readonly object[] }, object, object];
    expect(await refusal(call)).toBe('NothingToCorrect');
    const refused = (markets: readonly object[]) => refusal({ ...call, args: [{ ...proof, markets }, leaf, path] });
    expect(await refused(proof.markets.slice(0, 1))).toBe('MarketProofInvalid');
    expect(await refused(proof.markets.toReversed())).toBe('MarketProofInvalid');
    const [first, second] = proof.markets as [object, { leaf: object }];
    expect(await refused([first, { ...second, leaf: { ...second.leaf, markPerLot: 1n } }])).toBe('MarketProofInvalid');
  });

  test('come up to the last second of the window, and not a second later; settling comes a second later, and not before', async () => {
    await lied();
    const { timestamp } = await world.client.getBlock();
    const endsAt = timestamp + BigInt(challenge);
    await world.tester.setNextBlockTimestamp({ timestamp: endsAt });
    await world.tester.mine({ blocks: 1 });
    // Calls are made at the time of the newest block.
    await world.client.simulateContract({
      ...ledger.challenge(1),
      account: publisher,
      abi: everyAbi,
      blockTag: 'latest',
    });
    expect(await refusal(ledger.settle())).toBe('ChallengesOpen');
    await world.tester.setNextBlockTimestamp({ timestamp: endsAt + 1n });
    await world.tester.mine({ blocks: 1 });
    expect(await refusal(ledger.challenge(1))).toBe('ChallengesOver');
    await send(ledger.settle());
  });

  test('need trees of exits and of subaccounts with as many leaves', async () => {
    await fund();
    // A leaf too many in the exit tree: the same index stands in both, and is another place.
    await ledger.accept(holdings(0, 10_000_000, 10_000_000, 10_000_000), (state) => {
      for (const index of [0, 1, 2, 3, 4]) {
        const owner = index === 0 ? (`0x${'0'.repeat(40)}` as Address) : trader(index);
        state.exitTree.set(index, exitLeafHash({ index, owner, equity: 1n }), 1n);
        state.equities[index] = [0n, 10_000_000n, 10_000_000n, 10_000_000n][index] ?? 1n;
      }
    });
    await freezeAndWait();
    await send(ledger.open());
    const exit = ledger.exitOf(1);
    const call = ledger.challenge(1, { ...exit, leaf: { ...exit.leaf, equity: 1n } });
    expect(await refusal(call)).toBe('ExitProofInvalid');
  });

  test('come in the window alone, and nothing is paid before it is over', async () => {
    await lied();
    expect(await refusal(ledger.settle())).toBe('ChallengesOpen');
    expect(await refusal(ledger.exit(1, [usdc()]))).toBe('NotSettled');
    expect(await refusal(ledger.openPool(0))).toBe('NotSettled');
    await world.pass(challenge + 1);
    expect(await refusal(ledger.challenge(1))).toBe('ChallengesOver');
    expect(await refusal(ledger.settle(ledger.exitOf(1)))).toBe('SystemLeafExpected');
    await send(ledger.settle());
    expect(await refusal(ledger.settle())).toBe('AlreadySettled');
    expect(await refusal(ledger.exit(1, [usdc()]))).toBe('PoolNotOpened');
    const { leaf, path } = ledger.exitOf(3);
    expect(await refusal(ledger.exit(1, [usdc()], { leaf: { ...leaf, index: 2 }, path }))).toBe('ExitProofInvalid');
    await send(ledger.openPool(0));
    expect(await refusal(ledger.openPool(0))).toBe('PoolAlreadyOpened');
  });
});

describe('test_open_revertsIf', () => {
  test('nothing is frozen, the last call is open, it was opened, or the header is not the last word', async () => {
    await fund();
    const held = holdings(0, 10_000_000, 10_000_000, 10_000_000);
    await ledger.accept(held);
    const older = ledger.open();
    expect(await refusal(older)).toBe('NotFrozen');
    await world.pass(31);
    await ledger.accept(held);
    await world.pass(dispute + silence + 2);
    await send(freezeSilent());
    expect(await refusal(ledger.open())).toBe('LastCallOpen');
    await world.pass(lastCall + dispute + 1);
    expect(await refusal(older)).toBe('HeaderMismatch');
    expect(await refusal({ address: world.deployment.escape, functionName: 'openEmpty' })).toBe('HeaderMismatch');
    const kit = ledger.kit(1);
    expect(await refusal(ledger.open({ ...kit, chain: { ...kit.chain, depositCount: 0n } }))).toBe('ChainProofInvalid');
    expect(await refusal(ledger.exit(1, [usdc()]))).toBe('NotSettled');
    expect(await refusal(ledger.challenge(1))).toBe('NotOpened');
    expect(await refusal(ledger.settle())).toBe('NotOpened');
    await send(ledger.open());
    expect(await refusal(ledger.open())).toBe('AlreadyOpened');
  });

  test('the leaf is of another chain, or of another settlement, under the same header and with the same tokens', async () => {
    await fund();
    const elsewhere = [{ chainId: 1n }, { settlement: trader(5) }];
    const built = await ledger.accept(holdings(0, 10_000_000, 10_000_000, 10_000_000), undefined, { elsewhere });
    await freezeAndWait();
    const kit = ledger.kit(1);
    for (const { leaf: chain, path: chainPath } of built.chains.slice(0, 2)) {
      expect(chain.tokensRoot).toBe(kit.chain.tokensRoot);
      expect(await refusal(ledger.open({ ...kit, chain, chainPath }))).toBe('ChainProofInvalid');
    }
    const { leaf: chain, path: chainPath } = built.chains.at(-1)!;
    await send(ledger.open({ ...kit, chain, chainPath }));
  });

  test('somebody else than the escape asks the vault to release money', async () => {
    const { vault } = world.deployment;
    expect(await refusal({ address: vault, functionName: 'release', args: [usdc(), trader(1), 1n] })).toBe(
      'EscapeOnly',
    );
    const args = [usdc(), trader(1), 0, 1n];
    expect(await refusal({ address: vault, functionName: 'payRequested', args })).toBe('EscapeOnly');
  });
});
