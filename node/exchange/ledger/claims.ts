import type { Address } from '../../types/ids.ts';
import type { Claim } from '../records.ts';
import type { ExchangeState } from '../state.ts';

/** Where the claim of an owner on a token stands. */
export const claimKey = (token: number, owner: Address): string => `${token}/${owner}`;

export const claimOf = (state: ExchangeState, token: number, owner: Address): Claim | undefined =>
  state.claims.get(claimKey(token, owner));

/** All claims on a token, by index. */
export const claimsOn = ({ claims }: ExchangeState, token: number): Claim[] =>
  claims
    .sortedKeys()
    .map((key) => claims.get(key)!)
    .filter((claim) => claim.token === token)
    .sort((a, b) => a.index - b.index);
