import type { ExchangeState } from '../state.ts';

// The insurance fund of each market group: a part of the system's cash, and what its positions in the group's markets have gained.

/** Fields of the table of funds, whose places are the numbers of the groups. */
export const fundFields = ['cash'] as const;
const cashAt = 0;

/** Cash of a group's fund, micro-USDC, signed. */
export const fundCash = ({ funds }: ExchangeState, group: number): number => funds.at(group, cashAt);

/** Counts what has moved the system's cash to a group's fund. */
export function countInFund({ funds }: ExchangeState, group: number, delta: number): void {
  funds.put(group, cashAt, funds.at(group, cashAt) + delta);
}
