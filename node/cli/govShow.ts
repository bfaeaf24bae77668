import { formatEther } from 'viem';
import type { Proposal } from '../l1/governance.ts';
import type { ParametersContent } from '../l1/parametersContract.ts';
import type { PublishedParameters } from '../l1/parametersHistory.ts';
import { parameterRule } from '../types/parameters.ts';
import { parameterName, type ScopeNames } from './govContent.ts';

/** What a command says: as one JSON object, or as lines. */
export interface Shown {
  readonly record: object;
  readonly lines: readonly string[];
}

export interface GovernanceState {
  readonly parameters: PublishedParameters;
  readonly names: ScopeNames;
  /** `readyAt`: when what it announced may be published, Unix seconds; 0: nothing waits. */
  readonly proposals: readonly { readonly proposal: Proposal; readonly readyAt: number }[];
  /** Newest L1 block. */
  readonly block: number;
  /** Fixed terms too. */
  readonly all: boolean;
}

/** What `gov show` says. */
export function described({ parameters, names, proposals, block, all }: GovernanceState): Shown {
  const { versions, valueOf } = parameters;
  const last = versions.at(-1)!;
  const inForce = versions.findLast(({ activationBlock }) => activationBlock <= block)!;
  const held = new Map<string, number>();
  for (const { scope, parameter } of versions.flatMap((each) => [
    ...each.listings.flatMap(({ values }) => values),
    ...each.changes,
  ])) {
    // prettier-ignore
    if (!all && parameterRule(parameter)?.stepPpb === undefined) continue;
    held.set(parameterName(names, scope, parameter), valueOf(scope, parameter)!);
  }
  const pending = versions
    .filter(({ activationBlock }) => activationBlock > block)
    .map(({ version, activationBlock, ...content }) => ({ version, activationBlock, changes: changesText(content, names) })); // prettier-ignore
  const told = proposals.map(({ proposal, readyAt }) => ({
    id: proposal.id.toString(),
    state: proposal.state,
    description: proposal.description,
    voteStart: proposal.voteStart,
    voteEnd: proposal.voteEnd,
    eta: proposal.eta,
    readyAt,
    votes: Object.fromEntries(Object.entries(proposal.tally).map(([vote, count]) => [vote, formatEther(count)])),
    actions: proposal.actions.map((action) => actionText(action, names)),
  }));
  const record = { version: last.version, inForce: inForce.version, l1Block: block, values: Object.fromEntries(held), pending, proposals: told }; // prettier-ignore
  return {
    record,
    lines: [
      `version ${inForce.version} is in force at L1 block ${block}`,
      ...pending.map(
        (each) => `version ${each.version} from block ${each.activationBlock}: ${each.changes.join(', ')}`,
      ),
      ...[...held].map(([name, value]) => `${name.padEnd(52)} ${value}`),
      ...told.flatMap(proposalLines),
    ],
  };
}

interface ToldProposal {
  readonly id: string;
  readonly state: string;
  readonly description: string;
  readonly voteStart: number;
  readonly voteEnd: number;
  readonly eta: number;
  readonly readyAt: number;
  readonly votes: Readonly<Record<string, string>>;
  readonly actions: readonly string[];
}

function proposalLines({ id, state, description, votes, actions, ...at }: ToldProposal): string[] {
  const times = [
    `votes ${timeText(at.voteStart)} to ${timeText(at.voteEnd)}`,
    ...(at.eta > 0 ? [`executable from ${timeText(at.eta)}`] : []),
    ...(at.readyAt > 0 ? [`publishable from ${timeText(at.readyAt)}`] : []),
  ];
  return [
    `proposal ${id}: ${state}`,
    ...description.split('\n').map((line) => `  ${printable(line)}`),
    ...actions.map((action) => `  ${action}`),
    `  ${times.join(', ')}`,
    `  for ${votes.for}, against ${votes.against}, abstained ${votes.abstain}`,
  ];
}

function actionText(action: Proposal['actions'][number], names: ScopeNames): string {
  if (action === undefined) return 'calls another contract';
  if (action.kind === 'policy') return `policy: ${BigInt(action.policy) === 0n ? 'none' : action.policy}`;
  return `${action.kind}: ${changesText(action.content, names).join(', ')}`;
}

const changesText = ({ listings, changes }: ParametersContent, names: ScopeNames): string[] => [
  ...listings.map(({ kind, name }) => `list ${kind} ${printable(name)}`),
  ...changes.map(({ scope, parameter, value }) => `${parameterName(names, scope, parameter)}=${value}`),
];

/** Anybody may propose any text: nothing of it moves the cursor of who reads it. */
const printable = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '�').slice(0, 500);

const timeText = (seconds: number): string => new Date(seconds * 1000).toISOString();
