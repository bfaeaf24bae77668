/** What happens on a devnet beside trading: a validator is killed, a trader takes money out, and the books are compared. */
import { isPassing } from '../node/sdk/endpoints.ts';
import { WitanError } from '../node/types/fault.ts';
import { ask, type DoorCheckpoint, type DoorStatus, totalsAt } from './doors.ts';
import { etherToken } from './crowd.ts';
import type { L1Watch } from './l1Watch.ts';
import type { Measurements } from './measurements.ts';
import { pause } from './pause.ts';
import type { Trader } from './trader.ts';
import type { ValidatorProcess } from './validatorProcess.ts';
import type { View } from './view.ts';

const withdrawalMicroUsdc = 25_000_000_000;
/** Of the ether that the withdrawer has deposited: see crowd.ts. */
const withdrawnEther = 4;
/** How far behind a restarted validator may be to count as back in step, blocks. */
const inStepBlocks = 5;
const settleMsMax = 60_000;

export interface Restart {
  /** From the restart of a killed validator to its being back in step, ms; of several, the longest. */
  readonly backInStepMs: number;
}

/** At two fifths of the time one validator is killed without warning, and started again a little later. */
export async function restartOne(
  validators: readonly ValidatorProcess[],
  durationMs: number,
  view: View,
  signal: AbortSignal,
): Promise<Restart> {
  const victim = validators.at(-1)!;
  await pause(durationMs * 0.4, signal);
  view.event(`validator ${victim.index} is killed (SIGKILL)`);
  await victim.kill();
  await pause(Math.min(6_000, durationMs * 0.1), signal);
  view.event(`validator ${victim.index} starts again`);
  const startedMs = Date.now();
  await victim.start();
  for (;;) {
    const [own, other] = await Promise.all([statusOf(victim), statusOf(validators[0]!)]);
    if (own !== undefined && other !== undefined && other.executedHeight - own.executedHeight <= inStepBlocks) break;
    await pause(100, signal);
  }
  const backInStepMs = Date.now() - startedMs;
  view.event(`validator ${victim.index} is back in step after ${backInStepMs} ms`);
  return { backInStepMs };
}

const statusOf = (validator: ValidatorProcess): Promise<DoorStatus | undefined> =>
  ask<DoorStatus>(validator.httpUrl, 'witan_status').catch(() => undefined);

/** At three tenths of the time a trader withdraws, and claims on L1 as soon as a checkpoint is past its dispute period. */
export async function withdrawAndClaim(
  trader: Trader,
  l1Url: string,
  durationMs: number,
  measured: Measurements,
  view: View,
  signal: AbortSignal,
): Promise<void> {
  await pause(durationMs * 0.3, signal);
  await trader.withdraw(withdrawalMicroUsdc);
  view.event(`${trader.name} withdraws ${withdrawalMicroUsdc / 1_000_000} USDC`);
  await trader.withdraw(withdrawnEther * 10 ** 8, etherToken);
  view.event(`${trader.name} withdraws ${withdrawnEther} WETH`);
  await claimWhenReady(trader, l1Url, measured, view, signal);
  await claimWhenReady(trader, l1Url, measured, view, signal, etherToken);
}

/** Claims are refused until a checkpoint with the withdrawal has aged on L1. */
const notReady = new Set([
  'CLAIM_REFUSED',
  'CLAIM_NOT_READY',
  'CLAIM_UNKNOWN',
  'CHECKPOINT_UNKNOWN',
  'L1_CHECKPOINT_UNKNOWN',
]);

export async function claimWhenReady(
  trader: Trader,
  l1Url: string,
  measured: Measurements,
  view: View,
  signal: AbortSignal,
  token = 0,
  chain?: number,
): Promise<void> {
  const deadlineMs = Date.now() + settleMsMax;
  for (;;) {
    try {
      const { gasUsed } = await trader.claim(l1Url, token, chain);
      measured.withdrawalsClaimed++;
      view.event(`${trader.name} claims it on L1 for ${gasUsed} gas`);
      return;
    } catch (error) {
      const isEarly = error instanceof WitanError && notReady.has(error.code);
      if (!(isEarly || isPassing(error)) || Date.now() > deadlineMs) throw error;
    }
    await pause(500, signal);
  }
}

