import { invariant } from '../types/fault.ts';
import { tokenInstrumentBase, type MarketLeaf, type SubaccountLeaf } from '../types/settlement.ts';

/** An M leaf of a token prices this many ledger units. */
const tokenPriceScale = 100_000_000n;

/**
 * What a subaccount is worth at the markets' marks, in micro-USDC; negative when it owes.
 *
 *     cash + Σ ⌊token·price / 10⁸⌋ + Σ lots·(mark − (F − F₀)) − cost
 *
 * F is the market's funding index, F₀ the one the position is settled to: funding not yet booked is part of the worth.
 * Integers only; the products pass 2⁵³, so they are bigint. Halts when a position's market is missing.
 * Source: docs/spec/settlement.md, Exits.
 */
export function equityOf(sub: SubaccountLeaf, markets: ReadonlyMap<number, MarketLeaf>): bigint {
  let equity = BigInt(sub.cash);
  sub.tokens.forEach((balance, token) => {
    if (balance === 0) return;
    const price = marketOf(tokenInstrumentBase + token, sub, markets).markPerLot;
    equity += floorDivide(BigInt(balance) * BigInt(price), tokenPriceScale);
  });
  for (const position of sub.positions) {
    const market = marketOf(position.instrument, sub, markets);
    const perLot = BigInt(market.markPerLot) - (BigInt(market.fundingIndex) - BigInt(position.fundingIndex));
    equity += BigInt(position.lots) * perLot - BigInt(position.cost);
  }
  return equity;
}

function marketOf(instrument: number, sub: SubaccountLeaf, markets: ReadonlyMap<number, MarketLeaf>): MarketLeaf {
  const market = markets.get(instrument);
  invariant(market !== undefined, `subaccount ${sub.index} holds instrument ${instrument}, which has no market leaf`);
  return market;
}

/** Towards minus infinity, so that a debt in a token is never rounded down. */
function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend < 0n && quotient * divisor !== dividend ? quotient - 1n : quotient;
}
