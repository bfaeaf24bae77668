import { feedId, type Address, type Hash, type InstrumentId } from '../types/ids.ts';
import type {
  BatchOperation,
  CancelOrder,
  Combo,
  PlaceOrder,
  ReplaceOrder,
  SetHedge,
  TransactionBody,
} from '../types/transaction.ts';
import { lots, microUsdc, ppb, ticks, timeMs } from '../types/units.ts';
import { fromHex, toHex } from './hex.ts';
import {
  hedgeKindNumbers,
  marginModeNumbers,
  orderFlag,
  orderFlags,
  orderFlagsKnown,
  orderKindNumbers,
  pegSourceNumbers,
  replaceFlags,
  replaceFlagsKnown,
  selfTradePreventionNumbers,
  sessionScopeNumbers,
  sideFilterNumbers,
  sideNumbers,
  timeInForceNumbers,
  triggerKindNumbers,
  triggerSourceNumbers,
  wordOf,
} from './orderNumbers.ts';
import { transactionFault } from './transactionFault.ts';
import type { witan } from './wire.js';

// What a transaction asks for, between its type and the wire. Ranges are checked elsewhere (transactionRules.ts).

const empty = new Uint8Array();

type WireBody = Omit<
  witan.Transaction.$Properties,
  'version' | 'account' | 'subaccount' | 'key' | 'nonce' | 'expiryMs' | 'signature'
>;

export function bodyToWire(body: TransactionBody): WireBody {
  switch (body.type) {
    case 'order':
    case 'cancel':
    case 'replace':
    case 'combo':
      return operationToWire(body);
    case 'cancelAll':
      return { cancelAll: { instrument: body.instrument } };
    case 'massCancel': {
      const { instrument, side, label, clientId } = body;
      return { massCancel: { instrument, side: sideFilterNumbers.indexOf(side), label, clientId } };
    }
    case 'cancelAllAfter':
      return { cancelAllAfter: { timeoutMs: body.timeoutMs } };
    case 'setProtection': {
      const { group, instrument, windowMs, frozenMs, quantityMax, deltaMax, vegaMax } = body;
      return { setProtection: { group, instrument, windowMs, frozenMs, quantityMax, deltaMax, vegaMax } };
    }
    case 'setMarginMode':
      return { setMarginMode: { mode: marginModeNumbers.indexOf(body.mode) } };
    case 'setRiskLimits': {
      const { feed, deltaMaxPpb, gammaMaxPpb, vegaMax } = body;
      return { setRiskLimits: { feed, deltaMaxPpb, gammaMaxPpb, vegaMax } };
    }
    case 'setHedge': {
      const { kind, instrument, lower, upper, windowMs, putPpb, callPpb, slippagePpb, sizeMax, lotsMax } = body;
      const terms = { instrument, lower, upper, windowMs, putPpb, callPpb, slippagePpb, sizeMax, lotsMax };
      const { rule, intervalMs, untilMs } = body;
      return { setHedge: { rule, kind: hedgeKindNumbers.indexOf(kind), ...terms, intervalMs, untilMs } };
    }
    case 'massQuote': {
      const { instrument, makerGroup, quotes } = body;
      return { massQuote: { instrument, makerGroup, quotes: quotes.map((quote) => ({ ...quote })) } };
    }
    case 'batch':
      return { batch: { atomic: body.atomic, operations: body.operations.map(operationToWire) } };
    case 'bid': {
      const { liquidatedSubaccount, fractionPpb, payMax } = body;
      return { bid: { liquidated: fromHex(body.liquidated), liquidatedSubaccount, fractionPpb, payMax } };
    }
    case 'transfer':
      return { transfer: { toSubaccount: body.toSubaccount, token: body.token, amount: body.amount } };
    case 'isolate':
      return { isolate: { instrument: body.instrument, token: body.token, amount: body.amount } };
    case 'withdraw':
      return { withdraw: { token: body.token, amount: body.amount } };
    case 'withdrawTo': {
      const { token, amount, chain, layer } = body;
      return { withdrawTo: { token, amount, chain, layer } };
    }
    case 'offerSwap': {
      const { giveToken, giveAmount, wantToken, wantAmount, chain, goodTillMs } = body;
      return { offerSwap: { giveToken, giveAmount, wantToken, wantAmount, chain, goodTillMs } };
    }
    case 'acceptSwap': {
      const { offerer, offererSubaccount, offer, chain } = body;
      return { acceptSwap: { offerer: fromHex(offerer), offererSubaccount, offer: fromHex(offer), chain } };
    }
    case 'approveKey':
      return {
        approveKey: {
          sessionKey: fromHex(body.sessionKey),
          scope: sessionScopeNumbers.indexOf(body.scope),
          instruments: [...body.instruments],
          notionalMax: body.notionalMax,
          keyExpiryMs: body.keyExpiryMs,
        },
      };
    case 'revokeKey':
      return { revokeKey: { sessionKey: fromHex(body.sessionKey) } };
  }
}

