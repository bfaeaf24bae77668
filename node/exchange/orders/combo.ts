import type { Address, Hash } from '../../types/ids.ts';
import type { Combo } from '../../types/transaction.ts';
import { checkRiskLimits } from '../accounts/riskLimits.ts';
import { isolatedTo } from '../accounts/isolation.ts';
import { isCanceledAhead } from '../accounts/tombstones.ts';
import type { BlockRun } from '../blockRun.ts';
import type { MarketListing } from '../instruments/listing.ts';
import { lotsIn } from '../ledger/subaccounts.ts';
import type { Outcome } from '../outcomes.ts';
import type { ExchangeState } from '../state.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { isBeyondMarkets, isBeyondPosition, isUsed } from './checks.ts';
import { isWithinBest } from './comboDepth.ts';
import { legsText, opposite, strategyOf } from './comboIndex.ts';
import { bandCost, comboShortfall, tradeCombo, unpriced } from './comboMatch.ts';
import { commonDivisor, costStep, legPrices } from './comboPrices.ts';
import { marketTakes } from './marketTakes.ts';
import { nextInQueue } from './resting.ts';
import { combosPerAccountMax, emitComboCanceled, restCombo } from './restingCombos.ts';

/**
 * Executes a combo: the most units of which each costs no more than the limit, in all legs or in none; what is left rests, or is
 * over. Margin is looked at once all of that has happened.
 * Source: docs/spec/exchange.md, Combos.
 */
export function executeCombo(
  run: BlockRun,
  hash: Hash,
  { account }: { readonly account: Address },
  sent: Combo,
  subaccount: number,
): Verdict {
  const { state, events } = run;
  const combo = inLowestTerms(sent);
  const code = checkCombo(run, hash, account, combo, subaccount);
  if (code !== 'OK') return { code };
  const { legs, size, limit, timeInForce, selfTradePrevention, clientId, label } = combo;

  const before = state.risk.assess(state, subaccount);
  const mark = state.journal.mark();
  const told = events.length;
  const takeBack = (verdict: Verdict): Verdict => {
    state.journal.rollback(mark);
    events.length = told;
    return verdict;
  };
  const identity = { order: hash, account, subaccount: state.subaccounts.subNo(subaccount), clientId };
  const terms = { legs: legsText(legs), timeInForce, limit, size, label };
  events.push({ type: 'combo', ...identity, ...terms, units: 0, cost: 0 });
  const taker = { hash, account, subaccount, legs, selfTradePrevention };
  const { left, cost, reason } = combo.postOnly ? untraded(size) : tradeCombo(run, taker, size, limit);
  if (timeInForce === 'FOK' && left > 0) return takeBack({ code: 'FOK_NOT_FILLABLE' });
  events[told] = { type: 'combo', ...identity, ...terms, units: size - left, cost };
  if (left > 0) finish(run, combo, { ...taker, clientId }, left, reason);
  const missing = comboShortfall(before, state.risk.assess(state, subaccount));
  return missing > 0 ? takeBack({ code: 'MARGIN_TOO_LOW', missing }) : accepted;
}

const untraded = (size: number) => ({ left: size, cost: 0, reason: 'IOC' }) as const;

/** With ratios of no common divisor, so that whoever means the same strategy meets; a limit is rounded down. */
function inLowestTerms(combo: Combo): Combo {
  const divisor = commonDivisor(combo.legs.map(({ ratio }) => ratio));
  if (divisor === 1) return combo;
  const legs = combo.legs.map((leg) => ({ ...leg, ratio: leg.ratio / divisor }));
  return { ...combo, legs, size: combo.size * divisor, limit: Math.floor(combo.limit / divisor) };
}

const mayRest = ({ timeInForce }: Pick<Combo, 'timeInForce'>): boolean =>
  timeInForce === 'GTC' || timeInForce === 'GTT';

/** What is left rests or is canceled. Whom an own order keeps from trading would rest where it is to trade: it is over. */
function finish(
  run: BlockRun,
  combo: Combo,
  taker: Pick<Parameters<typeof emitComboCanceled>[1], 'hash' | 'account' | 'subaccount' | 'clientId'>,
  left: number,
  reason: 'IOC' | 'SELF_TRADE',
): void {
  const { state } = run;
  const isKept = reason === 'SELF_TRADE' && wouldTrade(state, combo);
  if (!mayRest(combo) || isKept) {
    emitComboCanceled(run, taker, left, reason);
    return;
  }
  const { legs, limit, size, postOnly, selfTradePrevention, label, goodTillMs } = combo;
  const prices = legPrices(unpriced(state, legs, 'listing'), limit)!;
  const terms = { legs, limit, size, units: left, prices, postOnly, selfTradePrevention, label, goodTillMs };
  restCombo(run, { ...taker, ...terms, queue: nextInQueue(state) });
}

