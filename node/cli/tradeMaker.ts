import { WitanError } from '../types/fault.ts';
import { priceToTicks, sizeToLots, type FinalResult, type MassQuoteRequest, usdcToMicro } from '../sdk/index.ts';
import { operationsOf } from './tradeBatch.ts';
import { signOptions, type ProtectOptions, type QuoteOptions } from './tradeOptions.ts';
import { marketOf, requireOk, trade, type Said, type Venue } from './tradeSession.ts';

/** Sets the market-maker protection of a group, or ends it where no limit is given. */
export const protectGroup = (group: number, options: ProtectOptions): Promise<void> =>
  trade(options, true, async (client, venue) => {
    const market = marketOf(venue, options.market);
    const { windowMs, frozenMs, quantityMax, deltaMax, vegaMax } = options;
    const request = {
      ...{ group, instrument: market.instrument, windowMs, frozenMs },
      ...(quantityMax === undefined ? {} : { quantityMax: sizeToLots(market, quantityMax) }),
      ...(deltaMax === undefined ? {} : { deltaMax: sizeToLots(market, deltaMax) }),
      ...(vegaMax === undefined ? {} : { vegaMax: usdcToMicro(vegaMax) }),
    };
    const submitted = await client.setProtection(request, signOptions(options));
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const isProtected = quantityMax !== undefined || deltaMax !== undefined || vegaMax !== undefined;
    const line = `final at height ${height}: group ${group} is ${isProtected ? 'protected' : 'protected no more'}`;
    return { record: { hash, code, height, verified, group, isProtected }, lines: [line] };
  });

type Market = Venue['markets'][number];
type Quote = MassQuoteRequest['quotes'][number];

const sidePattern = '(?:([0-9.]+):([0-9.]+))?';
const quotePattern = new RegExp(`^${sidePattern}/${sidePattern}$`);

/** A quote as it is written on a command line. Errors: ARGUMENT_INVALID, PRICE_OFF_TICK, SIZE_OFF_LOT. */
export function readQuote(market: Market, written: string): Quote {
  const found = quotePattern.exec(written);
  if (found === null) {
    const message = `${JSON.stringify(written.slice(0, 40))} is no quote.`;
    throw new WitanError('ARGUMENT_INVALID', message, 'Write price:size/price:size, or leave a side out.');
  }
  const [, bid, bidSize, ask, askSize] = found;
  const side = (price: string, size: string) => ({
    price: priceToTicks(market, price),
    size: sizeToLots(market, size),
  });
  return {
    ...(bid === undefined ? {} : { bid: side(bid, bidSize!) }),
    ...(ask === undefined ? {} : { ask: side(ask, askSize!) }),
  };
}

export const quoteGroup = (makerGroup: number, written: readonly string[], options: QuoteOptions): Promise<void> =>
  trade(options, true, async (client, venue) => {
    const market = marketOf(venue, options.market);
    const quotes = written.map((each) => readQuote(market, each));
    const request = { instrument: market.instrument, makerGroup, quotes };
    const submitted = await client.massQuote(request, signOptions(options));
    return quotesSaid(requireOk(await submitted.final()));
  });

function quotesSaid({ hash, height, code, events, verified }: FinalResult): Said {
  const operations = operationsOf(events);
  const canceled = events.filter(({ type }) => type === 'canceled').map(({ order }) => order);
  const side = (position: unknown): string => `${Math.floor(Number(position) / 2) + 1} ${Number(position) % 2 === 0 ? 'bid' : 'ask'}`; // prettier-ignore
  const lines = operations.map(({ position, order, code: outcome }) => `${side(position)} ${order}: ${outcome}`);
  const head = `quotes ${hash}, final at height ${height}: ${canceled.length} canceled`;
  return { record: { hash, code, height, verified, canceled, operations }, lines: [head, ...lines] };
}
