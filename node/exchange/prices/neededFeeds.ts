import type { ExchangeGenesis } from '../genesis.ts';
import { surfaceNodes } from './surface.ts';
import { tenorsMs } from './tenors.ts';

/** Every feed that an exchange reads: indices, other venues' perpetuals, tokens, points of curves, nodes of surfaces. Ascending. */
export function neededFeeds({
  markets,
  series,
  tokens,
}: Pick<ExchangeGenesis, 'markets' | 'series' | 'tokens'>): number[] {
  const feeds = new Set<number>(markets.map(({ feed }) => feed));
  for (const { perpetualFeed } of markets) if (perpetualFeed > 0) feeds.add(perpetualFeed);
  for (const { id, feed } of tokens) if (id > 0) feeds.add(feed);
  for (const { kind, terms, curveFeed, surfaceFeed } of series) {
    feeds.add(terms.feed);
    tenorsMs.forEach((_, tenor) => feeds.add(curveFeed + tenor));
    if (kind === 'option') {
      for (let node = 0; node < tenorsMs.length * surfaceNodes.length; node++) feeds.add(surfaceFeed + node);
    }
  }
  return [...feeds].sort((a, b) => a - b);
}
