import type { EpochConfig } from '../../node/consensus/epochs.ts';
import { fromHex } from '../../node/codec/hex.ts';
import { verifyCertificate } from '../../node/crypto/certificates.ts';
import { decodeFinalBlock } from '../../node/crypto/messageCodec.ts';
import { checkConservationFully } from '../../node/exchange/conservation.ts';
import type { Hash } from '../../node/types/ids.ts';
import { Auditors, type Said, type Violation } from './auditors.ts';
import { Faults } from './faults.ts';
import { FileDisk } from './fileDisk.ts';
import type { FaultKind, Scenario } from './scenario.ts';
import { transactionLifeMs, Workload } from './workload.ts';
import { startMs, World } from './world.ts';

/** What a run came to. */
export interface Outcome {
  readonly scenario: Scenario;
  readonly violations: readonly Violation[];
  readonly views: number;
  readonly epochs: number;
  readonly blocks: number;
  readonly virtualMs: number;
  /** Virtual time from mending to the first new final block at every honest validator. */
  readonly recoveryMs: number;
  readonly transactions: { readonly submitted: number; readonly accepted: number; readonly executed: number };
  readonly injected: Readonly<Partial<Record<FaultKind, number>>>;
  /** How often somebody joined by a snapshot of others. */
  readonly joins: number;
  /** Codes of evidence that honest validators found, with the accused. */
  readonly evidence: readonly string[];
  readonly said: readonly Said[];
}

/** The end of an epoch is decided a few blocks before it: often before those are executed. */
const epochOf = (blocks: number): EpochConfig => ({ blocks, lookaheadBlocks: 5 });

/** Faster than a real network's, so that a run has many views; the ratios are alike. */
const timing = {
  deltaMs: 120,
  blockIntervalMs: 15,
  idleIntervalMs: 80,
  reportIntervalMs: 15,
  heartbeatMs: 60,
  arrivalTtlMs: 4_000,
} as const;

/** Snapshots come so often, and blocks go so soon, that whoever is away for a second or two can only join by one. */
const pruning = {
  checkpoint: { intervalMs: 300, minSpacingMs: 100 },
  limits: { snapshotHeaders: 2, snapshotChunkBytes: 1_500 },
  keepBlocks: 16,
} as const;

/**
 * Within this virtual time after everything was mended, every honest validator has new final blocks: the longest timers
 * (5Δ, doubled six times) and as much again for what has to be fetched.
 */
export const progressBoundMs = 2 * 5 * timing.deltaMs * 64;
/** For so long orders go on coming while everybody waits for it. */
const patienceMs = 5_000;
/** Blocks that every honest validator must add within it. */
const progressBlocks = 4;

/** Virtual time of orders after everything works again, ms: what is accepted now must be executed. */
const calmMs = 400;

/** How far the agreed index may lag behind honest feeds that wander and jump. */
const priceTolerance = 0.12;

/** Validators whose block logs are read: all of a small committee. */
const logsAuditedMax = 7;

/** Entries of anything that may wait in a node in calm weather. */
const heldMax = 64;

