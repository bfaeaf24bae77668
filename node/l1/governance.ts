import {
  decodeFunctionData,
  encodeFunctionData,
  keccak256,
  stringToBytes,
  type Abi,
  type LocalAccount,
  type PublicClient,
  type WalletClient,
} from 'viem';
import { WitanError } from '../types/fault.ts';
import { zeroAddress, type Address, type Hash, type HexBytes } from '../types/ids.ts';
import {
  devnetTokenAbi,
  governorAbi,
  policyRegistryAbi,
  riskParametersAbi,
  stakeVotesAbi,
  timelockAbi,
} from './abi.ts';
import { contentId, contractContent, parametersContent, type ParametersContent } from './parametersContract.ts';
import { revertName } from './revertName.ts';

/**
 * What who holds votes does at the governor, and what stands there. Each action sends one transaction and waits until it is mined.
 * Errors: GOVERNANCE_REFUSED with the contract's error, L1_TRANSACTION_REVERTED, what viem throws when the chain does not answer.
 */
export interface GovernanceClients {
  readonly client: PublicClient;
  readonly governor: Address;
  readonly riskParameters: Address;
  /** Says which policy vaults ask. */
  readonly policies: Address;
}

export interface Voter extends GovernanceClients {
  readonly wallet: WalletClient;
  readonly account: LocalAccount;
}

/** In the order of OpenZeppelin's ProposalState. */
export const proposalStates = ['pending', 'active', 'canceled', 'defeated', 'succeeded', 'queued', 'expired', 'executed'] as const; // prettier-ignore
/** In the order of GovernorCountingSimple's VoteType. */
export const votes = ['against', 'for', 'abstain'] as const;

/** What a proposal does to the parameters: publish at once, or announce. */
export interface ParametersAction {
  readonly kind: 'tighten' | 'announce';
  readonly content: ParametersContent;
}

/** Which policy vaults shall ask; the zero address: none, a day after it passes. */
export interface PolicyAction {
  readonly kind: 'policy';
  readonly policy: Address;
}

export type GovernanceAction = ParametersAction | PolicyAction;

export interface Proposal {
  readonly id: bigint;
  readonly proposer: Address;
  readonly description: string;
  readonly state: (typeof proposalStates)[number];
  /** Unix seconds: votes count from the one to the other. */
  readonly voteStart: number;
  readonly voteEnd: number;
  /** From when on it can be executed, Unix seconds; 0 before it is queued. */
  readonly eta: number;
  /** Votes in units of the token. */
  readonly tally: Readonly<Record<(typeof votes)[number], bigint>>;
  /** Undefined for calls of anything else. */
  readonly actions: readonly (GovernanceAction | undefined)[];
  /** The calls themselves. */
  readonly targets: readonly Address[];
  readonly values: readonly bigint[];
  readonly calldatas: readonly HexBytes[];
}

/** All proposals since a block, the oldest first. */
export async function readProposals(clients: GovernanceClients, fromBlock: number): Promise<Proposal[]> {
  const contract = { address: clients.governor, abi: governorAbi } as const;
  const logs = await clients.client.getContractEvents({
    ...contract,
    eventName: 'ProposalCreated',
    fromBlock: BigInt(fromBlock),
    strict: true,
  });
  return Promise.all(
    logs.map(async ({ args }): Promise<Proposal> => {
      const of = [args.proposalId] as const;
      const [state, eta, voteEnd, [against, inFavour, abstain]] = await Promise.all([
        clients.client.readContract({ ...contract, functionName: 'state', args: of }),
        clients.client.readContract({ ...contract, functionName: 'proposalEta', args: of }),
        clients.client.readContract({ ...contract, functionName: 'proposalDeadline', args: of }),
        clients.client.readContract({ ...contract, functionName: 'proposalVotes', args: of }),
      ]);
      const calldatas = args.calldatas as readonly HexBytes[];
      return {
        id: args.proposalId,
        proposer: args.proposer.toLowerCase() as Address,
        description: args.description,
        state: proposalStates[state]!,
        voteStart: Number(args.voteStart),
        voteEnd: Number(voteEnd),
        eta: Number(eta),
        tally: { against, for: inFavour, abstain },
        actions: calldatas.map((data, i) => actionOf(clients, args.targets[i]!.toLowerCase() as Address, data)),
        targets: args.targets as readonly Address[],
        values: args.values,
        calldatas,
      };
    }),
  );
}

function actionOf(
  { riskParameters, policies }: GovernanceClients,
  target: Address,
  data: HexBytes,
): GovernanceAction | undefined {
  try {
    if (target === policies) {
      const { functionName, args } = decodeFunctionData({ abi: policyRegistryAbi, data });
      if (functionName === 'announce') return { kind: 'policy', policy: args[0].toLowerCase() as Address };
      if (functionName === 'clear') return { kind: 'policy', policy: zeroAddress };
    }
    if (target !== riskParameters) return undefined;
    const call = decodeFunctionData({ abi: riskParametersAbi, data });
    if (call.functionName === 'tighten') return { kind: 'tighten', content: parametersContent([], call.args[0]) };
    if (call.functionName === 'announce') return { kind: 'announce', content: parametersContent(...call.args) };
  } catch {
    // Anybody may propose any bytes.
  }
  return undefined;
}

/** What a proposal announces, of the parameters. */
export function announcedBy({ actions }: Pick<Proposal, 'actions'>): ParametersContent | undefined {
  for (const action of actions) if (action?.kind === 'announce') return action.content;
  return undefined;
}

