import type { Market } from '../records.ts';
import { safe } from '../integers.ts';
import { lotsIn } from '../ledger/subaccounts.ts';
import type { ExchangeState } from '../state.ts';
import type { Assessment, OrderIntent, RiskModel } from './riskModel.ts';

/** The largest position that open orders could lead to, in lots. */
const worstLots = (lots: number, bids: number, asks: number): number =>
  Math.max(Math.abs(lots + bids), Math.abs(lots - asks));

/** Initial margin of one standing: the worst position at mark, and what open orders beyond mark would lose. */
function initialOf({ standings }: ExchangeState['subaccounts'], market: Market, standing: number): number {
  const lots = standings.lots(standing);
  if (standings.orders(standing) === 0) return Math.abs(lots) * market.initialPerLot;
  const bids = standings.bids(standing);
  const asks = standings.asks(standing);
  const bidLoss = Math.max(0, standings.bidValue(standing) - bids * market.markPerLot);
  const askLoss = Math.max(0, asks * market.markPerLot - standings.askValue(standing));
  return worstLots(lots, bids, asks) * market.initialPerLot + bidLoss + askLoss;
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
      maintenance += Math.abs(lots) * market.maintenancePerLot;
    }
    initial += initialOf(state.subaccounts, market, standing);
  }
  const equity = safe(state.subaccounts.cash(subaccount) + unrealised + funding);
  return { equity, unrealised: safe(unrealised), initial: safe(initial), maintenance: safe(maintenance) };
}

/**
 * Standard margin: per-position rates, no offsets between markets. Integers only, per lot first, so a position costs three
 * products. Source: docs/spec/exchange.md, Margin.
 */
export const standardMargin: RiskModel = {
  assess,

  shortfall(state, subaccount, intent) {
    const { standings } = state.subaccounts;
    const number = state.markets.number(intent.instrument);
    const market = state.markets.at(number);
    const before = assess(state, subaccount);
    const held = lotsIn(state, subaccount, number);
    const standing = standings.find(subaccount, number);
    const bids = standing < 0 ? 0 : standings.bids(standing);
    const asks = standing < 0 ? 0 : standings.asks(standing);
    const adds = intent.reduceOnly ? 0 : intent.lots;
    const isBuy = intent.side === 'buy';
    const after = isBuy ? worstLots(held, bids + adds, asks) : worstLots(held, bids, asks + adds);
    const worse = after - worstLots(held, bids, asks);
    const sign = isBuy ? 1 : -1;
    const loss = safe(Math.max(0, sign * (intent.pricePerLot - market.markPerLot)) * intent.lots + intent.fee);
    const missing = before.initial + worse * market.initialPerLot + loss - before.equity;
    if (worse > 0) return missing;
    return Math.min(missing, reductionShortfall(before, market, held, sign, intent, loss));
  },

  withdrawable(state, subaccount) {
    const { equity, unrealised, initial } = assess(state, subaccount);
    return Math.max(0, Math.min(equity, equity - unrealised) - initial);
  },
};

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
  const closes = Math.max(0, Math.abs(held) - Math.abs(held + sign * intent.lots));
  const surplus = Math.max(0, before.equity - before.maintenance);
  return loss - closes * market.maintenancePerLot - surplus;
}
