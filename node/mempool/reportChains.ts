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

export interface ReportChainsConfig {
  readonly validatorCount: number;
  /** K: most bytes by which one block may extend one validator's chain. */
  readonly extensionBytesMax: number;
  /** Reports of one validator kept while their predecessor is missing. */
  readonly orphansMax: number;
}

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

/**
 * The report chains of all validators above their final heads. Reports are held by digest, so that two branches of an
 * equivocator can both be followed; the tip follows the branch that came first.
 */
export class ReportChains {
  readonly #config: ReportChainsConfig;
  /** By validator: reports by digest, and the first known successor of a digest. */
  readonly #held: Map<Hash, HeldReport>[];
  readonly #nextOf: Map<Hash, Hash>[];
  readonly #finals: ReportHead[];
  readonly #tips: Tip[];
  readonly #orphans: number[];

  constructor(config: ReportChainsConfig) {
    this.#config = config;
    const start = (_: unknown, index: number): ReportHead => ({
      validator: validatorIndex(index),
      seq: 0,
      digest: zeroHash,
    });
    this.#finals = Array.from({ length: config.validatorCount }, start);
    this.#tips = this.#finals.map((head) => ({ ...head, tailBytes: 0 }));
    this.#orphans = this.#finals.map(() => 0);
    this.#held = this.#finals.map(() => new Map<Hash, HeldReport>());
    this.#nextOf = this.#finals.map(() => new Map<Hash, Hash>());
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

  /** Takes in a report whose signature and digest were checked. */
  add(signed: SignedReport, byteLength: number, receivedAtMs: TimeMs): AddOutcome {
    const { report, digest } = signed;
    const { validator, seq } = report;
    if (this.has(validator, digest) || seq <= this.#finals[validator]!.seq) return { type: 'duplicate' };
    const previous = this.#previous(report.validator, report.prevDigest, seq - 1);
    if (previous === 'wrong-seq') return refused({ code: 'REPORT_SEQ', validator, seq });
    if (previous === undefined) {
      if (this.#orphans[validator]! >= this.#config.orphansMax) {
        return refused({ code: 'REPORT_ORPHANS_FULL', validator, seq });
      }
      this.#orphans[validator]!++;
      this.#hold(signed, byteLength, receivedAtMs);
      return { type: 'gap', afterSeq: this.#tips[validator]!.seq };
    }
    const tip = this.#tips[validator]!;
    if (report.prevDigest === tip.digest && tip.tailBytes + byteLength > this.#config.extensionBytesMax) {
      return refused({ code: 'REPORT_TAIL_FULL', validator, seq });
    }
    this.#hold(signed, byteLength, receivedAtMs);
    const count = this.#extendTip(validator);
    return count === 0 ? { type: 'held' } : { type: 'extended', count };
  }

  #previous(validator: ValidatorIndex, digest: Hash, seq: number): 'final' | 'held' | 'wrong-seq' | undefined {
    const final = this.#finals[validator]!;
    if (digest === final.digest) return seq === final.seq ? 'final' : 'wrong-seq';
    const held = this.#held[validator]!.get(digest)?.signed;
    if (held === undefined) return undefined;
    return held.report.seq === seq ? 'held' : 'wrong-seq';
  }

  #hold(signed: SignedReport, byteLength: number, receivedAtMs: TimeMs): void {
    const { validator, prevDigest } = signed.report;
    this.#held[validator]!.set(signed.digest, { signed, receivedAtMs, byteLength });
    if (!this.#nextOf[validator]!.has(prevDigest)) this.#nextOf[validator]!.set(prevDigest, signed.digest);
  }

  /** Moves the tip over every report that follows it, orphans included; how many those were. */
  #extendTip(validator: ValidatorIndex): number {
    const held = this.#held[validator]!;
    for (let count = 0; ; count++) {
      const tip = this.#tips[validator]!;
      const nextDigest = this.#nextOf[validator]!.get(tip.digest);
      const next = nextDigest === undefined ? undefined : held.get(nextDigest);
      if (next === undefined || next.signed.report.seq !== tip.seq + 1) return count;
      const { seq } = next.signed.report;
      this.#tips[validator] = { validator, seq, digest: nextDigest!, tailBytes: tip.tailBytes + next.byteLength };
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

  /** Up to `countMax` reports of the tip's chain after `afterSeq`: what to answer a peer that misses them. */
  after(validator: ValidatorIndex, afterSeq: number, countMax: number): SignedReport[] {
    const tip = this.#tips[validator]!;
    const found: SignedReport[] = [];
    for (let digest = tip.digest; ;) {
      const held = this.#held[validator]!.get(digest);
      if (held === undefined || held.signed.report.seq <= afterSeq) break;
      found.push(held.signed);
      digest = held.signed.report.prevDigest;
    }
    return found.reverse().slice(0, countMax);
  }

  /** The chain up to `head` is final: forgets it and what branched off below. */
  finalize(head: ReportHead): void {
    const { validator } = head;
    const final = this.#finals[validator]!;
    if (head.seq <= final.seq) return;
    this.#finals[validator] = { validator, seq: head.seq, digest: head.digest };
    let orphans = 0;
    let tailBytes = 0;
    const tip = this.#tips[validator]!;
    const held = this.#held[validator]!;
    for (const [digest, { signed, byteLength }] of held) {
      const { seq, prevDigest } = signed.report;
      if (seq <= head.seq) {
        held.delete(digest);
        if (this.#nextOf[validator]!.get(prevDigest) === digest) this.#nextOf[validator]!.delete(prevDigest);
      } else if (seq <= tip.seq) tailBytes += byteLength;
      else orphans++;
    }
    this.#orphans[validator] = orphans;
    const onTip = tip.seq > head.seq && this.#descends(tip, head);
    this.#tips[validator] = onTip ? { ...tip, tailBytes } : { ...this.#finals[validator], tailBytes: 0 };
    this.#extendTip(validator);
  }

  #descends(tip: ReportHead, head: ReportHead): boolean {
    let { digest } = tip;
    for (let seq = tip.seq; seq > head.seq; seq--) {
      const held = this.#held[head.validator]!.get(digest);
      if (held === undefined) return false;
      digest = held.signed.report.prevDigest;
    }
    return digest === head.digest;
  }
}

const refused = (fault: Fault): AddOutcome => ({ type: 'refused', fault });
