import { fileURLToPath } from 'node:url';
import { WitanError } from '../../node/types/fault.ts';
import { pause } from '../pause.ts';
import { Random } from '../random.ts';
import type { ValidatorProcess } from '../validatorProcess.ts';
import { statusOf } from './auditor.ts';
import { behaviours } from './liar.ts';
import type { LinkProxy } from './linkProxy.ts';
import { type Cast, type Crash, drawFault, drawLies, drawOutage, type FaultKind, type Lie, type Outage, type Partition, type SlowDisk } from './schedule.ts'; // prettier-ignore
import type { DiskSpeed } from './slowDisk.ts';

export interface FaultsSetup {
  readonly validators: readonly ValidatorProcess[];
  readonly links: LinkProxy;
  readonly kinds: ReadonlySet<FaultKind>;
  readonly cast: Cast;
  readonly seed: number;
  /** For the person who watches. */
  readonly say: (line: string) => void;
  /** A validator did not recover in time. */
  readonly late: (what: string) => void;
}

/** How many faults there were of each kind; `outage` is more than f at once. */
export type FaultCounts = Record<FaultKind | 'outage', number>;

const lyingNodePath = fileURLToPath(new URL('lyingNode.ts', import.meta.url));
/** Blocks by which a validator in step may be behind: it was asked a moment before the others. */
const inStepBlocks = 20;
/** From the end of a fault, or the first answer after a start, to being in step and connected with everybody. */
export const recoveryMsMax = 60_000;
const recoveryLookMs = 250;

/** Lets the faults of a schedule happen to real processes, and ends them all at `stop`. */
export class Faults {
  readonly counts: FaultCounts = { crash: 0, partition: 0, 'slow-disk': 0, byzantine: 0, outage: 0 };
  /** Processes killed, those among them that were killed while they recovered, and the liar's not. */
  kills = 0;
  /** The longest time from a start to being back in step, ms. */
  backInStepMs = 0;
  readonly #setup: FaultsSetup;
  readonly #stopping = new AbortController();
  /** Since when each validator is up, connected and in step; undefined: it is faulty or recovers. */
  readonly #soundSinceMs: (number | undefined)[];
  /** When the committee recovered from the last outage; Infinity while one lasts. */
  #outageEndMs = -Infinity;
  #isAbandoned = false;
  #running: Promise<unknown> = Promise.resolve();
  /** Faults in lanes that are not over. */
  #under = 0;
  /** Resolved unless an outage wants all lanes to wait. */
  #turn: Promise<void> = Promise.resolve();

  constructor(setup: FaultsSetup) {
    this.#setup = setup;
    this.#soundSinceMs = setup.validators.map(({ index }) => (index === setup.cast.liar ? undefined : Date.now()));
  }

  /** Since when a validator must make progress. */
  soundSinceMs(validator: number): number | undefined {
    return this.#soundSinceMs[validator];
  }

  hadOutageSince(atMs: number): boolean {
    return this.#outageEndMs > atMs;
  }

