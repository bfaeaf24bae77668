import { depositLink } from '../../crypto/settlementHash.ts';
import type { DepositItem } from '../../types/settlement.ts';
import type { BlockRun } from '../blockRun.ts';
import { poolKey } from '../ledger/claims.ts';
import { moveFund, moveToken } from '../ledger/moveToken.ts';
import { openSubaccount } from '../ledger/subaccounts.ts';
import { systemIndex, type ExchangeState } from '../state.ts';
import { cursorOf } from './cursor.ts';
import { balanceMax, balanceOf, precisionOf } from './tokenUnits.ts';

/**
 * Credits a deposit that the vault holds. What the ledger cannot take in (an unknown token, an amount beyond the range of
 * account money) is parked with an event: never lost, never credited to anyone else.
 */
export function takeDeposit(run: BlockRun, chainId: number, item: DepositItem): void {
  const { state } = run;
  const cursor = cursorOf(state, chainId);
  state.l1.set(chainId, {
    ...cursor,
    depositCount: cursor.depositCount + 1n,
    depositHash: depositLink(cursor.depositHash, item),
  });
  const token = state.genesis.tokens[item.token];
  if (token === undefined) {
    park(run, chainId, item, 'TOKEN_UNKNOWN');
    return;
  }
  const precision = precisionOf(token);
  // The vault takes whole ledger units alone; another's would leave a rest that is nobody's.
  if (item.amount % precision !== 0n || item.amount / precision > BigInt(balanceMax)) {
    park(run, chainId, item, 'AMOUNT_TOO_LARGE');
    return;
  }
  const amount = Number(item.amount / precision);
  const group = item.owner === state.genesis.insuranceOwner ? fundFor(state, item.subNo) : 0;
  const index = group > 0 ? systemIndex : openSubaccount(run, item.owner, item.subNo);
  if (balanceOf(state, index, token.id) + amount > balanceMax) {
    park(run, chainId, item, 'AMOUNT_TOO_LARGE');
    return;
  }
  const totals = state.tokens.get(token.id)!;
  state.tokens.set(token.id, { ...totals, deposited: totals.deposited + item.amount });
  const pool = state.pools.get(poolKey(chainId, token.id))!;
  state.pools.set(poolKey(chainId, token.id), { ...pool, deposited: pool.deposited + item.amount });
  if (group > 0) moveFund(state, group, amount, token.id);
  else moveToken(state, index, token.id, amount);
  run.events.push({
    type: 'deposit',
    chain: chainId,
    index: Number(item.index),
    token: item.token,
    account: item.owner,
    subaccount: item.subNo,
    amount,
    insurance: group > 0,
    group,
  });
}

/** The market group whose fund a deposit for the insurance fills: its subaccount number, or the lowest where that is no group. */
const fundFor = ({ funds }: ExchangeState, subNo: number): number =>
  funds.has(subNo) ? subNo : funds.sortedKeys()[0]!;

function park(run: BlockRun, chainId: number, item: DepositItem, reason: string): void {
  run.state.parked.set(`${chainId}/${item.index}`, item);
  const { token, owner, subNo } = item;
  run.events.push({
    type: 'depositParked',
    chain: chainId,
    index: Number(item.index),
    token,
    account: owner,
    subaccount: subNo,
    amount: item.amount.toString(),
    reason,
  });
}
