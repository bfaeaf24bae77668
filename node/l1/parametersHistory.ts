import type { PublicClient } from 'viem';
import { WitanError } from '../types/fault.ts';
import { zeroHash, type Address } from '../types/ids.ts';
import { parameterRule, type ParameterListing, type ParametersItem, type ParameterValue } from '../types/parameters.ts';
import { riskParametersAbi } from './abi.ts';
import { parametersItem, parametersLink, type ParametersContent } from './parametersContract.ts';

/** Everything that RiskParameters holds, fixed terms too, out of its logs. */
export interface PublishedParameters {
  /** Version 1 first. */
  readonly versions: readonly ParametersItem[];
  /** Markets and series, in the order in which they were listed. */
  readonly listings: readonly ParameterListing[];
  /** The value published last of a scope and a parameter. */
  readonly valueOf: (scope: number, parameter: number) => number | undefined;
}

/**
 * Reads all versions from a block on at which there was none, and verifies their chain.
 * Errors: L1_LOGS_INCOMPLETE, L1_PARAMETERS_CHAIN_BROKEN.
 */
export async function readPublishedParameters(
  client: PublicClient,
  contract: Address,
  fromBlock: number,
): Promise<PublishedParameters> {
  const call = { address: contract, abi: riskParametersAbi } as const;
  const logs = await client.getContractEvents({
    ...call,
    eventName: 'VersionPublished',
    fromBlock: BigInt(fromBlock),
    strict: true,
  });
  const versions = logs.map(({ args, blockNumber }) => parametersItem(args, blockNumber));
  let hash = zeroHash;
  versions.forEach((item, place) => {
    hash = parametersLink(hash, item);
    if (item.version !== place + 1 || hash !== logs[place]!.args.hash) {
      const what = `version ${item.version} of the parameters does not continue the one before`;
      throw new WitanError('L1_PARAMETERS_CHAIN_BROKEN', `The log of ${what}.`, 'Ask another endpoint.');
    }
  });
  if ((await client.readContract({ ...call, functionName: 'version' })) > versions.length) {
    throw new WitanError('L1_LOGS_INCOMPLETE', 'Logs lack a version of the parameters.', 'Ask again.');
  }
  const values = new Map<string, number>();
  const set = ({ scope, parameter, value }: ParameterValue) => values.set(`${scope} ${parameter}`, value);
  for (const { listings, changes } of versions) [...listings.flatMap((each) => each.values), ...changes].forEach(set);
  return {
    versions,
    listings: versions.flatMap(({ listings }) => listings),
    valueOf: (scope, parameter) => values.get(`${scope} ${parameter}`),
  };
}

/** Whether all of it may be published at once. */
export const isTightening = (
  { listings, changes }: ParametersContent,
  valueOf: PublishedParameters['valueOf'],
): boolean =>
  listings.length === 0 &&
  changes.every(({ scope, parameter, value }) => {
    const before = valueOf(scope, parameter);
    const tightens = parameterRule(parameter)?.tightens;
    if (before === undefined || tightens === undefined || tightens === 'neither') return false;
    return tightens === 'up' ? value > before : value < before;
  });