  start(): void {
    const { cast, kinds, seed, late } = this.#setup;
    // Each has a generator of its own, so that none depends on how long another takes.
    const random = (stream: number): Random => new Random(seed * 64 + stream);
    const streams: Promise<void>[] = cast.lanes.map((lane, index) => this.#runLane(lane, random(8 + index)));
    if (cast.liar !== undefined) streams.push(this.#runLiar(cast.liar, random(2)));
    if (kinds.has('crash') || kinds.has('partition')) streams.push(this.#runOutages(random(3)));
    this.#running = Promise.all(
      streams.map((stream) =>
        stream.catch((error: unknown) => {
          if (!this.#stopping.signal.aborted) late(`no more faults come: ${String(error)}`);
        }),
      ),
    );
  }

  /** As `stop`, without waiting for anybody to recover. */
  async abandon(): Promise<void> {
    this.#isAbandoned = true;
    await this.stop();
  }

  /** No more faults begin; those that last end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** After `stop`: waits until every honest validator is up and in step. */
  async mend(): Promise<void> {
    const { validators } = this.#setup;
    const honest = this.#honest;
    const down = honest.map((index) => validators[index]!).filter(({ isRunning }) => !isRunning);
    await Promise.all(down.map((validator) => validator.start()));
    await this.#recovered(honest);
  }

  get #all(): number[] {
    return this.#setup.validators.map(({ index }) => index);
  }

  get #honest(): number[] {
    return this.#all.filter((index) => index !== this.#setup.cast.liar);
  }

  #pause(forMs: number): Promise<void> {
    return pause(forMs, this.#stopping.signal);
  }

  async #runLane(lane: readonly number[], random: Random): Promise<never> {
    const { cast, kinds } = this.#setup;
    for (;;) {
      const fault = drawFault(lane, cast, kinds, random);
      await this.#pause(fault.pauseMs);
      await this.#turn;
      this.#under++;
      try {
        await this.#during([fault.validator], () => this.#apply(fault));
      } finally {
        this.#under--;
      }
    }
  }

