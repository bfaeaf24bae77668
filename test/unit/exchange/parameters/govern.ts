import type { BlockResult } from '../../../../node/types/block.ts';
import {
  parameterRules,
  type ParameterListing,
  type ParametersItem,
  type ParameterValue,
} from '../../../../node/types/parameters.ts';
import type { Venue } from '../venue.ts';

/** A value of a scope by the name of its rule. */
export const valueOf = (scope: number, name: string, value: number): ParameterValue => ({
  scope,
  parameter: parameterRules.find((rule) => rule.name === name)!.id,
  value,
});

/** The next version as L1 would bring it; in force with the block that takes it in, unless `activationBlock` is later. */
export function nextVersion(
  { state }: Venue,
  changes: readonly ParameterValue[],
  listings: readonly ParameterListing[] = [],
  activationBlock = 1,
): ParametersItem {
  const version = state.counters.get('parameters') + state.upcomingParameters.size + 1;
  return { kind: 'parameters', version, activationBlock, listings, changes, l1Block: 1 };
}

/** A block that begins with new parameters. */
export const govern = (
  venue: Venue,
  changes: readonly ParameterValue[],
  listings: readonly ParameterListing[] = [],
): BlockResult => venue.block([], [nextVersion(venue, changes, listings)]);
