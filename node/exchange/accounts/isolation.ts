import type { Address, InstrumentId } from '../../types/ids.ts';
import type { Isolate } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { moveToken } from '../ledger/moveToken.ts';
import { findSubaccount, openSubaccount } from '../ledger/subaccounts.ts';
import { balanceMax, balanceOf } from '../money/tokenUnits.ts';
import type { ExchangeState } from '../state.ts';
import { accepted, type Verdict } from '../verdict.ts';

/** Numbers of isolated subaccounts are given from here on. */
export const isolatedSubNoMin = 32_768;

/** The one market that a subaccount may trade in; undefined: any. */
export const isolatedTo = ({ isolated }: ExchangeState, subaccount: number): InstrumentId | undefined =>
  isolated.size === 0 ? undefined : isolated.get(subaccount)?.instrument;

/** The subaccount of an account that is isolated to a market and belongs to another one of it. */
function isolatedOf(state: ExchangeState, account: Address, parent: number, instrument: InstrumentId) {
  return state.accounts.get(account)!.subaccounts.find((index) => {
    const isolation = state.isolated.get(index);
    return isolation?.parent === parent && isolation.instrument === instrument;
  });
}

/**
 * Sets money aside for one market: moves it to a subaccount that trades in that market alone and answers for nothing else, opened
 * when it is first asked for. Source: docs/spec/exchange.md, Isolated margin.
 */
export function isolate(
  run: BlockRun,
  { account }: { readonly account: Address },
  { instrument, token, amount }: Isolate,
  parent: number,
): Verdict {
  const { state } = run;
  if (!state.markets.has(instrument)) return { code: 'INSTRUMENT_UNKNOWN' };
  if (state.genesis.tokens[token] === undefined) return { code: 'TOKEN_UNKNOWN' };
  if (isolatedTo(state, parent) !== undefined) return { code: 'ISOLATED' };
  if (amount === 0) return { code: 'AMOUNT_INVALID' };
  const known = isolatedOf(state, account, parent, instrument);
  const held = state.accounts.get(account)!.subaccounts.length;
  if (known === undefined && held >= state.genesis.subaccountsPerAccountMax) return { code: 'SUBACCOUNT_LIMIT' };
  const missing = amount - state.risk.withdrawable(state, parent, token);
  if (missing > 0) return { code: 'BALANCE_TOO_LOW', missing };
  if (known !== undefined && balanceOf(state, known, token) + amount > balanceMax) return { code: 'AMOUNT_INVALID' };
  const to = known ?? open(run, account, parent, instrument);
  moveToken(state, parent, token, 0 - amount);
  moveToken(state, to, token, amount);
  const { subaccounts } = state;
  const numbers = { subaccount: subaccounts.subNo(parent), isolated: subaccounts.subNo(to) };
  run.events.push({ type: 'isolated', account, ...numbers, instrument, token, amount });
  return accepted;
}

/** Opens the next subaccount of the account that nobody has used. */
function open(run: BlockRun, account: Address, parent: number, instrument: InstrumentId): number {
  const { state } = run;
  let subNo = isolatedSubNoMin;
  while (findSubaccount(state, account, subNo) !== undefined) subNo += 1;
  const index = openSubaccount(run, account, subNo);
  state.isolated.set(index, { parent, instrument });
  return index;
}

/**
 * At the end of a block: what is left in isolated subaccounts whose position was closed in it, and that have no other order open, goes back to where it
 * came from. One that is being liquidated or in debt keeps it.
 */
export function releaseIsolated(run: BlockRun): void {
  const { state } = run;
  for (const index of [...state.closedIsolated].sort((a, b) => a - b)) {
    if (isIdle(state, index)) release(run, index);
  }
  state.closedIsolated.clear();
}

function isIdle({ subaccounts }: ExchangeState, index: number): boolean {
  const { standings } = subaccounts;
  for (let at = standings.first(index); at >= 0; at = standings.next(at)) {
    if (standings.lots(at) !== 0 || standings.orders(at) > 0) return false;
  }
  return !subaccounts.isLiquidating(index) && subaccounts.cash(index) >= 0;
}

function release({ state, events }: BlockRun, index: number): void {
  const { subaccounts, isolated, genesis } = state;
  const { parent, instrument } = isolated.get(index)!;
  const numbers = { subaccount: subaccounts.subNo(parent), isolated: subaccounts.subNo(index) };
  for (const { id: token } of genesis.tokens) {
    const amount = Math.min(balanceOf(state, index, token), balanceMax - balanceOf(state, parent, token));
    if (amount <= 0) continue;
    moveToken(state, index, token, 0 - amount);
    moveToken(state, parent, token, amount);
    events.push({ type: 'released', account: subaccounts.owner(index), ...numbers, instrument, token, amount });
  }
}
