/** What holders of votes do on a devnet: four proposals are made, accepted and executed by `witan gov` while orders flow. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createWalletClient, http, type PublicClient } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { toHex } from '../node/codec/hex.ts';
import { devnetTokenAbi, riskParametersAbi, settlementAbi } from '../node/l1/abi.ts';
import { announcedBy, readProposals, readyAt, type Proposal } from '../node/l1/governance.ts';
import { WitanError } from '../node/types/fault.ts';
import type { Committee } from './committee.ts';
import { fundedMnemonic, type L1 } from './l1.ts';
import { pause } from './pause.ts';
import type { View } from './view.ts';

const mainPath = fileURLToPath(new URL('../node/cli/main.ts', import.meta.url));
const run = promisify(execFile);
/** Between two looks. */
const lookMs = 200;
const voteTokens = 100n;
/** The account of the funded mnemonic that holds all votes. */
const voterIndex = 5;

const listing = {
  scope: 3,
  kind: 'perpetual',
  name: 'XBT_USDC-PERPETUAL',
  like: 'BTC_USDC-PERPETUAL',
  values: { maxPositionLots: 1_000_000 },
};

/** What is proposed: flags of `gov propose`. The first and the last tighten, the others are announced. */
const proposals = (listingFile: string): readonly (readonly string[])[] => [
  ['--set', 'BTC_USDC-PERPETUAL.initialMarginPpb=110000000', '--description', 'Raise a margin'],
  ['--list', listingFile, '--description', 'List a market'],
  ['--set', 'feeTier0.takerPpb=450000', '--description', 'Lower a fee'],
  ['--halt', 'ETH_USDC-OPTIONS', '--description', 'Halt a series'],
];

/** Times count from the first proposal, ms. */
export interface GovernReport {
  readonly proposals: number;
  /** The last version of the parameters that they made. */
  readonly version: number;
  readonly executedMs: number;
  readonly publishedMs: number;
  /** L1 accepted a header that names that version: a quorum has applied it. */
  readonly signedOnL1Ms: number;
}

/**
 * At a tenth of the time votes are wrapped and the proposals made. Ends when a header on L1 names the last version.
 * Errors: DEVNET_NOT_GOVERNED when that takes longer than traders trade.
 */
export async function govern(
  { deployment, validators }: Committee,
  l1: L1,
  client: PublicClient,
  durationMs: number,
  view: View,
  signal: AbortSignal,
): Promise<GovernReport> {
  const { folder } = validators[0]!;
  const account = mnemonicToAccount(fundedMnemonic, { addressIndex: voterIndex });
  const env = { ...process.env, WITAN_KEY: toHex(account.getHdKey().privateKey!) };
  const network = ['--network', join(folder, 'network.json'), '--l1-url', l1.url, '--json'];
  const gov = async (...args: readonly string[]): Promise<{ readonly id: string }> => {
    const { stdout } = await run(process.execPath, [mainPath, 'gov', ...args, ...network], { env });
    return JSON.parse(stdout) as { id: string };
  };
  await pause(durationMs * 0.1, signal);
  const wallet = createWalletClient({ account, chain: client.chain!, transport: http(l1.url) });
  const mint = { address: deployment.stakeToken, abi: devnetTokenAbi, functionName: 'mint' } as const;
  const hash = await wallet.writeContract({ ...mint, args: [account.address, voteTokens * 10n ** 18n] });
  await client.waitForTransactionReceipt({ hash });
  await gov('delegate', '--amount', String(voteTokens));

  const listingFile = join(folder, 'listing.json');
  writeFileSync(listingFile, JSON.stringify(listing));
  const startedMs = Date.now();
  const since = (): number => Date.now() - startedMs;
  const when = async (holds: () => Promise<boolean>): Promise<number> => {
    while (!(await holds().catch(() => false))) {
      if (since() > durationMs) throw new WitanError('DEVNET_NOT_GOVERNED', 'The proposals did not pass in time.');
      await pause(lookMs, signal);
    }
    return since();
  };
  const proposalOf = async (id: string): Promise<Proposal | undefined> =>
    (await readProposals({ client, ...deployment }, deployment.deployBlock)).find((each) => each.id.toString() === id);
  const hasState = (id: string, state: Proposal['state']) => when(async () => (await proposalOf(id))?.state === state);

  const ids: string[] = [];
  for (const flags of proposals(listingFile)) {
    const { id } = await gov('propose', ...flags);
    await hasState(id, 'active');
    await gov('vote', id, '--vote', 'for');
    ids.push(id);
  }
  view.event(`${ids.length} proposals are made and voted for after ${since()} ms`);
  for (const id of ids) {
    await hasState(id, 'succeeded');
    await gov('queue', id);
  }
  const secondsOf = async (): Promise<number> => Number((await client.getBlock()).timestamp);
  for (const id of ids) {
    await when(async () => (await proposalOf(id))!.eta <= (await secondsOf()));
    await gov('execute', id);
  }
  const executedMs = since();
  view.event(`all are executed after ${executedMs} ms`);
  for (const id of ids) {
    const announced = announcedBy((await proposalOf(id))!);
    if (announced === undefined) continue;
    const due = await readyAt({ client, ...deployment }, announced);
    await when(async () => due <= (await secondsOf()));
    await gov('execute', id);
  }
  const publishedMs = since();
  const parameters = { address: deployment.riskParameters, abi: riskParametersAbi } as const;
  const version = await client.readContract({ ...parameters, functionName: 'version' });
  view.event(`version ${version} of the parameters is published after ${publishedMs} ms`);
  const settlement = { address: deployment.settlement, abi: settlementAbi, functionName: 'head' } as const;
  const signedOnL1Ms = await when(
    async () => Math.floor((await client.readContract(settlement))[6] / 2 ** 32) === version,
  );
  view.event(`L1 accepted a header that names version ${version} after ${signedOnL1Ms} ms`);
  return { proposals: ids.length, version, executedMs, publishedMs, signedOnL1Ms };
}
