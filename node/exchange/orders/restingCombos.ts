import type { BlockRun } from '../blockRun.ts';
import type { RestingCombo } from '../records.ts';
import type { ExchangeState } from '../state.ts';
import type { Verdict } from '../verdict.ts';
import type { OpenOrder } from './cancelOpen.ts';
import { legsText, strategyOf } from './comboIndex.ts';
import type { CancelReason } from './resting.ts';

/** Most combos of an account that rest, over all its subaccounts. */
export const combosPerAccountMax = 20;
/** Most combos that rest on one side of a strategy: what one taker can meet. */
export const comboBookMax = 50;

export function addCombo({ combos, comboIndex }: ExchangeState, combo: RestingCombo): void {
  combos.set(combo.hash, combo);
  comboIndex.add(combo);
}

function removeCombo({ combos, comboIndex }: ExchangeState, combo: RestingCombo): void {
  combos.delete(combo.hash);
  comboIndex.delete(combo);
}

/** Puts the rest of a combo into the book of its strategy. Where that is full, the last to trade leaves it. */
export function restCombo(run: BlockRun, combo: RestingCombo): void {
  const { state, events } = run;
  addCombo(state, combo);
  const { hash, account, legs, limit, units, clientId } = combo;
  const subaccount = state.subaccounts.subNo(combo.subaccount);
  const terms = { legs: legsText(legs), limit, size: units };
  events.push({ type: 'comboRested', order: hash, account, subaccount, ...terms, clientId });
  const { strategy, side } = strategyOf(legs);
  const last = state.comboIndex.beyond(strategy, side, comboBookMax);
  if (last !== undefined) cancelCombo(run, state.combos.get(last)!, 'BOOK_FULL');
}

/** Takes traded units off a resting combo; it leaves when none are left. */
export function shrinkCombo(state: ExchangeState, combo: RestingCombo, units: number): void {
  removeCombo(state, combo);
  if (units < combo.units) addCombo(state, { ...combo, units: combo.units - units });
}

/** Ends a resting combo. Every canceled combo gets this one final event. */
export function cancelCombo(run: BlockRun, combo: RestingCombo, reason: ComboCancelReason): void {
  removeCombo(run.state, combo);
  emitComboCanceled(run, combo, combo.units, reason);
}

/** Ends a resting combo that may not trade where it was to. */
export function refuseCombo(run: BlockRun, combo: RestingCombo, { code, missing = 0 }: Verdict): void {
  removeCombo(run.state, combo);
  emitComboCanceled(run, combo, combo.units, 'REFUSED', { code, missing });
}

/** Why a combo left its book, or never came to rest. */
type ComboCancelReason = CancelReason | 'BOOK_FULL' | 'REFUSED';

/** Says that a combo, or what was left of one that never rested, is over. */
export function emitComboCanceled(
  { state, events }: BlockRun,
  combo: Pick<RestingCombo, 'hash' | 'account' | 'subaccount' | 'clientId'>,
  remaining: number,
  reason: ComboCancelReason,
  refusal: Partial<Verdict> = {},
): void {
  const { hash: order, account, clientId } = combo;
  const subaccount = state.subaccounts.subNo(combo.subaccount);
  events.push({ type: 'comboCanceled', order, account, subaccount, remaining, clientId, reason, ...refusal });
}

/** Cancels the resting combos of a subaccount of which a leg `fits`, oldest first. */
export function cancelCombosOf(
  run: BlockRun,
  subaccount: number,
  reason: CancelReason,
  fits: (order: OpenOrder) => boolean = () => true,
): void {
  const { combos, comboIndex, subaccounts } = run.state;
  if (combos.size === 0) return;
  for (const hash of comboIndex.of(subaccounts.owner(subaccount))) {
    const combo = combos.get(hash)!;
    const { legs, label, clientId } = combo;
    if (combo.subaccount !== subaccount) continue;
    if (legs.some(({ instrument, side }) => fits({ instrument, side, label, clientId }))) cancelCombo(run, combo, reason);
  }
} // prettier-ignore