/** Runs a scenario to its end: faults, mending, progress, silence, and what must then hold. */
export async function runScenario(scenario: Scenario): Promise<Outcome> {
  const world = new World({
    seed: scenario.seed,
    validators: scenario.powers.length,
    powers: scenario.powers,
    joiners: scenario.joiners,
    ...(scenario.epochBlocks === undefined ? {} : { epoch: epochOf(scenario.epochBlocks) }),
    realSignatures: scenario.realSignatures,
    auditsFully: false,
    timing,
    ...pruning,
    ...(scenario.realFiles ? { makeDisk: (random) => new FileDisk(random) } : {}),
  });
  const liars = new Set(scenario.faults.filter(({ kind }) => kind === 'byzantine').map((fault) => (fault as { node: number }).node)); // prettier-ignore
  const misled = new Set(scenario.faults.filter(({ kind }) => kind === 'l1FinalReorg').map((fault) => (fault as { node: number }).node)); // prettier-ignore
  const honest = world.nodes.map((_, index) => index).filter((index) => !liars.has(index));
  /** Those who can follow to the end: a false L1 makes a validator stop, which is right. */
  const sound = honest.filter((index) => !misled.has(index));
  const auditors = new Auditors(world, (index) => !liars.has(index));
  const workload = new Workload(world, scenario.seed, scenario.ordersPerSecond);
  const faults = new Faults(world, scenario);
  let recoveryMs = 0;
  try {
    await world.pass(scenario.faultyMs);
    faults.mend();
    recoveryMs = await expectProgress(world, sound, workload, auditors);
    expectSignedLogs(world, sound, auditors);
    expectWholeLogs(world, sound, auditors);
    // Nothing of what follows can be expected of a committee that stands still.
    if (!auditors.violations.some(({ rule }) => rule === 'progress')) {
      await expectNewestCommittee(world, scenario, sound, auditors);
      await expectVoices(world, sound, auditors);
      const calmSinceMs = world.nowMs;
      await world.pass(calmMs);
      workload.stop();
      await expectSilence(world, sound, auditors);
      await expectEqualStates(world, sound, auditors);
      expectHonestPrice(world, sound, auditors);
      expectNothingLost(workload, sound, calmSinceMs, auditors);
    }
  } catch (error) {
    auditors.report('nothing unforeseen', (error as Error).stack ?? String(error));
  }
  expectIdleGuards(world, scenario, liars, auditors);
  expectJustEvidence(world, liars, auditors);
  expectProof(world, scenario, auditors);
  expectJustice(world, scenario, sound, liars, auditors);
  return {
    scenario,
    violations: auditors.violations,
    views: auditors.views,
    epochs: auditors.epochs,
    blocks: Math.max(...sound.map((index) => world.executedHeight(index))),
    virtualMs: Math.round(world.nowMs - startMs),
    recoveryMs: Math.round(recoveryMs),
    transactions: {
      submitted: workload.submitted,
      accepted: workload.accepted.size,
      executed: [...workload.accepted.keys()].filter((hash) => auditors.executedAt(hash) !== undefined).length,
    },
    injected: faults.injected,
    joins: world.nodes.reduce((sum, { joins }) => sum + joins, 0),
    evidence: world.evidence,
    said: auditors.said,
  };
}

async function expectProgress(
  world: World,
  sound: readonly number[],
  workload: Workload,
  auditors: Auditors,
): Promise<number> {
  const mendedMs = world.nowMs;
  const goal = Math.max(...sound.map((index) => world.executedHeight(index))) + progressBlocks;
  const isThere = (): boolean => sound.every((index) => world.executedHeight(index) >= goal);
  if (!(await world.passUntil(isThere, patienceMs))) workload.stop();
  if (!(await world.passUntil(isThere, progressBoundMs - patienceMs))) {
    const heights = sound.map((index) => `${index}: ${world.executedHeight(index)}${whyMute(world, index)}`);
    auditors.report('progress', `not all reached height ${goal} in ${progressBoundMs} ms: ${heights.join(', ')}`);
  }
  return world.nowMs - mendedMs;
}

/** Whether views are led by this node, as things stand for it. */
function leads(world: World, index: number): boolean {
  const { committee, self } = world.nodes[index]!.sequencer ?? {};
  return self !== undefined && committee!.validators[self]!.power > 0;
}

/** Rule 16: the newest committee on L1 is in office, at the second possible end of an epoch at the latest. */
async function expectNewestCommittee(
  world: World,
  scenario: Scenario,
  sound: readonly number[],
  auditors: Auditors,
): Promise<void> {
  if (scenario.epochBlocks === undefined) return;
  const inOffice = (): number[] => sound.map((index) => world.nodes[index]!.sequencer!.committee.id);
  const isDone = (): boolean => inOffice().every((id) => id === world.chain.committeeId);
  if (await world.passUntil(isDone, progressBoundMs)) return;
  auditors.report('committees follow L1', `committee ${world.chain.committeeId} is on L1; in office: ${inOffice().join(', ')}`); // prettier-ignore
}

/** Everybody takes part again, those included who joined by a snapshot: they propose, so they vote. */
async function expectVoices(world: World, sound: readonly number[], auditors: Auditors): Promise<void> {
  const since = auditors.said.length;
  const silent = (): number[] => {
    const proposers = new Set(auditors.said.slice(since).filter(({ word }) => word.startsWith('propose')).map(({ validator }) => validator)); // prettier-ignore
    return sound.filter((index) => !proposers.has(index) && leads(world, index));
  };
  if (await world.passUntil(() => silent().length === 0, progressBoundMs)) return;
  const names = silent().map((index) => `${index}${whyMute(world, index)}`);
  auditors.report('progress', `in ${progressBoundMs} ms of calm weather these proposed nothing: ${names.join(', ')}`);
}

