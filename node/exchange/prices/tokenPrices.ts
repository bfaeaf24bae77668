import type { BlockRun } from '../blockRun.ts';
import { indexOf, type AgreedPrices } from './agreedPrices.ts';

/** A token's price is for so many ledger units, as its M leaf says it. */
export const tokenPriceUnits = 100_000_000;

/** Brings what collateral is worth to the block's agreed prices. A token whose feed is stale keeps its price. */
export function followTokenPrices({ state }: BlockRun, prices: AgreedPrices): void {
  for (const { id, feed, ledgerDecimals } of state.genesis.tokens) {
    if (id === 0) continue;
    const known = state.tokenPrices.get(id)!;
    const index = indexOf(prices, { feed });
    if (index === 0) {
      if (!known.stale) state.tokenPrices.set(id, { ...known, stale: true });
      continue;
    }
    const price = Math.min(
      index * (tokenPriceUnits / Number('1'.padEnd(ledgerDecimals + 1, '0'))),
      Number.MAX_SAFE_INTEGER,
    );
    if (known.stale || price !== known.price) state.tokenPrices.set(id, { price, stale: false });
  }
}
