import { createWalletClient, parseAbi, parseEther, type LocalAccount } from 'viem';
import { hardhat as hardhatChain } from 'viem/chains';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { publicGovernance } from '../../devnet/deployGovernance.ts';
import { encodeForced } from '../../node/codec/forcedItems.ts';
import { policyRegistryAbi } from '../../node/l1/abi.ts';
import { zeroAddress, type Address } from '../../node/types/ids.ts';
import { accept, claiming, deposit, publisher, type Checkpoint } from './checkpoint.ts';
import { Ledger } from './ledger.ts';
import { account, addressOf, createWorld, defaultTiming, type World } from './world.ts';

/** Policies on the vault as it is deployed, set by the timelock; and what no policy reaches. */
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(() => world.restore());

const day = 86_400;
const delay = publicGovernance.looseningDelay;
const trader = (i: number): Address => addressOf(account(i));
const { dispute, silence, lastCall, challenge } = defaultTiming;
const keeper = account(5);
const usdc = () => world.deployment.usdc;
const balance = (who: Address) => world.read<bigint>({ address: usdc(), functionName: 'balanceOf', args: [who] });

/** By the timelock itself, as after a vote. */
async function govern(functionName: 'announce' | 'clear', policy?: Address): Promise<void> {
  const { timelock, policies } = world.deployment;
  await world.tester.impersonateAccount({ address: timelock });
  await world.tester.setBalance({ address: timelock, value: parseEther('1') });
  const wallet = createWalletClient({ account: timelock, chain: hardhatChain, transport: world.transport });
  const call = { address: policies, abi: policyRegistryAbi, functionName, gas: 500_000n } as const;
  const hash = await wallet.writeContract({ ...call, args: policy === undefined ? [] : [policy] });
  expect((await world.client.waitForTransactionReceipt({ hash })).status).toBe('success');
}

/** Announced, and in force. */
async function enforce(policy: Address): Promise<void> {
  await govern('announce', policy);
  await world.pass(delay);
}

/** The error that a deposit by account i ends in; the token is approved before. */
async function depositRefused(i: number, owner = trader(i)): Promise<string> {
  const { vault } = world.deployment;
  await world.send(account(i), { address: usdc(), functionName: 'approve', args: [vault, 10n] });
  const call = { address: vault, functionName: 'deposit', args: [usdc(), owner, 0, 10n] };
  return (await world.revert(account(i), call)).name;
}

/** A header in which account 1 may claim, final. */
async function claimable(): Promise<Checkpoint> {
  await deposit(world, 1, 5_000_000n);
  const built = await accept(world, 1n, { claims: [{ owner: trader(1), cumulative: 1_000_000n }] });
  await world.pass(dispute + 1);
  return built;
}

/** Ways in which a policy can be hostile: HostilePolicies.sol, in their order. */
const ways = ['refuses', 'reverts', 'eats its gas', 'answers nothing', 'answers something that is no yes', 'answers without end'] as const; // prettier-ignore
const hostile = (way: number): Promise<Address> => world.create('HostilePolicy', [way]);

describe('a policy', () => {
  test('is asked only once its announcement is over, also where a vault remembers that there was none', async () => {
    const built = await claimable();
    const policy = await hostile(0);
    await govern('announce', policy);
    await world.pass(delay - 120);
    await deposit(world, 2, 10n);
    await world.pass(120);
    expect(await depositRefused(2)).toBe('PolicyRefuses');
    expect(await world.revert(publisher, claiming(world, built))).toMatchObject({ name: 'PolicyRefuses' });
  });

  test('that is taken back is asked no more a day later', async () => {
    await enforce(await hostile(1));
    expect(await depositRefused(1)).toBe('PolicyRefuses');
    await govern('clear');
    await world.pass(day - 60);
    expect(await depositRefused(1)).toBe('PolicyRefuses');
    await world.pass(60);
    await deposit(world, 1, 10n);
  });

  test('follows another one that was announced, and an announcement replaces one that is not over', async () => {
    await enforce(await hostile(0));
    await govern('announce', await hostile(1));
    await govern('announce', zeroAddress);
    await world.pass(delay - 60);
    expect(await depositRefused(1)).toBe('PolicyRefuses');
    await world.pass(60);
    await deposit(world, 1, 10n);
  });

  test('is governance’s alone to choose', async () => {
    const { policies: address } = world.deployment;
    const announce = { address, functionName: 'announce', args: [zeroAddress] } as const;
    // `announce` of RiskParameters is of the same name: the registry's own ABI.
    await expect(
      world.client.simulateContract({ ...announce, abi: policyRegistryAbi, account: account(0) }),
    ).rejects.toThrow(/GovernanceOnly/);
    expect((await world.revert(account(0), { address, functionName: 'clear' })).name).toBe('GovernanceOnly');
  });

  test('comes no faster than what vaults remember', async () => {
    await expect(world.create('PolicyRegistry', [trader(1), BigInt(day - 1)])).rejects.toThrow();
  });
});

