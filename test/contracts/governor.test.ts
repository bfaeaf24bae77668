import { keccak256, stringToBytes, toFunctionSelector } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { publicGovernance } from '../../devnet/deployGovernance.ts';
import {
  castVote,
  delegate,
  execute,
  propose,
  publish,
  queue,
  readProposals,
  readyAt,
  type GovernanceAction,
  type ParametersAction,
  type Proposal,
  type Voter,
} from '../../node/l1/governance.ts';
import { readNetworkContracts } from '../../node/l1/networkContracts.ts';
import { isTightening, readPublishedParameters } from '../../node/l1/parametersHistory.ts';
import { zeroAddress, zeroHash, type Address } from '../../node/types/ids.ts';
import { account, addressOf, createWorld, type World } from './world.ts';

/** The whole way of a proposal, through the contracts as they are deployed, by the actions of `witan gov`. */
let world: World;
const unit = 10n ** 18n;
const holder = account(1);
const { votingDelay, votingPeriod, voteExtension, timelockDelay, looseningDelay } = publicGovernance;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.restore();
  await wrap(1, 100n * unit);
  await world.pass(1);
});

const voter = (i: number): Voter => {
  const { governor, riskParameters, policies } = world.deployment;
  return {
    client: world.client,
    wallet: world.wallet(account(i)),
    account: account(i),
    governor,
    riskParameters,
    policies,
  };
};

/** Gives account i votes of its own. */
async function wrap(i: number, amount: bigint): Promise<void> {
  const to = addressOf(account(i));
  await world.send(account(0), { address: world.deployment.stakeToken, functionName: 'mint', args: [to, amount] });
  await delegate(voter(i), amount, to);
}

const proposalOf = async (id: bigint): Promise<Proposal> =>
  (await readProposals(voter(1), 0)).find((each) => each.id === id)!;
const stateOf = async (id: bigint) => (await proposalOf(id)).state;

const raise: ParametersAction = {
  kind: 'tighten',
  content: { listings: [], changes: [{ scope: 1, parameter: 2, value: 200_000_000 }] },
};
const lower: ParametersAction = {
  kind: 'announce',
  content: { listings: [], changes: [{ scope: 1, parameter: 2, value: 90_000_000 }] },
};
const marginOf = async (): Promise<bigint> =>
  world.read({ address: world.deployment.riskParameters, functionName: 'valueOf', args: [1, 2] });

/** Proposed, voted for and queued, ready to be executed. */
async function pass(action: GovernanceAction, description = 'a change'): Promise<Proposal> {
  const id = await propose(voter(1), action, description);
  await world.pass(votingDelay + 1);
  await castVote(voter(1), id, 'for');
  await world.pass(votingPeriod);
  await queue(voter(2), await proposalOf(id));
  await world.pass(timelockDelay);
  return proposalOf(id);
}

describe('a proposal', () => {
  test('is voted for, queued and executed, and what tightens is in the parameters at once', async () => {
    const id = await propose(voter(1), raise, 'Raise the margin');
    expect(await stateOf(id)).toBe('pending');
    await world.pass(votingDelay + 1);
    expect(await stateOf(id)).toBe('active');
    await castVote(voter(1), id, 'for');
    await world.pass(votingPeriod);
    expect(await stateOf(id)).toBe('succeeded');
    await queue(voter(2), await proposalOf(id));
    expect(await proposalOf(id)).toMatchObject({ state: 'queued', tally: { for: 100n * unit }, actions: [raise] });
    await expect(execute(voter(3), await proposalOf(id))).rejects.toThrow(/TimelockUnexpectedOperationState/);
    await world.pass(timelockDelay);
    await execute(voter(3), await proposalOf(id));
    expect(await stateOf(id)).toBe('executed');
    expect(await marginOf()).toBe(200_000_000n);
  });

  test('that loosens only announces it; whoever likes publishes it when the delay is over', async () => {
    const proposal = await pass(lower);
    await execute(voter(3), proposal);
    expect(await marginOf()).toBe(100_000_000n);
    const from = await readyAt(voter(1), lower.content);
    expect(from).toBe((await world.now()) + looseningDelay);
    await expect(publish(voter(3), lower.content)).rejects.toThrow(/AnnouncementNotReady/);
    await world.pass(looseningDelay);
    await publish(voter(3), lower.content);
    expect(await marginOf()).toBe(90_000_000n);
    expect(await readyAt(voter(1), lower.content)).toBe(0);
  });

  test('cannot pass a loosening off as a tightening', async () => {
    const proposal = await pass({ ...lower, kind: 'tighten' });
    await expect(execute(voter(3), proposal)).rejects.toThrow(/NotTightening/);
  });

  test('can name the policy that vaults ask, and end it', async () => {
    const policy = addressOf(account(9));
    const { policies: address } = world.deployment;
    const current = () => world.read<readonly [Address]>({ address, functionName: 'current' });
    const proposal = await pass({ kind: 'policy', policy });
    expect(proposal.actions).toEqual([{ kind: 'policy', policy }]);
    await execute(voter(3), proposal);
    expect((await current())[0]).toBe(zeroAddress);
    await world.pass(looseningDelay);
    expect((await current())[0].toLowerCase()).toBe(policy);
    const end = await pass({ kind: 'policy', policy: zeroAddress }, 'end');
    expect(end.actions).toEqual([{ kind: 'policy', policy: zeroAddress }]);
    await execute(voter(3), end);
    await world.pass(86_400);
    expect((await current())[0]).toBe(zeroAddress);
  });

  test('needs votes to be made, a quorum, and more votes for than against', async () => {
    await expect(propose(voter(2), raise, 'without votes')).rejects.toThrow(/GovernorInsufficientProposerVotes/);
    await wrap(2, 2_000n * unit);
    await world.pass(1);
    const few = await propose(voter(1), raise, 'few');
    const refused = await propose(voter(2), raise, 'refused');
    await world.pass(votingDelay + 1);
    await castVote(voter(1), few, 'for');
    await castVote(voter(1), refused, 'for');
    await castVote(voter(2), refused, 'against');
    await expect(castVote(voter(1), few, 'for')).rejects.toThrow(/GovernorAlreadyCastVote/);
    await world.pass(votingPeriod);
    expect([await stateOf(few), await stateOf(refused)]).toEqual(['defeated', 'defeated']);
    await expect(queue(voter(1), await proposalOf(few))).rejects.toThrow(/GovernorUnexpectedProposalState/);
  });

  test('is not decided by votes that were bought after it was made', async () => {
    const id = await propose(voter(1), raise, 'a change');
    await world.pass(votingDelay + 1);
    await wrap(2, 1_000_000n * unit);
    await castVote(voter(2), id, 'against');
    await castVote(voter(1), id, 'for');
    expect((await proposalOf(id)).tally).toMatchObject({ against: 0n, for: 100n * unit });
  });

  test('whose quorum comes at the last moment can still be answered', async () => {
    const id = await propose(voter(1), raise, 'a change');
    await world.pass(votingDelay + votingPeriod - 10);
    await castVote(voter(1), id, 'for');
    expect((await proposalOf(id)).voteEnd).toBe((await world.now()) + voteExtension);
  });
});