function operationToWire(operation: BatchOperation): witan.Operation.$Properties {
  switch (operation.type) {
    case 'order':
      return {
        order: {
          instrument: operation.instrument,
          side: sideNumbers.indexOf(operation.side),
          kind: orderKindNumbers.indexOf(operation.kind),
          timeInForce: timeInForceNumbers.indexOf(operation.timeInForce),
          flags: orderFlags(operation),
          selfTradePrevention: selfTradePreventionNumbers.indexOf(operation.selfTradePrevention),
          price: operation.price,
          size: operation.size,
          clientId: operation.clientId,
          displaySize: operation.displaySize,
          goodTillMs: operation.goodTillMs,
          label: operation.label,
          triggerKind: triggerKindNumbers.indexOf(operation.triggerKind),
          triggerSource: triggerSourceNumbers.indexOf(operation.triggerSource),
          triggerPrice: operation.triggerPrice,
          trailingOffset: operation.trailingOffset,
          sliceCount: operation.sliceCount,
          sliceIntervalMs: operation.sliceIntervalMs,
          pegSource: pegSourceNumbers.indexOf(operation.pegSource),
          pegOffset: operation.pegOffset,
          ocoGroup: operation.ocoGroup,
          makerGroup: operation.makerGroup,
        },
      };
    case 'cancel':
      return { cancel: { order: fromHex(operation.order), orderExpiryMs: operation.orderExpiryMs } };
    case 'combo': {
      const { size, limit, goodTillMs, clientId, label } = operation;
      return {
        combo: {
          legs: operation.legs.map(({ instrument, side, ratio }) => ({
            instrument,
            side: sideNumbers.indexOf(side),
            ratio,
          })),
          timeInForce: timeInForceNumbers.indexOf(operation.timeInForce),
          flags: replaceFlags(operation),
          selfTradePrevention: selfTradePreventionNumbers.indexOf(operation.selfTradePrevention),
          ...{ size, limit, goodTillMs, clientId, label },
        },
      };
    }
    case 'replace':
      return {
        replace: {
          order: fromHex(operation.order),
          instrument: operation.instrument,
          price: operation.price,
          size: operation.size,
          flags: replaceFlags(operation),
          selfTradePrevention: selfTradePreventionNumbers.indexOf(operation.selfTradePrevention),
        },
      };
  }
}

