import type { Address } from '../../types/ids.ts';
import type { Claim } from '../records.ts';
import type { ExchangeState } from '../state.ts';

/** Where the claim of an owner on a token stands. */
export const claimKey = (token: number, owner: Address): string => `${token}/${owner}`;

export const claimOf = (state: ExchangeState, token: number, owner: Address): Claim | undefined =>
  state.claims.get(claimKey(token, owner));

/** All claims, by token and then by index: each token's indices have no gaps. */
export function claimsByToken({ claims, genesis }: ExchangeState): Claim[][] {
  const found: Claim[][] = genesis.tokens.map(() => []);
  for (const key of claims.sortedKeys()) {
    const claim = claims.get(key)!;
    found[claim.token]![claim.index] = claim;
  }
  return found;
}
