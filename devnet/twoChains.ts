/** What happens on a devnet whose collateral lies on two chains: payouts and a swap across, one chain down, a reorganisation of the other. */
import { encodeFunctionData, type PublicClient } from 'viem';
import { settlementAbi, vaultAbi } from '../node/l1/abi.ts';
import { createL1Client } from '../node/l1/client.ts';
import { WitanError } from '../node/types/fault.ts';
import { timeMs } from '../node/types/units.ts';
import { type Committee, otherChainId } from './committee.ts';
import { type Crowd, etherToken } from './crowd.ts';
import type { ChainDeployment } from './deployChain.ts';
import { ask, type DoorStatus, totalsAt } from './doors.ts';
import { type L1, rpc } from './l1.ts';
import { L1Watch } from './l1Watch.ts';
import type { Measurements } from './measurements.ts';
import { pause } from './pause.ts';
import { claimWhenReady } from './story.ts';
import type { Trader } from './trader.ts';
import type { View } from './view.ts';

/** Micro-USDC and wei on the second chain, ledger units that leave there, and what is swapped for what. */
const usdcThere = 50_000_000_000n;
const weiThere = 5n * 10n ** 18n;
const paidThere = 1_000_000_000;
const swappedUsdc = 3_000_000_000;
const swappedEther = 10 ** 8;
const reorgedDeposit = 7_000_000n;
/** A subaccount in which nothing else happens. */
const untouched = 7;
const downMs = 8_000;
const offerMs = 120_000;
const waitMsMax = 90_000;

export interface TwoChainsReport {
  readonly otherChainId: number;
  readonly checkpointsThere: number;
  /** Deposits on the second chain that margined accounts, and payouts claimed there. */
  readonly depositsThere: number;
  readonly claimedThere: number;
  /** From the offer to both claims, ms. */
  readonly swapMs: number;
  /** How long the second chain was down, what the exchange did meanwhile, and how soon it was read again. */
  readonly downMs: number;
  readonly blocksWhileDown: number;
  readonly transactionsWhileDown: number;
  readonly readAgainMs: number;
  /** Deposits that a reorganisation of the home chain took back before they were final, and those credited in spite of it. */
  readonly depositsReorganised: number;
  readonly creditedTwice: number;
  /** What the second vault holds, and what the ledger owes there: micro-USDC, wei. */
  readonly balanceThereMicroUsdc: number;
  readonly owedThereMicroUsdc: number;
  readonly balanceThereWei: string;
  readonly owedThereWei: string;
}

/** The people and places of the story. */
interface Stage {
  readonly committee: Committee;
  readonly deployment: ChainDeployment;
  readonly crowd: Crowd;
  readonly home: L1;
  readonly other: L1;
  readonly measured: Measurements;
  readonly view: View;
  readonly signal: AbortSignal;
}

/** Somebody deposits on the second chain before trading begins: it is collateral like any other. */
export async function fundOther(crowd: Crowd, other: L1, view: View): Promise<void> {
  const [, dollars, ether] = crowd.acrossChains;
  await dollars.deposit(other.url, usdcThere, { chain: otherChainId });
  await ether.deposit(other.url, weiThere, { token: etherToken, chain: otherChainId });
  view.event(`${dollars.name} and ${ether.name} deposited on chain ${otherChainId}`);
}

/** Errors: DEVNET_CHAINS_STUCK where something does not happen in time; those of claims. */
export async function acrossChains(stage: Stage, durationMs: number): Promise<TwoChainsReport> {
  const { signal, crowd, view, measured, other, home } = stage;
  const [payee, , maker] = crowd.acrossChains;
  await pause(durationMs * 0.1, signal);
  const outage = await takeDown(stage);
  await payee.withdraw(paidThere, 0, otherChainId);
  view.event(`${payee.name} withdraws ${paidThere / 1_000_000} USDC to chain ${otherChainId}`);
  const offeredMs = Date.now();
  const goodTillMs = timeMs(offeredMs + offerMs);
  const offer = await payee.offerSwap({
    ...{ giveToken: 0, giveAmount: swappedUsdc, wantToken: etherToken, wantAmount: swappedEther },
    ...{ chain: otherChainId, goodTillMs },
  });
  await maker.acceptSwap({ offerer: payee.address, offererSubaccount: 0, offer, chain: 0 });
  view.event(`${payee.name} gives ${maker.name} 3,000 USDC for an ether: each is paid on the other's chain`);
  const reorganised = await reorganise(stage);
  await claimWhenReady(payee, other.url, measured, view, signal, 0, otherChainId);
  await claimWhenReady(payee, other.url, measured, view, signal, etherToken, otherChainId);
  await claimWhenReady(maker, home.url, measured, view, signal);
  const swapMs = Date.now() - offeredMs;
  return {
    otherChainId,
    swapMs,
    ...outage,
    ...reorganised,
    ...(await books(stage)),
  };
}

const statusOf = ({ committee }: Stage): Promise<DoorStatus> => ask(committee.validators[0]!.httpUrl, 'witan_status');

/** The second chain answers nobody for a while. What trades goes on; what waits for it waits. */
async function takeDown(stage: Stage): Promise<Outage> {
  const { other, measured, view, signal } = stage;
  const before = { blocks: measured.blocks, transactions: measured.transactions };
  view.event(`chain ${otherChainId} is down`);
  process.kill(other.pid, 'SIGSTOP');
  let read: number;
  try {
    await pause(downMs, signal);
    read = (await statusOf(stage)).otherChains[0]!.number;
  } finally {
    process.kill(other.pid, 'SIGCONT');
  }
  const upMs = Date.now();
  view.event(`chain ${otherChainId} is back`);
  const during = { blocks: measured.blocks - before.blocks, transactions: measured.transactions - before.transactions };
  await until(stage, 'it to be read again', async () => (await statusOf(stage)).otherChains[0]!.number > read);
  const readAgainMs = Date.now() - upMs;
  return { downMs, blocksWhileDown: during.blocks, transactionsWhileDown: during.transactions, readAgainMs };
}
type Outage = Pick<TwoChainsReport, 'downMs' | 'blocksWhileDown' | 'transactionsWhileDown' | 'readAgainMs'>;

