import type { Exposure, Market } from '../records.ts';
import { positionIn, subaccountAt } from '../ledger/subaccounts.ts';
import { safe } from '../integers.ts';
import { exposureIn } from './exposure.ts';
import type { Assessment, OrderIntent, RiskModel } from './riskModel.ts';

const noExposure: Omit<Exposure, 'instrument'> = { bids: 0, bidValue: 0, asks: 0, askValue: 0, orders: 0 };

/** The largest position that open orders could lead to, in lots. */
const worstLots = (lots: number, open: Pick<Exposure, 'bids' | 'asks'>): number =>
  Math.max(Math.abs(lots + open.bids), Math.abs(lots - open.asks));

/** Initial margin of one market: the worst position at mark, and what open orders beyond mark would lose. */
function initialOf(market: Market, lots: number, open: Omit<Exposure, 'instrument'>): number {
  const bidLoss = Math.max(0, open.bidValue - open.bids * market.markPerLot);
  const askLoss = Math.max(0, open.asks * market.markPerLot - open.askValue);
  return worstLots(lots, open) * market.initialPerLot + bidLoss + askLoss;
}

/**
 * Standard margin: per-position rates, no offsets between markets. Integers only, per lot first, so a position costs three
 * products. Source: docs/spec/exchange.md, Margin.
 */
export const standardMargin: RiskModel = {
  assess(state, subaccount) {
    const { cash, positions } = subaccountAt(state, subaccount);
    const exposures = state.exposures.get(subaccount) ?? [];
    let unrealised = 0;
    let funding = 0;
    let initial = 0;
    let maintenance = 0;
    for (const position of positions) {
      const market = state.markets.get(position.instrument)!;
      funding -= position.lots * (market.fundingIndex - position.fundingIndex);
      unrealised += position.lots * market.markPerLot - position.cost;
      maintenance += Math.abs(position.lots) * market.maintenancePerLot;
      const open = exposures.find((exposure) => exposure.instrument === position.instrument) ?? noExposure;
      initial += initialOf(market, position.lots, open);
    }
    for (const exposure of exposures) {
      if (positions.some((position) => position.instrument === exposure.instrument)) continue;
      initial += initialOf(state.markets.get(exposure.instrument)!, 0, exposure);
    }
    const equity = safe(cash + unrealised + funding);
    return { equity, unrealised: safe(unrealised), initial: safe(initial), maintenance: safe(maintenance) };
  },

  shortfall(state, subaccount, intent) {
    const market = state.markets.get(intent.instrument)!;
    const before = standardMargin.assess(state, subaccount);
    const held = positionIn(subaccountAt(state, subaccount), intent.instrument)?.lots ?? 0;
    const open = exposureIn(state, subaccount, intent.instrument) ?? noExposure;
    const adds = intent.reduceOnly ? 0 : intent.lots;
    const after = intent.side === 'buy' ? { ...open, bids: open.bids + adds } : { ...open, asks: open.asks + adds };
    const worse = worstLots(held, after) - worstLots(held, open);
    const sign = intent.side === 'buy' ? 1 : -1;
    const loss = safe(Math.max(0, sign * (intent.pricePerLot - market.markPerLot)) * intent.lots + intent.fee);
    const missing = before.initial + worse * market.initialPerLot + loss - before.equity;
    if (worse > 0) return missing;
    return Math.min(missing, reductionShortfall(before, market, held, sign, intent, loss));
  },

  withdrawable(state, subaccount) {
    const { equity, unrealised, initial } = standardMargin.assess(state, subaccount);
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