/** Errors: TX_MALFORMED for what this version does not know, TX_FIELD_RANGE for numbers without a word. */
export function bodyFromWire(wire: witan.Transaction): TransactionBody {
  const operation = operationFromWire(wire);
  if (operation) return operation;
  if (wire.cancelAll) return { type: 'cancelAll', instrument: (wire.cancelAll.instrument ?? 0) as InstrumentId };
  if (wire.massCancel) {
    const { instrument, side, label, clientId } = wire.massCancel as witan.MassCancel;
    const sides = wordOf(sideFilterNumbers, side, 'side');
    return { type: 'massCancel', instrument: instrument as InstrumentId, side: sides, label, clientId };
  }
  if (wire.cancelAllAfter) return { type: 'cancelAllAfter', timeoutMs: wire.cancelAllAfter.timeoutMs ?? 0 };
  if (wire.setProtection) {
    const { group, instrument, windowMs, frozenMs, quantityMax, deltaMax, vegaMax } =
      wire.setProtection as witan.SetProtection;
    return {
      type: 'setProtection',
      ...{ group, instrument: instrument as InstrumentId, windowMs, frozenMs },
      quantityMax: lots(quantityMax),
      deltaMax: lots(deltaMax),
      vegaMax: microUsdc(vegaMax),
    };
  }
  if (wire.setMarginMode) {
    return { type: 'setMarginMode', mode: wordOf(marginModeNumbers, wire.setMarginMode.mode ?? 0, 'margin mode') };
  }
  if (wire.setRiskLimits) {
    const { feed, deltaMaxPpb, gammaMaxPpb, vegaMax } = wire.setRiskLimits as witan.SetRiskLimits;
    return { type: 'setRiskLimits', feed: feedId(feed), deltaMaxPpb, gammaMaxPpb, vegaMax: microUsdc(vegaMax) };
  }
  if (wire.setHedge) return hedgeFromWire(wire.setHedge as witan.SetHedge);
  if (wire.massQuote) {
    const { instrument, makerGroup, quotes } = wire.massQuote as witan.MassQuote;
    return {
      type: 'massQuote',
      instrument: instrument as InstrumentId,
      makerGroup,
      quotes: (quotes as witan.Quote[]).map(({ bidPrice, bidSize, askPrice, askSize }) => ({
        bidPrice: ticks(bidPrice),
        bidSize: lots(bidSize),
        askPrice: ticks(askPrice),
        askSize: lots(askSize),
      })),
    };
  }
  if (wire.batch) {
    const operations = (wire.batch.operations ?? []).map((each) => operationFromWire(each) ?? refuseUnknown());
    return { type: 'batch', atomic: wire.batch.atomic ?? false, operations };
  }
  if (wire.bid) {
    const { liquidated, liquidatedSubaccount, fractionPpb, payMax } = wire.bid as witan.Bid;
    return { type: 'bid', liquidated: toHex<Address>(liquidated), liquidatedSubaccount, fractionPpb, payMax };
  }
  if (wire.transfer) {
    return {
      type: 'transfer',
      toSubaccount: wire.transfer.toSubaccount ?? 0,
      token: wire.transfer.token ?? 0,
      amount: microUsdc(wire.transfer.amount ?? 0),
    };
  }
  if (wire.isolate) {
    const { instrument, token, amount } = wire.isolate as witan.Isolate;
    return { type: 'isolate', instrument: instrument as InstrumentId, token, amount: microUsdc(amount) };
  }
  if (wire.withdraw) {
    return {
      type: 'withdraw',
      token: wire.withdraw.token ?? 0,
      amount: microUsdc(wire.withdraw.amount ?? 0),
    };
  }
  if (wire.withdrawTo) {
    const { token, amount, chain, layer } = wire.withdrawTo as witan.WithdrawTo;
    return { type: 'withdrawTo', token, amount: microUsdc(amount), chain, layer };
  }
  if (wire.offerSwap) {
    const { goodTillMs, giveToken, giveAmount, wantToken, wantAmount, chain } = wire.offerSwap as witan.OfferSwap;
    const terms = { giveToken, giveAmount, wantToken, wantAmount, chain };
    return { type: 'offerSwap', ...terms, goodTillMs: timeMs(goodTillMs) };
  }
  if (wire.acceptSwap) {
    const { offerer, offererSubaccount, offer, chain } = wire.acceptSwap as witan.AcceptSwap;
    const parties = { offerer: toHex<Address>(offerer), offererSubaccount };
    return { type: 'acceptSwap', ...parties, offer: toHex<Hash>(offer), chain };
  }
  if (wire.approveKey) {
    return {
      type: 'approveKey',
      sessionKey: toHex<Address>(wire.approveKey.sessionKey ?? empty),
      scope: wordOf(sessionScopeNumbers, wire.approveKey.scope ?? 0, 'session scope'),
      instruments: (wire.approveKey.instruments ?? []) as InstrumentId[],
      notionalMax: microUsdc(wire.approveKey.notionalMax ?? 0),
      keyExpiryMs: timeMs(wire.approveKey.keyExpiryMs ?? 0),
    };
  }
  if (wire.revokeKey) return { type: 'revokeKey', sessionKey: toHex<Address>(wire.revokeKey.sessionKey ?? empty) };
  return refuseUnknown();
}

function refuseUnknown(): never {
  throw transactionFault('TX_MALFORMED', 'The transaction asks for nothing this version knows.');
}

/** The operation of a transaction or of a place in a batch; undefined where there is none. */
function operationFromWire(wire: witan.Operation.$Properties): BatchOperation | undefined {
  if (wire.order) return orderFromWire(wire.order as witan.PlaceOrder);
  if (wire.cancel) return cancelFromWire(wire.cancel);
  if (wire.combo) return comboFromWire(wire.combo as witan.Combo);
  return wire.replace ? replaceFromWire(wire.replace as witan.ReplaceOrder) : undefined;
}

