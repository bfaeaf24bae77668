import type { BlockRun } from '../blockRun.ts';
import type { RestingCombo } from '../records.ts';
import { takeFromBooks, wouldTakeUnit } from './comboDepth.ts';
import { comboShortfall } from './comboMatch.ts';
import { cancelCombo, refuseCombo, shrinkCombo } from './restingCombos.ts';

/** Sides of strategies that a block looks at; the next ones are the next block's. Each costs the best prices of its markets. */
export const comboLooksPerBlockMax = 200;
/** Most resting combos that are tried against the markets' books in one block. */
export const comboTakesPerBlockMax = 50;

/**
 * At the end of a block: combos that rest and are no longer too dear at the prices of the markets take from their books, as they
 * would if they came now. Of each side of a strategy the first to trade, and the next one where nothing is left of that.
 * Post-only combos never do. Which strategies are looked at follows from the height, so that all have their turn.
 * Source: docs/spec/exchange.md, Combos.
 */
export function sweepCombos(run: BlockRun): void {
  const { state } = run;
  if (state.combos.size === 0) return;
  for (const key of state.comboIndex.taking(run.height, comboLooksPerBlockMax)) {
    for (let isGone = true; isGone && run.budget.combos > 0;) {
      const combo = state.combos.get(state.comboIndex.firstTaker(key)!);
      isGone = combo !== undefined && sweep(run, combo);
    }
  }
}

/** Lets one combo take what it can; whether it is over. One unit is tried first, so that trying in vain costs no more. */
function sweep(run: BlockRun, combo: RestingCombo): boolean {
  const { state, events } = run;
  const { legs, units, limit } = combo;
  const markets = legs.map(({ instrument }) => state.markets.number(instrument));
  if (markets.some((at) => state.markets.at(at).stale)) return false;
  const { units: one, reason } = wouldTakeUnit(run, combo, limit);
  if (one === 0 && reason === 'IOC') return false;
  run.budget.combos -= 1;
  if (one === 0) {
    cancelCombo(run, combo, reason);
    return true;
  }
  const before = state.risk.assess(state, combo.subaccount);
  const mark = state.journal.mark();
  const told = events.length;
  const { hash: order, account, clientId } = combo;
  const identity = { order, account, subaccount: state.subaccounts.subNo(combo.subaccount), clientId };
  events.push({ type: 'comboTook', ...identity, units: 0, cost: 0 });
  const taken = takeFromBooks(run, combo, units, limit);
  events[told] = { type: 'comboTook', ...identity, units: taken.units, cost: taken.cost };
  shrinkCombo(state, combo, taken.units);
  const missing = comboShortfall(before, state.risk.assess(state, combo.subaccount));
  if (missing > 0) {
    state.journal.rollback(mark);
    events.length = told;
    refuseCombo(run, combo, { code: 'MARGIN_TOO_LOW', missing });
  }
  return !state.combos.has(order);
}
