import { bls12_381 } from '@noble/curves/bls12-381.js';
import { publicGovernance } from '../../devnet/deployGovernance.ts';
import { encodeForced } from '../../node/codec/forcedItems.ts';
import { blsSign } from '../../node/crypto/bls.ts';
import { checkpointMessage, headerHash } from '../../node/crypto/settlementHash.ts';
import { committeeRegistryAbi } from '../../node/l1/abi.ts';
import type { Address } from '../../node/types/ids.ts';
import type { PositionEntry } from '../../node/types/settlement.ts';
import { accept, checkpoint, claiming, deposit, publisher, remember, submission, type Changes } from './checkpoint.ts';
import { Ledger, perpetual } from './ledger.ts';
import { finalize, installation as installing, operator, plannedNow, register } from './rotation.ts';
import {
  account,
  addressOf,
  createWorld,
  defaultRotation,
  defaultTiming,
  hashOf,
  type Call,
  type World,
} from './world.ts';

/** Gas of whole transactions by name: intrinsic gas, calldata, execution, refunds. */
export type Gas = Readonly<Record<string, number>>;

/** Places in the ring of accepted headers. */
const ringSize = 64;
/** Claims in the deep tree: seventeen siblings. */
const claimsInDeepTree = 100_000;
/** Subaccounts in the exit tree: ten siblings. */
const subaccountsInExit = 1_000;

/** The fewest members of equal weight whose weight is above two thirds. */
export const quorumOf = (size: number): number => Math.floor((2 * size) / 3) + 1;

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** Of a committee of `size` with equal weights: its installation, the registration of its last member. */
async function installation(world: World, size: number): Promise<Gas> {
  // The last transaction of a deployment, alone in its block.
  const install = Number((await world.client.getBlock()).gasUsed);
  if (size !== 4) return { [`install${size}`]: install };
  const events = await world.client.getContractEvents({
    address: world.deployment.registry,
    abi: committeeRegistryAbi,
    eventName: 'OperatorRegistered',
    fromBlock: 0n,
  });
  const { gasUsed } = await world.client.getTransactionReceipt({ hash: events.at(-1)!.transactionHash });
  return { register: Number(gasUsed), [`install${size}`]: install };
}

/**
 * Of a committee's checkpoints: the very first one; then, with the ring full and every place written anew, one that all
 * signed and one whose signers are the last third's absence away from no quorum.
 */
async function checkpoints(world: World, size: number): Promise<Gas> {
  const everybody = range(0, size);
  const submit = async (number: bigint, signers: readonly number[]): Promise<number> => {
    // Another claim each time: what a place of the ring holds is never what is written to it.
    const changes: Changes = { claims: [{ owner: addressOf(account(1)), cumulative: number }] };
    const built = await checkpoint(world, number, changes);
    const call = submission(world, built, signers, signTogether(world, built.header, signers));
    const { gasUsed } = await world.send(publisher, call);
    remember(built);
    await world.pass(31);
    return Number(gasUsed);
  };
  const first = await submit(1n, everybody);
  for (const number of range(2, ringSize + 2)) await submit(BigInt(number), everybody);
  return {
    [`checkpoint${size}First`]: first,
    [`checkpoint${size}All`]: await submit(BigInt(ringSize + 2), everybody),
    [`checkpoint${size}TwoThirds`]: await submit(BigInt(ringSize + 3), range(size - quorumOf(size), size)),
  };
}

/** The signature of the sum of the signers' secrets: the sum of their signatures, made at once. */
function signTogether(world: World, header: Parameters<typeof headerHash>[0], signers: readonly number[]) {
  const { Fr } = bls12_381.fields;
  const sum = signers.reduce((total, i) => Fr.add(total, Fr.fromBytes(world.operators[i]!.blsSecretKey)), 0n);
  const message = checkpointMessage(world.deployment.networkId, headerHash(header));
  return { bitmap: signers.reduce((bits, i) => bits | (1n << BigInt(i)), 0n), signature: blsSign(message, Fr.toBytes(sum)) }; // prettier-ignore
}

/** Deposits, and claims by an owner who held none of the token before, as the only one and as one of a hundred thousand. */
async function moneyMoves(world: World): Promise<Gas> {
  const depositFirst = Number((await deposit(world, 1, 5_000_000n)).gasUsed);
  const again = Number((await deposit(world, 1, 5_000_000n)).gasUsed);
  const gas: Record<string, number> = { depositFirst, deposit: again };
  let number = BigInt(
    (await world.read<readonly number[]>({ address: world.deployment.settlement, functionName: 'head' }))[0]!,
  );
  for (const [suffix, others] of [
    ['', 0],
    ['Of100k', claimsInDeepTree - 1],
  ] as const) {
    const owner = fresh(`owner${suffix}`);
    for (const [name, cumulative] of [
      ['claimFirst', 1_000n],
      ['claimRepeat', 2_000n],
    ] as const) {
      const rest = range(0, others).map((i) => ({ owner: fresh(`other ${i}`), cumulative: 1n }));
      const slot = number % BigInt(ringSize);
      number += 1n;
      const built = await accept(world, number, { claims: [{ owner, cumulative }, ...rest] });
      await world.pass(1801);
      const { gasUsed } = await world.send(account(9), claiming(world, built, 0, slot));
      gas[`${name}${suffix}`] = Number(gasUsed);
    }
  }
  return gas;
}

