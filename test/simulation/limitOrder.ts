import { instrumentId } from '../../node/types/ids.ts';
import { plainOrder, type PlaceOrder } from '../../node/types/transaction.ts';
import { lots, ticks } from '../../node/types/units.ts';

/** A plain order in the first market. */
export const limitOrder = (side: 'buy' | 'sell', price: number, size: number): PlaceOrder => ({
  type: 'order',
  instrument: instrumentId(1),
  side,
  kind: 'limit',
  timeInForce: 'GTC',
  ...plainOrder,
  postOnly: false,
  reduceOnly: false,
  selfTradePrevention: 'cancel-taker',
  price: ticks(price),
  size: lots(size),
  clientId: 0,
});