const whyMute = (world: World, index: number): string => {
  const reason = world.nodes[index]!.sequencer?.status().muteReason;
  return reason === undefined ? '' : ` (${reason})`;
};

/** With nobody submitting, everything that nodes hold must find its end: executed, expired or dropped. */
async function expectSilence(world: World, sound: readonly number[], auditors: Auditors): Promise<void> {
  const bodies = (): number[] => sound.map((index) => world.nodes[index]!.sequencer!.status().bodies);
  const isEmpty = (): boolean => bodies().every((count) => count === 0);
  const boundMs = 2 * (timing.arrivalTtlMs + transactionLifeMs) + 1_000;
  if (!(await world.passUntil(isEmpty, boundMs))) {
    auditors.report(
      'bounded memory',
      `after ${boundMs} ms without orders nodes hold transactions: ${bodies().join(', ')}`,
    );
  }
}

async function expectEqualStates(world: World, sound: readonly number[], auditors: Auditors): Promise<void> {
  const heights = (): number[] => sound.map((index) => world.executedHeight(index));
  const isLevel = (): boolean => new Set(heights()).size === 1;
  for (let passedMs = 0; passedMs < 2_000 && !isLevel(); passedMs += 3) await world.pass(3);
  const roots = new Map<number, Hash>();
  for (const index of sound) {
    const { sequencer, checkpoints } = world.nodes[index]!;
    checkConservationFully(sequencer!.exchange);
    const height = world.executedHeight(index);
    const root = world.stateRoot(index);
    if ((roots.get(height) ?? root) !== root) {
      auditors.report('equal states', `validator ${index} has another state root at height ${height}`);
    }
    roots.set(height, root);
    for (const [number, hash] of checkpoints) {
      const first = world.nodes[sound[0]!]!.checkpoints.get(number) ?? hash;
      if (first !== hash) auditors.report('equal states', `two checkpoints ${number}: ${first} and ${hash}`);
    }
  }
  for (const index of sound) {
    for (const [what, count] of Object.entries(world.nodes[index]!.sequencer!.status().held)) {
      if (count > heldMax)
        auditors.report('bounded memory', `validator ${index} holds ${count} ${what} in calm weather`);
    }
  }
}

/**
 * What a sound validator accepted in calm weather was executed. What was accepted before may have outlived its time;
 * then nobody holds it any more (`expectSilence`). Who is misled about L1 accepts too, and may be the only one who holds it yet.
 */
function expectNothingLost(
  workload: Workload,
  sound: readonly number[],
  calmSinceMs: number,
  auditors: Auditors,
): void {
  for (const [hash, { node, atMs }] of workload.accepted) {
    if (atMs > calmSinceMs && sound.includes(node) && auditors.executedAt(hash) === undefined) {
      auditors.report('no transaction lost', `${hash}, accepted by ${node} in calm weather, was never executed`);
    }
  }
}

/** What a node keeps for others, and for its own next start, is signed by whom it names. */
function expectSignedLogs(world: World, sound: readonly number[], auditors: Auditors): void {
  for (const index of sound.slice(0, logsAuditedMax)) {
    for (const bytes of world.nodes[index]!.disk.blocks) {
      const { networkId } = world.network.committee;
      const { content, digest, certificate, reports } = decodeFinalBlock(networkId, bytes);
      const committee = world.committeeOf(content.epoch);
      const leaderOf = world.leadersOf(content.epoch);
      const isFinal =
        certificate === undefined ||
        (certificate.digest === digest && verifyCertificate(committee, certificate, leaderOf, world.verify));
      const isSigned = reports.every(({ report, digest: name, signature }) =>
        world.verify(committee.validators[report.validator]!.ed25519Key, fromHex(name), signature),
      );
      if (isFinal && isSigned) continue;
      auditors.report('signed logs', `validator ${index} keeps block ${content.height} with a ${isFinal ? 'report' : 'certificate'} that nobody signed`); // prettier-ignore
    }
  }
}

/** Who starts from either of the snapshots that are kept, here or elsewhere, finds all blocks after it. */
function expectWholeLogs(world: World, sound: readonly number[], auditors: Auditors): void {
  for (const index of sound) {
    const { disk } = world.nodes[index]!;
    const oldest = Math.min(...disk.snapshots.map(({ at }) => at));
    if (disk.lowest === undefined || disk.lowest <= oldest + 1) continue;
    const what = `validator ${index} keeps a snapshot of block ${oldest}, and blocks from ${disk.lowest} on`;
    if (disk.snapshots.length > 1) auditors.report('whole logs', what);
  }
}