describe.each(ways.map((name, way) => [name, way] as const))('a policy that %s', (_, way) => {
  test('refuses deposits and claims, each for a bounded amount of gas', async () => {
    const built = await claimable();
    await enforce(await hostile(way));
    expect(await depositRefused(1)).toBe('PolicyRefuses');
    const call = { ...claiming(world, built), gas: 500_000n };
    expect((await world.revert(publisher, call)).name).toBe('PolicyRefuses');
  });

  test('stops no forced item, no freeze, and nobody from leaving with what was asked for and what is left', async () => {
    for (const i of [1, 2]) await deposit(world, i, 10_000_000n);
    const ledger = new Ledger(world);
    ledger.claims.push({ owner: trader(1), cumulative: 4_000_000n });
    await ledger.accept([{ cash: 0 }, { owner: trader(1), cash: 6_000_000 }, { owner: trader(2), cash: 10_000_000 }]);
    await deposit(world, 3, 7_000_000n);
    await enforce(await hostile(way));

    const { vault, settlement, escape } = world.deployment;
    const value = await world.read<bigint>({ address: vault, functionName: 'forcedFee' });
    const data = encodeForced({ type: 'cancelAll' });
    await world.send(account(1), { address: vault, functionName: 'force', args: [3, 0, data], value });
    await world.pass(silence);
    await world.send(publisher, { address: settlement, functionName: 'freezeSilent' });
    await world.pass(lastCall + dispute + 1);
    await world.send(publisher, ledger.open());
    await world.pass(challenge + 1);
    await world.send(publisher, ledger.settle());
    await world.send(publisher, ledger.openPool(0));
    const before = await Promise.all([1, 2, 3].map((i) => balance(trader(i))));
    await world.send(publisher, ledger.exit(1, [usdc()]));
    await world.send(publisher, ledger.exit(2, [usdc()]));
    await world.send(publisher, ledger.claim(1));
    const unread = [2n, usdc(), trader(3), trader(3), 0, 7_000_000n];
    await world.send(publisher, { address: escape, functionName: 'refund', args: unread });
    const after = await Promise.all([1, 2, 3].map((i) => balance(trader(i))));
    expect(after.map((each, i) => each - before[i]!)).toEqual([10_000_000n, 10_000_000n, 7_000_000n]);
  });
});

describe('an allowlist', () => {
  const abi = parseAbi(['function setAllowed(address[] accounts, bool allowed)', 'error KeeperOnly(address, address)']);

  test('lets those on it deposit, for one another too, and be paid; nobody else', async () => {
    const built = await claimable();
    const policy = await world.create('AllowlistPolicy', [keeper.address]);
    await enforce(policy);
    const set = async (who: readonly number[], allowed: boolean) => {
      const args = [who.map((i) => trader(i)), allowed] as const;
      const hash = await world.wallet(keeper).writeContract({ address: policy, abi, functionName: 'setAllowed', args });
      await world.client.waitForTransactionReceipt({ hash });
    };
    await set([1, 2], true);
    await deposit(world, 1, 10n, trader(2));
    expect(await depositRefused(1, trader(3))).toBe('PolicyRefuses');
    expect(await depositRefused(3, trader(1))).toBe('PolicyRefuses');
    await set([1], false);
    expect((await world.revert(publisher, claiming(world, built))).name).toBe('PolicyRefuses');
    await set([1], true);
    await world.send(publisher, claiming(world, built));
  });

  test('is its keeper’s alone', async () => {
    const address = await world.create('AllowlistPolicy', [keeper.address]);
    const call = { address, abi, functionName: 'setAllowed', args: [[trader(1)], true], account: account(1) } as const;
    await expect(world.client.simulateContract(call)).rejects.toThrow(/KeeperOnly/);
  });
});

