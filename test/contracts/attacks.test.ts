import { bls12_381 } from '@noble/curves/bls12-381.js';
import { createPublicClient, custom, encodeFunctionData, encodePacked, keccak256, type Hex } from 'viem';
import { hardhat as hardhatChain } from 'viem/chains';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hardhat } from '../../devnet/artifacts.ts';
import {
  aggregateBlsKeys,
  blsProvePossession,
  blsPublicKey,
  blsSecretKey,
  negateBlsKey,
} from '../../node/crypto/bls.ts';
import { possessionMessage } from '../../node/crypto/settlementHash.ts';
import { zeroAddress, zeroHash, type Address, type Hash, type HexBytes } from '../../node/types/ids.ts';
import { accept, checkpoint, claiming, publisher, submission } from './checkpoint.ts';
import { account, addressOf, createWorld, defaultTiming, everyAbi, hashOf, type Call, type World } from './world.ts';
import { venueFor } from './venue.ts';

/** Attacks that no other file of this folder tries; docs/security.md lists all of them with their defences. */

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
beforeEach(() => world.restore());
afterAll(() => world.close());

const owner = addressOf(account(1));
const balance = (token: Address, who: Address) =>
  world.read<bigint>({ address: token, functionName: 'balanceOf', args: [who] });

/** A vault and a settlement of their own that list only `token`, of which the owner holds and approved 1,000. */
async function marketOf(token: Address): Promise<World> {
  const venue = await venueFor(world, token);
  await fund(token, venue.deployment.vault);
  return venue;
}

/** A registry of its own with `token` as stake, and how account 1 registers there. */
async function registryOf(token: Address): Promise<{ registry: Address; registration: Call }> {
  const terms = { stakePerWeight: 1n, stakeMin: 1n, interval: 0n, life: 0n, unbonding: 0n };
  const { settlement } = world.deployment;
  const args = [token, account(0).address, settlement, zeroAddress, terms, 31337n, zeroAddress, hashOf('salt')];
  const registry = await world.create('CommitteeRegistry', args);
  await fund(token, registry);
  return { registry, registration: await registrationAt(registry) };
}

const secret = blsSecretKey(new Uint8Array(48).fill(77));
async function registrationAt(registry: Address, blsKey: HexBytes = blsPublicKey(secret)): Promise<Call> {
  const network = await world.read<Hash>({ address: registry, functionName: 'networkId' });
  const proof = blsProvePossession(possessionMessage(network, registry, owner, blsKey), secret);
  return { address: registry, functionName: 'register', args: [blsKey, hashOf('identity'), proof, 10n] };
}

async function fund(token: Address, spender: Address): Promise<void> {
  await world.send(account(0), { address: token, functionName: 'mint', args: [owner, 1000n] });
  await world.send(account(1), { address: token, functionName: 'approve', args: [spender, 1000n] });
}

const depositing = ({ deployment: { vault, usdc } }: World, amount = 10n): Call => ({
  address: vault,
  functionName: 'deposit',
  args: [usdc, owner, 0, amount],
});

/** Deposits 10, and lets a checkpoint that grants the owner 5 become final. */
async function granted(market: World): Promise<Call> {
  await world.send(account(1), depositing(market));
  const built = await accept(market, 1n, { claims: [{ owner, cumulative: 5n }] });
  await world.pass(defaultTiming.dispute + 1);
  return claiming(market, built);
}

describe('a token that calls back while it is moved', () => {
  let token: Address;
  beforeEach(async () => {
    token = await world.create('ReentrantToken');
  });

  /** The error of `call` while the token answers it with the same call again. */
  async function reenter(call: Call): Promise<string> {
    const data = encodeFunctionData({ abi: everyAbi, functionName: call.functionName, args: [...call.args!] });
    await world.send(account(0), { address: token, functionName: 'arm', args: [call.address, data] });
    return (await world.revert(account(1), call)).name;
  }

  test.each(['deposit', 'depositWithPermit', 'claim'])('cannot enter the vault again: %s', async (name) => {
    const market = await marketOf(token);
    const args = [token, owner, 0, 10n, 0n, 27, zeroHash, zeroHash];
    const call =
      name === 'claim'
        ? await granted(market)
        : { address: market.deployment.vault, functionName: name, args: name === 'deposit' ? args.slice(0, 4) : args };
    expect(await reenter(call)).toBe('ReentrancyGuardReentrantCall');
  });

  test.each(['register', 'addStake', 'withdrawStake'])('cannot enter the registry again: %s', async (name) => {
    const { registry, registration } = await registryOf(token);
    if (name !== 'register') await world.send(account(1), registration);
    const call = name === 'register' ? registration : { address: registry, functionName: name, args: [1n] };
    expect(await reenter(call)).toBe('ReentrancyGuardReentrantCall');
  });
});

