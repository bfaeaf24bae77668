import {
  lotsToSize,
  priceToTicks,
  sizeToLots,
  ticksToPrice,
  type FinalResult,
  type OrderRequest,
  type ReplaceRequest,
} from '../sdk/index.ts';
import type { Hash } from '../types/ids.ts';
import {
  signOptions,
  type MassCancelOptions,
  type OrderOptions,
  type ReplaceOptions,
  type SigningOptions,
} from './tradeOptions.ts';
import { marketOf, requireOk, trade, type Said, type Venue } from './tradeSession.ts';

/** A cancel that comes before its order must outlast it; the exchange cuts this to the longest that makes sense. */
const tombstoneMs = 86_400_000;

export const placeOrder = (options: OrderOptions): Promise<void> =>
  trade(options, true, async (client, venue) => {
    const market = marketOf(venue, options.market);
    const submitted = await client.placeOrder(orderRequest(market, options), signOptions(options));
    return orderSaid(market, requireOk(await submitted.final()));
  });

type Market = Venue['markets'][number];
/** What a command line or a line of a batch says of an order, in units for people. */
export type OrderWish = Omit<OrderOptions, keyof SigningOptions>;

/** Errors: ARGUMENT_INVALID, PRICE_OFF_TICK, SIZE_OFF_LOT. */
export const orderRequest = (market: Market, wish: OrderWish): OrderRequest => ({
  instrument: market.instrument,
  side: wish.side,
  size: sizeToLots(market, wish.size),
  ...(wish.price === undefined ? {} : { price: priceToTicks(market, wish.price) }),
  ...(wish.tif === undefined ? {} : { timeInForce: wish.tif }),
  postOnly: wish.postOnly === true || wish.peg !== undefined,
  slide: wish.slide === true,
  ...(wish.display === undefined ? {} : { displaySize: sizeToLots(market, wish.display) }),
  ...(wish.goodFor === undefined ? {} : { goodTillMs: Date.now() + wish.goodFor * 1_000 }),
  reduceOnly: wish.reduceOnly === true,
  clientId: wish.clientId,
  ...(wish.label === undefined ? {} : { label: wish.label }),
  ...triggerOf(market, wish),
  ...pegOf(market, wish),
  ...twapOf(wish),
  ...(wish.oco === undefined ? {} : { ocoGroup: wish.oco }),
  ...(wish.makerGroup === undefined ? {} : { makerGroup: wish.makerGroup }),
});

/** Slices go a minute apart where nothing else is said. */
const twapOf = ({ slices, every = 60 }: OrderWish): Pick<OrderRequest, 'twap'> =>
  slices === undefined ? {} : { twap: { slices, intervalMs: every * 1_000 } };

function pegOf(market: Market, { peg, pegOffset = '0' }: OrderWish): Pick<OrderRequest, 'peg'> {
  if (peg === undefined) return {};
  const offset = priceToTicks(market, pegOffset.replace(/^-/, ''));
  return { peg: { source: peg, offset: pegOffset.startsWith('-') ? 0 - offset : offset } };
}

function triggerOf(
  market: Market,
  { stop, takeProfit, trailing, triggerOn }: OrderWish,
): Pick<OrderRequest, 'trigger'> {
  const source = triggerOn === undefined ? {} : { source: triggerOn };
  if (stop !== undefined) return { trigger: { kind: 'stop', price: priceToTicks(market, stop), ...source } };
  if (takeProfit !== undefined) {
    return { trigger: { kind: 'take-profit', price: priceToTicks(market, takeProfit), ...source } };
  }
  if (trailing === undefined) return {};
  return { trigger: { kind: 'trailing-stop', offset: priceToTicks(market, trailing), ...source } };
}

export type ReplaceWish = Omit<ReplaceOptions, keyof SigningOptions>;

/** Errors: ARGUMENT_INVALID, PRICE_OFF_TICK, SIZE_OFF_LOT. */
export const replaceRequest = (market: Market, order: Hash, wish: ReplaceWish): ReplaceRequest => ({
  order,
  instrument: market.instrument,
  price: priceToTicks(market, wish.price),
  size: sizeToLots(market, wish.size),
  postOnly: wish.postOnly === true,
});

