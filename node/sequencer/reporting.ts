import { reportByteLength } from '../codec/signingBytes.ts';
import { reportContentHash, reportDigest } from '../crypto/digests.ts';
import { fromHex } from '../codec/hex.ts';
import { encodeMessage } from '../crypto/messageCodec.ts';
import type { Bodies } from '../mempool/bodies.ts';
import type { ReportChains } from '../mempool/reportChains.ts';
import type { Reporter } from '../mempool/reporter.ts';
import { reportFault, reportLimits } from '../mempool/reportRules.ts';
import type { PriorityState } from '../priority/state.ts';
import { type FeedId, type Hash, type HexBytes, type PeerId, type ValidatorIndex, zeroHash } from '../types/ids.ts';
import type { Misconduct, ReportSeal } from '../types/misconduct.ts';
import type { L1Naming, PriceObservation, Report, SignedReport } from '../types/report.ts';
import { type TimeMs, timeMs } from '../types/units.ts';
import { chainsOf } from './config.ts';
import type { Context } from './context.ts';
import type { Execution } from './execution.ts';
import { PromisedBodies } from './promisedBodies.ts';

export interface ReportingParts {
  readonly chains: ReportChains;
  readonly bodies: Bodies;
  readonly priority: PriorityState;
  readonly execution: Execution;
  readonly reporter: Reporter;
  readonly attested: (signed: SignedReport) => void;
  /** A report whose signature holds, whether there is room for it or not: it says how far its author is. */
  readonly reached: (signed: SignedReport) => void;
  /** An own report names transactions: peers need them by the time it is there. */
  readonly named: () => void;
}

/** Bytes of reports in one answer to a peer: twice what one block may take of a chain. */
const answerBytesMax = 512 * 1024;

/** How many report intervals a report waits, after one with arrivals, for a proposal to be seen. */
const patienceIntervals = 5;

/** Makes this validator's reports and takes in those of the others. */
export class Reporting {
  readonly #context: Context;
  readonly #parts: ReportingParts;
  readonly #prices = new Map<FeedId, PriceObservation>();
  readonly #reportedPriceMs = new Map<FeedId, TimeMs>();
  /** By chain, the newest block that an own report has named. */
  readonly #namedL1 = new Map<number, number>();
  readonly #promised: PromisedBodies;
  /** The own chain up to the guard's last report is here; before that, no report of ours is safe (rule 13). */
  #isComplete = false;
  #nextAtMs: TimeMs | undefined;
  #quietUntilMs = 0;
  /** Proof against validators, by their keys, until it has jailed them; and whose is in own reports of this epoch. */
  readonly #misconduct = new Map<HexBytes, Misconduct>();
  readonly #reportedMisconduct = new Set<HexBytes>();

  constructor(context: Context, parts: ReportingParts) {
    this.#context = context;
    this.#parts = parts;
    this.#promised = new PromisedBodies(context, parts.bodies, parts.priority);
  }

  /** All report chains begin anew; what is not executed is reported again by `Admission.reportUnreported`. */
  enterEpoch(): void {
    this.#promised.forget();
    this.#isComplete = false;
    this.#nextAtMs = undefined;
    this.#quietUntilMs = 0;
    this.#namedL1.clear();
    this.#reportedPriceMs.clear();
    this.#reportedMisconduct.clear();
  }

