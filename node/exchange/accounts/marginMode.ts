import type { Address } from '../../types/ids.ts';
import type { SetMarginMode } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import type { ExchangeState } from '../state.ts';
import { accepted, type Verdict } from '../verdict.ts';

/** Whether a market in which the subaccount has a position or an order has no fresh price. */
function hasStaleMarket({ markets, subaccounts: { standings } }: ExchangeState, subaccount: number): boolean {
  for (let at = standings.first(subaccount); at >= 0; at = standings.next(at)) {
    const isUsed = standings.lots(at) !== 0 || standings.orders(at) > 0;
    if (isUsed && markets.at(standings.market(at)).stale) return true;
  }
  return false;
}

/**
 * Changes how the margin of a subaccount is worked out, if it holds initial margin in the new way, all its open orders included.
 * Source: docs/spec/exchange.md, Portfolio margin.
 */
export function setMarginMode(
  { state, events }: BlockRun,
  { account }: { readonly account: Address },
  { mode }: SetMarginMode,
  subaccount: number,
): Verdict {
  const { subaccounts, journal, risk } = state;
  if (subaccounts.isLiquidating(subaccount)) return { code: 'LIQUIDATING' };
  if (mode !== subaccounts.marginMode(subaccount)) {
    if (hasStaleMarket(state, subaccount)) return { code: 'FEED_STALE' };
    const mark = journal.mark();
    subaccounts.setMarginMode(subaccount, mode);
    const { equity, initial } = risk.assess(state, subaccount);
    if (initial > equity) {
      journal.rollback(mark);
      return { code: 'MARGIN_TOO_LOW', missing: initial - equity };
    }
  }
  events.push({ type: 'marginModeSet', account, subaccount: subaccounts.subNo(subaccount), mode });
  return accepted;
}
