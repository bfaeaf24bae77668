import { marketStatus } from '../../types/parameters.ts';
import type { PlaceOrder } from '../../types/transaction.ts';
import type { MarketListing } from '../instruments/listing.ts';
import type { Outcome } from '../outcomes.ts';
import type { Market } from '../records.ts';

/** Whether a market takes orders of this kind now, by its status and its prices. */
export function marketTakes(
  { status }: Pick<MarketListing, 'status'>,
  { markPerLot, stale }: Pick<Market, 'markPerLot' | 'stale'>,
  { reduceOnly }: Pick<PlaceOrder, 'reduceOnly'>,
): Outcome {
  if (status === marketStatus.halted) return 'MARKET_HALTED';
  if (status === marketStatus.reduceOnly && !reduceOnly) return 'MARKET_REDUCE_ONLY';
  return markPerLot === 0 || (stale && !reduceOnly) ? 'FEED_STALE' : 'OK';
}
