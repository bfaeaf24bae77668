import { getContractAddress, parseSignature } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { depositLink } from '../../node/crypto/settlementHash.ts';
import { zeroAddress, zeroHash, type Address, type Hash } from '../../node/types/ids.ts';
import { accept, claiming, deposit, publisher, type Changes } from './checkpoint.ts';
import { account, addressOf, createWorld, defaultTiming, type Call, type World } from './world.ts';
import { loneVault, settlementArguments, vaultArguments, venueFor } from './venue.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
beforeEach(() => world.restore());
afterAll(() => world.close());

const owner = () => addressOf(account(1));
const usdc = () => world.deployment.usdc;
const vault = () => world.deployment.vault;
const balance = (who: Address, token = usdc()) =>
  world.read<bigint>({ address: token, functionName: 'balanceOf', args: [who] });
const depositing = (token: Address, amount: bigint, to: Address = owner(), target = vault()): Call => ({
  address: target,
  functionName: 'deposit',
  args: [token, to, 7, amount],
});

/** Accepts a checkpoint and waits until claims can use it. */
async function settle(number: bigint, changes: Changes) {
  const built = await accept(world, number, changes);
  await world.pass(defaultTiming.dispute + 1);
  return built;
}

/** A vault of its own (its settlement does not exist) that lists `token`. */
async function vaultFor(token: Address, ledgerDecimals = 6) {
  return loneVault(world, token, ledgerDecimals);
}

/** Mints and approves. */
async function prepare(token: Address, target: Address, amount: bigint): Promise<void> {
  await world.send(account(0), { address: token, functionName: 'mint', args: [owner(), amount] });
  await world.send(account(1), { address: token, functionName: 'approve', args: [target, amount] });
}

describe('deposit', () => {
  test('extends the hash chain, and every value of it stays readable', async () => {
    let link: Hash = zeroHash;
    for (const [i, amount] of [5_000_000n, 1n].entries()) {
      await deposit(world, i + 1, amount, owner());
      const from = addressOf(account(i + 1));
      link = depositLink(link, { index: BigInt(i), token: 0, from, owner: owner(), subNo: 0, amount });
      const args = [BigInt(i + 1)];
      expect(await world.read({ address: vault(), functionName: 'depositHashAt', args })).toBe(link);
    }
    expect(await world.read({ address: vault(), functionName: 'depositCount' })).toBe(2);
    expect(await balance(vault())).toBe(5_000_001n);
  });

  test('test_deposit_revertsIf_tokenNotListed, ownerZero, amountZero or too large', async () => {
    const other = await world.create('DevnetToken', ['Other', 'OTH', 6]);
    expect((await world.revert(account(1), depositing(other, 1n))).name).toBe('TokenNotListed');
    expect((await world.revert(account(1), depositing(usdc(), 1n, zeroAddress))).name).toBe('OwnerInvalid');
    expect((await world.revert(account(1), depositing(usdc(), 0n))).name).toBe('AmountInvalid');
    expect((await world.revert(account(1), depositing(usdc(), 2n ** 53n))).name).toBe('AmountTooLarge');
  });

  test('test_deposit_revertsIf_amountIsFinerThanTheLedger', async () => {
    const weth = await world.create('DevnetToken', ['Wrapped Ether', 'WETH', 18]);
    const target = await vaultFor(weth, 8);
    await prepare(weth, target, 10n ** 18n);
    expect((await world.revert(account(1), depositing(weth, 10n ** 10n + 1n, owner(), target))).name).toBe(
      'AmountInvalid',
    );
    await world.send(account(1), depositing(weth, 10n ** 10n, owner(), target));
  });

  test.each([
    ['FeeToken', 'ReceivedDiffers'],
    ['LyingToken', 'ReceivedDiffers'],
    ['FalseToken', 'SafeERC20FailedOperation'],
  ])('test_deposit_revertsIf_tokenIsHostile: %s', async (name, error) => {
    const token = await world.create(name);
    const target = await vaultFor(token);
    await prepare(token, target, 100n);
    expect((await world.revert(account(1), depositing(token, 100n, owner(), target))).name).toBe(error);
  });

  test('a permit deposits in one transaction, also when somebody used the permit first', async () => {
    const amount = 3_000_000n;
    const sign = async (nonce: bigint) => {
      const deadline = BigInt(await world.now()) + 3600n;
      const signature = await account(1).signTypedData({
        domain: { name: 'USD Coin', version: '1', chainId: 31337, verifyingContract: usdc() },
        types: {
          Permit: [
            { name: 'owner', type: 'address' },
            { name: 'spender', type: 'address' },
            { name: 'value', type: 'uint256' },
            { name: 'nonce', type: 'uint256' },
            { name: 'deadline', type: 'uint256' },
          ],
        },
        primaryType: 'Permit',
        message: { owner: owner(), spender: vault(), value: amount, nonce, deadline },
      });
      const { r, s, v } = parseSignature(signature);
      return { deadline, r, s, v };
    };
    const call = (p: Awaited<ReturnType<typeof sign>>): Call => ({
      address: vault(),
      functionName: 'depositWithPermit',
      args: [usdc(), owner(), 0, amount, p.deadline, Number(p.v), p.r, p.s],
    });
    await world.send(account(1), call(await sign(0n)));
    const second = await sign(1n);
    await world.send(publisher, {
      address: usdc(),
      functionName: 'permit',
      args: [owner(), vault(), amount, second.deadline, Number(second.v), second.r, second.s],
    });
    await world.send(account(1), call(second));
    expect(await balance(vault())).toBe(2n * amount);
    expect((await world.revert(account(1), call(second))).name).toBe('ERC20InsufficientAllowance');
  });

  test('test_constructor_revertsIf_listingIsWrong', async () => {
    const { abi, bytecode } = await world.artifact('Vault');
    const build = (listings: Parameters<typeof vaultArguments>[2]) =>
      world.wallet(publisher).deployContract({ abi, bytecode, args: vaultArguments(vault(), vault(), listings) });
    const listing = (ledgerDecimals: number) => ({ token: usdc(), ledgerDecimals });
    await expect(build([listing(7)])).rejects.toThrow(/LedgerDecimalsInvalid/);
    const fine = await world.create('DevnetToken', ['Fine', 'FINE', 18]);
    await expect(build([{ token: fine, ledgerDecimals: 9 }])).rejects.toThrow(/LedgerDecimalsInvalid/);
    const finer = await world.create('DevnetToken', ['Finer', 'FINR', 27]);
    await expect(build([{ token: finer, ledgerDecimals: 8 }])).rejects.toThrow(/LedgerDecimalsInvalid/);
    await expect(build([listing(6), listing(6)])).rejects.toThrow(/TokenListedTwice/);
    await expect(build(new Array(17).fill(listing(6)))).rejects.toThrow(/TooManyTokens/);
  });
});

