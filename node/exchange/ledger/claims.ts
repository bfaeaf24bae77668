import type { Address } from '../../types/ids.ts';
import type { Claim } from '../records.ts';
import type { ExchangeState } from '../state.ts';

/** Where the claim of an owner on a token of a chain stands. */
export const claimKey = (chainId: number, token: number, owner: Address, layer: number): string =>
  `${chainId}/${token}/${owner}/${layer}`;

/** Where stands what a chain's vault holds of a token. */
export const poolKey = (chainId: number, token: number): string => `${chainId}/${token}`;

/** The home chain: the one with the registry. */
export const homeChain = ({ genesis }: Pick<ExchangeState, 'genesis'>): number => genesis.chains[0]!;

/** The chain that a transaction means: 0 is the home chain. Undefined where it is none of the network's. */
export function namedChain(state: Pick<ExchangeState, 'genesis'>, chain: number): number | undefined {
  const chainId = chain === 0 ? homeChain(state) : chain;
  return state.genesis.chains.includes(chainId) ? chainId : undefined;
}

/** The claim that pays an owner out on a chain. */
export const claimOf = (state: ExchangeState, chainId: number, token: number, owner: Address): Claim | undefined =>
  state.claims.get(claimKey(chainId, token, owner, 0));

/** All claims by pool, each pool's by index: these have no gaps. */
export function claimsByPool({ claims }: ExchangeState): Map<string, Claim[]> {
  const found = new Map<string, Claim[]>();
  for (const key of claims.sortedKeys()) {
    const claim = claims.get(key)!;
    const pool = poolKey(claim.chainId, claim.token);
    let list = found.get(pool);
    if (list === undefined) found.set(pool, (list = []));
    list[claim.index] = claim;
  }
  return found;
}
