import { reportBytes } from '../codec/signingBytes.ts';
import { reportDigest } from '../crypto/digests.ts';
import { fromHex } from '../codec/hex.ts';
import { encodeMessage } from '../crypto/messageCodec.ts';
import type { ReportChains } from '../mempool/reportChains.ts';
import type { Reporter } from '../mempool/reporter.ts';
import { reportFault } from '../mempool/reportRules.ts';
import type { PriorityState } from '../priority/state.ts';
import type { FeedId, Hash, ValidatorIndex } from '../types/ids.ts';
import type { L1Naming, PriceObservation, SignedReport } from '../types/report.ts';
import type { TimeMs } from '../types/units.ts';
import type { Context } from './context.ts';
import type { Execution } from './execution.ts';

export interface ReportingParts {
  readonly chains: ReportChains;
  readonly priority: PriorityState;
  readonly execution: Execution;
  /** Absent on a watcher. */
  readonly reporter: Reporter | undefined;
  readonly attested: (signed: SignedReport) => void;
}

/** Most reports in one answer to a peer. */
const answerMax = 64;

/** Makes this validator's reports and takes in those of the others. */
export class Reporting {
  readonly #context: Context;
  readonly #parts: ReportingParts;
  readonly #prices = new Map<FeedId, PriceObservation>();
  readonly #reportedPriceMs = new Map<FeedId, TimeMs>();
  #namedL1: L1Naming | undefined;
  /** The own chain up to the guard's last report is here; before that, no report of ours is safe (rule 13). */
  #isComplete = false;

  constructor(context: Context, parts: ReportingParts) {
    this.#context = context;
    this.#parts = parts;
  }

  onPrice(feed: FeedId, price: number, atMs: TimeMs): void {
    if (!Number.isSafeInteger(price) || price <= 0) return;
    this.#prices.set(feed, { feed, price, atMs });
  }

  /** When the next own report is due; undefined when there will be none. */
  dueAtMs(): TimeMs | undefined {
    return this.#parts.reporter === undefined || !this.#context.canSign
      ? undefined
      : this.#parts.reporter.dueAtMs(this.#context.nowMs());
  }

