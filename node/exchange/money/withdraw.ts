import type { UnsignedTransaction, Withdraw } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { moveCash } from '../ledger/subaccounts.ts';
import type { Verdict } from '../verdict.ts';

/**
 * Debits the subaccount and raises the owner's claim on L1 in one transition; there is no way back. With a single chain
 * `cumulative` follows `requested` at once. Source: docs/spec/exchange.md, Withdrawals.
 */
export function withdraw(run: BlockRun, transaction: UnsignedTransaction, body: Withdraw, from: number): Verdict {
  const { state } = run;
  const { account } = transaction;
  const totals = state.tokens.get(body.token);
  if (totals === undefined) return { code: 'TOKEN_UNKNOWN' };
  if (body.amount === 0) return { code: 'AMOUNT_INVALID' };
  const missing = body.amount - state.risk.withdrawable(state, from);
  if (missing > 0) return { code: 'BALANCE_TOO_LOW', missing };
  const amount = BigInt(body.amount);
  let claim = state.claims.get(account);
  if (claim === undefined) {
    const index = state.counters.get('claims');
    state.counters.set('claims', index + 1);
    claim = { index, owner: account, requested: 0n, cumulative: 0n };
  }
  const cumulative = claim.cumulative + amount;
  state.claims.set(account, { ...claim, requested: claim.requested + amount, cumulative });
  const { requested, withdrawn } = totals;
  state.tokens.set(body.token, { ...totals, requested: requested + amount, withdrawn: withdrawn + amount });
  moveCash(state, from, 0 - body.amount);
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
