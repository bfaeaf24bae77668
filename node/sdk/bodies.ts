import { feedId, instrumentId, type Hash } from '../types/ids.ts';
import type {
  ApproveKey,
  BatchOperation,
  Bid,
  CancelOrder,
  Combo,
  MassCancel,
  MassQuote,
  PlaceOrder,
  ReplaceOrder,
  SetHedge,
  SetProtection,
  SetRiskLimits,
} from '../types/transaction.ts';
import { lots, microUsdc, ppb, ticks, timeMs } from '../types/units.ts';
import type {
  BidRequest,
  ComboRequest,
  HedgeRequest,
  MassCancelRequest,
  MassQuoteRequest,
  OperationRequest,
  OrderRequest,
  ProtectionRequest,
  ReplaceRequest,
  RiskLimitsRequest,
  SessionKeyRequest,
} from './options.ts';

/** An order's body with what was left out filled in. */
export function orderBody(request: OrderRequest): PlaceOrder {
  const kind = request.kind ?? (request.price === undefined ? 'market' : 'limit');
  const isBrief = kind === 'market' || request.twap !== undefined;
  return {
    type: 'order',
    instrument: instrumentId(request.instrument),
    side: request.side,
    kind,
    timeInForce: request.timeInForce ?? (isBrief ? 'IOC' : request.goodTillMs === undefined ? 'GTC' : 'GTT'),
    postOnly: request.postOnly ?? request.peg !== undefined,
    slide: request.slide ?? false,
    reduceOnly: request.reduceOnly ?? false,
    selfTradePrevention: request.selfTradePrevention ?? 'cancel-taker',
    price: ticks(request.price ?? 0),
    size: lots(request.size),
    clientId: request.clientId ?? 0,
    displaySize: lots(request.displaySize ?? 0),
    goodTillMs: timeMs(request.goodTillMs ?? 0),
    label: request.label ?? '',
    triggerKind: request.trigger?.kind ?? 'none',
    triggerSource: request.trigger?.source ?? 'mark',
    triggerPrice: ticks(request.trigger?.price ?? 0),
    trailingOffset: ticks(request.trigger?.offset ?? 0),
    sliceCount: request.twap?.slices ?? 0,
    sliceIntervalMs: request.twap?.intervalMs ?? 0,
    pegSource: request.peg?.source ?? 'none',
    pegOffset: request.peg?.offset ?? 0,
    ocoGroup: request.ocoGroup ?? 0,
    makerGroup: request.makerGroup ?? 0,
  };
}

export const cancelBody = (order: { readonly hash: Hash; readonly expiryMs: number }): CancelOrder => ({
  type: 'cancel',
  order: order.hash,
  orderExpiryMs: timeMs(order.expiryMs),
});

export const replaceBody = (request: ReplaceRequest): ReplaceOrder => ({
  type: 'replace',
  order: request.order,
  instrument: instrumentId(request.instrument),
  price: ticks(request.price),
  size: lots(request.size),
  postOnly: request.postOnly ?? false,
  selfTradePrevention: request.selfTradePrevention ?? 'cancel-taker',
});

/** A combo's body, its legs ascending by market. */
export const comboBody = (request: ComboRequest): Combo => ({
  type: 'combo',
  legs: request.legs
    .map(({ instrument, side, ratio }) => ({ instrument: instrumentId(instrument), side, ratio }))
    .sort((a, b) => a.instrument - b.instrument),
  size: request.size,
  limit: request.limit,
  timeInForce: request.timeInForce ?? comboTimeInForce(request),
  postOnly: request.postOnly ?? false,
  goodTillMs: timeMs(request.goodTillMs ?? 0),
  selfTradePrevention: request.selfTradePrevention ?? 'cancel-taker',
  clientId: request.clientId ?? 0,
  label: request.label ?? '',
});

const comboTimeInForce = ({ goodTillMs, postOnly }: ComboRequest): Combo['timeInForce'] =>
  goodTillMs !== undefined ? 'GTT' : postOnly === true ? 'GTC' : 'IOC';

