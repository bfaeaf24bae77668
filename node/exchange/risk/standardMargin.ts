import type { Market } from '../records.ts';
import { safe } from '../integers.ts';
import type { Standings } from '../ledger/standings.ts';
import { lotsIn } from '../ledger/subaccounts.ts';
import type { ExchangeState } from '../state.ts';
import { initialFor, maintenanceFor } from './positionMargin.ts';
import { collateralWorth, withdrawableFrom } from './collateral.ts';
import type { Assessment, OrderIntent, RiskModel } from './riskModel.ts';

/** Initial margin of the worst position that open orders could lead to: all bids filled, or all asks. */
const worstInitial = (market: Market, lots: number, bids: number, asks: number): number =>
  Math.max(initialFor(market, lots + bids), initialFor(market, lots - asks));

/** Initial margin of one standing: the worst position at mark, and what open orders beyond mark would lose. */
export function initialOf(standings: Standings, market: Market, standing: number): number {
  const lots = standings.lots(standing);
  if (standings.orders(standing) === 0) return initialFor(market, lots);
  const worst = worstInitial(market, lots, standings.bids(standing), standings.asks(standing));
  return worst + orderLoss(standings, market, standing);
}

/** What the open orders of a standing would lose against mark. */
export function orderLoss(standings: Standings, { markPerLot }: Market, standing: number): number {
  const bidLoss = Math.max(0, standings.bidValue(standing) - standings.bids(standing) * markPerLot);
  return bidLoss + Math.max(0, standings.asks(standing) * markPerLot - standings.askValue(standing));
}

/** What an order would lose against mark at its worst price, and its fee. */
export function intentLoss({ markPerLot }: Market, { side, lots, pricePerLot, fee }: OrderIntent): number {
  const beyond = side === 'buy' ? pricePerLot - markPerLot : markPerLot - pricePerLot;
  return safe(Math.max(0, beyond) * lots + fee);
}

function assess(state: ExchangeState, subaccount: number): Assessment {
  const { standings } = state.subaccounts;
  let unrealised = 0;
  let funding = 0;
  let initial = 0;
  let maintenance = 0;
  for (let standing = standings.first(subaccount); standing >= 0; standing = standings.next(standing)) {
    const market = state.markets.at(standings.market(standing));
    const lots = standings.lots(standing);
    if (lots !== 0) {
      funding -= lots * (market.fundingIndex - standings.fundingIndex(standing));
      unrealised += lots * market.markPerLot - standings.cost(standing);
      maintenance += maintenanceFor(market, lots);
    }
    initial += initialOf(standings, market, standing);
  }
  const collateral = collateralWorth(state, subaccount);
  return {
    equity: safe(state.subaccounts.cash(subaccount) + collateral.value + unrealised + funding),
    unrealised: safe(unrealised),
    initial: safe(initial + collateral.initial),
    maintenance: safe(maintenance + collateral.maintenance),
  };
}

/**
 * Standard margin: per-position rates, no offsets between markets. Integers only, per lot first, so a position costs three
 * products. Source: docs/spec/exchange.md, Margin.
 */
export const standardMargin: RiskModel = {
  assess,

  shortfall: (state, subaccount, intent) => shortfallFrom(assess(state, subaccount), state, subaccount, intent),

  withdrawable(state, subaccount, token) {
    const { equity, initial } = assess(state, subaccount);
    return withdrawableFrom(state, subaccount, token, equity - Math.max(0, openProfit(state, subaccount)), initial);
  },

  freed(state, subaccount, number, lots) {
    const market = state.markets.at(number);
    const held = lotsIn(state, subaccount, number);
    return maintenanceFor(market, held) - maintenanceFor(market, held + lots);
  },
};

/** As `RiskModel.shortfall` in one market by its own rates, for a subaccount as it stands in all. */
export function shortfallFrom(
  before: Assessment,
  state: ExchangeState,
  subaccount: number,
  intent: OrderIntent,
): number {
  const { standings } = state.subaccounts;
  const number = state.markets.number(intent.instrument);
  const market = state.markets.at(number);
  const held = lotsIn(state, subaccount, number);
  const standing = standings.find(subaccount, number);
  const bids = standing < 0 ? 0 : standings.bids(standing);
  const asks = standing < 0 ? 0 : standings.asks(standing);
  const adds = intent.reduceOnly ? 0 : intent.lots;
  const isBuy = intent.side === 'buy';
  const after = isBuy ? worstInitial(market, held, bids + adds, asks) : worstInitial(market, held, bids, asks + adds);
  const worse = after - worstInitial(market, held, bids, asks);
  const sign = isBuy ? 1 : -1;
  const loss = intentLoss(market, intent);
  const missing = before.initial + worse + loss - before.equity;
  if (worse > 0) return missing;
  return Math.min(missing, reductionShortfall(before, market, held, sign, intent, loss));
}

/** What may still be lost again. A long option is not counted: its whole value is its initial margin already. */
function openProfit({ markets, subaccounts: { standings } }: ExchangeState, subaccount: number): number {
  let profit = 0;
  for (let standing = standings.first(subaccount); standing >= 0; standing = standings.next(standing)) {
    const number = standings.market(standing);
    const lots = standings.lots(standing);
    if (lots > 0 && markets.listing(number).kind === 'option') continue;
    profit += lots * markets.at(number).markPerLot - standings.cost(standing);
  }
  return safe(profit);
}

/**
 * An order that can only shrink the position passes without initial margin, if what it may lose is covered by the
 * maintenance margin it frees or by what is above maintenance: it never deepens a deficit that others would bear.
 */
function reductionShortfall(
  before: Assessment,
  market: Market,
  held: number,
  sign: number,
  intent: OrderIntent,
  loss: number,
): number {
  const left = held + sign * intent.lots;
  const frees = Math.abs(left) < Math.abs(held) ? maintenanceFor(market, held) - maintenanceFor(market, left) : 0;
  const surplus = Math.max(0, before.equity - before.maintenance);
  return loss - frees - surplus;
}
