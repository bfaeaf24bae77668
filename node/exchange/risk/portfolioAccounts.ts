import { safe } from '../integers.ts';
import type { ExchangeState } from '../state.ts';
import { collateralWorth, withdrawableFrom } from './collateral.ts';
import { maintenanceFor } from './positionMargin.ts';
import type { Assessment, RiskModel } from './riskModel.ts';
import { initialOf, intentLoss, orderLoss, shortfallFrom, standardMargin } from './standardMargin.ts';
import type { AddedOrder, UnderlyingRisk } from './underlyingRisk.ts';

/** The underlyings in which a subaccount has something, in the order of its first market of each. */
function underlyingsOf(state: ExchangeState, subaccount: number): UnderlyingRisk[] {
  const { standings } = state.subaccounts;
  const found: UnderlyingRisk[] = [];
  for (let at = standings.first(subaccount); at >= 0; at = standings.next(at)) {
    if (standings.lots(at) === 0 && standings.orders(at) === 0) continue;
    const underlying = state.portfolioRisk.over(state, standings.market(at));
    if (underlying !== undefined && !found.includes(underlying)) found.push(underlying);
  }
  return found;
}

function assess(state: ExchangeState, subaccount: number): Assessment {
  const { equity, unrealised } = standardMargin.assess(state, subaccount);
  const { standings } = state.subaccounts;
  let initial = 0;
  let maintenance = 0;
  for (let at = standings.first(subaccount); at >= 0; at = standings.next(at)) {
    const number = standings.market(at);
    const market = state.markets.at(number);
    if (state.portfolioRisk.over(state, number) !== undefined) {
      initial += orderLoss(standings, market, at);
    } else {
      initial += initialOf(standings, market, at);
      maintenance += maintenanceFor(market, standings.lots(at));
    }
  }
  for (const underlying of underlyingsOf(state, subaccount)) {
    initial += underlying.initial(state, subaccount);
    maintenance += underlying.maintenance(state, subaccount);
  }
  const collateral = collateralWorth(state, subaccount);
  return {
    equity,
    unrealised,
    initial: safe(initial + collateral.initial),
    maintenance: safe(maintenance + collateral.maintenance),
  };
}

/**
 * Portfolio margin of a subaccount: what scenarios do to all of it in an underlying together, no offsets between underlyings. What the
 * model does not take in is margined as in the other mode. Source: docs/spec/exchange.md, Portfolio margin.
 */
export const portfolioAccounts: RiskModel = {
  assess,

  shortfall(state, subaccount, intent) {
    const number = state.markets.number(intent.instrument);
    const underlying = state.portfolioRisk.over(state, number);
    const before = assess(state, subaccount);
    if (underlying === undefined) return shortfallFrom(before, state, subaccount, intent);
    const { lots, reduceOnly } = intent;
    const isBid = intent.side === 'buy';
    const added = { market: number, isBid, lots, reduceOnly };
    const worse = underlying.initial(state, subaccount, added) - underlying.initial(state, subaccount);
    const loss = intentLoss(state.markets.at(number), intent);
    const missing = before.initial + worse + loss - before.equity;
    if (worse > 0 && !reduceOnly) return missing;
    return Math.min(missing, reductionShortfall(state, subaccount, underlying, before, added, loss));
  },

  withdrawable(state, subaccount, token) {
    const { equity, initial } = assess(state, subaccount);
    return withdrawableFrom(state, subaccount, token, equity - Math.max(0, openProfit(state, subaccount)), initial);
  },

  freed(state, subaccount, number, lots) {
    const underlying = state.portfolioRisk.over(state, number);
    if (underlying === undefined) return standardMargin.freed(state, subaccount, number, lots);
    return underlying.maintenance(state, subaccount) - underlying.maintenanceAfter(state, subaccount, number, lots);
  },
};

/**
 * An order that asks for no more initial margin, or can only reduce, passes if what it may lose is covered by the maintenance margin that it
 * frees and by what is above maintenance. Where it takes a hedge away, so that more could be needed if it fills with the reduce-only orders
 * that rest, all of that must be there: otherwise they could leave an account with less than maintenance margin, one after the other.
 */
function reductionShortfall(
  state: ExchangeState,
  subaccount: number,
  underlying: UnderlyingRisk,
  { equity, maintenance }: Assessment,
  added: AddedOrder,
  loss: number,
): number {
  const { market, isBid, lots, reduceOnly } = added;
  if (reduceOnly) {
    const before = underlying.maintenanceReduced(state, subaccount);
    const after = underlying.maintenanceReduced(state, subaccount, added);
    const others = maintenance - underlying.maintenance(state, subaccount);
    if (after > before) return others + after + loss - equity;
  }
  const freed = portfolioAccounts.freed(state, subaccount, market, isBid ? lots : 0 - lots);
  return loss - freed - Math.max(0, equity - maintenance);
}

/**
 * What may still be lost again: all open profit of all positions together, but for that of long options as far as the initial margin
 * of their underlying is held for it already.
 */
function openProfit(state: ExchangeState, subaccount: number): number {
  const { markets, subaccounts } = state;
  const { standings } = subaccounts;
  let profit = 0;
  const longs = new Map<UnderlyingRisk, number>();
  for (let at = standings.first(subaccount); at >= 0; at = standings.next(at)) {
    const number = standings.market(at);
    const own = standings.lots(at) * markets.at(number).markPerLot - standings.cost(at);
    profit += own;
    const underlying = state.portfolioRisk.over(state, number);
    if (underlying === undefined || standings.lots(at) <= 0 || markets.listing(number).kind !== 'option') continue;
    longs.set(underlying, (longs.get(underlying) ?? 0) + own);
  }
  for (const [underlying, own] of longs) profit -= Math.min(Math.max(0, own), underlying.initial(state, subaccount));
  return safe(profit);
}
