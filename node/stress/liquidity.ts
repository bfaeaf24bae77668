import type { MarketListing } from '../exchange/instruments/listing.ts';
import { findSubaccount, lotsIn } from '../exchange/ledger/subaccounts.ts';
import type { ExchangeState } from '../exchange/state.ts';
import type { InstrumentId } from '../types/ids.ts';
import { plainOrder, type PlaceOrder, type Side } from '../types/transaction.ts';
import { lots, ticks } from '../types/units.ts';
import type { Group, Role, Shock } from './shock.ts';
import { stressAddress, type Wish } from './venue.ts';

/** Who quotes during a stress: money from outside, which no figure of a run counts as an account. */
export const provider = stressAddress(1);
/** So much that it never matters, and no more than an account may have. */
export const providerMicroUsdc = 400_000_000_000_000;

/** What is quoted on each side of a perpetual or future in calm, micro-USDC. An assumption, and the one that matters most. */
const usualMicroUsdc: Readonly<Record<Role, number>> = {
  lead: 500_000_000_000,
  large: 250_000_000_000,
  alt: 60_000_000_000,
  thin: 10_000_000_000,
};
/** Of an option, as a part of that, by the value of its underlying. */
const optionShare = 0.05;

/** Where quotes stand from mark, as a part of it, and which part of the depth stands there. */
const levels = [
  [0.000_5, 0.2],
  [0.003, 0.3],
  [0.01, 0.5],
] as const;
const optionLevels = [[0.05, 1]] as const;
/** Books that are half as deep are wider by the root of two, up to four times. */
const wideningMax = 4;

/** How much wider books are at a depth than in calm. */
export const wideningAt = (depth: number): number => Math.min(wideningMax, 1 / Math.sqrt(Math.min(1, depth)));

/** Lots that are quoted on a side of a market at a depth. */
export function depthOf(state: ExchangeState, number: number, role: Role, depth: number): number {
  const { markPerLot, indexPerLot } = state.markets.at(number);
  const isOption = state.markets.listing(number).kind === 'option';
  const usual = usualMicroUsdc[role] * (isOption ? optionShare : 1);
  return Math.floor((usual * depth) / (isOption ? indexPerLot : markPerLot));
}

const order = (instrument: InstrumentId, side: Side, price: number, size: number): PlaceOrder => ({
  ...plainOrder,
  type: 'order',
  instrument,
  side,
  kind: 'limit',
  timeInForce: 'GTC',
  price: ticks(price),
  size: lots(size),
  postOnly: false,
  reduceOnly: false,
  selfTradePrevention: 'cancel-maker',
  clientId: 0,
});

/**
 * The quotes of one step: what was quoted before is taken back, and each market that has a fresh price is quoted around its mark, as deep as
 * usual × scale × the shock's depth. They are not made anew before the next step, so depth is what a step's forced closes may take.
 */
export function quotes(
  state: ExchangeState,
  groups: ReadonlyMap<number, Group>,
  shockOf: (group: number) => Shock,
  scale: number,
): Wish[] {
  const wishes: Wish[] = [{ account: provider, body: { type: 'cancelAll', instrument: 0 as InstrumentId } }];
  const index = findSubaccount(state, provider, 0);
  for (const number of state.markets.live) {
    const listing = state.markets.listing(number);
    const group = groups.get(listing.feed);
    const { stale, markPerLot } = state.markets.at(number);
    if (group === undefined || stale || markPerLot === 0) continue;
    const depth = scale * shockOf(listing.feed).depth;
    if (depth <= 0) continue;
    const held = index === undefined ? 0 : lotsIn(state, index, number);
    wishes.push(...sideQuotes(state, number, listing, group.role, depth, 'buy', held));
    wishes.push(...sideQuotes(state, number, listing, group.role, depth, 'sell', -held));
  }
  return wishes;
}

/** @param held lots that the provider has on this side already */
function sideQuotes(
  state: ExchangeState,
  number: number,
  listing: MarketListing,
  role: Role,
  depth: number,
  side: Side,
  held: number,
): Wish[] {
  const { markPerLot } = state.markets.at(number);
  const isOption = listing.kind === 'option';
  const value = state.markets.tickValue(number);
  const wanted = depthOf(state, number, role, depth);
  const widening = wideningAt(depth);
  // What takes the quotes cannot bring the provider to the limit that holds for everybody.
  let room = listing.maxPositionLots - Math.max(0, held);
  const wishes: Wish[] = [];
  let last = 0;
  for (const [away, share] of isOption ? optionLevels : levels) {
    const distance = Math.max(value * (wishes.length + 1), markPerLot * away * widening);
    const price =
      side === 'buy' ? Math.floor((markPerLot - distance) / value) : Math.ceil((markPerLot + distance) / value);
    const size = Math.min(Math.round(wanted * share), listing.maxOrderLots, room);
    if (price < 1 || price > listing.maxPriceTicks || price === last || size < listing.minSizeLots) continue;
    wishes.push({ account: provider, body: order(listing.instrument, side, price, size) });
    room -= size;
    last = price;
  }
  return wishes;
}