  /** Rule 17: what proves a validator guilty goes into the next own report. */
  accuse(misconduct: Misconduct): void {
    const key = this.#context.committee.validators[misconduct.validator]!.ed25519Key;
    if (!this.#misconduct.has(key)) this.#misconduct.set(key, misconduct);
  }

  #newMisconduct(): [HexBytes, Misconduct][] {
    const { jailed } = this.#parts.execution.epochs;
    for (const key of this.#misconduct.keys()) if (jailed.has(key)) this.#misconduct.delete(key);
    return [...this.#misconduct]
      .filter(([key]) => !this.#reportedMisconduct.has(key))
      .slice(0, reportLimits.misconductMax);
  }

  /** Whether one of our own reports promises this body, which is not here. */
  wantsBody(hash: Hash): boolean {
    return this.#promised.isOwn(hash);
  }

  onPrice(feed: FeedId, price: number, atMs: TimeMs): void {
    if (!Number.isSafeInteger(price) || price <= 0) return;
    this.#prices.set(feed, { feed, price, atMs });
  }

  /**
   * A block was proposed. Between two proposals a second report with arrivals would get no further than the first: it
   * waits a little, so that a busy committee makes about as many reports as blocks, and no more.
   */
  proposed(): void {
    this.#quietUntilMs = 0;
  }

  /** When `tryReport` should be called again; undefined while something else has to happen first. */
  dueAtMs(): TimeMs | undefined {
    return this.#nextAtMs;
  }

  /** Makes the next own report when it is due: signed, durable with the bodies it promises, then sent. */
  tryReport(): void {
    const { reporter, chains, priority, execution, attested, named } = this.#parts;
    const { self, guard, ports, outbox, committee } = this.#context;
    this.#nextAtMs = undefined;
    if (self === undefined || !this.#context.canSign || !this.#checkComplete()) return;
    const nowMs = this.#context.nowMs();
    const tip = chains.tip(self);
    // One report at a time on its way to the disk: the next one continues it.
    if (tip.seq !== reporter.seq) return;
    const dueAtMs = Math.max(reporter.dueAtMs(nowMs), this.#quietUntilMs);
    if (nowMs < dueAtMs) {
      this.#nextAtMs = timeMs(dueAtMs);
      return;
    }
    const liveArrivals = priority.liveCounts[self]! + chains.tailArrivals(self);
    const accused = this.#newMisconduct();
    const misconduct = accused.map(([, each]) => each);
    const observed = { prices: this.#newPrices(), l1: this.#newL1(), executed: execution.last, misconduct };
    const report = reporter.next(nowMs, observed, tip.tailBytes, liveArrivals);
    if (report === undefined) {
      const heartbeatAtMs = reporter.heartbeatAtMs(nowMs);
      if (heartbeatAtMs > nowMs) this.#nextAtMs = heartbeatAtMs;
      return;
    }
    if (report.arrivals.length > 0) {
      named();
      const patienceMs = patienceIntervals * this.#context.network.timing.reportIntervalMs;
      this.#quietUntilMs = nowMs + patienceMs;
    }
    for (const { feed, atMs } of observed.prices) this.#reportedPriceMs.set(feed, atMs);
    for (const { chainId, number } of observed.l1) this.#namedL1.set(chainId, number);
    for (const [key] of accused) this.#reportedMisconduct.add(key);
    const digest = reportDigest(committee.networkId, report);
    reporter.linked(digest);
    if (!guard.allowReport(committee.epoch, report.seq, digest)) return;
    const signed: SignedReport = { report, digest, signature: ports.signer!.sign(fromHex(digest)) };
    const message = { type: 'reports', reports: [signed] } as const;
    outbox.persist(encodeMessage(message));
    outbox.afterDurable(() => {
      // What an epoch's end has overtaken is of no use to anybody.
      if (report.epoch !== this.#context.committee.epoch) return;
      this.#context.broadcast(message);
      chains.add(signed, reportByteLength(report), this.#context.nowMs(), 'restored');
      this.#context.news();
      attested(signed);
    });
  }

  #newPrices(): PriceObservation[] {
    return [...this.#prices.values()].filter(({ feed, atMs }) => this.#reportedPriceMs.get(feed) !== atMs);
  }

  /** Of each chain every final block since the last one named, the newest if there are many: nodes read on at different times. */
  #newL1(): L1Naming[] {
    const { network, ports } = this.#context;
    const chains = chainsOf(network);
    const countMax = Math.floor(reportLimits.l1Max / chains.length);
    return ports.l1.newest().flatMap((newest) => {
      const { chainId } = newest;
      const place = chains.findIndex((chain) => chain.chainId === chainId);
      const afterNumber = this.#namedL1.get(chainId) ?? this.#parts.priority.l1[place]!.cut.number;
      if (newest.number <= afterNumber) return [];
      const named: L1Naming[] = [newest];
      const { blockMultiple } = chains[place]!;
      for (let number = newest.number - blockMultiple; number > afterNumber; number -= blockMultiple) {
        const block = ports.l1.block(chainId, number);
        if (block === undefined || named.length >= countMax) break;
        named.push({ chainId, number, hash: block.hash });
      }
      return named.reverse();
    });
  }

  #checkComplete(): boolean {
    if (this.#isComplete) return true;
    const { reporter, chains } = this.#parts;
    const { self, guard, committee } = this.#context;
    const { seq: reportSeq, digest: guarded } = guard.lastReport(committee.epoch);
    const tip = chains.tip(self!);
    if (tip.seq >= reportSeq && (tip.seq > reportSeq || tip.seq === 0 || tip.digest === guarded)) {
      if (!this.#promised.isOwnComplete) return false;
      reporter.resume(tip.seq, tip.digest, chains.tipTimeMs(self!));
      this.#isComplete = true;
      return true;
    }
    const head = guarded === zeroHash ? undefined : guarded;
    const message = { type: 'wantReports', validator: self!, afterSeq: tip.seq, head } as const;
    this.#context.requests.ask('own reports', message, this.#context.peers(), this.#context.nowMs());
    return false;
  }

  /** Asks for what is missing inside a chain. Call when time has passed or something came in. */
  retry(): void {
    const { chains } = this.#parts;
    for (const { index } of this.#context.committee.validators) {
      const afterSeq = chains.gapAfter(index);
      if (afterSeq !== undefined) this.#askForGap(index, afterSeq, index);
    }
    this.#promised.retry(this.#context.nowMs());
  }

  #askForGap(validator: ValidatorIndex, afterSeq: number, first: ValidatorIndex | undefined): void {
    const message = { type: 'wantReports', validator, afterSeq, head: undefined } as const;
    const peers = this.#context.peers(first, validator);
    this.#context.requests.ask(`gap ${validator} ${afterSeq}`, message, peers, this.#context.nowMs());
  }

  /**
   * Takes in reports. Returns false at the first one that is wrong in itself, and leaves out the rest: nobody honest
   * passes such a one on.
   * @param bytes the message: one report alone goes to the journal as it came
   */
  onReports(from: PeerId, reports: readonly SignedReport[], bytes: Uint8Array): boolean {
    const wanted = this.#wantedOf(reports);
    for (const signed of reports) {
      const record = (): Uint8Array =>
        reports.length === 1 ? bytes : encodeMessage({ type: 'reports', reports: [signed] });
      if (!this.#take(from, signed, wanted.has(signed.digest), record)) return false;
    }
    return true;
  }

  /** Those of the reports that a block names, or that lead to one. */
  #wantedOf(reports: readonly SignedReport[]): Set<Hash> {
    const { requests } = this.#context;
    const wanted = new Set<Hash>();
    for (const { report, digest } of [...reports].reverse()) {
      if (!wanted.has(digest) && !requests.isOpen(`reports ${digest}`)) continue;
      wanted.add(digest);
      wanted.add(report.prevDigest);
    }
    return wanted;
  }

  #take(from: PeerId, signed: SignedReport, isWanted: boolean, record: () => Uint8Array): boolean {
    const { committee, ports, outbox } = this.#context;
    const { chains } = this.#parts;
    const { report, digest, signature } = signed;
    const author = committee.validators[report.validator];
    if (author === undefined || report.epoch !== committee.epoch) return false;
    // Whoever is jailed has no say.
    if (author.power === 0) return true;
    if (chains.has(report.validator, digest) || report.seq <= chains.final(report.validator).seq) return true;
    const fault = reportFault(report);
    if (fault !== undefined || !ports.verifier.ed25519(author.ed25519Key, fromHex(digest), signature)) {
      ports.log.warn('a report was refused', { from, ...(fault ?? { code: 'REPORT_SIGNATURE' }) });
      return false;
    }
    this.#parts.reached(signed);
    const wasProven = chains.equivocation(report.validator) !== undefined;
    const outcome = chains.add(signed, reportByteLength(report), this.#context.nowMs(), isWanted ? 'wanted' : 'heard');
    const proof = chains.equivocation(report.validator);
    if (!wasProven && proof !== undefined) {
      const { first, second } = proof;
      this.accuse({ ...placeOf(report), about: 'report', first: sealOf(first), second: sealOf(second) });
      const fields = { code: 'DOUBLE_REPORT', validator: report.validator, seq: report.seq };
      ports.log.warn('a validator contradicted itself: blocks built here leave its reports out', fields);
    }
    switch (outcome.type) {
      case 'refused':
        ports.log.warn('a report was refused', { from, ...outcome.fault });
        return true;
      case 'duplicate':
        return true;
      case 'gap':
        this.#askForGap(report.validator, outcome.afterSeq, this.#context.validatorOf(from));
        break;
      case 'extended':
      case 'held':
        break;
    }
    outbox.persist(record());
    this.#promised.note(signed);
    this.#context.news();
    this.#parts.attested(signed);
    return true;
  }

  /** At start: a report from the journal. */
  restore(signed: SignedReport): void {
    this.#parts.chains.add(signed, reportByteLength(signed.report), this.#context.nowMs(), 'restored');
  }

  /** At start: the guard learns of own reports that only the journal knows. */
  restoreGuard(): void {
    const { self, guard, committee } = this.#context;
    if (self === undefined) return;
    const tip = this.#parts.chains.tip(self);
    if (tip.seq > 0) guard.allowReport(committee.epoch, tip.seq, tip.digest);
  }

  /** At start, after everything was restored: which bodies are promised and not here. */
  notePromised(): void {
    this.#promised.noteLive();
    for (const { index } of this.#context.committee.validators) {
      for (const signed of this.#parts.chains.all(index)) this.#promised.note(signed);
    }
  }

  /** At start: transactions in own reports that are not final. */
  ownUnfinalArrivals(): Set<Hash> {
    const { self } = this.#context;
    const reports = self === undefined ? [] : this.#parts.chains.after(self, 0, Infinity);
    return new Set(reports.flatMap(({ report }) => report.arrivals.map(({ hash }) => hash)));
  }

  onWantReports(from: PeerId, validator: ValidatorIndex, afterSeq: number, head: Hash | undefined): void {
    const { chains } = this.#parts;
    if (this.#context.committee.validators[validator] === undefined) return;
    this.#context.answer(from, () => {
      const reports =
        head !== undefined && chains.has(validator, head)
          ? chains.upTo(validator, head, afterSeq, answerBytesMax)
          : chains.after(validator, afterSeq, answerBytesMax);
      return reports.length === 0 ? undefined : { type: 'reports', reports };
    });
  }

  /** Reports that are not final: what a compacted journal keeps. */
  liveRecords(): Uint8Array[] {
    return this.#context.committee.validators.flatMap(({ index }) =>
      [...this.#parts.chains.all(index)].map((signed) => encodeMessage({ type: 'reports', reports: [signed] })),
    );
  }
}

const placeOf = ({ epoch, validator, seq }: Report): Pick<Report, 'epoch' | 'validator' | 'seq'> => ({
  epoch,
  validator,
  seq,
});

const sealOf = ({ report, signature }: SignedReport): ReportSeal => ({
  prevDigest: report.prevDigest,
  contentHash: reportContentHash(report),
  signature,
});
