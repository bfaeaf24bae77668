import { join } from 'node:path';
import { ask, type DoorCheckpoint, type DoorStatus } from '../doors.ts';
import type { ValidatorProcess } from '../validatorProcess.ts';
import type { AcceptedTransactions } from './acceptedTransactions.ts';
import { LogReader } from './logReader.ts';
import { troubleIn } from './logTrouble.ts';
import { ResidentMemory, residentBytes } from './residentMemory.ts';

/** A rule that did not hold, and how. */
export interface Violation {
  /** After the traders began, ms. */
  readonly atMs: number;
  readonly rule:
    'agreement' | 'checkpoints' | 'progress' | 'recovery' | 'logs' | 'process' | 'accepted' | 'service' | 'memory';
  readonly what: string;
}

export interface Audited {
  readonly validators: readonly ValidatorProcess[];
  /** Their memory is watched. */
  readonly spared: readonly number[];
  readonly accepted: AcceptedTransactions;
  readonly isHonest: (validator: number) => boolean;
  /** Whether more than f were faulty or recovering from it at some time since then. */
  readonly hadOutageSince: (atMs: number) => boolean;
  /** Since when a validator must make progress: up, connected and in step, at most f being faulty; undefined: it need not. */
  readonly soundSinceMs: (validator: number) => number | undefined;
  readonly onViolation: (violation: Violation) => void;
}

const lookMs = 1_000;
const checkpointLooks = 3;
const memoryLooks = 5;
const violationsMax = 100;
/**
 * A sound validator has a new final block within this time. A block takes milliseconds; but a view whose leader is faulty
 * takes a second, twice as long for each round of views without a block, and the machine may be busy.
 */
export const progressMsMax = 60_000;
/** Traders' transactions expire a minute after they were signed, and a block's time is a little behind the present. */
const acceptedMsMax = 75_000;
/** Traders hear of something final within this time, but for outages: their clients find validators that are up. */
export const serviceMsMax = 75_000;
/** Most receipts that were missed are asked for at a time. */
const askedMax = 50;

