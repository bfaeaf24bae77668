import { fileURLToPath } from 'node:url';
import type { CommitteeSetup } from '../committee.ts';
import { Random } from '../random.ts';
import type { Trader } from '../trader.ts';
import type { ValidatorProcess } from '../validatorProcess.ts';
import { AcceptedTransactions } from './acceptedTransactions.ts';
import { Auditor, type Violation } from './auditor.ts';
import { type FaultCounts, Faults } from './faults.ts';
import { LinkProxy } from './linkProxy.ts';
import { judgedMsMin, ratioMax, type Resident } from './residentMemory.ts';
import { type Cast, castOf, type FaultKind } from './schedule.ts';

/** What a run with faults adds to the summary. */
export interface FaultReport {
  readonly faults: FaultCounts;
  /** Honest processes killed. */
  readonly kills: number;
  /** Two validators that were never killed, and the one that lied, if one did. */
  readonly spared: readonly number[];
  readonly liar: number | null;
  /** Transactions that validators accepted from traders: each became final, but for those that expired in an outage. */
  readonly accepted: number;
  readonly expired: number;
  /** Comparisons of a validator's block and result with another's at the same height. */
  readonly heightsCompared: number;
  readonly violations: readonly Violation[];
  /** Memory of the spared. */
  readonly rss: readonly Resident[];
  /** Whether it ended within a fifth of where it was after five minutes; null in a run of less than ten. */
  readonly memoryFlat: boolean | null;
}

const slowDiskPath = fileURLToPath(new URL('slowDisk.ts', import.meta.url));
const quietMsMax = 30_000;

/** The faults of one run of the devnet, and those who look whether they do harm. */
export class FaultRun {
  readonly #kinds: ReadonlySet<FaultKind>;
  readonly #seed: number;
  readonly #durationMs: number;
  readonly #cast: Cast;
  readonly #say: (line: string) => void;
  readonly #accepted = new AcceptedTransactions();
  #links: LinkProxy | undefined;
  #faults: Faults | undefined;
  #auditor: Auditor | undefined;

  constructor(
    kinds: ReadonlySet<FaultKind>,
    validators: number,
    seed: number,
    durationMs: number,
    say: (line: string) => void,
  ) {
    this.#kinds = kinds;
    this.#seed = seed;
    this.#durationMs = durationMs;
    this.#say = say;
    this.#cast = castOf(validators, kinds, new Random(seed));
  }

  /** What the committee is started with, so that faults can reach it. */
  get setup(): Pick<CommitteeSetup, 'between' | 'nodeFlags'> {
    return {
      between: async (ports) => (this.#links = await LinkProxy.start(ports)),
      nodeFlags: this.#kinds.has('slow-disk') ? ['--import', slowDiskPath] : [],
    };
  }

  isHonest(validator: number): boolean {
    return validator !== this.#cast.liar;
  }

  watch(trader: Trader): void {
    trader.onAccepted = (hash) => this.#accepted.accepted(hash, Date.now());
    trader.onFinal = (hash) => this.#accepted.final(hash);
  }

  start(validators: readonly ValidatorProcess[]): void {
    const { spared, liar } = this.#cast;
    this.#say(`validators ${spared.join(' and ')} are never killed${liar === undefined ? '' : `, ${liar} lies`}`);
    const auditor = new Auditor({
      validators,
      spared,
      accepted: this.#accepted,
      isHonest: (validator) => this.isHonest(validator),
      hadOutageSince: (atMs) => faults.hadOutageSince(atMs),
      soundSinceMs: (validator) => faults.soundSinceMs(validator),
      onViolation: ({ rule, what }) => this.#say(`VIOLATION of ${rule}: ${what}`),
    });
    const faults = new Faults({
      validators,
      links: this.#links!,
      kinds: this.#kinds,
      cast: this.#cast,
      seed: this.#seed,
      say: this.#say,
      late: (what) => auditor.report('recovery', what),
    });
    this.#auditor = auditor;
    this.#faults = faults;
    auditor.start();
    faults.start();
  }

  /** The traders have stopped: ends all faults, and waits for the committee to recover and for what it accepted. */
  async mend(): Promise<void> {
    await this.#faults!.stop();
    await this.#faults!.mend();
    const deadlineMs = Date.now() + quietMsMax;
    while (this.#accepted.openCount > 0 && Date.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Everything was looked at; what came of it. */
  async report(): Promise<FaultReport> {
    const auditor = this.#auditor!;
    await auditor.stop();
    await auditor.checkAllAccepted();
    const rss = auditor.memory.compare();
    const isFlat = rss.every(({ ratio }) => ratio <= ratioMax);
    const isJudged = this.#durationMs >= judgedMsMin;
    if (isJudged && !isFlat) auditor.report('memory', rss.map(describeGrowth).join('; '));
    return {
      faults: this.#faults!.counts,
      kills: this.#faults!.kills,
      spared: this.#cast.spared,
      liar: this.#cast.liar ?? null,
      accepted: this.#accepted.count,
      expired: auditor.expired,
      heightsCompared: auditor.heightsCompared,
      violations: auditor.violations,
      rss,
      memoryFlat: isJudged ? isFlat : null,
    };
  }

  get backInStepMs(): number {
    return this.#faults!.backInStepMs;
  }

  /** Whatever state it is in. Processes are ended by whoever started them. */
  async close(): Promise<void> {
    await this.#auditor?.stop();
    await this.#faults?.abandon();
    await this.#links?.close();
  }
}

const describeGrowth = ({ validator, fromMiB, endMiB }: Resident): string =>
  `validator ${validator} had ${fromMiB} MiB in memory and has ${endMiB}`;
