import { invariant } from '../../types/fault.ts';
import type { Address } from '../../types/ids.ts';
import type { BlockRun } from '../blockRun.ts';
import { safe } from '../integers.ts';
import type { Liquidation, Position, Subaccount } from '../records.ts';
import { systemIndex, type ExchangeState } from '../state.ts';
import { countInFund } from './funds.ts';

export function subaccountAt(state: ExchangeState, index: number): Subaccount {
  const subaccount = state.subaccounts.get(index);
  invariant(subaccount !== undefined, `subaccount ${index} does not exist`);
  return subaccount;
}

/** Accounts have places and subaccount numbers are u16: one number for both. */
const subaccountKey = (account: number, subNo: number): number => account * 65_536 + subNo;

/** The index of a subaccount of the account with a place; undefined: there is none. */
export function subaccountOf(state: ExchangeState, account: number, subNo: number): number | undefined {
  if (account < 0) return undefined;
  const main = state.subaccounts.main(account);
  // The system's own subaccount is nobody's to act with.
  if (main > systemIndex && state.subaccounts.subNo(main) === subNo) return main;
  return state.subaccountIndex.get(subaccountKey(account, subNo));
}

export const findSubaccount = (state: ExchangeState, owner: Address, subNo: number): number | undefined =>
  subaccountOf(state, state.places.find(owner), subNo);

/** Notes where a subaccount is to be found by its owner and number. */
export function indexSubaccount(state: ExchangeState, index: number): void {
  state.subaccountIndex.set(subaccountKey(state.subaccounts.account(index), state.subaccounts.subNo(index)), index);
}

/** The index of a subaccount, opened (and its account with it) if it is new. */
export function openSubaccount(run: BlockRun, owner: Address, subNo: number): number {
  const { state } = run;
  const known = findSubaccount(state, owner, subNo);
  if (known !== undefined) return known;
  const index = state.subaccounts.open(owner, subNo);
  state.counters.set('subaccounts', index + 1);
  indexSubaccount(state, index);
  const account = state.accounts.get(owner) ?? { owner, subaccounts: [], keys: [] };
  state.accounts.set(owner, { ...account, subaccounts: [...account.subaccounts, index] });
  run.events.push({ type: 'subaccountOpened', account: owner, subaccount: subNo, index });
  return index;
}

/** What a position adds to the sum that conservation checks; marks and funding cancel over all positions. */
export const positionTotal = (lots: number, cost: number, fundingIndex: number): number => lots * fundingIndex - cost;

/** Adds to (or takes from) a subaccount's cash; whoever does that to the system's says whose it is: see `moveFund` and `collectFees`. */
export function moveCash(state: ExchangeState, index: number, delta: number): void {
  if (delta === 0) return;
  state.subaccounts.setCash(index, state.subaccounts.cash(index) + delta);
  state.tokens.addToLedger(delta);
}

export const positionIn = (subaccount: Subaccount, instrument: number): Position | undefined =>
  subaccount.positions.find((position) => position.instrument === instrument);

/** Signed lots that a subaccount holds in the market with a number. */
export function lotsIn(state: ExchangeState, index: number, market: number): number {
  const { standings } = state.subaccounts;
  const standing = standings.find(index, market);
  return standing < 0 ? 0 : standings.lots(standing);
}

/**
 * Replaces one position and its subaccount's cash in one step, and keeps every sum over positions in line. The only writer
 * of positions.
 */
export function writePosition(
  state: ExchangeState,
  standing: number,
  cash: number,
  lots: number,
  cost: number,
  fundingIndex: number,
): void {
  const { standings } = state.subaccounts;
  if (lots === 0 && cost !== 0) invariant(false, `a closed position of standing ${standing} keeps a cost`);
  const index = standings.subaccount(standing);
  const lotsBefore = standings.lots(standing);
  const before = positionTotal(lotsBefore, standings.cost(standing), standings.fundingIndex(standing));
  const after = lots === 0 ? 0 : positionTotal(lots, cost, fundingIndex);
  const moved = cash - state.subaccounts.cash(index);
  state.tokens.addToLedger(safe(moved + after - before));
  // What the system's positions bring is their market's fund's.
  if (index === systemIndex) countInFund(state, state.markets.listing(standings.market(standing)).marketGroup, moved);
  standings.setPosition(standing, lots, cost, fundingIndex);
  state.subaccounts.setCash(index, cash);
  if (lots === 0 && state.isolated.size > 0 && state.isolated.has(index)) state.closedIsolated.add(index);
  if (lots !== lotsBefore) state.markets.countLots(standings.market(standing), lotsBefore, lots);
}

/** Notes what is known of a liquidation, which has begun with that. Its leaf shows it. */
export function noteLiquidation(state: ExchangeState, index: number, liquidation: Liquidation): void {
  state.liquidations.set(index, liquidation);
  state.subaccounts.setLiquidating(index, true);
}

export function endLiquidation(state: ExchangeState, index: number): void {
  state.liquidations.delete(index);
  state.subaccounts.setLiquidating(index, false);
}
