import { invariant } from '../../types/fault.ts';
import type { Address, Hash, InstrumentId } from '../../types/ids.ts';
import type { Combo, Side } from '../../types/transaction.ts';
import { isCanceledAhead } from '../accounts/tombstones.ts';
import type { BlockRun } from '../blockRun.ts';
import { feeTier } from '../ledger/fees.ts';
import { lotsIn } from '../ledger/subaccounts.ts';
import type { Outcome } from '../outcomes.ts';
import type { Assessment } from '../risk/riskModel.ts';
import type { ExchangeState } from '../state.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { bestAgainst, isBeyondPosition } from './checks.ts';
import { comboCost, unitsOf, unitsWithin, type LegDepth } from './comboUnits.ts';
import { match, type Taker } from './match.ts';
import { bandLimit } from './priceBand.ts';

/** Price levels of each leg's book that a combo sees, best first: what its search may cost. */
export const comboLevelsMax = 20;

/**
 * Executes a combo: the most units of which each costs no more than the limit, in all legs or in none.
 * Source: docs/spec/exchange.md, Combos.
 */
export function executeCombo(
  run: BlockRun,
  hash: Hash,
  { account }: { readonly account: Address },
  combo: Combo,
  subaccount: number,
): Verdict {
  const { state, events } = run;
  const code = checkCombo(run, hash, account, combo, subaccount);
  if (code !== 'OK') return { code };
  const takers = takersOf(run, hash, account, combo, subaccount);
  const { units, cost, reason } = search(run, takers, combo);
  const { legs, size, limit, timeInForce, clientId, label } = combo;
  if (timeInForce === 'FOK' && units < size) return { code: 'FOK_NOT_FILLABLE' };

  const before = state.risk.assess(state, subaccount);
  const mark = state.journal.mark();
  const told = events.length;
  const identity = { order: hash, account, subaccount: state.subaccounts.subNo(subaccount), clientId };
  const terms = { legs: legsText(combo), timeInForce, limit, size, label };
  events.push({ type: 'combo', ...identity, ...terms, units, cost });
  for (const [at, taker] of takers.entries()) {
    const { remaining } = match(run, { ...taker, lots: units * legs[at]!.ratio });
    if (remaining > 0) invariant(false, `leg ${at} of combo ${hash} does not trade as it was tried`);
  }
  const missing = comboShortfall(before, state.risk.assess(state, subaccount));
  if (missing > 0) {
    state.journal.rollback(mark);
    events.length = told;
    return { code: 'MARGIN_TOO_LOW', missing };
  }
  if (units < size) events.push({ type: 'comboCanceled', ...identity, remaining: size - units, reason });
  return accepted;
}

/** As `1:2,2:-3`: markets and lots a unit, those of legs that sell below zero. */
const legsText = ({ legs }: Combo): string =>
  legs.map(({ instrument, side, ratio }) => `${instrument}:${side === 'buy' ? ratio : 0 - ratio}`).join(',');

/** Whether a combo may trade at all, by the rules of the outcome table, each for all legs before the next one. */
function checkCombo({ state, timeMs }: BlockRun, hash: Hash, account: Address, combo: Combo, sub: number): Outcome {
  const { timeInForce, selfTradePrevention, size } = combo;
  const legs = combo.legs.map((leg) => ({ ...leg, market: state.markets.number(leg.instrument), lots: leg.ratio * size }));
  if (legs.some(({ market }) => market < 0)) return 'INSTRUMENT_UNKNOWN';
  if (timeInForce !== 'IOC' && timeInForce !== 'FOK') return 'FLAGS_INVALID';
  if (selfTradePrevention !== 'cancel-maker' && selfTradePrevention !== 'cancel-taker') return 'FLAGS_INVALID';
  const fits = ({ market, lots }: (typeof legs)[number]): boolean => {
    const { minSizeLots, maxOrderLots } = state.markets.listing(market);
    return lots >= minSizeLots && lots <= maxOrderLots;
  };
  if (!legs.every(fits)) return 'SIZE_INVALID';
  if (isCanceledAhead(state, account, hash, timeMs)) return 'ORDER_CANCELED';
  if (legs.some(({ market }) => state.markets.at(market).markPerLot === 0 || state.markets.at(market).stale)) return 'FEED_STALE';
  const isBeyond = legs.some(({ market, side, lots }) => isBeyondPosition(state, sub, market, side, lots, lotsIn(state, sub, market)));
  return isBeyond ? 'POSITION_LIMIT' : 'OK';
} // prettier-ignore

