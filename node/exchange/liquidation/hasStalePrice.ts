import type { ExchangeState } from '../state.ts';

/** Whether something that a subaccount holds has no fresh price: then it is neither liquidated nor auctioned. */
export function hasStalePrice({ markets, subaccounts, tokenPrices }: ExchangeState, index: number): boolean {
  return (
    subaccounts.positions(index).some(({ instrument }) => markets.get(instrument)!.stale) ||
    subaccounts.collateral.of(index).some(({ token }) => tokenPrices.get(token)!.stale)
  );
}
