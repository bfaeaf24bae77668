import type { FeedId } from '../../types/ids.ts';
import type { GovernedTerms } from '../parameters/governedTerms.ts';
import type { ExchangeState } from '../state.ts';
import { UnderlyingRisk } from './underlyingRisk.ts';

/** The underlyings of which options are listed by rule: those that portfolio margin is made for. Derived, and made again at will. */
export class PortfolioRisk {
  readonly #terms: GovernedTerms;
  #feeds: ReadonlySet<FeedId> = new Set();
  /** Version of the terms that `#feeds` are of. */
  #version = -1;
  readonly #underlyings = new Map<FeedId, UnderlyingRisk>();

  constructor(terms: GovernedTerms) {
    this.#terms = terms;
  }

  #follow(): void {
    const { inForce, version } = this.#terms;
    this.#version = version;
    this.#feeds = new Set(inForce.series.filter(({ kind }) => kind === 'option').map(({ terms }) => terms.feed));
  }

  /** Undefined: positions there are margined one by one. */
  of(feed: FeedId): UnderlyingRisk | undefined {
    if (this.#version !== this.#terms.version) this.#follow();
    if (!this.#feeds.has(feed)) return undefined;
    let underlying = this.#underlyings.get(feed);
    if (underlying === undefined) this.#underlyings.set(feed, (underlying = new UnderlyingRisk(feed)));
    return underlying;
  }

  /** The model that a market's positions are margined by together with others; undefined: they are margined one by one. */
  over(state: ExchangeState, market: number): UnderlyingRisk | undefined {
    const underlying = this.of(state.markets.listing(market).feed);
    return underlying?.covers(state, market) === true ? underlying : undefined;
  }

  /** Whether an underlying is one of these, and not of before a `drop`. */
  has(underlying: UnderlyingRisk): boolean {
    return this.#underlyings.get(underlying.feed) === underlying;
  }

  /** Forgets everything that was worked out; nothing that is worked out again differs. */
  drop(): void {
    this.#underlyings.clear();
  }
}