describe('claim', () => {
  beforeEach(async () => {
    await deposit(world, 1, 10_000_000n);
    await deposit(world, 2, 10_000_000n);
  });

  test('pays the owner what is new since the last claim, whoever sends it', async () => {
    const before = await balance(owner());
    const first = await settle(1n, { claims: [{ owner: owner(), cumulative: 4_000_000n }] });
    await world.send(publisher, claiming(world, first, 0, 0n));
    expect(await balance(owner())).toBe(before + 4_000_000n);
    const claims = [owner(), addressOf(account(2)), addressOf(account(3))].map((who) => ({
      owner: who,
      cumulative: 5_000_000n,
    }));
    const second = await settle(2n, { claims });
    await world.send(publisher, claiming(world, second, 0, 1n));
    await world.send(publisher, claiming(world, second, 2, 1n));
    expect(await balance(owner())).toBe(before + 5_000_000n);
    expect(await world.read({ address: vault(), functionName: 'accounts', args: [usdc()] })).toEqual(
      expect.arrayContaining([10_000_000n, 10_000_000n, 20_000_000n]),
    );
  });

  test('test_claim_revertsIf_paidBefore: the same root, another root, an older root, a smaller cumulative', async () => {
    const claims = (cumulative: bigint) => ({ claims: [{ owner: owner(), cumulative }] });
    const first = await settle(1n, claims(4_000_000n));
    const second = await settle(2n, claims(4_000_000n));
    const third = await settle(3n, claims(3_000_000n));
    await world.send(publisher, claiming(world, second, 0, 1n));
    for (const [built, slot] of [
      [first, 0n],
      [second, 1n],
      [third, 2n],
    ] as const) {
      expect((await world.revert(publisher, claiming(world, built, 0, slot))).name).toBe('NothingToClaim');
    }
  });

  test('test_claim_revertsIf_entryIsInDispute', async () => {
    const built = await accept(world, 1n, { claims: [{ owner: owner(), cumulative: 1n }] });
    expect((await world.revert(publisher, claiming(world, built))).name).toBe('EntryNotFinal');
  });

  test('test_claim_revertsIf_proofIsOfAnotherLeaf: changed owner or amount, leaf shown as node, node as leaf', async () => {
    const claims = [1, 2, 3].map((i) => ({ owner: addressOf(account(i)), cumulative: 1_000_000n }));
    const built = await settle(1n, { claims });
    const call = claiming(world, built);
    const [slot, number, hash, token, tokenPath, claim, claimPath] = call.args as [
      bigint,
      bigint,
      Hash,
      object,
      object,
      object,
      { siblings: Hash[] },
    ];
    const refused = async (args: readonly unknown[]) => (await world.revert(publisher, { ...call, args })).name;
    const changed = { ...claim, cumulative: 2_000_000n };
    expect(await refused([slot, number, hash, token, tokenPath, changed, claimPath])).toBe('ClaimProofInvalid');
    expect(
      await refused([slot, number, hash, token, tokenPath, { ...claim, owner: account(5).address }, claimPath]),
    ).toBe('ClaimProofInvalid');
    const shorter = { count: 2n, index: 0n, siblings: claimPath.siblings.slice(1) };
    expect(await refused([slot, number, hash, token, tokenPath, claim, shorter])).toBe('ClaimProofInvalid');
    expect(await refused([slot, number, hash, { ...token, requested: 1n }, tokenPath, claim, claimPath])).toBe(
      'EntryMismatch',
    );
    expect(
      await refused([slot, number, hash, { ...token, withdrawalsRoot: zeroHash }, tokenPath, claim, claimPath]),
    ).toBe('EntryMismatch');
    expect(await refused([slot, 2n, hash, token, tokenPath, claim, claimPath])).toBe('EntryReplaced');
    expect(await refused([5n, 0n, hash, token, tokenPath, claim, claimPath])).toBe('EntryUnused');
  });

  test('test_claim_revertsIf_layerIsUnknown', async () => {
    const built = await settle(1n, { claims: [{ owner: owner(), cumulative: 1n, layer: 1 }] });
    expect((await world.revert(publisher, claiming(world, built))).name).toBe('LayerUnknown');
  });

  test('test_claim_revertsIf_tokenIsNotListed or has another id', async () => {
    const claims = [{ owner: owner(), cumulative: 1n }];
    const unlisted = await settle(1n, { claims, token: { token: addressOf(account(5)) } });
    expect((await world.revert(publisher, claiming(world, unlisted))).name).toBe('TokenNotListed');
    const renamed = await settle(2n, { claims, token: { id: 1 } });
    expect((await world.revert(publisher, claiming(world, renamed, 0, 1n))).name).toBe('TokenIdMismatch');
  });

  test('test_claim_revertsIf_theLedgerOwesMoreThanTheVaultHolds, to the last unit', async () => {
    const claims = [{ owner: owner(), cumulative: 5_000_000n }];
    const over = await settle(1n, { claims, token: { liabilities: 15_000_001n } });
    expect(await world.revert(publisher, claiming(world, over))).toMatchObject({ name: 'Gated' });
    const exact = await settle(2n, { claims, token: { liabilities: 15_000_000n } });
    await world.send(publisher, claiming(world, exact, 0, 1n));
  });

  test('deposits that the checkpoint has not read do not help to pay, and a donation neither', async () => {
    const built = await settle(1n, {
      claims: [{ owner: owner(), cumulative: 5_000_000n }],
      token: { liabilities: 15_000_001n },
    });
    await deposit(world, 2, 50_000_000n);
    await world.send(account(3), { address: usdc(), functionName: 'transfer', args: [vault(), 50_000_000n] });
    expect((await world.revert(publisher, claiming(world, built))).name).toBe('Gated');
  });

  test('a committee that signs more claims than there is money pays nothing beyond what the vault took in', async () => {
    const claims = [{ owner: owner(), cumulative: 30_000_000n }];
    const built = await settle(1n, { claims, token: { liabilities: 0n, requested: 0n, deposited: 20_000_000n } });
    await world.send(account(3), { address: usdc(), functionName: 'transfer', args: [vault(), 50_000_000n] });
    expect((await world.revert(publisher, claiming(world, built))).name).toBe('Gated');
  });

  test('claims paid before do not close the gate for the next one, nor open it for an older root', async () => {
    const both = [1, 2].map((i) => ({ owner: addressOf(account(i)), cumulative: 6_000_000n }));
    const built = await settle(1n, { claims: both });
    await world.send(publisher, claiming(world, built, 0));
    await world.send(publisher, claiming(world, built, 1));
    expect(await balance(vault())).toBe(8_000_000n);
  });
});

