import type { Bodies } from '../mempool/bodies.ts';
import type { PriorityState } from '../priority/state.ts';
import type { Hash, ValidatorIndex } from '../types/ids.ts';
import type { SignedReport } from '../types/report.ts';
import type { TimeMs } from '../types/units.ts';
import type { Context } from './context.ts';

interface Promised {
  readonly author: ValidatorIndex;
  readonly sinceMs: TimeMs;
}

/**
 * Bodies of others that are remembered as missing at most, asked for in one question, and how often this looks: more often
 * than open requests are forgotten.
 */
const countMax = 8192;
const askedMax = 256;
const retryMs = 3;

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
    this.#missing.set(hash, { author, sinceMs: this.#context.nowMs() });
    if (isOwn) this.#ownMissing++;
  }

  #isKnown(hash: Hash): boolean {
    return this.#bodies.get(hash) !== undefined || this.#priority.closed.has(hash);
  }

  /** Asks for what has not come by itself. */
  retry(nowMs: TimeMs): void {
    if (this.#missing.size === 0 || nowMs < this.#lookedAtMs + retryMs) return;
    this.#lookedAtMs = nowMs;
    const { self, network, requests } = this.#context;
    const { deltaMs, arrivalTtlMs } = network.timing;
    const asked = new Map<ValidatorIndex, Hash[]>();
    for (const [hash, { author, sinceMs }] of this.#missing) {
      const waitedMs = nowMs - sinceMs;
      // After so long, everybody drops it: nobody will need it, and it holds nothing up.
      if (this.#isKnown(hash) || waitedMs > arrivalTtlMs) {
        this.#missing.delete(hash);
        if (author === self) this.#ownMissing--;
      } else if (author === self || waitedMs >= deltaMs) {
        const hashes = asked.get(author);
        if (hashes === undefined) asked.set(author, [hash]);
        else if (hashes.length < askedMax) hashes.push(hash);
      }
    }
    for (const [author, hashes] of asked) {
      requests.ask(`promised ${hashes[0]}`, { type: 'wantBodies', hashes }, this.#context.peers(author), nowMs);
    }
  }
}