/** The orders that its legs send: whole, to the band or to the last level that it sees. */
function takersOf(run: BlockRun, hash: Hash, account: Address, combo: Combo, subaccount: number): Taker[] {
  const { state } = run;
  const { takerPpb: feePpb } = feeTier(state, state.subaccounts.account(subaccount), run.timeMs);
  const { selfTradePrevention, size } = combo;
  const common = { hash, account, subaccount, selfTradePrevention, feePpb, isLiquidation: false, ocoGroup: 0 };
  return combo.legs.map(({ instrument, side, ratio }) => {
    return { ...common, instrument, side, lots: ratio * size, limit: worstPrice(state, instrument, side) };
  });
}

function worstPrice({ book, markets }: ExchangeState, instrument: InstrumentId, side: Side): number {
  const band = bandLimit(markets.listingOf(instrument)!, markets.get(instrument)!, side);
  const last = book.levels(instrument, side === 'buy' ? 'sell' : 'buy', comboLevelsMax).at(-1)?.price ?? band;
  return side === 'buy' ? Math.min(band, last) : Math.max(band, last);
}

/** How many units trade, what they cost before fees, and why no further one does. */
interface Found {
  readonly units: number;
  readonly cost: number;
  readonly reason: 'IOC' | 'SELF_TRADE';
}

/** Tries each leg whole and takes it back: matching is its own plan. What is too dear at the best prices is not tried. */
function search(run: BlockRun, takers: readonly Taker[], { legs, size, limit }: Combo): Found {
  const { state, events } = run;
  const best = takers.map(({ instrument, side }, at): LegDepth => {
    const price = bestAgainst(state, { instrument, side });
    const { ratio } = legs[at]!;
    const pricePerLot = (price ?? 0) * state.markets.tickValue(state.markets.number(instrument));
    return { side, ratio, levels: price === undefined ? [] : [{ pricePerLot, lots: ratio }] };
  });
  if (best.some(({ levels }) => levels.length === 0) || comboCost(best, 1) > limit) {
    return { units: 0, cost: 0, reason: 'IOC' };
  }
  const mark = state.journal.mark();
  const told = events.length;
  const tried = takers.map((taker, at) => {
    const from = events.length;
    const { stoppedBySelfTrade } = match(run, taker);
    return { side: taker.side, ratio: legs[at]!.ratio, levels: levelsSince(run, from, taker), stoppedBySelfTrade };
  });
  state.journal.rollback(mark);
  events.length = told;
  const units = unitsWithin(tried, Math.min(size, ...tried.map(unitsOf)), limit);
  const isStopped = tried.some((leg) => leg.stoppedBySelfTrade && unitsOf(leg) === units);
  return { units, cost: comboCost(tried, units), reason: isStopped ? 'SELF_TRADE' : 'IOC' };
}

/** What a leg has filled since an event, level by level. */
function levelsSince({ state, events }: BlockRun, from: number, { instrument }: Taker): LegDepth['levels'] {
  const tick = state.markets.tickValue(state.markets.number(instrument));
  const levels: { pricePerLot: number; lots: number }[] = [];
  for (let at = from; at < events.length; at++) {
    const { type, price, size } = events[at]!;
    if (type !== 'fill') continue;
    const pricePerLot = (price as number) * tick;
    const last = levels.at(-1);
    if (last?.pricePerLot === pricePerLot) last.lots += size as number;
    else levels.push({ pricePerLot, lots: size as number });
  }
  return levels;
}

/**
 * Micro-USDC by which margin falls short after all legs; not above 0: it passes. Who has too little already passes also where
 * no more initial margin is needed than before and equity is not below maintenance, or no further below.
 */
function comboShortfall(before: Assessment, after: Assessment): number {
  const missing = after.initial - after.equity;
  if (after.initial > before.initial) return missing;
  const deeper = Math.min(0, before.equity - before.maintenance) - (after.equity - after.maintenance);
  return Math.min(missing, deeper);
}
