import type { ReportHead } from '../types/consensus.ts';
import type { Fault } from '../types/fault.ts';
import { type Hash, type ValidatorIndex, validatorIndex, zeroHash } from '../types/ids.ts';
import type { SignedReport } from '../types/report.ts';
import type { TimeMs } from '../types/units.ts';

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
  readonly #held = new Map<Hash, HeldReport>();
  readonly #byPrevious = new Map<Hash, Hash>();
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
  }

  tip(validator: ValidatorIndex): Tip {
    return this.#tips[validator]!;
  }

  final(validator: ValidatorIndex): ReportHead {
    return this.#finals[validator]!;
  }

  get(digest: Hash): SignedReport | undefined {
    return this.#held.get(digest)?.signed;
  }

  receivedAtMs(digest: Hash): TimeMs | undefined {
    return this.#held.get(digest)?.receivedAtMs;
  }

  /** Takes in a report whose signature and digest were checked. */
  add(signed: SignedReport, byteLength: number, receivedAtMs: TimeMs): AddOutcome {
    const { report, digest } = signed;
    const { validator, seq } = report;
    if (this.#held.has(digest) || seq <= this.#finals[validator]!.seq) return { type: 'duplicate' };
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
    if (previous !== 'final') {
      const fault = linkFault(previous.report, signed);
      if (fault !== undefined) return refused(fault);
    }
    const tip = this.#tips[validator]!;
    if (report.prevDigest === tip.digest && tip.tailBytes + byteLength > this.#config.extensionBytesMax) {
      return refused({ code: 'REPORT_TAIL_FULL', validator, seq });
    }
    this.#hold(signed, byteLength, receivedAtMs);
    const count = this.#extendTip(validator);
    return count === 0 ? { type: 'held' } : { type: 'extended', count };
  }

  #previous(validator: ValidatorIndex, digest: Hash, seq: number): SignedReport | 'final' | 'wrong-seq' | undefined {
    const final = this.#finals[validator]!;
    if (digest === final.digest) return seq === final.seq ? 'final' : 'wrong-seq';
    const held = this.#held.get(digest)?.signed;
    if (held === undefined) return undefined;
    return held.report.validator === validator && held.report.seq === seq ? held : 'wrong-seq';
  }

  #hold(signed: SignedReport, byteLength: number, receivedAtMs: TimeMs): void {
    this.#held.set(signed.digest, { signed, receivedAtMs, byteLength });
    if (!this.#byPrevious.has(signed.report.prevDigest)) this.#byPrevious.set(signed.report.prevDigest, signed.digest);
  }

  /** Moves the tip over every report that follows it, orphans included; how many those were. */
  #extendTip(validator: ValidatorIndex): number {
    let count = 0;
    for (;;) {
      const tip = this.#tips[validator]!;
      // Every chain starts at the same empty link, so the index by predecessor does not tell authors apart there.
      const next =
        tip.seq === 0 ? this.#first(validator) : this.#held.get(this.#byPrevious.get(tip.digest) ?? zeroHash);
      if (next === undefined) return count;
      const { report, digest } = next.signed;
      const previous = this.#held.get(tip.digest)?.signed;
      if (report.validator !== validator || report.seq !== tip.seq + 1) return count;
      if (previous !== undefined && linkFault(previous.report, next.signed) !== undefined) return count;
      this.#tips[validator] = { validator, seq: report.seq, digest, tailBytes: tip.tailBytes + next.byteLength };
      count++;
    }
  }

  #first(validator: ValidatorIndex): HeldReport | undefined {
    for (const held of this.#held.values()) {
      if (held.signed.report.validator === validator && held.signed.report.seq === 1) return held;
    }
    return undefined;
  }

  /** The reports after `from` up to `to`, oldest first, walking back from `to`. */
  extension(from: ReportHead, to: ReportHead): Extension {
    const reports: SignedReport[] = [];
    let byteLength = 0;
    let at: ReportHead = to;
    while (at.seq > from.seq) {
      const held = this.#held.get(at.digest);
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
      const held = this.#held.get(digest);
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
    for (const [digest, { signed, byteLength }] of this.#held) {
      if (signed.report.validator !== validator) continue;
      if (signed.report.seq <= head.seq) {
        this.#held.delete(digest);
        if (this.#byPrevious.get(signed.report.prevDigest) === digest)
          this.#byPrevious.delete(signed.report.prevDigest);
      } else if (signed.report.seq <= tip.seq) tailBytes += byteLength;
      else orphans++;
    }
    this.#orphans[validator] = orphans;
    const onTip = tip.seq > head.seq && this.extension(head, tip).complete && this.#descends(tip, head);
    this.#tips[validator] = onTip ? { ...tip, tailBytes } : { ...this.#finals[validator], tailBytes: 0 };
    this.#extendTip(validator);
  }

  #descends(tip: ReportHead, head: ReportHead): boolean {
    let digest = tip.digest;
    for (let seq = tip.seq; seq > head.seq; seq--) digest = this.#held.get(digest)!.signed.report.prevDigest;
    return digest === head.digest;
  }
}

const refused = (fault: Fault): AddOutcome => ({ type: 'refused', fault });

/** A report's clock does not go back, and its arrivals lie after the report before it. */
function linkFault(previous: SignedReport['report'], next: SignedReport): Fault | undefined {
  const { validator, seq, localTimeMs, arrivals } = next.report;
  if (localTimeMs < previous.localTimeMs) return { code: 'REPORT_CLOCK_BACK', validator, seq };
  const first = arrivals[0];
  if (first !== undefined && first.timeMs <= previous.localTimeMs)
    return { code: 'REPORT_ARRIVAL_EARLY', validator, seq };
  return undefined;
}
