import type { BlockRun } from '../blockRun.ts';
import { indexOf, type AgreedPrices } from '../prices/agreedPrices.ts';
import type { MarketListing } from './listing.ts';
import { averaged, settlementWindowMs, startAveraging, stepMsMax } from './settlementPrice.ts';

/** By which the average of an expiry stands in its table. */
export const averagingKey = ({ feed, expiryMs }: Pick<MarketListing, 'feed' | 'expiryMs'>): string =>
  `${feed}/${expiryMs}`;

/**
 * Brings the averages of all expiries that are less than a window away up to the time of the block. They begin a moment earlier, with the price
 * that holds when the window opens.
 */
export function followAverages(run: BlockRun, prices: AgreedPrices, previousMs: number): void {
  const { markets, averages } = run.state;
  const done = new Set<string>();
  for (const number of markets.live) {
    const { expiryMs, feed } = markets.listing(number);
    if (expiryMs === 0 || expiryMs - settlementWindowMs - stepMsMax >= run.timeMs) continue;
    const key = averagingKey({ feed, expiryMs });
    if (done.has(key)) continue;
    done.add(key);
    const price = indexOf(prices, { feed });
    const average = averages.get(key) ?? startAveraging(expiryMs, previousMs, price);
    averages.set(key, averaged(average, expiryMs, run.timeMs, price));
  }
}
