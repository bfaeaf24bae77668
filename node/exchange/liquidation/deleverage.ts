import { invariant } from '../../types/fault.ts';
import type { BlockRun } from '../blockRun.ts';
import { mulDiv } from '../integers.ts';
import { noteEnded } from './groupMargins.ts';
import { haircut } from './haircut.ts';
import { bookTrade } from '../ledger/positions.ts';
import { lotsIn, subaccountAt } from '../ledger/subaccounts.ts';
import type { Position } from '../records.ts';
import { unhedgedLots } from '../risk/netDelta.ts';
import { maintenanceFor } from '../risk/positionMargin.ts';
import type { ExchangeState } from '../state.ts';

interface Counterparty {
  readonly index: number;
  /** All that it holds on the other side, and the part of it that nothing else of it offsets. */
  readonly lots: number;
  readonly unhedged: number;
}

/** Everyone on the other side of a position, ascending by index. */
function counterparties(state: ExchangeState, index: number, position: Position): Counterparty[] {
  const found: Counterparty[] = [];
  const market = state.markets.number(position.instrument);
  for (let other = 0; other < state.subaccounts.size; other++) {
    if (other === index) continue;
    const lots = lotsIn(state, other, market);
    if (lots === 0 || lots > 0 === position.lots > 0) continue;
    found.push({ index: other, lots: Math.abs(lots), unhedged: unhedgedLots(state, other, market, lots) });
  }
  return found;
}

/** Shares a number of lots out pro rata to weights that are no less in all; the rounding goes along the row. */
function shares(lots: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let seen = 0;
  let given = 0;
  return weights.map((weight) => {
    seen += weight;
    const share = mulDiv(lots, seen, total, 'floor') - given;
    given += share;
    return share;
  });
}

/** How many lots each gives up: unhedged ones first, and hedged ones only once all of those are gone. */
function given(lots: number, others: readonly Counterparty[]): number[] {
  const unhedged = others.map((other) => other.unhedged);
  const first = unhedged.reduce((sum, each) => sum + each, 0);
  if (first >= lots) return shares(lots, unhedged);
  const hedged = shares(
    lots - first,
    others.map((other) => other.lots - other.unhedged),
  );
  return unhedged.map((each, at) => each + hedged[at]!);
}

/**
 * Closes positions of a subaccount, all that it has in the markets of a group, against everyone on their other side, at the price at
 * which the group's `deficit` is gone. That is spread over them by maintenance margin at the markets' own rates, in either margin mode, and rounded up per lot, so no less is covered. What
 * no price from zero on can cover is taken from the profits of the same group.
 * Source: docs/spec/exchange.md, Liquidation, S5 and S6.
 */
export function deleverage(
  run: BlockRun,
  index: number,
  group: number,
  held: readonly Position[],
  deficit: number,
): void {
  const { state } = run;
  // Short ones first: their price ends at zero, and what they cannot cover is left to the long ones.
  const positions = [...held].sort((a, b) => Number(a.lots > 0) - Number(b.lots > 0));
  const marginOf = (position: Position): number =>
    maintenanceFor(state.markets.get(position.instrument)!, position.lots);
  let margin = positions.reduce((sum, position) => sum + marginOf(position), 0);
  let open = deficit;
  for (const position of positions) {
    const own = marginOf(position);
    const share = margin === 0 ? open : mulDiv(open, own, margin, 'ceil');
    open += deleveragePosition(run, index, position, share) - share;
    margin -= own;
  }
  if (open > 0) haircut(run, index, group, open);
}

/** @returns what of the deficit the position could not cover: nobody pays to get rid of what can only be worth something */
function deleveragePosition(run: BlockRun, index: number, position: Position, deficit: number): number {
  const { state } = run;
  const { instrument } = position;
  const market = state.markets.number(instrument);
  const { markPerLot } = state.markets.at(market);
  const held = Math.abs(position.lots);
  const wanted = mulDiv(deficit, 1, held, 'ceil');
  const lossPerLot = position.lots > 0 ? wanted : Math.min(wanted, markPerLot);
  const pricePerLot = position.lots > 0 ? markPerLot + lossPerLot : markPerLot - lossPerLot;
  const others = counterparties(state, index, position);
  const total = others.reduce((sum, other) => sum + other.lots, 0);
  invariant(total >= held, `market ${instrument} has fewer lots on the other side than subaccount ${index} holds`);
  const { owner, subNo } = subaccountAt(state, index);
  for (const [at, lots] of given(held, others).entries()) {
    if (lots === 0) continue;
    const other = others[at]!;
    const signed = position.lots > 0 ? lots : -lots;
    noteEnded(run, other.index, market, -signed);
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
      unhedged: other.unhedged,
      pricePerLot,
      markPerLot,
    });
  }
  return Math.max(0, deficit - lossPerLot * held);
}
