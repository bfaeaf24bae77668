import type { BlockOpening } from '../exchange.ts';
import type { BlockRun } from '../blockRun.ts';
import { marketGroupsOf } from '../genesis.ts';
import { nextFundingTime } from '../instruments/fundingTime.ts';
import { homeChain } from '../ledger/claims.ts';
import { cancelByStatus } from '../orders/cancelOpen.ts';
import type { AgreedPrices } from '../prices/agreedPrices.ts';
import { remarginMarket } from '../prices/margins.ts';
import type { ExchangeState } from '../state.ts';
import { timeMs as blockTime } from '../../types/units.ts';
import type { InstrumentId } from '../../types/ids.ts';
import { parameterRule, type ParametersItem } from '../../types/parameters.ts';
import { unpricedMarket } from '../unpricedMarket.ts';
import { checkParameters, type RefusedParameters } from './checkParameters.ts';
import type { ExchangeTerms } from './governedTerms.ts';
import { scopeOf, type GovernedParameters } from './termsOf.ts';

/** What governance has set so far, as the tables have it. */
export const governedParameters = ({ parameterListings, parameterValues }: ExchangeState): GovernedParameters => ({
  listings: parameterListings.sortedKeys().map((scope) => [scope, parameterListings.get(scope)!] as const),
  valueOf: (scope, parameter) => parameterValues.get(`${scope}/${parameter}`),
});

/**
 * Takes in the versions of parameters that L1 brings, and puts in force those whose block the home chain's cut has reached. The first thing of a block: all
 * that follows in it goes by the new terms. Source: docs/spec/exchange.md, Parameters.
 */
export function takeParameters(run: BlockRun, { l1 }: BlockOpening, prices: AgreedPrices): void {
  const { upcomingParameters } = run.state;
  const home = l1.find(({ cut }) => cut.chainId === homeChain(run.state));
  if (home === undefined) return;
  for (const item of home.items) if (item.kind === 'parameters') plan(run, item);
  for (const version of [...upcomingParameters.sortedKeys()]) {
    const { activationBlock, ...item } = upcomingParameters.get(version)!;
    if (activationBlock > home.cut.number) return;
    upcomingParameters.delete(version);
    activate(run, version, item, prices);
  }
}

/** Keeps a version until its block. */
function plan({ state, events }: BlockRun, item: ParametersItem): void {
  const { version, activationBlock, listings, changes } = item;
  const expected = state.counters.get('parameters') + state.upcomingParameters.size + 1;
  if (version !== expected) {
    events.push({ type: 'parametersRefused', version, reason: 'VERSION_UNEXPECTED', scope: 0, parameter: 0 });
    return;
  }
  state.upcomingParameters.set(version, { activationBlock, listings, changes });
  const counts = { listings: listings.length, changes: changes.length };
  events.push({ type: 'parametersPlanned', version, activationBlock, ...counts });
}

/** The version counts from here on, also where the exchange cannot have what it says: then all stays as it was. */
function activate(
  run: BlockRun,
  version: number,
  item: Pick<ParametersItem, 'listings' | 'changes'>,
  prices: AgreedPrices,
): void {
  const { state, events } = run;
  state.counters.set('parameters', version);
  const before = state.terms.inForce;
  const checked = checkParameters(state.genesis, before, governedParameters(state), item, prices);
  if ('refused' in checked) {
    tellRefusal(run, version, checked.refused);
    return;
  }
  for (const { scope, kind, name } of item.listings) state.parameterListings.set(scope, { kind, name });
  for (const { scope, parameter, value } of [...item.listings.flatMap(({ values }) => values), ...item.changes]) {
    state.parameterValues.set(`${scope}/${parameter}`, value);
  }
  state.terms.set(checked.terms);
  events.push({ type: 'parametersApplied', version });
  for (const { scope, parameter, value } of item.changes) {
    events.push({ type: 'parameterSet', version, scope, parameter, name: parameterRule(parameter)!.name, value });
  }
  list(run, before, checked.terms);
  changeMarkets(run, new Set(item.changes.map(({ scope }) => scope)));
}

function tellRefusal({ events }: BlockRun, version: number, { reason, scope, parameter }: RefusedParameters): void {
  events.push({ type: 'parametersRefused', version, reason, scope, parameter });
}

/** Perpetuals that join are listed at once; the markets of a series are listed by its rule. */
function list({ state, timeMs, events }: BlockRun, before: ExchangeTerms, terms: ExchangeTerms): void {
  for (const group of marketGroupsOf(terms)) if (!state.funds.has(group)) state.funds.put(group, 0, 0);
  for (const { instrument, name, fundingIntervalMs } of terms.markets) {
    if (before.markets.some((known) => known.instrument === instrument)) continue;
    const nextFundingMs = nextFundingTime(timeMs, fundingIntervalMs);
    state.markets.set(instrument, { ...unpricedMarket(blockTime(timeMs), instrument), nextFundingMs });
    events.push({ type: 'listed', instrument, name, expiryMs: 0 });
  }
  for (const { series, kind, underlying } of terms.series) {
    if (before.series.some((known) => known.series === series)) continue;
    events.push({ type: 'seriesListed', series, kind, name: underlying });
  }
}

/** Brings the markets of these scopes to their new terms; orders that their status no longer allows are over. */
function changeMarkets(run: BlockRun, scopes: ReadonlySet<number>): void {
  const { markets } = run.state;
  const closing = new Set<InstrumentId>();
  for (const number of markets.live) {
    const { instrument, name, status, series } = markets.listing(number);
    if (!scopes.has(scopeOf({ instrument, series }))) continue;
    markets.relist(number);
    remarginMarket(run.state, number);
    const now = markets.listing(number).status;
    if (now === status) continue;
    run.events.push({ type: 'marketStatus', instrument, name, status: statusNames[now]! });
    if (now > status) closing.add(instrument);
  }
  cancelByStatus(run, closing);
}

const statusNames = ['open', 'reduceOnly', 'halted'] as const;
