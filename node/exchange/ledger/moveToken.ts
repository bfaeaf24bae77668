import { precisionOf } from '../money/tokenUnits.ts';
import { systemIndex, type ExchangeState } from '../state.ts';
import { countInFund } from './funds.ts';
import { moveCash } from './subaccounts.ts';

/**
 * Adds ledger units of a token to (or takes them from) what a subaccount holds, and to what the ledger holds of it.
 * @param token 0: cash
 */
export function moveToken(state: ExchangeState, index: number, token: number, delta: number): void {
  if (token === 0) {
    moveCash(state, index, delta);
    return;
  }
  if (delta === 0) return;
  const { collateral } = state.subaccounts;
  collateral.set(index, token, collateral.amount(index, token) + delta);
  const totals = state.tokens.get(token)!;
  const units = BigInt(delta) * precisionOf(state.genesis.tokens[token]!);
  state.tokens.set(token, { ...totals, ledger: totals.ledger + units });
}

/** Adds to (or takes from) what a market group's insurance fund holds of a token. */
export function moveFund(state: ExchangeState, group: number, delta: number, token = 0): void {
  countInFund(state, group, delta, token);
  moveToken(state, systemIndex, token, delta);
}