describe('a token that answers transfers in its own way', () => {
  test('one that returns nothing can be deposited, claimed, staked and unstaked', async () => {
    const token = await world.create('SilentToken');
    await world.send(publisher, await granted(await marketOf(token)));
    expect(await balance(token, owner)).toBe(995n);
    const { registry, registration } = await registryOf(token);
    await world.send(account(1), registration);
    await world.send(account(1), { address: registry, functionName: 'withdrawStake', args: [10n] });
    expect(await balance(token, owner)).toBe(1995n);
  });

  test('one that says no to the payout leaves the claim and the stake where they are', async () => {
    const token = await world.create('FalsePayoutToken');
    const claim = await granted(await marketOf(token));
    expect((await world.revert(publisher, claim)).name).toBe('SafeERC20FailedOperation');
    const { registry, registration } = await registryOf(token);
    await world.send(account(1), registration);
    const unstake = { address: registry, functionName: 'withdrawStake', args: [10n] };
    expect((await world.revert(account(1), unstake)).name).toBe('SafeERC20FailedOperation');
  });

  test('one that says no to being taken is no stake', async () => {
    const { registration } = await registryOf(await world.create('FalseToken'));
    expect((await world.revert(account(1), registration)).name).toBe('SafeERC20FailedOperation');
  });
});

describe('points that are not what they seem', () => {
  const modulus = bls12_381.fields.Fp.ORDER;
  /** The same point with its first coordinate written as x + p: it fits the 48 bytes. */
  const notCanonical = (point: string) =>
    `0x${(BigInt(`0x${point.slice(2, 130)}`) + modulus).toString(16).padStart(128, '0')}${point.slice(130)}` as HexBytes;

  test('a signature outside of the subgroup is refused', async () => {
    const built = await checkpoint(world, 1n);
    const { bitmap } = world.sign(built.header, [0, 1, 2]);
    const call = submission(world, built, [], { bitmap, signature: g1OutsideSubgroup() });
    expect((await world.revert(publisher, call)).name).toBe('PrecompileFailed');
  });

  test('a signature with a coordinate above the modulus is refused', async () => {
    const built = await checkpoint(world, 1n);
    const { bitmap, signature } = world.sign(built.header, [0, 1, 2]);
    const call = submission(world, built, [], { bitmap, signature: notCanonical(signature) });
    expect((await world.revert(publisher, call)).name).toBe('PrecompileFailed');
  });

  test('a key with a coordinate above the modulus is refused, so that no key registers twice', async () => {
    const { registry } = world.deployment;
    const call = await registrationAt(registry, notCanonical(blsPublicKey(secret)));
    expect((await world.revert(account(1), call)).name).toBe('PrecompileFailed');
  });
});

describe('a committee in code', () => {
  const key = blsPublicKey(secret);
  const signers = async (keys: readonly HexBytes[], bitmap = 0n) => {
    const { abi } = await world.artifact('LayoutHarness');
    const address = await world.create('LayoutHarness');
    const args = [keys.map(() => 1), keys, negateBlsKey(aggregateBlsKeys([key])), keys.map(() => owner), bitmap];
    return { abi, address, functionName: 'signers', args };
  };

  test('that is too large for code is refused, instead of being read as zeros', async () => {
    const call = await signers(new Array<HexBytes>(126).fill(key), (1n << 126n) - 1n);
    const sent = world.client.simulateContract({ ...call, account: publisher, gas: 16_000_000n });
    await expect(sent).rejects.toThrow(/BlobNotWritten/);
  });

  test('with a key that is no point fails, and costs no more than the cap of one addition', async () => {
    const call = await signers([`${key.slice(0, -2)}00` as HexBytes]);
    const sent = world.client.simulateContract({ ...call, account: publisher });
    await expect(sent).rejects.toThrow(/PrecompileFailed/);
    const hash = await world.wallet(publisher).writeContract({ ...call, gas: 10_000_000n });
    const receipt = await world.client.waitForTransactionReceipt({ hash });
    expect(receipt.status).toBe('reverted');
    expect(receipt.gasUsed).toBeLessThan(400_000n);
  });
});

