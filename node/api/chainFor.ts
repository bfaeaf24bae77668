import { type ChainConfig, chainsOf, type NetworkConfig } from '../sequencer/config.ts';
import { DoorError } from './errors.ts';
import type { Params } from './params.ts';

/** The chain that is meant: the home chain, unless another one is named. Errors: CHAIN_UNKNOWN. */
export function chainFor(params: Params, network: NetworkConfig): ChainConfig {
  const chainId = params.integer('chain', 1, Number.MAX_SAFE_INTEGER, network.l1.chainId);
  const found = chainsOf(network).find((chain) => chain.chainId === chainId);
  if (found === undefined) throw new DoorError('CHAIN_UNKNOWN', `Chain ${chainId} is none of this network.`);
  return found;
}