describe('credentials', () => {
  const abi = parseAbi([
    'function show(address account, uint64 issuedAt, uint64 expiresAt, bytes signature)',
    'function revoke(address account)',
    'function mayDeposit(address from, address owner, address token, uint128 amount) view returns (bool)',
    'function mayClaim(address owner, address token, uint128 amount) view returns (bool)',
    'error IssuerOnly(address, address)',
    'error SignatureInvalid(address)',
    'error CredentialOutdated(uint64, uint64)',
    'error CredentialNotIssuedYet(uint64)',
  ]);
  let address: Address;
  let now: number;
  beforeEach(async () => {
    address = await world.create('CredentialPolicy', [keeper.address]);
    now = await world.now();
  });

  interface Credential {
    readonly account: Address;
    readonly issuedAt: number;
    readonly expiresAt: number;
  }
  const issue = (i: number, change: Partial<Credential> = {}): Credential => ({
    account: trader(i),
    issuedAt: now,
    expiresAt: now + 30 * day,
    ...change,
  });
  const types = {
    Credential: [
      { name: 'account', type: 'address' },
      { name: 'issuedAt', type: 'uint64' },
      { name: 'expiresAt', type: 'uint64' },
    ],
  } as const;

  async function shown({ account: of, issuedAt, expiresAt }: Credential, signer: LocalAccount = keeper, at = address) {
    const domain = { name: 'Witan credentials', version: '1', chainId: 31_337, verifyingContract: at } as const;
    const message = { account: of, issuedAt: BigInt(issuedAt), expiresAt: BigInt(expiresAt) };
    const signature = await signer.signTypedData({ domain, types, primaryType: 'Credential', message });
    const args = [of, message.issuedAt, message.expiresAt, signature] as const;
    const { request } = await world.client.simulateContract({ address, abi, functionName: 'show', args, account: account(9) }); // prettier-ignore
    await world.client.waitForTransactionReceipt({ hash: await world.wallet(account(9)).writeContract(request) });
  }
  const revoke = async (i: number, by = keeper) => {
    const call = { address, abi, functionName: 'revoke', args: [trader(i)], account: by } as const;
    const { request } = await world.client.simulateContract(call);
    await world.client.waitForTransactionReceipt({ hash: await world.wallet(by).writeContract(request) });
  };
  const may = async (i: number): Promise<readonly boolean[]> =>
    Promise.all([
      world.client.readContract({ address, abi, functionName: 'mayDeposit', args: [trader(i), trader(i), usdc(), 1n] }),
      world.client.readContract({ address, abi, functionName: 'mayClaim', args: [trader(i), usdc(), 1n] }),
    ]);

  test('let their account deposit and be paid; expired, be paid alone; revoked, neither', async () => {
    expect(await may(1)).toEqual([false, false]);
    await shown(issue(1));
    expect(await may(1)).toEqual([true, true]);
    expect(await may(2)).toEqual([false, false]);
    await world.pass(30 * day);
    expect(await may(1)).toEqual([false, true]);
    await revoke(1);
    expect(await may(1)).toEqual([false, false]);
  });

  test('count only as the issuer signed them, for this contract, once, and not before their time', async () => {
    await expect(shown(issue(1), account(1))).rejects.toThrow(/SignatureInvalid/);
    await expect(shown(issue(1), keeper, usdc())).rejects.toThrow(/SignatureInvalid/);
    await expect(shown(issue(1, { issuedAt: now + day }))).rejects.toThrow(/CredentialNotIssuedYet/);
    await shown(issue(1));
    await expect(shown(issue(1))).rejects.toThrow(/CredentialOutdated/);
  });

  test('that were revoked do not come back; a new one counts', async () => {
    const old = issue(1);
    await shown(old);
    await world.pass(10);
    await revoke(1);
    await expect(shown({ ...old, issuedAt: now + 5 })).rejects.toThrow(/CredentialOutdated/);
    await world.pass(10);
    now = await world.now();
    await shown(issue(1));
    expect(await may(1)).toEqual([true, true]);
    await expect(revoke(1, account(1))).rejects.toThrow(/IssuerOnly/);
  });

  test('stand before a vault that asks', async () => {
    await enforce(address);
    expect(await depositRefused(1)).toBe('PolicyRefuses');
    now = await world.now();
    await shown(issue(1));
    await deposit(world, 1, 10n);
  });
});
