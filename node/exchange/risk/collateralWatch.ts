import { mulDiv } from '../integers.ts';
import { tokenPriceUnits } from '../prices/tokenPrices.ts';
import type { ExchangeState } from '../state.ts';
import { tokenValue } from './collateral.ts';
import { WatchHeap } from './watchHeap.ts';

/** Watches that may have been replaced, for each that counts, before a heap is swept; and so many in any case. */
const sweepFactor = 2;
const sweepMin = 1_024;

/** The price of one token down to which those who hold it are certainly safe. */
interface TokenWatch {
  readonly falling: WatchHeap;
  /** By subaccount: the price of the watch that counts. */
  readonly prices: Map<number, number>;
}

/**
 * What MarginWatch is for markets, for the tokens that subaccounts hold beside cash: who must be looked at again because a token has
 * fallen. While its price stays at or above its watch, a token's worth less its haircut falls by no more than the share of the surplus that it was
 * given. Derived from the state, and never later than it must be.
 */
export class CollateralWatch {
  /** By token. */
  readonly #tokens: (TokenWatch | undefined)[] = [];

  /** Calls `visit` for every subaccount that a price has reached; it is not watched any more. */
  forEachReached({ genesis, tokenPrices }: ExchangeState, visit: (subaccount: number) => void): void {
    for (const { id } of genesis.tokens) {
      const watched = this.#tokens[id];
      if (watched === undefined) continue;
      const { price } = tokenPrices.get(id)!;
      const { falling, prices } = watched;
      while (falling.size > 0 && price < falling.topPrice) {
        const subaccount = falling.topStanding;
        if (prices.get(subaccount) === falling.topPrice) {
          prices.delete(subaccount);
          visit(subaccount);
        }
        falling.pop();
      }
    }
  }

  /**
   * Watches one token of a subaccount.
   * @param share of the surplus that a fall of this token may use up, micro-USDC, not negative
   * @returns false: it must be looked at again in any case
   */
  watch(state: ExchangeState, subaccount: number, token: number, share: number): boolean {
    const { subaccounts, tokenPrices } = state;
    // 2 go to the rounding of its worth and of its haircut.
    if (share < 2) return false;
    const { price } = tokenPrices.get(token)!;
    const amount = subaccounts.collateral.amount(subaccount, token);
    if (tokenValue(state, token, amount) < share - 2) return true;
    const needed = price - mulDiv(share - 2, tokenPriceUnits, amount, 'floor');
    if (needed <= 0) return true;
    const { falling, prices } = (this.#tokens[token] ??= {
      falling: new WatchHeap(true),
      prices: new Map<number, number>(),
    });
    // A watch that is reached earlier than needed does as well.
    const known = prices.get(subaccount);
    if (known !== undefined && known >= needed) return true;
    prices.set(subaccount, needed);
    falling.push(needed, subaccount);
    if (falling.size > sweepMin && falling.size > sweepFactor * prices.size) {
      falling.prune((at, each) => prices.get(each) === at);
    }
    return true;
  }
}
