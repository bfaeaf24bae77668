import { timeMs } from '../types/units.ts';
import type { FeedSource, SourceSurroundings } from './feedSource.ts';
import { LiveSource } from './liveSource.ts';
import type { TransportConfig } from './openTransport.ts';
import { openPriceAt, type PriceAtConfig } from './priceAt.ts';
import type { PricePaths } from './priceReader.ts';
import { type SignedConfig, SignedSource } from './signedSource.ts';

/** Where a feed's prices come from; docs/guide-operators.md, Price feeds, says what each field means. */
export type FeedSourceConfig = PriceAtConfig | (TransportConfig & PricePaths) | SignedConfig;

/** Errors: PRICE_FILE_UNREADABLE, PRICE_FILE_INVALID. */
export function openSource(config: FeedSourceConfig, surroundings: SourceSurroundings): FeedSource {
  switch (config.kind) {
    case 'replay':
    case 'generator':
      return sourceOf(config);
    case 'http':
    case 'websocket':
      return new LiveSource(config, surroundings);
    case 'signed':
      return new SignedSource(config, surroundings);
  }
}

/** A function of time states its price at the moment at which it is asked, or at the last one that was to be. */
function sourceOf(config: PriceAtConfig): FeedSource {
  const priceAt = openPriceAt(config);
  const everyMs = (config.kind === 'generator' ? config.everyMs : undefined) ?? 1;
  return {
    start: () => undefined,
    stop: () => undefined,
    latest: (nowMs) => {
      const atMs = nowMs - (nowMs % everyMs);
      const price = priceAt(atMs);
      return price === undefined ? undefined : { price, atMs: timeMs(atMs) };
    },
    figures: () => ({}),
  };
}
