import { safe } from '../../integers.ts';
import { AccountMargin } from './accountMargin.ts';
import type { PortfolioMargin } from './contingencies.ts';
import type { Holdings, UnderlyingMarket } from './market.ts';
import type { PortfolioParameters } from './parameters.ts';
import { RiskArrays } from './riskArrays.ts';

/**
 * The margin of one account by the scenario model that Derive published as PM2: a pure function of prices, holdings and
 * parameters, the same bits on every engine. Money in the quote currency, not rounded.
 * Rules: docs/spec/margin.md.
 */
export function portfolioMargin(
  market: UnderlyingMarket,
  holdings: Holdings,
  parameters: PortfolioParameters,
): PortfolioMargin {
  const account = new AccountMargin(new RiskArrays(market.expiries, parameters), market);
  account.load(holdings);
  return account.margin();
}

/**
 * A figure of a margin as the state may keep it: whole micro-USDC, rounded down once, against the trader.
 * Halts (BrokenInvariant) on what is no number, or beyond 2^53.
 */
export const marginMicroUsdc = (amount: number): number => safe(Math.floor(amount * 1_000_000));
