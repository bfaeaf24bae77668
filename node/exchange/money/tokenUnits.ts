import type { Token } from '../genesis.ts';
import type { ExchangeState } from '../state.ts';

/** Most of a token that a subaccount may be brought to by a deposit or transfer: micro-USDC, or ledger units. */
export const balanceMax = 1_125_899_906_842_624;

/** Base units that make one ledger unit. */
export const precisionOf = ({ decimals, ledgerDecimals }: Pick<Token, 'decimals' | 'ledgerDecimals'>): bigint =>
  BigInt('1'.padEnd(decimals - ledgerDecimals + 1, '0'));

/** What a subaccount holds of a token, ledger units; of token 0, cash. */
export const balanceOf = ({ subaccounts }: ExchangeState, index: number, token: number): number =>
  token === 0 ? subaccounts.cash(index) : subaccounts.collateral.amount(index, token);