export const massCancelBody = (request: MassCancelRequest): MassCancel => ({
  type: 'massCancel',
  instrument: instrumentId(request.instrument ?? 0),
  side: request.side ?? 'any',
  label: request.label ?? '',
  clientId: request.clientId ?? 0,
});

export const protectionBody = (request: ProtectionRequest): SetProtection => ({
  type: 'setProtection',
  group: request.group,
  instrument: instrumentId(request.instrument),
  windowMs: request.windowMs,
  frozenMs: request.frozenMs ?? 0,
  quantityMax: lots(request.quantityMax ?? 0),
  deltaMax: lots(request.deltaMax ?? 0),
  vegaMax: microUsdc(request.vegaMax ?? 0),
});

export const riskLimitsBody = (request: RiskLimitsRequest): SetRiskLimits => ({
  type: 'setRiskLimits',
  feed: feedId(request.feed),
  deltaMaxPpb: request.deltaMaxPpb ?? 0,
  gammaMaxPpb: request.gammaMaxPpb ?? 0,
  vegaMax: microUsdc(request.vegaMax ?? 0),
});

const noHedge = { lower: 0, upper: 0, windowMs: 0, putPpb: 0, callPpb: 0 } as const;

export function hedgeBody(request: HedgeRequest): SetHedge {
  const { lower, upper, windowMs, putPpb, callPpb } = { ...noHedge, ...request };
  const { rule, kind, instrument, slippagePpb, sizeMax, lotsMax, intervalMs = 60_000, untilMs } = request;
  return {
    ...{ type: 'setHedge', rule, kind, instrument: instrumentId(instrument), lower, upper, windowMs },
    ...{ putPpb: ppb(putPpb), callPpb: ppb(callPpb), slippagePpb: ppb(slippagePpb) },
    ...{ sizeMax: lots(sizeMax), lotsMax: lots(lotsMax), intervalMs, untilMs: timeMs(untilMs) },
  };
}

/** Ends a rule. */
export const noHedgeBody = (rule: number): SetHedge => ({
  ...{ type: 'setHedge', rule, kind: 'none', instrument: instrumentId(0), lower: 0, upper: 0, windowMs: 0 },
  ...{ putPpb: ppb(0), callPpb: ppb(0), slippagePpb: ppb(0), sizeMax: lots(0), lotsMax: lots(0) },
  ...{ intervalMs: 0, untilMs: timeMs(0) },
});

export const massQuoteBody = ({ instrument, makerGroup, quotes }: MassQuoteRequest): MassQuote => ({
  type: 'massQuote',
  instrument: instrumentId(instrument),
  makerGroup,
  quotes: quotes.map(({ bid, ask }) => ({
    bidPrice: ticks(bid?.price ?? 0),
    bidSize: lots(bid?.size ?? 0),
    askPrice: ticks(ask?.price ?? 0),
    askSize: lots(ask?.size ?? 0),
  })),
});

export const bidBody = ({ account, subaccount, fractionPpb, payMax }: BidRequest): Bid => ({
  type: 'bid',
  liquidated: account,
  liquidatedSubaccount: subaccount ?? 0,
  fractionPpb,
  payMax: payMax ?? 0,
});

export function operationBody(request: OperationRequest): BatchOperation {
  if ('place' in request) return orderBody(request.place);
  if ('combo' in request) return comboBody(request.combo);
  return 'cancel' in request ? cancelBody(request.cancel) : replaceBody(request.replace);
}

export const approveKeyBody = (request: SessionKeyRequest): ApproveKey => ({
  type: 'approveKey',
  sessionKey: request.sessionKey,
  scope: request.scope,
  instruments: [...(request.instruments ?? [])].sort((a, b) => a - b).map(instrumentId),
  notionalMax: microUsdc(request.notionalMax ?? 0),
  keyExpiryMs: timeMs(request.keyExpiryMs),
});
