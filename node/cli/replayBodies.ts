import { feedId, instrumentId, type InstrumentId } from '../types/ids.ts';
import type { Combo as ComboBody, Quote, TransactionBody } from '../types/transaction.ts';
import { lots, microUsdc, ticks, timeMs } from '../types/units.ts';
import { addressOf } from './replayNames.ts';
import type {
  Bid,
  CancelAll,
  CancelAllAfter,
  Combo,
  MassCancel,
  MassQuote,
  Protect,
  SetMarginMode,
  SetRiskLimits,
} from './replayOperations.ts';

/** What an operation asks of the exchange that names an account and no order. */
export function accountBody(
  operation: CancelAll | MassCancel | CancelAllAfter | Protect | SetMarginMode | SetRiskLimits | Bid,
): TransactionBody {
  switch (operation.op) {
    case 'cancelAll':
      return { type: 'cancelAll', instrument: 0 as InstrumentId };
    case 'massCancel': {
      const { side, label } = operation;
      return { type: 'massCancel', instrument: 0 as InstrumentId, side, label, clientId: 0 };
    }
    case 'cancelAllAfter':
      return { type: 'cancelAllAfter', timeoutMs: operation.timeoutMs };
    case 'marginMode':
      return { type: 'setMarginMode', mode: operation.mode };
    case 'riskLimits': {
      const { market, deltaMaxPpb, gammaMaxPpb, vegaMax } = operation;
      // Each market of a file is an underlying of its own, and has its number.
      return { type: 'setRiskLimits', feed: feedId(market), deltaMaxPpb, gammaMaxPpb, vegaMax: microUsdc(vegaMax) };
    }
    case 'protect': {
      const { group, windowMs, frozenMs } = operation;
      const instrument = instrumentId(operation.market);
      const limits = {
        quantityMax: lots(operation.quantityMax),
        deltaMax: lots(operation.deltaMax),
        vegaMax: microUsdc(0),
      };
      return { type: 'setProtection', group, instrument, windowMs, frozenMs, ...limits };
    }
    case 'bid': {
      const { liquidated, liquidatedSubaccount, fractionPpb, payMax } = operation;
      return { type: 'bid', liquidated: addressOf(liquidated), liquidatedSubaccount, fractionPpb, payMax: payMax + 0 };
    }
  }
}

/** The quotes of a line in units of the market; what a quote leaves out is 0. */
export const quotesOf = ({ quotes }: MassQuote): Quote[] =>
  quotes.map(({ bidPrice = 0, bidSize = 0, askPrice = 0, askSize = 0 }) => ({
    bidPrice: ticks(bidPrice),
    bidSize: lots(bidSize),
    askPrice: ticks(askPrice),
    askSize: lots(askSize),
  }));

/** Markets have the file's numbers. */
export const comboBody = ({ legs, size, limit, tif, postOnly, goodTillMs, stp, label }: Combo): ComboBody => ({
  type: 'combo',
  legs: legs.map(({ market, side, ratio }) => ({ instrument: instrumentId(market), side, ratio })),
  size,
  limit: limit + 0,
  timeInForce: tif,
  postOnly,
  goodTillMs: timeMs(goodTillMs),
  selfTradePrevention: stp,
  clientId: 0,
  label,
});
