/**
 * What governance may set on chain, and within which bounds it can never leave. The contract RiskParameters is deployed with
 * this table; nodes apply what it publishes. Ids never change and are never given to something else.
 * Source: docs/spec/settlement.md, Governance.
 */

/** What a parameter belongs to. */
export type ParameterScope = 'perpetual' | 'future' | 'option' | 'token' | 'feeTier' | 'exchange';

export interface ParameterRule {
  /** u16. */
  readonly id: number;
  readonly name: string;
  readonly of: readonly ParameterScope[];
  /** Hard bounds, both allowed. */
  readonly min: number;
  readonly max: number;
  /** In which direction risk becomes less; `neither`: every change is slow, like a loosening. */
  readonly tightens: 'up' | 'down' | 'neither';
  /** Largest loosening within one period as a part of the value before, in parts per billion; absent: the term is fixed when it is listed. */
  readonly stepPpb?: number;
}

/** Of a market, while it is listed: all orders; only what makes positions smaller; nothing but cancels. */
export const marketStatus = { open: 0, reduceOnly: 1, halted: 2 } as const;

/** A scope is a u32: the instrument of a perpetual itself, or one of these plus series, token or place of the tier; 0 is the exchange. */
export const seriesScope = 2 ** 30;
export const tokenScope = 2 ** 31;
export const feeTierScope = 2 ** 29;
export const exchangeScope = 0;

/** One value: integer, in the unit that the name ends with. */
export interface ParameterValue {
  readonly scope: number;
  /** Id of the rule. */
  readonly parameter: number;
  readonly value: number;
}

/** A market or series that joins, with a value for every rule of its kind. */
export interface ParameterListing {
  readonly scope: number;
  readonly kind: 'perpetual' | 'future' | 'option';
  /** `BTC_USDC-PERPETUAL`; of a series, the first part of its names. */
  readonly name: string;
  readonly values: readonly ParameterValue[];
}

const one = 1_000_000_000;
const quarter = one / 4;
const day = 86_400_000;
const market = ['perpetual', 'future', 'option'] as const;
const series = ['future', 'option'] as const;
const wide = Number.MAX_SAFE_INTEGER;

export const parameterRules: readonly ParameterRule[] = [
  { id: 1, name: 'status', of: market, min: 0, max: 2, tightens: 'up', stepPpb: one },
  { id: 2, name: 'initialMarginPpb', of: market, min: 10_000_000, max: one, tightens: 'up', stepPpb: quarter },
  { id: 3, name: 'maintenanceMarginPpb', of: market, min: 5_000_000, max: one / 2, tightens: 'up', stepPpb: quarter },
  { id: 4, name: 'leastInitialMarginPpb', of: ['option'], min: 5_000_000, max: one, tightens: 'up', stepPpb: quarter },
  { id: 5, name: 'maxPositionLots', of: market, min: 1, max: wide, tightens: 'down', stepPpb: one },
  { id: 6, name: 'maxOrderLots', of: market, min: 1, max: wide, tightens: 'down', stepPpb: one },
  { id: 7, name: 'openOrdersMax', of: market, min: 1, max: 1_000, tightens: 'down', stepPpb: one },
  { id: 8, name: 'priceBandPpb', of: market, min: 1_000_000, max: 500_000_000, tightens: 'down', stepPpb: one / 2 },
  { id: 9, name: 'liquidationFeePpb', of: market, min: 1, max: 50_000_000, tightens: 'neither', stepPpb: quarter },
  { id: 10, name: 'liquidationStepPpb', of: market, min: 10_000_000, max: one, tightens: 'neither', stepPpb: one },
  { id: 11, name: 'liquidationStepMicroUsdc', of: market, min: 1, max: wide, tightens: 'neither', stepPpb: one },
  { id: 12, name: 'fundingClampPpb', of: ['perpetual'], min: 1, max: one / 20, tightens: 'neither', stepPpb: one },
  { id: 13, name: 'impactNotionalMicroUsdc', of: ['perpetual'], min: 1, max: wide, tightens: 'neither', stepPpb: one },

  { id: 32, name: 'feed', of: market, min: 1, max: 65_535, tightens: 'neither' },
  { id: 33, name: 'marketGroup', of: market, min: 1, max: 64, tightens: 'neither' },
  { id: 34, name: 'tickSizeMicroUsdc', of: market, min: 1, max: wide, tightens: 'neither' },
  { id: 35, name: 'lotsPerUnit', of: market, min: 1, max: wide, tightens: 'neither' },
  { id: 36, name: 'minSizeLots', of: market, min: 1, max: wide, tightens: 'neither' },
  { id: 37, name: 'maxPriceTicks', of: market, min: 1, max: 2_147_483_647, tightens: 'neither' },
  { id: 38, name: 'basisWindowMs', of: market, min: 1, max: day, tightens: 'neither' },
  { id: 39, name: 'fundingIntervalMs', of: ['perpetual'], min: 1, max: day, tightens: 'neither' },
  { id: 40, name: 'premiumPeriodMs', of: ['perpetual'], min: 1, max: 30 * day, tightens: 'neither' },
  { id: 41, name: 'perpetualFeed', of: ['perpetual'], min: 0, max: 65_535, tightens: 'neither' },
  { id: 42, name: 'dailyExpiries', of: series, min: 0, max: 12, tightens: 'neither' },
  { id: 43, name: 'weeklyExpiries', of: series, min: 0, max: 12, tightens: 'neither' },
  { id: 44, name: 'monthlyExpiries', of: series, min: 0, max: 12, tightens: 'neither' },
  { id: 45, name: 'quarterlyExpiries', of: series, min: 0, max: 12, tightens: 'neither' },
  { id: 46, name: 'curveFeed', of: series, min: 1, max: 65_535, tightens: 'neither' },
  { id: 47, name: 'surfaceFeed', of: ['option'], min: 1, max: 65_535, tightens: 'neither' },
  { id: 48, name: 'strikeStepMicroUsdc', of: ['option'], min: 1_000, max: wide, tightens: 'neither' },
  { id: 49, name: 'strikesPerSide', of: ['option'], min: 1, max: 50, tightens: 'neither' },

  { id: 64, name: 'initialHaircutPpb', of: ['token'], min: 0, max: one, tightens: 'up', stepPpb: quarter },
  { id: 65, name: 'maintenanceHaircutPpb', of: ['token'], min: 0, max: one, tightens: 'up', stepPpb: quarter },

  { id: 80, name: 'takerPpb', of: ['feeTier'], min: 0, max: 10_000_000, tightens: 'neither', stepPpb: one },
  { id: 81, name: 'makerPpb', of: ['feeTier'], min: -10_000_000, max: 10_000_000, tightens: 'neither', stepPpb: one },
  { id: 82, name: 'insurancePpb', of: ['exchange'], min: 0, max: one, tightens: 'up', stepPpb: quarter },
  { id: 83, name: 'validatorsPpb', of: ['exchange'], min: 0, max: one, tightens: 'neither', stepPpb: quarter },
];

export const parameterRule = (id: number): ParameterRule | undefined => parameterRules.find((rule) => rule.id === id);

/** What the contract published at once: a version, and the L1 block from which on it is in force. */
export interface ParametersItem {
  readonly kind: 'parameters';
  /** From 2; 1 is genesis. No gaps. */
  readonly version: number;
  /** Not below that of the version before, and after `l1Block`. */
  readonly activationBlock: number;
  readonly listings: readonly ParameterListing[];
  readonly changes: readonly ParameterValue[];
  readonly l1Block: number;
}
