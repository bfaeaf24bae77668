import type { FeedId, InstrumentId } from '../../types/ids.ts';
import {
  exchangeScope,
  feeTierScope,
  parameterRules,
  seriesScope,
  tokenScope,
  type ParameterScope,
} from '../../types/parameters.ts';
import { ppb } from '../../types/units.ts';
import type { ExchangeGenesis, MarketTerms, PerpetualListing, Series } from '../genesis.ts';
import type { GovernedListing } from '../records.ts';
import type { ExchangeTerms } from './governedTerms.ts';
import { fieldsOfSeries, type ParameterFields } from './parametersOf.ts';

/** The rule of `status`, which is no term of a market but says whether it trades. */
export const statusRule = 1;

/** What governance has set: the listings it has added, by scope, and values by scope and rule; undefined: as genesis or the listing says. */
export interface GovernedParameters {
  readonly listings: readonly (readonly [number, GovernedListing])[];
  readonly valueOf: (scope: number, parameter: number) => number | undefined;
}

export const rulesOf = (of: ParameterScope) => parameterRules.filter((rule) => rule.of.includes(of));

/** The scope that a market's parameters have: its own, or that of its series. */
export const scopeOf = ({ instrument, series }: { readonly instrument: number; readonly series: number }): number =>
  series === 0 ? instrument : seriesScope + series;

/** The terms of every market: rules that all three kinds have. */
const termNames = parameterRules.filter(({ id, of }) => of.length === 3 && id !== statusRule).map(({ name }) => name);

/** A series from its numbers by the names of their rules. */
function seriesOf(series: number, { kind, name }: Omit<GovernedListing, 'kind'> & Pick<Series, 'kind'>, fields: ParameterFields): Series {
  const field = (of: string): number => fields[of] ?? 0;
  return {
    series,
    kind,
    underlying: name,
    terms: Object.fromEntries(termNames.map((term) => [term, field(term)])) as unknown as MarketTerms,
    expiries: {
      daily: field('dailyExpiries'),
      weekly: field('weeklyExpiries'),
      monthly: field('monthlyExpiries'),
      quarterly: field('quarterlyExpiries'),
    },
    curveFeed: field('curveFeed') as FeedId,
    surfaceFeed: field('surfaceFeed'),
    strikeStepMicroUsdc: field('strikeStepMicroUsdc'),
    strikesPerSide: field('strikesPerSide'),
    leastInitialMarginPpb: ppb(field('leastInitialMarginPpb')),
  };
} // prettier-ignore

/** The terms that a genesis and what governance has set since come to. Source: docs/spec/exchange.md, Parameters. */
export function termsOf(genesis: ExchangeGenesis, { listings, valueOf }: GovernedParameters): ExchangeTerms {
  /** What is set of a scope, by name. */
  const set = (of: ParameterScope, scope: number): Record<string, number> => {
    const fields: Record<string, number> = {};
    for (const { id, name } of rulesOf(of)) {
      const value = valueOf(scope, id);
      if (value !== undefined && id !== statusRule) fields[name] = value;
    }
    return fields;
  };
  const perpetuals = genesis.markets.map((listing) => ({ ...listing, ...set('perpetual', listing.instrument) }));
  const series = genesis.series.map((each) => {
    const fields = { ...fieldsOfSeries(each), ...set(each.kind, seriesScope + each.series) };
    return seriesOf(each.series, { kind: each.kind, name: each.underlying }, fields);
  });
  for (const [scope, { kind, name }] of listings) {
    if (kind === 'perpetual') {
      const terms = set(kind, scope) as unknown as Omit<PerpetualListing, 'instrument' | 'name'>;
      perpetuals.push({ ...terms, instrument: scope as InstrumentId, name });
    } else series.push(seriesOf(scope - seriesScope, { kind, name }, set(kind, scope)));
  }
  const scopes = [...perpetuals.map(({ instrument }) => Number(instrument)), ...series.map((each) => seriesScope + each.series)]; // prettier-ignore
  return {
    markets: perpetuals.sort((a, b) => a.instrument - b.instrument),
    series: series.sort((a, b) => a.series - b.series),
    tokens: genesis.tokens.map((token) => ({ ...token, ...set('token', tokenScope + token.id) })),
    feeTiers: genesis.feeTiers.map((tier, place) => ({ ...tier, ...set('feeTier', feeTierScope + place) })),
    feeShares: { ...genesis.feeShares, ...set('exchange', exchangeScope) },
    statuses: new Map(
      scopes.flatMap((scope) => {
        const status = valueOf(scope, statusRule) ?? 0;
        return status === 0 ? [] : [[scope, status]];
      }),
    ),
  };
}
