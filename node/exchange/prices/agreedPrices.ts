import type { AgreedPrice } from '../../types/settlement.ts';

/** What a block agrees on, by feed. */
export type AgreedPrices = ReadonlyMap<number, AgreedPrice>;

/** The index that a market goes by, micro-USDC per unit; 0: it is stale. */
export function indexOf(prices: AgreedPrices, { feed }: { readonly feed: number }): number {
  const agreed = prices.get(feed);
  return agreed === undefined || agreed.stale ? 0 : Math.max(0, agreed.price);
}
