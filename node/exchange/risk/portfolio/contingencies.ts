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

/** The margin of one account, in the quote currency, not rounded. */
export interface PortfolioMargin {
  /** What everything is worth at the marks, cash included. */
  readonly markToMarket: number;
  /** What is left after initial, and after maintenance margin: below 0 it is missing. */
  readonly initial: number;
  readonly maintenance: number;
  /** Profit and loss of the worst scenario, 0 or less, before any loss factor. */
  readonly worstLoss: number;
  /** Its place among the parameters' scenarios; −1 where the forwards' own risk is worst, or nothing is lost. */
  readonly worstScenario: number;
}

/** What an account comes to before the charges: money throughout. */
export interface Weighed {
  readonly worst: number;
  readonly worstScenario: number;
  readonly markToMarket: number;
  /** Of the perpetual, and of uncovered short options. */
  readonly notional: number;
  readonly shorts: number;
  readonly doubt: number;
  /** The price of the quote currency. */
  readonly stable: number;
}

/** The margins: mark to market less the worst loss, by its factor, and less what is charged. */
export function afterCharges(
  { worst, worstScenario, markToMarket, notional, shorts, doubt, stable }: Weighed,
  collateral: CollateralTotals,
  { lossFactor, peg, perpetual, shortOption }: PortfolioParameters,
): PortfolioMargin {
  const maintenance = notional * perpetual.maintenance + shorts * shortOption.maintenance + collateral.maintenance;
  const opening = notional * perpetual.initial + shorts * shortOption.initial + collateral.initial + doubt;
  const depeg = stable < peg.threshold ? (peg.threshold - stable) * peg.factor : 0;
  return {
    markToMarket: markToMarket + 0,
    initial: worst * (lossFactor.initial + depeg) - opening - maintenance + markToMarket + 0,
    maintenance: worst * lossFactor.maintenance - maintenance + markToMarket + 0,
    worstLoss: worst + 0,
    worstScenario,
  };
}
