import { phases, type Phase } from '../types/block.ts';
import type { Address, InstrumentId } from '../types/ids.ts';
import type { AcceptSwap, Bid, TransactionBody, UnsignedTransaction } from '../types/transaction.ts';

/**
 * The phase of a block in which a transaction runs: what only takes away first, then orders that cannot take, then the
 * rest. Source: docs/spec/priority.md, rule 8.
 */
export function phaseOf(transaction: UnsignedTransaction): Phase {
  return phaseOfBody(transaction.body);
}

export function phaseOfBody(body: TransactionBody): Phase {
  switch (body.type) {
    case 'cancel':
    case 'cancelAll':
    case 'massCancel':
    case 'cancelAllAfter':
    case 'revokeKey':
      return 'cancel';
    case 'order':
    case 'replace':
    case 'combo':
      return body.postOnly ? 'rest' : 'take';
    case 'massQuote':
      return 'rest';
    case 'setProtection':
      // It cannot take; and who tightens a limit wants it before anybody can.
      return 'rest';
    case 'setRiskLimits':
      // As a protection: who tightens a limit wants it before anybody trades.
      return 'rest';
    case 'setHedge':
    case 'setMarginMode':
      // It touches nobody else, and what it frees is meant for the orders that come after it.
      return 'rest';
    case 'batch':
      // What may run early only because of its company would overtake: a batch takes its latest phase.
      return phases.findLast((phase) => body.operations.some((operation) => phaseOfBody(operation) === phase))!;
    case 'bid':
    case 'isolate':
    case 'transfer':
    case 'withdraw':
    case 'withdrawTo':
    case 'offerSwap':
    case 'acceptSwap':
    case 'approveKey':
      return 'take';
  }
}

/** What a transaction contends for: two that share nothing may run in any order. */
export function contentionOf(transaction: UnsignedTransaction): {
  readonly account: Address;
  readonly instruments: readonly InstrumentId[];
} {
  const { account, body } = transaction;
  if (body.type === 'bid') return { account, instruments: [auctionAsMarket(body)] };
  return { account, instruments: body.type === 'acceptSwap' ? [offerAsMarket(body)] : instrumentsOf(body) };
}

/** Bids for one subaccount contend with one another, as if its auction were a market: a number beyond those of markets, the same for few others. */
const auctionAsMarket = ({ liquidated, liquidatedSubaccount }: Bid): InstrumentId =>
  (4_294_967_296 + Number.parseInt(liquidated.slice(-8), 16) + liquidatedSubaccount) as InstrumentId;

/** Who accept one offer contend with one another in the same way. */
const offerAsMarket = ({ offer }: AcceptSwap): InstrumentId =>
  (8_589_934_592 + Number.parseInt(offer.slice(-8), 16)) as InstrumentId;

/** Markets to which a transaction may bring orders. */
export function instrumentsOf(body: TransactionBody): readonly InstrumentId[] {
  if (body.type === 'order' || body.type === 'replace' || body.type === 'massQuote') return [body.instrument];
  if (body.type === 'combo') return body.legs.map(({ instrument }) => instrument);
  return body.type === 'batch' ? [...new Set(body.operations.flatMap(instrumentsOf))] : [];
}
