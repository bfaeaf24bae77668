import { createWalletClient, formatEther, http, parseEther } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { keccakHash } from '../crypto/keccak.ts';
import { vaultAbi } from '../l1/abi.ts';
import { createL1Client, chainAt } from '../l1/client.ts';
import * as governance from '../l1/governance.ts';
import { isTightening, readPublishedParameters, type PublishedParameters } from '../l1/parametersHistory.ts';
import { readNetworkContracts } from '../l1/networkContracts.ts';
import type { NetworkConfig } from '../sequencer/config.ts';
import { WitanError } from '../types/fault.ts';
import { isAddress, zeroAddress, type Address } from '../types/ids.ts';
import { readContent, scopeNames, type ContentOptions, type ScopeNames } from './govContent.ts';
import { described, type Shown } from './govShow.ts';
import { l1Error } from './l1Error.ts';
import { readNetworkFile } from './networkFile.ts';
import { readText } from './readText.ts';
import { shown } from './shape.ts';
import { readSecret } from './tradeKey.ts';

export interface GovOptions {
  readonly network: string;
  readonly l1Url: string;
  readonly keyFile?: string;
  readonly json?: true;
}

export interface ProposeOptions extends GovOptions, ContentOptions {
  readonly description: string;
  readonly report?: string;
  readonly policy?: string;
}

export interface DelegateOptions extends GovOptions {
  readonly amount?: string;
  readonly to?: string;
}

interface Session {
  readonly network: NetworkConfig;
  readonly clients: governance.GovernanceClients;
  readonly published: () => Promise<PublishedParameters>;
}

export const show = (options: GovOptions & { readonly all?: true }): Promise<void> =>
  run(options, async ({ network, clients, published }) => {
    const [parameters, proposals, block] = await Promise.all([
      published(),
      governance.readProposals(clients, network.l1.startNumber),
      clients.client.getBlockNumber({ cacheTime: 0 }),
    ]);
    const all = options.all === true;
    const kept = proposals.filter(({ state }) => all || !['canceled', 'defeated', 'expired'].includes(state));
    const seen = await Promise.all(
      kept.map(async (proposal) => ({ proposal, readyAt: await announcedUntil(clients, proposal) })),
    );
    const open = all ? seen : seen.filter(({ proposal, readyAt }) => proposal.state !== 'executed' || readyAt > 0);
    return described({ parameters, names: namesOf(network, parameters), proposals: open, block: Number(block), all });
  });

export const addresses = (options: GovOptions): Promise<void> =>
  run(options, async ({ network, clients }) => {
    const record = await readNetworkContracts(clients.client, network.l1);
    const fields = Object.entries(record).map(([name, value]) => `  ${name}: ${typeof value === 'number' ? value : `'${value}'`},`); // prettier-ignore
    return { record, lines: ['export const addresses = {', ...fields, '} as const;'] };
  });

export const makeProposal = (options: ProposeOptions): Promise<void> =>
  run(options, async (session) => {
    const { network, published } = session;
    if (options.policy !== undefined) return proposePolicy(session, options, options.policy);
    const parameters = await published();
    const content = readContent(options, namesOf(network, parameters), parameters.listings);
    const kind = isTightening(content, parameters.valueOf) ? 'tighten' : 'announce';
    const description = describe(options);
    const id = await governance.propose(voterOf(session, options), { kind, content }, description);
    const record = { id: id.toString(), kind, description, ...content };
    return { record, lines: [`proposed ${id}: ${kind === 'tighten' ? 'published when it is executed' : 'announced when it is executed, published after the delay'}`] }; // prettier-ignore
  });

async function proposePolicy(session: Session, options: ProposeOptions, word: string): Promise<Shown> {
  const policy = word === 'none' ? zeroAddress : word.toLowerCase();
  if (!isAddress(policy)) {
    throw new WitanError(
      'FLAG_INVALID',
      `--policy ${shown(word)} is no address.`,
      'Write 0x and 40 hex digits, or none.',
    );
  }
  if ([options.set, options.halt, options.list].some((each) => each !== undefined)) {
    throw new WitanError('FLAG_INVALID', '--policy goes with no change of parameters.', 'Make two proposals.');
  }
  const id = await governance.propose(voterOf(session, options), { kind: 'policy', policy }, describe(options));
  return { record: { id: id.toString(), kind: 'policy', policy }, lines: [`proposed ${id}`] };
}

/** The report is named by its bytes, so that everybody can check what was simulated. */
function describe({ description, report }: ProposeOptions): string {
  if (report === undefined) return description;
  const text = readText(report, { what: 'report', missing: 'REPORT_MISSING', unreadable: 'REPORT_UNREADABLE', hint: 'Make one with ./witan gov simulate.' }); // prettier-ignore
  return `${description}\n\nSimulation: keccak256 ${keccakHash(new TextEncoder().encode(text))}`;
}

