import type { Bodies } from '../mempool/bodies.ts';
import type { PriorityState } from '../priority/state.ts';
import type { Hash, PeerId, ValidatorIndex } from '../types/ids.ts';
import type { SignedReport } from '../types/report.ts';
import { type TimeMs, timeMs } from '../types/units.ts';
import type { Context } from './context.ts';

interface Promised {
  readonly author: ValidatorIndex;
  readonly sinceMs: TimeMs;
  asked: number;
  nextAtMs: TimeMs;
}

/**
 * Bodies of others that are remembered as missing at most, asked for in one question, and how often this looks: more often
 * than open requests are forgotten.
 */
const countMax = 8192;
const askedMax = 256;
const retryMs = 3;
/** From one question to the next, Δ doubled so many times at most. */
const doublingsMax = 4;

/**
 * Bodies that reports name and that this node lacks. Whoever reports an arrival holds its body, so that one that a
 * broadcast did not bring can be fetched before a block needs it: a transaction is not lost because a link was. Those that
 * this node's own reports promise must be here before it reports again (docs/spec/consensus.md, rule 13).
 */
export class PromisedBodies {
  readonly #context: Context;
  readonly #bodies: Bodies;
  readonly #priority: PriorityState;
  readonly #missing = new Map<Hash, Promised>();
  #ownMissing = 0;
  #lookedAtMs = 0;

  constructor(context: Context, bodies: Bodies, priority: PriorityState) {
    this.#context = context;
    this.#bodies = bodies;
    this.#priority = priority;
  }

  /** Whether everything that own reports promise is here. */
  get isOwnComplete(): boolean {
    return this.#ownMissing === 0;
  }

  /** Whether one of our own reports promises this body. */
  isOwn(hash: Hash): boolean {
    return this.#missing.get(hash)?.author === this.#context.self;
  }

  /** Nothing is promised any more. */
  forget(): void {
    this.#missing.clear();
    this.#ownMissing = 0;
  }

  note({ report }: SignedReport): void {
    for (const { hash } of report.arrivals) this.#note(hash, report.validator);
  }

  /** At start: what final blocks have and nobody may need yet. */
  noteLive(): void {
    const { self } = this.#context;
    for (const { hash, reports } of this.#priority.live.values()) {
      // After the end of an epoch nobody has reported it yet.
      const author = self !== undefined && reports.has(self) ? self : [...reports.keys()][0];
      if (author !== undefined) this.#note(hash, author);
    }
  }

  #note(hash: Hash, author: ValidatorIndex): void {
    const isOwn = author === this.#context.self;
    const earlier = this.#missing.get(hash);
    if (this.#isKnown(hash) || (earlier !== undefined && (!isOwn || earlier.author === author))) return;
    if (!isOwn && this.#missing.size >= countMax) return;
    const nowMs = this.#context.nowMs();
    const nextAtMs = timeMs(nowMs + this.#context.network.timing.deltaMs);
    this.#missing.set(hash, { author, sinceMs: nowMs, asked: 0, nextAtMs });
    if (isOwn) this.#ownMissing++;
  }

  #isKnown(hash: Hash): boolean {
    return this.#bodies.get(hash) !== undefined || this.#priority.closed.has(hash);
  }

  /**
   * Asks for what has not come by itself: at once and on and on for what own reports promise. For others' after Δ and ever
   * more seldom: there may be no such body, or one that this node does not let in, and a liar makes them by the thousand.
   * Every other question is for whoever reported it: nobody else need have it.
   */
  retry(nowMs: TimeMs): void {
    if (this.#missing.size === 0 || nowMs < this.#lookedAtMs + retryMs) return;
    this.#lookedAtMs = nowMs;
    const { self, network, requests } = this.#context;
    const { deltaMs, arrivalTtlMs } = network.timing;
    const own: Hash[] = [];
    const questions = new Map<PeerId, Hash[]>();
    for (const [hash, promised] of this.#missing) {
      const { author, sinceMs, nextAtMs } = promised;
      // After so long, everybody drops it: nobody will need it, and it holds nothing up.
      if (this.#isKnown(hash) || nowMs - sinceMs > arrivalTtlMs) {
        this.#missing.delete(hash);
        if (author === self) this.#ownMissing--;
      } else if (author === self) {
        if (own.length < askedMax) own.push(hash);
      } else if (nowMs >= nextAtMs) {
        const peers = this.#context.peers(author);
        const turn = promised.asked % 2 === 0 ? 0 : ((promised.asked - 1) / 2 + 1) % peers.length;
        const peer = peers[turn];
        if (peer === undefined) continue;
        const hashes = questions.get(peer) ?? [];
        questions.set(peer, hashes);
        if (hashes.length === askedMax) continue;
        hashes.push(hash);
        promised.asked++;
        promised.nextAtMs = timeMs(nowMs + deltaMs * 2 ** Math.min(doublingsMax, promised.asked));
      }
    }
    if (own.length > 0) {
      requests.ask(`promised ${own[0]}`, { type: 'wantBodies', hashes: own }, this.#context.peers(self), nowMs);
    }
    for (const [peer, hashes] of questions) this.#context.send(peer, { type: 'wantBodies', hashes });
  }
}
