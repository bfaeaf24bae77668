import { blockDigest } from '../crypto/digests.ts';
import { newlySolid } from '../priority/newlySolid.ts';
import type { PriorityState } from '../priority/state.ts';
import type { Bodies } from '../mempool/bodies.ts';
import type { BlockContent, Proposal } from '../types/consensus.ts';
import type { Hash } from '../types/ids.ts';
import type { SignedReport } from '../types/report.ts';
import { height, type Height, type TimeMs, timeMs, type View } from '../types/units.ts';
import type { Chain, EpochEnd, Missing } from './chain.ts';
import type { Context } from './context.ts';
import type { Voting } from './voting.ts';

interface Building {
  readonly view: View;
  readonly parentView: View;
  readonly parentDigest: Hash;
}

interface Judging {
  readonly proposal: Proposal;
  readonly arrivedAtMs: TimeMs;
}

export interface ProposalsParts {
  readonly chain: Chain;
  readonly bodies: Bodies;
  readonly priority: PriorityState;
  /** A block was proposed, by anyone. */
  readonly proposed: () => void;
  /** Final blocks wait for execution: propose nothing new (rule 15). */
  readonly executionLags: () => boolean;
  readonly endsAt: (at: Height) => EpochEnd;
}

/** Most reports missing of one proposal that are asked for at once. */
const missingMax = 64;

/** What the last of some blocks makes solid, or which of their reports are not here. */
type NewlySolid =
  | { readonly complete: true; readonly hashes: readonly Hash[] }
  | { readonly complete: false; readonly missing: readonly Missing[] };

/** Builds, judges and certifies blocks: everything about a block that depends on data held here. */
export class Proposals {
  readonly #context: Context;
  readonly #parts: ProposalsParts;
  readonly #voting: () => Voting;
  #building: Building | undefined;
  readonly #judging = new Map<View, Judging>();
  readonly #arrivedAtMs = new Map<View, TimeMs>();
  readonly #certifying = new Map<Hash, View>();
  /** Bodies that blocks being certified lack. */
  readonly #missingBodies = new Map<Hash, ReadonlySet<Hash>>();
  #lastBlockAtMs: TimeMs = timeMs(0);
  /** Nothing can be built before it is decided whether the epoch goes on. */
  #waitsForDecision = false;
  /** Since when this leader has held arrivals of which its block would release none; undefined while it does not. */
  #partialSinceMs: TimeMs | undefined;
  /** How long it waits then for the reports that they lack. */
  readonly #partialMs: number;

  constructor(context: Context, parts: ProposalsParts, voting: () => Voting) {
    this.#context = context;
    this.#parts = parts;
    this.#voting = voting;
    this.#partialMs = Math.ceil(context.network.timing.deltaMs / 10);
  }

  /** Whatever was under way belongs to the committee before. */
  enterEpoch(): void {
    this.#building = undefined;
    this.#judging.clear();
    this.#arrivedAtMs.clear();
    this.#certifying.clear();
    this.#missingBodies.clear();
    this.#waitsForDecision = false;
    this.#partialSinceMs = undefined;
  }

  /** Whether a notarized block waits for bodies. */
  get waitsForBodies(): boolean {
    return this.#missingBodies.size > 0;
  }