/** Whether a unit would cost no more than its limit, of the best combo or at the best prices of its markets. */
function wouldTrade(state: ExchangeState, { legs, limit }: Combo): boolean {
  const { strategy, side } = strategyOf(legs);
  const best = state.combos.get(state.comboIndex.best(strategy, opposite(side))!);
  return (best !== undefined && 0 - best.limit <= limit) || isWithinBest(state, legs, limit);
}

/** Why a leg's market may take nothing now, in the order of the outcome table. */
const closedCodes = ['MARKET_HALTED', 'MARKET_REDUCE_ONLY', 'FEED_STALE'] as const;

/** Whether a combo may trade at all, by the rules of the outcome table, each for all legs before the next one. */
function checkCombo({ state, timeMs }: BlockRun, hash: Hash, account: Address, combo: Combo, sub: number): Outcome {
  const { size, limit, goodTillMs, postOnly } = combo;
  const legs = combo.legs.map((leg) => ({ ...leg, market: state.markets.number(leg.instrument), lots: leg.ratio * size }));
  if (legs.some(({ market }) => market < 0)) return 'INSTRUMENT_UNKNOWN';
  if (isolatedTo(state, sub) !== undefined) return 'ISOLATED';
  if (!areFlagsValid(combo)) return 'FLAGS_INVALID';
  const fits = ({ market, lots }: (typeof legs)[number]): boolean => {
    const { minSizeLots, maxOrderLots } = state.markets.listing(market);
    return lots >= minSizeLots && lots <= maxOrderLots;
  };
  if (!legs.every(fits)) return 'SIZE_INVALID';
  const rests = mayRest(combo);
  if (rests && limit % costStep(unpriced(state, legs, 'listing')) !== 0) return 'PRICE_INVALID';
  if (goodTillMs > 0 && goodTillMs <= timeMs) return 'GOOD_TILL_PASSED';
  if (legs.some(({ market }) => hasExpired(state.markets.listing(market), timeMs))) return 'INSTRUMENT_EXPIRED';
  if (isCanceledAhead(state, account, hash, timeMs)) return 'ORDER_CANCELED';
  const takes = legs.map(({ market }) => marketTakes(state.markets.listing(market), state.markets.at(market), { reduceOnly: false }));
  const closed = closedCodes.find((code) => takes.includes(code));
  if (closed !== undefined) return closed;
  if (rests) {
    if (state.comboIndex.of(account).length >= combosPerAccountMax) return 'COMBO_LIMIT';
    const isPriced = limit <= bandCost(state, legs) && legPrices(unpriced(state, legs, 'listing'), limit) !== undefined;
    if (!isPriced) return 'PRICE_OUT_OF_BAND';
    if (postOnly && wouldTrade(state, combo)) return 'POST_ONLY_WOULD_TAKE';
    if (legs.some(({ market }) => hasOrderLimit(state, sub, market))) return 'ORDER_LIMIT';
  }
  const { standings } = state.subaccounts;
  const added = legs.filter(({ market }) => !isUsed(standings, standings.find(sub, market))).length;
  if (added > 0 && isBeyondMarkets(state, sub, -1, added)) return 'MARKETS_LIMIT';
  const isBeyond = legs.some(({ market, side, lots }) => isBeyondPosition(state, sub, market, side, lots, lotsIn(state, sub, market)));
  return isBeyond ? 'POSITION_LIMIT' : checkRiskLimits(state, sub, legs);
} // prettier-ignore

/** Whether a market has expired and waits for its settlement price: nothing trades there. */
const hasExpired = ({ expiryMs }: Pick<MarketListing, 'expiryMs'>, timeMs: number): boolean =>
  expiryMs !== 0 && expiryMs <= timeMs;

function areFlagsValid(combo: Combo): boolean {
  const { timeInForce, selfTradePrevention, postOnly, goodTillMs } = combo;
  if ((timeInForce === 'GTT') !== goodTillMs > 0 || (postOnly && !mayRest(combo))) return false;
  return selfTradePrevention === 'cancel-maker' || selfTradePrevention === 'cancel-taker';
}

function hasOrderLimit({ markets, subaccounts: { standings } }: ExchangeState, sub: number, market: number): boolean {
  const standing = standings.find(sub, market);
  return standing >= 0 && standings.orders(standing) >= markets.listing(market).openOrdersMax;
}