  /** Does something to validators that counts against them until they have recovered from it. */
  async #during(validators: readonly number[], act: () => Promise<void>): Promise<void> {
    for (const index of validators) this.#soundSinceMs[index] = undefined;
    await act();
    await this.#recovered(validators);
  }

  async #apply(fault: Crash | Partition | SlowDisk): Promise<void> {
    switch (fault.kind) {
      case 'crash':
        return this.#crash(fault);
      case 'partition':
        return this.#partition(fault);
      case 'slow-disk':
        return this.#slowDown(fault);
    }
  }

  async #crash({ validator: index, downMs, againMs }: Crash): Promise<void> {
    const validator = this.#setup.validators[index]!;
    this.counts.crash++;
    await this.#kill(validator, `for ${downMs} ms`);
    await this.#pause(downMs);
    for (const afterMs of againMs) {
      const started = validator.start().catch(() => undefined);
      await this.#pause(afterMs);
      await this.#kill(validator, `again, ${afterMs} ms after its start`);
      await started;
    }
    await this.#startAgain(validator);
  }

  async #kill(validator: ValidatorProcess, how: string): Promise<void> {
    this.kills++;
    this.#setup.say(`validator ${validator.index} is killed ${how}`);
    await validator.kill();
  }

  async #startAgain(validator: ValidatorProcess): Promise<void> {
    const startedMs = Date.now();
    await validator.start();
    await this.#recovered([validator.index]);
    this.backInStepMs = Math.max(this.backInStepMs, Date.now() - startedMs);
  }

  async #partition({ validator, cut, lastMs, turnMs, delayMs }: Partition): Promise<void> {
    const { links, say } = this.#setup;
    const others = this.#all.filter((index) => index !== validator);
    this.counts.partition++;
    say(`links of validator ${validator}: ${cut}, for ${lastMs} ms`);
    const endMs = Date.now() + lastMs;
    try {
      if (cut === 'delayed') links.setBetween([validator], others, { delayMs });
      else if (cut !== 'flapping' && cut !== 'reset') links.setBetween([validator], others, { isStalled: true }, cut);
      for (let turn = 0; Date.now() < endMs; turn++) {
        if (cut === 'flapping') links.setBetween([validator], others, { isStalled: turn % 2 === 0 });
        if (cut === 'reset') for (const other of others) links.reset(validator, other);
        await this.#pause(Math.min(turnMs, endMs - Date.now()));
      }
    } finally {
      links.setBetween([validator], others, {});
    }
  }

  async #slowDown({ validator, lastMs, syncMs }: SlowDisk): Promise<void> {
    const tell = (speed: DiskSpeed): void => this.#setup.validators[validator]!.tell(speed);
    this.counts['slow-disk']++;
    this.#setup.say(`disk of validator ${validator}: ${syncMs.join(' to ')} ms slower, for ${lastMs} ms`);
    tell({ syncMs, seed: this.#setup.seed });
    try {
      await this.#pause(lastMs);
    } finally {
      tell({ syncMs: [0, 0], seed: 0 });
    }
  }

  async #runLiar(index: number, random: Random): Promise<void> {
    const liar = this.#setup.validators[index]!;
    for (const { behaviour, lastMs } of drawLies(Object.keys(behaviours), random) as Iterable<Lie>) {
      this.counts.byzantine++;
      this.#setup.say(`validator ${index} lies: ${behaviour}`);
      await liar.kill();
      liar.program = [lyingNodePath, liar.folder, behaviour, `${random.integer(0, 2 ** 31)}`];
      await liar.start().catch((error: unknown) => {
        // What its own lies do to it is its affair.
        this.#setup.say(`the liar does not start: ${error instanceof WitanError ? error.message : String(error)}`);
      });
      await this.#pause(lastMs);
    }
  }

  async #runOutages(random: Random): Promise<never> {
    const { validators, cast, kinds } = this.#setup;
    for (;;) {
      const outage = drawOutage(validators.length, cast, kinds, random);
      await this.#pause(outage.pauseMs);
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#turn = promise;
      try {
        while (this.#under > 0) await this.#pause(50);
        this.#outageEndMs = Infinity;
        // Nobody need make progress until all are back.
        await this.#during(this.#honest, () => (outage.how === 'crash' ? this.#killMany(outage) : this.#split(outage)));
      } finally {
        this.#outageEndMs = Date.now();
        resolve();
      }
    }
  }

  async #killMany({ validators: indices, lastMs }: Outage): Promise<void> {
    this.counts.outage++;
    const victims = indices.map((index) => this.#setup.validators[index]!);
    await Promise.all(
      victims.map((victim) => this.#kill(victim, `with ${victims.length - 1} others, for ${lastMs} ms`)),
    );
    await this.#pause(lastMs);
    await Promise.all(victims.map((victim) => victim.start()));
  }

  async #split({ validators: side, lastMs }: Outage): Promise<void> {
    const { links, say } = this.#setup;
    const others = this.#all.filter((index) => !side.includes(index));
    this.counts.outage++;
    say(`validators ${side.join(', ')} are cut off from the others for ${lastMs} ms: nobody has a quorum`);
    links.setBetween(side, others, { isStalled: true });
    try {
      await this.#pause(lastMs);
    } finally {
      links.setBetween(side, others, {});
    }
  }

  /** Waits until validators are in step and connected, with one another and with those that are sound. */
  async #recovered(indices: readonly number[]): Promise<void> {
    const { validators, late } = this.#setup;
    const deadlineMs = Date.now() + recoveryMsMax;
    while (!this.#isAbandoned && !(await this.#areInStep(indices))) {
      if (Date.now() > deadlineMs) {
        late(`validators ${indices.join(', ')} are not back in step ${recoveryMsMax} ms after their fault ended`);
        break;
      }
      // Also when all is to stop: this is what it then waits for.
      await new Promise((resolve) => setTimeout(resolve, recoveryLookMs));
    }
    for (const index of indices) if (validators[index]!.isRunning) this.#soundSinceMs[index] ??= Date.now();
  }

  async #areInStep(indices: readonly number[]): Promise<boolean> {
    const { validators } = this.#setup;
    const all = validators.filter(({ index }) => indices.includes(index) || this.#soundSinceMs[index] !== undefined);
    const statuses = await Promise.all(all.map(statusOf));
    const highest = Math.max(...statuses.map((status) => status?.executedHeight ?? 0));
    return indices.every((index) => {
      const own = statuses[all.findIndex((each) => each.index === index)];
      if (own === undefined || highest - own.executedHeight > inStepBlocks) return false;
      return all.every(
        ({ index: other }, at) =>
          other === index || (own.peers.includes(other) && statuses[at]?.peers.includes(index) === true),
      );
    });
  }
}
