import {
  lotsToSize,
  priceToTicks,
  sizeToLots,
  ticksToPrice,
  type FinalResult,
  type NetworkDescription,
} from '../sdk/index.ts';
import type { Hash } from '../types/ids.ts';
import { signOptions, type OrderOptions, type SigningOptions } from './tradeOptions.ts';
import { marketOf, requireOk, trade, type Said } from './tradeSession.ts';

/** A cancel that comes before its order must outlast it; the exchange cuts this to the longest that makes sense. */
const tombstoneMs = 86_400_000;

export const placeOrder = (options: OrderOptions): Promise<void> =>
  trade(options, true, async (client) => {
    const market = marketOf(client.network, options.market);
    const submitted = await client.placeOrder(
      {
        instrument: market.instrument,
        side: options.side,
        size: sizeToLots(market, options.size),
        ...(options.price === undefined ? {} : { price: priceToTicks(market, options.price) }),
        ...(options.tif === undefined ? {} : { timeInForce: options.tif }),
        postOnly: options.postOnly === true,
        slide: options.slide === true,
        ...(options.display === undefined ? {} : { displaySize: sizeToLots(market, options.display) }),
        ...(options.goodFor === undefined ? {} : { goodTillMs: Date.now() + options.goodFor * 1_000 }),
        reduceOnly: options.reduceOnly === true,
        clientId: options.clientId,
      },
      signOptions(options),
    );
    return orderSaid(market, requireOk(await submitted.final()));
  });

export const cancelOne = (hash: Hash, options: SigningOptions): Promise<void> =>
  trade(options, true, async (client) => {
    const order = { hash, expiryMs: Date.now() + tombstoneMs };
    const submitted = await client.cancelOrder(order, signOptions(options));
    return canceledSaid(requireOk(await submitted.final()));
  });

export const cancelEvery = (options: SigningOptions & { readonly market?: string }): Promise<void> =>
  trade(options, true, async (client) => {
    const instrument = options.market === undefined ? 0 : marketOf(client.network, options.market).instrument;
    const submitted = await client.cancelAll(instrument, signOptions(options));
    return canceledSaid(requireOk(await submitted.final()));
  });

/** What an order did: filled so much at which average price, and what rests. */
function orderSaid(market: NetworkDescription['markets'][number], result: FinalResult): Said {
  const { hash, height, code, events, verified } = result;
  const fills = events.filter(({ type, taker }) => type === 'fill' && taker === hash);
  const filledLots = fills.reduce((sum, { size }) => sum + Number(size), 0);
  const value = fills.reduce((sum, { size, price }) => sum + Number(size) * Number(price), 0);
  const rested = events.find(({ type, order }) => type === 'rested' && order === hash);
  const filled = lotsToSize(market, filledLots);
  const resting = lotsToSize(market, Number(rested?.size ?? 0));
  const averagePrice = filledLots === 0 ? null : ticksToPrice(market, Math.round(value / filledLots));
  const at = averagePrice === null ? '' : ` at ${averagePrice} USDC on average`;
  return {
    record: { hash, code, height, verified, market: market.name, filled, averagePrice, resting, fills: fills.length },
    lines: [`order ${hash}`, `final at height ${height}: filled ${filled}${at}, resting ${resting}`],
  };
}

function canceledSaid({ hash, height, code, events, verified }: FinalResult): Said {
  const canceled = events.filter(({ type }) => type === 'canceled').map(({ order }) => order);
  const waits = events.some(({ type }) => type === 'tombstone');
  const what = waits ? 'the order has not arrived yet and will be refused' : `${canceled.length} canceled`;
  return { record: { hash, code, height, verified, canceled, waits }, lines: [`final at height ${height}: ${what}`] };
}