/** When what a proposal announced may be published, Unix seconds; 0 where nothing of it waits. */
export async function readyAt(
  { client, riskParameters }: Pick<GovernanceClients, 'client' | 'riskParameters'>,
  content: ParametersContent,
): Promise<number> {
  const call = { address: riskParameters, abi: riskParametersAbi, functionName: 'readyAt' } as const;
  return Number(await client.readContract({ ...call, args: [contentId(content)] }));
}

/** Wraps stake tokens into votes (approved here), and hands all votes of the account to somebody, itself too. */
export async function delegate(voter: Voter, amount: bigint, to: Address): Promise<void> {
  const { client, account } = voter;
  const contract = { address: voter.governor, abi: governorAbi } as const;
  const token = (await client.readContract({ ...contract, functionName: 'token' })) as Address;
  if (amount > 0n) {
    const underlying = { address: token, abi: stakeVotesAbi, functionName: 'underlying' } as const;
    const stakeToken = (await client.readContract(underlying)) as Address;
    await send(voter, stakeToken, devnetTokenAbi, 'approve', [token, amount]);
    await send(voter, token, stakeVotesAbi, 'depositFor', [account.address, amount]);
  }
  await send(voter, token, stakeVotesAbi, 'delegate', [to]);
}

/** Proposes one action; its id. The description names it too: the same may be proposed again with another one. */
export async function propose(voter: Voter, action: GovernanceAction, description: string): Promise<bigint> {
  const target = action.kind === 'policy' ? voter.policies : voter.riskParameters;
  const data = encodeAction(action);
  const contract = { address: voter.governor, abi: governorAbi } as const;
  await send(voter, voter.governor, governorAbi, 'propose', [[target], [0n], [data], description]);
  const args = [[target], [0n], [data], descriptionHash(description)] as const;
  return voter.client.readContract({ ...contract, functionName: 'hashProposal', args });
}

export const castVote = (voter: Voter, id: bigint, vote: (typeof votes)[number]): Promise<void> =>
  send(voter, voter.governor, governorAbi, 'castVote', [id, votes.indexOf(vote)]);

export const queue = (voter: Voter, proposal: Proposal): Promise<void> =>
  send(voter, voter.governor, governorAbi, 'queue', callsOf(proposal));

export const execute = (voter: Voter, proposal: Proposal): Promise<void> =>
  send(voter, voter.governor, governorAbi, 'execute', callsOf(proposal));

/** Publishes what was announced. Anybody may. */
export const publish = (voter: Voter, content: ParametersContent): Promise<void> =>
  send(voter, voter.riskParameters, riskParametersAbi, 'publish', contractContent(content));

const callsOf = ({ targets, values, calldatas, description }: Proposal): readonly unknown[] => [
  targets,
  values,
  calldatas,
  descriptionHash(description),
];

const descriptionHash = (description: string): Hash => keccak256(stringToBytes(description)) as Hash;

function encodeAction(action: GovernanceAction): HexBytes {
  if (action.kind === 'policy') {
    const { policy } = action;
    const call =
      policy === zeroAddress
        ? encodeFunctionData({ abi: policyRegistryAbi, functionName: 'clear' })
        : encodeFunctionData({ abi: policyRegistryAbi, functionName: 'announce', args: [policy] });
    return call as HexBytes;
  }
  const [listings, changes] = contractContent(action.content);
  const call =
    action.kind === 'tighten'
      ? encodeFunctionData({ abi: riskParametersAbi, functionName: 'tighten', args: [changes] })
      : encodeFunctionData({ abi: riskParametersAbi, functionName: 'announce', args: [listings, changes] });
  return call as HexBytes;
}

/** Errors of one contract surface through another. */
const everyError = [...governorAbi, ...timelockAbi, ...riskParametersAbi, ...stakeVotesAbi].filter(
  ({ type }) => type === 'error',
) as Abi;

async function send(
  { client, wallet, account }: Voter,
  address: Address,
  abi: Abi,
  functionName: string,
  args: readonly unknown[],
): Promise<void> {
  const own = abi.filter(({ type }) => type === 'function');
  const action = { address, abi: [...own, ...everyError], functionName, args, account };
  await client.simulateContract(action).catch((error: unknown) => {
    const name = revertName(error);
    if (name === undefined) throw error;
    throw new WitanError('GOVERNANCE_REFUSED', `The contract refuses: ${name}.`, refusalHints[name]);
  });
  const hash = await wallet.writeContract({ ...action, chain: wallet.chain ?? null });
  const { status } = await client.waitForTransactionReceipt({ hash });
  if (status !== 'success') throw new WitanError('L1_TRANSACTION_REVERTED', `Transaction ${hash} reverted.`);
}

const refusalHints: Readonly<Record<string, string>> = {
  GovernorInsufficientProposerVotes: 'Wrap and delegate votes first: ./witan gov delegate.',
  GovernorUnexpectedProposalState: 'It is not its time: see ./witan gov show.',
  GovernorAlreadyCastVote: 'You have voted on it.',
  TimelockUnexpectedOperationState: 'The timelock wants it to wait: see ./witan gov show.',
  AnnouncementNotReady: 'It waits for its announcement to be over: see ./witan gov show.',
  StepTooLarge: 'It goes too far in one step: docs/spec/settlement.md, Governance.',
  ChangedTooSoon: 'A value moves once in a period: docs/spec/settlement.md, Governance.',
};
