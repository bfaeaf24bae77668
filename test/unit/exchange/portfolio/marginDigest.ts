import { defaultPortfolioParameters } from '../../../../node/exchange/risk/portfolio/parameters.ts';
import { portfolioMargin } from '../../../../node/exchange/risk/portfolio/portfolioMargin.ts';
import { Digest } from '../pricing/digest.ts';
import { randomNumbers } from '../pricing/random.ts';
import { randomHoldings, randomMarket } from './randomPortfolio.ts';

/** The bytes of the margins of as many random portfolios, as one hash. Plain language only: it runs in other engines. */
export function marginDigest(portfolios: number, seed: number): string {
  const random = randomNumbers(seed);
  const digest = new Digest();
  for (let i = 0; i < portfolios; i += 1) {
    const market = randomMarket(random);
    const margin = portfolioMargin(market, randomHoldings(random, market), defaultPortfolioParameters);
    for (const figure of [margin.markToMarket, margin.initial, margin.maintenance, margin.worstLoss])
      digest.take(figure);
  }
  return digest.hex;
}