  /** Whether a notarized block waits for this body. */
  wantsBody(hash: Hash): boolean {
    for (const missing of this.#missingBodies.values()) if (missing.has(hash)) return true;
    return false;
  }

  /** A proposal by the leader of an open view came in, whether or not it can be voted on yet. */
  take({ view, digest, content }: Proposal): void {
    this.#parts.chain.add({ digest, content });
    if (!this.#arrivedAtMs.has(view)) this.#arrivedAtMs.set(view, this.#context.nowMs());
    this.#context.news();
  }

  propose(view: View, parentView: View, parentDigest: Hash): void {
    this.#building = { view, parentView, parentDigest };
    this.#partialSinceMs = undefined;
    this.tryBuild();
  }

  judge(proposal: Proposal): void {
    const nowMs = this.#context.nowMs();
    this.#lastBlockAtMs = nowMs;
    const arrivedAtMs = this.#arrivedAtMs.get(proposal.view) ?? nowMs;
    for (const view of this.#arrivedAtMs.keys()) if (view <= proposal.view) this.#arrivedAtMs.delete(view);
    this.#judging.set(proposal.view, { proposal, arrivedAtMs });
    this.#tryJudge(proposal.view);
  }

  certify(view: View, digest: Hash): void {
    this.#certifying.set(digest, view);
    this.#tryCertify(digest);
  }

  /** Data came in that a decision may have waited for, or a question is due again. */
  retry(): void {
    for (const view of this.#judging.keys()) this.#tryJudge(view);
    for (const digest of this.#certifying.keys()) this.#tryCertify(digest);
  }

  /** When `tryBuild` should be called again; undefined while this node leads no view. */
  buildAtMs(): TimeMs | undefined {
    if (this.#building === undefined || this.#waitsForDecision) return undefined;
    if (this.#partialSinceMs !== undefined) return timeMs(this.#partialSinceMs + this.#partialMs);
    const soonMs = this.#dueAtMs(1);
    return this.#context.nowMs() < soonMs ? soonMs : this.#dueAtMs(0);
  }

  #dueAtMs(arrivals: number): TimeMs {
    const { blockIntervalMs, idleIntervalMs } = this.#context.network.timing;
    return timeMs(this.#lastBlockAtMs + (arrivals > 0 ? blockIntervalMs : idleIntervalMs));
  }

  /**
   * Makes the block that this node leads, when it is due: soon while arrivals wait, else at the idle pace. Where the block
   * would release none of them, the reports of the others are likely to be on their way: they make it in a moment what would
   * take another block.
   */
  tryBuild(): void {
    const building = this.#building;
    if (building === undefined) return;
    const voting = this.#voting();
    if (building.view !== voting.view) {
      this.#building = undefined;
      return;
    }
    const nowMs = this.#context.nowMs();
    if (nowMs < this.#lastBlockAtMs + this.#context.network.timing.blockIntervalMs) return;
    const { chain, executionLags, endsAt } = this.#parts;
    const parent = chain.headsAfter(building.parentDigest);
    if (parent === undefined) return; // Final, but its data is still being fetched.
    const end = endsAt(parent.height);
    if (end === 'ends' || end === 'undecided') {
      this.#buildAtEnd(building);
      return;
    }
    this.#waitsForDecision = false;
    const { heads, arrivals } = chain.headsFor(parent.heads, executionLags());
    if (nowMs < this.#dueAtMs(arrivals)) return;
    if (arrivals > 0 && !this.#releases(building.parentDigest, heads)) {
      this.#partialSinceMs ??= nowMs;
      if (nowMs < this.#partialSinceMs + this.#partialMs) return;
    }
    this.#partialSinceMs = undefined;
    this.#building = undefined;
    this.#lastBlockAtMs = nowMs;
    const { committee } = this.#context;
    const { view, parentView, parentDigest } = building;
    const content: BlockContent = {
      epoch: committee.epoch,
      height: height(parent.height + 1),
      parentView,
      parentDigest,
      heads,
    };
    const digest = blockDigest(committee.networkId, content);
    chain.add({ digest, content });
    this.#parts.proposed();
    voting.handle({ type: 'built', nowMs, view, digest, content, repeats: undefined });
  }

  #releases(parentDigest: Hash, heads: BlockContent['heads']): boolean {
    const path = this.#parts.chain.pathTo(parentDigest);
    if (!path.complete) return false;
    const solid = this.#newlySolid([...path.blocks.map(({ content }) => content), { heads }]);
    return solid.complete && solid.hashes.length > 0;
  }

  /** @param blocks one after the other, from the one after the final block on */
  #newlySolid(blocks: readonly Pick<BlockContent, 'heads'>[]): NewlySolid {
    const { chain, priority } = this.#parts;
    const heads = [...chain.applied.heads];
    const ancestors: SignedReport[] = [];
    let own: readonly SignedReport[] = [];
    for (const block of blocks) {
      ancestors.push(...own);
      const found = chain.reportsOf(heads, block);
      if (!found.complete) return found;
      own = found.reports;
      for (const head of block.heads) heads[head.validator] = head;
    }
    return { complete: true, hashes: newlySolid(priority, ancestors, own) };
  }

  /**
   * Rule 16: the last block of an epoch is proposed again until it is final, and so is one that may be the last: only when
   * it is final can all execute far enough to know.
   */
  #buildAtEnd({ view, parentView, parentDigest }: Building): void {
    const voting = this.#voting();
    const content = this.#parts.chain.get(parentDigest)?.content;
    this.#waitsForDecision = parentView === voting.finalView || content === undefined;
    if (this.#waitsForDecision) return;
    const nowMs = this.#context.nowMs();
    this.#building = undefined;
    this.#lastBlockAtMs = nowMs;
    voting.handle({ type: 'built', nowMs, view, digest: parentDigest, content: content!, repeats: parentView });
  }

  #tryJudge(view: View): void {
    const { proposal, arrivedAtMs } = this.#judging.get(view)!;
    const voting = this.#voting();
    if (view < voting.view) {
      this.#judging.delete(view);
      return;
    }
    const judgement = this.#parts.chain.judge(proposal, arrivedAtMs, this.#parts.executionLags());
    if (judgement.verdict === 'missing') {
      this.#fetch(judgement.missing, view);
      return;
    }
    this.#judging.delete(view);
    if (judgement.verdict === 'refused') {
      this.#context.ports.log.warn('a proposal was refused', { view, ...judgement.fault });
    }
    const acceptable = judgement.verdict === 'acceptable';
    voting.handle({ type: 'judged', nowMs: this.#context.nowMs(), view, digest: proposal.digest, acceptable });
  }

  /** Rule 7: the block, its ancestors' and its own reports, and the bodies that it makes solid must be durable here. */
  #tryCertify(digest: Hash): void {
    const view = this.#certifying.get(digest)!;
    const { chain, bodies } = this.#parts;
    if (view <= this.#voting().finalView) {
      this.#certifying.delete(digest);
      this.#missingBodies.delete(digest);
      return;
    }
    const applied = chain.recentlyApplied(digest);
    if (applied !== undefined) {
      // Peers have shown it to be final before consensus here has caught up.
      this.#certified(digest, applied);
      return;
    }
    const path = chain.pathTo(digest);
    if (!path.complete) {
      this.#fetch([{ type: 'block', digest: path.missing }], view);
      return;
    }
    const solid = this.#newlySolid(path.blocks.map(({ content }) => content));
    if (!solid.complete) {
      this.#fetch(solid.missing, view);
      return;
    }
    const missing = solid.hashes.filter((hash) => bodies.get(hash) === undefined);
    if (missing.length > 0) {
      this.#missingBodies.set(digest, new Set(missing));
      this.#fetchBodies(missing, view);
      return;
    }
    this.#certified(digest, path.blocks.at(-1)!.content);
  }

  #certified(digest: Hash, content: BlockContent): void {
    this.#certifying.delete(digest);
    this.#missingBodies.delete(digest);
    // Reports and bodies went to the journal when they came in; the next sync, before any vote leaves, covers them.
    this.#voting().handle({ type: 'available', nowMs: this.#context.nowMs(), digest, content });
  }

  #fetch(missing: readonly Missing[], view: View): void {
    const { requests } = this.#context;
    const nowMs = this.#context.nowMs();
    const leader = this.#voting().leaderOf(view);
    for (const each of missing.slice(0, missingMax)) {
      if (each.type === 'block') {
        const message = { type: 'wantBlocks', digests: [each.digest] } as const;
        requests.ask(`block ${each.digest}`, message, this.#context.peers(leader), nowMs);
        continue;
      }
      const { validator } = each.head;
      const afterSeq = this.#parts.chain.applied.heads[validator]!.seq;
      const held = this.#parts.chain.tipSeq(validator);
      const message = {
        type: 'wantReports',
        validator,
        afterSeq: Math.max(afterSeq, held < each.head.seq ? held : afterSeq),
        head: each.head.digest,
      } as const;
      requests.ask(`reports ${each.head.digest}`, message, this.#context.peers(leader, validator), nowMs);
    }
  }

  #fetchBodies(hashes: readonly Hash[], view: View): void {
    const message = { type: 'wantBodies', hashes: hashes.slice(0, 256) } as const;
    const peers = this.#context.peers(this.#voting().leaderOf(view));
    this.#context.requests.ask(`bodies ${hashes[0]}`, message, peers, this.#context.nowMs());
  }
}
