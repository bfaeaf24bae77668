import { invariant } from '../../types/fault.ts';
import type { BlockRun } from '../blockRun.ts';
import { mulDiv } from '../integers.ts';
import { bookTrade } from '../ledger/positions.ts';
import { lotsIn, subaccountAt } from '../ledger/subaccounts.ts';
import type { Position } from '../records.ts';
import { maintenanceFor } from '../risk/positionMargin.ts';
import type { ExchangeState } from '../state.ts';

interface Counterparty {
  readonly index: number;
  readonly lots: number;
}

/** Everyone on the other side of a position, ascending by index. */
function counterparties(state: ExchangeState, index: number, position: Position): Counterparty[] {
  const found: Counterparty[] = [];
  const market = state.markets.number(position.instrument);
  for (let other = 0; other < state.subaccounts.size; other++) {
    if (other === index) continue;
    const lots = lotsIn(state, other, market);
    if (lots !== 0 && lots > 0 !== position.lots > 0) found.push({ index: other, lots: Math.abs(lots) });
  }
  return found;
}

/**
 * The last resort: closes all positions of a subaccount against everyone on their other side, pro rata to size, at the price
 * at which its `deficit` is gone. The deficit is spread over its positions by maintenance margin and rounded up per lot, so
 * the subaccount ends at zero or above.
 */
export function deleverage(run: BlockRun, index: number, deficit: number): void {
  const { state } = run;
  const { positions } = subaccountAt(state, index);
  const marginOf = (position: Position): number =>
    maintenanceFor(state.markets.get(position.instrument)!, position.lots);
  let margin = positions.reduce((sum, position) => sum + marginOf(position), 0);
  let open = deficit;
  for (const position of positions) {
    const own = marginOf(position);
    const share = mulDiv(open, own, margin, 'ceil');
    deleveragePosition(run, index, position, share);
    open -= share;
    margin -= own;
  }
}

function deleveragePosition(run: BlockRun, index: number, position: Position, deficit: number): void {
  const { state } = run;
  const { instrument } = position;
  const market = state.markets.number(instrument);
  const { markPerLot } = state.markets.at(market);
  const held = Math.abs(position.lots);
  const lossPerLot = mulDiv(deficit, 1, held, 'ceil');
  const pricePerLot = position.lots > 0 ? markPerLot + lossPerLot : markPerLot - lossPerLot;
  const others = counterparties(state, index, position);
  const total = others.reduce((sum, other) => sum + other.lots, 0);
  invariant(total >= held, `market ${instrument} has fewer lots on the other side than subaccount ${index} holds`);
  const { owner, subNo } = subaccountAt(state, index);
  let seen = 0;
  let closed = 0;
  for (const other of others) {
    seen += other.lots;
    const lots = mulDiv(held, seen, total, 'floor') - closed;
    if (lots === 0) continue;
    closed += lots;
    const signed = position.lots > 0 ? lots : -lots;
    bookTrade(state, index, market, -signed, pricePerLot, 0);
    bookTrade(state, other.index, market, signed, pricePerLot, 0);
    const counterparty = subaccountAt(state, other.index);
    run.events.push({
      type: 'deleverage',
      instrument,
      account: owner,
      subaccount: subNo,
      counterparty: counterparty.owner,
      counterpartySubaccount: counterparty.subNo,
      size: lots,
      pricePerLot,
      markPerLot,
    });
  }
}
