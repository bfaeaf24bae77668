import { parametersOf } from '../exchange/parameters/parametersOf.ts';
import { genesisParametersHash } from '../l1/parametersContract.ts';
import type { Hash } from '../types/ids.ts';
import type { NetworkConfig } from './config.ts';

/** What version 1 of the parameters on chain must hash to, for this to be the network's genesis. */
export function genesisParametersOf({ exchange }: Pick<NetworkConfig, 'exchange'>): Hash {
  const { listings, values } = parametersOf(exchange);
  return genesisParametersHash({ listings, changes: values });
}
