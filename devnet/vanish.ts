/** The drill: the whole committee is gone for good, and everybody gets their money out with files and an L1 endpoint. */
import { rmSync } from 'node:fs';
import { createWalletClient, http, type PublicClient } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { createNativeVerify } from '../node/crypto/ed25519Native.ts';
import { escapeAbi } from '../node/l1/abi.ts';
import { chainAt, createL1Client, readLatestCheckpoint } from '../node/l1/client.ts';
import { leave, type LeaveStep, type Taken } from '../node/l1/leave.ts';
import { createWitanClient, exitKitText, readExitKit, type ExitKit } from '../node/sdk/index.ts';
import { WitanError } from '../node/types/fault.ts';
import type { Committee } from './committee.ts';
import type { Crowd } from './crowd.ts';
import { ask, type DoorCheckpoint } from './doors.ts';
import { fundedMnemonic, rpc, type L1 } from './l1.ts';
import type { L1Watch } from './l1Watch.ts';
import { pause } from './pause.ts';
import type { Trader } from './trader.ts';
import type { View } from './view.ts';

/** Deposited after the last header, withdrawn and not claimed before it: both must come back. Micro-USDC. */
const unreadDeposit = 1_234_000_000n;
const unclaimed = 250_000_000;
/** So little of each token may stay behind, by rounding: a cent of USDC, a cent's worth of ether at 5,000. */
const centUsdc = 10_000n;
const centWei = 2_000_000_000_000n;
const settleMsMax = 30_000;
/** Rounds of everybody doing what can be done; each moves the chain's clock to the next step. */
const roundsMax = 12;

export interface VanishReport {
  /** The header that everybody left by, and whether L1 had accepted it before the committee vanished or only in the last call. */
  readonly header: number;
  readonly shownInLastCall: boolean;
  readonly owners: number;
  readonly subaccounts: number;
  /** What the kits said that all are worth together, system included; micro-USDC. */
  readonly equityMicroUsdc: number;
  readonly refundedMicroUsdc: number;
  readonly claimedMicroUsdc: number;
  readonly steps: Readonly<Partial<Record<LeaveStep, number>>>;
  readonly exitGasMedian: number;
  /** By which the chain's clock was moved forward, since a drill cannot wait for days. */
  readonly skippedSeconds: number;
  readonly vaultBeforeMicroUsdc: number;
  /** What is left in the vault, base units. */
  readonly vaultLeftMicroUsdc: number;
  readonly vaultLeftWei: number;
}

/** What does not hold of a drill; empty when everything does. */
export function faultsOf(report: VanishReport): string[] {
  const problems: string[] = [];
  if (report.vaultLeftMicroUsdc > centUsdc || report.vaultLeftWei > centWei) {
    problems.push(
      `the vault is not empty: ${report.vaultLeftMicroUsdc} micro-USDC and ${report.vaultLeftWei} wei are left`,
    );
  }
  if (report.refundedMicroUsdc !== Number(unreadDeposit))
    problems.push('the deposit that nobody had read did not come back');
  if (report.claimedMicroUsdc < unclaimed) problems.push('what was withdrawn before was not paid');
  return problems;
}

/**
 * Everybody keeps a kit that a watcher without a vote gave them; then the validators are killed and their folders deleted, the
 * watcher too, and all leave. Errors: DEVNET_DRILL_FAILED when it does not come to an end.
 */
export async function vanish(
  { validators, candidates, deployment }: Committee,
  crowd: Crowd,
  l1: L1,
  watch: L1Watch,
  view: View,
  signal: AbortSignal,
): Promise<VanishReport> {
  const [watcher, claimant] = [candidates[0]!, crowd.withdrawer];
  await claimant.withdraw(unclaimed);
  await headerOverClaim(watcher.httpUrl, claimant, signal);
  view.event(`the committee vanishes: ${validators.length} validators are killed, their folders deleted`);
  await Promise.all(validators.map((validator) => validator.kill()));
  for (const { folder } of validators) rmSync(folder, { recursive: true, force: true });
  const client = createL1Client(l1.url, deployment.chainId);
  const onL1 = (await readLatestCheckpoint(client, deployment.settlement))?.number;
  const kits = await Promise.all(crowd.traders.map((trader) => kitFrom(watcher.httpUrl, trader)));
  view.event(`everybody has a kit of header ${kits[0]!.header.number} from the watcher; now the watcher vanishes, too`);
  await watcher.kill();
  rmSync(watcher.folder, { recursive: true, force: true });
  await crowd.traders[1]!.deposit(l1.url, unreadDeposit);

  const before = (await watch.vault()).balance;
  const { taken, skippedSeconds } = await everybodyLeaves(crowd.traders, kits, l1, client, view, signal);
  await systemLeaves(l1, client, deployment, kits[0]!);
  const [usdc, ether] = [await watch.vault(), await watch.vault(1)];
  const { header, system } = kits[0]!;
  const exits = kits.flatMap((kit) => kit.exits);
  const gas = taken.filter(({ step }) => step === 'exit').map(({ gasUsed }) => Number(gasUsed));
  const countOf = (step: LeaveStep): number => taken.filter((each) => each.step === step).length;
  const stepsTaken = [...new Set(taken.map(({ step }) => step))];
  return {
    header: Number(header.number),
    shownInLastCall: onL1 === undefined || header.number > onL1,
    owners: kits.length,
    subaccounts: exits.length,
    equityMicroUsdc: Number(exits.reduce((sum, { leaf }) => sum + leaf.equity, system.leaf.equity)),
    refundedMicroUsdc: countOf('refund') === 1 ? Number(unreadDeposit) : 0,
    claimedMicroUsdc: countOf('claim') > 0 ? unclaimed : 0,
    steps: Object.fromEntries(stepsTaken.map((step) => [step, countOf(step)])),
    exitGasMedian: gas.sort((a, b) => a - b)[gas.length >> 1] ?? 0,
    skippedSeconds,
    vaultBeforeMicroUsdc: Number(before),
    vaultLeftMicroUsdc: Number(usdc.balance),
    vaultLeftWei: Number(ether.balance),
  };
}

