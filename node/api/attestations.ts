import { decodeMessage, encodeMessage } from '../crypto/messageCodec.ts';
import type { Committee } from '../types/committee.ts';
import { invariant } from '../types/fault.ts';
import type { ValidatorIndex } from '../types/ids.ts';
import type { SignedReport } from '../types/report.ts';
import type { History } from './history.ts';

/** Heights that the same reports were the first to attest. */
interface Segment {
  readonly from: number;
  readonly to: number;
  /** As they are, or in wire bytes, which take a fraction of the room. */
  reports: readonly SignedReport[] | Uint8Array;
}

/** Segments that are remembered; each covers one height at least. */
const segmentsMax = 50_000;

/** The newest segments are asked for most: they are kept as they are. */
const unpackedMax = 256;

/**
 * Which validators have signed for which results. A report that names the result of height k attests every height up to k,
 * since results are a chain. A height is attested when reports of more than f of power name own results at or above it.
 */
export class Attestations {
  /** Who votes now. */
  readonly #committee: () => Committee;
  readonly #history: History;
  /** Each validator's newest report that names a result of ours. */
  readonly #agreeing = new Map<ValidatorIndex, SignedReport>();
  /** Each validator's newest report about a height that is not executed here yet. */
  readonly #ahead = new Map<ValidatorIndex, SignedReport>();
  readonly #segments: Segment[] = [];
  #epoch = 0;
  #waiting: { readonly height: number; readonly resolve: (isAttested: boolean) => void }[] = [];

  constructor(committee: () => Committee, history: History) {
    this.#committee = committee;
    this.#history = history;
  }

  /** Height up to which everything is attested. */
  get attestedHeight(): number {
    return this.#segments.at(-1)?.to ?? 0;
  }

  /** Takes in a report whose signature the node has checked. */
  take(signed: SignedReport): void {
    const { validator, executed, epoch } = signed.report;
    if (epoch < this.#epoch) return;
    if (epoch > this.#epoch) this.#begin(epoch);
    if (executed.height > this.#history.lastHeight) this.#ahead.set(validator, signed);
    else if (this.#agrees(signed)) this.#attest();
  }

  /** In every epoch validators have other numbers. */
  #begin(epoch: number): void {
    this.#epoch = epoch;
    this.#agreeing.clear();
    this.#ahead.clear();
  }

  /** After the history has taken in a block. */
  executed(): void {
    let isNew = false;
    for (const [validator, signed] of this.#ahead) {
      if (signed.report.executed.height > this.#history.lastHeight) continue;
      this.#ahead.delete(validator);
      isNew = this.#agrees(signed) || isNew;
    }
    if (isNew) this.#attest();
  }

  #agrees(signed: SignedReport): boolean {
    const { validator, executed } = signed.report;
    if (this.#history.find(executed.height)?.resultDigest !== executed.resultDigest) return false;
    const known = this.#agreeing.get(validator);
    if (known !== undefined && known.report.executed.height >= executed.height) return false;
    this.#agreeing.set(validator, signed);
    return true;
  }

  #attest(): void {
    const newestFirst = [...this.#agreeing.values()].sort(
      (a, b) => b.report.executed.height - a.report.executed.height,
    );
    const { validators, faultyPower } = this.#committee();
    let power = 0;
    for (const [position, { report }] of newestFirst.entries()) {
      power += validators[report.validator]?.power ?? 0;
      if (power <= faultyPower) continue;
      const to = report.executed.height;
      const from = this.attestedHeight + 1;
      if (to < from) return;
      this.#segments.push({ from, to, reports: newestFirst.slice(0, position + 1) });
      const old = this.#segments.at(-1 - unpackedMax);
      if (old !== undefined) old.reports = packed(old.reports as readonly SignedReport[]);
      if (this.#segments.length > 2 * segmentsMax) this.#segments.splice(0, segmentsMax);
      this.#release(to);
      return;
    }
  }

  #release(height: number): void {
    const ready = this.#waiting.filter((waiter) => waiter.height <= height);
    if (ready.length === 0) return;
    this.#waiting = this.#waiting.filter((waiter) => waiter.height > height);
    for (const { resolve } of ready) resolve(true);
  }

  /** Reports of more than f of power that attest a height: undefined while there are none, or none any more. */
  over(height: number): readonly SignedReport[] | undefined {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#segments[middle]!.to >= height) high = middle;
      else low = middle + 1;
    }
    const segment = this.#segments[low];
    if (segment === undefined || segment.from > height) return undefined;
    return segment.reports instanceof Uint8Array ? this.#unpacked(segment.reports) : segment.reports;
  }

  #unpacked(bytes: Uint8Array): readonly SignedReport[] {
    const message = decodeMessage(this.#committee().networkId, bytes);
    invariant(message.type === 'reports', 'a segment holds reports');
    return message.reports;
  }

  /** Resolves with true once a height is attested, or with false after `waitMs`. Callers bound how many wait. */
  async until(height: number, waitMs: number): Promise<boolean> {
    if (height <= this.attestedHeight) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const waiter = { height, resolve };
    this.#waiting.push(waiter);
    const timer = setTimeout(() => {
      this.#waiting = this.#waiting.filter((each) => each !== waiter);
      resolve(false);
    }, waitMs);
    const isAttested = await promise;
    clearTimeout(timer);
    return isAttested;
  }
}

/** A copy: what is encoded may be a small part of a larger buffer. */
const packed = (reports: readonly SignedReport[]): Uint8Array =>
  new Uint8Array(encodeMessage({ type: 'reports', reports }));
