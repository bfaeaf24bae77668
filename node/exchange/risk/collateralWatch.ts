import { mulDiv } from '../integers.ts';
import { tokenPriceUnits } from '../prices/tokenPrices.ts';
import type { ExchangeState } from '../state.ts';
import { tokenValue } from './collateral.ts';
import { SubaccountWatch } from './subaccountWatch.ts';

/**
 * What MarginWatch is for markets, for the tokens that subaccounts hold beside cash: who must be looked at again because a token has
 * fallen. While its price stays at or above its watch, a token's worth less its haircut falls by no more than the share of the surplus that it was
 * given. Derived from the state, and never later than it must be.
 */
export class CollateralWatch {
  /** By token: the prices down to which those who hold it are certainly safe. */
  readonly #tokens: (SubaccountWatch | undefined)[] = [];

  /** Calls `visit` for every subaccount that a price has reached; it is not watched any more. */
  forEachReached({ genesis, tokenPrices }: ExchangeState, visit: (subaccount: number) => void): void {
    for (const { id } of genesis.tokens) this.#tokens[id]?.forEachReached(tokenPrices.get(id)!.price, visit);
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
    if (needed > 0) (this.#tokens[token] ??= new SubaccountWatch(true)).put(subaccount, needed);
    return true;
  }
}
