import { invariant } from '../../types/fault.ts';
import type { InstrumentId } from '../../types/ids.ts';
import { mulDiv, safe } from '../integers.ts';
import type { ExchangeState } from '../state.ts';
import { writePosition } from './subaccounts.ts';

/** What a trade did to one side's cash, micro-USDC: `realised` profit, `funding` received. */
export interface CashMove {
  readonly realised: number;
  readonly funding: number;
}

/**
 * Books a trade on one side: `lots` signed (bought positive) at `pricePerLot`, and a fee (negative: a rebate).
 * Settles the position's funding first. Both sides call this with opposite lots and one price, so costs cancel exactly.
 * The part that closes is realised: the cost of what stays is rounded down, so that cash never gains by rounding.
 */
export function bookTrade(
  state: ExchangeState,
  index: number,
  market: number,
  lots: number,
  pricePerLot: number,
  fee: number,
): CashMove {
  const { standings } = state.subaccounts;
  const { fundingIndex } = state.markets.at(market);
  const standing = standings.of(index, market);
  const heldLots = standings.lots(standing);
  const heldCost = standings.cost(standing);
  const funding = heldLots === 0 ? 0 : 0 - safe(heldLots * (fundingIndex - standings.fundingIndex(standing)));
  const total = safe(heldCost + safe(lots * pricePerLot));
  const nextLots = safe(heldLots + lots);
  const cost = costAfter(heldLots, heldCost, nextLots, pricePerLot, total);
  const realised = 0 - (total - cost);
  const cash = state.subaccounts.cash(index) + funding + realised - fee;
  writePosition(state, standing, cash, nextLots, cost, fundingIndex);
  return { realised: realised + 0, funding: funding + 0 };
}

/** Cost of the position after a trade; `total` is what both together were paid for. */
function costAfter(heldLots: number, heldCost: number, nextLots: number, pricePerLot: number, total: number): number {
  if (nextLots === 0) return 0;
  if (heldLots === 0 || heldLots > 0 !== nextLots > 0) return safe(nextLots * pricePerLot);
  if (Math.abs(nextLots) >= Math.abs(heldLots)) return total;
  return mulDiv(heldCost, Math.abs(nextLots), Math.abs(heldLots), 'floor');
}

/** Hands a whole position, with its cost and unsettled funding, from one subaccount to another. */
export function handOver(state: ExchangeState, from: number, to: number, instrument: InstrumentId): void {
  const { standings } = state.subaccounts;
  const market = state.markets.number(instrument);
  const { fundingIndex } = state.markets.at(market);
  const owedTo = (standing: number): number =>
    0 - safe(standings.lots(standing) * (fundingIndex - standings.fundingIndex(standing)));
  const given = standings.of(from, market);
  const [givenLots, givenCost] = [standings.lots(given), standings.cost(given)];
  invariant(givenLots !== 0, `subaccount ${from} has no position in ${instrument} to hand over`);
  writePosition(state, given, state.subaccounts.cash(from) + owedTo(given), 0, 0, fundingIndex);
  const held = standings.of(to, market);
  const owed = owedTo(held);
  const lots = safe(standings.lots(held) + givenLots);
  const cost = safe(standings.cost(held) + givenCost);
  const cash = state.subaccounts.cash(to) + owed - (lots === 0 ? cost : 0);
  writePosition(state, held, cash, lots, lots === 0 ? 0 : cost, fundingIndex);
}