export const delegateVotes = (options: DelegateOptions): Promise<void> =>
  run(options, async (session) => {
    const { amount = '0', to } = options;
    if (!/^\d{1,15}(\.\d{1,18})?$/.test(amount)) {
      throw new WitanError('FLAG_INVALID', `--amount ${shown(amount)} is no amount.`, 'Write for example 1000 or 0.5.');
    }
    const lower = to?.toLowerCase();
    if (lower !== undefined && !isAddress(lower)) {
      throw new WitanError('FLAG_INVALID', `--to ${shown(to!)} is no address.`, 'Write 0x and 40 hex digits.');
    }
    const voter = voterOf(session, options);
    const holder = lower ?? (voter.account.address.toLowerCase() as Address);
    await governance.delegate(voter, parseEther(amount), holder);
    return { record: { wrapped: formatEther(parseEther(amount)), to: holder }, lines: [`${holder} votes with all that is wrapped`] }; // prettier-ignore
  });

export const vote = (
  id: string,
  options: GovOptions & { readonly vote: (typeof governance.votes)[number] },
): Promise<void> =>
  // prettier-ignore
  run(options, async (session) => {
    const proposal = await find(session, id);
    await governance.castVote(voterOf(session, options), proposal.id, options.vote);
    return { record: { id: proposal.id.toString(), vote: options.vote }, lines: [`voted ${options.vote}`] };
  });

export const queueProposal = (id: string, options: GovOptions): Promise<void> =>
  run(options, async (session) => {
    const proposal = await find(session, id);
    await governance.queue(voterOf(session, options), proposal);
    const { eta } = await find(session, proposal.id.toString());
    return { record: { id: proposal.id.toString(), eta }, lines: [`queued; can be executed from ${timeText(eta)}`] };
  });

export const executeProposal = (id: string, options: GovOptions): Promise<void> =>
  run(options, async (session) => {
    const proposal = await find(session, id);
    const voter = voterOf(session, options);
    const announced = governance.announcedBy(proposal);
    const record = { id: proposal.id.toString() };
    if (proposal.state !== 'executed') {
      await governance.execute(voter, proposal);
      const readyAt = await announcedUntil(session.clients, proposal);
      const line =
        readyAt === 0 ? 'executed' : `executed; what it announces can be published from ${timeText(readyAt)}`;
      return { record: { ...record, did: 'executed', ...(readyAt > 0 ? { readyAt } : {}) }, lines: [line] };
    }
    if (announced === undefined || (await governance.readyAt(session.clients, announced)) === 0) {
      throw new WitanError(
        'GOVERNANCE_DONE',
        `Proposal ${proposal.id} has no step left.`,
        'See ./witan gov show --all.',
      );
    }
    await governance.publish(voter, announced);
    return { record: { ...record, did: 'published' }, lines: ['published'] };
  });

/** When what an executed proposal announced may be published, Unix seconds; 0: nothing waits. */
async function announcedUntil(clients: governance.GovernanceClients, proposal: governance.Proposal): Promise<number> {
  const announced = governance.announcedBy(proposal);
  if (announced === undefined || proposal.state === 'defeated') return 0;
  return governance.readyAt(clients, announced);
}

async function find({ clients, network }: Session, beginning: string): Promise<governance.Proposal> {
  const proposals = await governance.readProposals(clients, network.l1.startNumber);
  const found = proposals.filter(({ id }) => id.toString().startsWith(beginning));
  if (found.length === 1 && /^\d+$/.test(beginning)) return found[0]!;
  const why = found.length === 0 ? 'no proposal' : 'more than one proposal';
  throw new WitanError('PROPOSAL_UNKNOWN', `There is ${why} ${shown(beginning)}.`, 'See ./witan gov show --all.');
}

const namesOf = ({ exchange }: NetworkConfig, { listings }: PublishedParameters): ScopeNames =>
  scopeNames(listings, exchange);

function voterOf({ clients, network }: Session, { keyFile, l1Url }: GovOptions): governance.Voter {
  const account = privateKeyToAccount(readSecret(keyFile));
  const wallet = createWalletClient({ account, chain: chainAt(l1Url, network.l1.chainId), transport: http(l1Url) });
  return { ...clients, wallet, account };
}

async function run(options: GovOptions, act: (session: Session) => Promise<Shown>): Promise<void> {
  const { config: network } = readNetworkFile(options.network);
  const client = createL1Client(options.l1Url, network.l1.chainId);
  const { governor, riskParameters, startNumber } = network.l1;
  try {
    const call = { address: network.l1.vault, abi: vaultAbi, functionName: 'policies' } as const;
    const policies = (await client.readContract(call)).toLowerCase() as Address;
    const clients = { client, governor, riskParameters, policies };
    const { record, lines } = await act({
      network,
      clients,
      published: () => readPublishedParameters(client, riskParameters, startNumber),
    });
    process.stdout.write(options.json === true ? `${JSON.stringify(record)}\n` : `${lines.join('\n')}\n`);
  } catch (error) {
    throw l1Error(error);
  }
}

const timeText = (seconds: number): string => new Date(seconds * 1000).toISOString();
