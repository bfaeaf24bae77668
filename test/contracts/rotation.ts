import {
  aggregateBlsKeys,
  aggregateBlsSignatures,
  blsProvePossession,
  blsPublicKey,
  blsSign,
  negateBlsKey,
} from '../../node/crypto/bls.ts';
import { checkpointMessage, headerHash, possessionMessage } from '../../node/crypto/settlementHash.ts';
import type { OperatorSpec } from '../../devnet/deploy.ts';
import { stakePerWeight } from '../../devnet/system.ts';
import type { Address, Hash, HexBytes } from '../../node/types/ids.ts';
import type { CheckpointHeader } from '../../node/types/settlement.ts';
import { checkpoint, publisher, remember, submission, type Changes, type Checkpoint } from './checkpoint.ts';
import { account, addressOf, defaultTiming, operatorSpec, type Call, type Deployed, type World } from './world.ts';

/** Operators are numbered: 0 to 3 are the genesis committee, later ones come as tests need them. */
export function operator(i: number): OperatorSpec {
  operators[i] ??= operatorSpec(i, 1);
  return operators[i];
}
/** They take a while to derive. */
const operators: OperatorSpec[] = [];
export const operatorAddress = (i: number): Address => addressOf(operator(i).account);
export const blsKeyOf = (i: number): HexBytes => blsPublicKey(operator(i).blsSecretKey);

const call = (world: Deployed, functionName: string, args: readonly unknown[] = []): Call => ({
  address: world.deployment.registry,
  functionName,
  args,
});

export const registryRead = <Value>(world: Deployed, functionName: string, args: readonly unknown[] = []) =>
  world.read<Value>(call(world, functionName, args));

export const asOperator = (world: Deployed, i: number, functionName: string, args: readonly unknown[] = []) =>
  world.send(operator(i).account, call(world, functionName, args));

export const refusedTo = async (world: World, i: number, functionName: string, args: readonly unknown[] = []) =>
  (await world.revert(operator(i).account, call(world, functionName, args))).name;

/** Gives an operator stake tokens that the registry may take. */
export async function fundStake(world: Deployed, i: number, weight: bigint): Promise<void> {
  const { stakeToken, registry } = world.deployment;
  const { account: owner } = operator(i);
  const amount = weight * stakePerWeight;
  await world.send(account(0), { address: stakeToken, functionName: 'mint', args: [owner.address, amount] });
  await world.send(owner, { address: stakeToken, functionName: 'approve', args: [registry, amount] });
}

export async function register(world: Deployed, i: number, weight = 1n): Promise<void> {
  await fundStake(world, i, weight);
  const { ed25519Key, blsSecretKey } = operator(i);
  const { networkId, registry } = world.deployment;
  const proof = blsProvePossession(
    possessionMessage(networkId, registry, operatorAddress(i), blsKeyOf(i)),
    blsSecretKey,
  );
  await asOperator(world, i, 'register', [blsKeyOf(i), ed25519Key, proof, weight * stakePerWeight]);
}

/** Registers operators and puts them in line, in this order. */
export async function enqueue(world: Deployed, ...operators: readonly number[]): Promise<void> {
  for (const i of operators) {
    await register(world, i);
    await asOperator(world, i, 'requestActivation');
  }
}

export interface Plan {
  readonly hash: Hash;
  readonly members: readonly Address[];
  readonly weights: readonly number[];
}

/** Who would be next, by number of the operator. */
export async function nextMembers(world: Deployed): Promise<{ operators: number[]; weights: readonly number[] }> {
  const [members, weights] = await registryRead<readonly [Address[], number[]]>(world, 'nextMembers');
  return { operators: members.map(numberOf), weights };
}

const numberOf = (address: Address): number => {
  for (let i = 0; i < 110; i++) if (operatorAddress(i) === address.toLowerCase()) return i;
  throw new Error(`${address} is no operator of this test`);
};

/** Plans the next committee, once the interval is over. */
export async function plan(world: World): Promise<Plan> {
  await world.pass(86_400);
  await world.send(publisher, call(world, 'plan'));
  return plannedNow(world);
}

/** The plan that stands, where nothing has changed since. */
export async function plannedNow(world: Deployed): Promise<Plan> {
  const [members, weights] = await registryRead<readonly [Address[], number[]]>(world, 'nextMembers');
  const [hash] = await registryRead<readonly [Hash]>(world, 'planned');
  return { hash, members, weights };
}

/** The call that installs a plan, shown a header that stands in `slot`; parts of it replaced. */
export function installation(
  world: Deployed,
  { members, weights }: Plan,
  shown: Pick<Checkpoint, 'header' | 'chain'>,
  slot: bigint,
  changes: { members?: readonly Address[]; weights?: readonly number[]; tokensRoot?: Hash; aggregate?: HexBytes } = {},
): Call {
  const aggregate = negateBlsKey(aggregateBlsKeys(members.map((member) => blsKeyOf(numberOf(member)))));
  const { header, chain } = shown;
  return call(world, 'install', [
    header,
    slot,
    changes.tokensRoot ?? chain.tokensRoot,
    changes.members ?? members,
    changes.weights ?? weights,
    changes.aggregate ?? aggregate,
  ]);
}

/** A header of committee `id`, signed by operators in the order of its members. */
export function signedBy(world: Deployed, header: CheckpointHeader, members: readonly number[], signers = members) {
  const message = checkpointMessage(world.deployment.networkId, headerHash(header));
  return {
    bitmap: signers.reduce((bits, i) => bits | (1n << BigInt(members.indexOf(i))), 0n),
    signature: aggregateBlsSignatures(signers.map((i) => blsSign(message, operator(i).blsSecretKey))),
  };
}

/** Submits header `number`, signed by all members of its committee, and lets its dispute pass. */
export async function finalize(world: World, number: bigint, members: readonly number[], changes: Changes['header']) {
  const built = await checkpoint(world, number, { header: changes });
  await world.pass(defaultTiming.spacing);
  await world.send(publisher, submission(world, built, [], signedBy(world, built.header, members)));
  remember(built);
  await world.pass(defaultTiming.dispute);
  const [, slot] = await world.read<readonly [unknown, bigint]>({
    address: world.deployment.settlement,
    functionName: 'latest',
  });
  return { ...built, slot };
}

/** Plans, names in header `number` of committee `id`, finalizes, installs. */
export async function rotate(world: World, number: bigint, id: bigint, members: readonly number[]): Promise<number[]> {
  const planned = await plan(world);
  const named = await finalize(world, number, members, { committeeId: id, nextCommitteeHash: planned.hash });
  await world.send(publisher, installation(world, planned, named, named.slot));
  return planned.members.map(numberOf);
}
