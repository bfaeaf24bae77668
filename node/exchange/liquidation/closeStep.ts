import { ByteWriter } from '../../codec/byteWriter.ts';
import { keccakHash } from '../../crypto/keccak.ts';
import type { Hash } from '../../types/ids.ts';
import type { Side } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import type { MarketListing } from '../instruments/listing.ts';
import { atPpb, mulDiv, ppbOne } from '../integers.ts';
import { subaccountAt } from '../ledger/subaccounts.ts';
import { match } from '../orders/match.ts';
import { bandLimit } from '../orders/priceBand.ts';
import type { Market, Position } from '../records.ts';
import { unhedgedLots } from '../risk/netDelta.ts';
import { systemIndex, type ExchangeState } from '../state.ts';

/** The name of a system order, which no transaction carries. */
export const systemOrderHash = (height: number, subaccount: number, instrument: number): Hash =>
  keccakHash(new ByteWriter().ascii('witan/system-order/1').u64(height).u32(subaccount).u32(instrument).finish());

/** Levels of a book that a step looks at. */
const levelsMax = 100;

/** Lots of one step: a share of the position, or a notional if that is more. */
function stepLots(listing: MarketListing, market: Market, held: number): number {
  const share = atPpb(held, listing.liquidationStepPpb, 'ceil');
  const notional = mulDiv(listing.liquidationStepMicroUsdc, 1, market.markPerLot, 'ceil');
  return Math.min(held, Math.max(share, notional));
}

/** The loss per lot against mark that may be taken, and the fee rate it leaves room for. */
function bearable(
  listing: MarketListing,
  market: Market,
  equity: number,
  held: number,
  feeMaxPpb: number,
): { loss: number; feePpb: number } {
  const perLot = mulDiv(Math.max(0, equity), 1, held, 'floor');
  const fee = atPpb(atPpb(market.markPerLot, ppbOne + listing.priceBandPpb, 'ceil'), feeMaxPpb, 'ceil');
  return perLot >= fee ? { loss: perLot - fee, feePpb: feeMaxPpb } : { loss: perLot, feePpb: 0 };
}

/** One system order that could close a part of a position now. */
interface Step {
  readonly position: Position;
  readonly side: Side;
  readonly lots: number;
  /** Worst price, ticks: within the band and no worse than bankruptcy. */
  readonly limit: number;
  readonly feePpb: number;
  /** Nothing else of the subaccount offsets what it closes. */
  readonly isUnhedged: boolean;
  /** Maintenance margin that it frees, and what it costs against mark, as the book stands; micro-USDC. */
  readonly frees: number;
  readonly impact: number;
}

/** The step that a position would take next, and what would come of it. */
function stepOf(state: ExchangeState, index: number, position: Position, equity: number): Step {
  const { instrument, lots: signed } = position;
  const number = state.markets.number(instrument);
  const listing = state.markets.listing(number);
  const market = state.markets.at(number);
  const held = Math.abs(signed);
  const side: Side = signed > 0 ? 'sell' : 'buy';
  const unhedged = unhedgedLots(state, index, number, signed);
  const isUnhedged = unhedged > 0;
  const lots = Math.min(stepLots(listing, market, held), isUnhedged ? unhedged : held);
  // The fund pays no fee to itself.
  const feeMaxPpb = index === systemIndex ? 0 : listing.liquidationFeePpb;
  const { loss, feePpb } = bearable(listing, market, equity, held, feeMaxPpb);
  const band = bandLimit(listing, market, side);
  const value = state.markets.tickValue(number);
  const limit =
    side === 'sell'
      ? Math.max(band, mulDiv(market.markPerLot - loss, 1, value, 'ceil'))
      : Math.min(band, mulDiv(market.markPerLot + loss, 1, value, 'floor'));
  const { closed, impact } = wouldClose(state, number, side, lots, limit);
  const frees = closed === 0 ? 0 : state.risk.freed(state, index, number, signed > 0 ? 0 - closed : closed);
  return { position, side, lots, limit, feePpb, isUnhedged, frees, impact };
}

/** How many lots the book would take at a limit, and what they would lose against mark. */
function wouldClose(
  { book, markets }: ExchangeState,
  number: number,
  side: Side,
  lots: number,
  limit: number,
): { closed: number; impact: number } {
  const { markPerLot, instrument } = markets.at(number);
  const value = markets.tickValue(number);
  const ladder = book.ladder(instrument, side === 'sell' ? 'buy' : 'sell');
  let closed = 0;
  let impact = 0;
  for (
    let level = ladder.best, seen = 0;
    level >= 0 && closed < lots && seen < levelsMax;
    level = ladder.behind(level), seen++
  ) {
    const price = book.levelPrice(level);
    if (side === 'sell' ? price < limit : price > limit) break;
    const taken = Math.min(lots - closed, book.levelLots(level));
    closed += taken;
    impact += taken * (side === 'sell' ? markPerLot - price * value : price * value - markPerLot);
  }
  return { closed, impact: Math.max(0, impact) };
}

/** Whether one step comes before another: hedges last, then what frees more for a dollar that it costs, then what frees more. */
function isBetter(step: Step, than: Step): boolean {
  if (step.isUnhedged !== than.isUnhedged) return step.isUnhedged;
  // A micro-USDC more on both sides, so that what costs nothing compares, too.
  const ours = BigInt(step.frees) * BigInt(than.impact + 1);
  const theirs = BigInt(than.frees) * BigInt(step.impact + 1);
  return ours > theirs || (ours === theirs && step.frees > than.frees);
}

/** The step to take: of those that would close anything, the best; of equals the one of the lowest instrument. */
function bestStep(
  state: ExchangeState,
  index: number,
  equity: number,
  positions: readonly Position[],
): Step | undefined {
  let best: Step | undefined;
  for (const position of positions) {
    const step = stepOf(state, index, position, equity);
    if (step.frees > 0 && (best === undefined || isBetter(step, best))) best = step;
  }
  return best;
}

/**
 * Sends one system order (immediate-or-cancel) that closes part of a position, at a price within the band and no worse than
 * bankruptcy: each lot may lose its even share of `equity`, so equity cannot fall below zero by it. Which position that is: the one
 * whose step frees most maintenance margin for what it costs, and none that frees nothing; one that hedges others only when all others are gone or cannot
 * be closed, and never further than it is unhedged. Source: docs/spec/exchange.md, Liquidation.
 * @param positions those that may be closed, of the subaccount's
 */
export function closeStep(run: BlockRun, index: number, equity: number, positions: readonly Position[]): void {
  const { state } = run;
  const step = bestStep(state, index, equity, positions);
  if (step === undefined) return;
  const { position, side, lots, limit, feePpb } = step;
  const { instrument } = position;
  const { owner, subNo } = subaccountAt(state, index);
  const hash = systemOrderHash(run.height, index, instrument);
  const { remaining } = match(run, {
    hash,
    account: owner,
    subaccount: index,
    instrument,
    side,
    lots,
    limit,
    selfTradePrevention: undefined,
    feePpb,
    isLiquidation: true,
    ocoGroup: 0,
  });
  const closed = lots - remaining;
  if (closed === 0) return;
  const { markPerLot } = state.markets.get(instrument)!;
  run.events.push({
    type: 'liquidationStep',
    order: hash,
    account: owner,
    subaccount: subNo,
    instrument,
    side,
    size: lots,
    closed,
    limit,
    equity,
    markPerLot,
    frees: step.frees,
    impact: step.impact,
    unhedged: step.isUnhedged,
  });
}