/** A forced item, and leaving: of a thousand subaccounts one exits with its share of one token, and one leaf is challenged. */
async function leaving(): Promise<Gas> {
  const world = await createWorld();
  const { vault, settlement, usdc } = world.deployment;
  const sent = async (call: Call): Promise<number> => Number((await world.send(publisher, call)).gasUsed);
  const value = await world.read<bigint>({ address: vault, functionName: 'forcedFee' });
  const data = encodeForced({ type: 'withdraw', token: 0, amount: 5_000_000 });
  const force = { address: vault, functionName: 'force', args: [1, 0, data], value };
  await sent(force);
  const forced = await sent(force);

  await deposit(world, 1, 50_000_000n);
  const ledger = new Ledger(world);
  const position = { instrument: perpetual.instrument, lots: 1_000, cost: 900_000, fundingIndex: 40 } as PositionEntry;
  const holdings = range(1, subaccountsInExit).map((i) => ({ owner: fresh(`sub ${i}`), cash: 50_000 }));
  await ledger.accept([{ cash: 0 }, ...holdings, { owner: fresh('debtor'), cash: -5_000_000, positions: [position] }]);
  const { dispute, silence, lastCall, challenge } = defaultTiming;
  await world.pass(dispute + silence + 2);
  const freeze = await sent({ address: settlement, functionName: 'freezeSilent' });
  await world.pass(lastCall + dispute + 1);
  const open = await sent(ledger.open());
  const challenged = await sent(ledger.challenge(subaccountsInExit));
  await world.pass(challenge + 1);
  await sent(ledger.settle());
  await sent(ledger.openPool(0));
  await sent(ledger.exit(1, [usdc]));
  const escape = await sent(ledger.exit(2, [usdc]));
  await world.close();
  return { forced, freeze, escapeOpen: open, challenge: challenged, escape };
}

/** Of a committee of four: asking to join, a plan with a fifth, its installation, and evidence against two members. */
async function rotation(): Promise<Gas> {
  const world = await createWorld();
  const gasOf = async (call: Parameters<World['send']>[1], from = publisher): Promise<number> =>
    Number((await world.send(from, call)).gasUsed);
  const { registry, slasher } = world.deployment;
  await register(world, 4);
  const join = await gasOf({ address: registry, functionName: 'requestActivation' }, operator(4).account);
  await world.pass(defaultRotation.interval);
  const plan = await gasOf({ address: registry, functionName: 'plan' });
  const planned = await plannedNow(world);
  const named = await finalize(world, 1n, [0, 1, 2, 3], { nextCommitteeHash: planned.hash });
  const install = await gasOf(installing(world, planned, named, named.slot));
  const [one, other] = await Promise.all(
    ['one', 'other'].map(async (state) => {
      const { header } = await checkpoint(world, 9n, { header: { stateRoot: hashOf(state) } });
      return { header, signed: world.sign(header, [0, 1]) };
    }),
  );
  const evidence = await gasOf({ address: slasher, functionName: 'report', args: [one, other] });
  await world.close();
  return { join, plan5: plan, rotate5: install, evidence };
}

const fresh = (name: string): Address => `0x${hashOf(name).slice(-40)}` as Address;

/**
 * Measures on a real EVM in process, with the real precompiles. `sizes` are the committees that make checkpoints,
 * `installs` those that are only installed, each at most 100.
 */
export async function measureGas(
  sizes: readonly number[],
  installs: readonly number[],
  say: (line: string) => void = () => {},
): Promise<Gas> {
  let gas: Gas = {};
  for (const size of [...sizes, ...installs]) {
    say(`a committee of ${size}`);
    // What is known of the parameters' version lasts through the measurement, all but the first header.
    const governance = { ...publicGovernance, activationBlocks: 1_000 };
    const world = await createWorld({ powers: new Array<number>(size).fill(1), governance });
    gas = { ...gas, ...(await installation(world, size)) };
    if (sizes.includes(size)) gas = { ...gas, ...(await checkpoints(world, size)) };
    if (size === 4) gas = { ...gas, ...(await moneyMoves(world)), ...(await leaving()), ...(await rotation()) };
    await world.close();
  }
  return gas;
}
