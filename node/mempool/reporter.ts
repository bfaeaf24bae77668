import { type Hash, type ValidatorIndex, zeroHash } from '../types/ids.ts';
import type { Misconduct } from '../types/misconduct.ts';
import type { Arrival, Executed, L1Naming, PriceObservation, Report } from '../types/report.ts';
import { type Epoch, type TimeMs, timeMs } from '../types/units.ts';
import { reportLimits } from './reportRules.ts';

export interface ReporterConfig {
  /** Least time between two reports, and most time before an empty one is sent as a heartbeat. */
  readonly reportIntervalMs: number;
  readonly heartbeatMs: number;
  /** K: no report is made that would bring the unfinal tail above this. */
  readonly extensionBytesMax: number;
  /** M: arrivals beyond so many live ones wait in the queue. */
  readonly liveArrivalsMax: number;
  /** Arrivals that wait at most, those aside that are worth nothing any more. */
  readonly queueMax: number;
  /** Whether the body is still here and worth reporting: a report promises it. */
  readonly isHeld: (hash: Hash) => boolean;
}

export interface Observed {
  readonly prices: readonly PriceObservation[];
  readonly l1: readonly L1Naming[];
  readonly executed: Executed;
  readonly misconduct: readonly Misconduct[];
}

/** A bound on the bytes of a report with so many arrivals, on the wire. */
const reportBytesMax = (arrivals: number, observed: Observed): number =>
  256 + arrivals * 48 + observed.prices.length * 24 + observed.l1.length * 56 + observed.misconduct.length * 300;

/**
 * Makes this validator's own reports: an append-only chain of what arrived, in the order in which its body became ready
 * to be stored. The caller signs each report, makes it durable with the bodies that it promises, and then sends it.
 */
export class Reporter {
  readonly #config: ReporterConfig;
  #epoch: Epoch;
  #validator: ValidatorIndex | undefined;
  #queue: Arrival[] = [];
  #seq = 0;
  #digest: Hash = zeroHash;
  #localTimeMs: TimeMs = timeMs(0);
  #lastArrivalMs = 0;
  #sentAtMs: TimeMs | undefined;

  /** @param validator absent: this node has no vote in this epoch, and reports nothing */
  constructor(config: ReporterConfig, epoch: Epoch, validator: ValidatorIndex | undefined) {
    this.#config = config;
    this.#epoch = epoch;
    this.#validator = validator;
  }

  /** The own chain begins anew; nothing is queued. */
  enterEpoch(epoch: Epoch, validator: ValidatorIndex | undefined): void {
    this.#epoch = epoch;
    this.#validator = validator;
    this.#queue = [];
    this.#seq = 0;
    this.#digest = zeroHash;
    this.#sentAtMs = undefined;
  }

  get seq(): number {
    return this.#seq;
  }

  get digest(): Hash {
    return this.#digest;
  }

  get queued(): number {
    return this.#queue.length;
  }

  /** Continues an own chain after a restart. */
  resume(seq: number, digest: Hash, localTimeMs: TimeMs): void {
    this.#seq = seq;
    this.#digest = digest;
    this.#localTimeMs = localTimeMs;
  }

  arrived(hash: Hash, nowMs: TimeMs): void {
    if (this.#validator === undefined) return;
    this.#lastArrivalMs = Math.max(this.#lastArrivalMs, nowMs, this.#localTimeMs + 1);
    if (this.#queue.length >= this.#config.queueMax)
      this.#queue = this.#queue.filter((each) => this.#config.isHeld(each.hash));
    this.#queue.push({ hash, timeMs: timeMs(this.#lastArrivalMs) });
  }

  /** When `next` has something to say at the earliest. */
  dueAtMs(nowMs: TimeMs): TimeMs {
    if (this.#sentAtMs === undefined) return nowMs;
    const wait = this.#queue.length > 0 ? this.#config.reportIntervalMs : this.#config.heartbeatMs;
    return timeMs(this.#sentAtMs + wait);
  }

  /** When an empty report is due. */
  heartbeatAtMs(nowMs: TimeMs): TimeMs {
    return this.#sentAtMs === undefined ? nowMs : timeMs(this.#sentAtMs + this.#config.heartbeatMs);
  }

  /**
   * The next report, or undefined while it is too early, or nothing that waits may be said and no heartbeat is due, or
   * the tail has no room.
   * @param tailBytes bytes of the own chain that are not final
   * @param liveArrivals own arrivals that are neither released nor dropped, in final blocks and in the tail
   */
  next(nowMs: TimeMs, observed: Observed, tailBytes: number, liveArrivals: number): Report | undefined {
    const validator = this.#validator;
    if (validator === undefined || nowMs < this.dueAtMs(nowMs)) return undefined;
    const { extensionBytesMax, liveArrivalsMax } = this.#config;
    const roomBytes = extensionBytesMax - tailBytes - reportBytesMax(0, observed);
    if (roomBytes < 0) return undefined;
    const countMax = Math.min(
      reportLimits.arrivalsMax,
      Math.max(0, liveArrivalsMax - liveArrivals),
      Math.floor(roomBytes / 48),
    );
    const arrivals = this.#take(countMax);
    if (arrivals.length === 0 && nowMs < this.heartbeatAtMs(nowMs)) return undefined;
    // Local time never goes back, even when the clock does, and covers the arrivals it names.
    const localTimeMs = timeMs(Math.max(this.#localTimeMs, nowMs, arrivals.at(-1)?.timeMs ?? 0));
    this.#sentAtMs = nowMs;
    this.#localTimeMs = localTimeMs;
    return {
      epoch: this.#epoch,
      validator,
      seq: ++this.#seq,
      prevDigest: this.#digest,
      localTimeMs,
      arrivals,
      prices: observed.prices,
      l1: observed.l1,
      executed: observed.executed,
      misconduct: observed.misconduct,
    };
  }

  /** The first of the queue that are still worth reporting. */
  #take(countMax: number): Arrival[] {
    const taken: Arrival[] = [];
    let at = 0;
    for (; at < this.#queue.length && taken.length < countMax; at++) {
      const arrival = this.#queue[at]!;
      if (this.#config.isHeld(arrival.hash)) taken.push(arrival);
    }
    this.#queue.splice(0, at);
    return taken;
  }

  /** The digest of the report that `next` just gave. */
  linked(digest: Hash): void {
    this.#digest = digest;
  }
}
