import type { PriceAt } from '../node/feeds/priceAt.ts';
import type { MarketListing } from '../node/exchange/instruments/listing.ts';
import type { Random } from './random.ts';
import type { Trader } from './trader.ts';

/** What a strategy sees of a market: its own price source, in ticks. */
export interface Quoted {
  readonly listing: MarketListing;
  readonly fairPrice: PriceAt;
}

const fairTicks = ({ listing, fairPrice }: Quoted): number | undefined => {
  const price = fairPrice(Date.now());
  return price === undefined ? undefined : Math.round(price / listing.tickSizeMicroUsdc);
};

/** Lots that are worth about so many dollars. */
const lotsFor = ({ listing, fairPrice }: Quoted, dollars: number): number => {
  const price = fairPrice(Date.now()) ?? 1_000_000_000;
  return Math.max(listing.minSizeLots, Math.round((dollars * 1_000_000 * listing.lotsPerUnit) / price));
};

const quotesMax = 24;

/**
 * Quotes both sides around its own price: each turn it places one post-only order or takes back its oldest. It leans
 * against its position, so that what it buys it sells again.
 */
export function makeMarket(trader: Trader, markets: readonly Quoted[], random: Random): () => Promise<void> {
  const position = new Map<number, number>();
  trader.onEvents = ({ events }) => {
    for (const event of events) {
      if (event.type !== 'fill') continue;
      const isTaker = event.takerAccount === trader.address;
      const sign = (event.side === 'buy') === isTaker ? 1 : -1;
      const instrument = Number(event.instrument);
      position.set(instrument, (position.get(instrument) ?? 0) + sign * Number(event.size));
    }
  };
  let turn = 0;
  return async () => {
    const quoted = markets[turn % markets.length]!;
    const { resting } = trader;
    if (turn++ % 2 === 1 && resting.length > quotesMax / 2) return trader.cancel(resting[0]!);
    if (resting.length > quotesMax) return trader.cancel(resting[0]!);
    const fair = fairTicks(quoted);
    if (fair === undefined) return;
    const side = random.chance(0.5) ? 'buy' : 'sell';
    const held = position.get(quoted.listing.instrument) ?? 0;
    // A lean of ten basis points for each quarter of a million dollars held.
    const lean = (held / lotsFor(quoted, 250_000)) * fair * 0.001;
    const distance = fair * (0.000_2 + random.next() * 0.001);
    const price = Math.round(fair - lean + (side === 'buy' ? -distance : distance));
    const size = lotsFor(quoted, 4_000 + random.next() * 12_000);
    await trader.order({ instrument: quoted.listing.instrument, side, price, size, postOnly: true });
  };
}

/** Takes what is there, either way, with orders that do not rest. */
export function takeLiquidity(trader: Trader, markets: readonly Quoted[], random: Random): () => Promise<void> {
  return async () => {
    const quoted = random.pick(markets);
    const fair = fairTicks(quoted);
    if (fair === undefined) return;
    const side = random.chance(0.5) ? 'buy' : 'sell';
    const price = Math.round(fair * (side === 'buy' ? 1.002 : 0.998));
    const size = lotsFor(quoted, 500 + random.next() * 4_000);
    await trader.order({ instrument: quoted.listing.instrument, side, price, size, timeInForce: 'IOC' });
  };
}

/** Buys as much as margin allows and holds on: whom the market turns against is liquidated. */
export function holdLeveraged(trader: Trader, quoted: Quoted, dollars: number, random: Random): () => Promise<void> {
  let boughtLots = 0;
  const wantedLots = lotsFor(quoted, dollars);
  trader.onEvents = ({ events }) => {
    for (const event of events) {
      if (event.type === 'fill' && event.takerAccount === trader.address && event.side === 'buy') {
        boughtLots += Number(event.size);
      }
    }
  };
  return async () => {
    const fair = fairTicks(quoted);
    if (fair === undefined || boughtLots >= wantedLots) return;
    const size = Math.min(wantedLots - boughtLots, lotsFor(quoted, 4_000 + random.next() * 4_000));
    const price = Math.round(fair * 1.003);
    await trader.order({ instrument: quoted.listing.instrument, side: 'buy', price, size, timeInForce: 'IOC' });
  };
}
