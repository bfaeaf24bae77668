import { invariant } from '../../types/fault.ts';
import type { Address, Hash, InstrumentId } from '../../types/ids.ts';
import type { Combo, ComboLeg, Side } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { feeTier } from '../ledger/fees.ts';
import type { ExchangeState } from '../state.ts';
import { bestAgainst } from './checks.ts';
import { comboCost, unitsOf, unitsWithin, type LegDepth } from './comboUnits.ts';
import { match, type Taker } from './match.ts';
import { bandLimit } from './priceBand.ts';

// What the books of the markets give to a combo.

/** Price levels of each leg's book that a combo sees, best first: what its search may cost. */
export const comboLevelsMax = 20;

/** A combo on its way through the books, in lowest terms. */
export interface ComboTaker {
  readonly hash: Hash;
  readonly account: Address;
  /** Index of the subaccount. */
  readonly subaccount: number;
  readonly legs: readonly ComboLeg[];
  readonly selfTradePrevention: Combo['selfTradePrevention'];
}

/** How many units trade, what they cost before fees, and why no further one does. */
export interface Taken {
  readonly units: number;
  readonly cost: number;
  readonly reason: 'IOC' | 'SELF_TRADE';
}

const nothing: Taken = { units: 0, cost: 0, reason: 'IOC' };

/** Takes from the books of its legs the most units, up to `size`, of which each costs no more than `limit`. */
export function takeFromBooks(run: BlockRun, combo: ComboTaker, size: number, limit: number): Taken {
  if (!isWithinBest(run.state, combo.legs, limit)) return nothing;
  const takers = takersOf(run, combo, size);
  const taken = search(run, takers, combo.legs, size, limit);
  for (const [at, taker] of takers.entries()) {
    const { remaining } = match(run, { ...taker, lots: taken.units * combo.legs[at]!.ratio });
    if (remaining > 0) invariant(false, `leg ${at} of combo ${combo.hash} does not trade as it was tried`);
  }
  return taken;
}

/** Whether one unit would be taken from the books. Changes nothing. */
export const wouldTakeUnit = (run: BlockRun, combo: ComboTaker, limit: number): Taken =>
  isWithinBest(run.state, combo.legs, limit) ? search(run, takersOf(run, combo, 1), combo.legs, 1, limit) : nothing;

/** Whether a unit would cost no more at the best prices; one that would not is not tried. */
export function isWithinBest(state: ExchangeState, legs: readonly ComboLeg[], limit: number): boolean {
  let cost = 0;
  for (const { instrument, side, ratio } of legs) {
    const price = bestAgainst(state, { instrument, side });
    if (price === undefined) return false;
    const value = ratio * price * state.markets.tickValue(state.markets.number(instrument));
    cost += side === 'buy' ? value : 0 - value;
  }
  return cost <= limit;
}

/** The orders that its legs send: whole, to the band or to the last level that it sees. */
function takersOf({ state, timeMs }: BlockRun, combo: ComboTaker, size: number): Taker[] {
  const { hash, account, subaccount, selfTradePrevention } = combo;
  const { takerPpb: feePpb } = feeTier(state, state.subaccounts.account(subaccount), timeMs);
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

/** Tries each leg whole and takes it back: matching is its own plan. */
function search(run: BlockRun, takers: readonly Taker[], legs: readonly ComboLeg[], size: number, limit: number): Taken {
  const { state, events } = run;
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
} // prettier-ignore

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