test('an owner that the token blocks keeps its claim and stops nobody else', async () => {
  const token = await world.create('BlockingToken');
  const other = await venueFor(world, token);
  const target = other.deployment.vault;
  await prepare(token, target, 10n);
  await world.send(account(1), depositing(token, 10n, owner(), target));
  await world.send(account(0), { address: token, functionName: 'setBlocked', args: [owner(), true] });

  const claims = [1, 2].map((i) => ({ owner: addressOf(account(i)), cumulative: 5n }));
  const built = await accept(other, 1n, { claims });
  await world.pass(defaultTiming.dispute + 1);
  await expect(world.send(publisher, claiming(other, built, 0))).rejects.toThrow();
  await world.send(publisher, claiming(other, built, 1));
  expect(await balance(addressOf(account(2)), token)).toBe(5n);
  await world.send(account(0), { address: token, functionName: 'setBlocked', args: [owner(), false] });
  await world.send(publisher, claiming(other, built, 0));
  expect(await balance(owner(), token)).toBe(5n);
});

describe('a claim into another settlement layer', () => {
  /** A second vault on the chain, that no settlement of this test stands behind: the layer's line. */
  async function withLayer(token = usdc()) {
    const line = await vaultFor(token);
    const nonce = BigInt(await world.client.getTransactionCount({ address: account(0).address }));
    const next = (ahead: bigint) => addressOf({ address: getContractAddress({ from: account(0).address, nonce: nonce + ahead }) }); // prettier-ignore
    const first = await world.create('Vault', vaultArguments(next(1n), next(2n), [{ token }], [line]));
    const settlement = await world.create('Settlement', settlementArguments(world.deployment.registry, first));
    return { line, venue: { ...world, deployment: { ...world.deployment, settlement, vault: first, usdc: token } } };
  }
  const claims = (cumulative: bigint, layer: number) => ({ claims: [{ owner: owner(), cumulative, layer }] });
  const accepted = async (venue: World, changes: Changes) => {
    const built = await accept(venue, 1n, changes);
    await world.pass(defaultTiming.dispute + 1);
    return built;
  };

  test('becomes a deposit there for the owner, once, and leaves this line', async () => {
    const { line, venue } = await withLayer();
    await deposit(venue, 1, 10_000_000n);
    const built = await accepted(venue, claims(4_000_000n, 1));
    const before = await balance(owner());
    await venue.send(publisher, claiming(venue, built));
    expect(await balance(owner())).toBe(before);
    expect(await balance(line)).toBe(4_000_000n);
    const link = depositLink(zeroHash, { index: 0n, token: 0, from: venue.deployment.vault, owner: owner(), subNo: 0, amount: 4_000_000n }); // prettier-ignore
    expect(await world.read({ address: line, functionName: 'depositHashAt', args: [1n] })).toBe(link);
    expect((await venue.revert(publisher, claiming(venue, built))).name).toBe('NothingToClaim');
  });

  test('never takes a line below what it holds', async () => {
    const { venue } = await withLayer();
    await deposit(venue, 1, 1_000_000n);
    const token = { liabilities: 0n, requested: 0n };
    const built = await accepted(venue, { ...claims(2_000_000n, 1), token });
    expect((await venue.revert(publisher, claiming(venue, built))).name).toBe('Gated');
  });

  test('is refused where there is no such layer', async () => {
    const { venue } = await withLayer();
    await deposit(venue, 1, 10_000_000n);
    const built = await accepted(venue, claims(4_000_000n, 2));
    expect((await venue.revert(publisher, claiming(venue, built))).name).toBe('LayerUnknown');
  });

  test('that the limit on outflow pays in part is paid in whole ledger units, which the other layer can take', async () => {
    const token = await world.create('DevnetToken', ['Other', 'OTH', 18]);
    const amount = 3n * 10n ** 24n;
    await world.send(account(0), { address: token, functionName: 'mint', args: [owner(), amount] });
    const { line, venue } = await withLayer(token);
    await deposit(venue, 1, amount);
    const built = await accepted(venue, claims(amount, 1));
    await venue.send(publisher, claiming(venue, built));
    await world.pass(1_000);
    await venue.send(publisher, claiming(venue, built));
    const paid = await balance(line, token);
    expect(paid).toBeGreaterThan(10n ** 24n);
    expect(paid).toBeLessThan(amount);
    expect(paid % 10n ** 12n).toBe(0n);
  });
});
