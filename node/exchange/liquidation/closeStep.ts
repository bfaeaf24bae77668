import { ByteWriter } from '../../codec/byteWriter.ts';
import { keccakHash } from '../../crypto/keccak.ts';
import type { Hash } from '../../types/ids.ts';
import type { Side } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { tickValue } from '../genesis.ts';
import type { MarketListing } from '../instruments/listing.ts';
import { atPpb, mulDiv, ppbOne } from '../integers.ts';
import { subaccountAt } from '../ledger/subaccounts.ts';
import { match } from '../orders/match.ts';
import { bandLimit } from '../orders/priceBand.ts';
import type { Market, Position } from '../records.ts';
import { maintenanceFor } from '../risk/positionMargin.ts';
import { systemIndex, type ExchangeState } from '../state.ts';

/** The name of a system order, which no transaction carries. */
export const systemOrderHash = (height: number, subaccount: number, instrument: number): Hash =>
  keccakHash(new ByteWriter().ascii('witan/system-order/1').u64(height).u32(subaccount).u32(instrument).finish());

/** The position that ties up most maintenance margin; the first of equals. */
export function largestPosition(state: ExchangeState, index: number): Position | undefined {
  let found: Position | undefined;
  let most = 0;
  for (const position of subaccountAt(state, index).positions) {
    const margin = maintenanceFor(state.markets.get(position.instrument)!, position.lots);
    if (found === undefined || margin > most) {
      found = position;
      most = margin;
    }
  }
  return found;
}

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

/**
 * Sends one system order (immediate-or-cancel) that closes part of a position, at a price within the band and no worse than
 * bankruptcy: each lot may lose its even share of `equity`, so equity cannot fall below zero by it. Returns lots closed.
 */
export function closeStep(run: BlockRun, index: number, position: Position, equity: number): number {
  const { state } = run;
  const { instrument } = position;
  const listing = state.markets.listingOf(instrument)!;
  const market = state.markets.get(instrument)!;
  const held = Math.abs(position.lots);
  const lots = stepLots(listing, market, held);
  const side: Side = position.lots > 0 ? 'sell' : 'buy';
  // The fund pays no fee to itself.
  const feeMaxPpb = index === systemIndex ? 0 : listing.liquidationFeePpb;
  const { loss, feePpb } = bearable(listing, market, equity, held, feeMaxPpb);
  const band = bandLimit(listing, market, side);
  const value = tickValue(listing);
  const limit =
    side === 'sell'
      ? Math.max(band, mulDiv(market.markPerLot - loss, 1, value, 'ceil'))
      : Math.min(band, mulDiv(market.markPerLot + loss, 1, value, 'floor'));
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
  if (closed > 0) {
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
      markPerLot: market.markPerLot,
    });
  }
  return closed;
}
