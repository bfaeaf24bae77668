import type { WitanClient } from '../node/sdk/index.ts';
import type { Random } from './random.ts';
import type { Trader } from './trader.ts';

type MarketState = Awaited<ReturnType<WitanClient['markets']>>['markets'][number];

/** The markets as a client sees them: what is listed, and its marks; dated ones to be traded, perpetuals to be shown. */
export class DatedMarkets {
  readonly #client: WitanClient;
  /** Futures and options. */
  markets: readonly MarketState[] = [];
  perpetuals: readonly MarketState[] = [];

  constructor(client: WitanClient) {
    this.#client = client;
  }

  /** A node that does not answer leaves what was known. */
  async refresh(): Promise<void> {
    const all = await this.#client.markets().then(
      ({ markets }) => markets,
      () => undefined,
    );
    if (all === undefined) return;
    this.markets = all.filter(({ listing }) => listing.expiryMs > 0);
    this.perpetuals = all.filter(({ listing }) => listing.kind === 'perpetual');
  }

  /** One that can be traded now: half of the time a future. */
  pick(random: Random): MarketState | undefined {
    const kind = random.chance(0.5) ? 'future' : 'option';
    const open = this.markets.filter(
      ({ listing, stale, markPerLot }) => listing.kind === kind && !stale && markPerLot > 0,
    );
    return open.length === 0 ? undefined : random.pick(open);
  }
}

/** A mark in ticks, not rounded. */
const markTicks = ({ markPerLot, tickValue }: MarketState): number => markPerLot / tickValue;

/** Lots of about so many dollars of the underlying. */
const lotsOf = ({ indexPerLot, listing }: MarketState, dollars: number): number =>
  Math.max(listing.minSizeLots, Math.round((dollars * 1_000_000) / indexPerLot));

const quotesMax = 30;

/** Quotes one market after the other around its mark, two percent of it or two ticks away, and takes its oldest quotes back. */
export function quoteDated(trader: Trader, dated: DatedMarkets, random: Random): () => Promise<void> {
  return async () => {
    if (trader.resting.length > quotesMax) return trader.cancel(trader.resting[0]!);
    const market = dated.pick(random);
    if (market === undefined) return;
    const mark = markTicks(market);
    const distance = Math.max(2, mark * (market.listing.kind === 'option' ? 0.02 : 0.000_5));
    const side = random.chance(0.5) ? 'buy' : 'sell';
    const price = side === 'buy' ? Math.floor(mark - distance) : Math.ceil(mark + distance);
    if (price < 1) return;
    const size = lotsOf(market, 5_000 + random.next() * 10_000);
    await trader.order({ instrument: market.listing.instrument, side, price, size, postOnly: true });
  };
}

/** Takes what stands near the mark, either way. */
export function takeDated(trader: Trader, dated: DatedMarkets, random: Random): () => Promise<void> {
  return async () => {
    const quoted = dated.markets.filter(({ bestBid, bestAsk, stale }) => !stale && (bestBid ?? bestAsk) !== undefined);
    if (quoted.length === 0) return;
    const market = random.pick(quoted);
    const side = market.bestAsk !== undefined && (market.bestBid === undefined || random.chance(0.5)) ? 'buy' : 'sell';
    const price = (side === 'buy' ? market.bestAsk : market.bestBid)!;
    const size = lotsOf(market, 1_000 + random.next() * 3_000);
    await trader.order({ instrument: market.listing.instrument, side, price, size, timeInForce: 'IOC' });
  };
}