/** Starts the watcher: it follows from the beginning and never has a vote. */
export async function startWatcher({ candidates }: Committee): Promise<void> {
  const watcher = candidates[0]!;
  watcher.program = watcher.program.map((word) => (word === 'start' ? 'watch' : word));
  await watcher.start();
}

/** Until a quorum has signed a header that has the claimant's last withdrawal. */
async function headerOverClaim(url: string, claimant: Trader, signal: AbortSignal): Promise<void> {
  const { executedHeight } = await ask<{ executedHeight: number }>(url, 'witan_status');
  const deadlineMs = Date.now() + settleMsMax;
  for (;;) {
    const newest = await ask<DoorCheckpoint>(url, 'witan_checkpoint', ['latest']).catch(() => undefined);
    if (Number(newest?.header.blockHeight ?? 0) >= executedHeight) return;
    if (Date.now() > deadlineMs) {
      throw new WitanError(
        'DEVNET_DRILL_FAILED',
        `The watcher has no signed header over the withdrawal of ${claimant.name}.`,
      );
    }
    await pause(200, signal);
  }
}

/** As a file: written, read back, checked. */
async function kitFrom(endpoint: string, { signer }: Trader): Promise<ExitKit> {
  const client = await createWitanClient({ endpoints: [endpoint], signer, verifyEd25519: createNativeVerify() });
  try {
    return readExitKit(exitKitText(await client.exitKit()));
  } finally {
    client.close();
  }
}

async function everybodyLeaves(
  traders: readonly Trader[],
  kits: readonly ExitKit[],
  l1: L1,
  client: PublicClient,
  view: View,
  signal: AbortSignal,
): Promise<{ readonly taken: Taken[]; readonly skippedSeconds: number }> {
  const taken: Taken[] = [];
  let skippedSeconds = 0;
  for (let round = 0; round < roundsMax; round++) {
    let next: { readonly step: LeaveStep; readonly at: number } | undefined;
    for (const [index, trader] of traders.entries()) {
      signal.throwIfAborted();
      const leaving = await leave(trader.l1(l1.url), kits[index]!);
      taken.push(...leaving.taken);
      for (const { step } of leaving.taken) if (step !== 'exit') view.event(`${trader.name}: ${step}`);
      next = leaving.next ?? next;
      // What the others would wait for as well.
      if (leaving.next !== undefined) break;
    }
    if (next === undefined) return { taken, skippedSeconds };
    const { timestamp } = await client.getBlock();
    const seconds = Math.max(1, next.at - Number(timestamp));
    view.event(`${next.step} comes in ${seconds} s: the chain's clock is moved there`);
    await rpc(l1.url, 'evm_increaseTime', [seconds]);
    await rpc(l1.url, 'evm_mine');
    skippedSeconds += seconds;
  }
  throw new WitanError('DEVNET_DRILL_FAILED', `Not everybody has left after ${roundsMax} rounds.`);
}

/** The insurance funds and fees go to the treasury; anyone may send them there. */
async function systemLeaves(
  l1: L1,
  client: PublicClient,
  { chainId, escape, usdc, weth }: Committee['deployment'],
  { system }: ExitKit,
): Promise<void> {
  const wallet = createWalletClient({
    account: mnemonicToAccount(fundedMnemonic),
    chain: chainAt(l1.url, chainId),
    transport: http(l1.url),
  });
  const args = [system.leaf, system.path, [usdc, weth]] as const;
  const hash = await wallet.writeContract({ address: escape, abi: escapeAbi, functionName: 'exit', args });
  const { status } = await client.waitForTransactionReceipt({ hash });
  if (status !== 'success') throw new WitanError('DEVNET_DRILL_FAILED', 'The system could not leave.');
}
