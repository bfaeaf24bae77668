import type { ReportChains } from '../mempool/reportChains.ts';
import type { Committee } from '../types/committee.ts';
import type { BlockContent, Proposal, ReportHead } from '../types/consensus.ts';
import type { Fault } from '../types/fault.ts';
import type { Hash, ValidatorIndex } from '../types/ids.ts';
import type { SignedReport } from '../types/report.ts';
import { type Height, height, type TimeMs } from '../types/units.ts';

export interface ChainBlock {
  readonly digest: Hash;
  readonly content: BlockContent;
}

/** What the last block handed to execution was, and where it left every report chain. */
export interface AppliedPoint {
  readonly digest: Hash;
  readonly height: Height;
  readonly heads: readonly ReportHead[];
  /** Absent at genesis. */
  readonly content: BlockContent | undefined;
}

export type Missing =
  { readonly type: 'block'; readonly digest: Hash } | { readonly type: 'reports'; readonly head: ReportHead };

export type Judgement =
  | { readonly verdict: 'acceptable' }
  | { readonly verdict: 'refused'; readonly fault: Fault }
  /** With nothing missing: this node has not executed far enough to know whether the epoch ends. */
  | { readonly verdict: 'missing'; readonly missing: readonly Missing[] };

export type Path =
  | { readonly complete: true; readonly blocks: readonly ChainBlock[] }
  | { readonly complete: false; readonly missing: Hash };

export type BlockReports =
  | { readonly complete: true; readonly reports: readonly SignedReport[] }
  | { readonly complete: false; readonly missing: readonly Missing[] };

/** Whether an epoch ends with the block at a height; most heights are inside one. */
export type EpochEnd = 'inside' | 'goesOn' | 'ends' | 'undecided';

export interface ChainConfig {
  readonly endsAt: (at: Height) => EpochEnd;
  /** K: most bytes by which a block extends one report chain. */
  readonly extensionBytesMax: number;
  /** 2Δ: a report held so long must be in the proposal (docs/spec/priority.md, rule 2). */
  readonly behindMs: number;
  /** Most blocks held above the applied one. */
  readonly blocksMax: number;
}

/** Applied blocks whose content is remembered. */
const recentMax = 512;

/** Blocks above the last one that was handed to execution, and what their reports say about accepting them. */
export class Chain {
  readonly #config: ChainConfig;
  readonly #reports: ReportChains;
  readonly #blocks = new Map<Hash, ChainBlock>();
  /** Applied lately: for peers that certify later, and to know them again. */
  readonly #recent = new Map<Hash, ChainBlock>();
  #committee: Committee;
  #applied: AppliedPoint;

  constructor(
    config: ChainConfig,
    committee: Committee,
    reports: ReportChains,
    from: Pick<AppliedPoint, 'digest' | 'height' | 'content'>,
  ) {
    this.#config = config;
    this.#committee = committee;
    this.#reports = reports;
    this.#applied = { ...from, heads: this.#finalHeads() };
    const { digest, content } = from;
    if (content !== undefined) this.#recent.set(digest, { digest, content });
  }

  /** Another committee goes on from the applied block; report chains have begun anew. */
  enterEpoch(committee: Committee): void {
    this.#committee = committee;
    this.#blocks.clear();
    this.#applied = { ...this.#applied, heads: this.#finalHeads() };
  }