export const replaceOne = (hash: Hash, options: ReplaceOptions): Promise<void> =>
  trade(options, true, async (client, venue) => {
    const market = marketOf(venue, options.market);
    const submitted = await client.replaceOrder(replaceRequest(market, hash, options), signOptions(options));
    return orderSaid(market, requireOk(await submitted.final()), hash);
  });

/** A cancel, also of an order that has not arrived yet. */
export const cancelRequest = (hash: Hash) => ({ hash, expiryMs: Date.now() + tombstoneMs });

export const cancelOne = (hash: Hash, options: SigningOptions): Promise<void> =>
  trade(options, true, async (client) => {
    const submitted = await client.cancelOrder(cancelRequest(hash), signOptions(options));
    return canceledSaid(requireOk(await submitted.final()));
  });

export const cancelEvery = (options: MassCancelOptions): Promise<void> =>
  trade(options, true, async (client, venue) => {
    const { side, label, clientId } = options;
    const instrument = options.market === undefined ? 0 : marketOf(venue, options.market).instrument;
    const narrowed = {
      ...{ instrument },
      ...(side === undefined ? {} : { side }),
      ...(label === undefined ? {} : { label }),
      ...(clientId === undefined ? {} : { clientId }),
    };
    const submitted = await client.massCancel(narrowed, signOptions(options));
    return canceledSaid(requireOk(await submitted.final()));
  });

/** Sets or takes away the dead-man's switch. */
export const cancelLater = (seconds: number, options: SigningOptions): Promise<void> =>
  trade(options, true, async (client) => {
    const submitted = await client.cancelAllAfter(seconds * 1_000, signOptions(options));
    const { hash, height, code, events, verified } = requireOk(await submitted.final());
    const deadlineMs = Number(events.find(({ type }) => type === 'deadlineSet')!.deadlineMs);
    const what =
      deadlineMs === 0
        ? 'nothing is canceled by itself any more'
        : `all orders are canceled at ${new Date(deadlineMs).toISOString()}`;
    return { record: { hash, code, height, verified, deadlineMs }, lines: [`final at height ${height}: ${what}`] };
  });

/** What an order did: filled so much at which average price, and what rests. `hash` where the transaction has another. */
function orderSaid(market: Market, result: FinalResult, hash: Hash = result.hash): Said {
  const { height, code, events, verified } = result;
  const fills = events.filter(({ type, taker }) => type === 'fill' && taker === hash);
  const filledLots = fills.reduce((sum, { size }) => sum + Number(size), 0);
  const value = fills.reduce((sum, { size, price }) => sum + Number(size) * Number(price), 0);
  const filled = lotsToSize(market, filledLots);
  const resting = lotsToSize(market, restingLots(events, hash));
  const averagePrice = filledLots === 0 ? null : ticksToPrice(market, Math.round(value / filledLots));
  const at = averagePrice === null ? '' : ` at ${averagePrice} USDC on average`;
  const waiting = events.find(({ type, order }) => (type === 'untriggered' || type === 'scheduled') && order === hash);
  const waits = waiting !== undefined;
  const where = waits
    ? `waits for its ${waiting.type === 'scheduled' ? 'slices' : 'price'}`
    : `filled ${filled}${at}, resting ${resting}`;
  return {
    record: {
      hash,
      code,
      height,
      verified,
      market: market.name,
      filled,
      averagePrice,
      resting,
      fills: fills.length,
      waits,
    },
    lines: [`order ${hash}`, `final at height ${height}: ${where}`],
  };
}

/** Lots that the book shows of an order after the last of these events. */
function restingLots(events: FinalResult['events'], hash: Hash): number {
  const last = events.findLast(({ type, order }) => order === hash && (type === 'rested' || type === 'replaced'));
  return Number(last?.type === 'replaced' ? last.shown : (last?.size ?? 0));
}

function canceledSaid({ hash, height, code, events, verified }: FinalResult): Said {
  const canceled = events.filter(({ type }) => type === 'canceled').map(({ order }) => order);
  const waits = events.some(({ type }) => type === 'tombstone');
  const what = waits ? 'the order has not arrived yet and will be refused' : `${canceled.length} canceled`;
  return { record: { hash, code, height, verified, canceled, waits }, lines: [`final at height ${height}: ${what}`] };
}
