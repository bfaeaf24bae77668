import type { Address, Hash } from '../../types/ids.ts';
import type { PlaceOrder } from '../../types/transaction.ts';
import { checkRiskLimits } from '../accounts/riskLimits.ts';
import { isolatedTo } from '../accounts/isolation.ts';
import { isCanceledAhead } from '../accounts/tombstones.ts';
import type { BlockRun } from '../blockRun.ts';
import { pegsPerAccountMax } from '../book/pegs.ts';
import { feeTier } from '../ledger/fees.ts';
import { lotsIn } from '../ledger/subaccounts.ts';
import type { Outcome } from '../outcomes.ts';
import type { Verdict } from '../verdict.ts';
import { checkGroup, checkLimits, checkShape, clip, missingMargin, slid, type Candidate } from './checks.ts';
import { marketTakes } from './marketTakes.ts';
import { pegOf, pegPrice } from './pegPrice.ts';
import { bandLimit, isOutOfBand } from './priceBand.ts';
import { checkMakerGroup } from './protection.ts';

/** An order that may come to the book: at which price at worst, and how many lots of it. */
interface Entry extends Candidate {
  readonly code: 'OK';
}

interface Refusal extends Verdict {
  readonly code: Exclude<Outcome, 'OK'>;
}

/**
 * Whether an order may come to the book now, by the rules of the outcome table, in its order. Changes nothing.
 * Source: docs/spec/exchange.md, Outcomes.
 */
export function checkOrder(
  run: BlockRun,
  hash: Hash,
  account: Address,
  order: PlaceOrder,
  subaccount: number,
): Entry | Refusal {
  const { state } = run;
  const number = state.markets.number(order.instrument);
  if (number < 0) return { code: 'INSTRUMENT_UNKNOWN' };
  if ((isolatedTo(state, subaccount) ?? order.instrument) !== order.instrument) return { code: 'ISOLATED' };
  const listing = state.markets.listing(number);
  const market = state.markets.at(number);
  const shape = checkShape(order, listing);
  if (shape !== 'OK') return { code: shape };
  if (order.goodTillMs > 0 && order.goodTillMs <= run.timeMs) return { code: 'GOOD_TILL_PASSED' };
  if (listing.expiryMs !== 0 && listing.expiryMs <= run.timeMs) return { code: 'INSTRUMENT_EXPIRED' };
  if (isCanceledAhead(state, account, hash, run.timeMs)) return { code: 'ORDER_CANCELED' };
  const takes = marketTakes(listing, market, order);
  if (takes !== 'OK') return { code: takes };
  const group = checkGroup(state, hash, order, subaccount);
  if (group !== 'OK') return { code: group };
  if (order.makerGroup !== 0) {
    const code = checkMakerGroup(state, subaccount, order, run.timeMs);
    if (code !== 'OK') return { code };
  }
  const isPegged = order.pegSource !== 'none';
  if (isPegged && state.pegs.of(account).length >= pegsPerAccountMax) return { code: 'PEG_LIMIT' };
  const peg = isPegged ? pegPrice(state, order, pegOf(order)) : undefined;
  if (isPegged && peg === undefined) return { code: 'REFERENCE_UNKNOWN' };
  const limit = peg ?? (order.kind === 'market' ? bandLimit(listing, market, order.side) : slid(state, order));
  if (isOutOfBand(listing, market, order.side, limit)) return { code: 'PRICE_OUT_OF_BAND' };
  const held = lotsIn(state, subaccount, number);
  const lots = clip(order, order.size, held);
  if (lots === 0) return { code: 'REDUCE_ONLY_WOULD_INCREASE' };
  const { takerPpb } = feeTier(state, state.subaccounts.account(subaccount), run.timeMs);
  const entry = { code: 'OK', order, market: number, subaccount, limit, lots, held, takerPpb } as const;
  const limits = checkLimits(state, entry);
  if (limits !== 'OK') return { code: limits };
  if (!order.reduceOnly) {
    const code = checkRiskLimits(state, subaccount, [{ market: number, side: order.side, lots }]);
    if (code !== 'OK') return { code };
  }
  const missing = missingMargin(state, entry);
  return missing > 0 ? { code: 'MARGIN_TOO_LOW', missing } : entry;
}
