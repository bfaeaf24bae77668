import type { BlockRun } from '../blockRun.ts';
import { mulDiv, safe } from '../integers.ts';
import { moveFund } from '../ledger/moveToken.ts';
import { moveCash, subaccountAt } from '../ledger/subaccounts.ts';
import { systemIndex, type ExchangeState } from '../state.ts';

/** What the open positions of a subaccount in the markets of a group have gained, at most its equity, micro-USDC; 0: nothing. */
function openProfit(state: ExchangeState, index: number, group: number): number {
  const { markets, subaccounts } = state;
  const { standings } = subaccounts;
  let profit = 0;
  for (let at = standings.first(index); at >= 0; at = standings.next(at)) {
    const number = standings.market(at);
    const lots = standings.lots(at);
    if (lots === 0 || markets.listing(number).marketGroup !== group) continue;
    const { markPerLot, fundingIndex } = markets.at(number);
    profit += lots * (markPerLot - (fundingIndex - standings.fundingIndex(at))) - standings.cost(at);
  }
  return profit <= 0 ? 0 : Math.max(0, Math.min(safe(profit), state.risk.assess(state, index).equity));
}

/**
 * S6, when nothing else is left: what a subaccount owes is taken from whoever has gained in the markets of the group, pro rata to what they
 * have gained, at most all of it. The rest stays a debt. Source: docs/spec/exchange.md, Liquidation.
 */
export function haircut(run: BlockRun, index: number, group: number, deficit: number): void {
  const { state } = run;
  const profits: (readonly [number, number])[] = [];
  for (let other = 0; other < state.subaccounts.size; other++) {
    if (other === index || other === systemIndex) continue;
    const profit = openProfit(state, other, group);
    if (profit > 0) profits.push([other, profit]);
  }
  const total = profits.reduce((sum, [, profit]) => safe(sum + profit), 0);
  const wanted = Math.min(deficit, total);
  let seen = 0;
  let taken = 0;
  for (const [other, profit] of profits) {
    seen += profit;
    const amount = mulDiv(wanted, seen, total, 'floor') - taken;
    taken += amount;
    if (amount === 0) continue;
    moveCash(state, other, 0 - amount);
    if (index === systemIndex) moveFund(state, group, amount);
    else moveCash(state, index, amount);
    const { owner: account, subNo: subaccount } = subaccountAt(state, other);
    run.events.push({ type: 'haircut', account, subaccount, group, amount, profit, deficit });
  }
}
