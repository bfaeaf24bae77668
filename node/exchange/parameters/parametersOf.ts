import {
  exchangeScope,
  feeTierScope,
  marketStatus,
  parameterRules,
  seriesScope,
  tokenScope,
  type ParameterListing,
  type ParameterScope,
  type ParameterValue,
} from '../../types/parameters.ts';
import type { ExchangeGenesis, PerpetualListing, Series } from '../genesis.ts';

/** Governed numbers of one scope, by the names of their rules. */
export type ParameterFields = Readonly<Record<string, number>>;

export interface Parameters {
  /** Ascending by scope; with the values of markets and series. */
  readonly listings: readonly ParameterListing[];
  /** All others: of tokens (but token 0, which is cash), fee tiers, and the exchange. */
  readonly values: readonly ParameterValue[];
}

export const fieldsOfPerpetual = ({ instrument: _, name: __, ...fields }: PerpetualListing): ParameterFields => ({
  ...fields,
  status: marketStatus.open,
});

export const fieldsOfSeries = ({ terms, expiries, ...series }: Series): ParameterFields => ({
  ...terms,
  status: marketStatus.open,
  dailyExpiries: expiries.daily,
  weeklyExpiries: expiries.weekly,
  monthlyExpiries: expiries.monthly,
  quarterlyExpiries: expiries.quarterly,
  curveFeed: series.curveFeed,
  surfaceFeed: series.surfaceFeed,
  strikeStepMicroUsdc: series.strikeStepMicroUsdc,
  strikesPerSide: series.strikesPerSide,
  leastInitialMarginPpb: series.leastInitialMarginPpb,
});

/** A value for every rule of a kind, ascending by rule. */
const valuesOf = (of: ParameterScope, scope: number, fields: ParameterFields): ParameterValue[] =>
  parameterRules
    .filter((rule) => rule.of.includes(of))
    .map(({ id, name }) => ({ scope, parameter: id, value: fields[name]! }));

/**
 * Everything of a genesis that governance may change, and every market and series: version 1 of the parameters.
 * Source: docs/spec/exchange.md, Parameters.
 */
export function parametersOf({ markets, series, tokens, feeTiers, feeShares }: ExchangeGenesis): Parameters {
  const perpetuals = markets.map((listing): ParameterListing => {
    const scope = listing.instrument;
    return { scope, kind: 'perpetual', name: listing.name, values: valuesOf('perpetual', scope, fieldsOfPerpetual(listing)) }; // prettier-ignore
  });
  const dated = series.map((each): ParameterListing => {
    const scope = seriesScope + each.series;
    const { kind, underlying: name } = each;
    return { scope, kind, name, values: valuesOf(kind, scope, fieldsOfSeries(each)) };
  });
  const values = [
    ...valuesOf('exchange', exchangeScope, { ...feeShares }),
    ...feeTiers.flatMap((tier, place) => valuesOf('feeTier', feeTierScope + place, { ...tier })),
    ...tokens.slice(1).flatMap((token) => {
      const { initialHaircutPpb, maintenanceHaircutPpb } = token;
      return valuesOf('token', tokenScope + token.id, { initialHaircutPpb, maintenanceHaircutPpb });
    }),
  ];
  return { listings: [...perpetuals, ...dated], values };
}