export interface Settled {
  /** All validators have the same state root in the last checkpoint, and the same result after its block. */
  readonly stateRootsAgree: boolean;
  /** No validator stopped over its own books, and the last checkpoint's totals add up. */
  readonly conserved: boolean;
  readonly vaultBalanceMicroUsdc: number;
  readonly ledgerOwedMicroUsdc: number;
}

/** After trading: waits for a checkpoint over all of it, and compares every validator's books with the vault on L1. */
export async function settleUp(
  validators: readonly ValidatorProcess[],
  claimant: Trader,
  l1Url: string,
  watch: L1Watch,
  measured: Measurements,
  view: View,
  signal: AbortSignal,
): Promise<Settled> {
  await claimant.withdraw(withdrawalMicroUsdc);
  const urls = validators.map(({ httpUrl }) => httpUrl);
  const { executedHeight: endHeight } = await ask<DoorStatus>(urls[0]!, 'witan_status');
  await claimWhenReady(claimant, l1Url, measured, view, signal);
  const deadlineMs = Date.now() + settleMsMax;
  for (;;) {
    const newest = await Promise.all(urls.map((url) => ask<DoorCheckpoint>(url, 'witan_checkpoint', ['latest'])));
    const number = Math.min(...newest.map((each) => each.number));
    const same = await Promise.all(urls.map((url) => checkpointAt(url, number)));
    const isComplete = same.every((each) => each !== undefined) && Number(same[0]?.header.blockHeight) >= endHeight;
    if (isComplete || Date.now() > deadlineMs) {
      if (!isComplete)
        throw new WitanError('DEVNET_NOT_SETTLED', 'The validators did not sign a last checkpoint in time.');
      return compare(validators, claimant, watch, same, number);
    }
    await pause(300, signal);
  }
}

const checkpointAt = (url: string, number: number): Promise<DoorCheckpoint | undefined> =>
  ask<DoorCheckpoint>(url, 'witan_checkpoint', [number]).catch(() => undefined);

async function compare(
  validators: readonly ValidatorProcess[],
  claimant: Trader,
  watch: L1Watch,
  checkpoints: readonly (DoorCheckpoint | undefined)[],
  number: number,
): Promise<Settled> {
  const urls = validators.map(({ httpUrl }) => httpUrl);
  const height = Number(checkpoints[0]!.header.blockHeight);
  const results = await Promise.all(urls.map((url) => ask<{ resultDigest: string }>(url, 'witan_block', [height])));
  const statuses = await Promise.all(urls.map((url) => ask<DoorStatus>(url, 'witan_status')));
  const totals = await Promise.all(urls.map((url) => totalsAt(url, claimant.address, number)));
  const ether = await totalsAt(urls[0]!, claimant.address, number, etherToken);
  const [vault, etherVault] = [await watch.vault(), await watch.vault(etherToken)];
  const { liabilities, requested } = totals[0]!;
  const hasEther = ether.liabilities + ether.requested - etherVault.paid === etherVault.balance;
  const isMuted = statuses.some(({ muteReason }) => muteReason !== undefined);
  const addsUp = totals.every((each) => each.liabilities === each.deposited - each.requested);
  return {
    stateRootsAgree:
      new Set(checkpoints.map((each) => each?.header.stateRoot)).size === 1 &&
      new Set(results.map(({ resultDigest }) => resultDigest)).size === 1,
    conserved: !isMuted && addsUp && hasEther && validators.every(({ isRunning }) => isRunning),
    vaultBalanceMicroUsdc: Number(vault.balance),
    ledgerOwedMicroUsdc: Number(liabilities + requested - vault.paid),
  };
}
