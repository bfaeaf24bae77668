import { WitanError } from '../../types/fault.ts';
import {
  exchangeScope,
  feeTierScope,
  parameterRule,
  seriesScope,
  tokenScope,
  type ParameterListing,
  type ParametersItem,
  type ParameterScope,
  type ParameterValue,
} from '../../types/parameters.ts';
import { checkGenesis } from '../checkGenesis.ts';
import { datedInstrumentMin, type ExchangeGenesis } from '../genesis.ts';
import { neededFeeds } from '../prices/neededFeeds.ts';
import type { AgreedPrices } from '../prices/agreedPrices.ts';
import type { GovernedListing } from '../records.ts';
import type { ExchangeTerms } from './governedTerms.ts';
import { rulesOf, termsOf, type GovernedParameters } from './termsOf.ts';

/** Why the exchange leaves a version out. Source: docs/spec/exchange.md, Parameters. */
export type ParametersRefusal =
  | 'VERSION_UNEXPECTED'
  | 'LISTING_INVALID'
  | 'LISTING_INCOMPLETE'
  | 'FEED_UNKNOWN'
  | 'PARAMETER_UNKNOWN'
  | 'PARAMETER_FIXED'
  | 'PARAMETER_OUT_OF_BOUNDS'
  | 'TERMS_INVALID';

/** What is wrong, and where; of a refusal that is about no single value, scope and parameter are 0. */
export interface RefusedParameters {
  readonly reason: ParametersRefusal;
  readonly scope: number;
  readonly parameter: number;
  /** For people. */
  readonly message: string;
}

const refused = (reason: ParametersRefusal, message: string, { scope, parameter }: Partial<ParameterValue> = {}) => ({
  refused: { reason, message, scope: scope ?? 0, parameter: parameter ?? 0 },
});

/** What a scope is in these terms; undefined: nothing. */
function kindOf({ markets, series, tokens, feeTiers }: ExchangeTerms, scope: number): ParameterScope | undefined {
  if (scope === exchangeScope) return 'exchange';
  if (scope > tokenScope) return tokens[scope - tokenScope] && 'token';
  if (scope > seriesScope) return series.find((each) => each.series === scope - seriesScope)?.kind;
  if (scope >= feeTierScope) return feeTiers[scope - feeTierScope] && 'feeTier';
  return markets.some(({ instrument }) => Number(instrument) === scope) ? 'perpetual' : undefined;
}

/** Numbers of markets and series only grow, since that is the order in which everybody has them. */
function isNext({ markets, series }: ExchangeTerms, { scope, kind }: ParameterListing): boolean {
  if (kind === 'perpetual') return scope > (markets.at(-1)?.instrument ?? 0) && scope < datedInstrumentMin;
  return scope > seriesScope + (series.at(-1)?.series ?? 0) && scope < tokenScope;
}

function checkValue(of: ParameterScope | undefined, each: ParameterValue) {
  const rule = parameterRule(each.parameter);
  if (of === undefined || rule?.of.includes(of) !== true) {
    return refused('PARAMETER_UNKNOWN', `${each.scope} has no parameter ${each.parameter}.`, each);
  }
  if (!Number.isSafeInteger(each.value) || each.value < rule.min || each.value > rule.max) {
    return refused('PARAMETER_OUT_OF_BOUNDS', `${rule.name} may be ${rule.min} to ${rule.max}.`, each);
  }
  return undefined;
}

function checkListing(terms: ExchangeTerms, listing: ParameterListing) {
  const { scope, kind, values } = listing;
  if (!isNext(terms, listing)) return refused('LISTING_INVALID', `${scope} is not the next number of a ${kind}.`, { scope });
  const isWhole = rulesOf(kind).every(({ id }) => values.filter(({ parameter }) => parameter === id).length === 1);
  if (!isWhole || values.length !== rulesOf(kind).length || values.some((each) => each.scope !== scope)) {
    return refused('LISTING_INCOMPLETE', `${listing.name} needs one value for every rule of a ${kind}.`, { scope });
  }
  return values.map((each) => checkValue(kind, each)).find((fault) => fault !== undefined);
} // prettier-ignore

/** What governance has set, with listings and values more. */
export function withParameters(
  before: GovernedParameters,
  listings: readonly ParameterListing[],
  values: readonly ParameterValue[],
): GovernedParameters {
  const set = new Map(values.map(({ scope, parameter, value }) => [`${scope}/${parameter}`, value]));
  return {
    listings: [
      ...before.listings,
      ...listings.map(({ scope, kind, name }): readonly [number, GovernedListing] => [scope, { kind, name }]),
    ],
    valueOf: (scope, parameter) => set.get(`${scope}/${parameter}`) ?? before.valueOf(scope, parameter),
  };
}

/**
 * The terms that a version leads to, or why the exchange cannot have them: a version is taken as a whole or not at all. What the contract has
 * checked already is checked again, since these terms must hold whatever it says.
 * @param prices of the block: they name every feed that the network has
 */
export function checkParameters(
  genesis: ExchangeGenesis,
  now: ExchangeTerms,
  before: GovernedParameters,
  { listings, changes }: Pick<ParametersItem, 'listings' | 'changes'>,
  prices: AgreedPrices,
): { readonly terms: ExchangeTerms } | { readonly refused: RefusedParameters } {
  let terms = now;
  for (const [place, listing] of listings.entries()) {
    const fault = checkListing(terms, listing);
    if (fault !== undefined) return fault;
    const upTo = listings.slice(0, place + 1);
    terms = termsOf(genesis, withParameters(before, upTo, upTo.flatMap(({ values }) => values))); // prettier-ignore
  }
  const markets = terms.markets.filter((each) => !now.markets.some(({ instrument }) => instrument === each.instrument));
  const series = terms.series.filter((each) => !now.series.some((known) => known.series === each.series));
  const unknown = neededFeeds({ markets, series, tokens: [] }).find((feed) => !prices.has(feed));
  if (unknown !== undefined) return refused('FEED_UNKNOWN', `The network has no feed ${unknown}.`);
  for (const each of changes) {
    const fault = checkValue(kindOf(terms, each.scope), each);
    if (fault !== undefined) return fault;
    const { stepPpb, name } = parameterRule(each.parameter)!;
    if (stepPpb === undefined) return refused('PARAMETER_FIXED', `${name} is fixed when it is listed.`, each);
  }
  const values = [...listings.flatMap((listing) => listing.values), ...changes];
  terms = termsOf(genesis, withParameters(before, listings, values));
  try {
    checkGenesis({ ...genesis, ...terms });
  } catch (error) {
    if (error instanceof WitanError) return refused('TERMS_INVALID', error.message);
    throw error;
  }
  return { terms };
}