/** Looks at every honest validator from outside, once a second. */
export class Auditor {
  readonly violations: Violation[] = [];
  readonly memory = new ResidentMemory();
  readonly #audited: Audited;
  readonly #startedMs = Date.now();
  readonly #results = new Map<number, string>();
  readonly #headers = new Map<number, string>();
  readonly #progress = new Map<number, { height: number; atMs: number }>();
  readonly #logs = new Map<number, LogReader>();
  #looks = 0;
  #heightsCompared = 0;
  #expired = 0;
  #serviceToldMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(audited: Audited) {
    this.#audited = audited;
    for (const validator of audited.validators) {
      this.#logs.set(validator.index, new LogReader(join(validator.folder, 'node.log')));
      if (audited.isHonest(validator.index)) {
        validator.onEnd = (how) => this.report('process', `validator ${validator.index} ended by itself ${how}`);
      }
    }
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.look());
    }, lookMs);
  }

  /** Looks once more, and no more after that. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#looking = this.#looking.then(() => this.look());
    await this.#looking;
    for (const validator of this.#audited.validators) validator.onEnd = () => undefined;
  }

  /** Heights at which two validators or more were compared. */
  get heightsCompared(): number {
    return this.#heightsCompared;
  }

  /** Accepted transactions that came to nothing because the committee stood still until they expired. */
  get expired(): number {
    return this.#expired;
  }

  report(rule: Violation['rule'], what: string): void {
    if (this.violations.length >= violationsMax) return;
    const violation = { atMs: Date.now() - this.#startedMs, rule, what };
    this.violations.push(violation);
    this.#audited.onViolation(violation);
  }

  /** Looks once at everything whose turn it is. */
  async look(): Promise<void> {
    const { validators, spared, isHonest } = this.#audited;
    this.#looks++;
    const up = validators.filter(({ index, isRunning }) => isHonest(index) && isRunning);
    for (const { index } of up) this.#readLog(index);
    const statuses = await Promise.all(up.map(async (validator) => ({ validator, status: await statusOf(validator) })));
    const told = statuses.flatMap(({ validator, status }) => (status === undefined ? [] : [{ validator, status }]));
    for (const { validator, status } of statuses) this.#checkProgress(validator.index, status);
    this.#checkService();
    await this.#compareResults(told);
    if (this.#looks % checkpointLooks === 0) await this.#compareCheckpoints(told.map(({ validator }) => validator));
    if (this.#looks % memoryLooks === 0) {
      const atMs = Date.now() - this.#startedMs;
      for (const index of spared) this.memory.sample(index, atMs, residentBytes(validators[index]!.pid));
    }
    await this.#askForOverdue(told.map(({ validator }) => validator));
  }

  #readLog(index: number): void {
    for (const line of this.#logs.get(index)!.newLines()) {
      const trouble = troubleIn(line, this.#audited.isHonest);
      if (trouble !== undefined) this.report('logs', `validator ${index} says: ${trouble}`);
    }
  }

  #checkProgress(index: number, status: DoorStatus | undefined): void {
    const nowMs = Date.now();
    const soundMs = this.#audited.soundSinceMs(index);
    const last = this.#progress.get(index);
    if (soundMs === undefined || last === undefined || (status?.executedHeight ?? 0) > last.height) {
      this.#progress.set(index, { height: status?.executedHeight ?? last?.height ?? 0, atMs: nowMs });
      return;
    }
    if (nowMs - Math.max(last.atMs, soundMs) <= progressMsMax) return;
    this.report('progress', `validator ${index} is at height ${last.height} for more than ${progressMsMax} ms`);
    last.atMs = nowMs;
  }

  #checkService(): void {
    const { accepted, hadOutageSince } = this.#audited;
    const nowMs = Date.now();
    if (nowMs - Math.max(accepted.lastFinalMs, this.#serviceToldMs) <= serviceMsMax) return;
    if (hadOutageSince(nowMs - serviceMsMax)) return;
    this.report('service', `no trader has heard of anything final for more than ${serviceMsMax} ms`);
    this.#serviceToldMs = nowMs;
  }

  /**
   * Block digests bind the parent, result digests the result before: two validators that have the same at one height have
   * the same at all below. So it is enough to compare each at its newest height, and all at the lowest of these.
   */
  async #compareResults(told: readonly { validator: ValidatorProcess; status: DoorStatus }[]): Promise<void> {
    const lowest = Math.min(...told.map(({ status }) => status.executedHeight));
    await Promise.all(
      told.flatMap(({ validator, status }) =>
        [...new Set([lowest, status.executedHeight])]
          .filter((height) => height > 0)
          .map((height) => this.#compareAt(validator, height)),
      ),
    );
  }

  async #compareAt(validator: ValidatorProcess, height: number): Promise<void> {
    const block = await attempt<{ digest: string; resultDigest: string }>(validator, 'witan_block', [height]);
    if (block === undefined) return;
    const own = `block ${block.digest}, result ${block.resultDigest}`;
    const known = this.#results.get(height);
    if (known === undefined) this.#results.set(height, own);
    else this.#heightsCompared++;
    if (known !== undefined && known !== own) {
      this.report('agreement', `at height ${height} validator ${validator.index} has ${own}, others have ${known}`);
    }
  }

  async #compareCheckpoints(validators: readonly ValidatorProcess[]): Promise<void> {
    await Promise.all(
      validators.map(async (validator) => {
        const newest = await attempt<DoorCheckpoint>(validator, 'witan_checkpoint', ['latest']);
        if (newest === undefined) return;
        const { number, headerHash } = newest;
        const known = this.#headers.get(number) ?? headerHash;
        this.#headers.set(number, known);
        if (known !== headerHash) {
          this.report('checkpoints', `validator ${validator.index} has another checkpoint ${number} than others`);
        }
      }),
    );
  }

  /** After everything was given time: what has no receipt yet is final at a validator all the same. */
  async checkAllAccepted(): Promise<void> {
    await this.#askFor(this.#audited.validators[this.#audited.spared[0]!]!, Infinity, Infinity);
  }

  /** Receipts get lost with the sockets that bring them: what has none for long is asked for, at whoever is up. */
  async #askForOverdue(validators: readonly ValidatorProcess[]): Promise<void> {
    const door = validators.find(({ index }) => this.#audited.soundSinceMs(index) !== undefined);
    if (door !== undefined) await this.#askFor(door, Date.now() - acceptedMsMax, askedMax);
  }

  async #askFor(door: ValidatorProcess, untilMs: number, countMax: number): Promise<void> {
    const { accepted, hadOutageSince } = this.#audited;
    const nowMs = Date.now();
    for (const [hash, acceptedMs] of accepted.before(untilMs).slice(0, countMax)) {
      const found = await attempt<{ state: string }>(door, 'witan_transaction', [hash]);
      if (found === undefined) return;
      accepted.final(hash);
      if (found.state !== 'unknown' && found.state !== 'pending') continue;
      if (hadOutageSince(acceptedMs)) {
        this.#expired++;
        continue;
      }
      const what = `transaction ${hash} was accepted ${nowMs - acceptedMs} ms ago and is ${found.state} at validator ${door.index}`;
      this.report('accepted', what);
    }
  }
}

const attempt = <T>(validator: ValidatorProcess, method: string, params: readonly unknown[]): Promise<T | undefined> =>
  ask<T>(validator.httpUrl, method, params).catch(() => undefined);

export const statusOf = (validator: ValidatorProcess): Promise<DoorStatus | undefined> =>
  attempt<DoorStatus>(validator, 'witan_status', []);
