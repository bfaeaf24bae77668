import { positionsMax } from '../../codec/settlementLeaves.ts';
import type { BlockRun } from '../blockRun.ts';
import { handOver } from '../ledger/positions.ts';
import { insuranceCash, moveCash, positionIn, subaccountAt } from '../ledger/subaccounts.ts';
import type { Position } from '../records.ts';
import { systemIndex, type ExchangeState } from '../state.ts';
import { closeStep } from './closeStep.ts';
import { deleverage } from './deleverage.ts';

/** What the insurance fund is worth: its cash and the open profit of positions it took over. */
export function insuranceEquity(state: ExchangeState): number {
  const { equity } = state.risk.assess(state, systemIndex);
  return equity - (subaccountAt(state, systemIndex).cash - insuranceCash(state));
}

/**
 * Ends a subaccount whose equity is not above zero. The fund takes over its positions, cash and debt if it can bear the
 * deficit and they fit its limits; otherwise it pays what it has, and the other side is deleveraged at the price that covers the rest.
 * Source: docs/spec/exchange.md, Liquidation.
 */
export function takeOver(run: BlockRun, index: number): void {
  const { state } = run;
  const { owner, subNo, positions, cash } = subaccountAt(state, index);
  const deficit = 0 - state.risk.assess(state, index).equity;
  const fund = insuranceEquity(state);
  const event = { account: owner, subaccount: subNo, deficit, fund };
  if ((fund >= deficit && fitsFund(state, positions)) || positions.length === 0) {
    for (const position of positions) handOver(state, index, systemIndex, position.instrument);
    sweepCash(state, index);
    for (const { instrument, lots, cost } of positions) {
      const { markPerLot } = state.markets.get(instrument)!;
      run.events.push({ type: 'positionTaken', account: owner, subaccount: subNo, instrument, lots, cost, markPerLot });
    }
    run.events.push({ type: 'insuranceTakeover', ...event, positions: positions.length, cash });
    return;
  }
  const paid = Math.max(0, Math.min(deficit, fund, insuranceCash(state)));
  moveCash(state, systemIndex, 0 - paid);
  moveCash(state, index, paid);
  run.events.push({ type: 'insuranceExhausted', ...event, paid });
  deleverage(run, index, deficit - paid);
  sweepCash(state, index);
}

/** No market's position of the fund may pass the limit that holds for every trader: a thin market is not dumped on it. Its leaf is as short as theirs. */
function fitsFund(state: ExchangeState, positions: readonly Position[]): boolean {
  const system = subaccountAt(state, systemIndex);
  const instruments = new Set([...system.positions, ...positions].map(({ instrument }) => instrument));
  if (instruments.size > positionsMax) return false;
  return positions.every(({ instrument, lots }) => {
    const held = positionIn(system, instrument)?.lots ?? 0;
    return Math.abs(held + lots) <= state.markets.listingOf(instrument)!.maxPositionLots;
  });
}

/** Moves whatever cash a closed subaccount has left, or owes, to the fund. */
function sweepCash(state: ExchangeState, index: number): void {
  const { cash } = subaccountAt(state, index);
  moveCash(state, index, 0 - cash);
  moveCash(state, systemIndex, cash);
}

/** The fund sells what it took over, one step a block; if it cannot bear it any more, the other side is deleveraged. */
export function unwindInsurance(run: BlockRun): void {
  const { state } = run;
  if (!state.subaccounts.hasPositions(systemIndex)) return;
  if (subaccountAt(state, systemIndex).positions.some((held) => state.markets.get(held.instrument)!.stale)) return;
  const fund = insuranceEquity(state);
  if (fund >= 0) {
    closeStep(run, systemIndex, fund);
    return;
  }
  run.events.push({
    type: 'insuranceExhausted',
    account: subaccountAt(state, systemIndex).owner,
    subaccount: 0,
    deficit: 0 - fund,
    fund,
    paid: 0,
  });
  deleverage(run, systemIndex, 0 - fund);
}
