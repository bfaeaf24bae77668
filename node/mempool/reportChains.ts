import type { ReportHead } from '../types/consensus.ts';
import type { Fault } from '../types/fault.ts';
import { type Hash, type ValidatorIndex, validatorIndex, zeroHash } from '../types/ids.ts';
import type { SignedReport } from '../types/report.ts';
import { type TimeMs, timeMs } from '../types/units.ts';

/** A report that is held, with what the bounds need to know. */
interface HeldReport {
  readonly signed: SignedReport;
  readonly receivedAtMs: TimeMs;
  readonly byteLength: number;
}

/** The end of the longest chain of one validator that is held without gaps from its final head on. */
export interface Tip extends ReportHead {
  /** Bytes of that chain that are not final yet. */
  readonly tailBytes: number;
}

/** Two different reports that one validator signed for one place of its chain: no honest one does. */
export interface Equivocation {
  readonly first: SignedReport;
  readonly second: SignedReport;
}

export interface ReportChainsConfig {
  /** K: most bytes by which one block may extend one validator's chain. */
  readonly extensionBytesMax: number;
  /** Bytes of one validator's reports that are held beside its tip's chain: out of order, or other branches. */
  readonly looseBytesMax: number;
}

/**
 * Why a report comes in. `wanted`: a block names it, so that it is held although it is loose, within a wider bound;
 * `restored`: this node held it before, so that no bound applies again.
 */
export type AddReason = 'heard' | 'wanted' | 'restored';

export type AddOutcome =
  | { readonly type: 'extended'; readonly count: number }
  | { readonly type: 'held' }
  | { readonly type: 'duplicate' }
  /** Its predecessor is missing: ask for the reports after `afterSeq`. */
  | { readonly type: 'gap'; readonly afterSeq: number }
  | { readonly type: 'refused'; readonly fault: Fault };

export type Extension =
  | { readonly complete: true; readonly reports: readonly SignedReport[]; readonly byteLength: number }
  /** `missing` is the first report on the way back that is not here. */
  | { readonly complete: false; readonly missing: ReportHead };

/** Wider bound for loose reports that blocks name, as a multiple of `looseBytesMax`. */
const wantedFactor = 16;

/**
 * The report chains of all validators above their final heads. Reports are held by digest, so that two branches of an
 * equivocator can both be followed; the tip follows the branch that came first. Who was once seen to equivocate is
 * remembered until the epoch or the process ends.
 */
export class ReportChains {
  readonly #config: ReportChainsConfig;
  /** By validator: reports by digest, and the first known successor of a digest. */
  #held: Map<Hash, HeldReport>[] = [];
  #nextOf: Map<Hash, Hash>[] = [];
  /** By validator: the first report that is held of each seq, and the proof that there was another. */
  #firstAt: Map<number, SignedReport>[] = [];
  #equivocations: (Equivocation | undefined)[] = [];
  #finals: ReportHead[] = [];
  #tips: Tip[] = [];
  /** By validator: bytes that are held and not part of the tip's chain. */
  #looseBytes: number[] = [];

  constructor(config: ReportChainsConfig, validatorCount: number) {
    this.#config = config;
    this.begin(validatorCount);
  }

  /** All chains begin anew, empty, as they do with every epoch. */
  begin(validatorCount: number): void {
    const start = (_: unknown, index: number): ReportHead => ({
      validator: validatorIndex(index),
      seq: 0,
      digest: zeroHash,
    });
    this.#finals = Array.from({ length: validatorCount }, start);
    this.#tips = this.#finals.map((head) => ({ ...head, tailBytes: 0 }));
    this.#looseBytes = this.#finals.map(() => 0);
    this.#held = this.#finals.map(() => new Map<Hash, HeldReport>());
    this.#nextOf = this.#finals.map(() => new Map<Hash, Hash>());
    this.#firstAt = this.#finals.map(() => new Map<number, SignedReport>());
    this.#equivocations = this.#finals.map(() => undefined);
  }

  tip(validator: ValidatorIndex): Tip {
    return this.#tips[validator]!;
  }

  final(validator: ValidatorIndex): ReportHead {
    return this.#finals[validator]!;
  }

  has(validator: ValidatorIndex, digest: Hash): boolean {
    return this.#held[validator]!.has(digest);
  }

  /** The proof that this validator equivocates; undefined while none came in (docs/spec/priority.md, rule 2). */
  equivocation(validator: ValidatorIndex): Equivocation | undefined {
    return this.#equivocations[validator];
  }

