import type { BlockRun } from '../blockRun.ts';
import { endLiquidation, noteLiquidation, subaccountAt } from '../ledger/subaccounts.ts';
import { cancelOpenOf } from '../orders/cancelOpen.ts';
import type { ExchangeState } from '../state.ts';
import { endAuction, followAuction } from './auction.ts';
import { closeStep } from './closeStep.ts';
import { groupMargins } from './groupMargins.ts';
import { hasStalePrice } from './hasStalePrice.ts';
import { takeOver, unwindInsurance } from './insurance.ts';
import { isRecovered } from './recovery.ts';

/** Subaccounts that liquidation must look after now, ascending: below maintenance, in debt, or not yet recovered. */
function atRisk(state: ExchangeState): number[] {
  return state.marginWatch.unsafe(state).filter((index) => !hasStalePrice(state, index));
}

/**
 * The liquidation phase of a block: every subaccount below maintenance margin first loses its orders, so that none of them
 * trades with another's forced close; then each closes one step, and what is not above zero afterwards goes to the
 * insurance funds. Whoever a forced trade pushed below zero follows at once. No one is liquidated on a stale price.
 * Invariant: afterwards no subaccount whose markets are fresh has equity below zero.
 * Source: docs/spec/exchange.md, Liquidation.
 */
export function liquidate(run: BlockRun): void {
  const { state } = run;
  unwindInsurance(run);
  const found = atRisk(state);
  for (const index of found) begin(run, index);
  for (const index of found) advance(run, index);
  // Without a forced trade nobody's equity has changed since the search.
  for (let round = found; round.length > 0;) {
    round = atRisk(state).filter((index) => isBankrupt(state, index));
    for (const index of round) {
      // Another one's end may have helped it.
      if (!isBankrupt(state, index)) continue;
      begin(run, index);
      advance(run, index);
    }
  }
}

const isBankrupt = (state: ExchangeState, index: number): boolean => state.risk.assess(state, index).equity < 0;

/** S1: marks the subaccount as being liquidated and cancels its orders. */
function begin(run: BlockRun, index: number): void {
  const { state } = run;
  const { owner: account, subNo: subaccount, liquidating } = subaccountAt(state, index);
  if (!liquidating) {
    const margins = groupMargins(run, index);
    noteLiquidation(state, index, { margins, startedMs: run.timeMs, auctionMs: 0 });
    const { equity, maintenance } = state.risk.assess(state, index);
    const told = margins.map(({ group, maintenance: margin }) => `${group}:${margin}`).join(',');
    run.events.push({ type: 'liquidationStarted', account, subaccount, equity, maintenance, margins: told });
  }
  cancelOpenOf(run, index, 'LIQUIDATION');
}

/** S2, where nothing is left S4 and S5, else S3; ends the liquidation of who has recovered. */
function advance(run: BlockRun, index: number): void {
  const { state } = run;
  let now = state.risk.assess(state, index);
  if (!isRecovered(now) && state.subaccounts.hasPositions(index)) {
    closeStep(run, index, now.equity, state.subaccounts.positions(index));
    now = state.risk.assess(state, index);
  }
  const hasLeft = state.subaccounts.hasPositions(index) || state.subaccounts.collateral.holds(index);
  const isOver = now.equity < 0 || (now.equity === 0 && hasLeft);
  if (isOver) {
    endAuction(run, index, 'BANKRUPT');
    takeOver(run, index);
    now = state.risk.assess(state, index);
  }
  if (!isRecovered(now)) {
    followAuction(run, index, now);
    return;
  }
  if (!isOver) endAuction(run, index, 'RECOVERED');
  endLiquidation(state, index);
  const { owner: account, subNo: subaccount } = subaccountAt(state, index);
  const { equity, maintenance } = now;
  run.events.push({ type: 'liquidationEnded', account, subaccount, equity, maintenance });
}