const cancelFromWire = (cancel: witan.CancelOrder.$Properties): CancelOrder => ({
  type: 'cancel',
  order: toHex<Hash>(cancel.order ?? empty),
  orderExpiryMs: timeMs(cancel.orderExpiryMs ?? 0),
});

function knownFlags(flags: number, known: number, what: string): void {
  if ((flags & ~known) === 0) return;
  throw transactionFault('TX_FIELD_RANGE', `${what} flags ${flags} have bits without a meaning in this version.`);
}

function orderFromWire(order: witan.PlaceOrder): PlaceOrder {
  knownFlags(order.flags, orderFlagsKnown, 'Order');
  return {
    type: 'order',
    instrument: order.instrument as InstrumentId,
    side: wordOf(sideNumbers, order.side, 'side'),
    kind: wordOf(orderKindNumbers, order.kind, 'order kind'),
    timeInForce: wordOf(timeInForceNumbers, order.timeInForce, 'time in force'),
    postOnly: (order.flags & orderFlag.postOnly) !== 0,
    slide: (order.flags & orderFlag.slide) !== 0,
    reduceOnly: (order.flags & orderFlag.reduceOnly) !== 0,
    selfTradePrevention: wordOf(selfTradePreventionNumbers, order.selfTradePrevention, 'self-trade prevention'),
    price: ticks(order.price),
    size: lots(order.size),
    clientId: order.clientId,
    displaySize: lots(order.displaySize),
    goodTillMs: timeMs(order.goodTillMs),
    label: order.label,
    triggerKind: wordOf(triggerKindNumbers, order.triggerKind, 'trigger kind'),
    triggerSource: wordOf(triggerSourceNumbers, order.triggerSource, 'trigger source'),
    triggerPrice: ticks(order.triggerPrice),
    trailingOffset: ticks(order.trailingOffset),
    sliceCount: order.sliceCount,
    sliceIntervalMs: order.sliceIntervalMs,
    pegSource: wordOf(pegSourceNumbers, order.pegSource, 'peg source'),
    pegOffset: order.pegOffset,
    ocoGroup: order.ocoGroup,
    makerGroup: order.makerGroup,
  };
}

function hedgeFromWire(hedge: witan.SetHedge): SetHedge {
  const { rule, instrument, lower, upper, windowMs, putPpb, callPpb, slippagePpb, sizeMax, lotsMax } = hedge;
  return {
    type: 'setHedge',
    rule,
    kind: wordOf(hedgeKindNumbers, hedge.kind, 'hedge kind'),
    instrument: instrument as InstrumentId,
    ...{ lower, upper, windowMs, putPpb: ppb(putPpb), callPpb: ppb(callPpb), slippagePpb: ppb(slippagePpb) },
    ...{ sizeMax: lots(sizeMax), lotsMax: lots(lotsMax), intervalMs: hedge.intervalMs, untilMs: timeMs(hedge.untilMs) },
  };
}

function comboFromWire(combo: witan.Combo): Combo {
  const { size, limit, clientId, label } = combo;
  knownFlags(combo.flags, replaceFlagsKnown, 'Combo');
  return {
    type: 'combo',
    legs: (combo.legs as witan.Leg[]).map(({ instrument, side, ratio }) => ({
      instrument: instrument as InstrumentId,
      side: wordOf(sideNumbers, side, 'side'),
      ratio,
    })),
    timeInForce: wordOf(timeInForceNumbers, combo.timeInForce, 'time in force'),
    postOnly: (combo.flags & orderFlag.postOnly) !== 0,
    goodTillMs: timeMs(combo.goodTillMs),
    selfTradePrevention: wordOf(selfTradePreventionNumbers, combo.selfTradePrevention, 'self-trade prevention'),
    ...{ size, limit, clientId, label },
  };
}

function replaceFromWire(replace: witan.ReplaceOrder): ReplaceOrder {
  knownFlags(replace.flags, replaceFlagsKnown, 'Replacement');
  return {
    type: 'replace',
    order: toHex<Hash>(replace.order),
    instrument: replace.instrument as InstrumentId,
    price: ticks(replace.price),
    size: lots(replace.size),
    postOnly: (replace.flags & orderFlag.postOnly) !== 0,
    selfTradePrevention: wordOf(selfTradePreventionNumbers, replace.selfTradePrevention, 'self-trade prevention'),
  };
}