  /** Clock of the report at the tip; 0 where the tip is final. */
  tipTimeMs(validator: ValidatorIndex): TimeMs {
    return this.#held[validator]!.get(this.#tips[validator]!.digest)?.signed.report.localTimeMs ?? timeMs(0);
  }

  /** Arrivals in the reports above the final head. */
  tailArrivals(validator: ValidatorIndex): number {
    let count = 0;
    for (const { signed } of this.#held[validator]!.values()) count += signed.report.arrivals.length;
    return count;
  }

  /** Bytes that a held report counts for. */
  byteLength({ report, digest }: SignedReport): number {
    return this.#held[report.validator]!.get(digest)?.byteLength ?? 0;
  }

  /** When the report that follows `head` on the way to the tip came in; undefined if none did. */
  heldNextSinceMs(head: ReportHead): TimeMs | undefined {
    const next = this.#nextOf[head.validator]!.get(head.digest);
    return next === undefined ? undefined : this.#held[head.validator]!.get(next)?.receivedAtMs;
  }

  /** The seq after which a validator's chain has a hole with reports beyond it; undefined without one. */
  gapAfter(validator: ValidatorIndex): number | undefined {
    if (this.#looseBytes[validator]! === 0) return undefined;
    const { seq } = this.#tips[validator]!;
    for (const { signed } of this.#held[validator]!.values()) if (signed.report.seq > seq + 1) return seq;
    return undefined;
  }

  /** Takes in a report whose signature and digest were checked. */
  add(signed: SignedReport, byteLength: number, receivedAtMs: TimeMs, reason: AddReason = 'heard'): AddOutcome {
    const { report, digest } = signed;
    const { validator, seq } = report;
    if (this.has(validator, digest) || seq <= this.#finals[validator]!.seq) return { type: 'duplicate' };
    const first = this.#firstAt[validator]!.get(seq);
    // Whether there is room for the second one or not: its signature was checked.
    if (first !== undefined) this.#equivocations[validator] ??= { first, second: signed };
    const previous = this.#previous(validator, report.prevDigest, seq - 1);
    if (previous === 'wrong-seq') return refused({ code: 'REPORT_SEQ', validator, seq });
    const tip = this.#tips[validator]!;
    const extendsTip = previous !== undefined && report.prevDigest === tip.digest;
    const bound = this.#exceeded(validator, extendsTip, byteLength, reason);
    if (bound !== undefined) return refused({ code: bound, validator, seq });
    this.#held[validator]!.set(digest, { signed, receivedAtMs, byteLength });
    if (first === undefined) this.#firstAt[validator]!.set(seq, signed);
    if (!this.#nextOf[validator]!.has(report.prevDigest)) this.#nextOf[validator]!.set(report.prevDigest, digest);
    this.#looseBytes[validator]! += byteLength;
    const count = this.#extendTip(validator);
    if (count > 0) return { type: 'extended', count };
    return previous === undefined ? { type: 'gap', afterSeq: tip.seq } : { type: 'held' };
  }

  #exceeded(
    validator: ValidatorIndex,
    extendsTip: boolean,
    byteLength: number,
    reason: AddReason,
  ): 'REPORT_TAIL_FULL' | 'REPORT_LOOSE_FULL' | undefined {
    if (reason === 'restored') return undefined;
    const { extensionBytesMax, looseBytesMax } = this.#config;
    if (extendsTip && reason === 'heard') {
      return this.#tips[validator]!.tailBytes + byteLength > extensionBytesMax ? 'REPORT_TAIL_FULL' : undefined;
    }
    const looseMax = reason === 'wanted' ? wantedFactor * looseBytesMax : looseBytesMax;
    return this.#looseBytes[validator]! + byteLength > looseMax ? 'REPORT_LOOSE_FULL' : undefined;
  }

  #previous(validator: ValidatorIndex, digest: Hash, seq: number): 'final' | 'held' | 'wrong-seq' | undefined {
    const final = this.#finals[validator]!;
    if (digest === final.digest) return seq === final.seq ? 'final' : 'wrong-seq';
    const held = this.#held[validator]!.get(digest)?.signed;
    if (held === undefined) return undefined;
    return held.report.seq === seq ? 'held' : 'wrong-seq';
  }

  /** Moves the tip over every report that follows it, those that came early included; how many those were. */
  #extendTip(validator: ValidatorIndex): number {
    const held = this.#held[validator]!;
    for (let count = 0; ; count++) {
      const tip = this.#tips[validator]!;
      const nextDigest = this.#nextOf[validator]!.get(tip.digest);
      const next = nextDigest === undefined ? undefined : held.get(nextDigest);
      if (next === undefined || next.signed.report.seq !== tip.seq + 1) return count;
      const { seq } = next.signed.report;
      this.#tips[validator] = { validator, seq, digest: nextDigest!, tailBytes: tip.tailBytes + next.byteLength };
      this.#looseBytes[validator]! -= next.byteLength;
    }
  }

  /** The reports after `from` up to `to`, oldest first, walking back from `to`. */
  extension(from: ReportHead, to: ReportHead): Extension {
    const reports: SignedReport[] = [];
    let byteLength = 0;
    let at: ReportHead = to;
    while (at.seq > from.seq) {
      const held = this.#held[to.validator]!.get(at.digest);
      if (held === undefined) return { complete: false, missing: at };
      reports.push(held.signed);
      byteLength += held.byteLength;
      at = { validator: to.validator, seq: at.seq - 1, digest: held.signed.report.prevDigest };
    }
    return { complete: true, reports: reports.reverse(), byteLength };
  }

  /** The first reports of the tip's chain after `afterSeq`, at most so many bytes: for a peer that misses them. */
  after(validator: ValidatorIndex, afterSeq: number, bytesMax: number): SignedReport[] {
    const found = this.#back(validator, this.#tips[validator]!.digest, afterSeq, Infinity).reverse();
    let bytes = 0;
    const end = found.findIndex(({ byteLength }) => (bytes += byteLength) > bytesMax);
    return (end === -1 ? found : found.slice(0, Math.max(1, end))).map(({ signed }) => signed);
  }

  /**
   * The last reports after `afterSeq` up to the one with this digest, on whatever branch it stands: for a peer that needs
   * it for a block. Oldest first; what does not fit is asked for again by the digest that is then missing.
   */
  upTo(validator: ValidatorIndex, digest: Hash, afterSeq: number, bytesMax: number): SignedReport[] {
    return this.#back(validator, digest, afterSeq, bytesMax)
      .reverse()
      .map(({ signed }) => signed);
  }

  #back(validator: ValidatorIndex, from: Hash, afterSeq: number, bytesMax: number): HeldReport[] {
    const found: HeldReport[] = [];
    let bytes = 0;
    for (let digest = from; ;) {
      const held = this.#held[validator]!.get(digest);
      if (held === undefined || held.signed.report.seq <= afterSeq) break;
      bytes += held.byteLength;
      if (found.length > 0 && bytes > bytesMax) break;
      found.push(held);
      digest = held.signed.report.prevDigest;
    }
    return found;
  }

  /** Everything that is held of a validator, on every branch, in order of receipt. */
  *all(validator: ValidatorIndex): Generator<SignedReport> {
    for (const { signed } of this.#held[validator]!.values()) yield signed;
  }

  /** The chain up to `head` is final: forgets it and what branched off below. */
  finalize(head: ReportHead): void {
    const { validator } = head;
    if (head.seq <= this.#finals[validator]!.seq) return;
    this.#finals[validator] = { validator, seq: head.seq, digest: head.digest };
    const held = this.#held[validator]!;
    let bytes = 0;
    for (const [digest, { signed, byteLength }] of held) {
      const { seq, prevDigest } = signed.report;
      if (seq <= head.seq) {
        held.delete(digest);
        this.#firstAt[validator]!.delete(seq);
        if (this.#nextOf[validator]!.get(prevDigest) === digest) this.#nextOf[validator]!.delete(prevDigest);
      } else bytes += byteLength;
    }
    const tip = this.#tips[validator]!;
    const tail = this.#back(validator, tip.digest, head.seq, Infinity);
    const first = tail.at(-1)?.signed.report;
    const isOnTip = first !== undefined && first.seq === head.seq + 1 && first.prevDigest === head.digest;
    const tailBytes = isOnTip ? tail.reduce((sum, { byteLength }) => sum + byteLength, 0) : 0;
    this.#tips[validator] = { ...(isOnTip ? tip : this.#finals[validator]), tailBytes };
    this.#looseBytes[validator] = bytes - tailBytes;
    this.#extendTip(validator);
  }
}

const refused = (fault: Fault): AddOutcome => ({ type: 'refused', fault });
