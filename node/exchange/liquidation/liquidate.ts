import type { BlockRun } from '../blockRun.ts';
import { mulDiv } from '../integers.ts';
import { setLiquidating, subaccountAt } from '../ledger/subaccounts.ts';
import { cancelAllOf } from '../orders/resting.ts';
import type { Assessment } from '../risk/riskModel.ts';
import { standardMargin } from '../risk/standardMargin.ts';
import { systemIndex, type ExchangeState } from '../state.ts';
import { closeStep, largestPosition } from './closeStep.ts';
import { takeOver, unwindInsurance } from './insurance.ts';

/** Liquidation ends a tenth of the way from maintenance to initial margin. */
const recoveryShare = 10;

const isRecovered = ({ equity, initial, maintenance }: Assessment): boolean =>
  equity >= maintenance + mulDiv(initial - maintenance, 1, recoveryShare, 'ceil');

const hasStaleMarket = (state: ExchangeState, index: number): boolean =>
  subaccountAt(state, index).positions.some((position) => state.markets.get(position.instrument)!.stale);

/**
 * The liquidation phase of a block: every subaccount below maintenance margin loses its orders and closes one step; what is
 * not above zero afterwards goes to the insurance fund. No one is liquidated on a stale price.
 * Source: docs/spec/exchange.md, Liquidation.
 */
export function liquidate(run: BlockRun): void {
  const { state } = run;
  unwindInsurance(run);
  for (const index of [...state.holders.values]) {
    if (index === systemIndex) continue;
    const { liquidating } = subaccountAt(state, index);
    const assessment = standardMargin.assess(state, index);
    if (!liquidating && assessment.equity >= assessment.maintenance && assessment.equity >= 0) continue;
    if (!hasStaleMarket(state, index)) liquidateOne(run, index, liquidating, assessment);
  }
}

function liquidateOne(run: BlockRun, index: number, wasLiquidating: boolean, before: Assessment): void {
  const { state } = run;
  const { owner: account, subNo: subaccount } = subaccountAt(state, index);
  if (!wasLiquidating) {
    setLiquidating(state, index, true);
    const { equity, maintenance } = before;
    run.events.push({ type: 'liquidationStarted', account, subaccount, equity, maintenance });
  }
  cancelAllOf(run, index, 0, 'LIQUIDATION');
  let now = standardMargin.assess(state, index);
  const position = largestPosition(state, index);
  if (!isRecovered(now) && position !== undefined) {
    closeStep(run, index, position, now.equity);
    now = standardMargin.assess(state, index);
  }
  if (now.equity <= 0 && (now.equity < 0 || largestPosition(state, index) !== undefined)) {
    takeOver(run, index);
    now = standardMargin.assess(state, index);
  }
  if (isRecovered(now)) {
    setLiquidating(state, index, false);
    const { equity, maintenance } = now;
    run.events.push({ type: 'liquidationEnded', account, subaccount, equity, maintenance });
  }
}