test('on a chain without the precompiles nothing verifies, rather than everything', async () => {
  const { network } = await hardhat();
  const connection = await network.create({ override: { hardfork: 'cancun' } });
  const { provider } = connection;
  const client = createPublicClient({ chain: hardhatChain, transport: custom(provider, { retryCount: 0 }) });
  const { abi, bytecode } = await world.artifact('LayoutHarness');
  const [from] = (await provider.request({ method: 'eth_accounts' })) as [Hex];
  const hash = (await provider.request({ method: 'eth_sendTransaction', params: [{ from, data: bytecode }] })) as Hex;
  const address = (await client.getTransactionReceipt({ hash })).contractAddress!;
  const key = blsPublicKey(secret);
  const committee = [[1], [key], negateBlsKey(key), [owner], 0n];
  for (const call of [
    { functionName: 'addG2', args: [key, key] },
    { functionName: 'signatureOnG1', args: [zeroHash] },
    { functionName: 'signers', args: committee },
  ]) {
    await expect(client.simulateContract({ address, abi, ...call })).rejects.toThrow(/PrecompileFailed/);
  }
  await connection.close();
});

describe('exit proofs', () => {
  const u128 = 1n << 128n;
  /** The exit `worth` beside a sibling of `beside`, under a root made by whoever wants to lie about the sum. */
  async function verifies(worth: bigint, beside: bigint, told: bigint, changes: { index?: bigint; root?: Hex } = {}) {
    const address = await world.create('LayoutHarness');
    const { abi } = await world.artifact('LayoutHarness');
    const [leaf, sibling] = [hashOf('leaf'), hashOf('sibling')];
    const node = ['bytes1', 'bytes32', 'uint128', 'bytes32', 'uint128'] as const;
    const top = keccak256(encodePacked(node, ['0x03', leaf, worth, sibling, beside]));
    const rooted = ['bytes1', 'bytes1', 'uint64', 'bytes32', 'uint128'] as const;
    const root = keccak256(encodePacked(rooted, ['0x02', '0x45', 2n, top, (worth + beside) % u128]));
    const path = { count: 2n, index: changes.index ?? 0n, sum: told, siblings: [{ hash: sibling, sum: beside }] };
    const args = [changes.root ?? root, '0x45', 28n, path, leaf, worth];
    return world.client.readContract({ address, abi, functionName: 'verifySum', args });
  }

  test('a sum that overflows proves nothing', async () => {
    expect(await verifies(1n, 5n, 6n)).toBe(true);
    expect(await verifies(1n, u128 - 1n, 0n)).toBe(false);
  });

  test('an index beyond the tree, or another root, proves nothing', async () => {
    expect(await verifies(1n, 5n, 6n, { index: 2n })).toBe(false);
    expect(await verifies(1n, 5n, 6n, { root: hashOf('root') })).toBe(false);
  });
});

test('a zero root proves nothing: neither of tokens nor of claims', async () => {
  const claims = [{ owner, cumulative: 5n }];
  const noTokens = await accept(world, 1n, { claims, chain: { tokensRoot: zeroHash } });
  await world.pass(31);
  const noClaims = await accept(world, 2n, { claims, token: { withdrawalsRoot: zeroHash } });
  await world.pass(defaultTiming.dispute + 1);
  expect((await world.revert(publisher, claiming(world, noTokens))).name).toBe('EntryMismatch');
  expect((await world.revert(publisher, claiming(world, noClaims, 0, 1n))).name).toBe('ClaimProofInvalid');
});

test('a committee that ends now is refused, one that ends a millisecond later is not', async () => {
  const { registry, registration } = await registryOf(await world.create('DevnetToken', ['Stake', 'STK', 18]));
  await world.send(account(1), registration);
  const key = blsPublicKey(secret);
  const call = (expiryMs: bigint): Call => ({
    address: registry,
    functionName: 'installGenesis',
    args: [[owner], negateBlsKey(key), expiryMs],
  });
  const nowMs = BigInt(await world.now()) * 1000n;
  expect((await world.revert(account(0), call(nowMs))).name).toBe('CommitteeExpiryInvalid');
  await world.client.simulateContract({ ...call(nowMs + 1n), account: account(0), abi: everyAbi });
});

/** A point of the curve that is not in the subgroup of order r. */
function g1OutsideSubgroup(): HexBytes {
  const { Fp } = bls12_381.fields;
  for (let x = 1n; ; x++) {
    try {
      const y = Fp.sqrt(Fp.add(Fp.mul(Fp.sqr(x), x), 4n));
      if (bls12_381.G1.Point.fromAffine({ x, y }).isTorsionFree()) continue;
      return `0x${[x, y].map((value) => value.toString(16).padStart(128, '0')).join('')}` as HexBytes;
    } catch {
      continue;
    }
  }
}
