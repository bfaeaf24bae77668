import type { BlockRun } from '../blockRun.ts';
import { mulDiv } from '../integers.ts';
import { setLiquidating, subaccountAt } from '../ledger/subaccounts.ts';
import { cancelOpenOf } from '../orders/cancelOpen.ts';
import type { Assessment } from '../risk/riskModel.ts';
import type { ExchangeState } from '../state.ts';
import { closeStep } from './closeStep.ts';
import { groupMargins } from './groupMargins.ts';
import { takeOver, unwindInsurance } from './insurance.ts';

/** Liquidation ends a tenth of the way from maintenance to initial margin. */
const recoveryShare = 10;

const isRecovered = ({ equity, initial, maintenance }: Assessment): boolean =>
  equity >= maintenance + mulDiv(initial - maintenance, 1, recoveryShare, 'ceil');

/** Whether something that a subaccount holds has no fresh price. */
function hasStalePrice(state: ExchangeState, index: number): boolean {
  const { positions, collateral } = subaccountAt(state, index);
  return (
    positions.some((position) => state.markets.get(position.instrument)!.stale) ||
    collateral.some(({ token }) => state.tokenPrices.get(token)!.stale)
  );
}

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
    state.liquidations.set(index, { margins });
    setLiquidating(state, index, true);
    const { equity, maintenance } = state.risk.assess(state, index);
    const told = margins.map(({ group, maintenance: margin }) => `${group}:${margin}`).join(',');
    run.events.push({ type: 'liquidationStarted', account, subaccount, equity, maintenance, margins: told });
  }
  cancelOpenOf(run, index, 'LIQUIDATION');
}

/** S2 and, where nothing is left, S4 and S5; ends the liquidation of who has recovered. */
function advance(run: BlockRun, index: number): void {
  const { state } = run;
  const { owner: account, subNo: subaccount } = subaccountAt(state, index);
  let now = state.risk.assess(state, index);
  if (!isRecovered(now) && state.subaccounts.hasPositions(index)) {
    closeStep(run, index, now.equity, state.subaccounts.positions(index));
    now = state.risk.assess(state, index);
  }
  if (now.equity < 0 || (now.equity === 0 && state.subaccounts.hasPositions(index))) {
    takeOver(run, index);
    now = state.risk.assess(state, index);
  }
  if (isRecovered(now)) {
    state.liquidations.delete(index);
    setLiquidating(state, index, false);
    const { equity, maintenance } = now;
    run.events.push({ type: 'liquidationEnded', account, subaccount, equity, maintenance });
  }
}
