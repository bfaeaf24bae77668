/** What operators do on a devnet: one registers and joins, one leaves, and the committee changes while orders flow. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { PublicClient } from 'viem';
import { committeeRegistryAbi, settlementAbi } from '../node/l1/abi.ts';
import { WitanError } from '../node/types/fault.ts';
import type { Address } from '../node/types/ids.ts';
import type { Committee } from './committee.ts';
import { ask, type DoorStatus } from './doors.ts';
import type { Measurements } from './measurements.ts';
import { pause } from './pause.ts';
import type { ValidatorProcess } from './validatorProcess.ts';
import type { View } from './view.ts';

const mainPath = fileURLToPath(new URL('../node/cli/main.ts', import.meta.url));
const run = promisify(execFile);
/** Between two looks. */
const lookMs = 100;

/** Times count from the moment when both operators had asked, ms. */
export interface RotationReport {
  /** Validators by number of their folder. */
  readonly joined: number;
  readonly left: number;
  readonly plannedMs: number;
  readonly installedMs: number;
  /** All run the next epoch, with the one and without the other. */
  readonly tookOverMs: number;
  /** L1 accepted a header of the new committee that the newcomer signed too. */
  readonly signedOnL1Ms: number;
  readonly installGas: number;
  /** Longest time without a block from asking to taking over, as a client saw it. */
  readonly longestPauseMs: number;
}

/** `witan node validator …`, as its operator runs it. */
async function operate({ folder }: ValidatorProcess, ...args: readonly string[]): Promise<void> {
  await run(process.execPath, [mainPath, 'node', 'validator', ...args, '--dir', folder, '--json']);
}

/**
 * At a tenth of the time a candidate starts, registers and joins, and another one leaves. Ends when both are done.
 * Errors: DEVNET_NOT_ROTATED when that takes longer than traders trade.
 */
export async function rotateOne(
  { deployment, validators, candidates }: Committee,
  client: PublicClient,
  durationMs: number,
  measured: Measurements,
  view: View,
  signal: AbortSignal,
): Promise<RotationReport> {
  const [newcomer, leaver] = [candidates[0]!, validators[1]!];
  await pause(durationMs * 0.1, signal);
  view.event(`validator ${newcomer.index} starts, registers and joins; validator ${leaver.index} leaves`);
  await newcomer.start();
  await operate(newcomer, 'register', '--stake', '1');
  // First: alone it waits, since four are the least; the plan that the other one makes possible has both.
  await operate(leaver, 'leave');
  await operate(newcomer, 'join');
  const askedMs = Date.now();
  const pauses = watchPauses(measured);
  const sinceAsked = (): number => Date.now() - askedMs;
  const deadlineMs = askedMs + durationMs;
  const when = async (holds: () => Promise<boolean>): Promise<number> => {
    while (!(await holds().catch(() => false))) {
      if (Date.now() > deadlineMs) throw new WitanError('DEVNET_NOT_ROTATED', 'The committee did not change in time.');
      await pause(lookMs, signal);
    }
    return sinceAsked();
  };
  try {
    const registry = { address: deployment.registry, abi: committeeRegistryAbi } as const;
    const hasPlan = async (): Promise<boolean> =>
      BigInt((await client.readContract({ ...registry, functionName: 'planned' }))[0]) !== 0n;
    const plannedMs = await when(hasPlan);
    view.event(`the next committee is planned on L1 after ${plannedMs} ms`);
    const installedMs = await when(async () => (await client.readContract({ ...registry, functionName: 'installed' })) === 2n); // prettier-ignore
    const installGas = await gasOfInstallation(client, deployment.registry, deployment.deployBlock);
    view.event(`it is installed after ${installedMs} ms for ${installGas} gas`);
    const members = (await client.readContract({ ...registry, functionName: 'members', args: [2n] })).map(({ operator }) => operator.toLowerCase()); // prettier-ignore
    const everybody = [...validators, newcomer].filter(({ isRunning }) => isRunning);
    const tookOverMs = await when(async () => {
      const all = await Promise.all(everybody.map(({ httpUrl }) => ask<DoorStatus>(httpUrl, 'witan_status')));
      return all.every(({ epoch, validator }, i) => epoch === 2 && (validator === null) === (everybody[i] === leaver));
    });
    pauses.stop();
    view.event(`it took over after ${tookOverMs} ms; longest pause ${pauses.longestMs} ms`);
    const bit = 1n << BigInt(members.length - 1);
    const signedOnL1Ms = await when(() => newcomerSigned(client, deployment.settlement, deployment.deployBlock, bit));
    view.event(`L1 accepted a header that validator ${newcomer.index} signed after ${signedOnL1Ms} ms`);
    const { longestMs } = pauses;
    return {
      joined: newcomer.index,
      left: leaver.index,
      plannedMs,
      installedMs,
      tookOverMs,
      signedOnL1Ms,
      installGas,
      longestPauseMs: longestMs,
    };
  } finally {
    pauses.stop();
  }
}

async function gasOfInstallation(client: PublicClient, registry: Address, from: number): Promise<number> {
  const [event] = await client.getContractEvents({
    address: registry,
    abi: committeeRegistryAbi,
    eventName: 'CommitteeInstalled',
    args: { id: 2n },
    fromBlock: BigInt(from),
  });
  return Number((await client.getTransactionReceipt({ hash: event!.transactionHash })).gasUsed);
}

/** Whether the last header on L1 is of committee 2 and has this bit: who joins stands last. */
async function newcomerSigned(client: PublicClient, settlement: Address, from: number, bit: bigint): Promise<boolean> {
  const contract = { address: settlement, abi: settlementAbi } as const;
  const [entry] = await client.readContract({ ...contract, functionName: 'latest' });
  if (BigInt(entry.committeeId) !== 2n) return false;
  const [event] = await client.getContractEvents({
    ...contract,
    eventName: 'CheckpointAccepted',
    args: { number: BigInt(entry.number) },
    fromBlock: BigInt(from),
  });
  return event?.args.bitmap !== undefined && (event.args.bitmap & bit) !== 0n;
}

/** The longest time in which no new block was seen, to about ten milliseconds. */
function watchPauses(measured: Measurements): { readonly longestMs: number; stop(): void } {
  let [blocks, sinceMs, longestMs] = [measured.blocks, performance.now(), 0];
  const timer = setInterval(() => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - sinceMs);
    if (measured.blocks !== blocks) [blocks, sinceMs] = [measured.blocks, nowMs];
  }, 10);
  return {
    get longestMs() {
      return Math.round(longestMs);
    },
    stop: () => clearInterval(timer),
  };
}
