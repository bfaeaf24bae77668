import type { BlockEvent } from '../../types/block.ts';
import type { Bid, UnsignedTransaction } from '../../types/transaction.ts';
import { isolatedTo } from '../accounts/isolation.ts';
import { checkRiskLimits } from '../accounts/riskLimits.ts';
import type { BlockRun } from '../blockRun.ts';
import { atPpb, safe } from '../integers.ts';
import { moveToken } from '../ledger/moveToken.ts';
import { bookTrade } from '../ledger/positions.ts';
import { findSubaccount, lotsIn, moveCash } from '../ledger/subaccounts.ts';
import { balanceMax, balanceOf } from '../money/tokenUnits.ts';
import { isBeyondMarkets, isBeyondPosition, isUsed } from '../orders/checks.ts';
import type { Outcome } from '../outcomes.ts';
import type { CollateralBalance, Position } from '../records.ts';
import { tokenValue } from '../risk/collateral.ts';
import { systemIndex, type ExchangeState } from '../state.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { auctionTerms, type AuctionTerms } from './auction.ts';
import { hasStalePrice } from './hasStalePrice.ts';
import { recoveryEquity } from './recovery.ts';

/** What of a position a bid takes: its market's number and signed lots. */
interface Part {
  readonly market: number;
  readonly lots: number;
}

/** What of a token a bid takes, ledger units, and what it pays for that, micro-USDC. */
interface CollateralPart {
  readonly token: number;
  readonly amount: number;
  readonly value: number;
}

/**
 * The fraction of a token, rounded up, at its price: by so much as its worth to the holder falls, so that equity of the liquidated stays as
 * it is; and never for less than it is worth alone, where a holding counts for no more than the most.
 */
function collateralPartOf(
  state: ExchangeState,
  { token, amount: held }: CollateralBalance,
  fractionPpb: number,
): CollateralPart {
  const amount = atPpb(held, fractionPpb, 'ceil');
  const lost = tokenValue(state, token, held) - tokenValue(state, token, held - amount);
  return { token, amount, value: Math.max(lost, tokenValue(state, token, amount)) };
}

/** The fraction of a position, rounded up to whole lots: so a bid for what restores the rest does restore it, however small positions are. */
function partOf(state: ExchangeState, { instrument, lots }: Position, fractionPpb: number): Part {
  const taken = atPpb(Math.abs(lots), fractionPpb, 'ceil');
  return { market: state.markets.number(instrument), lots: lots > 0 ? taken : -taken };
}

/**
 * Takes a fraction of a subaccount in auction: of every position at mark, and of all collateral beside cash at its price; and is paid the fraction of the
 * auction's premium. The bidder must hold initial margin afterwards, else nothing has happened. No order book sees it: it makes no last price, no fee and no volume.
 * Invariant: equity of the liquidated falls by the premium and no more, so that it stays at zero or above.
 * Source: docs/spec/exchange.md, Auctions.
 */
export function executeBid(
  run: BlockRun,
  { account: bidderAccount, subaccount: bidderSubNo }: Pick<UnsignedTransaction, 'account' | 'subaccount'>,
  body: Bid,
  bidder: number,
): Verdict {
  const { state, timeMs } = run;
  const { liquidated: account, liquidatedSubaccount: subaccount, fractionPpb, payMax } = body;
  const index = findSubaccount(state, account, subaccount) ?? systemIndex;
  const terms = auctionTerms(state, index, timeMs);
  if (terms === undefined) return { code: 'AUCTION_UNKNOWN' };
  if (index === bidder) return { code: 'BID_OWN' };
  if (isolatedTo(state, bidder) !== undefined) return { code: 'ISOLATED' };
  if (hasStalePrice(state, index)) return { code: 'FEED_STALE' };
  if (fractionPpb === 0 || fractionPpb > terms.fractionMaxPpb) return { code: 'FRACTION_INVALID' };
  const premium = atPpb(terms.premium, fractionPpb, 'floor');
  const collateral = state.subaccounts.collateral
    .of(index)
    .map((balance) => collateralPartOf(state, balance, fractionPpb));
  const pay = collateral.reduce((sum, { value }) => safe(sum + value), 0) - premium;
  if (pay > payMax) return { code: 'PAY_TOO_HIGH' };
  const parts = state.subaccounts.positions(index).map((position) => partOf(state, position, fractionPpb));
  const limits = checkLimits(state, bidder, parts, collateral);
  if (limits !== 'OK') return { code: limits };
  const mark = state.journal.mark();
  const parties = { account, subaccount, counterparty: bidderAccount, counterpartySubaccount: bidderSubNo };
  const trades = parts.map(({ market, lots }): BlockEvent => {
    const { instrument, markPerLot } = state.markets.at(market);
    bookTrade(state, index, market, -lots, markPerLot, 0);
    bookTrade(state, bidder, market, lots, markPerLot, 0);
    return { type: 'auctionTrade', ...parties, instrument, lots, markPerLot };
  });
  for (const { token, amount, value } of collateral) {
    moveToken(state, index, token, 0 - amount);
    moveToken(state, bidder, token, amount);
    trades.push({ type: 'auctionCollateral', ...parties, token, amount, value });
  }
  moveCash(state, index, pay);
  moveCash(state, bidder, 0 - pay);
  const refusal = outcomeOf(state, index, bidder, terms);
  if (refusal !== undefined) {
    state.journal.rollback(mark);
    return refusal;
  }
  const { discountPpb, equity: before, maintenance } = terms;
  const told = { fractionPpb, discountPpb, equity: before, maintenance, premium, pay };
  run.events.push({ type: 'auctionBid', ...parties, ...told }, ...trades);
  return accepted;
}

/**
 * Why a bid that has been carried out may not stand; undefined: it may. What is left must need no more to recover than before: rounding up can take the
 * whole of a small position that hedges others, and where margin sees the hedge, its end.
 */
function outcomeOf(state: ExchangeState, index: number, bidder: number, before: AuctionTerms): Verdict | undefined {
  const rest = state.risk.assess(state, index);
  if (recoveryEquity(rest) - rest.equity > recoveryEquity(before) - before.equity) return { code: 'FRACTION_INVALID' };
  const { equity, initial } = state.risk.assess(state, bidder);
  return equity < initial ? { code: 'MARGIN_TOO_LOW', missing: initial - equity } : undefined;
}

/** What a part is to the bidder: what an order of his would trade. */
const asTrade = ({ market, lots }: Part) =>
  ({ market, side: lots > 0 ? 'buy' : 'sell', lots: Math.abs(lots) }) as const;

/** Whether the bidder has room for all of it, by the limits that hold for orders; what is open on a side counts. */
function checkLimits(
  state: ExchangeState,
  bidder: number,
  parts: readonly Part[],
  collateral: readonly CollateralPart[],
): Outcome {
  const { standings } = state.subaccounts;
  const added = parts.filter(({ market }) => !isUsed(standings, standings.find(bidder, market))).length;
  if (added > 0 && isBeyondMarkets(state, bidder, -1, added)) return 'MARKETS_LIMIT';
  const isBeyond = (part: Part): boolean => {
    const { market, side, lots } = asTrade(part);
    return isBeyondPosition(state, bidder, market, side, lots, lotsIn(state, bidder, market));
  };
  const isTooMuch = ({ token, amount }: CollateralPart): boolean =>
    balanceOf(state, bidder, token) + amount > balanceMax;
  if (parts.some(isBeyond) || collateral.some(isTooMuch)) return 'POSITION_LIMIT';
  return checkRiskLimits(state, bidder, parts.map(asTrade));
}
