import type { Transfer, UnsignedTransaction } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { moveToken } from '../ledger/moveToken.ts';
import { findSubaccount, openSubaccount } from '../ledger/subaccounts.ts';
import type { Verdict } from '../verdict.ts';
import { balanceMax, balanceOf } from './tokenUnits.ts';

/** Moves cash or collateral between two subaccounts of one account, within what may leave the first; opens the second if it is new. */
export function transfer(run: BlockRun, transaction: UnsignedTransaction, body: Transfer, from: number): Verdict {
  const { state } = run;
  const { account } = transaction;
  if (!state.tokens.has(body.token)) return { code: 'TOKEN_UNKNOWN' };
  if (body.amount === 0 || body.toSubaccount === transaction.subaccount) return { code: 'AMOUNT_INVALID' };
  const isolation = state.isolated.get(from);
  if (isolation !== undefined && state.subaccounts.subNo(isolation.parent) !== body.toSubaccount)
    return { code: 'ISOLATED' };
  const known = findSubaccount(state, account, body.toSubaccount);
  const held = state.accounts.get(account)!.subaccounts.length;
  if (known === undefined && held >= state.genesis.subaccountsPerAccountMax) return { code: 'SUBACCOUNT_LIMIT' };
  const missing = body.amount - state.risk.withdrawable(state, from, body.token);
  if (missing > 0) return { code: 'BALANCE_TOO_LOW', missing };
  if (known !== undefined && balanceOf(state, known, body.token) + body.amount > balanceMax)
    return { code: 'AMOUNT_INVALID' };
  const to = openSubaccount(run, account, body.toSubaccount);
  moveToken(state, from, body.token, 0 - body.amount);
  moveToken(state, to, body.token, body.amount);
  run.events.push({
    type: 'transfer',
    account,
    from: transaction.subaccount,
    to: body.toSubaccount,
    token: body.token,
    amount: body.amount,
  });
  return { code: 'OK' };
}