  /** Makes the next own report when it is due: signed, durable with the bodies it promises, then sent. */
  tryReport(): void {
    const { reporter, chains, priority, execution, attested } = this.#parts;
    const { self, guard, ports, outbox, committee } = this.#context;
    if (reporter === undefined || self === undefined || !this.#context.canSign || !this.#checkComplete()) return;
    const nowMs = this.#context.nowMs();
    const tip = chains.tip(self);
    // One report at a time on its way to the disk: the next one continues it.
    if (tip.seq !== reporter.seq || nowMs < reporter.dueAtMs(nowMs)) return;
    const liveArrivals = priority.liveCounts[self]! + chains.tailArrivals(self);
    const observed = { prices: this.#newPrices(), l1: this.#newL1(), executed: execution.last };
    const report = reporter.next(nowMs, observed, tip.tailBytes, liveArrivals);
    if (report === undefined) return;
    for (const { feed, atMs } of observed.prices) this.#reportedPriceMs.set(feed, atMs);
    this.#namedL1 = observed.l1[0] ?? this.#namedL1;
    const bytes = reportBytes(committee.networkId, report);
    const digest = reportDigest(committee.networkId, report);
    reporter.linked(digest);
    if (!guard.allowReport(report.seq, digest)) return;
    const signed: SignedReport = { report, digest, signature: ports.signer!.sign(fromHex(digest)) };
    const message = { type: 'reports', reports: [signed] } as const;
    outbox.persist(encodeMessage(message));
    outbox.afterDurable(() => {
      this.#context.broadcast(message);
      chains.add(signed, bytes.length, this.#context.nowMs());
      attested(signed);
    });
  }

  #newPrices(): PriceObservation[] {
    return [...this.#prices.values()].filter(({ feed, atMs }) => this.#reportedPriceMs.get(feed) !== atMs);
  }

  #newL1(): L1Naming[] {
    const newest = this.#context.ports.l1.newest();
    return newest === undefined || newest.number <= (this.#namedL1?.number ?? 0) ? [] : [newest];
  }

  #checkComplete(): boolean {
    if (this.#isComplete) return true;
    const { reporter, chains } = this.#parts;
    const { self, guard } = this.#context;
    const { reportSeq, reportDigest: guarded } = guard.record;
    const tip = chains.tip(self!);
    if (tip.seq >= reportSeq && (tip.seq > reportSeq || tip.seq === 0 || tip.digest === guarded)) {
      reporter!.resume(tip.seq, tip.digest, chains.tipTimeMs(self!));
      this.#isComplete = true;
      return true;
    }
    const message = { type: 'wantReports', validator: self!, afterSeq: tip.seq } as const;
    this.#context.requests.ask('own reports', message, this.#context.peers(), this.#context.nowMs());
    return false;
  }

  /** Takes in reports; true when something new is here. Wrong ones are left out and logged. */
  onReports(from: ValidatorIndex, reports: readonly SignedReport[]): boolean {
    let isNew = false;
    for (const signed of reports) isNew = this.#take(from, signed) || isNew;
    return isNew;
  }

  #take(from: ValidatorIndex, signed: SignedReport): boolean {
    const { committee, ports, outbox, requests } = this.#context;
    const { chains } = this.#parts;
    const { report, digest, signature } = signed;
    const author = committee.validators[report.validator];
    if (author === undefined || report.epoch !== committee.epoch) return false;
    if (chains.has(report.validator, digest) || report.seq <= chains.final(report.validator).seq) return false;
    const fault = reportFault(report);
    if (fault !== undefined || !ports.verifier.ed25519(author.ed25519Key, fromHex(digest), signature)) {
      ports.log.warn('a report was refused', { from, ...(fault ?? { code: 'REPORT_SIGNATURE' }) });
      return false;
    }
    const byteLength = reportBytes(committee.networkId, report).length;
    const outcome = chains.add(signed, byteLength, this.#context.nowMs());
    switch (outcome.type) {
      case 'refused':
        ports.log.warn('a report was refused', { from, ...outcome.fault });
        return false;
      case 'duplicate':
        return false;
      case 'gap': {
        const message = { type: 'wantReports', validator: report.validator, afterSeq: outcome.afterSeq } as const;
        const peers = this.#context.peers(from, report.validator);
        requests.ask(`gap ${report.validator} ${outcome.afterSeq}`, message, peers, this.#context.nowMs());
        break;
      }
      case 'extended':
      case 'held':
        break;
    }
    outbox.persist(encodeMessage({ type: 'reports', reports: [signed] }));
    this.#parts.attested(signed);
    return true;
  }

  /** At start: a report from the journal. */
  restore(signed: SignedReport): void {
    const { networkId } = this.#context.committee;
    const byteLength = reportBytes(networkId, signed.report).length;
    this.#parts.chains.add(signed, byteLength, this.#context.nowMs());
  }

  /** At start: the guard learns of own reports that only the journal knows. */
  restoreGuard(): void {
    const { self, guard } = this.#context;
    if (self === undefined) return;
    const tip = this.#parts.chains.tip(self);
    guard.allowReport(tip.seq, tip.digest);
  }

  /** At start: transactions in own reports that are not final. */
  ownUnfinalArrivals(): Set<Hash> {
    const { self } = this.#context;
    const reports = self === undefined ? [] : this.#parts.chains.after(self, 0, Infinity);
    return new Set(reports.flatMap(({ report }) => report.arrivals.map(({ hash }) => hash)));
  }

  onWantReports(from: ValidatorIndex, validator: ValidatorIndex, afterSeq: number): void {
    if (this.#context.committee.validators[validator] === undefined) return;
    const reports = this.#parts.chains.after(validator, afterSeq, answerMax);
    if (reports.length > 0) this.#context.send(from, { type: 'reports', reports });
  }

  /** Reports that are not final: what a compacted journal keeps. */
  liveRecords(): Uint8Array[] {
    return this.#context.committee.validators.flatMap(({ index }) =>
      this.#parts.chains
        .after(index, 0, Infinity)
        .map((signed) => encodeMessage({ type: 'reports', reports: [signed] })),
    );
  }
}
