import { invariant } from '../../types/fault.ts';
import type { Address } from '../../types/ids.ts';
import type { BlockRun } from '../blockRun.ts';
import { safe } from '../integers.ts';
import type { Position, Subaccount } from '../records.ts';
import { subaccountKey, systemIndex, type ExchangeState } from '../state.ts';

export function subaccountAt(state: ExchangeState, index: number): Subaccount {
  const subaccount = state.subaccounts.get(index);
  invariant(subaccount !== undefined, `subaccount ${index} does not exist`);
  return subaccount;
}

export const findSubaccount = (state: ExchangeState, owner: Address, subNo: number): number | undefined =>
  state.subaccountIndex.get(subaccountKey(owner, subNo));

/** The index of a subaccount, opened (and its account with it) if it is new. */
export function openSubaccount(run: BlockRun, owner: Address, subNo: number): number {
  const { state } = run;
  const known = findSubaccount(state, owner, subNo);
  if (known !== undefined) return known;
  const index = state.counters.get('subaccounts')!;
  state.counters.set('subaccounts', index + 1);
  state.subaccounts.set(index, { index, owner, subNo, cash: 0, positions: [], liquidating: false });
  state.subaccountIndex.set(subaccountKey(owner, subNo), index);
  const account = state.accounts.get(owner) ?? { owner, subaccounts: [], keys: [] };
  state.accounts.set(owner, { ...account, subaccounts: [...account.subaccounts, index] });
  run.events.push({ type: 'subaccountOpened', account: owner, subaccount: subNo, index });
  return index;
}

/** What a position adds to the sum that conservation checks; marks and funding cancel over all positions. */
export const positionTotal = (position: Position): number => position.lots * position.fundingIndex - position.cost;

function addToLedger(state: ExchangeState, delta: number): void {
  if (delta === 0) return;
  const totals = state.tokens.get(0)!;
  state.tokens.set(0, { ...totals, ledger: totals.ledger + BigInt(safe(delta)) });
}

/** Adds to (or takes from) a subaccount's cash. */
export function moveCash(state: ExchangeState, index: number, delta: number): void {
  if (delta === 0) return;
  const subaccount = subaccountAt(state, index);
  state.subaccounts.set(index, { ...subaccount, cash: safe(subaccount.cash + delta) });
  addToLedger(state, delta);
  noteHolder(state, index);
}

/** Position of an instrument in the ascending list, or where it would stand. */
function placeOf(positions: readonly Position[], instrument: number): number {
  let at = 0;
  while (at < positions.length && positions[at]!.instrument < instrument) at++;
  return at;
}

export function positionIn(subaccount: Subaccount, instrument: number): Position | undefined {
  const position = subaccount.positions[placeOf(subaccount.positions, instrument)];
  return position?.instrument === instrument ? position : undefined;
}

/**
 * Replaces one position and the cash in one step, and keeps every sum over positions in line. The only writer of
 * positions.
 */
export function writePosition(state: ExchangeState, index: number, cash: number, position: Position): void {
  const subaccount = subaccountAt(state, index);
  const { positions } = subaccount;
  const at = placeOf(positions, position.instrument);
  const before = positions[at]?.instrument === position.instrument ? positions[at] : undefined;
  const next = positions.slice();
  next.splice(at, before ? 1 : 0, ...(position.lots === 0 ? [] : [position]));
  invariant(position.lots !== 0 || position.cost === 0, `a closed position of subaccount ${index} keeps a cost`);
  state.subaccounts.set(index, { ...subaccount, cash: safe(cash), positions: next });
  const after = position.lots === 0 ? 0 : positionTotal(position);
  addToLedger(state, cash - subaccount.cash + after - (before ? positionTotal(before) : 0));
  const lotsBefore = before?.lots ?? 0;
  if (position.lots !== lotsBefore) {
    const market = state.markets.get(position.instrument)!;
    state.markets.set(position.instrument, {
      ...market,
      netLots: market.netLots + position.lots - lotsBefore,
      grossLots: safe(market.grossLots + Math.abs(position.lots) - Math.abs(lotsBefore)),
    });
  }
  noteHolder(state, index);
}

export function setLiquidating(state: ExchangeState, index: number, liquidating: boolean): void {
  state.subaccounts.set(index, { ...subaccountAt(state, index), liquidating });
  noteHolder(state, index);
}

/** Keeps the list of subaccounts that a price may hurt. */
function noteHolder(state: ExchangeState, index: number): void {
  const { positions, liquidating, cash } = subaccountAt(state, index);
  if (positions.length > 0 || liquidating || cash < 0) state.holders.add(index);
  else state.holders.delete(index);
}

/** The insurance fund's cash: the system's cash that is not fees. */
export function insuranceCash(state: ExchangeState): number {
  const pots = state.feePots.get('system')!;
  return subaccountAt(state, systemIndex).cash - pots.validators - pots.treasury;
}
