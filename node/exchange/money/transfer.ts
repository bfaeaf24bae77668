import type { Transfer, UnsignedTransaction } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { findSubaccount, moveCash, openSubaccount, subaccountAt } from '../ledger/subaccounts.ts';
import type { Verdict } from '../verdict.ts';
import { cashMax } from './deposits.ts';

/** Moves cash between two subaccounts of one account, within what may leave the first; opens the second if it is new. */
export function transfer(run: BlockRun, transaction: UnsignedTransaction, body: Transfer, from: number): Verdict {
  const { state } = run;
  const { account } = transaction;
  if (!state.tokens.has(body.token)) return { code: 'TOKEN_UNKNOWN' };
  if (body.amount === 0 || body.toSubaccount === transaction.subaccount) return { code: 'AMOUNT_INVALID' };
  const known = findSubaccount(state, account, body.toSubaccount);
  const held = state.accounts.get(account)!.subaccounts.length;
  if (known === undefined && held >= state.genesis.subaccountsPerAccountMax) return { code: 'SUBACCOUNT_LIMIT' };
  const missing = body.amount - state.risk.withdrawable(state, from);
  if (missing > 0) return { code: 'BALANCE_TOO_LOW', missing };
  if (known !== undefined && subaccountAt(state, known).cash + body.amount > cashMax) return { code: 'AMOUNT_INVALID' };
  const to = openSubaccount(run, account, body.toSubaccount);
  moveCash(state, from, 0 - body.amount);
  moveCash(state, to, body.amount);
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
