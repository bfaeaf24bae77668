import { atPpb, mulDiv, ppbOne } from '../integers.ts';
import { tokenPriceUnits } from '../prices/tokenPrices.ts';
import type { ExchangeState } from '../state.ts';

/** Most that one token of one subaccount counts for, micro-USDC (70 million USDC): sums stay safe integers. */
export const collateralValueMax = 70_368_744_177_664;

/** What ledger units of a token are worth at its price, micro-USDC, rounded down. */
export function tokenValue({ tokenPrices }: ExchangeState, token: number, amount: number): number {
  const { price } = tokenPrices.get(token)!;
  // What is far beyond the most, and no safe integer, is seen without the division.
  if (amount * price >= collateralValueMax * tokenPriceUnits) return collateralValueMax;
  return mulDiv(amount, price, tokenPriceUnits, 'floor');
}

/**
 * What of that worth counts for initial margin: less the haircut, rounded down; nothing while its price is stale, so that nobody takes on more on
 * the strength of a price that nobody knows.
 */
export function initialWorth(state: ExchangeState, token: number, amount: number): number {
  if (state.tokenPrices.get(token)!.stale) return 0;
  const { initialHaircutPpb } = state.terms.inForce.tokens[token]!;
  return atPpb(tokenValue(state, token, amount), ppbOne - initialHaircutPpb, 'floor');
}

/** What of it counts for maintenance margin. */
export const maintenanceWorth = (state: ExchangeState, token: number, amount: number): number =>
  atPpb(tokenValue(state, token, amount), ppbOne - state.terms.inForce.tokens[token]!.maintenanceHaircutPpb, 'floor');

/** All collateral of a subaccount beside cash: its worth, and what of it the haircuts take, micro-USDC. */
export interface CollateralWorth {
  readonly value: number;
  /** Added to initial and to maintenance margin. */
  readonly initial: number;
  readonly maintenance: number;
}

const nothing: CollateralWorth = { value: 0, initial: 0, maintenance: 0 };

/** The worth of what a subaccount holds of tokens other than token 0. Source: docs/spec/exchange.md, Collateral. */
export function collateralWorth(state: ExchangeState, subaccount: number): CollateralWorth {
  const { collateral } = state.subaccounts;
  if (!collateral.holds(subaccount)) return nothing;
  let value = 0;
  let initial = 0;
  let maintenance = 0;
  for (const { token, amount } of collateral.of(subaccount)) {
    const worth = tokenValue(state, token, amount);
    value += worth;
    initial += worth - initialWorth(state, token, amount);
    maintenance += worth - maintenanceWorth(state, token, amount);
  }
  return { value, initial, maintenance };
}

/**
 * What of a token may leave a subaccount, micro-USDC or ledger units.
 * @param secure its equity without open profit
 */
export function withdrawableFrom(
  state: ExchangeState,
  subaccount: number,
  token: number,
  secure: number,
  initial: number,
): number {
  const free = secure - initial;
  if (token > 0) return collateralToSpare(state, subaccount, token, free);
  // Nobody takes out cash on the strength of other tokens: that would be a loan of others' cash.
  return Math.max(0, Math.min(free, secure - collateralWorth(state, subaccount).value));
}

/**
 * How much of a token the initial margin of a subaccount can do without.
 * @param free what its equity is above initial margin, open profit not counted; micro-USDC
 * @returns ledger units
 */
function collateralToSpare(state: ExchangeState, subaccount: number, token: number, free: number): number {
  const amount = state.subaccounts.collateral.amount(subaccount, token);
  const needed = initialWorth(state, token, amount) - free;
  if (needed <= 0) return amount;
  const { price, stale } = state.tokenPrices.get(token)!;
  if (stale) return 0;
  // The least amount that is still worth what is needed.
  const { initialHaircutPpb } = state.terms.inForce.tokens[token]!;
  const value = mulDiv(needed, ppbOne, ppbOne - initialHaircutPpb, 'ceil');
  return Math.max(0, amount - mulDiv(value, tokenPriceUnits, price, 'ceil'));
}