/** A deposit on the home chain is mined, and a reorganisation takes its block back. Sent again, it is credited once. */
async function reorganise(stage: Stage): Promise<Pick<TwoChainsReport, 'depositsReorganised' | 'creditedTwice'>> {
  const { crowd, committee, home, view } = stage;
  const { client, wallet } = crowd.acrossChains[1].l1(home.url);
  const depositor = crowd.acrossChains[1];
  const { vault, usdc } = committee.deployment;
  // What it may take is allowed beforehand, so that the deposit is one transaction.
  await depositor.allow(home.url, vault, usdc, 2n * reorgedDeposit);
  await rpc(home.url, 'anvil_setIntervalMining', [0]);
  let depositsReorganised = 0;
  try {
    const data = encodeFunctionData({
      abi: vaultAbi,
      functionName: 'deposit',
      args: [usdc, depositor.address, untouched, reorgedDeposit],
    });
    const { account = null, chain = null } = wallet;
    const hash = await wallet.sendTransaction({ account, chain, to: vault, data, gas: 300_000n });
    await rpc(home.url, 'evm_mine');
    if ((await receiptOf(client, hash)) !== 'success') throw stuck('a deposit on the home chain');
    await rpc(home.url, 'anvil_reorg', [1, []]);
    depositsReorganised = (await receiptOf(client, hash)) === undefined ? 1 : 0;
  } finally {
    await rpc(home.url, 'anvil_setIntervalMining', [1]);
  }
  view.event('a reorganisation of the home chain took back a deposit that was not final');
  await depositor.deposit(home.url, reorgedDeposit, { subNo: untouched });
  await until(stage, 'the deposit to be credited', async () => (await depositor.cash(untouched)) > 0);
  // Long enough for whatever else came to be final and read.
  await pause(5_000, stage.signal);
  const credited = (await depositor.cash(untouched)) / Number(reorgedDeposit);
  return { depositsReorganised, creditedTwice: credited - 1 };
}

const receiptOf = (client: PublicClient, hash: `0x${string}`): Promise<string | undefined> =>
  client.getTransactionReceipt({ hash }).then(
    ({ status }) => status,
    () => undefined,
  );

/** What lies on the second chain, next to what the last header that it holds for final says. */
async function books(stage: Stage) {
  const { committee, deployment, crowd, other } = stage;
  const client = createL1Client(other.url, otherChainId);
  const watch = new L1Watch(client, deployment);
  const checkpoints = await watch.newCheckpoints();
  const latest = await client.readContract({
    address: deployment.settlement,
    abi: settlementAbi,
    functionName: 'newestFinal',
  });
  const vault = { address: deployment.vault, abi: vaultAbi } as const;
  const claims = { ...vault, eventName: 'Claimed', fromBlock: BigInt(deployment.deployBlock) } as const;
  const url = committee.validators[0]!.httpUrl;
  const owed = async (token: number): Promise<bigint> => {
    const payee = crowd.acrossChains[0].address;
    const { liabilities, requested } = await totalsAt(url, payee, Number(latest[0].number), token, otherChainId);
    return liabilities + requested - (await watch.vault(token)).paid;
  };
  const [usdc, ether] = [await watch.vault(), await watch.vault(etherToken)];
  return {
    checkpointsThere: checkpoints.length,
    depositsThere: await client.readContract({ ...vault, functionName: 'depositCount' }),
    claimedThere: (await client.getContractEvents(claims)).length,
    balanceThereMicroUsdc: Number(usdc.balance),
    owedThereMicroUsdc: Number(await owed(0)),
    balanceThereWei: ether.balance.toString(),
    owedThereWei: (await owed(etherToken)).toString(),
  };
}

const stuck = (what: string): WitanError =>
  new WitanError('DEVNET_CHAINS_STUCK', `On two chains: waited in vain for ${what}.`);

async function until({ signal }: Stage, what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + waitMsMax;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadlineMs) throw stuck(what);
    await pause(100, signal);
  }
}

/** What does not hold of two chains. */
export function faultsOfChains(report: TwoChainsReport): string[] {
  const problems: string[] = [];
  if (report.checkpointsThere === 0) problems.push('no checkpoint reached the second chain');
  if (report.blocksWhileDown === 0 || report.transactionsWhileDown === 0)
    problems.push('the exchange stood still while the second chain was down');
  if (report.depositsReorganised === 0) problems.push('no reorganisation took a deposit back');
  if (report.creditedTwice !== 0) problems.push('a deposit that was taken back was credited');
  if (report.balanceThereMicroUsdc !== report.owedThereMicroUsdc || report.balanceThereWei !== report.owedThereWei)
    problems.push('the second vault does not hold what the ledger owes there');
  return problems;
}

export const describeChains = (report: TwoChainsReport): string =>
  `two chains: ${report.checkpointsThere} checkpoints on chain ${report.otherChainId}, ${report.depositsThere} deposits and ${report.claimedThere} payouts there; a swap across settled in ${report.swapMs} ms; ${report.blocksWhileDown} blocks with ${report.transactionsWhileDown} transactions while it was down for ${report.downMs} ms, read again after ${report.readAgainMs} ms; ${report.depositsReorganised} deposit reorganised away at home, credited twice: ${report.creditedTwice}`;

export type AcrossChains = readonly [payee: Trader, dollars: Trader, maker: Trader];
