import type { UnsignedTransaction, Withdraw } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { claimKey } from '../ledger/claims.ts';
import { moveToken } from '../ledger/moveToken.ts';
import type { Verdict } from '../verdict.ts';
import { precisionOf } from './tokenUnits.ts';

/**
 * Debits the subaccount and raises the owner's claim on L1 in one transition; there is no way back. With a single chain
 * `cumulative` follows `requested` at once. Source: docs/spec/exchange.md, Withdrawals.
 */
export function withdraw(
  run: BlockRun,
  transaction: Pick<UnsignedTransaction, 'account' | 'subaccount'>,
  body: Withdraw,
  from: number,
): Verdict {
  const { state } = run;
  const { account } = transaction;
  const token = state.genesis.tokens[body.token];
  if (token === undefined) return { code: 'TOKEN_UNKNOWN' };
  if (body.amount === 0) return { code: 'AMOUNT_INVALID' };
  const missing = body.amount - state.risk.withdrawable(state, from, token.id);
  if (missing > 0) return { code: 'BALANCE_TOO_LOW', missing };
  const amount = BigInt(body.amount) * precisionOf(token);
  const key = claimKey(token.id, account);
  const totals = state.tokens.get(token.id)!;
  const { claims, requested, withdrawn } = totals;
  const known = state.claims.get(key);
  const claim = known ?? { token: token.id, index: claims, owner: account, requested: 0n, cumulative: 0n };
  const cumulative = claim.cumulative + amount;
  state.claims.set(key, { ...claim, requested: claim.requested + amount, cumulative });
  state.tokens.set(token.id, {
    ...totals,
    requested: requested + amount,
    withdrawn: withdrawn + amount,
    claims: known === undefined ? claims + 1 : claims,
  });
  moveToken(state, from, token.id, 0 - body.amount);
  run.events.push({
    type: 'withdrawal',
    account,
    subaccount: transaction.subaccount,
    token: body.token,
    amount: body.amount,
    claim: claim.index,
    cumulative: cumulative.toString(),
  });
  return { code: 'OK' };
}