/** The index is what honest feeds show, though liars with at most f of power show another. */
function expectHonestPrice(world: World, sound: readonly number[], auditors: Auditors): void {
  const { exchange } = world.nodes[sound[0]!]!.sequencer!;
  const [listing] = exchange.genesis.markets;
  const market = exchange.markets.get(listing!.instrument)!;
  const index = market.indexPerLot * listing!.lotsPerUnit;
  const isNear = index > world.price * (1 - priceTolerance) && index < world.price * (1 + priceTolerance);
  if (market.stale || !isNear) {
    const what = market.stale ? 'is stale' : `is ${index}`;
    auditors.report(
      'time and price of the honest',
      `the index ${what} in calm weather, honest feeds show ${world.price}`,
    );
  }
}

/** Who said two things to everybody is convicted of it. */
function expectProof(world: World, scenario: Scenario, auditors: Auditors): void {
  const isLong = auditors.views > 6 * scenario.powers.length;
  for (const fault of scenario.faults) {
    if (fault.kind !== 'byzantine' || fault.behaviour !== 'equivocator' || !isLong) continue;
    if (scenario.epochBlocks !== undefined) continue; // It goes to jail, and has no more to say.
    const proofs = world.accused.filter(({ validator }) => validator === fault.node);
    const codes = new Set(proofs.map(({ code, asLeader }) => (asLeader ? `${code} as leader` : code)));
    for (const code of ['DOUBLE_PROPOSAL as leader', 'DOUBLE_VOTE']) {
      if (!codes.has(code)) auditors.report('evidence against liars', `nobody has ${code} against ${fault.node}`);
    }
  }
}

/** Who went to jail is the same everywhere, and nobody honest is there; who said two things to everybody is. */
function expectJustice(
  world: World,
  scenario: Scenario,
  sound: readonly number[],
  liars: ReadonlySet<number>,
  auditors: Auditors,
): void {
  const node = sound.find((index) => world.isUp(index));
  if (node === undefined) return;
  for (const key of world.nodes[node]!.sequencer!.epochs.jailed.keys()) {
    const jailed = world.nodes.findIndex((_, index) => world.member(index, 1).ed25519Key === key);
    if (!liars.has(jailed)) auditors.report('no accusation of the honest', `validator ${jailed} is in jail`);
  }
  if (scenario.epochBlocks === undefined || auditors.views <= 6 * scenario.powers.length) return;
  for (const fault of scenario.faults) {
    if (fault.kind !== 'byzantine' || fault.behaviour !== 'equivocator') continue;
    const { jailed } = world.nodes[node]!.sequencer!.epochs;
    if (jailed.has(world.member(fault.node, 1).ed25519Key)) continue;
    auditors.report('evidence against liars', `validator ${fault.node} contradicts itself and is not in jail`);
  }
}

/** The guard is the second lock: while the journal is kept, consensus never asks it for a word that it must refuse. */
function expectIdleGuards(world: World, scenario: Scenario, liars: ReadonlySet<number>, auditors: Auditors): void {
  const forgetful = scenario.faults.filter(({ kind }) => ['lostJournal', 'lostFolder', 'oldSnapshot'].includes(kind));
  const hasLost = new Set(forgetful.map((fault) => (fault as { node: number }).node));
  for (const line of world.faults) {
    const node = Number(line.split(' ')[0]);
    if (line.includes('GUARD_HELD_BACK') && !liars.has(node) && !hasLost.has(node)) {
      auditors.report('the guard has nothing to do', `validator ${line}`);
    }
  }
}

/** An honest validator never gives cause for evidence against it, nor for a penalty. */
function expectJustEvidence(world: World, liars: ReadonlySet<number>, auditors: Auditors): void {
  for (const line of world.faults) {
    const [, by, peer, code] = /^(\d+) peer (\d+) (\w+)/.exec(line) ?? [];
    if (code === undefined || liars.has(Number(by)) || liars.has(Number(peer))) continue;
    auditors.report('no accusation of the honest', `${by} faults ${peer} for ${code}`);
  }
  for (const { validator, code } of world.accused) {
    if (!liars.has(validator)) auditors.report('no accusation of the honest', `${code} against ${validator}`);
  }
}
