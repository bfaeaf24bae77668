import type { ComboLeg } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { feeTier } from '../ledger/fees.ts';
import { atPpb, mulDiv } from '../integers.ts';
import type { RestingCombo } from '../records.ts';
import type { Assessment } from '../risk/riskModel.ts';
import type { ExchangeState } from '../state.ts';
import { takeFromBooks, type ComboTaker } from './comboDepth.ts';
import { legsText, opposite, strategyOf } from './comboIndex.ts';
import { legPrices, type UnpricedLeg } from './comboPrices.ts';
import { settle } from './match.ts';
import { bandLimit } from './priceBand.ts';
import { cancelCombo, refuseCombo, shrinkCombo } from './restingCombos.ts';

/** What a combo has traded. */
interface Traded {
  /** Units that are left, and what those that traded cost together before fees, micro-USDC. */
  readonly left: number;
  readonly cost: number;
  /** Why no further unit trades. */
  readonly reason: 'IOC' | 'SELF_TRADE';
}

/**
 * Trades a combo, unit by unit where it is cheapest: with combos of the other side of its strategy, the best price first, at one
 * price the oldest, at the price of the one that rests; or with the books of its markets. At one cost a combo that rests comes
 * first: somebody gave this very price for the whole, and the orders of the books were meant for nobody's strategy; they lose
 * nothing, since each keeps its place. What a book implies has no time of its own that could be earlier: CME says the same of
 * its implied quantity (cmegroupclientsite.atlassian.net, Implied Orders: no time priority).
 * Source: docs/spec/exchange.md, Combos; docs/adr/0207.
 */
export function tradeCombo(run: BlockRun, combo: ComboTaker, size: number, limit: number): Traded {
  const { state } = run;
  const { strategy, side } = strategyOf(combo.legs);
  const most = Math.min(limit, bandCost(state, combo.legs));
  let [left, cost] = [size, 0];
  for (;;) {
    const best = state.combos.get(state.comboIndex.best(strategy, opposite(side))!);
    const maker = best !== undefined && 0 - best.limit <= most ? best : undefined;
    const taken = takeFromBooks(run, combo, left, maker === undefined ? limit : Math.min(limit, 0 - maker.limit - 1));
    left -= taken.units;
    cost += taken.cost;
    if (maker === undefined || left === 0) return { left, cost, reason: taken.reason };
    if (maker.account === combo.account) {
      if (combo.selfTradePrevention === 'cancel-taker') return { left, cost, reason: 'SELF_TRADE' };
      cancelCombo(run, maker, 'SELF_TRADE');
      continue;
    }
    const units = meet(run, combo, maker, Math.min(left, maker.units));
    left -= units;
    cost -= units * maker.limit;
  }
} // prettier-ignore

/**
 * Trades units with a resting combo: all legs at prices that make up its limit. Who rests and may not trade so loses the combo,
 * and nothing else has happened. Returns the units that traded.
 */
function meet(run: BlockRun, combo: ComboTaker, maker: RestingCombo, units: number): number {
  const { state, events, timeMs } = run;
  const prices = legPrices(unpriced(state, combo.legs, 'band'), 0 - maker.limit);
  if (prices === undefined) {
    refuseCombo(run, maker, { code: 'PRICE_OUT_OF_BAND' });
    return 0;
  }
  const before = state.risk.assess(state, maker.subaccount);
  const mark = state.journal.mark();
  const told = events.length;
  const { hash: order, legs } = combo;
  events.push({ type: 'comboFill', legs: legsText(legs), price: 0 - maker.limit, units, maker: maker.hash, taker: order });
  shrinkCombo(state, maker, units);
  const { takerPpb: feePpb } = feeTier(state, state.subaccounts.account(combo.subaccount), timeMs);
  for (const [at, { instrument, side, ratio }] of legs.entries()) {
    const taker = { ...combo, instrument, side, feePpb, isLiquidation: false };
    const market = state.markets.number(instrument);
    settle(run, taker, maker.hash, maker.subaccount, market, prices[at]!, units * ratio);
  }
  const missing = comboShortfall(before, state.risk.assess(state, maker.subaccount));
  if (missing <= 0) return units;
  state.journal.rollback(mark);
  events.length = told;
  refuseCombo(run, maker, { code: 'MARGIN_TOO_LOW', missing });
  return 0;
} // prettier-ignore

/** Legs with the limits of their prices: those of the listing, and `band`: no further from mark than the price band, either way. */
export function unpriced({ markets }: ExchangeState, legs: readonly ComboLeg[], within: 'listing' | 'band'): UnpricedLeg[] {
  return legs.map(({ instrument, side, ratio }) => {
    const number = markets.number(instrument);
    const listing = markets.listing(number);
    const market = markets.at(number);
    const [least, most] =
      within === 'band'
        ? [bandLimit(listing, market, 'sell'), bandLimit(listing, market, 'buy')]
        : [1, listing.maxPriceTicks];
    return { side, ratio, tickValue: markets.tickValue(number), markPerLot: market.markPerLot, least, most };
  });
} // prettier-ignore

/**
 * The most that a unit may cost, micro-USDC: what it costs where all legs are beside mark at the rate at which the first of them
 * reaches its market's price band. Rounded down.
 */
export function bandCost({ markets }: ExchangeState, legs: readonly ComboLeg[]): number {
  const all = legs.map(({ instrument, side, ratio }) => {
    const number = markets.number(instrument);
    const { markPerLot, indexPerLot } = markets.at(number);
    const { kind, priceBandPpb } = markets.listing(number);
    const band = atPpb(kind === 'option' ? indexPerLot : markPerLot, priceBandPpb, 'floor');
    return { sign: side === 'buy' ? 1 : -1, worth: ratio * markPerLot, markPerLot, band };
  });
  const value = all.reduce((sum, { worth }) => sum + worth, 0);
  const cost = all.reduce((sum, { sign, worth }) => sum + sign * worth, 0);
  return cost + Math.min(...all.map(({ markPerLot, band }) => mulDiv(value, band, markPerLot, 'floor')));
}

/**
 * Micro-USDC by which margin falls short after all legs; not above 0: it passes. Who has too little already passes also where
 * no more initial margin is needed than before and equity is not below maintenance, or no further below.
 */
export function comboShortfall(before: Assessment, after: Assessment): number {
  const missing = after.initial - after.equity;
  if (after.initial > before.initial) return missing;
  const deeper = Math.min(0, before.equity - before.maintenance) - (after.equity - after.maintenance);
  return Math.min(missing, deeper);
}
