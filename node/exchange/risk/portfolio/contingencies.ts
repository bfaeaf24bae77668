import type { Collateral } from './market.ts';
import type { PortfolioParameters } from './parameters.ts';

/** What the oracles' doubt adds to initial margin: (1 − confidence)·factor of the notional below the threshold, else nothing. */
export const confidenceCharge = (
  confidence: number,
  notional: number,
  { confidence: rule }: PortfolioParameters,
): number => (confidence < rule.threshold ? (1 - confidence) * rule.factor * notional : 0);

/** What all collateral together is worth and costs; nothing of it depends on positions. */
export interface CollateralTotals {
  readonly value: number;
  /** The part that moves with spot. */
  readonly moving: number;
  readonly initial: number;
  readonly maintenance: number;
  readonly confidence: number;
}

/** Values in the quote currency: a stable that is worth less than a dollar makes collateral worth more of it. */
export function collateralTotals(
  collaterals: readonly Collateral[],
  stable: number,
  spotConfidence: number,
  parameters: PortfolioParameters,
): CollateralTotals {
  const totals = { value: 0, moving: 0, initial: 0, maintenance: 0, confidence: 0 };
  for (const each of collaterals) {
    const value = (each.amount * each.price) / stable;
    totals.value += value;
    if (each.isRiskCancelling) totals.moving += value;
    totals.initial += value * each.initialHaircut;
    totals.maintenance += value * each.maintenanceHaircut;
    totals.confidence += confidenceCharge(Math.min(each.confidence, spotConfidence), value, parameters);
  }
  return totals;
}

/** What of a strike is short and not covered by options of the same strike and expiry, calls and puts alike. */
export const uncovered = (netAmount: number): number => (netAmount < 0 ? -netAmount : 0);
