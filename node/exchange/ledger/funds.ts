import type { ExchangeGenesis } from '../genesis.ts';
import type { CollateralBalance } from '../records.ts';
import type { ExchangeState } from '../state.ts';

// The insurance fund of each market group: a part of what the system holds of each token, and what its positions in the group's markets have
// gained.

/** Fields of the table of funds, whose places are the numbers of the groups: cash, then the other tokens by id. */
export const fundFields = ({ tokens }: Pick<ExchangeGenesis, 'tokens'>): string[] =>
  tokens.map(({ id }) => (id === 0 ? 'cash' : String(id)));

/** Cash of a group's fund, micro-USDC, signed. */
export const fundCash = ({ funds }: ExchangeState, group: number): number => funds.at(group, 0);

/** What a group's fund has of other tokens, ascending by token, none of nothing. */
export function fundTokens({ funds, genesis }: ExchangeState, group: number): CollateralBalance[] {
  return genesis.tokens
    .filter(({ id }) => id > 0 && funds.at(group, id) !== 0)
    .map(({ id: token }) => ({ token, amount: funds.at(group, token) }));
}

/** Counts what has moved the system's holding of a token to a group's fund. */
export function countInFund({ funds }: ExchangeState, group: number, delta: number, token = 0): void {
  funds.put(group, token, funds.at(group, token) + delta);
}
