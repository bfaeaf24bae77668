import { ByteWriter } from '../../codec/byteWriter.ts';
import { keccakHash } from '../../crypto/keccak.ts';
import type { Hash } from '../../types/ids.ts';
import type { BlockRun } from '../blockRun.ts';
import { lotsIn } from '../ledger/subaccounts.ts';
import { executeCombo } from '../orders/combo.ts';
import { placeOrder } from '../orders/place.ts';
import type { HedgeRule } from '../records.ts';
import type { ExchangeState } from '../state.ts';
import type { Verdict } from '../verdict.ts';
import { collarHedge, deltaHedge, nextExpiry, rollHedge, type HedgeOrder } from './hedgeOrders.ts';
import { changeHedge, endHedge, ruleOfHedge, subaccountOfHedge } from './hedgeRules.ts';

/** Most rules that are looked at in one block; the others follow in the next one. */
export const hedgesPerBlockMax = 200;

/** After an order that was refused a rule waits for so long at least. */
const refusedMs = 60_000;

/** The name of an order of a hedge rule, which no transaction carries. */
export const hedgeOrderHash = (height: number, key: number): Hash =>
  keccakHash(new ByteWriter().ascii('witan/hedge-order/1').u64(height).u64(key).finish());

/**
 * At the end of a block, after its triggers and before funding and liquidation: looks at the rules whose time has come, the earliest first, then
 * by subaccount and number, and sends what they ask for. Their orders are everybody's: price, band, limits, margin and fees
 * are checked as for any that is sent. Source: docs/spec/exchange.md, Hedge rules.
 */
export function runHedges(run: BlockRun): void {
  const { state, timeMs } = run;
  if (state.hedges.size === 0) return;
  for (const key of state.hedgeTimes.until(timeMs)) {
    if (run.budget.hedges === 0) return;
    run.budget.hedges -= 1;
    runHedge(run, key);
  }
}

function runHedge(run: BlockRun, key: number): void {
  const { state, timeMs } = run;
  const rule = state.hedges.get(key)!;
  const subaccount = subaccountOfHedge(key);
  if (timeMs >= rule.untilMs) {
    endHedge(run, key, 'UNTIL');
    return;
  }
  if (!state.markets.has(rule.instrument)) {
    endHedge(run, key, 'MARKET_GONE');
    return;
  }
  const order = state.subaccounts.isLiquidating(subaccount) ? undefined : orderOf(state, subaccount, rule, timeMs);
  const code = order === undefined ? 'OK' : send(run, key, rule, order);
  const left = state.hedges.get(key)!;
  if (left.lotsLeft === 0) {
    endHedge(run, key, 'LOTS_USED');
    return;
  }
  followRoll(state, key, left);
  const waitMs = code === 'OK' ? rule.intervalMs : Math.max(rule.intervalMs, refusedMs);
  state.hedgeTimes.set(key, timeMs + waitMs);
}

function orderOf(state: ExchangeState, subaccount: number, rule: HedgeRule, nowMs: number): HedgeOrder | undefined {
  switch (rule.kind) {
    case 'delta':
      return deltaHedge(state, subaccount, rule);
    case 'roll':
      return rollHedge(state, subaccount, rule, nowMs);
    case 'collar':
      return collarHedge(state, subaccount, rule, nowMs);
  }
}

/** Sends an order of a rule and counts what has traded. Its outcome. */
function send(run: BlockRun, key: number, rule: HedgeRule, order: HedgeOrder): Verdict['code'] {
  const { state, events } = run;
  const subaccount = subaccountOfHedge(key);
  const account = state.subaccounts.owner(subaccount);
  const { instrument, side } = order.type === 'order' ? order : order.legs[0]!;
  const market = state.markets.number(instrument);
  const hash = hedgeOrderHash(run.height, key);
  const before = lotsIn(state, subaccount, market);
  const { code, missing = 0 } =
    order.type === 'order'
      ? placeOrder(run, hash, { account }, order, subaccount)
      : executeCombo(run, hash, { account }, order, subaccount);
  const traded = Math.abs(lotsIn(state, subaccount, market) - before);
  const { lotsLeft } = changeHedge(state, key, { lotsLeft: rule.lotsLeft - traded });
  events.push({
    type: 'hedged',
    account,
    subaccount: state.subaccounts.subNo(subaccount),
    rule: ruleOfHedge(key),
    kind: rule.kind,
    order: hash,
    instrument,
    side,
    size: order.size,
    traded,
    lotsLeft,
    code,
    missing,
  });
  return code;
}

/** A rule that has moved its position to the next expiry goes on with that one. */
function followRoll(state: ExchangeState, key: number, rule: HedgeRule): void {
  if (rule.kind !== 'roll') return;
  const subaccount = subaccountOfHedge(key);
  const listing = state.markets.listingOf(rule.instrument)!;
  const next = nextExpiry(state, listing);
  if (next === undefined || lotsIn(state, subaccount, state.markets.number(rule.instrument)) !== 0) return;
  if (lotsIn(state, subaccount, state.markets.number(next.instrument)) === 0) return;
  changeHedge(state, key, { instrument: next.instrument });
}
