import type { ExchangeState } from '../state.ts';
import { portfolioAccounts } from './portfolioAccounts.ts';
import type { RiskModel } from './riskModel.ts';
import { standardMargin } from './standardMargin.ts';

const modelOf = ({ subaccounts }: ExchangeState, subaccount: number): RiskModel =>
  subaccounts.hasPortfolioMargin(subaccount) ? portfolioAccounts : standardMargin;

/** The margin rules of each subaccount by its mode. */
export const marginByMode: RiskModel = {
  assess: (state, subaccount) => modelOf(state, subaccount).assess(state, subaccount),
  shortfall: (state, subaccount, intent) => modelOf(state, subaccount).shortfall(state, subaccount, intent),
  withdrawable: (state, subaccount, token) => modelOf(state, subaccount).withdrawable(state, subaccount, token),
  freed: (state, subaccount, market, lots) => modelOf(state, subaccount).freed(state, subaccount, market, lots),
};
