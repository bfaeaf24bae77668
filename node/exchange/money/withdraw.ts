import type { UnsignedTransaction, WithdrawTo } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { namedChain } from '../ledger/claims.ts';
import { moveToken } from '../ledger/moveToken.ts';
import type { Verdict } from '../verdict.ts';
import { payOut, poolOf } from './payouts.ts';

/**
 * Debits the subaccount and raises the owner's claim on a chain in one transition; there is no way back.
 * Source: docs/spec/exchange.md, Withdrawals.
 */
export function withdraw(
  run: BlockRun,
  transaction: Pick<UnsignedTransaction, 'account' | 'subaccount'>,
  { token, amount, chain, layer }: Omit<WithdrawTo, 'type'>,
  from: number,
): Verdict {
  const { state } = run;
  const { account: owner } = transaction;
  const chainId = namedChain(state, chain);
  if (!state.tokens.has(token)) return { code: 'TOKEN_UNKNOWN' };
  if (chainId === undefined) return { code: 'CHAIN_UNKNOWN' };
  if (layer > state.genesis.layers) return { code: 'LAYER_UNKNOWN' };
  if (amount === 0) return { code: 'AMOUNT_INVALID' };
  const missing = amount - state.risk.withdrawable(state, from, token);
  if (missing > 0) return { code: 'BALANCE_TOO_LOW', missing };
  const lacking = amount - poolOf(state, chainId, token);
  if (lacking > 0) return { code: 'CHAIN_POOL_TOO_LOW', missing: lacking };
  const claim = payOut(run, token, amount, { owner, chainId, layer });
  moveToken(state, from, token, 0 - amount);
  run.events.push({
    type: 'withdrawal',
    account: owner,
    subaccount: transaction.subaccount,
    chain: chainId,
    layer,
    token,
    amount,
    claim: claim.index,
    requested: claim.requested.toString(),
    cumulative: claim.cumulative.toString(),
  });
  return { code: 'OK' };
}
