import { invariant } from '../../types/fault.ts';
import type { InstrumentId } from '../../types/ids.ts';
import { mulDiv, safe } from '../integers.ts';
import type { ExchangeState } from '../state.ts';
import { positionIn, subaccountAt, writePosition } from './subaccounts.ts';

/** What a trade did to one side's cash, micro-USDC: `realised` profit, `funding` received, `fee` paid. */
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
  instrument: InstrumentId,
  lots: number,
  pricePerLot: number,
  fee: number,
): CashMove {
  const { fundingIndex } = state.markets.get(instrument)!;
  const subaccount = subaccountAt(state, index);
  const held = positionIn(subaccount, instrument);
  const heldLots = held?.lots ?? 0;
  const heldCost = held?.cost ?? 0;
  const funding = held ? 0 - safe(held.lots * (fundingIndex - held.fundingIndex)) : 0;
  const total = safe(heldCost + safe(lots * pricePerLot));
  const nextLots = safe(heldLots + lots);
  const cost = costAfter(heldLots, heldCost, nextLots, pricePerLot, total);
  const realised = 0 - (total - cost);
  writePosition(state, index, subaccount.cash + funding + realised - fee, {
    instrument,
    lots: nextLots,
    cost,
    fundingIndex,
  });
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
  const giver = subaccountAt(state, from);
  const given = positionIn(giver, instrument);
  invariant(given !== undefined, `subaccount ${from} has no position in ${instrument} to hand over`);
  const { fundingIndex } = state.markets.get(instrument)!;
  const funding = 0 - safe(given.lots * (fundingIndex - given.fundingIndex));
  writePosition(state, from, giver.cash + funding, { instrument, lots: 0, cost: 0, fundingIndex });
  const taker = subaccountAt(state, to);
  const held = positionIn(taker, instrument);
  const owed = held ? 0 - safe(held.lots * (fundingIndex - held.fundingIndex)) : 0;
  const lots = safe((held?.lots ?? 0) + given.lots);
  const cost = safe((held?.cost ?? 0) + given.cost);
  writePosition(state, to, taker.cash + owed - (lots === 0 ? cost : 0), {
    instrument,
    lots,
    cost: lots === 0 ? 0 : cost,
    fundingIndex,
  });
}