  #finalHeads(): ReportHead[] {
    return this.#committee.validators.map(({ index }) => this.#reports.final(index));
  }

  get applied(): AppliedPoint {
    return this.#applied;
  }

  /** Blocks above the applied one that are held. */
  get size(): number {
    return this.#blocks.size;
  }

  /** Sequence number of the last report of a validator that is held without gaps. */
  tipSeq(validator: ValidatorIndex): number {
    return this.#reports.tip(validator).seq;
  }

  get(digest: Hash): ChainBlock | undefined {
    return this.#blocks.get(digest) ?? this.#recent.get(digest);
  }

  /** The content of a block that was applied not long ago. */
  recentlyApplied(digest: Hash): BlockContent | undefined {
    return this.#recent.get(digest)?.content;
  }

  /** Whether a proposal's content is here already. */
  has(digest: Hash): boolean {
    return this.#blocks.has(digest);
  }

  add(block: ChainBlock): void {
    if (block.content.height <= this.#applied.height) return;
    // The newest are wanted most; a flood of made-up blocks pushes out its own kind first.
    if (this.#blocks.size >= this.#config.blocksMax) this.#blocks.delete(this.#blocks.keys().next().value!);
    this.#blocks.set(block.digest, block);
  }

  /** The block is final and handed to execution. */
  apply(block: ChainBlock): void {
    const heads = [...this.#applied.heads];
    for (const head of block.content.heads) {
      heads[head.validator] = head;
      this.#reports.finalize(head);
    }
    this.#applied = { digest: block.digest, height: block.content.height, heads, content: block.content };
    for (const [digest, { content }] of this.#blocks) {
      if (content.height <= block.content.height) this.#blocks.delete(digest);
    }
    if (this.#recent.size >= recentMax) this.#recent.delete(this.#recent.keys().next().value!);
    this.#recent.set(block.digest, block);
  }

  /** The blocks after the applied one up to `digest`, oldest first. */
  pathTo(digest: Hash): Path {
    const blocks: ChainBlock[] = [];
    for (let at = digest; at !== this.#applied.digest;) {
      const block = this.#blocks.get(at);
      if (block === undefined) return { complete: false, missing: at };
      blocks.push(block);
      at = block.content.parentDigest;
    }
    return { complete: true, blocks: blocks.reverse() };
  }

  /** Where the chain up to and including `digest` leaves every report chain; undefined while an ancestor is missing. */
  headsAfter(digest: Hash): { readonly heads: readonly ReportHead[]; readonly height: Height } | undefined {
    const path = this.pathTo(digest);
    if (!path.complete) return undefined;
    const heads = [...this.#applied.heads];
    for (const { content } of path.blocks) for (const head of content.heads) heads[head.validator] = head;
    return { heads, height: height(this.#applied.height + path.blocks.length) };
  }

  /** The reports by which a block extends the chains, by validator and seq. Its parent's heads must be known. */
  reportsOf(parentHeads: readonly ReportHead[], content: Pick<BlockContent, 'heads'>): BlockReports {
    const reports: SignedReport[] = [];
    const missing: Missing[] = [];
    for (const head of content.heads) {
      const extension = this.#reports.extension(parentHeads[head.validator]!, head);
      if (extension.complete) reports.push(...extension.reports);
      else missing.push({ type: 'reports', head: extension.missing });
    }
    return missing.length === 0 ? { complete: true, reports } : { complete: false, missing };
  }

  /**
   * Whether a proposal deserves a notarize (docs/spec/consensus.md, rule 4): faults are deterministic, missing data is
   * waited for, and being behind is this node's own view of it.
   * @param arrivedAtMs when the proposal came in
   * @param executionLags this node's own execution is far behind: then an empty block is as it should be
   */
  judge(proposal: Proposal, arrivedAtMs: TimeMs, executionLags: boolean): Judgement {
    const { content } = proposal;
    const shapeFault = this.#shapeFault(proposal);
    if (shapeFault !== undefined) return { verdict: 'refused', fault: shapeFault };
    // Who notarized the block before has judged it; consensus asks to be shown that notarization.
    if (proposal.repeats !== undefined) return { verdict: 'acceptable' };
    const parent = this.headsAfter(content.parentDigest);
    if (parent === undefined) {
      const path = this.pathTo(content.parentDigest);
      const digest = path.complete ? content.parentDigest : path.missing;
      return { verdict: 'missing', missing: [{ type: 'block', digest }] };
    }
    const end = this.#config.endsAt(parent.height);
    if (end === 'ends') return { verdict: 'refused', fault: { code: 'PROPOSAL_PAST_EPOCH', height: content.height } };
    if (end === 'undecided') return { verdict: 'missing', missing: [] };
    const ancestryFault = this.#ancestryFault(content, parent);
    if (ancestryFault !== undefined) return { verdict: 'refused', fault: ancestryFault };
    const missing: Missing[] = [];
    for (const head of content.heads) {
      const from = parent.heads[head.validator]!;
      const extension = this.#reports.extension(from, head);
      if (!extension.complete) missing.push({ type: 'reports', head: extension.missing });
      else if (extension.reports.length > 0 && extension.reports[0]!.report.prevDigest !== from.digest) {
        return { verdict: 'refused', fault: { code: 'PROPOSAL_FORKS_REPORTS', validator: head.validator } };
      } else if (extension.byteLength > this.#config.extensionBytesMax) {
        return { verdict: 'refused', fault: { code: 'PROPOSAL_EXTENSION_LARGE', validator: head.validator } };
      }
    }
    if (missing.length > 0) return { verdict: 'missing', missing };
    const isEmpty = content.heads.every((head) => head.seq === parent.heads[head.validator]!.seq);
    if (isEmpty && executionLags) return { verdict: 'acceptable' };
    const behind = this.#behindPower(parent.heads, content, arrivedAtMs);
    return behind > this.#committee.faultyPower
      ? { verdict: 'refused', fault: { code: 'PROPOSAL_BEHIND', power: behind } }
      : { verdict: 'acceptable' };
  }

  #shapeFault({ content, repeats }: Proposal): Fault | undefined {
    if (repeats !== undefined && this.#config.endsAt(content.height) === 'inside') {
      return { code: 'PROPOSAL_REPEATS', height: content.height };
    }
    const committee = this.#committee;
    if (content.epoch !== committee.epoch) return { code: 'PROPOSAL_EPOCH', epoch: content.epoch };
    let last = -1;
    let power = 0;
    for (const { validator } of content.heads) {
      const member = committee.validators[validator];
      if (member === undefined || member.power === 0 || validator <= last) return { code: 'PROPOSAL_HEADS', validator };
      last = validator;
      power += member.power;
    }
    return power < committee.quorumPower ? { code: 'PROPOSAL_NO_QUORUM', power } : undefined;
  }

  #ancestryFault(
    content: BlockContent,
    parent: { readonly heads: readonly ReportHead[]; readonly height: Height },
  ): Fault | undefined {
    if (content.height !== parent.height + 1) return { code: 'PROPOSAL_HEIGHT', height: content.height };
    for (const head of content.heads) {
      const from = parent.heads[head.validator]!;
      if (head.seq < from.seq || (head.seq === from.seq && head.digest !== from.digest)) {
        return { code: 'PROPOSAL_HEAD_BACK', validator: head.validator };
      }
    }
    return undefined;
  }

  /**
   * The power of validators of whom a later report than the proposal's was held here for longer than 2Δ. Proven
   * equivocators never count: leaders leave them out.
   */
  #behindPower(parentHeads: readonly ReportHead[], content: BlockContent, arrivedAtMs: TimeMs): number {
    const included = new Map<ValidatorIndex, ReportHead>(content.heads.map((head) => [head.validator, head]));
    let power = 0;
    for (const { index, power: own } of this.#committee.validators) {
      if (this.#reports.equivocation(index) !== undefined) continue;
      const head = included.get(index) ?? parentHeads[index]!;
      const heldSinceMs = this.#reports.heldNextSinceMs(head);
      if (heldSinceMs !== undefined && arrivedAtMs - heldSinceMs > this.#config.behindMs) power += own;
    }
    return power;
  }

  /**
   * The heads for a new block on `parentHeads`: everything held here of all but proven equivocators, at most K bytes a
   * chain; with `empty`, nothing new. Always a quorum, since a head may equal the parent's.
   */
  headsFor(parentHeads: readonly ReportHead[], empty: boolean): { heads: ReportHead[]; arrivals: number } {
    const committee = this.#committee;
    const { extensionBytesMax } = this.#config;
    const extended: ReportHead[] = [];
    const unchanged: ReportHead[] = [];
    const equivocating: ReportHead[] = [];
    let arrivals = 0;
    for (const { index, power } of committee.validators) {
      if (power === 0) continue;
      const from = parentHeads[index]!;
      if (this.#reports.equivocation(index) !== undefined) {
        equivocating.push(from);
        continue;
      }
      const extension = empty ? undefined : this.#reports.extension(from, this.#reports.tip(index));
      let head = from;
      let byteLength = 0;
      if (extension?.complete === true && extension.reports[0]?.report.prevDigest === from.digest) {
        for (const signed of extension.reports) {
          byteLength += this.#reports.byteLength(signed);
          if (byteLength > extensionBytesMax) break;
          head = { validator: index, seq: signed.report.seq, digest: signed.digest };
          arrivals += signed.report.arrivals.length;
        }
      }
      (head === from ? unchanged : extended).push(head);
    }
    // Chains that do not move say nothing about time: name them only where the quorum needs them.
    const heads = extended;
    let named = heads.reduce((sum, head) => sum + committee.validators[head.validator]!.power, 0);
    for (const head of [...unchanged, ...equivocating]) {
      if (named >= committee.quorumPower) break;
      heads.push({ validator: head.validator, seq: head.seq, digest: head.digest });
      named += committee.validators[head.validator]!.power;
    }
    return { heads: heads.sort((a, b) => a.validator - b.validator), arrivals };
  }
}