describe('nobody but the votes', () => {
  test('has a role in the timelock: not who deployed it, and its admin is itself', async () => {
    const { timelock, governor } = world.deployment;
    const role = (name: string) => keccak256(stringToBytes(name));
    const has = (who: string, which: string) =>
      world.read<boolean>({ address: timelock, functionName: 'hasRole', args: [which, who] });
    const [proposer, canceller, executor] = ['PROPOSER_ROLE', 'CANCELLER_ROLE', 'EXECUTOR_ROLE'].map(role);
    for (const each of [zeroHash, proposer!, canceller!, executor!]) {
      expect(await has(account(0).address, each)).toBe(false);
    }
    expect(await has(timelock, zeroHash)).toBe(true);
    expect(await has(governor, proposer!)).toBe(true);
    expect(await has(zeroAddress, executor!)).toBe(true);
  });

  test('speaks for governance: neither deployer nor governor by itself', async () => {
    const { riskParameters: address, timelock } = world.deployment;
    const set = { address, functionName: 'setGuardian', args: [addressOf(holder)] };
    expect(await world.revert(account(0), set)).toMatchObject({ name: 'GovernanceOnly' });
    expect(await world.read({ address, functionName: 'governance' })).toMatch(new RegExp(timelock, 'i'));
  });

  test('changes the timelock or the governor', async () => {
    const { timelock, governor } = world.deployment;
    const delay = { address: timelock, functionName: 'updateDelay', args: [0n] };
    expect((await world.revert(account(0), delay)).name).toBe('TimelockUnauthorizedCaller');
    const quorum = { address: governor, functionName: 'updateQuorumNumerator', args: [0n] };
    expect((await world.revert(account(0), quorum)).name).toBe('GovernorOnlyExecutor');
  });

  test('initialises anything a second time: there is nothing to initialise', async () => {
    for (const name of ['WitanGovernor', 'RiskParameters', 'StakeVotes', 'TimelockController', 'Settlement', 'Vault']) {
      const { abi } = await world.artifact(name);
      const open = abi.filter((each) => each.type === 'function' && /^(initialize|init|upgrade|transferOwnership)/i.test(each.name)); // prettier-ignore
      expect(open.map((each) => toFunctionSelector(each as never))).toEqual([]);
    }
  });
});

describe('votes', () => {
  test('are stake tokens one to one, and come back as such', async () => {
    const { stakeToken, votes: address } = world.deployment;
    const to = addressOf(holder);
    await world.send(holder, { address, functionName: 'withdrawTo', args: [to, 40n * unit] });
    expect(await world.read({ address, functionName: 'balanceOf', args: [to] })).toBe(60n * unit);
    expect(await world.read({ address: stakeToken, functionName: 'balanceOf', args: [to] })).toBe(40n * unit);
    expect(await world.read({ address, functionName: 'getVotes', args: [to] })).toBe(60n * unit);
    expect(await world.read({ address, functionName: 'CLOCK_MODE' })).toBe('mode=timestamp');
  });
});

test('every contract of a network is found from those that its file names', async () => {
  const { client, deployment } = world;
  const found = await readNetworkContracts(client, deployment);
  expect(Object.keys(found)).toHaveLength(12);
  expect(deployment).toMatchObject(found);
});

test('what was published reads back out of the logs, and tells what tightens', async () => {
  await execute(voter(3), await pass(raise));
  const { versions, listings, valueOf } = await readPublishedParameters(
    world.client,
    world.deployment.riskParameters,
    0,
  );
  expect(versions.map(({ version }) => version)).toEqual([1, 2]);
  expect(versions[1]!.changes).toEqual(raise.content.changes);
  expect(listings).toHaveLength(6);
  expect(valueOf(1, 2)).toBe(200_000_000);
  // Fixed terms are in the logs alone.
  expect(valueOf(1, 34)).toBe(100_000);
  expect(isTightening(raise.content, valueOf)).toBe(false);
  const more = { listings: [], changes: [{ scope: 1, parameter: 2, value: 200_000_001 }] };
  expect(isTightening(more, valueOf)).toBe(true);
  expect(isTightening({ ...more, listings: [listings[0]!] }, valueOf)).toBe(false);
});
