import { instrumentId } from '../types/ids.ts';
import type { ApproveKey, PlaceOrder } from '../types/transaction.ts';
import { lots, microUsdc, ticks, timeMs } from '../types/units.ts';
import type { OrderRequest, SessionKeyRequest } from './options.ts';

/** An order's body with what was left out filled in. */
export function orderBody(request: OrderRequest): PlaceOrder {
  const kind = request.kind ?? (request.price === undefined ? 'market' : 'limit');
  return {
    type: 'order',
    instrument: instrumentId(request.instrument),
    side: request.side,
    kind,
    timeInForce: request.timeInForce ?? (kind === 'market' ? 'IOC' : request.goodTillMs === undefined ? 'GTC' : 'GTT'),
    postOnly: request.postOnly ?? false,
    slide: request.slide ?? false,
    reduceOnly: request.reduceOnly ?? false,
    selfTradePrevention: request.selfTradePrevention ?? 'cancel-taker',
    price: ticks(request.price ?? 0),
    size: lots(request.size),
    clientId: request.clientId ?? 0,
    displaySize: lots(request.displaySize ?? 0),
    goodTillMs: timeMs(request.goodTillMs ?? 0),
  };
}

export const approveKeyBody = (request: SessionKeyRequest): ApproveKey => ({
  type: 'approveKey',
  sessionKey: request.sessionKey,
  scope: request.scope,
  instruments: [...(request.instruments ?? [])].sort((a, b) => a - b).map(instrumentId),
  notionalMax: microUsdc(request.notionalMax ?? 0),
  keyExpiryMs: timeMs(request.keyExpiryMs),
});
