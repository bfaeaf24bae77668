import { contractContent, contractRules, type ParametersContent } from '../node/l1/parametersContract.ts';
import { zeroAddress, type Address } from '../node/types/ids.ts';

const day = 86_400;

/** How fast governance moves. Seconds, but for `activationBlocks`. Source: docs/spec/settlement.md, Governance. */
export interface GovernanceTerms {
  readonly votingDelay: number;
  readonly votingPeriod: number;
  /** When a quorum is reached late, voting goes on for so long. */
  readonly voteExtension: number;
  /** From a queued proposal to its execution. */
  readonly timelockDelay: number;
  /** From an announcement to its publication: longer than the longest way out, about a week. */
  readonly looseningDelay: number;
  /** Between two slow moves of one value. */
  readonly period: number;
  /** From publication until a version is in force. */
  readonly activationBlocks: number;
  /** Votes that a proposer needs, units of the token. */
  readonly proposalThreshold: bigint;
  /** Of all votes. */
  readonly quorumPercent: number;
}

/** What a network of its own should start with. */
export const publicGovernance: GovernanceTerms = {
  votingDelay: day,
  votingPeriod: 5 * day,
  voteExtension: day,
  timelockDelay: 2 * day,
  looseningDelay: 10 * day,
  period: 7 * day,
  activationBlocks: 64,
  proposalThreshold: 10n ** 18n,
  quorumPercent: 10,
};

export interface Governance {
  readonly votes: Address;
  readonly timelock: Address;
  readonly governor: Address;
  readonly riskParameters: Address;
  readonly policies: Address;
}

/** The sender of a deployment: creates a contract, and says where the next but `ahead` will be. */
export interface Creator {
  readonly create: (name: string, args: readonly unknown[]) => Promise<Address>;
  readonly next: (ahead?: number) => Address;
}

/**
 * The votes token, the timelock that administers itself, the governor that alone may propose to it, and what it governs: the
 * parameters, and which policy vaults ask. Five transactions, and none afterwards: nobody has a role that would have to be given up.
 */
export async function deployGovernance(
  { create, next }: Creator,
  stakeToken: Address,
  guardian: Address,
  terms: GovernanceTerms,
  genesis: ParametersContent,
): Promise<Governance> {
  const votes = await create('StakeVotes', [stakeToken, 'Witan Votes', 'vWTN']);
  // Anybody may execute what is due. Without an admin, only the timelock itself can change its roles and delay.
  const timelock = await create('TimelockController', [BigInt(terms.timelockDelay), [next(1)], [zeroAddress], zeroAddress]); // prettier-ignore
  const { votingDelay, votingPeriod, voteExtension, proposalThreshold } = terms;
  const quorumPercent = BigInt(terms.quorumPercent);
  const voting = { votingDelay, votingPeriod, voteExtension, proposalThreshold, quorumPercent };
  const governor = await create('WitanGovernor', [votes, timelock, voting]);
  const riskParameters = await create('RiskParameters', [
    {
      governance: timelock,
      guardian,
      looseningDelay: BigInt(terms.looseningDelay),
      period: BigInt(terms.period),
      activationBlocks: BigInt(terms.activationBlocks),
    },
    contractRules(),
    ...contractContent(genesis),
  ]);
  const policies = await create('PolicyRegistry', [timelock, BigInt(Math.max(terms.looseningDelay, day))]);
  return { votes, timelock, governor, riskParameters, policies };
}
